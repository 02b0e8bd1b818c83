"""Why a forge gave no answer. The reason becomes an Unknown; it never becomes a verdict on the project."""

from typing import Literal, TypeAlias

Trouble: TypeAlias = Literal[
    "token", "limit", "absent", "blocked", "rights", "late", "heavy", "broken", "offline"
]


class Unanswered(Exception):
    """One clear reason without any secret, and its kind: `token` (not accepted), `limit`, `absent`, `blocked`,
    `rights`, `late` (time is over), `heavy` (too much was asked at once), `broken` (no sound answer), `offline`.
    """

    def __init__(self, kind: Trouble, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason
