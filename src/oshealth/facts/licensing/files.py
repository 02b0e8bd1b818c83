"""Which files of a tree carry a project's license, and what each is for, told by their names alone."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from oshealth.compiled import compiled
from oshealth.facts.paths import in_folders, with_pieces
from oshealth.facts.seen import told_of

Role: TypeAlias = Literal["project", "choice", "content", "third-party", "folder"]

MOST_FILES: Final = 60

WANTED: Final = (
    "{license,licence,copying,unlicense}",
    "{license,licence,copying,unlicense}{-,.}*",
    "{license,licence,copying}_*",
    "{licenses,licences}{,.*}",
    "*-{license,licence,copying,unlicense}",
    "*-{license,licence,copying,unlicense}{-,.}*",
    "{epl,edl,gpl,lgpl,agpl,mpl,cddl,apache,bsd,eupl,cecill,ofl}*{txt,html,htm,md}",
    "{epl,edl,gpl,lgpl,agpl,mpl,cddl,apache,bsd,eupl,cecill,ofl}{,?,?.?,-*,_*,v*}",
    "*?{license,licence}*",
    "gnu?{agpl,gpl,lgpl}*",
    "{LICENSES,LICENCES}/*",
    "{license,licence,legal}/{license,licence,copying,unlicense}{,-*,.*}",
    "DESCRIPTION",  # says which template of R a LICENSE fills
)
_SHORT: Final = r"(?:mit|apache|bsd|[al]?gpl|mpl|epl|isc|afl|osl|ofl|eupl|cecill|cddl)"
_NAME: Final = compiled(
    rf"(?:[\w.+-]{{1,60}}-|{_SHORT}[\d.]{{0,5}}[_ .])?(?:licen[cs]es?|copying|unlicense)"
    rf"(?:[-.].*|_(?:\d|{_SHORT}|cc|boost|core|lib|docs?|data|content|code|models?)[\w.+-]*)?",
    re.IGNORECASE,
)
_BY_LICENSE: Final = compiled(
    r"(?:(?:gnu[-_ ])?(?:epl|edl|a?gpl|lgpl|mpl|cddl|apache|bsd|eupl|cecill)[-_]?v?-?\d[\d.]*|"
    r"ofl(?:[-_ ]?v?\d[\d.]*)?|"
    r"(?:the )?(?:gnu (?:affero |lesser |library )?general public|mozilla public|eclipse public|european union public|apache|"
    r"(?:sil )?open font|mit|bsd) licen[cs]e(?:[ _,-]{1,2}(?:version |v\.? ?)?\d[\d.]*)?)(?:\.(?:txt|html?|md|markdown))?",
    re.IGNORECASE,
)
_NO_TEXT: Final = compiled(
    r"\.(?:py|pyi|js|mjs|cjs|ts|tsx|jsx|go|rs|java|kt|c|h|cc|cpp|hpp|cs|rb|sh|bat|ps1|php|pl|swift|gradle|json|ya?ml|toml|xml|"
    r"svg|png|jpe?g|gif|ico|pdf|lock|csv|sha\d*|sig|asc|css|vue|tmpl|tpl|j2|in|am|cmake|properties|spec|test|snap|meta)$|"
    r"[-.](?:headers?|template|check(?:er)?|scan|report|overview|faq|tests?)(?:\.\w+)?$",
    re.IGNORECASE,
)
_THIRD_PARTY: Final = compiled(
    r"(?:3rd|third)[-_ .]?part|vendor|bundled|dependenc|external|thirdparty", re.IGNORECASE
)
_CONTENT: Final = compiled(
    r"(?:^|[-_.])(?:docs?|documentation|data|datasets?|content|media|assets?|images?|art|artwork|icons?|fonts?|models?|"
    r"weights|text|website|examples?|samples?)(?:[-_.]|$)",
    re.IGNORECASE,
)
_PLAIN: Final = compiled(r"(?:licen[cs]es?|copying)(?:\.(?:txt|md|markdown|rst|adoc|html?))?", re.IGNORECASE)


NAMED_LICENSES: Final = with_pieces(
    "licens",
    "licenc",
    "copying",
    "epl",
    "edl",
    "gpl",
    "mpl",
    "cddl",
    "apache",
    "bsd",
    "eupl",
    "cecill",
    "ofl",
)
"""The paths that a file called like a license may have (see `is_license_name`)."""
_WITH_LICENSES: Final = in_folders("", "license", "licence", "licenses", "licences", "legal")
_REUSE: Final = frozenset({"LICENSES", "LICENCES"})
_SHELVED: Final = compiled(
    r"(?:licen[cs]e|legal)/(?:licen[cs]e|copying|unlicense)(?:[-.][^/]*)?", re.IGNORECASE
)


class LicenseFile(Struct, frozen=True):
    """A path whose name says that it is a license.

    `role`: "project" (LICENSE, COPYING), "choice" (one of several, named by its license: LICENSE-MIT), "content" (of
    documentation, data or models: LICENSE-docs), "third-party", or "folder" (a file in `LICENSES/`, as REUSE has it).
    In a folder such as `legal/` names mean the same.
    """

    path: str
    role: Role


def license_files(paths: Iterable[str]) -> tuple[LicenseFile, ...]:
    """The license files at the root and in `LICENSES/`, the plainest names first; where there are none, those in `legal/`."""
    every = [LicenseFile(path, role) for path, role in told_of(paths, _role, _WITH_LICENSES).items() if role]
    found = [file for file in every if not _is_shelved(file.path)] or every
    found.sort(
        key=lambda file: (
            file.role == "folder",
            file.role != "project",
            not _PLAIN.fullmatch(file.path),
            file.path,
        )
    )
    return tuple(found)


def target_of(path: str, links: Mapping[str, str]) -> str:
    """Where a symbolic link leads inside the tree, once; the path itself when it is no link, empty when it leads out."""
    if path not in links:
        return path
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), links[path]))
    leads_out = target.startswith(("/", "..")) or target in links
    return "" if leads_out else target


def is_license_name(name: str) -> bool:
    """Whether the name of a file, in whatever folder, says that it carries a license."""
    return bool(_NAME.fullmatch(name) or _BY_LICENSE.fullmatch(name)) and not _NO_TEXT.search(name)


def _role(path: str) -> Role | None:
    folder, _, name = path.rpartition("/")
    if folder.upper() in _REUSE:
        return "folder"
    if (folder and not _is_shelved(path)) or not is_license_name(name):
        return None
    if _THIRD_PARTY.search(name):
        return "third-party"
    if _CONTENT.search(name):
        return "content"
    return "project" if _PLAIN.fullmatch(name) else "choice"


def _is_shelved(path: str) -> bool:
    return _SHELVED.fullmatch(path) is not None
