"""Identification of license texts, beside the peers that are installed (`identify[license]`, `pyaskalono`).

    python -m tests.benchmarks.licensing PACKAGE [--half 0|1] [--wheels FOLDER] [--every N]

PACKAGE is the unpacked npm package spdx-license-list. Each of its texts is taken as is and damaged in ten ways; with
--wheels, license files out of wheels are compared with what the wheel declares. --half takes every second text: tune
on one half, report the other. Right is the very license (-only and -or-later folded), for sure.
"""

import argparse
import json
import re
import resource
import statistics
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from email import message_from_string
from pathlib import Path
from typing import Final, NamedTuple

from oshealth.facts.licensing import identify
from oshealth.facts.licensing.expressions import parse
from oshealth.facts.licensing.index import shelf
from oshealth.facts.licensing.naming import named
from tests.benchmarks.licensing_damage import DAMAGES

COMMONEST: Final = frozenset(
    """MIT Apache-2.0 GPL-3.0-only GPL-2.0-only BSD-3-Clause BSD-2-Clause ISC LGPL-3.0-only LGPL-2.1-only AGPL-3.0-only
    MPL-2.0 CC0-1.0 CC-BY-4.0 CC-BY-SA-4.0 Unlicense 0BSD EPL-1.0 EPL-2.0 EUPL-1.1 EUPL-1.2 BSL-1.0 Zlib WTFPL
    Artistic-2.0 PostgreSQL OFL-1.1 Python-2.0 MIT-0 MS-PL CDDL-1.0 CECILL-2.1 CC-BY-3.0 CC-BY-SA-3.0 CC-BY-NC-4.0
    CC-BY-NC-SA-4.0 MPL-1.1 NCSA UPL-1.0 ECL-2.0 ODbL-1.0""".split()  # noqa: SIM905 - a list of forty words
)
_FILE: Final = re.compile(r"[^/]+\.dist-info/(?:licenses/)?(?:licen[cs]e|copying)(?:\.\w+)?", re.IGNORECASE)


class Case(NamedTuple):
    """One text, what it is, and to which kind of test it belongs."""

    kind: str
    truth: frozenset[str]
    text: str


class Answer(NamedTuple):
    """What a tool said: ids, and whether it was sure."""

    ids: frozenset[str]
    sure: bool


Tool = Callable[[str], Answer]


def folded(identifier: str) -> str:
    """An id without what a text alone cannot decide."""
    return identifier.removesuffix("-only").removesuffix("-or-later").removesuffix("+")


def ids_of(expression: str) -> frozenset[str]:
    """The folded ids of an expression."""
    tree = parse(expression)
    return frozenset(folded(one.id) for one in tree.licenses()) if tree else frozenset()


def ours(text: str) -> Answer:
    """This project."""
    found = identify(text)
    return Answer(ids_of(found.expression), found.verdict == "sure")


def peers() -> Iterator[tuple[str, Tool]]:
    """The other tools that can be imported here."""
    try:
        import askalono  # type: ignore[import-not-found]  # noqa: PLC0415 - not everybody has it
    except ImportError:
        print("pyaskalono is not installed")
    else:

        def by_askalono(text: str) -> Answer:
            found = askalono.identify(text)
            return Answer(frozenset({folded(found.name)}) if found.name else frozenset(), found.score >= 0.8)

        yield "pyaskalono", by_askalono
    try:
        import ukkonen  # type: ignore[import-not-found]  # noqa: F401, PLC0415 - identify compares texts with it
        from identify import identify as filed  # type: ignore[import-not-found]  # noqa: PLC0415 - see above
    except ImportError:
        print("identify[license] is not installed")
    else:

        def by_identify(text: str) -> Answer:
            with tempfile.NamedTemporaryFile("w", encoding="utf-8") as scratch:
                scratch.write(text)
                scratch.flush()
                found = filed.license_id(scratch.name)
            return Answer(frozenset({folded(found)}) if found else frozenset(), sure=bool(found))

        yield "identify", by_identify


def published(package: Path, half: int | None, every: int) -> Iterator[Case]:
    """The texts of the package in every damage; those whose text is shared count once."""
    canonical = {name: title.id for title in shelf().titles for name in title.ids}
    seen: set[str] = set()
    for number, path in enumerate(sorted((package / "licenses").glob("*.json"))[::every]):
        name = canonical.get(path.stem)
        if name is None or name in seen or (half is not None and number % 2 != half):
            continue
        seen.add(name)
        text = json.loads(path.read_text(encoding="utf-8"))["licenseText"]
        for damage, apply in DAMAGES.items():
            yield Case(damage, ids_of(name), apply(text))
            if name in COMMONEST:
                yield Case(f"{damage} (40 commonest)", ids_of(name), apply(text))


def packaged(folder: Path) -> Iterator[Case]:
    """The single license file of wheels that declare a single license."""
    seen: set[str] = set()
    for path in sorted(folder.glob("*.whl")):
        with zipfile.ZipFile(path) as wheel:
            names = [name for name in wheel.namelist() if _FILE.fullmatch(name)]
            metadata = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
            declared = (
                _declared(wheel.read(metadata[0]).decode("utf-8", "replace")) if metadata else frozenset()
            )
            text = wheel.read(names[0]).decode("utf-8", "replace") if len(names) == 1 else ""
        if len(declared) == 1 and text and text not in seen:
            seen.add(text)
            yield Case("license files of wheels, as declared", declared, text)


def _declared(metadata: str) -> frozenset[str]:
    message = message_from_string(metadata)
    classifiers = [text for text in message.get_all("Classifier") or [] if text.startswith("License ::")]
    said = [str(message.get("License-Expression") or ""), str(message.get("License") or ""), *classifiers]
    trees = [named(text).expression for text in said if text]
    return next((ids_of(str(tree)) for tree in trees if tree is not None), frozenset())


def outcome(case: Case, answer: Answer) -> str:
    """right, wrong, review (a name, but not sure), none, or more (others beside the right one)."""
    if not answer.ids:
        return "none"
    if not answer.sure:
        return "review"
    if answer.ids == case.truth:
        return "right"
    return "more" if case.truth < answer.ids else "wrong"


def measured(name: str, tool: Tool, cases: Iterable[Case]) -> None:
    """Run one tool over all cases and print what came out."""
    counts: dict[str, Counter[str]] = {}
    times = []
    for case in cases:
        started = time.perf_counter()
        answer = tool(case.text)
        times.append((time.perf_counter() - started) * 1000)
        counts.setdefault(case.kind, Counter())[outcome(case, answer)] += 1
    print(f"\n{name}: {len(times)} texts; ms a text: {spread(times)}; peak {peak():.0f} MB so far")
    total: Counter[str] = Counter()
    for kind, counted in sorted(counts.items()):
        total.update(counted)
        print(f"  {kind:40} {shares(counted)}")
    print(f"  {'all':40} {shares(total)}")


def spread(times: list[float]) -> str:
    """Median, 95th percentile and maximum."""
    ranked = sorted(times)
    return f"median {statistics.median(ranked):.1f}, p95 {ranked[len(ranked) * 95 // 100]:.1f}, max {ranked[-1]:.1f}"


def shares(counted: Mapping[str, int]) -> str:
    """Outcomes in percent of their sum, wrong also as a number."""
    total = sum(counted.values())
    parts = (
        f"{word} {100 * counted.get(word, 0) / total:5.1f} %" for word in ("right", "review", "none", "wrong")
    )
    return f"{', '.join(parts)} ({counted.get('wrong', 0)} of {total})"


def peak() -> float:
    """Peak resident memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform != "darwin" else 1024**2
    )


def main() -> None:
    """Measure ours and every installed peer on the same texts."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("package", type=Path)
    asked.add_argument("--half", type=int, choices=(0, 1))
    asked.add_argument("--wheels", type=Path)
    asked.add_argument("--every", type=int, default=1)
    given = asked.parse_args()
    before, started = peak(), time.perf_counter()
    shelf()
    print(f"index: {(time.perf_counter() - started) * 1000:.0f} ms, {peak() - before:.0f} MB")
    cases = list(published(given.package, given.half, given.every))
    cases += packaged(given.wheels) if given.wheels else ()
    measured("oshealth", ours, cases)
    for name, tool in peers():
        measured(name, tool, cases)


if __name__ == "__main__":
    main()
