"""Which addresses of a list may be looked at: public ones over https, unless local ones were allowed."""

import ipaddress
from typing import Final

from msgspec.structs import replace

from oshealth.errors import InvalidReference
from oshealth.reference import RepoRef
from oshealth.reference.address import hostname

_ALLOW: Final = "--allow-local admits it; do so only for a list that you trust."
_OWN_NAMES: Final = (".localhost", ".local", ".internal", ".lan", ".intranet", ".corp", ".home", ".home.arpa")
_FOLDED: Final = frozenset({"github", "gitlab", "forgejo", "bitbucket"})


def settled(ref: RepoRef, allow_local: bool) -> RepoRef:
    """The reference as it will be looked at: one over ssh to a known forge by https.

    Raises InvalidReference for one that leads onto this machine or network, or is not https, unless that is allowed.
    """
    if ref.scheme == "ssh" and ref.web_url:
        ref = replace(ref, scheme="https", user="", host=hostname(ref.host))
    if not allow_local and (reason := _objection(ref)):
        raise InvalidReference(reason, _ALLOW)
    return ref


def key_of(ref: RepoRef) -> str:
    """One text for all spellings of an address: forges that take no account of case get lower case."""
    plain = str(replace(ref, revision=""))
    revision = f"@{ref.revision}" if ref.revision else ""
    return (plain.casefold() if ref.forge in _FOLDED else plain) + revision


def _objection(ref: RepoRef) -> str:
    if ref.path:
        return "a path on this machine is not looked at in a batch"
    if ref.scheme != "https":
        return f"an address over {ref.scheme} is not looked at in a batch"
    if is_inside(hostname(ref.host)):
        return "an address on this machine or its own network is not looked at in a batch"
    return ""


def is_inside(host: str) -> bool:
    """Whether a host, without port, is by its text alone on this machine or its network."""
    name = host.strip("[]").lower().rstrip(".")
    try:
        return not ipaddress.ip_address(name).is_global
    except ValueError:
        return "." not in name or name.endswith(_OWN_NAMES) or name.rpartition(".")[2][:1].isdigit()
