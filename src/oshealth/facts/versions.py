"""Version numbers in tag names: which tags name a version, under which scheme, and which merely move."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from oshealth.compiled import compiled, while_loading
from oshealth.snapshot import Tag

Scheme: TypeAlias = Literal["semver", "calver", "pep440", "number"]

MAX_NAME: Final = 200
MAX_KEPT: Final = 1 << 14
"""For how many names an answer is kept: a trend meets the same tags at many moments."""

_MOVING: Final = compiled(
    r"(?:latest|nightly|stable|current|head|main|master|trunk|edge|canary|dev|devel|develop|snapshot|tip|continuous|next"
    r"|rolling|weekly|daily|production|prod|staging|preprod|live|deployed|untagged-[0-9a-f]+)(?:[-_](?:build|release))?"
    r"|(?:[a-z]+[-_])*deploy(?:ment|ed)?[-_][\w.-]*\d{6}[\w.-]*",  # what a machine puts at every deployment
    re.IGNORECASE,
)
_PACKAGING: Final = compiled(
    r"(?:archive/)?(?:debian|ubuntu|raspbian|kali|pureos|apertis|fedora|epel|centos|opensuse|suse)/.+",
    re.IGNORECASE,
)
"""Tags under which distributions keep what they package, as DEP-14 names them: `debian/1.2-3`."""
_MAJOR: Final = compiled(r"v?(\d{1,4})")
_WORD: Final = r"(?:version|ver|v|release|rel|r|tag)"
_DATE: Final = compiled(
    rf"{_WORD}?[-_. ]?((?:19|20)\d\d)[-._]?([01]\d)(?:[-._]?([0-3]\d))?(?!\d)", re.IGNORECASE
)
_PLAIN: Final = compiled(rf"{_WORD}?[-_. ]?(\d+(?:[._]\d+)*)", re.IGNORECASE)
_NAMED: Final = compiled(
    rf"(?:[A-Za-z)]|[A-Za-z]\d{{1,4}}(?=[-_]))[-_ .]?{_WORD}?[-_.]?(\d+(?:[._]\d+)+)", re.IGNORECASE
)
_TAIL: Final = compiled(r"[-+._~^ 0-9A-Za-z]*")
_SEMVER: Final = compiled(
    r"(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z.-]+)?"
)
_YEARS: Final = range(1990, 2101)


class Version(NamedTuple):
    """The version in a tag's name: its numbers, what follows them, and the scheme it fits."""

    numbers: tuple[int, ...]
    tail: str
    scheme: Scheme


@lru_cache(MAX_KEPT)
def is_moving(name: str) -> bool:
    """Whether a tag is one that is moved from commit to commit (`latest`, `nightly`) or a forge's draft."""
    return _MOVING.fullmatch(name[:MAX_NAME].rsplit("/", 1)[-1]) is not None


@lru_cache(MAX_KEPT)
def parse(name: str) -> Version | None:
    """The version a tag names, with or without the name of what is released (`1.2`, `v1.2.3`, `scope@1.2`,
    `r12`).

    Dates are versions (calver). None for a name without one. Semantic Versioning 2.0.0, PEP 440, calver.org.
    """
    if len(name) > MAX_NAME:
        return None
    part = name.rsplit("/", 1)[-1].rsplit("@", 1)[-1]
    date = _DATE.match(part)
    if date:
        numbers = tuple(int(number) for number in date.groups() if number)
        return _version(part[date.end() :], numbers, "calver")
    found = _PLAIN.match(part) or _NAMED.search(part)
    if found is None:
        return None
    written, tail = found.group(1).replace("_", "."), part[found.end() :]
    return _version(tail, tuple(int(number) for number in written.split(".")), _scheme(written, tail))


def _version(tail: str, numbers: tuple[int, ...], scheme: Scheme) -> Version | None:
    return Version(numbers, tail, scheme) if _TAIL.fullmatch(tail) else None


def _scheme(written: str, tail: str) -> Scheme:
    first, _, rest = written.partition(".")
    if int(first) in _YEARS or (
        len(first) == 2 and re.match(r"(?:0[1-9]|1[0-2])(?:\.|$)", rest) and rest[0] == "0"
    ):
        return "calver"
    if _SEMVER.fullmatch(written + tail):
        return "semver"
    return "pep440" if rest and _is_pep440(written + tail) else "number"


def _is_pep440(text: str) -> bool:
    with while_loading():
        from packaging.version import InvalidVersion, Version  # noqa: PLC0415 - start-up: few names need it

    try:
        Version(text)
    except InvalidVersion:
        return False
    return True


def lasting(tags: Sequence[Tag]) -> tuple[Tag, ...]:
    """The tags that stay where they are: without moving ones, without `v1` beside a `v1.2`, and without those of a
    distribution's packages beside versions of the project itself.
    """
    own = [tag for tag in tags if not _is_of_package(tag.name)]
    tags = own if len(own) < len(tags) and any(parse(tag.name) for tag in own) else tags
    majors = {version.numbers[0] for tag in tags if (version := parse(tag.name)) and len(version.numbers) > 1}
    return tuple(tag for tag in tags if not is_moving(tag.name) and _major(tag.name) not in majors)


@lru_cache(MAX_KEPT)
def _is_of_package(name: str) -> bool:
    return _PACKAGING.fullmatch(name[:MAX_NAME]) is not None


@lru_cache(MAX_KEPT)
def _major(name: str) -> int | None:
    """The number of a tag that may be moved to the newest version under it: 1 of `v1`."""
    major = _MAJOR.fullmatch(name)
    return int(major.group(1)) if major else None
