"""What may tie a repository to others in a portfolio, read from its facts; people as keyed digests."""

import hashlib
import hmac
import re
from collections.abc import Iterator
from typing import Final

from oshealth.compiled import compiled
from oshealth.facts import Facts
from oshealth.facts.identities import People
from oshealth.facts.manifests import Manifest, manifests
from oshealth.facts.organisations import affiliation, unaffiliable
from oshealth.facts.reading import at, mapping, strings
from oshealth.facts.roll import names_of
from oshealth.facts.signs import address, signs_of
from oshealth.facts.windows import DAY, UNDATED, Work, twelve_months, work
from oshealth.portfolio.values import Somebody, Traits
from oshealth.snapshot import History, Unknown

_MOST_PEOPLE: Final = 200
_MOST_PACKAGES: Final = 500
_MOST_ORGANISATIONS: Final = 20
_REQUIREMENT: Final = compiled(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")


def traits_of(facts: Facts, salt: bytes, with_names: bool = False) -> Traits:
    """The traits of one repository. Without `with_names` nobody is named; the digests say nothing without the salt."""
    seen = facts.snapshot
    full = seen.project.full_name if not isinstance(seen.project, Unknown) else ""
    done = facts.once(work)
    host = facts.get("funding.fiscal_host")
    packages = list(manifests(facts))
    return Traits(
        name=full if isinstance(full, str) else "",
        owner=seen.ref.owner,
        fiscal_host=str(host.value)[:200] if not isinstance(host, Unknown) else "",
        people=() if isinstance(done, Unknown) else tuple(_people(facts, done, salt, with_names)),
        provides=tuple(dict.fromkeys(name for one in packages for name in _provided(one)))[:_MOST_PACKAGES],
        depends=tuple(dict.fromkeys(name for one in packages for name in _needed(one)))[:_MOST_PACKAGES],
        organisations=_organisations(facts),
        quiet_days=None if isinstance(done, Unknown) else _quiet(facts, done),
    )


def _quiet(facts: Facts, done: Work) -> int | None:
    if done.newest_time == UNDATED:
        return None
    return max(0, int(facts.as_of.timestamp()) - done.newest_time) // DAY


def _people(facts: Facts, done: Work, salt: bytes, with_names: bool) -> Iterator[Somebody]:
    """The most active people of the last 12 months."""
    counts = done.human.counts(twelve_months(facts))
    names = names_of(done.people, done.history) if with_names else ()
    for person, commits in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST_PEOPLE]:
        marks = tuple(sorted(_marks(done.people, done.history, person, salt)))
        yield Somebody(marks, commits, names[person] if names else "")


def _marks(people: People, history: History, person: int, salt: bytes) -> set[str]:
    """Digests of what tells somebody in any repository: addresses and forge accounts, but no placeholders and no names."""
    indexes = people.persons[person].identities
    several = [one for index in indexes for one in (history.identities[index], people.proper[index])]
    signs = {sign for one in several if address(one.email) for sign in signs_of(one)[0]}
    texts = (f"{reason}:{text}" for reason, text in signs if reason != "full name")
    return {
        hmac.new(salt, text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:16] for text in texts
    }


def _organisations(facts: Facts) -> tuple[str, ...]:
    """The organisations from which at least two people committed, the busiest first; none where less than half tells one."""
    seen = facts.once(affiliation)
    if isinstance(seen, Unknown) or unaffiliable(seen):
        return ()
    return tuple(name for name, _ in seen.by_domain.most_common(_MOST_ORGANISATIONS))


def _provided(manifest: Manifest) -> Iterator[str]:
    """The packages that a repository publishes, by its manifests."""
    value, name = manifest.value, manifest.name.lower()
    if name == "package.json" and at(value, "private") is not True:
        yield from (f"npm:{one}" for one in strings(at(value, "name")))
    elif name == "composer.json":
        yield from (f"composer:{one.lower()}" for one in strings(at(value, "name")))
    elif name == "pyproject.toml":
        named = strings(at(value, "project", "name")) or strings(at(value, "tool", "poetry", "name"))
        yield from (f"pypi:{_normal(one)}" for one in named)
    elif name == "cargo.toml":
        yield from (f"cargo:{one}" for one in strings(at(value, "package", "name")))


def _needed(manifest: Manifest) -> Iterator[str]:
    """The packages that a repository asks for when it runs, by its manifests."""
    value, name = manifest.value, manifest.name.lower()
    if name == "package.json":
        yield from (f"npm:{one}" for one in mapping(at(value, "dependencies")))
    elif name == "composer.json":
        yield from (f"composer:{one.lower()}" for one in mapping(at(value, "require")) if "/" in one)
    elif name == "pyproject.toml":
        for text in strings(at(value, "project", "dependencies")):
            if found := _REQUIREMENT.match(text):
                yield f"pypi:{_normal(found[1])}"
        poetry = mapping(at(value, "tool", "poetry", "dependencies"))
        yield from (f"pypi:{_normal(one)}" for one in poetry if one != "python")
    elif name == "cargo.toml":
        yield from (f"cargo:{one}" for one in mapping(at(value, "dependencies")))


def _normal(name: str) -> str:
    """A name as the Python Package Index compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()
