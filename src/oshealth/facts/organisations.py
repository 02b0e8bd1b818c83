"""On which organisations the work hangs, as far as e-mail domains tell: the elephant factor and its kin.

A domain stands for an organisation only when at least two people commit from it; mail for everybody, private
addresses of forges and one person's own domain stand for nobody. Below half of the commits affiliable, nothing is
said.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from typing import Final

from msgspec import Struct, field

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.bots import REMEMBERED
from oshealth.facts.contributors import NEEDS, absence_factor, in_window
from oshealth.facts.identities import MAILMAP, listed_before
from oshealth.facts.signs import address
from oshealth.facts.tables import shipped
from oshealth.facts.windows import Window, Work, chosen, evidence, work
from oshealth.snapshot import Evidence, Unknown

LEAST_SHARE: Final = 0.5
_SECOND_LEVELS: Final = frozenset(
    {"ac", "co", "com", "edu", "go", "gob", "gouv", "gov", "govt", "net", "or", "org"}
)
_COUNTRY: Final = 2


class Affiliation(Struct, frozen=True):
    """Commits by organisation (its domain) in the chosen window, and all the commits they were looked for in."""

    by_domain: Counter[str]
    commits: int

    @property
    def share(self) -> float:
        """The affiliable part of the commits, 0 to 1."""
        return self.by_domain.total() / self.commits if self.commits else 0.0

    @property
    def top(self) -> str:
        """The organisation of most commits; the empty string when there is none."""
        return max(sorted(self.by_domain), key=self.by_domain.__getitem__, default="")


def organisation(email: str) -> str:
    """The registered domain behind an address (`ada@mail.example.co.uk` is `example.co.uk`); empty for an open one."""
    return _registered(address(email).rpartition("@")[2])


@lru_cache(REMEMBERED)
def _registered(host: str) -> str:
    host = host.rstrip(".")
    labels = host.split(".")
    known = open_hosts()
    if len(labels) < 2 or any(".".join(labels[start:]) in known for start in range(len(labels))):
        return ""
    deep = len(labels[-1]) == _COUNTRY and labels[-2] in _SECOND_LEVELS
    return ".".join(labels[-3:] if deep else labels[-2:])


@cache
def open_hosts() -> frozenset[str]:
    """Hosts that tell nothing of an employer, from `data/mail_hosts.json`."""
    listed = shipped("mail_hosts")
    return frozenset(host for title in ("open", "aliases", "placeholders") for host in listed[title])


def affiliation(facts: Facts) -> Affiliation | Unknown:
    """Who worked for whom in the chosen window, by the address of each commit; use as `facts.once(affiliation)`."""
    done, window = facts.once(work), facts.once(chosen)
    if isinstance(done, Unknown):
        return done
    if isinstance(window, Unknown):
        return window
    domains, found = facts.once(_domains).of, dict[str, int]()
    for author, commits in Counter(done.human.authors[done.human.within(window)]).items():
        found[domains[author]] = found.get(domains[author], 0) + commits
    here = peopled(facts, found)
    return Affiliation(Counter({name: n for name, n in found.items() if name in here}), sum(found.values()))


def peopled(facts: Facts, domains: Iterable[str]) -> frozenset[str]:
    """Those of some domains that at least two people have committed from, in the whole history: organisations."""
    done, known = facts.once(work), facts.once(_domains)
    if isinstance(done, Unknown):
        return frozenset()
    of, authors = done.people.of, done.commits.authors
    return frozenset(
        domain
        for domain in domains
        if len({of[index] for index in known.held.get(domain, ()) if index in authors}) > 1
    )


class _Domains(Struct, frozen=True):
    """For each identity the domain of its address, empty for an open one and a program's; and who holds each of them."""

    of: tuple[str, ...] = ()
    held: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def _domains(facts: Facts) -> _Domains:
    """The domains of a history, which go on from those of an earlier moment; use as `facts.once(_domains)`."""
    done, known = facts.once(work), listed_before(facts)
    if isinstance(done, Unknown):
        return _Domains()
    programs, identities = done.people.programs, done.history.identities
    before = facts.earlier.once(_domains) if facts.earlier and known else _Domains()
    told = [
        "" if programs[index] else organisation(identities[index].email)
        for index in range(known, len(identities))
    ]
    new = dict[str, list[int]]()
    for index, domain in enumerate(told, known):
        if domain:
            new.setdefault(domain, []).append(index)
    held = {domain: (*before.held.get(domain, ()), *its) for domain, its in new.items()}
    return _Domains((*before.of, *told), {**before.held, **held})


def unaffiliable(seen: Affiliation) -> Unknown | None:
    """Why nothing can be said of organisations; None when at least half of the commits tell one."""
    if not seen.commits:
        return Unknown("nobody has committed in the last 24 months")
    if seen.share < LEAST_SHARE:
        return Unknown(
            f"only {round(100 * seen.share)} % of the commits come from addresses that tell an organisation"
        )
    return None


def _told(read: Callable[[Affiliation], float]) -> Callable[[Facts], Reading]:
    """A reader of a figure on organisations; Unknown below half of the commits affiliable."""

    def reader(facts: Facts, _done: Work, window: Window) -> Reading:
        seen = facts.once(affiliation)
        if isinstance(seen, Unknown):
            return seen
        hidden = unaffiliable(seen)
        if hidden:
            return hidden
        affiliable = Evidence("fact", name="affiliable share", value=round(seen.share, 3))
        return Value(read(seen), (affiliable, *evidence(facts, window)))

    return in_window(reader)


def _affiliable_share(facts: Facts, _done: Work, window: Window) -> Reading:
    seen = facts.once(affiliation)
    if isinstance(seen, Unknown):
        return seen
    if not seen.commits:
        return Unknown("nobody has committed in the last 24 months")
    return Value(round(seen.share, 3), evidence(facts, window))


def _top(seen: Affiliation) -> float:
    return round(max(seen.by_domain.values()) / seen.by_domain.total(), 3)


def _top_of_all(seen: Affiliation) -> float:
    return round(max(seen.by_domain.values()) / seen.commits, 3)


def _fact(name: str, unit: str, definition: str, read: Callable[[Facts], Reading], source: str) -> Fact:
    return Fact(f"contributors.{name}", "number", definition, read, NEEDS, unit, source, (MAILMAP,))


_DIVERSITY: Final = "CHAOSS, Organizational Diversity (https://chaoss.community/?p=3464)"
_UNLESS: Final = "unknown when less than half of the commits come from addresses that tell an organisation."

FACTS: Final = (
    _fact(
        "elephant_factor",
        "organisations",
        "The smallest number of organisations whose people together made at least half of the affiliable commits in "
        "the window; an organisation is an e-mail domain that at least two people commit from, mail for everybody "
        f"apart; {_UNLESS}",
        _told(lambda seen: absence_factor(seen.by_domain.values())),
        "CHAOSS, Elephant Factor (https://chaoss.community/?p=3940), by its formula",
    ),
    _fact(
        "organisations",
        "organisations",
        f"How many organisations (e-mail domains of at least two people) committed in the window; {_UNLESS}",
        _told(lambda seen: len(seen.by_domain)),
        _DIVERSITY,
    ),
    _fact(
        "top_organisation_share",
        "share of commits (0 to 1)",
        f"The most active organisation's part of the affiliable commits in the window; {_UNLESS}",
        _told(_top),
        _DIVERSITY,
    ),
    _fact(
        "top_organisation_share_of_all",
        "share of commits (0 to 1)",
        "The most active organisation's part of all commits in the window, those from private addresses among them: at "
        f"least so much is its work; {_UNLESS}",
        _told(_top_of_all),
        _DIVERSITY,
    ),
    _fact(
        "affiliable_share",
        "share of commits (0 to 1)",
        "The part of the commits in the window whose address tells an organisation.",
        in_window(_affiliable_share),
        _DIVERSITY,
    ),
)
