"""Which of several commits made a finding come out differently, by the lines it rests on; and what is said where none can be
told.
"""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from oshealth.assessment import Finding
from oshealth.causes import cause_of, files_of
from oshealth.rulebook.probes import OutcomeName
from oshealth.snapshot import Evidence
from oshealth.sources.git.touches import Touch

GUIDE = "CONTRIBUTING.md"


def finding(outcome: OutcomeName, *evidence: Evidence) -> Finding:
    return Finding("sign-off", "governance", "Contributions are signed off", outcome, evidence=evidence)


def at(line: int, path: str = GUIDE) -> Evidence:
    return Evidence("path", path, line)


def counted(name: str, value: int) -> Evidence:
    return Evidence("fact", name=name, value=value)


def touches(*versions: str, path: str = GUIDE) -> list[Touch]:
    """Commits one after the other, from the first version to the last, the newest first; a version is named by its text."""
    steps = enumerate(pairwise(versions))
    found = [Touch(f"{number} {new}", number, path, "M", old, new) for number, (old, new) in steps]
    return found[::-1]


def lines(blob: str) -> Sequence[str]:
    return [] if blob == "binary" else blob.split("|")


def told(before: Finding, after: Finding, changes: Sequence[Touch]) -> tuple[str, str]:
    """Why, and by which commit."""
    cause = cause_of(before, after, changes, lines)
    return cause.why, cause.touch.commit if cause.touch else ""


def test_the_commit_that_brought_the_line_is_named() -> None:
    """Neither the one before it nor those after it, one of which writes the line otherwise."""
    changes = touches(
        "a",
        "a|b",
        "a|b|sign off each commit",
        "a|b|please sign off each commit",
        "x|b|please sign off each commit",
    )
    assert told(finding("fail"), finding("pass", at(3)), changes) == (
        "CONTRIBUTING.md changed",
        "1 a|b|sign off each commit",
    )


def test_the_commit_by_which_the_line_went_is_named() -> None:
    """Others came after it."""
    changes = touches("a|sign off", "sign off|b|a", "b|a", "b|c")
    assert told(finding("pass", at(2)), finding("fail"), changes) == ("CONTRIBUTING.md changed", "1 b|a")


def test_a_line_that_came_twice_came_by_the_second() -> None:
    """It had gone in between."""
    changes = touches("a", "a|sign off", "a", "a|sign off")
    assert told(finding("fail"), finding("pass", at(2)), changes)[1] == "2 a|sign off"


@pytest.mark.parametrize(
    "changes",
    [touches("a|sign off", "b|sign off", "c|sign off"), touches("a", "binary", "c|sign off")],
    ids=["the line was there before", "a version cannot be read"],
)
def test_where_no_line_tells_it_is_said_that_others_may_have_done_it(changes: list[Touch]) -> None:
    """The newest is named, and how many more there are."""
    assert told(finding("fail"), finding("pass", at(2)), changes) == (
        "CONTRIBUTING.md changed, as in 1 commit before",
        changes[0].commit,
    )


def test_a_finding_on_a_whole_file_has_no_line_to_go_by() -> None:
    """Three changed it."""
    changes = touches("a", "b", "c", "d")
    assert (
        told(finding("fail"), finding("pass", at(0)), changes)[0]
        == "CONTRIBUTING.md changed, as in 2 commits before"
    )


def test_the_only_commit_that_touched_it_did_it() -> None:
    """Whatever its lines."""
    changes = touches("a", "b")
    assert told(finding("fail"), finding("pass", at(0)), changes) == ("CONTRIBUTING.md changed", "0 b")


def test_a_file_that_came_came_by_the_commit_that_added_it() -> None:
    """Not by those that changed it afterwards; and one that went, by the one that removed it."""
    added = Touch("added", 5, GUIDE, "A", "0", "a")
    changes = [*touches("a", "a|b", "a|b|c"), added]
    assert told(finding("fail"), finding("pass", at(0)), changes) == ("CONTRIBUTING.md added", "added")
    gone = Touch("gone", 9, GUIDE, "D", "a|b|c", "0")
    assert told(finding("pass", at(0)), finding("fail"), [gone, *changes]) == (
        "CONTRIBUTING.md removed",
        "gone",
    )


def test_of_two_files_the_newest_change_that_tells_is_named() -> None:
    """The README got its line last, though the guide was touched later."""
    readme = touches("a", "a|chat", path="README.md")
    guide = touches("b|ask", "c|ask", "d|ask")
    after = finding("pass", at(2, "README.md"), at(2))
    assert told(finding("fail"), after, [*guide, *readme]) == ("README.md changed", "0 a|chat")


def test_a_count_of_history_is_moved_by_no_file() -> None:
    """Though a list of maintainers stands beside it."""
    before, after = (
        finding("pass", counted("contributors.absence_factor", count), at(1)) for count in (2, 1)
    )
    assert told(before, after, touches("a", "b")) == ("absence factor 2 to 1", "")


def test_a_count_of_what_stands_in_a_file_is_moved_by_the_file() -> None:
    """How many maintainers are listed."""
    before, after = (finding("pass", counted("maintainers.count", count), at(1)) for count in (2, 1))
    assert told(before, after, touches("a", "b")) == ("CONTRIBUTING.md changed", "0 b")


def test_what_rests_on_no_file_is_said_by_its_outcomes_or_by_what_it_rests_on() -> None:
    """As long as no file was touched."""
    assert told(finding("unknown"), finding("fail"), []) == ("unknown to fail", "")
    resting = Finding("roles", "governance", "Roles", "fail", rests_on="governance")
    assert told(finding("pass"), resting, []) == ("rests on governance", "")


def test_the_files_of_a_change_are_those_found_at_one_of_both() -> None:
    """Or, when none is, those found at both."""
    one, both = at(1, "a.md"), at(1, "b.md")
    assert files_of(finding("fail", both), finding("pass", both, one)) == ("a.md",)
    assert files_of(finding("pass", both, one), finding("fail", both)) == ("a.md",)
    assert files_of(finding("pass", both), finding("fail", both)) == ("b.md",)


def test_a_file_touched_without_end_is_looked_through_so_far() -> None:
    """A change log of a hundred versions: no more than 33 of them are read, from each side."""
    read: list[str] = []

    def noted(blob: str) -> Sequence[str]:
        read.append(blob)
        return lines(blob)

    versions = [f"{number}|a note" for number in range(100)]
    cause_of(finding("pass", at(2)), finding("fail", at(2)), touches(*versions), noted)
    assert len({*read}) == 66
