"""Lists as people keep them: whatever the format, no row is lost and every repository is found once."""

import io
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from openpyxl import Workbook

from oshealth.errors import AskedWrongly, RepositoryNotFound
from oshealth.portfolio.roster import read_roster
from oshealth.portfolio.values import Roster
from oshealth.reference import RepoRef, parse


def a_list(tmp_path: Path, name: str, content: str | bytes) -> str:
    """A file with this content; its path."""
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(file)


def keys(roster: Roster) -> list[str]:
    return [target.key for target in roster.targets]


def reasons(roster: Roster) -> list[tuple[str, str]]:
    return [(str(one.place), one.reason) for one in roster.skipped]


def projects(roster: Roster) -> dict[str, tuple[str, ...]]:
    return {project.name: project.targets for project in roster.projects}


TIDY = (("Birds", "acme/birds"), ("Bees", "acme/bees"))


@pytest.mark.parametrize(
    ("mark", "name"), [(",", "list.csv"), (";", "list.csv"), ("\t", "list.tsv"), ("|", "list")]
)
def test_a_table_is_read_whatever_parts_its_cells(tmp_path: Path, mark: str, name: str) -> None:
    rows = [("Grantee", "Amount", "Repo URL"), *((who, "10", f"https://github.com/{at}") for who, at in TIDY)]
    roster = read_roster(a_list(tmp_path, name, "\r\n".join(mark.join(row) for row in rows)))
    assert roster.columns == ("Grantee", "Amount", "Repo URL")
    assert projects(roster) == {"Birds": ("acme/birds",), "Bees": ("acme/bees",)}
    assert [row.cells for row in roster.rows] == [
        ("Birds", "10", "https://github.com/acme/birds"),
        ("Bees", "10", "https://github.com/acme/bees"),
    ]
    assert "addresses are in 'Repo URL' (guessed)" in roster.notes


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", None),
        ("utf-16-le", "read as UTF-16-LE"),
        ("cp1252", "not UTF-8: read as Windows-1252"),
    ],
)
def test_a_table_is_read_whatever_its_encoding(tmp_path: Path, encoding: str, note: str | None) -> None:
    """What had to be guessed is said."""
    text = "Project,Repository\nVögel,https://github.com/acme/voegel\n"
    roster = read_roster(a_list(tmp_path, "list.csv", text.encode(encoding)))
    assert projects(roster) == {"Vögel": ("acme/voegel",)}
    assert [said for said in roster.notes if "read as" in said] == ([note] if note else [])


def test_every_spelling_of_an_address_is_one_repository(tmp_path: Path) -> None:
    """Case, `.git`, slashes, `www.`, ssh, pages of branches and files, short forms and package addresses."""
    spellings = (
        "https://github.com/Acme/Birds", "http://www.github.com/acme/birds/", "git@github.com:acme/birds.git",
        "https://github.com/acme/birds/tree/main/docs", "https://github.com/acme/birds/blob/master/LICENSE",
        "acme/birds", "github.com/acme/birds#readme", "pkg:github/acme/birds", "ssh://git@github.com/acme/birds",
        "git+https://github.com/acme/birds.git", "<https://github.com/ACME/birds>", "scm:git:https://github.com/acme/birds",
    )  # fmt: skip
    roster = read_roster(a_list(tmp_path, "list.txt", "\n".join(spellings)))
    assert keys(roster) == ["acme/birds"]
    assert roster.targets[0].rows == tuple(range(len(spellings)))
    assert roster.skipped == ()


def test_several_addresses_in_a_cell_are_one_project(tmp_path: Path) -> None:
    """On lines, between commas and blanks, as Markdown links; words between them are passed over."""
    text = (
        'name,repositories\nBirds,"https://github.com/acme/birds\nhttps://gitlab.com/acme/data/nests"\n'
        "Bees,https://github.com/acme/bees (main) and https://codeberg.org/acme/hives.\n"
        "Bats,[bats](https://github.com/acme/bats)\nBirds,https://github.com/acme/eggs\n"
    )
    roster = read_roster(a_list(tmp_path, "list.csv", text))
    assert projects(roster) == {
        "Birds": ("acme/birds", "https://gitlab.com/acme/data/nests", "acme/eggs"),
        "Bees": ("acme/bees", "https://codeberg.org/acme/hives"),
        "Bats": ("acme/bats",),
    }
    assert [row.place.number for row in roster.rows] == [2, 4, 5, 6]


def test_every_row_that_names_no_repository_says_why(tmp_path: Path) -> None:
    """None is dropped: it is still a row, with its line, and with a note."""
    rows = [
        "", "n/a", "our website is being rebuilt", "https://github.com/acme", "ftp://example.org/acme/birds",
        "https://user:secret@example.org/acme/birds", "https://github.com/topics/birds", "./birds", "C:\\birds",
    ]  # fmt: skip
    text = "project,repo\nGood,acme/birds\n" + "".join(f"P{n},{cell}\n" for n, cell in enumerate(rows))
    roster = read_roster(a_list(tmp_path, "list.csv", text))
    assert len(roster.rows) == 10
    assert keys(roster) == ["acme/birds"]
    assert [reason.partition(" (")[0] for _, reason in reasons(roster)] == [
        "no repository",
        "no repository",
        "a word, but no address",
        "it names an owner, but no repository",
        "no repository is read over 'ftp'",
        "the address holds a user name, token or password",
        "GitHub has no repository like 'topics/birds'",
        "a path on this machine is not looked at in a batch: --allow-local admits it; do so only for a list that you "
        "trust.",
        "this looks like a Windows path",
    ]
    assert [place for place, _ in reasons(roster)] == [f"list.csv, line {n}" for n in range(3, 12)]
    assert all(row.note for row in roster.rows[1:])


@pytest.mark.parametrize(
    "address",
    [
        "http://forge.example.org/acme/birds", "ssh://git@forge.example.org/acme/birds", "/srv/git/birds",
        "file:///srv/git/birds", "https://127.0.0.1/acme/birds", "https://10.1.2.3:8443/acme/birds", "~/birds",
        "https://localhost/acme/birds", "https://git.corp/acme/birds", "https://[::1]/acme/birds",
        "https://169.254.169.254/latest/meta-data", "git://forge.example.org/acme/birds", "https://0x7f.1/acme/birds",
    ],
)  # fmt: skip
def test_what_leads_inside_or_is_not_encrypted_must_be_allowed(tmp_path: Path, address: str) -> None:
    """By default it is reported and not looked at; with --allow-local it is."""
    file = a_list(tmp_path, "list.csv", f"project,repo\nBirds,{address}\n")
    refused = read_roster(file, ("repo",))
    assert (refused.targets, len(refused.skipped)) == ((), 1)
    assert "is not looked at in a batch: --allow-local admits it" in refused.skipped[0].reason
    allowed = read_roster(file, ("repo",), allow_local=True)
    assert (len(allowed.targets), allowed.skipped) == (1, ())


def test_a_column_can_be_named_or_counted(tmp_path: Path) -> None:
    file = a_list(tmp_path, "list.csv", "a,b\nacme/birds,acme/bees\n")
    assert keys(read_roster(file, ("B",))) == ["acme/bees"]
    assert keys(read_roster(file, ("1", "b"))) == ["acme/birds", "acme/bees"]


def test_a_column_that_is_not_there_is_said_with_the_nearest(tmp_path: Path) -> None:
    file = a_list(tmp_path, "list.csv", "project,repository\nBirds,acme/birds\n")
    with pytest.raises(AskedWrongly, match="the list has no column 'repositry'") as wrong:
        read_roster(file, ("repositry",))
    assert wrong.value.hint == "did you mean 'repository'?"


def test_a_list_without_addresses_is_said_with_its_columns(tmp_path: Path) -> None:
    file = a_list(tmp_path, "list.csv", "name,amount\nBirds,10\nBees,20\n")
    with pytest.raises(AskedWrongly, match=r"no column .* \(columns: 'name', 'amount'\)") as wrong:
        read_roster(file)
    assert wrong.value.hint == "name it with --column NAME"


@pytest.mark.parametrize("rows", ["1,2\n", "none,\nBirds,soon\n"])
def test_a_head_of_unusual_names_is_told_by_those_names(tmp_path: Path, rows: str) -> None:
    """Also where no address is found: the hint can be followed with the list's own words."""
    with pytest.raises(AskedWrongly, match=r"no column .* \(columns: 'a', 'b'\)"):
        read_roster(a_list(tmp_path, "list.csv", f"a,b\n{rows}"))
    roster = read_roster(a_list(tmp_path, "list.csv", f"a,b\n{rows}Bees,acme/bees\n"))
    assert (roster.columns, [target.key for target in roster.targets]) == (("a", "b"), ["acme/bees"])
    assert roster.notes[:2] == (
        "the first row is taken for the head: 'a', 'b'",
        "addresses are in 'b' (guessed)",
    )


@pytest.mark.parametrize("cell", ["org:acme", "pkg:npm", "none", "1 200", "€ 40.50", "-", ""])
def test_a_first_row_that_is_no_head_keeps_its_place(tmp_path: Path, cell: str) -> None:
    """An owner, a number or a blank is no name of a column: nobody's project is lost as one."""
    roster = read_roster(a_list(tmp_path, "list.csv", f"Birds,{cell}\nBees,acme/bees\n"))
    assert (roster.has_head, len(roster.rows)) == (False, 2)


def test_a_table_without_a_head_keeps_its_first_row(tmp_path: Path) -> None:
    """As adopters of a text list themselves: a name, a blank, an address."""
    text = "Birds Society, https://github.com/acme/birds\nBee Keepers, https://github.com/acme/bees\n"
    roster = read_roster(a_list(tmp_path, "adopters.csv", text))
    assert (roster.has_head, roster.columns) == (False, ("column 1", "column 2"))
    assert projects(roster) == {"Birds Society": ("acme/birds",), "Bee Keepers": ("acme/bees",)}


def test_a_blank_name_means_the_project_above(tmp_path: Path) -> None:
    """As in cells that were merged; it is said how often that was done."""
    text = "Project,Repository\nBirds,acme/birds\n,acme/nests\n,acme/eggs\nBees,acme/bees\n"
    roster = read_roster(a_list(tmp_path, "list.csv", text))
    assert projects(roster) == {"Birds": ("acme/birds", "acme/nests", "acme/eggs"), "Bees": ("acme/bees",)}
    assert "2 rows without a project's name were given that of the row above" in roster.notes


def test_two_columns_of_one_name_both_come_back(tmp_path: Path) -> None:
    roster = read_roster(a_list(tmp_path, "list.csv", "repo,note,note\nacme/birds,a,b\nacme/bees,c\n"))
    assert roster.columns == ("repo", "note", "note")
    assert [row.cells for row in roster.rows] == [("acme/birds", "a", "b"), ("acme/bees", "c", "")]


def a_workbook(tmp_path: Path, rows: Iterable[Iterable[object]], **links: str) -> str:
    """A workbook whose second sheet holds the rows; `links` are addresses behind its cells."""
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "Read me"
    first.append(["This is an invented list."])
    sheet = book.create_sheet("Grants")
    for row in rows:
        sheet.append(list(row))
    for place, address in links.items():
        sheet[place].hyperlink = address
    file = tmp_path / "list.xlsx"
    book.save(file)
    return str(file)


def test_a_workbook_is_read_where_its_repositories_stand(tmp_path: Path) -> None:
    """On the second sheet, under a title, behind a linked word; numbers and dates as one reads them."""
    rows: list[list[object]] = [
        ["Grants of an invented year"],
        [],
        ["Project", "Amount", "Repository"],
        ["Birds", 5000, "https://github.com/acme/birds"],
        ["Bees", 12.5, "our code"],
        ["Bats", None, "soon"],
    ]
    roster = read_roster(a_workbook(tmp_path, rows, C5="https://github.com/acme/bees"))
    assert roster.columns == ("Project", "Amount", "Repository")
    assert projects(roster) == {"Birds": ("acme/birds",), "Bees": ("acme/bees",)}
    assert roster.rows[1].cells == ("Bees", "12.5", "our code")
    assert str(roster.rows[2].place) == "list.xlsx, sheet Grants, row 6"
    assert roster.rows[2].note == "a word, but no address (Write owner/repo or a URL)"
    assert "the head is row 3" in roster.notes


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    """Before anything of it is unpacked."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        for part in range(3):
            bomb.writestr(f"xl/worksheets/sheet{part}.xml", b"0" * (90 << 20))
    with pytest.raises(AskedWrongly, match="unpacks to more than 256 MB"):
        read_roster(a_list(tmp_path, "bomb.xlsx", packed.getvalue()))


def test_a_workbook_with_a_cell_far_away_is_read_in_time(tmp_path: Path) -> None:
    """What a file says of its own size is not believed, and rows between are not made."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["repository"])
    sheet.append(["acme/birds"])
    sheet["XFD900000"] = "far"
    file = tmp_path / "far.xlsx"
    book.save(file)
    assert keys(read_roster(str(file))) == ["acme/birds"]


@pytest.mark.parametrize("content", [b"PK\x03\x04nonsense", b"not packed at all"])
def test_what_only_calls_itself_a_workbook_is_said(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(AskedWrongly, match="is no workbook"):
        read_roster(a_list(tmp_path, "list.xlsx", content))


def test_a_registry_in_json_keeps_its_fields_and_drops_what_reaches_people(tmp_path: Path) -> None:
    """Nested objects become columns; e-mail addresses and phone numbers are left out."""
    registry = [
        {
            "id": "birds",
            "name": "Birds",
            "license": [{"spdx": "MIT"}, {"spdx": "CC-BY-4.0"}],
            "repositories": [{"name": "main", "url": "https://github.com/acme/birds/"}, {"url": ""}],
            "organizations": [
                {"name": "Acme", "contact_email": "ada@example.org", "contact_name": "Ada Example"}
            ],
        },
        {"id": "bees", "name": "Bees", "repositories": []},
        7,
    ]
    text = json.dumps(registry, indent=1)
    second, last = (text[: text.index(part)].count("\n") for part in ('"id": "bees"', "7\n]"))
    roster = read_roster(a_list(tmp_path, "registry.json", text))
    assert roster.columns == (
        "id", "name", "license.spdx", "repositories.name", "repositories.url", "organizations.name"
    )  # fmt: skip
    assert projects(roster) == {"Birds": ("acme/birds",)}
    assert [row.place.number for row in roster.rows] == [2, second]
    assert reasons(roster) == [
        (f"registry.json, line {last + 1}", "the item is neither an object nor a text"),
        (f"registry.json, line {second}", "no repository"),
    ]
    assert "ada@example.org" not in repr(roster)


def test_a_folder_of_nominees_is_one_list(tmp_path: Path) -> None:
    """One object a file; one that cannot be read is reported by its name."""
    folder = tmp_path / "nominees"
    folder.mkdir()
    for name, url in (("birds", "https://github.com/acme/birds"), ("bees", "https://gitlab.com/acme/bees")):
        nominee = {"name": name.title(), "repositories": [{"name": "main", "url": url}]}
        (folder / f"{name}.json").write_text(json.dumps(nominee))
    (folder / "broken.json").write_text("{")
    roster = read_roster(str(folder))
    assert keys(roster) == ["https://gitlab.com/acme/bees", "acme/birds"]
    assert reasons(roster) == [("broken.json, line 1", "broken.json, line 1: not valid JSON")]


def test_lines_of_json_and_a_list_of_words(tmp_path: Path) -> None:
    lines = '{"repo": "acme/birds"}\n\n"acme/bees"\n{"repo":\n'
    roster = read_roster(a_list(tmp_path, "list.jsonl", lines))
    assert keys(roster) == ["acme/birds", "acme/bees"]
    assert ("list.jsonl, line 4", "the line is no JSON") in reasons(roster)
    words = read_roster(a_list(tmp_path, "list.json", '["acme/birds", "acme/bees"]'))
    assert keys(words) == ["acme/birds", "acme/bees"]


def test_a_landscape_gives_its_projects_with_all_their_repositories(tmp_path: Path) -> None:
    """Items without a repository are members and products, no projects."""
    landscape = (
        "landscape:\n  - category:\n    name: Animals\n    subcategories:\n      - subcategory:\n        name: Wings\n"
        "        items:\n          - item:\n            name: Birds\n            repo_url: https://github.com/acme/birds\n"
        "            project: sandbox\n            additional_repos:\n              - repo_url: https://github.com/acme/nests\n"
        "          - item:\n            name: A member\n            homepage_url: https://example.org\n"
    )
    roster = read_roster(a_list(tmp_path, "landscape.yml", landscape))
    assert projects(roster) == {"Birds": ("acme/birds", "acme/nests")}
    assert (roster.kind, str(roster.rows[0].place)) == ("a landscape", "landscape.yml, line 8")
    assert roster.rows[0].cells[:4] == ("Animals", "Wings", "Birds", "sandbox")


def test_yaml_by_address_and_by_field(tmp_path: Path) -> None:
    by_address = "https://github.com/acme/birds:\n  added: 2024-01-01\nhttps://github.com/acme/bees:\n  added: 2025-01-01\n"
    assert keys(read_roster(a_list(tmp_path, "awesome.yml", by_address))) == ["acme/birds", "acme/bees"]
    by_field = (
        "name: birds\ngithub:\n  - url: https://github.com/acme/birds\n  - url: https://github.com/acme\n"
    )
    roster = read_roster(a_list(tmp_path, "birds.yaml", by_field))
    assert keys(roster) == ["acme/birds"]
    assert len(roster.skipped) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: &a [x, x]\nb: [*a, *a]\n", "line 2: aliases are not followed"),
        ("[" * 100, "line 1: too large or too deeply nested"),
        ("a: [b\n", "not valid YAML"),
    ],
)
def test_yaml_with_a_trap_is_refused_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(AskedWrongly, match=told):
        read_roster(a_list(tmp_path, "list.yaml", text))


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, '[{"repo": "acme/birds"}', "[1 2"])
def test_json_with_a_trap_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(AskedWrongly, match=r"not valid JSON|nested too deeply|does not end|no column"):
        read_roster(a_list(tmp_path, "list.json", text))


def test_an_awesome_list_counts_the_first_repository_of_every_bullet(tmp_path: Path) -> None:
    """A link to the code wins over one to a site; relatives in the description do not count; sections are kept."""
    text = (
        "# Awesome animals\n- [Wings](#wings)\n\n## Wings\n"
        "- [Birds](https://github.com/acme/birds) - like [bats](https://github.com/acme/bats)\n"
        "* [Bees](https://bees.example.org) - hum ([Source](https://gitlab.com/acme/bees))\n"
        "- [A site](https://example.org/) - no code\n"
        "```\n- [x](https://github.com/acme/example)\n```\n"
        "| [Moths](https://github.com/acme/moths) | night |\n"
        "- ![badge](https://github.com/acme/badge)\n"
    )
    roster = read_roster(a_list(tmp_path, "README.md", text))
    assert keys(roster) == ["acme/birds", "https://gitlab.com/acme/bees", "acme/moths"]
    assert roster.rows[1].cells[:3] == ("Wings", "Bees", "https://gitlab.com/acme/bees")
    assert [place for place, _ in reasons(roster)] == ["README.md, line 7"]


def test_funding_manifests_in_a_table_give_their_projects(tmp_path: Path) -> None:
    """As a directory of funding exports them: one manifest a row, with any number of projects."""
    manifest = {
        "entity": {"email": "ada@example.org"},
        "projects": [
            {"name": "Birds", "repositoryUrl": {"url": "https://github.com/acme/birds"}},
            {"name": "Bees", "repositoryUrl": {"url": "https://github.com/acme"}},
        ],
    }
    quoted = json.dumps(manifest).replace('"', '""')
    text = (
        f'id,url,manifest_json\n1,https://example.org/funding.json,"{quoted}"\n2,https://example.org,"{{}}"\n'
    )
    roster = read_roster(a_list(tmp_path, "manifests.csv", text))
    assert projects(roster) == {"Birds": ("acme/birds",)}
    assert [reason.partition(" (")[0] for _, reason in reasons(roster)] == [
        "it names an owner, but no repository",
        "no repository",
    ]
    alone = read_roster(a_list(tmp_path, "funding.json", json.dumps(manifest)))
    assert projects(alone) == {"Birds": ("acme/birds",)}


def test_plain_text_with_remarks(tmp_path: Path) -> None:
    roster = read_roster(a_list(tmp_path, "list.txt", "# ours\nacme/birds  # the first\n\nacme/bees@v1.0\n"))
    assert keys(roster) == ["acme/birds", "acme/bees@v1.0"]


def test_standard_input_is_a_list_of_any_kind() -> None:
    assert keys(read_roster("-", stdin=io.BytesIO(b"acme/birds\nacme/bees\n"))) == ["acme/birds", "acme/bees"]
    table = io.BytesIO(b"project;repo\nBirds;acme/birds\n")
    assert projects(read_roster("-", stdin=table)) == {"Birds": ("acme/birds",)}


def test_an_owner_stands_for_all_of_its_repositories(tmp_path: Path) -> None:
    """As a word instead of a list, or in a cell; an owner that is not there is a row that says so."""

    def owned(owner: str) -> list[RepoRef]:
        if owner != "acme":
            raise RepositoryNotFound(f"there is no owner {owner}")
        return [parse("acme/birds"), parse("acme/bees")]

    assert keys(read_roster("org:acme", owned=owned)) == ["acme/birds", "acme/bees"]
    file = a_list(tmp_path, "list.csv", "name,repo\nAll,org:acme\nNone,org:nobody\n")
    roster = read_roster(file, owned=owned)
    assert projects(roster) == {"All": ("acme/birds", "acme/bees")}
    assert reasons(roster) == [("list.csv, line 3", "there is no owner nobody")]


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xff\xfe"])
def test_an_empty_list_is_said(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(AskedWrongly, match="is empty"):
        read_roster(a_list(tmp_path, "list.csv", content))


def test_a_list_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(AskedWrongly, match="cannot be read: No such file or directory"):
        read_roster(str(tmp_path / "nothing.csv"))


def test_200_bad_rows_among_good_ones_are_all_reported(tmp_path: Path) -> None:
    """Good and bad in turn: every bad one has its line, no good one is lost."""
    text = "project,repository\n" + "".join(
        f"Good {n},acme/good-{n}\nBad {n},https://user:secret-{n}@example.org/a/b\n" for n in range(200)
    )
    roster = read_roster(a_list(tmp_path, "list.csv", text))
    assert len(roster.targets) == 200
    assert [one.place.number for one in roster.skipped] == list(range(3, 403, 2))
    assert {one.text for one in roster.skipped} == {"https://…@example.org/a/b"}
    assert "secret-7" not in repr(roster.skipped)
