"""From one repository in a survey's answer to its files: what GraphQL shows of them without a clone."""

from typing import Final

from msgspec import Struct, field

from oshealth.snapshot import Texts, Tree, Unknown
from oshealth.sources.github.part import Part
from oshealth.sources.github.questions import TEXTS

LISTED: Final = "a survey lists the root and the folders just below it"
READ: Final = "a survey reads the usual files by their usual spelling only"
_PLACES: Final = {
    "root": "",
    "docs": "docs",
    "doc": "doc",
    "forge": ".github",
    "templates": ".github/ISSUE_TEMPLATE",
    "workflows": ".github/workflows",
    "licenses": "LICENSES",
}
_LINK: Final = 0o120000
_LONGEST_TARGET: Final = 4096


class _Files(Struct):
    """What was met so far: the kind of each entry by path, the folders that were listed, texts, and links."""

    kinds: dict[str, str] = field(default_factory=dict)
    listed: set[str] = field(default_factory=set)
    links: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str | Unknown] = field(default_factory=dict)

    def add(self, folder: str, tree: Part) -> None:
        """Notes the entries of a folder, and of the folders within it that came along."""
        entries = tree.parts("entries")
        if isinstance(entries, Unknown):
            return
        self.listed.add(folder)
        for entry in entries:
            name, kind = entry.fields.get("name"), entry.fields.get("type")
            if not isinstance(name, str) or not isinstance(kind, str) or not name or "/" in name:
                continue
            path = f"{folder}/{name}" if folder else name
            self.kinds[path] = "link" if entry.fields.get("mode") == _LINK else kind
            within = entry.part("object")
            if isinstance(within, Part) and kind == "tree":
                self.add(path, within)
            elif isinstance(within, Part) and "text" in within.fields:
                self.note(path, within)

    def note(self, path: str, blob: Part) -> None:
        """Notes the text of a file, or where a symbolic link leads."""
        text = _text_of(blob)
        if self.kinds.get(path) != "link":
            self.texts[path] = text
        elif isinstance(text, str) and len(text) <= _LONGEST_TARGET:
            self.links[path] = text
        else:
            self.texts[path] = Unknown("a symbolic link that cannot be read")


def files_of(repository: Part) -> tuple[Tree | Unknown, Texts | Unknown]:
    """The files as far as a survey lists them, and the texts it reads."""
    seen = _Files()
    for name, folder in _PLACES.items():
        place = repository.part(name)
        if isinstance(place, Part):
            seen.add(folder, place)
    if "" not in seen.listed:
        reason = repository.why("root")
        return reason, reason
    for number, path in enumerate(TEXTS):
        blob = repository.part(f"t{number}")
        if path in seen.kinds and isinstance(blob, Part):
            seen.note(path, blob)
    return _tree(seen), Texts(seen.texts, READ)


def _tree(seen: _Files) -> Tree:
    kinds = sorted(seen.kinds.items())
    paths = tuple(path for path, kind in kinds if kind in {"blob", "link"})
    submodules = tuple(path for path, kind in kinds if kind == "commit")
    unlisted = tuple(path for path, kind in kinds if kind == "tree" and path not in seen.listed)
    return Tree(paths, seen.links, submodules, LISTED if unlisted else "", unlisted)


def _text_of(blob: Part) -> str | Unknown:
    if blob.flag("isBinary") is True:
        return Unknown("not a text")
    if blob.flag("isTruncated") is True:
        return Unknown("the forge gives only the beginning of it")
    text = blob.fields.get("text")
    return text if isinstance(text, str) else blob.why("text")
