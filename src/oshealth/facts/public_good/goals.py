"""Where a project names the Sustainable Development Goals: by number, by their full name, in the languages of the UN and more."""

from typing import Final

from oshealth.facts.base import Facts, Reading
from oshealth.facts.documents import README_TEXTS
from oshealth.facts.late import late
from oshealth.facts.public_good.prose import prose

GLOBS: Final = (
    "{,docs/,doc/,docs/*/}*{sdg,dpg,digital-public-good,digital_public_good,sustainable,impact}*.{md,rst,adoc,txt}",
    "{about,mission,vision}.{md,rst,adoc,txt}",
    "docs/{about,mission,vision,index,introduction}.{md,rst,adoc}",
    "publiccode.y*ml",
)
WANTED: Final = (*README_TEXTS, *GLOBS)

_WORDS: Final = dict.fromkeys((
    "sdg", "ods", "odd", "sustainable", "sostenible", "durable", "nachhaltig", "sustent", "sostenibile", "duurzame",
    "устойчивого", "可持续发展目标", "永續發展目標", "持続可能な開発目標", "지속", "المستدامة",
), 10)  # fmt: skip
"""One of these stands in whatever `_GOAL` matches, a number up to three gaps after it: what is added to it is added here."""
_NUMBER: Final = r"(?:1[0-7]|[1-9])(?![\w.]\d|\d|%)"
_FULL: Final = (
    r"sustainable development goals?|objetivos? de desarrollo sostenible|objectifs? de d[eé]veloppement durable|"
    r"ziele?n? f[uü]r nachhaltige entwicklung|nachhaltigkeitsziele?n?|objetivos? de desenvolvimento sustent[aá]vel|"
    r"obiettiv[io] di sviluppo sostenibile|duurzame[- ]ontwikkelingsdoelen|цел[ьи] устойчивого развития|"
    r"可持续发展目标|永續發展目標|持続可能な開発目標|지속\s?가능\s?발전\s?목표|أهداف التنمية المستدامة"
)
_GOAL: Final = late(
    rf"(?i:{_FULL})(?:\W{{0,3}}(?:\(?SDGs?\)?\W{{0,3}})?(?i:goal|ziel|meta|objectif|n[º°]|#)?\W{{0,3}}{_NUMBER})?"
    # SDG on its own is also a device, a company and a gene; with a number of 1 to 17 it is a goal
    rf"|(?<![\w/&])(?:UN[- ])?SDGs?(?!&)[\s:#_-]{{0,3}}(?i:goal|targets?|n[º°])?\s{{0,2}}#?{_NUMBER}"
    # ODS is a format of spreadsheets, too, and ODD a test document: only beside a word on goals
    rf"|(?i:metas?|objetivos?|agenda 2030)[^\n]{{0,60}}\bODS[\s:#-]{{0,2}}{_NUMBER}|\bODS[\s:#-]{{0,2}}{_NUMBER}\s?[:–(-]\s?\w"
    rf"|(?i:objectifs?|agenda 2030)[^\n]{{0,60}}\bODD[\s:#-]{{0,2}}{_NUMBER}|\bODD[\s:#-]{{0,2}}{_NUMBER}\s?[:–(-]\s?\w"
    r"|sdgs\.un\.org/goals/goal\d{1,2}|sdg-tracker\.org/[\w-]+"
)


def mentioned(facts: Facts) -> Reading:
    """The words by which goals are named, each once."""
    pages = prose(facts, GLOBS)
    return pages.listed(pages.hits(_GOAL(), _WORDS, "goal"), "Sustainable Development Goals")
