"""What tells a person in a name or an address: folded to compare by, placeholders and forges' private addresses known."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from oshealth.compiled import compiled
from oshealth.facts.bots import GITHUB, REMEMBERED, private_account
from oshealth.snapshot import Identity

Reason: TypeAlias = Literal["settings", "mailmap", "e-mail", "forge account", "full name"]
Sign: TypeAlias = tuple[Reason, str]

MIN_NAME: Final = 5
MAX_TEXT: Final = 256

_NO_NAMES: Final = frozenset(
    {
        "default user", "dev team", "development team", "first last", "first name", "full name",
        "github user", "guest user", "invalid email address", "john doe", "my name", "name surname",
        "no author", "no name", "not committed yet", "root root", "root user", "system administrator",
        "test test", "test user", "ubuntu user", "unknown author", "unknown unknown", "unknown user",
        "user name", "your full name", "your name", "your name here",
    }
)  # fmt: skip
_NO_ACCOUNTS: Final = frozenset(
    {
        "admin", "administrator", "dev", "devnull", "email", "git", "github", "guest", "invalid",
        "localhost", "mail", "me", "no-reply", "nobody", "none", "noreply", "null", "root", "test",
        "ubuntu", "unknown", "user", "vagrant", "you", "your", "your-email", "your.email", "your_email",
        "youremail",
    }
)  # fmt: skip
_NO_REPLY: Final = frozenset({"noreply", "no-reply"})
_NO_HOSTS: Final = frozenset(
    {"", "(none)", "domain.com", "email.com", "example.com", "localhost", "none", "null", "test.com"}
)
_NO_DOMAINS: Final = (".localdomain", ".(none)", ".local")
_QUOTES: Final = " \t\r\n\"'`“”‘’«»"
"""What a copied command leaves around an address, beside spaces."""
_AT_GITHUB: Final = f"@{GITHUB}"
_GAP: Final = compiled(r"[\s._]")
_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
_FOLDED: Final = bytes(ord(chr(code).lower()) if chr(code).isalnum() else 32 for code in range(128)) + bytes(
    128
)
"""A name in ASCII, letter by letter."""


@lru_cache(REMEMBERED)
def folded_name(name: str) -> str:
    """A name without accents, case, punctuation or double spaces, to compare by; at most 256 characters
    are read.
    """
    if name.isascii():
        return b" ".join(name[:MAX_TEXT].encode().translate(_FOLDED).split()).decode()
    plain = unicodedata.normalize("NFKD", name[:MAX_TEXT].casefold()).translate(_LETTERS)
    letters = (
        " " if not letter.isalnum() else letter for letter in plain if not unicodedata.combining(letter)
    )
    return " ".join("".join(letters).split())


def full_name(name: str) -> str:
    """The folded name when it is one that tells a person: two words (`ada.example` too), over four
    characters, not in the stop-list.
    """
    folded = folded_name(name)
    if " " not in folded or len(folded) < MIN_NAME or folded in _NO_NAMES:
        return ""
    bare = name.strip()
    return folded if " " in bare or _GAP.search(bare) else ""


@lru_cache(REMEMBERED)
def address(email: str) -> str:
    """The folded address when it is one that tells a person; empty for placeholders such as
    `you@example.com`.
    """
    folded = email[:MAX_TEXT].strip(_QUOTES).casefold()
    account, _, host = folded.rpartition("@")
    told = account.partition("+")[0] or host
    if told in _NO_ACCOUNTS:
        placeholder_host = host.partition(":")[0] in _NO_HOSTS or host.endswith(_NO_DOMAINS)
        if placeholder_host or not account or "noreply" in host or told in _NO_REPLY:
            return ""
    return folded if account or host not in _NO_HOSTS else ""


@lru_cache(REMEMBERED)
def signs_of(identity: Identity) -> tuple[tuple[Sign, ...], str]:
    """What tells a person, and the name where it is no full one: it may be an account (see `login_of`)."""
    name = full_name(identity.name)
    signs = _of_address(identity)
    if name:
        return (*signs, ("full name", name)), ""
    spelled = _name_in_login(identity)
    return ((*signs, ("full name", spelled)) if spelled else signs), identity.name.strip()


def _name_in_login(identity: Identity) -> str:
    """The full name in an account such as `ada-example`, where the commits bear no other name than the account's."""
    name = identity.name.strip()
    account = private_account(identity.email) if "-" in name else None
    if account is None or account.login != name.casefold():
        return ""
    return full_name(name.replace("-", " "))


def _of_address(identity: Identity) -> tuple[Sign, ...]:
    email = address(identity.email)
    if not email:
        return (("e-mail", f"{folded_name(identity.name)} <{identity.email.casefold()[:MAX_TEXT]}>"),)
    account = private_account(email) if "noreply." in email else None
    if account is None:
        return (("e-mail", email),)
    by_login: Sign = ("forge account", f"{account.login}@{account.host}")
    by_number: Sign = ("forge account", f"#{account.number}@{account.host}")
    return (("e-mail", email), by_login, *([by_number] if account.number else ()))


def login_of(identity: Identity) -> str:
    """The login behind GitHub's private address that, used as a name, tells that account; empty for plain first names."""
    if (
        identity.email[-len(_AT_GITHUB) :].casefold() != _AT_GITHUB
    ):  # which no letter of two becomes a part of
        return ""
    login = identity.email.partition("@")[0].rpartition("+")[2]
    return login if len(login) >= MIN_NAME and not login.istitle() else ""


def account_sign(handle: str) -> Sign:
    """What tells the person whose account at GitHub is called so."""
    return "forge account", f"{handle.casefold()}@{GITHUB}"
