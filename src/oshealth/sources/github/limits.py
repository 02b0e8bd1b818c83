"""What GitHub's status codes, headers and messages mean: a limit and how long to wait, or a reason why there is no answer.

Source: GitHub's documentation of rate limits for its REST and GraphQL interfaces, and answers that were recorded.
"""

import json
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any, Final

from oshealth.sources.http import Reply
from oshealth.sources.unanswered import Trouble, Unanswered

SECONDARY_WAIT: Final = 60.0
HOW_TO_BE_TOLD: Final = "set GITHUB_TOKEN to a token, which needs no scope for public repositories"
REFUSED: Final = "the forge does not accept the token: it is wrong, expired or revoked"
_STATUSES: Final[Mapping[int, tuple[Trouble, str]]] = {
    401: ("token", REFUSED),
    403: ("blocked", "the forge has blocked access to this repository"),
    404: (
        "absent",
        "the forge knows no such repository, or it may not be seen with this token or without one",
    ),
    410: ("absent", "the forge no longer has this"),
    451: ("blocked", "the forge has blocked access to this repository for legal reasons"),
    502: ("heavy", "the forge gave up on the question (status {status})"),
    504: ("heavy", "the forge gave up on the question (status {status})"),
}
_LIMITED: Final = ("rate limit", "abuse detection")


def said_in(reply: Reply) -> Mapping[str, Any]:
    """The JSON object in a body. Raises Unanswered when there is none, whatever the status said."""
    try:
        said = json.loads(reply.body.decode("utf-8"))
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise Unanswered("broken", f"the forge answered with status {reply.status}, but not as its API does")
    return said


def waiting(reply: Reply, now: float, earlier: int = 0) -> float | None:
    """Seconds until a limit that this reply speaks of is over; None when it speaks of none.

    `now` is the clock (seconds since 1970), used where the server does not say what time it has. Where it does not say
    how long, it is a minute, and twice as long for each of `earlier` replies of that kind to the same question.
    """
    if not _is_limit(reply):
        return None
    after = reply.headers.get("retry-after", "")
    if after.isascii() and after.isdigit():
        return max(1.0, float(after[:9]))
    reset = reply.headers.get("x-ratelimit-reset", "")
    if reply.headers.get("x-ratelimit-remaining") == "0" and reset.isascii() and reset.isdigit():
        return max(1.0, float(reset[:12]) - server_time(reply, now))
    return SECONDARY_WAIT * 2.0**earlier


def _is_limit(reply: Reply) -> bool:
    if reply.status == 429:
        return True
    if reply.status not in {200, 403}:
        return False
    said = _message(reply) if reply.status == 403 else " ".join(_complaints(reply))
    return any(words in said.lower() for words in _LIMITED) or "RATE_LIMIT" in said


def _complaints(reply: Reply) -> list[str]:
    """Types and messages of the errors of a GraphQL answer without data."""
    if b"RATE_LIMIT" not in reply.body and b"ate limit" not in reply.body:
        return []
    try:
        said = json.loads(reply.body)
    except (ValueError, RecursionError):
        return []
    if not isinstance(said, dict) or said.get("data"):
        return []
    errors = said.get("errors")
    listed = [error for error in errors if isinstance(error, dict)] if isinstance(errors, list) else []
    return [f"{error.get('type', '')} {error.get('message', '')}" for error in listed]


def _message(reply: Reply) -> str:
    try:
        said = json.loads(reply.body)
    except (ValueError, RecursionError):
        return ""
    return str(said.get("message", "")) if isinstance(said, dict) else ""


def server_time(reply: Reply, now: float) -> float:
    """The server's own clock, by which its reset is meant: ours may be wrong."""
    try:
        return parsedate_to_datetime(reply.headers["date"]).timestamp()
    except (KeyError, ValueError, TypeError, OverflowError):
        return now


def refusal(reply: Reply) -> Unanswered | None:
    """The reason in a reply that is no answer; None for a status of success. Limits are for `waiting` to see."""
    if reply.status == 200:
        return None
    message = _message(reply).lower()
    if reply.status == 403 and "access blocked" not in message:
        return Unanswered("rights", _right(reply, message))
    known = _STATUSES.get(reply.status, ("broken", "the forge answered with status {status}"))
    return Unanswered(known[0], known[1].format(status=reply.status))


def _right(reply: Reply, message: str) -> str:
    if "saml" in message or reply.headers.get("x-github-sso", "").startswith("required"):
        return "the organization asks for single sign-on, for which the token is not authorized"
    needed = reply.headers.get("x-accepted-github-permissions", "")
    if "not accessible by" in message:
        shown = "".join(char for char in needed if char.isalnum() or char in "_=,; ")[:100]
        return "the token lacks a permission" + (f" ({shown})" if shown else "")
    return "the forge refuses the answer (status 403)"
