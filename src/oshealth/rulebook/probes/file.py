"""`file`: are there files of these names in the tree? Globs in any case."""

from dataclasses import field
from typing import Annotated, ClassVar

from oshealth.facts.globs import choices, hidden, select
from oshealth.rulebook.plain import Passing, Words, written
from oshealth.rulebook.probes.base import Answer, Ground, Probe, Reads
from oshealth.snapshot import Evidence, Unknown

_SHOWN = 3


def _globs(globs: tuple[str, ...]) -> tuple[str, ...]:
    for glob in globs:
        try:
            choices(glob)
        except Exception as error:
            raise ValueError(str(error)) from error
    return globs


@written
class File(Probe):
    """Yes when at least `at_least` paths of the tree match one of the globs."""

    key: ClassVar[str] = "file"
    file: Annotated[Words, Passing(_globs)] = field(
        metadata={"min_length": 1, "description": "A glob or a list of them; ** is any depth, any case."}
    )
    at_least: int = field(default=1, metadata={"ge": 1})

    def ask(self, ground: Ground) -> Answer:
        tree = ground.facts.snapshot.tree
        looked_for = Evidence("absence", ", ".join(self.file))
        if isinstance(tree, Unknown):
            return Answer("unknown", (looked_for,), tree.reason)
        found = select(tree.paths, self.file)
        if len(found) >= self.at_least:
            return Answer("yes", tuple(Evidence("path", path) for path in found[:_SHOWN]))
        if reason := hidden(tree, self.file):
            return Answer("unknown", (looked_for,), reason)
        return Answer("no", tuple(Evidence("path", path) for path in found[:_SHOWN]) or (looked_for,))

    def reads(self) -> Reads:
        return Reads(groups=frozenset({"tree"}))
