"""`oshealth audit` as people, scripts and CI jobs run it."""

import json
from pathlib import Path

import pytest

from tests.cli.running import HEALTHY, a_repository, git, oshealth

AS_OF = ("--as-of", "2026-06-30")


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project in good health, with the license of its package."""
    license_text = (Path(__file__).parents[2] / "LICENSE").read_text("utf-8")
    return a_repository(tmp_path_factory.mktemp("work") / "healthy", {**HEALTHY, "LICENSE": license_text})


@pytest.fixture(scope="module")
def bare_minimum(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a line of README and one commit."""
    return a_repository(tmp_path_factory.mktemp("work") / "bare", {"README.md": "# x\n"}, commits=1)


def test_a_scorecard_says_grade_score_coverage_and_three_steps(healthy: Path) -> None:
    """What a maintainer sees first; nothing but the result on stdout, nothing on stderr."""
    ran = oshealth("audit", ".", *AS_OF, cwd=healthy)

    assert (ran.code, ran.err) == (0, "")
    for said in (
        "/ 100",
        "coverage",
        "Community",
        "Next steps",
        "profile community 2026.1",
        "oshealth explain",
    ):
        assert said in ran.out
    assert "\x1b" not in ran.out
    assert max(len(line) for line in ran.out.splitlines()) <= 80


def test_json_is_the_contract_and_the_same_twice(healthy: Path) -> None:
    """Findings carry evidence; two runs differ only in when and how long they looked."""
    first, second = (
        json.loads(oshealth("audit", ".", "--format", "json", *AS_OF, cwd=healthy).out) for _ in range(2)
    )
    report = first["results"][0]
    readme = next(finding for finding in report["findings"] if finding["rule"] == "readme")

    assert (first["schema_version"], first["tool"]["name"]) == (1, "oshealth")
    assert (readme["outcome"], readme["evidence"][0]["path"]) == ("pass", "README.md")
    assert report["as_of"] == "2026-06-30T23:59:59Z"
    assert report["repository"]["revision"] == git(healthy, "rev-parse", "HEAD").strip()
    for document in (first, second):
        del document["results"][0]["looked_at"], document["results"][0]["cost"]
    assert first == second


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 0),
        (("--fail-under", "1"), 0),
        (("--fail-under", "100"), 1),
        (("--fail-on", "readme"), 0),
        (("--fail-on", "governance"), 3),
        (("--fail-on", "roadmap"), 3),
        (("--fail-on", "adopters"), 1),
        (("--min-coverage", "100"), 3),
        (("--select", "readme,code-of-conduct"), 2),
        (("--select", "readme", "--select", "code-of-conduct"), 0),
        (("--profile", "comunity"), 2),
        (("--rev", "no-such-branch"), 3),
        (("--as-of", "2001-01-01"), 3),
        (("--format", "yaml"), 2),
        (("--no-such-option",), 2),
    ],
)
def test_exit_codes(healthy: Path, options: tuple[str, ...], code: int) -> None:
    """0 done, 1 below what was asked, 2 asked wrongly, 3 not audited or not enough evidence."""
    ran = oshealth("audit", ".", *(() if "--as-of" in options else AS_OF), *options, cwd=healthy)

    assert (ran.code, "Traceback" in ran.err) == (code, False), ran.err


def test_an_unknown_rule_gets_the_nearest_word(healthy: Path) -> None:
    """One clear line and what to do."""
    ran = oshealth("audit", ".", "--select", "code-of-conducd", cwd=healthy)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "oshealth: error: unknown rule or category 'code-of-conducd'\noshealth: hint: did you mean 'code-of-conduct'?\n"
    )


@pytest.mark.parametrize(
    ("target", "code", "said"),
    [
        ("./nowhere", 3, "nowhere"),
        ("./empty-folder", 3, "empty-folder"),
        ("./just-begun", 3, "just-begun"),
        ("ext::sh -c true", 2, "hint: "),
        ("--", 2, "TARGET"),
    ],
)
def test_what_is_no_repository_gets_one_clear_line(tmp_path: Path, target: str, code: int, said: str) -> None:
    """A missing path, a folder that is none, a repository without commits, a transport that runs commands."""
    work = tmp_path / "work"
    (work / "empty-folder").mkdir(parents=True)
    (work / "just-begun").mkdir()
    git(work / "just-begun", "init", "-q")

    ran = oshealth("audit", target, cwd=work)

    assert ran.code == code
    assert said in ran.out + ran.err
    assert "Traceback" not in ran.err


def test_several_targets_go_on_after_one_that_is_not_there(healthy: Path) -> None:
    """The highest code wins, nothing gathered is lost."""
    ran = oshealth("audit", "./nowhere", ".", "--format", "json", *AS_OF, cwd=healthy)
    results = json.loads(ran.out)["results"]

    assert ran.code == 3
    assert [("error" in result, "score" in result) for result in results] == [(True, False), (False, True)]


def test_the_result_goes_to_a_file_whole(healthy: Path, tmp_path: Path) -> None:
    """No colour in a file even when somebody forces it; a folder that does not exist is said."""
    target = tmp_path / "card.txt"
    ran = oshealth("audit", ".", "--output", str(target), *AS_OF, cwd=healthy, environ={"FORCE_COLOR": "1"})
    lost = oshealth("audit", ".", "--output", str(tmp_path / "no" / "card.txt"), *AS_OF, cwd=healthy)

    assert (ran.code, ran.out, "\x1b" in target.read_text("utf-8")) == (0, "", False)
    assert (lost.code, "cannot write" in lost.err) == (2, True)


def test_a_projects_own_settings_apply_to_its_own_path_and_can_be_refused(tmp_path: Path) -> None:
    """Promises, waivers and locations; --ignore-project-settings puts them aside; a mistake in them is exit 2."""
    settings = (
        "fail-under: 100\nwaivers:\n  - {rule: adopters, reason: Nobody may know who uses this.}\n"
        "locations: {governance: notes/how-we-decide.md}\n"
    )
    files = {
        **HEALTHY,
        ".oshealth.yml": settings,
        "notes/how-we-decide.md": "We decide by lazy consensus. " * 30,
    }
    work = a_repository(tmp_path / "work", files)
    ran = oshealth("audit", ".", "--format", "json", *AS_OF, cwd=work)
    refused = oshealth("audit", ".", "--format", "json", "--ignore-project-settings", *AS_OF, cwd=work)
    found, plain = (
        {f["rule"]: f["outcome"] for f in json.loads(out.out)["results"][0]["findings"]}
        for out in (ran, refused)
    )

    assert ran.code in (1, 3)
    assert (found["adopters"], found["governance"]) == ("waived", "pass")
    assert (plain["adopters"], plain["governance"]) == ("fail", "fail")


def test_settings_of_the_base_judge_a_change_request(tmp_path: Path) -> None:
    """A branch cannot waive what it breaks: --settings-from takes them from elsewhere."""
    work = a_repository(tmp_path / "work", HEALTHY)
    git(work, "checkout", "-q", "-b", "change")
    (work / ".oshealth.yml").write_text(
        "waivers:\n  - {rule: adopters, reason: Because it fails otherwise.}\n"
    )
    git(work, "add", ".")
    git(work, "-c", "user.name=Ada Example", "-c", "user.email=ada@example.org", "commit", "-qm", "waive")
    outcomes = [
        {
            f["rule"]: f["outcome"]
            for f in json.loads(oshealth("audit", ".", "--format", "json", *o, cwd=work).out)["results"][0][
                "findings"
            ]
        }
        for o in ((), ("--settings-from", "main"))
    ]

    assert [found["adopters"] for found in outcomes] == ["waived", "fail"]


def test_a_broken_settings_file_is_said_with_its_place(tmp_path: Path) -> None:
    """The owner of a local path can mend it."""
    work = a_repository(
        tmp_path / "work", {"README.md": "# x", ".oshealth.yml": "profile: community\nfail-undr: 3\n"}
    )
    ran = oshealth("audit", ".", cwd=work)

    assert (ran.code, ran.err) == (
        2,
        "oshealth: error: .oshealth.yml:2:1: unknown key 'fail-undr'\noshealth: hint: did you mean 'fail-under'?\n",
    )


def test_hostile_names_and_markup_cannot_style_or_break_the_card(tmp_path: Path) -> None:
    """Control characters, Rich markup and bidi controls in paths, headings and authors."""
    files = {
        "README.md": "# [bold red]x[/]\x1b[2J \u202e evil\n\n"
        + "words and more words \x1b]0;title\x07 " * 40,
        "docs/[link=x]a[/link].md": "x",
        "CODE_OF_CONDUCT.md": "\x1b[31m[INSERT CONTACT METHOD]\n" + "be kind " * 60,
    }
    work = a_repository(tmp_path / "work", files)
    ran = oshealth("audit", ".", "--verbose", *AS_OF, cwd=work)

    assert ran.code in (0, 3)
    assert not {"\x1b", "\x07", "\u202e", "\r"} & set(ran.out + ran.err)


def test_a_poor_project_is_told_what_to_do_first(bare_minimum: Path) -> None:
    """No license is a failed gate, said before everything else."""
    ran = oshealth("audit", ".", "--format", "json", *AS_OF, cwd=bare_minimum)
    report = json.loads(ran.out)["results"][0]

    assert (report["grade"], report["grade_note"]) == ("F", "gate failed: open-license")
    assert report["plan"][0]["rule"] == "open-license"


def test_how_far_a_look_goes_can_be_set(healthy: Path) -> None:
    """A bound that is passed leaves evidence partial and the findings unknown, never failed."""
    ran = oshealth("audit", ".", "--limit", "entries=2", "--format", "json", *AS_OF, cwd=healthy)
    outcomes = {finding["outcome"] for finding in json.loads(ran.out)["results"][0]["findings"]}
    wrong = oshealth("audit", ".", "--limit", "entrys=2", cwd=healthy)
    words = oshealth("audit", ".", "--limit", "entries=many", cwd=healthy)

    assert "unknown" in outcomes
    assert (wrong.code, "did you mean 'entries'?" in wrong.err) == (2, True)
    assert (words.code, "'many' is not a whole number" in words.err) == (2, True)


def test_what_no_person_would_mean_is_refused_without_a_guess(tmp_path: Path) -> None:
    """A number that is none, and a word that is like no other: no far-fetched name is offered."""
    endless = oshealth("audit", ".", "--timeout", "nan", cwd=tmp_path)
    far = oshealth("audit", ".", "--fail-on", "nonsense", cwd=tmp_path)

    assert (endless.code, endless.err.splitlines()[-1]) == (
        2,
        "Error: Invalid value for '--timeout': it is no number of seconds",
    )
    assert (far.code, far.err) == (
        2,
        "oshealth: error: unknown rule or category 'nonsense'\noshealth: hint: see: oshealth rules list\n",
    )


def test_a_typing_error_in_a_promise_is_said_before_anything_is_looked_at(healthy: Path) -> None:
    """No report, one clear line."""
    ran = oshealth("audit", ".", "--fail-on", "readmee", *AS_OF, cwd=healthy)

    assert (ran.code, ran.out, "did you mean 'readme'?" in ran.err) == (2, "", True)
