"""The documents of one tree: texts by path, each parsed once, links resolved inside the tree, symbolic links
once.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Container
from typing import Final
from urllib.parse import unquote

from msgspec.structs import replace

from oshealth.compiled import compiled
from oshealth.facts.documents.kinds import DocumentKind
from oshealth.facts.documents.one_down import one_down
from oshealth.facts.documents.places import Candidate, candidates, seen_candidates
from oshealth.facts.markup import Link, Markup, parse
from oshealth.facts.seen import SeenPaths, asked_of
from oshealth.reference import RepoRef
from oshealth.snapshot import Texts, Tree, Unknown

_BLOB: Final = compiled(
    r"https?://[^/\s]+/([^\s?#]+?)/([^/\s?#]+?)(?:\.git)?/(?:-/)?(?:blob|tree|raw|edit|src/branch|src/commit|src/tag)/([^\s?#]+)"
)
_PROJECT: Final = compiled(
    r"https?://(?:github\.com|gitlab\.com|codeberg\.org)/([\w.-]+)/([\w.-]+?)(?:\.git)?(?:[/?#]|$)"
)
_LABEL: Final = compiled(r"\s*(?:[-*+•]\s+)?[*_]{0,2}([^:*_\n]{3,60}?)[*_]{0,2}\s?:[*_]{0,2}\s*<?")
_NO_PATHS: Final = ("#", "mailto:", "//", "tel:", "data:", "javascript:")
_INDEXES: Final = ("README.md", "index.md", "README.rst", "index.rst", "README.adoc", "index.adoc", "README")


class Shelf:
    """Texts and candidates of a tree, read when first asked for and kept. `ref`, or the `origin` of a clone on a disk,
    tells which absolute links lead home.
    """

    def __init__(
        self, tree: Tree, texts: Texts | Unknown, ref: RepoRef, origin: RepoRef | None = None
    ) -> None:
        self.tree = tree
        self.texts = texts
        self.ref = ref
        self.origin = origin
        self._candidates: dict[DocumentKind, list[Candidate]] | None = None
        self._paths: Container[str] | None = None
        self._folders: frozenset[str] | None = None
        self._markup: dict[str, Markup | Unknown] = {}
        self._home: tuple[str, str] | None = None
        self._named: dict[str, tuple[str, str]] = {}
        self._leads: dict[str, tuple[tuple[Link, bool], ...]] = {}
        self._resolved: dict[
            tuple[str, str], str
        ] = {}  # each kind of document asks where the same links lead

    def candidates(self, kind: DocumentKind) -> list[Candidate]:
        """Where a document of this kind may lie, best first."""
        if isinstance(self.tree.paths, SeenPaths):
            return seen_candidates(self.tree.paths, kind) or one_down(self.tree.paths, kind)
        if self._candidates is None:
            self._candidates = candidates(self.tree.paths)
        if kind not in self._candidates:
            self._candidates[kind] = one_down(self.tree.paths, kind)
        return self._candidates[kind]

    @property
    def paths(self) -> Container[str]:
        """Every path of the tree."""
        if self._paths is None:
            self._paths = asked_of(self.tree.paths)
        return self._paths

    @property
    def folders(self) -> frozenset[str]:
        """Every folder of the tree, and every submodule."""
        if self._folders is None or isinstance(self.tree.paths, SeenPaths):
            found = set(self.tree.submodules)
            for path in self.tree.paths:
                parent = path.rpartition("/")[0]
                while parent and parent not in found:
                    found.add(parent)
                    parent = parent.rpartition("/")[0]
            self._folders = frozenset(found)
        return self._folders

    def destination(self, path: str) -> str | Unknown:
        """Where a path leads: itself, or the target of a symbolic link, followed once and never out of the
        tree.
        """
        target = self.tree.links.get(path)
        if target is None:
            return path
        inside = joined(path, target)
        if not inside or inside not in self.paths:
            return Unknown(f"{path} is a symbolic link that leads out of the repository")
        if inside in self.tree.links:
            return Unknown(f"{path} is a symbolic link to another symbolic link")
        return inside

    def text(self, path: str) -> str | Unknown:
        """The contents of a path, or why they are not known."""
        where = self.destination(path)
        if isinstance(where, Unknown):
            return where
        if isinstance(self.texts, Unknown):
            return self.texts
        found = self.texts.by_path.get(where)
        if found is None:  # a source gives what a link leads to under the link's own path
            found = self.texts.by_path.get(path)
        return Unknown(self.texts.partial or f"{where} was not read") if found is None else found

    def markup(self, path: str) -> Markup | Unknown:
        """The parsed contents of a path."""
        text = self.text(path)
        if path not in self._markup:
            self._markup[path] = text if isinstance(text, Unknown) else parse(path, text)
        return self._markup[path]

    def resolve(self, base: str, target: str) -> str:
        """The path in this tree to which a link in the file `base` leads; empty when it leads elsewhere or
        nowhere.
        """
        if isinstance(self.tree.paths, SeenPaths):
            return self._resolve(base, target)
        known = self._resolved.get((base, target))
        if known is None:
            known = self._resolved[base, target] = self._resolve(base, target)
        return known

    def leads(self, path: str, markup: Markup) -> tuple[tuple[Link, bool], ...]:
        """The links in the text of a path, each with its label, and whether it may lead to a file of this tree."""
        if path not in self._leads:
            links = (_labelled(link, markup) for link in markup.links)
            self._leads[path] = tuple((link, _may_be_here(link.target)) for link in links)
        return self._leads[path]

    def _resolve(self, base: str, target: str) -> str:
        target = target.strip()
        if "://" in target:
            return self._at_home(target)
        if target.startswith(_NO_PATHS):
            return ""
        inside = self.place(base, target)
        return self.existing(inside) if inside and not inside.startswith("..") else ""

    def place(self, base: str, target: str) -> str:
        """Where a relative link in the file `base` points, whether that exists or not; `../…` when out of the tree."""
        plain = unquote(re.split(r"[?#]", target.strip(), maxsplit=1)[0])
        path = posixpath.normpath(
            posixpath.join("" if plain.startswith("/") else posixpath.dirname(base), plain.lstrip("/"))
        )
        return "" if path == "." else path

    def existing(self, path: str) -> str:
        """The path as it stands in the tree: a file, a Sphinx name without extension, or a folder's index."""
        if path in self.paths:
            return path
        for ending in (".md", ".rst", ".adoc"):
            if path + ending in self.paths:
                return path + ending
        for index in _INDEXES:
            if f"{path}/{index}" in self.paths:
                return f"{path}/{index}"
        return ""

    @property
    def called(self) -> tuple[str, str]:
        """Owner and name in lower case, by the reference or where the clone came from; empty where neither tells."""
        ref = self.ref if self.ref.owner else self.origin or RepoRef()
        return ref.owner.lower(), ref.name.lower().removesuffix(".git")

    @property
    def home(self) -> tuple[str, str]:
        """Owner and name of this repository in lower case: the reference's; of a folder those it was cloned from, or the
        pair the README names most often, which counts first where it has the same name: a fork keeps the README of
        what it was forked from.
        """
        if self._home is None or isinstance(self.tree.paths, SeenPaths):
            self._home = self.called if self.ref.owner else self._home_of_folder()
        return self._home

    def is_home(self, pair: tuple[str, str]) -> bool:
        """Whether an owner and a name, in lower case, are those of this repository."""
        return pair == self.home

    def _home_of_folder(self) -> tuple[str, str]:
        named, called = self._named_most(), self.called
        return named if named[1] == called[1] or not called[0] else called

    def _named_most(self) -> tuple[str, str]:
        """By the README's links and images; empty when none is named twice."""
        readme = next(iter(self.candidates("readme")), None)
        markup = self.markup(readme.path) if readme else Unknown("no README")
        if readme is None or isinstance(markup, Unknown):
            return "", ""
        if readme.path not in self._named:
            self._named[readme.path] = _named_most_in(markup)
        return self._named[readme.path]

    def _at_home(self, url: str) -> str:
        """The path that an address like …/OWNER/NAME/blob/REVISION/PATH names, when it names this
        repository.
        """
        found = _BLOB.match(url)
        if found is None or not self.is_home((found[1].lower(), found[2].lower())):
            return ""
        segments = unquote(found[3]).split("/")
        inside = ("/".join(segments[skip:]) for skip in range(1, min(4, len(segments))))
        return next((there for path in inside if (there := self.existing(path.rstrip("/")))), "")


def _labelled(link: Link, markup: Markup) -> Link:
    """A bare address bears the label before it on its line: `Code of conduct: https://…`."""
    if link.text or not link.target or not 0 < link.line <= len(markup.lines):
        return link
    before, address, _ = markup.lines[link.line - 1].partition(link.target)
    label = _LABEL.fullmatch(before[:200]) if address else None
    return replace(link, text=label[1]) if label else link


def _may_be_here(target: str) -> bool:
    """Whether a link may lead to a file of the tree that it stands in, told by itself."""
    if "://" in target:
        return _BLOB.match(target.strip()) is not None
    return not target.strip().startswith(_NO_PATHS)


def _named_most_in(markup: Markup) -> tuple[str, str]:
    targets = (*(link.target for link in markup.links), *(image.target for image in markup.images))
    pairs = Counter(
        (found[1].lower(), found[2].lower()) for target in targets if (found := _PROJECT.match(target))
    )
    (pair, times) = next(iter(pairs.most_common(1)), (("", ""), 0))
    return pair if times > 1 else ("", "")


class Wanting(Shelf):
    """A shelf to choose what else to read, before it is known which repository this is: an address may lead home where
    the file that it names is in the tree.
    """

    def is_home(self, pair: tuple[str, str]) -> bool:  # noqa: ARG002 - any may be
        """Yes: see above."""
        return True


def joined(base: str, target: str) -> str:
    """A path relative to the file `base`, normalised; empty when it leaves the tree."""
    if target.startswith("/"):
        return ""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(base), target))
    return "" if path == "." or path.startswith("../") or path == ".." else path
