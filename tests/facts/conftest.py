"""For tests that bound the time of hostile input: a worker's other rubbish is no part of it."""

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _only_what_the_test_makes_is_swept() -> Iterator[None]:
    """What thousands of tests before left in this process is not looked through again and again."""
    gc.freeze()
    yield
    gc.unfreeze()
