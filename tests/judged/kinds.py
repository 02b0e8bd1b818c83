"""What kind real projects are, read from their README and files before it was measured; held against project.kind.

    python -m tests.judged.kinds FOLDER

FOLDER holds clones as `owner+name/repo`; those that are not there are passed over. A line of kinds.tsv names every kind
that a reader would accept. The `first` set was looked at while signs were chosen; the `second` and the `third` were
measured once before anybody looked: of the third's 56, 35 were right, 15 unknown and 6 wrong (40, 0 and 16 when every
project had one kind). What was wrong there has been looked at since.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from oshealth.auditing import Looking, look_for
from oshealth.errors import NotAudited
from oshealth.facts import Value, facts_of
from oshealth.reference import RepoRef
from oshealth.rulebook.book import needs_of
from oshealth.rulebook.probes import Reads

TABLE = Path(__file__).with_name("kinds.tsv")
FACT = "project.kind"


def judged() -> Iterator[tuple[str, str, tuple[str, ...], str]]:
    """Repository, commit, the kinds that are right, and the set it belongs to."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            yield row["repository"], row["commit"], tuple(row["kinds"].split()), row["set"]


def kind_of(folder: Path, commit: str) -> tuple[str, str]:
    """The kind that the fact gives, or "" for unknown, with what it rests on. Raises NotAudited."""
    seen = look_for(
        RepoRef(path=str(folder)), needs_of(Reads(facts=frozenset({FACT}))), Looking(revision=commit)
    )
    reading = facts_of(seen).get(FACT)
    if not isinstance(reading, Value):
        return "", reading.reason
    return str(reading.value), str(reading.evidence[0].value)


def main(folder: Path) -> None:
    """Prints what is wrong, then how many are right, unknown and wrong in each set."""
    counts: dict[str, Counter[str]] = {}
    for name, commit, kinds, several in judged():
        clone = folder / name.replace("/", "+", 1) / "repo"
        if not clone.is_dir():
            continue
        try:
            kind, why = kind_of(clone, commit)
        except NotAudited as error:
            print(f"{name}: {error}")
            continue
        outcome = "right" if kind in kinds else "wrong" if kind else "unknown"
        counts.setdefault(several, Counter())[outcome] += 1
        if outcome == "wrong":
            print(f"{name}: {kind} ({why}), is {' or '.join(kinds)}")
    for several, counted in counts.items():
        print(f"{several}: {', '.join(f'{count} {word}' for word, count in counted.most_common())}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
