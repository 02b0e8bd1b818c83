"""Whether somebody from elsewhere is named as a maintainer, as far as addresses tell it."""

import pytest

from oshealth.facts import Value, facts_of
from oshealth.snapshot import Snapshot, Unknown
from tests.builders import Work, a_snapshot

ACME = [Work(f"{name} Example <{name.lower()}@acme.example>", times=40) for name in ("Ada", "Ben")]
OTHER = [Work(f"{name} Example <{name.lower()}@other.example>", times=5) for name in ("Cy", "Dia")]


def project(*listed: str) -> Snapshot:
    """Nine in ten commits by one organisation, the rest by another; these people are listed."""
    files = (
        {"MAINTAINERS.md": "# Maintainers\n\n" + "".join(f"- {one}\n" for one in listed)} if listed else {}
    )
    return a_snapshot(files, [*ACME, *OTHER])


def read(snapshot: Snapshot, name: str = "maintainers.outside_top_organisation") -> object:
    found = facts_of(snapshot).get(name)
    return found.value if isinstance(found, Value) else found


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (["Ada Example <ada@acme.example>", "Cy Example <cy@other.example>"], 1),
        (["Ada Example", "Dia Example"], 1),
        (["Ada Example <ada@acme.example>", "Ben Example"], 0),
        (["Cy Example <cy@other.example>", "Eli Example <eli-example@users.noreply.github.com>"], 1),
    ],
)
def test_maintainers_from_elsewhere_are_counted(listed: list[str], expected: int) -> None:
    """By the address that is listed, or by those that the person commits from."""
    assert read(project(*listed)) == expected


def test_a_private_address_tells_nothing() -> None:
    """Perhaps an employee, perhaps not."""
    assert read(
        project("Ada Example <ada@acme.example>", "Eli Example <eli-example@users.noreply.github.com>")
    ) == Unknown("the addresses of 1 of 2 listed maintainers tell no organisation")


def test_nobody_listed_and_little_to_tell_are_unknown() -> None:
    """For their own reasons."""
    assert read(project()) == Unknown("no maintainers are listed")
    private = a_snapshot(
        {"MAINTAINERS.md": "- Ada Example\n"},
        [Work("Ada Example <ada-example@users.noreply.github.com>", times=30)],
    )
    assert read(private) == Unknown("only 0 % of the commits come from addresses that tell an organisation")


def test_the_share_of_all_counts_private_addresses_too() -> None:
    """Of 100 commits 80 by one organisation, 10 by another, 10 by nobody's: at least eight in ten are the first's."""
    seen = a_snapshot(
        work=[*ACME, *OTHER, Work("Eli Example <eli-example@users.noreply.github.com>", times=10)]
    )
    told = [read(seen, f"contributors.top_organisation_share{of}") for of in ("", "_of_all")]
    assert told == [0.889, 0.8]
