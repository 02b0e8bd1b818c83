"""What we use of SARIF 2.1.0, as a closed schema in our own words: nothing that is not in the standard slips in.

Written from sections 3.13 to 3.58 of https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
"""

from typing import Any, Final

_TEXT: Final = {"type": "string", "minLength": 1}
_LEVEL: Final = {"enum": ["none", "note", "warning", "error"]}
_WORDS: Final = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": _TEXT, "markdown": _TEXT},
    "additionalProperties": False,
}


def _object(required: list[str], **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": required,
        "properties": {**properties, "properties": {"type": "object"}},
        "additionalProperties": False,
    }


_RULE = _object(
    ["id", "shortDescription", "fullDescription", "help"],
    id=_TEXT,
    shortDescription=_WORDS,
    fullDescription=_WORDS,
    helpUri={"type": "string", "pattern": "^https?://[!-~]+$"},
    help=_WORDS,
    defaultConfiguration=_object(["level"], level=_LEVEL),
)
_DRIVER = _object(
    ["name", "rules"],
    name=_TEXT,
    version=_TEXT,
    semanticVersion={"type": "string", "pattern": r"^\d+\.\d+\.\d+"},
    rules={"type": "array", "items": _RULE, "uniqueItems": True},
)
_PLACE = _object(
    ["artifactLocation"],
    artifactLocation=_object(
        ["uri"], uri={"type": "string", "pattern": "^[A-Za-z0-9_.~%-][A-Za-z0-9_.~%/-]*$"}, uriBaseId=_TEXT
    ),
    region=_object(["startLine"], startLine={"type": "integer", "minimum": 1}),
)
_RESULT = _object(
    ["ruleId", "ruleIndex", "message", "locations", "partialFingerprints"],
    ruleId=_TEXT,
    ruleIndex={"type": "integer", "minimum": 0},
    kind={"const": "fail"},
    level=_LEVEL,
    message=_WORDS,
    locations={
        "type": "array",
        "minItems": 1,
        "items": _object(["physicalLocation"], physicalLocation=_PLACE),
    },
    partialFingerprints={"type": "object", "minProperties": 1, "additionalProperties": {"type": "string"}},
)
_INVOCATION = _object(
    ["executionSuccessful"],
    executionSuccessful={"type": "boolean"},
    endTimeUtc={"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
    toolExecutionNotifications={
        "type": "array",
        "items": _object(["message"], level=_LEVEL, message=_WORDS),
    },
)
_RUN = _object(
    ["tool", "automationDetails", "invocations", "results"],
    tool=_object(["driver"], driver=_DRIVER),
    automationDetails=_object(["id"], id={"type": "string", "pattern": "^[^/]+/.+/$"}),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    invocations={"type": "array", "minItems": 1, "items": _INVOCATION},
    results={"type": "array", "items": _RESULT},
    versionControlProvenance={
        "type": "array",
        "items": _object(
            ["repositoryUri"], repositoryUri={"type": "string", "pattern": "^https://"}, revisionId=_TEXT
        ),
    },
)
SUBSET: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "properties": {
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": _RUN},
    },
    "additionalProperties": False,
}
