"""`--format`, once and several times: what goes where."""

import json
from pathlib import Path

import pytest

from oshealth.cli.outlets import Outlet, outlets
from oshealth.errors import AskedWrongly, UnknownName
from tests.cli.running import HEALTHY, a_repository, oshealth

KNOWN = ("terminal", "json", "sarif")
AS_OF = ("--as-of", "2026-06-30")


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project in good health."""
    return a_repository(tmp_path_factory.mktemp("work") / "healthy", HEALTHY)


@pytest.mark.parametrize(
    ("named", "output", "places"),
    [
        ((), None, [("terminal", None)]),
        (("json",), None, [("json", None)]),
        (("json",), "a.json", [("json", "a.json")]),
        (("json=b.json",), None, [("json", "b.json")]),
        (("json", "sarif=s"), "a.json", [("json", "a.json"), ("sarif", "s")]),
        (("json=a=b",), None, [("json", "a=b")]),
    ],
)
def test_what_goes_where(
    named: tuple[str, ...], output: str | None, places: list[tuple[str, str | None]]
) -> None:
    found = outlets(named, Path(output) if output else None, KNOWN)
    assert found == tuple(Outlet(name, Path(file) if file else None) for name, file in places)


@pytest.mark.parametrize(
    ("named", "output", "said", "hint"),
    [
        (("json", "sarif"), None, "several formats would go to stdout", "write --format NAME=FILE"),
        (("json=./x", "sarif=x"), None, "several formats would go to", "write --format NAME=FILE"),
        (("json=.",), None, "cannot write .: it is a folder", "name a file in it"),
        (("json=x",), "y", "nothing is left for --output: every format has a file", "leave --output out"),
        (("json=no/such/x",), None, "cannot write no/such/x: no folder no/such", "create it first"),
        (("json=",), None, "--format json= names no file", "write --format json=FILE"),
    ],
)
def test_what_would_overwrite_or_be_lost_is_refused(
    named: tuple[str, ...], output: str | None, said: str, hint: str
) -> None:
    with pytest.raises(AskedWrongly) as caught:
        outlets(named, Path(output) if output else None, KNOWN)
    assert str(caught.value).startswith(said)
    assert caught.value.hint == hint


def test_one_file_by_two_names_is_one_place(tmp_path: Path) -> None:
    """By a way round, or by a link: the second format would be written over the first."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "x")
    for other in ("folder/../x", "link"):
        with pytest.raises(AskedWrongly, match="several formats would go to"):
            outlets((f"json={tmp_path / 'x'}", f"sarif={tmp_path / other}"), None, KNOWN)


def test_a_format_that_is_not_there_gets_the_nearest_word() -> None:
    with pytest.raises(UnknownName) as caught:
        outlets(("sarf=x",), None, KNOWN)
    assert (str(caught.value), caught.value.hint) == ("unknown format 'sarf'", "did you mean 'sarif'?")


def test_several_formats_at_once(healthy: Path, tmp_path: Path) -> None:
    """Each to its place, the one without a file to stdout; no coloured byte in any of them."""
    files = {name: tmp_path / f"out.{name}" for name in ("json", "jsonl", "csv", "sarif", "junit", "badge")}
    named = [word for name, path in files.items() for word in ("--format", f"{name}={path}")]

    ran = oshealth(
        "audit", ".", *AS_OF, "--format", "markdown", *named, cwd=healthy, environ={"FORCE_COLOR": "1"}
    )

    assert (ran.code, ran.err, ran.out.splitlines()[0]) == (0, "", "## healthy")
    texts = {name: path.read_text("utf-8") for name, path in files.items()}
    assert "\x1b" not in "".join(texts.values()) + ran.out
    assert json.loads(texts["json"]) == json.loads(texts["jsonl"])
    assert texts["badge"].startswith("<svg ")
    assert json.loads(texts["sarif"])["version"] == "2.1.0"
    assert texts["csv"].startswith("repository,forge,revision,")
    assert texts["junit"].startswith('<?xml version="1.0" encoding="UTF-8"?>')


def test_formats_with_files_alone_leave_stdout_empty(healthy: Path, tmp_path: Path) -> None:
    """Nothing is said that was not asked for."""
    ran = oshealth("audit", ".", *AS_OF, "--format", f"json={tmp_path / 'r.json'}", cwd=healthy)
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_a_wrong_format_is_said_before_anything_is_looked_at(healthy: Path) -> None:
    ran = oshealth("audit", "./nowhere", "--format", "yml", cwd=healthy)
    assert (ran.code, ran.out, "unknown format 'yml'" in ran.err) == (2, "", True)
