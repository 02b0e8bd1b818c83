"""The forms in which real projects keep their licenses: translated, damaged, linked, named in a notice, offered with others."""

from pathlib import Path

import pytest

from oshealth.auditing import Looking, Question, case_of
from oshealth.facts.licensing import identify
from oshealth.facts.licensing.translations import translated
from oshealth.facts.licensing.words import words_of
from oshealth.snapshot import Unknown
from tests.facts.licensing.texts import MIT, published
from tests.git_repos import Link, Made, a_repository

DUTCH = "OPENBARE LICENTIE VAN DE EUROPESE UNIE v. 1.2\nEUPL © de Europese Unie 2007, 2016\n\n"
PROSE = "Deze licentie is van toepassing op het werk dat onder deze licentie wordt verstrekt. " * 40


@pytest.mark.parametrize(
    ("title", "identifier"),
    [
        ("LICENCE PUBLIQUE DE L'UNION EUROPÉENNE v. 1.2", "EUPL-1.2"),
        ("OPEN-SOURCE-LIZENZ FÜR DIE EUROPÄISCHE UNION v. 1.1", "EUPL-1.1"),
        ("LICENCIA PÚBLICA DE LA UNIÓN EUROPEA v. 1.2", "EUPL-1.2"),
        ("LICENZA PUBBLICA DELL'UNIONE EUROPEA V. 1.2", "EUPL-1.2"),
        (DUTCH, "EUPL-1.2"),
        ("CONTRAT DE LICENCE DE LOGICIEL LIBRE CeCILL\n\nVersion 2.1 du 2013-06-21", "CECILL-2.1"),
        ("CONTRAT DE LICENCE DE LOGICIEL LIBRE CeCILL-B", "CECILL-B"),
        ("Creative Commons\n\nNamensnennung 4.0 International", "CC-BY-4.0"),
        (
            "Creative Commons\n\nNamensnennung - Nicht kommerziell - Weitergabe unter gleichen Bedingungen 4.0 International",
            "CC-BY-NC-SA-4.0",
        ),
        ("Creative Commons\n\nAtribución-NoComercial-SinDerivadas 4.0 Internacional", "CC-BY-NC-ND-4.0"),
        (
            "Creative Commons\n\nAttribution - Partage dans les Mêmes Conditions 4.0 International",
            "CC-BY-SA-4.0",
        ),
        ("Allgemeine Geschäftsbedingungen der Stadt Beispiel, Fassung 1.2", ""),
        ("Namensnennung 4.0 International", ""),
    ],
)
def test_the_title_of_an_official_translation_names_its_license(title: str, identifier: str) -> None:
    assert translated(" ".join(words_of(title).words)) == identifier


def test_a_translation_is_named_and_left_to_a_person() -> None:
    found = identify(DUTCH + PROSE)
    assert (found.expression, found.verdict) == ("EUPL-1.2", "review")
    assert found.reason == "it is a translation, whose words are not compared"


def test_the_original_with_its_translation_below_is_sure() -> None:
    found = identify(f"{published('EUPL-1.2')}\n\n## EUPL in Dutch\n\n{DUTCH}")
    assert (found.expression, found.verdict) == ("EUPL-1.2", "sure")


@pytest.mark.parametrize(
    "damaged",
    [
        published("CECILL-2.1").encode("latin-1", "replace").decode("utf-8", "replace"),
        MIT.replace('"', "“").replace("Software", "Soﬅware").replace("fi", "ﬁ"),
        MIT.replace('"AS IS"', "\u00e2\u20ac\u0153AS IS\u00e2\u20ac\ufffd"),
        MIT.replace(" ", "\u00a0"),
        MIT.replace("restriction", "restric\u00adtion").replace("\n\n", "\n\ufeff\n"),
        MIT.replace("Copyright (c) 2021 Ada Example", "Copyright \ufffd 2021 Ada Ex\ufffdmple"),
    ],
    ids=["lost letters", "ligatures", "read twice", "hard spaces", "soft hyphens", "a lost sign"],
)
def test_damaged_letters_do_not_hide_a_license(damaged: str) -> None:
    assert identify(damaged).verdict == "sure"


@pytest.mark.parametrize(
    ("notice", "expression"),
    [
        (
            "Licensed under the EUPL, Version 1.2 or – as soon they will be approved by the European Commission – subsequent "
            'versions of the EUPL (the "Licence"); You may not use this work except in compliance with the Licence.',
            "EUPL-1.2",
        ),
        (
            'Licensed under the Educational Community License, Version 2.0 (the "License"); you may not use this file except '
            "in compliance with the License.",
            "ECL-2.0",
        ),
        (
            "This program and the accompanying materials are made available under the terms of the Eclipse Public License "
            "v2.0 and Eclipse Distribution License v1.0 which accompany this distribution.",
            "EPL-2.0 AND BSD-3-Clause",
        ),
        ("This software is governed by the CeCILL license v2.1 under French law.", "CECILL-2.1"),
        ("This Font Software is licensed under the SIL Open Font License, Version 1.1.", "OFL-1.1"),
    ],
    ids=["EUPL", "ECL", "EPL and EDL", "CeCILL", "OFL"],
)
def test_the_header_that_a_license_asks_for_names_it(notice: str, expression: str) -> None:
    found = identify(notice)
    assert (found.expression, found.verdict, found.by) == (expression, "sure", "notice")


def test_several_holders_in_the_place_of_one_are_no_change_of_terms() -> None:
    words = " ".join(published("BSD-3-Clause").split())
    names = (
        "the name of Example Inc, the University of Examples, nor the name of the Lakeside Research Institute"
    )
    found = identify(words.replace("the name of the copyright holder", names))
    assert (found.expression, found.verdict) == ("BSD-3-Clause", "sure")


def test_a_license_offered_beside_the_text_asks_for_a_person() -> None:
    offer = "Alternatively, this may be used under the terms of the GNU Lesser General Public License version 2.1 or later."
    found = identify(f"{MIT}\n\n{offer}")
    assert (found.expression, found.verdict) == ("MIT", "review")
    assert found.reason == "it also puts something under LGPL-2.1-or-later"


def test_creative_commons_without_the_remarks_of_its_publisher_is_unchanged() -> None:
    words = " ".join(published("CC-BY-SA-4.0").split())
    alone = words[
        words.index("by exercising the licensed rights") : words.index(
            "creative commons is not a party to its"
        )
    ]
    found = identify(f"Creative Commons Attribution-ShareAlike 4.0 International Public License\n\n{alone}")
    assert (found.expression, found.verdict, found.modified) == ("CC-BY-SA-4.0", "sure", False)


def test_words_of_the_license_told_twice_are_no_change_of_terms() -> None:
    words = " ".join(published("MPL-2.0").split())
    sentence = "you must inform recipients that the source code form of the covered software is governed by the terms"
    assert sentence in words
    found = identify(words.replace("4 inability to comply", f"{sentence} 4 inability to comply", 1))
    assert (found.expression, found.verdict) == ("MPL-2.0", "sure")


@pytest.mark.parametrize(
    ("files", "links", "said"),
    [
        ({"legal/MIT.txt": MIT}, {"LICENSE": "legal/MIT.txt"}, "MIT"),
        ({"COPYING": published("GPL-2.0-only")}, {"LICENSE": "COPYING"}, "GPL-2.0-only"),
        ({"LICENSE.rst": MIT.replace("MIT License", "MIT License\n===========")}, {}, "MIT"),
        ({"LICENSE.html": f"<html><body><pre>{MIT}</pre></body></html>"}, {}, "MIT"),
        ({"UNLICENSE": published("Unlicense")}, {}, "Unlicense"),
        ({"COPYING": published("LGPL-3.0-only"), "COPYING.GPL": published("GPL-3.0-only")}, {}, "LGPL-3.0-only"),
        ({"LICENSE": MIT, "LICENSE-MODEL": published("CC-BY-NC-4.0")}, {}, "MIT"),
        ({"LICENSE": MIT, "LICENSE-DATA": published("ODbL-1.0")}, {}, "MIT"),
        ({"LICENSES/EUPL-1.2.txt": published("EUPL-1.2")}, {}, "EUPL-1.2"),
        ({"LICENSE-MIT": MIT, "LICENSE-APACHE": published("Apache-2.0")}, {}, "MIT OR Apache-2.0"),
        ({"license_check.py": "x", "LICENSE,": "x", ".github/workflows/license.yml": "x"}, {}, "no license file was found"),
    ],
    ids=[
        "linked into a folder", "linked beside", "reStructuredText", "HTML", "Unlicense", "lesser with its general one",
        "model", "data", "REUSE folder", "choice", "names that are none",
    ],
)  # fmt: skip
def test_a_repository_is_read_in_the_form_it_has(
    tmp_path: Path, files: dict[str, str], links: dict[str, str], said: str
) -> None:
    linked = {path: Link(target) for path, target in links.items()}
    folder = a_repository(tmp_path / "repository", [Made({**files, **linked})])
    question = Question(select=("open-license",))
    facts = case_of(str(folder), question=question, looking=Looking(cache=tmp_path / "cache")).facts()
    expression = facts.get("license.expression")
    assert (expression.reason if isinstance(expression, Unknown) else expression.value) == said


def test_what_is_missing_at_the_beginning_and_at_the_end_is_told() -> None:
    words = published("EPL-2.0").split()
    found = identify("\n".join([" ".join(words[200:1000]), " ".join(words[1000:-200])]))
    assert [change.line for change in found.changes] == [1, 2]
    assert [change.added for change in found.changes] == ["", ""]
    assert found.changes[0].removed.startswith("eclipse public license v 2 0")
    assert " ".join(words[: words.index("exhibit", 1000)]).endswith(found.changes[1].removed)


def test_permission_under_conditions_that_are_not_told_asks_for_a_person() -> None:
    """The first and the last paragraph of MIT alone: perhaps MIT-0, perhaps MIT that lost its condition. The title tells."""
    first, _, rest = MIT.partition("The above copyright notice")
    text = first + rest.partition("Software.\n\n")[2]
    found = identify(text.removeprefix("MIT License\n"))
    assert (found.expression, found.verdict) == ("MIT-0", "review")
    titled = identify(text)
    assert (titled.expression, titled.verdict, titled.modified) == ("MIT", "sure", True)
    assert [change.removed.split()[:4] for change in titled.changes] == [
        ["above", "copyright", "notice", "and"]
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# Example\n\nIt counts birds.\n\n[![CC BY-SA 4.0](https://badge.example.org/cc.svg)](https://example.org)\n\n"
        "This work is licensed under a Creative Commons Attribution-ShareAlike 4.0 International License.\n",
        "Example\n=======\n\nA small zlib binding.\n\n"
        + "It reads and writes streams of bytes. " * 40
        + published("Zlib"),
        "<!--\nSPDX-License-Identifier: curl\n-->\n\nSee the online changelog for what has changed in each of the releases, "
        "and the release notes for what has changed since the last one.\n",
    ],
    ids=["badge and notice", "a license at its end", "a tag before a pointer"],
)
def test_a_text_that_tells_something_else_is_no_license(text: str) -> None:
    assert identify(text).verdict == "none"


def test_in_a_license_file_the_same_words_name_it() -> None:
    text = "Example\n=======\n\nThis work is licensed under a Creative Commons Attribution 4.0 International License.\n"
    assert identify(text, is_license_file=True).expression == "CC-BY-4.0"
    assert identify(text).verdict == "none"


PERL = """This software is copyright (c) 2012 by Ada Example.

This is free software; you can redistribute it and/or modify it under
the same terms as the Perl 5 programming language system itself.

Terms of the Perl programming language system itself

a) the GNU General Public License as published by the Free
   Software Foundation; either version 1, or (at your option) any
   later version, or
b) the "Artistic License"

--- The GNU General Public License, Version 1, February 1989 ---
"""


def test_the_terms_of_perl_are_a_choice_although_both_texts_follow() -> None:
    texts = (
        f"{published('GPL-1.0-only')}\n\n--- The Artistic License 1.0 ---\n\n{published('Artistic-1.0-Perl')}"
    )
    found = identify(f"{PERL}\n{texts}")
    assert (found.expression, found.verdict) == ("Artistic-1.0-Perl OR GPL-1.0-or-later", "sure")


@pytest.mark.parametrize(
    ("notice", "expression"),
    [
        ("SPDX-License-Identifier: Apache-2.0 OR LGPL-2.1-or-later", "Apache-2.0 OR LGPL-2.1-or-later"),
        ("It is released under the Open Database License.", "ODbL-1.0"),
        (
            "This program is free software: you can redistribute it and/or modify it under the terms of the GNU Affero General "
            "Public License as published by the Free Software Foundation, either version 3 of the License.",
            "AGPL-3.0-only",
        ),
    ],
    ids=["tag", "name", "header"],
)
def test_a_license_file_that_only_names_its_license_at_length_is_left_to_a_person(
    notice: str, expression: str
) -> None:
    text = (
        f"{notice}\n\n"
        + "What that means for those who use it at work is told on the pages of the project. " * 18
    )
    found = identify(text, is_license_file=True)
    assert (found.expression, found.verdict) == (expression, "review")
    assert found.reason == "a notice only names the license"
    assert identify(text).verdict == "none"


def test_a_translation_is_not_taken_for_an_older_license_in_its_language() -> None:
    words = published("CECILL-1.0").split()
    others = [f"{word}s" if place % 11 == 0 else word for place, word in enumerate(words)]
    found = identify(f"Contrat de licence de logiciel libre CeCILL version 2.1\n\n{' '.join(others)}")
    assert (found.expression, found.verdict) == ("CECILL-2.1", "review")
    assert found.reason == "it is a translation, whose words are not compared"


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("Namensnennung-Nicht kommerziell-Share Alike 4.0 International", "CC-BY-NC-SA-4.0"),
        ("Attribuzione-CondividiAlloStessoModo 4.0 Internazionale", "CC-BY-SA-4.0"),
        ("Uznanie autorstwa - Na tych samych warunkach 4.0 Międzynarodowa", "CC-BY-SA-4.0"),
        ("Atıf-GayriTicari-AynıLisanslaPaylaş 4.0 Uluslararası", "CC-BY-NC-SA-4.0"),
        ("Atıf 4.0 Uluslararası", "CC-BY-4.0"),
    ],
)
def test_the_terms_in_the_title_of_a_translation_are_all_read(text: str, identifier: str) -> None:
    assert translated(" ".join(words_of(f"{text}\n\nCreative Commons").words)) == identifier


GNU_NOTICE = """This program is free software; you can redistribute it and/or modify it under the terms of the GNU General
Public License as published by the Free Software Foundation; either version 2 of the License, or (at your option) any later
version. This program is distributed in the hope that it will be useful, but WITHOUT ANY WARRANTY; without even the implied
warranty of MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE. See the GNU General Public License for more details. You
should have received a copy of the GNU General Public License along with this program; if not, write to the Free Software
Foundation, Inc., 51 Franklin Street, Fifth Floor, Boston, MA 02110-1301 USA
"""
DEDICATION = """As a work of the United States Government, this project is in the public domain within the United States.
Additionally, we waive copyright and related rights in the work worldwide through the CC0 1.0 Universal public domain dedication.
"""
DEED = """
## CC0 1.0 Universal Summary

The person who associated a work with this deed has dedicated the work to the public domain by waiving all of his or her
rights to the work worldwide under copyright law, including all related and neighboring rights, to the extent allowed by law.
You can copy, modify, distribute and perform the work, even for commercial purposes, all without asking permission.
"""


@pytest.mark.parametrize(
    ("notice", "expression"),
    [
        (GNU_NOTICE, "GPL-2.0-or-later"),
        ("This Source Code Form is subject to the terms of the Mozilla Public License, v.\n2.0. If a copy of the MPL was "
         "not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.", "MPL-2.0"),
        (DEDICATION, "CC0-1.0"),
        (DEDICATION + DEED, "CC0-1.0"),
        ("To the extent possible under law, the author has dedicated all copyright and related and neighboring rights to this "
         "software to the public domain worldwide. This software is distributed without any warranty.", "CC0-1.0"),
        ("The Content is provided to you under the terms and conditions of the Eclipse Public License Version 2.0.", "EPL-2.0"),
        ("This project is dual licensed under the Eclipse Public License 2.0 and the Eclipse Distribution License 1.0.",
         "EPL-2.0 OR BSD-3-Clause"),
        ("This code is released under the PostgreSQL licence, as given at its pages.", "PostgreSQL"),
        ("This project is dual-licensed under the Unlicense and MIT licenses.\n\nYou may use this code under the terms of "
         "either license.", "MIT OR Unlicense"),
    ],
)  # fmt: skip
def test_a_license_file_that_is_a_plain_notice_is_under_what_it_says(notice: str, expression: str) -> None:
    found = identify(notice, is_license_file=True)
    assert (found.expression, found.verdict, found.by) == (expression, "sure", "notice")


@pytest.mark.parametrize(
    "notice",
    [
        "Birds is licensed under the MIT license. The fonts have licenses of their own.",
        "Birds is licensed under the MIT license and the Example Bird License.",
        "Birds is dual-licensed under the MIT license and the Example Bird License, at your choice.",
        "Birds is released under the MIT license unless a file says otherwise.",
        "Birds is licensed under the MIT license. Its songs are available under the Example Song License.",
        "Birds is licensed under the GNU General Public License version 2.",
    ],
)
def test_a_license_file_that_says_more_than_one_known_license_is_left_to_a_person(notice: str) -> None:
    assert identify(notice, is_license_file=True).verdict == "review"


def test_a_source_form_that_is_incompatible_with_secondary_licenses_is_not_taken_for_the_plain_license() -> (
    None
):
    notice = (
        "This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0. This Source Code Form is "
        '"Incompatible With Secondary Licenses", as defined by the Mozilla Public License, v. 2.0.'
    )
    assert identify(notice, is_license_file=True).verdict == "none"


def test_a_notice_that_shares_a_disclaimer_with_a_license_is_named_for_what_it_says() -> None:
    disclaimer = " ".join(published("SAX-PD").split()[30:110])
    text = GNU_NOTICE.replace(
        "either version 2 of the License, or (at your option) any later\nversion", "version 2"
    )
    found = identify(f"{text}\n\n{disclaimer}", is_license_file=True)
    assert (found.expression, found.verdict) == ("GPL-2.0-only", "review")


def test_the_form_at_the_end_of_a_license_says_nothing_of_the_text_when_it_is_filled_in() -> None:
    filled = published("EPL-2.0").replace("\n", " ").replace(
        "name license s version s and exceptions or additional permissions here",
        "GNU General Public License as published by the Free Software Foundation, either version 2 of the License, or (at your "
        "option) any later version, with the GNU Classpath Exception",
    )  # fmt: skip
    found = identify(filled)
    assert (found.expression, found.verdict) == ("EPL-2.0", "sure")


def test_an_exception_that_the_license_has_in_its_name_is_granted_once() -> None:
    name = "LGPL-2.0-or-later WITH WxWindows-exception-3.1"
    found = identify(
        f"wxWindows Library License, Version 3.1, for birds\n\n{published(name)}\n\nwxWindows Library License"
    )
    assert found.expression == name


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        (published("BSD-3-Clause").replace("\n", " ").replace(
            "neither the name of the copyright holder nor the names of its contributors",
            "neither the name Example, nor Birds, nor the names of its contributors"), "BSD-3-Clause"),
        ("This means that it is free software and can be used for both academic and commercial purposes.\n\n" + MIT, "MIT"),
        (published("CC-BY-SA-3.0") + "", "CC-BY-SA-3.0"),
        (published("Apache-2.0").replace("not a contribution", "â€œNot a Contribution.â€\x9d\x81"), "Apache-2.0"),
    ],
    ids=["two names", "for all purposes", "as published", "quotes read twice"],
)  # fmt: skip
def test_words_that_restrict_nobody_are_no_restriction(changed: str, name: str) -> None:
    found = identify(changed)
    assert (found.expression, found.verdict) == (name, "sure")


def test_a_remark_that_words_are_no_part_of_the_license_changes_nothing() -> None:
    words = published("CC-BY-SA-3.0").split()
    middle = len(words) * 9 // 10
    found = identify(" ".join([*words[:middle], "NOT A PART OF THE LICENSE", *words[middle:]]))
    assert (found.expression, found.verdict) == ("CC-BY-SA-3.0", "sure")


def test_a_notice_beside_a_passage_of_a_license_is_named_and_left_to_a_person() -> None:
    passage = " ".join(published("BSD-3-Clause").split()[110:180])
    found = identify(f"{GNU_NOTICE}\n\n{passage}", is_license_file=True)
    assert (found.expression, found.verdict) == ("GPL-2.0-or-later", "review")


@pytest.mark.parametrize("mark", ["%%Copyright:", "dnl", "REM", "C", "%%"])
def test_a_word_that_marks_every_line_as_a_comment_is_no_word_of_the_license(mark: str) -> None:
    text = "\n".join(f"{mark} {line}".rstrip() for line in published("BSD-3-Clause").split("\n"))
    found = identify(text)
    assert (found.expression, found.verdict, found.modified) == ("BSD-3-Clause", "sure", False)


def test_a_word_that_begins_some_lines_is_read() -> None:
    lines = published("BSD-3-Clause").split("\n")
    marked = [f"noncommercial {line}" if number % 2 else line for number, line in enumerate(lines)]
    assert identify("\n".join(marked)).verdict == "review"


def test_the_end_of_a_license_told_twice_says_nothing_new() -> None:
    text = published("CC-BY-SA-4.0")
    tail = text[text.index("commons or any other") + 2 :]
    found = identify(f"{text}\n{tail}")
    assert (found.expression, found.verdict) == ("CC-BY-SA-4.0", "sure")
    other = identify(f"{text}\n{tail} Its photos may not be used without written consent.")
    assert other.verdict == "review"
