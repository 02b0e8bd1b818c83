"""Which source files stand for all of them: a sample spread over the tree, the same every time."""

from functools import lru_cache
from typing import Final

from oshealth.facts.digests import blake2b
from oshealth.facts.languages import is_vendored, language_of
from oshealth.facts.late import late
from oshealth.facts.seen import told_of
from oshealth.snapshot import Tree

SAMPLE: Final = 60
_ASIDE: Final = late(r"(?i)(?:^|/)(?:docs?|testdata|fixtures?|generated|gen)/")
_GENERATED: Final = late(r"(?i)_pb2(?:_grpc)?\.py$|[._](?:min|generated|pb2?|g)\.\w{1,5}$")
_ENDS_OF_GENERATED: Final = ("_grpc", "min", "generated", "pb", "pb2", "g")
_LONGEST_END: Final = max(map(len, _ENDS_OF_GENERATED))


def sample(tree: Tree) -> tuple[str, ...]:
    """At most SAMPLE source files, chosen by the hash of their path: spread over the tree, and the same every time."""
    return chosen(sources(tree))


def chosen(every: list[str]) -> tuple[str, ...]:
    """The sample of these paths."""
    if len(every) <= SAMPLE:
        return tuple(every)
    return tuple(sorted(sorted(every, key=_order)[:SAMPLE]))


def sources(tree: Tree) -> list[str]:
    """Code by its extension; foreign, generated and documentation folders apart. Cheaper than what asks who wrote what."""
    return [*told_of(tree.paths, _is_source)]


def _is_source(path: str) -> bool:
    if not language_of(path) or _is_aside(path[: path.rfind("/") + 1]):
        return False
    return not is_vendored(path) and not _is_generated(path)


@lru_cache(1 << 15)
def _is_aside(folder: str) -> bool:
    return _ASIDE().search(folder) is not None


def _is_generated(path: str) -> bool:
    """Whether a file's name says that a program wrote it."""
    dot = path.rfind(".")
    before = path[max(0, dot - _LONGEST_END) : dot] if dot > 0 else ""
    is_likely = before.lower().endswith(_ENDS_OF_GENERATED) or not path.isascii()
    return is_likely and _GENERATED().search(path) is not None


def _order(path: str) -> bytes:
    return blake2b(path.encode(errors="replace")).digest()
