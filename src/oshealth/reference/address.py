"""Addresses on the network: host, owner, name and revision, from URLs, `user@host:path` and package URLs.

A refusal never repeats the part of an address that can hold a credential.
"""

import unicodedata
from collections.abc import Mapping
from typing import Final, NamedTuple
from urllib.parse import unquote

from oshealth.errors import InvalidReference
from oshealth.reference.pages import repository_and_page, revision_of_page
from oshealth.reference.text import FORMS, checked_revision, checked_segment, encodable, shown

SCHEMES: Final = ("https", "http", "ssh", "git")
FORGES: Final[Mapping[str, str]] = {
    "github.com": "github",
    "gitlab.com": "gitlab",
    "codeberg.org": "forgejo",
    "bitbucket.org": "bitbucket",
}

_PORTS: Final[Mapping[str, str]] = {"https": "443", "http": "80", "ssh": "22", "git": "9418"}
_GITHUB_PAGES: Final = frozenset(
    {"about", "apps", "collections", "explore", "features", "login", "marketplace", "notifications", "orgs"}
    | {"search", "settings", "sponsors", "topics", "trending", "users"}
)
_ALPHANUMERIC: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
# Accounts that serve a whole forge; for any other account `host:path` starts at its home, as git reads it.
_SERVICES: Final = frozenset({"git", "aur", "forgejo", "gitea", "gitlab", "gitolite", "gogs"})


SHORT: Final[Mapping[str, str]] = {
    "github": "github.com",
    "gh": "github.com",
    "gitlab": "gitlab.com",
    "gl": "gitlab.com",
    "bitbucket": "bitbucket.org",
    "bb": "bitbucket.org",
    "codeberg": "codeberg.org",
    "sourcehut": "git.sr.ht",
}


class Address(NamedTuple):
    """A repository on a server; fields as in RepoRef."""

    scheme: str
    host: str
    owner: str
    name: str
    revision: str
    user: str


def remote(scheme: str, rest: str, fragment_pins: bool = False) -> Address:
    """`host/path?query#fragment`; pip and npm pin a revision in the fragment of `git+`."""
    rest, _, fragment = rest.partition("#")
    rest, _, query = rest.partition("?")
    user, host, path = _place(scheme, rest)
    forge = forge_of(host)
    parts, page, revision = repository_and_page(path, forge)
    owner, name = _named([checked_segment(unquote(part)) for part in parts], host)
    revision = revision or revision_of_page(page, query, forge)
    if fragment_pins and not revision and fragment not in ("", "readme") and "=" not in fragment:
        revision = checked_revision(unquote(fragment))
    if host in FORGES and scheme in ("http", "git"):
        scheme = "https"
    return Address(scheme, host, owner, name, revision, user if scheme == "ssh" else "")


def scp(text: str) -> Address:
    """`user@host:path` as git reads it: from the root of a forge, but from the home of a person's account."""
    account, _, path = text.partition(":")
    user, _, host = account.rpartition("@")
    if "@" in path.partition("/")[0]:
        raise credentials()
    from_home = user not in _SERVICES and forge_of(host.lower()) == "git" and path[:1] not in ("/", "~")
    if path.partition("/")[0].isdigit() and not user:
        raise InvalidReference("the address has a port but no scheme", "Write https:// before it, or ssh://.")
    return remote("ssh", f"{account}/{'~/' if from_home else ''}{path.lstrip('/')}")


def package(text: str) -> Address:
    """A package URL (https://github.com/package-url/purl-spec) that says where its repository is."""
    from packageurl import PackageURL  # noqa: PLC0415  only who pastes one pays for it

    try:
        found = PackageURL.from_string("pkg" + text[3:], normalize_purl=False)
    except ValueError as error:
        raise InvalidReference(
            "this is no valid package URL", "Write pkg:github/owner/repo@version."
        ) from error
    source = found.qualifiers.get("vcs_url", "")
    if source:
        return _packaged(source)
    host = SHORT.get(found.type)
    if host is None:
        hint = "Write the address of its repository, or add ?vcs_url=git+https://… to it."
        raise InvalidReference(
            f"a package of type {found.type[:40]!r} does not say where its repository is", hint
        )
    version = f"@{found.version}" if found.version else ""
    return remote("https", f"{host}/{found.namespace or ''}/{found.name}{version}")


def _packaged(source: str) -> Address:
    scheme, separator, rest = source.partition("://")
    plain = scheme.lower().removeprefix("git+")
    if not separator or plain not in SCHEMES:
        raise InvalidReference(
            "the vcs_url of the package URL is no address of git", "Write ?vcs_url=git+https://…"
        )
    return remote(plain, encodable(rest), fragment_pins=True)


def forge_of(host: str) -> str:
    """The kind of forge at a host: github, gitlab, forgejo, bitbucket, or git when nothing is known of it."""
    name = hostname(host)
    return "gitlab" if name.startswith("gitlab.") else FORGES.get(name, "git")


def hostname(host: str) -> str:
    """A host without its port."""
    return _halves(host)[0]


def _place(scheme: str, rest: str) -> tuple[str, str, str]:
    """User, host and path of an address; `ssh://git@host:owner/repo`, which npm writes, is mended."""
    authority, _, path = rest.partition("/")
    account, at, server = authority.rpartition("@")
    if scheme == "ssh" and not server.startswith("["):
        server, _, port = server.partition(":")
        if port and not port.isdigit() and at:
            path = f"{port}/{path}"
        elif port:
            server = f"{server}:{port}"
    host = _host_and_port(scheme, server)
    if at and (account != "git" if scheme != "ssh" else not _is_account(account)):
        raise credentials()
    if any(character.isspace() for character in path):
        raise InvalidReference("the address holds a blank", "Write it alone, with %20 for a blank in a name.")
    return account, *_settled(host, path)


def _settled(host: str, path: str) -> tuple[str, str]:
    """GitHub's addresses of raw files and of its API as those of its pages; any other address as it is."""
    if host == "raw.githubusercontent.com":
        owner, _, rest = path.partition("/")
        name, _, rest = rest.partition("/")
        return "github.com", f"{owner}/{name}/raw/{rest}"
    if host == "api.github.com":
        return "github.com", path.removeprefix("repos/")
    return host, path


def credentials() -> InvalidReference:
    """The refusal of an address that holds more than an address, which it does not repeat."""
    return InvalidReference(
        "the address holds a user name, token or password",
        "Write it without what stands before the @; a token goes into GITHUB_TOKEN or a token file.",
    )


def _named(parts: list[str], host: str) -> tuple[str, str]:
    """Owner and name from the decoded parts of a path. Raises InvalidReference where no forge has them."""
    *groups, name = parts or [""]
    forge = forge_of(host)
    while forge != "git" and name.endswith(".git"):
        name = name.removesuffix(".git")
    if host == "gist.github.com":
        raise InvalidReference("a gist has no community to look at", "Write owner/repo.")
    if forge != "git" and not (groups and name):
        such = f", such as {name}/NAME" if host == "github.com" and _is_github_name(name or ".", "") else ""
        raise InvalidReference(
            "the address names an owner or a page, but no repository", f"Write owner/repo{such}."
        )
    if not name:
        raise InvalidReference("the address names a server, but no repository on it", FORMS)
    if host == "github.com" and not _is_github_name(groups[0], name):
        raise InvalidReference(f"GitHub has no repository like {shown('/'.join(parts))}", "Write owner/repo.")
    return "/".join(groups), name


def _is_github_name(owner: str, name: str) -> bool:
    """Whether GitHub could have a repository so named; its own pages such as /topics are no owners."""
    owners = _ALPHANUMERIC | {"-", "_"}
    is_owner = owner[0] != "-" and all(character in owners for character in owner)
    return is_owner and owner.lower() not in _GITHUB_PAGES and all(c in owners or c == "." for c in name)


def _is_account(text: str) -> bool:
    """Whether the text is the bare name of an account, without a password and unlike an option."""
    return text[:1] != "-" and all(character in _ALPHANUMERIC or character in "-_.+" for character in text)


def _host_and_port(scheme: str, text: str) -> str:
    """The host in lower case, with its port unless that is the usual one. Raises InvalidReference."""
    host, port = _halves(text)
    if port and not (port.isascii() and port.isdigit() and len(port) <= 5 and 0 < int(port) < 65536):
        raise InvalidReference("the port of the address is not a number from 1 to 65535", FORMS)
    host = host.lower().removesuffix(".")
    if host.removeprefix("www.") in FORGES:
        host = host.removeprefix("www.")
    if not _is_host(host):
        raise InvalidReference("the address has no valid host", FORMS)
    port = port.lstrip("0")
    return f"{host}:{port}" if port and port != _PORTS[scheme] else host


def _halves(text: str) -> tuple[str, str]:
    if text.startswith("["):
        inside, end, port = text.partition("]")
        return inside + end, port.removeprefix(":")
    host, _, port = text.partition(":")
    return host, port


def _is_host(host: str) -> bool:
    if host.startswith("["):
        return (
            host.endswith("]")
            and ":" in host
            and all(character in "0123456789abcdef:." for character in host[1:-1])
        )
    return len(host) <= 253 and all(_is_label(label) for label in host.split("."))


def _is_label(label: str) -> bool:
    words = all(character in "-_" or unicodedata.category(character)[0] in "LMN" for character in label)
    return words and label[:1] not in ("", "-")
