"""How `explain` shows license files: the text, the verdict, and what differs from the published one."""

from textwrap import fill

from oshealth.facts import facts_of
from oshealth.formats import Style
from oshealth.formats.licenses import license_lines
from oshealth.snapshot import Unknown
from tests.builders import a_snapshot
from tests.facts.licensing.texts import MIT, published

WIDE = Style(width=110)


def shown(files: dict[str, str | Unknown], style: Style = WIDE) -> list[str]:
    return list(license_lines(facts_of(a_snapshot(files)), style))


def test_a_changed_line_is_marked_and_says_what_was_published() -> None:
    lines = shown({"LICENSE": MIT.replace("to any person", "to every living person")})
    assert lines[:3] == [
        "",
        "  LICENSE: MIT by its words, 98 % of it agree with the published text, reworded",
        "       1   MIT License",
    ]
    assert lines[6:9] == [
        "       5 ! Permission is hereby granted, free of charge, to every living person obtaining a copy",
        "           + here:      every living",
        "           - published: any",
    ]
    assert lines[-1] == "      22"


def test_an_unchanged_text_is_shown_without_marks() -> None:
    lines = shown({"LICENSE": MIT})
    assert lines[1] == (
        "  LICENSE: MIT by its words, 100 % of it agree with the published text, unchanged but for names and layout"
    )
    assert not [line for line in lines if "!" in line[:12]]


def test_of_a_long_text_the_beginning_and_the_changes_are_shown() -> None:
    words = " ".join(published("GPL-3.0-only").split())
    text = fill(words.replace("charge any price", "charge a fair price"), 78)
    lines = shown({"COPYING": text})
    assert [line.strip() for line in lines if line.lstrip().startswith(("+", "-"))] == [
        "+ here:      a fair",
        "- published: any",
    ]
    assert len(lines) < 25
    assert lines[-1].endswith("more lines")


def test_what_is_no_license_is_shown_as_such() -> None:
    assert shown({"LICENSE": "Our own rules. " * 4})[1] == "  LICENSE: no license text that is known"


def test_a_text_that_needs_a_person_says_why() -> None:
    lines = shown({"LICENSE": f"{MIT}\nCommercial use needs our consent.\n"})
    assert lines[1].startswith("  LICENSE: perhaps MIT by its words")
    assert lines[2] == "    a person should look: beside the license the text speaks of 'commercial use'"


def test_a_hostile_text_neither_styles_nor_fills_the_screen() -> None:
    text = MIT.replace("any person", "any \x1b[31m\u202eperson") + "x" * 1_000_000
    lines = shown({"LICENSE": text}, Style(width=60, unicode=False))
    assert "".join(lines).isprintable()
    assert "".join(lines).isascii()
    assert max(map(len, lines)) <= 90
    assert len(lines) < 80


def test_many_files_are_counted_not_shown() -> None:
    files: dict[str, str | Unknown] = {f"LICENSE-{number}": MIT for number in range(9)}
    assert shown(files)[-1] == "  and 3 more license files"


def test_without_a_look_nothing_is_shown() -> None:
    assert shown({"LICENSE": Unknown("too large")}) == []


def test_words_beside_the_license_are_counted_and_shown() -> None:
    clause = "The authors of this example also disclaim all that follows from the use of it in hospitals, schools and ships."
    lines = shown({"LICENSE": f"{MIT}\n{clause}\n"})
    assert lines[2] == "    beside the license: 20 other words from line 23 on"
    assert [line for line in lines if "hospitals" in line] == [
        "      23   The authors of this example also disclaim all that follows from the use of it in hospitals, schools",
    ]
