"""From one repository in a survey's answer to its newest commits and tags: samples, named as such unless they are all."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from msgspec import Struct, field

from oshealth.snapshot import MERGE, SIGNED_OFF, History, Identity, Tag, Tags, Unknown
from oshealth.sources.github.part import Part

# GraphQL shows the parents of a commit at a price that 20 repositories cannot pay.
_MERGED: Final = ("Merge pull request ", "Merge branch ", "Merge remote-tracking branch ", "Merge tag ")
_ID_WIDTH: Final = 20
_LAST: Final = 4096
_LONGEST: Final = 500


def head_of(repository: Part) -> Part | Unknown:
    """The newest commit of the default branch."""
    branch = repository.part("defaultBranchRef")
    return branch if isinstance(branch, Unknown) else branch.part("target")


def history_of(repository: Part) -> History | Unknown:
    """The newest commits of the default branch; a merge is known by the usual first words of its message."""
    head = head_of(repository)
    log = head if isinstance(head, Unknown) else head.part("history")
    if isinstance(log, Unknown):
        return log
    nodes = log.parts("nodes")
    if isinstance(nodes, Unknown):
        return nodes
    columns = _Columns()
    for node in nodes:
        columns.add(node)
    count, total = len(columns.flags), log.count("totalCount")
    if not count:
        return Unknown("the forge showed no commit")
    of = f" of {total}" if isinstance(total, int) else ""
    return columns.history("" if count == total else f"a survey reads only the newest {count}{of} commits")


class _Columns(Struct):
    """Commits as the columns of a History."""

    people: dict[Identity, int] = field(default_factory=dict)
    authors: array[int] = field(default_factory=lambda: array("I"))
    committers: array[int] = field(default_factory=lambda: array("I"))
    authored: array[int] = field(default_factory=lambda: array("q"))
    committed: array[int] = field(default_factory=lambda: array("q"))
    offsets: array[int] = field(default_factory=lambda: array("h"))
    flags: bytearray = field(default_factory=bytearray)
    ids: bytearray = field(default_factory=bytearray)
    coauthors: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def add(self, node: Part) -> None:
        """Appends a commit; one without a proper id or time is left out, and the history is then a sample."""
        oid, committed = _object_id(node), node.time("committedDate")
        author, committer = node.part("author"), node.part("committer")
        if isinstance(author, Unknown) or isinstance(committer, Unknown):
            return
        if not oid or not isinstance(committed, int):
            return
        authored, offset = _moment(author.fields.get("date"), committed)
        message = str(node.fields.get("message") or "")
        self.ids += oid
        self.authors.append(self._index(_identity(author.fields)))
        self.committers.append(self._index(_identity(committer.fields)))
        self.authored.append(authored)
        self.committed.append(committed)
        self.offsets.append(offset)
        self.flags.append(MERGE * message.startswith(_MERGED))
        self._sign(message)

    def history(self, partial: str) -> History:
        """The columns as evidence."""
        return History(
            tuple(self.people), self.authors, self.committers, self.authored, self.committed, self.offsets,
            self.flags, self.ids, _ID_WIDTH, self.coauthors, partial,
        )  # fmt: skip

    def _index(self, person: Identity) -> int:
        return self.people.setdefault(person, len(self.people))

    def _sign(self, message: str) -> None:
        row, together = len(self.flags) - 1, []
        for key, value in _trailers(message):
            if key == "signed-off-by":
                self.flags[row] |= SIGNED_OFF
            elif key == "co-authored-by" and "<" in value:
                name, _, rest = value.rpartition("<")
                together.append(self._index(Identity(name.strip(), rest.partition(">")[0].strip())))
        if together:
            self.coauthors[row] = tuple(together)


def _trailers(message: str) -> Iterator[tuple[str, str]]:
    """The `Key: value` lines at the end of a message, keys in lower case; none when there is one paragraph only."""
    _, found, last = message[-_LAST:].rstrip().rpartition("\n\n")
    for line in last.split("\n") if found else ():
        key, colon, value = line.partition(":")
        if colon:
            yield key.strip().lower(), value.strip()[:_LONGEST]


def _object_id(node: Part) -> bytes:
    """The id of a commit, as bytes; empty for what is none."""
    text = node.fields.get("oid")
    try:
        raw = bytes.fromhex(text) if isinstance(text, str) else b""
    except ValueError:
        return b""
    return raw if len(raw) == _ID_WIDTH else b""


def _identity(fields: Mapping[str, Any]) -> Identity:
    return Identity(str(fields.get("name") or "")[:_LONGEST], str(fields.get("email") or "")[:_LONGEST])


def _moment(written: object, otherwise: int) -> tuple[int, int]:
    """Seconds since 1970 and minutes from UTC of a time as git wrote it; `otherwise` for what is no time."""
    try:
        moment = datetime.fromisoformat(str(written))
        offset = moment.utcoffset()
        return int(moment.timestamp()), int(offset.total_seconds() // 60) if offset else 0
    except (ValueError, OverflowError):
        return otherwise, 0


def tags_of(repository: Part) -> Tags | Unknown:
    """The newest tags that stand on a commit."""
    nodes, total = repository.nodes("tags"), repository.total("tags")
    if isinstance(nodes, Unknown):
        return nodes
    tags = sorted(filter(None, map(_tag, nodes)), key=lambda tag: (-tag.time, tag.name))
    is_whole = total == len(nodes)
    return Tags(
        tuple(tags), "" if is_whole else f"a survey reads only the newest {len(nodes)} of {total} tags"
    )


def _tag(node: Part) -> Tag | None:
    """A tag with its own time, else the commit's; None when it leads to no commit."""
    target = node.part("target")
    if isinstance(target, Unknown):
        return None
    below = target.part("target") if target.fields.get("__typename") == "Tag" else target
    tagger = target.part("tagger")
    commit = below if isinstance(below, Part) and below.fields.get("__typename") == "Commit" else None
    if commit is None:
        return None
    own = _moment(tagger.fields.get("date"), 0)[0] if isinstance(tagger, Part) else 0
    made = commit.time("committedDate")
    name, oid = node.text("name"), commit.text("oid")
    if not isinstance(name, str) or not isinstance(oid, str):
        return None
    return Tag(name, oid, own or (made if isinstance(made, int) else 0))
