"""The one moment by which a whole look has to be done, shared by every process that it starts."""

from __future__ import annotations

from threading import Event
from time import monotonic

from msgspec import Struct, field

from oshealth.errors import OutOfTime


class Deadline(Struct, frozen=True):
    """`seconds` are what was allowed; `at` is when they are over, on the monotonic clock; stopping ends it early."""

    seconds: float
    at: float
    _stopped: Event = field(default_factory=Event)

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """The deadline that many seconds from now."""
        return cls(seconds, monotonic() + seconds)

    def left(self) -> float:
        """Seconds left, never below 0."""
        return 0.0 if self._stopped.is_set() else max(0.0, self.at - monotonic())

    def later(self, seconds: float) -> Deadline:
        """The same with so many more seconds, for time that was waited on purpose."""
        return Deadline(self.seconds, self.at + seconds, self._stopped)

    def stop(self) -> None:
        """End it now: every process under it is stopped."""
        self._stopped.set()

    def check(self) -> None:
        """Raises OutOfTime when no time is left."""
        if not self.left():
            raise OutOfTime(
                f"it took longer than the {self.seconds:g} seconds allowed",
                "Allow more time, or clone the repository and audit the local path.",
            )
