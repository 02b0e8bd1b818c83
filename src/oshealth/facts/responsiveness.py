"""How soon people get an answer: the first word of a human who is not the author, by CHAOSS's definitions.

Only what people outside the team sent counts: maintainers' own notes and programs wait for nobody. What was not answered
counts as slower than everything that was.
"""

from collections.abc import Callable
from typing import Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.threads import (
    KINDS,
    NEEDS,
    Kind,
    Wait,
    Waited,
    few,
    in_days,
    median_days,
    middle,
    sample,
    waited,
    widened,
)
from oshealth.facts.windows import DAY, Window, now
from oshealth.snapshot import Evidence, Thread, Unknown

ISSUE_WINDOWS: Final = (90, 365)
CHANGE_WINDOWS: Final = (180, 365)
STEADY: Final = 1.5
"""Up to this many times the earlier median, answers have not become slower."""


def first_answer(thread: Thread) -> int | Unknown | None:
    """When a human who is not the author first said or did something."""
    return thread.answered


def _response(kind: Kind, windows: tuple[int, int]) -> Callable[[Facts], Reading]:
    return lambda facts: median_days(waited(widened(facts, kind, windows), facts, first_answer))


def _acknowledged(facts: Facts) -> Reading:
    window = Window(now(facts) - 365 * DAY, now(facts) - 60 * DAY, "opened 2 to 12 months ago")
    found = waited(sample(facts, "issues", window), facts, first_answer)
    if isinstance(found, Unknown):
        return found
    return found.too_few() or Value(round(found.answered / len(found.times), 3), found.evidence)


def _trend(facts: Facts) -> Reading:
    """The newer median over the older one."""
    end = now(facts)
    recent = _together(facts, Window(end - 90 * DAY, end, "opened in the last 90 days"))
    before = _together(facts, Window(end - 360 * DAY, end - 90 * DAY, "opened in the 270 days before"))
    if isinstance(recent, Unknown):
        return recent
    return before if isinstance(before, Unknown) else _ratio(recent, before)


def _together(facts: Facts, window: Window) -> tuple[Waited, ...] | Unknown:
    """Issues and change requests of a window, enough of them together."""
    both = [waited(sample(facts, kind, window), facts, first_answer) for kind in KINDS]
    seen = [one for one in both if isinstance(one, Waited)]
    if len(seen) < len(both):
        return next(one for one in both if isinstance(one, Unknown))
    cut = next((one.of for one in seen if one.of.reach), seen[0].of)
    total = sum(len(one.times) for one in seen)
    return few(total, "issues and change requests by others", cut) or tuple(seen)


def _ratio(recent: tuple[Waited, ...], before: tuple[Waited, ...]) -> Reading:
    """Neither median below a day, where the difference means nothing; unknown when both still wait."""
    newer, older = _middle(recent), _middle(before)
    shown = (_shown(newer, recent), _shown(older, before))
    if not older.is_answered:
        reason = "more than half of what was opened before the last 90 days was never answered: nothing to compare with"
        return Unknown(reason)
    ratio = max(newer.seconds, DAY) / max(older.seconds, DAY)
    if not newer.is_answered and ratio <= STEADY:
        return Unknown(
            "more than half of what was opened in the last 90 days has no answer yet, but may still get one"
        )
    return Value(round(ratio, 2), shown)


def _middle(several: tuple[Waited, ...]) -> Wait:
    return middle(wait for one in several for wait in one.times)


def _shown(median: Wait, of: tuple[Waited, ...]) -> Evidence:
    size = sum(len(one.times) for one in of)
    days = f"{'' if median.is_answered else 'at least '}{in_days(median.seconds):g} days"
    return Evidence("fact", name=f"median response, {of[0].of.window}", value=f"{days} ({size} counted)")


def _fact(name: str, unit: str, definition: str, read: Callable[[Facts], Reading], source: str) -> Fact:
    return Fact(name, "number", definition, read, NEEDS, unit, source)


FACTS: Final = (
    _fact(
        "issues.response_days",
        "days",
        "Median time until a human other than the author answered an issue (comment, label, closing), over the issues that "
        "people outside the team opened in the last 90 days, with fewer than 5 in the last 12 months. Unanswered ones count "
        "as the slowest; when the middle one still waits, its wait so far is given from 30 days on, and less is unknown.",
        _response("issues", ISSUE_WINDOWS),
        "CHAOSS, Issue Response Time (https://chaoss.community/?p=3631)",
    ),
    _fact(
        "issues.acknowledged_share",
        "share of issues (0 to 1)",
        "The part of the issues opened 2 to 12 months ago by people outside the team that a human other than the author "
        "has answered.",
        _acknowledged,
        "Best Practices badge, report_responses",
    ),
    _fact(
        "changes.response_days",
        "days",
        "Median time until a human other than the author answered a change request (comment, review, label, closing, "
        "merge), over those that people outside the team opened in the last 180 days, with fewer than 5 in the last "
        "12 months; drafts aside. Unanswered ones count as in issues.response_days.",
        _response("changes", CHANGE_WINDOWS),
        "CHAOSS, Time to First Response (https://chaoss.community/?p=3448)",
    ),
    _fact(
        "conversation.response_trend",
        "times",
        "Median time to the first answer of issues and change requests from outside opened in the last 90 days, over that "
        "of the 270 days before; a median below a day counts as a day. Above 1 answers have become slower.",
        _trend,
        "CHAOSS, Time to First Response (https://chaoss.community/?p=3448)",
    ),
)
