"""One license for a whole project, out of all its license files: what each is, and how they belong together."""

import re
from collections.abc import Sequence, Set
from functools import partial
from typing import Final

from msgspec import Struct

from oshealth.compiled import compiled
from oshealth.facts.base import Facts
from oshealth.facts.licensing.agreement import folded
from oshealth.facts.licensing.expressions import Expression, join, parse
from oshealth.facts.licensing.files import MOST_FILES, LicenseFile, Role, license_files, target_of
from oshealth.facts.licensing.identification import TRANSLATED, Identification
from oshealth.facts.licensing.identify import identify_file
from oshealth.facts.licensing.notices import offers_choice
from oshealth.facts.licensing.spdx import flags
from oshealth.facts.licensing.words import MOST_CHARACTERS, words_of
from oshealth.snapshot import Texts, Tree, Unknown

_SMALLEST: Final = 40
_POINTER: Final = 90
_MOST_TEXT: Final = 1_200_000
_R_BLANKS: Final = compiled(
    r"\s*YEAR:[^\n]{1,60}\n\s*COPYRIGHT HOLDERS?:[^\n]{1,500}\s*(?:ORGANI[SZ]ATION:[^\n]{1,200}\s*)?"
)
_R_TEMPLATE: Final = compiled(r"^License:\s*(MIT|BSD_[23]_clause)\s*\+\s*file\s+LICEN[CS]E\s*$", re.MULTILINE)
_R_TEMPLATES: Final = {"MIT": "MIT", "BSD_2_clause": "BSD-2-Clause", "BSD_3_clause": "BSD-3-Clause"}
_PAGE: Final = compiled(r"licen[cs]es\.\w{1,9}", re.IGNORECASE)
_OWN: Final = frozenset({"project", "choice"})


class Read(Struct, frozen=True):
    """One license file that was read and what it was recognised as; `offers` says that it lets one choose,
    `pointer` that it only points to other files; `size` is its length in characters."""

    path: str
    role: Role
    identified: Identification
    offers: bool = False
    pointer: bool = False
    size: int = 0

    @property
    def line(self) -> int:
        """The line at which the license begins, 1-based; 0 when nothing was recognised."""
        return self.identified.parts[0].first_line if self.identified.parts else 0


class ProjectLicense(Struct, frozen=True):
    """All license files of a project. `unread` says why one of them could not be read; empty when all were."""

    files: tuple[Read, ...]
    unread: str = ""

    def of(self, *roles: Role) -> tuple[Read, ...]:
        """The files that have one of these roles."""
        return tuple(file for file in self.files if file.role in roles)

    @property
    def chief(self) -> tuple[Read, ...]:
        """The files that license the project itself: those at the root, else the LICENSES folder, else its contents."""
        root = [file for file in self.of("project", "choice") if not file.pointer]
        sure = {file.identified.expression for file in root if file.identified.verdict == "sure"}
        if sure:  # then a page on licenses is none itself, and a translation of such a text says nothing more
            root = [
                file for file in root if file.identified.verdict != "none" or not _PAGE.fullmatch(file.path)
            ]
            root = [file for file in root if not _is_translation_of(sure, file)]
        return tuple(root) or self.of("folder") or self.of("content") or self.of("project", "choice")

    def own(self, declared: frozenset[str]) -> tuple[Read, ...]:
        """The chief files. In LICENSES/ lies each license that any file is under: where the project declares some of them
        for itself (folded ids), only those."""
        named = {file: _ids(file) for file in self.chief if file.role == "folder"}
        own = tuple(file for file, ids in named.items() if ids and ids <= declared)
        is_whole = len(named) == len(self.chief) and declared <= set().union(*map(_ids, own))
        return own if own and is_whole else self.chief


def _is_translation_of(sure: Set[str], file: Read) -> bool:
    return file.identified.reason == TRANSLATED and file.identified.expression in sure


def _ids(file: Read) -> frozenset[str]:
    tree = parse(file.identified.expression)
    return frozenset(folded(one.id) for one in tree.licenses()) if tree else frozenset()


def project_license(facts: Facts) -> ProjectLicense | Unknown:
    """Every license file of the snapshot, read and identified."""
    tree, texts = facts.snapshot.tree, facts.snapshot.texts
    if isinstance(tree, Unknown):
        return tree
    named = license_files(tree.paths)
    if named and isinstance(texts, Unknown):
        return texts
    if not named and tree.partial:
        return Unknown(tree.partial)
    own = [file for file in named if file.role in _OWN] or named
    read, unread, taken = [], _too_many(own), 0
    for file in named[:MOST_FILES]:
        text = "" if isinstance(texts, Unknown) else _text(file, tree, texts)
        if isinstance(text, Unknown):
            unread = unread or f"{file.path}: {text.reason}"
        elif taken >= _MOST_TEXT and file in own:
            unread = unread or f"{file.path}: the license files before it are too long together"
        elif len(text.strip()) >= _SMALLEST and taken < _MOST_TEXT:
            description = "" if isinstance(texts, Unknown) else texts.by_path.get("DESCRIPTION", "")
            known = _of_r(file, text, description)
            read.append(known or facts.same((_read, file, text), partial(_read, file, text)))
            taken += min(len(text), MOST_CHARACTERS)
    return ProjectLicense(tuple(read), unread)


def _too_many(own: Sequence[LicenseFile]) -> str:
    """Why not every license file that may be the project's own was read; a long LICENSES folder beside one is no harm."""
    return f"only {MOST_FILES} of {len(own)} license files were read" if len(own) > MOST_FILES else ""


def expression_of(files: Sequence[Read]) -> Expression | None:
    """The expression that several files make together; None when one of them cannot be named.

    Files named by their license (LICENSE-MIT, LICENSE-APACHE), or a text that says so, offer a choice, the shortest
    first; otherwise all apply. LGPL-3.0 is written on top of GPL-3.0, whose text then stands beside it.
    """
    choice = any(file.offers for file in files) or all(file.role == "choice" for file in files)
    ordered = sorted(files, key=lambda file: file.size) if choice else files
    trees = [parse(file.identified.expression) for file in ordered]
    if not trees or None in trees:
        return None
    named = list(dict.fromkeys(tree for tree in trees if tree is not None))
    lesser = [tree for tree in named if str(tree).startswith("LGPL-3.0")]
    if lesser:
        named = [tree for tree in named if not str(tree).startswith("GPL-3.0")]
    return join("OR" if choice else "AND", named)


def text_of(facts: Facts, file: Read) -> str:
    """The text of a license file that was read."""
    tree, texts = facts.snapshot.tree, facts.snapshot.texts
    if isinstance(tree, Unknown) or isinstance(texts, Unknown):
        return ""
    text = _text(LicenseFile(file.path, file.role), tree, texts)
    return "" if isinstance(text, Unknown) else text


def _text(file: LicenseFile, tree: Tree, texts: Texts) -> str | Unknown:
    target = target_of(file.path, tree.links)
    if not target:
        return Unknown("it is a link that leads to no file of the repository")
    missing = Unknown(texts.partial or "its text was not read")
    return texts.by_path.get(target, texts.by_path.get(file.path, missing))


def _of_r(file: LicenseFile, text: str, description: str | Unknown) -> Read | None:
    """R packages put year and holder into LICENSE; the text is a template that R itself carries, named by DESCRIPTION."""
    named = _R_TEMPLATE.search(description[:20_000]) if isinstance(description, str) else None
    if named is None or file.path not in {"LICENSE", "LICENCE"} or not _R_BLANKS.fullmatch(text[:2_000]):
        return None
    identified = Identification(_R_TEMPLATES[named[1]], "sure", 1.0, by="notice")
    return Read(file.path, file.role, identified, size=len(text))


def _read(file: LicenseFile, text: str) -> Read:
    identified = identify_file(text)
    if file.role == "folder" and identified.verdict != "sure":
        identified = _by_file_name(file.path, identified)
    if identified.by == "text" and " OR " not in identified.expression:
        return Read(file.path, file.role, identified, size=len(text))
    start = " ".join(words_of(text[:4000]).words)
    offers = offers_choice(start)
    short = len(start.split(" ", _POINTER)) <= _POINTER
    pointer = offers and short and identified.by != "text"
    return Read(file.path, file.role, identified, offers, pointer, len(text))


def _by_file_name(path: str, otherwise: Identification) -> Identification:
    """REUSE names each file in LICENSES/ by its SPDX id: trusted where the SPDX texts themselves are not at hand."""
    name = path.rpartition("/")[2]
    stem = name.rpartition(".")[0] or name
    if otherwise.by != "text" and stem in flags().licenses:
        return Identification(stem, "sure", 1.0, by="notice")
    return otherwise
