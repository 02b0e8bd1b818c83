"""Files that are named after a description of an interface and describe none: settings of the tools that work on one."""

from typing import Final

from oshealth.facts.late import late

_SETTINGS: Final = late(
    r"(?i)(?:^|/)(?:openapi|swagger)(?:[-_]?tools|[\w.-]{0,40}(?:spectral|redocly|generator|config|codegen|lint))"
    r"[\w.-]{0,40}\.(?:ya?ml|json)$"
)


def is_api_setting(path: str) -> bool:
    """Whether a path such as `openapi.spectral.yaml` or `openapitools.json` holds settings."""
    return _SETTINGS().search(path) is not None
