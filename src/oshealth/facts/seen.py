"""The evidence at one of several moments: it notes what is read of it, and tells what of that is not as it was before."""

from bisect import bisect_left
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Any, SupportsIndex, TypeAlias, TypeVar, cast

from msgspec.structs import replace

from oshealth.facts.paths import Likely, likely_of
from oshealth.snapshot import Snapshot, Texts, Tree, Unknown

T = TypeVar("T")
Asker: TypeAlias = Callable[[Iterable[str]], Mapping[str, Any]]
Note: TypeAlias = Callable[[str, Hashable], None]
"""Told what is read: of which kind it is, and what was asked."""
Sorter: TypeAlias = Callable[[str], tuple[tuple[str, T], ...]]


class SeenPaths(tuple[str, ...]):
    """Paths that note what is asked of them, and know which of them came or went since the moment before.

    An asker tells something of each path by itself, so that its answer at a moment is that of the moment before, without
    the paths that went and with what it tells of those that came.
    """

    note: Note
    each: frozenset[str]
    new: tuple[str, ...]
    gone: frozenset[str]

    def since(self, before: "SeenPaths | None", note: Note) -> "SeenPaths":
        """These paths, seen after others; gives back itself."""
        self.note, self._before, self._rows = note, before, dict[str, int]()
        self._answers: dict[Hashable, Mapping[str, Any]] = {}
        self._askers: dict[Hashable, Asker] = {}
        self._sorted: dict[Hashable, Mapping[str, tuple[Any, ...]]] = {}
        self._whole: tuple[str, ...] = ()
        if before is not None and tuple.__eq__(self, before):
            self.each, self.new, self.gone = before.each, (), frozenset()
            self._answers, self._askers, self._sorted = before._answers, before._askers, before._sorted
            return self
        self.each = frozenset(self._plain())
        then = before.each if before is not None else frozenset()
        self.gone = then - self.each
        self.new = tuple(path for path in self._plain() if path not in then) if self.each - then else ()
        return self

    def forget(self) -> None:
        """Let go of the moment before."""
        self._before = None

    def _plain(self) -> Iterator[str]:
        return tuple.__iter__(self)

    def __iter__(self) -> Iterator[str]:
        self.note("paths", "")
        return tuple.__iter__(self)

    def __len__(self) -> int:
        self.note("count", "")
        return tuple.__len__(self)

    def __getitem__(self, at: SupportsIndex | slice) -> Any:
        self.note("paths", "")
        return tuple.__getitem__(self, at)

    def __contains__(self, path: object) -> bool:
        self.note("path", path)
        return path in self.each

    def told(self, question: Hashable, asker: Callable[[Iterable[str]], Mapping[str, T]]) -> Mapping[str, T]:
        """What an asker tells of the paths, by path and in their order; those of which it tells nothing are left out."""
        self.note("told", question)
        return self._told(question, asker)

    def sorted_out(self, tell: Sorter[T], sort: str) -> tuple[T, ...]:
        """Of what `tell` says of each path, each thing with its sort, those of one sort."""
        self.note("sort", (tell, sort))
        return self._sorts(tell).get(sort, ())

    def _told(self, question: Hashable, asker: Asker) -> Mapping[str, Any]:
        known = self._answers.get(question)
        if known is None:
            before = self._before._answers.get(question) if self._before is not None else None
            known = asker(self._all()) if before is None else self._after(before, asker)
            self._answers[question], self._askers[question] = known, asker
        return known

    def _all(self) -> tuple[str, ...]:
        """The paths as one object that notes nothing, so that what is sorted out of them is kept."""
        self._whole = self._whole or tuple(self._plain())
        return self._whole

    def _after(self, before: Mapping[str, T], asker: Asker) -> Mapping[str, T]:
        """An answer of the moment before, brought up to this one: the same object when nothing about it changed."""
        more = asker(self.new) if self.new else {}
        less = self.gone.intersection(before) if self.gone else frozenset()
        if not more and not less:
            return before
        found = dict(before)
        for path in less:
            del found[path]
        return self._with(found, more) if more else found

    def _with(self, found: Mapping[str, T], more: Mapping[str, T]) -> Mapping[str, T]:
        """An answer and what is told of further paths, in the order of all paths."""
        rows = self._rows = self._rows or {path: row for row, path in enumerate(self._plain())}
        paths, said = [*found], [*found.items()]
        parts: list[Iterable[tuple[str, T]]] = []
        at = 0
        for path in sorted(more, key=rows.__getitem__):
            place = bisect_left(paths, rows[path], at, key=rows.__getitem__)
            parts += [said[at:place], [(path, more[path])]]
            at = place
        return dict(chain(*parts, said[at:]))

    def _sorts(self, tell: Sorter[T]) -> Mapping[str, tuple[T, ...]]:
        said = self._told(tell, partial(_told_of, tell, None))
        if tell not in self._sorted and self._before is not None and said is self._before._answers.get(tell):
            self._sorted[tell] = self._before._sorts(tell)
        if tell not in self._sorted:
            found: dict[str, list[T]] = {}
            for each in said.values():
                for sort, thing in each:
                    found.setdefault(sort, []).append(thing)
            self._sorted[tell] = {sort: tuple(things) for sort, things in found.items()}
        return self._sorted[tell]

    def differs(self, kind: str, about: Hashable) -> bool:
        """Whether what was noted at the moment before, of another kind than `path`, is answered otherwise now."""
        before = self._before
        if before is None:
            return True
        if not self.new and not self.gone:
            return False
        if kind == "told":
            then = before._answers.get(about)
            return then is None or self._told(about, before._askers[about]) is not then
        if kind == "sort":
            tell, sort = cast("tuple[Any, str]", about)
            return self._sorts(tell).get(sort) != before._sorts(tell).get(sort)
        return kind != "count" or len(self.new) != len(self.gone)


class SeenTexts(Mapping[str, str | Unknown]):
    """Texts by path that note which of them are read; `paths` are theirs, in order, and `changed` those whose text is
    another one than at the moment before, or was not there.
    """

    def __init__(self, by_path: Mapping[str, str | Unknown], before: "SeenTexts | None", note: Note) -> None:
        self._plain, self.note = by_path, note
        self.paths: SeenPaths
        then = before._plain if before is not None else {}
        self.changed = [path for path, text in by_path.items() if path not in then or then[path] != text]
        self.changed += [path for path in then if path not in by_path]
        self.is_same_list = [*by_path] == [*then]
        self.paths = SeenPaths(sorted(by_path))
        self.paths.since(before.paths if before else None, partial(self._note, "of texts"))

    def _note(self, of: str, kind: str, about: Hashable) -> None:
        self.note(of, (kind, about))

    def __getitem__(self, path: str) -> str | Unknown:
        self.note("text", path)
        return self._plain[path]

    def get(self, path: str, default: Any = None) -> Any:
        """The text at a path, or else `default`."""
        self.note("text", path)
        return self._plain.get(path, default)

    def __iter__(self) -> Iterator[str]:
        self.note("texts", "")
        return iter(self._plain)

    def __len__(self) -> int:
        self.note("texts", "")
        return len(self._plain)


class SeenSnapshot:
    """A snapshot that notes which of its groups are read, and what of its paths and texts."""

    def __init__(self, snapshot: Snapshot, before: "SeenSnapshot | None", note: Note) -> None:
        tree, texts = snapshot.tree, snapshot.texts
        self._before, self._note = before, note
        self._paths: SeenPaths | None = None
        self._texts: SeenTexts | None = None
        if isinstance(tree, Tree):
            self._paths = SeenPaths(tree.paths).since(before._paths if before else None, note)
            tree = Tree(self._paths, tree.links, tree.submodules, tree.partial, tree.unlisted)
        if isinstance(texts, Texts):
            self._texts = SeenTexts(texts.by_path, before._texts if before else None, note)
            texts = Texts(self._texts, texts.partial)
        self._plain = replace(snapshot, tree=tree, texts=texts)

    def __getattr__(self, group: str) -> Any:
        self._note("group", group)
        return getattr(self._plain, group)

    def changed(self, noted: Mapping[str, Mapping[Any, int]]) -> int:
        """The bits of what was noted, by kind, and is answered otherwise than at the moment before."""
        found, before = 0, self._before
        for kind, bits in noted.items():
            if kind == "path":
                paths = (*self._paths.new, *self._paths.gone) if self._paths is not None else bits
                several = [bits[path] for path in paths if path in bits]
            elif kind == "text":
                several = [
                    bits[path] for path in (self._texts.changed if self._texts else bits) if path in bits
                ]
            else:
                several = [bit for about, bit in bits.items() if before is None or self._differs(kind, about)]
            for bit in several:
                found |= bit
        return found

    def _differs(self, kind: str, about: Any) -> bool:
        if kind == "group":
            return self._before is None or _group(self._plain, about) != _group(self._before._plain, about)
        if kind == "texts":
            return self._texts is None or not self._texts.is_same_list
        if kind == "of texts":
            return self._texts is None or self._texts.paths.differs(*about)
        return self._paths is None or self._paths.differs(kind, about)

    def forget(self) -> None:
        """Let go of the moment before."""
        if self._before is not None:
            self._before.close()
        self._before = None
        if self._paths is not None:
            self._paths.forget()
        if self._texts is not None:
            self._texts.paths.forget()

    def close(self) -> None:
        """Note nothing any more, so that no cycle of references is left."""
        self._note = _unheard
        if self._paths is not None:
            self._paths.note = _unheard
        if self._texts is not None:
            self._texts.note = self._texts.paths.note = _unheard


def _unheard(_kind: str, _about: Hashable) -> None:
    """Where nobody listens any more."""


def _group(snapshot: Snapshot, name: str) -> object:
    """What of a group is compared as a whole: all but paths and texts, which note what is read of them themselves."""
    found = getattr(snapshot, name)
    if isinstance(found, Tree):
        return found.links, found.submodules, found.partial, found.unlisted
    if isinstance(found, Texts):
        return found.partial
    return id(found) if name == "history" else found


def paths_of(texts: Texts) -> Iterable[str]:
    """The paths of the texts that were read, in order."""
    return texts.by_path.paths if isinstance(texts.by_path, SeenTexts) else sorted(texts.by_path)


def asked_of(paths: tuple[str, ...]) -> Container[str]:
    """The paths, for whoever asks of many whether they are among them."""
    return paths if isinstance(paths, SeenPaths) else frozenset(paths)


def told_of(paths: Iterable[str], tell: Callable[[str], T], likely: Likely | None = None) -> Mapping[str, T]:
    """What `tell` says of each path, where it says something; `tell` is a function of the path alone, and of those that
    are not `likely` it says nothing.
    """
    if isinstance(paths, SeenPaths):
        return paths.told(tell, partial(_told_of, tell, likely))
    return _told_of(tell, likely, paths)


def _told_of(tell: Callable[[str], T], likely: Likely | None, paths: Iterable[str]) -> dict[str, T]:
    return {path: said for path in likely_of(paths, likely) if (said := tell(path))}


def first_of(paths: Iterable[str], holds: Callable[[str], object], likely: Likely | None = None) -> str:
    """The first path of which something holds, empty when there is none; of those that are not `likely` it does not."""
    if isinstance(paths, SeenPaths):
        return next(iter(told_of(paths, holds, likely)), "")
    return next(filter(holds, likely_of(paths, likely)), "")
