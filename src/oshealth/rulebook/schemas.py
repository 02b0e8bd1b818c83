"""JSON Schemas of what people write: rule, profile, pack, settings. Editors complete and check by them."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import TypeAdapter

from oshealth.rulebook.given import WrittenRule
from oshealth.rulebook.packs import PackText
from oshealth.rulebook.profile import ProfileText
from oshealth.rulebook.settings import SettingsText
from oshealth.rulebook.standards import StandardText

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"

_MODELS: Final[Mapping[str, tuple[type, str]]] = {
    "rule": (WrittenRule, "A rule of oshealth"),
    "profile": (ProfileText, "A profile of oshealth"),
    "pack": (PackText, "A pack of rules for oshealth"),
    "standard": (StandardText, "A standard that rules of oshealth map to"),
    "settings": (SettingsText, "Settings of a project for oshealth"),
}
WRITTEN: Final = tuple(_MODELS)


def written_schema(which: str) -> dict[str, Any]:
    """The schema of one kind of file; `which` is one of WRITTEN. A profile that extends another may leave fields out."""
    model, title = _MODELS[which]
    schema = TypeAdapter[Any](model).json_schema(by_alias=True)
    if which == "profile":
        schema["required"] = ["title"]
    return {"$schema": DRAFT, **schema, "title": title}
