"""Which source files stand for all of them: a sample spread over the tree, the same every time."""

from typing import Final

from oshealth.facts.digests import blake2b
from oshealth.facts.languages import VENDORED, language_of
from oshealth.facts.late import late
from oshealth.facts.seen import told_of
from oshealth.snapshot import Tree

SAMPLE: Final = 60
_ASIDE: Final = late(
    r"(?i)(?:^|/)(?:docs?|testdata|fixtures?|generated|gen)/|_pb2(?:_grpc)?\.py$"
    r"|[._](?:min|generated|pb2?|g)\.\w{1,5}$"
)


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
    return bool(language_of(path)) and not VENDORED.search(path) and not _ASIDE().search(path)


def _order(path: str) -> bytes:
    return blake2b(path.encode(errors="replace")).digest()
