"""RepoRef: one parsed reference to a repository, from everything that people paste."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RepoRef:
    """A repository on a forge or at a path.

    Remote: `scheme` (https, http, ssh, git, file), `host` (with `:port` where given), `owner` (may hold `/` for nested
    groups, empty where the address has none) and `name`. Local: `path`, as typed. `revision` is what was asked for
    after `@` or `/tree/`, empty for the default branch. `str(ref)` is canonical: parsing it gives the same value.
    """

    scheme: str = ""
    host: str = ""
    owner: str = ""
    name: str = ""
    path: str = ""
    revision: str = ""
