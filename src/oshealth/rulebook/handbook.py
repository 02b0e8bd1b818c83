"""Pages about rules and facts made from the rules and facts themselves: a rule in words, the index, the catalogue."""

from collections.abc import Iterator, Mapping, Sequence

from oshealth.facts import CATALOGUE
from oshealth.facts.patterns import PATTERNS
from oshealth.rulebook.packs import Pack
from oshealth.rulebook.probes import Probe, Question
from oshealth.rulebook.rule import Rule
from oshealth.snapshot import GROUPS

GENERATED = "<!-- Generated from the rules themselves by `python -m tests.house.generate`; edit those. -->"


def index_page(pack: Pack) -> str:
    """The index of a pack as Markdown: its categories, their rules, weight, effort and title."""
    lines = [GENERATED, f"# {pack.text.title}", "", pack.text.about.strip(), ""]
    for name, category in pack.text.categories.items():
        rules = sorted(
            (rule for rule in pack.rules.values() if rule.category == name), key=lambda rule: rule.id
        )
        if rules:
            lines += [f"## {category.title}", "", *_table(name, rules), ""]
    return "\n".join(lines)


def _table(category: str, rules: Sequence[Rule]) -> Iterator[str]:
    yield "| rule | what is true when it passes | weight | effort to mend |"
    yield "|---|---|---|---|"
    for rule in rules:
        name = rule.id.rpartition("/")[2]
        yield f"| [{name}]({category}/{name}.yaml) | {rule.text.title} | {rule.text.weight} | {rule.text.effort} |"


def facts_page() -> str:
    """The catalogue of facts as Markdown: name, kind, unit, definition, source and the evidence each needs;
    and the named patterns.
    """
    lines = [
        GENERATED,
        "# Facts",
        "",
        "What rules can ask for with `fact:`. Every fact may also be *unknown*, with a reason.",
        "",
    ]
    lines += ["## Groups of evidence", "", "| group | what it holds |", "|---|---|"]
    lines += [f"| {name} | {meaning} |" for name, meaning in GROUPS.items()]
    lines += ["", "## The catalogue", ""]
    lines += ["| fact | kind | definition | needs | source |", "|---|---|---|---|---|"]
    for name in sorted(CATALOGUE):
        fact = CATALOGUE[name]
        kind = f"{fact.kind}, {fact.unit}" if fact.unit else fact.kind
        lines.append(
            f"| `{name}` | {kind} | {fact.definition} | {', '.join(sorted(fact.needs))} | {fact.source} |"
        )
    lines += ["", "## Named patterns", "", "What rules can look for in texts with `has:` and `with:`.", ""]
    lines += ["| pattern | what it finds |", "|---|---|"]
    lines += [f"| `{name}` | {PATTERNS[name].definition} |" for name in sorted(PATTERNS)]
    return "\n".join([*lines, ""])


def in_words(question: Question, depth: int = 0) -> Iterator[str]:
    """A question as indented lines of words, for people who read no YAML."""
    yield from _worded(question, "  " * depth)


def _worded(question: Probe, indent: str) -> Iterator[str]:
    for word, lead in (("all", "all of:"), ("any", "one of:")):
        if question.key == word:
            yield f"{indent}{lead}"
            for part in getattr(question, word):
                yield from _worded(part, indent + "  ")
            return
    if question.key == "not":
        yield f"{indent}not:"
        yield from _worded(question.not_, indent + "  ")  # type: ignore[attr-defined]
        return
    yield f"{indent}{_leaf(question)}"


def _leaf(question: Probe) -> str:
    written = question.model_dump(by_alias=True, exclude_defaults=True, mode="json")
    inner = written.pop(question.key)
    more = {**(inner if isinstance(inner, Mapping) else {}), **written}
    said = "" if isinstance(inner, Mapping) else _plain(inner)
    options = ", ".join(f"{key.replace('_', ' ')} {_plain(value)}" for key, value in more.items())
    return " ".join(
        part for part in (question.key, said, f"({options})" if options and said else options) if part
    )


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key.replace('_', ' ')} {_plain(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return " | ".join(_plain(item) for item in value)
    return str(value)
