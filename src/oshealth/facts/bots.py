"""Bots: which identities are programs. Exact names and addresses and the `[bot]` suffix only, never a
substring.

The lists are data, dated and sourced in `data/bots.json`. A rule such as "the name contains bot" or "travis"
would take people for programs, and a person missing from the count is worse than a program in it.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from msgspec import Struct

from oshealth.compiled import compiled
from oshealth.facts.tables import shipped
from oshealth.snapshot import Identity

Calling: TypeAlias = Literal["dependency-updates", "agents", "automation"]

GITHUB: Final = "users.noreply.github.com"
_AT_GITHUB: Final = f"@{GITHUB}"
FORGE_ADDRESSES: Final = frozenset({"noreply@github.com", "noreply@gitlab.com", "noreply@codeberg.org"})
"""What a forge signs with when it commits for somebody: neither a person nor a bot of the project."""

REMEMBERED: Final = 1 << 16
"""For how many identities an answer is kept: a trend asks of the same people at every moment."""

_GITLAB_TOKEN: Final = compiled(
    r"(?:(?:project|group)_?\d+_bot\d*|service_account(?:_group_\d+)?)(?:_[0-9a-f]+)?"
)
_SUFFIX: Final = "[bot]"


class Bots(Struct, frozen=True):
    """The lists, case-folded: `logins` are account names (also as a whole author name), `names` only
    author names.
    """

    logins: Mapping[str, Calling]
    names: Mapping[str, Calling]
    addresses: Mapping[str, Calling]

    def calling(self, identity: Identity) -> Calling | None:
        """What kind of program this identity is; None for a person."""
        name, email = identity
        name, email = name.strip().casefold(), email.strip().casefold()
        listed = self.addresses.get(email) or self.names.get(name)
        if listed:
            return listed
        account = private_account(email) if "noreply." in email else None
        if account is None and not name.endswith(_SUFFIX):
            hyphened = self.logins.get(name.replace(" ", "-")) if " " in name else None
            return self.logins.get(name) or hyphened
        login = account.login if account else ""
        for word in (name, name.replace(" ", "-"), login):
            calling = self.logins.get(word.removesuffix(_SUFFIX).rstrip())
            if calling:
                return calling
        is_token = "_" in login and _GITLAB_TOKEN.fullmatch(login)
        return "automation" if is_token or name.endswith(_SUFFIX) or login.endswith(_SUFFIX) else None


@cache
def known_bots() -> Bots:
    """The lists of `data/bots.json`."""
    listed = shipped("bots")
    callings: tuple[Calling, ...] = ("dependency-updates", "agents", "automation")

    def column(title: str) -> dict[str, Calling]:
        return {word: calling for calling in callings for word in listed[calling][title]}

    return Bots(column("logins"), column("names"), column("addresses"))


@lru_cache(REMEMBERED)
def calling_of(identity: Identity) -> Calling | Literal[""]:
    """What kind of program an identity is by these lists, "" for a person."""
    return known_bots().calling(identity) or ""


class Account(NamedTuple):
    """An account on a forge: its login (it may be renamed), its number (never; empty when not known), the
    host.
    """

    login: str
    number: str
    host: str


@lru_cache(REMEMBERED)
def private_account(email: str) -> Account | None:
    """The account in a forge's private address (`7+ada@users.noreply.github.com`); None for other addresses.

    Forms: GitHub `number+login@users.noreply.github.com` and, before 2017, without the number; GitLab
    `number-login@users.noreply.gitlab.com`; Forgejo `login@noreply.example.org`.
    """
    email = email.strip().casefold()
    if email.endswith(_AT_GITHUB):
        number, sign, login = email[: -len(_AT_GITHUB)].partition("+")
        is_numbered = sign and number.isdigit()
        return Account(login, number, GITHUB) if is_numbered else Account(number + sign + login, "", GITHUB)
    local, _, host = email.rpartition("@")
    if not host.startswith(("users.noreply.", "noreply.")):
        return None
    number, sign, login = local.partition("+" if host == GITHUB else "-")
    if sign and number.isdigit() and host.startswith("users."):
        return Account(login, number, host)
    return Account(local, "", host)
