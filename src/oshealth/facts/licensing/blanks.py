"""The places where a published license names its holder or gives their address: other names there do not change it."""

from collections.abc import Iterator, Sequence
from typing import Final

from oshealth.facts.licensing.guard import HOLDERS, may_be_name

_LONGEST: Final = 24
_JOINED: Final = frozenset({"or", "and"})
_VERBS: Final = frozenset({"has", "have", "disclaim", "disclaims", "make", "makes", "shall"})
_SENTENCES: Final = frozenset(
    {"you", "your", "will", "may", "be", "is", "are", "this", "that", "which", "who", "if", "when", "agree", "agrees"}
)  # fmt: skip
_ARTICLE: Final = "the"
_NUMBERED: Final = "python"


def names_another(
    added: Sequence[str], known: Sequence[str], place: tuple[int, int], names: Sequence[str]
) -> bool:
    """Whether `added` words, in the `place` (from, to) of a known text, only name another holder than one of its `names`
    does, or one more beside it; also the version of a product after its name."""
    if len(added) > _LONGEST or not may_be_name(added) or not _SENTENCES.isdisjoint(added):
        return False
    on, until = place
    if on == until and (_joins(added, known[on : on + 3]) or _numbers(added, known[on - 1 : on])):
        return True
    spans = list(_spans(known, place, names))
    if on == until:
        return any(_is_beside_name(added, on, span) for span in spans)
    return all(any(start <= at < end for start, end in spans) for at in range(on, until))


def _joins(added: Sequence[str], after: Sequence[str]) -> bool:
    """Whether words are one name more before the holder of a license: "Example Inc or" the author."""
    rest = after[1:] if after and after[0] == _ARTICLE else after
    return added[-1] in _JOINED and bool(rest) and (rest[0] in HOLDERS or rest[0] == "copyright")


def _numbers(added: Sequence[str], before: Sequence[str]) -> bool:
    return list(before) == [_NUMBERED] and all(word.isdigit() for word in added)


def _spans(known: Sequence[str], place: tuple[int, int], names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where in a known text, around a place, one of the names stands, with its article and the verb after it."""
    for name in names:
        said = name.split(" ")
        for start in range(max(0, place[0] - len(said)), min(place[1] + 1, len(known))):
            if list(known[start : start + len(said)]) != said:
                continue
            end = start + len(said)
            article, verb = known[max(0, start - 1)] == _ARTICLE, known[end : end + 1]
            yield start - article, end + (bool(verb) and verb[0] in _VERBS)


def _is_beside_name(added: Sequence[str], on: int, span: tuple[int, int]) -> bool:
    """Whether words are put into a name, or are another one before or after it."""
    start, end = span
    return start < on < end or (on == start and added[-1] in _JOINED) or (on == end and added[0] in _JOINED)
