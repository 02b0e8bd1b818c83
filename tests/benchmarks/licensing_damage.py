"""Ten ways in which license texts are damaged on their way into repositories."""

import html
import textwrap
from collections.abc import Callable, Mapping
from typing import Final

HEADER: Final = (
    "Example Project\n===============\n\nCopyright (c) 2014-2021 Ada Example <ada@example.org> and others\n"
    "All rights reserved.\n\n"
)
NOTICE: Final = (
    "\n\n---\nThis project bundles icons made by Example Studio. Thanks to all contributors.\n"
    "See the AUTHORS file for details.\n"
)
_BRITISH: Final = {
    "License": "Licence",
    "license": "licence",
    "LICENSE": "LICENCE",
    "authorized": "authorised",
    "favor": "favour",
    "behavior": "behaviour",
    "organization": "organisation",
}


def rewrapped(text: str) -> str:
    """Paragraphs filled to 60 columns."""
    return "\n\n".join(textwrap.fill(part, 60) for part in text.split("\n\n"))


def in_html(text: str) -> str:
    """A page with one paragraph element for each paragraph."""
    parts = "".join(f"<p>{html.escape(part)}</p>\n" for part in text.split("\n\n"))
    return f"<html><body><h1>License</h1>\n{parts}</body></html>"


def british(text: str) -> str:
    """British spelling throughout."""
    for ours, theirs in _BRITISH.items():
        text = text.replace(ours, theirs)
    return text


def truncated(text: str) -> str:
    """The first four fifths of the words."""
    words = text.split(" ")
    return " ".join(words[: len(words) * 4 // 5])


def without_a_paragraph(text: str) -> str:
    """The middle paragraph gone, where there are more than three."""
    parts = text.split("\n\n")
    return "\n\n".join(parts[: len(parts) // 2] + parts[len(parts) // 2 + 1 :]) if len(parts) > 3 else text


DAMAGES: Final[Mapping[str, Callable[[str], str]]] = {
    "as is": lambda text: text,
    "re-wrapped": rewrapped,
    "upper case": str.upper,
    "header changed": lambda text: HEADER + text,
    "HTML": in_html,
    "Markdown": lambda text: "# License\n\n" + textwrap.indent(text, "> ", lambda _: True),
    "comment": lambda text: "/*\n" + textwrap.indent(text, " * ", lambda _: True) + "\n */",
    "truncated": truncated,
    "British": british,
    "paragraph gone": without_a_paragraph,
    "notice appended": lambda text: text + NOTICE,
}
