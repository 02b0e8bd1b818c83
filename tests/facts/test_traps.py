"""Histories that lead figures on people astray, each made by hand in a real repository and read as a user would."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from oshealth.facts import Facts, Value, facts_of
from oshealth.reference import RepoRef
from oshealth.sources import Look, Needs, open_source
from tests.git_repos import ADA, BO, FIRST, Made, a_repository

DAY = 86_400
CY = "Cy Example <cy@example.org>"
DI = "Di Example <di@example.org>"
HUB = "GitHub <noreply@github.com>"
BOT = "renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>"
AS_OF = datetime.fromtimestamp(FIRST + 100 * DAY, UTC)
NEEDS = Needs(frozenset({"tree", "texts", "history", "changes", "tags"}), (".mailmap",))
LONG = "".join(f"line {number} of a file long enough to be known again\n" for number in range(40))


def figures(folder: Path, commits: Iterable[Made], *names: str, deep: bool = False) -> list[object]:
    """Values of facts of the family `contributors`, or of any with a dot; why not, where one is unknown."""
    facts = read(folder, commits, deep)
    readings = (facts.get(name if "." in name else f"contributors.{name}") for name in names)
    return [one.value if isinstance(one, Value) else one.reason for one in readings]


def read(folder: Path, commits: Iterable[Made], deep: bool = False) -> Facts:
    path = str(a_repository(folder / "repo", commits))
    look = Look(cache=folder / "cache", deep=deep, as_of=AS_OF)
    return facts_of(open_source(RepoRef(path=path)).collect(RepoRef(path=path), NEEDS, look))


def times(by: str, many: int, first: int = 0, **more: object) -> list[Made]:
    """So many commits by one person, a day apart."""
    return [Made({}, by=by, at=FIRST + (first + day) * DAY, **more) for day in range(many)]  # type: ignore[arg-type]


def test_an_octopus_merge_is_nobodys_work(tmp_path: Path) -> None:
    """Three branches merged at once: their commits count once each, the merge for nobody, its maker lets work in."""
    branches = [
        made for name, who in (("one", BO), ("two", CY), ("three", DI)) for made in times(who, 8, branch=name)
    ]
    octopus = Made({}, by=ADA, merges="one two three", at=FIRST + 30 * DAY)
    told = ("history.commits", "history.human_commits", "active", "absence_factor", "mergers")
    assert figures(tmp_path, [*times(ADA, 1), *branches, octopus], *told) == [26, 25, 4, 2, 1]


def test_a_merged_root_brings_its_own_past(tmp_path: Path) -> None:
    """A project grown elsewhere and merged with its history: it is as old as its oldest root, its people count."""
    elsewhere = times(BO, 20, first=-900, branch="elsewhere")
    join = Made({}, by=ADA, merges="elsewhere", at=FIRST + 30 * DAY)
    told = ("project.age_days", "history.human_commits", "active_in_twelve_months", "absence_factor_all_time")
    assert figures(tmp_path, [*times(ADA, 21), *elsewhere, join], *told) == [1000, 41, 1, 1]


def test_rewritten_authors_are_one_person_by_the_mailmap(tmp_path: Path) -> None:
    """Half of the history was rewritten to a new name and address: joined by the project's word, one person of two."""
    mailmap = Made({".mailmap": "Ada Example <ada@example.org> Ada Old <ada@old.example>\n"}, by=BO)
    work = [*times("Ada Old <ada@old.example>", 15), *times(ADA, 15, first=15), mailmap]
    told = ("active", "absence_factor", "top_share", "new")
    assert figures(tmp_path / "with", work, *told) == [2, 1, 0.968, 2]
    assert figures(tmp_path / "without", work[:-1], *told) == [2, 1, 0.5, 2]


def test_a_rewritten_past_counts_by_when_it_was_committed(tmp_path: Path) -> None:
    """Rewriting gives every commit the date of the rewriting: what was written years ago entered the history then."""
    old = [
        Made({}, by=BO, committer=ADA, at=FIRST + number)  # one moment for all of them
        for number in range(30)
    ]
    assert figures(tmp_path, old, "active", "committers", "mergers", "activity.active_months") == [1, 1, 1, 1]


def test_empty_names_and_addresses_are_told_apart_as_far_as_they_can_be(tmp_path: Path) -> None:
    """Without a name the address tells; without an address the name does; without both it is one somebody."""
    work = [
        *times(" <ada@example.org>", 10),
        *times(" <bo@example.org>", 10, first=10),
        *times("Cy <>", 10, first=20),
        *times(" <>", 10, first=30),
    ]
    assert figures(tmp_path, work, "active", "absence_factor", "top_share") == [4, 2, 0.25]


def test_dates_of_1970_and_2106_neither_hide_nor_invent(tmp_path: Path) -> None:
    """A commit of either clock has no date of its own: it counts in all time, in no window, and makes nobody new."""
    odd = [Made({}, by=BO, at=1), Made({}, by=CY, at=(1 << 32) - 1)]
    told = (
        "active",
        "absence_factor_all_time",
        "history.human_commits",
        "new",
        "activity.days_since_last_commit",
    )
    assert figures(tmp_path, [*odd, *times(ADA, 30)], *told) == [1, 1, 32, 1, 71]


def test_coauthors_count_in_the_variant_alone_and_bots_in_none(tmp_path: Path) -> None:
    """Pairs: by author Ada made it all; shared equally Bo made half; an agent as co-author changes nothing."""
    together = f"Work\n\nCo-authored-by: {BO}\nCo-authored-by: Claude <noreply@anthropic.com>\n"
    pairs = times(ADA, 30, message=together)
    told = ("active", "absence_factor", "absence_factor_with_coauthors")
    assert figures(tmp_path, [*pairs, *times(CY, 10, first=40)], *told) == [2, 1, 2]


def test_a_cherry_pick_is_its_authors_work_and_shows_who_let_it_in(tmp_path: Path) -> None:
    """The same change on two branches is two commits of its author; who picked it is no author of it."""
    fixes = times(ADA, 15)
    picked = times(ADA, 15, first=20, committer=BO, branch="stable")
    join = Made({}, by=BO, merges="stable", at=FIRST + 50 * DAY)
    told = ("active", "top_share", "committers", "mergers")
    assert figures(tmp_path, [*fixes, *picked, join], *told) == [1, 1.0, 2, 1]


def test_a_vendored_import_weighs_as_one_commit_and_makes_no_author(tmp_path: Path) -> None:
    """Four hundred files of other people's code in one commit: not the work of who brought them."""
    brought = {f"vendor/lib/f{number}.py": f"{number}\n{LONG}" for number in range(400)}
    own = [
        Made({f"src/a{number}.py": f"{number}\n{LONG}"}, by=ADA if number % 2 else BO) for number in range(30)
    ]
    work = [*own, Made(brought, by=CY)]
    told = ("absence_factor", "top_share", "truck_factor", "orphaned_folders")
    assert figures(tmp_path, work, *told, deep=True) == [2, 0.484, 2, ()]


def test_a_project_of_squashed_changes_hides_who_lets_in(tmp_path: Path) -> None:
    """The forge commits for everybody: authors count, the forge is no committer, and one cannot tell who merges."""
    squashed = [
        made for place, who in enumerate((ADA, BO, CY)) for made in times(who, 10, place * 10, committer=HUB)
    ]
    told = ("active", "absence_factor", "committers", "mergers", "several_mergers")
    assert figures(tmp_path, squashed, *told) == [
        3, 2, 0, 0, "git shows nobody who merges; who else may, only the forge can tell",
    ]  # fmt: skip


def test_who_renames_everything_joins_those_who_wrote(tmp_path: Path) -> None:
    """Every file moved by Di in one commit. By the paper a rename is a change: Di stands beside the authors, who keep
    their files, so nothing is orphaned by Di's leaving, and one more may go.
    """
    files = {f"a{number}.py": f"{number}\n{LONG}" for number in range(12)}
    by = dict(zip(files, (ADA, BO, CY) * 4, strict=True))
    written = [Made({path: text}, by=by[path]) for path, text in files.items()]
    moved = Made({f"lib/{path}": text for path, text in files.items()}, by=DI, removes=tuple(files))
    told = ("truck_factor", "orphaned_folders")
    assert figures(tmp_path / "before", written, *told, deep=True) == [2, ()]
    assert figures(tmp_path / "after", [*written, moved], *told, deep=True) == [3, ()]


def test_a_flood_of_updates_by_a_bot_is_no_person(tmp_path: Path) -> None:
    """More than half of all commits: a factor of 1 would be the bot's."""
    work = [*times(BOT, 60), *times(ADA, 12), *times(BO, 12, first=12)]
    assert figures(tmp_path, work, "absence_factor", "active", "bot_share") == [1, 2, 0.714]


def test_bringing_ones_own_branch_up_to_date_lets_nobodys_work_in(tmp_path: Path) -> None:
    """A button of the forge merges the main line into a branch, in the name of whoever asks for the change."""
    work = [
        *times(ADA, 20),
        Made({"bird.txt": "a duck\n"}, by=BO, branch="ducks", at=FIRST + 21 * DAY),
        Made({"README.md": "# Birds\n"}, by=ADA, at=FIRST + 22 * DAY),
        Made({}, by=BO, committer=HUB, branch="ducks", merges="main", at=FIRST + 23 * DAY),
        Made({}, by=ADA, committer=HUB, merges="ducks", at=FIRST + 24 * DAY),
    ]
    assert figures(tmp_path, work, "mergers", "history.commits") == [1, 24]


def test_a_contributor_whose_machine_has_another_name_lets_nobodys_work_in(tmp_path: Path) -> None:
    """Their commits come in by a merge: who committed them on the branch is not who let them in. On the main line it is."""
    laptop = "diizzy <di@laptop.example.net>"
    branch = times(DI, 3, first=21, committer=laptop, branch="ducks")
    merged = Made({}, by=ADA, committer=HUB, merges="ducks", at=FIRST + 30 * DAY)
    assert figures(tmp_path / "merged", [*times(ADA, 20), *branch, merged], "mergers") == [1]
    picked = times(DI, 3, first=21, committer=BO)
    assert figures(tmp_path / "picked", [*times(ADA, 20), *picked], "mergers") == [1]
    both = [*times(ADA, 20), *branch, merged, *times(DI, 3, first=40, committer=BO)]
    assert figures(tmp_path / "both", both, "mergers") == [2]
