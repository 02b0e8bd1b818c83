"""The published truck factors of Avelino et al. (ICPC 2016), compared with ours at their snapshot of 2015-02-25.

    python -m tests.judged.truck_factors FOLDER

FOLDER holds clones as `owner+name/repo` or `name`; systems that are not there are passed over. Opt-in: the
repositories are large and public, and nothing of them is kept here but the published number and why ours is another.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from oshealth.facts import Value, facts_of
from oshealth.facts.authorship import authorship, departures
from oshealth.reference import RepoRef
from oshealth.snapshot import Unknown
from oshealth.sources import Look, Needs, open_source

SNAPSHOT = datetime(2015, 2, 25, 23, 59, 59, tzinfo=UTC)
PUBLISHED = {
    ("alexreisner", "geocoder"): 1,
    ("bjorn", "tiled"): 1,
    ("mitsuhiko", "flask"): 1,
    ("mbostock", "d3"): 1,
    ("spotify", "luigi"): 6,
    ("rails", "rails"): 9,
}
REASONS = {
    ("rails", "rails"): (
        "after nine departures 50.7 % of 1929 source files keep an author, 14 files more than half. activejob was merged in "
        "2014 with a history of its own; a merge has no differences, so its files have no first author but whoever changed "
        "them since: without that folder ours is 9. Where contents are missing, renames with changes are not followed either"
    ),
}
NEEDS = Needs(frozenset({"tree", "texts", "history", "changes"}), (".mailmap",))


def found(folder: Path, name: str) -> Path | None:
    """The clone of a project, whoever owns it today."""
    places = [*folder.glob(f"*+{name}/repo"), folder / name, folder / f"{name}.git"]
    return next((place for place in places if place.is_dir()), None)


def ours(repository: Path, cache: Path, published: int) -> tuple[int | None, str]:
    """Our truck factor and what is to be said of it: the reason of an Unknown, or how near the published number is and
    how far renames were followed.
    """
    ref = RepoRef(path=str(repository))
    seen = open_source(ref).collect(ref, NEEDS, Look(cache=cache, as_of=SNAPSHOT, deep=True))
    facts = facts_of(seen)
    reading, who = facts.get("contributors.truck_factor"), facts.once(authorship)
    if not isinstance(reading, Value) or isinstance(who, Unknown):
        return None, reading.reason if isinstance(reading, Unknown) else "no authorship"
    steps = departures(who)[:published]
    notes = [f"{item.name}: {item.value}" for item in reading.evidence if item.name == "renames followed"]
    notes += (
        [f"{steps[-1].coverage:.1%} of {len(who.by_file)} files keep an author after {len(steps)}"]
        if steps
        else []
    )
    return (reading.value if isinstance(reading.value, int) else None), "; ".join(notes)


def main(folder: Path) -> int:
    """Prints one line a system; 1 when one differs by more than 1, or for no reason that is given here."""
    worst, unexplained = 0, False
    with TemporaryDirectory() as cache:
        for (owner, name), published in PUBLISHED.items():
            repository = found(folder, name)
            if repository is None:
                print(f"{owner}/{name}: not in {folder}")
                continue
            factor, note = ours(repository, Path(cache), published)
            worst = max(worst, abs(factor - published) if factor is not None else published)
            print(f"{owner}/{name}: published {published}, ours {factor} ({note})")
            if factor != published:
                unexplained |= (owner, name) not in REASONS
                print(f"    why: {REASONS.get((owner, name), 'not known')}")
    return int(worst > 1 or unexplained)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
