"""Documents one folder down: where all of a project lies in one folder, its changelog lies there too."""

from collections.abc import Iterable
from typing import Final

from oshealth.facts.documents.kinds import DocumentKind
from oshealth.facts.documents.places import Candidate, candidates
from oshealth.facts.paths import with_pieces
from oshealth.facts.seen import told_of

KINDS: Final[frozenset[DocumentKind]] = frozenset({"changelog"})
_BUILDS: Final = frozenset(
    {"cmakelists.txt", "configure.ac", "configure.in", "meson.build", "makefile", "makefile.am", "setup.py", "pyproject.toml",
     "package.json", "cargo.toml", "pom.xml", "build.gradle", "build.gradle.kts", "go.mod", "composer.json", "mix.exs"}
)  # fmt: skip
_LIKELY: Final = with_pieces(*sorted(_BUILDS))
_ROOT: Final = "."


def one_down(paths: Iterable[str], kind: DocumentKind) -> list[Candidate]:
    """What may be a document of this kind in the one folder that the project is built in; none where it is built at the
    root, or in several.
    """
    folders = set(told_of(paths, _built_in, _LIKELY).values()) if kind in KINDS else set()
    if len(folders) != 1 or _ROOT in folders:
        return []
    begin = f"{folders.pop()}/"
    names = [path[len(begin) :] for path in paths if path.startswith(begin)]
    inside = candidates(name for name in names if "/" not in name).get(kind, [])
    return [candidate._replace(path=begin + candidate.path) for candidate in inside]


def _built_in(path: str) -> str:
    """The folder of a file that something is built by, `.` for the root; empty for others and deeper ones."""
    folder, _, name = path.rpartition("/")
    return (folder or _ROOT) if "/" not in folder and name.lower() in _BUILDS else ""
