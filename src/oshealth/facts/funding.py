"""How a project can be given money: FUNDING.yml, package manifests, funding.json and links in the README, in one list."""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct, field

from oshealth.compiled import compiled
from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.documents import README_TEXTS, Shelf, document, readme_markup, shelf, texts_of
from oshealth.facts.documents.finder import Document
from oshealth.facts.documents.places import stem_and_extension
from oshealth.facts.documents.words import phrase
from oshealth.facts.funding_file import FILES, FundingFile, funding_file, table
from oshealth.facts.globs import matches_any
from oshealth.facts.manifests import WANTED, Manifest, manifests
from oshealth.facts.markup import Markup
from oshealth.facts.patterns import words_found
from oshealth.facts.reading import at, mapping, read_json, strings
from oshealth.snapshot import Evidence, Group, Unknown

_PROOF: Final = ".well-known/funding-manifest-urls"
MANIFESTS: Final = ("funding.json", ".well-known/funding.json", ".github/funding.json")
_PACKAGES: Final = ("package.json", "composer.json", "pyproject.toml")
_LABELS: Final = frozenset(
    {"funding", "sponsor", "sponsors", "donate", "donation", "donations", "sponsoring", "fund"}
)
_PAGES: Final = frozenset(
    {
        "sponsorship",
        "sponsorships",
        "sponsoring",
        "funding",
        "donate",
        "donating",
        "donation",
        "donations",
        "becomeasponsor",
    }
)
_SHORT: Final = 600
_ASKS: Final = frozenset(
    {"donate", "donating", "donation", "donations", "make a donation", "how to donate", "faire un don", "dons", "spenden",
     "donaciones", "donar", "doacoes", "doar", "donazioni", "doneren", "捐赠", "寄付"}
)  # fmt: skip
_GIVE: Final = compiled(
    r"\W*(?:please )?(?:donate(?! (?:your|code|data|blood|time|compute))|donations?|make a donation|"
    r"become an? (?:\w+ )?(?:sponsor|patron|backer)|sponsor (?:us|me|this)|faire un don|(?:jetzt )?spenden|donar|"
    r"haz una donación|doar|faça uma doação|fai una donazione|donazioni|捐赠|赞助|打赏|寄付)"
    r"(?!\w)(?!.*(?:ukrain|charit|red cross|refugee|relief|unicef|hunger|animal))",
    re.I,
)
"""A link that asks to give, by its own words; to whatever else one may give is not meant."""
_URL: Final = compiled(r"https?://[^\s<>\"']{4,500}$", re.I)
_NOT_LETTERS: Final = compiled(r"[\W_]+")


class _Channels(Struct):
    """Channels in the order found, each address once, with evidence."""

    found: dict[str, Evidence] = field(default_factory=dict)

    def add(self, channel: str, path: str, line: int = 0) -> None:
        key = _account_page(channel.strip())
        if key and len(self.found) < 100 and not _plants_trees(key):
            self.found.setdefault(key, Evidence("path", path, line, "funding.channels", key))


def channels(facts: Facts) -> dict[str, Evidence] | Unknown:
    """Every channel with where it was found, as an address where the platform is known."""
    return facts.once(_channels)


def _channels(facts: Facts) -> dict[str, Evidence] | Unknown:
    found = _Channels()
    file = funding_file(facts)
    if isinstance(file, FundingFile):
        for key, account in file.channels:
            found.add(_address(key, account), file.path)
    for manifest in manifests(facts):
        for url in manifest_funding(manifest):
            found.add(url, manifest.path)
    own = shelf(facts)
    if not isinstance(own, Unknown):
        _from_funding_json(own, found)
    readme = readme_markup(facts)
    if isinstance(readme, tuple):
        _from_readme(*readme, own, found)
    if not found.found:
        for unseen in (file, own, readme, _unread(own), _elsewhere(own)):
            if isinstance(unseen, Unknown):
                return unseen
    return found.found


def _from_readme(path: str, markup: Markup, own: Shelf | Unknown, found: _Channels) -> None:
    """Links to a platform, links that ask to give, links to pages of the tree on giving, then those under such a heading."""
    for link in markup.links:
        page = "" if isinstance(own, Unknown) else own.resolve(path, link.target)
        if is_funding_link(link.target) or (_URL.match(link.target) and _GIVE.match(link.text[:80])):
            found.add(link.target, path, link.line)
        elif page and _is_on_giving(page):
            found.add(page, path, link.line)
    for url, line in _below_giving(markup):
        found.add(url, path, line)


def _below_giving(markup: Markup) -> Iterator[tuple[str, int]]:
    """The first web address under a heading that asks to give, where the section is short: a longer one tells who gave."""
    for section in markup.sections:
        body = markup.body(section)
        if phrase(section.heading) in _ASKS and len(body) <= _SHORT:
            for link in markup.links_in(section):
                if _URL.match(link.target) and link.line > section.line:
                    yield link.target, link.line
                    break


def _is_on_giving(path: str) -> bool:
    """Whether a page of the tree is by its name about giving money to the project."""
    stem, extension, _ = stem_and_extension(path.rpartition("/")[2])
    return stem in _PAGES and extension in {"", "md", "rst", "adoc", "txt"}


def _unread(own: Shelf | Unknown) -> Unknown | None:
    """Why a file at the root that may name a channel could not be read; None when all were."""
    if isinstance(own, Unknown):
        return own
    there = (own.text(path) for path in (*MANIFESTS, *_PACKAGES) if path in own.paths)
    return next((text for text in there if isinstance(text, Unknown)), None)


def _elsewhere(own: Shelf | Unknown) -> Unknown | None:
    """A FLOSS/fund manifest that lies elsewhere is known only by the file that allows it to speak for this repository."""
    if isinstance(own, Unknown) or _PROOF not in own.paths:
        return None
    return Unknown(f"{_PROOF} names a manifest elsewhere, which was not read")


def _plants_trees(url: str) -> bool:
    """Whether an address is one where users are asked to pay for trees: nothing of it pays for the project."""
    bare = re.sub(r"^https?://(?:www\.)?", "", url.lower())
    return any(bare.startswith(host) for host in table()["trees"])


def _account_page(url: str) -> str:
    """The address without query, fragment and what lies below an account on Open Collective."""
    bare = (
        re.split(r"[?#]", url, maxsplit=1)[0].rstrip("/")
        if is_funding_link(url) and "paypal" not in url
        else url.rstrip("/")
    )
    return re.sub(r"(opencollective\.com/[^/]+)/.*", r"\1", bare)


def _address(key: str, account: str) -> str:
    if "://" in account:
        return account
    return str(table()["addresses"].get(key, "https://{}")).replace("{}", account.removeprefix("@"))


def manifest_funding(manifest: Manifest) -> Iterator[str]:
    """Funding addresses in a manifest: npm and Composer `funding`, labels of `[project.urls]` (PEP 753)."""
    value = manifest.value
    if manifest.name in {"package.json", "composer.json"}:
        funding = at(value, "funding")
        for item in funding if isinstance(funding, list) else [funding]:
            yield from (url for url in strings(at(item, "url") or item) if _URL.match(url))
    elif manifest.name == "pyproject.toml":
        for table in (at(value, "project", "urls"), at(value, "tool", "poetry", "urls")):
            for label, url in mapping(table).items():
                if (
                    _NOT_LETTERS.sub("", label).lower() in _LABELS
                    and isinstance(url, str)
                    and _URL.match(url)
                ):
                    yield url


def _from_funding_json(own: Shelf, found: _Channels) -> None:
    """A FLOSS/fund manifest, known by its keys and not by its name; Drips and others of that name are none."""
    for path in MANIFESTS:
        text = own.text(path) if path in own.paths else Unknown("not there")
        value = Unknown("not there") if isinstance(text, Unknown) else read_json(text)
        if at(value, "entity") is None or at(value, "funding", "plans") is None:
            continue
        given = at(value, "funding", "channels")
        for channel in given if isinstance(given, list) else []:
            address = strings(at(channel, "address"))
            found.add(address[0] if address else f"{at(channel, 'type')} in {path}", path)


def is_funding_link(url: str) -> bool:
    """Whether an address leads to a platform on the allow-list (ecosyste.ms and SchemaStore)."""
    bare = re.sub(r"^https?://(?:www\.)?", "", url.strip().lower())
    return bare != url and any(
        bare.startswith(start) and len(bare) > len(start) for start in table()["links"]
    )


def _host(facts: Facts) -> Reading:
    """Words or links that say who receives and decides on money."""
    known = table()
    unread: Unknown | None = None
    for kind in ("readme", "governance", "funding", "charter", "contributing"):
        found = document(facts, kind)
        if isinstance(found, Document) and isinstance(found.text, str) and not matches_any(found.path, FILES):
            for hit in words_found(found.text, known["fiscal_words"]):
                return Value(
                    hit.text,
                    (Evidence("path", found.path, found.line + hit.line, "funding.fiscal_host", hit.text),),
                )
        unread = found if isinstance(found, Unknown) else unread
    listed = channels(facts)
    for url, evidence in ({} if isinstance(listed, Unknown) else listed).items():
        if any(host in url.lower() for host in known["fiscal_hosts"]):
            return Value(url, (evidence,))
    return unread or Value(
        "", (Evidence("absence", path="README, governance, funding", name="funding.fiscal_host"),)
    )


def _channel_list(facts: Facts) -> Reading:
    found = channels(facts)
    if isinstance(found, Unknown):
        return found
    places = (*FILES[:3], "manifests", "funding.json", "README")
    looked_at = (Evidence("absence", path=place, name="funding.channels") for place in places)
    return Value(tuple(found), tuple(found.values()) or tuple(looked_at))


def _in_manifests(facts: Facts) -> Reading:
    found = [
        Evidence("path", each.path, name="funding", value=url)
        for each in manifests(facts)
        for url in manifest_funding(each)
    ]
    return Value(
        bool(found), tuple(found) or tuple(Evidence("path", each.path) for each in manifests(facts)[:5])
    )


_TEXTS: Final = (
    *FILES,
    *MANIFESTS,
    *README_TEXTS,
    *texts_of("governance", "funding"),
    *WANTED,
)
_NEEDS: Final[frozenset[Group]] = frozenset({"tree", "texts"})
_NEEDS_OWNER: Final[frozenset[Group]] = frozenset({"tree", "texts", "inherited"})

FACTS: Final[tuple[Fact, ...]] = (
    Fact(
        name="funding.channels",
        kind="list",
        definition="Ways to give money: FUNDING.yml without empty values, funding fields of manifests, FLOSS/fund funding.json, "
        "README links to platforms on the allow-list, those that ask to donate, the first in a short section that does, and "
        "those to pages of the tree on sponsoring or donating; each as an address or a path. Where users pay for trees is none.",
        read=_channel_list,
        needs=_NEEDS_OWNER,
        source="ecosyste.ms; SchemaStore github-funding; PEP 753; npm RFC 0017; FLOSS/fund",
        texts=_TEXTS,
    ),
    Fact(
        name="funding.in_manifests",
        kind="yes/no",
        definition="Whether a package manifest names a way to give money.",
        read=_in_manifests,
        needs=_NEEDS,
        source="PEP 753; npm RFC 0017; Composer schema",
        texts=_TEXTS,
    ),
    Fact(
        name="funding.fiscal_host",
        kind="text",
        definition="Words in README, governance or funding texts, or a link to a fiscal host, that say who receives and "
        "decides on money; empty when there are none.",
        read=_host,
        needs=_NEEDS_OWNER,
        source="FLOSS/fund FAQ on fiscal clarity; Open Source Collective",
        texts=_TEXTS,
    ),
)
