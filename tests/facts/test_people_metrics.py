"""Absence factor, active people, retention and newcomers: whole readings on small histories."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from oshealth.facts import Facts, Reading, Value, facts_of
from oshealth.facts.contributors import absence_factor
from oshealth.facts.identities import MAX_IDENTITIES
from oshealth.snapshot import Evidence, Snapshot, Unknown
from tests.builders import NOW, Work, a_history, a_snapshot, identity

ADA, BEN, CLEO = (
    "Ada Example <ada@example.org>",
    "Ben Sample <ben@example.org>",
    "Cleo Model <cleo@example.org>",
)
BOT = "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>"
PEOPLE_FACTS = (
    "contributors.absence_factor",
    "contributors.absence_factor_all_time",
    "contributors.absence_factor_with_coauthors",
    "contributors.top_share",
    "contributors.active",
    "contributors.active_in_twelve_months",
    "contributors.regular",
    "contributors.core_retention",
    "contributors.new_core",
    "contributors.new",
    "contributors.retained",
    "contributors.returning",
    "contributors.departed",
    "contributors.occasional",
    "contributors.core_turnover",
    "contributors.top_share_trend",
    "contributors.absence_factor_24_months",
    "activity.burstiness",
    "activity.burst_weeks",
    "activity.time_zone_spread",
    "contributors.window",
    "contributors.committers",
    "contributors.mergers",
    "history.human_commits",
    "history.signed_off_share",
    "activity.days_since_last_commit",
    "activity.commits_in_six_months",
    "activity.commits_in_twelve_months",
    "activity.active_months",
)


def read(name: str, *work: Work) -> object:
    """The value of one fact on a history of this work; the reason of an Unknown, as Unknown."""
    return plain(facts_of(a_snapshot(work=work)).get(name))


def plain(reading: Reading) -> object:
    return reading.value if isinstance(reading, Value) else reading


def values(snapshot: Snapshot) -> dict[str, object]:
    facts: Facts = facts_of(snapshot)
    return {name: plain(facts.get(name)) for name in PEOPLE_FACTS}


@pytest.mark.parametrize(
    ("contributions", "expected"),
    [
        ((1000, 202, 90, 33, 332, 343, 42, 433), 2),
        ((), 0),
        ((7,), 1),
        ((5, 5), 1),
        ((1, 1, 1), 2),
        ((3, 3, 3, 3), 2),
    ],
)
def test_the_absence_factor_of_chaoss(contributions: tuple[int, ...], expected: int) -> None:
    """CHAOSS's worked example gives 2; at least half is enough."""
    assert absence_factor(contributions) == expected


def test_the_reading_names_its_window_and_the_newest_commit() -> None:
    """A figure on people says which window was used, how much was counted and where the history stood, and names nobody."""
    reading = facts_of(a_snapshot(work=[Work(ADA, times=15), Work(BEN, times=10)])).get(
        "contributors.absence_factor"
    )
    assert reading == Value(
        1,
        (
            Evidence("fact", name="window", value="the last 12 months"),
            Evidence("fact", name="commits counted", value=25),
            Evidence("commit", name="newest commit by a person", value="0" * 39 + "1"),
        ),
    )


@pytest.mark.parametrize(
    ("work", "window", "factor"),
    [
        ([Work(ADA, times=20)], "the last 12 months", 1),
        ([Work(ADA, times=19), Work(BEN, days_ago=400, times=19)], "the last 24 months", 1),
        (
            [Work(ADA, times=9), Work(BEN, days_ago=400, times=8), Work(CLEO, days_ago=800, times=8)],
            "all time",
            2,
        ),
        ([Work(ADA, days_ago=731, times=50)], "nobody in the last 24 months", 0),
        ([], "nobody in the last 24 months", 0),
    ],
)
def test_windows_widen_until_there_is_enough_to_tell(work: list[Work], window: str, factor: int) -> None:
    """Twelve months, then twenty-four, then all time; nobody in twenty-four is an answer, not unknown."""
    assert read("contributors.window", *work) == window
    assert read("contributors.absence_factor", *work) == factor


def test_a_history_of_merges_and_bots_alone_has_no_date_of_human_work() -> None:
    """Said as it is, not as an age of nought; a share of no commits is unknown too."""
    robots = [Work(BOT, times=3), Work(ADA, merge=True)]
    assert read("activity.days_since_last_commit", *robots) == Unknown("no commit by a person")
    assert read("contributors.top_share", *robots) == Unknown("nobody has committed in the last 24 months")
    assert read("contributors.bot_share") == Unknown("no commits in the last 12 months to take a share of")


def test_too_little_even_in_all_time_is_unknown() -> None:
    assert read("contributors.active", Work(ADA, times=12)) == Unknown(
        "only 12 commits by people: too few to tell (20 are needed)"
    )
    assert read("contributors.active_in_twelve_months", Work(ADA, times=12)) == 1


def test_the_window_ends_at_as_of_and_not_at_the_newest_commit() -> None:
    """A project that fell silent ten months ago has two months of work in its last year, not twelve."""
    work = [Work(ADA, days_ago=300, times=400)]
    assert read("activity.commits_in_twelve_months", *work) == 65
    assert read("activity.days_since_last_commit", *work) == 300
    assert read("activity.active_months", *work) == 3


def test_merges_and_bots_are_not_contributions() -> None:
    work = [Work(ADA, times=20), Work(BEN, times=30, merge=True), Work(BOT, times=60)]
    assert read("contributors.active", *work) == 1
    assert read("history.commits", *work) == 110
    assert read("history.human_commits", *work) == 20
    assert read("contributors.bot_share", *work) == 0.75
    assert read("activity.dependency_bot_commits", *work) == 60
    assert read("contributors.top_share", *work) == 1.0


def test_coauthors_share_a_commit_only_in_the_variant() -> None:
    """Thirty commits by one person, each with the same human co-author and an agent: one person, or two."""
    work = Work(ADA, times=30, coauthors=(BEN, "Claude <noreply@anthropic.com>"))
    third = Work(CLEO, times=2)
    assert read("contributors.absence_factor", work, third) == 1
    assert read("contributors.absence_factor_with_coauthors", work, third) == 2


def test_a_regular_contributor_comes_back_after_a_month() -> None:
    work = [
        Work(ADA, times=20, every=20),
        Work(BEN, times=20, every=0.1),
        Work(CLEO, days_ago=5, times=2, every=40),
    ]
    assert read("contributors.active", *work) == 3
    assert read("contributors.regular", *work) == 2


def test_two_weeks_across_the_end_of_a_month_are_one_visit() -> None:
    """Whoever came back has a month between the first commit and the last, wherever months begin."""
    assert read("contributors.regular", Work(ADA, times=20, every=20)) == 1
    for start in range(1, 32, 5):
        work = (Work(ADA, times=20, every=20), Work(BEN, days_ago=start, times=4, every=7))
        assert read("contributors.regular", *work) == 1


def test_who_came_back_long_ago_is_not_there_now() -> None:
    """Where even 24 months hold few commits, those before them do not count."""
    work = (Work(ADA, times=3, every=100), Work(BEN, days_ago=800, times=30, every=10))
    assert read("contributors.window", *work) == "all time"
    assert read("contributors.regular", *work) == 1


def test_core_retention_looks_for_last_years_core() -> None:
    """Of the two who made half of last year's commits one is still there; with a core of one it is
    unknown.
    """
    before = [
        Work(ADA, days_ago=400, times=10),
        Work(BEN, days_ago=400, times=10),
        Work(CLEO, days_ago=400, times=9),
    ]
    assert read("contributors.core_retention", *before, Work(ADA, times=20)) == 0.5
    assert read(
        "contributors.core_retention", Work(ADA, days_ago=400, times=30), Work(ADA, times=20)
    ) == Unknown("the core of the year before last was fewer than two people")
    assert read("contributors.core_retention", Work(ADA, days_ago=900, times=30)) == 0.0


def test_new_core_members_came_in_the_window_and_stayed_for_five_commits() -> None:
    old = Work(ADA, times=30, every=30)
    assert (
        read("contributors.new_core", old, Work(BEN, times=5), Work(CLEO, times=4), Work(BOT, times=9)) == 1
    )
    assert read("contributors.new_core", Work(ADA, times=30, every=300)) == Unknown(
        "fewer than 20 commits by people in 24 months: too few to see newcomers"
    )


def test_nobody_new_in_a_quiet_library_is_unknown_while_somebody_keeps_it() -> None:
    """Where nobody is left, nobody new is the plain answer."""
    files: dict[str, str | Unknown] = {"Cargo.toml": '[package]\nname = "kite"\n', "src/lib.rs": ""}
    tags = {f"1.{minor}.0": 1500 - 100 * minor for minor in range(6)}
    kept = a_snapshot(files, [Work(ADA, times=60, every=24)], tags)
    left = a_snapshot(files, [Work(ADA, days_ago=800, times=60, every=24)], tags)

    assert facts_of(kept).get("contributors.new_core") == Unknown(
        "a quiet, finished library: nobody new there says nothing"
    )
    reading = facts_of(left).get("contributors.new_core")
    assert isinstance(reading, Value)
    assert reading.value == 0


def test_mergers_commit_merges_or_the_work_of_others() -> None:
    """Neither the forge's own identity nor a bot nor somebody who commits only own work lets others in."""
    work = [
        Work(ADA, times=20),
        Work(ADA, merge=True),
        Work(BEN, committer=CLEO),
        Work(BEN, committer="GitHub <noreply@github.com>", times=3),
        Work(BEN, committer=BOT),
        Work("Dan Onlyself <dan@example.org>"),
    ]
    reading = facts_of(a_snapshot(work=work)).get("contributors.mergers")
    assert isinstance(reading, Value)
    assert reading.value == 2
    assert reading.evidence[-1] == Evidence("fact", name="commits signed by the forge", value=3)
    assert read("contributors.committers", *work) == 3


def test_who_merges_by_the_button_of_the_forge_is_the_author_of_the_merge() -> None:
    """The forge commits the merge, the person who pressed the button is its author; a bot that presses is nobody."""
    by_button = [Work(who, committer="GitHub <noreply@github.com>", merge=True) for who in (BEN, CLEO, BOT)]
    assert read("contributors.mergers", Work(ADA, times=20), *by_button) == 2
    assert read("contributors.several_mergers", Work(ADA, times=20), *by_button) is True


def test_one_merger_seen_is_not_one_merger() -> None:
    """Squashed changes show no merger; only a project in which nobody works has none for sure."""
    squashed = Work(BEN, committer="GitHub <noreply@github.com>", times=20)
    assert read("contributors.several_mergers", squashed) == Unknown(
        "git shows nobody who merges; who else may, only the forge can tell"
    )
    assert read("contributors.several_mergers", Work(ADA, days_ago=900, times=30)) is False
    assert read("contributors.several_mergers", Work(ADA, times=3)) == Unknown(
        "only 3 commits by people: too few to tell (20 are needed)"
    )


def test_signed_off_share_counts_the_newest_hundred() -> None:
    signed, unsigned = Work(ADA, times=90, signed_off=True), Work(BEN, times=10)
    old = Work(CLEO, days_ago=200, times=500)
    assert read("history.signed_off_share", signed, unsigned, old, Work(BOT, times=50)) == 0.9
    assert read("history.signed_off_share", Work(BOT, times=3)) == Unknown("no commit by a person")


def test_a_shallow_history_knows_only_the_windows_it_covers() -> None:
    """What lies wholly inside what was seen is known; all time, and any wider window, is not."""
    partial = a_history([Work(ADA, times=40, every=10)], partial="shallow clone")
    snapshot = a_snapshot(history=partial)
    facts = facts_of(snapshot)
    assert plain(facts.get("activity.commits_in_twelve_months")) == 37
    assert plain(facts.get("contributors.active")) == 1
    hidden = Unknown("shallow clone; all time reaches beyond what was seen")
    for name in (
        "contributors.absence_factor_all_time",
        "history.commits",
        "project.age_days",
        "contributors.new_core",
    ):
        assert facts.get(name) == hidden
    short = facts_of(a_snapshot(history=a_history([Work(ADA, times=40)], partial="shallow clone")))
    assert short.get("contributors.absence_factor") == Unknown(
        "shallow clone; the last 12 months reaches beyond what was seen"
    )
    assert plain(short.get("activity.days_since_last_commit")) == 1
    assert short.get("history.signed_off_share") == Unknown(
        "shallow clone; fewer than 100 commits by people were seen"
    )
    bare = facts_of(a_snapshot(history=a_history([Work(BOT)], partial="shallow clone")))
    assert bare.get("activity.days_since_last_commit") == Unknown(
        "shallow clone; no commit by a person was seen"
    )


def test_an_unseen_history_is_not_a_dead_project() -> None:
    """Commits we could not list make every figure unknown, with the reason, never a nought."""
    unseen = Unknown("history too large")
    facts = facts_of(replace(a_snapshot(), history=unseen))
    others = ("history.commits", "contributors.bot_share", "project.age_days", "releases.unreleased_commits")
    assert [facts.get(name) for name in (*PEOPLE_FACTS, *others)] == [unseen] * (len(PEOPLE_FACTS) + 4)


def test_no_reading_names_anybody() -> None:
    """Values and evidence are counts: neither names nor addresses of contributors leave the snapshot."""
    work = [Work(ADA, times=30, coauthors=(CLEO,)), Work(BEN, committer=CLEO, times=5), Work(BOT)]
    facts = facts_of(a_snapshot(work=work, tags={"v1.0.0": 9.0}))
    told = repr([facts.get(name) for name in PEOPLE_FACTS]).casefold()
    assert [word for word in ("ada", "ben", "cleo", "example.org", "dependabot") if word in told] == []


def test_a_history_of_nothing_but_strangers_is_refused_in_time() -> None:
    """More identities than any real project has: unknown, instead of minutes of merging."""
    crowd = replace(a_history([Work(ADA)]), identities=(identity(ADA),) * (MAX_IDENTITIES + 1))
    assert facts_of(replace(a_snapshot(), history=crowd)).get("contributors.active") == Unknown(
        "more than 250000 different names and addresses in the history"
    )


def test_wrong_clocks_neither_hide_nor_invent_activity() -> None:
    """A commit from 2099 counts when its author's clock was right; one from 1970 on both counts only in
    all time.
    """
    work = [Work(ADA, days_ago=3), Work(BEN, days_ago=-0.5), Work(CLEO, days_ago=-30_000)]
    history = a_history([*work, Work(ADA, days_ago=30_000)])
    assert list(history.authored) == sorted(history.authored, reverse=True)
    mended = replace(history, authored=history.authored[:])
    mended.authored[0] = int((NOW - timedelta(days=2)).timestamp())
    facts = facts_of(a_snapshot(history=mended))
    assert plain(facts.get("activity.commits_in_twelve_months")) == 3
    assert plain(facts.get("activity.days_since_last_commit")) == 0
    assert plain(facts.get("history.human_commits")) == 4
    assert plain(facts.get("project.age_days")) == 3


some_work = st.lists(
    st.builds(
        Work,
        by=st.sampled_from([ADA, BEN, CLEO]),
        days_ago=st.integers(0, 900),
        times=st.integers(1, 30),
        every=st.sampled_from([0, 1, 20]),
        merge=st.booleans(),
        signed_off=st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


@given(
    some_work,
    st.lists(st.builds(Work, by=st.just(BOT), days_ago=st.integers(0, 900), times=st.integers(1, 99))),
)
def test_the_commits_of_a_bot_change_no_figure_on_people(work: list[Work], bots: list[Work]) -> None:
    assert values(a_snapshot(work=[*work, *bots])) == values(a_snapshot(work=work))


@given(some_work)
def test_one_person_under_two_identities_counts_once(work: list[Work]) -> None:
    """Splitting a person in two that the mailmap joins changes nothing."""
    split = [
        replace(some, by="al <al@home.example.org>") if number % 2 else some
        for number, some in enumerate(work)
    ]
    joined = [replace(some, by=ADA) if number % 2 else some for number, some in enumerate(work)]
    files = {".mailmap": "Ada Example <ada@example.org> <al@home.example.org>\n"}
    assert values(a_snapshot(files, split)) == values(a_snapshot(files, joined))


@given(some_work)
def test_the_order_of_commits_does_not_matter(work: list[Work]) -> None:
    """Columns turned round give the same figures; only which of two commits of one second is newer may
    differ.
    """
    history = a_history(work)
    turned = replace(
        history,
        authors=history.authors[::-1],
        committers=history.committers[::-1],
        authored=history.authored[::-1],
        committed=history.committed[::-1],
        flags=history.flags[::-1],
    )
    plain_share = "history.signed_off_share"
    forwards, backwards = values(a_snapshot(history=history)), values(a_snapshot(history=turned))
    assert {**forwards, plain_share: 0} == {**backwards, plain_share: 0}


def test_every_figure_on_commits_says_how_many_it_counts_in_which_window() -> None:
    """Those over all time too, and what is a window itself."""
    work = [Work((ADA, BEN, CLEO)[turn % 3], days_ago=10 + turn * 9, times=3) for turn in range(90)]
    facts = facts_of(a_snapshot(work=work))
    read = {name: facts.get(name) for name in facts.catalogue if name.startswith(_COUNTING)}
    silent = [
        name
        for name, reading in read.items()
        if isinstance(reading, Value)
        and not {"window", "commits counted"} <= {item.name for item in reading.evidence if item.value}
    ]
    assert (len(read) > 30, silent) == (True, [])


_COUNTING = ("activity.", "contributors.", "history.")
