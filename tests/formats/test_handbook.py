"""The handbook: a page a rule, every link leads somewhere, nothing is fetched, and nobody meets a barrier."""

import re
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import urldefrag

import pytest
from playwright.sync_api import Browser

from oshealth.formats.handbook import pages
from oshealth.rulebook.packs import read_pack
from tests.browser import Scheme, a_browser, shown
from tests.bundled import PACK
from tests.cli.running import oshealth

HOSTILE = """\
title: <script>alert(1)</script> is a title
why: "</style><img src=x onerror=alert(1)> is why \\u202e this matters"
since: "2026.1"
weight: 1
check: {text: {in: readme, words: ["<b>bold</b>"]}}
fix: <a href="javascript:alert(1)">Mend</a> it at once.
effort: hours
examples:
  - {given: {files: {"<i>.md": "</pre><script>alert(2)</script>"}}, expect: fail}
"""


@pytest.fixture(scope="module")
def site() -> Mapping[str, str]:
    """The handbook of the bundled rules, by path."""
    return dict(pages([PACK]))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    with a_browser() as started:
        yield started


def test_every_rule_and_every_standard_has_a_page(site: Mapping[str, str]) -> None:
    assert {name for name in site if name.startswith("rules/")} == {
        f"rules/{rule}.html" for rule in PACK.rules
    }
    assert {name for name in site if name.startswith("standards/")} == {
        f"standards/{standard}.html" for standard in PACK.standards
    }
    assert {name for name in site if "/" not in name} == {"index.html", "profiles.html", "facts.html"}


def test_every_link_inside_leads_to_a_place(site: Mapping[str, str]) -> None:
    """To a page of the site, and where a place on it is named, to that place."""
    anchors = {name: set(re.findall(r'\bid="([^"]+)"', text)) for name, text in site.items()}
    lost = []
    for name, text in site.items():
        for target in re.findall(r'href="([^"]+)"', text):
            if target.startswith("https://"):
                continue
            page, anchor = urldefrag(target)
            there = normpath(join(dirname(name), page)) if page else name
            if there not in site or (anchor and anchor not in anchors[there]):
                lost.append((name, target))
    assert lost == []


def test_a_rule_is_told_whole(site: Mapping[str, str]) -> None:
    """Reason, advice, what is asked with its indents, facts, standards, profiles, and every example with its trap."""
    rule, page = PACK.rules["interface-description"], site["rules/interface-description.html"]

    for words in (
        rule.text.title,
        rule.text.fix,
        *(example.trap or example.note for example in rule.text.examples),
    ):
        assert escape(" ".join(words.split()), quote=False).replace("'", "&#39;") in page.replace(
            "&#34;", '"'
        )
    assert "one of:\n  interfaces.description is not empty\n  all of:\n    not:\n" in page
    assert page.count("<details") == len(rule.text.examples)
    assert '<a href="../standards/osps.html">OpenSSF OSPS Baseline</a>: OSPS-SA-02.01' in page


def test_what_a_pack_says_cannot_harm_the_page(tmp_path: Path) -> None:
    """Markup, scripts and reordering in a rule of somebody else are shown as text."""
    (tmp_path / "all").mkdir()
    (tmp_path / "pack.yaml").write_text(
        "name: acme\ntitle: Acme\ncategories: {all: {title: '<u>All</u>', share: 5}}\n"
    )
    (tmp_path / "all" / "thing.yaml").write_text(HOSTILE)
    site = dict(pages([PACK, read_pack(tmp_path)]))
    page = site["rules/acme.thing.html"]

    assert "<script>alert" not in page + site["index.html"]
    assert "<img" not in page
    assert 'href="javascript' not in page
    assert "\u202e" not in page
    assert "&lt;script&gt;alert(2)" in page


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [
        ("index.html", 1280, "dark"),
        ("rules/funding-manifest-valid.html", 320, "dark"),
        ("standards/osps.html", 768, "light"),
        ("profiles.html", 375, "dark"),
    ],
)
def test_nobody_meets_a_barrier_and_nothing_is_fetched(
    browser: Browser, site: Mapping[str, str], name: str, width: int, scheme: Scheme
) -> None:
    """WCAG 2.2 AA and good practice, every fold open; no line is wider than the window."""
    with shown(browser, site[name], width, scheme) as seen:
        seen.unfolded()
        assert (seen.barriers(), seen.fetched, seen.overhang()) == ([], [], 0)


def test_the_search_finds_words_of_rules_and_standards(browser: Browser, site: Mapping[str, str]) -> None:
    """By keyboard alone; all words must occur; what is left over is hidden, its shelf too."""
    with shown(browser, site["index.html"], 1000) as seen:
        box = seen.page.get_by_role("searchbox")
        box.focus()
        seen.page.keyboard.type("drips funding")
        assert seen.page.inner_text("#found") == f"0 of {len(PACK.rules)} rules"
        box.fill("OSPS-VM-03.01")
        assert seen.page.inner_text("#found") == f"1 of {len(PACK.rules)} rules"
        assert seen.page.locator(".shelf li:visible a").all_inner_texts() == ["private-vulnerability-channel"]
        assert seen.page.locator(".shelf:visible h2").all_inner_texts() == ["Security"]


def test_without_scripts_everything_is_there_but_the_search(
    browser: Browser, site: Mapping[str, str]
) -> None:
    with shown(browser, site["index.html"], 1000, scripts=False) as seen:
        assert seen.page.locator(".shelf li:visible").count() == len(PACK.rules)
        assert seen.page.locator("[role=search]:visible").count() == 0


def test_it_is_written_into_a_folder_and_over_nothing_else(tmp_path: Path) -> None:
    """Twice into the same folder, but never into one that holds something else."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear Ada")
    first = oshealth("rules", "handbook", "--output", "book", cwd=tmp_path)
    again = oshealth("rules", "handbook", "--output", "book", cwd=tmp_path)
    refused = oshealth("rules", "handbook", "--output", "mine", cwd=tmp_path)

    assert (first.code, first.out, again.code) == (0, again.out, 0)
    assert len([*(tmp_path / "book").rglob("*.html")]) == 3 + len(PACK.rules) + len(PACK.standards)
    assert (refused.code, refused.err) == (
        2,
        "oshealth: error: mine holds something else\noshealth: hint: choose an empty or new folder\n",
    )
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]
