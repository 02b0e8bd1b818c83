"""What was checked before a look: one thing, how it stands, and what there is to know of it."""

from typing import Literal, NamedTuple


class Checked(NamedTuple):
    """A thing that looking needs. `state` "bad" keeps something from being seen; a "remark" is worth knowing."""

    name: str
    state: Literal["good", "remark", "bad"]
    says: str
    more: tuple[str, ...] = ()
