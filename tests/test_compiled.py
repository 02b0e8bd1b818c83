"""Expressions kept in their compiled form: the same as compiled anew, and never trusted when they may be another's."""

import marshal
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from oshealth import compiled as kept
from tests.git_repos import Made, a_repository

WORDS = r"(?P<first>gr[ae]y|blue) (?P<second>\w+)"
USE = "from oshealth.compiled import compiled; print(compiled(r'(?i)gr[ae]y (b*)', 8).search('a GREY bb').groups())"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, of which nothing is known yet."""
    monkeypatch.setenv("OSHEALTH_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(kept, "_kept", None)
    return tmp_path / "cache"


def used(cache: Path, code: str = USE) -> str:
    """What a process of its own prints that uses an expression, with nothing said on stderr."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={**os.environ, "OSHEALTH_CACHE": str(cache)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout


def the_file(cache: Path) -> Path:
    (found,) = cache.glob("patterns-*")
    return found


def test_every_expression_of_an_audit_is_what_the_standard_library_makes_of_it(cache: Path) -> None:
    """All that the program asks for while it loads and reads are equal, flag by flag and code by code."""
    used(cache, "from oshealth.facts import CATALOGUE; import oshealth.formats.terminal; dict(CATALOGUE)")
    forms = kept._read(the_file(cache))
    different = [
        text for (text, flags), form in forms.items() if kept._engine(text, form) != re.compile(text, flags)
    ]
    assert (len(forms) > 200, different) == (True, [])


def test_a_kept_expression_finds_what_a_fresh_one_finds(cache: Path) -> None:
    """Names, groups, flags and places are the same."""
    used(cache, f"from oshealth.compiled import compiled; compiled({WORDS!r}, {int(re.IGNORECASE)})")
    again = kept.compiled(WORDS, re.IGNORECASE)
    found = again.search("a Gray day")
    assert found
    assert (found.groupdict(), found.span("second")) == (
        {"first": "Gray", "second": "day"},
        (7, 10),
    )
    assert (again.pattern, again.flags, again.groups) == (WORDS, int(re.IGNORECASE | re.UNICODE), 2)


def test_the_second_process_takes_nothing_apart(cache: Path) -> None:
    """What was kept is used: the parser of expressions is not asked again."""
    used(cache)
    without = "import platformdirs, re; parse, re._parser.parse = re._parser.parse, None"
    assert used(cache, f"{without}\n{USE}\nre._parser.parse = parse") == "('bb',)\n"


def test_what_a_library_compiles_as_it_is_loaded_is_kept_too(cache: Path, tmp_path: Path) -> None:
    """And nothing of what comes after it; a second process loads it without taking its expressions apart."""
    (tmp_path / "wings.py").write_text("import re\nBEAT = re.compile('fl(a|u)p+', re.I)\n")
    begin = f"import pathlib, re, sys; sys.path.insert(0, {str(tmp_path)!r}); usual = re.compile\n"
    load = "from oshealth.compiled import while_loading\nwith while_loading(): import wings\n"
    said = "print(re.compile is usual, re.compile('lift').pattern, wings.BEAT.match('FLUPP')[1])"
    assert used(cache, f"{begin}{load}{said}") == "True lift U\n"
    kept_of = set(kept._read(the_file(cache)))
    without, again = "parse, re._parser.parse = re._parser.parse, None\n", "re._parser.parse = parse\n"
    assert used(cache, f"{begin}{without}{load}{again}{said}") == "True lift U\n"
    assert (kept_of, set(kept._read(the_file(cache)))) == ({("fl(a|u)p+", int(re.I))}, kept_of)


def test_nothing_of_a_repository_is_kept(cache: Path, tmp_path: Path) -> None:
    """Expressions are made of rules and facts, never of what is read: repositories of other names, which say a part of what
    the first one says, bring none, so that the file cannot grow with a list.
    """
    said = {
        "swift": "",
        "kite": "Questions are welcome in our chat. Decisions are made by lazy consensus of the maintainers.",
        "lark": "Decisions are made by majority vote; pull requests are reviewed within 3 days. Ask for help.",
    }
    said["swift"] = " ".join(said.values())
    kept_then = []
    for name, text in said.items():
        own = f"# {name.title()}\n\n{name} is deprecated, and {name} is in maintenance mode.\n\n{text}\n"
        a_repository(
            tmp_path / name, [Made({"README.md": own, "GOVERNANCE.md": f"# Governance\n\n{text}\n"})]
        )
        audited = [
            sys.executable,
            "-m",
            "oshealth",
            "audit",
            str(tmp_path / name),
            "--profile",
            "funder",
            "--quiet",
        ]
        subprocess.run(
            audited, env={**os.environ, "OSHEALTH_CACHE": str(cache)}, check=True, capture_output=True
        )
        kept_then.append(set(kept._read(the_file(cache))))
    assert (len(kept_then[0]) > 200, kept_then[2] - kept_then[0]) == (True, set())


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda data: data[: len(data) // 2], id="cut"),
        pytest.param(lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:], id="one bit"),
        pytest.param(lambda data: b"\x00" * len(data), id="zeros"),
    ],
)
def test_a_spoilt_file_is_made_anew(cache: Path, spoil: object) -> None:
    """Nobody notices, but that the next start is quick again."""
    assert callable(spoil)
    used(cache)
    whole = the_file(cache).read_bytes()
    the_file(cache).write_bytes(spoil(whole))
    assert used(cache) == "('bb',)\n"
    assert the_file(cache).read_bytes() == whole


def test_a_file_that_others_may_write_is_not_read(cache: Path) -> None:
    """What stands in it runs in our process: it is ours, or it is nothing."""
    used(cache)
    the_file(cache).chmod(0o622)
    assert kept._read(the_file(cache)) == {}
    the_file(cache).chmod(0o600)
    assert len(kept._read(the_file(cache))) == 1


def test_a_file_that_grows_too_large_begins_again_with_what_was_used(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Expressions that no version of the program asks for any more do not stay for ever."""
    used(cache)
    kept.compiled(WORDS, re.IGNORECASE)
    assert kept._kept is not None
    assert len(kept._kept.forms) == 2
    monkeypatch.setattr(kept, "MOST_BYTES", len(marshal.dumps(kept._kept.forms)) - 1)
    kept._kept.write()
    assert [*kept._read(the_file(cache))] == [(WORDS, int(re.IGNORECASE))]


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "cache").write_text("in the way")
    assert used(tmp_path / "cache") == "('bb',)\n"


def test_a_disk_that_is_full_is_left_clean(tmp_path: Path) -> None:
    """Neither half a file of patterns nor half a file of rules stays in the cache."""
    code = "import atexit, resource, signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    code += "size, (soft, hard) = resource.RLIMIT_FSIZE, resource.getrlimit(resource.RLIMIT_FSIZE)\n"
    code += "atexit.register(resource.setrlimit, size, (soft, hard))\n"  # others write at the end too
    code += "resource.setrlimit(size, (20, hard))\n"
    code += "from oshealth.rulebook import Rulebook; print(len(Rulebook.load().rules) > 50)"
    assert used(tmp_path / "cache", code) == "True\n"
    assert [*(tmp_path / "cache").iterdir()] == []


@pytest.mark.usefixtures("cache")
def test_a_wrong_expression_is_refused_as_ever() -> None:
    """An error of ours is seen at once."""
    with pytest.raises(re.error, match="missing \\), unterminated subpattern"):
        kept.compiled("(")
