"""Who is listed as a maintainer, from every place where projects write it, and nobody who is not."""

import pytest

from oshealth.facts import FactValue, facts_of
from oshealth.facts.base import Value
from oshealth.facts.markup import parse
from oshealth.facts.owners import read_codeowners
from oshealth.facts.people_lists import read_list
from oshealth.facts.roster import Person, Roster
from oshealth.snapshot import Unknown
from tests.builders import a_snapshot


def fact(files: dict[str, str | Unknown], name: str) -> FactValue:
    reading = facts_of(a_snapshot(files)).get(name)
    assert isinstance(reading, Value)
    return reading.value


TWO = ("Ada Example <ada@example.org> (@ada-x)", "Bob Beispiel (@bobb)")


@pytest.mark.parametrize(
    ("path", "text", "people"),
    [
        ("MAINTAINERS.md", "# Maintainers\n\n* Ada Example (<ada@example.org> / @ada-x)\n* Bob Beispiel (@bobb)\n",
         TWO),
        ("MAINTAINERS.md",
         "| Name | GitHub | Mail |\n|---|---|---|\n| Ada Example | [@ada-x](https://github.com/ada-x) | ada@example.org |\n"
         "| Bob Beispiel | [bobb](https://github.com/bobb) | |\n",
         TWO),
        ("MAINTAINERS", "Ada Example <ada@example.org> (@ada-x)\nBob Beispiel (@bobb)\n",
         TWO),
        ("MAINTAINERS", "KITE CORE\nM:\tAda Example <ada@example.org>\nS:\tMaintained\n", ("Ada Example <ada@example.org>",)),
        ("MAINTAINERS.md", "# Maintainers\n\n- Ada Example\n- Bob Beispiel, Example Ltd\n\n## Emeritus\n\n- Cem Örnek\n",
         ("Ada Example", "Bob Beispiel")),
        ("MAINTAINERS.md",
         "# Maintainers\n\n* Ada Example @ada-x\n* Bob Beispiel @bobb\n\n## Directors\n\n* Cem Örnek <cem@example.org>\n\n"
         "## Steering Committee\n\n* Dee Exempel (Example Ltd) @dee\n\n## Emeriti\n\nFormer ones:\n\n* Eve Esempio @eve-x\n",
         ("Ada Example (@ada-x)", "Bob Beispiel (@bobb)")),
        ("MAINTAINERS.md", "# Maintainers\n\n## Technical Steering Committee\n\n- Ada Example (@ada-x)\n",
         ("Ada Example (@ada-x)",)),
        ("MAINTAINERS.md", "# People\n\n## Steering Committee\n\n- Ada Example (@ada-x)\n\n## Alumni\n\n- Bob Beispiel\n",
         ("Ada Example (@ada-x)",)),
        ("MAINTAINERS.yml", "maintainers:\n  - name: Ada Example\n    github: ada-x\nemeritus:\n  - name: Cem Ornek\n",
         ("Ada Example (@ada-x)",)),
        ("MAINTAINERS", '[people]\n  [people.ada]\n  Name = "Ada Example"\n  Email = "ada@example.org"\n  GitHub = "ada-x"\n',
         (TWO[0],)),
        ("MAINTAINERS",
         "Ada Example <ada@example.org>\n\nFormer Maintainers:\nCem Örnek <cem@example.org>\nDee Exempel <dee@example.org>\n",
         ("Ada Example <ada@example.org>",)),
        ("MAINTAINERS", "Emeritus:\n  Cem Örnek <cem@example.org>\n\nActive:\n  Ada Example <ada@example.org>\n",
         ("Ada Example <ada@example.org>",)),
        ("OWNERS", "approvers:\n- ada-x\n- bobb\nreviewers:\n- dee\nemeritus_approvers:\n- cem\n", ("(@ada-x)", "(@bobb)")),
        ("OWNERS", "ada@example.org\nbob@example.org\n", ("<ada@example.org>", "<bob@example.org>")),
        ("CODEOWNERS", "# comment @nobody\n* @ada-x bob@example.org # @cem\n", ("(@ada-x)", "<bob@example.org>")),
        ("README.md", "# Kite\n\nFlies.\n\n## Maintainers\n\n- [Ada Example](https://github.com/ada-x)\n\n## License\n\n@mit\n",
         ("Ada Example (@ada-x)",)),
        ("README.md", "# Pipa\n\nVoa.\n\n# Sobre o Time\n\n| Papel | Titular | Suplente |\n|---|---|---|\n"
         "| Product Owner | Ada Example e Bob Beispiel | Cem Ornek |\n| Gerente de Projeto | | |\n\n"
         "## Protótipos\n\n| Quem | Onde |\n",
         ("Ada Example", "Bob Beispiel", "Cem Ornek")),
        ("README.md", "# Kite\n\n## Team\n\n| Part | What |\n|---|---|\n| Core Library | Fast Kites |\n\n## License\n", ()),
        ("AUTHORS", "Created By:\nCem Ornek   <cem@example.org>\n\nMaintained by:\nAda Example  <ada@example.org>\n"
         "Bob Beispiel <bob@example.org>\n\nContributions by:\nDee Exempel <dee@example.org>\n",
         ("Ada Example <ada@example.org>", "Bob Beispiel <bob@example.org>")),
        ("AUTHORS.md", "# Authors\n\n## Maintainers\n\n- Ada Example\n\n## Contributors\n\n- Cem (@cem)\n", ("Ada Example",)),
        ("AUTHORS", "Ada Example <ada@example.org>\nBob Beispiel <bob@example.org>\n", ()),
        ("package.json",
         '{"maintainers": [{"name": "Ada Example", "email": "ada@example.org"}, "Bob Beispiel <bob@example.org>"]}',
         ("Ada Example <ada@example.org>", "Bob Beispiel <bob@example.org>")),
        ("pyproject.toml", '[project]\nauthors = [{name = "Cem Ornek"}]\nmaintainers = [{name = "Ada Example"}]\n',
         ("Ada Example",)),
        ("pom.xml", "<project><developers><developer><name>Ada Example</name></developer></developers></project>",
         ("Ada Example",)),
        ("pom.xml", "<project><developers><developer><name>Kite Contributors</name></developer><developer><name>Ada Example"
         "</name></developer></developers></project>", ("Ada Example",)),
        ("mix.exs", 'def package do\n  [maintainers: ["Ada Example", "Bob Beispiel"]]\nend\n', ("Ada Example", "Bob Beispiel")),
        ("DESCRIPTION", "Package: kite\nMaintainer: Ada Example <ada@example.org>\n", ("Ada Example <ada@example.org>",)),
        ("DESCRIPTION", 'Authors@R: c(person("Ada", "Example", role = c("cre")), person("Bob", "Beispiel", role = "aut"))\n',
         ("Ada Example",)),
        ("MAINTAINERS", "[Central]\n\n * Ada Example (ada-x)\n\n[Ministries]\n\n * Health : Bob Beispiel (bobb)\n"
         " * Process : See The Wiki (or ask)\n", ("Ada Example", "Bob Beispiel (@bobb)")),
        ("publiccode.yml", "maintenance:\n  contacts:\n    - name: Ada Example\n      email: ada@example.org\n",
         ("Ada Example <ada@example.org>",)),
        ("GOVERNANCE.md",
         "# Governance\n\n" + "We decide so. " * 50 + "\n\n## Current maintainers\n\n- Ada Example (@ada-x)\n\n## Votes\n",
         ("Ada Example (@ada-x)",)),
    ],
)  # fmt: skip
def test_every_way_to_list_maintainers_is_read(path: str, text: str, people: tuple[str, ...]) -> None:
    assert fact({path: text}, "maintainers.people") == people
    assert fact({path: text}, "maintainers.count") == len(people)


@pytest.mark.parametrize(
    "text",
    [
        "| Maintainer 1 | @username |\n",
        "- [Name] (@your-handle)\n- TODO\n- John Doe\n",
        "Write to team@example.org or security@example.org.\n",
        "Maintained with love. Use `@media` and @param.\n",
        "* @dependabot[bot]\n",
    ],
)
def test_placeholders_and_shared_addresses_are_nobody(text: str) -> None:
    assert fact({"MAINTAINERS.md": f"# Maintainers\n\n{text}"}, "maintainers.people") == ()


def test_one_person_in_two_places_counts_once() -> None:
    files: dict[str, str | Unknown] = {
        "CODEOWNERS": "* @ada-example @bobb\n",
        "pyproject.toml": '[project]\nmaintainers = [{name = "Ada Example"}, {name = "Robert Beispiel"}]\n',
    }
    assert fact(files, "maintainers.people") == ("Ada Example (@ada-example)", "(@bobb)", "Robert Beispiel")
    assert fact(files, "maintainers.count") == 2, "a handle alone and a name alone may be the same person"


def test_teams_are_no_people() -> None:
    files: dict[str, str | Unknown] = {
        "CODEOWNERS": "* @octo/kite-core\n",
        "package.json": '{"maintainers": ["The Kite Team"]}',
    }
    assert fact(files, "maintainers.people") == ()
    assert fact(files, "maintainers.teams") == ("octo/kite-core", "the kite team")


def test_aliases_of_owners_are_resolved() -> None:
    files: dict[str, str | Unknown] = {
        "OWNERS": "approvers:\n- kite-leads\n",
        "OWNERS_ALIASES": "aliases:\n  kite-leads:\n  - ada-x\n  - bobb\n",
    }
    assert fact(files, "maintainers.people") == ("(@ada-x)", "(@bobb)")


def test_a_list_kept_elsewhere_is_unknown() -> None:
    files: dict[str, str | Unknown] = {
        "README.md": "# Kite\n\nSee the [Maintainers](https://example.org/people).\n"
    }
    assert facts_of(a_snapshot(files)).get("maintainers.count") == Unknown(
        "README.md links to the list elsewhere; linked, not read"
    )


def test_who_shares_something_with_two_listed_people_is_the_first_of_them() -> None:
    """In whatever order a set of keys comes: a report is the same at every run."""
    for number in range(8):
        roster = Roster()
        for person in (
            Person(f"Ada Example{number}"),
            Person(handle=f"kite{number}"),
            Person(f"Ada Example{number}", handle=f"kite{number}"),
        ):
            roster.add(person)

        assert [str(person) for person in roster.people] == [
            f"Ada Example{number} (@kite{number})",
            f"(@kite{number})",
        ]


def test_a_codeowners_of_100_000_lines_is_bounded_and_says_how_far_it_was_read() -> None:
    roster = Roster()
    note = read_codeowners("".join(f"/path{n} @person-x{n}\n" for n in range(100_000)), roster)
    assert note == "only the first 20,000 lines were read"
    assert len(roster.people) == 2_000


def test_the_line_of_a_person_is_kept() -> None:
    roster = Roster()
    read_list(parse("MAINTAINERS.md", "# Maintainers\n\n- Ada Example\n  @ada-x\n"), roster)
    assert roster.people == [Person("Ada Example", "", "ada-x", 3)]
