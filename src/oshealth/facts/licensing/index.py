"""The shelf of known license texts: one data file, read when the first text comes that is none of them word for word.

The file is a zip made by `build_index.py`: `SOURCE.txt` says where the texts come from and under which license,
`titles.json` lists them, `grams.bin` and `posts.bin` say which sampled word triples occur in which text, and
`texts/` holds the normalised words of each.
"""

import json
import zlib
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from heapq import nsmallest
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple
from zipfile import ZipFile

from msgspec import Struct

DATA: Final = "licenses.zip"
SAMPLED: Final = 4
SHORT: Final = 60
_KEPT: Final = 48
"""Known texts that one text is compared with, some more than once."""


class Title(NamedTuple):
    """One known text: its SPDX id, its name, all ids that share the text, how many words it has and how many of
    them are the license itself (the rest says how to apply it), and how many triples are sampled from it."""

    id: str
    name: str
    ids: tuple[str, ...]
    size: int
    core: int
    sampled: int
    part: str


class Triples(NamedTuple):
    """The sampled triples of a text that known texts have too: the place of each, in order, and its row in the index."""

    places: list[int]
    rows: list[int]


class Shelf(Struct, frozen=True):
    """All known texts, found by the triples that they share with another."""

    titles: tuple[Title, ...]
    grams: "array[int]"
    starts: "array[int]"
    posts: "array[int]"
    archive: ZipFile

    def words(self, number: int) -> tuple[str, ...]:
        """The normalised words of a known text."""
        return _words(self.archive, self.titles[number].part)

    def triples(self, words: Sequence[str], every: bool = False) -> Triples:
        """The triples of a text that known texts have: one in SAMPLED, or all of them."""
        grams, last, step = self.grams, len(self.grams), 1 if every else SAMPLED
        sampled = [(at, gram) for at, gram in enumerate(_hashes(words)) if not gram % step]
        found = [
            (at, row)
            for at, gram in sampled
            if (row := bisect_left(grams, gram)) < last and grams[row] == gram
        ]
        return Triples([at for at, _ in found], [row for _, row in found])

    def likely(self, rows: Iterable[int], most: int) -> list[int]:
        """The numbers of the `most` texts that explain most of the triples in these rows, best first."""
        starts, posts = self.starts, self.posts
        hits = array("H")
        for row in set(rows):
            hits += posts[starts[row] : starts[row + 1]]
        found = [
            (-seen * min(seen / self.titles[number].sampled, 1.0), number)
            for number, seen in Counter(hits).items()
        ]
        return [number for _, number in nsmallest(most, found)]


def _hashes(words: Sequence[str]) -> Iterator[int]:
    """A number for each triple of words, in their order."""
    said = " ".join(words).encode().split(b" ")
    return map(zlib.crc32, map(b" ".join, zip(said, said[1:], said[2:], strict=False)))


def sample_of_known(words: Sequence[str]) -> set[int]:
    """What the index keeps of a known text, as hashes of its triples: all of a short one, else one in SAMPLED."""
    return {one for one in _hashes(words) if len(words) < SHORT or not one % SAMPLED}


@lru_cache(maxsize=_KEPT)
def _words(archive: ZipFile, part: str) -> tuple[str, ...]:
    return tuple(archive.read(f"texts/{part}").decode().split(" "))


@cache
def shelf() -> Shelf:
    """The shelf that is shipped with the package; some 10 ms at the first call."""
    archive = ZipFile(BytesIO(Path(__file__).with_name(DATA).read_bytes()))
    listed = json.loads(archive.read("titles.json"))
    titles = tuple(Title(row[0], row[1], tuple(row[2]), row[3], row[4], row[5], row[6]) for row in listed)
    return Shelf(
        titles=titles,
        grams=_numbers("I", archive.read("grams.bin")),
        starts=_numbers("I", archive.read("starts.bin")),
        posts=_numbers("H", archive.read("posts.bin")),
        archive=archive,
    )


def _numbers(kind: str, raw: bytes) -> "array[int]":
    numbers: array[int] = array(kind)
    numbers.frombytes(raw)
    return numbers
