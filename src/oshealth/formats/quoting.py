"""Text quoted for the language around it: Markdown on a forge, workflow commands, spreadsheets, XML, addresses."""

import re
from typing import Final
from urllib.parse import quote

from oshealth.compiled import compiled
from oshealth.formats.escape import LONGEST, clean

_INVISIBLE: Final = (
    "&#8203;"  # between a sign and a name it breaks a mention or reference, and nobody sees it
)
_MARKUP: Final = compiled(r"([\\`*_{}\[\]<>|~])")
_REFERENCE: Final = compiled(
    r"(?i)[@#!%$^?~](?=[\w\"'\\])|(?<=\bGH)-(?=\d)|:(?=//)|(?<=\bwww)\.|(?<=\bmailto):"
)
_OBJECT_ID: Final = compiled(r"\b[0-9a-f]{7,}\b")
_TOO_SHORT: Final = 6  # digits that no forge takes for a commit
_LINK: Final = compiled(r"(https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9._~/%+=-]*[A-Za-z0-9/])?)")
_THREAD: Final = compiled(r"(?i)/(issues|pull|pulls|discussions|commit|compare|merge_requests)/")
_NUMBER: Final = compiled(r"[-+]?[\d.,' ]*\d%?")
_FORMULA: Final = frozenset("=+-@|%＝＋－＠")


def markdown(text: str, longest: int = LONGEST) -> str:
    """One line that Markdown shows as it is: no markup, HTML, link, mention, reference or closing keyword in it.

    It must stand behind something else on its line, so that no list or heading begins with it.
    """
    return _quoted(clean(text, longest))


def advice(text: str, longest: int = LONGEST) -> str:
    """The words of a rule as Markdown: the same, but plain http and https addresses in them stay links.

    All but those of issues, changes and commits: a forge would take such a link for a reference, and say so there.
    """
    parts = _LINK.split(clean(text, longest))
    return "".join(
        f"<{part}>" if index % 2 and not _THREAD.search(part) else _quoted(part)
        for index, part in enumerate(parts)
    )


def _quoted(line: str) -> str:
    line = _MARKUP.sub(r"\\\1", line.replace("&", "&amp;"))
    line = _REFERENCE.sub(lambda match: match[0] + _INVISIBLE, line)
    return _OBJECT_ID.sub(_broken, line)


def _broken(match: re.Match[str]) -> str:
    """A name of a commit in pieces, so that no piece of it is one."""
    digits = match[0]
    return _INVISIBLE.join(digits[at : at + _TOO_SHORT] for at in range(0, len(digits), _TOO_SHORT))


def code(text: str, longest: int = LONGEST) -> str:
    """A code span that holds the text, whatever backticks are in it; empty for an empty text."""
    line = clean(text, longest)
    if not line:
        return ""
    runs = {len(run) for run in re.findall("`+", line)}
    fence = "`" * next(length for length in range(1, len(runs) + 2) if length not in runs)
    blank = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{blank}{line}{blank}{fence}"


def command_data(text: str, longest: int = LONGEST) -> str:
    """The message of a GitHub workflow command."""
    return clean(text, longest).replace("##[", "## [").replace("%", "%25")


def command_property(text: str) -> str:
    """A property of a GitHub workflow command, such as its `file` or `title`."""
    return command_data(text).replace(":", "%3A").replace(",", "%2C")


def cell(text: str, longest: int = LONGEST) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before what could begin one."""
    line = clean(text, longest)
    return f"'{line}" if line[:1] in _FORMULA else line


def own_text(text: str) -> str:
    """The words of somebody's own table as they were, save control characters and halves of characters."""
    return "".join(char if char in "\n\t" or char.isprintable() else " " for char in text)


def own_cell(text: str) -> str:
    """A cell of somebody's own table, whole and as it was, save control characters and what could begin a formula; a
    number with its sign is none.
    """
    kept = own_text(text)
    begins = kept.lstrip()[:1] in _FORMULA and not _NUMBER.fullmatch(kept.strip())
    return f"'{kept}" if begins else kept


def xml(text: str, longest: int = LONGEST) -> str:
    """The text between two tags of XML."""
    from xml.sax.saxutils import escape  # noqa: PLC0415 - it loads urllib.request, which is felt at start-up

    return escape(clean(text, longest))


def xml_attribute(text: str, longest: int = LONGEST) -> str:
    """The value of an attribute in XML, with its quotation marks."""
    from xml.sax.saxutils import quoteattr  # noqa: PLC0415 - see above

    return quoteattr(clean(text, longest))


def relative_uri(path: str) -> str:
    """A path in a repository as a relative reference; it never climbs out, is never absolute, and has no scheme."""
    parts = [part for part in clean(path, 1000).split("/") if part not in ("", ".", "..")]
    return quote("/".join(parts), safe="/")
