"""What a snapshot's license files come to."""

import pytest

from oshealth.facts.base import Facts, FactValue
from oshealth.facts.licensing import FACTS
from oshealth.snapshot import Evidence, Snapshot, Texts, Tree, Unknown
from tests.builders import a_snapshot
from tests.facts.licensing.texts import COMMONS_CLAUSE, MIT, published

RSAL = """Redis Source Available License 2.0 (RSALv2) Agreement

By using the software, you agree to all of the terms and conditions below. The licensor grants you a non-exclusive,
royalty-free, worldwide, non-sublicensable, non-transferable license to use, copy, distribute, make available, and
prepare derivative works of the software, in each case subject to the limitations below. You may not make the
functionality of the software or a modified version available to third parties as a service, or distribute it in a manner
that makes the functionality of the software available to third parties. You may not alter, remove, or obscure any
licensing, copyright, or other notices of the licensor in the software.
"""


def facts_in(snapshot: Snapshot) -> Facts:
    return Facts(snapshot, {fact.name: fact for fact in FACTS})


def value(files: dict[str, str | Unknown], name: str) -> FactValue | Unknown:
    reading = facts_in(a_snapshot(files)).get(name)
    return reading if isinstance(reading, Unknown) else reading.value


def test_a_license_file_is_named_with_its_place() -> None:
    facts = facts_in(a_snapshot({"LICENSE": MIT}))
    reading = facts.get("license.expression")
    assert not isinstance(reading, Unknown)
    assert reading.value == "MIT"
    assert reading.evidence == (Evidence("path", path="LICENSE", line=1, name="MIT"),)


def test_a_translation_beside_the_text_itself_leaves_no_doubt() -> None:
    """French institutes keep their license in both languages; alone, and beside another license, a person must look."""
    terms = "Cette licence s'applique au logiciel distribué sous ses termes par le titulaire. " * 40
    french = f"CONTRAT DE LICENCE DE LOGICIEL LIBRE CeCILL\n\nVersion 2.1\n\n{terms}"
    english = published("CECILL-2.1")
    doubt = "Licence_CeCILL_V2.1-fr.txt looks like CECILL-2.1, but it is a translation, whose words are not compared"

    both: dict[str, str | Unknown] = {
        "Licence_CeCILL_V2.1-fr.txt": french,
        "Licence_CeCILL_V2.1-en.txt": english,
    }
    alone: dict[str, str | Unknown] = {"Licence_CeCILL_V2.1-fr.txt": french}
    assert value(both, "license.expression") == "CECILL-2.1"
    assert value(alone, "license.expression") == Unknown(doubt)
    assert value({**alone, "LICENSE": MIT}, "license.expression") == Unknown(doubt)


def test_a_changed_license_is_shown_with_its_changes() -> None:
    reading = facts_in(a_snapshot({"LICENSE": MIT.replace("any person", "every person")})).get(
        "license.expression"
    )
    assert not isinstance(reading, Unknown)
    change = "line 5: added 'every', gone 'any'"
    assert reading.evidence == (Evidence("path", path="LICENSE", line=1, name="MIT", value=(change,)),)


@pytest.mark.parametrize(
    ("files", "expression"),
    [
        ({"LICENSE-MIT": MIT, "LICENSE-APACHE": published("Apache-2.0")}, "MIT OR Apache-2.0"),
        (
            {"COPYING": published("GPL-3.0-only"), "COPYING.LESSER": published("LGPL-3.0-only")},
            "LGPL-3.0-only",
        ),
        ({"LICENSES/MIT.txt": MIT, "LICENSES/CC0-1.0.txt": published("CC0-1.0")}, "CC0-1.0 AND MIT"),
        ({"LICENSE": MIT, "COPYING": MIT}, "MIT"),
        ({"LICENSE": MIT, "LICENSE-docs": published("CC-BY-4.0")}, "MIT"),
        ({"LICENSE": MIT, "LICENSES/CC0-1.0.txt": published("CC0-1.0")}, "MIT"),
    ],
    ids=["choice", "lesser", "folder", "same", "content", "folder beside"],
)
def test_several_files_make_one_expression(files: dict[str, str | Unknown], expression: str) -> None:
    assert value(files, "license.expression") == expression


def test_a_page_on_licenses_is_none_beside_a_license() -> None:
    """Sites keep one on the licenses of other software; alone it may be all there is."""
    page = "# Licenses\n\nWhen using free software we can use all licenses that the OSI approved.\n"

    assert value({"LICENSE": MIT, "licenses.md": page}, "license.expression") == "MIT"
    assert value({"licenses.md": page}, "license.standing") == "unclear"


def test_the_list_of_what_is_shipped_with_it_leaves_the_license_as_it_is() -> None:
    """As foundations append it to the license of a program."""
    shipped = (
        "\n\nKITE THIRD-PARTY DEPENDENCIES:\n\n"
        "Kite includes a number of third-party dependencies with separate copyright notices\n"
        "and license terms. Your use of these subcomponents is subject to the terms and\n"
        "conditions of the following licenses.\n\n"
        "    The BSD 3-Clause License (BSD3)\n\n        * Tail (org.example:tail:1.2 - https://example.org/tail)\n\n"
        "    LGPL, v2.1 or later\n\n        * String (org.example:string:0.9 - https://example.org/string)\n"
    )
    files: dict[str, str | Unknown] = {"LICENSE": published("Apache-2.0") + shipped}

    assert value(files, "license.expression") == "Apache-2.0"


def test_a_pointer_that_offers_a_choice_is_no_license_of_its_own() -> None:
    files: dict[str, str | Unknown] = {
        "LICENSE": "This software is made available under the terms of *either* of the licenses\n"
        "found in LICENSE.APACHE or LICENSE.BSD.\n",
        "LICENSE.APACHE": published("Apache-2.0"),
        "LICENSE.BSD": published("BSD-3-Clause"),
    }
    assert value(files, "license.expression") == "BSD-3-Clause OR Apache-2.0"


@pytest.mark.parametrize(
    ("files", "standing"),
    [
        ({}, "none"),
        ({"LICENSE": "MIT"}, "none"),
        ({"LICENSE": MIT}, "open"),
        ({"LICENSE": published("BUSL-1.1")}, "not-open"),
        ({"LICENSE": published("CC-BY-NC-4.0")}, "not-open"),
        ({"LICENSE": published("PDDL-1.0")}, "undecided"),
        ({"LICENSE": "Our own rules. " * 20}, "unclear"),
        ({"LICENSE": MIT, "COPYING": "Our own rules. " * 20}, "unclear"),
    ],
)
def test_the_gate_gets_one_word(files: dict[str, str | Unknown], standing: str) -> None:
    assert value(files, "license.standing") == standing


def test_an_unrecognised_license_is_unknown_with_its_reason() -> None:
    files: dict[str, str | Unknown] = {"LICENSE": "Our own rules. " * 20}
    assert value(files, "license.open") == Unknown("LICENSE is no license text that is known")


def test_a_restriction_in_the_text_is_told() -> None:
    files: dict[str, str | Unknown] = {"LICENSE": MIT + "\nCommercial use needs our consent.\n"}
    reason = "LICENSE looks like MIT, but beside the license the text speaks of 'commercial use'"
    assert value(files, "license.expression") == Unknown(reason)


NOT_FROM_LICENSES = {
    "license.declared",
    "license.declarations",
    "license.by_file",
    "license.mixed_folders",
    "license.mixed_unlicensed",
}


@pytest.mark.parametrize("name", [fact.name for fact in FACTS if fact.name not in NOT_FROM_LICENSES])
def test_a_license_that_could_not_be_read_is_unknown(name: str) -> None:
    assert value({"LICENSE": Unknown("larger than 1 MB")}, name) == Unknown("LICENSE: larger than 1 MB")


@pytest.mark.parametrize("name", [fact.name for fact in FACTS])
def test_a_tree_that_was_not_seen_has_no_absent_license(name: str) -> None:
    assert facts_in(a_snapshot({}, tree=Unknown("not asked for"))).get(name) == Unknown("not asked for")
    assert facts_in(a_snapshot({}, tree=Tree((), partial="cut off"))).get(name) == Unknown("cut off")


def test_a_link_out_of_the_tree_is_not_a_license() -> None:
    tree = Tree(("LICENSE",), links={"LICENSE": "/etc/passwd"})
    reading = facts_in(a_snapshot({}, tree=tree, texts=Texts({"LICENSE": MIT}))).get("license.expression")
    assert reading == Unknown("LICENSE: it is a link that leads to no file of the repository")


def test_a_hundred_license_files_are_not_judged_by_some_of_them() -> None:
    files: dict[str, str | Unknown] = {f"LICENSE-{number}": MIT for number in range(100)}
    assert value(files, "license.expression") == Unknown("only 60 of 100 license files were read")


def test_a_long_folder_beside_a_license_does_no_harm() -> None:
    files: dict[str, str | Unknown] = {f"LICENSES/LicenseRef-{number}.txt": MIT for number in range(100)}
    assert value(files | {"LICENSE": MIT}, "license.expression") == "MIT"


def test_what_stands_beside_the_projects_own_license_is_listed() -> None:
    files: dict[str, str | Unknown] = {"LICENSE": MIT, "LICENSE-docs": published("CC-BY-NC-4.0")}
    assert value(files, "license.beside") == ("LICENSE-docs: CC-BY-NC-4.0",)
    assert value(files, "license.open") is True
    assert value({"LICENSE-docs": published("CC-BY-4.0")}, "license.beside") == ()


def test_copyleft_is_told_as_information() -> None:
    assert value({"COPYING": published("AGPL-3.0-only")}, "license.copyleft") == "network"


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("MIT", True),
        ("GPL-3.0-only", True),
        ("CC-BY-NC-4.0", False),
        ("SSPL-1.0", False),
        ("CECILL-2.1", Unknown("the FSF does not speak of CECILL-2.1")),
    ],
)
def test_what_the_fsf_calls_free_is_a_question_of_its_own(text: str, free: bool | Unknown) -> None:
    assert value({"LICENSE": published(text)}, "license.fsf_free") == free


@pytest.mark.parametrize(
    ("files", "restricting"),
    [
        ({"LICENSE": MIT}, ()),
        ({"LICENSE": published("BUSL-1.1")}, ("BUSL-1.1",)),
        ({"LICENSE": published("SSPL-1.0")}, ("SSPL-1.0",)),
        ({"LICENSE": published("Elastic-2.0")}, ("Elastic-2.0",)),
        ({"LICENSE": published("PolyForm-Noncommercial-1.0.0")}, ("PolyForm-Noncommercial-1.0.0",)),
        ({"LICENSE": f"{COMMONS_CLAUSE}\n{MIT}"}, ("LicenseRef-Commons-Clause",)),
        ({"LICENSE": RSAL}, ("LicenseRef-RSAL",)),
        ({"LICENSE-MIT": MIT, "LICENSE-SSPL": published("SSPL-1.0")}, ("SSPL-1.0",)),
    ],
    ids=["MIT", "BUSL", "SSPL", "Elastic", "PolyForm", "Commons Clause", "RSAL", "beside an open one"],
)
def test_licenses_that_restrict_are_named(
    files: dict[str, str | Unknown], restricting: tuple[str, ...]
) -> None:
    assert value(files, "license.restricting") == restricting
