"""Releases as tags show them: how many versions, how old the newest, under which scheme, and what waits
since.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from oshealth.facts.base import Fact, Facts, Kind, Reading, Value
from oshealth.facts.identities import MAILMAP
from oshealth.facts.versions import Scheme, Version, lasting, parse
from oshealth.facts.windows import DAY, Window, evidence, now, unseen, work
from oshealth.snapshot import Evidence, Group, History, Tag, Tags, Unknown

LAST: Final = 5
YEAR_3000: Final = 32_503_680_000
_NO_VERSION: Final = Unknown("no tag names a version")


def lasting_tags(facts: Facts) -> tuple[Tag, ...] | Unknown:
    """All tags but those that are moved about, newest first; use as `facts.once(lasting_tags)`.

    Of tags seen in part these are the newest; that there is none among them says nothing of the others. A shallow clone
    often comes without tags: none in it is unknown, not none.
    """
    tags, history = facts.snapshot.tags, facts.snapshot.history
    if isinstance(tags, Unknown):
        return tags
    is_clone = facts.snapshot.depth != "survey"
    if not tags.items and is_clone and isinstance(history, History) and history.partial:
        return Unknown(f"{history.partial}; its tags may not have been fetched")
    found = lasting(tags.items)
    return Unknown(tags.partial) if tags.partial and not found else found


def version_tags(facts: Facts) -> tuple[Tag, ...] | Unknown:
    """The tags that name a version, newest first; use as `facts.once(version_tags)`."""
    tags = facts.once(lasting_tags)
    if isinstance(tags, Unknown):
        return tags
    found = tuple(tag for tag in tags if parse(tag.name))
    return found or _unseen(facts) or found


def _unseen(facts: Facts) -> Unknown | None:
    """Why there may be older tags than those seen."""
    tags = facts.snapshot.tags
    return Unknown(tags.partial) if isinstance(tags, Tags) and tags.partial else None


def _from_versions(read: Callable[[Facts, tuple[Tag, ...]], Reading]) -> Callable[[Facts], Reading]:
    def reader(facts: Facts) -> Reading:
        tags = facts.once(version_tags)
        return tags if isinstance(tags, Unknown) else read(facts, tags)

    return reader


def _count(facts: Facts, tags: tuple[Tag, ...]) -> Reading:
    return _unseen(facts) or Value(len(tags), _shown(tags[:1]))


def _days_since_last(facts: Facts, tags: tuple[Tag, ...]) -> Reading:
    if not tags:
        return _NO_VERSION
    newest = max(tags, key=lambda tag: tag.time)
    return Value(max(0, now(facts) - newest.time) // DAY, _shown((newest,)))


def _versioned(facts: Facts) -> Reading:
    tags = facts.once(lasting_tags)
    if isinstance(tags, Unknown):
        return tags
    others = tuple(tag for tag in tags[:LAST] if not parse(tag.name))
    if not tags:
        return Value(value=False, evidence=(Evidence("absence", name="tags"),))
    is_versioned = any(_mostly_versions(tags[:newest]) for newest in (LAST, 2 * LAST))
    telling = tags[:LAST] if is_versioned else others
    return Value(is_versioned, _shown(telling or tags[:LAST]))


def _mostly_versions(tags: tuple[Tag, ...]) -> bool:
    """Whether at most one of five is something else."""
    return LAST * sum(not parse(tag.name) for tag in tags) <= len(tags)


def _scheme(_: Facts, tags: tuple[Tag, ...]) -> Reading:
    newest = tuple((tag, version) for tag in tags[:LAST] if (version := parse(tag.name)))
    if not newest:
        return _NO_VERSION
    by_year = len(newest) > 1 and all(_begins_with_year(version, tag) for tag, version in newest)
    found = "calver" if by_year else _common({version.scheme for _, version in newest})
    return Value(found, _shown(tags[:LAST]))


def _begins_with_year(version: Version, tag: Tag) -> bool:
    """Whether a version begins with the year of its tag: `26.1.0` tagged in 2026 is a date, whatever its
    form.
    """
    year = datetime.fromtimestamp(tag.time, UTC).year if 0 < tag.time < YEAR_3000 else 0
    return year >= 2010 and version.numbers[0] in {year, year % 100}


def _common(schemes: set[Scheme]) -> str:
    """The one scheme that all fit: a plain `1.2.3` is valid under PEP 440 too."""
    if schemes == {"semver", "pep440"}:
        return "pep440"
    return schemes.pop() if len(schemes) == 1 else "mixed"


def _unreleased_commits(facts: Facts, tags: tuple[Tag, ...]) -> Reading:
    done = facts.once(work)
    if isinstance(done, Unknown):
        return done
    if not tags:
        return _NO_VERSION
    newest = max(tags, key=lambda tag: tag.time)
    since = Window(max(newest.time, 1), now(facts), f"the time since {newest.name}")
    hidden = unseen(facts, since)
    return hidden or Value(done.human.total(since), _shown((newest,)) + evidence(facts))


def _shown(tags: tuple[Tag, ...]) -> tuple[Evidence, ...]:
    return tuple(Evidence("commit", name=tag.name, value=tag.commit) for tag in tags)


def _fact(name: str, kind: Kind, unit: str, definition: str, read: Callable[[Facts], Reading]) -> Fact:
    needs: frozenset[Group] = frozenset({"tags"})
    return Fact(f"releases.{name}", kind, definition, read, needs, unit, _SOURCE)


_SOURCE: Final = (
    "CHAOSS, Release Frequency (https://chaoss.community/?p=4765); Semantic Versioning 2.0.0; PEP 440; CalVer"
)

FACTS: Final = (
    _fact(
        "count",
        "number",
        "tags",
        "Tags that name a version, pre-releases included, moving tags such as `latest` not.",
        _from_versions(_count),
    ),
    _fact(
        "days_since_last",
        "number",
        "days",
        "Whole days since the newest tag that names a version; unknown when there is none (see "
        "releases.count).",
        _from_versions(_days_since_last),
    ),
    _fact(
        "versioned",
        "yes/no",
        "",
        "Whether the newest five or the newest ten tags, moving ones aside, name versions; one of five may be something else, "
        "such as a preview. No when there are no tags.",
        _versioned,
    ),
    _fact(
        "scheme",
        "text",
        "",
        "The scheme that the newest five version tags fit: semver, calver, pep440, number (such as r12) or "
        "mixed.",
        _from_versions(_scheme),
    ),
    Fact(
        name="releases.unreleased_commits",
        kind="number",
        definition="Non-merge commits by people that entered the history after the newest version tag was "
        "made.",
        read=_from_versions(_unreleased_commits),
        needs=frozenset({"tags", "history", "texts"}),
        unit="commits",
        source=_SOURCE,
        texts=(MAILMAP,),
    ),
)
