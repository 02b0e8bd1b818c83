"""`facts`, `explain`, `rules`, `init`, `--version`, completion: small, and each says what to do next."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from oshealth.cli import VERBS, front
from oshealth.rulebook import Settings, read_settings
from oshealth.version import VERSION
from tests.cli.running import HEALTHY, a_repository, oshealth
from tests.facts.licensing.texts import MIT

RULES = Path(__file__).parents[2] / "rules"
SMALL = str(Path(__file__).parents[1] / "packs" / "small")


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project in good health."""
    return a_repository(tmp_path_factory.mktemp("work") / "healthy", HEALTHY)


def test_version_and_help(tmp_path: Path) -> None:
    """The first two things anybody types."""
    assert oshealth("--version", cwd=tmp_path).out == f"oshealth {VERSION}\n"
    helped = oshealth("--help", cwd=tmp_path)
    assert (
        helped.code,
        [verb for verb in ("audit", "facts", "explain", "rules", "init") if verb not in helped.out],
    ) == (
        0,
        [],
    )


def _parameters(verb: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    for name, inner in getattr(verb, "commands", {}).items():
        yield from _parameters(inner, (*words, name))
    yield from ((" ".join((*words, one.opts[0])), one) for one in verb.params)


def test_help_says_in_words_what_goes_where() -> None:
    """FILE, NAME or the words themselves; never the type that the program happens to read it as."""
    told = {name: one.metavar or one.type.name for name, one in _parameters(get_command(front()))}
    assert {"audit --profile", "rules new --pack", "init folder"} <= told.keys()
    assert [name for name, what in told.items() if what in {"str", "text", "path", "file", "directory"}] == []


def test_completion_knows_the_verbs(tmp_path: Path) -> None:
    """As the shell asks for it."""
    asked = {"_OSHEALTH_COMPLETE": "complete_bash", "COMP_WORDS": "oshealth ex", "COMP_CWORD": "1"}

    assert oshealth(cwd=tmp_path, environ=asked).out.split() == ["explain"]


def test_facts_carry_value_unit_and_source_or_the_reason_why_not(healthy: Path) -> None:
    """The contract of `facts --format json`."""
    ran = oshealth("facts", ".", "--as-of", "2026-06-30", "--format", "json", cwd=healthy)
    facts = json.loads(ran.out)["results"][0]["facts"]

    assert ran.code == 0
    assert facts["contributors.absence_factor"]["value"] == 2
    assert facts["contributors.absence_factor"]["unit"] == "people"
    assert facts["history.commits"]["value"] == 60
    assert facts["documents.contributing"]["value"] == "CONTRIBUTING.md"
    assert set(facts["project.archived"]) == {"unknown"}


def test_facts_in_a_terminal_name_nobody(healthy: Path) -> None:
    """Counts and reasons; no contributor's name or address."""
    ran = oshealth("facts", ".", "--as-of", "2026-06-30", cwd=healthy)

    assert ran.code == 0
    assert "contributors.absence_factor" in ran.out or "absence_factor" in ran.out
    assert not [word for word in ("Ada", "ada@", "Ben", "Cy Example") if word in ran.out]


def test_the_catalogue_of_facts(tmp_path: Path) -> None:
    """Every fact with its definition; nothing is looked at."""
    ran = oshealth("facts", "--list", cwd=tmp_path)
    rows = json.loads(oshealth("facts", "--list", "--format", "json", cwd=tmp_path).out)

    assert "contributors.absence_factor  (number, people)" in ran.out
    assert all(row["definition"] and row["needs"] for row in rows)
    assert oshealth("facts", cwd=tmp_path).code == 2


def test_explain_shows_a_license_and_what_was_changed_in_it(tmp_path: Path) -> None:
    """The text, the match, and the words that are not those of the published license."""
    changed = MIT.replace("to any person", "to every living person")
    folder = a_repository(tmp_path / "changed", {"LICENSE": changed, "README.md": "# Example\n"})
    lines = oshealth("explain", "open-license", ".", cwd=folder).out.split("\n")
    start = next(number for number, line in enumerate(lines) if line.startswith("  LICENSE: "))

    assert lines[start] == "  LICENSE: MIT by its words, 98 % of it agree with the published text, reworded"
    assert "           + here:      every living" in lines[start:]
    assert "           - published: any" in lines[start:]


def test_explain_says_why_what_and_how_to_mend(healthy: Path, tmp_path: Path) -> None:
    """Without a target the rule in words, with one what it found there."""
    alone = oshealth("explain", "code-of-conduct-contact", cwd=tmp_path)
    there = oshealth("explain", "code-of-conduct-contact", ".", "--as-of", "2026-06-30", cwd=healthy)
    lost = oshealth("explain", "code-of-conduct-contakt", cwd=tmp_path)
    wordy = oshealth("explain", "supported-versions", cwd=tmp_path, environ={"COLUMNS": "60"})

    assert max(map(len, wordy.out.split("Read on")[0].splitlines())) <= 60
    assert [title for title in ("Why", "Check", "Fix", "Rests on") if title not in alone.out] == []
    assert "CODE_OF_CONDUCT.md:5" in there.out
    assert (lost.code, "did you mean 'code-of-conduct-contact'?" in lost.err) == (2, True)


def test_rules_are_listed_by_category_and_shown_as_written(tmp_path: Path) -> None:
    """`show` prints the file itself."""
    listed = oshealth("rules", "list", cwd=tmp_path)
    rows = json.loads(oshealth("rules", "list", "--format", "json", cwd=tmp_path).out)

    assert "Community (20 %)" in listed.out
    assert {
        key: value
        for key, value in next(row for row in rows if row["rule"] == "bus-factor").items()
        if key != "title"
    } == {"rule": "bus-factor", "category": "sustainability", "weight": 4}
    assert oshealth("rules", "show", "bus-factor", cwd=tmp_path).out == (
        RULES / "sustainability" / "bus-factor.yaml"
    ).read_text("utf-8")


def test_rules_test_runs_the_examples_and_says_which_differ(tmp_path: Path) -> None:
    """Exit 1 for an example that does not come out as it says."""
    pack = tmp_path / "small"
    shutil.copytree(SMALL, pack)
    absent = oshealth("rules", "test", "nowhere", cwd=tmp_path)
    good = oshealth("rules", "test", str(pack), cwd=tmp_path)
    rule = pack / "community" / "readme.yaml"
    rule.write_text(rule.read_text().replace("expect: fail", "expect: pass"))
    bad = oshealth("rules", "test", str(pack), cwd=tmp_path)

    assert (absent.code, absent.err.splitlines()[0]) == (2, "oshealth: error: nowhere does not exist")
    assert (good.code, good.out.splitlines()[-1]) == (0, "16 examples of 5 rules, 0 came out differently")
    assert (bad.code, bad.out.splitlines()[0]) == (1, "small/readme: example 2 expects pass, came to fail")


def test_rules_validate_finds_a_mistake_without_running_anything(tmp_path: Path) -> None:
    """File, line, column and the nearest word."""
    pack = tmp_path / "small"
    shutil.copytree(SMALL, pack)
    assert oshealth("rules", "validate", str(pack), cwd=tmp_path).code == 0
    rule = pack / "community" / "readme.yaml"
    rule.write_text(rule.read_text().replace("weight", "wieght"))
    ran = oshealth("rules", "validate", str(pack), cwd=tmp_path)

    assert (
        ran.code,
        "readme.yaml:4:1: unknown key 'wieght'" in ran.err,
        "did you mean 'weight'?" in ran.err,
    ) == (2, True, True)


def test_a_new_rule_passes_its_own_examples_at_once(tmp_path: Path) -> None:
    """Adding a check takes one file and no Python; never over an existing one."""
    made = oshealth("rules", "new", "people/kind-words", "--pack", "acme", cwd=tmp_path)
    again = oshealth("rules", "new", "people/kind-words", "--pack", "acme", cwd=tmp_path)

    assert made.code == 0
    assert (
        oshealth("rules", "test", "acme", cwd=tmp_path).out
        == "3 examples of 1 rule, 0 came out differently\n"
    )
    assert (again.code, "already there" in again.err) == (2, True)


def test_a_new_pack_is_well_formed_whatever_its_folder_is_called(tmp_path: Path) -> None:
    """And a rule that could not be read again is not written."""
    for folder in ("Our rules: 2027", "2027", "…"):
        oshealth("rules", "new", "people/kind-words", "--pack", folder, cwd=tmp_path)
    told = oshealth("rules", "validate", "Our rules: 2027", "2027", "…", cwd=tmp_path)
    wrong = [oshealth("rules", "new", name, cwd=tmp_path) for name in ("people/", "people/Kind Words")]

    assert told.out.splitlines() == [
        "our-rules-2027: 1 rule and 0 profiles are well formed",
        "rules-2027: 1 rule and 0 profiles are well formed",
        "rules: 1 rule and 0 profiles are well formed",
    ]
    assert [(ran.code, ran.err.splitlines()[0]) for ran in wrong] == [
        (2, "oshealth: error: 'people/' is not CATEGORY/RULE"),
        (2, "oshealth: error: 'people/Kind Words' is not CATEGORY/RULE"),
    ]
    assert not (tmp_path / "rules").exists()


def test_a_pack_of_ones_own_counts_in_the_audit(healthy: Path, tmp_path: Path) -> None:
    """Its ids carry its name, its category its share."""
    oshealth("rules", "new", "people/kind-words", "--pack", "acme", cwd=tmp_path)
    ran = oshealth("audit", ".", "--pack", str(tmp_path / "acme"), "--format", "json", cwd=healthy)
    report = json.loads(ran.out)["results"][0]

    assert [f["outcome"] for f in report["findings"] if f["rule"] == "acme/kind-words"] == ["pass"]
    assert [c["share"] for c in report["categories"] if c["id"] == "people"] == [10]


@pytest.mark.parametrize("which", ["rule", "profile", "pack", "settings", "report", "facts"])
def test_schemas_are_printed(which: str, tmp_path: Path) -> None:
    """For editors and for whoever reads our JSON."""
    assert json.loads(oshealth("rules", "schema", which, cwd=tmp_path).out)["$schema"].startswith(
        "https://json-schema.org/"
    )


def test_init_writes_settings_that_are_valid_even_uncommented(tmp_path: Path) -> None:
    """Once, and not over an existing file; what stands in comments is valid too."""
    assert oshealth("init", cwd=tmp_path).out == "wrote .oshealth.yml\n"
    assert oshealth("init", cwd=tmp_path).code == 2

    written = (tmp_path / ".oshealth.yml").read_text("utf-8")
    uncommented = re.sub(r"^# (?=[a-z-]+:|  )", "", written, flags=re.MULTILINE)
    plain, full = (read_settings({".oshealth.yml": text}) for text in (written, uncommented))

    assert (plain, full) != (None, None)
    assert plain == Settings(file=".oshealth.yml", profile="community", places=plain.places if plain else {})
    assert full is not None
    assert (full.fail_under, full.min_coverage, len(full.waivers), len(full.attestations)) == (60, 50, 1, 1)


def test_every_verb_is_told_in_one_line(tmp_path: Path) -> None:
    """Nothing of it is cut in a terminal of 80 columns."""
    told = (
        oshealth("--help", cwd=tmp_path, environ={"COLUMNS": "80"}).out.split("Commands:\n")[1].splitlines()
    )

    assert sorted(told) == sorted(f"  {verb:<8}  {short}" for verb, (_, short) in VERBS.items())
