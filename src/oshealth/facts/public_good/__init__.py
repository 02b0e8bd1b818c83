"""What reviewers of a digital public good look for, as far as files show it: evidence for people, never their decision."""

from collections.abc import Callable
from typing import Final

from oshealth.facts.base import Fact, Facts, Kind, Reading
from oshealth.facts.documents import README_TEXTS
from oshealth.facts.public_good import (
    closed,
    dependencies,
    extraction,
    goals,
    infrastructure,
    listing,
    nature,
    standards,
)
from oshealth.snapshot import Group

_TREE: Final[frozenset[Group]] = frozenset({"tree"})
_TEXTS: Final[frozenset[Group]] = frozenset({"tree", "texts"})
_STANDARD: Final = "Digital Public Goods Standard 1.1.7, indicator "


def _fact(
    name: str,
    kind: Kind,
    definition: str,
    read: Callable[[Facts], Reading],
    source: str,
    texts: tuple[str, ...],
) -> Fact:
    return Fact(name, kind, definition, read, _TEXTS if texts else _TREE, source=source, texts=texts)


FACTS: Final[tuple[Fact, ...]] = (
    _fact(
        "public_good.goals",
        "list",
        "Words by which the README and pages on impact or public goods name the Sustainable Development Goals, with their "
        "number or by their full name, in twelve languages.",
        goals.mentioned,
        f"{_STANDARD}1",
        goals.WANTED,
    ),
    Fact(
        "public_good.kind",
        "text",
        "What kind of good this is: software, content, data or model; by the front matter of the README, a data package, files "
        "of weights or a model card beside little code (40 files), and project.kind.",
        nature.kind,
        _TEXTS,
        source=f"{_STANDARD}2",
        texts=README_TEXTS,
        uses=(nature.KIND, "tree.code_files"),
    ),
    _fact(
        "public_good.cards",
        "list",
        "Model cards, dataset cards, datasheets, data dictionaries, data packages and Croissant files.",
        nature.cards,
        f"{_STANDARD}5; Model Cards (doi:10.1145/3287560.3287596); Datasheets for Datasets (doi:10.1145/3458723)",
        README_TEXTS,
    ),
    _fact(
        "public_good.closed_components",
        "list",
        "Dependencies, needed to run, that are closed or lead to a closed service, as `component: name in path`: by the shipped "
        "list, in at most 200 manifests and compose files two folders deep. Whether they are mandatory is not told.",
        closed.found,
        f"{_STANDARD}4; {closed.SOURCE}",
        dependencies.GLOBS,
    ),
    Fact(
        "public_good.manifests",
        "number",
        "Manifests, build files and compose files that were read for public_good.closed_components.",
        closed.read,
        _TEXTS,
        unit="manifests",
        texts=dependencies.GLOBS,
    ),
    _fact(
        "public_good.exports",
        "list",
        "Words that say that data can be exported in an open format or by an interface, in the README and pages on export or the "
        "API; and files that describe an interface.",
        extraction.signs,
        f"{_STANDARD}6",
        extraction.WANTED,
    ),
    Fact(
        "public_good.standards",
        "list",
        "Open standards of the shipped list that the README or pages on standards, interfaces or compliance name, that "
        "publiccode.yml supports, or in whose format there are files.",
        standards.named,
        _TEXTS,
        source=f"{_STANDARD}8; DPGs for DPI 1.0, A2",
        texts=standards.WANTED,
        uses=("publiccode.supports",),
    ),
    _fact(
        "public_good.basic_standards",
        "list",
        "Formats and conventions of that list that nearly every program uses: HTML, JSON, CSV, REST and the like.",
        standards.basic,
        f"{_STANDARD}8",
        standards.WANTED,
    ),
    _fact(
        "public_good.registered",
        "text",
        "listed: the README carries the badge with a profile of the registry; placeholder: the badge with the sample's address; "
        "was-listed: the shipped copy of the registry (of 2024-08-19) names this address; none.",
        listing.state,
        "DPGA badge usage guide; DPGAlliance/publicgoods-candidates at a1d99f0",
        README_TEXTS,
    ),
    Fact(
        "public_good.derived_from",
        "list",
        "What says that this is a fork or variant of another project: the forge, isBasedOn in publiccode.yml, or the first 60 "
        "lines of the README.",
        listing.derived,
        frozenset({"tree", "texts", "project"}),
        source="DPGA, Evaluating derived works",
        texts=README_TEXTS,
        uses=("publiccode.based_on",),
    ),
    _fact(
        "public_good.infrastructure",
        "list",
        "What the tree shows for criteria of digital public infrastructure, as `criterion: path`: descriptions of interfaces, "
        "schemas, ways to deploy, configuration, a kit for integrators, a disclosure process, audit reports.",
        infrastructure.signs,
        "DPGs for DPI, criteria 1.0",
        (),
    ),
)  # fmt: skip
