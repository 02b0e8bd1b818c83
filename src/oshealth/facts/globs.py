"""Globs over the paths of a tree, in any case: `*` and `?` stay inside a folder, `**/` is any depth, `{a,b}` either."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from oshealth.errors import AskedWrongly

MAX_LENGTH: Final = 300
_MAX_ALTERNATIVES: Final = 64


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
def compiled(glob: str) -> re.Pattern[str]:
    """A glob made ready to match whole paths. Raises AskedWrongly for one that is too long or has too many `*`."""
    choices = _expanded(glob)
    if len(glob) > MAX_LENGTH or len(choices) > _MAX_ALTERNATIVES or any(c.count("*") > 8 for c in choices):
        raise AskedWrongly(f"glob {glob[:60]!r} is too long or has too many wildcards", "split it")
    return re.compile("|".join(_pattern(choice) for choice in choices), re.IGNORECASE | re.DOTALL)


def matches(path: str, glob: str) -> bool:
    """Whether a path matches a glob as a whole, in any case."""
    return compiled(glob).fullmatch(path) is not None


def matches_any(path: str, globs: Iterable[str]) -> bool:
    """Whether a path matches one of the globs."""
    return any(matches(path, glob) for glob in globs)


def select(paths: Iterable[str], globs: Iterable[str]) -> tuple[str, ...]:
    """The paths that match at least one of the globs, in their order."""
    patterns = [compiled(glob) for glob in globs]
    if not patterns:
        return ()
    joined = re.compile("|".join(f"(?:{pattern.pattern})" for pattern in patterns), re.IGNORECASE | re.DOTALL)
    return tuple(path for path in paths if joined.fullmatch(path))
