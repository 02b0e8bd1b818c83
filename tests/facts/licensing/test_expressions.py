"""SPDX expressions: reading, spelling, asking, writing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oshealth.facts.licensing.expressions import Expression, Joined, Licensed, parse
from oshealth.facts.licensing.openness import PublicGood, copyleft, is_open, is_osi_approved, is_public_good


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("mit", "MIT"),
        ("Apache-2.0 or mit", "Apache-2.0 OR MIT"),
        ("GPL-2.0", "GPL-2.0-only"),
        ("GPL-2.0+", "GPL-2.0-or-later"),
        ("gpl-2.0-with-classpath-exception", "GPL-2.0-only WITH Classpath-exception-2.0"),
        ("GPL-2.0+ with classpath-exception-2.0", "GPL-2.0-or-later WITH Classpath-exception-2.0"),
        ("MIT AND (ISC OR 0BSD)", "MIT AND (ISC OR 0BSD)"),
        ("(MIT)", "MIT"),
        ("MIT OR (MIT)", "MIT"),
        ("LicenseRef-House-Rules", "LicenseRef-House-Rules"),
        ("BSD-2-Clause-NetBSD", "BSD-2-Clause"),
    ],
)
def test_an_expression_is_read_and_written_in_its_present_spelling(written: str, normal: str) -> None:
    assert str(parse(written)) == normal


@pytest.mark.parametrize(
    "text", ["", "MIT License", "MIT AND", "(MIT", "MIT)", "OR MIT", "see LICENSE", "MIT/Apache", "(" * 300]
)
def test_what_is_no_expression_is_none(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("expression", "is_it"),
    [
        ("MIT", "yes"),
        ("CC0-1.0", "yes"),
        ("MIT AND BUSL-1.1", "no"),
        ("MIT OR BUSL-1.1", "yes"),
        ("SSPL-1.0 OR Elastic-2.0", "no"),
        ("CC-BY-NC-SA-4.0", "no"),
        ("CC-BY-ND-3.0", "no"),
        ("JSON", "no"),
        ("DRL-1.1", "no"),
        ("PDDL-1.0", "unknown"),
        ("MIT AND LicenseRef-House-Rules", "unknown"),
        ("BUSL-1.1 AND LicenseRef-House-Rules", "no"),
        ("BUSL-1.1 OR LicenseRef-House-Rules", "unknown"),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "yes"),
        ("no expression", "unknown"),
    ],
)
def test_openness_follows_and_or_and_with(expression: str, is_it: str) -> None:
    assert is_open(expression) == is_it


@pytest.mark.parametrize(
    ("expression", "is_it"),
    [
        ("Apache-2.0", "yes"),
        ("CC0-1.0", "no"),
        ("CC-BY-4.0 OR MIT", "yes"),
        ("LicenseRef-House-Rules", "unknown"),
    ],
)
def test_osi_approval_is_a_question_of_its_own(expression: str, is_it: str) -> None:
    assert is_osi_approved(expression) == is_it


_single = st.sampled_from(["MIT", "ISC", "Apache-2.0", "GPL-3.0-or-later", "BUSL-1.1", "PDDL-1.0"]).map(
    Licensed
)
_trees: st.SearchStrategy[Expression] = st.recursive(
    _single,
    lambda inner: st.builds(
        Joined,
        st.sampled_from(["AND", "OR"]),
        st.lists(inner, min_size=2, max_size=3, unique=True).map(tuple),
    ),
    max_leaves=8,
)


@given(_trees)
def test_writing_an_expression_and_reading_it_again_keeps_its_meaning(tree: Expression) -> None:
    again = parse(str(tree))
    assert again is not None
    assert (is_open(again), is_osi_approved(again)) == (is_open(tree), is_osi_approved(tree))
    assert str(parse(str(again))) == str(again)


@given(_trees)
def test_offering_one_more_open_license_never_closes_a_project(tree: Expression) -> None:
    assert is_open(Joined("OR", (tree, Licensed("MIT")))) == "yes"


@pytest.mark.parametrize(
    ("expression", "strength"),
    [
        ("MIT", "none"),
        ("MPL-2.0", "weak"),
        ("GPL-3.0-or-later", "strong"),
        ("AGPL-3.0-only AND MIT", "network"),
        ("GPL-2.0-only OR MIT", "none"),
        ("MIT AND LicenseRef-House-Rules", ""),
        ("no expression", ""),
    ],
)
def test_the_strength_of_copyleft_is_told(expression: str, strength: str) -> None:
    assert copyleft(expression) == strength


@pytest.mark.parametrize(
    ("expression", "kind", "is_it"),
    [
        ("MIT", "software", "yes"),
        ("CC0-1.0", "software", "no"),
        ("CC-BY-SA-4.0", "content", "yes"),
        ("CC-BY-ND-4.0", "content", "no"),
        ("PDDL-1.0", "data", "yes"),
        ("MIT", "data", "no"),
        ("Apache-2.0", "model", "yes"),
        ("LicenseRef-OpenRAIL", "model", "no"),
        ("CC-BY-4.0", "model", "unknown"),
    ],
)
def test_public_goods_have_their_own_lists(expression: str, kind: PublicGood, is_it: str) -> None:
    assert is_public_good(expression, kind) == is_it
