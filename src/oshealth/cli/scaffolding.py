"""The documents that `oshealth fix` can write: our own templates, and the few facts that only a person can tell."""

import re
from collections.abc import Mapping
from importlib.resources import files
from string import Template
from typing import Final

from msgspec import Struct

from oshealth.errors import AskedWrongly
from oshealth.formats.escape import clean

_CONTACT: Final = r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+|https://[^\s<>]+"
_LONGEST: Final = 300


class Fact(Struct, frozen=True):
    """Something to be told by a person: the question, and a pattern that the whole answer must match."""

    question: str
    pattern: str = ".*"
    default: str = ""


FACTS: Final[Mapping[str, Fact]] = {
    "project": Fact("What is the project called?"),
    "contact": Fact("Where are breaches of conduct reported (an address or https page)?", _CONTACT),
    "security-contact": Fact(
        "Where are vulnerabilities reported in private (an address or https page)?", _CONTACT
    ),
    "answer-days": Fact("Within how many days is a report answered?", r"[1-9]\d?", "14"),
    "setup": Fact("Which command sets up a work tree for development?", "[^`]*"),
    "test": Fact("Which command runs the tests?", "[^`]*"),
    "maintainers": Fact("Who are the maintainers (Ada Example (@ada), Ben Example (@ben))?"),
    "final-say": Fact("Who decides when maintainers disagree (a name, or: a majority of the maintainers)?"),
    "support": Fact("Where can users ask (an https page or address)?", _CONTACT),
}
SCAFFOLDS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "code-of-conduct": ("CODE_OF_CONDUCT.md", ("project", "contact")),
    "security-policy": ("SECURITY.md", ("project", "security-contact", "answer-days")),
    "contributing-guide": ("CONTRIBUTING.md", ("project", "setup", "test")),
    "governance": ("GOVERNANCE.md", ("project", "maintainers", "final-say")),
    "maintainers-listed": ("MAINTAINERS.md", ("project", "maintainers")),
    "support-channel": ("SUPPORT.md", ("project", "support")),
}
"""By the rule that asks for it: the file, and the facts that it needs."""


def checked(name: str, answer: str) -> str:
    """An answer as one harmless line. Raises AskedWrongly when it is empty or not what was asked for."""
    line = clean(answer, _LONGEST)
    if not line or not re.fullmatch(FACTS[name].pattern, line):
        said = repr(line) if line else "nothing"
        raise AskedWrongly(f"{name}: {said} does not answer: {FACTS[name].question}", f"--set {name}=…")
    return line


def document(rule: str, facts: Mapping[str, str]) -> str:
    """The text of the document that a rule asks for, filled in; every fact it needs is in `facts`."""
    file, names = SCAFFOLDS[rule]
    values = {name.replace("-", "_"): facts[name] for name in names}
    listed = re.split(r",\s*(?![^()]*\))", values.get("maintainers", ""))
    text = files(__package__).joinpath("scaffolds", file).read_text("utf-8")
    return Template(text).substitute(values, maintainer_list="\n".join(f"- {name}" for name in listed))
