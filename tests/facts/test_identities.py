"""Who is the same person: each reason to merge, and what must not be merged."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from oshealth.facts import facts_of
from oshealth.facts.identities import Link, People, people
from oshealth.facts.mailmap import parse
from oshealth.facts.signs import folded_name, full_name
from oshealth.snapshot import Evidence, Texts, Tree, Unknown
from tests.builders import Work, a_snapshot


def people_of(names: Sequence[str], mailmap: str = "", **changes: object) -> People:
    """The people behind commits by these identities, the first the newest."""
    work = [Work(by=name, days_ago=number + 1) for number, name in enumerate(names)]
    snapshot = a_snapshot({".mailmap": mailmap} if mailmap else {}, work)
    found = people(facts_of(replace(snapshot, **changes)))
    assert isinstance(found, People)
    return found


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("Ada Example <ada@example.org>", "ada <ADA@example.org>", "e-mail"),
        ("ada <7+ada@users.noreply.github.com>", "a <ada@users.noreply.github.com>", "forge account"),
        ("old <7+old@users.noreply.github.com>", "new <7+new@users.noreply.github.com>", "forge account"),
        ("Ada Example <7+ada-x@users.noreply.github.com>", "ada-x <a@laptop.example.org>", "forge account"),
        ("ada.example <a@example.org>", "Ada Example <b@example.org>", "full name"),
        ("Adá  Exämple <a@example.org>", "ada example <b@example.org>", "full name"),
        ("Łucja Østby <a@example.org>", "Lucja Ostby <b@example.org>", "full name"),
        ("ada <ada@example.org>", "“ada” <“ada@example.org”>", "e-mail"),
        (
            "ada.example <ada@example.org>",
            "ada-example <7+ada-example@users.noreply.github.com>",
            "full name",
        ),
    ],
)
def test_two_identities_of_one_person(first: str, second: str, reason: str) -> None:
    found = people_of([first, second])
    assert (list(found.of), [link.reason for link in found.links]) == ([0, 0], [reason])


def test_a_mailmap_joins_and_names() -> None:
    """The project's own word joins identities that share nothing, gives the name, and is told as the
    reason.
    """
    found = people_of(
        ["ada <a@example.org>", "Lovely <b@example.org>"], "Ada Example <a@example.org> <b@example.org>\n"
    )
    assert list(found.of) == [0, 0]
    assert found.links == (Link(identity=1, same_as=0, reason="mailmap"),)
    assert found.evidence == (Evidence("path", path=".mailmap"),)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ada Example <ada@example.org>", "Ben Example <ben@example.org>"),
        ("ada <a@example.org>", "ada <b@example.org>"),
        ("Your Name <a@example.org>", "Your Name <b@example.org>"),
        ("Ada <you@example.com>", "Ben <you@example.com>"),
        ("Ada <root@localhost>", "Ben <root@localhost>"),
        ("Ada <>", "Ben <>"),
        ("A B <a@example.org>", "A B <b@example.org>"),
        ("7 <7+ada@users.noreply.github.com>", "8 <8+ben@users.noreply.github.com>"),
        ("Ben Example <7+Adele@users.noreply.github.com>", "Adele <adele@example.org>"),
        ("Jean-Luc <a@example.org>", "jean-luc <b@example.org>"),
        ("Ada Example <a@example.org>", "Ben <7+ada-example@users.noreply.github.com>"),
        ("Ada Example <ada@example.org>", "renovate[bot] <ada@example.org>"),
    ],
)
def test_two_who_are_not_the_same(first: str, second: str) -> None:
    assert list(people_of([first, second]).of) == [0, 1]


def test_merging_reaches_over_several_steps() -> None:
    """A shares a name with B, B an address with C: all one."""
    found = people_of(
        [
            "Ada Example <a@example.org>",
            "Ada Example <b@example.org>",
            "adae <b@example.org>",
            "Ben Other <c@example.org>",
        ]
    )
    assert list(found.of) == [0, 0, 0, 1]
    assert [person.identities for person in found.persons] == [(0, 1, 2), (3,)]


def test_an_unread_mailmap_is_said_and_gone_without() -> None:
    """People are still counted when `.mailmap` could not be read; the evidence says so."""
    seen = people_of(["Ada Example <ada@example.org>"], texts=Unknown("texts not asked for"))
    assert seen.evidence == (Evidence("absence", path=".mailmap", value="texts not asked for"),)
    listed = people_of(["Ada Example <ada@example.org>"], tree=Tree((".mailmap",)), texts=Texts({}))
    assert listed.evidence == (Evidence("absence", path=".mailmap", value="its contents were not read"),)
    none = people_of(["Ada Example <ada@example.org>"])
    assert none.evidence == ()


def test_names_fold_and_short_or_empty_ones_tell_nobody() -> None:
    assert folded_name("  José-María  O'Example ") == "jose maria o example"
    assert [full_name(name) for name in ("Ada", "A B", "unknown user", "", "Ada Example")] == [
        "",
        "",
        "",
        "",
        "ada example",
    ]


@given(st.lists(st.text(alphabet="aé <@>[bot]7+.", max_size=12), max_size=8))
def test_every_identity_belongs_to_just_one_person(names: list[str]) -> None:
    """However strange the identities: `of` and `persons` say the same, and no link joins the unjoined."""
    found = people_of(names)
    members = sorted(index for person in found.persons for index in person.identities)
    assert members == list(range(len(found.of)))
    assert all(
        found.of[index] == number for number, who in enumerate(found.persons) for index in who.identities
    )
    assert len(found.links) == len(found.of) - len(found.persons)


def test_a_mailmap_cannot_make_a_bot_a_person() -> None:
    found = people_of(
        ["dependabot[bot] <support@dependabot.com>"],
        "Ada Example <ada@example.org> <support@dependabot.com>\n",
    )
    assert [person.is_bot for person in found.persons] == [True]
    assert parse("") == parse("# nothing\n")
