"""Corrections to who is who, and the people by name for those who ask for names."""

from datetime import UTC, datetime

from oshealth.facts import Value, facts_of
from oshealth.facts.corrections import NOTHING_CORRECTED, Corrections
from oshealth.facts.roll import Merged, Standing, Standings, merges, standings
from oshealth.rulebook import read_settings
from oshealth.rulebook.settings import corrections_of
from oshealth.snapshot import Identity, Unknown
from tests.builders import Work, a_snapshot

ADA = "Ada Example <ada@example.org>"
HOME = "adae <ada@home.example>"
ROBOT = "Build Farm <farm@example.org>"
NAMESAKE = "Ada Example <ada@elsewhere.example>"


def corrected(yaml: str) -> Corrections:
    """The corrections in a settings file."""
    return corrections_of(read_settings({".oshealth.yml": yaml}))


def active(told: Corrections, *names: str) -> object:
    """How many people a history of these identities has."""
    work = [Work(name, days_ago=number + 1, times=20) for number, name in enumerate(names)]
    reading = facts_of(a_snapshot(work=work), None, told).get("contributors.active")
    return reading.value if isinstance(reading, Value) else reading


def test_the_settings_say_who_is_one_person() -> None:
    """Two identities that share nothing are joined by the project's word."""
    told = corrected(f"identities: {{same: [['{ADA}', '{HOME}']]}}")
    assert (active(NOTHING_CORRECTED, ADA, HOME), active(told, ADA, HOME)) == (2, 1)


def test_the_settings_say_who_is_not() -> None:
    """Two people of one name are two when the project says so."""
    told = corrected(f"identities: {{apart: ['{NAMESAKE}']}}")
    assert (active(NOTHING_CORRECTED, ADA, NAMESAKE), active(told, ADA, NAMESAKE)) == (1, 2)


def test_the_settings_know_their_programs_and_their_people() -> None:
    """A robot of their own is out; somebody on a list of programs is in again."""
    listed = "renovate <someone@example.org>"
    told = corrected("identities: {bots: [farm@example.org], people: ['<someone@example.org>']}")
    assert (active(NOTHING_CORRECTED, ADA, ROBOT, listed), active(told, ADA, ROBOT, listed)) == (2, 2)
    assert active(told, ADA, ROBOT) == 1
    assert active(told, listed) == 1


def test_what_was_merged_is_told_with_its_reason() -> None:
    """Every identity but the first says whom it joined and why; programs are listed, single people are not."""
    told = corrected(f"identities: {{same: [['{ADA}', '{HOME}']]}}")
    work = [Work(ADA, 1), Work(HOME, 2), Work("ADA <ADA@example.org>", 3), Work("Ben B <ben@b.example>", 4)]
    bot = "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>"
    ada, home, loud = (
        Identity("Ada Example", "ada@example.org"),
        Identity("adae", "ada@home.example"),
        Identity("ADA", "ADA@example.org"),
    )
    robot = Identity("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com")
    assert merges(facts_of(a_snapshot(work=[*work, Work(bot, 5)]), None, told)) == (
        Merged("Ada Example", "person", (ada, home, loud), ((home, ada, "settings"), (loud, ada, "e-mail"))),
        Merged("dependabot[bot]", "dependency-updates", (robot,), ()),
    )


def test_who_did_the_work_and_when_last() -> None:
    """Shares of the window, the last day, behind which figures they are, and who has gone."""
    work = [
        Work(ADA, days_ago=3, times=30, every=20),
        Work("Ben B <ben@b.example>", days_ago=40, times=2, committer=ADA),
        Work("Cleo C <cleo@c.example>", days_ago=400, times=5),
    ]
    assert standings(facts_of(a_snapshot(work=work))) == Standings(
        "the last 12 months",
        (
            Standing(
                "Ada Example",
                19,
                0.905,
                datetime(2026, 6, 27, 12, tzinfo=UTC),
                ("core", "lets work in", "retained"),
            ),
            Standing("Ben B", 2, 0.095, datetime(2026, 5, 21, 12, tzinfo=UTC), ("new", "occasional")),
        ),
        (Standing("Cleo C", 0, 0.0, datetime(2025, 5, 26, 12, tzinfo=UTC), ("departed",)),),
    )


def test_of_an_unseen_history_nobody_is_told() -> None:
    """Unknown goes through."""
    unseen = facts_of(a_snapshot(history=Unknown("not asked for")))
    assert (merges(unseen), standings(unseen)) == (Unknown("not asked for"), Unknown("not asked for"))
