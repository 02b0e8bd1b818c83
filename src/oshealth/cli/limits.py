"""`--limit NAME=NUMBER`: how far a look may go, in the words of sources.Limits."""

from collections.abc import Iterable

from msgspec.structs import replace

from oshealth.errors import AskedWrongly, UnknownName
from oshealth.sources import Limits


def limits_of(written: Iterable[str], seconds: float) -> Limits:
    """The limits with what was asked for. Raises UnknownName and AskedWrongly."""
    known = [name.replace("_", "-") for name in Limits.__struct_fields__ if name != "seconds"]
    limits = replace(Limits(), seconds=seconds)
    for word in written:
        name, _, number = word.partition("=")
        if name not in known:
            raise UnknownName("limit", name, known)
        if not number.isdecimal() or len(number) > 15:
            raise AskedWrongly(
                f"--limit {word}: {number!r} is not a whole number", f"for example {name}=1000000"
            )
        limits = replace(limits, **{name.replace("-", "_"): int(number)})
    return limits
