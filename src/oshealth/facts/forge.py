"""What the forge says of the repository, each field a fact; unknown where no forge was asked or it did not
answer.
"""

from collections.abc import Callable
from typing import Final

from oshealth.facts.base import Fact, Facts, Kind, Reading, Value
from oshealth.snapshot import Evidence, Unknown


def _field(name: str) -> Callable[[Facts], Reading]:
    """A reader of one field of `Project`."""

    def reader(facts: Facts) -> Reading:
        project = facts.snapshot.project
        if isinstance(project, Unknown):
            return project
        value: bool | str | Unknown = getattr(project, name)
        if isinstance(value, Unknown):
            return value
        return Value(value, (Evidence("api", name=name, value=value),))

    return reader


def _fact(name: str, kind: Kind, definition: str) -> Fact:
    return Fact(f"project.{name}", kind, definition, _field(name), frozenset({"project"}), source=_SOURCE)


_SOURCE: Final = "the forge's own record of the repository"

FACTS: Final = (
    _fact("description", "text", "The one-line description on the forge; empty when there is none."),
    _fact("homepage", "text", "The home page that the forge shows; empty when there is none."),
    _fact("archived", "yes/no", "Whether the repository is archived, that is read-only, on the forge."),
    _fact("owner_kind", "text", "Whether an organization or a user owns the repository on the forge."),
    _fact("has_issues", "yes/no", "Whether the issue tracker of the forge is switched on."),
    _fact("has_discussions", "yes/no", "Whether the discussions of the forge are switched on."),
    _fact("has_milestones", "yes/no", "Whether there are open milestones on the forge."),
    _fact("has_release_notes", "yes/no", "Whether the latest releases on the forge come with notes."),
    _fact(
        "private_vulnerability_reporting",
        "yes/no",
        "Whether the forge offers a private form for reporting a vulnerability of this repository.",
    ),
    _fact(
        "protects_branch",
        "yes/no",
        "Whether the forge refuses force-pushes to the default branch, as far as any reader sees: that none is shown is "
        "unknown, for classic protection is shown to administrators only.",
    ),
)
