"""Settings that a project keeps in its repository: profile, thresholds, packs, waivers, locations, attestations.

They stand in `.oshealth.yml`, `.github/oshealth.yml`, or `[tool.oshealth]` of pyproject.toml; the first one wins.
"""

from collections.abc import Mapping
from dataclasses import field, fields
from datetime import date
from typing import Annotated, Any, ClassVar, Final, TypeAlias

from oshealth.errors import InvalidSettings, nearest
from oshealth.facts.corrections import Corrections, corrections
from oshealth.facts.documents import KINDS
from oshealth.facts.reading import at, read_toml
from oshealth.rulebook.located import Located, Place
from oshealth.rulebook.plain import Passing, Strict, Within, Words, written
from oshealth.rulebook.profile import Percent
from oshealth.rulebook.written import checked
from oshealth.snapshot import Unknown

FILES: Final = (".oshealth.yml", ".oshealth.yaml", ".github/oshealth.yml", "pyproject.toml")
MAX_ENTRIES: Final = 200
_OURS: Final = "oshealth"
"""Stands in every pyproject.toml with settings; the others are not parsed for them."""
MAX_PEOPLE: Final = 1_000
_MEND: Final = "mend the file, or audit with --ignore-project-settings"


def _hyphens(name: str) -> str:
    return name.replace("_", "-")


class _Written(Strict):
    __pydantic_config__: ClassVar[dict[str, Any]] = {
        "extra": "forbid",
        "alias_generator": _hyphens,
        "populate_by_name": True,
    }


@written
class Waiver(_Written):
    """A rule that does not apply to this project, why, and until when."""

    rule: str
    reason: str = field(metadata={"min_length": 10, "description": "Shown beside the waived rule."})
    until: date | None = None


@written
class Attestation(_Written):
    """What the project says of itself where only a person can tell. Shown, never scored."""

    rule: str
    statement: str = field(metadata={"min_length": 10, "max_length": 1000})
    by: str
    date: date


def _with_address(entry: str) -> str:
    """Raises ValueError for a name alone, which would match nobody: identities are known by their addresses."""
    if "@" not in entry and "<" not in entry:
        raise ValueError(
            "a name alone is nobody's; write `Name <address>`, as in git log, or an address alone"
        )
    return entry


Entry: TypeAlias = Annotated[str, Within(min_length=1, max_length=500), Passing(_with_address)]
Entries: TypeAlias = Annotated[tuple[Entry, ...], Within(max_length=MAX_PEOPLE)]
SamePerson: TypeAlias = Annotated[tuple[Entry, ...], Within(min_length=2, max_length=MAX_PEOPLE)]


@written
class Identities(_Written):
    """Corrections to who is who in the history: `Ada Example <ada@example.org>`, or an address alone."""

    same: Annotated[tuple[SamePerson, ...], Within(max_length=MAX_PEOPLE)] = ()
    apart: Entries = field(default=(), metadata={"description": "Not merged by name with anybody."})
    bots: Entries = field(default=(), metadata={"description": "Programs that the lists do not know."})
    people: Entries = field(default=(), metadata={"description": "People who are taken for programs."})


def _by_kind(locations: dict[str, str]) -> dict[str, str]:
    for kind in locations:
        if kind not in KINDS:
            raise ValueError(f"unknown kind of document {kind!r}; {nearest(kind, KINDS)}".rstrip("; "))
    return locations


@written
class SettingsText(_Written):
    """What a project says to its auditor."""

    profile: str = ""
    packs: Words = field(
        default=(), metadata={"description": "Folders inside the repository, or installed packs."}
    )
    fail_under: Percent | None = None
    min_coverage: Percent | None = None
    fail_on: Words = ()
    waivers: Annotated[tuple[Waiver, ...], Within(max_length=MAX_ENTRIES)] = ()
    locations: Annotated[dict[str, str], Passing(_by_kind)] = field(
        default_factory=dict, metadata={"max_length": MAX_ENTRIES, "json_schema_extra": {"default": {}}}
    )
    attestations: Annotated[tuple[Attestation, ...], Within(max_length=MAX_ENTRIES)] = ()
    identities: Identities = Identities()

    @property
    def paths(self) -> Mapping[str, str]:
        """Locations inside the tree; a web address is recorded and shown, never fetched."""
        return {
            kind: place.removeprefix("./")
            for kind, place in self.locations.items()
            if "://" not in place and ".." not in place.split("/") and not place.startswith("/")
        }


@written
class Settings(SettingsText):
    """What a project says to its auditor; `file` is where it was read, `places` where each part of it stands there."""

    file: str = ""
    places: Mapping[Place, tuple[int, int]] = field(default_factory=dict)

    def at(self, *place: str | int) -> str:
        """`file:line:column` of a part, or of the nearest part around it; the file where no line is known."""
        return Located(None, self.file, self.places).where(place) if self.places else self.file


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
            told = checked(SettingsText, located, InvalidSettings)
            parts = {one.name: getattr(told, one.name) for one in fields(told)}
            return Settings(file=file, places=located.places, **parts)
    return None


def _yaml(text: str | Unknown, file: str) -> Located:
    if isinstance(text, Unknown):
        raise InvalidSettings(f"{file} cannot be read: {text.reason}", _MEND)
    from oshealth.rulebook.yaml_lines import read_yaml  # noqa: PLC0415 - start-up

    return read_yaml(text, file, InvalidSettings)


def _pyproject(text: str | Unknown) -> Located | None:
    """`[tool.oshealth]`, or None. A pyproject.toml that does not parse and does not speak of us is not for us to
    complain about.
    """
    if isinstance(text, Unknown) or _OURS not in text:
        return None
    tables = read_toml(text)
    if isinstance(tables, Unknown) and "[tool.oshealth" in text:
        raise InvalidSettings(f"pyproject.toml cannot be read: {tables.reason}", _MEND)
    data = at(tables, "tool", "oshealth")
    if data is None:
        return None
    from oshealth.rulebook.toml_lines import toml_places  # noqa: PLC0415 - start-up

    return Located(data, "pyproject.toml", toml_places(text, ("tool", "oshealth")))
