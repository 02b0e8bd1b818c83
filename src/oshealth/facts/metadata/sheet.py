"""A metadata file that a project keeps at its root: found, read by the bounded reader, and held to its standard."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from msgspec import Struct, field

from oshealth.facts.base import Facts, Reading, Value
from oshealth.facts.documents import Shelf, shelf
from oshealth.facts.limits import Plain
from oshealth.facts.paths import in_folders
from oshealth.facts.seen import told_of
from oshealth.snapshot import Evidence, Unknown

Data: TypeAlias = Mapping[str, Plain]
MOST_PROBLEMS: Final = 20
_LONGEST: Final = 200


class Sheet(Struct, frozen=True):
    """A metadata file: what it holds, what its standard forbids (`wrong`), and what is merely out of date (`dated`)."""

    path: str
    data: Data = field(default_factory=dict)
    wrong: tuple[str, ...] = ()
    dated: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """One word: invalid, dated or valid."""
        return "invalid" if self.wrong else "dated" if self.dated else "valid"

    def evidence(self) -> tuple[Evidence, ...]:
        """The file, and each problem with it."""
        problems = (*self.wrong, *self.dated)
        found = tuple(Evidence("path", self.path, name="problem", value=problem) for problem in problems)
        return found or (Evidence("path", self.path),)


def find_sheet(
    facts: Facts,
    names: Iterable[str],
    read: Callable[[str], Plain | Unknown],
    check: Callable[[Data, Facts], tuple[Iterable[str], Iterable[str]]],
) -> Sheet | Unknown | None:
    """The first of these files at the root, in any case, held to `check` (what is wrong, what is dated).

    None when there is none; Unknown when that cannot be told or its text was not read. What cannot be parsed is wrong.
    """
    own = shelf(facts)
    if isinstance(own, Unknown):
        return own
    path = _path(own, names)
    if not path:
        return Unknown(own.tree.partial) if own.tree.partial else None
    text = own.text(path)
    if isinstance(text, Unknown):
        return Unknown(f"{path}: {text.reason}")
    data = read(text)
    if isinstance(data, Unknown):
        return Sheet(path, wrong=(data.reason,))
    if not isinstance(data, dict):
        return Sheet(path, wrong=("it holds no keys and values",))
    wrong, dated = check(data, facts)
    return Sheet(path, data, tuple(_some(wrong)), tuple(_some(dated)))


def state_of(sheet: Sheet | Unknown | None, names: tuple[str, ...]) -> Reading:
    """The state of a sheet as a reading, "missing" when there is none; its problems are the evidence."""
    if isinstance(sheet, Unknown):
        return sheet
    if sheet is None:
        return Value("missing", tuple(Evidence("absence", "/", name=name) for name in names))
    return Value(sheet.state, sheet.evidence())


def _at_root(path: str) -> str:
    return "" if "/" in path else path.lower()


def _path(own: Shelf, names: Iterable[str]) -> str:
    at_root = {lower: path for path, lower in told_of(own.tree.paths, _at_root, in_folders("")).items()}
    return next((at_root[name.lower()] for name in names if name.lower() in at_root), "")


def _some(problems: Iterable[str]) -> Iterator[str]:
    for number, problem in enumerate(problems):
        if number == MOST_PROBLEMS:
            return
        yield problem[:_LONGEST]
