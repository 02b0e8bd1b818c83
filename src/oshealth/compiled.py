"""Regular expressions that Python takes apart once on a machine, not at every start: what `.pyc` files are for code.

Hundreds of them took a sixth of a local audit to compile, which the standard library does in Python; the compiled form is
kept in this user's cache. It is never needed: what was not kept, or cannot be read, is compiled as ever.
"""

import atexit
import contextlib
import marshal
import os
import re
import sys
import zlib
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TypeAlias

from oshealth.places import default_cache
from oshealth.version import VERSION

Key: TypeAlias = tuple[str, int]
Form: TypeAlias = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""All flags, the code, how many groups, and their names both ways: what Python's engine is given."""

MOST_BYTES: Final = 2 << 20
_SUM: Final = 4
_usual: Final = re.compile


class _Kept:
    """The one file of this Python and this version of ours: read when first asked, written at the end if it grew."""

    def __init__(self) -> None:
        self.place = _place()
        self.forms: dict[Key, Form] = _read(self.place)
        self.used: set[Key] = set()
        self.grew = False

    def of(self, text: str, flags: int) -> re.Pattern[str]:
        self.used.add((text, flags))
        form = self.forms.get((text, flags))
        if form is None:
            return self._anew(text, flags)
        try:
            return _engine(text, form)
        except (RuntimeError, TypeError, ValueError, OverflowError):  # what was kept is not what we wrote
            return _usual(text, flags)

    def _anew(self, text: str, flags: int) -> re.Pattern[str]:
        form = _form(text, flags)
        if form is None:
            return _usual(text, flags)
        if not self.grew:
            atexit.register(self.write)
        self.forms[text, flags], self.grew = form, True
        return _engine(text, form)

    def write(self) -> None:
        """Puts the file there, whole or not at all. One that has grown too large begins again with what was used now."""
        packed = marshal.dumps(self.forms)
        if len(packed) > MOST_BYTES:
            packed = marshal.dumps({key: form for key, form in self.forms.items() if key in self.used})
        half = self.place.with_name(f"{self.place.name}.{os.getpid()}")
        try:
            self.place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(half, "wb", opener=lambda path, how: os.open(path, how, 0o600)) as file:
                file.write(zlib.crc32(packed).to_bytes(_SUM) + packed)
            half.replace(self.place)
        except OSError:
            with contextlib.suppress(OSError):
                half.unlink()


_kept: _Kept | None = None


def compiled(text: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives for one of our own expressions. Raises re.PatternError as it does."""
    global _kept  # noqa: PLW0603 - as the standard library keeps what it compiled, for the whole process
    if _kept is None:
        _kept = _Kept()
    return _kept.of(text, int(flags))


def _either(pattern: Any, flags: Any = 0) -> Any:
    return compiled(pattern, flags) if isinstance(pattern, str) else _usual(pattern, flags)


@contextlib.contextmanager
def while_loading() -> Iterator[None]:
    """What a library compiles while it is imported is kept with ours: a single pattern of PyYAML takes 3 ms."""
    re.compile = _either
    try:
        yield
    finally:
        re.compile = _usual


def _place() -> Path:
    """A file for each Python, since the form is its own affair, and for each version of ours, so that none outgrows its use."""
    python = "-".join(map(str, (sys.implementation.cache_tag, sys.version_info.micro, _magic())))
    return default_cache() / f"patterns-{python}-{VERSION}"


def _magic() -> int:
    return int(getattr(getattr(re, "_compiler", None), "MAGIC", 0))


def _read(place: Path) -> dict[Key, Form]:
    """What is kept there; nothing when it is not whole, or somebody else may have written it."""
    try:
        with place.open("rb") as file:
            state = os.fstat(file.fileno())
            if state.st_size > MOST_BYTES + _SUM or state.st_mode & 0o022 or state.st_uid != os.getuid():
                return {}
            sum_, packed = file.read(_SUM), file.read()
        if int.from_bytes(sum_) != zlib.crc32(packed):
            return {}
        forms = marshal.loads(packed)  # noqa: S302 - our own file, as `.pyc` files are
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return forms if isinstance(forms, dict) else {}


def _form(text: str, flags: int) -> Form | None:
    """What `re.compile` would give its engine; None where this Python goes about it in another way."""
    try:
        inside: Any = re._compiler  # type: ignore[attr-defined]
        parsed = inside._parser.parse(text, flags)
        state = parsed.state
        names: list[str | None] = [None] * state.groups
        for name, number in state.groupdict.items():
            names[number] = name
        code = array("I", inside._code(parsed, flags)).tobytes()
        return flags | state.flags, code, state.groups - 1, dict(state.groupdict), tuple(names)
    except (AttributeError, TypeError, ValueError, OverflowError):
        return None


def _engine(text: str, form: Form) -> re.Pattern[str]:
    flags, packed, groups, index, names = form
    code = array("I")
    code.frombytes(packed)
    made: re.Pattern[str] = re._compiler._sre.compile(text, flags, code.tolist(), groups, index, names)  # type: ignore[attr-defined]
    return made
