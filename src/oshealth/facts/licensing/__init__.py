"""What a project is licensed under: its license files, one SPDX expression for them, and whether that is open."""

from collections.abc import Callable
from typing import Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.licensing.expressions import Answer, Expression
from oshealth.facts.licensing.files import WANTED
from oshealth.facts.licensing.identify import Identification, identify
from oshealth.facts.licensing.openness import is_open, is_osi_approved
from oshealth.facts.licensing.project import ProjectLicense, Read, expression_of, project_license
from oshealth.snapshot import Evidence, Group, Unknown

__all__ = ["FACTS", "WANTED", "Identification", "identify", "is_open", "is_osi_approved"]

_NEEDS: Final[frozenset[Group]] = frozenset({"tree", "texts"})
_SPDX: Final = "SPDX License List; identification by oshealth.facts.licensing"


def _evidence(files: tuple[Read, ...]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence("path", path=file.path, line=file.line, name=file.identified.expression or "not recognised")
        for file in files
    )


def _absence() -> tuple[Evidence, ...]:
    return (Evidence("absence", name="license file", path="/, LICENSES/"),)


def _files(facts: Facts) -> Reading:
    found = facts.once(project_license)
    if isinstance(found, Unknown):
        return found
    if found.unread and not found.files:
        return Unknown(found.unread)
    paths = tuple(file.path for file in found.files)
    return Value(paths, _evidence(found.files) or _absence())


def _expression(facts: Facts) -> Expression | Unknown:
    found = facts.once(project_license)
    if isinstance(found, Unknown):
        return found
    if found.unread:
        return Unknown(found.unread)
    if not found.chief:
        return Unknown("no license file was found")
    if found.unclear:
        return Unknown(_why_unclear(found))
    return expression_of(found.chief) or Unknown("the licenses found make no SPDX expression")


def _why_unclear(found: ProjectLicense) -> str:
    file = found.unclear[0]
    known = file.identified
    if known.verdict == "none":
        return f"{file.path} is no license text that is known"
    return f"{file.path} looks like {known.expression}, but {known.reason}"


def _named(facts: Facts) -> Reading:
    expression = facts.once(_expression)
    if isinstance(expression, Unknown):
        return expression
    return Value(str(expression), _chief_evidence(facts))


def _chief_evidence(facts: Facts) -> tuple[Evidence, ...]:
    found = facts.once(project_license)
    return () if isinstance(found, Unknown) else _evidence(found.chief)


def _asked(ask: Callable[[Expression], Answer], body: str) -> Callable[[Facts], Reading]:
    """A reader that puts a question to the project's expression."""

    def reader(facts: Facts) -> Reading:
        expression = facts.once(_expression)
        if isinstance(expression, Unknown):
            return expression
        answer = ask(expression)
        if answer == "unknown":
            return Unknown(f"{body} of {expression}")
        return Value(answer == "yes", _chief_evidence(facts))

    return reader


def _standing(facts: Facts) -> Reading:
    """One word for what the gate asks; a restriction that is sure settles it even beside a text that is unclear."""
    found = facts.once(project_license)
    if isinstance(found, Unknown):
        return found
    if found.unread:
        return Unknown(found.unread)
    if not found.chief:
        return Value("none", _absence())
    expression = facts.once(_expression)
    word = "unclear"
    if not isinstance(expression, Unknown):
        word = {"yes": "open", "no": "not-open", "unknown": "undecided"}[is_open(expression)]
    return Value(word, _evidence(found.chief))


FACTS: Final = (
    Fact(
        name="license.files",
        kind="list",
        definition="Paths of the files at the root and in LICENSES/ whose name says license, of at least 40 bytes.",
        source="OpenSSF Best Practices license_location; REUSE 3.3",
        read=_files,
        needs=_NEEDS,
        texts=WANTED,
    ),
    Fact(
        name="license.expression",
        kind="text",
        definition="The SPDX expression of the license texts together. Unknown when one of them is not recognised for sure.",
        source=_SPDX,
        read=_named,
        needs=_NEEDS,
        texts=WANTED,
    ),
    Fact(
        name="license.osi_approved",
        kind="yes/no",
        definition="Whether the OSI approved the project's license: every one joined by AND, one of those joined by OR.",
        source="OSI approval as the SPDX License List has it",
        read=_asked(is_osi_approved, "the OSI's view is not known"),
        needs=_NEEDS,
        texts=WANTED,
    ),
    Fact(
        name="license.open",
        kind="yes/no",
        definition=(
            "Whether the project's license is open: approved by the OSI or free by the FSF; no when it is known to restrict."
        ),
        source="OSI and FSF as the SPDX License List has them",
        read=_asked(is_open, "neither the OSI nor the FSF speaks"),
        needs=_NEEDS,
        texts=WANTED,
    ),
    Fact(
        name="license.standing",
        kind="text",
        definition=(
            "open, not-open, undecided (neither OSI nor FSF speaks of it), unclear (a text is not recognised for sure), "
            "or none (no license file)."
        ),
        source=_SPDX,
        read=_standing,
        needs=_NEEDS,
        texts=WANTED,
    ),
)
