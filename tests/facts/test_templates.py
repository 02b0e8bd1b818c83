"""Placeholders that a template left are found; links and licences that look like them are not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oshealth.facts.templates import Token, _bracketed, _literals, unfilled


@pytest.mark.parametrize(
    ("kind", "text", "tokens"),
    [
        ("code-of-conduct", "# Code\n\nReport to [INSERT EMAIL ADDRESS].",
         (Token("[INSERT EMAIL ADDRESS]", 3),)),
        ("code-of-conduct", "reported at [INSERT CONTACT\nMETHOD]. All",
         (Token("[INSERT CONTACT METHOD]", 1),)),
        ("code-of-conduct", "[NOTE: describe your means of reporting here.]",
         (Token("[NOTE: describe your means of reporting here.]", 1),)),
        ("code-of-conduct", "contacter l'équipe à [INSÉRER UNE ADRESSE EMAIL].",
         (Token("[INSÉRER UNE ADRESSE EMAIL]", 1),)),
        ("code-of-conduct", "请通过 [插入联系方式] 联系", (Token("[插入联系方式]", 1),)),
        ("code-of-conduct", "see [email address](mailto:conduct@example.org)", ()),
        ("governance", "The [FIXME] council.\n| Maintainer 1 |", (Token("[FIXME]", 1),)),
        ("maintainers", "| Name |\n| Maintainer 1 | x |", (Token("| Maintainer 1 |", 2),)),
        ("governance", "[TODO: name the seats]\nSee [TODO](TODO.md).", (Token("[TODO", 1),)),
        ("security-policy", "Use this section to tell people about which versions of your\nproject",
         (Token("Use this section to tell people about which versions", 1),)),
        ("readme", "[TODO] write", ()),
    ],
)  # fmt: skip
def test_placeholders_are_told_from_text(kind: str, text: str, tokens: tuple[Token, ...]) -> None:
    assert unfilled(text, kind) == tokens


def test_a_file_of_nothing_but_placeholders_stops_at_fifty() -> None:
    assert len(unfilled("[INSERT EMAIL ADDRESS]\n" * 10_000)) == 50


PIECES = ("[", "]", "\\", "INSERT EMAIL", " ", "\n", "(x)", "[TODO]", "[todo", "- [ ]", "Feature 1", "](TODO)", "<!--",
          "<!-- todo", "if you have a ROADMAP", "for your project add this here", "İ", "ſ", "use this section")  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_placeholders_are_found_as_one_expression_finds_them(text: str) -> None:
    """Those in brackets before others that begin in the same place, and none that overlaps one before it."""
    together = re.compile(f"{_bracketed().pattern}|{_literals('').pattern}", re.IGNORECASE)
    assert [token.token for token in unfilled(text)] == [
        " ".join(found[0].split()) for found in together.finditer(text)
    ]
