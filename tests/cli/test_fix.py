"""`oshealth fix`: what it writes passes the rule that asked for it, and it writes nothing else."""

import json
import os
import sys
from pathlib import Path

import pexpect
import pytest

from oshealth.cli.fixing import write
from oshealth.cli.scaffolding import FACTS, SCAFFOLDS, checked, document
from oshealth.errors import AskedWrongly
from oshealth.facts.templates import unfilled
from tests.cli.running import PATIENCE, a_repository, git, oshealth

AS_OF = ("--as-of", "2026-06-30")
SAID = {
    "project": "Invented birds",
    "contact": "conduct@example.org",
    "security-contact": "https://example.org/report",
    "answer-days": "7",
    "setup": "make dev",
    "test": "make test",
    "maintainers": "Ada Example (@ada, lead), Ben Example (@ben)",
    "final-say": "a majority of the maintainers",
    "support": "https://forum.example.org",
}
ALL = [word for name, value in SAID.items() for word in ("--set", f"{name}={value}")]


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A project with a README alone."""
    return a_repository(tmp_path / "bare", {"README.md": "# Invented birds\n"}, commits=30)


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {".git"}


def _commit(folder: Path) -> None:
    git(folder, "add", "-A")
    who = ("-c", "user.name=Ada Example", "-c", "user.email=ada@example.org")
    git(folder, *who, "commit", "-q", "-m", "documents")


def test_nothing_is_written_unless_asked_for(bare: Path) -> None:
    """The patch is shown, and git could apply it."""
    ran = oshealth("fix", *AS_OF, *ALL, cwd=bare)
    assert (ran.code, ran.err, _names(bare)) == (0, "", {"README.md"})
    git(bare, "apply", "-", feed=ran.out.encode())
    assert _names(bare) == {"README.md", *(file for file, _ in SCAFFOLDS.values())}


def test_every_document_passes_the_rule_that_asked_for_it(bare: Path) -> None:
    before = git(bare, "rev-parse", "HEAD")
    ran = oshealth("fix", *AS_OF, *ALL, "--write", cwd=bare)
    _commit(bare)
    told = oshealth("audit", ".", "--format", "json", cwd=bare)
    findings = {one["rule"]: one["outcome"] for one in json.loads(told.out)["results"][0]["findings"]}

    assert (ran.code, before != git(bare, "rev-parse", "HEAD")) == (0, True)
    assert {rule: findings[rule] for rule in SCAFFOLDS} == dict.fromkeys(SCAFFOLDS, "pass")
    resting = (
        "code-of-conduct-contact",
        "private-vulnerability-channel",
        "decision-rule",
        "succession",
        "two-maintainers",
    )
    assert {rule: findings[rule] for rule in resting} == dict.fromkeys(resting, "pass")
    assert oshealth("fix", cwd=bare).err == "oshealth: nothing is missing that could be written for you\n"


@pytest.mark.parametrize("rule", SCAFFOLDS)
def test_no_placeholder_is_left(rule: str) -> None:
    text = document(rule, SAID)
    assert ("$" in text, unfilled(text)) == (False, ())


def test_maintainers_are_listed_one_a_line() -> None:
    assert document("maintainers-listed", SAID).endswith(
        "\n- Ada Example (@ada, lead)\n- Ben Example (@ben)\n"
    )


def test_what_lies_there_is_left_alone(bare: Path) -> None:
    """Committed or not, in any spelling."""
    (bare / "Code-Of-Conduct.txt").write_text("ours", "utf-8")
    (bare / "SECURITY.md").symlink_to("/etc/passwd")
    ran = oshealth("fix", *AS_OF, *ALL, "--write", cwd=bare)
    assert ran.code == 0
    assert (bare / "Code-Of-Conduct.txt").read_text("utf-8") == "ours"
    assert "wrote SECURITY.md" not in ran.err
    assert not (bare / "CODE_OF_CONDUCT.md").exists()


def test_no_file_is_overwritten_and_no_link_followed(tmp_path: Path) -> None:
    """Even when it appears between the look and the writing."""
    (tmp_path / "there").write_text("ours", "utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("there", "link"):
        with pytest.raises(AskedWrongly, match=f"cannot write {name}"):
            write(tmp_path, {name: "theirs"})
    assert (tmp_path / "there").read_text("utf-8") == "ours"
    assert not (tmp_path / "elsewhere").exists()


def test_who_is_not_there_cannot_be_asked(bare: Path) -> None:
    """The questions are said, and how to answer them."""
    ran = oshealth("fix", *AS_OF, "--only", "code-of-conduct", cwd=bare)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"oshealth: error: nobody is here to ask: contact: {FACTS['contact'].question}\n"
        "oshealth: hint: --set contact=…\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--set", "contact=nobody"), "does not answer"),
        (("--set", "contact="), "does not answer"),
        (("--set", "kontact=a@example.org"), "did you mean 'contact'?"),
        (("--only", "bus-factor"), "unknown rule with a document to write"),
        (("owner/repo",), "is not the top of a work tree"),
        (("..",), "is not the top of a work tree"),
        (("./nowhere",), "./nowhere does not exist"),
    ],
)
def test_wrong_words_get_one_clear_line(bare: Path, arguments: tuple[str, ...], said: str) -> None:
    ran = oshealth("fix", *AS_OF, *arguments, cwd=bare)
    assert (ran.code, said in ran.err, _names(bare)) == (2, True, {"README.md"})


@pytest.mark.parametrize("answer", ["a\nb", "\x1b[2Jx", "x" * 5000])
def test_an_answer_is_one_harmless_line(answer: str) -> None:
    line = checked("final-say", answer)
    assert line.isprintable()
    assert len(line) <= 300


def at_a_terminal(folder: Path) -> "pexpect.spawn[str]":
    """`oshealth fix` as a person meets it, who has been asked what the project is called."""
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder.parent),
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    arguments = ["-c", "from oshealth.cli import main; main()", "fix", *AS_OF, "--only", "code-of-conduct"]
    child = pexpect.spawn(
        sys.executable, arguments, cwd=str(folder), env=environ, encoding="utf-8", timeout=PATIENCE
    )
    child.expect("What is the project called.*bare.*:")
    return child


def test_at_a_terminal_it_asks(bare: Path) -> None:
    """One question a fact, again where the answer is none; what is on stdout is still the patch alone."""
    with at_a_terminal(bare) as child:
        child.sendline("Birds")
        child.expect("Where are breaches of conduct reported.*:")
        child.sendline("by pigeon")
        child.expect("oshealth: contact: 'by pigeon' does not answer: Where are breaches of conduct")
        child.expect("Where are breaches of conduct reported.*:")
        child.sendline("conduct@example.org")
        child.expect("Code of conduct of Birds")
        child.expect("Write to conduct@example.org")
        child.expect(pexpect.EOF)
    assert (child.exitstatus, _names(bare)) == (0, {"README.md"})


def test_who_leaves_at_a_question_has_interrupted(bare: Path) -> None:
    """Ctrl-D is no verdict on the repository."""
    with at_a_terminal(bare) as child:
        child.sendeof()
        child.expect("oshealth: interrupted")
        child.expect(pexpect.EOF)
    assert (child.exitstatus, _names(bare)) == (130, {"README.md"})
