"""A second request, where facts need more than the first one told: issues of the past year in a busy project, how many old
ones were closed, labels of the project's own, and accounts to be sponsored. Most repositories need none.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from oshealth.compiled import compiled
from oshealth.facts.load import FEW_OPEN
from oshealth.facts.tasks import is_for_newcomers
from oshealth.facts.threads import MINIMUM
from oshealth.snapshot import Conversation, Label, Project, Threads, Unknown
from oshealth.sources.github import questions
from oshealth.sources.github.client import Client
from oshealth.sources.github.conversation import label_of, team_in, threads_of
from oshealth.sources.github.part import Part
from oshealth.sources.unanswered import Unanswered

LABELS: Final = 5
ACCOUNTS: Final = 4
_FULL_NAME: Final = compiled(r"[\w.-]{1,100}/[\w.-]{1,100}")
_ACCOUNT: Final = compiled(r"https://github\.com/([A-Za-z0-9-]{1,39})/?")
_YEAR: Final = timedelta(days=365)
_TWO_MONTHS: Final = timedelta(days=60)


class Further(Struct, frozen=True):
    """What a second request asks for: how many old issues were closed, issues opened 2 to 12 months ago, labels, accounts."""

    closed: bool = False
    earlier: bool = False
    labels: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()


def completed(
    client: Client, repository: Part, project: Project, conversation: Conversation, today: datetime
) -> tuple[Project, Conversation]:
    """Both with what a second request adds; as they are when nothing is missing. Never raises for want of an answer."""
    wanted = further_of(project, conversation, today)
    name = project.full_name
    if wanted == Further() or isinstance(name, Unknown) or not _FULL_NAME.fullmatch(name):
        return project, conversation
    text = questions.further(
        earlier=wanted.earlier, closed=wanted.closed, labels=len(wanted.labels), accounts=len(wanted.accounts)
    )
    try:
        said = client.ask(text, dict(_variables(wanted, name, today)))
    except Unanswered as trouble:
        return project, _unanswered(conversation, wanted, Unknown(trouble.reason))
    answer = Part(said.data, missing=said.missing)
    return _sponsored(project, answer, wanted), _talked(conversation, answer, wanted, repository)


def further_of(project: Project, conversation: Conversation, today: datetime) -> Further:
    """What facts need beyond the first answer."""
    issues = conversation.issues
    return Further(
        closed=isinstance(issues, Threads) and isinstance(issues.open, int) and issues.open >= FEW_OPEN,
        earlier=isinstance(issues, Threads) and _is_short(issues, today),
        labels=tuple(_uncounted(conversation))[:LABELS],
        accounts=tuple(_others(project))[:ACCOUNTS],
    )


def _is_short(issues: Threads, today: datetime) -> bool:
    """Whether the newest issues hardly reach beyond the last two months, though there are older ones."""
    past = (today - _TWO_MONTHS).timestamp()
    return not issues.is_whole and sum(one.opened < past for one in issues.items) < MINIMUM


def _uncounted(conversation: Conversation) -> Iterator[str]:
    """Labels for newcomers whose issues were not counted, when the others have none."""
    labels = () if isinstance(conversation.labels, Unknown) else conversation.labels
    suited = [label for label in labels if is_for_newcomers(label.name)]
    if not any(isinstance(label.open, int) and label.open for label in suited):
        yield from (label.name for label in suited if isinstance(label.open, Unknown))


def _others(project: Project) -> Iterator[str]:
    """Accounts behind the sponsor button of which it was not told yet whether they can be sponsored."""
    links = () if isinstance(project.funding_links, Unknown) else project.funding_links
    told: Mapping[str, bool] = {} if isinstance(project.sponsored, Unknown) else project.sponsored
    found = (_ACCOUNT.fullmatch(link) for link in links)
    yield from dict.fromkeys(one[1].lower() for one in found if one and one[1].lower() not in told)


def _variables(wanted: Further, full_name: str, today: datetime) -> Iterator[tuple[str, str]]:
    owner, _, name = full_name.partition("/")
    year_ago, recent = ((today - before).strftime("%Y-%m-%d") for before in (_YEAR, _TWO_MONTHS))
    here = f"repo:{full_name} is:issue"
    if wanted.closed:
        yield "closed", f"{here} created:<{year_ago} closed:>={year_ago}"
    if wanted.earlier:
        yield "earlier", f"{here} created:{year_ago}..{recent} sort:created-desc"
    if wanted.labels:
        yield from (("owner", owner), ("name", name))
    yield from ((f"label{number}", label) for number, label in enumerate(wanted.labels))
    yield from ((f"account{number}", account) for number, account in enumerate(wanted.accounts))


def _unanswered(conversation: Conversation, wanted: Further, reason: Unknown) -> Conversation:
    """The reason why it stays unknown, where it was asked."""
    issues = conversation.issues
    if isinstance(issues, Unknown):
        return conversation
    closed = reason if wanted.closed else issues.closed_of_old
    earlier = reason if wanted.earlier else issues.earlier
    return replace(conversation, issues=replace(issues, closed_of_old=closed, earlier=earlier))


def _talked(conversation: Conversation, answer: Part, wanted: Further, repository: Part) -> Conversation:
    issues = conversation.issues
    if wanted.closed and isinstance(issues, Threads):
        found = answer.part("closed")
        count = found if isinstance(found, Unknown) else found.count("issueCount")
        issues = replace(issues, closed_of_old=count)
    if wanted.earlier and isinstance(issues, Threads):
        nodes, team = answer.nodes("earlier"), frozenset(team_in(repository))
        read = nodes if isinstance(nodes, Unknown) else tuple(threads_of(nodes, team))
        issues = replace(issues, earlier=read)
    return replace(conversation, issues=issues, labels=_counted(conversation, answer, wanted))


def _counted(conversation: Conversation, answer: Part, wanted: Further) -> tuple[Label, ...] | Unknown:
    """All labels, those that were asked for with their issues."""
    within = answer.part("repository")
    if isinstance(conversation.labels, Unknown) or isinstance(within, Unknown):
        return conversation.labels
    parts = (within.part(f"label{number}") for number in range(len(wanted.labels)))
    told = [label_of(part) for part in parts if isinstance(part, Part)]
    counted = {label.name: label for label in told if label is not None}
    return tuple(counted.get(label.name, label) for label in conversation.labels)


def _sponsored(project: Project, answer: Part, wanted: Further) -> Project:
    """An account that is not there cannot be sponsored either."""
    told = dict({} if isinstance(project.sponsored, Unknown) else project.sponsored)
    for number, account in enumerate(wanted.accounts):
        name = f"account{number}"
        owner = answer.part(name)
        if isinstance(owner, Part):
            listed = owner.flag("hasSponsorsListing")
            told.update({account: listed} if isinstance(listed, bool) else {})
        elif name in answer.fields and not answer.is_missing(name):
            told[account] = False
    return replace(project, sponsored=told or project.sponsored)
