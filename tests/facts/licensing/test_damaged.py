"""License texts of which a part is missing: named where the rest can only be that license, else left to a person."""

import pytest

from oshealth.facts.licensing import identify
from tests.facts.licensing.texts import published


def without(words: list[str], start: float, end: float) -> str:
    """The words without those between two shares of their number."""
    return " ".join(words[: int(len(words) * start)] + words[int(len(words) * end) :])


@pytest.mark.parametrize("name", ["BSL-1.0", "COIL-1.0", "GCR-docs"])
def test_a_short_license_without_its_middle_is_named_when_all_else_agrees(name: str) -> None:
    found = identify(without(published(name).split(), 0.4, 0.68))
    assert (found.expression, found.verdict, found.modified) == (name, "sure", True)


def test_a_short_license_of_which_the_middle_was_reworded_is_left_to_a_person() -> None:
    words = published("BSL-1.0").split()
    found = identify(f"{without(words, 0.4, 1)} so say we all here {without(words, 0, 0.68)}")
    assert (found.expression, found.verdict) == ("BSL-1.0", "review")


@pytest.mark.parametrize(
    ("cut", "short", "long"),
    [
        (28 / 35, "FSFAP-no-warranty-disclaimer", "FSFAP"),
        (65 / 73, "HPND-UC", "HPND-UC-export-US"),
    ],
)
def test_a_text_that_goes_on_as_a_longer_license_does_is_left_to_a_person(
    cut: float, short: str, long: str
) -> None:
    whole = published(long).split()
    found = identify(" ".join(whole[: int(len(whole) * cut)]))
    assert (found.expression, found.verdict) == (short, "review")
    assert found.reason == f"parts are missing: it may as well be {long}"


def test_the_shorter_of_two_such_licenses_is_sure_when_it_is_whole() -> None:
    for name in ("FSFAP-no-warranty-disclaimer", "HPND-UC", "BSD-2-Clause", "MPL-1.1"):
        found = identify(published(name))
        assert (found.expression, found.verdict) == (name, "sure")
