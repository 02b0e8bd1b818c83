"""Nobody is named who was not asked for: not from the history, nor by address or account from what documents say."""

import json
from pathlib import Path

import pytest

from tests.cli.running import NOW, oshealth
from tests.git_repos import Made, a_repository

DAY = 86_400
PEOPLE = (
    "Zelda Quartz <zelda@quartz.example>",
    "Wim Xyland <wim@xyland.example>",
    "octo-kay <4711+octo-kay@users.noreply.github.com>",
    "Jo Vexley <jo@quartz.example>",
)
SAID = (
    "Zelda",
    "Quartz <",
    "zelda@",
    "Wim",
    "Xyland",
    "wim@",
    "octo-kay",
    "4711+",
    "Vexley",
    "jo@",
    "Pan Umber",
    "pan@",
)
TRAILERS = "\n\nCo-authored-by: Pan Umber <pan@umber.example>\nSigned-off-by: Wim Xyland <wim@xyland.example>"
DOCUMENTS = {
    ".mailmap": "Zelda Quartz <zelda@quartz.example> <old@zelda.example>\n",
    "MAINTAINERS.md": "# Maintainers\n\n- Zelda Quartz <zelda@quartz.example> (@octo-kay)\n- Wim Xyland\n",
    "CODEOWNERS": "* @octo-kay jo@quartz.example\n",
    "package.json": '{"name": "kite", "author": "Zelda Quartz <zelda@quartz.example>", "maintainers": ["Jo Vexley"]}',
    "SECURITY.md": "# Security\n\nReport a vulnerability to zelda@quartz.example; we answer in 5 days.\n",
    "SUPPORT.md": "# Support\n\nWrite to wim@xyland.example.\n",
    "CODE_OF_CONDUCT.md": "# Code of conduct\n\n"
    + "Be kind to everybody. " * 40
    + "\n\nTell jo@quartz.example.\n",
    "GOVERNANCE.md": "# Governance\n\nZelda Quartz decides. Wim Xyland follows her.\n",
    "README.md": "# Kite\n\nA kite that flies by itself.\n\n## Maintainers\n\n- [Zelda Quartz](mailto:zelda@quartz.example)\n"
    "- [Kay](https://github.com/octo-kay)\n",
    "src/kite.py": "def fly():\n    return 1\n",
}


@pytest.fixture(scope="module")
def kite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four people at work for half a year, and documents that name them at every turn."""
    turns = (PEOPLE[0], PEOPLE[0], PEOPLE[1], PEOPLE[0], PEOPLE[2], PEOPLE[3])
    commits = [
        Made(
            DOCUMENTS if turn == 0 else {"src/kite.py": f"def fly():\n    return {turn}\n"},
            f"Fly higher{TRAILERS}",
            turns[turn % len(turns)],
            PEOPLE[0],
            NOW - (60 - 2 * turn) * DAY,
        )
        for turn in range(30)
    ]
    return a_repository(tmp_path_factory.mktemp("kite") / "repo", commits)


@pytest.mark.parametrize(
    "asked",
    [
        ("audit", ".", "--format", "json"),
        ("facts", ".", "--format", "json", "--deep"),
        ("trend", ".", "--format", "json", "--every", "1m", "--fact", "maintainers.people"),
        ("whatif", ".", "--without", "Nobody Atall"),
    ],
    ids=" ".join,
)
def test_no_output_names_anybody_who_was_not_asked_for(kite: Path, asked: tuple[str, ...]) -> None:
    """Neither values nor evidence, notes or errors; a place in a document is told by its path and line."""
    ran = oshealth(*asked, "--as-of", "2026-06-30", cwd=kite)
    told = ran.out + ran.err
    assert (ran.code in {0, 2}, bool(told.strip())) == (True, True)
    assert [one for one in SAID if one.casefold() in told.casefold()] == []


def test_listed_maintainers_are_counted_and_named_when_asked_for(kite: Path) -> None:
    """As many entries as there are people, so that lengths compare."""
    asked = ("facts", ".", "--select", "maintainers.people", "--format", "json", "--as-of", "2026-06-30")
    quiet, named = (
        json.loads(oshealth(*asked, *more, cwd=kite).out)["results"][0]["facts"]["maintainers.people"][
            "value"
        ]
        for more in ((), ("--people",))
    )
    assert quiet == ["somebody"] * len(named)
    assert "Zelda Quartz <zelda@quartz.example> (@octo-kay)" in named


def test_chosen_facts_alone_are_read(kite: Path) -> None:
    """By name or by family; what is not chosen is not told."""
    ran = oshealth(
        "facts",
        ".",
        "--select",
        "history.commits",
        "--select",
        "tree.code_files",
        "--format",
        "json",
        cwd=kite,
    )
    facts = json.loads(ran.out)["results"][0]["facts"]
    assert {name: fact["value"] for name, fact in facts.items()} == {
        "history.commits": 30,
        "tree.code_files": 1,
    }


def test_a_fact_that_there_is_not_is_said_before_anything_is_read(kite: Path) -> None:
    """With the nearest one that there is; and people are shown by who they are, not by which fact."""
    wrong = oshealth("facts", ".", "--select", "history.comits", cwd=kite)
    mixed = oshealth("facts", ".", "--select", "history", "--identities", cwd=kite)
    assert (wrong.code, "did you mean 'history.commits'?" in wrong.err) == (2, True)
    assert (mixed.code, "--identities" in mixed.err) == (2, True)
