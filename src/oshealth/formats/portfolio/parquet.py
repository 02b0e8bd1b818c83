"""The user's rows with the answers beside them as Parquet (extra `[parquet]`), for whoever counts with data frames."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from oshealth.errors import AskedWrongly
from oshealth.formats.portfolio.rows import COLUMNS, Value
from oshealth.formats.quoting import own_text

NUMBERS: Final = frozenset(
    {"oshealth_score", "oshealth_score_low", "oshealth_score_high", "oshealth_coverage"}
)
_TOGETHER: Final = 1_000


def arrow() -> Any:
    """The library that writes it. Raises AskedWrongly where the extra is not installed."""
    try:
        return import_module("pyarrow")
    except ImportError as error:
        raise AskedWrongly("--parquet needs pyarrow", "pip install 'oshealth[parquet]'") from error


class Frame:
    """A Parquet file in the making: `add` every row, then `close`. Numbers of ours are integers, all else is text."""

    def __init__(self, file: Path, columns: Sequence[str]) -> None:
        """`columns` are the user's own; a name that is there twice, or is one of ours, gets a number."""
        self._arrow = arrow()
        self._names = _unlike([*columns, *COLUMNS])
        own = len(columns)
        kinds = [self._arrow.string()] * own
        kinds += [self._arrow.int16() if name in NUMBERS else self._arrow.string() for name in COLUMNS]
        self._schema = self._arrow.schema(list(zip(self._names, kinds, strict=True)))
        self._writer = import_module("pyarrow.parquet").ParquetWriter(file, self._schema, compression="zstd")
        self._rows: list[tuple[Value, ...]] = []

    def add(self, told: Sequence[Value]) -> None:
        """One row, as `rows.values` tells it."""
        self._rows.append(tuple(own_text(one) if isinstance(one, str) else one for one in told))
        if len(self._rows) == _TOGETHER:
            self._flush()

    def close(self) -> None:
        """Writes what is left."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        columns = [[row[number] for row in self._rows] for number in range(len(self._names))]
        arrays = [
            self._arrow.array(cells, kind) for cells, kind in zip(columns, self._schema.types, strict=True)
        ]
        self._writer.write_table(self._arrow.Table.from_arrays(arrays, schema=self._schema))
        self._rows.clear()


def _unlike(names: Sequence[str]) -> list[str]:
    """The names, each once: later ones of a kind get `_2`, `_3` and so on; ours, which come last, keep theirs."""
    taken = set(COLUMNS)
    found: list[str] = []
    for name in names[: -len(COLUMNS)]:
        plain = own_text(name)
        unlike, count = plain, 1
        while unlike in taken:
            count += 1
            unlike = f"{plain}_{count}"
        taken.add(unlike)
        found.append(unlike)
    return [*found, *COLUMNS]
