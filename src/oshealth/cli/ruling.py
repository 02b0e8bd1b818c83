"""What the verbs of `oshealth rules` do."""

import json
import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

from oshealth.assessment.examples import try_examples
from oshealth.cli.writing import write
from oshealth.errors import AskedWrongly, UnknownName
from oshealth.formats.escape import clean
from oshealth.formats.phrases import count
from oshealth.formats.schemas import facts_schema, report_schema
from oshealth.rulebook import Rule, Rulebook
from oshealth.rulebook.book import DEFAULT_PROFILE, compose
from oshealth.rulebook.packs import Pack, bundled_pack, corpus_folder, read_pack
from oshealth.rulebook.rule import is_id
from oshealth.rulebook.schemas import WRITTEN, written_schema

NEW_RULE = """\
title: What is true when this rule passes, as a short sentence
why: Say in one or two sentences why it matters to the people behind a project.
since: "2026.1"
weight: 1                       # 0 (shown, not scored) to 5
check:
  document: readme              # oshealth rules schema, and rules/FACTS.md, list what can be asked
fix: Say in one or two sentences what to do.
effort: hours                   # minutes, hours or days
examples:
  - given: {files: {README.md: "# Example\n\nIt counts the birds of an invented island."}}
    expect: pass
  - given: {}
    expect: fail
  - given: {unknown: [tree, texts]}
    expect: unknown
"""
NEW_PACK = """\
name: {name}
title: {name}
categories:
  {category}: {{title: {title}, share: 10}}
"""


def run_list(profile: str, packs: Sequence[str], select: Sequence[str], form: str) -> int:
    """Prints the rules of a profile, by category."""
    book = Rulebook.load(profile or DEFAULT_PROFILE, packs, select)
    rows = [_row(rule, book) for rule in sorted(book.rules, key=lambda rule: (rule.category, rule.id))]
    if form == "json":
        write(json.dumps(rows, indent=2) + "\n")
        return 0
    lines = []
    for category, those in groupby(rows, key=lambda row: str(row["category"])):
        lines += ["", f"{book.categories[category].title} ({book.share(category)} %)"]
        lines += [f"  {row['weight']}  {row['rule']:<32} {row['title']}" for row in those]
    profile = f"{book.profile_id} {book.profile.version}"
    lines += ["", f"{len(rows)} rules in profile {profile}; the number is the weight"]
    write("\n".join(lines) + "\n")
    return 0


def _row(rule: Rule, book: Rulebook) -> Mapping[str, object]:
    weight = book.weight(rule) if rule.id in book.counted else 0
    return {"rule": rule.id, "category": rule.category, "weight": weight, "title": rule.text.title}


def run_show(name: str, packs: Sequence[str]) -> int:
    """Prints the YAML file of a rule as it stands."""
    rule = Rulebook.load(packs=packs).rule(name)
    path = Path(rule.file)
    write((path if path.is_absolute() else corpus_folder() / path).read_text("utf-8"))
    return 0


def _packs(folders: Sequence[Path]) -> list[Pack]:
    return [read_pack(folder) for folder in folders or (corpus_folder(),)]


def run_validate(folders: Sequence[Path]) -> int:
    """Reads packs whole and composes every profile of theirs; the first mistake ends it."""
    for pack in _packs(folders):
        beside = [] if pack.text.name == "oshealth" else [bundled_pack()]
        for profile in pack.profiles or (DEFAULT_PROFILE,):
            compose([*beside, pack], profile)
        told = f"{count(len(pack.rules), 'rule')} and {count(len(pack.profiles), 'profile')}"
        write(f"{pack.text.name}: {told} are well formed\n")
    return 0


def run_test(folders: Sequence[Path], select: Sequence[str]) -> int:
    """Runs the examples of rules; names those that come out differently."""
    packs = _packs(folders)
    beside = [] if any(pack.text.name == "oshealth" for pack in packs) else [read_pack(corpus_folder())]
    rules = {rule.id: rule for pack in [*beside, *packs] for rule in pack.rules.values()}
    chosen = [
        rule
        for pack in packs
        for rule in pack.rules.values()
        if not select or {rule.id, rule.category} & {*select}
    ]
    if not chosen:
        raise UnknownName("rule or category", ", ".join(select), rules)
    tried = [one for rule in chosen for one in try_examples(rule, rules)]
    wrong = [one for one in tried if not one.holds]
    for one in wrong:
        told = f" ({clean(one.reason)})" if one.reason else ""
        write(f"{one.rule}: example {one.number} expects {one.expected}, came to {one.came}{told}\n")
    examples, of = count(len(tried), "example"), count(len(chosen), "rule")
    write(f"{examples} of {of}, {len(wrong)} came out differently\n")
    return 1 if wrong else 0


def run_new(name: str, pack: Path) -> int:
    """Writes a rule to begin with, and a pack around it when there is none."""
    category, _, rule = name.rpartition("/")
    if not is_id(category) or not is_id(rule):
        raise AskedWrongly(f"{name!r} is not CATEGORY/RULE", "for example community/contributing-guide")
    path = pack / category / f"{rule}.yaml"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not (pack / "pack.yaml").exists():
            title = category.replace("-", " ").capitalize()
            text = NEW_PACK.format(name=_pack_name(pack), category=category, title=title)
            (pack / "pack.yaml").write_text(text, "utf-8")
        with path.open("x", encoding="utf-8") as file:
            file.write(NEW_RULE)
    except FileExistsError as error:
        raise AskedWrongly(f"{path} is already there", "choose another name") from error
    except OSError as error:
        raise AskedWrongly(f"cannot write {path}: {error.strerror}", "choose another --pack") from error
    write(f"wrote {path}; test it with: oshealth rules test {pack}\n")
    return 0


def _pack_name(folder: Path) -> str:
    """A name for a pack, from what its folder is called."""
    words = re.sub("[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")
    return words if is_id(words) else f"rules-{words}".strip("-")


def run_schema(which: str) -> int:
    """Prints one of the JSON Schemas."""
    ours = {"report": report_schema, "facts": facts_schema}
    if which not in ours and which not in WRITTEN:
        raise UnknownName("schema", which, [*WRITTEN, *ours])
    write(json.dumps(ours[which]() if which in ours else written_schema(which), indent=2) + "\n")
    return 0
