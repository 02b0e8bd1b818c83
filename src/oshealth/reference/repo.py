"""RepoRef: one parsed reference to a repository, from everything that people paste."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias
from urllib.parse import quote, unquote

from msgspec import Struct
from msgspec.structs import replace

from oshealth.errors import InvalidReference, nearest
from oshealth.reference import address
from oshealth.reference.address import SCHEMES, SHORT, Address
from oshealth.reference.text import FORMS, LONGEST, checked_revision, clean, encodable, require_visible, shown

Exists: TypeAlias = Callable[[str], bool]

_LINES: Final[Mapping[str, tuple[str, str, str]]] = {
    "github": ("/blob/", "?plain=1", "#L"),
    "gitlab": ("/-/blob/", "?plain=1", "#L"),
    "forgejo": ("/src/commit/", "?display=source", "#L"),
    "bitbucket": ("/src/", "", "#lines-"),
}
_MARKUP: Final = (".md", ".markdown", ".rst", ".adoc", ".org")


class RepoRef(Struct, frozen=True):
    """A repository on a forge or at a path.

    Remote: `scheme` (https, http, ssh, git), `user` (ssh alone), `host` (with `:port` unless it is the usual
    one), `owner` (may hold `/` for nested groups, empty where the address has none) and `name` (without
    `.git` on a known forge, elsewhere as the server spells it). Local: `path`, as typed; `file://` is one.
    `revision` is what was asked for after `@` or `/tree/`, empty for the default branch. `str(ref)` is
    canonical: parsing it gives the same value.
    """

    scheme: str = ""
    host: str = ""
    owner: str = ""
    name: str = ""
    path: str = ""
    revision: str = ""
    user: str = ""

    @staticmethod
    def parse(text: str, exists: Exists | None = None) -> RepoRef:
        """The reference that `text` names; see `parse`."""
        return parse(text, exists)

    @property
    def forge(self) -> str:
        """github, gitlab, forgejo, bitbucket; git for any other server; local for a path."""
        return address.forge_of(self.host) if self.host else "local"

    @property
    def slug(self) -> str:
        """`owner/name` without `.git`; for a path the name of its folder, as far as the text tells."""
        if self.host:
            return "/".join(filter(None, (self.owner, self.name.removesuffix(".git") or self.name)))
        parts = [part for part in self.path.removesuffix("/.git").split("/") if part]
        return (parts[-1].removesuffix(".git") if parts else "") or self.path

    @property
    def url(self) -> str:
        """The address that git clones from; for a path the path itself."""
        if not self.host:
            return self.path
        return self._address() + (".git" if self.forge != "git" else "")

    @property
    def web_url(self) -> str:
        """The https page of the repository; empty where none is known."""
        if self.scheme == "https":
            return self._address()
        if self.scheme == "ssh" and self.forge != "git":
            return f"https://{address.hostname(self.host)}/{self._full_name()}"
        return ""

    def at(self, revision: str) -> RepoRef:
        """The same repository at another revision, "" for its default branch. Raises InvalidReference."""
        return replace(self, revision=checked_revision(revision) if revision else "")

    def file_url(self, revision: str, path: str, line: int = 0) -> str:
        """The page of a file at a commit id and a 1-based line (0: its beginning); empty if none is known."""
        known = _LINES.get(self.forge)
        if known is None or not self.web_url:
            return ""
        blob, source, anchor = known
        page = f"{self.web_url}{blob}{quote(revision)}/{quote(path, errors='replace')}"
        if line <= 0:
            return page
        return f"{page}{source if path.lower().endswith(_MARKUP) else ''}{anchor}{line}"

    def __str__(self) -> str:
        if not self.host:
            return self._local_text()
        is_short = self.scheme == "https" and self.host == "github.com"
        revision = self.revision.replace("%", "%25").replace("#", "%23")
        return (self._full_name() if is_short else self._address()) + (f"@{revision}" if revision else "")

    def _full_name(self) -> str:
        return quote("/".join(filter(None, (self.owner, self.name))), safe="/~!$&'()*+,;=:")

    def _address(self) -> str:
        user = f"{self.user}@" if self.user else ""
        return f"{self.scheme}://{user}{self.host}/{self._full_name()}"

    def _local_text(self) -> str:
        path = _rooted(self.path)
        if not self.revision and path == path.strip():
            return path
        path = quote(path, safe="/~", errors="surrogateescape")
        revision = f"@{quote(self.revision)}" if self.revision else ""
        return f"git+file:{'//' if path.startswith('/') else ''}{path}{revision}"


def parse(text: str, exists: Exists | None = None) -> RepoRef:
    """The repository that a text names: `owner/repo` (GitHub), a URL, ssh address, `pkg:…`, path and more.

    Pure, without a look at the disk: what starts with `.`, `/` or `~`, and a word without a slash, is a path.
    A caller who can look passes `exists`: a text such as `docs/site` that could be both is then a path where
    a folder exists, and `./site@v1` a folder at a revision where only `./site` does. `github:owner/repo` is
    GitHub always.
    Raises InvalidReference with the nearest valid form as its hint.
    """
    ref = _parse(clean(text), exists)
    if len(str(ref)) > LONGEST:
        raise InvalidReference(f"a reference of more than {LONGEST} characters", FORMS)
    return ref


def _parse(text: str, exists: Exists | None) -> RepoRef:
    if text.startswith("-"):
        raise InvalidReference("this looks like an option, not a repository", FORMS)
    if text[0] in "./~":
        return _typed_path(text, exists)
    scheme, separator, rest = text.partition("://")
    if separator and scheme.replace("+", "").replace("-", "").replace(".", "").isalnum():
        return _url(scheme.lower(), rest)
    if ":" in text.partition("/")[0]:
        return _with_colon(text)
    if "/" not in text:
        return _typed_path(text, exists)
    return _existing(text, exists) or _short(text)


def _at(found: Address) -> RepoRef:
    return RepoRef(**found._asdict())


def _typed_path(text: str, exists: Exists | None) -> RepoRef:
    return _existing(text, exists) or _folder(text)


def _existing(text: str, exists: Exists | None) -> RepoRef | None:
    if exists is None:
        return None
    if exists(text):
        return _folder(text)
    for index, character in enumerate(text):
        if character == "@" and index and exists(text[:index]):
            return _folder(text[:index], text[index:])
    return None


def _folder(path: str, pinned: str = "") -> RepoRef:
    """A path, and what follows it: nothing, or `@` and a revision."""
    path = encodable(path)
    require_visible(path)
    if path.startswith((".\\", "..\\")) or ("\\" in path and "/" not in path):
        raise _windows()
    return RepoRef(path=_rooted(path), revision=checked_revision(pinned[1:]) if pinned else "")


def _rooted(path: str) -> str:
    """The path so that nothing but a path can be read in it: with `./` where it is more than a plain word."""
    is_word = (
        path == path.strip() and not path.startswith("-") and not any(mark in "/:'\"`<" for mark in path)
    )
    return path if is_word or path.startswith((".", "/", "~")) else f"./{path}"


def _file(path: str, may_pin: bool) -> RepoRef:
    path, at, revision = path.partition("@") if may_pin else (path, "", "")
    path = unquote(path, errors="surrogateescape")
    if not path:
        raise InvalidReference("the file address names no folder", "Write file:///folder/repo, or a path.")
    if not may_pin and path[1:2].isalpha() and path[2:3] == ":":
        raise _windows()
    return _folder(path, at + unquote(revision))


def _windows() -> InvalidReference:
    return InvalidReference(
        "this looks like a Windows path", "Write it with forward slashes, such as ./repo or /mnt/c/repo."
    )


def _url(scheme: str, rest: str) -> RepoRef:
    plain = scheme.removeprefix("git+")
    if plain == "file":
        host, slash, path = rest.partition("/")
        if host not in ("", "localhost") or not slash:
            raise InvalidReference(
                "the file address names another machine", "Write file:///folder/repo, or a path."
            )
        return _file(f"/{path}", may_pin=scheme != plain)
    if scheme == "pkg":
        return _at(address.package(f"pkg:{rest}"))
    if plain not in SCHEMES:
        raise InvalidReference(
            f"no repository is read over {scheme[:40]!r}", f"Use {', '.join(SCHEMES)} or a path."
        )
    return _at(address.remote(plain, rest, fragment_pins=scheme != plain))


def _with_colon(text: str) -> RepoRef:
    """`word:rest` in its many senses; the colon stands before the first slash."""
    word, _, rest = text.partition(":")
    word = word.lower()
    if word == "scm":
        return _scm(rest)
    if word == "pkg":
        return _at(address.package(text))
    if word in ("file", "git+file"):
        return _file(rest, may_pin=word != "file")
    if word in SHORT:
        return _at(address.remote("https", f"{SHORT[word]}/{rest.lstrip('/')}"))
    if len(word) == 1:
        raise _windows()
    if rest.startswith(":"):
        raise InvalidReference("remote helpers of git are never run", FORMS)
    if "@" in word or "." in word:
        return _at(address.scp(text))
    if "@" in rest:
        raise address.credentials()
    if " " in word:
        raise InvalidReference("this is more than an address", "Paste the address alone.")
    hint = f"Write {word}://…" if word in SCHEMES else nearest(word, SHORT) or FORMS
    raise InvalidReference(f"{word[:40]!r} is no known short form of an address", hint)


def _scm(rest: str) -> RepoRef:
    """Maven's `scm:git:ADDRESS`, also with `|` in place of the second colon."""
    kind, inner = rest[:4].lower(), rest[4:].strip()
    if kind not in ("git:", "git|") or not inner:
        raise InvalidReference("only git repositories are read", "Write scm:git: and an address.")
    return _parse(inner, None)


def _short(text: str) -> RepoRef:
    """`owner/repo` on GitHub, or an address that begins with its host."""
    head, _, rest = text.partition("/")
    if "@" in head:
        raise address.credentials()
    if "." in head or head.lower() == "localhost":
        return _at(address.remote("https", text))
    parts = [part for part in rest.partition("@")[0].partition("#")[0].partition("?")[0].split("/") if part]
    if len(parts) > 1:
        raise InvalidReference(
            f"{shown(text)} is neither owner/repo nor an address",
            f"Write gitlab:{head}/… for nested groups, ./{head}/… for a folder, or owner/repo.",
        )
    return _at(address.remote("https", f"github.com/{text}"))
