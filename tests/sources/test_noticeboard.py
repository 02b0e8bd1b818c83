"""Writing to a forge: what is not done in time is given up, and said."""

from threading import Event

import pytest

from oshealth.errors import Unreachable
from oshealth.sources.github.noticeboard import within


def test_a_server_that_never_ends_its_answer_is_left() -> None:
    """And it is not said that nothing was written, for nobody knows."""
    never = Event()
    with pytest.raises(Unreachable, match="did not answer within 0 seconds") as caught:
        within(0.05, lambda: never.wait(30), "example/birds")
    never.set()
    assert caught.value.hint == "see there whether it was written"


def test_what_is_done_in_time_comes_back() -> None:
    assert within(10, lambda: "done", "example/birds") == "done"
