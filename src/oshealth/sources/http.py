"""One polite HTTP client for forges: an overall deadline, bounded answers and retries, and a token for one host only.

It speaks HTTP/1.1: questions go out one after the other, and a connection that is kept serves them as well as HTTP/2 would.
"""

import random
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from socket import SHUT_RDWR
from threading import Event, Lock, Timer
from types import ModuleType
from typing import TYPE_CHECKING, Any, ClassVar, Final
from urllib.parse import urljoin, urlsplit

from msgspec import Struct, field

from oshealth.sources.deadline import Deadline
from oshealth.sources.discreet import Discreet
from oshealth.sources.unanswered import Unanswered
from oshealth.version import VERSION

if TYPE_CHECKING:
    from ssl import SSLContext

ANSWER_BYTES: Final = 16 << 20
ATTEMPTS: Final = 3
REDIRECTS: Final = 3
_PASSING: Final = frozenset({500, 502, 503, 504})
_MOVED: Final = frozenset({301, 302, 307, 308})
_READ_SECONDS: Final = 20.0
_PIECE: Final = 1 << 16
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class Call(Struct, frozen=True):
    """One request: the method, the whole address, headers without credentials, and what is sent."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class Reply(Struct, frozen=True):
    """What came back, unpacked: the status, headers by lower-case name, the body, and how many bytes came over the wire."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    received: int = 0


class _BrokenOff(Unanswered):
    """A connection that failed, which may pass by itself."""


def may_carry_token(url: str) -> bool:
    """Whether a token may travel to an address: over https, or without leaving this machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or parts.hostname in _LOOPBACK


class Http(Discreet, Struct):
    """Sends calls until `deadline`; counts them in `sent` and their bytes in `received`. Never follows to another host.

    `pause` is called between two attempts with seconds. In a `with` block the connection is kept for the next call.
    """

    hidden: ClassVar[tuple[str, ...]] = ("_kept", "_sockets")

    deadline: Deadline
    pause: Callable[[float], object] = Event().wait
    sent: int = 0
    received: int = 0
    _kept: dict[bool, Any] = field(default_factory=dict)
    _sockets: list[Any] = field(default_factory=list)
    _keeps: bool = False

    def __enter__(self) -> "Http":
        self._keeps = True
        return self

    def __exit__(self, *_: object) -> None:
        self._keeps = False
        for client in self._kept.values():
            client.close()
        self._kept.clear()
        self._sockets.clear()

    def send(self, call: Call, token: str = "", *, patient: bool = True) -> Reply:
        """The reply, whatever its status. Retries what passes by itself; a server's own trouble only when `patient`.

        Raises Unanswered (late or broken).
        """
        attempt = 0
        while True:
            attempt += 1
            try:
                reply = self._followed(call, token)
            except _BrokenOff:
                if attempt >= ATTEMPTS:
                    raise
            else:
                if reply.status not in _PASSING or attempt >= ATTEMPTS or not patient:
                    return reply
            self.wait(random.uniform(0.5, 1.0) * 2 ** (attempt - 1) / 2)  # noqa: S311 - jitter, no secret

    def wait(self, seconds: float) -> None:
        """Lets time pass. Raises Unanswered when the deadline would come first."""
        if seconds >= self.deadline.left():
            raise _late(self.deadline)
        self.pause(seconds)

    def _followed(self, call: Call, token: str) -> Reply:
        url = call.url
        for _ in range(REDIRECTS + 1):
            reply = self._once(call, url, token)
            if reply.status not in _MOVED or "location" not in reply.headers:
                return reply
            url = _where(call, url, reply.headers["location"])
        raise Unanswered("broken", "the forge sends in circles from one address to the next")

    def _once(self, call: Call, url: str, token: str) -> Reply:
        if not self.deadline.left():
            raise _late(self.deadline)
        self.sent += 1
        headers = {
            "User-Agent": f"oshealth/{VERSION}",
            "Accept-Encoding": "gzip",
            **call.headers,
            **({"Authorization": f"Bearer {token}"} if token and may_carry_token(url) else {}),
        }
        with _cut_at(self.deadline, self._sockets) as hold:
            try:
                return self._exchange(call, url, headers, hold)
            except (_httpx().HTTPError, _httpx().InvalidURL, zlib.error, OSError) as error:
                if not self.deadline.left():
                    raise _late(self.deadline) from None
                raise _BrokenOff("broken", f"the forge could not be asked: {_named(error)}") from None

    def _exchange(self, call: Call, url: str, headers: Mapping[str, str], hold: Callable[..., None]) -> Reply:
        timeout = min(_READ_SECONDS, max(self.deadline.left(), 0.01))
        sending = {"content": call.body or None, "timeout": timeout, "extensions": {"trace": hold}}
        with (
            self._client(_trusts(url)) as client,
            client.stream(call.method, url, headers=headers, **sending) as answer,
        ):
            body, received = self._unpacked(answer)
            found = {name.lower(): value for name, value in answer.headers.items()}
            return Reply(answer.status_code, found, body, received)

    @contextmanager
    def _client(self, trusting: bool) -> Iterator[Any]:
        """A connection for one call, or the one that is kept. `trusting`: proxies of the environment are used."""
        if self._keeps and trusting in self._kept:
            yield self._kept[trusting]
            return
        made = _httpx().Client(follow_redirects=False, trust_env=trusting, verify=_authorities())
        if self._keeps:
            self._kept[trusting] = made
            yield made
            return
        try:
            with made:
                yield made
        finally:
            self._sockets.clear()

    def _unpacked(self, answer: Any) -> tuple[bytes, int]:
        """The body, unpacked by ourselves so that a small answer cannot become a huge one."""
        coding = answer.headers.get("content-encoding", "identity").strip().lower()
        if coding not in {"identity", "gzip", "x-gzip", ""}:
            raise Unanswered("broken", "the forge answered in an encoding that was not asked for")
        unpack = zlib.decompressobj(wbits=47) if "gzip" in coding else None
        body, received = bytearray(), 0
        for piece in answer.iter_raw(_PIECE):
            received += len(piece)
            self.received += len(piece)
            body += unpack.decompress(piece, ANSWER_BYTES + 1 - len(body)) if unpack else piece
            if len(body) > ANSWER_BYTES or (unpack and unpack.unconsumed_tail):
                raise Unanswered("heavy", f"the forge answered with more than {ANSWER_BYTES} bytes")
            if not self.deadline.left():
                raise _late(self.deadline)
        if unpack and not unpack.eof and received:
            raise _BrokenOff("broken", "the forge broke off in the middle of an answer")
        return bytes(body), received


def _httpx() -> ModuleType:
    import httpx  # noqa: PLC0415  (only a look at a forge needs it)

    return httpx


@cache
def _authorities() -> "SSLContext":
    """Whom we believe that a server is who it says: read once, which takes longer than many a question."""
    context: SSLContext = _httpx().create_ssl_context()
    return context


def _trusts(url: str) -> bool:
    """Proxies of the environment are used, except on this machine."""
    return urlsplit(url).hostname not in _LOOPBACK


def _late(deadline: Deadline) -> Unanswered:
    return Unanswered("late", f"the forge did not answer within the {deadline.seconds:g} seconds allowed")


def _named(error: Exception) -> str:
    """The kind of an error in words; its own text could hold anything."""
    words = "".join(f" {char.lower()}" if char.isupper() else char for char in type(error).__name__)
    return words.strip().replace("o s error", "system error")


def _where(call: Call, url: str, location: str) -> str:
    """Where a redirect leads. Raises Unanswered when it leaves the host, or for anything but reading."""
    target = urljoin(url, location)
    old, new = urlsplit(url), urlsplit(target)
    if (old.scheme, old.netloc) != (new.scheme, new.netloc) or call.method != "GET":
        raise Unanswered("broken", "the forge sends to another address, which is not followed")
    return target


@contextmanager
def _cut_at(deadline: Deadline, sockets: list[Any]) -> Iterator[Callable[..., None]]:
    """Cuts the connection when time is over: a server that drips bytes would beat every time-out of a single read.

    Yields the hook by which a new connection becomes known; it is noted in `sockets`, where those that are kept are.
    """
    lock, over = Lock(), Event()

    def cut() -> None:
        with lock:
            over.set()
            for one in sockets:
                with suppress(OSError):
                    one.shutdown(SHUT_RDWR)

    def hold(event: str, info: Mapping[str, Any]) -> None:
        if event not in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            return
        one = info["return_value"].get_extra_info("socket")
        with lock:
            sockets.append(one)
        if over.is_set():
            cut()

    timer = Timer(max(deadline.left(), 0.01), cut)
    timer.daemon = True
    timer.start()
    try:
        yield hold
    finally:
        timer.cancel()
