"""Settings that a project keeps in its repository: profile, thresholds, packs, waivers, locations, attestations.

They stand in `.oshealth.yml`, `.github/oshealth.yml`, or `[tool.oshealth]` of pyproject.toml; the first one wins.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Final

from pydantic import ConfigDict, Field, field_validator
from pydantic.json_schema import SkipJsonSchema

from oshealth.errors import InvalidSettings, nearest
from oshealth.facts.corrections import Corrections, corrections
from oshealth.facts.documents import KINDS
from oshealth.facts.reading import at, read_toml
from oshealth.rulebook.probes import Strict, Words
from oshealth.rulebook.profile import Percent
from oshealth.rulebook.written import checked
from oshealth.rulebook.yaml_lines import Located, read_yaml
from oshealth.snapshot import Unknown

FILES: Final = (".oshealth.yml", ".oshealth.yaml", ".github/oshealth.yml", "pyproject.toml")
MAX_ENTRIES: Final = 200
MAX_PEOPLE: Final = 1_000
_MEND: Final = "mend the file, or audit with --ignore-project-settings"


def _hyphens(name: str) -> str:
    return name.replace("_", "-")


class _Written(Strict):
    model_config = ConfigDict(alias_generator=_hyphens, populate_by_name=True)


class Waiver(_Written):
    """A rule that does not apply to this project, why, and until when."""

    rule: str
    reason: str = Field(min_length=10, description="Shown beside the waived rule.")
    until: date | None = None


class Attestation(_Written):
    """What the project says of itself where only a person can tell. Shown, never scored."""

    rule: str
    statement: str = Field(min_length=10, max_length=1000)
    by: str
    date: date


Entries = Annotated[
    tuple[Annotated[str, Field(min_length=1, max_length=500)], ...], Field(max_length=MAX_PEOPLE)
]


class Identities(_Written):
    """Corrections to who is who in the history: `Ada Example <ada@example.org>`, or an address alone."""

    same: Annotated[tuple[Annotated[Entries, Field(min_length=2)], ...], Field(max_length=MAX_PEOPLE)] = ()
    apart: Entries = Field(default=(), description="Not merged by name with anybody.")
    bots: Entries = Field(default=(), description="Programs that the lists do not know.")
    people: Entries = Field(default=(), description="People who are taken for programs.")


class Settings(_Written):
    """What a project says to its auditor. `file` is where it was read."""

    file: SkipJsonSchema[str] = Field(default="", exclude=True)
    profile: str = ""
    packs: Words = Field(default=(), description="Folders inside the repository, or installed packs.")
    fail_under: Percent | None = None
    min_coverage: Percent | None = None
    fail_on: Words = ()
    waivers: Annotated[tuple[Waiver, ...], Field(max_length=MAX_ENTRIES)] = ()
    locations: dict[str, str] = Field(default={}, max_length=MAX_ENTRIES)
    attestations: Annotated[tuple[Attestation, ...], Field(max_length=MAX_ENTRIES)] = ()

    identities: Identities = Identities()

    @field_validator("locations")
    @classmethod
    def _are_kinds(cls, locations: dict[str, str]) -> dict[str, str]:
        for kind in locations:
            if kind not in KINDS:
                raise ValueError(f"unknown kind of document {kind!r}; {nearest(kind, KINDS)}".rstrip("; "))
        return locations

    @property
    def paths(self) -> Mapping[str, str]:
        """Locations inside the tree; a web address is recorded and shown, never fetched."""
        return {
            kind: place.removeprefix("./")
            for kind, place in self.locations.items()
            if "://" not in place and ".." not in place.split("/") and not place.startswith("/")
        }


def corrections_of(settings: Settings | None) -> Corrections:
    """What the settings say of identities; nothing without settings."""
    told = settings.identities if settings else Identities()
    return corrections(told.same, told.apart, told.bots, told.people)


def read_settings(texts: Mapping[str, str | Unknown]) -> Settings | None:
    """The settings among these files of a repository, or None. Raises InvalidSettings with file, line and column, or
    with the reason why a settings file could not be read: silence would be taken for "no settings".
    """
    for file in FILES:
        text = texts.get(file)
        if text is None:
            continue
        located = _pyproject(text) if file == "pyproject.toml" else _yaml(text, file)
        if located is not None and located.data is not None:
            return checked(Settings, located, InvalidSettings).model_copy(update={"file": file})
    return None


def _yaml(text: str | Unknown, file: str) -> Located:
    if isinstance(text, Unknown):
        raise InvalidSettings(f"{file} cannot be read: {text.reason}", _MEND)
    return read_yaml(text, file, InvalidSettings)


def _pyproject(text: str | Unknown) -> Located | None:
    """`[tool.oshealth]`, or None. A pyproject.toml that does not parse and does not speak of us is not for us to
    complain about.
    """
    if isinstance(text, Unknown):
        return None
    tables = read_toml(text)
    if isinstance(tables, Unknown) and "[tool.oshealth" in text:
        raise InvalidSettings(f"pyproject.toml cannot be read: {tables.reason}", _MEND)
    data = at(tables, "tool", "oshealth")
    return None if data is None else Located(data, "pyproject.toml", {})
