"""What projects write down for catalogues and citations: publiccode.yml, CITATION.cff, codemeta.json, .zenodo.json."""

from collections.abc import Callable
from typing import Final

from oshealth.facts.base import Fact, Facts, Kind, Reading, Value
from oshealth.facts.documents import README_TEXTS, WANTED
from oshealth.facts.licensing.files import WANTED as LICENSES
from oshealth.facts.metadata import citation, codemeta, identifiers, public_body
from oshealth.facts.metadata import publiccode as public
from oshealth.facts.metadata.sheet import Sheet, state_of
from oshealth.facts.reading import at, mapping, strings
from oshealth.snapshot import Evidence, Group, Unknown

_NEEDS: Final[frozenset[Group]] = frozenset({"tree", "texts"})
_PUBLICCODE: Final = "publiccode.yml 0.7.0 (https://yml.publiccode.tools/)"
_CFF: Final = "Citation File Format 1.2.0 (doi:10.5281/zenodo.5171937)"
_TEXTS: Final = (*public.NAMES, *citation.NAMES, *codemeta.NAMES, *codemeta.ZENODO)


def _publiccode_state(facts: Facts) -> Reading:
    return state_of(facts.once(public.publiccode), public.NAMES[:1])


def _codemeta_state(facts: Facts) -> Reading:
    return state_of(facts.once(codemeta.codemeta), codemeta.NAMES)


def _zenodo_state(facts: Facts) -> Reading:
    return state_of(facts.once(codemeta.zenodo), codemeta.ZENODO)


def _from_publiccode(read: Callable[[Sheet], tuple[str, ...]]) -> Callable[[Facts], Reading]:
    """A list that publiccode.yml holds; empty when there is no such file."""

    def reading(facts: Facts) -> Reading:
        sheet = facts.once(public.publiccode)
        if isinstance(sheet, Unknown):
            return sheet
        if sheet is None:
            return Value((), (Evidence("absence", "/", name=public.NAMES[0]),))
        return Value(read(sheet)[:50], (Evidence("path", sheet.path),))

    return reading


def _closed(sheet: Sheet) -> tuple[str, ...]:
    """Names of the proprietary dependencies that are not marked as optional."""
    listed = at(dict(sheet.data), "dependsOn", "proprietary")
    entries = [mapping(one) for one in listed] if isinstance(listed, list) else []
    needed = [entry for entry in entries if entry.get("optional") is not True]
    return tuple(name[:100] for entry in needed for name in strings(entry.get("name")))


def _based_on(sheet: Sheet) -> tuple[str, ...]:
    return tuple(url[:200] for url in strings(sheet.data.get("isBasedOn")))


def _supports(sheet: Sheet) -> tuple[str, ...]:
    listed = sheet.data.get("supports")
    entries = listed if isinstance(listed, list) else []
    return tuple(name[:200] for one in entries for name in strings(mapping(one).get("id")))


def _fact(
    name: str, kind: Kind, definition: str, read: Callable[[Facts], Reading], source: str, unit: str = ""
) -> Fact:
    return Fact(name, kind, definition, read, _NEEDS, unit, source, _TEXTS)


FACTS: Final[tuple[Fact, ...]] = (
    _fact(
        "publiccode.state",
        "text",
        "publiccode.yml at the root: missing, invalid, dated (valid but for its name or for a replaced key) or valid under "
        "versions 0.2 to 0.7; a maintenance contract that has ended makes it invalid. Problems are its evidence.",
        _publiccode_state,
        _PUBLICCODE,
    ),
    Fact(
        "publiccode.expected",
        "text",
        "Whether publiccode.yml is to be expected. yes: there is one, the forge belongs to the public sector, or README or "
        "license speak of public code; perhaps: they name or link a public body, or the license is the EUPL; no: nothing does.",
        public_body.expected,
        frozenset({"tree", "texts"}),
        source="oshealth, from repositories in the catalogues of Italy, France, Germany and the Netherlands",
        texts=(*_TEXTS, *LICENSES, *README_TEXTS),
    ),
    Fact(
        "publiccode.points_here",
        "yes/no",
        "Whether the url in publiccode.yml is this repository; if not, it is the copy of another one. Of a folder on a disk it "
        "is known only when its README names that repository.",
        public_body.points_here,
        frozenset({"tree", "texts"}),
        source=_PUBLICCODE,
        texts=(*_TEXTS, *README_TEXTS),
    ),
    _fact(
        "publiccode.based_on",
        "list",
        "Projects that this one is a variant of, as isBasedOn in publiccode.yml names them.",
        _from_publiccode(_based_on),
        _PUBLICCODE,
    ),
    _fact(
        "publiccode.closed_dependencies",
        "list",
        "Proprietary dependencies that publiccode.yml lists and does not call optional.",
        _from_publiccode(_closed),
        _PUBLICCODE,
    ),
    _fact(
        "publiccode.supports",
        "list",
        "Standards and regulations that publiccode.yml says the software supports.",
        _from_publiccode(_supports),
        _PUBLICCODE,
    ),
    Fact(
        "citation.state",
        "text",
        "How to cite: a CITATION.cff that is valid, dated (an older version of the format) or invalid, other (another file, or a "
        "section of the README), or missing. The works that it refers to are not checked.",
        citation.state,
        _NEEDS,
        source=_CFF,
        texts=(*_TEXTS, *WANTED),
    ),
    _fact(
        "citation.release",
        "text",
        "The version and date that CITATION.cff names; empty when it names neither, or is not there.",
        citation.release,
        _CFF,
    ),
    Fact(
        "citation.lag_days",
        "number",
        "Days from the release that CITATION.cff cites to the newest version tag; unknown without either.",
        citation.lag_days,
        frozenset({"tree", "texts", "tags", "history"}),
        "days",
        _CFF,
        _TEXTS,
    ),
    _fact(
        "codemeta.state",
        "text",
        "codemeta.json at the root: missing, invalid, or valid JSON whose @context names CodeMeta and whose @type is software.",
        _codemeta_state,
        "CodeMeta 3.1 (https://codemeta.github.io/)",
    ),
    _fact(
        "zenodo.state",
        "text",
        ".zenodo.json at the root, from which the archive Zenodo takes the metadata of a release: missing, invalid or valid.",
        _zenodo_state,
        "Zenodo, GitHub integration (https://help.zenodo.org/docs/github/)",
    ),
    Fact(
        "identifiers.persistent",
        "list",
        "DOIs and Software Heritage ids of the software: those that CITATION.cff and codemeta.json give it, and those of "
        "archives of software in the README. A DOI of a paper is none.",
        identifiers.persistent,
        _NEEDS,
        source="FAIR for Research Software 1.0, F1 (doi:10.15497/RDA00068)",
        texts=(*_TEXTS, *README_TEXTS),
    ),
    Fact(
        "identifiers.mentioned",
        "list",
        "Every DOI that the README mentions, those of papers too.",
        identifiers.mentioned,
        _NEEDS,
        source="FAIR for Research Software 1.0, F1 (doi:10.15497/RDA00068)",
        texts=README_TEXTS,
    ),
)  # fmt: skip
