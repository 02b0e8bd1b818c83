"""Who comes, stays and goes, on which organisations the work hangs, and its rhythm: whole readings."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from oshealth.facts import Value, facts_of
from oshealth.facts.organisations import organisation
from oshealth.snapshot import Evidence, Snapshot, Unknown
from tests.builders import NOW, Work, a_history, a_snapshot

ADA, BEN, CLEO, DI = (
    "Ada Example <ada@example.org>",
    "Ben Sample <ben@example.org>",
    "Cleo Model <cleo@model.example>",
    "Di Paragon <di@model.example>",
)
FLOW = ("new", "retained", "returning", "departed", "occasional", "core_turnover", "top_share_trend")
BOT = "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>"


def read(name: str, *work: Work) -> object:
    """The value of one fact on a history of this work; the reason of an Unknown, as Unknown."""
    return plain(a_snapshot(work=work), name)


def plain(snapshot: Snapshot, name: str) -> object:
    reading = facts_of(snapshot).get(name)
    return reading.value if isinstance(reading, Value) else reading


def flow(snapshot: Snapshot) -> dict[str, object]:
    return {name: plain(snapshot, f"contributors.{name}") for name in FLOW}


MOVED = (
    Work(ADA, days_ago=10, times=30),
    Work(ADA, days_ago=400, times=15),
    Work(BEN, days_ago=400, times=20),
    Work(CLEO, days_ago=20, times=2),
    Work(CLEO, days_ago=900),
    Work(DI, days_ago=30),
)


def test_people_come_stay_return_and_leave() -> None:
    """Ada stays, Ben left, Cleo is back after two years, Di is new; Cleo and Di come by now and then."""
    assert flow(a_snapshot(work=MOVED)) == {
        "new": 1,
        "retained": 1,
        "returning": 1,
        "departed": 1,
        "occasional": 2,
        "core_turnover": 1.0,
        "top_share_trend": round(30 / 33 - 20 / 35, 3),
    }


def test_what_compares_two_years_counts_both_and_says_so() -> None:
    """Who is new or comes by now and then is counted in one year, who stayed or left in two."""
    facts = facts_of(a_snapshot(work=MOVED))
    told = {}
    for name in FLOW:
        reading = facts.get(f"contributors.{name}")
        assert isinstance(reading, Value)
        told[name] = tuple(item.value for item in reading.evidence[:2])
    one, two = ("the last 12 months", 33), ("the last 12 months and the 12 before", 68)
    assert told == {
        "new": one,
        "retained": two,
        "returning": one,
        "departed": two,
        "occasional": one,
        "core_turnover": two,
        "top_share_trend": two,
    }


def test_the_commits_of_a_bot_change_nothing() -> None:
    """Neither who is new nor how the work is shared is for programs to say."""
    assert flow(a_snapshot(work=[*MOVED, Work(BOT, times=300)])) == flow(a_snapshot(work=MOVED))


def test_one_person_under_two_names_stays_one() -> None:
    """What `.mailmap` joins was retained, not lost and found."""
    split = [
        replace(some, by="Adah Other <adah@other.example>")
        if some.by == ADA and some.days_ago > 300
        else some
        for some in MOVED
    ]
    mailmap = "Ada Example <ada@example.org> Adah Other <adah@other.example>\n"
    assert flow(a_snapshot({".mailmap": mailmap}, split)) == flow(a_snapshot({".mailmap": mailmap}, MOVED))


def test_a_history_cut_short_does_not_tell_who_is_new() -> None:
    """A shallow clone has no first commits; what lies inside of it still counts."""
    work = [Work(ADA, days_ago=1, times=30), Work(ADA, days_ago=500, times=300)]
    snapshot = replace(a_snapshot(), history=a_history(work, partial="a shallow clone"))
    assert flow(snapshot) == {
        "new": Unknown("a shallow clone; all time reaches beyond what was seen"),
        "retained": 1,
        "returning": Unknown("a shallow clone; all time reaches beyond what was seen"),
        "departed": 0,
        "occasional": 0,
        "core_turnover": 0.0,
        "top_share_trend": 0.0,
    }


def test_too_little_in_either_year_is_not_compared() -> None:
    """Nineteen commits are no year to compare with."""
    work = (Work(ADA, times=50), Work(BEN, days_ago=500, times=19))
    assert read("contributors.core_turnover", *work) == Unknown(
        "fewer than 20 commits by people in the year before that: too few to compare"
    )


def test_the_absence_factor_of_two_years() -> None:
    """Ben's work of last year counts; nobody at all is an answer, a handful is not."""
    name = "contributors.absence_factor_24_months"
    assert read(name, Work(ADA, times=20), Work(BEN, days_ago=400, times=19)) == 1
    assert read(name, Work(ADA, times=20), Work(BEN, days_ago=400, times=21), Work(DI, times=9)) == 2
    assert read(name, Work(ADA, days_ago=800, times=90)) == 0
    assert read(name, Work(ADA, times=3)) == Unknown("only 3 commits by people in 24 months: too few to tell")


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("mail.example.org", "example.org"),
        ("lab.example.ac.uk", "example.ac.uk"),
        ("users.noreply.github.com", ""),
        ("gmail.com", ""),
        ("localhost", ""),
        ("laptop.local", ""),
        ("", ""),
        ("EXAMPLE.org.", "example.org"),
    ],
)
def test_which_organisation_an_address_tells(host: str, expected: str) -> None:
    """The registered domain; nothing for mail for everybody."""
    assert organisation(f"ada@{host}") == expected


def _employed(commits: dict[str, int]) -> list[Work]:
    """Two people of each domain share these commits."""
    return [
        Work(f"{name} of {domain.partition('.')[0]} <{name}@{domain}>", times=count // 2)
        for domain, count in commits.items()
        for name in ("ann", "bob")
    ]


CHAOSS = dict(
    zip(
        (f"{letter}org.example" for letter in "abcdefgh"),
        (1000, 202, 90, 34, 332, 344, 42, 434),
        strict=True,
    )
)


def test_the_elephant_factor_of_chaoss() -> None:
    """CHAOSS's worked example (evened, so that two people share each number) gives two organisations of eight."""
    year = [replace(some, every=0.1) for some in _employed(CHAOSS)]
    snapshot = a_snapshot(work=year)
    assert [
        plain(snapshot, f"contributors.{name}")
        for name in ("elephant_factor", "organisations", "affiliable_share", "top_organisation_share")
    ] == [2, 8, 1.0, round(1000 / 2478, 3)]


def test_a_vanity_domain_is_no_organisation() -> None:
    """Ada alone at her own domain is not affiliated; then less than half of the work is, and nothing is said."""
    work = (Work("Ada Example <ada@ada.example>", times=30), *_employed({"model.example": 20}))
    assert read("contributors.elephant_factor", *work) == Unknown(
        "only 40 % of the commits come from addresses that tell an organisation"
    )
    assert read("contributors.affiliable_share", *work) == 0.4


def test_a_figure_on_organisations_says_what_it_rests_on() -> None:
    """The affiliable part, the sample, the window and the newest commit."""
    reading = facts_of(a_snapshot(work=_employed({"model.example": 40}))).get("contributors.elephant_factor")
    assert reading == Value(
        1,
        (
            Evidence("fact", name="affiliable share", value=1.0),
            Evidence("fact", name="window", value="the last 12 months"),
            Evidence("fact", name="commits counted", value=40),
            Evidence("commit", name="newest commit by a person", value="0" * 39 + "1"),
        ),
    )


def test_bursts_stand_out_of_an_even_year() -> None:
    """One commit a week is as even as can be; forty in one day are a burst."""
    even = Work(ADA, days_ago=1, times=52, every=7)
    assert [read(f"activity.{name}", even) for name in ("burstiness", "burst_weeks")] == [-1.0, 0]
    burst = Work(BEN, days_ago=100, times=40, every=0.01)
    assert [read(f"activity.{name}", even, burst) for name in ("burstiness", "burst_weeks")] == [0.513, 1]
    assert read("activity.burstiness", Work(ADA, times=5)) == Unknown(
        "fewer than 20 commits by people in 52 weeks: too few to see a rhythm"
    )


def test_time_zones_are_told_of_a_crowd_only() -> None:
    """Three people from -5 to +9 hours span 14; of two people nothing is told."""
    work = [Work(who, times=20) for who in (ADA, BEN, CLEO)]
    history = a_history(work)
    zones = {ADA: -300, BEN: 60, CLEO: 540}
    by_index = [zones[f"{who.name} <{who.email}>"] for who in history.identities]
    history.offsets[:] = type(history.offsets)("h", (by_index[author] for author in history.authors))
    assert plain(replace(a_snapshot(), history=history), "activity.time_zone_spread") == 14.0
    assert read("activity.time_zone_spread", *work[:2]) == Unknown(
        "fewer than 3 people: a spread over them would tell of a person"
    )


def test_clocks_of_1970_and_2106_trouble_nobody() -> None:
    """Commits without a usable date are in no window."""
    odd = (
        Work(ADA, days_ago=(NOW.timestamp() - 60) / 86_400, times=1),
        Work(BEN, days_ago=-80 * 365, times=3),
    )
    assert flow(a_snapshot(work=[*MOVED, *odd]))["new"] == 1
    assert flow(replace(a_snapshot(work=MOVED), as_of=NOW + timedelta(days=5000)))["retained"] == 0


def test_how_many_were_active_month_by_month() -> None:
    """Twelve months of thirty days and a bit, the latest first; two people in the latest, one of them in the third."""
    work = [
        Work("Ada Example <ada@example.org>", days_ago=2, times=3, every=32),
        Work("Ben Example <ben@example.org>"),
    ]
    told = facts_of(a_snapshot(work=work)).get("contributors.active_by_month")
    assert isinstance(told, Value)
    assert isinstance(told.value, tuple)
    assert [line.partition(": ")[2] for line in told.value] == ["2", "1", "1", *["0"] * 9]
    assert [line.partition(": ")[0] for line in told.value[:2]] == ["2026-06-30", "2026-05-31"]
