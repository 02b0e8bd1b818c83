"""Markers of components that are not open: packages and images from a dated list, found in the manifests that were read."""

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from typing import Final

from msgspec import Struct

from oshealth.facts.base import Facts, Reading, Value
from oshealth.facts.documents import shelf
from oshealth.facts.late import late
from oshealth.facts.paths import with_endings
from oshealth.facts.public_good.dependencies import GLOBS, dependencies
from oshealth.facts.public_good.own import own_files
from oshealth.facts.seen import told_of
from oshealth.facts.tables import shipped
from oshealth.snapshot import Evidence, Unknown

_GEMS: Final = with_endings(".gemspec")
MOST_MANIFESTS: Final = 200
SOURCE: Final = "DPGA, guide on platform independence"
_SHOWN: Final = 10
_LONGEST: Final = 200_000
_DIGITS: Final = late(r"(\d{1,4})(?:\.(\d{1,4}))?")


class Markers(Struct, frozen=True):
    """The list: components by exact name and by the beginning of a name, and from which version on each is closed."""

    exact: Mapping[str, str]
    starts: tuple[tuple[str, str], ...]
    openings: tuple[str, ...]
    since: Mapping[str, tuple[int, int]]
    until: Mapping[str, tuple[int, int]]
    instead: Mapping[str, str]

    def component(self, name: str, version: str) -> str:
        """What a dependency stands for; empty when it is on no list, or when this version of it is open."""
        key = name.lower()
        found = self.exact.get(key, "")
        if not found and key.startswith(self.openings):
            found = next(what for start, what in self.starts if key.startswith(start))
        if not found:
            return ""
        asked = _number(version)
        if asked is not None and asked < self.since.get(key, (0, 0)):
            return ""
        if key in self.until and (asked is None or asked >= self.until[key]):
            return ""
        return found


def found(facts: Facts) -> Reading:
    """`component: dependency in path`, each once; what is needed for development or tests alone is not listed."""
    every = _paths(facts)
    if isinstance(every, Unknown):
        return every
    texts = _texts(facts, every)
    hits = list(_hits(texts))
    if not hits and (unseen := _unseen(facts, texts)):
        return unseen
    read = Evidence(
        "fact", name="manifests read", value=f"{len(texts)} of {len(every)}, at most two folders deep"
    )
    return Value(tuple(dict.fromkeys(str(hit.value) for hit in hits))[:50], (*hits[:_SHOWN], read))


def read(facts: Facts) -> Reading:
    """How many manifests and build files were read for that."""
    every = _paths(facts)
    if isinstance(every, Unknown):
        return every
    texts = _texts(facts, every)
    seen = tuple(path for path, text in texts.items() if isinstance(text, str))
    if not seen and (unseen := _unseen(facts, texts)):
        return unseen
    shown = tuple(Evidence("path", path, name="manifest") for path in seen[:3])
    return Value(len(seen), shown or (Evidence("absence", name="list of what it needs to run"),))


def _paths(facts: Facts) -> list[str] | Unknown:
    own = shelf(facts)
    if isinstance(own, Unknown):
        return own
    gems = {path.rpartition("/")[0] for path in told_of(own.tree.paths, _is_gem, _GEMS)}
    return [path for path in own_files(own.tree.paths, GLOBS) if not _is_for_developers(path, gems)]


def _texts(facts: Facts, every: Sequence[str]) -> Mapping[str, str | Unknown]:
    own = shelf(facts)
    return {} if isinstance(own, Unknown) else {path: own.text(path) for path in every[:MOST_MANIFESTS]}


def _unseen(facts: Facts, texts: Mapping[str, str | Unknown]) -> Unknown | None:
    """Why there may be more than was read."""
    for path, text in texts.items():
        if isinstance(text, Unknown):
            return Unknown(f"{path}: {text.reason}")
    own = shelf(facts)
    partial = "" if isinstance(own, Unknown) else own.tree.partial
    return Unknown(partial) if partial else None


def _is_gem(path: str) -> bool:
    return path.endswith(".gemspec")


def _is_for_developers(path: str, gems: Set[str]) -> bool:
    """A Gemfile beside a gemspec, in one of the folders of these: what the library needs stands in the latter."""
    folder, _, name = path.rpartition("/")
    return name == "Gemfile" and folder in gems


def _hits(texts: Mapping[str, str | Unknown]) -> Iterator[Evidence]:
    known = markers()
    for path, text in texts.items():
        if isinstance(text, Unknown):
            continue
        for name, version in dependencies(path, text[:_LONGEST]):
            component = known.component(name, version)
            if component:
                plain = name.removeprefix("image:")
                line = text.count("\n", 0, max(0, text.find(plain))) + 1
                instead = known.instead.get(component, "")
                said = f"closed component; open instead: {instead}" if instead else "closed component"
                yield Evidence("path", path, line, said, f"{component}: {plain} in {path}"[:200])


def _number(version: str) -> tuple[int, int] | None:
    digits = _DIGITS().search(version)
    return (int(digits[1]), int(digits[2] or 0)) if digits else None


@cache
def markers() -> Markers:
    """The list that is shipped (data/closed_components.json), with its source and date."""
    listed = shipped("closed_components")
    names = {
        name.lower(): what for what, entry in listed["components"].items() for name in entry["packages"]
    } | {f"image:{name}": entry["component"] for name, entry in listed["images"].items()}
    since = {
        name: (major, 0)
        for entry in listed["components"].values()
        for name, major in entry.get("from", {}).items()
    } | {f"image:{name}": _number(entry["from"]) or (0, 0) for name, entry in listed["images"].items()}
    return Markers(
        exact={name: what for name, what in names.items() if not name.endswith("*")},
        starts=tuple((name[:-1], what) for name, what in names.items() if name.endswith("*")),
        openings=tuple(name[:-1] for name in names if name.endswith("*")),
        since=since,
        until={
            f"image:{name}": _number(entry["until"]) or (0, 0)
            for name, entry in listed["images"].items()
            if "until" in entry
        },
        instead={what: entry["instead"] for what, entry in listed["components"].items()},
    )
