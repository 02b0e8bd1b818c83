"""Which commits of a line changed which of some paths, told by git for many commits at once."""

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from oshealth.sources.git.command import Git

_FIELDS: Final = "%x01%H %ct"


class Touch(Struct, frozen=True):
    """A commit on the first-parent line that changed a path, and when (seconds since 1970); `kind` is A, M or D.

    `blob` is the id of what stands there since, `before` of what stood there; of nothing it is all zeros.
    """

    commit: str
    time: int
    path: str
    kind: str
    before: str
    blob: str


def touches_of(git: Git, steps: Iterable[str], paths: Iterable[str]) -> Iterator[Touch]:
    """What each step, a commit with its first parent, did to each of the paths, in the order of the steps."""
    said = git.run(
        "diff-tree", "--stdin", "--root", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", f"--format={_FIELDS}",
        "--", *(f":(top,literal){path}" for path in paths), feed="".join(f"{step}\n" for step in steps).encode(),
    )  # fmt: skip
    commit, time = "", 0
    tokens = iter(said.split(b"\0"))
    for token in tokens:
        _, mark, about = token.rpartition(b":")
        if b"\x01" in token:
            words = token.rpartition(b"\x01")[2].split()
            commit, time = words[0].decode(), int(words[1])
        if mark and about.count(b" ") == 4:
            _, _, before, blob, kind = about.decode().split(" ")
            yield Touch(commit, time, next(tokens).decode("utf-8", "replace"), kind[:1], before, blob)
