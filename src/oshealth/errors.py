"""Every error that oshealth raises on purpose. Each says what happened and, in `hint`, what to do next.

OshealthError
├── AskedWrongly              exit code 2: the person asking can mend it
│   ├── InvalidReference      the target cannot be parsed
│   ├── InvalidSettings       .oshealth.yml or [tool.oshealth]
│   ├── InvalidRule           a rule, pack or profile, with file, line and column
│   └── UnknownName           a name that is not in a closed list, with the nearest one
└── NotAudited                exit code 3: the target could not be looked at; a batch goes on
    ├── RepositoryNotFound    nothing there, or not visible to us
    ├── NotARepository        something is there, but no git repository
    ├── EmptyRepository       a repository without the commit that was asked for
    ├── NotAdmitted           a forge asks for a token, or does not accept the one it was shown
    ├── LimitUsedUp           a forge answers no more questions for now
    ├── Unreachable           the server refused, broke off or spoke something else
    ├── OutOfTime             the overall deadline passed
    ├── TooLarge              a limit on bytes or entries was passed
    ├── GitFailed             git is missing, too old, or could not read the repository
    └── BatchStopped          a batch cannot go on; what it finished is kept
"""

import difflib
from collections.abc import Iterable, Mapping
from typing import Final

_ALIKE: Final = 0.7
_LISTED: Final[Mapping[str, str]] = {
    "rule": "see: oshealth rules list",
    "rule or category": "see: oshealth rules list",
    "fact": "see: oshealth facts --list",
}


class OshealthError(Exception):
    """What happened (`str(error)`) and what to do next (`hint`, may be empty)."""

    kind = "error"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class AskedWrongly(OshealthError):
    """The question cannot be answered as it was put; exit code 2."""

    kind = "usage"


class InvalidReference(AskedWrongly):
    """The text names no repository; the hint shows the nearest valid form."""

    kind = "invalid-reference"


class InvalidSettings(AskedWrongly):
    """A settings file says something it may not say; the message names file, line and column."""

    kind = "invalid-settings"


class InvalidRule(AskedWrongly):
    """A rule, pack or profile is not well formed; the message names file, line and column."""

    kind = "invalid-rule"


class UnknownName(AskedWrongly):
    """A name that is not in a closed list; the hint holds the nearest right word, or where the list is shown."""

    kind = "unknown-name"

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        super().__init__(f"unknown {what} {name!r}", nearest(name, known) or _LISTED.get(what, ""))


class NotAudited(OshealthError):
    """The target could not be looked at at all; exit code 3."""

    kind = "not-audited"


class RepositoryNotFound(NotAudited):
    """Nothing is there, or nothing that we may see."""

    kind = "not-found"


class NotARepository(NotAudited):
    """Something is there, but it is no git repository."""

    kind = "not-a-repository"


class EmptyRepository(NotAudited):
    """The repository has no commit, or not the one that was asked for."""

    kind = "empty"


class NotAdmitted(NotAudited):
    """A forge asks for a token and there is none, or does not accept the one it was shown."""

    kind = "token"


class LimitUsedUp(NotAudited):
    """A forge's limit is used up for longer than may be waited; later it will answer again."""

    kind = "limit"


class Unreachable(NotAudited):
    """The server refused, broke off, or answered with something that is not git."""

    kind = "unreachable"


class OutOfTime(NotAudited):
    """The overall deadline passed before the evidence was there."""

    kind = "timeout"


class TooLarge(NotAudited):
    """A limit on bytes, entries or commits was passed."""

    kind = "too-large"


class GitFailed(NotAudited):
    """git is missing or too old, or it could not read the repository."""

    kind = "git-failed"


class BatchStopped(NotAudited):
    """A batch cannot go on, and what it finished is kept: the same command resumes once the cause is mended."""

    kind = "stopped"


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint with the closest known word, or with all of them when they are few; empty when nothing is near."""
    words = sorted(known)
    close = difflib.get_close_matches(name, words, n=1, cutoff=_ALIKE)
    if close:
        return f"did you mean {close[0]!r}?"
    return f"known: {', '.join(words)}" if 0 < len(words) <= 12 else ""
