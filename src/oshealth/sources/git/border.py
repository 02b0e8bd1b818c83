"""The border between the public network and our own: who may not look inside is kept out by address, not by name."""

import ipaddress
import socket
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from oshealth.errors import Unreachable

Resolve: TypeAlias = Callable[[str, int], Sequence[str]]

_PORTS: Final = {"https": 443, "http": 80}


def resolved(host: str, port: int) -> Sequence[str]:
    """All addresses of a host. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def pin(url: str, resolve: Resolve = resolved) -> str:
    """`HOST:PORT:ADDRESS,…` for git, which then asks for no name again: what was checked is what is spoken to.

    Raises Unreachable when any address of the host is not on the public network, or when there is none.
    """
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0)
    try:
        addresses = resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise Unreachable(
            f"{url} could not be fetched: the name {host} is not known", "Check the address and the network."
        ) from error
    if not addresses or not all(map(is_public, addresses)):
        raise Unreachable(f"{url} leads onto this machine or its own network", "--allow-local admits that.")
    shown = ",".join(f"[{one}]" if ":" in one else one for one in addresses)
    return f"{host}:{port}:{shown}"


def is_public(address: str) -> bool:
    """Whether an address is one of the public network; one that hides a private one inside it is not."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    return found.is_global and not found.is_multicast and (inner is None or inner.is_global)


def is_reached(url: str) -> bool:
    """Whether the server of an address, or the proxy on the way to it, takes a connection within five seconds; whatever
    is no https or http counts as reached, since it cannot be told.
    """
    from urllib.request import getproxies  # noqa: PLC0415 - slow to load, and only a network in doubt needs it

    scheme = urlsplit(url).scheme
    parts = urlsplit(getproxies().get(scheme, url))
    if scheme not in _PORTS or not parts.hostname:
        return True
    try:
        socket.create_connection((parts.hostname, parts.port or _PORTS[scheme]), 5).close()
    except (OSError, UnicodeError):
        return False
    return True
