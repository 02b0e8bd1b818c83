"""Reports for tests of renderers: invented repositories, scored by the real arithmetic."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace

from oshealth.assessment.finding import Finding
from oshealth.assessment.plan import make_plan
from oshealth.assessment.report import Gate, Grade, Report, Unaudited
from oshealth.assessment.score import by_category, category_scores, letter, whole_score
from oshealth.reference import RepoRef
from oshealth.rulebook.probes import OutcomeName
from oshealth.rulebook.profile import Bounded
from oshealth.snapshot import Cost, Evidence

NOW = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)
SHARES: Mapping[str, int] = {
    "community": 20, "governance": 15, "funding": 5, "sustainability": 20, "activity": 20, "inclusion": 5,
    "documentation": 5, "security": 10,
}  # fmt: skip
TITLES: Mapping[str, str] = {name: name.capitalize() for name in SHARES}
BOUNDS: Mapping[Bounded, int] = {"A": 80, "B": 65, "C": 50, "D": 35}
GATES = frozenset({"open-license", "not-abandoned"})
FORGE = "needs the forge, which was not asked"
LOOKED = (
    ".github/, .gitlab/, .forgejo/, .gitea/, /, docs/, doc/, README headings, README links, owner's defaults"
)


def found(path: str, line: int = 0, name: str = "", value: str | None = None) -> Evidence:
    """Evidence at a path."""
    return Evidence("path", path, line, name, value)


def fact(name: str, value: str | float | bool | tuple[str, ...]) -> Evidence:
    """A fact with its value."""
    return Evidence("fact", name=name, value=value)


def missing(what: str, where: str = LOOKED) -> Evidence:
    """Something that was looked for and not found."""
    return Evidence("absence", where, name=what)


def a_finding(rule: str, category: str, outcome: OutcomeName, *evidence: Evidence, **more: object) -> Finding:
    """A finding of weight 2; the credit follows from the outcome."""
    credit = {"pass": 100, "partial": 50}.get(outcome, 0)
    plain = Finding(
        rule, category, f"There is a good {rule.replace('-', ' ')}", outcome, credit, 2, evidence=evidence
    )
    fix = FIXES.get(rule, f"What is asked for: {rule}.")
    changes: dict[str, Any] = {
        "effort": "minutes",
        "fix": fix,
        "why": WHYS.get(rule, ""),
        "refs": REFS.get(rule, ()),
        **more,
    }
    return replace(plain, **changes)


WHYS: Mapping[str, str] = {
    "governance": "Who may decide, and how, is a question that is easier to answer before there is a quarrel.",
    "security-policy": "Who finds a hole must know where to tell it without telling everybody.",
}
REFS: Mapping[str, tuple[str, ...]] = {
    "governance": ("https://example.org/governance", "https://example.org/roles#decide"),
}
FIXES: Mapping[str, str] = {
    "governance": "Write down who decides and how, even if it is “the lead decides”. The Minimum Viable Governance "
    "templates are a good beginning.",
    "code-of-conduct-contact": "Replace the placeholder with an address that at least two people read.",
    "security-policy": "Add SECURITY.md and say where a vulnerability can be reported in private.",
    "open-license": "Choose an open source license at choosealicense.com and add it as LICENSE.",
    "bus-factor": "Invite the people who already contribute to review and to merge.",
    "changelog": "Keep a CHANGELOG.md, one section a release.",
    "funding-channel": "Name one way to give money in .github/FUNDING.yml.",
}


def a_report(findings: Iterable[Finding], **changes: object) -> Report:
    """A report of the given findings, with score, plan and letter as the community profile would have them."""
    findings = tuple(findings)
    score = whole_score(by_category(findings), SHARES)
    report = Report(
        ref=RepoRef.parse("example/helpful"),
        revision="a1b2c3d4e5f60718293a4b5c6d7e8f9012345678",
        url="https://github.com/example/helpful",
        looked_at=NOW,
        as_of=NOW,
        depth="git",
        profile="community",
        profile_version="2026.1",
        minimum_coverage=50,
        bounds=BOUNDS,
        caps=(),
        score=score,
        grade=Grade(letter(score.score or 0, BOUNDS), letter(score.low, BOUNDS), letter(score.high, BOUNDS)),
        gates=tuple(Gate(f.rule, f.outcome, f.reason or f.title) for f in findings if f.rule in GATES),
        categories=category_scores(by_category(findings), SHARES, TITLES),
        findings=findings,
        plan=make_plan(findings, SHARES, GATES),
        cost=Cost(git_requests=5, bytes=1_234_567, seconds=3.42),
        notes=("owner defaults were read from example/.github",),
    )
    return replace(report, **changes)


def helpful() -> list[Finding]:
    """A middling project: most of the basics, no governance, hangs on one person."""
    return [
        a_finding("license-file", "community", "pass", found("LICENSE")),
        a_finding("open-license", "community", "pass", fact("license.expression", "Apache-2.0")),
        a_finding("readme", "community", "pass", found("README.md"), weight=3),
        a_finding("stated-purpose", "community", "pass", found("README.md", 3), weight=1),
        a_finding("contributing-guide", "community", "pass", found(".github/CONTRIBUTING.md"), weight=4),
        a_finding("code-of-conduct", "community", "pass", found("CODE_OF_CONDUCT.md"), weight=4),
        a_finding(
            "code-of-conduct-contact",
            "community",
            "fail",
            found("CODE_OF_CONDUCT.md", 63, "unfilled template", "[INSERT CONTACT METHOD]"),
        ),
        a_finding("open-discussion", "community", "unknown", reason=FORGE, weight=3),
        a_finding("governance", "governance", "fail", missing("governance"), weight=5, effort="hours"),
        *(
            a_finding(rule, "governance", "fail", reason="rests on governance", rests_on="governance")
            for rule in ("decision-rule", "defined-roles", "succession")
        ),
        a_finding("maintainers-listed", "governance", "pass", found("MAINTAINERS.md", 5), weight=4),
        a_finding("two-maintainers", "governance", "pass", fact("maintainers.count", 3)),
        a_finding("organization-owned", "governance", "unknown", reason=FORGE),
        a_finding(
            "access-continuity",
            "governance",
            "needs_human",
            reason="Do at least two people hold the keys to the registry, the domain and the bank account?",
            weight=0,
        ),
        a_finding("funding-channel", "funding", "fail", missing("funding channel"), weight=3),
        a_finding(
            "bus-factor",
            "sustainability",
            "partial",
            fact("contributors.absence_factor", 2),
            weight=4,
            credit=75,
        ),
        a_finding(
            "active-contributors",
            "sustainability",
            "pass",
            fact("contributors.active", 4),
            weight=3,
            effort="days",
        ),
        a_finding("several-mergers", "sustainability", "unknown", reason=FORGE, weight=3),
        a_finding("not-abandoned", "activity", "pass", found("README.md"), weight=5),
        a_finding("recent-commit", "activity", "pass", fact("activity.days_since_last_commit", 12), weight=3),
        a_finding("continuous-activity", "activity", "partial", fact("activity.active_months", 7), weight=3),
        a_finding("changelog", "activity", "fail", missing("changelog"), weight=3),
        a_finding("issue-response", "activity", "unknown", reason=FORGE, weight=4),
        a_finding("newcomer-issues", "inclusion", "unknown", reason=FORGE, weight=3),
        a_finding("development-setup", "inclusion", "pass", found("CONTRIBUTING.md", 40)),
        a_finding(
            "installation-guide", "documentation", "pass", found("README.md", 21, "Installation"), weight=3
        ),
        a_finding("security-policy", "security", "fail", missing("security policy"), weight=4),
        a_finding(
            "private-vulnerability-channel",
            "security",
            "fail",
            reason="rests on security-policy",
            rests_on="security-policy",
        ),
        a_finding("dependency-updates", "security", "pass", found(".github/dependabot.yml")),
        a_finding(
            "multi-factor-authentication",
            "security",
            "needs_human",
            fact("attested by Ada Example on 2026-05-01", "enforced for the organization"),
            reason="Is it enforced?",
            weight=0,
        ),
        a_finding("image-alt-texts", "inclusion", "waived", reason="The images are decoration.", weight=1),
        a_finding("languages-declared", "inclusion", "fail", missing("languages", "README.md"), weight=0),
        a_finding("internationalization", "inclusion", "not_applicable"),
    ]


def poor_findings() -> list[Finding]:
    """The same project with nothing to show."""
    return [
        replace(one, outcome="fail", credit=0, evidence=(missing(one.rule),))
        if one.outcome in ("pass", "partial") and one.rule not in GATES | {"readme"}
        else one
        for one in helpful()
    ]


def middling() -> Report:
    """C, provisional."""
    return a_report(helpful())


def healthy() -> Report:
    """A, on nearly everything."""
    return a_report(
        [
            one
            if one.outcome in ("pass", "not_applicable", "waived") or one.rule == "continuous-activity"
            else replace(
                one, outcome="pass", credit=100, reason="", rests_on="", evidence=(found("README.md", 12),)
            )
            for one in helpful()
        ],
        ref=RepoRef.parse("example/thriving"),
        depth="standard",
        cost=Cost(api_requests=1, api_points=3, git_requests=4, bytes=812_000, seconds=2.1),
        notes=(),
    )


def poor() -> Report:
    """F, with a long list."""
    return a_report(poor_findings(), ref=RepoRef.parse("example/neglected"))


def gate_failed() -> Report:
    """F, because no license was found, although much else is there."""
    nothing = missing("license", "/, LICENSES/")
    findings = [
        replace(one, outcome="fail", credit=0, evidence=(nothing,))
        if one.rule in ("open-license", "license-file")
        else one
        for one in helpful()
    ]
    return a_report(
        findings, ref=RepoRef.parse("example/locked"), grade=Grade("F", "F", "F", "gate failed: open-license")
    )


def mostly_unknown() -> Report:
    """No letter: too little could be seen."""
    why = ("the history is shallow: 1 commit of an unknown number", FORGE, "the file is larger than 2 MB")
    findings = [
        replace(
            one,
            outcome="unknown",
            credit=0,
            evidence=(),
            reason=(one.rests_on and one.reason) or why[number % 3],
        )
        if one.rests_on or (number % 5 and one.rule != "not-abandoned" and one.weight)
        else one
        for number, one in enumerate(helpful())
    ]
    report = a_report(findings, ref=RepoRef.parse("https://git.example.org/tools/faint"))
    note = f"not enough evidence: coverage {report.score.coverage} is below 50"
    return replace(report, grade=Grade(None, None, None, note, withheld=True))


def not_there() -> Unaudited:
    """A repository that was not found."""
    return Unaudited(
        "example/gone", "not-found", "example/gone was not found", "If it is private, set GITHUB_TOKEN.",
        RepoRef.parse("example/gone"),
    )  # fmt: skip


HOSTILE = (
    "\x1b[31mred\x1b[0m [bold]loud[/bold] \x07\r\nsecond line\u2028third \u202eevil\u2066 a\u200bb "
    "漢字カナ 👩‍👩‍👧 e\u0301\u0301\u0301\u0301\u0301\u0301 \x9b2J \x7f" + "W" * 90
)


def hostile() -> Report:
    """A repository whose every text tries to break the page."""
    return a_report(
        [
            replace(
                one,
                title=HOSTILE,
                reason=HOSTILE if one.reason and not one.rests_on else one.reason,
                evidence=tuple(replace(item, path=HOSTILE, name=HOSTILE) for item in one.evidence),
                fix=HOSTILE,
                why=HOSTILE,
                refs=("https://example.org/x", f"https://example.org/{HOSTILE}", f"javascript:{HOSTILE}"),
            )
            for one in helpful()[:12]
        ],
        ref=RepoRef(path=f"./{HOSTILE}"),
        notes=(HOSTILE,),
    )
