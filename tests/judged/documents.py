"""The documents and manifests of a clone at its newest commit, for measures over many repositories."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

PROSE: Final = re.compile(
    r"\.(md|mdx|markdown|rst|adoc|asciidoc|txt)$"
    r"|(^|/)(readme|license|copying|notice|news|authors|contributing|governance|maintainers|security|support|hacking)$",
    re.I,
)
"""Paths of files that are written in sentences."""
KEYED: Final = re.compile(
    r"\.(ya?ml|json|toml|cff|cfg|gemspec|exs|csv|properties)$|(^|/)(DESCRIPTION|CODEOWNERS|OWNERS)$", re.I
)
"""Paths of files in which values stand behind keys."""
_FIRST: Final = re.compile(
    r"readme|contribut|govern|securi|conduct|maintain|support|roadmap|adopt|users|faq|privacy|accessib|funding|citation"
    r"|codemeta|publiccode|about|index|install|release|architect|package\.json|pyproject|workflows/|template",
    re.I,
)
MOST_BYTES: Final = 200_000
MOST_FILES: Final = 250
"""What is read of one repository: well-known names first, then what lies nearest to the root."""


def documents(clone: Path) -> Iterator[tuple[str, str]]:
    """Every path of the tree with its text, which is empty for what is not read; nothing for a clone without commits."""
    listed = [
        line.partition("\t") for line in _git(clone, "ls-tree", "-r", "-l", "-z", "HEAD").split("\0") if line
    ]
    blobs = {path: (*meta.split(), "")[2:4] for meta, _, path in listed if meta.startswith("100")}
    read = sorted(
        (
            path
            for path, (_, size) in blobs.items()
            if _wanted(path) and size.isdigit() and int(size) <= MOST_BYTES
        ),
        key=lambda path: (not _FIRST.search(path), path.count("/"), path),
    )[:MOST_FILES]
    texts = _texts(clone, {path: blobs[path][0] for path in read})
    return ((path, texts.get(path, "")) for path in blobs)


def _wanted(path: str) -> bool:
    return bool(PROSE.search(path) or KEYED.search(path))


def _texts(clone: Path, blobs: dict[str, str]) -> dict[str, str]:
    asked = "".join(f"{blob}\n" for blob in blobs.values())
    told = subprocess.run(
        ["git", "-C", str(clone), "cat-file", "--batch"],
        input=asked.encode(),
        capture_output=True,
        check=False,
    ).stdout
    texts: dict[str, str] = {}
    place = 0
    for path in blobs:
        head, _, _ = told[place : place + 200].partition(b"\n")
        place += len(head) + 1
        if head.endswith(b"missing"):  # a partial clone
            continue
        size = int(head.split()[-1])
        texts[path] = told[place : place + size].decode("utf-8", "replace")
        place += size + 1
    return texts


def _git(clone: Path, *words: str) -> str:
    done = subprocess.run(["git", "-C", str(clone), *words], capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace")
