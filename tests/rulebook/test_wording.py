"""Questions of rules in plain words, as `oshealth explain` shows them."""

import re

from oshealth.facts.patterns import PATTERNS
from oshealth.rulebook.book import compose
from oshealth.rulebook.packs import bundled_pack
from oshealth.rulebook.plain import built
from oshealth.rulebook.probes.heading import Heading
from oshealth.rulebook.probes.text import Text
from oshealth.rulebook.wording import in_words

MAIL = f"{PATTERNS['e-mail'].definition} (e-mail)"
FORM = f"{PATTERNS['web-form'].definition} (web-form)"


def test_a_named_pattern_of_a_section_is_said_by_what_it_means() -> None:
    asked = built(Heading, {"heading": {"in": "support", "is": ["help"], "with": ["e-mail", "web-form"]}})
    assert list(in_words(asked)) == [f"support has a section help, with: {MAIL} | {FORM}"]


def test_what_must_stand_in_the_same_sentence_is_said_too() -> None:
    asked = built(
        Text, {"text": {"in": "readme", "words": ["leak"], "beside": ["report"], "with": ["e-mail"]}}
    )
    assert list(in_words(asked)) == [f"readme says leak, in one sentence with: report | {MAIL}"]


def test_no_pattern_of_the_bundled_rules_is_named_without_its_meaning() -> None:
    """Its name stands in brackets after its definition, for whoever wants to find it in the rule."""
    book = compose([bundled_pack()], "community")
    questions = [part for rule in book.rules for part in (rule.text.applies, rule.text.check) if part]
    words = "\n".join(line for question in questions for line in in_words(question))
    bare = [
        name
        for name, pattern in PATTERNS.items()
        if "-" in name and re.search(rf"(?<!{re.escape(pattern.definition)} )\({name}\)", words)
    ]
    named = [name for name in PATTERNS if f"({name})" in words]
    assert (bare, len(named) > 20) == ([], True)
