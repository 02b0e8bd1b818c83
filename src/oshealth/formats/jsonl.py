"""One line of JSON a result: each line is a whole report by the schema, so that batches can be streamed and cut."""

import json
from collections.abc import Sequence

from oshealth.assessment.document import results_document
from oshealth.assessment.report import Result
from oshealth.formats.json import written
from oshealth.formats.style import Style


def render(results: Sequence[Result], style: Style) -> str:
    """A results document of one result on each line, in ASCII."""
    del style  # a document for programs looks the same everywhere
    return "".join(_line(result) for result in results)


def _line(result: Result) -> str:
    harmless = json.loads(written(results_document([result])))  # half characters are gone
    return json.dumps(harmless, separators=(",", ":"), allow_nan=False) + "\n"
