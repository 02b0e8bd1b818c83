"""A page that the README links is parsed only where a heading of it may name what is looked for; none is lost."""

from hypothesis import given
from hypothesis import strategies as st

from oshealth.facts.documents.headings import may_be_named, names
from oshealth.facts.markup import parse

_LINES = st.sampled_from(
    [
        "Governance", "3. **Governance** & people", "Decision making", "`Governance` model", "[Governance](a.md)",
        "Gouvernance", "Entscheidungs&shy;findung", "治理", "How decisions are made", "How", "decisions are", "made",
        "<h2>Governance</h2>", "GOVERNANCE STRUCTURE", "](", ") \0", "---", "===", "", "Words",
    ]
)  # fmt: skip
_MARKS = st.sampled_from(["", "# ", "## ", "> # ", "- ", "\ufeff# "])


@given(st.lists(st.tuples(_MARKS, _LINES), max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_no_heading_that_names_a_kind_is_lost(rows: list[tuple[str, str]], ends: str) -> None:
    """In whatever language, markup or place, and after the mark that some editors put before a text."""
    text = ends.join(mark + line for mark, line in rows)
    is_named = any(names(section.heading, "governance") for section in parse("docs/a.md", text).sections)
    assert may_be_named("docs/a.md", text, "governance") or not is_named


def test_a_page_without_such_a_heading_is_told_without_parsing() -> None:
    """Words of running text are none, and in another format each word may be one's."""
    text = "# Pools\n\nThe governance of pools.\n"
    assert not may_be_named("docs/pools.md", text, "governance")
    assert may_be_named("docs/pools.rst", text, "governance")
    assert may_be_named("docs/pools.md", f"{text}\nGovernance\n---\n", "governance")
