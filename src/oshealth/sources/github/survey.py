"""A survey: up to 20 GitHub repositories in one request, no clone. What it cannot see is unknown, or a sample named so.

    survey(refs: Iterable[RepoRef], needs: Needs, look: Look, purse: Purse | None = None) -> Iterator[Looked]

gives for each reference, in order, a `Looked(ref, found)`: `found` is a Snapshot or a NotAudited error. `purse` holds
tokens whose budgets are shared with other surveys. A request that is too heavy is halved. What a request cost
is booked on the first snapshot that it brought, so that sums over snapshots are right.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from oshealth.errors import AskedWrongly, NotAdmitted, NotAudited, TooLarge, Unreachable
from oshealth.reference import RepoRef
from oshealth.snapshot import Cost, Snapshot
from oshealth.sources.base import Look, Needs
from oshealth.sources.deadline import Deadline
from oshealth.sources.git.collect import Start
from oshealth.sources.github import questions
from oshealth.sources.github.client import Client, client_of
from oshealth.sources.github.limits import HOW_TO_BE_TOLD
from oshealth.sources.github.part import Part
from oshealth.sources.github.surveyed import error_of, snapshot_of
from oshealth.sources.github.tokens import Purse
from oshealth.sources.unanswered import Unanswered

MOST: Final = 20
_PINNED: Final = Unreachable(
    "a survey sees the default branch only", "Choose --depth standard or git for a revision."
)


class Looked(NamedTuple):
    """What came of one reference: its evidence, or why there is none."""

    ref: RepoRef
    found: Snapshot | NotAudited


def survey(refs: Iterable[RepoRef], needs: Needs, look: Look, purse: Purse | None = None) -> Iterator[Looked]:
    """One snapshot or failure for each reference, in order. Raises AskedWrongly for a look that no survey can take."""
    if look.as_of or look.offline or look.revision or look.deep:
        raise AskedWrongly(
            "a survey sees the default branch as it is today, and nothing else",
            "Leave out --as-of, --rev, --offline and --deep, or choose another --depth.",
        )
    for (host, revision), several in groupby(refs, key=lambda ref: (ref.host, bool(ref.revision))):
        client = _client(host, look, purse)
        objection = _PINNED if revision else client
        if isinstance(objection, NotAudited):
            yield from (Looked(ref, objection) for ref in several)
        elif isinstance(client, Client):
            yield from _Survey(client, needs, look).of(several)


def _client(host: str, look: Look, purse: Purse | None) -> Client | NotAudited:
    """A client with tokens for a host, or why there is none."""
    if host not in look.access.apis:
        return Unreachable("a survey asks GitHub only", "Choose --depth standard or git.")
    client = client_of(host, look, Deadline.after(look.limits.seconds), purse)
    return client if client.purse.tokens else NotAdmitted("a survey needs a token", HOW_TO_BE_TOLD)


class _Survey(Struct):
    """A survey on one server. `size` is how many repositories the next request is about; `booked` are the requests,
    points and bytes that stand in a cost already.
    """

    client: Client
    needs: Needs
    look: Look
    size: int = MOST
    booked: tuple[int, int, int] = (0, 0, 0)

    def of(self, refs: Iterable[RepoRef]) -> Iterator[Looked]:
        """All of them, as many at a time as has proved not too heavy."""
        source = iter(refs)
        with self.client.http:
            while batch := list(islice(source, self.size)):
                self.look.tell(f"asking the forge about {len(batch)} repositories")
                yield from map(Looked, batch, self._batch(batch))

    def _batch(self, batch: Sequence[RepoRef]) -> list[Snapshot | NotAudited]:
        """What came of each; what is too heavy is asked for in smaller company, at last alone and only in part."""
        found = self._asked(batch, in_full=True)
        heavy = [place for place, one in enumerate(found) if isinstance(one, TooLarge)]
        if not heavy:
            self.size = min(MOST, max(self.size, len(batch) + 1))
            return found
        if len(batch) == 1:
            return self._asked(batch, in_full=False)
        self.size = (len(batch) + 1) // 2 if len(heavy) == len(batch) else self.size
        middle = (len(heavy) + 1) // 2
        for part in filter(None, (heavy[:middle], heavy[middle:])):
            for place, answer in zip(part, self._batch([batch[place] for place in part]), strict=True):
                found[place] = answer
        return found

    def _asked(self, batch: Sequence[RepoRef], in_full: bool) -> list[Snapshot | NotAudited]:
        start = Start.of(self.look)
        self.client.http.deadline = Deadline.after(self.look.limits.seconds)
        owners = list(dict.fromkeys(ref.owner for ref in batch)) if "inherited" in self.needs.groups else []
        try:
            said = self.client.ask(
                questions.survey(len(batch), len(owners)),
                _variables(batch, owners, in_full),
                patient=len(batch) == 1,
            )
        except Unanswered as trouble:
            return [error_of(trouble)] * len(batch)
        answer = Part(said.data, missing=said.missing)
        return self._booked(
            [
                snapshot_of(ref, answer, f"r{place}", f"d{owners.index(ref.owner)}" if owners else "", start)
                for place, ref in enumerate(batch)
            ],
            start,
        )

    def _booked(self, found: list[Snapshot | NotAudited], start: Start) -> list[Snapshot | NotAudited]:
        """The same with their costs: time and bytes shared, requests and points with the first snapshot."""
        client, seconds = self.client, start.cost().seconds / len(found)
        for place, one in enumerate(found):
            if isinstance(one, Snapshot):
                paid = (client.http.sent, client.points, client.http.received)
                new = [now - before for now, before in zip(paid, self.booked, strict=True)]
                self.booked = paid
                cost = Cost(api_requests=new[0], api_points=new[1], bytes=new[2], seconds=round(seconds, 3))
                found[place] = replace(one, cost=cost)
        return found


def _variables(batch: Sequence[RepoRef], owners: Sequence[str], in_full: bool) -> Mapping[str, object]:
    said: dict[str, object] = {"whole": in_full}
    for place, ref in enumerate(batch):
        said |= {f"owner{place}": ref.owner, f"name{place}": ref.name.removesuffix(".git")}
    return said | {f"home{place}": owner for place, owner in enumerate(owners)}
