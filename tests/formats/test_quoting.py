"""Text quoted for Markdown, workflow commands, spreadsheets and addresses."""

import re

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from oshealth.formats.escape import clean
from oshealth.formats.quoting import (
    advice,
    cell,
    code,
    command_data,
    command_property,
    markdown,
    relative_uri,
)
from tests.formats.test_escape import HARD

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _read(text: str) -> tuple[set[str], str]:
    """The kinds of inline tokens, and the words that a reader sees, without what nobody sees."""
    tokens = READER.parseInline(text)[0].children or []
    return {token.type for token in tokens}, "".join(token.content for token in tokens).replace("\u200b", "")


@given(HARD)
def test_markdown_shows_the_text_itself(text: str) -> None:
    """Nothing but text, and the same words."""
    kinds, words = _read(f"x{markdown(text)}x")
    assert kinds == {"text"}
    assert words == f"x{clean(text)}x"


@given(HARD)
def test_a_code_span_holds_any_text(text: str) -> None:
    kinds, words = _read(code(f"x{text}x"))
    assert (kinds, words) == ({"code_inline"}, clean(f"x{text}x"))


@pytest.mark.parametrize("text", ["`", "``", "a`b``c", "` x `", "```\nrun\n```"])
def test_a_code_span_holds_backticks(text: str) -> None:
    assert _read(code(text)) == ({"code_inline"}, clean(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@ada please", "@&#8203;ada please"),
        ("closes #12, fixes o/r#3", "closes #&#8203;12, fixes o/r#&#8203;3"),
        ("Fixes GH-12 and !4", "Fixes GH-&#8203;12 and !&#8203;4"),
        ("resolves https://github.com/o/r/issues/1", "resolves https:&#8203;//github.com/o/r/issues/1"),
        ("www.example.org", "www.&#8203;example.org"),
        ("at 1f6589ec3a1e", "at 1f6589&#8203;ec3a1e"),
        ("abc" + "0123456789" * 2, "abc012&#8203;345678&#8203;901234&#8203;56789"),
        ("<script>x</script>", "\\<script\\>x\\</script\\>"),
        ("![a](http://b)", "!&#8203;\\[a\\](http:&#8203;//b)"),
        ("a&lt;b", "a&amp;lt;b"),
        ("a | b", "a \\| b"),
    ],
)
def test_mentions_references_links_and_markup_are_only_words(text: str, shown: str) -> None:
    assert markdown(text) == shown


def test_advice_keeps_plain_web_addresses_as_links_and_nothing_else() -> None:
    text = "See https://choosealicense.com/licenses/. Not javascript:alert(1), @ada or <b>."
    assert advice(text) == (
        "See <https://choosealicense.com/licenses/>. Not javascript:alert(1), @&#8203;ada or \\<b\\>."
    )


@given(HARD)
def test_advice_links_only_to_the_web(text: str) -> None:
    kinds, _ = _read(f"x {advice(text)}x")
    assert kinds <= {"text", "link_open", "link_close"}


@given(HARD)
def test_a_workflow_command_cannot_be_left(text: str) -> None:
    """Neither a line break nor, in a property, a separator comes through; the text can be read back."""
    assert not set("\r\n") & set(command_data(text))
    assert not set(":,\r\n") & set(command_property(text))
    assert command_property(text).replace("%3A", ":").replace("%2C", ",") == command_data(text)
    assert "##[" not in command_data(f"##[{text}")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "|cmd", "\t=1", "\r\n=1", "＝1", "%0A=1"])
def test_no_cell_begins_a_formula(text: str) -> None:
    assert cell(text) == f"'{clean(text)}"


@given(HARD)
def test_a_path_stays_below_its_root(path: str) -> None:
    uri = relative_uri(path)
    assert re.fullmatch(r"[A-Za-z0-9_.~%/-]*", uri)
    assert not uri.startswith("/")
    assert not {"..", "."} & {*uri.split("/")}


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("docs/a b.md", "docs/a%20b.md"),
        ("/etc/passwd", "etc/passwd"),
        ("../../x", "x"),
        ("javascript:x", "javascript%3Ax"),
        ("", ""),
    ],
)
def test_paths_as_relative_references(path: str, uri: str) -> None:
    assert relative_uri(path) == uri
