"""A list that calls one repository by an old and a new name: it counts once, when the forge has told."""

from pathlib import Path

from oshealth.portfolio.roster.joining import within
from oshealth.portfolio.summary.renames import Renamed, joined
from tests.portfolio.told import a_roster

LIST = """Project,Repository,Grant
Birds,https://github.com/example/ducks,100
Birds again,https://github.com/example/birds,200
Fish,https://github.com/example/fish,300
"""


def test_two_names_of_one_repository_are_one_under_the_name_of_today(tmp_path: Path) -> None:
    roster = a_roster(tmp_path, LIST)
    old, new, fish = (target.key for target in roster.targets)
    once = joined(roster, {old: "Example/Birds", new: "example/birds", fish: ""})
    assert once.stands == {old: new, new: new, fish: fish}
    assert [(target.key, target.rows) for target in once.roster.targets] == [(new, (0, 1)), (fish, (2,))]
    assert [(one.name, one.targets, one.rows) for one in once.roster.projects] == [
        ("Birds", (new,), (0,)),
        ("Birds again", (new,), (1,)),
        ("Fish", (fish,), (2,)),
    ]
    assert once.renamed == (Renamed("example/ducks", "Example/Birds"),)


def test_nothing_is_joined_that_the_forge_did_not_tell(tmp_path: Path) -> None:
    roster = a_roster(tmp_path, LIST)
    assert joined(roster, {}).roster == roster


def test_what_a_limit_left_out_stays_as_the_list_has_it(tmp_path: Path) -> None:
    roster = within(a_roster(tmp_path, LIST), 2)
    old, new = (target.key for target in roster.targets)
    once = joined(roster, {old: "example/birds"})
    assert [target.key for target in once.roster.targets] == [new]
    assert once.roster.projects[2] == roster.projects[2]


def test_the_same_name_on_another_host_is_another_repository(tmp_path: Path) -> None:
    roster = a_roster(
        tmp_path, "Project,Repository\nA,https://github.com/example/a\nB,https://codeberg.org/example/a\n"
    )
    assert joined(roster, {}).roster == roster
