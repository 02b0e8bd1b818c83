"""What a worker does with one job: look, judge, pack. It needs nothing but the job, the plan and one token."""

from collections.abc import Iterator
from functools import lru_cache

from oshealth.assessment.report import unaudited
from oshealth.auditing import Case, Looking, case_of, case_seen, needs_for
from oshealth.errors import LimitUsedUp, NotAdmitted, NotAudited, OshealthError
from oshealth.portfolio.kept import Kept, keep
from oshealth.portfolio.plan import Done, Job, Plan
from oshealth.portfolio.traits import traits_of
from oshealth.rulebook import Rulebook
from oshealth.rulebook.book import DEFAULT_PROFILE
from oshealth.snapshot import Snapshot, Unknown
from oshealth.sources import Access
from oshealth.sources.base import utc_now
from oshealth.sources.github.tokens import Purse


@lru_cache(maxsize=4)
def book_of(
    profile: str, packs: tuple[str, ...], select: tuple[str, ...], ignore: tuple[str, ...]
) -> Rulebook:
    """The rules that a batch is judged by, read once a process."""
    return Rulebook.load(profile or DEFAULT_PROFILE, packs, select, ignore)


def work(plan: Plan, job: Job, token: str) -> Done:
    """Looks at the repositories of a job, with `token` (empty for none), and judges them.

    What a forge turned away because of the token is not kept: it is to be done again.
    """
    purse = Purse((token,) if token else ())
    asked = plan.question
    book = book_of(asked.profile, asked.packs, asked.select, asked.ignore)
    looking = looking_of(plan, job, token, purse)
    if job.depth == "survey":
        found = tuple(_surveyed(plan, job, book, looking))
    else:
        found = tuple(_alone(plan, job, key, book, looking) for key in job.refs)
    kept = tuple(one for one in found if one is not None)
    known = {one.target for one in kept}
    return Done(kept, tuple(key for key in job.refs if key not in known), purse.state(token))


def looking_of(plan: Plan, job: Job, token: str, purse: Purse) -> Looking:
    """How a job looks: a limit is not sat out here, since other tokens may have something left."""
    tokens = {job.host: (token,)} if token else {}
    access = Access(job.depth, tokens, plan.apis, 0.0, {job.host: purse} if token else {})
    return Looking(limits=plan.limits, cache=plan.cache, access=access, public=not plan.allow_local)


def _surveyed(plan: Plan, job: Job, book: Rulebook, looking: Looking) -> Iterator[Kept | None]:
    """One after the other, None for what the forge turned away."""
    from oshealth.sources.github.survey import survey  # noqa: PLC0415 - only a survey needs it

    needs, look = needs_for(book.needs), looking.look()
    answers = survey(job.refs.values(), needs, look, looking.access.purses.get(job.host))
    for key, (ref, found) in zip(job.refs, answers, strict=True):
        if isinstance(found, Snapshot):
            yield _judged(plan, key, case_seen(found, book, plan.question))
        elif isinstance(found, LimitUsedUp | NotAdmitted):
            yield None
        else:
            yield keep(key, unaudited(str(ref), found, ref), job.depth, utc_now())


def _alone(plan: Plan, job: Job, key: str, book: Rulebook, looking: Looking) -> Kept | None:
    """One repository by itself; None when the forge turned it away."""
    ref = job.refs[key]
    try:
        case = case_of(ref, book, question=plan.question, looking=looking)
    except NotAudited as error:
        return keep(key, unaudited(str(ref), error, ref), job.depth, utc_now())
    return None if _turned_away(case, job, looking) else _judged(plan, key, case)


def _turned_away(case: Case, job: Job, looking: Looking) -> bool:
    """Whether the forge told nothing because of the token: a limit, or no admittance."""
    purse = looking.access.purses.get(job.host)
    if purse is None or not isinstance(case.snapshot.project, Unknown):
        return False
    state = purse.state(looking.access.tokens[job.host][0])
    return state.rests > 0 or not state.accepted


def _judged(plan: Plan, key: str, case: Case) -> Kept:
    """A judgement, packed. A repository on which judging itself fails is told of as such: a batch goes on."""
    seen = case.snapshot
    try:
        facts = case.facts()
        return keep(
            key, case.report(facts), seen.depth, utc_now(), traits_of(facts, plan.salt, plan.with_names)
        )
    except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as error:
        trouble = OshealthError(f"judging it failed ({type(error).__name__})", "Please report this as a bug.")
        return keep(key, unaudited(str(seen.ref), trouble, seen.ref), seen.depth, utc_now())
