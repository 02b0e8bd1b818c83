"""From what GitHub answers to the verdict: traps that would make a false pass or fail, each with its own reason."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from graphql import GraphQLError
from msgspec.structs import replace

from oshealth.assessment import assess
from oshealth.facts import Value, facts_of
from oshealth.facts.threads import Sample, counted
from oshealth.reference import parse
from oshealth.rulebook import Rulebook
from oshealth.snapshot import Conversation, Evidence, Snapshot, Threads, Unknown
from oshealth.sources import Access, Look, Needs, open_source
from tests.git_repos import Made, a_repository
from tests.servers.git_http import GitServer
from tests.servers.github import faults
from tests.servers.github.hub import Hub, a_hub
from tests.servers.github.made import a_project, approval, change, comment, event, issue

GOOD = "ghp_invented0000000000000000000000000000"
OF_ISSUES = ("issue-response", "issues-acknowledged")
OF_CHANGES = ("change-request-response", "change-request-flow", "peer-review", "shared-review-load")
OF_BOTH = ("newcomer-reply", "stable-response")
TALK = (*OF_ISSUES, *OF_CHANGES, *OF_BOTH, "newcomer-acceptance", "newcomer-issues")
Verdicts = Mapping[str, str]


@pytest.fixture(scope="module")
def book() -> Rulebook:
    """The default profile."""
    return Rulebook.load()


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A GitHub on loopback."""
    with a_hub() as served:
        yield served


@pytest.fixture
def look(look: Look, server: GitServer, hub: Hub) -> Look:
    """A look with a token at a repository that git serves; it has a FUNDING.yml."""
    files = {"README.md": "# Birds", ".github/FUNDING.yml": "github: [ada, example]\n"}
    a_repository(server.root / "example/birds", [Made(files)], bare=True)
    access = Access(tokens={server.host: (GOOD,)}, apis={server.host: hub.api}, max_wait=1)
    return replace(look, access=access)


def seen(server: GitServer, look: Look) -> Snapshot:
    """What was seen of the repository."""
    ref = parse(f"{server.address}/example/birds")
    return open_source(ref, look.access.apis).collect(ref, Needs(texts=(".github/FUNDING.yml",)), look)


def outcomes(book: Rulebook, snapshot: Snapshot) -> Verdicts:
    """The outcome of every rule."""
    return {finding.rule: finding.outcome for finding in assess(snapshot, book).findings}


def reasons(book: Rulebook, snapshot: Snapshot, *rules: str) -> Verdicts:
    """Outcome and reason of some rules."""
    found = {finding.rule: finding for finding in assess(snapshot, book).findings}
    return {rule: f"{found[rule].outcome}: {found[rule].reason}" for rule in rules}


def lively(**fields: Any) -> dict[str, Any]:
    """A repository in which everything is well: people answer, review, merge and welcome."""
    issues = [issue(n, 10 * n, comment("bo", 10 * n - 1, "MEMBER"), by=f"visitor{n}") for n in range(1, 30)]
    changes = [
        change(
            100 + n,
            10 * n,
            by=f"guest{n}",
            reviews=[approval("bo" if n % 2 else "cy", 10 * n - 1)],
            merged=("bo" if n % 2 else "cy", 10 * n - 2),
            standing="CONTRIBUTOR",
        )
        for n in range(1, 30)
    ]
    labels = [{"name": "good first issue", "issues": [issue(50, 20)]}]
    branch = {"refUpdateRule": None, "rules": [{"type": "DELETION"}, {"type": "NON_FAST_FORWARD"}]}
    return a_project(
        **{"issues": issues, "pullRequests": changes, "labels": labels, "defaultBranchRef": branch, **fields}
    )


def test_a_lively_project_passes_every_rule_on_its_conversation(
    server: GitServer, hub: Hub, look: Look, book: Rulebook
) -> None:
    """In one request, and a second for the account that may be sponsored: the cost says so."""
    hub.add(lively(fundingLinks=[{"url": "https://github.com/ada"}, {"url": "https://github.com/example"}]))
    hub.repositories.by_name["example/birds"]["owner"]["hasSponsorsListing"] = True
    hub.repositories.sponsored["ada"] = True

    snapshot = seen(server, look)

    wanted = (*TALK, "protected-branch", "organization-owned", "several-mergers", "funding-links-live")
    assert {rule: outcomes(book, snapshot)[rule] for rule in wanted} == dict.fromkeys(wanted, "pass")
    assert hub.log == ["POST /api/graphql"] * 2
    assert (snapshot.cost.api_requests, snapshot.cost.api_points) == (2, 4)


def test_programs_and_authors_answer_nothing(server: GitServer, hub: Hub, look: Look, book: Rulebook) -> None:
    """Apps, listed accounts of programs that look like people, the author's own words, a label from a template."""
    hub.add(
        lively(
            issues=[
                issue(
                    n,
                    40 + n,
                    event("LabeledEvent", f"visitor{n}", 40 + n),
                    comment("stale[bot]", 40),
                    comment("k8s-ci-robot", 40, "MEMBER"),
                    comment(f"visitor{n}", 39),
                    by=f"visitor{n}",
                )
                for n in range(1, 40)
            ],
            pullRequests=[
                change(100 + n, 40 + n, by=f"guest{n}", reviews=[comment("copilot[bot]", 40)])
                for n in range(1, 9)
            ],
        )
    )

    found = outcomes(book, seen(server, look))

    wanted = (*OF_ISSUES, "change-request-response", "newcomer-reply")
    assert {rule: found[rule] for rule in wanted} == dict.fromkeys(wanted, "fail")


def test_members_who_hide_it_are_known_by_what_they_do(
    server: GitServer, hub: Hub, look: Look, book: Rulebook
) -> None:
    """An organization's member whom the forge calls a contributor: seen to merge, so their answers are the team's."""
    hidden = [
        issue(n, 10 * n, comment("bo", 10 * n - 1, "CONTRIBUTOR"), by=f"visitor{n}") for n in range(1, 10)
    ]
    merges = [change(99, 30, by="guest", merged=("bo", 20), standing="CONTRIBUTOR")]
    hub.add(lively(issues=hidden, pullRequests=merges))
    known = outcomes(book, seen(server, look))["newcomer-reply"]
    hub.add(lively(issues=hidden, pullRequests=[]))

    unknown = reasons(book, seen(server, replace(look, cache=look.cache / "another")), "newcomer-reply")

    assert known == "pass"
    assert unknown == {
        "newcomer-reply": "unknown: 9 of 9 were answered by people who do not show whether they are of the team"
    }


@pytest.mark.parametrize(
    ("branch", "expected"),
    [
        ({"refUpdateRule": None, "rules": [{"type": "PULL_REQUEST"}]}, "pass: "),
        ({"refUpdateRule": {"allowsForcePushes": False}, "rules": []}, "pass: "),
        (
            {"refUpdateRule": None, "rules": []},
            "unknown: no rule for the default branch is shown, and classic branch protection is shown to administrators "
            "only",
        ),
        (
            {"refUpdateRule": {"allowsForcePushes": True}, "rules": [{"type": "CREATION"}]},
            "unknown: no rule for the default branch is shown, and classic branch protection is shown to administrators "
            "only",
        ),
        (
            {"refUpdateRule": None, "rules": GraphQLError("no", extensions={"type": "FORBIDDEN"})},
            "unknown: the token may not read this",
        ),
        (None, "unknown: the forge names no default branch"),
    ],
    ids=["ruleset", "classic, shown", "nothing shown", "something else", "forbidden", "empty"],
)
def test_protection_that_only_administrators_see(
    branch: Any, expected: str, server: GitServer, hub: Hub, look: Look, book: Rulebook
) -> None:
    """What is not shown is unknown, never a fail."""
    hub.add(lively(defaultBranchRef=branch))

    assert reasons(book, seen(server, look), "protected-branch") == {"protected-branch": expected}


def test_a_tracker_that_is_switched_off(server: GitServer, hub: Hub, look: Look, book: Rulebook) -> None:
    """Issues are kept elsewhere; change requests are judged all the same."""
    hub.add(lively(hasIssuesEnabled=False, issues=[]))

    snapshot = seen(server, look)

    off = "unknown: the issue tracker of the forge is switched off"
    assert reasons(book, snapshot, *OF_ISSUES) == dict.fromkeys(OF_ISSUES, off)
    assert {rule: outcomes(book, snapshot)[rule] for rule in OF_CHANGES} == dict.fromkeys(OF_CHANGES, "pass")


def test_an_error_about_one_part_makes_only_that_unknown(
    server: GitServer, hub: Hub, look: Look, book: Rulebook
) -> None:
    """Partial data: the labels are missing with their reason, the rest is judged."""
    hub.add(lively(labels=GraphQLError("no", extensions={"type": "INSUFFICIENT_SCOPES"})))

    snapshot = seen(server, look)

    assert reasons(book, snapshot, "newcomer-issues") == {
        "newcomer-issues": "unknown: the token lacks a scope"
    }
    assert {rule: outcomes(book, snapshot)[rule] for rule in OF_CHANGES} == dict.fromkeys(OF_CHANGES, "pass")


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (
            faults.message(401, "Bad credentials"),
            "the forge does not accept the token: it is wrong, expired or revoked",
        ),
        (
            faults.errors("NOT_FOUND", "Could not resolve.", {"repository": None}, path=["repository"]),
            "the forge knows no such repository, or the token may not see it",
        ),
        (
            faults.errors(
                "FORBIDDEN",
                "SAML",
                {"repository": None},
                extensions={"saml_failure": True},
                path=["repository"],
            ),
            "the organization asks for single sign-on, for which the token is not authorized",
        ),
        (
            faults.says(200, {"data": {"repository": {"isDisabled": True}}}),
            "the forge has disabled this repository",
        ),
        (
            faults.says(451, {"message": "Repository access blocked", "block": {"reason": "dmca"}}),
            "the forge has blocked access to this repository for legal reasons",
        ),
    ],
    ids=["token", "private", "single sign-on", "disabled", "blocked"],
)
def test_without_an_answer_no_rule_on_the_conversation_is_decided(
    fault: Any, expected: str, server: GitServer, hub: Hub, look: Look, book: Rulebook
) -> None:
    """Each with the reason; the gate stays undecided too."""
    hub.fault = fault

    found = reasons(book, seen(server, look), *TALK, "protected-branch", "organization-owned")

    assert found == dict.fromkeys(found, f"unknown: {expected}")


def test_without_a_token_no_rule_on_answers_is_decided(
    server: GitServer, hub: Hub, look: Look, book: Rulebook
) -> None:
    """What anybody may see is judged; who answered, reviewed and merged is unknown, with the way to be told."""
    hub.add(lively())

    snapshot = seen(server, replace(look, access=replace(look.access, tokens={})))

    found = reasons(book, snapshot, *OF_ISSUES, "peer-review", "newcomer-reply", "newcomer-issues")
    assert len(hub.log) == 6
    assert {text.split(";")[0] for text in found.values()} == {"unknown: not told without a token"}
    assert outcomes(book, snapshot)["organization-owned"] == "pass"
    assert outcomes(book, snapshot)["protected-branch"] == "unknown"
    assert (facts_of(snapshot).get("issues.open"), facts_of(snapshot).get("changes.closure_ratio")) == (
        Value(29, (Evidence("api", name="open issues", value=29),)),
        Value(1.0, counted(29, Sample("changes", (), "opened in the last 365 days"))),
    )


def test_a_busy_project_is_asked_for_older_issues_in_a_second_request(
    server: GitServer, hub: Hub, look: Look, book: Rulebook
) -> None:
    """The newest fifty are of this week; it was moved, and is searched under its new name."""
    newest = [issue(n, n / 10, comment("bo", n / 10, "MEMBER"), by=f"visitor{n}") for n in range(1, 60)]
    older = [issue(100 + n, 70 + n, comment("bo", 69 + n, "MEMBER"), by=f"old{n}") for n in range(60)]
    gone = [issue(300 + n, 400 + n, event("ClosedEvent", "bo", 100)) for n in range(10)]
    hub.add(lively(nameWithOwner="example/finches", issues=newest + older + gone))
    hub.repositories.moved["example/birds"] = "example/finches"

    snapshot = seen(server, look)

    assert hub.log == ["POST /api/graphql"] * 2
    assert {rule: outcomes(book, snapshot)[rule] for rule in (*OF_ISSUES, "stable-response")} == {
        "issue-response": "pass",
        "issues-acknowledged": "pass",
        "stable-response": "pass",
    }
    assert isinstance(snapshot.conversation, Conversation)
    assert isinstance(snapshot.conversation.issues, Threads)
    assert isinstance(snapshot.conversation.issues.earlier, tuple)
    assert (snapshot.conversation.issues.closed_of_old, len(snapshot.conversation.issues.earlier)) == (10, 50)


def test_labels_of_the_projects_own_are_counted_in_a_second_request(
    server: GitServer, hub: Hub, look: Look, book: Rulebook
) -> None:
    """Only when the usual ones have nothing under them."""
    own = {"name": "E-easy", "issues": [issue(50, 20)]}
    hub.add(lively(labels=[{"name": "good first issue", "issues": []}, {"name": "bug", "issues": []}, own]))

    assert outcomes(book, seen(server, look))["newcomer-issues"] == "pass"
    assert len(hub.log) == 2


def test_a_second_request_that_fails_takes_nothing_away(
    server: GitServer, hub: Hub, look: Look, book: Rulebook
) -> None:
    """The first answer stands; what the second was for is unknown with its reason."""
    newest = [issue(n, n / 10, comment("bo", 0, "MEMBER"), by=f"visitor{n}") for n in range(1, 60)]
    hub.add(lively(issues=newest))
    hub.faults, hub.fault = [None], faults.message(502, "Bad Gateway")

    snapshot = seen(server, look)

    assert outcomes(book, snapshot)["issue-response"] == "pass"
    assert isinstance(snapshot.conversation, Conversation)
    assert isinstance(snapshot.conversation.issues, Threads)
    gave_up = Unknown("the forge gave up on the question (status 502)")
    assert (snapshot.conversation.issues.closed_of_old, snapshot.conversation.issues.earlier) == (
        gave_up,
        gave_up,
    )


def test_an_account_without_a_sponsors_page_fails_and_one_not_told_of_is_unknown(
    server: GitServer, hub: Hub, look: Look, book: Rulebook
) -> None:
    """By the word of the forge alone; no link is ever followed."""
    hub.add(lively(fundingLinks=[{"url": "https://github.com/ada"}, {"url": "https://github.com/example"}]))
    failed = outcomes(book, seen(server, look))["funding-links-live"]
    hub.add(lively(fundingLinks=[]))
    hub.repositories.by_name["example/birds"]["owner"]["hasSponsorsListing"] = True

    unknown = reasons(book, seen(server, replace(look, cache=look.cache / "another")), "funding-links-live")

    assert failed == "fail"
    assert unknown == {"funding-links-live": "unknown: the forge did not tell whether ada can be sponsored"}
