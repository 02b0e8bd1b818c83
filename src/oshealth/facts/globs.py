"""Globs over the paths of a tree, in any case: `*` and `?` stay inside a folder, `**/` is any depth, `{a,b}` either."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain
from math import prod
from typing import Final, NamedTuple

from oshealth.errors import AskedWrongly
from oshealth.facts.paths import layout
from oshealth.snapshot import Tree

MAX_LENGTH: Final = 300
_MAX_ALTERNATIVES: Final = 256
_FEW: Final = 20
_BRACES: Final = re.compile(r"\{[^}]*\}")
_WILDCARD: Final = re.compile(r"[*?]")


def _expanded(glob: str) -> list[str]:
    """`a.{yml,yaml}` as two globs; braces are not nested."""
    start = glob.find("{")
    end = glob.find("}", start)
    if start < 0 or end < 0:
        return [glob]
    return [
        glob[:start] + choice + rest
        for choice in glob[start + 1 : end].split(",")
        for rest in _expanded(glob[end + 1 :])
    ]


def _alternatives(glob: str) -> int:
    """How many globs would come of it, told before any of them is written out: each pair of braces multiplies."""
    return prod(braces.count(",") + 1 for braces in _BRACES.findall(glob))


def _pattern(glob: str) -> str:
    """The glob as a regular expression without nested repetition, so that matching cannot run away."""
    out, rest = [], glob
    while rest:
        if rest.startswith("**/"):
            out.append("(?:.*/)?")
            rest = rest[3:]
        elif rest.startswith("**"):
            out.append(".*")
            rest = rest[2:]
        else:
            out.append({"*": "[^/]*", "?": "[^/]"}.get(rest[0]) or re.escape(rest[0]))
            rest = rest[1:]
    return "".join(out)


@cache
def choices(glob: str) -> tuple[str, ...]:
    """A glob without braces, once for each choice. Raises AskedWrongly when it is too long or has too many `*`."""
    is_long = len(glob) > MAX_LENGTH or _alternatives(glob) > _MAX_ALTERNATIVES
    found = () if is_long else tuple(_expanded(glob))
    if is_long or any(one.count("*") > 8 for one in found):
        raise AskedWrongly(f"glob {glob[:60]!r} is too long or has too many wildcards", "split it")
    return found


@cache
def _compiled(*choices: str) -> re.Pattern[str]:
    joined = "|".join(map(_pattern, choices)) if choices else r"(?!)"
    return re.compile(joined, re.IGNORECASE | re.DOTALL)


def matches(path: str, glob: str) -> bool:
    """Whether a path matches a glob as a whole, in any case."""
    return _compiled(*choices(glob)).fullmatch(path) is not None


def matches_any(path: str, globs: Iterable[str]) -> bool:
    """Whether a path matches one of the globs."""
    return any(matches(path, glob) for glob in globs)


def select(paths: Iterable[str], globs: Iterable[str]) -> tuple[str, ...]:
    """The paths that match at least one of the globs, in their order.

    Of a tuple, such as the paths of a tree, the layout is kept: many globs are asked of the same one.
    """
    sieve = _sieve(tuple(globs))
    if not isinstance(paths, tuple):
        return tuple(filter(sieve.holds, paths))
    laid_out, rows = layout(paths), set[int]()
    for one in sieve.possible:
        rows.update(
            row
            for row in laid_out.possible(one.start, one.first, one.last)
            if row not in rows and _compiled(one.choice).fullmatch(paths[row])
        )
    return tuple(paths[row] for row in sorted(rows))


def hidden(tree: Tree, globs: Iterable[str]) -> str:
    """Why a path that matches one of the globs may be in a tree without being seen; empty when none can be."""
    if not tree.partial or not tree.unlisted:
        return tree.partial
    every = [choice for glob in globs for choice in choices(glob)]
    reached = any(
        _reaches(choice.split("/"), folder.split("/")) for folder in tree.unlisted for choice in every
    )
    return tree.partial if reached else ""


def _reaches(glob: list[str], folder: list[str]) -> bool:
    """Whether something within a folder, at any depth, can match; both part by part."""
    for pattern, name in zip(glob, folder, strict=False):
        if "**" in pattern:
            return True
        if not matches(name, pattern):
            return False
    return len(glob) > len(folder)


class _Possible(NamedTuple):
    """A choice of a glob, and in lower case what every path that it matches begins with, and the name of such a path
    begins and ends with; empty where that may be anything.
    """

    choice: str
    start: str
    first: str
    last: str


class _Sieve(NamedTuple):
    """Globs by the plain text that a file name must begin or else end with. Of hundreds of globs a tree can match a
    handful, and compiling the others would take longer than reading the tree.
    """

    possible: tuple[_Possible, ...]
    by_start: dict[str, list[_Possible]]
    by_end: dict[str, list[_Possible]]
    start_sizes: frozenset[int]
    end_sizes: frozenset[int]

    def holds(self, path: str) -> bool:
        # Few are compiled together; and only a pattern knows the case of letters that are not ASCII.
        if len(self.possible) <= _FEW or not path.isascii():
            return _compiled(*(one.choice for one in self.possible)).fullmatch(path) is not None
        path = path.lower()
        name = path.rpartition("/")[2]
        keys = {name[:size] for size in self.start_sizes} & self.by_start.keys()
        ends = {name[-size:] for size in self.end_sizes} & self.by_end.keys()
        possible = [self.by_start[key] for key in keys] + [self.by_end[key] for key in ends]
        return any(
            path.startswith(one.start) and _compiled(one.choice).fullmatch(path)
            for one in chain.from_iterable(possible)
        )


@lru_cache(maxsize=256)
def _sieve(globs: tuple[str, ...]) -> _Sieve:
    possible = tuple(_possible(choice) for glob in globs for choice in choices(glob))
    by_start: dict[str, list[_Possible]] = {}
    by_end: dict[str, list[_Possible]] = {}
    for one in possible:
        into, key = (by_start, one.first) if one.first or not one.last else (by_end, one.last)
        into.setdefault(key, []).append(one)
    return _Sieve(possible, by_start, by_end, frozenset(map(len, by_start)), frozenset(map(len, by_end)))


def _possible(choice: str) -> _Possible:
    start = _WILDCARD.split(choice.lower(), maxsplit=1)[0] if choice.isascii() else ""
    return _Possible(choice, start, *_ends_of_names(choice))


def _ends_of_names(choice: str) -> tuple[str, str]:
    """What the last part of a matching path begins and ends with, in lower case; empty where that may be anything."""
    if not choice.isascii():
        return "", ""
    before, _, name = choice.lower().rpartition("/")
    first, *others = _WILDCARD.split(name)
    joined = before.endswith("**") and not f"/{before}".endswith("/**")  # `a**/b` matches `ab` too
    return "" if joined or "**" in name else first, others[-1] if others else ""
