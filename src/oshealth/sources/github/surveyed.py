"""From a survey's answer to a snapshot of one of its repositories, or to the error that says why there is none."""

from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from oshealth.errors import (
    EmptyRepository,
    LimitUsedUp,
    NotAdmitted,
    NotAudited,
    OutOfTime,
    RepositoryNotFound,
    TooLarge,
    Unreachable,
)
from oshealth.reference import RepoRef
from oshealth.snapshot import Conversation, Inherited, Snapshot, Thread, Threads, Unknown
from oshealth.sources.git.collect import Start
from oshealth.sources.github.conversation import conversation_of
from oshealth.sources.github.part import Part
from oshealth.sources.github.sampled import head_of, history_of, tags_of
from oshealth.sources.github.shown import files_of
from oshealth.sources.github.state import project_of, trouble_in
from oshealth.sources.unanswered import Trouble, Unanswered

_HOME: Final = ".github"
_UNASKED: Final = Unknown("not asked at survey depth")
_TOO_HEAVY: Final = Unknown("the forge found the question too heavy")
_ERRORS: Final[Mapping[Trouble, type[NotAudited]]] = {
    "token": NotAdmitted,
    "limit": LimitUsedUp,
    "absent": RepositoryNotFound,
    "blocked": RepositoryNotFound,
    "rights": RepositoryNotFound,
    "late": OutOfTime,
    "heavy": TooLarge,
}
_HINTS: Final[Mapping[Trouble, str]] = {
    "token": "Make a new token; none of its scopes is needed for public repositories.",
    "limit": "Wait, allow more with --max-wait, or add a token of somebody else.",
    "heavy": "Audit it by itself at --depth standard.",
}


def error_of(trouble: Unanswered) -> NotAudited:
    """The same as an error about a repository."""
    return _ERRORS.get(trouble.kind, Unreachable)(trouble.reason, _HINTS.get(trouble.kind, ""))


def snapshot_of(ref: RepoRef, answer: Part, name: str, home: str, start: Start) -> Snapshot | NotAudited:
    """The snapshot of the repository under `name` in an answer, its owner's defaults being under `home` (empty when they
    were not asked for); or why there is none.
    """
    repository = answer.part(name)
    if isinstance(repository, Unknown):
        return error_of(
            _trouble(answer, name) or Unanswered("broken", "the forge answered without the repository")
        )
    if reason := trouble_in(repository):
        return RepositoryNotFound(reason)
    if repository.flag("isEmpty") is True:
        return EmptyRepository("it has no commit yet", "Nothing can be said of an empty repository.")
    head = head_of(repository)
    commit = head if isinstance(head, Unknown) else head.text("oid")
    if not isinstance(commit, str) or not commit:
        return Unreachable("the forge did not show the newest commit of the default branch")
    tree, texts = files_of(repository)
    url = repository.text("url")
    in_full = "issues" in repository.fields
    return Snapshot(
        ref=ref,
        revision=commit,
        looked_at=start.at,
        as_of=start.at,
        depth="survey",
        url=url if isinstance(url, str) else "",
        tree=tree,
        texts=texts,
        history=history_of(repository) if in_full else _TOO_HEAVY,
        tags=tags_of(repository),
        project=replace(project_of(repository), topics=_UNASKED, has_rulesets=_UNASKED),
        conversation=_conversation(repository) if in_full else _TOO_HEAVY,
        inherited=_inherited(ref, repository, answer, home),
    )


def _trouble(answer: Part, name: str) -> Unanswered | None:
    """What an answer says about why something in it is missing."""
    return next((one for path, one in answer.missing.items() if path[:1] in {(name,), ()}), None)


def _conversation(repository: Part) -> Conversation:
    """The newest issues and change requests without who answered; nothing is counted."""
    told = conversation_of(repository)
    return Conversation(_plain(told.issues), _plain(told.changes), _UNASKED)


def _plain(threads: Threads | Unknown) -> Threads | Unknown:
    if isinstance(threads, Unknown):
        return threads
    items = tuple(map(_unread, threads.items))
    return Threads(items, threads.is_whole, _UNASKED, _UNASKED, _UNASKED, _UNASKED, _UNASKED)


def _unread(thread: Thread) -> Thread:
    """A thread without what the answers in it would tell."""
    return replace(
        thread,
        answered=_UNASKED,
        team_answered=_UNASKED,
        reviewed=_UNASKED,
        reviewers=_UNASKED,
        approved=_UNASKED,
        closed_by=_UNASKED,
    )


def _inherited(ref: RepoRef, repository: Part, answer: Part, home: str) -> Inherited | Unknown:
    """The owner's defaults; none for themselves, unknown when the repository has moved to another owner."""
    owner = repository.part("owner")
    login = owner.text("login") if isinstance(owner, Part) else ref.owner
    if not home:
        return Unknown("not asked for")
    if str(login).lower() != ref.owner.lower():
        return Unknown(f"it has moved to {login}, whose defaults were not asked for")
    if ref.name == _HOME:
        return Inherited()
    defaults = answer.part(home)
    if isinstance(defaults, Unknown):
        trouble = _trouble(answer, home)
        is_absent = trouble is not None and trouble.kind == "absent"
        return Inherited() if is_absent else Unknown(f"owner defaults could not be read: {defaults.reason}")
    return _defaults(replace(ref, name=_HOME), defaults)


def _defaults(source: RepoRef, defaults: Part) -> Inherited | Unknown:
    head = head_of(defaults)
    if isinstance(head, Unknown):
        return Inherited()  # a repository without a commit provides nothing
    tree, texts = files_of(defaults)
    if isinstance(tree, Unknown) or isinstance(texts, Unknown):
        return Unknown("owner defaults could not be read: the forge did not list them")
    return Inherited(str(source), str(head.fields.get("oid") or ""), tree, texts, tree.partial)
