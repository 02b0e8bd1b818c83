"""What judging costs once everything was looked at: python -m tests.benchmarks.judging FOLDER_WITH_CLONES [PROFILE]

An audit is one look, one reading and one judgement. Each repository is looked at once; then are timed, for every bundled rule
or those of a profile: judging on facts that were read, with all that the rules themselves look up in texts and trees; and
reading the facts with it, where texts, paths and people are remembered, as at the next moment of a trend, and where they are
forgotten before each round, as in a batch. CPU alone, the best of a few rounds, looking for garbage as seldom as the program
does, with nothing else kept between them but compiled patterns and tables. The facts that take longest are named.
"""

import gc
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median

from oshealth.assessment import assess
from oshealth.auditing import Looking, look_at
from oshealth.errors import NotAudited
from oshealth.facts import facts_of, globs, paths, whole_words
from oshealth.reference import RepoRef
from oshealth.rulebook.book import Rulebook, compose
from oshealth.rulebook.packs import bundled_pack
from oshealth.rulebook.probes import union
from oshealth.snapshot import Snapshot
from tests.judged.compare import git_folders

ROUNDS = 3
AIM = 10.0
"""Milliseconds of CPU that judging a snapshot with the whole corpus may take, on facts that were read."""


def remembering() -> list[Callable[[], None]]:
    """What empties each bounded memory of the facts and rules; those of patterns, keyed by what rules ask, stay."""
    modules = [module for name, module in sys.modules.items() if name.startswith("oshealth.")]
    found = {
        id(one): one for module in modules for one in vars(module).values() if hasattr(one, "cache_clear")
    }
    bounded = (one for one in found.values() if one.cache_parameters()["maxsize"] is not None)
    return [one.cache_clear for one in bounded if one not in (globs._wanted, whole_words.spelled)] + [
        paths._recent.clear
    ]


def nothing() -> None:
    """Forgets nothing."""


def forget() -> None:
    """Empties the memories."""
    for clear in remembering():
        clear()


def milliseconds(work: Callable[[], object], before: Callable[[], None] = nothing) -> float:
    """The least CPU time of a few rounds, without what is done before each."""
    times = []
    for _ in range(ROUNDS):
        before()
        times.append(1000 * _spent(work))
    return min(times)


def judged(snapshot: Snapshot, book: Rulebook, wanted: Iterable[str]) -> float:
    """The least CPU time of a few judgements, each the first on facts that were read for it."""
    times = []
    for _ in range(ROUNDS):
        forget()
        facts = facts_of(snapshot)
        for name in wanted:
            facts.get(name)
        times.append(1000 * _spent(lambda read=facts: assess(snapshot, book, facts=read)))  # type: ignore[misc]
    return min(times)


def _spent(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def by_fact(snapshot: Snapshot, wanted: Iterable[str]) -> Counter[str]:
    """Milliseconds that each fact took, in the order of names: what is shared counts for whoever asks first."""
    facts, spent = facts_of(snapshot), Counter[str]()
    for name in sorted(wanted):
        begun = time.process_time()
        facts.get(name)
        spent[name] = 1000 * (time.process_time() - begun)  # type: ignore[assignment]
    return spent


def main(folder: Path, profile: str = "") -> None:
    """Prints the medians over all clones in a folder, and where the time goes."""
    gc.set_threshold(1_000_000)  # as `python -m oshealth` does
    pack = bundled_pack()
    book = compose([pack], profile or "community", also=() if profile else pack.rules)
    whole, again, rules, spent = [], [], [], Counter[str]()
    wanted = union(rule.text.reads for rule in book.rules).facts
    for clone in git_folders(folder):
        try:
            snapshot = look_at(RepoRef(path=str(clone)), book, Looking())
        except NotAudited:
            continue
        assess(snapshot, book)  # compiles what is compiled once
        whole.append(milliseconds(lambda seen=snapshot: assess(seen, book), forget))  # type: ignore[misc]
        again.append(milliseconds(lambda seen=snapshot: assess(seen, book)))  # type: ignore[misc]
        rules.append(judged(snapshot, book, wanted))
        forget()
        spent.update(by_fact(snapshot, wanted))
    print(f"{len(whole)} repositories, {len(book.rules)} rules; CPU milliseconds, median (worst)")
    print(f"judging, on facts that were read: {median(rules):.1f} ({max(rules):.1f}), aim {AIM:.0f}")
    print(f"reading and judging, texts remembered: {median(again):.1f} ({max(again):.1f})")
    print(f"reading and judging, all anew: {median(whole):.1f} ({max(whole):.1f})")
    total = sum(spent.values())
    for name, time_spent in spent.most_common(15):
        print(f"{100 * time_spent / total:5.1f} %  {time_spent / len(whole):6.2f} ms a repository  {name}")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(Path(sys.argv[1]), *sys.argv[2:])
