"""A GitHub App as the one who asks: its key makes tokens for one installation, which last for an hour.

Source: GitHub's documentation, "Authenticating as a GitHub App installation". PyGithub signs.
"""

from collections.abc import Mapping
from pathlib import Path
from time import monotonic
from typing import ClassVar, Final

from msgspec import Struct, field

from oshealth.errors import AskedWrongly, OshealthError
from oshealth.sources.base import Api
from oshealth.sources.deadline import Deadline
from oshealth.sources.discreet import Discreet
from oshealth.sources.github.credentials import APP
from oshealth.sources.github.limits import refusal, said_in
from oshealth.sources.github.surveyed import error_of
from oshealth.sources.http import Call, Http
from oshealth.sources.unanswered import Unanswered

ID, KEY_FILE, INSTALLATION = APP
_KEY_BYTES: Final = 64 << 10
_SECONDS: Final = 30.0
_LEAST: Final = 60.0
_LONG_ENOUGH: Final = (
    3_000.0  # of the 3 600 seconds that a token lasts: what it is used for then may take 10 minutes
)


class App(Discreet, Struct, frozen=True):
    """An App by its id (or client id), where it is installed, and its private key in PEM."""

    hidden: ClassVar[tuple[str, ...]] = ("key",)

    id: str
    installation: int
    key: str

    def token(self, api: Api, seconds: float = _SECONDS) -> str:
        """A new token for the installation. Raises NotAudited when the server gives none, AskedWrongly for a bad key."""
        call = Call(
            "POST",
            f"{api.rest}/app/installations/{self.installation}/access_tokens",
            {"Accept": "application/vnd.github+json"},
        )
        try:
            reply = Http(Deadline.after(seconds)).send(call, self._signed())
            if reply.status != 201:
                raise refusal(reply) or Unanswered("broken", f"the forge answered with status {reply.status}")
            token = said_in(reply).get("token")
        except Unanswered as trouble:
            raise error_of(Unanswered(trouble.kind, f"no token for the App: {trouble.reason}")) from None
        if not isinstance(token, str) or not token.isascii() or not token.isprintable():
            raise error_of(Unanswered("broken", "no token for the App: the forge answered without one"))
        return token

    def _signed(self) -> str:
        from github import Auth  # noqa: PLC0415  (heavy, and only needed by an App)

        try:
            return Auth.AppAuth(self.id, self.key).create_jwt()
        except Exception:  # the kind depends on the library that reads keys; its text may hold the key
            raise AskedWrongly(
                f"what {KEY_FILE} names is no private key in PEM", "Download the App's key once more."
            ) from None


class Lease(Discreet, Struct):
    """The token that an App has for now; `taken` is when (monotonic), `asked` when one was asked for last."""

    hidden: ClassVar[tuple[str, ...]] = ("token",)

    app: App
    api: Api
    token: str
    taken: float = field(default_factory=monotonic)
    asked: float = field(default_factory=monotonic)

    @classmethod
    def of(cls, app: App, api: Api) -> "Lease":
        """The first one. Errors as for App.token."""
        return cls(app, api, app.token(api))

    def renew(self, refused: str) -> str:
        """The next one when this one is not accepted any more; empty when it was refused while it was fresh."""
        if refused != self.token or monotonic() - self.taken < _LEAST:
            return ""
        return self.token if self._next() else ""

    def in_time(self) -> str:
        """The token to begin something with: the next one before this one ends, which would be in the middle of it."""
        now = monotonic()
        if now - self.taken > _LONG_ENOUGH and now - self.asked > _LEAST:
            self._next()
        return self.token

    def _next(self) -> bool:
        """Whether there is a new token."""
        self.asked = monotonic()
        try:
            self.token = self.app.token(self.api)
        except OshealthError:
            return False
        self.taken = self.asked
        return True


def app_in(environ: Mapping[str, str]) -> App | None:
    """The App that the environment names; None without one. Raises AskedWrongly when only a part is named."""
    said = {name: environ.get(name, "") for name in (ID, KEY_FILE, INSTALLATION)}
    if not any(said.values()):
        return None
    missing = [name for name, value in said.items() if not value]
    if missing:
        raise AskedWrongly(f"an App needs {' and '.join(missing)} too", "Set all three, or none.")
    if not said[INSTALLATION].isdecimal():
        raise AskedWrongly(f"{INSTALLATION} is not a number", "It stands in the address of its settings.")
    return App(said[ID], int(said[INSTALLATION]), _read(Path(said[KEY_FILE])))


def _read(file: Path) -> str:
    try:
        with file.open(encoding="utf-8") as opened:
            return opened.read(_KEY_BYTES)
    except (OSError, UnicodeDecodeError):
        raise AskedWrongly(
            f"{KEY_FILE} names a file that cannot be read", "Name the App's private key."
        ) from None
