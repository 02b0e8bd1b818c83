"""Whether money can be given is unknown, not no, while a file that may say so was not read."""

import pytest

from oshealth.facts import Value, facts_of
from oshealth.snapshot import Unknown
from tests.builders import a_snapshot


@pytest.mark.parametrize("path", ["package.json", "pyproject.toml", "composer.json", "funding.json"])
def test_an_unread_manifest_may_name_a_channel(path: str) -> None:
    """Nothing was found, but not everything was seen."""
    assert facts_of(a_snapshot({path: Unknown("too large")})).get("funding.channels") == Unknown("too large")


def test_a_channel_that_was_seen_counts_whatever_was_not() -> None:
    """Presence is presence."""
    seen = a_snapshot({".github/FUNDING.yml": "github: ada-example\n", "package.json": Unknown("too large")})
    reading = facts_of(seen).get("funding.channels")

    assert isinstance(reading, Value)
    assert reading.value == ("https://github.com/sponsors/ada-example",)
