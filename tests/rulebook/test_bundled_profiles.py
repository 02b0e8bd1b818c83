"""The profiles that come with oshealth: what they need, and which letters the community profile forbids."""

from collections.abc import Mapping

import pytest

from oshealth.facts import facts_of
from oshealth.rulebook import Rulebook
from oshealth.rulebook.probes import Ground
from oshealth.snapshot import Snapshot
from tests.builders import Work, a_snapshot

LIBRARY = {"pyproject.toml": "[build-system]\nrequires = ['x']\n[project]\nname = 'thing'\n", "thing.py": ""}
SETTLED = {"1.0.0": 3000.0, "1.1.0": 2900.0, "1.2.0": 2800.0, "1.3.0": 2700.0}


@pytest.fixture(scope="module")
def community() -> Rulebook:
    """The default profile over the bundled rules."""
    return Rulebook.load("community")


def caps(book: Rulebook, seen: Snapshot) -> list[str]:
    """The limits that hold, as letters."""
    ground = Ground(facts_of(seen))
    return [limit.at_most for limit in book.profile.limits if limit.when.ask(ground).verdict == "yes"]


def library(days_ago: float, last_release: float) -> Snapshot:
    """A small library of twelve years whose newest commit and release are so old."""
    work = [Work(days_ago=days_ago, times=40, every=100)]
    return a_snapshot(LIBRARY, work, {**SETTLED, "1.4.0": last_release})


@pytest.mark.parametrize("profile", ["community", "ci"])
def test_shares_are_whole(profile: str) -> None:
    """Percent of one score, and every category that has a share has rules."""
    book = Rulebook.load(profile)

    assert sum(book.profile.categories.values()) == 100
    assert {rule.category for rule in book.rules} == set(book.profile.categories)


def test_ci_is_community_without_the_conversation(community: Rulebook) -> None:
    """It asks for no issues or change requests, and wants to see more of the rest."""
    book = Rulebook.load("ci")

    assert "conversation" not in book.needs.groups
    assert book.profile.categories == community.profile.categories
    assert (community.profile.minimum_coverage, book.profile.minimum_coverage) == (50, 60)


@pytest.mark.parametrize(
    ("days_ago", "last_release", "expected"),
    [
        (10, 400, []),
        (400, 500, ["D"]),
        (400, 100, []),
        (800, 900, ["D"]),
        (1100, 1200, ["F", "D"]),
    ],
)
def test_a_quiet_library_may_rest_longer(
    community: Rulebook, days_ago: float, last_release: float, expected: list[str]
) -> None:
    """A year without a commit caps the letter unless it was released since; three years fail it."""
    assert caps(community, library(days_ago, last_release)) == expected


@pytest.mark.parametrize(
    ("files", "work", "expected"),
    [
        ({}, Work(times=900), []),
        ({}, Work(times=30), ["B"]),
        ({}, Work(days_ago=400, times=50, every=20), ["D"]),
        ({}, Work(days_ago=740, times=50, every=20), ["F", "D"]),
        ({"README.md": "# Thing\n\nThis project is in maintenance mode.\n"}, Work(times=900), ["D"]),
    ],
)
def test_silence_youth_and_maintenance_mode_cap_the_letter(
    community: Rulebook, files: Mapping[str, str], work: Work, expected: list[str]
) -> None:
    """For whatever is no quiet library."""
    assert caps(community, a_snapshot({"Dockerfile": "", "app.py": "", **files}, [work])) == expected
