"""Signs that data can be taken out again: words on export in open formats, descriptions of interfaces, dumps."""

import re
from typing import Final

from oshealth.facts.base import Facts, Reading, Value
from oshealth.facts.documents import README_TEXTS
from oshealth.facts.late import late
from oshealth.facts.public_good.own import own_files
from oshealth.facts.public_good.prose import SHOWN, prose
from oshealth.snapshot import Evidence, Unknown

GLOBS: Final = (
    "{docs,doc}/{,*/,*/*/}*{export,import-data,data-import,data-extraction,bulk,backup,download,open-data,opendata,api}*.{md,rst,adoc}",
    "{api,export,data}.{md,rst,adoc}",
)
WANTED: Final = (*README_TEXTS, *GLOBS)
INTERFACES: Final = (
    "**/{openapi,swagger,asyncapi}*.{y*ml,json}",
    "{,*/,*/*/}schema.{graphql,gql}",
    "{,*/,*/*/,*/*/*/}*.proto",
    "{datapackage,croissant}.json",
)

_VERBS: Final = (
    "export", "bulk", "dump", "download", "extract", "herunterladen", "télécharg", "descarga", "baixar", "scarica", "экспорт",
    "выгруз", "导出", "匯出", "エクスポート", "ダウンロード", "내보내기",
)  # fmt: skip
_WORDS: Final = dict.fromkeys(_VERBS, 2) | dict.fromkeys(("api", "endpoint", "开放接口"), 0)
"""One of these stands in whatever `_SAID` matches: what is added to it is added here."""
_FORMAT: Final = (
    r"(?:csv|tsv|json|geojson|jsonl|xml|xlsx?|ods|excel|parquet|rdf|turtle|gtfs|fhir|sql(?:\s?dump)?|kml|gpx|shapefiles?|"
    r"geopackage|netcdf|hdf5|pdf\s?/\s?csv|yaml|markdown|epub)"
)
_VERB: Final = (
    r"(?:export(?:s|ed|ing|ables?|er|iert|ieren|ación|ad[oa]s?|ar|azione|at[oi]|ieer|eer|é|és|ées)?|bulk[- ]downloads?|"
    r"data[- ]dumps?|download(?:s|ed|able)?|extract(?:s|ed|ion)?|herunterladen|télécharg\w*|descarga\w*|baixar|scarica\w*|"
    r"экспорт\w*|выгруз\w*)"
)
_SAID: Final = late(
    rf"(?<![\w-]){_VERB}(?!\w)[^\n.]{{0,80}}(?<![\w.]){_FORMAT}(?!\w)|(?<![\w.-]){_FORMAT}(?!\w)[^\n.]{{0,40}}(?<![\w-]){_VERB}(?!\w)"
    rf"|(?:导出|匯出|エクスポート|ダウンロード|내보내기)[^\n。]{{0,40}}(?<![a-z]){_FORMAT}(?![a-z])"
    rf"|(?<![a-z]){_FORMAT}(?![a-z])[^\n。]{{0,40}}(?:导出|匯出|エクスポート|ダウンロード|내보내기)"
    r"|(?<!\w)(?:database|sql|full data) dumps?(?!\w)[^\n.]{0,60}(?:publish|available|provided|download)"
    r"|(?<!\w)(?:rest(?:ful)?|web|http|graphql|odata|ogc|sparql|oai-pmh)[ -]?(?:http )?(?:api|endpoint)s?(?!\w)"
    r"|(?<!\w)(?:api rest|api ouverte|api abierta|offene api|开放接口)(?!\w)",
    re.IGNORECASE,
)
_CODE: Final = late(
    r"^\s*(?:export\s+(?:default|const|function\s+\w+\s?\(|class|type|\w+=)|import\s|\$|#!)", re.MULTILINE
)


def signs(facts: Facts) -> Reading:
    """The words and files that say so, each once; code that exports names is none."""
    tree, pages = facts.snapshot.tree, prose(facts, GLOBS)
    if isinstance(tree, Unknown):
        return tree
    described = own_files(tree.paths, INTERFACES)
    hits = [
        Evidence("path", path, name="description of an interface", value=path) for path in described[:SHOWN]
    ]
    hits += [hit for hit in pages.hits(_SAID(), _WORDS, "export") if not _CODE().match(str(hit.value))]
    reading = pages.listed(hits, "words on exporting data")
    return reading if isinstance(reading, Unknown) else Value(reading.value, reading.evidence)
