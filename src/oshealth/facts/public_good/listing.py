"""Whether a project is, or says it is, a registered digital public good; and whether it descends from another project."""

import re
from functools import cache
from typing import Any, Final

from oshealth.facts.base import Facts, Reading, Value
from oshealth.facts.documents import readme_markup
from oshealth.facts.late import late
from oshealth.facts.public_good.prose import prose
from oshealth.facts.tables import shipped
from oshealth.snapshot import Evidence, Project, Unknown

_PROFILE: Final = late(
    r"https?://(?:www\.|app\.)?digitalpublicgoods\.net/(?:r/|registry/|a/|submissions/)([\w-]{2,80})",
    re.IGNORECASE,
)
_PLACEHOLDER: Final = "dpg-slug"
_BADGE: Final = late(r"(?i)dpg|digital[ -]public[ -]good|digitalpublicgoods")
_FORK: Final = late(
    r"(?i)\b(?:this (?:project|repository|repo|software|package|library) is |(?:is|as) )?"
    r"an? (?:(?:hard|friendly|(?:actively[ -])?maintained|modified|community|soft|targeted|opinionated|customi[sz]ed|"
    r"light(?:weight)?|drop-in|active|modern|minimal|rewritten|official|partial|permanent)[ -]){0,2}fork (?:of|from)\b"
    r"(?! (?:this|our|your|it|the (?:main )?(?:repo|project)))[^\n]{0,100}"
    r"|\bforked from\b[^\n]{0,100}|\b(?:derived|adapted|ported) from (?:the )?\[[^\n]{0,100}"
    r"|\bis based on (?:the )?\[[^\n]{0,100}|\bbasé sur (?:le projet )?\[[^\n]{0,100}|\bbasiert auf \[[^\n]{0,100}"
    r"|\bbasado en \[[^\n]{0,100}|\bbaseado (?:em|no) \[[^\n]{0,100}"
    r"|\b(?:un|una|ein|eine) fork (?:de|di|von|des|du)\b[^\n]{0,100}"
)
_WORDS: Final = dict.fromkeys((
    "fork", "derived", "adapted", "ported", "based", "basé", "basiert", "basado", "baseado",
), 0)  # fmt: skip
"""One of these stands in whatever `_FORK` matches: what is added to it is added here."""
_INVITED: Final = late(
    r"(?i)\b(?:create|make|from|your|own|push|clone|click|to) (?:a |your |the )?(?:own )?fork\b|git clone"
)
_NEAR_THE_TOP: Final = 60


def state(facts: Facts) -> Reading:
    """listed: its README carries the badge with a profile; placeholder: the badge's sample was left; was-listed: its address
    stands in the registry as of the date of the shipped copy; none.
    """
    found = readme_markup(facts)
    if isinstance(found, Unknown):
        return found
    if found is not None:
        for address, line, is_badge in _links(found[1]):
            profile = _PROFILE().search(address)
            if profile and profile[1].lower() == _PLACEHOLDER:
                return Value("placeholder", (Evidence("path", found[0], line, "badge", address[:200]),))
            if profile and is_badge:
                return Value("listed", (Evidence("path", found[0], line, "badge", profile[0]),))
    ref = facts.snapshot.ref
    import hashlib  # noqa: PLC0415 - start-up: it loads OpenSSL

    key = hashlib.sha256(f"{ref.host}/{ref.slug}".lower().encode(errors="replace")).hexdigest()[:16]
    slug = registry()["repositories"].get(key) if ref.host else None
    if slug:
        named = f"registry copy of {registry()['date']}"
        return Value("was-listed", (Evidence("fact", name=named, value=str(slug)),))
    return Value("none", (Evidence("absence", name="badge of a digital public good", path="README"),))


def _links(markup: Any) -> list[tuple[str, int, bool]]:
    """Addresses, their lines, and whether a badge leads there: an image that speaks of public goods."""
    images = [
        (image.link, image.line, bool(_BADGE().search(f"{image.alt} {image.target}")))
        for image in markup.images
    ]
    return [*images, *((link.target, link.line, bool(_BADGE().search(link.text))) for link in markup.links)]


def derived(facts: Facts) -> Reading:
    """What says that this is a fork or a variant: the forge, publiccode.yml, or the first lines of the README."""
    based = facts.get("publiccode.based_on")
    hits = [Evidence("path", "publiccode.yml", name="isBasedOn", value=url) for url in _list(based)]
    project = facts.snapshot.project
    is_fork = project.is_fork if isinstance(project, Project) else project
    if is_fork is True:
        hits.append(Evidence("api", name="isFork", value=True))
    pages = prose(facts, ())
    hits += [
        hit
        for hit in pages.hits(_FORK(), _WORDS, "descent")
        if hit.line <= _NEAR_THE_TOP and not _INVITED().search(str(hit.value))
    ]
    if hits:
        return Value(tuple(dict.fromkeys(str(hit.value) for hit in hits)), tuple(hits[:5]))
    unread = next((one for one in (based, pages.unread, is_fork) if isinstance(one, Unknown)), None)
    return unread or Value((), (Evidence("absence", name="sign of descent", path="README, publiccode.yml"),))


def _list(reading: Reading) -> tuple[str, ...]:
    return reading.value if isinstance(reading, Value) and isinstance(reading.value, tuple) else ()


@cache
def registry() -> dict[str, Any]:
    """The copy of the registry that is shipped (data/public_goods.json), with its source and date."""
    listed: dict[str, Any] = shipped("public_goods")
    return listed
