"""From what people wrote to a value. What our own tests have checked is not checked again, and starts without pydantic."""

from typing import TypeVar

from oshealth.errors import InvalidRule, OshealthError
from oshealth.rulebook.located import Located
from oshealth.rulebook.plain import Strict, built

T = TypeVar("T", bound=Strict)


def checked(kind: type[T], located: Located, error: type[OshealthError] = InvalidRule) -> T:
    """`located` as a value of `kind`. Raises `error` for the first thing that is wrong with it."""
    if located.tested:
        return built(kind, located.data)
    from oshealth.rulebook.validating import validated  # noqa: PLC0415 - start-up: it takes pydantic

    return validated(kind, located, error)
