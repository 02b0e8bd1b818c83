"""Looking back: one repository at many moments, in one pass over its history and its trees.

What a moment shows is what a look `--as-of` that day would show; identities, texts and files are read once for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Final, TypeAlias, cast

from msgspec import Struct
from msgspec.structs import replace

from oshealth.errors import NotAudited
from oshealth.facts.globs import select
from oshealth.facts.moments import Memory
from oshealth.reference import RepoRef
from oshealth.snapshot import History, Snapshot, Tags, Texts, Tree, Unknown
from oshealth.sources.base import Look, Needs
from oshealth.sources.git.collect import Start
from oshealth.sources.git.history import read_history
from oshealth.sources.git.listings import list_trees
from oshealth.sources.git.local import opened
from oshealth.sources.git.objects import Kind
from oshealth.sources.git.past import Line, Tracer, line_of
from oshealth.sources.git.repository import Repository
from oshealth.sources.git.revision import find_root
from oshealth.sources.git.tags import read_tags
from oshealth.sources.git.texts import read_texts
from oshealth.sources.git.touches import Touch, touches_of
from oshealth.sources.git.tree import Listing

Stretch: TypeAlias = tuple[datetime, datetime]
"""After the first moment, up to the second."""

NOT_THEN: Final = "not known for the past"
_BATCH: Final = 20_000
_FEW: Final = 500
"""Steps that cost less to look through with the paths of others than by themselves."""
_SHARE: Final = 4
_LEGIBLE: Final = 2_000
"""Lines of a file that is compared line by line, version by version; and a hundred times as many bytes."""
_NOTHING: Final = Snapshot(RepoRef(), "", datetime.fromtimestamp(0, UTC), datetime.fromtimestamp(0, UTC))


class _Moment(Struct, frozen=True):
    at: datetime
    place: int
    commit: str


@dataclass(frozen=True)
class _Remembering(Repository):
    """A repository that measures and reads each blob once, as far as memory is meant to be used for it: a text that stays
    from moment to moment is the same object, which makes it quick to compare.
    """

    measured: dict[str, Kind] = field(default_factory=dict)
    kept: dict[str, bytes] = field(default_factory=dict)
    said: dict[str, str | Unknown] = field(default_factory=dict)

    def kinds(self, names: Sequence[str]) -> list[Kind]:
        new = [name for name in dict.fromkeys(names) if name not in self.measured]
        found = dict(zip(new, super().kinds(new), strict=True))
        self.measured.update((name, told) for name, told in found.items() if told[1] != "missing")
        return [self.measured.get(name) or found[name] for name in names]

    def contents(self, ids: Sequence[str]) -> dict[str, bytes]:
        new = super().contents([blob for blob in ids if blob not in self.kept])
        return {blob: new[blob] if blob in new else self.kept[blob] for blob in ids}

    def text(self, blob: str, content: bytes) -> str | Unknown:
        if blob not in self.kept:
            return super().text(blob, content)
        if blob not in self.said:
            self.said[blob] = super().text(blob, content)
        return self.said[blob]


class Past(Struct, frozen=True):
    """A repository opened for looking back; usable only inside the block that opened it.

    `first` and `last` are when its history begins and ends here; at `last` it is seen as it is, whatever its clocks say.
    """

    ref: RepoRef
    url: str
    head: str
    first: datetime
    last: datetime
    _repository: Repository
    _line: Line
    _look: Look
    _looked_at: datetime

    def snapshots(self, needs: Needs, moments: Sequence[datetime]) -> Snapshots:
        """What was there at each moment, oldest first; moments before the first commit are passed over."""
        found = [moment for moment in map(self._moment, moments) if moment]
        tags = read_tags(self._repository, 1 << 62)
        names = [f"{moment.commit}^{{tree}}" for moment in found]
        trees = [tree for tree, _, _ in self._repository.kinds(names)]
        listings = list(list_trees(self._repository, trees, self._look.limits.entries))
        reader = _Reader(self._repository, listings, needs, self._look)
        return Snapshots(self, [*zip(found, listings, strict=True)], tags, reader)

    def touches(self, wanted: Mapping[Stretch, Set[str]]) -> Mapping[Stretch, tuple[Touch, ...]]:
        """For each stretch between two moments, every commit that the main line gained in it and that added, changed or
        removed one of its paths, the newest first. Stretches do not overlap.
        """
        alike: dict[frozenset[str], list[Stretch]] = {}
        for stretch, paths in wanted.items():
            alike.setdefault(frozenset(paths), []).append(stretch)
        found: dict[Stretch, tuple[Touch, ...]] = {}
        few: dict[str, Stretch] = {}
        for batch in chain.from_iterable(map(self._batches, alike.values())):
            if len(batch) < _FEW and len(few) < _BATCH:
                few |= batch
            else:
                found |= self._touched(batch, wanted)
        return found | self._touched(few, wanted)

    def lines(self, blob: str) -> list[str]:
        """The lines of a file by the id of its content; none of what is not here, too long or no text, a single empty one of
        the id that stands for nothing. Nothing is fetched for it.
        """
        if not blob.strip("0"):
            return [""]
        ((_, kind, size),) = self._repository.kinds([blob])
        if kind != "blob" or size > 100 * _LEGIBLE:
            return []
        text = self._repository.text(blob, self._repository.contents([blob])[blob])
        lines = text.split("\n") if isinstance(text, str) else []
        return lines if len(lines) <= _LEGIBLE else []

    def _batches(self, stretches: Sequence[Stretch]) -> Iterator[dict[str, Stretch]]:
        """The steps of stretches, whole ones together, with the stretch of each."""
        batch: dict[str, Stretch] = {}
        for stretch in stretches:
            batch.update(dict.fromkeys(self._steps(stretch), stretch))
            if len(batch) >= _BATCH:
                yield batch
                batch = {}
        yield batch

    def _steps(self, stretch: Stretch) -> list[str]:
        """Each commit that the main line gained in a stretch, with its first parent: the newest first."""
        before, until = map(self._moment, stretch)
        if until is None:
            return []
        end = before.place if before else len(self._line)
        places = range(until.place, min(end + 1, len(self._line)))
        commits = [self._line.commit_at(place) for place in places]
        steps = zip(commits, [*commits[1:], ""], strict=True)
        return [f"{commit} {parent}".rstrip() for commit, parent in steps][: end - until.place]

    def _touched(
        self, batch: Mapping[str, Stretch], wanted: Mapping[Stretch, Set[str]]
    ) -> dict[Stretch, tuple[Touch, ...]]:
        paths = sorted(set().union(*(wanted[stretch] for stretch in set(batch.values()))))
        if not paths:
            return {}
        stretches = {step.partition(" ")[0]: stretch for step, stretch in batch.items()}
        found: dict[Stretch, tuple[Touch, ...]] = {}
        for touch in touches_of(self._repository.git, batch, paths):
            stretch = stretches[touch.commit]
            if touch.path in wanted[stretch]:
                found[stretch] = (*found.get(stretch, ()), touch)
        return found

    def _moment(self, at: datetime) -> _Moment | None:
        is_now = at == self.last and self._look.as_of is None
        place = 0 if is_now else self._line.place_at(int(at.timestamp()))
        if place < 0:
            return None
        return _Moment(at, place, self._line.commit_at(place))


class Snapshots:
    """What was there at each of several moments, made when it is asked for."""

    def __init__(
        self,
        past: Past,
        moments: Sequence[tuple[_Moment, Listing]],
        tags: Tags | Unknown,
        reader: _Reader,
    ) -> None:
        self._past, self._moments, self._tags, self._reader = past, moments, tags, reader

    def __len__(self) -> int:
        return len(self._moments)

    def __iter__(self) -> Iterator[Snapshot]:
        return self.at(range(len(self)))

    def rest(self) -> None:
        """End the process that answers; the next question begins another one."""
        self._past._repository.objects.close()

    def at(self, places: range) -> Iterator[Snapshot]:
        """Those at some places, one after another; the others are not made."""
        past, histories = self._past, dict[int, History]()
        for place in places:
            moment, listing = self._moments[place]
            tree, texts = self._reader.read(listing)
            history = histories.get(moment.place) or past._line.history_at(moment.place)
            histories = {moment.place: history}
            yield Snapshot(
                ref=past.ref,
                revision=moment.commit,
                looked_at=past._looked_at,
                as_of=moment.at,
                url=past.url,
                origin=past._repository.origin,
                tree=tree,
                texts=texts,
                history=history,
                tags=_tags_by(self._tags, int(moment.at.timestamp())),
                project=Unknown(NOT_THEN),
                conversation=Unknown(NOT_THEN),
                inherited=Unknown(NOT_THEN),
            )


class _Reader:
    """Texts at many moments: globs are matched once a path, blobs are read once."""

    def __init__(self, repository: Repository, listings: Sequence[Listing], needs: Needs, look: Look) -> None:
        paths = dict.fromkeys(path for listing in listings for path in listing.files)
        self.wanted = frozenset(select(paths, needs.texts))
        self.needs, self.look = replace(needs, linked=self._linked), look
        self.further, self.memory = needs.linked, Memory(_NOTHING)
        self.repository = _Remembering(**{it.name: getattr(repository, it.name) for it in fields(repository)})
        self._read_ahead(listings)

    def read(self, listing: Listing) -> tuple[Tree, Texts]:
        wanted = filter(self.wanted.__contains__, listing.files)
        return read_texts(self.repository, listing, self.needs, self.look.limits, wanted)

    def _linked(self, tree: Tree, texts: Texts) -> Iterable[str]:
        """The further paths that these lead to: those of the moment before where it read the same to tell them."""
        self.memory = Memory(replace(_NOTHING, tree=tree, texts=texts), self.memory)
        seen = self.memory.snapshot
        found = self.memory.top(
            None, "linked", lambda: tuple(self.further(cast("Tree", seen.tree), cast("Texts", seen.texts)))
        )
        self.memory.forget()
        return found

    def _read_ahead(self, listings: Sequence[Listing]) -> None:
        """Every version of every wanted file in one batch, up to a bound; what is beyond is read when it is needed."""
        blobs = [
            *dict.fromkeys(
                listing.files[path] for listing in listings for path in listing.files if path in self.wanted
            )
        ]
        missing = [name for name, kind, _ in self.repository.kinds(blobs) if kind == "missing"]
        if missing:
            self.repository.bring(missing, "")
        limits, room = self.look.limits, _SHARE * self.look.limits.texts_total
        ahead = []
        for blob, kind, size in self.repository.kinds(blobs):
            if kind == "blob" and size <= min(limits.text_bytes, room):
                ahead.append(blob)
                room -= size
        self.repository.kept.update(Repository.contents(self.repository, ahead))


@contextmanager
def look_back(ref: RepoRef, look: Look) -> Iterator[Past]:
    """Opens a repository for looking back. A local one is read in place; a remote one is cloned without file contents.

    Raises NotAudited as `collect` does.
    """
    start = Start.of(look)
    if ref.path:
        with opened(ref, look) as near:
            yield _opened(near.repository, ref, look, start.at)
        return
    from oshealth.sources.git.back_remote import fetched  # noqa: PLC0415 - start-up: a local one needs no clone

    with fetched(ref, look) as repository:
        yield _opened(repository, ref, look, start.at)


def _opened(repository: Repository, ref: RepoRef, look: Look, looked_at: datetime) -> Past:
    root = find_root(repository, look.revision or ref.revision, look.as_of)
    look.tell("reading the history")
    traced = Tracer()
    history = read_history(repository, root.commit, look.limits.commits, traced.follow)
    if isinstance(history, Unknown):
        raise NotAudited(f"its history cannot be read: {history.reason}")
    line = line_of(history, traced)
    first = datetime.fromtimestamp(max(0, line.first), UTC)
    last = look.as_of or looked_at
    url = str(Path(ref.path).expanduser().absolute()) if ref.path else ref.url
    return Past(ref, url, root.commit, first, last, repository, line, look, looked_at)


def _tags_by(tags: Tags | Unknown, moment: int) -> Tags | Unknown:
    if isinstance(tags, Unknown):
        return tags
    return replace(tags, items=tuple(tag for tag in tags.items if tag.time <= moment))
