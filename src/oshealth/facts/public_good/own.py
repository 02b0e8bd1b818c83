"""Which files of a tree are the project's own work, when a file is a sign by its mere name."""

from collections.abc import Iterable
from typing import Final

from oshealth.facts.api_settings import is_api_setting
from oshealth.facts.globs import select
from oshealth.facts.languages import is_vendored
from oshealth.facts.late import late

_ASIDE: Final = late(
    r"(?i)(?:^|/)(?:[\w-]{0,30}examples?(?:files)?|samples?|demos?|[\w-]{0,30}tests?|__tests__|fixtures?|testdata|e2e|docs?|website)/"
)
_DESCRIPTION: Final = late(r"(?i)(?:^|/)(?:openapi|swagger|asyncapi)[^/]*\.(?:ya?ml|json)$")
_DOCUMENTATION: Final = late(r"(?i)(?<![^/])(?:docs?|website)/")
_HIDDEN: Final = late(r"(?:^|/)\.[^/]+/")


def own_files(paths: Iterable[str], globs: Iterable[str]) -> tuple[str, ...]:
    """The paths that match, without foreign code, examples, tests, documentation and folders of tools. Among the
    documentation a description of an interface is that of the project itself.
    """
    aside, hidden = _ASIDE(), _HIDDEN()
    return tuple(
        path
        for path in select(paths, globs)
        if not (is_vendored(path) or aside.search(_bare(path)) or hidden.search(path) or is_api_setting(path))
    )


def _bare(path: str) -> str:
    return _DOCUMENTATION().sub("", path) if _DESCRIPTION().search(path) else path
