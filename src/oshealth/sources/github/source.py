"""A repository on GitHub: what its API tells, and the rest by git; each goes on when the other has no answer."""

from collections.abc import Mapping
from datetime import timedelta
from typing import ClassVar, Final

from msgspec import Struct, field
from msgspec.structs import replace

from oshealth.errors import NotAdmitted, NotAudited, RepositoryNotFound
from oshealth.reference import RepoRef
from oshealth.snapshot import Conversation, Cost, Project, Snapshot, Unknown
from oshealth.sources.base import Look, Needs
from oshealth.sources.deadline import Deadline
from oshealth.sources.discreet import Discreet
from oshealth.sources.git.remote import RemoteGit
from oshealth.sources.github import anonymous, questions
from oshealth.sources.github.client import Client, client_of
from oshealth.sources.github.conversation import conversation_of
from oshealth.sources.github.further import completed
from oshealth.sources.github.part import Part
from oshealth.sources.github.state import project_of, trouble_in
from oshealth.sources.github.survey import survey
from oshealth.sources.unanswered import Unanswered

_STALE: Final = timedelta(days=365)
SHARE: Final = 0.5


class Told(Discreet, Struct, frozen=True):
    """What the forge told of one repository, whether everybody may read it, what asking cost, and the token that it
    accepts (empty for none).
    """

    hidden: ClassVar[tuple[str, ...]] = ("token",)

    project: Project | Unknown
    conversation: Conversation | Unknown
    is_public: bool = False
    cost: Cost = field(default_factory=Cost)
    token: str = ""


class GitHub(Struct, frozen=True):
    """Looks at repositories on GitHub servers, github.com or another that `look.access.apis` names."""

    git: RemoteGit = field(default_factory=RemoteGit)

    def collect(self, ref: RepoRef, needs: Needs, look: Look) -> Snapshot:
        """See Source. What the forge does not tell is Unknown; errors come from git alone."""
        if look.access.depth == "survey":
            return _surveyed(ref, needs, look)
        if not needs.groups & {"project", "conversation"}:
            return self.git.collect(ref, needs, look)
        objection = _objection(look)
        if objection:
            seen = self.git.collect(ref, needs, look)
            return replace(seen, project=Unknown(objection), conversation=Unknown(objection))
        look.tell("asking the forge")
        told = ask(ref, needs, look)
        if ref.host in look.tokens:
            look = replace(look, tokens={**look.tokens, ref.host: told.token})
        left = max(1.0, look.limits.seconds - told.cost.seconds)
        look = replace(look, limits=replace(look.limits, seconds=left), shared=told.is_public)
        seen = self._by_git(ref, needs, look, told)
        return replace(
            seen,
            depth="standard",
            project=told.project if "project" in needs.groups else Unknown("not asked for"),
            conversation=told.conversation,
            cost=_together(seen.cost, told.cost),
        )

    def _by_git(self, ref: RepoRef, needs: Needs, look: Look, told: Told) -> Snapshot:
        """What git holds. Raises NotAdmitted where the forge knows the repository and git finds none."""
        try:
            return self.git.collect(ref, needs, look)
        except RepositoryNotFound as error:
            if isinstance(told.project, Unknown) or not told.token:
                raise
            message = f"{ref.url} is known to the forge, but the token does not let git read it"
            raise NotAdmitted(
                message, "Was it revoked meanwhile? It needs the right to read contents."
            ) from error


def _surveyed(ref: RepoRef, needs: Needs, look: Look) -> Snapshot:
    """A survey of one. Raises NotAudited."""
    ((_, found),) = survey([ref], needs, look)
    if isinstance(found, NotAudited):
        raise found
    return found


def _objection(look: Look) -> str:
    """Why the forge is not asked; empty when it is."""
    if look.access.depth == "git":
        return "the forge is not asked at depth git"
    if look.offline:
        return "the forge is not asked offline"
    return "the forge tells of today only, not of a past date" if look.as_of else ""


def ask(ref: RepoRef, needs: Needs, look: Look) -> Told:
    """What the forge tells: with a token in one request, without one in a few. Never raises for want of an answer."""
    if ref.host not in look.access.apis:
        reason = Unknown("it is not known where this server's API is")
        return Told(reason, reason)
    deadline = Deadline.after(max(1.0, look.limits.seconds * SHARE))
    client = client_of(ref.host, look, deadline)
    wants = "conversation" in needs.groups
    try:
        with client.http:
            told = (
                _standard(client, ref, look, wants)
                if client.purse.tokens
                else Told(*anonymous.ask(client, ref.owner, ref.name, conversation=wants))
            )
    except Unanswered as trouble:
        reason = Unknown(trouble.reason)
        told = Told(reason, reason)
    return replace(told, cost=_cost(client), token=_accepted(client))


def _accepted(client: Client) -> str:
    """The token to show to git as well; empty when none is accepted."""
    chosen = client.purse.choose("graphql")
    return chosen.token if chosen else ""


def _standard(client: Client, ref: RepoRef, look: Look, wants: bool) -> Told:
    """State and conversation in one request, and a second where facts need it; when the first is too heavy, the state
    alone.
    """
    try:
        repository = _repository(client, ref, look, wants)
    except Unanswered as trouble:
        if trouble.kind != "heavy" or not wants:
            raise
        repository = _repository(client, ref, look, wants=False)
        return Told(project_of(repository), Unknown(trouble.reason), _is_public(repository))
    project, is_public = project_of(repository), _is_public(repository)
    if not wants:
        return Told(project, Unknown("not asked for"), is_public)
    conversation = conversation_of(repository)
    return Told(*completed(client, repository, project, conversation, look.clock()), is_public)


def _is_public(repository: Part) -> bool:
    return repository.flag("isPrivate") is False


def _repository(client: Client, ref: RepoRef, look: Look, wants: bool) -> Part:
    """The repository in the answer. Raises Unanswered when there is none."""
    said = client.ask(questions.audit(), _variables(ref, look, wants))
    answer = Part(said.data, missing=said.missing)
    repository = answer.part("repository")
    if isinstance(repository, Unknown):
        trouble = next(iter(said.missing.values()), None)
        raise trouble or Unanswered("broken", "the forge answered without the repository")
    if reason := trouble_in(repository):
        raise Unanswered("blocked", reason)
    return repository


def _variables(ref: RepoRef, look: Look, wants: bool) -> Mapping[str, object]:
    """By the day, so that the same question within the hour is the same question."""
    midnight = look.clock().replace(hour=0, minute=0, second=0, microsecond=0)
    stale = (midnight - _STALE).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"owner": ref.owner, "name": ref.name.removesuffix(".git"), "stale": stale, "conversation": wants}


def _cost(client: Client) -> Cost:
    deadline = client.http.deadline
    seconds = round(max(0.0, deadline.seconds - deadline.left()), 3)
    return Cost(
        api_requests=client.http.sent, api_points=client.points, bytes=client.http.received, seconds=seconds
    )


def _together(git: Cost, api: Cost) -> Cost:
    return Cost(
        api.api_requests,
        api.api_points,
        git.git_requests,
        git.bytes + api.bytes,
        round(git.seconds + api.seconds, 3),
    )
