"""How git may speak to one server: over the scheme of the address alone, without helpers or prompts, with one token."""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping
from typing import ClassVar, Final
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from oshealth.errors import Unreachable
from oshealth.sources.discreet import Discreet
from oshealth.sources.git.border import pin

SCHEMES: Final = ("https", "http", "ssh", "git")
_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
_SSH: Final = "ssh -o BatchMode=yes -o ConnectTimeout=30 -o ForwardAgent=no -o PermitLocalCommand=no"
_PROXIES: Final = (
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "no_proxy",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
)
_AUTHORITIES: Final = ("SSL_CERT_FILE", "SSL_CERT_DIR", "GIT_SSL_CAINFO")
_SSH_OWN: Final = ("HOME", "SSH_AUTH_SOCK", "USER", "LOGNAME")
_ASKED: Final = "/info/refs"


class Wire(Discreet, Struct, frozen=True):
    """An address without credentials, and the access token for its host (empty for anonymous).

    With `public`, only what lies on the public network is spoken to; behind a proxy, the proxy is the border.
    """

    hidden: ClassVar[tuple[str, ...]] = ("token",)

    url: str
    token: str = ""
    public: bool = False

    def __post_init__(self) -> None:
        if urlsplit(self.url).scheme not in SCHEMES or not self.url.isprintable():
            raise Unreachable(
                "an address of that kind is not spoken to", f"Use {', '.join(SCHEMES)} or a path."
            )

    @property
    def scheme(self) -> str:
        """https, http, ssh or git."""
        return urlsplit(self.url).scheme

    def settings(self) -> dict[str, str]:
        """What git is told of the server. Raises Unreachable for one that is not public where it must be."""
        told = {f"protocol.{self.scheme}.allow": "always", "remote.origin.url": self.url}
        if self.public and not any(os.environ.get(name) for name in _PROXIES if "no" not in name.lower()):
            told["http.curloptResolve"] = pin(self.url)
        return told

    def environment(self) -> dict[str, str]:
        """What git and its transports find around them. The token is here, where other users cannot see it."""
        own = _SSH_OWN if self.scheme == "ssh" else _PROXIES + _AUTHORITIES
        around = {name: os.environ[name] for name in own if name in os.environ}
        return {**around, "GIT_ALLOW_PROTOCOL": self.scheme, "GIT_SSH_COMMAND": _SSH, **self._authorization()}

    def _authorization(self) -> Mapping[str, str]:
        parts = urlsplit(self.url)
        if not self.token or not (parts.scheme == "https" or parts.hostname in _LOOPBACK):
            return {}
        pair = base64.b64encode(f"x-access-token:{self.token}".encode()).decode()
        return {
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"http.{parts.scheme}://{parts.netloc}/.extraHeader",
            "GIT_CONFIG_VALUE_0": f"Authorization: Basic {pair}",
        }

    def redirected(self, location: str) -> Wire | None:
        """The wire to follow a redirect by: on the same host, never from https to http. None when it leads elsewhere."""
        old, new = urlsplit(self.url), urlsplit(location)
        upgrade = (old.scheme, new.scheme) == ("http", "https") and old.hostname == new.hostname
        same = (old.scheme, old.netloc) == (new.scheme, new.netloc)
        asked = new.path.endswith(_ASKED)
        if not asked or new.username or not (same or upgrade):
            return None
        return replace(self, url=f"{new.scheme}://{new.netloc}{new.path.removesuffix(_ASKED)}")
