"""What people read is kept well, and the comparison with it finds differences: tried on a repository made here."""

from datetime import date
from pathlib import Path

import pytest

from oshealth.rulebook import Rulebook
from tests.cli.running import HEALTHY, a_repository, git
from tests.judged.compare import Difference, Judged, all_judged, compare, git_folders, holds

OUTCOMES = {"pass", "partial", "fail", "not_applicable", "unknown", "needs_human", "waived"}


@pytest.mark.parametrize("judged", all_judged(), ids=lambda judged: judged.name)
def test_a_judgement_names_outcomes_reasons_and_rules(judged: Judged) -> None:
    """Every line says why; together they cover nearly all the rules that there were."""
    rules = Rulebook.load().names

    assert len(judged.commit) == 40
    assert {word for accepted, _ in judged.findings.values() for word in accepted} <= OUTCOMES
    assert [rule for rule, (_, because) in judged.findings.items() if not because.strip()] == []
    assert [rule for rule in judged.findings if rule not in rules] == []
    assert len(judged.findings) >= 50


def test_a_difference_is_found_and_an_agreement_is_not(tmp_path: Path) -> None:
    """The project has a README and no license: one judgement is right, the other is not."""
    folder = a_repository(tmp_path / "clones" / "example" / "thing", HEALTHY)
    commit = git(folder, "rev-parse", "HEAD").strip()
    judged = Judged(
        name="example/thing",
        commit=commit,
        as_of=date(2026, 6, 30),
        findings={"readme": (("pass",), "it is there"), "license-file": (("pass",), "it must be there")},
        facts={"history.commits": (60, "counted"), "contributors.absence_factor": (1, "guessed")},
    )

    assert [clone for clone in git_folders(tmp_path) if holds(clone, commit)] == [folder]
    assert [
        (difference.what, difference.judged, difference.came) for difference in compare(judged, folder)
    ] == [("license-file", "pass", "fail"), ("contributors.absence_factor", "1", "2")]
    assert isinstance(compare(judged, folder)[0], Difference)


def test_a_readme_that_is_a_link_into_a_folder_is_read(tmp_path: Path) -> None:
    """As a library whose sources lie one folder down keeps it; once everything that rests on a README was unknown there."""
    purpose = "Kite is a library that flies on a line, in every wind that there is, by day and by night. "
    told = f"# Kite\n\n{4 * purpose}\n\n## Install\n\n    make\n"
    folder = a_repository(tmp_path / "kite", {"kite/README.md": told, "kite/kite.c": "int fly;\n"})
    (folder / "README.md").symlink_to("kite/README.md")
    git(folder, "add", "README.md")
    git(folder, "-c", "user.name=Ada Example", "-c", "user.email=ada@example.org", "commit", "-qm", "link")
    judged = Judged(
        name="example/kite",
        commit=git(folder, "rev-parse", "HEAD").strip(),
        as_of=date(2030, 1, 1),
        findings={
            "readme": (("pass",), "by the link"),
            "stated-purpose": (("pass",), "its first paragraph"),
            "code-of-conduct": (("fail",), "all was read, and none is there"),
        },
        facts={"readme.headings": (("Kite", "Install"), "in their order")},
    )

    assert compare(judged, folder) == []
