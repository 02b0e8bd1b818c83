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
from collections.abc import Sequence
from functools import cache, lru_cache
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from typing import Final, NamedTuple
from zipfile import ZipFile

from msgspec import Struct

DATA: Final = "licenses.zip"
SAMPLED: Final = 4
_SHORT: Final = 60
_KEPT: Final = 16
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


class Likely(NamedTuple):
    """A text that may be meant, and the share of its sampled triples that were seen."""

    number: int
    seen: int
    share: float


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

    def likely(self, words: Sequence[str], most: int) -> list[Likely]:
        """The `most` texts that explain most of the given words, best first."""
        grams, starts, posts = self.grams, self.starts, self.posts
        hits, last = array("H"), len(grams)
        for gram in sample(words, len(words) < _SHORT):
            place = bisect_left(grams, gram)
            if place < last and grams[place] == gram:
                hits += posts[starts[place] : starts[place + 1]]
        seen = Counter(hits)
        found = [Likely(number, hits, hits / self.titles[number].sampled) for number, hits in seen.items()]
        found.sort(key=lambda one: (-one.seen * min(one.share, 1.0), one.number))
        return found[:most]


def sample(words: Sequence[str], every: bool = False) -> set[int]:
    """Hashes of the word triples of a text: one in SAMPLED, chosen by the hash itself, or all of them."""
    said = [word.encode() for word in words]
    whole = b" ".join(said)
    ends = list(accumulate((len(word) + 1 for word in said), initial=-1))
    hashes = {zlib.crc32(whole[start + 1 : end]) for start, end in zip(ends, ends[3:], strict=False)}
    return hashes if every else {one for one in hashes if one % SAMPLED == 0}


def sample_of_known(words: Sequence[str]) -> set[int]:
    """What the index keeps of a known text: short ones whole, long ones sampled."""
    return sample(words, every=len(words) < _SHORT)


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
