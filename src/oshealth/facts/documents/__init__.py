"""Well-known community documents: `document(facts, kind)` finds one, `WANTED` and `linked_documents` say
which texts to read.
"""

from collections.abc import Iterable
from functools import partial
from typing import Final, TypeAlias

from msgspec.structs import replace

from oshealth.errors import UnknownName
from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.documents.content import bytes_below, is_filled, is_pointer, stripped, word_count
from oshealth.facts.documents.finder import IN_GUIDE, LOOKED_AT, Document, Missing, Search
from oshealth.facts.documents.kinds import FORMS, KINDS, TABLE, DocumentKind
from oshealth.facts.documents.linked import linked_paths, listed_in, table_paths, unread_paths
from oshealth.facts.documents.places import may_lie_in
from oshealth.facts.documents.shelf import Shelf, Wanting, joined
from oshealth.facts.markup import Markup
from oshealth.reference import RepoRef
from oshealth.snapshot import Evidence, Inherited, Texts, Tree, Unknown

__all__ = [
    "FACTS",
    "FORMS",
    "KINDS",
    "README_TEXTS",
    "WANTED",
    "Document",
    "DocumentKind",
    "Found",
    "Missing",
    "Shelf",
    "bytes_below",
    "document",
    "is_filled",
    "is_pointer",
    "linked_documents",
    "listed_in",
    "readme_markup",
    "shelf",
    "stripped",
    "texts_of",
    "word_count",
]

Found: TypeAlias = Document | Missing | Unknown

_EVERYWHERE: Final = ("", ".*/", "doc*/**/")
_FURTHER: Final = (
    "website/**/", "site/**/", "community/**/", "governance/**/", "project/**/", "manual/**/", "guides/**/", "www/**/",
    "userdocs/**/", "docsrc/**/",
)  # fmt: skip


_IN_FORGE_FOLDERS: Final = frozenset({"contributing", "code-of-conduct", "governance"})
"""Kinds of which a folder beside the workflows holds little else than the document, whatever its files are called."""


def _globs(kind: DocumentKind, places: Iterable[str]) -> list[str]:
    """As few globs as cover a kind: a stem that begins with another one needs none of its own."""
    stems = TABLE[kind].stems
    few = [stem for stem in stems if not any(stem != short and stem.startswith(short) for short in stems)]
    return [f"{place}{stem.replace('-', '*')}*" for stem in few for place in places]


def _wanted() -> tuple[str, ...]:
    globs: list[str] = []
    for kind, entry in TABLE.items():
        near = (*_EVERYWHERE[:2], *(("docs/",) if entry.folders else ())) if entry.rooted else _EVERYWHERE
        globs += _globs(kind, (*near, *(_FURTHER if entry.deep else ())))
        for folder in entry.folders:
            spelled = folder.replace("-", "*")
            globs += [
                f"{place}{spelled}/{name}*"
                for place in ("", "docs/")
                for name in ("readme", "index", spelled)
            ]
            if kind in _IN_FORGE_FOLDERS:
                globs.append(f".*/{spelled}/*")
    return tuple(dict.fromkeys((*globs, "*licen?e*", "*copying*", "licenses/*", ".*/*_template*/*")))


WANTED: Final[tuple[str, ...]] = _wanted()
"""Globs (any case) of the texts in which documents are looked for."""


def texts_of(*kinds: DocumentKind) -> tuple[str, ...]:
    """Of these, the globs of some kinds alone, for facts that read no other document."""
    return tuple(glob for kind in kinds for glob in _globs(kind, _EVERYWHERE))


README_TEXTS: Final = tuple(_globs("readme", ("", ".*/", "doc/", "docs/")))
"""The README alone: where it introduces the project, not what lies in each folder of the documentation."""


def document(facts: Facts, kind: DocumentKind) -> Found:
    """The document of one kind; Missing with the places looked at; Unknown when its absence cannot be told.

    Order: a declared location; the forge's folders; root; `docs/`; `doc/`; a README heading; a README link
    into the tree; for a security policy a heading of the contributing guide; the owner's defaults; a README link
    off the tree. Raises UnknownName for a kind that is not
    in KINDS.
    """
    if kind not in TABLE:
        raise UnknownName("document", kind, KINDS)
    return facts.about(_search, kind)


def shelf(facts: Facts) -> Shelf | Unknown:
    """The tree's texts, parsed once and kept; Unknown when the tree was not seen."""
    return facts.lent(_own_shelf)


def readme_markup(facts: Facts) -> tuple[str, Markup] | Unknown | None:
    """The README's path and parsed text; None when there is no README."""
    found = document(facts, "readme")
    if isinstance(found, Unknown):
        return found
    if isinstance(found, Missing):
        return None
    own = shelf(facts)
    markup = own if isinstance(own, Unknown) else own.markup(found.path)
    return markup if isinstance(markup, Unknown) else (found.path, markup)


def linked_documents(tree: Tree, texts: Texts) -> tuple[str, ...]:
    """Paths whose texts are wanted too because the README (or a pointer) links to them, because it lists adopters in them, or
    because they are the likeliest changelog; without those already read.
    """
    own = Wanting(tree, texts, RepoRef())
    found = (*linked_paths(own), *unread_paths(own), *table_paths(own))
    return tuple(dict.fromkeys(path for path in found if path not in texts.by_path))


def _own_shelf(facts: Facts) -> Shelf | Unknown:
    seen = facts.snapshot
    return (
        seen.tree if isinstance(seen.tree, Unknown) else Shelf(seen.tree, seen.texts, seen.ref, seen.origin)
    )


def _search(facts: Facts, kind: DocumentKind) -> Found:
    own = shelf(facts)
    if isinstance(own, Unknown):
        return own
    search = Search(own, kind)
    found = _declared(facts, own, search) or search.in_files()
    if found is not None:
        return found
    in_readme = search.in_readme()
    here = in_readme if isinstance(in_readme, Document) and in_readme.how != "off-site" else search.in_guide()
    if here is not None:
        return here
    inherited = _inherited(facts, search) if TABLE[kind].inherited else None
    if isinstance(inherited, Document):
        return inherited
    for unsure in (in_readme, inherited, _hidden(own.tree, search.kind)):
        if unsure is not None:
            return unsure
    return _missing(search)


def _missing(search: Search) -> Missing:
    entry = TABLE[search.kind]
    places = [*LOOKED_AT] if not entry.rooted else [*LOOKED_AT[:5]]
    if entry.headed:
        places += ["README headings", "README links"]
    if search.kind in IN_GUIDE:
        places.append("CONTRIBUTING headings")
    if entry.inherited:
        places.append("owner's defaults")
    return Missing(search.kind, tuple(places), "; ".join(search.notes[:5]))


def _declared(facts: Facts, own: Shelf, search: Search) -> Document | None:
    """The document at the place that the project's own settings declare; an address is recorded, never
    fetched.
    """
    place = facts.locations.get(search.kind, "")
    if "://" in place:
        text = Unknown("declared at an address; linked, not read")
        return Document(search.kind, "", 0, text, "location", url=place)
    path = own.existing(joined("", place)) if place else ""
    if path and not isinstance(own.destination(path), Unknown):
        return Document(search.kind, path, 0, own.text(path), "location")
    if place:
        search.notes.append(f"the declared location {place} is not in the tree")
    return None


def _inherited(facts: Facts, search: Search) -> Document | Unknown | None:
    """The owner's default; Unknown when it could not be read, except for a local path: there it is only a
    note.
    """
    owner = facts.snapshot.inherited
    if isinstance(owner, Unknown):
        if facts.snapshot.ref.path:
            search.notes.append(owner.reason)
            return None
        return owner
    found = Search(facts.lent(partial_shelf), search.kind).in_files()
    if found is not None:
        return replace(found, how="inherited", url=owner.repository)
    return _hidden(owner.tree, search.kind) or (
        Unknown(owner.partial) if owner.partial != owner.tree.partial else None
    )


def _hidden(tree: Tree, kind: DocumentKind) -> Unknown | None:
    """Why a document may be in a tree that was seen in part; None when it cannot be."""
    if not tree.partial or (tree.unlisted and not any(may_lie_in(folder, kind) for folder in tree.unlisted)):
        return None
    return Unknown(tree.partial)


def partial_shelf(facts: Facts) -> Shelf:
    """The shelf of the owner's defaults; empty when they were not read."""
    owner = facts.snapshot.inherited
    seen = Inherited() if isinstance(owner, Unknown) else owner
    return Shelf(seen.tree, seen.texts, RepoRef())


def _read(kind: DocumentKind, facts: Facts) -> Reading:
    found = document(facts, kind)
    if isinstance(found, Unknown):
        return found
    if isinstance(found, Missing):
        evidence = (
            Evidence("absence", path=place, name=kind, value=found.note or None) for place in found.looked_at
        )
        return Value("", tuple(evidence))
    return Value(
        found.path or found.url,
        (Evidence("path", path=found.path, line=found.line, name=kind, value=found.how),),
    )


FACTS: Final[tuple[Fact, ...]] = tuple(
    Fact(
        name=f"documents.{kind}",
        kind="text",
        definition=f"Where the document {kind!r} was found (the README for a section); empty when it is missing.",
        read=partial(_read, kind),
        needs=frozenset({"tree", "texts", "inherited"} if TABLE[kind].inherited else {"tree", "texts"}),
        source="order of search: the design's list of places, after GitHub's community health files",
        texts=WANTED,
    )
    for kind in KINDS
)
