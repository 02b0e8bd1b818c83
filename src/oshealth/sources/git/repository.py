"""A git repository made ready to be read, in place or as a clone; the readers cannot tell which."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from oshealth.snapshot import Unknown
from oshealth.sources.git.command import Git, GitSaid
from oshealth.sources.git.decode import decode


def bring_nothing(ids: Sequence[str], skipping: str) -> None:
    """A repository that is read in place fetches nothing."""


@dataclass(frozen=True, slots=True)
class Repository:
    """`git` reads it, never from the network; `head` is the ref of its default branch.

    `bring(ids, filter)` fetches the objects that are not there yet, leaving out what the filter skips; `lacking` is
    the reason given for objects that are not there afterwards. `partial` says why history cannot be whole, or nothing.
    A clone of our own is `ours`: one that cannot be read is broken, and readers say so by GitSaid, not by Unknown.
    """

    git: Git
    head: str = "HEAD"
    bring: Callable[[Sequence[str], str], None] = bring_nothing
    lacking: str = "not in this partial clone"
    partial: str = ""
    ours: bool = False

    def kinds(self, names: Sequence[str]) -> list[tuple[str, str, int]]:
        """Object id, type and size for each name, in order; the type is `missing` for what is not there."""
        if not names:
            return []
        said = self.git.run("cat-file", "--batch-check", feed="".join(f"{name}\n" for name in names).encode())
        return [_kind(line) for line in said.decode("utf-8", "replace").splitlines()]

    def contents(self, ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Blobs that are there, with their contents, in order. Raises GitSaid when one ends early."""
        if not ids:
            return
        feed = "".join(f"{blob}\n" for blob in ids).encode()
        with self.git.stream("cat-file", "--batch", feed=feed) as out:
            for blob in ids:
                size = int(out.readline().rsplit(b" ", 1)[1])
                content = out.read(size + 1)
                if len(content) < size + 1:
                    raise GitSaid("cat-file", "an object ended early")
                yield blob, content[:-1]

    def text(self, blob: str, content: bytes) -> str | Unknown:  # noqa: ARG002 - whoever remembers goes by it
        """What a blob of that content says; Unknown with the reason where it is no text."""
        return decode(content)


def _kind(line: str) -> tuple[str, str, int]:
    words = line.rsplit(" ", 2)
    if len(words) == 3 and words[2].isdigit():
        return words[0], words[1], int(words[2])
    return words[0], "missing", 0
