"""Identification of license texts, beside the peers that are here: accuracy by kind, CPU time a text, start-up, memory.

    npm pack spdx-license-list@6.12.0 && tar xzf spdx-license-list-6.12.0.tgz      # gives the folder `package`
    npm install --ignore-scripts --prefix scratch @docusaurus/core                 # any large package will do
    pip download --only-binary=:all: --dest wheels Plone                           # the same for wheels
    git clone https://github.com/google/licenseclassifier                          # variants, labelled by hand
    pip install pyaskalono "identify[license]"; apt install ruby-licensee          # the peers; each may be missing
    python -m tests.benchmarks.licensing package --installed scratch/node_modules --wheels wheels \\
        --labelled licenseclassifier/v2/assets/License [--half 0|1] [--every N]

Each published text is taken as is and damaged in ten ways; license files of packages are compared with what their
package declares, which is sometimes wrong itself (--show prints every text that was not named right). READMEs and
changelogs are no licenses: a name for one is wrong; at most 200 are taken. --half takes every second published text:
tune on one half, report the other. --every thins the published texts, alike for all tools. Times are CPU times, which other
work on the machine does not lengthen; those of licensee, another process, come in steps of 10 ms. Right is the very license
(-only and -or-later folded), for sure.
"""

import argparse
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from oshealth.facts.licensing.index import shelf
from tests.benchmarks.licensing_cases import Case, distinct, installed, labelled, published, wheels
from tests.benchmarks.licensing_tools import Answer, Tool, alone, cpu_seconds, tools, watched
from tests.facts.licensing.texts import MIT

MOST_PROSE: Final = 200


def outcome(case: Case, answer: Answer) -> str:
    """right, wrong, review (a name, but not sure), none, or more (others beside the right one)."""
    if not answer.ids:
        return "none" if case.truth else "right"
    if not answer.sure:
        return "review"
    if answer.ids == case.truth or answer.ids in case.also:
        return "right"
    return "more" if case.truth and case.truth < answer.ids else "wrong"


def measured(name: str, tool: Tool, cases: Sequence[Case], show: bool) -> None:
    """Run one tool over all cases and print what came out."""
    counts: dict[str, Counter[str]] = {}
    times = []
    for case in cases:
        before = cpu_seconds()
        answer = tool(case.text, case.is_license_file)
        times.append((cpu_seconds() - before) * 1000)
        came = outcome(case, answer)
        counts.setdefault(case.kind, Counter())[came] += 1
        if show and came != "right":
            start = " ".join(case.text.split())[:60]
            print(f"    {name}: {came}: {case.kind}: {sorted(case.truth)} → {sorted(answer.ids)}: {start}")
    print(f"\n{name}: {len(times)} texts; CPU ms a text: {spread(times)}; {by_itself(name)}")
    for kind, counted in sorted(counts.items()):
        print(f"  {kind:40} {shares(counted)}")
    print(f"  {'all':40} {shares(sum(counts.values(), Counter()))}")


def by_itself(name: str) -> str:
    """What a process costs that starts, identifies one short license and ends; the median of five."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "LICENSE")
        path.write_text(MIT, "utf-8")
        runs = [watched(alone(name, str(path))) for _ in range(5)]
    seconds, megabytes = (statistics.median(figures) for figures in zip(*runs, strict=True))
    return f"one text from start to end: {seconds:.2f} s CPU, {megabytes:.0f} MB"


def thinned(cases: Iterable[Case]) -> Iterator[Case]:
    """Cases without repeats, and at most 200 of those that are no license."""
    once = list(distinct(cases))
    step = -(-sum(not case.truth for case in once) // MOST_PROSE)
    seen = 0
    for case in once:
        seen += not case.truth
        if case.truth or seen % step == 0:
            yield case


def spread(times: list[float]) -> str:
    """Mean, median, 95th percentile and maximum."""
    ranked = sorted(times)
    middle = f"mean {statistics.fmean(ranked):.1f}, median {statistics.median(ranked):.1f}"
    return f"{middle}, p95 {ranked[len(ranked) * 95 // 100]:.1f}, max {ranked[-1]:.1f}"


def shares(counted: Mapping[str, int]) -> str:
    """Outcomes in percent of their sum, wrong also as a number."""
    total = sum(counted.values())
    words = ("right", "review", "none", "more", "wrong")
    parts = (f"{word} {100 * counted.get(word, 0) / total:5.1f} %" for word in words)
    return f"{', '.join(parts)} ({counted.get('wrong', 0)} of {total})"


def main() -> None:
    """Measure ours and every installed peer on the same texts."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("package", type=Path)
    asked.add_argument("--half", type=int, choices=(0, 1))
    asked.add_argument("--every", type=int, default=1)
    asked.add_argument("--installed", type=Path, help="a node_modules folder")
    asked.add_argument("--wheels", type=Path)
    asked.add_argument("--labelled", type=Path, help="a folder of folders named by SPDX id")
    asked.add_argument("--show", action="store_true")
    given = asked.parse_args()
    started = time.process_time()
    shelf()
    print(f"index: {(time.process_time() - started) * 1000:.0f} ms CPU")
    if given.every > 1:
        print(f"published and damaged texts: a sample, every {given.every}th license, the same for all tools")
    cases = list(published(given.package, given.half, given.every))
    for folder, read in ((given.installed, installed), (given.wheels, wheels), (given.labelled, labelled)):
        cases += thinned(read(folder)) if folder else ()
    with tools() as found:
        for name, tool in found.items():
            measured(name, tool, cases, given.show and name == "oshealth")


if __name__ == "__main__":
    main()
