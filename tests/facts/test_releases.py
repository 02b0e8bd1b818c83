"""Versions in tag names and what tags say of releases."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from oshealth.facts import Value, facts_of
from oshealth.facts.versions import is_moving, lasting, parse
from oshealth.snapshot import Evidence, Snapshot, Tag, Tags, Unknown
from tests.builders import NOW, Work, a_history, a_snapshot


@pytest.mark.parametrize(
    ("name", "numbers", "scheme"),
    [
        ("v1.2.3", (1, 2, 3), "semver"),
        ("1.2.3-rc.1+build.5", (1, 2, 3), "semver"),
        ("1.2", (1, 2), "pep440"),
        ("v2.0.0rc2", (2, 0, 0), "pep440"),
        ("name-1.2", (1, 2), "pep440"),
        ("my-name-v1.2.0", (1, 2, 0), "semver"),
        ("@scope/name@1.2.0", (1, 2, 0), "semver"),
        ("scope@1.2", (1, 2), "pep440"),
        ("pkg/v1.2.3", (1, 2, 3), "semver"),
        ("r12", (12,), "number"),
        ("release-1.2", (1, 2), "pep440"),
        ("REL_15_2", (15, 2), "pep440"),
        ("curl-7_88_1", (7, 88, 1), "semver"),
        ("go1.21.3", (1, 21, 3), "semver"),
        ("OpenThing_1_1_1w", (1, 1, 1), "number"),
        ("2024-01-31", (2024, 1, 31), "calver"),
        ("20240131", (2024, 1, 31), "calver"),
        ("release/2024.05", (2024, 5), "calver"),
        ("v2026.39.1", (2026, 39, 1), "calver"),
        ("22.04", (22, 4), "calver"),
    ],
)
def test_tags_that_name_a_version(name: str, numbers: tuple[int, ...], scheme: str) -> None:
    version = parse(name)
    assert version is not None
    assert (version.numbers, version.scheme) == (numbers, scheme)


@pytest.mark.parametrize(
    "name", ["beta", "before-refactor", "sprint-3", "demo", "v", "1.2/old", "", "x" * 500, "1.2 💥"]
)
def test_tags_that_name_none(name: str) -> None:
    assert parse(name) is None


@pytest.mark.parametrize(
    "name", ["latest", "Nightly", "stable", "nightly-build", "untagged-4b7f00ad", "desktop/latest"]
)
def test_moving_tags(name: str) -> None:
    assert is_moving(name)


def test_a_major_tag_beside_its_versions_moves() -> None:
    """`v1` is moved along with `v1.2.0`; without such a one it is a version of its own."""
    tags = [Tag(name, "1" * 40, 9) for name in ("v1", "v1.2.0", "v2", "latest")]
    assert [tag.name for tag in lasting(tags)] == ["v1.2.0", "v2"]


def test_what_a_distribution_packages_is_no_release_of_the_project() -> None:
    """DEP-14 keeps `debian/2.0.76-7` beside the project's own 2.0.76; where nothing else is tagged, it is the release."""
    own = [Tag(name, "1" * 40, 9) for name in ("2.0.76", "2.999.18")]
    packaged = [
        Tag(name, "1" * 40, 1) for name in ("debian/2.0.76-7", "archive/debian/2.0.1-1", "ubuntu/2.0.76-7")
    ]

    assert [tag.name for tag in lasting([*packaged, *own])] == ["2.0.76", "2.999.18"]
    assert len(lasting(packaged)) == 3


@given(st.text(max_size=250))
def test_any_tag_name_is_read_without_error(name: str) -> None:
    version = parse(name)
    assert version is None or len(version.numbers) > 0


def read(fact: str, tags: Mapping[str, float] | None = None) -> object:
    reading = facts_of(a_snapshot(tags=tags)).get(f"releases.{fact}")
    return reading.value if isinstance(reading, Value) else reading


def test_releases_from_tags() -> None:
    tags = {"latest": 1.0, "v1.2.0": 40.5, "v1.1.0": 80.0, "old-demo": 900.0}
    assert [read(fact, tags) for fact in ("count", "days_since_last", "versioned", "scheme")] == [
        2,
        40,
        False,
        "semver",
    ]


def test_no_version_is_no_release_and_no_age() -> None:
    none = Unknown("no tag names a version")
    assert [read(fact) for fact in ("count", "days_since_last", "versioned", "scheme")] == [
        0,
        none,
        False,
        none,
    ]


def test_schemes_of_the_newest_five() -> None:
    assert read("scheme", {"1.2": 1, "1.2.1": 2}) == "pep440"
    assert read("scheme", {"2024.1": 1, "r7": 2}) == "mixed"
    assert read("scheme", {"26.2.0": 9, "26.1.0": 90, "25.4.0": 300}) == "calver"
    assert read("scheme", {"26.2.0": 9, "25.1.0": 90}) == "semver"
    assert read("versioned", {"v1": 1, "v2": 2, "v3": 3, "v4": 4, "v5": 5, "thing": 6}) is True


def test_unreleased_commits_are_those_after_the_newest_version() -> None:
    snapshot = a_snapshot(work=[Work(times=10, every=10)], tags={"v1.0.0": 45.0, "v0.9.0": 70.0})
    reading = facts_of(snapshot).get("releases.unreleased_commits")
    assert isinstance(reading, Value)
    assert reading.value == 5
    assert reading.evidence[0] == Evidence("commit", name="v1.0.0", value="1" * 40)


def test_tags_that_were_not_seen_are_unknown() -> None:
    """Unknown tags, part of the tags, and a shallow clone without any tell nothing of releases."""
    gone = Unknown("no tags fetched")

    assert facts_of(_with(tags=gone)).get("releases.count") == gone
    assert facts_of(_with(tags=Tags(partial="limit reached"))).get("releases.versioned") == Unknown(
        "limit reached"
    )
    shallow = _with(history=a_history([Work()], partial="shallow clone"))
    assert facts_of(shallow).get("releases.count") == Unknown(
        "shallow clone; its tags may not have been fetched"
    )


def test_the_newest_tags_alone_tell_of_the_newest_release_and_not_how_many_there_are() -> None:
    """A survey sees the newest only; that none of them names a version does not say that none does."""
    some = _with(tags=Tags((Tag("v2.0", "1" * 40, int(NOW.timestamp())),), "only the newest"))
    other = _with(tags=Tags((Tag("thing", "1" * 40, 1),), "only the newest"))
    none = replace(_with(tags=Tags(), history=a_history([Work()], partial="the newest")), depth="survey")

    assert facts_of(some).get("releases.count") == Unknown("only the newest")
    assert facts_of(some).get("releases.days_since_last") == Value(
        0, (Evidence("commit", name="v2.0", value="1" * 40),)
    )
    assert facts_of(other).get("releases.days_since_last") == Unknown("only the newest")
    assert facts_of(none).get("releases.count") == Value(0)


def _with(**groups: object) -> Snapshot:
    return replace(a_snapshot(), **groups)
