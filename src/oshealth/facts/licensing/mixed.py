"""Folders of data, content, media and models beside the code, and whether anything says their license."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from oshealth.compiled import compiled
from oshealth.facts.base import Facts, Reading, Value
from oshealth.facts.licensing.files import NAMED_LICENSES, is_license_name
from oshealth.facts.licensing.openness import PublicGood, is_public_good
from oshealth.facts.licensing.project import project_license
from oshealth.facts.licensing.readings import expression_tree
from oshealth.facts.licensing.reuse import licensed_paths
from oshealth.facts.paths import in_folders
from oshealth.facts.seen import told_of
from oshealth.snapshot import Evidence, Tree, Unknown

_DATA: Final = compiled(
    r"\.(?:[ct]sv|parquet|(?:geo|topo)json|xlsx?|ods|jsonl|ndjson|sqlite3?|nc|h5|hdf5|np[yz]|shp|dta|sav|rds)$",
    re.IGNORECASE,
)
_CONTENT: Final = compiled(r"\.(?:md|markdown|rst|adoc|docx|odt|pdf|epub|tex|html)$", re.IGNORECASE)
_MEDIA: Final = compiled(
    r"\.(?:png|jpe?g|gif|webp|svg|tiff?|mp4|webm|mp3|ogg|wav|flac|psd|ttf|otf|woff2)$", re.IGNORECASE
)
_MODEL: Final = compiled(
    r"\.(?:onnx|pth?|safetensors|gguf|ggml|h5|keras|pkl|tflite|joblib|ckpt|pb|mlmodel)$", re.IGNORECASE
)
_FOLDERS: Final[Mapping[str, tuple[PublicGood, re.Pattern[str]]]] = {
    **dict.fromkeys(("data", "dataset", "datasets"), ("data", _DATA)),
    **dict.fromkeys(("content", "contents", "texts"), ("content", _CONTENT)),
    **dict.fromkeys(("media", "images", "artwork", "audio", "video"), ("content", _MEDIA)),
    **dict.fromkeys(("models", "weights", "checkpoints"), ("model", _MODEL)),
}
_FEWEST: Final = 2
_NONE: Final = (Evidence("absence", name="folder of data, content, media or models", path="/"),)


class MixedFolder(Struct, frozen=True):
    """A folder at the root with files of a kind that is not code; `files` are those of that kind."""

    path: str
    kind: PublicGood
    files: tuple[str, ...]


def _folder_of_works(path: str) -> str:
    """The folder at the root in which a file lies whose name says that it is no code, as the folder's does."""
    folder, inside, _ = path.partition("/")
    known = _FOLDERS.get(folder.lower()) if inside else None
    return folder if known and known[1].search(path) else ""


def mixed_folders(paths: Iterable[str]) -> tuple[MixedFolder, ...]:
    """The folders whose name and contents both say that they hold something else than code, in order of name."""
    held: dict[str, list[str]] = {}
    for path, folder in told_of(paths, _folder_of_works, in_folders(*_FOLDERS)).items():
        held.setdefault(folder, []).append(path)
    return tuple(
        MixedFolder(folder, _FOLDERS[folder.lower()][0], tuple(files))
        for folder, files in sorted(held.items())
        if len(files) >= _FEWEST
    )


def unlicensed(facts: Facts) -> tuple[MixedFolder, ...] | Unknown:
    """The folders of which nothing says the license and which the project's own license does not suit."""
    tree = facts.snapshot.tree
    if isinstance(tree, Unknown):
        return tree
    folders = mixed_folders(tree.paths)
    left = tuple(folder for folder in folders if not _has_own(folder, tree)) if folders else ()
    if not left:
        return Unknown(tree.partial) if tree.partial and not folders else ()
    beside, entries = facts.once(project_license), facts.once(licensed_paths)
    if isinstance(beside, Unknown):
        return beside
    if isinstance(entries, Unknown):
        return entries
    if beside.of("content"):
        return ()
    left = tuple(folder for folder in left if not entries.issuperset(folder.files))
    return tuple(folder for folder in left if not _suits(facts, folder))


def folders(facts: Facts) -> Reading:
    """Paths of the folders that hold something else than code."""
    tree = facts.snapshot.tree
    if isinstance(tree, Unknown):
        return tree
    return _told(mixed_folders(tree.paths), tree.partial)


def without_license(facts: Facts) -> Reading:
    """Paths of those of them of which nothing says the license."""
    left = facts.once(unlicensed)
    return left if isinstance(left, Unknown) else _told(left)


def _told(found: tuple[MixedFolder, ...], partial: str = "") -> Reading:
    if partial and not found:
        return Unknown(partial)
    evidence = tuple(
        Evidence("path", path=folder.files[0], name=f"one of {len(folder.files)}") for folder in found
    )
    return Value(tuple(folder.path for folder in found), evidence or _NONE)


def _has_own(folder: MixedFolder, tree: Tree) -> bool:
    return any(
        path.startswith(f"{folder.path}/") for path in told_of(tree.paths, _is_named_license, NAMED_LICENSES)
    )


def _is_named_license(path: str) -> bool:
    return is_license_name(path.rpartition("/")[2])


def _suits(facts: Facts, folder: MixedFolder) -> bool:
    """Whether the project's own license is one that is made for this kind of work."""
    tree = facts.once(expression_tree)
    return not isinstance(tree, Unknown) and is_public_good(tree, folder.kind) == "yes"
