"""What can be derived is derived: every generated file says what its generator says today."""

import pytest

from tests.house.generate import GENERATED
from tests.house.sources import ROOT


@pytest.mark.parametrize("name", GENERATED)
def test_a_generated_file_is_fresh(name: str) -> None:
    """If not: `python -m tests.house.generate`, and commit what it wrote."""
    path = ROOT / name
    assert path.is_file(), f"{name} is missing"
    assert path.read_text("utf-8") == GENERATED[name]()


def test_every_schema_in_the_package_is_generated() -> None:
    """A schema that nobody generates would grow old unseen."""
    shipped = {path.relative_to(ROOT).as_posix() for path in (ROOT / "src").glob("**/*.schema.json")}
    assert shipped <= {*GENERATED}
