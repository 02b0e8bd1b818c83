"""A real `git http-backend` behind a threaded server on loopback, with a log of requests and faults on demand."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import TypeAlias
from urllib.parse import urlsplit

Fault: TypeAlias = Callable[["_Handler"], None]


@dataclass
class GitServer:
    """Serves the repositories below `root`. `log` holds `METHOD path` of every request.

    `partial`: filters are allowed; `modern`: protocol version 2 is spoken; `pause`: seconds after each 64 KiB
    sent. `faults` maps the beginning of a path to what happens instead of git. `authorizations` are the
    credentials that came along.
    """

    root: Path
    address: str = ""
    log: list[str] = field(default_factory=list)
    authorizations: list[str] = field(default_factory=list)
    faults: dict[str, Fault] = field(default_factory=dict)
    partial: bool = True
    modern: bool = True
    pause: float = 0
    closing: Event = field(default_factory=Event)

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc

    def requests(self, prefix: str = "/") -> list[str]:
        """Methods and last parts of the requests below a path."""
        return [line for line in self.log if line.split()[1].startswith(prefix)]


@contextmanager
def git_server(root: Path, port: int = 0) -> Iterator[GitServer]:
    """The server, until the block ends; at a port of its own unless one is named."""
    served = GitServer(root)
    http = _Server(("127.0.0.1", port), _Handler)
    http.served = served
    served.address = f"http://127.0.0.1:{http.server_address[1]}"
    thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        served.closing.set()
        http.shutdown()
        http.server_close()
        thread.join()


@contextmanager
def git_daemon(root: Path) -> Iterator[int]:
    """A real `git daemon` on loopback for the repositories below a folder; its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = ["git", "-c", "uploadpack.allowFilter=true", "-c", "safe.directory=*", "daemon", "--export-all"]
    options = ["--listen=127.0.0.1", f"--port={port}", f"--base-path={root}", "--reuseaddr"]
    with subprocess.Popen([*command, *options], stderr=subprocess.DEVNULL, start_new_session=True) as daemon:
        try:
            while True:
                with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
                time.sleep(0.02)
            yield port
        finally:
            os.killpg(daemon.pid, signal.SIGTERM)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = True
    served: GitServer

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:
        """The log is a list, not a stream."""

    def _answer(self) -> None:
        served = self.server.served
        served.log.append(f"{self.command} {self.path}")
        authorization = self.headers.get("Authorization")
        if authorization:
            served.authorizations.append(authorization)
        body = self._body()
        for prefix, fault in served.faults.items():
            if self.path.startswith(prefix):
                self.close_connection = True
                return fault(self)
        return self._backend(body)

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def _backend(self, body: bytes) -> None:
        with subprocess.Popen(
            ["git", "http-backend"],
            env=self._environment(len(body)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as process:
            said, _ = process.communicate(body)
        head, _, content = said.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n") if ": " in line)
        self.send_response(int(headers.pop("Status", "200").split()[0]))
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with suppress(BrokenPipeError, ConnectionResetError):
            for start in range(0, len(content), 1 << 16):
                self.wfile.write(content[start : start + (1 << 16)])
                time.sleep(self.server.served.pause)

    def _environment(self, length: int) -> dict[str, str]:
        served, parts = self.server.served, urlsplit(self.path)
        environment = {
            "PATH": os.environ["PATH"],
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_COUNT": "2",
            "GIT_CONFIG_KEY_0": "uploadpack.allowFilter",
            "GIT_CONFIG_VALUE_0": str(served.partial).lower(),
            "GIT_CONFIG_KEY_1": "safe.directory",
            "GIT_CONFIG_VALUE_1": "*",
            "GIT_PROJECT_ROOT": str(served.root),
            "GIT_HTTP_EXPORT_ALL": "1",
            "REQUEST_METHOD": self.command,
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(length),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "REMOTE_ADDR": "127.0.0.1",
        }
        if served.modern:
            environment["GIT_PROTOCOL"] = self.headers.get("Git-Protocol", "")
        return environment


def status(code: int, **headers: str) -> Fault:
    """Answers with a status and nothing else; `location` sends elsewhere."""

    def answer(handler: _Handler) -> None:
        location = headers.get("location", "")
        handler.send_response(code)
        if location:
            handler.send_header("Location", location + handler.path.removeprefix(headers.get("cut", "")))
        if code == 401:
            handler.send_header("WWW-Authenticate", 'Basic realm="private"')
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def page(handler: _Handler) -> None:
    """Answers like a web site."""
    content = b"<!doctype html><title>Welcome</title><h1>[bold]not git[/bold]</h1>"
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)


def hang_up(handler: _Handler) -> None:
    """Breaks off in the middle of an answer."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/x-git-upload-pack-advertisement")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(b"001e# service=git-upload-pack\n0000")


def drip(handler: _Handler) -> None:
    """Answers for ever, a byte now and then, until the client gives up or the server closes."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/x-git-upload-pack-advertisement")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    with suppress(OSError):
        while not handler.server.served.closing.is_set():
            handler.wfile.write(b"0")
            time.sleep(0.05)
