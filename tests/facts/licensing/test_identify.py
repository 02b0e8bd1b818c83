"""What a text is recognised as, how sure, and where it was changed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oshealth.facts.licensing import identify
from oshealth.facts.licensing.identification import Change, Identification
from tests.facts.licensing.texts import APACHE_HEADER, COMMONS_CLAUSE, MIT, published


def seen(text: str) -> tuple[str, str]:
    found = identify(text)
    return found.expression, found.verdict


def test_a_license_as_people_write_it_is_recognised_for_sure() -> None:
    found = identify(MIT)
    assert (found.expression, found.verdict, found.modified, found.by) == ("MIT", "sure", False, "text")


@pytest.mark.parametrize(
    "damaged",
    [
        " ".join(MIT.split()),
        MIT.upper(),
        "\n".join(f" * {line}" for line in MIT.splitlines()),
        "<html><body>" + "".join(f"<p>{part}</p>" for part in MIT.split("\n\n")) + "</body></html>",
        "# License\n\n" + "\n".join(f"> {line}" for line in MIT.splitlines()),
        MIT.replace("License", "Licence").replace("sublicense", "sub-licence"),
        MIT.replace('"', "“").encode("utf-8").decode("cp1252", "replace"),
        "Example Tool\n============\n\n© 2014–2021 Ada Example and others\nAll rights reserved.\n\n" + MIT,
        MIT.replace("\n", "\r\n"),
    ],
    ids=[
        "one line",
        "upper case",
        "comment",
        "HTML",
        "Markdown",
        "British",
        "damaged UTF-8",
        "header",
        "CRLF",
    ],
)
def test_layout_and_spelling_do_not_hide_a_license(damaged: str) -> None:
    assert seen(damaged) == ("MIT", "sure")


@pytest.mark.parametrize(
    "identifier",
    [
        "Apache-2.0",
        "GPL-2.0-only",
        "GPL-3.0-only",
        "LGPL-2.1-only",
        "AGPL-3.0-only",
        "MPL-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "ISC",
        "0BSD",
        "EUPL-1.2",
        "CC0-1.0",
        "CC-BY-4.0",
        "CC-BY-SA-4.0",
        "CC-BY-NC-4.0",
        "BUSL-1.1",
        "SSPL-1.0",
        "Elastic-2.0",
    ],
)
def test_near_relatives_are_told_apart(identifier: str) -> None:
    """With a foreign header and a thank-you note around it, each is still itself."""
    text = f"Example project by Ada\n\n{published(identifier)}\n\nThanks to everybody who helped. See the AUTHORS file."
    assert seen(text) == (identifier, "sure")


def test_a_change_is_shown_with_its_line() -> None:
    found = identify(MIT.replace("to any person", "to every living person"))
    assert (found.expression, found.verdict, found.modified) == ("MIT", "sure", True)
    assert found.changes == (Change(line=5, added="every living", removed="any"),)


@pytest.mark.parametrize(
    "restriction",
    [
        "for noncommercial purposes ",
        "who is not a government agency ",
        "except for military use ",
    ],
)
def test_an_added_restriction_is_never_a_sure_license(restriction: str) -> None:
    assert seen(MIT.replace("obtaining a copy", f"{restriction}obtaining a copy")) == ("MIT", "review")


@pytest.mark.parametrize(
    "beside",
    [
        "Commercial use requires a separate agreement with the authors.",
        "You may not use this software to train models.",
        "This license does not apply to hosted or managed services.",
    ],
)
def test_a_restriction_beside_the_license_asks_for_a_person(beside: str) -> None:
    assert seen(f"{MIT}\n\n{beside}\n") == ("MIT", "review")


def test_the_commons_clause_is_named_and_not_open() -> None:
    text = f"{COMMONS_CLAUSE}\n{published('Apache-2.0')}"
    assert seen(text) == ("Apache-2.0 AND LicenseRef-Commons-Clause", "sure")


def test_a_good_not_evil_clause_makes_it_another_license() -> None:
    assert seen(published("JSON")) == ("JSON", "sure")


def test_a_license_without_its_end_that_may_be_another_is_left_to_a_person() -> None:
    words = published("MS-LPL").split()
    found = identify(" ".join(words[words.index("this") : 330]))
    assert found.verdict != "sure"


def test_a_heading_that_contradicts_the_text_asks_for_a_person() -> None:
    found = identify(f"ISC License\n\n{published('0BSD').removeprefix('bsd zero clause license').strip()}")
    assert (found.expression, found.verdict, found.reason) == ("0BSD", "review", "its heading says ISC")


def test_two_licenses_in_one_file_are_both_named() -> None:
    assert seen(f"{MIT}\n\n{published('Apache-2.0')}") == ("MIT AND Apache-2.0", "sure")


def test_a_file_that_offers_a_choice_says_or() -> None:
    text = f"This project is dual licensed: either the MIT or the Apache license.\n\n{MIT}\n\n{published('Apache-2.0')}"
    assert seen(text) == ("MIT OR Apache-2.0", "sure")


def test_the_same_license_twice_is_one_license() -> None:
    assert seen(f"{MIT}\n\nParts by Grace Example:\n\n{MIT}") == ("MIT", "sure")


def test_the_lesser_license_with_the_general_one_appended_is_the_lesser_one() -> None:
    assert seen(published("LGPL-3.0-only")) == ("LGPL-3.0-only", "sure")


def test_later_versions_are_named_where_a_notice_allows_them() -> None:
    notice = (
        "This program is free software: you can redistribute it and/or modify it under the terms of the GNU General "
        "Public License as published by the Free Software Foundation, either version 3 of the License, or (at your "
        "option) any later version.\n\n"
    )
    assert seen(published("GPL-3.0-only")) == ("GPL-3.0-only", "sure")
    assert seen(notice + published("GPL-3.0-only")) == ("GPL-3.0-or-later", "sure")


def test_an_exception_is_named_with_its_license() -> None:
    exception = (
        "Linking this library statically or dynamically with other modules is making a combined work based on this "
        "library. As a special exception, the copyright holders of this library give you permission to link this "
        "library with independent modules to produce an executable."
    )
    found = identify(f"{published('GPL-2.0-only')}\n\n{exception}")
    assert found.expression == "GPL-2.0-only WITH Classpath-exception-2.0"


def test_a_standard_header_names_its_license() -> None:
    found = identify(APACHE_HEADER)
    assert (found.expression, found.verdict, found.by) == ("Apache-2.0", "sure", "notice")


def test_an_spdx_tag_names_its_license() -> None:
    found = identify("SPDX-FileCopyrightText: 2020 Ada Example\nSPDX-License-Identifier: EUPL-1.2\n")
    assert (found.expression, found.verdict, found.by) == ("EUPL-1.2", "sure", "notice")


def test_a_loose_mention_is_not_sure() -> None:
    found = identify("This work is licensed under the MIT license.")
    assert (found.expression, found.verdict, found.by) == ("MIT", "review", "notice")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00\x01\x02" * 300,
        "# Example\n\nA tool that reads files. Install it with pip.\n\n"
        + "It does many things. " * 90
        + "License: MIT.",
        "# Changelog\n\n" + "\n".join(f"- 1.{n}: fixed issue number {n} in the parser" for n in range(80)),
        "All rights reserved. Nobody may copy, read or think of this text without asking us first, please.",
    ],
    ids=["empty", "binary", "readme", "changelog", "rights reserved"],
)
def test_what_is_no_license_gets_no_name(text: str) -> None:
    assert identify(text) == Identification()


@pytest.mark.parametrize(
    ("piece", "times"),
    [("word ", 2_000_000), ("x", 9_000_000), ("<", 3_000_000), (MIT, 2_000), ("](", 1_000_000)],
    ids=["words", "one word", "signs", "licenses", "brackets"],
)
def test_a_monstrous_text_is_answered_and_gets_no_sure_name(piece: str, times: int) -> None:
    found = identify(piece * times)
    assert found.verdict != "sure"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=3_000))
def test_any_text_gets_an_honest_answer(text: str) -> None:
    found = identify(text)
    assert found.verdict in {"sure", "review", "none"}
    assert (found.verdict == "none") == (found.expression == "")
    assert 0 <= found.score <= 1


def test_a_readme_that_carries_an_spdx_tag_is_no_license() -> None:
    readme = (
        "<!-- SPDX-License-Identifier: CC0-1.0 -->\n# Example\n\n"
        + "It reads files and writes reports. " * 20
    )
    assert identify(readme) == Identification()


def test_a_text_that_offers_what_it_does_not_carry_asks_for_a_person() -> None:
    found = identify(f"You may use this under the terms of either the GPL or the license below.\n\n{MIT}")
    assert (found.expression, found.verdict) == ("MIT", "review")
    assert found.reason == "it offers a choice of which only one license is known"


def test_a_header_for_another_part_beside_a_text_asks_for_a_person() -> None:
    found = identify(f"{MIT}\n\nAll files in lib/:\n\n{APACHE_HEADER}")
    assert (found.expression, found.verdict) == ("MIT", "review")
    assert found.reason == "it also puts something under Apache-2.0"


def test_a_license_without_its_title_is_not_called_modified() -> None:
    found = identify(MIT.removeprefix("MIT License\n\n"))
    assert (found.expression, found.verdict, found.modified) == ("MIT", "sure", False)


def test_a_holder_named_within_the_license_is_no_change() -> None:
    named = " ".join(published("BSD-3-Clause").split()).replace(
        "the name of the copyright holder", "the name of Example Systems Inc"
    )
    found = identify(named)
    assert (found.expression, found.verdict, found.modified) == ("BSD-3-Clause", "sure", False)


def test_words_cut_at_the_end_of_a_line_are_no_change() -> None:
    found = identify(MIT.replace("including without", "includ-\ning without"))
    assert (found.expression, found.verdict, found.modified) == ("MIT", "sure", False)


def test_a_limit_taken_out_of_a_grant_asks_for_a_person() -> None:
    words = " ".join(published("Apache-2.0").split())
    cut = words.replace("except as stated in this section", "", 1)
    assert cut != words
    assert seen(cut) == ("Apache-2.0", "review")


def test_a_rare_license_in_other_words_is_left_to_a_person() -> None:
    words = " ".join(published("Saxpath").split())
    assert seen(words) == ("Saxpath", "sure")
    assert seen(words.replace("saxpath", "examplepath")) == ("Saxpath", "review")


def test_a_small_license_with_a_notice_behind_it_is_found() -> None:
    text = (
        f"{published('fwlw')}\n\nThis project bundles icons by Example Studio. Thanks to all who contributed."
    )
    assert seen(text) == ("fwlw", "sure")


def test_what_is_left_of_a_small_license_is_named_and_left_to_a_person() -> None:
    words = published("ISC").split()
    found = identify(" ".join(words[: len(words) * 7 // 10]))
    assert found.verdict != "none"


def test_a_noncommercial_license_is_not_taken_for_its_free_sister() -> None:
    for name in ("CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "CC-BY-ND-4.0"):
        words = published(name).split()
        assert seen(" ".join(words[len(words) // 10 :]))[0] == name


def test_mit_by_its_other_name_is_no_contradiction() -> None:
    text = MIT.replace("MIT License", "This project is free software released under the MIT/X11 license:")
    assert seen(text) == ("MIT", "sure")


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("Attribution 4.0 International", "CC-BY-4.0"),
        ("Attribution-ShareAlike 4.0 International", "CC-BY-SA-4.0"),
        ("Attribution-NonCommercial-NoDerivatives 4.0 International", "CC-BY-NC-ND-4.0"),
        ("Attribution-Share Alike 3.0 Unported", "CC-BY-SA-3.0"),
    ],
)
def test_a_creative_commons_notice_names_its_license(name: str, identifier: str) -> None:
    text = f"This work is licensed under a Creative Commons {name} License.\nhttps://creativecommons.org/licenses/"
    assert seen(text) == (identifier, "sure")
