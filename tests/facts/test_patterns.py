"""Named patterns and whole words find what real documents say, and nothing that merely looks like it."""

import time

import pytest

from oshealth.facts.patterns import PATTERNS, Hit, find, words_found


@pytest.mark.parametrize(
    ("name", "text", "hits"),
    [
        ("e-mail", "Write to conduct@example.org\nor security at example dot org.",
         ["conduct@example.org", "security at example dot org"]),
        ("e-mail", "team [at] example [dot] org", ["team [at] example [dot] org"]),
        ("e-mail", "by mail to [Ada](mailto:ada@example.org), `mailto:no-reply@example.org`", ["ada@example.org"]),
        ("e-mail", "git clone git@github.com:a/b; logo@2x.png; react@18.2; no-reply@example.org", []),
        ("web-form", "[Report it](https://example.org/x) or https://github.com/a/b/security/advisories/new",
         ["https://example.org/x", "https://github.com/a/b/security/advisories/new"]),
        ("web-form", "[our form](https://forms.gle/abc)", ["https://forms.gle/abc"]),
        ("web-form", "[the platform](https://example.org/platform)", []),
        ("discussion-link", "[bugs](https://github.com/a/b/issues) [chat](https://discord.gg/abc) [home](https://x.org)",
         ["https://github.com/a/b/issues", "https://discord.gg/abc"]),
        ("handle", "Ask @octo-team/core or @ada-example, not a@example.org or `@media(`",
         ["@octo-team/core", "@ada-example"]),
        ("time-frame", "We answer within two business days; after 90 days we publish. Réponse sous 3 jours.",
         ["two business days", "90 days", "3 jours"]),
        ("time-frame", "我们会在 5 个工作日 内回复", ["5 个工作日"]),
        ("time-frame", "Version 3.1 supports 4 colours and day trips", []),
        ("version-table", "| Version | Supported |\n|---|---|\n| 5.1.x | yes |\n| < 5 | no |", ["| 5.1.x | yes |"]),
        ("code-block", "Run:\n\n```\nmake\n```\n", ["```"]),
        ("unfilled-template", "Tell [INSERT CONTACT\nMETHOD].", ["[INSERT CONTACT METHOD]"]),
    ],
)  # fmt: skip
def test_a_pattern_finds_what_it_names(name: str, text: str, hits: list[str]) -> None:
    assert [hit.text for hit in find(name, text, "x.md")] == hits


def test_words_match_whole_in_any_case_accent_spacing_and_script() -> None:
    text = "We seek LAZY\n  consensus. Immediately!\nMédiation; sign-off. 本项目的行为准则。\n"
    wanted = ["lazy consensus", "mediat*", "mediate", "sign off", "行为准则", "immediate"]
    assert words_found(text, wanted) == (
        Hit("lazy consensus", 1),
        Hit("mediation", 3),
        Hit("sign-off", 3),
        Hit("行为准则", 3),
    )


def test_no_words_are_found_nowhere() -> None:
    assert words_found("anything", []) == ()


@pytest.mark.parametrize("name", sorted(PATTERNS))
@pytest.mark.parametrize(
    "attack",
    ["a", "@", "a.", "a@", "1 ", "[(", "|1\n", " ", "at a dot ", "12 days ", "https://a/", "[insert "],
)
def test_every_pattern_is_linear_on_a_hostile_megabyte(name: str, attack: str) -> None:
    start = time.process_time()
    assert len(list(find(name, attack * (1_000_000 // len(attack)), "x.md"))) <= 100
    assert time.process_time() - start < 4, "seconds; usually well under one"
