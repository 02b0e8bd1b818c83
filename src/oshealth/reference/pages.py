"""What a page of a forge shows: where the repository ends in its path, and which revision the rest names."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import parse_qsl, unquote

from oshealth.errors import InvalidReference
from oshealth.reference.text import FORMS, checked_revision

_TWO_PARTS: Final = frozenset({"github", "forgejo", "bitbucket"})
_PAGES: Final = frozenset(
    {"-", "tree", "blob", "raw", "blame", "commit", "commits", "log", "issues", "pulls", "pull"}
    | {"merge_requests", "wiki", "wikis", "releases"}
)
_REF_KINDS: Final = frozenset({"branch", "tag", "commit"})
# git cannot hold a branch `main/docs` beside `main`, so what follows one of these is a folder.
_TRUNKS: Final = frozenset({"main", "master", "trunk", "develop", "HEAD"})


def repository_and_page(path: str, forge: str) -> tuple[list[str], list[str], str]:
    """A still encoded path as the repository's parts, those of a page behind it, and what follows `@`."""
    head, at, revision = path.partition("@")
    if not at:
        return *_cut(path, forge), ""
    parts, page = _cut(head, forge)
    if page:
        return *_cut(path, forge), ""
    if not parts or head.endswith("/"):
        raise InvalidReference("the address has an @ where the name of a repository should be", FORMS)
    return parts, page, checked_revision(unquote(revision))


def _cut(path: str, forge: str) -> tuple[list[str], list[str]]:
    parts = [part for part in path.split("/") if part]
    end = 2 if forge in _TWO_PARTS else _end(parts)
    return parts[:end], parts[end:]


def _end(parts: Sequence[str]) -> int:
    for index, part in enumerate(parts):
        if part.endswith(".git"):
            return index + 1
        is_source = part == "src" and parts[index + 1 : index + 2] and parts[index + 1] in _REF_KINDS
        if index >= 2 and (part in _PAGES or is_source):
            return index
    return len(parts)


def revision_of_page(page: Sequence[str], query: str, forge: str) -> str:
    """The revision that a page of a forge shows; empty for the default branch and for pages without one.

    A branch may hold slashes, so all that follows `/tree/` counts, save after `main` and the like or a commit
    id, which no branch extends; `/blob/` is followed by one part, then the file.
    """
    words = [unquote(part) for part in page if part != "-"]
    found = "/".join(_shown_ref(words, forge)) or _asked_ref(query, forge)
    return checked_revision(found) if found else ""


def _shown_ref(words: Sequence[str], forge: str) -> Sequence[str]:
    match words:
        case ["releases", "tag", *rest] | ["tags" | "branch", *rest]:
            return rest
        case [page, *rest] if (page, forge) in (("releases", "gitlab"), ("src", "bitbucket")):
            return rest[:1]
        case ["src" | "raw" | "commits", "branch" | "tag" | "commit", *rest] if forge in ("forgejo", "git"):
            return _branch(rest)
        case ["tree" | "commits" | "log", *rest]:
            return _branch(rest)
        case ["blob" | "raw" | "blame" | "edit" | "commit", *rest]:
            return _bare(rest)[:1]
    return ()


def _branch(words: Sequence[str]) -> Sequence[str]:
    words = _bare(words)
    if words and (words[0] in _TRUNKS or is_commit_id(words[0])):
        return words[:1]
    return words[: words.index("item")] if "item" in words[1:] else words


def _bare(words: Sequence[str]) -> Sequence[str]:
    return words[2:] if words[:1] == ["refs"] and words[1:2] in (["heads"], ["tags"]) else words


def _asked_ref(query: str, forge: str) -> str:
    """cgit asks for a branch by `?h=`, Bitbucket by `?at=`."""
    asked = {"git": "h", "bitbucket": "at"}.get(forge)
    values = (value for key, value in parse_qsl(query) if key == asked)
    return "/".join(_bare(next(values, "").split("/")))


def is_commit_id(text: str) -> bool:
    """Whether the text is a whole object id, SHA-1 or SHA-256."""
    return len(text) in (40, 64) and all(character in "0123456789abcdef" for character in text)
