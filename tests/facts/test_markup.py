"""Sections, links, images and code come out of every usual markup, with the right lines, in bounded time."""

from collections.abc import Iterator
from typing import Any

import pyromark
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oshealth.facts.markup import LONGEST_TEXT, Code, Image, Link, Section, parse

MARKDOWN = """---
title: front matter is no text
---
<h1 align="center"><img src="logo.png" alt="The logo"> Kite</h1>

A **small** tool, see [the guide](docs/guide.md "Guide") and <https://example.org/a>.
Also https://example.org/b.

Install
-------
```sh
# not a heading
pip install kite
```

## Getting `help`

[![Build](https://ci.example.org/badge.svg)](https://ci.example.org)
<a href="https://forum.example.org">Forum</a> and [chat][room]

[room]: https://chat.example.org
"""


def test_an_anchor_of_asciidoc_is_no_link() -> None:
    """The same brackets are a link in Org."""
    text = "= Style\n\n=== Tabs or Spaces? [[tabs-or-spaces]]\n\nSee <<tabs-or-spaces,above>>.\n"

    assert [link.target for link in parse("README.adoc", text).links] == ["#tabs-or-spaces"]
    assert [link.target for link in parse("README.org", "* Style\n[[guide.org]]\n").links] == ["guide.org"]


def test_markdown_with_html_setext_titles_and_reference_links() -> None:
    """Front matter and fenced code hold no headings; HTML headings, anchors and images count."""
    markup = parse("README.md", MARKDOWN)
    assert markup.sections == (
        Section("Kite", 1, 4, 22),
        Section("Install", 2, 9, 15),
        Section("Getting help", 2, 16, 22),
    )
    assert markup.links == (
        Link("the guide", "docs/guide.md", 6),
        Link("https://example.org/a", "https://example.org/a", 6),
        Link("", "https://example.org/b", 7),
        Link("", "https://ci.example.org", 18),
        Link("Forum", "https://forum.example.org", 19),
        Link("chat", "https://chat.example.org", 19),
    )
    assert markup.images == (
        Image("The logo", "logo.png", 4),
        Image("Build", "https://ci.example.org/badge.svg", 18, "https://ci.example.org"),
    )
    assert markup.code == (Code("sh", 11, 14),)
    assert (
        markup.paragraphs[0].text
        == "A small tool, see the guide and https://example.org/a. Also https://example.org/b."
    )
    assert markup.body(markup.sections[1]) == "-------\n```sh\n# not a heading\npip install kite\n```\n"


RESTRUCTURED = """.. image:: https://img.example.org/badge.svg
   :target: https://ci.example.org
   :alt: Build

====
Kite
====

A small tool, see `the guide <docs/guide.rst>`_, :doc:`/usage` and Forum_::

    pip install kite

.. code-block:: python

    # Title
    # =====
    import kite

Getting help
------------

Ask in the `mailing list`_ or at https://example.org/help.

.. include:: CONTRIBUTING.rst
.. _Forum: https://forum.example.org
.. _mailing list: https://lists.example.org
"""


def test_restructured_text_without_running_any_directive() -> None:
    markup = parse("README.rst", RESTRUCTURED)
    assert markup.sections == (Section("Kite", 1, 6, 27), Section("Getting help", 2, 19, 27))
    assert markup.links == (
        Link("the guide", "docs/guide.rst", 9),
        Link("", "/usage", 9),
        Link("Forum", "https://forum.example.org", 9),
        Link("", "https://example.org/help", 22),
        Link("mailing list", "https://lists.example.org", 22),
        Link("", "CONTRIBUTING.rst", 24),
    )
    assert markup.images == (
        Image("Build", "https://img.example.org/badge.svg", 1, "https://ci.example.org"),
    )
    assert markup.code == (Code("", 11, 11), Code("python", 13, 17))


ASCIIDOC = """= Kite
:forum: https://forum.example.org

A small tool, see link:docs/guide.adoc[the guide], xref:usage.adoc[] and {forum}[Forum].

== Install

[source,sh]
----
== not a heading
pip install kite
----

=== Getting help

image::logo.png[The logo,100]
include::CONTRIBUTING.adoc[]
"""


def test_asciidoc_puts_attributes_into_links() -> None:
    markup = parse("README.adoc", ASCIIDOC)
    assert markup.sections == (
        Section("Kite", 1, 1, 18),
        Section("Install", 2, 6, 18),
        Section("Getting help", 3, 14, 18),
    )
    assert markup.links == (
        Link("the guide", "docs/guide.adoc", 4),
        Link("", "usage.adoc", 4),
        Link("Forum", "https://forum.example.org", 4),
        Link("", "CONTRIBUTING.adoc", 17),
    )
    assert markup.images == (Image("The logo", "logo.png", 16),)
    assert markup.code == (Code("sh", 9, 12),)


def test_plain_text_has_underlined_and_shouted_headings() -> None:
    markup = parse(
        "README.txt", "Kite\n\nINSTALLATION\n\n  make install\n\nHelp\n----\nSee http://example.org.\n"
    )
    assert [(section.heading, section.line) for section in markup.sections] == [
        ("Kite", 1),
        ("INSTALLATION", 3),
        ("Help", 7),
    ]
    assert markup.links == (Link("", "http://example.org", 9),)
    assert markup.code == (Code("", 5, 5),)


def test_a_file_without_extension_is_read_by_what_it_looks_like() -> None:
    assert parse("README", "# Kite\n\n[a](b.md)").links == (Link("a", "b.md", 3),)
    assert parse("README", "Kite\n====\n\n`a <https://example.org>`_").links == (
        Link("a", "https://example.org", 4),
    )


def test_underlined_headings_alone_make_no_restructured_text() -> None:
    """What stands indented below a colon is shown to be copied; a list, an address and a sentence are not."""
    markup = parse(
        "README",
        "3. Installation\n===============\nFirst run:\n\n\trm -rf builddir\n\tmeson builddir\n\nWrite to:\n\n"
        "\tkite@example.org\n\nThere are:\n\n\t- nodes\n\nIt says:\n\n\tThe kite flies = well\n\n"
        "Help:\n\n    kited --help\n\nAda Example:\n   wrote the original kite\n\n"
        "Maintainers:\n\n  Ben Example <ben@example.org>\n",
    )
    assert [(section.heading, section.line) for section in markup.sections] == [("3. Installation", 1)]
    assert markup.code == (Code("", 5, 6), Code("", 22, 22))


def test_headings_in_quotes_and_comments_are_no_sections() -> None:
    assert parse("a.md", "> # Quoted\n\n<!--\n# Hidden\n-->\n").sections == ()


HOSTILE = {
    "brackets": "[" * 1_000_000,
    "images": "![" * 500_000,
    "quotes": ">" * 1_000_000,
    "emphasis": "*a **b " * 150_000,
    "ticks": "`a``b```" * 120_000,
    "lines": "a\n" * 500_000,
    "tags": "<a " * 300_000,
    "comments": "<!--" * 250_000,
    "table": "|a|b|\n|-|-|\n" + "|x|y|\n" * 150_000,
    "unclosed links": "[a](<b " * 150_000,
    "titles": "a\n=\n" * 250_000,
    "directives": ".. a::\n" * 140_000,
    "references": "`a`_ " * 200_000,
    "attributes": "".join(f":a{n}: {{a{n - 1}}}{{a{n - 1}}}\n" for n in range(40_000)) + "{a39999}" * 10,
}


@pytest.mark.parametrize("extension", ["md", "rst", "adoc", "txt"])
@pytest.mark.parametrize("attack", sorted(HOSTILE))
def test_a_hostile_megabyte_is_read_as_far_as_allowed_and_says_that_it_was_cut(
    extension: str, attack: str
) -> None:
    markup = parse(f"README.{extension}", HOSTILE[attack])
    assert sum(map(len, markup.lines)) <= LONGEST_TEXT
    assert markup.cut.startswith("only the first ")


@given(
    st.text(alphabet="#=-*`[]()<>!|_:. \n\tab\u2028\r", max_size=300),
    st.sampled_from(["md", "rst", "adoc", "txt", ""]),
)
def test_no_text_breaks_a_reader_and_every_line_exists(text: str, extension: str) -> None:
    markup = parse(f"x.{extension}", text)
    lines = [*(found.line for found in markup.links), *(found.line for found in markup.images)]
    lines += [*(found.line for found in markup.code), *(found.line for found in markup.paragraphs)]
    assert all(1 <= line <= len(markup.lines) for line in lines)
    assert all(1 <= section.line <= section.end <= len(markup.lines) for section in markup.sections)


ORG = """# comment, no heading
#+TITLE: Kite
[[https://ci.example.org][https://ci.example.org/main.svg]]

* Introduction

Kite flies, see the [[https://example.org/manual][manual]]. It costs *nothing*.

** TODO Lines :line:

- to be made

#+BEGIN_SRC shell
* no heading
#+END_SRC

#+begin_example
** none here either
#+end_example
"""


@pytest.mark.parametrize("path", ["README.org", "README"])
def test_org_is_read_with_and_without_an_extension(path: str) -> None:
    """Stars make headings there; a link whose words are the address of a picture shows that picture."""
    markup = parse(path, ORG)

    assert markup.sections == (Section("Introduction", 1, 5, 20), Section("Lines", 2, 9, 20))
    assert markup.links == (
        Link("", "https://ci.example.org", 3),
        Link("manual", "https://example.org/manual", 7),
    )
    assert markup.images == (Image("", "https://ci.example.org/main.svg", 3, "https://ci.example.org"),)
    assert [(code.language, code.line, code.end) for code in markup.code] == [("shell", 13, 15), ("", 17, 19)]
    assert [part.text for part in markup.paragraphs] == [
        "Kite flies, see the manual. It costs nothing.",
        "- to be made",
    ]


def test_stars_make_lists_in_asciidoc() -> None:
    """An item that is called like a section is none."""
    markup = parse("README.adoc", "= Kite\n\n* Support\n* Maintainers\n\n== Use\n\nPull.\n")

    assert [section.heading for section in markup.sections] == ["Kite", "Use"]


def test_names_of_pictures_are_no_words_of_a_paragraph() -> None:
    """In reStructuredText badges stand between bars and are described below."""
    text = "Kite\n====\n\n|Build| |Docs|_ flies at |place|.\n\n.. |Build| image:: b.svg\n.. |Docs| image:: d.svg\n"

    assert [part.text for part in parse("README.rst", text).paragraphs] == ["flies at place."]


def test_a_fault_of_the_parser_ends_the_reading_and_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """What came before it was read; no text of a stranger may end an audit."""

    class PanicException(BaseException):
        pass

    events = pyromark.events_with_range

    def faulty(text: str, **options: Any) -> Iterator[Any]:
        yield from events(text.split("!", maxsplit=1)[0], **options)
        raise PanicException("index out of bounds")

    monkeypatch.setattr(pyromark, "events_with_range", faulty)
    markup = parse("README.md", "# Birds\n\n[Guide](guide.md)\n\n!\n")
    assert ([link.target for link in markup.links], markup.cut) == (
        ["guide.md"],
        "the parser of Markdown gave up",
    )
