"""Which further texts a project's own texts lead to: what a source reads after the first look."""

from collections.abc import Iterator
from typing import Final

from oshealth.facts.documents.content import is_pointer, may_point
from oshealth.facts.documents.finder import NEVER_POINTERS, Document, Search, is_prose
from oshealth.facts.documents.headings import link_names
from oshealth.facts.documents.kinds import TABLE
from oshealth.facts.documents.places import named_kinds, stem_and_extension
from oshealth.facts.documents.shelf import Shelf
from oshealth.facts.markup import Link
from oshealth.snapshot import Unknown


def linked_paths(shelf: Shelf, most: int = 40) -> Iterator[str]:
    """Paths in the tree that the README, or a pointer among the documents, leads to and whose texts tell
    something.
    """
    sources = [candidate.path for candidate in shelf.candidates("readme")[:1]]
    for kind in TABLE:
        if kind not in NEVER_POINTERS:
            sources += [candidate.path for candidate in shelf.candidates(kind)[:1]]
    given = 0
    for source in dict.fromkeys(sources):
        text = shelf.text(source)
        is_readme = source == sources[0]
        if isinstance(text, Unknown) or not (is_readme or may_point(text)):
            continue
        markup = shelf.markup(source)
        if isinstance(markup, Unknown) or not (is_readme or is_pointer(text, markup)):
            continue
        for link in markup.links:
            there = shelf.resolve(source, link.target)
            if is_prose(there) and (not is_readme or _tells(link, there)):
                yield there
                given += 1
                if given >= most:
                    return


def listed_in(found: Document, shelf: Shelf) -> tuple[str, ...]:
    """The tables in the tree, as comma- or tab-separated values, to which a document leads: the list itself."""
    markup = found.markup()
    links = () if isinstance(markup, Unknown) else markup.links
    there = dict.fromkeys(shelf.resolve(found.path, link.target) for link in links)
    return tuple(path for path in there if path.lower().endswith((".csv", ".tsv")))


def table_paths(shelf: Shelf) -> Iterator[str]:
    """The tables to which the list of adopters leads."""
    search = Search(shelf, "adopters")
    found = search.in_files() or search.in_readme()
    if isinstance(found, Document):
        yield from listed_in(found, shelf)


def unread_paths(shelf: Shelf) -> Iterator[str]:
    """The likeliest changelog where no text of one was asked for: in a folder of releases, pages are called by versions."""
    likely = shelf.candidates("changelog")
    if likely and all(isinstance(shelf.text(candidate.path), Unknown) for candidate in likely):
        yield likely[0].path


_GUIDES: Final = frozenset(
    [
        "install",
        "installation",
        "installing",
        "setup",
        "gettingstarted",
        "quickstart",
        "quickstartguide",
        "usage",
        "tutorial",
        "examples",
        "development",
        "developing",
        "developers",
        "building",
        "build",
        "deployment",
        "deploy",
        "userguide",
        "guide",
        "documentation",
        "faq",
        "team",
        "process",
        "processes",
        "howwework",
        "developmentprocess",
    ]
)


def _tells(link: Link, there: str) -> bool:
    stem, _, _ = stem_and_extension(there.rpartition("/")[2])
    return bool(named_kinds(there)) or stem in _GUIDES or any(link_names(link.text, kind) for kind in TABLE)
