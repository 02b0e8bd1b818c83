"""What `oshealth rules handbook` does: writes the site about rules into a folder."""

from collections.abc import Sequence
from pathlib import Path

from oshealth.cli.writing import write
from oshealth.errors import AskedWrongly
from oshealth.formats.handbook import pages
from oshealth.rulebook.packs import corpus_folder, read_pack

_MARK = '<meta name="generator" content="oshealth handbook '


def run_handbook(folders: Sequence[Path], output: Path) -> int:
    """Writes every page; over an earlier handbook, never over anything else. Raises AskedWrongly or InvalidRule."""
    packs = [read_pack(corpus_folder()), *map(read_pack, folders)]
    _check(output)
    count = 0
    try:
        for name, text in pages(packs):
            path = output / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            count += 1
    except OSError as error:
        raise AskedWrongly(f"cannot write {output}: {error.strerror}", "choose another --output") from error
    write(f"wrote {count} pages; open {output / 'index.html'}\n")
    return 0


def _check(output: Path) -> None:
    """A folder with other things in it is somebody's."""
    if output.exists() and not output.is_dir():
        raise AskedWrongly(f"{output} is not a folder", "choose another --output")
    first = output / "index.html"
    is_ours = first.is_file() and _MARK in first.read_text("utf-8", errors="replace")[:2000]
    if output.is_dir() and any(output.iterdir()) and not is_ours:
        raise AskedWrongly(f"{output} holds something else", "choose an empty or new folder")
