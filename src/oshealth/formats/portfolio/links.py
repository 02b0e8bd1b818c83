"""Addresses in results of a portfolio: the page of each repository, and links that lead only to the web."""

from hashlib import sha256
from typing import Final

from oshealth.compiled import compiled

_LONGEST: Final = 80
_ODD: Final = compiled(r"[^a-z0-9.-]+")
_PAGE: Final = compiled(rf"[a-z0-9._-]{{1,{_LONGEST}}}-[0-9a-f]{{6}}\.html")


def page_name(key: str) -> str:
    """The file of a repository's page: the same for every run, different for every key, harmless on any system."""
    words = _ODD.sub("_", key.lower().partition("://")[2] or key.lower()).strip("._-")
    return (
        f"{words[-_LONGEST:] or 'repository'}-{sha256(key.encode('utf-8', 'replace')).hexdigest()[:6]}.html"
    )


def is_page_name(name: str) -> bool:
    """Whether a file is named as `page_name` does."""
    return _PAGE.fullmatch(name) is not None


def safe(address: str) -> str:
    """The address if it is one of the web, else nothing."""
    return address if address.startswith(("https://", "http://")) and len(address) < 2000 else ""
