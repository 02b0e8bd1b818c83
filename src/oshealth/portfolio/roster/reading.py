"""A file, a folder, standard input or a word such as org:NAME as a sheet: which reader reads it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO, Final

from msgspec.structs import replace

from oshealth.errors import AskedWrongly
from oshealth.portfolio.roster import prose, records, tables
from oshealth.portfolio.roster.sheet import Line, Sheet
from oshealth.portfolio.roster.workbook import read_workbook
from oshealth.portfolio.values import Place, Skipped

LARGEST: Final = 128 << 20
_MOST_FILES: Final = 20_000
_WORDS: Final = ("org:", "pkg:")
_BY_NAME: Final[Mapping[str, str]] = {
    ".csv": "table", ".tsv": "table", ".tab": "table", ".xlsx": "workbook", ".xlsm": "workbook", ".json": "json",
    ".jsonl": "json-lines", ".ndjson": "json-lines", ".yml": "yaml", ".yaml": "yaml", ".md": "markdown",
    ".markdown": "markdown", ".txt": "text", ".list": "text",
}  # fmt: skip
READERS: Final[Mapping[str, Callable[[str, str], Sheet]]] = {
    "table": tables.read_table,
    "json": records.read_json,
    "json-lines": records.read_json_lines,
    "yaml": records.read_yaml,
    "markdown": prose.read_markdown,
    "text": prose.read_text,
}


def read_sheet(source: str, stdin: BinaryIO | None = None, tab: str = "") -> Sheet:
    """The list that `source` names: a file, a folder of JSON and YAML files, `-` for standard input, `org:…` or `pkg:…`.

    `tab` names a sheet of a workbook. Raises AskedWrongly for what cannot be read.
    """
    if source.lower().startswith(_WORDS):
        return Sheet("one word", ("repository",), (Line(Place(source, 1), (source,)),), has_head=False)
    if source == "-":
        data = stdin.read(LARGEST + 1) if stdin else b""
        return _read(data, "standard input", "", tab)
    path = Path(source)
    if path.is_dir():
        return _folder(path)
    try:
        with path.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "not a name of a file"
        raise AskedWrongly(
            f"the list {source} cannot be read: {why}", "name a file, - or org:NAME"
        ) from error
    return _read(data, path.name, _BY_NAME.get(path.suffix.lower(), ""), tab)


def _read(data: bytes, name: str, reader: str, tab: str) -> Sheet:
    if len(data) > LARGEST:
        raise AskedWrongly(f"{name} is larger than {LARGEST >> 20} MB", "split the list")
    if data.startswith(b"PK\x03\x04"):
        return read_workbook(data, name, tab)
    if reader == "workbook":
        raise AskedWrongly(f"{name} is no workbook, whatever its name says", "save it as XLSX or CSV")
    text, note = tables.decoded(data)
    if not text.strip():
        raise AskedWrongly(f"the list {name} is empty", "write an address on each line")
    sheet = READERS[reader or _sniffed(text)](text, name)
    return replace(sheet, notes=(note, *sheet.notes)) if note else sheet


def _sniffed(text: str) -> str:
    """Which reader a text without a telling name is for."""
    start = text.lstrip("\ufeff \t\r\n")
    first = start.partition("\n")[0].rstrip()
    if start[:1] in "[{":
        is_whole = first[-1:] in "[{," or start.startswith("[")
        return "json" if is_whole or "\n" not in start.strip() else "json-lines"
    if start.startswith(("---\n", "landscape:")):
        return "yaml"
    if tables.delimiter_of(text):
        return "table"
    if "](" in text and (text.lstrip().startswith("#") or "\n- [" in f"\n{text}" or "\n* [" in f"\n{text}"):
        return "markdown"
    return "text"


def _folder(folder: Path) -> Sheet:
    """A folder with one project a file, as registries keep them; files in other formats are passed over."""
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in (".json", ".yml", ".yaml"))
    if not files or len(files) > _MOST_FILES:
        raise AskedWrongly(
            f"{folder} holds {len(files)} JSON and YAML files", "name a file, or a folder of projects"
        )
    sheets = []
    for path in files:
        try:
            sheets.append(read_sheet(str(path)))
        except AskedWrongly as error:
            sheets.append(_unread(path, error))
    return joined(sheets, f"a folder of {len(files)} files")


def _unread(path: Path, error: AskedWrongly) -> Sheet:

    return Sheet("", (), (), unreadable=(Skipped(Place(path.name, 1), "", str(error)),))


def joined(sheets: list[Sheet], kind: str) -> Sheet:
    """Several sheets as one, with all columns that any of them has."""
    columns = tuple(dict.fromkeys(name for sheet in sheets for name in sheet.columns))
    lines = []
    for sheet in sheets:
        where = {name: index for index, name in enumerate(sheet.columns)}
        for line in sheet.lines:
            cells = tuple(line.cells[where[name]] if name in where else "" for name in columns)
            lines.append(Line(line.place, cells, ()))
    unreadable = tuple(one for sheet in sheets for one in sheet.unreadable)
    return Sheet(kind, columns, tuple(lines), unreadable=unreadable)
