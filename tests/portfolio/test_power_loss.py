"""The power fails: what was reported as durable is there, a torn end is left out, and the same command goes on.

What a disk may hold then is built from the ledger's files as they were before and after each transaction: whatever was
handed over by fsync is there, and of what came later any sectors may be new, old or empty.
"""

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import replace

from oshealth.portfolio.batch import Moment, Stage
from oshealth.portfolio.kept import Kept, keep
from oshealth.portfolio.ledger import FILE, Ledger, open_ledger
from oshealth.portfolio.values import Run
from oshealth.reference import RepoRef
from tests.formats.reports import NOW, healthy
from tests.portfolio.made import a_place, went
from tests.portfolio.told import ASKED

SECTOR, PAGE, LOG = 512, 4096, f"{FILE}-wal"


class Disk(Struct, frozen=True):
    """The ledger's two files, and the targets that were reported as durable when they were so."""

    base: bytes
    log: bytes
    durable: frozenset[str]

    @classmethod
    def of(cls, folder: Path, durable: frozenset[str]) -> "Disk":
        return cls((folder / FILE).read_bytes(), (folder / LOG).read_bytes(), durable)

    def laid(self, folder: Path) -> Path:
        """The folder that is found when the power is back."""
        folder.mkdir()
        (folder / FILE).write_bytes(self.base)
        (folder / LOG).write_bytes(self.log)
        return folder


def torn(old: bytes, new: bytes, size: int, chance: random.Random) -> bytes:
    """Some of the parts of a file are new, others as before, and some that were not there before empty."""
    found = []
    for start in range(0, len(new), size):
        before = old[start : start + size] or bytes(len(new[start : start + size]))
        found.append(chance.choice((before, new[start : start + size])))
    return b"".join(found)


def cut(old: bytes, new: bytes, chance: random.Random) -> bytes:
    """What was written up to some byte, and behind it what was there before."""
    end = next(
        (at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new))
    )
    place = chance.randint(end, len(new))
    return new[:place] + old[place:]


def results() -> Iterator[Kept]:
    """Sixty results of different size."""
    for number in range(60):
        ref = RepoRef.parse(f"example/r{number}")
        told = replace(healthy(), ref=ref, notes=tuple(f"note {n} of {number}" for n in range(number * 40)))
        yield keep(str(ref), told, "git", NOW)


@pytest.fixture
def disks(tmp_path: Path) -> list[Disk]:
    """The disk after each of sixty transactions; every few of them the log is carried over into the file."""
    found: list[Disk] = []
    durable: frozenset[str] = frozenset()
    with open_ledger(tmp_path / "out") as ledger:
        assert ledger.table.execute("PRAGMA synchronous").fetchone() == (
            2,
        )  # by which commits are handed over
        ledger.table.execute("PRAGMA wal_autocheckpoint = 12")
        run = ledger.begin(ASKED, [one.target for one in results()], NOW, NOW)
        for one in results():
            ledger.note(run, [one])
            durable |= {one.target}
            found.append(Disk.of(tmp_path / "out", durable))
    return found


def is_sound(ledger: Ledger) -> bool:
    return ledger.table.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def seen(folder: Path) -> frozenset[str]:
    """The targets in a ledger that is sound and of which every result can be read."""
    with open_ledger(folder) as ledger:
        assert is_sound(ledger)
        found = list(ledger.all_kept(ledger.runs()[0]))
    assert {one.entry().kind for one in found} == {"report"}
    return frozenset(one.target for one in found)


def test_a_log_that_was_half_written_keeps_what_was_durable_before(tmp_path: Path, disks: list[Disk]) -> None:
    """Cut at any byte, or torn by sectors; what is there beyond is the next result, whole, or nothing."""
    chance = random.Random(8)  # noqa: S311 - places to cut at, no secret
    assert (
        len({len(disk.base) for disk in disks}) > 5
    )  # the log was carried over, and begun again, several times
    for trial in range(80):
        before, after = (disks[at := chance.randrange(59)], disks[at + 1])
        log = cut(before.log, after.log, chance) if trial % 2 else torn(before.log, after.log, SECTOR, chance)
        found = seen(replace(before, log=log).laid(tmp_path / str(trial)))
        assert found in (before.durable, after.durable)


def test_a_file_that_was_half_written_is_made_whole_by_the_log(tmp_path: Path, disks: list[Disk]) -> None:
    """The power fails while the log is carried over into the file: the log has it all."""
    chance = random.Random(9)  # noqa: S311 - pages to tear, no secret
    pairs = [(one, other) for one, other in itertools.pairwise(disks) if one.base != other.base]
    assert len(pairs) > 5
    for trial in range(40):
        before, after = chance.choice(pairs)
        base = torn(before.base, after.base, PAGE, chance)
        assert seen(replace(after, base=base).laid(tmp_path / str(trial))) == after.durable


def test_the_same_command_goes_on_after_the_power_failed(tmp_path: Path) -> None:
    """A real run, and what it left at two moments: nothing that was durable is looked at again, all else once."""
    disks: list[Disk] = []

    def watch(step: Run | Stage | Moment) -> None:
        if isinstance(step, Moment):
            known = disks[-1].durable if disks else frozenset()
            fresh = frozenset(one.target for one in step.fresh)
            disks.append(Disk.of(place.folder / "out", known | fresh))

    chance = random.Random(10)  # noqa: S311 - places to cut at, no secret
    with a_place(tmp_path, 4) as place:
        name = place.a_list(4)
        whole = went(place, name, "git", watch=watch).answers
        for at in (0, 2):
            before, after = disks[at], disks[at + 1]
            (place.folder / "out").rename(place.folder / f"before-{at}")
            replace(before, log=cut(before.log, after.log, chance)).laid(place.folder / "out")
            resumed = went(place, name, "git")
            assert resumed.stages[0].answered >= len(before.durable) > 0
            assert set(resumed.answers) == set(whole)
            assert set(place.counted().values()) == {1}
