"""Answers of forges kept between looks on sqlite: keyed by a secret digest of address, question and credential."""

import json
import os
import sqlite3
import time
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from msgspec import Struct

from oshealth.errors import GitFailed
from oshealth.sources.git.cache import key_of
from oshealth.sources.git.view import private_folder
from oshealth.sources.http import ANSWER_BYTES, Call, Reply

HOUR: Final = 3600
_DAYS_KEPT: Final = 30 * 24 * HOUR
_BYTES_KEPT: Final = 64 << 20
_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS replies "
    "(key TEXT PRIMARY KEY, kept REAL NOT NULL, etag TEXT NOT NULL, link TEXT NOT NULL, body BLOB NOT NULL)"
)


class Kept(Struct, frozen=True):
    """An answer that was kept, its ETag and its `Link` to the next page (empty for none), and how many seconds ago it
    came.
    """

    body: bytes
    etag: str
    link: str
    age: float

    def reply(self) -> Reply:
        """The same as if it had just come."""
        return Reply(200, {"link": self.link} if self.link else {}, self.body)


class Answers(Struct, frozen=True):
    """The kept answers in a cache folder. One that cannot be read or written is no error: it is asked again."""

    cache: Path

    def get(self, call: Call, token: str) -> Kept | None:
        """What was answered to the same call with the same token, at most 30 days ago."""
        with suppress(sqlite3.Error, OSError, GitFailed, zlib.error, ValueError), self._open() as table:
            row = table.execute(
                "SELECT kept, etag, link, body FROM replies WHERE key = ?", (self._key(call, token),)
            )
            for kept, etag, link, body in row:
                age = time.time() - kept
                if not 0 <= age <= _DAYS_KEPT:
                    return None
                unpacked = zlib.decompressobj().decompress(body, ANSWER_BYTES)
                return Kept(unpacked, etag, link, age)
        return None

    def put(self, call: Call, token: str, reply: Reply) -> None:
        """Keeps an answer; the oldest go when all together are too many bytes."""
        with suppress(sqlite3.Error, OSError, GitFailed), self._open() as table, table:
            table.execute(
                "INSERT OR REPLACE INTO replies VALUES (?, ?, ?, ?, ?)",
                (
                    self._key(call, token),
                    time.time(),
                    reply.headers.get("etag", ""),
                    reply.headers.get("link", ""),
                    zlib.compress(reply.body),
                ),
            )
            table.execute("DELETE FROM replies WHERE kept < ?", (time.time() - _DAYS_KEPT,))
            table.execute(
                "DELETE FROM replies WHERE key IN (SELECT key FROM (SELECT key, sum(length(body)) OVER "
                "(ORDER BY kept DESC, key) AS total FROM replies) WHERE total > ?)",
                (_BYTES_KEPT,),
            )

    def size(self) -> tuple[int, int]:
        """How many answers are kept, and how many bytes they take; none where the cache cannot be read."""
        with suppress(sqlite3.Error, OSError, GitFailed), self._open() as table:
            count, size = table.execute(
                "SELECT count(*), coalesce(sum(length(body)), 0) FROM replies"
            ).fetchone()
            return int(count), int(size)
        return 0, 0

    def _key(self, call: Call, token: str) -> str:
        said = json.dumps(
            [call.method, call.url, sorted(call.headers.items()), call.body.decode("utf-8", "replace")]
        )
        return key_of(self.cache, said, token)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        private_folder(self.cache)
        file = self.cache / "answers.sqlite"
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600))
        with closing(sqlite3.connect(file, timeout=5)) as table:
            table.execute(_TABLE)
            yield table
