"""Where words go: what cannot be written is said in one line, a reader that is gone is none, and no file is lost."""

import os
import subprocess
from pathlib import Path

import pytest

from oshealth.cli.writing import check, write
from oshealth.errors import AskedWrongly
from oshealth.rulebook.packs import corpus_folder
from tests.cli.running import PROGRAM, Ran, around, oshealth

FULL = "oshealth: error: cannot write to stdout: No space left on device\noshealth: hint: choose another --output\n"


def by_bash(script: str, folder: Path, *arguments: str) -> Ran:
    """Runs a script in which `"$0" "$@"` is `oshealth …`, with stdout buffered as it is for everybody."""
    ran = subprocess.run(
        ["bash", "-c", script, *PROGRAM, *arguments],
        cwd=folder,
        env=around(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


@pytest.mark.parametrize("verb", [("explain", "readme"), ("rules", "list"), ("--help",)])
def test_a_full_disk_behind_stdout_is_said(tmp_path: Path, verb: tuple[str, ...]) -> None:
    """However little or much there is to print, and whoever prints it."""
    assert by_bash('"$0" "$@" >/dev/full', tmp_path, *verb) == Ran(2, "", FULL)


@pytest.mark.parametrize("verb", [("explain", "readme"), ("rules", "list")])
def test_a_reader_that_has_seen_enough_is_no_mistake(tmp_path: Path, verb: tuple[str, ...]) -> None:
    """The exit code stays what it is, and nothing is said: `oshealth … | head` is no failure."""
    assert by_bash('"$0" "$@" | true; exit ${PIPESTATUS[0]}', tmp_path, *verb) == Ran(0, "", "")


def test_a_stderr_that_takes_nothing_changes_no_exit_code(tmp_path: Path) -> None:
    """Who asked wrongly has asked wrongly, whether or not they can be told."""
    assert by_bash('"$0" "$@" 2>/dev/full', tmp_path, "explain", "no-such-rule") == Ran(2, "", "")


def test_a_name_that_the_system_refuses_is_no_bug_of_ours(tmp_path: Path) -> None:
    """Whichever verb it is given to, and whatever that would do with it."""
    ran = oshealth("rules", "test", "n" * 300, cwd=tmp_path)

    said = f"oshealth: error: {'n' * 199}…: File name too long\noshealth: hint: check the name, and who may read it\n"
    assert ran == Ran(2, "", said)


def test_letters_that_a_terminal_does_not_have_are_spelled(tmp_path: Path) -> None:
    """A rule is shown where there is nothing but ASCII, and loses no word."""
    ran = oshealth("rules", "show", "readme", cwd=tmp_path, environ={"PYTHONIOENCODING": "ascii"})

    text = (corpus_folder() / "community" / "readme.yaml").read_text("utf-8")
    assert ran == Ran(0, text.encode("ascii", "backslashreplace").decode(), "")
    assert ran.out != text


def test_a_file_keeps_what_it_held_until_all_is_written(tmp_path: Path) -> None:
    """The draft takes its place, with the same rights; by a link, where the link leads."""
    file, link = tmp_path / "report", tmp_path / "link"
    file.write_text("old")
    file.chmod(0o640)
    link.symlink_to(file)

    write("new", link)

    assert (file.read_text(), file.stat().st_mode & 0o777, link.is_symlink()) == ("new", 0o640, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "report"]


def test_a_disk_that_is_full_takes_no_good_file_along(tmp_path: Path) -> None:
    """Bounds on the size of files stand for the disk: the old report is there, whole, and no draft is left.

    Python keeps no compiled module meanwhile: it would not notice that only the beginning was written. Nor is coverage
    measured, which would write files of its own.
    """
    (tmp_path / "report").write_text("old")
    script = 'unset ${!COVERAGE_@}; export PYTHONDONTWRITEBYTECODE=1; ulimit -f 8; trap "" XFSZ; "$0" "$@"'

    ran = by_bash(script, tmp_path, "facts", "--list", "--output", "report")

    said = "oshealth: error: cannot write report: File too large\noshealth: hint: choose another --output\n"
    assert ran == Ran(2, "", said)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("report", "old")]


def test_what_is_no_file_is_written_to_as_it_is(tmp_path: Path) -> None:
    """A pipe that another program reads, such as one that a shell makes of >(…)."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE, text=True) as reader:
        write("all of it", pipe)
        assert reader.stdout
        assert reader.stdout.read() == "all of it"


def test_a_place_that_takes_nothing_is_known_beforehand(tmp_path: Path) -> None:
    """A folder, a folder that is not there, a name that no disk holds: one line each, and what to do."""
    said = []
    for name in (".", "no/such/file", "n" * 300, "file"):
        try:
            said.append((check(tmp_path / name).name, ""))
        except AskedWrongly as error:
            said.append((str(error).replace(str(tmp_path), "…").replace("n" * 300, "nnn"), error.hint))

    assert said == [
        ("cannot write …: it is a folder", "name a file in it"),
        ("cannot write …/no/such/file: no folder …/no/such", "create it first"),
        ("cannot write …/nnn: File name too long", "choose another name"),
        ("file", ""),
    ]


def test_it_is_said_before_anything_is_looked_at(tmp_path: Path) -> None:
    """The target of these does not exist either, which would take a look to say."""
    for arguments in (
        ("audit", "./nowhere", "--format", "html=."),
        ("trend", "./nowhere", "--output", "no/such/file"),
        ("baseline", "write", "./nowhere", "--output", "no/such/file"),
    ):
        ran = oshealth(*arguments, cwd=tmp_path)
        assert (ran.code, ran.out, ran.err.splitlines()[0].partition(":")[2][:21]) == (
            2,
            "",
            " error: cannot write ",
        )
