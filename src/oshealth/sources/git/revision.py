"""Which commit is looked at: the default branch or what was asked for, now or as it stood at a date."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct

from oshealth.errors import EmptyRepository
from oshealth.sources.git.command import GitSaid
from oshealth.sources.git.repository import Repository

_HEXADECIMAL: Final = frozenset("0123456789abcdefABCDEF")
_FORBIDDEN: Final = frozenset(" ~^:?*[\\")
_SHORTEST_ID: Final = 4
_TREE_BYTES: Final = len("tree ") + 64 + 1


class Root(Struct, frozen=True):
    """The commit that is looked at, and the tree at its root; both as object ids in hexadecimal."""

    commit: str
    tree: str


def is_id(text: str) -> bool:
    """Whether a text may be the beginning of an object id."""
    return _SHORTEST_ID <= len(text) <= 64 and set(text) <= _HEXADECIMAL


def is_full_id(text: str) -> bool:
    """Whether a text is a whole object id, of SHA-1 or SHA-256."""
    return len(text) in {40, 64} and is_id(text)


def check_name(asked: str) -> None:
    """Raises EmptyRepository for a revision that git allows no ref to be named, so that none is looked for."""
    bad = asked.startswith(("-", "/", ".")) or ".." in asked or "@{" in asked or len(asked) > 250
    if bad or not asked.isprintable() or _FORBIDDEN & set(asked):
        raise EmptyRepository(
            "the revision asked for is no branch, tag or commit id", "Give one, as in --rev main."
        )


def find_root(repository: Repository, asked: str, as_of: datetime | None) -> Root:
    """The commit to look at. Raises EmptyRepository when there is none of that name, or none that early."""
    if found := repository.roots.get((asked, as_of)):
        return found
    commit, tree = _resolve(repository, asked) if asked else _default(repository)
    if as_of:
        commit, tree = _at(repository, commit, as_of), ""
    root = repository.roots[asked, as_of] = Root(commit, tree or _tree(repository, commit))
    return root


def _tree(repository: Repository, commit: str) -> str:
    """The tree at the root of a commit, whether or not it is there."""
    trouble = EmptyRepository(f"commit {commit} cannot be read", "Check the repository with: git fsck")
    try:
        [(_, content)] = repository.objects.contents([commit], _TREE_BYTES)
    except GitSaid as error:
        raise trouble from error
    word, _, tree = content.partition(b"\n")[0].decode("ascii", "replace").partition(" ")
    if word != "tree" or not is_full_id(tree):
        raise trouble
    return tree


def _found(repository: Repository, names: Sequence[str]) -> tuple[str, str] | None:
    """The commit of the first name that has one, and its tree where that is there."""
    kinds = repository.kinds([f"{name}^{{{kind}}}" for name in names for kind in ("commit", "tree")])
    for (commit, kind, _), (tree, its, _) in zip(kinds[0::2], kinds[1::2], strict=True):
        if kind == "commit":
            return commit, tree if its == "tree" else ""
    return None


def _default(repository: Repository) -> tuple[str, str]:
    if found := _found(repository, [repository.head]):
        return found
    branch = repository.git.run(
        "for-each-ref", "--count=1", "--sort=-committerdate", "--format=%(refname)", "refs/heads"
    )
    name = branch.decode("utf-8", "replace").strip().removeprefix("refs/heads/")
    if name:
        raise EmptyRepository("its default branch has no commit", f"Choose another one, as in --rev {name}.")
    raise EmptyRepository("it has no commit yet", "Nothing can be said of an empty repository.")


def _resolve(repository: Repository, asked: str) -> tuple[str, str]:
    check_name(asked)
    names = [asked] if asked.startswith("refs/") or is_full_id(asked) else []
    names += [f"refs/{room}/{asked}" for room in ("tags", "heads", "remotes/origin")]
    names += [asked] if is_id(asked) else []
    names += [repository.head] if asked == "HEAD" else []
    if found := _found(repository, names):
        return found
    raise EmptyRepository(
        f"it has no branch, tag or commit {asked}",
        "Check the spelling; give a commit by its full id when it is on no branch."
        if is_id(asked)
        else "Check it.",
    )


def _at(repository: Repository, commit: str, as_of: datetime) -> str:
    """The last commit on the first-parent line that was committed by then."""
    moment = max(0, int(as_of.timestamp()))  # git knows no commit before 1970, and takes a minus for no limit
    try:
        said = repository.git.run(
            "rev-list", "-1", "--first-parent", f"--min-age={moment}", "--end-of-options", commit
        )
    except GitSaid as error:
        raise EmptyRepository(
            f"its history cannot be read back to {as_of.date()}", "Try: git fsck"
        ) from error
    if said:
        return said.decode().strip()
    if repository.partial:
        raise EmptyRepository(
            f"its history is not here back to {as_of:%Y-%m-%d}",
            "It is a shallow clone: fetch the rest with git fetch --unshallow.",
        )
    raise EmptyRepository(f"it has no commit as early as {as_of.date()}", "Choose a later date.")
