"""The bundled pack with all that it says, examples included: read once a process, for all tests that look at it."""

from typing import Final

from oshealth.rulebook.packs import corpus_folder, read_pack
from oshealth.rulebook.rule import Rule

PACK: Final = read_pack(corpus_folder())
RULES: Final[tuple[Rule, ...]] = tuple(sorted(PACK.rules.values(), key=lambda rule: rule.id))
