"""The profiles that come with oshealth: what they need, and which letters the community profile forbids."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Literal

import pytest

from oshealth.assessment import assess
from oshealth.facts import facts_of
from oshealth.rulebook import Rulebook
from oshealth.rulebook.probes import Ground
from oshealth.snapshot import Conversation, Project, Snapshot, Thread, Threads, Unknown
from tests.builders import NOW, Work, a_snapshot
from tests.bundled import PACK
from tests.facts.licensing.texts import MIT

PROFILES = sorted(PACK.profiles)
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


@pytest.mark.parametrize("profile", PROFILES)
def test_shares_are_whole(profile: str) -> None:
    """Percent of one score, and every category that has a share has rules that count."""
    book = Rulebook.load(profile)

    assert sum(book.profile.categories.values()) == 100
    assert {book.rule(name).category for name in book.counted} == set(book.profile.categories)
    assert book.profile.version == "2026.1"


def test_what_others_decide_is_said_first() -> None:
    """Profiles that prepare somebody else's decision say so on every report."""
    said = {name: Rulebook.load(name).profile.notice for name in PROFILES}

    assert said["dpg"] == "pre-flight evidence, not a DPGA decision"
    assert {name for name, notice in said.items() if notice} == {"dpg", "public-code", "opencode-de", "osc"}


@pytest.mark.parametrize(
    ("profile", "coverage"),
    [("community", 50), ("research", 50), ("ci", 60), ("funder", 60), ("dpg", 60), ("public-code", 60), ("survey", 35)],
)  # fmt: skip
def test_how_much_must_be_seen_for_a_letter(profile: str, coverage: int) -> None:
    """By the contract in the design: less where less can be seen, more where money or law rests on it."""
    assert Rulebook.load(profile).profile.minimum_coverage == coverage


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


def issues(*waits: int | None) -> Conversation:
    """Issues from outside, opened ten days apart, answered after so many days, or not at all."""
    opened = [int((NOW - timedelta(days=10 * number)).timestamp()) for number in range(1, len(waits) + 1)]
    items = tuple(
        Thread(
            number,
            begun,
            "somebody",
            "human",
            "newcomer",
            answered=None if wait is None else begun + wait * 86_400,
        )
        for number, (begun, wait) in enumerate(zip(opened, waits, strict=True), start=1)
    )
    return Conversation(issues=Threads(items, is_whole=True))


SEVERAL = [
    Work(by=f"{name} Example <{name}@example.org>", times=20, every=5) for name in ("Ada", "Ben", "Cleo")
]
ONE = [Work(times=20, every=5)]


@pytest.mark.parametrize(
    ("work", "release", "conversation", "reached"),
    [
        (SEVERAL, 100, issues(1, 2, 3), ["yes", "yes", "yes"]),
        (ONE, 100, issues(1, 2, 3), ["yes", "yes", "no"]),
        (SEVERAL, 200, issues(1, 2, 3), ["yes", "no", "no"]),
        (SEVERAL, 100, issues(1, 2, 18), ["no", "no", "no"]),
        (SEVERAL, 100, issues(1, None, 1), ["no", "no", "no"]),
        (SEVERAL, 100, issues(), ["unknown", "unknown", "unknown"]),
        (ONE, 100, Unknown("not asked"), ["unknown", "unknown", "no"]),
        ([Work(times=4, every=5)], 100, issues(1), ["no", "no", "no"]),
    ],
)
def test_the_levels_of_opencode_are_as_published(
    work: list[Work], release: float, conversation: Conversation | Unknown, reached: list[str]
) -> None:
    """Five commits in six months and a mean reaction below seven days; a release in six months; two people."""
    seen = a_snapshot(LIBRARY, work, {"1.0.0": release}, conversation=conversation)

    assert [rung.reached for rung in assess(seen, Rulebook.load("opencode-de")).ladder] == reached


@pytest.mark.parametrize(
    ("owner", "fork", "reached"),
    [
        ("organization", False, "yes"),
        ("user", False, "no"),
        ("organization", True, "human"),
        ("organization", Unknown("not given"), "unknown"),
    ],
)
def test_what_a_fiscal_host_asks(
    owner: Literal["organization", "user"], fork: bool | Unknown, reached: str
) -> None:
    """A home in an organization, and work of its own: of a fork only a person can tell."""
    files = {**LIBRARY, "LICENSE": MIT}
    seen = a_snapshot(files, SEVERAL, project=Project(owner_kind=owner, is_fork=fork))

    assert [rung.reached for rung in assess(seen, Rulebook.load("osc")).ladder] == [reached]
