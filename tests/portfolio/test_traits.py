"""What a repository tells of its ties: people as digests that meet across repositories, organisations, packages."""

from datetime import UTC, datetime
from pathlib import Path

from oshealth.auditing import Looking, case_of
from oshealth.portfolio.traits import traits_of
from oshealth.portfolio.values import Traits
from oshealth.reference import RepoRef
from oshealth.rulebook import Rulebook
from tests.cli.running import NOW
from tests.git_repos import Made, a_repository

SALT, OTHER = b"one folder", b"another"


def traits(folder: Path, *commits: Made, salt: bytes = SALT, with_names: bool = False) -> Traits:
    """The traits of a repository with these commits."""
    ref = RepoRef.parse(str(a_repository(folder, commits)))
    return traits_of(
        case_of(
            ref, Rulebook.load("community"), looking=Looking(as_of=datetime(2026, 7, 31, tzinfo=UTC))
        ).facts(),
        salt,
        with_names,
    )


def by(*authors: str) -> list[Made]:
    """A commit by each."""
    return [
        Made({"x": f"{number} {author}"}, by=author, at=NOW + number) for number, author in enumerate(authors)
    ]


def test_somebody_is_the_same_in_two_repositories_by_address_and_by_account(tmp_path: Path) -> None:
    """Ada by her private address at the forge, with the number before it or without; Ben by his mail; nobody by a name."""
    one = traits(
        tmp_path / "one", *by("Ada E <12+ada-e@users.noreply.github.com>", "Ben Example <ben@b.example>")
    )
    two = traits(
        tmp_path / "two",
        *by("A. E. <ada-e@users.noreply.github.com>", "B <Ben@B.example>", "Ada E <x@y.example>"),
    )
    marks = [[set(person.marks) for person in found.people] for found in (one, two)]
    shared = sorted(sum(bool(here & there) for there in marks[1]) for here in marks[0])
    assert (len(marks[0]), len(marks[1]), shared) == (2, 3, [1, 1])


def test_a_placeholder_makes_nobody_the_same(tmp_path: Path) -> None:
    """Two people who both never set their address have no mark at all."""
    one = traits(tmp_path / "one", *by("Ada Example <root@localhost>"))
    assert [(person.marks, person.commits) for person in one.people] == [((), 1)]


def test_no_address_and_no_name_is_kept_unless_asked_for(tmp_path: Path) -> None:
    """Digests differ from folder to folder, so that nobody can be followed from one to the other."""
    one, other, named = (
        traits(tmp_path / name, *by("Ada Example <ada@b.example>"), salt=salt, with_names=with_names)
        for name, salt, with_names in (("1", SALT, False), ("2", OTHER, False), ("3", SALT, True))
    )
    assert "ada" not in repr(one).lower().replace(str(tmp_path).lower(), "")
    assert one.people[0].marks != other.people[0].marks
    assert (named.people[0].name, named.people[0].marks) == ("Ada Example", one.people[0].marks)


def test_organisations_are_told_where_half_of_the_commits_tell_one(tmp_path: Path) -> None:
    """And only where at least two people come from one."""
    nest = by(*["Ada Example <ada@nest.example>", "Ben Example <ben@nest.example>"] * 10)
    private = [f"P{n} Example <p{n}@gmail.com>" for n in range(30)]
    assert traits(tmp_path / "one", *nest).organisations == ("nest.example",)
    assert traits(tmp_path / "two", *nest, *by(*private)).organisations == ()


def test_packages_are_those_of_the_manifests(tmp_path: Path) -> None:
    manifest = '[project]\nname = "Birds_of.Prey"\ndependencies = ["attrs>=23", "Wing[fast]; python_version>\'3\'"]\n'
    found = traits(
        tmp_path / "one",
        Made({"pyproject.toml": manifest, "package.json": '{"name": "nest", "private": true}'}),
    )
    assert (found.provides, found.depends) == (("pypi:birds-of-prey",), ("pypi:attrs", "pypi:wing"))
