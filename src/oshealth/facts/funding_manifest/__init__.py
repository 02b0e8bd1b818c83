"""FLOSS/fund manifests (funding.json), known by their keys and never by their name, and what they tell.

Files of the same name by Drips, Optimism and others are none of them. Nothing is fetched: what only an address could
prove is unknown.
"""

from typing import Final

from msgspec import Struct

from oshealth.compiled import compiled
from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.documents import README_TEXTS, Shelf, shelf
from oshealth.facts.funding_manifest.portal import entries, is_currency, portal_problems
from oshealth.facts.funding_manifest.shape import shape_problems, without_nulls
from oshealth.facts.globs import select
from oshealth.facts.limits import Plain
from oshealth.facts.reading import at, mapping, read_json, strings
from oshealth.snapshot import Evidence, Group, Unknown

PLACES: Final = ("funding*.json", ".well-known/funding*.json", ".github/funding*.json", "funding/*.json")
PROOFS: Final = (".well-known/funding-manifest-urls", "**/.well-known/funding-manifest-urls")
MOST_FILES: Final = 10

_REPOSITORY: Final = compiled(r"(?i)^https?://(?:www\.)?([^/\s]+)/([^?#\s]+)")
_OTHERS: Final = {
    "drips": "a file of Drips",
    "opRetro": "a file of Optimism's retroactive funding",
    "ownedBy": "a file that claims an owner",
}


class Manifest(Struct, frozen=True):
    """One FLOSS/fund manifest: where it lies, what it holds (nulls dropped), and what is wrong with it.

    `forbidden` are breaches of the schema, `advised` what the portal asks beyond it.
    """

    path: str
    value: Plain
    forbidden: tuple[str, ...] = ()
    advised: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """invalid, partial or valid."""
        return "invalid" if self.forbidden else "partial" if self.advised else "valid"


class Elsewhere(Struct, frozen=True):
    """No manifest here; `note` says what a file of that name is instead, or is empty."""

    path: str = ""
    note: str = ""


def funding_manifest(facts: Facts) -> Manifest | Elsewhere | Unknown:
    """The manifest of this repository, or what is there instead."""
    return facts.once(_funding_manifest)


def _funding_manifest(facts: Facts) -> Manifest | Elsewhere | Unknown:
    own = shelf(facts)
    if isinstance(own, Unknown):
        return own
    other = Elsewhere()
    unread: Unknown | None = None
    for path in select(own.tree.paths, PLACES)[:MOST_FILES]:
        text = own.text(path)
        if isinstance(text, Unknown):
            unread = unread or Unknown(f"{path}: {text.reason}")
            continue
        found = _recognised(path, text)
        if isinstance(found, Manifest):
            return found
        other = other if other.path else found
    if unread is not None or other.path:
        return unread or other
    if proof := next(iter(select(own.tree.paths, PROOFS)), ""):
        return Unknown(f"{proof} names manifests at addresses, which are not fetched")
    return Unknown(own.tree.partial) if own.tree.partial else other


def _recognised(path: str, text: str) -> Manifest | Elsewhere:
    value = read_json(text)
    if isinstance(value, Unknown):
        if '"entity"' in text and '"funding"' in text:
            return Manifest(path, None, (value.reason,))
        return Elsewhere(path, f"not a manifest: {value.reason}")
    keys = mapping(value)
    if not {"entity", "funding"} <= keys.keys():
        kind = next(
            (told for key, told in _OTHERS.items() if key in keys), "other keys than entity and funding"
        )
        return Elsewhere(path, kind)
    cleaned = without_nulls(value)
    forbidden = tuple(shape_problems(cleaned))
    return Manifest(path, cleaned, forbidden, () if forbidden else tuple(portal_problems(cleaned)))


def _state(facts: Facts) -> Reading:
    found = funding_manifest(facts)
    if isinstance(found, Unknown):
        return found
    if isinstance(found, Elsewhere):
        if found.path:
            return Value("other", (Evidence("path", found.path, name="not a manifest", value=found.note),))
        return Value("missing", tuple(Evidence("absence", path, name="funding.json") for path in PLACES))
    problems = found.forbidden or found.advised
    told = tuple(Evidence("path", found.path, name="problem", value=problem) for problem in problems)
    return Value(found.state, told or (Evidence("path", found.path),))


def _active_plans(facts: Facts) -> Reading:
    """Plans that are active, in a currency of ISO 4217, payable by channels that the manifest describes."""
    found = funding_manifest(facts)
    if isinstance(found, Unknown):
        return found
    if isinstance(found, Elsewhere):
        return Value(0, (Evidence("absence", "funding.json", name="plan"),))
    known = {channel.get("guid") for channel in entries(found.value, "funding", "channels")}
    plans = [
        str(plan.get("name") or plan.get("guid"))[:100]
        for plan in entries(found.value, "funding", "plans")
        if plan.get("status") == "active"
        and is_currency(plan.get("currency"))
        and strings(plan.get("channels"))
        and set(strings(plan.get("channels"))) <= known
    ]
    told = tuple(Evidence("path", found.path, name="active plan", value=name) for name in plans[:3])
    return Value(len(plans), told or (Evidence("path", found.path, name="active plan", value="none"),))


def _provenance(facts: Facts) -> Reading:
    found, own = funding_manifest(facts), shelf(facts)
    if isinstance(found, Unknown):
        return found
    if isinstance(own, Unknown) or isinstance(found, Elsewhere):
        return own if isinstance(own, Unknown) else Value("none", (Evidence("absence", "funding.json"),))
    if found.value is None:
        return Value("none", (Evidence("path", found.path, name="problem", value=found.forbidden[0]),))
    if not own.home[1]:
        return Unknown("which repository this is cannot be told from a path")
    named = [at(project, "repositoryUrl") for project in entries(found.value, "projects")]
    seen = [_standing(own, target) for target in named]
    for verdict in ("here", "unproven", "far", "renamed"):
        if verdict in seen:
            target = named[seen.index(verdict)]
            return _told(found, verdict, str(at(target, "url"))[:300])
    return _told(found, "elsewhere", ", ".join(str(at(target, "url"))[:100] for target in named[:3]))


def _told(found: Manifest, verdict: str, address: str) -> Reading:
    if verdict == "far":
        return Unknown(f"the proof for {address} lies at an address, which is not fetched")
    if verdict == "renamed":
        return Unknown(f"{address} has another owner; whether it is this repository only its forge can tell")
    return Value(verdict, (Evidence("path", found.path, name="repositoryUrl", value=address),))


def _standing(own: Shelf, target: Plain) -> str:
    """Whether an address means this repository, and what its proof comes to.

    here: it does, or the owner's repository of its own name speaks for all of the owner's; unproven: the proof is not
    in the tree; far: the proof lies on another site.
    """
    address = _REPOSITORY.match(str(at(target, "url") or ""))
    if address is None:
        return "elsewhere"
    parts = [part for part in address[2].lower().removesuffix("/").removesuffix(".git").split("/") if part]
    owner, name = own.home
    owners = owner.split("/")
    if parts[: len(owners) + 1] == [*owners, name]:
        return _proven(own, at(target, "wellKnown"))
    if owner == name and parts[:1] == [owner]:
        return "here"
    return "renamed" if parts[-1:] == [name] else "elsewhere"


def _proven(own: Shelf, proof: Plain) -> str:
    """No proof is needed for a manifest in the repository itself; one that is named must list manifests."""
    address = _REPOSITORY.match(proof) if isinstance(proof, str) else None
    if not isinstance(proof, str) or address is None:
        return "here"
    if not address[2].lower().startswith("/".join(own.home) + "/"):
        return "far"
    text = own.text(own.resolve("", proof))
    lists = isinstance(text, str) and any(line.startswith("http") for line in text.split("\n")[:100])
    return "here" if lists else "unproven"


_NEEDS: Final[frozenset[Group]] = frozenset({"tree", "texts"})
_SOURCE: Final = "funding.json v1.1.0 (https://fundingjson.org); floss-fund/go-funding-json v0.6.0"

FACTS: Final[tuple[Fact, ...]] = (
    Fact(
        name="funding.manifest_state",
        kind="text",
        definition="A FLOSS/fund manifest, known by its keys: missing, other (a file of that name for something else, such as "
        "Drips), invalid (breaks the schema, nulls dropped), partial (the portal asks more) or valid. Unknown when the "
        "repository only names a manifest at an address.",
        read=_state,
        needs=_NEEDS,
        source=_SOURCE,
        texts=(*PLACES, *PROOFS, *README_TEXTS),
    ),
    Fact(
        name="funding.active_plans",
        kind="number",
        definition="Plans of the manifest that are active, in a currency of ISO 4217, with channels that it describes.",
        read=_active_plans,
        needs=_NEEDS,
        unit="plans",
        source=_SOURCE,
        texts=PLACES,
    ),
    Fact(
        name="funding.manifest_provenance",
        kind="text",
        definition="Whose money the manifest asks for: here (a project of it is this repository, and the proof that it names "
        "in the tree lists manifests), unproven (that proof is not there), elsewhere (only other repositories), none "
        "(no readable manifest). Unknown when only a request could tell.",
        read=_provenance,
        needs=_NEEDS,
        source=_SOURCE,
        texts=(*PLACES, *PROOFS, *README_TEXTS),
    ),
)
