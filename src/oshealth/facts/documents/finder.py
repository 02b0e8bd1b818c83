"""The document finder: a well-known community document, where it was found, how, and with which text."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal, TypeAlias
from urllib.parse import urlsplit

from msgspec import Struct, field
from msgspec.structs import replace

from oshealth.compiled import compiled
from oshealth.facts.documents.content import is_filled, is_pointer, may_point
from oshealth.facts.documents.headings import link_names, may_be_named, names
from oshealth.facts.documents.kinds import MORE_PROSE, SHORTEST, TABLE, DocumentKind
from oshealth.facts.documents.places import Candidate, named_kinds, stem_and_extension
from oshealth.facts.documents.shelf import Shelf
from oshealth.facts.markup import Link, Markup, Section, parse
from oshealth.snapshot import Unknown

How: TypeAlias = Literal["file", "section", "link", "off-site", "inherited", "location"]
_HEAD: Final = 50_000
IN_GUIDE: Final = frozenset({"security-policy", "code-of-conduct"})
"""Kinds that many projects keep as a section of their contributing guide."""
LOOKED_AT: Final = (".github/", ".gitlab/", ".forgejo/", ".gitea/", "/", "docs/", "doc/")


class Document(Struct, frozen=True):
    """A document that was found.

    `path` is where: its own path, the README's for a `section` or an `off-site` link, a path in the owner's
    repository (named by `url`) when `inherited`. `line` is that of the heading or link, 0 for a whole file.
    `text` is the section's or file's contents, Unknown for what was not read. `others` are further files of
    the kind; `pointer` says that the text is short and merely leads elsewhere: what it leads to is unknown.
    """

    kind: DocumentKind
    path: str
    line: int
    text: str | Unknown
    how: How
    others: tuple[str, ...] = ()
    pointer: bool = False
    url: str = ""

    def markup(self) -> Markup | Unknown:
        """The parsed text. Lines count from 1 within `text`; add `line` for lines of the file."""
        return self.text if isinstance(self.text, Unknown) else parse(self.path, self.text)


class Missing(Struct, frozen=True):
    """A document that is not there: all the places looked at, and a note (an empty file, a link out of the
    tree …).
    """

    kind: DocumentKind
    looked_at: tuple[str, ...]
    note: str = ""


class Search(Struct):
    """The search of one kind on one shelf; keeps notes on what it passed over."""

    shelf: Shelf
    kind: DocumentKind
    notes: list[str] = field(default_factory=list)

    def in_files(self) -> Document | None:
        """The first filled file by the order of places, the others listed."""
        found: Document | None = None
        others: list[str] = []
        for candidate in self.shelf.candidates(self.kind):
            if found is None:
                found = self._file(candidate)
            elif len(others) < 50:
                others.append(candidate.path)
        if found and found.pointer and self.kind in _FULL_TEXT_FIRST:
            found = self._unpointed(others) or found
        return replace(found, others=(*found.others, *others)) if found else None

    def _unpointed(self, others: list[str]) -> Document | None:
        """The first of the other files that says itself what the first one only points to elsewhere."""
        for candidate in self.shelf.candidates(self.kind):
            found = self._file(candidate) if candidate.path in others[:10] else None
            if found and isinstance(found.text, str) and not found.pointer:
                return found
        return None

    def in_readme(self) -> Document | Unknown | None:
        """A section of the README, or a link from it into the tree or off it. Unknown when the README was not
        read.
        """
        readme = next(iter(self.shelf.candidates("readme")), None)
        if readme is None or not TABLE[self.kind].headed:
            return None
        markup = self.shelf.markup(readme.path)
        if isinstance(markup, Unknown):
            return Unknown(f"{readme.path}: {markup.reason}")
        found = self._section(readme.path, markup) or self._link(readme.path, markup)
        if found is None and self.kind in _PART_OF_A_PAGE:
            found = self._page(readme.path, markup)
        return Unknown(f"{readme.path}: {markup.cut}") if found is None and markup.cut else found

    def in_guide(self) -> Document | None:
        """A section of the contributing guide that does what a file of its own would do."""
        if self.kind not in IN_GUIDE:
            return None
        guide = next(iter(self.shelf.candidates("contributing")), None)
        markup = self.shelf.markup(guide.path) if guide else None
        if guide is None or not isinstance(markup, Markup):
            return None
        found = self._section(guide.path, markup)
        if found is None or isinstance(found.text, Unknown):
            return None
        return found if not TABLE[self.kind].signs or self._has_sign(found.text) else None

    def _file(self, candidate: Candidate) -> Document | None:
        where = self.shelf.destination(candidate.path)
        if isinstance(where, Unknown):
            self.notes.append(where.reason)
            return None
        text = self.shelf.text(candidate.path)
        if isinstance(text, Unknown):
            return Document(self.kind, candidate.path, 0, text, "file")
        if self.kind in _SPEAK_IN_COMMENTS:
            text = text.replace("<!--", "").replace("-->", "")
        if not candidate.certain and not self._has_sign(text):
            return None
        if not is_filled(text, SHORTEST.get(self.kind, 10)):
            self.notes.append(f"{candidate.path} is empty")
            return None
        found = Document(self.kind, candidate.path, 0, text, "file")
        return self._followed(found, self.shelf.markup(candidate.path)) if may_point(text) else found

    def _has_sign(self, text: str) -> bool:
        head = text[:_HEAD].lower()
        likely = [sign for sign in TABLE[self.kind].signs if all(word in head for word in sign.split())]
        return bool(likely) and any(sign in _one_line(text) for sign in likely)

    def _section(self, path: str, markup: Markup) -> Document | None:
        for section in markup.sections:
            if names(section.heading, self.kind) and not _is_title(section, markup):
                body = markup.body(section)
                if self.kind == "security-policy" and not self._tells_whom(section.heading, body):
                    continue
                if is_filled(body, 5) and not (self.kind in _NO_LISTS and _is_link_list(section, markup)):
                    found = Document(self.kind, path, section.line, body, "section")
                    return self._followed(found, replace(markup, links=_below(section, markup)))
        return None

    def _tells_whom(self, heading: str, body: str) -> bool:
        """Whether a section headed with the bare word is on reports, not on how safe the program is."""
        return not _BARE_SECURITY.fullmatch(heading) or self._has_sign(body) or bool(_ON_REPORTS.search(body))

    def _followed(self, found: Document, markup: Markup | Unknown) -> Document:
        """A pointer is followed once when it leads to a readable text inside the tree."""
        if isinstance(markup, Unknown) or isinstance(found.text, Unknown) or self.kind in NEVER_POINTERS:
            return found
        if not is_pointer(found.text, markup):
            return found
        leads = [link for link in markup.links if not link.target.startswith(("#", "mailto:"))]
        for link in leads:
            there = self.shelf.resolve(found.path, link.target)
            if (
                not is_prose(there)
                or there == found.path
                or _OF_THEIR_OWN.intersection(named_kinds(there)) - {self.kind}
                or not (len(leads) == 1 or self._is_named(link, there))
            ):
                continue
            text = self.shelf.text(there)
            if isinstance(text, str) and is_filled(text):
                return Document(self.kind, there, 0, text, "link", others=(found.path,))
        places = [self.shelf.resolve(found.path, link.target) for link in leads]
        if all(
            _named_otherwise(there) or (not there and self._is_dead(link.target))
            for link, there in zip(leads, places, strict=True)
        ):
            return found
        return replace(found, pointer=True, url=leads[0].target if "://" in leads[0].target else "")

    def _is_dead(self, target: str) -> bool:
        """Whether a link that resolves to nothing names a file of the tree: what is not there cannot say more."""
        path = target.partition("#")[0]
        within = "://" not in path and not path.startswith(("/", ".."))
        return within and not self.shelf.tree.partial and "." in path.rpartition("/")[2]

    def _link(self, path: str, markup: Markup) -> Document | None:
        off_site: Document | None = None
        for link, may_be_here in self.shelf.leads(path, markup):
            there = self.shelf.resolve(path, link.target) if may_be_here else ""
            if there:
                if there != path and is_prose(there) and self._is_named(link, there):
                    return Document(self.kind, there, 0, self.shelf.text(there), "link")
            elif off_site is None and self._leads_off(link):
                text = Unknown("the README links to it off the repository; linked, not read")
                off_site = Document(self.kind, path, link.line, text, "off-site", url=link.target)
        return off_site

    def _page(self, path: str, markup: Markup) -> Document | None:
        """A page that the README leads to and that has a section of this name, beside others that go with it."""
        for link in markup.links:
            there = self.shelf.resolve(path, link.target)
            text = self.shelf.text(there) if is_prose(there) and not named_kinds(there) else ""
            if not isinstance(text, str) or not _PART_OF_A_PAGE[self.kind].search(text):
                continue
            page = self.shelf.markup(there) if may_be_named(there, text, self.kind) else None
            if isinstance(page, Markup) and self._section(there, page):
                return Document(self.kind, there, 0, text, "link")
        return None

    def _is_named(self, link: Link, there: str) -> bool:
        folder, _, name = there.rpartition("/")
        if folder and "readme" in named_kinds(name):  # what the folder is called says more than the link
            return self.kind in (*named_kinds(there), *named_kinds(f"{folder}.md"))
        return self.kind in named_kinds(there) or link_names(link.text, self.kind)

    def _leads_off(self, link: Link) -> bool:
        """Whether a link names this kind of document and leads to a web page that may be it."""
        if not link_names(link.text, self.kind) or not link.target.startswith(("https://", "http://")):
            return False
        address = urlsplit_or_none(link.target)
        if address is None:
            return False
        if (
            address[0] in {"github.com", "gitlab.com", "codeberg.org"}
            and address[1].strip("/").count("/") < 2
        ):
            return False
        foreign = address[0] == "github.com" and not address[1].startswith(f"/{self.shelf.home[0]}/")
        return not (foreign and self.kind in _OWN_ONLY)


_PART_OF_A_PAGE: Final = {
    "governance": compiled(r"(?im)govern|decision|steering committee|gouvernance|gobernanza|治理")
}
"""Kinds of which a page on how the project works may be one part, and what such a page says somewhere."""
_OF_THEIR_OWN: Final = frozenset({"readme", "code-of-conduct", "license"})
"""Kinds of which a text never speaks for another kind: a guide that links the code of conduct does not end there."""
_BARE_SECURITY: Final = compiled(
    r"(?i)\W*(?:security|sicherheit|sécurité|seguridad|segurança|sicurezza|安全|セキュリティ)\W*"
)
_ON_REPORTS: Final = compiled(
    r"(?i)report|e-?mail|contact|advisor|polic|mailto:|tidelift|\S@\S|security\.md|meld|kontakt|signal|écri|denunci|avis|报告|報告|联系|連絡"
)
_FULL_TEXT_FIRST: Final = frozenset({"contributing"})
_OWN_ONLY: Final = frozenset({"roadmap", "changelog", "adopters", "maintainers"})
NEVER_POINTERS: Final = frozenset(
    {"readme", "license", "codeowners", "funding", "citation", "codemeta", "publiccode", "notice", "authors",
     "adopters", "maintainers", "issue-templates", "change-template"}
)  # fmt: skip


_SPEAK_IN_COMMENTS: Final = frozenset(
    {"issue-templates", "change-template"}
)  # what to write there is said in comments
_NO_LISTS: Final = frozenset(
    {"security-policy", "privacy", "accessibility", "architecture", "governance", "charter", "contributing",
     "code-of-conduct", "changelog", "support"}
)  # fmt: skip


@lru_cache(maxsize=32)
def _one_line(text: str) -> str:
    """The beginning of a text in lower case, with single spaces."""
    return " ".join(text[:_HEAD].lower().split())


def _named_otherwise(path: str) -> bool:
    return bool(path) and bool(_OF_THEIR_OWN.intersection(named_kinds(path)))


def _below(section: Section, markup: Markup) -> tuple[Link, ...]:
    return tuple(link for link in markup.links_in(section) if link.line > section.line)


def _is_title(section: Section, markup: Markup) -> bool:
    """Whether a heading is the title of the whole text: the first one, over all the others."""
    return section is markup.sections[0] and section.level == 1 and section.end >= len(markup.lines) - 1


def _is_link_list(section: Section, markup: Markup) -> bool:
    """Whether a section lists other people's pages, as a chapter of a link list does: seven and more
    repositories.
    """
    hosts = (urlsplit_or_none(link.target) for link in _below(section, markup))
    places = {(at[0], *at[1].split("/")[1:3]) for at in hosts if at and at[0] in {"github.com", "gitlab.com"}}
    return len(places) >= 7


def is_prose(path: str) -> bool:
    """Whether a path can be a text for people; an extensionless one must look like a document's name."""
    extension = stem_and_extension(path.rpartition("/")[2])[1]
    return bool(path) and extension in MORE_PROSE and (bool(extension) or bool(named_kinds(path)))


def urlsplit_or_none(url: str) -> tuple[str, str] | None:
    """Host and path of an address in lower case; None when it cannot be parsed."""
    try:
        parts = urlsplit(url)
        return (parts.netloc.lower(), parts.path.lower())
    except ValueError:
        return None
