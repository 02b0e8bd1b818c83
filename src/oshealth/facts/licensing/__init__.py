"""What a project is licensed under: its license files, one SPDX expression for them, and whether that is open."""

from typing import Final

from oshealth.facts.base import Fact
from oshealth.facts.licensing import declared, files, readings
from oshealth.facts.licensing.identify import Identification, identify
from oshealth.facts.licensing.openness import copyleft, is_open, is_osi_approved, is_public_good
from oshealth.snapshot import Group

__all__ = [
    "FACTS",
    "WANTED",
    "Identification",
    "copyleft",
    "identify",
    "is_open",
    "is_osi_approved",
    "is_public_good",
]

WANTED: Final = (*files.WANTED, *declared.WANTED)
"""Globs (any case) of the texts that license facts read."""

_NEEDS: Final[frozenset[Group]] = frozenset({"tree", "texts"})
_SPDX: Final = "SPDX License List 3.29; texts are identified by their words"

FACTS: Final = (
    Fact(
        name="license.files",
        kind="list",
        definition="Paths of the files at the root and in LICENSES/ whose name says license, of at least 40 bytes.",
        source="OpenSSF Best Practices license_location; REUSE 3.3",
        read=readings.files,
        needs=_NEEDS,
        texts=files.WANTED,
    ),
    Fact(
        name="license.expression",
        kind="text",
        definition=(
            "The SPDX expression of the license texts together. Unknown when one is not recognised for sure. GNU licenses are "
            "-or-later where the project says so, else -only."
        ),
        source=_SPDX,
        read=readings.expression,
        needs=_NEEDS,
        texts=WANTED,
    ),
    Fact(
        name="license.osi_approved",
        kind="yes/no",
        definition="Whether the OSI approved the license: every one joined by AND, one of those joined by OR.",
        source="OSI approval as the SPDX License List has it",
        read=readings.asked(is_osi_approved, "the OSI's view is not known"),
        needs=_NEEDS,
        texts=WANTED,
    ),
    Fact(
        name="license.open",
        kind="yes/no",
        definition="Whether the license is approved by the OSI or free by the FSF; no when it is known to restrict.",
        source="OSI and FSF as the SPDX License List has them",
        read=readings.asked(is_open, "neither the OSI nor the FSF speaks"),
        needs=_NEEDS,
        texts=WANTED,
    ),
    Fact(
        name="license.standing",
        kind="text",
        definition=(
            "open, not-open, undecided (neither OSI nor FSF speaks of it), unclear (a text is not recognised for sure), "
            "or none (no license file; what manifests and the README name is in license.declared)."
        ),
        source=_SPDX,
        read=readings.standing,
        needs=_NEEDS,
        texts=WANTED,
    ),
    Fact(
        name="license.copyleft",
        kind="text",
        definition="The duty to share alike, as information: network, strong, weak or none; of a choice the weakest.",
        source="the project's own list, licensing/known.json",
        read=readings.strength,
        needs=_NEEDS,
        texts=WANTED,
    ),
    Fact(
        name="license.beside",
        kind="list",
        definition="Licenses of content, data, models and bundled work beside the project's own, as `path: expression`.",
        source="REUSE 3.3; Digital Public Goods Standard, indicator 2",
        read=readings.beside,
        needs=_NEEDS,
        texts=files.WANTED,
    ),
    Fact(
        name="license.declared",
        kind="list",
        definition="Licenses that manifests, metadata files and the README at the root name, as `path: expression`.",
        source="PEP 639, npm, Cargo, Composer, Maven, RubyGems, R, publiccode.yml, CFF, CodeMeta, funding.json, REUSE, DEP-5",
        read=readings.declared,
        needs=_NEEDS,
        texts=declared.WANTED,
    ),
    Fact(
        name="license.contradictions",
        kind="list",
        definition="Declarations that name another license than the texts do; the README's are not counted.",
        source=_SPDX,
        read=readings.contradicting,
        needs=_NEEDS,
        texts=WANTED,
    ),
    Fact(
        name="license.consistent",
        kind="yes/no",
        definition="Whether no declaration contradicts the license texts. Unknown when nothing but the README declares one.",
        source=_SPDX,
        read=readings.consistent,
        needs=_NEEDS,
        texts=WANTED,
    ),
    Fact(
        name="license.holder_named",
        kind="yes/no",
        definition=(
            "Whether a license file names a copyright holder; no when the blanks of its template were left. "
            "The instructions at the end of Apache and GNU licenses are no such blanks."
        ),
        source="Digital Public Goods Standard, indicator 3",
        read=readings.holder_named,
        needs=_NEEDS,
        texts=files.WANTED,
    ),
)
