"""A mistake in a rule, pack or profile names its place and the nearest right word."""

from pathlib import Path

import jsonschema
import pytest

from oshealth.errors import AskedWrongly, InvalidRule, InvalidSettings, UnknownName
from oshealth.rulebook import Rulebook, compose, read_settings
from oshealth.rulebook.packs import read_pack
from oshealth.rulebook.schemas import WRITTEN, written_schema
from oshealth.rulebook.yaml_lines import read_yaml

PACK = "name: mine\ntitle: Mine\ncategories:\n  people: {title: People, share: 100}\n"
PROFILE = 'title: Mine\nversion: "2026.1"\ncategories: {people: 100}\n'
RULE = """\
title: There is a file of that name
why: Because the test needs a reason here.
since: "2026.1"
weight: 3
check:
  file: x.txt
fix: Add the file of that name.
effort: minutes
examples:
  - given: {}
    expect: fail
"""


def a_pack(folder: Path, rule: str = RULE, profile: str = PROFILE, pack: str = PACK) -> Path:
    """A pack with one rule and one profile."""
    for name, text in (("pack.yaml", pack), ("people/a-rule.yaml", rule), ("profiles/mine.yaml", profile)):
        path = folder / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text)
    return folder


@pytest.mark.parametrize(
    ("wrong", "right", "said", "hint"),
    [
        ("wieght: 3", "weight: 3", ":4:1: unknown key 'wieght'", "did you mean 'weight'?"),
        ("weight: 9", "weight: 3", ":4:1: weight: Input should be less than or equal to 5", ""),
        ("effort: years", "effort: minutes", ":8:1: effort: Input should be 'minutes', 'hours' or 'days'", ""),
        ("  flie: x.txt", "  file: x.txt", ":5:1: unknown probe 'flie'", "did you mean 'file'?"),
        ("  file: x.txt\n  at_laest: 2", "  file: x.txt", ":7:3: unknown key 'at_laest'", "did you mean 'at_least'?"),
        (
            "  fact: contributors.absence_facto\n  at_least: 2",
            "  file: x.txt",
            "unknown fact",
            "did you mean 'contributors.absence_factor'?",
        ),
        (
            "  document: contributng",
            "  file: x.txt",
            ":6:3: check.document: unknown kind of document 'contributng'",
            "did you mean 'contributing'?",
        ),
        (
            "  all: [{any: [{text: {in: readme, has: e-mial}}]}]",
            "  file: x.txt",
            ":6:36: check.all.0.any.0.text.has: unknown pattern 'e-mial'",
            "did you mean 'e-mail'?",
        ),
        ("  text: {in: readme, says: '(['}", "  file: x.txt", ":6:22: check.text.says: not a valid pattern", ""),
        ("  fact: releases.count", "  file: x.txt", "a fact needs exactly one of", ""),
        (
            "  fact: contributors.absence_factor\n  contains: x",
            "  file: x.txt",
            "contains does not fit contributors.absence_factor",
            "",
        ),
        ("  file: '" + "*a" * 9 + "'", "  file: x.txt", "has too many wildcards", ""),
        ("why: ''", "why: Because the test needs a reason here.", ":2:1: why: String should have at least 20", ""),
        ("since: 2026.1", 'since: "2026.1"', ":3:1: since: Input should be a valid string", ""),
        ("requires: [Not An Id]\nweight: 3", "weight: 3", "'Not An Id' is no rule id", ""),
        ("requires: a-ruel\nweight: 3", "weight: 3", "unknown rule 'mine/a-ruel'", "did you mean 'mine/a-rule'?"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_rule(tmp_path: Path, wrong: str, right: str, said: str, hint: str) -> None:
    """File, line, column, the key, and the nearest right spelling."""
    assert right in RULE

    with pytest.raises(InvalidRule) as caught:
        compose([read_pack(a_pack(tmp_path, RULE.replace(right, wrong)))], "mine")

    assert said in str(caught.value)
    assert "a-rule.yaml" in str(caught.value)
    assert caught.value.hint.startswith(hint)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"profile": PROFILE + "only: [poeple]\n"}, "unknown rule or category 'poeple'"),
        ({"profile": PROFILE + "extends: mine\n"}, "extend each other in a circle: mine → mine"),
        ({"profile": PROFILE + "extends: yours\n"}, "extends 'yours', which does not exist"),
        ({"profile": PROFILE + "grades: {A: 50, B: 60, C: 40, D: 20}\n"}, "grades need A, B, C and D"),
        (
            {"profile": PROFILE + "limits: [{at_most: Z, when: {file: x}, because: no reason at all}]\n"},
            "at_most",
        ),
        ({"pack": PACK.replace("people:", "others:")}, "the folder 'people' is no category of pack.yaml"),
        ({"rule": RULE + "requires: [a-rule]\n"}, "rules require each other in a circle"),
        ({"rule": RULE.replace("check:", "requires: mine/a-rule\ncheck:")}, "in a circle"),
    ],
)
def test_a_mistake_in_a_pack_or_profile(tmp_path: Path, change: dict[str, str], said: str) -> None:
    """Names must exist, nothing may be circular, grades must fall."""
    with pytest.raises(InvalidRule, match=said):
        compose([read_pack(a_pack(tmp_path, **change))], "mine")


def test_a_profile_extends_another_field_by_field(tmp_path: Path) -> None:
    """What the extending one says replaces the whole field; the rest is the other's."""
    folder = a_pack(tmp_path)
    (folder / "profiles" / "strict.yaml").write_text("title: Strict\nextends: mine\nminimum_coverage: 90\n")

    book = compose([read_pack(folder)], "strict")

    assert (book.profile.title, book.profile.minimum_coverage, book.profile.categories) == (
        "Strict",
        90,
        {"people": 100},
    )


def test_a_rule_newer_than_the_profile_is_a_preview(tmp_path: Path) -> None:
    """It is judged and weighs nothing, so that no score falls because a rule was added."""
    book = compose([read_pack(a_pack(tmp_path, RULE.replace("2026.1", "2026.2")))], "mine")

    assert [(rule.id, book.weight(rule)) for rule in book.rules] == [("mine/a-rule", 0)]


def test_a_folder_that_is_no_pack_and_a_pack_that_is_no_folder() -> None:
    """Both say what to do."""
    with pytest.raises(InvalidRule, match=r"holds no pack\.yaml"):
        Rulebook.load(packs=[str(Path(__file__).parent)])
    with pytest.raises(AskedWrongly, match="no pack at 'nowhere'"):
        Rulebook.load(packs=["nowhere"])


def test_unknown_names_get_the_nearest_right_word(tmp_path: Path) -> None:
    """In --select, --ignore and --profile."""
    pack = read_pack(a_pack(tmp_path))
    for asked in ({"select": ("mine/a-rul",)}, {"ignore": ("mine/a-rul",)}):
        with pytest.raises(UnknownName) as caught:
            compose([pack], "mine", **asked)
        assert caught.value.hint == "did you mean 'mine/a-rule'?"
    with pytest.raises(UnknownName, match="unknown profile 'mein'"):
        compose([pack], "mein")


def test_settings_are_read_from_the_first_file_that_has_some() -> None:
    """.oshealth.yml wins over pyproject.toml; a pyproject.toml without our table says nothing."""
    toml = "[tool.oshealth]\nprofile = 'community'\nfail-under = 40\n"

    assert read_settings({"pyproject.toml": toml, ".oshealth.yml": "fail-under: 70\n"}).fail_under == 70  # type: ignore[union-attr]
    assert read_settings({"pyproject.toml": toml}).fail_under == 40  # type: ignore[union-attr]
    assert read_settings({"pyproject.toml": "[tool.x]\n"}) is None
    assert read_settings({"pyproject.toml": "not toml ["}) is None
    assert read_settings({}) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("profil: x\n", ".oshealth.yml:1:1: unknown key 'profil'"),
        ("fail-under: 101\n", ".oshealth.yml:1:1: fail-under: Input should be less than"),
        (
            "waivers:\n  - rule: x\n    reason: short\n",
            ".oshealth.yml:3:5: waivers.0.reason: String should have at least 10",
        ),
        (
            "identities:\n  same:\n    - ['Ada Example', '<ada@example.org>']\n",
            ".oshealth.yml:3:8: identities.same.0.0: a name alone is nobody's",
        ),
        ("locations: {goverance: x.md}\n", "unknown kind of document 'goverance'"),
        ("a: &a [x]\nb: *a\n", ".oshealth.yml:2:4: aliases are not allowed"),
        ("a: 1\na: 2\n", ".oshealth.yml:2:1: 'a' stands twice"),
        ("- x\n", "expected keys and values"),
    ],
)
def test_a_mistake_in_settings(text: str, said: str) -> None:
    """File, line and column, as in a rule."""
    with pytest.raises(InvalidSettings) as caught:
        read_settings({".oshealth.yml": text})

    assert said in str(caught.value)


def test_locations_outside_the_tree_are_not_followed() -> None:
    """A web address is recorded, never fetched; a way out of the tree is no location."""
    text = "locations: {governance: ./docs/g.md, roadmap: 'https://example.org/r', support: ../x, adopters: /etc/passwd}\n"
    settings = read_settings({".oshealth.yml": text})

    assert settings is not None
    assert settings.paths == {"governance": "docs/g.md"}


@pytest.mark.parametrize("which", WRITTEN)
def test_schemas_are_schemas(which: str) -> None:
    """Valid by the meta-schema of their draft."""
    jsonschema.Draft202012Validator.check_schema(written_schema(which))


def test_the_schema_accepts_what_we_accept_and_refuses_what_we_refuse() -> None:
    """An editor says the same as the program."""
    validator = jsonschema.Draft202012Validator(written_schema("rule"))

    assert validator.is_valid(read_yaml(RULE, "x").data)
    assert not validator.is_valid(read_yaml(RULE.replace("file:", "flie:"), "x").data)
    assert not validator.is_valid(read_yaml(RULE.replace("weight", "wieght"), "x").data)
