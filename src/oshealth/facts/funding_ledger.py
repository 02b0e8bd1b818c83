"""What shows where the money goes, and how many separate sources it has."""

from typing import Final

from oshealth.compiled import compiled
from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.documents import README_TEXTS, readme_markup
from oshealth.facts.funding import channels
from oshealth.facts.funding_manifest import PLACES, Manifest, funding_manifest
from oshealth.facts.funding_manifest.portal import entries
from oshealth.facts.guides import readable
from oshealth.snapshot import Evidence, Group, Unknown

YEARS: Final = 2

_LEDGERS: Final = ("opencollective.com/", "opencollective.org/", "hcb.hackclub.com/", "liberapay.com/")
_REPORT: Final = compiled(  # the whole text of a link: a list of links also names other people's budgets
    r"(?i)(?:the |our |see |latest )*(?:20\d\d )?(?:annual|financial|transparency|yearly|treasurer'?s?)[\s_-]{1,3}"
    r"(?:reports?|statements?|accounts?)(?: (?:for )?20\d\d)?|(?:our )?(?:finances|budgets?|ledger)|"
    r"(?:rapports? (?:financier|annuel)s?|jahresberichte?|finanzberichte?|informe (?:financiero|anual)|"
    r"relatório (?:financeiro|anual)|bilancio)(?: (?:de )?20\d\d)?|財務報告|财务报告|财务公开"
)
_HOST: Final = compiled(r"(?i)^https?://(?:www\.)?([^/?#]+)(/sponsors/|/donate|)")


def _accounts(facts: Facts) -> Reading:
    """The first public account of income and expenses: years in the manifest, a platform's ledger, a linked report."""
    manifest = funding_manifest(facts)
    if isinstance(manifest, Manifest):
        recent = facts.as_of.year - YEARS
        for year in entries(manifest.value, "funding", "history"):
            told = year.get("year")
            if isinstance(told, int) and recent <= told <= facts.as_of.year:
                return Value(
                    f"history of {told}", (Evidence("path", manifest.path, name="year", value=told),)
                )
    listed = channels(facts)
    for address, evidence in ({} if isinstance(listed, Unknown) else listed).items():
        if any(ledger in address.lower() for ledger in _LEDGERS):
            return Value(address, (evidence,))
    for found, markup, offset in readable(facts, "readme", "governance", "funding"):
        for link in markup.links:
            if _REPORT.fullmatch(link.text.strip()):
                told_at = Evidence("path", found.path, link.line + offset, "link", link.target[:300])
                return Value(link.target[:300], (told_at,))
    for unseen in (manifest, listed, readme_markup(facts)):
        if isinstance(unseen, Unknown):
            return unseen
    places = ("funding.json history", "channels with a public ledger", "links to reports")
    return Value("", tuple(Evidence("absence", place, name="public accounts") for place in places))


def _platforms(facts: Facts) -> Reading:
    """Sites that money comes by: two accounts on one site are one, as one decision of the site ends both."""
    listed = channels(facts)
    if isinstance(listed, Unknown):
        return listed
    found: dict[str, Evidence] = {}
    for address, evidence in listed.items():
        site = _HOST.match(address)
        found.setdefault(site[1].lower() if site else address, evidence)
    return Value(tuple(found), tuple(found.values()) or (Evidence("absence", name="funding channels"),))


_NEEDS: Final[frozenset[Group]] = frozenset({"tree", "texts", "inherited"})

FACTS: Final[tuple[Fact, ...]] = (
    Fact(
        name="funding.accounts",
        kind="text",
        definition="What shows income and expenses in public: a year of the last two in the history of a FLOSS/fund manifest, a "
        "channel whose platform publishes a ledger (such as Open Collective), or a link named as a financial or annual "
        "report; empty when there is none.",
        read=_accounts,
        needs=_NEEDS,
        source="DPG Maturity Model 5.1; FLOSS/fund FAQ on fiscal clarity",
        texts=(*PLACES, *README_TEXTS),
        uses=("funding.channels",),
    ),
    Fact(
        name="funding.platforms",
        kind="list",
        definition="The sites that funding channels lead to, each once; a bank account or the like by its own words.",
        read=_platforms,
        needs=_NEEDS,
        source="DPG Maturity Model 5.1",
        uses=("funding.channels",),
    ),
)
