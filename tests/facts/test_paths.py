"""Paths: what tells quickly which of many are likely never loses one of which something holds."""

import re

import pytest

from oshealth.facts import (
    ci,
    content_signs,
    guides,
    interfaces,
    kind_signs,
    languages,
    records,
    sampled,
    sites,
    updates,
    user_interfaces,
)
from oshealth.facts.licensing import files, reuse
from oshealth.facts.paths import Likely, either, in_folders, likely_of, with_endings, with_pieces
from oshealth.facts.seen import first_of, told_of
from tests.facts.spelling import spelled

OTHERS = tuple(f"other/plain_{number}.c" for number in range(50))
LIKELY: dict[str, tuple[re.Pattern[str], Likely]] = {
    "interface": (interfaces._DESCRIPTION, interfaces._DESCRIBING),
    "settings of a reference": (interfaces._REFERENCE_CONFIG, interfaces._REFERRING),
    "page of a reference": (interfaces._REFERENCE_PAGE, interfaces._REFERRING),
    "page for man": (interfaces._MANUAL_PAGE, interfaces._REFERRING),
    "screen": (user_interfaces._SCREEN, user_interfaces._WITH_SCREENS),
    "site": (sites._SITE_CONFIG, sites._CONFIGURING),
    "page": (guides.PAGE, guides.WITH_PAGES),
    "architecture": (sites._ARCHITECTURE, sites._OF_ARCHITECTURE),
    "decision": (sites._ADR, sites._OF_ARCHITECTURE),
    "manual": (sites._MANUAL, sites._TEXINFO),
    "manual page": (sites._MANUAL_PAGE, sites._FOR_MAN),
    "example": (guides._EXAMPLES, guides._WITH_EXAMPLES),
    "set-up": (guides._SETUP, guides._FOR_SETUP),
    "local action": (ci._LOCAL_ACTION, in_folders(".github")),
    "updates": (updates._UPDATES, updates._LIKELY),
    "template": (content_signs._TEMPLATE, content_signs._LIKE_TEMPLATES),
    "configuration of a site": (content_signs._SITE, content_signs._LIKE_SITES),
    "statement": (user_interfaces._STATEMENT, user_interfaces._LIKE_STATEMENTS),
    "record": (records._RECORDS, records._HELD),
    "license": (files._NAME, files.NAMED_LICENSES),
    "license by its own name": (files._BY_LICENSE, files.NAMED_LICENSES),
    "license in a folder": (files._SHELVED, files._WITH_LICENSES),
    **{
        f"{kind} {number}": (pattern, likely)
        for number, ((kind, _, pattern), likely) in enumerate(
            zip(kind_signs._PATTERNS, kind_signs._LIKELY, strict=True)
        )
    },
    **{name: (pattern, ci._WITH_SYSTEMS) for name, pattern in ci._SYSTEMS.items()},
}


@pytest.mark.parametrize("name", LIKELY)
def test_every_path_that_a_pattern_means_is_likely(name: str) -> None:
    """A word that is added to a pattern, and not to what makes a path likely, would never be found."""
    pattern, likely = LIKELY[name]
    meant = spelled(pattern)
    assert meant
    assert sorted(meant.difference(likely_of((*OTHERS, *sorted(meant)), likely))) == []


def test_likely_paths_come_once_and_in_their_order() -> None:
    """They are as `told_of` would meet them."""
    paths = ("docs/zebra.md", *OTHERS, "Zebra.MD", "docs/b/ape.md", "ape.txt", "a\u017f.txt", "ſrc/a.txt")
    apart = ["a\u017f.txt", "ſrc/a.txt"]
    assert likely_of(paths, with_pieces("zebra", "docs/", "s/b/")) == [
        "docs/zebra.md",
        "Zebra.MD",
        "docs/b/ape.md",
        *apart,
    ]
    assert likely_of(paths, with_endings(".md")) == ["docs/zebra.md", "Zebra.MD", "docs/b/ape.md", *apart]
    assert likely_of(paths, in_folders("docs")) == ["docs/zebra.md", "docs/b/ape.md", "ſrc/a.txt"]
    both = either(in_folders(""), with_pieces("ape"))
    assert likely_of(paths, both) == ["Zebra.MD", "docs/b/ape.md", "ape.txt", *apart]


def test_what_is_likely_changes_no_answer() -> None:
    """Neither which paths are told of nor which comes first, in a small tree and a large one."""
    for paths in (("b.MD", "a.md"), (*OTHERS, "b.MD", "a.md")):
        told = told_of(
            paths, lambda path: path[:1] if path.lower().endswith(".md") else "", with_endings(".md")
        )
        assert dict(told) == {"b.MD": "b", "a.md": "a"}
        assert first_of(paths, lambda path: path.lower().endswith(".md"), with_endings(".md")) == "b.MD"
        assert first_of(paths, lambda path: path == "nowhere", with_pieces("nowhere")) == ""


def test_foreign_code_is_told_by_its_folder_and_its_name() -> None:
    """Whatever is remembered of folders."""
    foreign = ("vendor/a.c", "a/Third_Party/b.c", "lib/x.min.js", "x.MIN.css", "x.m\u0130n.js", "html/js/jQuery-3.7.1.js",
               "www/css/bootstrap-grid.css")  # fmt: skip
    own = ("vendor", "a/vendored.c", "min.js", "a.min.ts", "min.d/a.js", "a.min.d/a.js", "jquery.js", "src/moment.js",
           "html/js/plots.js", "html/js/d3plots.js")  # fmt: skip
    assert [path for path in (*foreign, *own) if languages.is_vendored(path)] == list(foreign)
    assert [languages.VENDORED.search(path) is not None for path in foreign] == [True] * len(foreign)


def test_generated_files_and_those_aside_are_none_of_the_sample() -> None:
    """They are told by folder and name too."""
    every = (
        "src/a.py",
        "src/a_pb2.py",
        "src/a_pb2_grpc.py",
        "docs/a.py",
        "src/a.g.dart",
        "src/debug.go",
        "a.PB.go",
        "a/gen/b.c",
    )
    assert [path for path in every if sampled._is_source(path)] == ["src/a.py", "src/debug.go"]


def test_a_license_beside_a_file_is_likely() -> None:
    """As are the places of REUSE."""
    paths = (*OTHERS, "a.png.license", "sub/REUSE.toml", ".reuse/dep5")
    assert likely_of(paths, with_pieces(reuse._BESIDE)) == ["a.png.license"]
    assert likely_of(paths, with_pieces(*reuse._ENDS)) == ["sub/REUSE.toml", ".reuse/dep5"]
