"""The readers behind the license facts: from license files and declarations to values with their evidence."""

from collections.abc import Callable
from typing import Final

from oshealth.facts.base import Facts, Reading, Value
from oshealth.facts.licensing.agreement import Contradiction, contradictions, declared_ids, with_later
from oshealth.facts.licensing.declared import Declared, declared_licenses, unread_declarations
from oshealth.facts.licensing.expressions import Answer, Expression, parse
from oshealth.facts.licensing.openness import copyleft, is_open, is_restricted
from oshealth.facts.licensing.project import Read, expression_of, project_license
from oshealth.snapshot import Evidence, Texts, Tree, Unknown

Asking = Callable[[Expression], Answer]
_MOST_CHANGES: Final = 5
_SHOWN: Final = 80


def files(facts: Facts) -> Reading:
    """Paths of the license files."""
    found = facts.once(project_license)
    if isinstance(found, Unknown):
        return found
    if found.unread and not found.files:
        return Unknown(found.unread)
    return Value(tuple(file.path for file in found.files), _evidence(found.files) or _absence())


def expression(facts: Facts) -> Reading:
    """The SPDX expression as text."""
    tree = facts.once(expression_tree)
    return tree if isinstance(tree, Unknown) else Value(str(tree), _chief_evidence(facts))


def expression_tree(facts: Facts) -> Expression | Unknown:
    """The project's expression; Unknown with the reason when there is no text, or one that nobody but a person can
    tell."""
    found = facts.once(project_license)
    if isinstance(found, Unknown):
        return found
    if found.unread:
        return Unknown(found.unread)
    if not found.chief:
        return Unknown("no license file was found")
    chief = facts.once(_chief)
    tree = None if _unclear(chief) else expression_of(chief)
    if tree is None:
        return Unknown(_why_unclear(chief))
    declared = facts.once(declared_licenses)
    return tree if isinstance(declared, Unknown) else with_later(tree, declared)


def asked(ask: Asking, body: str) -> Callable[[Facts], Reading]:
    """A reader that puts a question to the project's expression."""

    def reader(facts: Facts) -> Reading:
        tree = facts.once(expression_tree)
        if isinstance(tree, Unknown):
            return tree
        answer = ask(tree)
        if answer == "unknown":
            return Unknown(f"{body} of {tree}")
        return Value(answer == "yes", _chief_evidence(facts))

    return reader


def restricting(facts: Facts) -> Reading:
    """The licenses among the project's own that are known to restrict."""
    tree = facts.once(expression_tree)
    if isinstance(tree, Unknown):
        return tree
    return Value(tuple(str(one) for one in tree.licenses() if is_restricted(one.id)), _chief_evidence(facts))


def standing(facts: Facts) -> Reading:
    """One word for what the gate asks."""
    found = facts.once(project_license)
    if isinstance(found, Unknown):
        return found
    if found.unread:
        return Unknown(found.unread)
    if not found.chief:
        return Value("none", _absence())
    tree = facts.once(expression_tree)
    if isinstance(tree, Unknown):
        return Value("unclear", _chief_evidence(facts))
    word = {"yes": "open", "no": "not-open", "unknown": "undecided"}[is_open(tree)]
    return Value(word, _chief_evidence(facts))


def strength(facts: Facts) -> Reading:
    """How far the duty to share alike reaches."""
    tree = facts.once(expression_tree)
    if isinstance(tree, Unknown):
        return tree
    word = copyleft(tree)
    return Value(word, _chief_evidence(facts)) if word else Unknown(f"the copyleft of {tree} is not known")


def beside(facts: Facts) -> Reading:
    """Licenses of content, data, models and third parties that stand beside the project's own."""
    found = facts.once(project_license)
    if isinstance(found, Unknown):
        return found
    chief = facts.once(_chief)
    others = tuple(file for file in found.of("content", "third-party", "folder") if file not in chief)
    if found.unread and not others:
        return Unknown(found.unread)
    told = tuple(f"{file.path}: {file.identified.expression or 'not recognised'}" for file in others)
    return Value(told, _evidence(others))


def declared(facts: Facts) -> Reading:
    """What manifests, metadata files and the README name."""
    found = facts.once(declared_licenses)
    if isinstance(found, Unknown):
        return found
    unread = _unread(facts)
    if unread and not found:
        return Unknown(f"{unread[0]} was not read")
    return Value(
        tuple(f"{one.path}: {one.expression or one.said}" for one in found), _declared_evidence(found)
    )


def declarations(facts: Facts) -> Reading:
    """How many places declare a license; unknown when none was read and one was not."""
    found = facts.once(declared_licenses)
    if isinstance(found, Unknown):
        return found
    binding = tuple(one for one in found if not one.is_notice)
    unread = _unread(facts)
    if unread and not binding:
        return Unknown(f"{unread[0]} was not read")
    return Value(len(binding), _declared_evidence(binding))


def contradicting(facts: Facts) -> Reading:
    """The declarations that name another license than the texts."""
    found = facts.once(_contradictions)
    if isinstance(found, Unknown):
        return found
    return Value(tuple(str(one) for one in found), _both_places(facts, found))


def consistent(facts: Facts) -> Reading:
    """Whether no declaration contradicts the texts; unknown when nothing is declared."""
    declared, found = facts.once(declared_licenses), facts.once(_contradictions)
    if isinstance(found, Unknown):
        return found
    if isinstance(declared, Unknown):
        return declared
    binding = tuple(one for one in declared if not one.is_notice)
    told = tuple(one for one in binding if one.expression is not None or one.means.family)
    if not told:
        return Unknown(
            f"{binding[0].path} names no license that is known"
            if binding
            else "no manifest declares a license"
        )
    return Value(not found, _both_places(facts, found) or _declared_evidence(told))


def _contradictions(facts: Facts) -> tuple[Contradiction, ...] | Unknown:
    tree, declared = facts.once(expression_tree), facts.once(declared_licenses)
    if isinstance(tree, Unknown):
        return tree
    if isinstance(declared, Unknown):
        return declared
    found = facts.once(project_license)
    texts = () if isinstance(found, Unknown) else found.files
    beside = [part for file in texts if (part := parse(file.identified.expression)) is not None]
    return contradictions(tree, declared, beside)


def _unread(facts: Facts) -> tuple[str, ...]:
    tree, texts = facts.snapshot.tree, facts.snapshot.texts
    if isinstance(tree, Tree) and isinstance(texts, Texts):
        return unread_declarations(tree, texts)
    return ()


def _chief(facts: Facts) -> tuple[Read, ...]:
    """The files that license the project itself."""
    found, declared = facts.once(project_license), facts.once(declared_licenses)
    if isinstance(found, Unknown):
        return ()
    return found.own(frozenset() if isinstance(declared, Unknown) else declared_ids(declared))


def _unclear(chief: tuple[Read, ...]) -> tuple[Read, ...]:
    """Those of which nobody but a person can say what they are."""
    return tuple(file for file in chief if file.identified.verdict != "sure")


def _why_unclear(chief: tuple[Read, ...]) -> str:
    unclear = _unclear(chief)
    if not unclear:
        return "the licenses found make no SPDX expression"
    file = unclear[0]
    known = file.identified
    if known.verdict == "none":
        return f"{file.path} is no license text that is known"
    return f"{file.path} looks like {known.expression}, but {known.reason}"


def _evidence(read: tuple[Read, ...]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            "path", file.path, file.line, file.identified.expression or "not recognised", _told(file) or None
        )
        for file in read
    )


def _told(file: Read) -> tuple[str, ...]:
    """The first differences between a text and the published license, a line each."""
    return tuple(
        f"line {one.line}: added {one.added[:_SHOWN]!r}, gone {one.removed[:_SHOWN]!r}"
        for one in file.identified.changes[:_MOST_CHANGES]
    )


def _absence() -> tuple[Evidence, ...]:
    return (Evidence("absence", name="license file", path="/, LICENSES/"),)


def _chief_evidence(facts: Facts) -> tuple[Evidence, ...]:
    return _evidence(facts.once(_chief))


def _declared_evidence(found: tuple[Declared, ...]) -> tuple[Evidence, ...]:
    return tuple(Evidence("path", path=one.path, line=one.line, name=one.said) for one in found)


def _both_places(facts: Facts, found: tuple[Contradiction, ...]) -> tuple[Evidence, ...]:
    told = _declared_evidence(tuple(one.declared for one in found))
    return (*told, *_chief_evidence(facts)) if told else ()
