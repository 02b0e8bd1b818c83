"""Who is thanked, and for what: the settings of All Contributors, which credit more than code."""

from typing import Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.documents import shelf
from oshealth.facts.limits import Plain
from oshealth.facts.reading import at, read_json, strings
from oshealth.snapshot import Evidence, Unknown

FILE: Final = ".all-contributorsrc"
CODE: Final = frozenset(
    {"code", "maintenance", "infra", "test", "review", "plugin", "tool", "platform", "security"}
)


def _kinds(facts: Facts) -> Reading:
    """The kinds of contribution in the order of the file; those of code and around it are left out."""
    own = shelf(facts)
    if isinstance(own, Unknown):
        return own
    if FILE not in own.paths:
        if own.tree.partial:
            return Unknown(own.tree.partial)
        return Value((), (Evidence("absence", FILE, name="contributions"),))
    text = own.text(FILE)
    value = text if isinstance(text, Unknown) else read_json(text)
    if isinstance(value, Unknown):
        return Unknown(f"{FILE}: {value.reason}")
    people = at(value, "contributors")
    kinds = [kind for person in (people if isinstance(people, list) else []) for kind in _of(person)]
    others = tuple(dict.fromkeys(kind for kind in kinds if kind not in CODE))[:50]
    return Value(others, (Evidence("path", FILE, name="contributions", value=len(kinds)),))


def _of(person: Plain) -> list[str]:
    """What one person is credited for: words, or objects with a type and a link."""
    given = at(person, "contributions")
    return strings([at(one, "type") or one for one in given] if isinstance(given, list) else given)


FACTS: Final[tuple[Fact, ...]] = (
    Fact(
        name="recognition.other_than_code",
        kind="list",
        definition="Kinds of contribution other than code that .all-contributorsrc credits people for, such as doc.",
        read=_kinds,
        needs=frozenset({"tree", "texts"}),
        source="All Contributors, emoji key (https://allcontributors.org/docs/en/emoji-key)",
        texts=(FILE,),
    ),
)
