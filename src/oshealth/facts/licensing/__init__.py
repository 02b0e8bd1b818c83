"""What a project is licensed under: its license files, one SPDX expression for them, and whether that is open."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from oshealth.facts.base import Fact
from oshealth.facts.licensing import declared, files, mixed, ownership, readings, reuse
from oshealth.facts.licensing.identification import Identification
from oshealth.facts.licensing.identify import identify
from oshealth.facts.licensing.openness import (
    PublicGood,
    copyleft,
    is_free,
    is_open,
    is_osi_approved,
    is_public_good,
)
from oshealth.facts.sampled import sample
from oshealth.snapshot import Group

__all__ = [
    "FACTS",
    "WANTED",
    "Identification",
    "copyleft",
    "identify",
    "is_free",
    "is_open",
    "is_osi_approved",
    "is_public_good",
]

WANTED: Final = tuple(dict.fromkeys((*files.WANTED, *declared.WANTED, *ownership.WANTED, *reuse.WANTED)))
"""Globs (any case) of the texts that license facts read."""

_NEEDS: Final[frozenset[Group]] = frozenset({"tree", "texts"})
_SPDX: Final = "SPDX License List 3.29; texts are identified by their words"
_KINDS: Final[Mapping[PublicGood, str]] = {
    "software": "OSI-approved",
    "content": "Creative Commons without NoDerivatives; NonCommercial with caution",
    "data": "Open Data Commons and the open Creative Commons licenses",
    "model": "there is no list: OSI-approved is a yes, a known restriction a no",
}

_PUBLIC_GOOD: Final = tuple(
    Fact(
        name=f"license.public_good_{kind}",
        kind="yes/no",
        definition=f"Whether the license is accepted for a digital public good that is {kind} ({accepted}).",
        source="Digital Public Goods Standard, indicator 2",
        read=readings.asked(partial(is_public_good, kind=kind), f"the list for {kind} says nothing"),
        needs=_NEEDS,
        texts=WANTED,
    )
    for kind, accepted in _KINDS.items()
)

FACTS: Final = (
    *_PUBLIC_GOOD,
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
            "The SPDX expression of the license texts together; of those in LICENSES/ only what the project declares for itself, "
            "where it does. Unknown when one is not recognised for sure. GNU licenses are -or-later where the project says so, "
            "else -only."
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
        name="license.fsf_free",
        kind="yes/no",
        definition=(
            "Whether the FSF calls the license free: every one joined by AND, one of those joined by OR; no when it is known "
            "to restrict, unknown when the FSF does not speak of it."
        ),
        source="the FSF's marks as the SPDX License List has them",
        read=readings.asked(is_free, "the FSF does not speak"),
        needs=_NEEDS,
        texts=WANTED,
    ),
    Fact(
        name="license.restricting",
        kind="list",
        definition=(
            "Those of the project's licenses that are known to restrict: source-available (BUSL, SSPL, Elastic, RSAL, PolyForm, "
            "Commons Clause and others), NonCommercial, NoDerivatives, and such as bind use to a purpose."
        ),
        source="the project's own list, licensing/known.json",
        read=readings.restricting,
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
        texts=WANTED,
    ),
    Fact(
        name="license.declared",
        kind="list",
        definition=(
            "Licenses that manifests, metadata files and the README at the root, manifests of packages without a license "
            "file of their own, and SPDX tags of the front source files name, as `path: expression`."
        ),
        source=(
            "PEP 639, npm, Cargo, Composer, Maven, RubyGems, R, publiccode.yml, CFF, CodeMeta, funding.json, REUSE, DEP-5, "
            "SPDX headers"
        ),
        read=readings.declared,
        needs=_NEEDS,
        texts=declared.WANTED,
    ),
    Fact(
        name="license.declarations",
        kind="number",
        unit="declarations",
        definition="How many places beside the license texts declare a license; the README is not counted.",
        source="PEP 639, npm, Cargo, publiccode.yml, CFF, CodeMeta and the others of license.declared",
        read=readings.declarations,
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
        definition=(
            "Whether no declaration contradicts the license texts. Unknown when nothing but the README declares one, or only "
            "in words that name no license that is known."
        ),
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
        read=ownership.holder_named,
        needs=_NEEDS,
        texts=files.WANTED,
    ),
    Fact(
        name="license.ownership",
        kind="text",
        definition=(
            "named: a license file, NOTICE, the README, a front source file, half of a sample of all source files, REUSE or "
            "publiccode.yml names a copyright holder; blank: nothing does and the blanks of the license's template were "
            "left; silent: nothing does."
        ),
        source="Digital Public Goods Standard, indicator 3; publiccode.yml legal.mainCopyrightOwner",
        read=ownership.ownership,
        needs=_NEEDS,
        texts=(*files.WANTED, *ownership.WANTED, *reuse.WANTED),
        sample=sample,
    ),
    Fact(
        name="license.by_file",
        kind="number",
        unit="share of files",
        definition=(
            "Files that REUSE.toml, .reuse/dep5 or a .license file beside them licenses one by one, of all files; "
            "tags inside files are not read for this."
        ),
        source="REUSE 3.3",
        read=reuse.coverage,
        needs=_NEEDS,
        texts=reuse.WANTED,
    ),
    Fact(
        name="license.mixed_folders",
        kind="list",
        definition="Folders at the root whose names and contents say that they hold data, content, media or models.",
        source="Digital Public Goods Standard, indicator 2",
        read=mixed.folders,
        needs=frozenset({"tree"}),
    ),
    Fact(
        name="license.mixed_unlicensed",
        kind="list",
        definition=(
            "Those of them for which there is no license: no license file in the folder, none for content at the root, "
            "no entry of REUSE, and the project's own license is not one for that kind of work."
        ),
        source="Digital Public Goods Standard, indicator 2; REUSE 3.3",
        read=mixed.without_license,
        needs=_NEEDS,
        texts=WANTED,
    ),
)
