"""One repository over time: which moments, what each shows, and which change moved the score."""

import csv
import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest

from oshealth.assessment import Finding
from oshealth.auditing import Looking, Question, audit
from oshealth.errors import AskedWrongly
from oshealth.formats.schemas import trend_schema
from oshealth.reference import RepoRef
from oshealth.trend import Span, Trend, trend
from tests.cli.running import CONDUCT, oshealth
from tests.git_repos import ADA, BO, Made, a_repository, git

CY = "Cy Example <cy@example.org>"
TODAY = datetime(2026, 6, 30, 23, 59, 59, tzinfo=UTC)


def at(year: int, month: int, day: int = 15) -> int:
    return int(datetime(year, month, day, tzinfo=UTC).timestamp())


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two years of three people; a code of conduct comes in May 2025 and goes in March 2026; then Ada works alone."""
    commits = [
        Made(
            {"README.md": "# Thing\n\nIt counts birds.\n"} if number == 0 else {},
            by=by,
            at=at(year, month, day),
        )
        for number, (year, month, day, by) in enumerate(
            (year, month, day, by)
            for year, months in ((2024, range(7, 13)), (2025, range(1, 13)))
            for month in months
            for day, by in ((3, ADA), (9, BO), (17, CY))
        )
    ]
    conduct = Made(
        {"CODE_OF_CONDUCT.md": CONDUCT + "\n\nTell conduct@example.org.\n"}, by=BO, at=at(2025, 5, 20)
    )
    alone = [Made({}, by=ADA, at=at(2026, month, day)) for month in range(1, 7) for day in range(1, 28)]
    place = next(n for n, made in enumerate(commits) if made.at > conduct.at)
    folder = tmp_path_factory.mktemp("trend") / "repo"
    return a_repository(folder, [*commits[:place], conduct, *commits[place:], *alone])


@pytest.fixture(scope="module")
def found(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Trend:
    looking = Looking(as_of=TODAY, cache=tmp_path_factory.mktemp("cache"))
    return trend(RepoRef(path=str(repository)), Question(), looking, Span("3m"))


def test_every_quarter_since_the_first_commit(found: Trend) -> None:
    """The ends of quarters, and the last moment."""
    assert [f"{point.report.as_of:%Y-%m-%d}" for point in found.points] == [
        "2024-09-30", "2024-12-31", "2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31", "2026-03-31", "2026-06-30",
    ]  # fmt: skip


def test_each_point_is_the_audit_of_that_day(found: Trend, repository: Path, tmp_path: Path) -> None:
    """Same score, same commit, same findings with all their evidence: many audits for the price of few. Only the words
    for what git does not hold differ.
    """
    for point in found.points[::3]:
        single = audit(
            RepoRef(path=str(repository)), looking=Looking(as_of=point.report.as_of, cache=tmp_path)
        )
        assert (point.report.score, point.report.revision) == (single.score, single.revision)
        assert [_seen(one) for one in point.report.findings] == [_seen(one) for one in single.findings]


def _seen(finding: Finding) -> str:
    """A finding in all its parts, with one word for what is not seen."""
    return re.sub(
        "not known for the past|not asked of a forge|owner defaults not read", "unseen", repr(finding)
    )


def test_a_move_names_the_commit_that_made_it(found: Trend, repository: Path) -> None:
    """The code of conduct of May 2025, with the commit that added it and the points it brought."""
    commit = git(repository, "log", "--format=%H", "--", "CODE_OF_CONDUCT.md").split()[-1]
    move = next(move for move in found.moves if move.after.rule == "code-of-conduct")
    assert (move.why, move.commit, move.commit_at, move.at) == (
        "CODE_OF_CONDUCT.md added",
        commit,
        datetime(2025, 5, 20, tzinfo=UTC),
        datetime(2025, 6, 30, 23, 59, 59, tzinfo=UTC),
    )
    assert move.gain > 1


def test_a_move_without_a_commit_names_the_fact(found: Trend) -> None:
    """Nobody commits an absence factor."""
    moves = [move for move in found.moves if move.after.rule == "bus-factor" and move.gain < 0]
    assert [(move.why, move.commit) for move in moves][-1] == ("absence factor 2 to 1", "")


def test_moves_add_up_to_the_change_of_the_score(found: Trend) -> None:
    """Between two moments, within rounding."""
    for earlier, later in zip(found.points, found.points[1:], strict=False):
        before, after = earlier.report.score.score, later.report.score.score
        assert before is not None
        assert after is not None
        gains = sum(move.gain for move in found.moves if move.at == later.report.as_of)
        assert abs(after - before - gains) <= 2


@pytest.mark.parametrize(
    ("every", "first", "last", "expected"),
    [
        ("1y", (2020, 3, 1), (2022, 6, 5), ["2020-12-31", "2021-12-31", "2022-06-05"]),
        ("6m", (2020, 3, 1), (2021, 3, 1), ["2020-06-30", "2020-12-31", "2021-03-01"]),
        ("1m", (2024, 1, 31), (2024, 3, 31), ["2024-01-31", "2024-02-29", "2024-03-31"]),
        ("1y", (2024, 1, 1), (2024, 3, 1), ["2024-03-01"]),
    ],
)
def test_the_moments_of_a_span(
    every: str, first: tuple[int, int, int], last: tuple[int, int, int], expected: list[str]
) -> None:
    """The calendar's own steps, so that two runs meet at the same days."""
    begin, end = datetime(*first, tzinfo=UTC), datetime(*last, 12, tzinfo=UTC)
    assert [f"{moment:%Y-%m-%d}" for moment in Span(every).moments(begin, end)] == expected


@pytest.mark.parametrize("every", ["", "0m", "3", "3w", "-1m", "1000m", "m"])
def test_what_is_no_step_is_said(every: str) -> None:
    with pytest.raises(AskedWrongly):
        Span(every).moments(TODAY, TODAY)


def test_too_many_moments_are_refused() -> None:
    """A chart of a thousand columns tells nothing; a repository of 1970 must not cost that much."""
    with pytest.raises(AskedWrongly, match="more than 400"):
        Span("1m").moments(datetime(1970, 1, 1, tzinfo=UTC), TODAY)


def test_the_command_tells_it_in_three_formats(repository: Path) -> None:
    """A chart, JSON and CSV; people are in none of them."""
    asked = ("trend", ".", "--as-of", "2026-06-30", "--every", "6m", "--since", "2024-12-01")
    page, document, table = (
        oshealth(*asked, *more, cwd=repository) for more in ((), _as("json"), _as("csv"))
    )
    assert (page.code, document.code, table.code) == (0, 0, 0)
    assert "code-of-conduct CODE_OF_CONDUCT.md added" in " ".join(page.out.split())
    told = json.loads(document.out)
    jsonschema.validate(told, trend_schema(), jsonschema.Draft202012Validator)
    assert told["names_people"] is False
    points = told["points"]
    assert [point["as_of"] for point in points] == [
        "2024-12-31T23:59:59Z",
        "2025-06-30T23:59:59Z",
        "2025-12-31T23:59:59Z",
        "2026-06-30T23:59:59Z",
    ]
    rows = list(csv.DictReader(table.out.splitlines()))
    assert [row["score"] for row in rows] == [str(point["score"]) for point in points]
    assert rows[-1]["contributors.absence_factor"] == "1"
    for ran in (page, document, table):
        assert "Ada" not in ran.out


def test_however_many_processes_share_the_work_they_tell_the_same(repository: Path) -> None:
    """All 24 months to the byte, by one process, by two and by three; what is no number of processes is refused."""
    asked = ("trend", ".", "--as-of", "2026-06-30", "--every", "1m", *_as("json"))
    one, two, three, default = (
        oshealth(*asked, *jobs, cwd=repository)
        for jobs in (("--jobs", "1"), ("--jobs", "2"), ("--jobs", "3"), ())
    )
    assert (one.code, len(json.loads(one.out)["points"])) == (0, 24)
    assert {ran.out for ran in (two, three, default)} == {one.out}
    assert oshealth(*asked, "--jobs", "-1", cwd=repository).code == 2


_COUNTED = """
import os, sys
from datetime import UTC, datetime
from oshealth.auditing import Looking, Question
from oshealth.reference import RepoRef
from oshealth.trend import Span, trend
copies = []
os.register_at_fork(after_in_parent=lambda: copies.append(1))
looking = Looking(as_of=datetime(2026, 6, 30, tzinfo=UTC))
for processes in (1, 2, 9):
    trend(RepoRef(path="."), Question(), looking, Span(sys.argv[1]), processes=processes)
    print(len(copies))
    copies.clear()
"""


@pytest.mark.parametrize(("every", "copies"), [("1m", ["0", "1", "1"]), ("3m", ["0", "0", "0"])])
def test_processes_share_what_is_worth_it(repository: Path, every: str, copies: list[str]) -> None:
    """Of 24 moments two processes have enough to do, of eight there is too little to share."""
    told = subprocess.run(
        [sys.executable, "-c", _COUNTED, every], cwd=repository, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == copies


def _as(name: str) -> tuple[str, str]:
    return "--format", name


def test_an_unknown_fact_is_asked_wrongly(repository: Path) -> None:
    """With the nearest right word."""
    ran = oshealth("trend", ".", "--fact", "contributors.absence", cwd=repository)
    assert (ran.code, "did you mean" in ran.err) == (2, True)


def test_of_several_commits_to_a_file_the_one_that_moved_it_is_named(tmp_path: Path) -> None:
    """Between two quarters a guide is mended, gets its sentence on signing off, and is mended again twice."""
    guide = "# Contributing\n\nOpen a pull request. It needs a test and a review.\n"
    signed = f"{guide}\nPlease sign off each commit, as the Developer Certificate of Origin asks.\n"
    made = [
        Made({"README.md": "# Thing\n\nIt counts birds.\n", "CONTRIBUTING.md": guide}, at=at(2025, 1)),
        Made({"CONTRIBUTING.md": guide.replace("needs", "wants")}, at=at(2025, 4, 2)),
        Made({"CONTRIBUTING.md": signed}, at=at(2025, 4, 9)),
        Made({"CONTRIBUTING.md": signed.replace("Please sign", "Sign")}, at=at(2025, 5, 2)),
        Made({"CONTRIBUTING.md": signed.replace("# Contr", "# How to contr")}, at=at(2025, 6, 2)),
    ]
    repository = a_repository(tmp_path / "repo", made)
    found = trend(RepoRef(path=str(repository)), Question(), Looking(as_of=TODAY, cache=tmp_path / "cache"))
    move = next(move for move in found.moves if move.after.rule == "inbound-rights")
    assert (move.before.outcome, move.after.outcome) == ("needs_human", "pass")
    assert (move.why, f"{move.commit_at:%Y-%m-%d}") == ("CONTRIBUTING.md changed", "2025-04-09")
