"""The server itself: GraphQL and REST over what a test made, a log of what was asked, and faults on demand."""

import gzip
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any, TypeAlias

from oshealth.sources import Api
from tests.servers.github import contract, graph, owners, rest
from tests.servers.github.desk import Desk

Fault: TypeAlias = Callable[["Handler"], None]


@dataclass
class Hub:
    """A GitHub on loopback. `faults` are what the next requests meet, one each (None: the answer); `fault` is what all
    further ones meet.

    `log` holds method and path of every request, `authorizations` the credentials that came along (empty for none).
    `accepted` are the tokens that are good; None takes any. `sent` counts the bytes of all bodies. `latency` is how many
    seconds every answer is held back. `connections` counts how often somebody called; with `hangs_up` a connection ends
    after each answer, without a word. `unchanged` counts how often nothing had changed.
    """

    repositories: graph.Repositories = field(default_factory=graph.Repositories)
    address: str = ""
    log: list[str] = field(default_factory=list)
    authorizations: list[str] = field(default_factory=list)
    faults: list[Fault | None] = field(default_factory=list)
    fault: Fault | None = None
    accepted: frozenset[str] | None = None
    headers: dict[str, str] = field(default_factory=dict)
    sent: int = 0
    latency: float = 0
    connections: int = 0
    unchanged: int = 0
    hangs_up: bool = False
    apps: owners.Apps = field(default_factory=owners.Apps)
    closing: Event = field(default_factory=Event)
    desk: Desk = field(default_factory=Desk)

    @property
    def api(self) -> Api:
        return Api(f"{self.address}/api/v3", f"{self.address}/api/graphql")

    def add(self, repository: Mapping[str, Any]) -> None:
        self.repositories.by_name[repository["nameWithOwner"].lower()] = repository


@contextmanager
def a_hub() -> Iterator[Hub]:
    """The server, until the block ends."""
    hub = Hub()
    server = _Server(("127.0.0.1", 0), Handler)
    server.hub = hub
    hub.address = hub.desk.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        hub.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    hub: Hub

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are part of the tests."""


class Handler(BaseHTTPRequestHandler):
    """One request to the hub."""

    protocol_version = "HTTP/1.1"
    server: _Server

    def setup(self) -> None:
        super().setup()
        self.hub.connections += 1

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def do_PATCH(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:
        """The log is a list, not a stream."""

    @property
    def hub(self) -> Hub:
        return self.server.hub

    def reply(self, status: int, said: object, **headers: str) -> None:
        """Answers in JSON (bytes as they are); `_` in a header's name stands for a hyphen."""
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        if "gzip" in self.headers.get("Accept-Encoding", "") and not headers.get("Content_Encoding"):
            body, headers = gzip.compress(body), {**headers, "Content_Encoding": "gzip"}
        self.send_response(status)
        shown = {"Content-Type": "application/json; charset=utf-8", **self.hub.headers}
        shown.update({name.replace("_", "-"): value for name, value in headers.items()})
        for name, value in shown.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.hub.sent += len(body)
        self.close_connection = self.close_connection or self.hub.hangs_up

    def _answer(self) -> None:
        hub = self.hub
        hub.log.append(f"{self.command} {self.path}")
        hub.closing.wait(hub.latency)
        authorization = self.headers.get("Authorization", "")
        hub.authorizations.append(authorization)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        fault = hub.faults.pop(0) if hub.faults else hub.fault
        token = authorization.removeprefix("Bearer ").removeprefix("token ")
        if fault:
            fault(self)
        elif self.path.startswith("/api/v3/app/"):
            status, said = hub.apps.answer(self.path, token)
            path = self.path.removeprefix("/api/v3")
            self.reply(status, contract.completed("POST", path, status, said))
        elif token and hub.accepted is not None and token not in hub.accepted:
            self.reply(
                401, {"message": "Bad credentials", "documentation_url": "https://docs.github.com/rest"}
            )
        elif asked := self.hub.desk.answer(self.command, self.path, body, token):
            self.reply(*asked)
        elif self.path == "/api/graphql":
            self._graphql(body, token)
        else:
            self._rest()

    def _graphql(self, body: bytes, token: str) -> None:
        if not token:
            return self.reply(401, {"message": "This endpoint requires you to be authenticated."})
        asked = json.loads(body)
        result = graph.answer(self.hub.repositories, asked["query"], asked["variables"])
        said: dict[str, Any] = {"data": result.data}
        if result.errors:
            said["errors"] = [_as_github(error.formatted) for error in result.errors]
        return self.reply(200, said, X_RateLimit_Remaining="4998")

    def _rest(self) -> None:
        path, link = self.path.removeprefix("/api/v3"), ""
        if path.removeprefix("/repos/").lower() in self.hub.repositories.moved:
            there = f"{self.hub.address}/api/v3/repositories/1"
            return self.reply(301, {"message": "Moved Permanently", "url": there}, Location=there)
        if owned := owners.owner(self.hub.repositories, self.hub.address, path):
            status, said, link = owned
        else:
            status, said = rest.answer(self.hub.repositories, path)
        said = contract.completed("GET", path, status, self.hub.desk.with_rights(said))
        etag = f'"{hash(json.dumps(said, sort_keys=True)):x}"'
        if self.headers.get("If-None-Match") == etag:
            self.hub.unchanged += 1
            return self.reply(304, b"", ETag=etag, Content_Encoding="identity")
        more = {"Link": link} if link else {}
        return self.reply(status, said, ETag=etag, X_RateLimit_Remaining="58", **more)


def _as_github(error: Mapping[str, Any]) -> Mapping[str, Any]:
    """GitHub writes the type of an error beside its message."""
    extensions = dict(error.get("extensions", {}))
    kind = extensions.pop("type", None)
    return {**error, **({"type": kind} if kind else {}), "extensions": extensions}
