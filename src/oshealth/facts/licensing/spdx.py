"""The SPDX License List as it is shipped with the package: ids, their present spelling, marks by OSI and FSF."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from msgspec import Struct, json

from oshealth.compiled import compiled

_DATA: Final = "flags.json"
_KNOWN: Final = "known.json"
_ALWAYS_OSI: Final = frozenset({"any-OSI"})
_RENAMED: Final = {
    "bsd-2-clause-freebsd": "BSD-2-Clause-Views",
    "bsd-2-clause-netbsd": "BSD-2-Clause",
    "bzip2-1.0.5": "bzip2-1.0.6",
    "nunit": "zlib-acknowledgement",
    "standardml-nj": "SMLNJ",
    "ecos-2.0": "GPL-2.0-or-later WITH eCos-exception-2.0",
    "wxwindows": "LGPL-2.0-or-later WITH WxWindows-exception-3.1",
    "gpl-2.0-with-autoconf-exception": "GPL-2.0-only WITH Autoconf-exception-2.0",
    "gpl-2.0-with-bison-exception": "GPL-2.0-only WITH Bison-exception-2.2",
    "gpl-2.0-with-classpath-exception": "GPL-2.0-only WITH Classpath-exception-2.0",
    "gpl-2.0-with-font-exception": "GPL-2.0-only WITH Font-exception-2.0",
    "gpl-2.0-with-gcc-exception": "GPL-2.0-only WITH GCC-exception-2.0",
    "gpl-3.0-with-autoconf-exception": "GPL-3.0-only WITH Autoconf-exception-3.0",
    "gpl-3.0-with-gcc-exception": "GPL-3.0-only WITH GCC-exception-3.1",
}
_GNU: Final = compiled(r"(?i)((?:[al]?gpl|gfdl)-\d\.\d)(\+?)")


class Flags(Struct, frozen=True):
    """Every SPDX id, and those that the OSI approved or the FSF calls free. Missing means "not stated", not "no"."""

    licenses: frozenset[str]
    exceptions: frozenset[str]
    osi: frozenset[str]
    fsf: frozenset[str]
    source: str
    spellings: Mapping[str, str]


@cache
def flags() -> Flags:
    """The marks that are shipped with the package."""
    data = json.decode(Path(__file__).with_name(_DATA).read_bytes())
    return Flags(
        licenses=frozenset(data["licenses"]),
        exceptions=frozenset(data["exceptions"]),
        osi=frozenset(data["osi"]) | _ALWAYS_OSI,
        fsf=frozenset(data["fsf"]),
        source=data["source"],
        spellings={name.lower(): name for name in (*data["licenses"], *data["exceptions"])},
    )


def renamed(identifier: str) -> str:
    """The present spelling of an SPDX id or old id: `GPL-2.0+` is `GPL-2.0-or-later`. Unknown ids stay as they are."""
    lower = identifier.lower()
    if lower in _RENAMED:
        return _RENAMED[lower]
    gnu = _GNU.fullmatch(identifier)
    if gnu:
        return f"{gnu[1].upper()}-{'or-later' if gnu[2] else 'only'}"
    return spelled(identifier)


def spelled(identifier: str) -> str:
    """An id in the case that the SPDX list gives it; unknown ones as they are."""
    return flags().spellings.get(identifier.lower(), identifier)


class Judgements(Struct, frozen=True):
    """What this project itself says of licenses; `known.json` explains each field."""

    common: frozenset[str]
    source_available: frozenset[str]
    restricted: frozenset[str]
    turning: frozenset[str]
    copyleft: Mapping[str, frozenset[str]]
    public_good: Mapping[str, frozenset[str]]
    names: Mapping[str, str]
    families: Mapping[str, str]
    exceptions: tuple[tuple[str, str, tuple[str, ...]], ...]
    holders: Mapping[str, tuple[str, ...]]


@cache
def judgements() -> Judgements:
    """The judgements that are shipped with the package."""
    data = json.decode(Path(__file__).with_name(_KNOWN).read_bytes())
    return Judgements(
        common=frozenset(data["common"]),
        source_available=frozenset(data["source_available"]),
        restricted=frozenset(data["restricted"]) | frozenset(data["source_available"]),
        turning=frozenset(data["turning"]),
        copyleft={strength: frozenset(ids) for strength, ids in data["copyleft"].items()},
        public_good={kind: frozenset(ids) for kind, ids in data["public_good"].items()},
        names=data["names"],
        families=data["families"],
        exceptions=tuple((name, family, tuple(wordings)) for name, family, wordings in data["exceptions"]),
        holders={name: tuple(said) for name, said in data["holders"].items()},
    )
