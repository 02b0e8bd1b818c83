"""Doors to the outside: places to talk, and those who use the project."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from oshealth.facts.base import Fact, Facts, Kind, Reading, Value
from oshealth.facts.documents import README_TEXTS, Missing, document, listed_in, shelf, texts_of
from oshealth.facts.documents.kinds import DocumentKind
from oshealth.facts.guides import readable, unread
from oshealth.facts.patterns import find
from oshealth.snapshot import Evidence, Group, Unknown


def _discussion(facts: Facts) -> Reading:
    """Links to a tracker, forum, list or chat in README, SUPPORT and CONTRIBUTING."""
    kinds: tuple[DocumentKind, ...] = ("readme", "support", "contributing")
    hits: list[Evidence] = []
    for found, _, offset in readable(facts, *kinds):
        text = found.text if isinstance(found.text, str) else ""
        hits += [
            Evidence("path", found.path, hit.line + offset, "link", hit.text[:300])
            for hit in find("discussion-link", text, found.path)
        ]
    unseen = unread(facts, *kinds)
    if not hits and unseen is not None:
        return unseen
    values = tuple(dict.fromkeys(str(hit.value) for hit in hits))[:50]
    return Value(
        values,
        tuple(hits[:3])
        or tuple(Evidence("absence", path=kind, name="link to a discussion") for kind in kinds),
    )


def _adopters(facts: Facts) -> Reading:
    """Entries in the list of adopters: those of the tables that it leads to, else list items, table rows, links, images."""
    found = document(facts, "adopters")
    if isinstance(found, Unknown):
        return found
    if isinstance(found, Missing):
        return Value(0, (Evidence("absence", path=", ".join(found.looked_at), name="adopters"),))
    markup, own = found.markup(), shelf(facts)
    if isinstance(markup, Unknown):
        return markup
    if not isinstance(own, Unknown) and (tables := listed_in(found, own)):
        return _in_tables({path: own.text(path) for path in tables})
    rows = [line for line in markup.lines if re.match(r"\s*(?:[-*+•]|\d+[.)])\s+\S", line)]
    table = [line for line in markup.lines if line.count("|") >= 2 and not re.fullmatch(r"[\s|:\-]+", line)]
    entries = max(len(rows), len(table) - 1, len({link.target for link in markup.links}), len(markup.images))
    return Value(entries, (Evidence("path", found.path, found.line, "adopters", entries),))


def _in_tables(texts: Mapping[str, str | Unknown]) -> Reading:
    """The rows below the first one of each table."""
    counted: list[Evidence] = []
    for path, text in texts.items():
        if isinstance(text, Unknown):
            return Unknown(f"{path}: {text.reason}")
        rows = sum(bool(line.strip()) for line in text.split("\n"))
        counted.append(Evidence("path", path, 0, "adopters", max(0, rows - 1)))
    return Value(sum(int(str(one.value)) for one in counted), tuple(counted[:3]))


def _fact(name: str, kind: Kind, definition: str, read: Callable[[Facts], Reading], unit: str = "") -> Fact:
    needs: frozenset[Group] = frozenset({"tree", "texts"})
    return Fact(
        name,
        kind,
        definition,
        read,
        needs,
        unit,
        texts=(*README_TEXTS, *texts_of("support", "contributing", "adopters")),
    )


FACTS: Final[tuple[Fact, ...]] = (
    _fact(
        "community.discussion_links",
        "list",
        "Links to an issue tracker, forum, mailing list or chat in README, SUPPORT and CONTRIBUTING.",
        _discussion,
    ),
    _fact(
        "adopters.count",
        "number",
        "Entries in the list of adopters: rows of the tables (CSV) in the tree that it leads to, else list items, table rows, "
        "links or logos.",
        _adopters,
        "entries",
    ),
)
