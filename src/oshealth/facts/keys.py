"""Who holds the keys, by git and by the forge together: each sees people who let work in that the other does not."""

from typing import Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.contributors import NEEDS, in_window
from oshealth.facts.identities import MAILMAP
from oshealth.facts.integrators import integrators
from oshealth.facts.review import mergers
from oshealth.facts.stewards import register
from oshealth.facts.threads import MINIMUM, Sample, counted
from oshealth.facts.windows import MINIMUM as AT_WORK
from oshealth.facts.windows import UNDATED, Window, Work, chosen, evidence, twenty_four_months, work
from oshealth.snapshot import Unknown


def _several(facts: Facts) -> Reading:
    """Yes when either sees two; no when nobody works, or both see the same one person; else unknown."""
    by_git = in_window(_by_git)(facts)
    by_forge = mergers(facts)
    if isinstance(by_forge, Unknown) or (isinstance(by_git, Value) and by_git.value is True):
        return by_git
    accounts, found = by_forge
    if len(accounts) >= 2:
        return Value(value=True, evidence=counted(len(found.threads), found, _MERGED))
    return _one_at_most(facts, by_git, accounts, found)


def _of_today(facts: Facts, window: Window) -> Window:
    """The 24 months for a project that does little: who let work in before them may hold no key any more."""
    return twenty_four_months(facts) if window.start == UNDATED else window


def _by_git(facts: Facts, done: Work, widened: Window) -> Reading:
    window = _of_today(facts, widened)
    seen = integrators(facts, window)
    if len(seen) >= 2:
        return Value(value=True, evidence=evidence(facts, window))
    if not done.human.total(window):
        return Value(value=False, evidence=evidence(facts, window))
    if window is not widened:
        return Unknown(
            f"fewer than {AT_WORK} commits by people in {window.name}: too few to see who lets work in"
        )
    who = "one person" if seen else "nobody"
    return Unknown(f"git shows {who} who merges; who else may, only the forge can tell")


def _one_at_most(facts: Facts, by_git: Reading, accounts: frozenset[str], found: Sample) -> Reading:
    """The forge shows one account or none: no, when git shows nobody else and enough was merged to tell."""
    done, window = facts.once(work), facts.once(chosen)
    if isinstance(by_git, Value) or isinstance(done, Unknown) or isinstance(window, Unknown):
        return by_git
    if not accounts or len(found.threads) < MINIMUM:
        return by_git
    known = facts.once(register)
    same = {person for account in accounts for person in known.find(f"@{account}")}
    others = integrators(facts, _of_today(facts, window)) - same
    if others:
        return Unknown("git shows one person who merges and the forge one account: perhaps the same")
    return Value(
        value=False,
        evidence=(*counted(len(found.threads), found, _MERGED), *evidence(facts, _of_today(facts, window))),
    )


_MERGED: Final = "merged change requests"

FACTS: Final = (
    Fact(
        name="contributors.several_mergers",
        kind="yes/no",
        definition="Whether at least two people let work in: by git (contributors.mergers), or by the forge among the newest "
        "merged change requests, where the conversation was read. In a project with fewer than 20 commits in 24 months only "
        "these count, since who let work in before may not any more. No when nobody committed in them, or when the forge "
        f"shows one account for at least {MINIMUM} merges and git nobody else.",
        read=_several,
        needs=NEEDS,
        source="Best Practices badge, access_continuity (the committer as a sign of access)",
        texts=(MAILMAP,),
    ),
)
