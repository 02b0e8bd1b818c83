"""Readings are taken over from moment to moment only where a look at that moment alone would give the same, evidence included."""

import gc
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from oshealth.assessment import assess
from oshealth.facts import CATALOGUE, Facts, Value, facts_of
from oshealth.facts.corrections import NOTHING_CORRECTED
from oshealth.facts.documents import Shelf, document, shelf
from oshealth.facts.globs import select
from oshealth.facts.moments import MOST, Memory, alike, facts_at
from oshealth.facts.seen import SeenPaths, SeenTexts, told_of
from oshealth.rulebook import Rulebook
from oshealth.snapshot import Evidence, Snapshot, Texts, Tree, Unknown
from tests.builders import NOW, Work, a_snapshot
from tests.facts.test_going_on import Row, a_history, rows

README: Final = "# Thing\n\nIt counts birds.\n\n"
MIT: Final = "MIT License\n\nCopyright (c) 2024 Ada Example\n\nPermission is hereby granted, free of charge, to any person"
POOL: Final[Mapping[str, tuple[str | Unknown, ...]]] = {
    "README.md": (
        README,
        f"{README}## Support\n\nAsk in [the forum](https://forum.example.org).\n",
        f"{README}[How to help](docs/help.md), [security](SECURITY.md)\n\n## Architecture\n\nTwo parts.\n",
        Unknown("too large"),
    ),
    "readme.rst": ("Thing\n=====\n\nIt counts birds.\n\nContributing\n------------\n\nSend patches.\n",),
    "CONTRIBUTING.md": (
        "# Contributing\n\nOpen a pull request. Run `make test`.\n",
        "# Contributing\n\nSign off your work (DCO). See [more](docs/help.md).\n",
        "See [help](docs/help.md).\n",
    ),
    ".github/CONTRIBUTING.md": ("# Contributing\n\nWrite to us first, then send a patch.\n",),
    "docs/help.md": (
        "# Helping\n\nTests are needed for every change, and reviews by two people.\n",
        "# Helping\n",
    ),
    "docs/design/architecture.md": ("# Architecture\n\nA parser and a counter.\n",),
    "SECURITY.md": (
        "# Security\n\nWrite to security@example.org; we answer within 7 days.\n",
        "# Security\n\n## Supported versions\n\nThe newest one.\n",
    ),
    "CODE_OF_CONDUCT.md": ("# Conduct\n\nBe kind. Tell conduct@example.org.\n",),
    "GOVERNANCE.md": ("# Governance\n\nMaintainers decide by lazy consensus.\n\n- Ada Example\n- Bo\n", "-"),
    "MAINTAINERS.md": ("# Maintainers\n\n- Ada Example <ada@example.org>\n- Bo <bo@example.org>\n", "- Bo\n"),
    "CODEOWNERS": ("* @ada-x\n", "* @ada-x @bo\n"),
    "LICENSE": (MIT, "Apache License\nVersion 2.0, January 2004\n", ""),
    "LICENSES/CC-BY-4.0.txt": ("Creative Commons Attribution 4.0 International\n",),
    "REUSE.toml": ('version = 1\n[[annotations]]\npath = "data/**"\nSPDX-License-Identifier = "CC0-1.0"\n',),
    "data/birds.csv": ("bird,count\nwren,2\n",),
    "data/birds.csv.license": ("SPDX-License-Identifier: CC0-1.0\n",),
    "src/thing.py": ("# SPDX-License-Identifier: MIT\nprint(1)\n", "print(2)\n"),
    "src/other.py": ("print(3)\n",),
    "index.js": ("console.log(1)\n",),
    "pyproject.toml": (
        '[build-system]\nrequires = []\n[project]\nname = "thing"\nlicense = "MIT"\n',
        '[project]\nname = "thing"\nmaintainers = [{name = "Bo", email = "bo@example.org"}]\n',
        "not toml [",
    ),
    "package.json": ('{"name": "thing", "license": "MIT", "main": "index.js"}', '{"private": true}'),
    "packages/one/package.json": ('{"name": "one", "license": "ISC"}',),
    "Gemfile": ("gem 'rails'\n",),
    "thing.gemspec": ("Gem::Specification.new { |s| s.name = 'thing' }\n",),
    ".github/workflows/test.yml": (
        "on: push\njobs:\n  a:\n    steps:\n      - run: pytest\n",
        "on: push\njobs:\n  a:\n    steps:\n      - run: echo hello\n",
    ),
    ".gitlab-ci.yml": ("test:\n  script:\n    - make test\n",),
    ".github/dependabot.yml": ("version: 2\n",),
    ".github/FUNDING.yml": ("github: ada-x\n", "custom: https://example.org/give\n"),
    "funding.json": ('{"version": "v1.0.0"}',),
    "publiccode.yml": ("publiccodeYmlVersion: '0.4'\nname: Thing\nlegal:\n  license: MIT\n",),
    "CITATION.cff": ("cff-version: 1.2.0\ntitle: Thing\nmessage: Cite\nauthors: [{name: Ada Example}]\n",),
    "codemeta.json": ('{"@context": "https://doi.org/10.5063/schema/codemeta-2.0", "name": "Thing"}',),
    "CHANGELOG.md": ("# Changes\n\n## 1.0\n\n- Birds.\n", "# Changes\n\n## 1.1\n\n- More birds.\n"),
    "openapi.yaml": ("openapi: 3.0.0\n",),
    "mkdocs.yml": ("site_name: Thing\n",),
    "locale/de/thing.po": ("msgid ''\n",),
    "vendor/x/LICENSE": (MIT,),
    "Größe/ÉTÉ.md": ("# Été\n",),
    "AUTHORS": ("Ada Example <ada@example.org>\n", "Bo <bo@example.org>\nAda Example <ada@example.org>\n"),
}
SOME: Final = tuple(Row(number % 3, 0, number * 7, 0) for number in range(30))
ABSENT: Final = -1
"""That a file of the pool is not there."""
moments = st.tuples(
    st.dictionaries(st.sampled_from(sorted(POOL)), st.integers(ABSENT, 3), max_size=12),
    rows,
    st.sampled_from(["", "", "", "only its first 9 files were listed"]),
    st.sampled_from([{}, {}, {"v1.0": 30.0}, {"v1.0": 30.0, "v1.1": 3.0}]),
    st.lists(st.sampled_from(sorted(CATALOGUE)), max_size=60),
)


def seen(
    files: Mapping[str, int], made: Sequence[Row], partial: str, tags: dict[str, float], number: int
) -> Snapshot:
    """What is seen of the chosen texts of the pool; `docs/LINK.md` leads to one of them."""
    texts = {path: POOL[path][which % len(POOL[path])] for path, which in files.items() if which != ABSENT}
    as_of, revision = NOW + timedelta(days=91 * number), f"{number:040}"
    snapshot = a_snapshot(texts, tags=tags, history=a_history(made), as_of=as_of, revision=revision)
    links = {"docs/LINK.md": "help.md"} if "docs/help.md" in texts else {}
    return replace(snapshot, tree=Tree(tuple(sorted((*texts, *links))), links, partial=partial))


def after(snapshot: Snapshot, earlier: Facts | None = None) -> Facts:
    """The facts at a moment after another one."""
    return facts_at(snapshot, None, NOTHING_CORRECTED, earlier)


def told(facts: Facts, names: Iterable[str]) -> dict[str, str]:
    """Readings, evidence and all, to the last letter: 1 is not True, and order counts."""
    return {name: repr(facts.get(name)) for name in names}


@settings(deadline=None, max_examples=12)
@given(st.lists(moments, min_size=2, max_size=4))
def test_what_is_taken_over_is_what_would_be_read_anew(
    steps: list[tuple[dict[str, int], list[Row], str, dict[str, float], list[str]]],
) -> None:
    """Whatever comes, changes and goes, and whichever facts are asked for at a moment, all of them at the last."""
    book = Rulebook.load("community")
    files: dict[str, int] = dict.fromkeys(["README.md", "CONTRIBUTING.md", "LICENSE", "src/thing.py"], 0)
    made: list[Row] = []
    facts: Facts | None = None
    for number, (changes, more, partial, tags, names) in enumerate(steps):
        files, made = {**files, **changes}, [*made, *more]
        snapshot = seen(files, made, partial, tags, number)
        facts, anew = after(snapshot, facts), facts_of(snapshot)
        asked = names if number < len(steps) - 1 else CATALOGUE
        assert told(facts, asked) == told(anew, asked)
        assert assess(snapshot, book, facts=facts) == assess(snapshot, book, facts=anew)
        facts.let_go()


def test_every_change_of_every_file_is_noticed() -> None:
    """One file of the pool after the other comes, changes, and goes; all facts are asked for each time."""
    facts: Facts | None = None
    files = dict.fromkeys(POOL, 0)
    for number, path in enumerate(sorted(POOL)[::4]):
        for which in (1, ABSENT):
            snapshot = seen({**files, path: which}, SOME, "", {}, number)
            facts = after(snapshot, facts)
            assert told(facts, CATALOGUE) == told(facts_of(snapshot), CATALOGUE)
            facts.let_go()


def test_a_reading_is_made_once_while_what_it_read_stays() -> None:
    """Another file, another day and another history are nothing to it."""
    made: list[str] = []

    def title(facts: Facts) -> str:
        own = shelf(facts)
        made.append(str(own.text("README.md")) if isinstance(own, Shelf) else "")
        return made[-1]

    facts: Facts | None = None
    for number, files in enumerate(({"README.md": "a"}, {"README.md": "a", "x": "y"}, {"README.md": "b"})):
        facts = after(a_snapshot(files, [Work(times=number)], as_of=NOW + timedelta(number)), facts)
        assert facts.once(title) == files["README.md"]
        facts.let_go()
    assert made == ["a", "b"]


def test_what_comes_out_the_same_disturbs_nothing_above_it() -> None:
    """A file more is counted anew; whoever asked only whether there are any goes on."""
    asked: list[str] = []

    def has_any(facts: Facts) -> bool:
        asked.append("files")
        return isinstance(facts.snapshot.tree, Tree) and len(facts.snapshot.tree.paths) > 0

    def above(facts: Facts) -> str:
        asked.append("above")
        return "some" if facts.once(has_any) else "none"

    facts: Facts | None = None
    for files in ({"a": ""}, {"a": "", "b": ""}, {}):
        facts = after(a_snapshot(files), facts)
        facts.once(above)
        facts.let_go()
    assert asked == ["above", "files", "files", "files", "above"]


def test_a_list_of_paths_is_asked_only_of_what_came() -> None:
    """What was told of the others stands, in the order of the tree, without those that went."""
    asked: list[str] = []

    def loud(path: str) -> str:
        asked.append(path)
        return path.upper() if path != "dull" else ""

    facts: Facts | None = None
    answers = []
    for paths in (("b", "dull", "e"), ("b", "c", "dull", "e"), ("a", "c", "dull")):
        facts = after(a_snapshot(dict.fromkeys(paths, "")), facts)
        tree = facts.snapshot.tree
        assert isinstance(tree, Tree)
        answers.append(dict(told_of(tree.paths, loud)))
        assert select(tree.paths, ("[", "c*", "?")) == tuple(path for path in paths if path != "dull")
        facts.let_go()
    assert answers == [{"b": "B", "e": "E"}, {"b": "B", "c": "C", "e": "E"}, {"a": "A", "c": "C"}]
    assert asked == ["b", "dull", "e", "c", "a"]


def test_evidence_is_that_of_the_moment() -> None:
    """A section that moved down by a line is told at its new line, though it says the same."""
    before = a_snapshot({"README.md": "# Thing\n\n## Contributing\n\nSend patches, please.\n"})
    later = a_snapshot({"README.md": "# Thing\n\n\n## Contributing\n\nSend patches, please.\n"})
    first = after(before)
    document(first, "contributing")
    first.get("documents.contributing")
    found = after(later, first).get("documents.contributing")
    assert found == Value("README.md", (Evidence("path", "README.md", 4, "contributing", "section"),))


def test_no_reading_holds_on_to_evidence() -> None:
    """What is taken over must not read on in a tree or a text of long ago."""
    facts = after(seen(dict.fromkeys(POOL, 0), SOME, "", {"v1.0": 3.0}, 0))
    assess(facts.snapshot, Rulebook.load("community"), facts=facts)
    told(facts, CATALOGUE)
    assert facts.memory is not None
    assert [*evidence_in({"a shelf": [shelf(facts)]})]
    for key, value in facts.memory.readings():
        assert not [*evidence_in(value)], f"{key} holds on to evidence"


def evidence_in(value: object, seen_before: set[int] | None = None) -> Iterable[object]:
    """Whatever notes its reader, anywhere below a value."""
    known = seen_before if seen_before is not None else set()
    if id(value) in known or isinstance(value, type | str | bytes | int):
        return
    known.add(id(value))
    if isinstance(value, SeenPaths | SeenTexts | Shelf | Facts | Memory):
        yield value
        return
    for inner in gc.get_referents(value):
        if (
            not isinstance(inner, type)
            and not hasattr(inner, "__globals__")
            and not hasattr(inner, "__spec__")
        ):
            yield from evidence_in(inner, known)


def test_what_is_alike_is_alike_to_the_last() -> None:
    """Of one type and in one order: whoever reads them must not be able to tell them apart."""
    one: tuple[object, ...] = (Value(1, (Evidence("path", "a", 1),)), {"a": 1, "b": [2]}, Unknown("dark"))
    same: tuple[object, ...] = (Value(1, (Evidence("path", "a", 1),)), {"a": 1, "b": [2]}, Unknown("dark"))
    others: tuple[Hashable | object, ...] = (
        (Value(True, (Evidence("path", "a", 1),)), *one[1:]),
        (Value(1, (Evidence("path", "a", 2),)), *one[1:]),
        (one[0], {"b": [2], "a": 1}, one[2]),
        (one[0], one[1], Unknown("gone")),
        (*one, None),
        list(one),
    )
    assert alike(one, same)
    assert [alike(one, other) for other in others] == [False] * len(others)
    assert not alike(object(), object())


def test_texts_that_were_not_seen_are_no_texts() -> None:
    """A moment at which a group is unknown, between two at which it is not."""
    facts: Facts | None = None
    plain = a_snapshot({"README.md": README, "LICENSE": MIT})
    for snapshot in (
        plain,
        replace(plain, texts=Unknown("dark")),
        replace(plain, tree=Unknown("dark")),
        plain,
    ):
        facts = after(snapshot, facts)
        assert told(facts, CATALOGUE) == told(facts_of(snapshot), CATALOGUE)
        facts.let_go()


def test_what_is_linked_is_read_where_the_link_leads_now() -> None:
    """Another target of the same symbolic link is another tree."""
    facts: Facts | None = None
    for target in ("a.md", "b.md"):
        texts = {"a.md": "# A\n\nOne two three.\n", "b.md": "# B\n\nFour five six.\n"}
        tree = Tree(("README.md", *texts), {"README.md": target})
        snapshot = replace(a_snapshot(), tree=tree, texts=Texts({**texts, "README.md": texts[target]}))
        facts = after(snapshot, facts)
        assert told(facts, CATALOGUE) == told(facts_of(snapshot), CATALOGUE)
        facts.let_go()


def test_after_too_many_things_were_read_one_begins_anew() -> None:
    """What is noted stays bounded, however many files come and go."""
    made: list[int] = []

    def many(facts: Facts) -> int:
        tree = facts.snapshot.tree
        made.append(
            sum(str(number) in tree.paths for number in range(MOST + 1)) if isinstance(tree, Tree) else 0
        )
        return made[-1]

    snapshot = a_snapshot({"7": ""})
    first = after(snapshot)
    assert first.once(many) == 1
    assert after(snapshot, first).once(many) == 1
    assert made == [1, 1]
