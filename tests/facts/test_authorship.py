"""Who wrote which file, the truck factor, and folders without authors: on small histories in a real repository."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oshealth.changes import NO_SOURCE
from oshealth.facts import Facts, Value, facts_of
from oshealth.facts.authorship import Authorship, authorship, degree, departures, orphaned_folders
from oshealth.facts.departure import Leavers, leavers, without
from oshealth.facts.source_files import is_source
from oshealth.reference import RepoRef
from oshealth.snapshot import Unknown
from oshealth.sources import Look, Needs, open_source
from tests.git_repos import ADA, BO, Made, a_repository

CY = "Cy Example <cy@example.org>"
BOT = "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>"
NEEDS = Needs(frozenset({"tree", "texts", "history", "changes"}), (".mailmap",))
LONG = "".join(f"line {number} of a file long enough to be known again\n" for number in range(40))


def seen(folder: Path, commits: Iterable[Made], deep: bool = True) -> Facts:
    """The facts of a repository made of these commits."""
    path = str(a_repository(folder / "repo", commits))
    look = Look(cache=folder / "cache", deep=deep)
    return facts_of(open_source(RepoRef(path=path)).collect(RepoRef(path=path), NEEDS, look))


def wrote(facts: Facts) -> dict[str, list[str]]:
    """Authors by file, by first name."""
    found = facts.once(authorship)
    assert isinstance(found, Authorship)
    history, everybody = facts.snapshot.history, found.by_file
    assert not isinstance(history, Unknown)
    names = [identity.name.split()[0] for identity in history.identities]
    return {path: sorted(names[person] for person in people) for path, people in everybody.items()}


def value(facts: Facts, name: str) -> object:
    reading = facts.get(f"contributors.{name}")
    return reading.value if isinstance(reading, Value) else reading


def test_the_degree_of_authorship_of_the_paper() -> None:
    """3.293 + 1.098 FA + 0.164 DL - 0.321 ln(1 + AC)."""
    assert degree(is_first=True, own=0, others=0) == pytest.approx(4.391)
    assert degree(is_first=False, own=10, others=9) == pytest.approx(3.293 + 1.64 - 0.321 * 2.302585)


def test_who_adds_is_the_author_until_others_do_much_more(tmp_path: Path) -> None:
    """By the formula one change makes a second author, twelve the only one; of many by others, one makes none."""
    commits = [Made({"a.py": LONG, "b.py": LONG}, by=ADA)]
    commits += [Made({"a.py": LONG + str(number)}, by=BO) for number in range(12)]
    commits += [Made({"a.py": LONG, "b.py": LONG + "1"}, by=CY)]
    assert wrote(seen(tmp_path, commits)) == {"a.py": ["Bo"], "b.py": ["Ada", "Cy"]}


def test_renames_keep_their_authors(tmp_path: Path) -> None:
    """A rename of everything, with a line changed in each file, takes nobody's authorship; it counts as one change."""
    files = {f"src/{name}.py": f"# {name}\n{LONG}" for name in "abc"}
    moved = {path.replace("src/", "lib/"): text + "# moved\n" for path, text in files.items()}
    found = wrote(seen(tmp_path, [Made(files, by=ADA), Made(moved, by=BO, removes=tuple(files))]))
    assert found == {"lib/a.py": ["Ada", "Bo"], "lib/b.py": ["Ada", "Bo"], "lib/c.py": ["Ada", "Bo"]}


def test_a_change_to_the_old_name_on_another_branch_counts(tmp_path: Path) -> None:
    """Work on a file that was renamed meanwhile is not lost."""
    commits = [
        Made({"old.py": LONG}, by=ADA),
        Made({"new.py": LONG}, by=ADA, removes=("old.py",)),
        *(Made({"old.py": LONG + str(number)}, by=BO, branch="side") for number in range(4)),
    ]
    commits[2] = Made({"old.py": LONG}, by=BO, branch="side")
    commits.append(Made({}, merges="side"))
    assert wrote(seen(tmp_path, commits)) == {"new.py": ["Ada", "Bo"]}


def test_only_source_files_count(tmp_path: Path) -> None:
    """A vendored import by one person, documentation and generated files do not make an author."""
    commits = [
        Made({f"vendor/{number}.js": LONG for number in range(30)}, by=BO),
        Made({"README.md": LONG, "docs/guide.md": LONG, "api_pb2.py": LONG, "logo.svg": "<svg/>"}, by=BO),
        Made({"src/a.py": LONG}, by=ADA),
    ]
    assert wrote(seen(tmp_path, commits)) == {"src/a.py": ["Ada"]}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("lib/geo.rb", True),
        ("Makefile", True),
        ("index.html", True),
        ("kite.gemspec", True),
        ("t/kite.t", True),
        ("views/kite.ejs", True),
        ("kite.ipynb", True),
        ("node_modules/x/index.js", False),
        ("jquery.min.js", False),
        ("docs/conf.py", False),
        ("README.md", False),
        ("data.json", False),
        (".py", False),
        ("script", False),
    ],
)
def test_which_files_are_source(path: str, expected: bool) -> None:
    """By path alone."""
    assert is_source(path) is expected


def test_bots_are_no_authors(tmp_path: Path) -> None:
    """What a program added belongs to nobody until a person changes it."""
    commits = [Made({"a.py": LONG}, by=BOT), Made({"b.py": LONG}, by=BOT), Made({"b.py": LONG + "1"}, by=ADA)]
    assert wrote(seen(tmp_path, commits)) == {"b.py": ["Ada"]}


def three_folders(folder: Path) -> Facts:
    """Ada wrote two folders of five files and Bo one; Cy wrote two files of his own in Bo's."""
    ada = {
        f"{name}/{number}.py": f"# {name}{number}\n{LONG}" for name in ("core", "net") for number in range(5)
    }
    bo = {f"ui/{number}.py": f"# ui{number}\n{LONG}" for number in range(5)}
    cy = {f"ui/extra{number}.py": f"# extra{number}\n{LONG}" for number in range(2)}
    return seen(folder, [Made(ada, by=ADA), Made(bo, by=BO), Made(cy, by=CY)])


def test_the_truck_factor_says_what_each_departure_costs(tmp_path: Path) -> None:
    """Without Ada less than half of the files have an author: one person, two folders."""
    reading = three_folders(tmp_path).get("contributors.truck_factor")
    assert isinstance(reading, Value)
    assert reading.value == 1
    assert [(item.name, item.value) for item in reading.evidence] == [
        ("window", "all time"),
        ("source files with authors counted", 17),
        ("departure 1: files that still have authors 41%, folders orphaned", ("core/", "net/")),
    ]


def test_what_if_somebody_left(tmp_path: Path) -> None:
    """Without Bo the folder ui is orphaned, and one more departure still leaves less than half."""
    facts = three_folders(tmp_path)
    gone = leavers(facts, ["Bo Example"])
    assert isinstance(gone, Leavers)
    later = without(facts, gone)
    assert value(later, "orphaned_folders") == ("ui/",)
    assert (value(facts, "truck_factor"), value(later, "truck_factor")) == (1, 1)
    assert value(facts, "orphaned_folders") == ("core/", "net/")


def test_departures_stop_when_half_is_lost() -> None:
    """Of four equal authors three must go; somebody who has gone already is not counted again."""
    found = Authorship({f"{letter}.py": frozenset({number}) for number, letter in enumerate("abcd")})
    assert [step.coverage for step in departures(found)] == [0.75, 0.5, 0.25]
    assert [step.person for step in departures(found, frozenset({0, 1}))] == [2]


def test_an_orphaned_folder_is_told_once() -> None:
    """Not again with every folder inside it; small folders are not told."""
    found = Authorship(
        {f"a/b/{number}.py": frozenset({1}) for number in range(6)}
        | {"small/x.py": frozenset({1}), "c.py": frozenset({2})}
    )
    assert orphaned_folders(found, {1}) == ("a/",)


def test_without_deep_it_is_unknown(tmp_path: Path) -> None:
    """Never 0."""
    facts = seen(tmp_path, [Made({"a.py": LONG})], deep=False)
    assert value(facts, "truck_factor") == Unknown("only read with --deep")


def test_a_project_without_source_has_no_truck_factor(tmp_path: Path) -> None:
    """Documentation alone is unknown, not 0."""
    facts = seen(tmp_path, [Made({"README.md": LONG})])
    assert value(facts, "truck_factor") == Unknown("no source file has an author in the history")


def test_the_columns_of_changes(tmp_path: Path) -> None:
    """Kinds, paths and rows as git lists them; a merge has none, and a name may hold anything."""
    odd = "a\tb\n\x01.py"
    facts = seen(
        tmp_path,
        [
            Made({"a.py": LONG}),
            Made({odd: "x\n"}, branch="side", by=BO),
            Made({"a.py": LONG + "1"}),
            Made({odd: "x\n"}, merges="side"),
        ],
    )
    changes, history = facts.snapshot.changes, facts.snapshot.history
    assert not isinstance(changes, Unknown)
    assert not isinstance(history, Unknown)
    rows = [
        (changes.names[path], chr(kind), source, history.commit(row).author.name)
        for row, path, source, kind in zip(
            changes.rows, changes.paths, changes.sources, changes.kinds, strict=True
        )
    ]
    assert sorted(rows) == [
        (odd, "A", NO_SOURCE, "Bo Example"),
        ("a.py", "A", NO_SOURCE, "Ada Example"),
        ("a.py", "M", NO_SOURCE, "Ada Example"),
    ]


@given(
    st.dictionaries(
        st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map(lambda parts: "/".join(parts) + ".py"),
        st.frozensets(st.integers(0, 5), min_size=1, max_size=3),
        min_size=1,
        max_size=40,
    ),
    st.frozensets(st.integers(0, 5), max_size=2),
)
def test_departures_are_what_is_orphaned_step_by_step(
    by_file: dict[str, frozenset[int]], gone: frozenset[int]
) -> None:
    """Each step tells the files and folders that the definition gives for all who are gone by then, no more."""
    found, away = Authorship(by_file), {*gone}
    for step in departures(found, gone):
        assert found.coverage(away) >= 0.5
        before = orphaned_folders(found, away)
        away.add(step.person)
        assert step.coverage == round(found.coverage(away), 3)
        assert step.folders == tuple(one for one in orphaned_folders(found, away) if one not in before)
    assert found.coverage(away) < 0.5
