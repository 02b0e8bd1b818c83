"""What a survey leads to: the verdict that a clone leads to, or unknown; never another one."""

from collections.abc import Iterator, Mapping

import pytest
from msgspec.structs import replace

from oshealth.auditing import Case, needs_for
from oshealth.reference import parse
from oshealth.rulebook import Rulebook
from oshealth.snapshot import Snapshot
from oshealth.sources import Access, Look, open_source
from tests.cli.running import HEALTHY
from tests.git_repos import ADA, BO, Made, a_repository
from tests.servers.git_http import GitServer
from tests.servers.github.from_git import git_fields
from tests.servers.github.hub import Hub, a_hub
from tests.servers.github.made import NOW, a_project, issue

DAY = 86_400
DEEP = {f"lib/birds/{n}/nest.py": "def count(): ..." for n in range(30)} | {
    "docs/guide/en/setup.md": "# Set up"
}
PROJECTS: dict[str, tuple[Mapping[str, str], int, float]] = {
    "small and whole": (HEALTHY, 40, 2),
    "busy": ({**HEALTHY, **DEEP}, 160, 0.5),
    "slow": ({**HEALTHY, **DEEP, "setup.py": "from setuptools import setup; setup(name='birds')"}, 130, 11),
    "forsaken": ({"ReadMe.markdown": HEALTHY["README.md"], **DEEP}, 120, 4),
    "prose": ({f"guide/part{n}/text.md": "# Birds" for n in range(40)} | {"README.md": "# Birds"}, 8, 30),
}
"""Files of the last commit, how many commits, and how many days lie between two of them."""


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A GitHub on loopback."""
    with a_hub() as served:
        yield served


def made(files: Mapping[str, str], commits: int, every: float, ended: int) -> list[Made]:
    """A history whose last commit is so many days old; every commit is tagged."""
    at = int(NOW.timestamp()) - ended * DAY
    return [
        Made(
            dict(files) if number == 0 else {},
            message="Work",
            by=(ADA, BO)[number % 2],
            at=int(at - number * every * DAY),
            tag=f"v1.{commits - number}",
        )
        for number in reversed(range(commits))
    ]


@pytest.mark.parametrize("name", PROJECTS)
def test_a_survey_never_contradicts_a_clone(name: str, server: GitServer, hub: Hub, look: Look) -> None:
    """Both look at the same repository, and what only the forge tells is the same for both."""
    files, commits, every = PROJECTS[name]
    history = made(files, commits, every, 800 if name == "forsaken" else 3)
    path = a_repository(server.root / "example/birds", history, bare=True)
    hub.add(a_project(issues=[issue(n, 9 * n) for n in range(1, 9)], **git_fields(path)))
    ref, book = parse(f"{server.address}/example/birds"), Rulebook.load("community")
    apis = {server.host: hub.api}
    source, needs = open_source(ref, apis), needs_for(book.needs)
    quick = source.collect(
        ref, needs, replace(look, access=Access("survey", {server.host: ("ghp_x",)}, apis))
    )
    cloned = source.collect(ref, needs, replace(look, access=Access("git", apis=apis)))
    cloned = replace(cloned, project=quick.project, conversation=quick.conversation)

    surveyed, whole = outcomes(quick, book), outcomes(cloned, book)

    others = {rule: (seen, whole[rule]) for rule, seen in surveyed.items() if seen != whole[rule]}
    assert {rule: pair for rule, pair in others.items() if pair[0][0] != "unknown"} == {}
    decided = sum(outcome in {"pass", "partial", "fail"} for outcome, _ in surveyed.values())
    assert decided >= 5


def outcomes(seen: Snapshot, book: Rulebook) -> dict[str, tuple[str, int]]:
    """Outcome and credit of every rule."""
    return {one.rule: (one.outcome, one.credit or 0) for one in Case(seen, book).report().findings}
