"""Which columns of a list hold addresses and which the project's name: by their names, and by what stands in them."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from oshealth.errors import AskedWrongly, nearest
from oshealth.portfolio.roster.cells import is_nothing, read_cell
from oshealth.portfolio.roster.sheet import Line, Sheet

_SAMPLE: Final = 400
_STRONG: Final = (
    "repo", "repos", "repository", "repositories", "repourl", "repourls", "repositoryurl", "repositoriesurl",
    "repositoryurlurl", "projectrepositoryurl", "additionalrepos", "additionalreposrepourl", "github", "githuburl", "githubrepo",
    "githubrepository", "githublink", "gitlab", "gitlaburl", "giturl", "git", "coderepository", "coderepo", "codeurl",
    "repolink", "repositorylink", "sourcecode", "sourcecodeurl", "vcs", "vcsurl", "scm", "scmurl", "gitrepository",
    "projectsrepositoryurlurl",
)  # fmt: skip
_WEAK: Final = (
    "url",
    "link",
    "code",
    "source",
    "website",
    "homepage",
    "projecturl",
    "sourceurl",
    "address",
    "urls",
)
_NAMES: Final = (
    "project",
    "projectname",
    "name",
    "grantee",
    "toprojectname",
    "title",
    "displayname",
    "product",
)
_OTHER: Final = (
    "id",
    "guid",
    "slug",
    "projectcode",
    "amount",
    "country",
    "status",
    "description",
    "category",
    "stage",
)
_ALIASES: Final = frozenset((*_STRONG, *_WEAK, *_NAMES, *_OTHER))


class Meaning(Struct, frozen=True):
    """The indexes of the columns that hold addresses, that of the project's name (-1: none), and how this was decided."""

    addresses: tuple[int, ...]
    project: int
    note: str


def is_alias(text: str) -> bool:
    """Whether a cell is a usual name of a column."""
    return _plain(text) in _ALIASES


def meaning_of(sheet: Sheet, asked: Sequence[str] = ()) -> Meaning:
    """What the columns mean; those `asked` for by name or number hold the addresses.

    Raises AskedWrongly for a column that is not there, and when no column holds addresses.
    """
    if asked:
        found = tuple(_asked(sheet, word) for word in asked)
        return Meaning(found, _project(sheet, found), f"addresses are in {_shown(sheet, found)}")
    found = _guessed(sheet)
    if not found:
        listed = ", ".join(repr(name) for name in sheet.columns[:12] if name)
        message = "no column of the list holds addresses of repositories"
        raise AskedWrongly(f"{message} (columns: {listed or 'none'})", "name it with --column NAME")
    return Meaning(found, _project(sheet, found), f"addresses are in {_shown(sheet, found)} (guessed)")


def holds_addresses(sheet: Sheet) -> bool:
    """Whether any column names a repository in its first rows."""
    return any(_held(sheet.lines[:_SAMPLE], index) for index in range(len(sheet.columns)))


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def _asked(sheet: Sheet, word: str) -> int:
    plain = [_plain(name) for name in sheet.columns]
    if _plain(word) in plain and _plain(word):
        return plain.index(_plain(word))
    if word.isdecimal() and 1 <= int(word) <= len(sheet.columns):
        return int(word) - 1
    listed = ", ".join(name for name in sheet.columns[:12] if name)
    raise AskedWrongly(
        f"the list has no column {word!r}", nearest(word, sheet.columns) or f"its columns: {listed}"
    )


def _guessed(sheet: Sheet) -> tuple[int, ...]:
    """Columns with a telling name in which addresses stand; else the fullest with a usual name; else the fullest."""
    sample = sheet.lines[:_SAMPLE]
    held = [_held(sample, index) for index in range(len(sheet.columns))]
    plain = [_plain(name) for name in sheet.columns]
    strong = tuple(index for index, name in enumerate(plain) if name in _STRONG and held[index])
    if strong:
        return strong
    usual = [index for index, name in enumerate(plain) if name in _WEAK and held[index]]
    best = max(usual or range(len(held)), key=lambda index: held[index], default=-1)
    if best >= 0 and held[best]:
        return (best,)
    named = tuple(index for index, name in enumerate(plain) if name in _STRONG)
    return named[:1] or ((0,) if len(sheet.columns) == 1 else ())


def _held(sample: Iterable[Line], index: int) -> float:
    """How many cells of a column name a repository; one on a known forge counts twice."""
    total = 0.0
    for line in sample:
        cell = line.cells[index]
        if is_nothing(cell) or "/" not in cell:
            total += cell.lower().startswith(("org:", "pkg:"))
            continue
        said = read_cell(cell)
        sure = any(ref.host and (ref.forge != "git" or ref.name.endswith(".git")) for ref in said.refs)
        total += 2 if sure or said.owners else 0.1 * bool(said.refs)
    return total


def _project(sheet: Sheet, addresses: Sequence[int]) -> int:
    plain = [_plain(name) for name in sheet.columns]
    for name in _NAMES:
        if name in plain and plain.index(name) not in addresses:
            return plain.index(name)
    return 0 if not sheet.has_head and len(plain) > 1 and 0 not in addresses else -1


def _shown(sheet: Sheet, found: Sequence[int]) -> str:
    return ", ".join(repr(sheet.columns[index] or f"column {index + 1}") for index in found)
