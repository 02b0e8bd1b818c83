"""What a GitHub, or something between it and us, answers when it does not answer: each a fault for the hub."""

import contextlib
import gzip
import json
import socket
import time
from typing import Any

from tests.servers.github.hub import Fault, Handler


def says(status: int, said: object, **headers: str) -> Fault:
    """Answers in JSON, or with bytes as they are."""
    return lambda handler: handler.reply(status, said, **headers)


def message(status: int, text: str, **headers: str) -> Fault:
    """Answers with a status and GitHub's message for it."""
    return says(status, {"message": text, "documentation_url": "https://docs.github.com/rest"}, **headers)


def errors(kind: str, text: str, data: Any = None, **more: Any) -> Fault:
    """A GraphQL answer with status 200 whose only content is an error."""
    said: dict[str, Any] = {"errors": [{"type": kind, "message": text, **more}]}
    return says(200, {**said, "data": data} if data is not None else said)


def _raw(handler: Handler, data: bytes) -> None:
    handler.close_connection = True
    with contextlib.suppress(OSError):
        handler.wfile.write(data)
        handler.wfile.flush()


def raw(data: bytes) -> Fault:
    """Writes bytes instead of an answer, and hangs up."""
    return lambda handler: _raw(handler, data)


def drip(before: bytes, byte: bytes) -> Fault:
    """Writes a beginning and then a byte now and then, for ever."""

    def dripping(handler: Handler) -> None:
        _raw(handler, before)
        with contextlib.suppress(OSError):
            while not handler.hub.closing.wait(0.05):
                handler.wfile.write(byte)
                handler.wfile.flush()

    return dripping


def silent(handler: Handler) -> None:
    """Takes the request and never says a word."""
    handler.close_connection = True
    handler.hub.closing.wait(30)


def reset(handler: Handler) -> None:
    """Resets the connection."""
    handler.close_connection = True
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    handler.connection.close()


def bomb(handler: Handler) -> None:
    """A small answer that unpacks to much."""
    one = gzip.compress(b" " * (64 << 20))
    handler.reply(200, one, Content_Encoding="gzip")


def endless(handler: Handler) -> None:
    """A body without end, as fast as it goes."""
    _raw(handler, b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n")
    with contextlib.suppress(OSError):
        while not handler.hub.closing.is_set():
            handler.wfile.write(b" " * (1 << 20))


def circle(handler: Handler) -> None:
    """Sends to itself."""
    handler.reply(302, {}, Location=handler.path)


def elsewhere(address: str) -> Fault:
    """Sends to another host."""
    return lambda handler: handler.reply(302, {}, Location=f"{address}{handler.path}")


def half(handler: Handler) -> None:
    """Breaks off in the middle of what it announced."""
    body = gzip.compress(json.dumps({"data": {"repository": {"nameWithOwner": "example/birds"}}}).encode())
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: {len(body)}\r\n\r\n"
    _raw(handler, head.encode() + body[: len(body) // 2])


def packed_half(handler: Handler) -> None:
    """A packed body that ends too early, although its length is right."""
    body = gzip.compress(b'{"data": {}}' * 50)[:-12]
    handler.reply(200, body, Content_Encoding="gzip")


def a_minute_ahead(handler: Handler) -> None:
    """A limit that ends at once by the server's clock, which is a day off ours."""
    _limited(handler, 0)


def limited_by_another_clock(handler: Handler) -> None:
    """A limit that ends in ten minutes by the server's clock, which is a day off ours."""
    _limited(handler, 600)


def _limited(handler: Handler, seconds: int) -> None:
    when = time.time() + 86_400
    handler.send_response_only(403)
    body = b'{"message": "API rate limit exceeded for user ID 1."}'
    for name, value in {
        "Date": time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(when)),
        "X-RateLimit-Remaining": "0",
        "X-RateLimit-Reset": str(int(when) + seconds),
        "Content-Length": str(len(body)),
    }.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def at_another_time(handler: Handler) -> None:
    """The right answer to a question for limits, from a server whose clock is far from ours."""
    body = b'{"resources": {"core": {"limit": 60, "remaining": 60, "reset": 1000000000}}}'
    handler.send_response_only(200)
    shown = {"Date": "Sun, 09 Sep 2001 01:46:40 GMT", "Content-Length": str(len(body)), **handler.hub.headers}
    for name, value in shown.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)
