"""Whose pages an address leads to: the project's own, or those of what it is built with, runs on or cites."""

import re
from collections.abc import Iterator, Set
from functools import cache
from typing import Any, Final

from msgspec import Struct

from oshealth.facts.base import Facts
from oshealth.facts.documents import Shelf, readme_markup, shelf
from oshealth.facts.late import late
from oshealth.facts.manifests import manifests
from oshealth.facts.reading import at, mapping, strings
from oshealth.facts.registries import packaged_names
from oshealth.facts.tables import shipped

_SHORT: Final = 4
"""Letters of a name below which it must stand alone: `k` or `api` is in many an address."""
_SIGNS: Final = late(r"[\W_]+")
_WORD: Final = late(r"[^\W\d_][\w.+-]{1,60}")
_MADE_WITH: Final = late(
    r"(?i)\b(?:made|built|written|powered|created|based)\b|\b(?:for|with|using|in|on)\b|[:(|–—]|\s-\s"
)
_AFFIX: Final = late(
    r"^(?:rust|node|python|py|go|golang|ruby|php|java|lib)[-_.]|[-_.](?:rs|rust|js|ts|node|py|python|go|rb|ruby|php|java|cpp|"
    r"jl|lib|sdk|client|core|api|docs?)$"
)
_FORGE: Final = late(r"(?:github\.com|gitlab\.com|codeberg\.org|bitbucket\.org)/([\w.-]+)/([\w.-]+)")
_PAGES: Final = late(r"([\w-]+)\.(?:github\.io|gitlab\.io|codeberg\.page)(?:/([\w.-]+))?")
_HOSTED: Final = late(
    r"(?:([\w-]+)\.(?:readthedocs\.(?:io|org)|readthedocs-hosted\.com|rtfd\.(?:io|org)|gitbook\.io|netlify\.app|pages\.dev|"
    r"vercel\.app)(?=[/:?#]|$)|(?:readthedocs|rtfd)\.org/projects?/([\w.-]+))"
)
_REGISTRY: Final = late(
    r"(?:docs\.rs|hexdocs\.pm|javadoc\.io|metacpan\.org|pkg\.go\.dev|godoc\.org|hackage\.haskell\.org|"
    r"pub\.dev|rubydoc\.info|rdoc\.info|cran\.r-project\.org)/(.+)"
)


class Naming(Struct, frozen=True):
    """What a project is called: `names` of its repository, packages and title, its `owners` and the `hosts` of the home
    pages that its manifests name; all in lower case, names and owners without signs.
    """

    names: frozenset[str]
    owners: frozenset[str]
    hosts: frozenset[str]

    def bears(self, word: str) -> bool:
        """Whether a part of an address is a name or an owner, or has one in it."""
        plain = _plain(word)
        known = self.names | self.owners
        return plain in known or any(name in plain for name in known if len(name) >= _SHORT)

    def resembles(self, word: str) -> bool:
        """Whether a part of an address bears a name, or is a part of one: `kite` for `kite-viewer`."""
        plain = _plain(word)
        return self.bears(word) or (len(plain) >= _SHORT and any(plain in name for name in self.names))


def naming(facts: Facts) -> Naming:
    """What is known of whose repository this is: by its reference or where it was cloned from, its manifests and title."""
    own, readme = shelf(facts), readme_markup(facts)
    pairs = (own.home, own.called) if isinstance(own, Shelf) else ()
    title = readme[1].sections[0].heading if isinstance(readme, tuple) and readme[1].sections else ""
    words = _WORD().findall(_MADE_WITH().split(title)[0])[:4]
    titled = [word for word in words if word.casefold() not in generic()]
    said = [*packaged_names(facts), *(name for _, name in pairs), *titled, "".join(titled)]
    return Naming(
        frozenset(form for name in said for form in _forms(name)),
        frozenset(_plain(owner) for owner, _ in pairs if owner),
        frozenset(filter(None, map(_host, _home_pages(facts)))),
    )


def is_of_another(address: str, words: str, own: Naming) -> bool:
    """Whether a web address leads to what others wrote, as far as it, and the words that lead to it, tell.

    Others have their pages on a forge or a host of many projects under another name, or at a host that is known for it;
    or the words call them by a name that the address has and this project has not.
    """
    plain, host = address.partition("//")[2].lower(), _host(address)
    if host in own.hosts:
        return False
    if own.names and (parts := _told_apart(plain, own)):
        tell = own.bears if _REGISTRY().match(plain) or _FORGE().match(plain) else own.resembles
        return not any(map(tell, parts))
    if _is_known_for_it(plain, host):
        return not any(own.bears(label) for label in host.split(".")[:-1])
    return bool(own.names) and _calls_another(plain, host, words, own)


def _told_apart(plain: str, own: Naming) -> list[str]:
    """The parts of an address that name a project where many have their pages; none elsewhere. Those of an owner tell
    nothing where no owner is known: who has the pages may own this too.
    """
    if registry := _REGISTRY().match(plain):
        return [part for part in re.split(r"[/?=&#,:]", registry[1]) if part]
    patterns = (_HOSTED, _FORGE, _PAGES) if own.owners else (_HOSTED,)
    found = next((hit for pattern in patterns if (hit := pattern().match(plain))), None)
    return [part for part in found.groups() if part] if found else []


def _calls_another(plain: str, host: str, words: str, own: Naming) -> bool:
    parts = {_plain(part) for part in (*host.split(".")[:-1], *re.split(r"[/?#=&]", plain.partition("/")[2]))}
    if any(own.bears(part) for part in parts):
        return False
    called = (_plain(word) for word in _WORD().findall(words) if word.casefold() not in generic())
    return any(len(word) > 2 and word in parts and not own.resembles(word) for word in called)


def _is_known_for_it(plain: str, host: str) -> bool:
    ends = (host[start:] for start in (0, *(sign.end() for sign in re.finditer(r"\.", host))))
    return any(end in _others() for end in ends) or bool(re.match(r"(?:www\.)?google\.[a-z.]+/url\b", plain))


def _host(address: str) -> str:
    host = re.split(r"[/?#:]", address.partition("//")[2].lower(), maxsplit=1)[0]
    return host.removeprefix("www.")


def _home_pages(facts: Facts) -> Iterator[str]:
    """The home pages that manifests name, unless they are pages of a forge or a host of many projects."""
    for manifest in manifests(facts):
        value = manifest.value
        said = [*strings(at(value, "homepage")), *strings(at(value, "package", "homepage"))]
        said += [
            *strings(at(value, "tool", "poetry", "homepage")),
            *strings(at(value, "package", "documentation")),
        ]
        said += [page for page in mapping(at(value, "project", "urls")).values() if isinstance(page, str)]
        for page in said:
            plain = page.partition("//")[2].lower()
            if not any(pattern().match(plain) for pattern in (_FORGE, _PAGES, _HOSTED, _REGISTRY)):
                yield page


def _forms(name: str) -> Iterator[str]:
    """A name without signs; its last part where it has several; and without what says only for which language it is."""
    for part in (name, re.split(r"[/:]", name)[-1]):
        bare = part.casefold().removesuffix(".git")
        for form in (bare, _AFFIX().sub("", bare)):
            if len(_plain(form)) > 1 and form not in generic():
                yield _plain(form)


def _plain(word: str) -> str:
    return _SIGNS().sub("", word.casefold().removesuffix("’s").removesuffix("'s"))


@cache
def _table() -> Any:
    return shipped("documentation_hosts")


@cache
def _others() -> Set[str]:
    return frozenset(_table()["others"])


@cache
def generic() -> Set[str]:
    """Words that stand in addresses of documentation and name no project."""
    return frozenset(_table()["generic"])
