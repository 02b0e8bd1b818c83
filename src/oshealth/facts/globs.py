"""Globs over the paths of a tree, in any case: `*` and `?` stay inside a folder, `**/` is any depth, `{a,b}` either."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache, partial
from itertools import chain, product
from math import prod
from typing import Final

from oshealth.errors import AskedWrongly
from oshealth.facts.paths import Paths, sorted_out
from oshealth.facts.seen import SeenPaths
from oshealth.snapshot import Tree

MAX_LENGTH: Final = 300
_MAX_ALTERNATIVES: Final = 256
_MAX_STARS: Final = 8
_BRACES: Final = re.compile(r"\{([^}]*)\}")
_WILDCARD: Final = re.compile(r"[*?]")
_WILDCARDS: Final = re.compile(r"\*\*/|\*+|\?")


def _choices(glob: str) -> list[list[str]]:
    """What may stand at each place of a glob: `a.{yml,yaml}` is `a.` and then one of two. Braces are not nested."""
    return [part.split(",") if place % 2 else [part] for place, part in enumerate(_BRACES.split(glob))]


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
    if "{" not in glob and len(glob) <= MAX_LENGTH and glob.count("*") <= _MAX_STARS:
        return (glob,)
    places = [] if len(glob) > MAX_LENGTH else _choices(glob)
    is_long = not places or prod(map(len, places)) > _MAX_ALTERNATIVES
    found = () if is_long else tuple(map("".join, product(*places)))
    if is_long or any(one.count("*") > _MAX_STARS for one in found):
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
    """The paths that match at least one of the globs, in their order."""
    wanted = tuple(globs)
    if isinstance(paths, SeenPaths):
        return tuple(paths.told(wanted, partial(_selected, wanted)))
    return _select(paths, wanted)


def _selected(globs: tuple[str, ...], paths: Iterable[str]) -> dict[str, bool]:
    return dict.fromkeys(_select(paths, globs), True)


def _select(paths: Iterable[str], globs: tuple[str, ...]) -> tuple[str, ...]:
    wanted, known = _wanted(globs), sorted_out(paths)
    rows = set(wanted.rows(known))
    if known.apart:
        pattern = _compiled(*wanted.choices)
        rows.update(row for row in known.apart if pattern.fullmatch(known.paths[row]))
    return tuple(known.paths[row] for row in sorted(rows))


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


def _is_usual(choice: str) -> bool:
    """Whether a choice is in ASCII, and `**` in it is always a part of its own."""
    return choice.isascii() and ("**" not in choice or "**" not in f"/{choice}/".replace("/**/", "/"))


class _Choice:
    """One choice of a glob in lower case, taken apart at its slashes, for paths in ASCII. What is out of the ordinary is left
    to a regular expression.
    """

    def __init__(self, choice: str) -> None:
        self.choice, self.lower = choice, choice.lower()
        self.is_plain = _is_usual(choice)
        last = self.lower.rpartition("/")[2]
        self.name = last if self.is_plain and last != "**" else "*"

    @cached_property
    def depth(self) -> int:
        """How many folders the path lies in; -1 for any number."""
        return -1 if "**" in self.lower else self.lower.count("/")

    @cached_property
    def piece(self) -> str:
        """What must stand in the folders of a path."""
        before = self.lower[: -len(self.name)] if self.is_plain else ""
        return max(_WILDCARDS.split(before), key=len) if "*" in before or "?" in before else before

    def fits(self, path: str) -> bool:
        """Whether a path, in lower case, matches."""
        if not self.is_plain:
            return _compiled(self.choice).fullmatch(path) is not None
        if self.piece not in path or (self.depth >= 0 and path.count("/") != self.depth):
            return False
        parts = path.split("/")
        first, *others = _runs(self.lower)
        if not _run_fits(first, parts, 0):
            return False
        if not others:
            return len(parts) == len(first)
        *middle, last = others
        at, end = len(first), len(parts) - len(last)
        for run in middle:
            at = _after(run, parts, at)
        return at <= end and _run_fits(last, parts, end)


_choice: Final = cache(_Choice)


def _after(run: list[str], parts: list[str], start: int) -> int:
    """Where the first place from `start` on that a run fits ends; beyond all parts when there is none."""
    fitting = (at for at in range(start, len(parts) - len(run) + 1) if _run_fits(run, parts, at))
    return next(fitting, len(parts)) + len(run)


@cache
def _runs(glob: str) -> tuple[list[str], ...]:
    """The parts between those that stand for any depth. One at the end stands for any name too."""
    runs: list[list[str]] = [[]]
    parts = glob.split("/")
    for part in parts:
        if part == "**":
            runs.append([])
        else:
            runs[-1].append(part)
    if parts[-1] == "**":
        runs[-1].append("*")
    return tuple(runs)


def _run_fits(run: list[str], parts: list[str], at: int) -> bool:
    return len(parts) - at >= len(run) and all(map(_part_fits, run, parts[at:]))


def _part_fits(glob: str, part: str) -> bool:
    """Whether one part of a path matches one part of a glob; both in lower case."""
    if glob in {part, "*"}:
        return True
    if "?" in glob:
        return _compiled(glob).fullmatch(part) is not None
    head, *others = glob.split("*")
    if not others:
        return part == glob
    *middle, tail = others
    if len(part) < len(head) + len(tail) or not (part.startswith(head) and part.endswith(tail)):
        return False
    at, end = len(head), len(part) - len(tail)
    for piece in middle:
        at = part.find(piece, at, end)
        if at < 0:
            return False
        at += len(piece)
    return True


class _Wanted:
    """Globs by what the last part of a path must be, or begin or end with, to match one of their choices. Of hundreds of
    choices a tree can match a handful: the others are not even taken apart, nor are they tried on every path.
    """

    def __init__(self, globs: Iterable[str]) -> None:
        self.choices = tuple(chain.from_iterable(map(choices, globs)))
        self._whole: dict[str, list[str]] = {}
        self._by_start: dict[str, list[str]] = {}
        self._by_end: dict[str, dict[tuple[str, str], list[str]]] = {}
        self._by_place: dict[str, list[str]] = {}
        for choice in dict.fromkeys(self.choices):
            name = choice.rpartition("/")[2]
            first, star, _ = name.partition("*")
            if not first or "?" in choice or not _is_usual(choice):
                self._put(choice)
            else:
                (self._by_start if star else self._whole).setdefault(first.lower(), []).append(choice)

    def _put(self, choice: str) -> None:
        apart = _choice(choice)
        first, *others = _WILDCARD.split(apart.name)
        piece = max(others, key=len, default="")
        if not others:
            self._whole.setdefault(first, []).append(choice)
        elif first:
            self._by_start.setdefault(first, []).append(choice)
        elif piece:
            _, dot, extension = others[-1].rpartition(".")
            its = self._by_end.setdefault(apart.piece, {})
            its.setdefault((piece, extension if dot else ""), []).append(choice)
        else:
            start = _WILDCARD.split(apart.lower, maxsplit=1)[0] if apart.lower.isascii() else ""
            self._by_place.setdefault(start, []).append(choice)

    def rows(self, known: Paths) -> Iterator[int]:
        """The rows of paths that match, some of them more than once."""
        for name in known.named_so(self._whole):
            yield from _fitting(known, (name,), self._whole[name])
        for start, several in self._by_start.items():
            yield from _fitting(known, known.beginning(start), several)
        for folder, ends in self._by_end.items():
            for (piece, extension), several in ends.items() if known.mentions(folder) else ():
                names = known.ending(extension) if extension else known.names
                yield from _fitting(known, names.holding(piece), several)
        for start, several in self._by_place.items():
            yield from (row for row in known.under(start) if _fits_any(known.lower[row], several))


def _fitting(known: Paths, names: Iterable[str], choices: list[str]) -> Iterator[int]:
    return (row for name in names for row in known.named(name) if _fits_any(known.lower[row], choices))


def _fits_any(path: str, choices: list[str]) -> bool:
    return any(_choice(choice).fits(path) for choice in choices)


_wanted: Final = lru_cache(maxsize=128)(_Wanted)
