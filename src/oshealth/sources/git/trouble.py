"""From what git and the server said when fetching failed to an error that says what happened and what to do."""

from typing import Final

from oshealth.errors import NotAudited, RepositoryNotFound, Unreachable
from oshealth.sources.git.command import last_word
from oshealth.sources.git.trace import Trace

_HIDDEN: Final = "If it is private, give an access token for its host (over ssh: a key in the agent)."
_RETRY: Final = "Check the address and the network, or try again later."
_ABSENT: Final = (
    "does not appear to be a git repository",
    "not found",
    "repository not exported",
    "terminal prompts disabled",
    "could not read username",
    "authentication failed",
    "permission denied",
)
_NETWORK: Final = (
    "could not resolve host",
    "couldn't resolve host",
    "failed to connect",
    "couldn't connect",
    "could not connect",
    "connection refused",
    "connection reset",
    "connection timed out",
    "operation timed out",
    "unable to access",
    "unable to connect",
    "unable to look up",
    "early eof",
    "hung up",
    "remote-curl",
    "unexpected eof",
    "could not read from remote repository",
    "rpc failed",
    "expected flush",
    "bad line length",
    "protocol error",
    "bad pack header",
    "not allowed",
    "host key verification failed",
    "ssl",
    "certificate",
)
_FOREIGN: Final = ("is this a git repository?", "not valid:", "invalid server response", "unable to parse")


def translate(said: str, trace: Trace, url: str) -> NotAudited | None:
    """The error that a failed fetch from `url` comes to; None when the clone itself may be to blame."""
    words = said.lower()
    if trace.status in {401, 403, 404, 410} or any(sign in words for sign in _ABSENT):
        return RepositoryNotFound(f"{url} was not found, or may not be seen", _HIDDEN)
    if trace.location:
        return Unreachable(f"{url} sends to another address, which is not followed", _where(trace.location))
    if trace.status >= 400:
        return Unreachable(f"the server of {url} answered with HTTP status {trace.status}", _RETRY)
    if trace.is_page or any(sign in words for sign in _FOREIGN):
        return Unreachable(
            f"{url} answers, but not as a git server", "Give the address that git clones from."
        )
    if any(sign in words for sign in _NETWORK):
        return Unreachable(f"{url} could not be fetched: {last_word(said)}", _RETRY)
    return None


def _where(location: str) -> str:
    shown = location.partition("/info/refs")[0]
    is_sound = shown.isprintable() and "@" not in shown
    return f"Audit {shown[:300]} if you trust it." if is_sound else "Give the address that it leads to."
