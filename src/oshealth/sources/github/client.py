"""Questions to GitHub's two interfaces, with tokens chosen by what they have left, limits kept, and answers kept."""

import json
import math
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from msgspec import Struct, field
from msgspec.structs import replace

from oshealth.sources.answers import HOUR, Answers
from oshealth.sources.base import WAITING, Api, Look
from oshealth.sources.deadline import Deadline
from oshealth.sources.github.dialect import UnknownFields, unknown_fields, without
from oshealth.sources.github.limits import HOW_TO_BE_TOLD, REFUSED, refusal, said_in, waiting
from oshealth.sources.github.tokens import Budget, Choice, Purse
from oshealth.sources.http import Call, Http, Reply
from oshealth.sources.unanswered import Trouble, Unanswered

_TURNS: Final = 6
_TYPES: Final[Mapping[str, tuple[Trouble, str]]] = {
    "NOT_FOUND": ("absent", "the forge knows no such repository, or the token may not see it"),
    "FORBIDDEN": ("rights", "the token may not read this"),
    "INSUFFICIENT_SCOPES": ("rights", "the token lacks a scope"),
    "RESOURCE_LIMITS_EXCEEDED": ("heavy", "the forge found the question too heavy"),
    "MAX_NODE_LIMIT_EXCEEDED": ("heavy", "the forge found the question too heavy"),
}


class Said(Struct, frozen=True):
    """A GraphQL answer: its data, and for each path of names into it why something there is missing."""

    data: Mapping[str, Any]
    missing: Mapping[tuple[str, ...], Unanswered] = field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        """Whether something was answered, and nothing is missing but what does not exist."""
        is_there = any(part is not None for name, part in self.data.items() if name != "rateLimit")
        return is_there and all(trouble.kind == "absent" for trouble in self.missing.values())


class Client(Struct):
    """Asks one GitHub server. `max_wait` seconds may be waited for limits at one question; `tell` hears why.

    `points` counts what GraphQL answers said they cost.
    """

    api: Api
    purse: Purse
    http: Http
    answers: Answers
    max_wait: float = 60.0
    tell: Callable[[str], None] = lambda _stage: None
    points: int = 0

    def ask(self, query: str, variables: Mapping[str, Any], *, patient: bool = True) -> Said:
        """The answer to a GraphQL question, or one of the last hour; `patient` as for Http.send. Raises Unanswered.

        A server that knows fewer fields is asked once more, without those.
        """
        try:
            return self._told(query, variables, patient=patient)
        except UnknownFields as refused:
            return self._told(without(query, refused.fields), variables, patient=patient)

    def _told(self, query: str, variables: Mapping[str, Any], *, patient: bool) -> Said:
        body = json.dumps({"query": query, "variables": variables}, sort_keys=True).encode()
        call = Call(
            "POST", self.api.graphql, {"Content-Type": "application/json", "Accept": "application/json"}, body
        )
        for token in self.purse.tokens:
            kept = self.answers.get(call, token)
            if kept and kept.age < HOUR:
                return said_of(kept.reply())
        token, reply = self.answered(call, "graphql", patient=patient)
        said = said_of(reply)
        self.points += _whole(said.data.get("rateLimit"), "cost")
        if said.is_complete:
            self.answers.put(call, token, reply)
        return said

    def get(self, path: str) -> Reply:
        """The reply to a REST request, from what was kept when the server says that nothing changed: with a token that
        costs no quota. Without one it would, so what was kept within the hour is not asked for again.

        Any status but those of a limit. Raises Unanswered.
        """
        call = Call("GET", f"{self.api.rest}{path}", {"Accept": "application/vnd.github+json"})
        token = chosen.token if (chosen := self.purse.choose("core")) else ""
        kept = self.answers.get(call, token)
        if kept and not token and kept.age < HOUR:
            return kept.reply()
        asked = (
            replace(call, headers={**call.headers, "If-None-Match": kept.etag})
            if kept and kept.etag
            else call
        )
        used, reply = self.answered(asked, "core")
        if reply.status == 304 and kept and used == token:
            return replace(kept.reply(), received=reply.received)
        if reply.status == 200 and reply.headers.get("etag"):
            self.answers.put(call, used, reply)
        return reply

    def answered(self, call: Call, budget: Budget, *, patient: bool = True) -> tuple[str, Reply]:
        """A reply that speaks of no limit, and the token it was given to. Raises Unanswered.

        At most `max_wait` seconds are waited for limits; they do not count against the deadline.
        """
        waited = 0.0
        for turn in range(_TURNS + len(self.purse.tokens)):
            chosen = self.purse.choose(budget)
            if chosen is None:
                raise Unanswered("token", REFUSED)
            if chosen.rests > 0:
                waited += self._sit_out(chosen, waited)
            reply = self.http.send(call, chosen.token, patient=patient)
            self.purse.learn(chosen.token, budget, reply)
            if reply.status == 401 and chosen.token:
                self.purse.refuse(chosen.token)
                continue
            seconds = waiting(reply, time.time(), turn)
            if seconds is None:
                return chosen.token, reply
            self.purse.rest(chosen.token, budget, seconds)
        raise Unanswered("limit", "the forge kept answering that its limit is used up")

    def _sit_out(self, chosen: Choice, waited: float) -> float:
        """Waits for a limit to pass, when that is allowed; for how long. Raises Unanswered."""
        seconds, hint = chosen.rests, "" if chosen.token else f"; {HOW_TO_BE_TOLD}"
        if waited + seconds > self.max_wait:
            raise Unanswered(
                "limit", f"the forge's limit is used up for another {math.ceil(seconds)} seconds{hint}"
            )
        self.tell(f"{WAITING} {math.ceil(seconds)} seconds for the forge's limit")
        self.http.deadline = self.http.deadline.later(seconds)
        self.http.wait(seconds)
        return seconds


def client_of(host: str, look: Look, deadline: Deadline, purse: Purse | None = None) -> Client:
    """A client for a server that `look.access.apis` names, with `purse` or the tokens of that host and no others."""
    tokens = purse or look.access.purses.get(host) or Purse(look.access.tokens.get(host, ()))
    return Client(
        look.access.apis[host], tokens, Http(deadline), Answers(look.cache), look.access.max_wait, look.tell
    )


def said_of(reply: Reply) -> Said:
    """The data in a GraphQL reply, and what is missing from it. Raises Unanswered when there is nothing else."""
    trouble = refusal(reply)
    if trouble:
        raise trouble
    said = said_in(reply)
    errors = said.get("errors")
    troubles = [error for error in errors if isinstance(error, dict)] if isinstance(errors, list) else []
    data = said.get("data")
    if not isinstance(data, dict):
        if fields := unknown_fields(troubles):
            raise UnknownFields(fields)
        raise _trouble(troubles[0]) if troubles else Unanswered("broken", "the forge answered without data")
    return Said(data, {_path(error): _trouble(error) for error in troubles})


def _path(error: Mapping[str, Any]) -> tuple[str, ...]:
    path = error.get("path")
    return tuple(str(step) for step in path) if isinstance(path, list) else ()


def _trouble(error: Mapping[str, Any]) -> Unanswered:
    extensions = error.get("extensions")
    if isinstance(extensions, dict) and extensions.get("saml_failure"):
        return Unanswered(
            "rights", "the organization asks for single sign-on, for which the token is not authorized"
        )
    known = _TYPES.get(str(error.get("type")))
    if known:
        return Unanswered(*known)
    if "timeout" in str(error.get("message", "")).lower():
        return Unanswered("heavy", "the forge gave up on the question")
    return Unanswered("broken", "the forge could not answer the question")


def _whole(found: object, name: str) -> int:
    value = found.get(name) if isinstance(found, dict) else None
    return value if isinstance(value, int) and 0 <= value < 1_000_000 else 0
