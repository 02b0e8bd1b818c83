"""Where issues are written: who holds which token, what they may do, and the issues that lie there."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

_WHO = "query { viewer { login } }"


@dataclass
class Desk:
    """The issues of every repository of the hub. `logins` says whose a token is, `may_push` what that one may do;
    `heeds_creator` is false for a server that lists everybody's issues whomever it is asked for.
    """

    logins: dict[str, str] = field(default_factory=dict)
    may_push: bool = True
    heeds_creator: bool = True
    issues: list[dict[str, Any]] = field(default_factory=list)
    written: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    address: str = ""

    def lay(self, by: str, text: str, **more: Any) -> dict[str, Any]:
        """Puts an issue there that somebody has opened."""
        number = 10 + len(self.issues)
        here = f"{self.address}/api/v3/repos/example/birds/issues/{number}"
        issue = {
            "id": number,
            "number": number,
            "title": "An issue",
            "body": text,
            "state": "open",
            "url": here,
            "html_url": f"{self.address}/example/birds/issues/{number}",
            "user": {"login": by, "id": 1, "type": "User"},
            **more,
        }
        self.issues.append(issue)
        return issue

    def with_rights(self, said: Any) -> Any:
        """The answer of the REST interface; a repository says what the token may do there."""
        if not (isinstance(said, dict) and "full_name" in said):
            return said
        here = f"{self.address}/api/v3/repos/{said['full_name']}"
        return {**said, "url": here, "permissions": {"push": self.may_push, "pull": True, "admin": False}}

    def answer(self, method: str, path: str, body: bytes, token: str) -> tuple[int, Any] | None:
        """The status and JSON of an answer; None for what is not the desk's business."""
        parts = urlsplit(path)
        asked = json.loads(body) if body else {}
        if parts.path == "/api/graphql" and asked.get("query") == _WHO:
            return 200, {"data": {"viewer": {"login": self.logins.get(token, "")}}}
        if method in ("POST", "PATCH") and "/issues" in parts.path:
            return self._write(method, parts.path, asked, token)
        creator = parse_qs(parts.query).get("creator")
        if creator and parts.path.endswith("/issues"):
            listed = [one for one in self.issues if one["user"]["login"] == creator[0]]
            return 200, listed if self.heeds_creator else self.issues
        return None

    def _write(self, method: str, path: str, asked: dict[str, Any], token: str) -> tuple[int, Any]:
        self.written.append((f"{method} {path}", asked))
        if method == "POST":
            return 201, self.lay(self.logins[token], asked["body"], title=asked["title"])
        issue = next(one for one in self.issues if one["url"].endswith(path.removeprefix("/api/v3")))
        issue.update(asked)
        return 200, issue
