"""Whether the people whom the project lists as maintainers are the ones at work: listed people looked for in
history.

Whoever is listed is public by the project's own choice; still, values and evidence are counts.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import Final, TypeAlias

from msgspec import Struct

from oshealth.compiled import compiled
from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.bots import REMEMBERED, private_account
from oshealth.facts.contributors import NEEDS
from oshealth.facts.identities import MAILMAP, known_before, people
from oshealth.facts.integrators import committers_in
from oshealth.facts.review import at_work
from oshealth.facts.signs import address, folded_name
from oshealth.facts.windows import (
    MINIMUM,
    Window,
    Work,
    evidence,
    twelve_months,
    twenty_four_months,
    unseen,
    work,
)
from oshealth.snapshot import Evidence, Identity, Unknown

LISTED: Final = "maintainers.people"
TEAMS: Final = "maintainers.teams"
MAX_LISTED: Final = 10_000
MAX_ENTRY: Final = 500

_E_MAIL: Final = compiled(r"[^\s<>()\[\],;:@]{1,64}@[^\s<>()\[\],;:@]{1,255}")
_PROFILE: Final = compiled(
    r"(?:https?://)?(?:www\.)?(?:github|gitlab|codeberg)\.(?:com|org)/([\w.-]{1,100})/?", re.I
)
_HANDLE: Final = compiled(r"(?<![\w@/.])@([\w-]{1,100})(?![\w/])")

Key: TypeAlias = tuple[str, str]


class Register(Struct, frozen=True):
    """Everybody in the history by e-mail address, by account of a forge, and by folded name; programs are not in it.

    `of` gives the person of an identity. What several people share stands for the first of them in the order of their
    names and addresses, so that it does not matter in which order commits are told.
    """

    first: Mapping[Key, tuple[Identity, int]]
    of: Sequence[int]

    def find(self, listed: str) -> set[int]:
        """The persons that an entry such as `Ada Example <ada@example.org> (@ada)` may mean; empty for
        nobody known.
        """
        rest = _HANDLE.sub(" ", _PROFILE.sub(" ", _E_MAIL.sub(" ", listed)))
        keys: list[Key] = [
            *(("address", address(email)) for email in addresses_in(listed)),
            *(("account", account) for account in accounts_in(listed)),
            ("name", folded_name(rest)),
        ]
        return {self.of[self.first[key][1]] for key in keys if key in self.first}


def accounts_in(listed: str) -> frozenset[str]:
    """The accounts of a forge that an entry names, in lower case."""
    found = (*_HANDLE.finditer(listed), *_PROFILE.finditer(listed))
    return frozenset(one.group(1).casefold() for one in found)


def addresses_in(listed: str) -> tuple[str, ...]:
    """The e-mail addresses that an entry names, as they are written."""
    return tuple(_E_MAIL.findall(listed))


def register(facts: Facts) -> Register:
    """The register of the history, empty where that was not seen; use as `facts.once(register)`. It goes on from that of
    an earlier moment.
    """
    everybody, history, known = facts.once(people), facts.snapshot.history, known_before(facts)
    if isinstance(everybody, Unknown) or isinstance(history, Unknown):
        return Register({}, ())
    first = dict(facts.earlier.once(register).first) if facts.earlier and known else {}
    for index in range(known, len(everybody.of)):
        if not everybody.programs[index]:
            identity, proper = history.identities[index], everybody.proper[index]
            for each in (identity,) if proper == identity else (identity, proper):
                for key in _keys(each):
                    if key not in first or each < first[key][0]:
                        first[key] = each, index
    return Register(first, everybody.of)


@lru_cache(REMEMBERED)
def _keys(identity: Identity) -> tuple[Key, ...]:
    account = private_account(identity.email)
    login = account.login if account else identity.name.strip().casefold()
    email, name = address(identity.email), folded_name(identity.name)
    keys = ("address", email), ("account", login), ("name", name)
    return keys if email and login and name else tuple(key for key in keys if key[1])


def _active_share(facts: Facts) -> Reading:
    listed, done = facts.get(LISTED), facts.once(work)
    if isinstance(listed, Unknown):
        return listed
    if isinstance(done, Unknown):
        return done
    if not isinstance(listed.value, tuple) or not listed.value:
        teams = facts.get(TEAMS)
        is_team = isinstance(teams, Value) and bool(teams.value)
        return Unknown(
            "a team is listed, its members are not seen" if is_team else "no maintainers are listed"
        )
    window = _window(facts, done)
    hidden = unseen(facts, window)
    if hidden:
        return hidden
    active = set(_seen(done, window))
    known = facts.once(register)
    by_forge = at_work(facts)
    entries = [entry[:MAX_ENTRY] for entry in listed.value[:MAX_LISTED]]
    met = [not by_forge.isdisjoint(accounts_in(entry)) for entry in entries]
    active_or_lost = [
        None if is_met else known.find(entry) for entry, is_met in zip(entries, met, strict=True)
    ]
    return _share(active_or_lost, active, listed.evidence + evidence(facts, window))


def _window(facts: Facts, done: Work) -> Window:
    """12 months; 24 when the work of 12 is too little to tell, but not when it is nothing at all."""
    year = twelve_months(facts)
    return twenty_four_months(facts) if 0 < done.human.total(year) < MINIMUM else year


def _seen(done: Work, window: Window) -> Iterator[int]:
    """People who committed, or wrote what was committed in a window: merges too, and what a forge signed for them."""
    yield from committers_in(done, window)
    authors = {*done.everything.authors[done.everything.within(window)]}
    yield from (done.people.of[author] for author in authors if not done.people.programs[author])


def _share(found: list[set[int] | None], active: Set[int], rests_on: tuple[Evidence, ...]) -> Reading:
    """`found` holds the persons that each entry may mean; None for one whom the forge saw at work."""
    met = found.count(None)
    matches = [persons for persons in found if persons is not None]
    seen = met + sum(not active.isdisjoint(persons) for persons in matches)
    # those who cannot be matched can be no more people than those at work whom nobody listed is
    lost = sum(not persons for persons in matches)
    strangers = min(lost, len(active - set[int]().union(*matches)))
    if not (active or met) or 2 * seen >= len(found) or 2 * (seen + strangers) < len(found):
        matched = [
            Evidence("fact", name="listed maintainers found in the history", value=len(found) - lost - met)
        ]
        matched += (
            [Evidence("fact", name="listed maintainers at work on the forge", value=met)] if met else []
        )
        return Value(round(seen / len(found), 3), (*matched, *rests_on))
    return Unknown(f"{lost} of {len(found)} listed maintainers cannot be matched to anybody in the history")


FACTS: Final = (
    Fact(
        name="maintainers.active_share",
        kind="number",
        definition="The part of the listed maintainers (maintainers.people) seen as author or committer in "
        "the last 12 months (24 with fewer than 20 commits), matched by e-mail address, account "
        "or name; or seen on the forge to merge, review, close or have something merged, where the "
        "conversation was read. Whoever cannot be matched counts as not seen; unknown when those could tip "
        "whether half are active.",
        read=_active_share,
        needs=NEEDS,
        unit="share of people (0 to 1)",
        source="CHAOSS, Inactive Contributors",
        texts=(MAILMAP,),
        uses=(LISTED, TEAMS),
    ),
)
