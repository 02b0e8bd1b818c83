"""What a README states of the project: objectives, maturity and where its work is followed, in any markup and language."""

import pytest

from oshealth.facts import Value, facts_of
from oshealth.reference import RepoRef
from oshealth.snapshot import Evidence, Texts, Unknown
from tests.builders import a_snapshot

FORTY = (
    "Citizens can see in one place what the council decides, who voted how, and what it costs the town. " * 3
)


def told(name: str, files: dict[str, str]) -> object:
    reading = facts_of(a_snapshot(files)).get(name)
    return reading.value if isinstance(reading, Value) else reading


@pytest.mark.parametrize(
    ("path", "text", "heading"),
    [
        ("README.md", f"# A\n\n## Our mission\n\n{FORTY}\n", "Our mission"),
        ("README.md", f"# A\n\n## 🎯 Goals & Vision\n\n{FORTY}\n", "🎯 Goals & Vision"),
        ("README.rst", f"A\n=\n\nObjectifs\n---------\n\n{FORTY}\n", "Objectifs"),
        ("README.adoc", f"= A\n\n== Warum dieses Werkzeug\n\n{FORTY}\n", "Warum dieses Werkzeug"),
        ("README.md", f"# A\n\n## Che cos'è A\n\n{FORTY}\n", "Che cos'è A"),
        (
            "README.md",
            f"# A\n\n## Sobre o projeto\n\nO objetivo é abrir as contas. {FORTY}\n",
            "Sobre o projeto",
        ),
        ("README.md", f"# A\n\n## Sobre o projeto\n\n{FORTY}\n", ""),
        ("README.md", f"# A\n\n## 目的\n\n{FORTY}\n", "目的"),
        ("README.md", f"# A\n\n## Goals\n\nFast.\n\n{FORTY[:60]}\n", ""),
        ("README.md", f"# A\n\n## Installation\n\n{FORTY}\n", ""),
        ("README.md", f"# A\n\n```\n## Goals\n{FORTY}\n```\n", ""),
    ],
)
def test_objectives_stand_under_a_heading_of_their_own(path: str, text: str, heading: str) -> None:
    assert told("readme.objectives", {path: text}) == heading


def test_no_readme_has_no_objectives() -> None:
    assert told("readme.objectives", {"main.py": ""}) == ""


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"publiccode.yml": "developmentStatus: beta\n", "README.md": "# A\n\nText here.\n"}, "beta"),
        ({"codemeta.json": '{"developmentStatus": "active"}', "README.md": "# A\n\nText here.\n"}, "active"),
        (
            {"pyproject.toml": '[project]\nclassifiers = ["Development Status :: 4 - Beta", "Typing :: Typed"]\n'},
            "Development Status :: 4 - Beta",
        ),
        ({"setup.py": "classifiers=['Development Status :: 3 - Alpha']"}, "Development Status :: 3 - Alpha"),
        ({"README.md": "# A\n\n## Project Status\n\nUsed by three cities.\n"}, "Project Status"),
        ({"README.md": "# A\n\n## Stato del progetto\n\nUsato da tre comuni.\n"}, "Stato del progetto"),
        ({"README.md": "# A\n\n![status: stable](https://img.shields.io/badge/status-stable-green)\n\nText here.\n"},
         "status: stable"),
        ({"README.md": "# Birds\n\nBirds is production-ready.\n"}, "Birds is production-ready"),
        ({"README.md": "# Birds\n\nThis library is currently in beta.\n"}, "This library is currently in beta"),
        ({"README.md": "# Birds\n\nLe projet est en cours de développement.\n"}, "Le projet est en cours de développement"),
        ({"README.md": "# Birds\n\n本项目目前处于测试阶段。\n"}, "本项目目前处于测试阶段"),
        ({"README.md": "# Birds\n\nPlease note that this is alpha\nsoftware.\n"}, "this is alpha software"),
        ({"README.md": "# Birds\n\nThe book says that this is beta carotene.\n"}, ""),
        ({"README.md": "# Birds\n\nThis library is not yet ready for production.\n"},
         "This library is not yet ready for production"),
        ({"README.md": "# Birds\n\nEste projeto ainda está em fase de testes.\n"}, "Este projeto ainda está em fase de testes"),
        ({"README.md": "# Birds\n\nDas Projekt befindet sich noch in der Entwicklungsphase.\n"},
         "Das Projekt befindet sich noch in der Entwicklungsphase"),
        ({"README.md": "# Birds\n\n本项目处于测试阶段。\n"}, "本项目处于测试阶段"),
        ({"README.md": "# Birds\n\nPostgreSQL is stable and Docker is in production everywhere.\n"}, ""),
        ({"README.md": "# Birds\n\nThe `main` branch of this repository is a stable branch.\n"}, ""),
        ({"README.md": "# Latest updates on birds\n\nUse the latest stable version of PyTorch.\n"}, ""),
        ({"README.md": "# Birds\n\n## zproc - process configuration and status\n\nStarts a process.\n"}, ""),
        ({"README.md": "# Birds\n\n## Status codes\n\n404 is no bird at all.\n"}, ""),
        ({"README.md": "# Birds\n\n" + "\n" * 130 + "It is experimental.\n"}, ""),
    ],
)  # fmt: skip
def test_maturity_is_what_is_said_of_the_project_itself(files: dict[str, str], said: str) -> None:
    assert told("project.stated_maturity", files) == said


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("https://github.com/a/b/issues", ("issues",)),
        ("https://gitlab.com/a/b/c/-/issues", ("issues",)),
        ("https://gitlab.com/a/b/-/merge_requests?scope=all", ("changes",)),
        ("../../issues", ("issues",)),
        ("../../pulls", ("changes",)),
        ("CHANGELOG.md", ("changes",)),
        ("docs/release-notes/index.rst", ("changes",)),
        ("https://github.com/a/b/blob/main/CHANGES.rst", ("changes",)),
        ("https://example.atlassian.net/browse/AB", ("issues",)),
        ("https://github.com/a/b/issues/new/choose", ("issues",)),
        ("https://github.com/a/b/issues/1750", ()),
        ("https://github.com/a/b/issues?q=is%3Aopen", ("issues",)),
        ("https://github.com/a/b/releases/latest", ("changes",)),
        ("https://github.com/a/b/pull/676", ()),
        ("https://github.com/a/changelogs-demo", ()),
        ("https://docs.example.org/en/stable/whatsnew/changelog.html", ("changes",)),
        ("https://docs.github.com/en/issues/tracking", ()),
        ("https://en.wikipedia.org/wiki/History", ()),
        ("https://example.org/news/", ()),
        ("https://example.org/tissues", ()),
        ("mailto:issues@example.org", ()),
    ],
)
def test_a_tracker_and_a_list_of_changes_are_told_by_their_address(link: str, found: tuple[str, ...]) -> None:
    assert told("readme.tracker_links", {"README.md": f"# A\n\nSome [words]({link}) here.\n"}) == found


def test_the_changes_of_another_project_are_not_this_one_s() -> None:
    """A page of changes on a site counts where its address has a name of this project."""
    own = "[Code](https://github.com/ada/kite) [Bugs](https://github.com/ada/kite/issues)\n"
    foreign = f"# Kite\n\n{own}\nHolds [Base 2.7](https://docs.base.example.org/2.7/changelog.html).\n"
    assert told("readme.tracker_links", {"README.md": foreign}) == ("issues",)
    site = f"# Kite\n\n{own}\n[Changes](https://kite.example.org/changelog.html)\n"
    assert told("readme.tracker_links", {"README.md": site}) == ("changes", "issues")


def test_both_may_stand_in_different_documents() -> None:
    files = {
        "README.md": "# A\n\n[Bugs](https://github.com/a/b/issues)\n\nA program.\n",
        "CONTRIBUTING.md": "# Contributing\n\nSee [open requests](https://github.com/a/b/pulls).\n",
    }
    assert facts_of(a_snapshot(files)).get("readme.tracker_links") == Value(
        ("changes", "issues"),
        (
            Evidence("path", "README.md", 3, "issues", "https://github.com/a/b/issues"),
            Evidence("path", "CONTRIBUTING.md", 3, "changes", "https://github.com/a/b/pulls"),
        ),
    )


@pytest.mark.parametrize(("asked", "found"), [("example/kite", ()), (".", ("changes", "issues"))])
def test_issues_of_what_it_is_made_with_are_not_its_own(asked: str, found: tuple[str, ...]) -> None:
    """A clone on a disk says nowhere for sure whose it is: there every forge counts."""
    told_there = "See [them](https://github.com/winds/line/issues), [all](https://github.com/winds/line/releases/latest).\n"
    owner, _, name = asked.partition("/")
    ref = RepoRef(owner=owner, name=name, host="github.com") if name else RepoRef(path=asked)
    files = {
        "README.md": f"# A\n\n{told_there}",
        "CONTRIBUTING.md": "# Contributing\n\nSend patches by mail.\n",
    }
    reading = facts_of(a_snapshot(files, ref=ref)).get("readme.tracker_links")
    assert isinstance(reading, Value)
    assert reading.value == found


@pytest.mark.parametrize("name", ["readme.objectives", "project.stated_maturity", "readme.tracker_links"])
def test_an_unread_readme_is_no_silence(name: str) -> None:
    seen = a_snapshot({"README.md": ""}, texts=Texts({}, partial="too much"))
    assert isinstance(facts_of(seen).get(name), Unknown)
