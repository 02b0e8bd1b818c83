"""We audit ourselves, honestly: what we ask of others we have, and what we lack is said."""

import pytest

from oshealth import RepoRef, Report, audit
from tests.house.sources import ROOT


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The audit of this checkout at its last commit."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("OSHEALTH_CACHE", str(tmp_path_factory.mktemp("cache")))
        return audit(RepoRef(path=str(ROOT)))


def test_we_do_what_we_ask_of_others(ours: Report) -> None:
    """Every document that a project can write on its first day is there, filled, and found by our own rules."""
    outcomes = {finding.rule: finding.outcome for finding in ours.findings}
    first_day = (
        "license-file", "open-license", "readme", "stated-purpose", "contributing-guide", "contribution-requirements",
        "code-of-conduct", "issue-and-change-templates", "governance", "decision-rule", "defined-roles",
        "maintainers-listed", "succession", "conflict-resolution", "inbound-rights", "roadmap", "changelog",
        "security-policy", "vulnerability-response-time", "dependency-updates", "dependency-list", "development-setup",
        "installation-guide", "usage-example", "working-relative-links", "recent-commit",
    )  # fmt: skip

    assert {rule: outcomes[rule] for rule in first_day if outcomes[rule] != "pass"} == {}


def test_we_do_not_flatter_ourselves(ours: Report) -> None:
    """A young project of one team is at most a B, and hangs on few people: the report must say so."""
    outcomes = {finding.rule: finding.outcome for finding in ours.findings}

    assert ours.grade.letter not in (None, "F", "A")
    assert outcomes["bus-factor"] in ("fail", "partial", "unknown")
