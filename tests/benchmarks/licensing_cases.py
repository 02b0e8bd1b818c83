"""Texts for the benchmark of license identification, each with what it is: published, packaged, labelled, or none at all."""

import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from email import message_from_string
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from oshealth.facts.licensing.expressions import parse
from oshealth.facts.licensing.index import shelf
from oshealth.facts.licensing.naming import named
from oshealth.facts.licensing.spdx import flags
from oshealth.facts.licensing.words import words_of
from tests.benchmarks.licensing_damage import DAMAGES

COMMONEST: Final = frozenset(
    """MIT Apache-2.0 GPL-3.0-only GPL-2.0-only BSD-3-Clause BSD-2-Clause ISC LGPL-3.0-only LGPL-2.1-only AGPL-3.0-only
    MPL-2.0 CC0-1.0 CC-BY-4.0 CC-BY-SA-4.0 Unlicense 0BSD EPL-1.0 EPL-2.0 EUPL-1.1 EUPL-1.2 BSL-1.0 Zlib WTFPL
    Artistic-2.0 PostgreSQL OFL-1.1 Python-2.0 MIT-0 MS-PL CDDL-1.0 CECILL-2.1 CC-BY-3.0 CC-BY-SA-3.0 CC-BY-NC-4.0
    CC-BY-NC-SA-4.0 MPL-1.1 NCSA UPL-1.0 ECL-2.0 ODbL-1.0""".split()  # noqa: SIM905 - a list of forty words
)
LONGEST_TITLE: Final = 4
PROSE: Final = "READMEs, changelogs and the like"
_LICENSE: Final = re.compile(r"(?:licen[cs]e|copying|unlicense)(?:\.(?:md|markdown|txt|rst))?", re.IGNORECASE)
_PROSE: Final = re.compile(
    r"(?:readme|change(?:log|s)|history|news|contributing|authors|security|code_of_conduct)(?:\.(?:md|markdown|txt|rst))?",
    re.IGNORECASE,
)

_NAMED_SINCE: Final = {
    "MIT/a": "X11-swapped",
    "OpenSSL/a": "OpenSSL-standalone",
    "Python-2.0/license": "PSF-2.0",
    "Spencer-86/revised": "Spencer-94",
}
"""Labelled texts, read beside the SPDX list: since they were labelled, SPDX has given these very words ids of their own."""


class Case(NamedTuple):
    """One text, what it is (empty: no license at all), to which kind of test it belongs, what one may also call it, and
    whether its name says that it is a license."""

    kind: str
    truth: frozenset[str]
    text: str
    also: frozenset[frozenset[str]] = frozenset()
    is_license_file: bool = True


def folded(identifier: str) -> str:
    """An id without what a text alone cannot decide."""
    return identifier.removesuffix("-only").removesuffix("-or-later").removesuffix("+")


def ids_of(expression: str) -> frozenset[str]:
    """The folded ids of an expression."""
    tree = parse(expression)
    return frozenset(folded(one.id) for one in tree.licenses()) if tree else frozenset()


def published(package: Path, half: int | None, every: int) -> Iterator[Case]:
    """The texts of the npm package spdx-license-list in every damage; those whose text is shared count once.

    What is left of a text may be another published one word for word, which it then is.
    """
    canonical = {name: title.id for title in shelf().titles for name in title.ids}
    seen: set[str] = set()
    for number, path in enumerate(sorted((package / "licenses").glob("*.json"))[::every]):
        name = canonical.get(path.stem)
        if name is None or name in seen or (half is not None and number % 2 != half):
            continue
        seen.add(name)
        text = json.loads(path.read_text(encoding="utf-8"))["licenseText"]
        for damage, apply in DAMAGES.items():
            case = Case(damage, ids_of(name), apply(text), also_published(apply(text)))
            yield case
            if name in COMMONEST:
                yield case._replace(kind=f"{damage} (40 commonest)")


def also_published(text: str) -> frozenset[frozenset[str]]:
    """The licenses whose published words, their title perhaps left out, are exactly those of a text."""
    words = " ".join(words_of(text).words)
    return frozenset(
        ids_of(shelf().titles[number].id)
        for number, known in enumerate(_published_words())
        if words and known.endswith(words) and known.count(" ") - words.count(" ") <= LONGEST_TITLE
    )


@cache
def _published_words() -> tuple[str, ...]:
    return tuple(" ".join(shelf().words(number)) for number in range(len(shelf().titles)))


def wheels(folder: Path) -> Iterator[Case]:
    """License files of wheels that have one and declare a single license."""
    for path in sorted(folder.glob("*.whl")):
        with zipfile.ZipFile(path) as wheel:
            inside = [name for name in wheel.namelist() if ".dist-info/" in name]
            files = [name for name in inside if _LICENSE.fullmatch(name.rpartition("/")[2])]
            metadata = [name for name in inside if name.endswith(".dist-info/METADATA")]
            if len(files) == 1 and metadata:
                truth = _of_wheel(wheel.read(metadata[0]).decode("utf-8", "replace"))
                yield from _declared(truth, wheel.read(files[0]).decode("utf-8", "replace"))


def installed(folder: Path) -> Iterator[Case]:
    """License files of npm packages that have one and declare a single license; and their READMEs and changelogs."""
    for path in sorted(folder.rglob("package.json")):
        beside = [file for file in path.parent.iterdir() if file.is_file()]
        files = [file for file in beside if _LICENSE.fullmatch(file.name)]
        if len(files) == 1:
            text = files[0].read_text(encoding="utf-8", errors="replace")
            yield from _declared(_of_npm(path), text)
        for file in beside:
            if _PROSE.fullmatch(file.name):
                text = file.read_text(encoding="utf-8", errors="replace")
                yield Case(PROSE, frozenset(), text, is_license_file=False)


def labelled(folder: Path) -> Iterator[Case]:
    """Texts in folders that are named by the SPDX id of what they hold, such as a collection of hard variants."""
    for path in sorted(folder.glob("*/*.txt")):
        truth = ids_of(_NAMED_SINCE.get(f"{path.parent.name}/{path.stem}", path.parent.name))
        if truth and all(one in flags().licenses or f"{one}-only" in flags().licenses for one in truth):
            yield Case("labelled variants", truth, path.read_text(encoding="utf-8", errors="replace"))


def distinct(cases: Iterable[Case]) -> Iterator[Case]:
    """Every text once in each kind."""
    seen: set[tuple[str, str]] = set()
    for case in cases:
        if (case.kind, case.text) not in seen:
            seen.add((case.kind, case.text))
            yield case


def _declared(truth: frozenset[str], text: str) -> Iterator[Case]:
    if len(truth) == 1 and text.strip():
        yield Case("packages, as declared", truth, text)
        if truth <= {folded(name) for name in COMMONEST}:
            yield Case("packages, as declared (40 commonest)", truth, text)


def _of_wheel(metadata: str) -> frozenset[str]:
    message = message_from_string(metadata)
    classifiers = [text for text in message.get_all("Classifier") or [] if text.startswith("License ::")]
    said = [str(message.get("License-Expression") or ""), str(message.get("License") or ""), *classifiers]
    trees = [named(text).expression for text in said if text]
    return next((ids_of(str(tree)) for tree in trees if tree is not None), frozenset())


def _of_npm(manifest: Path) -> frozenset[str]:
    try:
        said = json.loads(manifest.read_text(encoding="utf-8", errors="replace")).get("license")
    except (ValueError, AttributeError):
        return frozenset()
    tree = named(said).expression if isinstance(said, str) else None
    return ids_of(str(tree)) if tree else frozenset()
