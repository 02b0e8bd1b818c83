"""Identification of real license files, beside the peers that are here: 1 716 of packages and repositories, labelled by hand.

    python -m tests.benchmarks.licensing_real kept [--mirrors DIR] [--half PART] [--show]

`licensing_real.tsv`, `licensing_fresh.tsv`, `licensing_later.tsv`, `licensing_third.tsv` and `licensing_fourth.tsv` say of
each file where it is, the SHA-256 of its bytes, its kind and what it is; the texts themselves are fetched into the folder
`kept` by pip, npm and git when they are not there yet (--mirrors: bare clones called OWNER+NAME/repo). Every label was
given by reading the file beside the published text and what its package declares, before anything was measured. The half to
which a file belongs follows from the hash of its package's or repository's name: what was seen in a tuning half changed the
program, what is in the other was reported first (137 of 141 right, 0 wrong) and mended from afterwards. The fresh files
were collected and labelled after that, from other repositories, and measured once before they changed anything: 59 of 60
right, 0 wrong, of the 40 commonest licenses. The later ones, from yet other packages and repositories and without a text
that any earlier list had, are two halves again: before they changed anything 123 of 123 were right in the one, 138 of 141
in the other, 0 wrong. The third list, of 541 files with many of rare licenses, was labelled by somebody who had never seen
the matcher: 409 of 418 right, 0 wrong. The fourth, of 360 files as repositories and packages have them (most are MIT), was
labelled in the same way while the program was mended from the third: 330 of 333 right, 0 wrong. The first four lists have
changed the program since: what they give now says what it was made from, not what it does with files that nobody has seen.
Kinds: one license, several in one file, a notice that only names one, a license reworded or with clauses of its own
(changed), translated, another license that SPDX does not list (other), or none at all.
"""

import argparse
import hashlib
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from tests.benchmarks.licensing import measured
from tests.benchmarks.licensing_cases import COMMONEST, Case, folded, ids_of
from tests.benchmarks.licensing_tools import tools

LABELS: Final = Path(__file__).with_name("licensing_real.tsv")
FRESH: Final = Path(__file__).with_name("licensing_fresh.tsv")
LATER: Final = Path(__file__).with_name("licensing_later.tsv")
THIRD: Final = Path(__file__).with_name("licensing_third.tsv")
FOURTH: Final = Path(__file__).with_name("licensing_fourth.tsv")
HALVES: Final = ("tune", "report")
PARTS: Final = (*HALVES, "fresh", "later-tune", "later-report", "third", "fourth")
_WHOLE: Final = {FRESH: "fresh", THIRD: "third", FOURTH: "fourth"}
_COMMONEST: Final = frozenset(map(folded, COMMONEST))


class Place(NamedTuple):
    """Where a file is: in which kind of place, in what of which version, under which path."""

    forge: str
    name: str
    version: str
    path: str


class Labelled(NamedTuple):
    """One file: where it is, the SHA-256 of its bytes, its kind, and the licenses that it is (several readings may stand)."""

    place: Place
    digest: str
    kind: str
    readings: tuple[frozenset[str], ...]
    listed: Path

    @property
    def half(self) -> str:
        """The part of the files to which it belongs: fresh, or a half by the name of its package or repository alone."""
        if self.listed in _WHOLE:
            return _WHOLE[self.listed]
        half = HALVES[int(hashlib.sha256(self.place.name.encode()).hexdigest()[:8], 16) % 2]
        return f"later-{half}" if self.listed == LATER else half


def labels() -> Iterator[Labelled]:
    """Every file of the five lists."""
    for path in (LABELS, FRESH, LATER, THIRD, FOURTH):
        for line in path.read_text("utf-8").splitlines():
            where, digest, kind, said = line.split("\t")
            readings = tuple(ids_of(one) for one in said.split(" | "))
            yield Labelled(place_of(where), digest, kind, readings, path)


def place_of(where: str) -> Place:
    """`pypi:NAME==VERSION:PATH`, `npm:NAME@VERSION:PATH` or `git:OWNER/NAME@COMMIT:PATH`."""
    forge, _, rest = where.partition(":")
    what, _, path = rest.partition(":")
    name, _, version = what.rpartition("==" if forge == "pypi" else "@")
    return Place(forge, name, version, path)


def case_of(labelled: Labelled, content: bytes) -> Case:
    """The file as a case of the benchmark."""
    truth, *also = labelled.readings
    among = any(reading and reading <= _COMMONEST for reading in labelled.readings)
    kind = f"{labelled.kind} (40 commonest)" if labelled.kind == "one" and among else labelled.kind
    return Case(f"{labelled.half}: {kind}", truth, content.decode("utf-8", "replace"), frozenset(also))


def content_of(labelled: Labelled, kept: Path, mirrors: Path | None) -> bytes | None:
    """The bytes of a file, fetched when they are not kept yet; None when they cannot be had or are others by now."""
    copy = kept / labelled.digest
    if not copy.exists():
        try:
            content = fetched(labelled.place, kept, mirrors)
        except (
            OSError,
            LookupError,
            StopIteration,
            subprocess.CalledProcessError,
            zipfile.BadZipFile,
            tarfile.TarError,
        ):
            return None
        if hashlib.sha256(content).hexdigest() != labelled.digest:
            return None
        copy.write_bytes(content)
    return copy.read_bytes()


def fetched(place: Place, kept: Path, mirrors: Path | None) -> bytes:
    """The bytes of a file by the ordinary client of its kind of place."""
    if place.forge == "pypi":
        return from_pypi(place, kept)
    if place.forge == "npm":
        return from_npm(place, kept)
    mirror = mirrors / place.name.replace("/", "+") / "repo" if mirrors else None
    return from_git(place, mirror if mirror and mirror.exists() else cloned(place, kept))


def from_pypi(place: Place, kept: Path) -> bytes:
    """Out of the wheel, which pip downloads."""
    folder = kept / f"{place.name}-{place.version}"
    asked = f"{place.name}=={place.version}"
    ran(
        sys.executable,
        "-m",
        "pip",
        "download",
        "-q",
        "--no-deps",
        "--only-binary=:all:",
        "-d",
        str(folder),
        asked,
    )
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        return wheel.read(place.path)


def from_npm(place: Place, kept: Path) -> bytes:
    """Out of the package, which npm packs."""
    packed = ran("npm", "pack", "--silent", f"{place.name}@{place.version}", "--pack-destination", str(kept))
    with tarfile.open(kept / packed.decode().split()[-1]) as package:
        inside = next(member for member in package if member.name.partition("/")[2] == place.path)
        opened = package.extractfile(inside)
        return opened.read() if opened else b""


def cloned(place: Place, kept: Path) -> Path:
    """A bare repository that holds the one commit, without the contents of its files."""
    folder = kept / place.name.replace("/", "+")
    ran("git", "init", "-q", "--bare", str(folder))
    address = f"https://github.com/{place.name}"
    ran("git", "-C", str(folder), "remote", "add", "origin", address)
    ran("git", "-C", str(folder), "fetch", "-q", "--depth=1", "--filter=blob:none", "origin", place.version)
    return folder


def from_git(place: Place, folder: Path) -> bytes:
    """Out of a repository."""
    return ran("git", "-C", str(folder), "cat-file", "blob", f"{place.version}:{place.path}")


def ran(*command: str) -> bytes:
    """What a command prints; raises CalledProcessError when it fails."""
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def main() -> None:
    """Measure ours and every installed peer on the files of one half or both."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("kept", type=Path)
    asked.add_argument("--mirrors", type=Path)
    asked.add_argument("--half", choices=PARTS)
    asked.add_argument("--show", action="store_true")
    given = asked.parse_args()
    given.kept.mkdir(parents=True, exist_ok=True)
    wanted = [one for one in labels() if given.half in {None, one.half}]
    contents = [(one, content_of(one, given.kept, given.mirrors)) for one in wanted]
    missing = [one.place.name for one, content in contents if content is None]
    print(f"{len(wanted)} files, {len(missing)} not to be had: {', '.join(missing[:20])}")
    cases = [case_of(one, content) for one, content in contents if content is not None]
    with tools() as found:
        for name, tool in found.items():
            measured(name, tool, cases, given.show and name == "oshealth")


if __name__ == "__main__":
    main()
