"""What git did on the wire, read from its own trace of requests and headers: counts, the last status, a redirect."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from msgspec import Struct

_REQUEST: Final = re.compile(rb"=> Send header: (?:GET|POST|HEAD) ")
_STATUS: Final = re.compile(rb"<= Recv header: HTTP/[0-9.]+ ([0-9]{3})")
_LOCATION: Final = re.compile(rb"<= Recv header: location: ([^\r\n]{1,2000})", re.IGNORECASE)
_CONTENT: Final = re.compile(rb"<= Recv header: content-type: ([a-z/-]+)", re.IGNORECASE)
TRACE_BYTES: Final = 8 << 20


class Meter(Struct):
    """Requests that git made and bytes of packs that it received, added up over one look."""

    requests: int = 0
    received: int = 0


class Trace(Struct, frozen=True):
    """One command on the wire: its HTTP requests, the last status (0 when there was none) and where it was sent to.

    `is_page` tells of an answer for people: git takes one for a list of no refs.
    """

    requests: int = 0
    status: int = 0
    location: str = ""
    is_page: bool = False


@contextmanager
def traced(room: Path) -> Iterator[Path]:
    """A private file for git to write its trace into; removed afterwards."""
    with TemporaryDirectory(dir=room, prefix="trace-") as name:
        yield Path(name) / "headers"


def trace_settings(file: Path) -> dict[str, str]:
    """The environment that makes git trace headers, without data and with credentials blotted out."""
    return {"GIT_TRACE_CURL": str(file), "GIT_TRACE_CURL_NO_DATA": "1", "GIT_TRACE_REDACT": "1"}


def read_trace(file: Path) -> Trace:
    """What a trace says. A file that is not there is a command that spoke no HTTP."""
    try:
        with file.open("rb") as opened:
            text = opened.read(TRACE_BYTES)
    except OSError:
        return Trace()
    statuses, locations = _STATUS.findall(text), _LOCATION.findall(text)
    contents = _CONTENT.findall(text)
    redirected = statuses and statuses[-1].startswith(b"3") and locations
    return Trace(
        requests=len(_REQUEST.findall(text)),
        status=int(statuses[-1]) if statuses else 0,
        location=locations[-1].decode("utf-8", "replace").strip() if redirected else "",
        is_page=bool(contents) and contents[-1].lower() == b"text/html",
    )
