"""Where in a tree a document of each kind may lie: one pass over the paths gives candidates, best first."""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final, NamedTuple

from oshealth.compiled import compiled
from oshealth.facts.documents.kinds import MORE_PROSE, TABLE, DocumentKind, Kind
from oshealth.facts.documents.words import folded
from oshealth.facts.licensing.files import is_license_name
from oshealth.facts.paths import Paths, likely_of
from oshealth.facts.seen import SeenPaths

FORGE_FOLDERS: Final = frozenset({".github", ".gitlab", ".forgejo", ".gitea"})
_FORGE, _ROOT, _DOCS, _DOC, _OTHER = range(5)
_FURTHER: Final = ("documentation", "website", "site", "community", "governance", "project", "manual", "guides", "www",
                   "userdocs", "docsrc")  # fmt: skip
_PLACES: Final = {"docs": _DOCS, "doc": _DOC, **dict.fromkeys(_FURTHER, _OTHER)}
_INNER: Final = frozenset(
    {"source", "src", "en", "content", "about", "project", "community", "development", "dev", "developer",
     "developers",
     "contributing", "contribute", "contributor", "meta", "pages", "docs", "guide", "guides", "general",
     "overview",
     "policies", "release", "releases", "changelog", "reference", "_source", "sources", "main", "master",
     "latest"}
)  # fmt: skip
_DEEPEST: Final = 6
_FOREIGN: Final = compiled(r"[a-z]\w{0,4}$")
_NOT_LETTERS: Final = compiled(r"[\s_.\-]+")
_LANGUAGE: Final = compiled(r"^(.{3,}?)[._\-\s](?:lang[-_])?([a-z]{2})(?:[-_](?:[a-z]{2}|hans|hant))?$")
_LANGUAGES: Final = frozenset(
    [
        "ar",
        "bg",
        "bn",
        "ca",
        "cn",
        "cs",
        "da",
        "de",
        "el",
        "en",
        "es",
        "et",
        "eu",
        "fa",
        "fi",
        "fr",
        "ga",
        "gl",
        "gr",
        "he",
        "hi",
        "hr",
        "hu",
        "id",
        "is",
        "it",
        "ja",
        "jp",
        "ka",
        "kk",
        "ko",
        "kr",
        "ku",
        "lt",
        "lv",
        "mk",
        "ml",
        "mn",
        "ms",
        "my",
        "nb",
        "nl",
        "no",
        "pl",
        "ps",
        "pt",
        "br",
        "ro",
        "ru",
        "sk",
        "sl",
        "sq",
        "sr",
        "sv",
        "sw",
        "ta",
        "te",
        "th",
        "tl",
        "tr",
        "tw",
        "uk",
        "ur",
        "uz",
        "vi",
        "zh",
    ]
)
_TONGUE: Final = compiled(r"([a-z]{2})(?:[-_](?:[a-z]{2}|hans|hant))?$")
_FOREIGN_TONGUE: Final = 2
_TEMPLATE_CONFIG: Final = frozenset({"config"})


class Candidate(NamedTuple):
    """A path that may hold a document; `rank` sorts, translations last wherever they lie (of a README only among those of
    its place: what lies deeper is about something else), `certain` says that its place and name alone are proof enough.
    """

    rank: tuple[bool, int, int, int, int, int, str]
    path: str
    certain: bool


def candidates(paths: Iterable[str]) -> dict[DocumentKind, list[Candidate]]:
    """Every candidate of every kind, each list best first. Linear in the number of paths."""
    found: dict[DocumentKind, list[Candidate]] = {}
    for path in likely_of(paths, _in_places):
        for kind, candidate in _candidates(path):
            found.setdefault(kind, []).append(candidate)
    for several in found.values():
        several.sort()
    return found


def _candidates(path: str) -> tuple[tuple[DocumentKind, Candidate], ...]:
    """The kinds that a path may hold, with the candidate that it is for each."""
    segments = path.split("/")
    return () if len(segments) > 1 and not _may_hold(segments) else tuple(_of_path(path, segments))


def _in_places(known: Paths) -> list[int]:
    """The rows of the paths that lie at the root or in a folder there that may hold documents."""
    return known.in_folders(lambda top: not top or _may_begin(top))


def seen_candidates(paths: SeenPaths, kind: DocumentKind) -> list[Candidate]:
    """Every candidate of one kind at one of several moments, best first."""
    return sorted(paths.sorted_out(_candidates, kind))


@lru_cache(maxsize=1 << 14)
def stem_and_extension(name: str) -> tuple[str, str, int]:
    """The letters of a file name's stem, its extension (both folded), and its language: 0 when the name marks none, 1
    for English, 2 for another.
    """
    base, dot, extension = name.lower().rpartition(".")
    if not dot or not base or (extension not in _extensions() and not _FOREIGN.match(extension)):
        base, extension = name.lower(), ""
    if extension in _LANGUAGES:
        return _letters(base), "", _marked(extension)
    marked = None if base.isalnum() else _LANGUAGE.match(base)
    if marked and marked[2] in _LANGUAGES and _letters(base) not in _stems():
        return _letters(marked[1]), extension, _marked(marked[2])
    return _letters(base), extension, 0


def _marked(language: str) -> int:
    return 1 if language == "en" else _FOREIGN_TONGUE


def _is_in_translations(segments: list[str]) -> bool:
    """Whether a folder on the way is named by a language other than English: `docs/ja/`, `docs/zh-CN/`, `i18n/pt_br/`."""
    named = (_TONGUE.match(segment.lower()) for segment in segments[:-1])
    return any(found and found[1] != "en" and found[1] in _LANGUAGES for found in named)


def named_kinds(path: str) -> tuple[DocumentKind, ...]:
    """The kinds that a file's name (or, for an index, its folder's) stands for, wherever it lies."""
    segments = path.rstrip("/").split("/")
    stem, extension, _ = stem_and_extension(segments[-1])
    if stem in {"index", "readme"} and len(segments) > 1:
        return tuple(kind for kind, _ in _folders().get(_letters(segments[-2].lower()), ()))
    return tuple(kind for kind, _ in _stems().get(stem, ()) if extension in TABLE[kind].extensions)


def may_lie_in(folder: str, kind: DocumentKind) -> bool:
    """Whether a document of this kind can lie in a folder or below it."""
    segments = [*folder.split("/"), "-"]
    if not _may_hold(segments):
        return False
    if kind == "license":
        return folder == "LICENSES"
    entry = TABLE[kind]
    return bool(entry.folders) or _is_certain(entry, _place(segments), segments) is not None


def _may_hold(segments: list[str]) -> bool:
    return len(segments) <= _DEEPEST and _may_begin(segments[0].lower())


def _may_begin(first: str) -> bool:
    return first in FORGE_FOLDERS or first in _PLACES or first == "licenses" or _letters(first) in _folders()


def _of_path(path: str, segments: list[str]) -> Iterable[tuple[DocumentKind, Candidate]]:
    name = segments[-1]
    if _is_license(segments):
        translated = stem_and_extension(name)[2] == _FOREIGN_TONGUE
        of_license = (translated, _ROOT, len(segments), 0, _license_order(name), 0, path)
        yield "license", Candidate(of_license, path, True)
    stem, extension, language = stem_and_extension(name)
    named = _stems().get(stem, ())
    if named and _is_in_translations(segments):
        language = _FOREIGN_TONGUE
    place = _place(segments)
    for kind, order in named:
        entry = TABLE[kind]
        certain = _is_certain(entry, place, segments)
        if extension in entry.extensions and certain is not None:
            order_of_extension = entry.extensions.index(extension)
            last = language == _FOREIGN_TONGUE and kind != "readme"
            rank = (last, place, language, order, len(segments), order_of_extension, path)
            yield kind, Candidate(rank, path, certain)
    if len(segments) > 1:
        yield from _in_folder(path, segments, stem, extension)


def _is_certain(entry: Kind, place: int, segments: list[str]) -> bool | None:
    """Whether name and place are proof enough; None when the place rules the file out."""
    if place <= _ROOT:
        return True if len(segments) <= 2 else None
    if entry.rooted:  # forges take templates from docs/ too
        return True if entry.folders and [each.lower() for each in segments[:-1]] == ["docs"] else None
    if entry.deep:
        return True
    if not segments[0].lower().startswith("doc"):
        return None
    inner = len(segments) > 2 and not all(segment.lower() in _INNER for segment in segments[1:-1])
    return None if inner else not entry.signs


def _in_folder(
    path: str, segments: list[str], stem: str, extension: str
) -> Iterable[tuple[DocumentKind, Candidate]]:
    """A file directly in a folder that holds the document in several files, such as
    `.github/ISSUE_TEMPLATE/`.
    """
    place = _place(segments[:-1])
    for kind, order in _folders().get(_letters(segments[-2].lower()), ()):
        entry = TABLE[kind]
        if extension not in entry.extensions or stem in _TEMPLATE_CONFIG:
            continue
        if place > _ROOT and entry.rooted and segments[0].lower() != "docs":
            continue
        first = 0 if stem in {"index", "readme"} else 1
        rank = (_is_in_translations(segments), place, 2, order, first, len(segments), path)
        yield kind, Candidate(rank, path, True)


def _place(segments: list[str]) -> int:
    if len(segments) == 1:
        return _ROOT
    first = segments[0].lower()
    if first in FORGE_FOLDERS:
        return _FORGE
    return _PLACES.get(first, _OTHER)


def _is_license(segments: list[str]) -> bool:
    if len(segments) == 1:
        return is_license_name(segments[0])
    return len(segments) == 2 and segments[0] == "LICENSES"


def _license_order(name: str) -> int:
    lower = name.lower()
    return 0 if lower.startswith(("license", "licence")) else 1 if lower.startswith("copying") else 2


@lru_cache(maxsize=4096)
def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", folded(text))


@cache
def _stems() -> dict[str, tuple[tuple[DocumentKind, int], ...]]:
    return _table({kind: entry.stems for kind, entry in TABLE.items()})


@cache
def _folders() -> dict[str, tuple[tuple[DocumentKind, int], ...]]:
    return _table({kind: entry.folders for kind, entry in TABLE.items()})


def _table(names: dict[DocumentKind, tuple[str, ...]]) -> dict[str, tuple[tuple[DocumentKind, int], ...]]:
    table: dict[str, list[tuple[DocumentKind, int]]] = {}
    for kind, several in names.items():
        for order, name in enumerate(several):
            entries = table.setdefault(_letters(name), [])
            if kind not in {known for known, _ in entries}:
                entries.append((kind, order))
    return {name: tuple(entries) for name, entries in table.items()}


@cache
def _extensions() -> frozenset[str]:
    return frozenset(MORE_PROSE).union(*(entry.extensions for entry in TABLE.values()))
