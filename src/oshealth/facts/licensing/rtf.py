"""Rich Text as plain text: what a word processor shows of it, without fonts, colours and properties."""

import re
from typing import Final

from oshealth.compiled import compiled

_TOKEN: Final = compiled(
    r"\\'(?P<byte>[0-9a-f]{2})|\\u(?P<code>-?\d{1,6}) ?\??|\\(?P<word>[a-z]{1,32})-?\d{0,10} ?|\\(?P<sign>[^a-z])|"
    r"(?P<brace>[{}])|(?P<plain>[^\\{}]+)",
    re.IGNORECASE,
)
_HIDDEN: Final = frozenset(
    {"fonttbl", "colortbl", "stylesheet", "info", "pict", "listtable", "themedata", "header", "footer"}
)
_BREAKS: Final = frozenset({"par", "line", "sect", "page", "row"})
PARAGRAPH: Final = "\f"
"""What a break within a line of the file becomes: the lines of the file keep their numbers."""


def is_rtf(text: str) -> bool:
    """Whether a text is Rich Text."""
    return text.lstrip("\ufeff \t\n").startswith("{\\rtf")


def shown(text: str) -> str:
    """The words that Rich Text shows, its breaks as form feeds, on the lines of the file. One pass, whatever the nesting."""
    told: list[str] = []
    depth, hidden = 0, 0
    for token in _TOKEN.finditer(text):
        brace, word = token["brace"], token["word"]
        depth += {"{": 1, "}": -1}.get(brace or "", 0)
        hidden = 0 if depth < hidden else hidden
        if not hidden and (word in _HIDDEN or token["sign"] == "*"):
            hidden = depth
        told.append("\n" * token[0].count("\n") if hidden else _sign(token))
    return "".join(told)


def _sign(token: re.Match[str]) -> str:
    if token["plain"]:
        return token["plain"]
    if token["byte"]:
        return bytes.fromhex(token["byte"]).decode("cp1252", "replace")
    if token["code"]:
        return chr(int(token["code"]) % 0x10000)
    if token["word"] in _BREAKS:
        return PARAGRAPH
    return {"tab": " ", "~": " ", "_": "-", "\n": PARAGRAPH + "\n"}.get(
        token["word"] or token["sign"] or "", ""
    )
