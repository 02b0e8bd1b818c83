"""A collection of records that is kept by scripts: there may be more of these than of files of data."""

from collections.abc import Sequence
from typing import Final

from oshealth.compiled import compiled
from oshealth.facts.languages import is_vendored, language_of
from oshealth.facts.markup import Markup
from oshealth.facts.paths import in_folders
from oshealth.facts.seen import told_of

FEWEST: Final = 5
MOST_LOOSE_CODE: Final = 3
_HEAD_LINES: Final = 40
_RECORDS: Final = compiled(
    r"(?i)^(?:(?:data|datasets?|datos|dados|donnees|daten|corpus|records)/(?:[^/]+/)*)?[^/.][^/]*"
    r"\.(?:csv|tsv|json|jsonl|ndjson|geojson|topojson|ya?ml|parquet|xml|ttl|rdf|owl|obo|xlsx|ods)$"
)
_HELD: Final = in_folders(
    "", "data", "dataset", "datasets", "datos", "dados", "donnees", "daten", "corpus", "records"
)
_SETTINGS: Final = compiled(
    r"(?i)(?:^|/)(?:package(?:-lock)?|composer|tsconfig[\w.-]*|jsconfig|angular|renovate|app|manifest|bower|codecov|mkdocs|"
    r"pnpm-[\w-]+|(?:docker-)?compose[\w.-]*|environment[\w.-]*|conda[\w.-]*|appveyor|azure-pipelines|cloudbuild|netlify|vercel|"
    r"pom|build|phpunit[\w.-]*|checkstyle[\w.-]*|pubspec|_config|config|settings|action|publiccode|codemeta|chart|values|skaffold|"
    r"kustomization|deployment|service|ingress|playbook|main|site|requirements|galaxy|[\w-]+\.config)\.(?:json|ya?ml|xml)$"
)
"""What lies at the root in such formats and holds the settings of a program."""
_OF_KEEPERS: Final = frozenset({"", "Shell", "PowerShell"})
"""Languages in which records are built and released rather than served; and none."""
_KEEPING: Final = compiled(
    r"(?i)^(?:scripts?|tools?|utils?|tests?|bin|ci|misc|maintenance|validation|validators?|\.[^/]+)/"
)
"""Folders of code that makes and checks records."""
_OF_DATA: Final = compiled(
    r"(?i)\b(?:data ?sets?|data files?|open data|data dictionary|data formats?|databases? of|corpus of|"
    r"ontolog(?:y|ies)|controlled vocabular(?:y|ies)|thesaur(?:us|i)|datos abiertos|"
    r"conjuntos? de (?:datos|dados)|dados abertos|jeux? de données|datens[aä]tze?)\b"
)


def _is_record(path: str) -> bool:
    return _RECORDS.match(path) is not None and not _SETTINGS.search(path) and not is_vendored(path)


def _is_loose(path: str) -> bool:
    return language_of(path) not in _OF_KEEPERS and not _KEEPING.match(path) and not is_vendored(path)


def records(paths: Sequence[str], readme: Markup) -> str:
    """What tells a collection of records, empty when it is none: records at the root or in folders of data, hardly any code
    but what keeps them, and a README that speaks of data near its top or in a heading.
    """
    held = len(told_of(paths, _is_record, _HELD))
    if held < FEWEST:
        return ""
    loose = len(told_of(paths, _is_loose))
    head = "\n".join((*readme.lines[:_HEAD_LINES], *(section.heading for section in readme.sections)))
    is_one = loose <= MOST_LOOSE_CODE and _OF_DATA.search(head) is not None
    return f"{held} files of records, {loose} of code that does not keep them" if is_one else ""
