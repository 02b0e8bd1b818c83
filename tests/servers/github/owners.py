"""Owners on the hub: an organization, or a user, and its repositories a page at a time; and Apps that are installed."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt

from tests.servers.github.graph import Repositories
from tests.servers.github.rest import NOT_FOUND, repository_of


@dataclass
class Apps:
    """Installed Apps: public keys in PEM by App id, and the tokens that installations were given so far."""

    keys: dict[str, str] = field(default_factory=dict)
    given: list[str] = field(default_factory=list)

    def answer(self, path: str, token: str) -> tuple[int, Any]:
        """A new token for an installation, to who can sign as its App."""
        issuer = str(jwt.decode(token, options={"verify_signature": False}).get("iss", ""))
        try:
            jwt.decode(token, self.keys[issuer], algorithms=["RS256"], issuer=issuer)
        except (jwt.InvalidTokenError, KeyError):
            return 401, {"message": "A JSON web token could not be decoded"}
        installation = path.split("/")[-2]
        self.given.append(f"ghs_invented_{installation}_{len(self.given) + 1}")
        return 201, {"token": self.given[-1], "expires_at": "2026-06-30T13:00:00Z"}


def owner(repositories: Repositories, address: str, path: str) -> tuple[int, Any, str] | None:
    """Status, JSON and `Link` for a path below /orgs or /users; None for any other."""
    parts = urlsplit(path)
    kind, *rest = parts.path.strip("/").split("/")
    if kind not in {"orgs", "users"}:
        return None
    name = rest[0].lower()
    owned = [one for full, one in sorted(repositories.by_name.items()) if full.startswith(f"{name}/")]
    if not owned or (kind == "orgs") != (owned[0]["owner"]["__typename"] == "Organization"):
        return 404, NOT_FOUND, ""
    if rest[1:] != ["repos"]:
        here = f"{address}/api/v3/{kind}/{name}"
        return 200, {"login": rest[0], "id": 1, "url": here, "repos_url": f"{here}/repos"}, ""
    asked = parse_qs(parts.query)
    page, size = int(asked.get("page", ["1"])[0]), int(asked["per_page"][0])
    there_is_more = page * size < len(owned)
    link = f'<{address}/api/v3/{kind}/{name}/repos?per_page={size}&page={page + 1}>; rel="next"'
    shown = [repository_of(one) for one in owned[(page - 1) * size : page * size]]
    return 200, shown, link if there_is_more else ""
