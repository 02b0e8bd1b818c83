"""Which languages a tree is written in and how much of it is code, prose or data: by extension, vendored
files apart.
"""

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from msgspec import Struct, field

from oshealth.compiled import compiled
from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.seen import told_of
from oshealth.snapshot import Evidence, Unknown

MAIN_SHARE: Final = 0.25

_CODE: Final[Mapping[str, str]] = {
    extension: language
    for language, extensions in {
        "Ada": "adb ads",
        "Assembly": "asm s",
        "C": "c h",
        "C#": "cs",
        "C++": "cc cpp cxx hh hpp hxx ipp",
        "Clojure": "clj cljc cljs",
        "COBOL": "cbl cob",
        "CoffeeScript": "coffee",
        "Crystal": "cr",
        "CUDA": "cu cuh",
        "D": "d",
        "Dart": "dart",
        "Elixir": "ex exs",
        "Elm": "elm",
        "Emacs Lisp": "el",
        "Erlang": "erl hrl",
        "F#": "fs fsx",
        "Fortran": "f f03 f90 f95 for",
        "Go": "go",
        "Groovy": "groovy",
        "Haskell": "hs lhs",
        "HCL": "hcl tf",
        "Java": "java",
        "JavaScript": "cjs js jsx mjs",
        "Julia": "jl",
        "Kotlin": "kt kts",
        "Lisp": "lisp scm rkt",
        "Lua": "lua",
        "MATLAB": "m mlx",
        "Nim": "nim",
        "Nix": "nix",
        "Objective-C": "mm",
        "OCaml": "ml mli",
        "Pascal": "pas pp",
        "Perl": "pl pm",
        "PHP": "php",
        "PowerShell": "ps1 psm1",
        "Python": "py pyi pyx",
        "R": "r",
        "Ruby": "rb",
        "Rust": "rs",
        "Scala": "scala sc",
        "Shell": "bash fish sh zsh",
        "Solidity": "sol",
        "SQL": "sql",
        "Svelte": "svelte",
        "Swift": "swift",
        "TypeScript": "cts mts ts tsx",
        "Vala": "vala",
        "VHDL": "vhd vhdl",
        "Verilog": "sv v",
        "Vim script": "vim",
        "Visual Basic": "vb",
        "Vue": "vue",
        "Zig": "zig",
    }.items()
    for extension in extensions.split(" ")
}
LANGUAGES: Final = frozenset(_CODE.values())
"""Every programming language that files are told by."""
_PROSE: Final = frozenset(
    {"md", "markdown", "mdx", "rst", "adoc", "asciidoc", "txt", "org", "tex", "textile", "rdoc", "pod", "rmd", "qmd", "wiki"}
)  # fmt: skip
DATA: Final = frozenset(
    {"csv", "tsv", "json", "jsonl", "ndjson", "geojson", "topojson", "parquet", "xlsx", "ods", "yaml", "yml", "toml", "xml",
     "ttl", "rdf", "nt", "gpx", "kml", "shp", "dbf", "sqlite", "bib", "avro", "feather", "npy", "h5", "nc"}
)  # fmt: skip
_OF_OTHERS: Final = (
    r"(?:^|/)(?:node_modules|bower_components|vendor|vendored|third[_-]?party|3rd[_-]?party|external|extern|deps|"
    r"\.yarn|site-packages|Godeps|Pods|dist|\.venv|__pycache__|submodules)/"
)
_BROUGHT: Final = (
    r"(?:^|/)(?:js|javascripts?|css|html|static|assets|public|www|htdocs|webroot)/(?:[^/]+/){0,4}"
    r"(?:jquery(?:[.-](?:ui|mobile|validate|cookie|form|datatables|migrate))?|bootstrap(?:[.-][a-z]{2,12})?|d3|crossfilter|"
    r"colorbrewer|filesaver|underscore|lodash|backbone|modernizr|html5shiv|respond|require|knockout|mootools|leaflet|moment|"
    r"handlebars|mustache|raphael|highcharts|select2|codemirror|prettify|zepto|fancybox|swfobject|font-?awesome|normalize|"
    r"angular|ember|vue|tinymce|ckeditor)(?:[.-]v?\d[\d.]*)?\.(?:js|css)$"
)
"""Libraries of the browser that lie unpacked beside the pages that use them; at the root or in src/ it may be their own."""
VENDORED: Final = compiled(rf"{_OF_OTHERS}|\.min\.(?:js|css)$|{_BROUGHT}", re.IGNORECASE)
_VENDORED_FOLDER: Final = compiled(_OF_OTHERS, re.IGNORECASE)


class Census(Struct, frozen=True):
    """How many files of each sort a tree holds, vendored ones apart; `languages` counts code files by
    language.
    """

    files: int
    code: int
    prose: int
    data: int
    languages: Mapping[str, int] = field(default_factory=dict)
    partial: str = ""

    @property
    def main_languages(self) -> tuple[str, ...]:
        """Languages with at least MAIN_SHARE of the code files, the largest first."""
        return tuple(name for name, count in self.languages.items() if count >= MAIN_SHARE * self.code)


def census(facts: Facts) -> Census | Unknown:
    """Count the files of the tree once."""
    return facts.once(_census)


def language_of(path: str) -> str:
    """The language of a code file by its extension; empty for any other file."""
    return _CODE.get(path[max(path.rfind("/"), path.rfind(".")) + 1 :].lower(), "")


@lru_cache(1 << 15)
def is_vendored(path: str) -> bool:
    """Whether a path is that of other people's code, brought along; remembered, since many facts ask."""
    if _is_vendored_folder(path[: path.rfind("/") + 1]):
        return True
    is_likely = path[-1:] in "sS\n" and path.lower().rstrip("\n").endswith((".js", ".css"))
    is_likely = is_likely or not path.isascii()
    return is_likely and VENDORED.search(path) is not None


@lru_cache(1 << 15)
def _is_vendored_folder(folder: str) -> bool:
    """The same of a folder, with the slash at its end; remembered, since many files lie in one."""
    return _VENDORED_FOLDER.search(folder) is not None


def _extension(path: str) -> str:
    """What follows the last dot of a name, in lower case; empty for other people's code."""
    dot = path.rfind(".") + 1
    return path[dot:].lower() if dot > path.rfind("/") + 1 and not is_vendored(path) else ""


def _census(facts: Facts) -> Census | Unknown:
    tree = facts.snapshot.tree
    if isinstance(tree, Unknown):
        return tree
    extensions: Counter[str] = Counter()
    extensions.update(told_of(tree.paths, _extension).values())
    languages: Counter[str] = Counter()
    for extension, count in extensions.items():
        if extension in _CODE:
            languages[_CODE[extension]] += count
    return Census(
        files=len(tree.paths),
        code=languages.total(),
        prose=sum(extensions[extension] for extension in _PROSE),
        data=sum(extensions[extension] for extension in DATA),
        languages=dict(languages.most_common()),
        partial=tree.partial,
    )


def _files(facts: Facts) -> Reading:
    found = census(facts)
    if isinstance(found, Unknown):
        return found
    return Unknown(found.partial) if found.partial else Value(found.files)


def _code_files(facts: Facts) -> Reading:
    found = census(facts)
    if isinstance(found, Unknown):
        return found
    return Unknown(found.partial) if found.partial else Value(found.code)


def _main(facts: Facts) -> Reading:
    found = census(facts)
    if isinstance(found, Unknown):
        return found
    if found.partial:
        return Unknown(found.partial)
    counted = (Evidence("fact", name=name, value=found.languages[name]) for name in found.main_languages)
    return Value(found.main_languages, tuple(counted))


FACTS: Final[tuple[Fact, ...]] = (
    Fact(
        name="tree.files",
        kind="number",
        unit="files",
        definition="Every file of the audited commit.",
        read=_files,
        needs=frozenset({"tree"}),
    ),
    Fact(
        name="tree.code_files",
        kind="number",
        unit="files",
        definition="Files with the extension of a programming language, vendored folders and minified files apart.",
        read=_code_files,
        needs=frozenset({"tree"}),
    ),
    Fact(
        name="tree.main_languages",
        kind="list",
        definition="Programming languages with at least a quarter of the code files, the largest first.",
        read=_main,
        needs=frozenset({"tree"}),
    ),
)
