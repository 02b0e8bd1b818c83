"""Rich Text and escaped text are read for the words that they show, on the lines of the file."""

import pytest

from oshealth.facts.licensing import identify
from oshealth.facts.licensing.rtf import PARAGRAPH, shown
from oshealth.facts.licensing.words import words_of
from tests.facts.licensing.texts import MIT, published

HEAD = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil Arial;}{\f1 Symbol;}}{\*\generator Riched20 10.0;}"


def rich(text: str) -> str:
    """A text as a word processor saves it, a paragraph a line."""
    paragraphs = (" ".join(part.split()).replace('"', r"\'94") for part in text.split("\n\n"))
    return HEAD + "\n" + "\\par\n".join(rf"\pard\sa200\b0\f0 {part}" for part in paragraphs) + "}"


@pytest.mark.parametrize("name", ["MS-PL", "Apache-2.0", "GPL-2.0-only", "BSD-3-Clause"])
def test_a_license_in_rich_text_is_the_license(name: str) -> None:
    found = identify("\ufeff\n" + rich(published(name)))
    assert (found.expression, found.verdict, found.modified) == (name, "sure", False)


def test_what_rich_text_does_not_show_is_not_read() -> None:
    assert shown(HEAD + r"\pard Free {\b as} a bird\'92s\u8212?wing\par{\info{\author Ada}} end}").split() == [
        "Free", "as", "a", "bird’s—wing", "end",
    ]  # fmt: skip


def test_words_keep_the_lines_of_the_file() -> None:
    read = words_of("{\\rtf1\n{\\fonttbl\n{\\f0 Arial;}}\none\\par two\n\\par three}")
    assert (read.words, read.lines) == (("one", "two", "three"), (4, 4, 5))


def test_a_copyright_line_within_a_line_of_rich_text_is_left_out() -> None:
    read = words_of(r"{\rtf1 Birds\par Copyright (c) 2020 Ada Example\par This software is free}")
    assert " ".join(read.words) == "birds this software is free"


def test_braces_without_end_cost_no_more_than_their_length() -> None:
    assert shown("{\\rtf1" + "{\\*" * 50_000) == ""
    assert len(shown("{\\rtf1" + "}" * 50_000 + "\\par" * 1000)) == 1000 * len(PARAGRAPH)


def test_line_breaks_that_were_escaped_are_line_breaks() -> None:
    escaped = '"' + MIT.replace('"', '\\"').replace("\n", "\\n") + '"'
    found = identify(escaped)
    assert (found.expression, found.verdict) == ("MIT", "sure")
