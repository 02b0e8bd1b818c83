"""`oshealth import`: what Repolinter and CLOMonitor were told comes over as far as it can, and the rest is named."""

import json
from pathlib import Path
from typing import Any

import pytest

from oshealth.assessment.examples import try_examples
from oshealth.errors import AskedWrongly
from oshealth.rulebook import Rulebook, read_settings
from oshealth.rulebook.imports import IMPORTS
from oshealth.rulebook.packs import bundled_pack, read_pack
from tests.cli.running import HEALTHY, a_repository, oshealth

RULES: dict[str, Any] = {
    "license-file-exists": {"level": "error", "rule": {"type": "file-existence", "options": {"globsAny": ["LICENSE*"]}}},
    "notice": {"level": "warning", "where": ["license=Apache-2.0"], "rule": {"type": "apache-notice"}},
    "no-exe": {"level": "error", "rule": {"type": "file-type-exclusion", "options": {"type": ["**/*.exe", "!vendor/**"]}}},
    "tests": {"level": "error", "rule": {"type": "directory-existence", "options": {"globsAny": ["**/test*"]}}},
    "Conduct Link": {
        "level": "error",
        "policyInfo": "Every project of the foundation links to its code of conduct.",
        "rule": {
            "type": "file-contents",
            "options": {"globsAll": ["README", "README.md"], "content": r"conduct@example\.org", "fail-on-non-existent": True},
        },
    },
    "no-fixme": {
        "level": "warning",
        "where": ["language=python"],
        "rule": {"type": "file-not-contents", "options": {"globsAll": ["src/*.py"], "content": "FIXME"}},
    },
    "hash": {"level": "error", "rule": {"type": "file-hash", "options": {"globsAny": ["x"], "hash": "0"}}},
    "loud": {"level": "shout", "rule": {"type": "file-existence", "options": {"globsAny": ["x"]}}},
    "quiet": {"level": "off", "rule": {"type": "file-existence", "options": {"globsAny": ["x"]}}},
    "foreign": {"level": "error", "rule": {"type": "file-existence", "options": {"globsAny": ["+(a|b)"]}}},
    "empty": {"level": "error", "rule": {"type": "file-existence", "options": {}}},
    "broken": {"level": "error", "rule": {"type": "file-contents", "options": {"globsAll": ["x.txt"], "content": "("}}},
    "any": {"level": "error", "rule": {"type": "file-contents", "options": {"globsAll": ["x.txt"], "content": ".*"}}},
    "packaged": {"level": "error", "where": ["packager=npm"], "rule": {"type": "apache-notice"}},
}  # fmt: skip
LEFT = {
    "hash": "oshealth compares no hashes",
    "loud": "its level is shout, not error or warning",
    "quiet": "it was switched off",
    "foreign": "the glob '+(a|b)' is of a kind that oshealth does not know",
    "empty": "it names no files",
    "broken": "not a valid pattern: missing ) at position 1",
    "any": "its pattern is found in every text",
    "packaged": "it is only asked where packager=npm, which oshealth does not tell",
}
FIRST = {
    "rules": {
        "all": {
            "readme-file-exists:file-existence": ["error", {"files": ["README.md"]}],
            "apache-license-file:file-contents": [
                "error",
                {"files": ["LICENSE*"], "content": "Apache License.*2.0"},
            ],
        },
        "language=go": {"package-metadata-exists:file-existence": ["warning", {"files": ["go.mod"]}]},
        "license=*": {"license-detectable-by-licensee": ["warning"]},
    }
}


def write(folder: Path, value: object) -> Path:
    path = folder / "repolint.json"
    path.write_text(value if isinstance(value, str) else json.dumps(value))
    return path


def test_a_rule_set_becomes_a_pack_whose_examples_hold(tmp_path: Path) -> None:
    """Rules of the other's own set are asked by ours; what has no like here is named with its reason."""
    carried = IMPORTS["repolinter"](json.dumps({"version": 2, "rules": RULES}))

    assert carried.over == ("notice", "no-exe", "tests", "conduct-link", "no-fixme")
    assert carried.ours == {"license-file-exists": ("license-file",)}
    assert carried.left == LEFT
    for name, text in carried.files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    pack = read_pack(tmp_path)
    known = {**bundled_pack().rules, **pack.rules}
    tried = [one for rule in pack.rules.values() for one in try_examples(rule, known)]
    assert [one for one in tried if not one.holds] == []
    assert pack.rules["repolinter/conduct-link"].text.why == RULES["Conduct Link"]["policyInfo"]
    assert Rulebook.load("repolinter", [str(tmp_path)]).counted == {*pack.rules, "license-file"}


def test_the_first_version_is_read_too() -> None:
    """Rules under a condition, with their kind after a colon."""
    carried = IMPORTS["repolinter"](json.dumps(FIRST))

    assert carried.over == ("apache-license-file",)
    assert carried.ours == {
        "readme-file-exists": ("readme",),
        "package-metadata-exists": ("dependency-list",),
        "license-detectable-by-licensee": ("license-file",),
    }
    assert "applies:\n  file:\n  - LICENSE*\n" in carried.files["repolinter/apache-license-file.yaml"]


def test_an_imported_rule_set_is_audited_with(tmp_path: Path) -> None:
    """From the file of the other tool to a result, as a user goes."""
    project = a_repository(tmp_path / "project", HEALTHY)
    write(
        tmp_path,
        {
            "version": 2,
            "rules": {"license-file-exists": RULES["license-file-exists"], "no-exe": RULES["no-exe"]},
        },
    )
    imported = oshealth("import", "repolinter", "repolint.json", "--output", "pack", cwd=tmp_path)
    audited = oshealth(
        "audit", str(project), "--pack", "pack", "--profile", "repolinter", "--format", "json", cwd=tmp_path
    )
    came = {one["rule"]: one["outcome"] for one in json.loads(audited.out)["results"][0]["findings"]}

    assert (imported.code, imported.out) == (
        0,
        "wrote 3 files into pack\n\nCarried over as rules: 1\n  no-exe\n\nAsked by oshealth's own rules: 1\n"
        "  license-file-exists: license-file\n\nNext: oshealth audit . --pack DIR --profile repolinter\n",
    )
    assert came == {"license-file": "fail", "repolinter/no-exe": "pass"}


def test_exemptions_become_waivers(tmp_path: Path) -> None:
    """With their reasons; a gate is never waived, and what nobody asks here is said."""
    (tmp_path / ".clomonitor.yml").write_text(
        "exemptions:\n"
        "  - {check: adopters, reason: Our users do not want to be named.}\n"
        "  - {check: license_approved, reason: Approved by the board in 2024.}\n"
        "  - {check: slack_presence, reason: We meet in our own chat instead.}\n"
        "  - {check: roadmap, reason: ''}\n"
        "  - {check: unheard_of, reason: Nobody knows what this might be.}\n"
        "licenseScanning: {url: 'https://example.org'}\n"
    )
    ran = oshealth("import", "clomonitor", ".clomonitor.yml", "--output", "mine", cwd=tmp_path)
    settings = read_settings({".oshealth.yml": (tmp_path / "mine" / ".oshealth.yml").read_text()})

    assert settings is not None
    assert [(waiver.rule, waiver.reason) for waiver in settings.waivers] == [
        ("adopters", "Our users do not want to be named.")
    ]
    assert (ran.code, ran.out.split("\n\n")[2]) == (
        0,
        "Not carried over: 5\n"
        "  license_approved: it is a gate here, and a gate cannot be waived\n"
        "  slack_presence: oshealth does not ask for it; CLOMonitor can tell\n"
        "  roadmap: its reason is shorter than 10 characters\n"
        "  unheard_of: CLOMonitor has no check of this name\n"
        "  licenseScanning: oshealth has nothing like it",
    )


@pytest.mark.parametrize("tool", IMPORTS)
@pytest.mark.parametrize(
    "text",
    ["", "[1, 2]", "a: [", "a: &a [*a, *a]\nb: *b", "[" * 100_000, '{"rules": ' * 3_000, "\x00", "!!python/object:os.x {}"],
)  # fmt: skip
def test_what_is_no_such_file_is_told_in_one_line(tool: str, text: str) -> None:
    with pytest.raises(AskedWrongly, match=r"^this is no "):
        IMPORTS[tool](text)


@pytest.mark.parametrize(
    "name",
    ["../../escape", "..", "/etc/passwd", "\x1b[31mred", "a" * 5_000, "con", "profiles/x", "", "名前"],
)
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    """A name is never a path: only letters, digits and hyphens are left of it."""
    rule = {"level": "error", "rule": {"type": "apache-notice"}}
    carried = IMPORTS["repolinter"](json.dumps({"rules": {name: rule}}))

    paths = sorted(carried.files)
    assert [path for path in paths if ".." in path or path.startswith("/") or len(path) > 90] == []
    assert {path.rpartition("/")[0] for path in paths} == {"", "profiles", "repolinter"}


def test_a_thousand_rules_are_cut_and_values_of_any_kind_do_no_harm() -> None:
    many = {f"rule-{number}": {"level": "error", "rule": {"type": "apache-notice"}} for number in range(1000)}
    assert len(IMPORTS["repolinter"](json.dumps({"rules": many})).over) == 200

    oddities: tuple[Any, ...] = (
        None,
        3,
        "x",
        [],
        [[]],
        {"rule": 3, "level": {}},
        {"level": "error", "rule": {"type": []}},
    )
    for odd in oddities:
        assert IMPORTS["repolinter"](json.dumps({"rules": {"odd": odd}})).over == ()
        assert IMPORTS["clomonitor"](json.dumps({"exemptions": [odd], "x": odd})).over == ()


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """Nor is anything written for an unknown tool or a file that is not there."""
    write(tmp_path, {"rules": {"no-exe": RULES["no-exe"]}})
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "letter.txt").write_text("dear Ada")

    ran = oshealth("import", "repolinter", "repolint.json", "--output", "there", cwd=tmp_path)
    assert (ran.code, ran.err) == (
        2,
        "oshealth: error: there is there already\noshealth: hint: choose an empty or new folder with --output\n",
    )
    ran = oshealth("import", "repolint", "repolint.json", cwd=tmp_path)
    assert (ran.code, ran.err) == (
        2,
        "oshealth: error: unknown tool 'repolint'\noshealth: hint: did you mean 'repolinter'?\n",
    )
    ran = oshealth("import", "clomonitor", "missing.yml", cwd=tmp_path)
    assert (ran.code, ran.err.split("\n")[0]) == (
        2,
        "oshealth: error: cannot read missing.yml: No such file or directory",
    )
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix != "") == ["repolint.json"]
