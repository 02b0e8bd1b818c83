"""License files made to break or mislead a reader, read from real repositories: bounded time and memory, honest answers."""

import tracemalloc
from pathlib import Path

import pytest

from oshealth.auditing import Looking, Question, case_of
from oshealth.facts.licensing import Identification, identify
from oshealth.snapshot import Unknown
from tests.facts.licensing.texts import MIT, published
from tests.git_repos import Made, a_repository

LICENSE_ONLY = Question(select=("open-license",))
MEGABYTE = 1 << 20


def standing(folder: Path, files: dict[str, bytes]) -> tuple[str, str]:
    """What the gate hears of these files in a repository, and the expression or why there is none."""
    a_repository(folder, [Made(files)])
    facts = case_of(
        str(folder), question=LICENSE_ONLY, looking=Looking(cache=folder.parent / "cache")
    ).facts()
    word, expression = facts.get("license.standing"), facts.get("license.expression")
    said = word.reason if isinstance(word, Unknown) else str(word.value)
    return said, expression.reason if isinstance(expression, Unknown) else str(expression.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", ("none", "no license file was found")),
        (b"\x00\x01\xfe\xff" * 5_000, ("LICENSE: binary", "LICENSE: binary")),
        (b"GIF89a" + bytes(range(1, 256)) * 40, ("unclear", "LICENSE is no license text that is known")),
        (MIT.encode("utf-16"), ("open", "MIT")),
        (MIT.encode("utf-16-be"), ("open", "MIT")),
        (MIT.encode("utf-16-le"), ("open", "MIT")),
        (b"\x01\x00\x02\x00\x41\x00" * 500, ("LICENSE: binary", "LICENSE: binary")),
        (b"\xef\xbb\xbf" + MIT.encode(), ("open", "MIT")),
        (MIT.replace("\n", " ").encode(), ("open", "MIT")),
        (MIT.replace("\n", "\r").encode(), ("open", "MIT")),
        (MIT.encode() + b"\x00", ("LICENSE: binary", "LICENSE: binary")),
        (b"version https://git-lfs.github.com/spec/v1\n", ("LICENSE: kept in Git LFS, not in git",) * 2),
        (b"permission " * 80_000, ("unclear", "LICENSE is no license text that is known")),
    ],
    ids=[
        "empty",
        "binary",
        "nearly binary",
        "UTF-16 with its mark",
        "UTF-16 without, big end first",
        "UTF-16 without, little end first",
        "numbers of two bytes",
        "UTF-8 with a mark",
        "one line",
        "old line ends",
        "a null at the end",
        "kept elsewhere",
        "one endless line",
    ],
)
def test_a_damaged_license_file_gets_an_honest_answer(
    tmp_path: Path, content: bytes, said: tuple[str, str]
) -> None:
    assert standing(tmp_path / "repository", {"LICENSE": content}) == said


def test_a_license_of_fifty_megabytes_is_not_read(tmp_path: Path) -> None:
    huge = MIT.encode() + b"x" * (50 * MEGABYTE)
    reason = f"LICENSE: too large: {len(huge)} bytes, at most {MEGABYTE} are read"
    assert standing(tmp_path / "repository", {"LICENSE": huge}) == (reason, reason)


def test_many_long_licenses_end_in_time(tmp_path: Path) -> None:
    """What is read of all of them together is bounded, not only of each."""
    gpl = published("GPL-3.0-only").encode()
    large = gpl * (MEGABYTE // len(gpl))
    files = {f"LICENSE-{number}": large + str(number).encode() for number in range(20)}
    reason = "LICENSE-11: the license files before it are too long together"
    assert standing(tmp_path / "repository", files) == (reason, reason)


@pytest.mark.parametrize(
    ("start", "piece", "times", "end"),
    [
        ("", "permission is hereby granted ", 1_500_000, ""),
        ("", "x", 50_000_000, ""),
        ("", "\x00", 20_000_000, ""),
        ("", "(c) ", 5_000_000, ""),
        ("", "copyright 2020 ", 2_000_000, ""),
        ("", "SPDX-License-Identifier: ", 500_000, ""),
        ("SPDX-License-Identifier: ", "(", 5_000_000, ""),
        ("", "\u0301", 5_000_000, ""),
        ("", "&amp;", 4_000_000, "<p>"),
        ("", "# Install\n", 1_000_000, ""),
        ("", "1.0.0\n", 2_000_000, ""),
        ("", "gnu general public license version ", 500_000, ""),
    ],
    ids=[
        "a grant for ever",
        "one word",
        "nulls",
        "signs",
        "copyright lines",
        "tags",
        "brackets",
        "accents",
        "entities",
        "headings",
        "releases",
        "notices",
    ],
)
def test_whatever_the_text_it_is_answered_in_bounded_memory(
    start: str, piece: str, times: int, end: str
) -> None:
    text = start + piece * times + end
    tracemalloc.start()
    found = identify(text)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.verdict != "sure"
    assert most < 250 * MEGABYTE


def test_nulls_between_the_letters_do_not_hide_a_license() -> None:
    assert identify("\x00".join(MIT)).expression == "MIT"


@pytest.mark.parametrize(
    "text",
    [
        "# example\n\n[![build](https://ci.example.org/b.svg)](https://ci.example.org)\n\n## Usage\n\nRun it.\n\n"
        f"## License\n\n{MIT}",
        f"# example\n\n## Installation\n\n    npm install example\n\n## License\n\n{MIT}",
        "Changes\n=======\n\n"
        + "".join(f"1.2.{n} (2020-01-0{n})\n- mended a fault\n\n" for n in range(1, 9))
        + MIT,
    ],
    ids=["badge and usage", "installation", "releases"],
)
def test_a_manual_that_carries_a_license_is_no_license(text: str) -> None:
    assert identify(text) == Identification()
