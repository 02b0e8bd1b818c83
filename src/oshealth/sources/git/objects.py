"""The objects of a repository, asked of one `git cat-file` that stays for as long as they are read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from threading import Event
from typing import Final, TypeAlias, TypeVar

from oshealth.sources.git.command import Git, GitSaid, Talk, prove_git, require_git

Kind: TypeAlias = tuple[str, str, int]
"""Object id, type and size; the type is `missing` for what is not there."""

_Read = TypeVar("_Read")
_AT_ONCE: Final = 50
_NOT_KNOWN: Final = 129
_IN_PIECES: Final = 1 << 16
# git knows it since 2.36, and then keeps one process for both questions; before, each question has its own.
_BOTH: Final = ("--batch-command", "--buffer")
_EACH: Final = {"info": "--batch-check", "contents": "--batch"}
_OLDER: Final = Event()


class Objects:
    """Answers by one process, begun at the first question and once more after an error; `close` ends it."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._talks: dict[str, Talk] = {}

    def kinds(self, names: Sequence[str]) -> list[Kind]:
        """What stands at each name, in order."""
        return [kind for some in _portions(names) for kind in self._told("info", some, _kind)]

    def contents(self, names: Sequence[str], most: int = sys.maxsize) -> list[tuple[str, bytes]]:
        """Type and content of each object, in order; of one with more bytes than `most`, the first ones.

        Raises GitSaid for one that is not there or cannot be read.
        """
        return [
            found
            for some in _portions(names)
            for found in self._told("contents", some, lambda talk: _content(talk, most))
        ]

    def close(self) -> None:
        """End what is running. The next question begins anew."""
        while self._talks:
            self._talks.popitem()[1].finish()

    def _told(self, question: str, names: Sequence[str], read: Callable[[Talk], _Read]) -> list[_Read]:
        """The answers to one question about several names."""
        older = _OLDER.is_set()
        try:
            talk = self._talk(question if older else "both")
            lines = [*names, ""] if older else [*(f"{question} {name}" for name in names), "flush", ""]
            talk.ask("\n".join(lines).encode())
            answers = [read(talk) for _ in names]
        except BaseException as error:
            self.close()
            if older or not isinstance(error, GitSaid) or error.code != _NOT_KNOWN:
                raise
            require_git()
            _OLDER.set()
            return self._told(question, names, read)
        if not older:
            prove_git()
        return answers

    def _talk(self, about: str) -> Talk:
        if about not in self._talks:
            how = (_EACH[about],) if about in _EACH else _BOTH
            self._talks[about] = self._git.talk("cat-file", *how)
        return self._talks[about]


def _portions(names: Sequence[str]) -> Iterator[Sequence[str]]:
    """So few at a time that asking never has to wait until answers are read."""
    return (names[first : first + _AT_ONCE] for first in range(0, len(names), _AT_ONCE))


def _kind(talk: Talk) -> Kind:
    words = talk.line().decode("utf-8", "replace").rsplit(" ", 2)
    if len(words) == 3 and words[2].isdigit():
        return words[0], words[1], int(words[2])
    return words[0], "missing", 0


def _content(talk: Talk, most: int) -> tuple[str, bytes]:
    _, kind, size = _kind(talk)
    if kind == "missing":
        raise GitSaid("cat-file", "error: an object is not there")
    content = talk.bytes(min(size, most))
    left = size - len(content) + 1
    while left:
        left -= len(talk.bytes(min(left, _IN_PIECES)))
    return kind, content
