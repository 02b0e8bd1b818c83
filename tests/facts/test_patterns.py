"""Named patterns and whole words find what real documents say, and nothing that merely looks like it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oshealth.facts import patterns, whole_words
from oshealth.facts.addresses import LIST_ADDRESS
from oshealth.facts.documents.words import folded
from oshealth.facts.patterns import PATTERNS, Hit, find, found_together, words_found
from oshealth.facts.sentences import sentences
from oshealth.facts.wordings import OPENINGS, WORDINGS

SAID = ("code", "review", "Code-Review", "preview", "re", " ", " ", "-", ". ", "\n", "\n\n", "# ", "https://x.org/review",
        "审查", "é", "\0", "c")  # fmt: skip


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
        ("discussion-link", "[Kite Slack](https://slack.example.org) [API](https://api.slack.com/) [made by](https://slack.com)"
         " [manual](https://zulip.readthedocs.io/x) [tell](https://t.me/share/url?url=x)", ["https://slack.example.org"]),
        ("place-to-talk", "# Kite\n\n[Kite Forum](https://x.org/f) [Ask on Matrix](https://x.org/m) [irc](irc://x.org/kite)\n"
         "[Discussions](../../discussions) ![Discord](d.svg) [![Our Discord](d.svg)](https://x.org/d)",
         ["https://x.org/f", "irc://x.org/kite", "../../discussions", "https://x.org/d"]),
        ("place-to-talk", "# Discord bot\n\n[Discord bot](https://x.org) [forum](forum.md) [support matrix](https://x.org)"
         " [Slack](https://slack.com) [Kite forum](https://x.org/f) [forum.py](https://x.org) [a/irc](https://x.org)", []),
        ("handle", "Ask @octo-team/core or @ada-example, not a@example.org or `@media(`",
         ["@octo-team/core", "@ada-example"]),
        ("time-frame", "We answer within two business days; after 90 days we publish. Réponse sous 3 jours.",
         ["two business days", "90 days", "3 jours"]),
        ("time-frame", "我们会在 5 个工作日 内回复", ["5 个工作日"]),
        ("time-frame", "我们会在三个工作日内回复您。", ["三个工作日"]),
        ("time-frame", "Version 3.1 supports 4 colours and day trips", []),
        ("version-table", "| Version | Supported |\n|---|---|\n| 5.1.x | yes |\n| < 5 | no |", ["| 5.1.x | yes |"]),
        ("support-table", "| *Version* | Status |\n|---|---|\n| v2.3 | **Supported** |\n| v1.1 | Deprecated |\n| next ||",
         ["| v2.3 | **Supported** |", "| v1.1 | Deprecated |"]),
        ("support-table", "| Kite | Kubernetes Version |\n|---|---|\n| v2.3 | v1.36 supported |", []),
        ("code-block", "Run:\n\n```\nmake\n```\n", ["```"]),
        ("role-that-lets-changes-in", "Maintainers review changes. Please ask a maintainer. 维护者可以合并。",
         ["Maintainers review", "维护者可"]),
        ("another-role", "## Reviewers\nThe board decides. Contributors:", ["## Reviewers", "board decides", "Contributors:"]),
        ("way-to-become-maintainer", "Active people are invited to join the core team. How to become a maintainer?\n"
         "To become familiar, read on. Ask a maintainer.", ["invited to join the core team", "become a maintainer"]),
        ("way-to-become-maintainer", "If you'd like to join the\nteam, add your name to the list of maintainers. Join the team "
         "of your language; join our team meeting.", ["join the team", "add your name to the list of maintainers"]),
        ("way-to-become-maintainer", "Pour rejoindre l'équipe, écrivez. Para convertirse en mantenedor. Maintainer werden.",
         ["rejoindre l'équipe", "convertirse en mantenedor", "Maintainer werden"]),
        ("removal-of-a-maintainer", "A maintainer may be removed after a year. Remove dead code.",
         ["maintainer may be removed"]),
        ("number-of-approvals", "It needs at least two other approvals, and at least one test.",
         ["at least two other approvals"]),
        ("profile-link", "Tell [Ada](https://github.com/ada-example), see [code](https://github.com/a/b).",
         ["](https://github.com/ada-example)"]),
        ("help-label", "- **Support**: [chat](https://chat.example.org)\nWe support **all** of https://x.example.org",
         ["- **Support**: [chat]("]),
        ("contact-links", "blank_issues_enabled: false\ncontact_links:\n  - name: Forum", ["contact_links: -"]),
        ("installation-link", "[How to install](https://example.org/x) or [home](https://example.org)",
         ["[How to install](https://example.org/x)"]),
        ("development-link", "[Running from the code repository](https://example.org/a) or [code](https://example.org/b)",
         ["[Running from the code repository](https://example.org/a)"]),
        ("development-link", "`Developer's guide <https://example.org/dev>`_ and `guide <https://example.org/c>`_",
         ["`Developer's guide <https://example.org/dev>"]),
        ("documentation-link", "Documentation: https://docs.example.org; docs at https://github.com/a/b",
         ["Documentation: https://"]),
        ("documentation-link", "L'API est documentée ici : https://api.example.org/docs/",
         ["documentée ici : https://"]),
        ("documentation-link", "A reference manual is available in the file `doc/reference.html` here.\nNot docs/a.py.",
         ["reference manual is available in the file `doc/reference.html"]),
        ("documentation-address", 'docs = "https://a-tool.readthedocs.io" home = "https://example.org"',
         ["https://a-tool.readthedocs.io"]),
        ("screenshot", "![The map](img/screen-1.png) ![badge](https://x.example.org/b.svg)", ["![The map](img/screen"]),
        ("funding-address", '"funding": "https://example.org/give", "home": "https://example.org"',
         ['funding": "https://']),
        ("license-field", 'license = "MIT"; licensed as you like', ["license ="]),
        ("security-contact", "# all\nContact: mailto:s@example.org", ["Contact: m"]),
        ("used-by-several", "usedBy:\n  - Town A\n  - Town B\n", ["usedBy: - Town A - Town B"]),
        ("used-by-several", "usedBy:\n  - Town A\nname: x\n", []),
        ("marked-obsolete", "developmentStatus: obsolete", ["developmentStatus: obsolete"]),
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


def test_chinese_words_match_in_both_scripts_and_are_told_as_written() -> None:
    text = "我們歡迎各種貢獻；團隊審核後完成，請聯繫我們。プロジェクトの開発。\n"
    wanted = ("我们", "贡献", "审核", "联系", "测试", "开发")

    assert [hit.text for hit in words_found(text, wanted)] == ["我們", "貢獻", "審核", "聯繫", "我們"]
    assert [hit.text for hit in found_together(text, ["审核"], ["联系"])] == ["審核"]


@given(
    st.lists(st.sampled_from(SAID), max_size=20).map("".join),
    st.lists(st.sampled_from(["code review", "review", "re*", "code", "c", "审查", "-", "view"]), max_size=4),
)
def test_words_are_found_as_one_expression_finds_them(text: str, words: list[str]) -> None:
    """The longest first, one after the other; a sentence tells its first one."""
    expression = whole_words._words(tuple(words))
    assert [hit.text for hit in words_found(text, words)] == [
        " ".join(found[0].split()) for found in expression.finditer(folded(text))
    ]
    together = [hit.text for hit in found_together(text, words, ("code",))]
    plain = [patterns._ADDRESS.sub(" ", folded(sentence.text)) for sentence in sentences(text)]
    firsts = [(expression.search(one), one) for one in plain if words_found(text, words)]
    assert together == [
        " ".join(found[0].split()) for found, one in firsts if found and words_found(one, ("code",))
    ]


ROLES = (
    "become", "giving", " a ", "new", "commit access", "write access", " granted", "join our", " team", "add you to", "ask",
    "maintainers", "Maintainer nomination", "İ", "to be", "core developers", "成为维护者", "devenir ", "mainteneur", " ", "\n",
    ".", "dev@lists.example.org", "unserem kernteam beitreten", "ſ", "@",
)  # fmt: skip


@given(st.lists(st.sampled_from(ROLES), max_size=14).map("".join))
def test_costly_patterns_find_what_they_find_in_the_whole_text(text: str) -> None:
    """Though they are tried only where a match can begin, or on lines that can hold one."""
    for name in OPENINGS:
        expression = re.compile("|".join(WORDINGS[name][2]), re.IGNORECASE | re.MULTILINE)
        assert [hit.text for hit in find(name, text)] == [
            " ".join(hit[0].split()) for hit in expression.finditer(text)
        ]
    assert [hit.text for hit in find("discussion-link", text)] == [
        hit[0] for hit in LIST_ADDRESS().finditer(text)
    ]


def test_words_stand_together_only_within_a_sentence() -> None:
    text = (
        "# Reports\n\nWe answer. Wait 3 days.\n\n* We will\n  answer you within 7 days\n* 2 days; we answer\n"
    )
    assert [*found_together(text, ["answer*"], [], ["time-frame"])] == [Hit("answer", 6)]
    assert [*found_together(text, ["answer*"], ["wait"])] == []
    assert [*found_together(text, ["wait"], ["days"])] == [Hit("wait", 3)]


def test_an_address_holds_no_words() -> None:
    """The tag of a question site has "questions" in its address, and the text asks nobody for any."""
    tag = "- [Stack Overflow](https://stackoverflow.com/questions/tagged/kite)\n- See https://example.org/help/questions\n"
    assert [*found_together(tag, ["questions", "help"], [], ["discussion-link"])] == []
    asked = "For questions there is [Stack Overflow](https://stackoverflow.com/questions/tagged/kite)\n"
    assert [*found_together(asked, ["questions"], [], ["discussion-link"])] == [Hit("questions", 1)]


def test_a_heading_a_list_item_and_a_table_row_are_sentences_of_their_own() -> None:
    assert [(sentence.text.strip(), sentence.line) for sentence in sentences(
        "# One\nTwo, e.g. this. Three\nlines!\n\n1. four\n| a | b |\n| c | d |\n五。六"
    )] == [("# One", 1), ("Two, e.g. this.", 2), ("Three\nlines!", 2), ("1. four", 5), ("| a | b |", 6),
           ("| c | d |\n五", 7), ("六", 8)]  # fmt: skip


def test_an_address_alone_below_a_colon_belongs_to_the_sentence_above() -> None:
    text = "For questions\nwrite to:\n\n\tkite@example.org\n\nSee also:\n\nThe end.\nLast:\n"
    assert [(sentence.text, sentence.line) for sentence in sentences(text)] == [
        ("For questions\nwrite to:\n\n\tkite@example.org", 1),
        ("See also:", 6),
        ("The end.", 8),
        ("Last:", 9),
    ]
    assert [*found_together(text, ["questions"], [], ["e-mail"])] == [Hit("questions", 1)]


def test_a_short_question_and_its_answer_are_one_sentence() -> None:
    text = "Got questions? Catch us on <https://chat.example.org>. Bye.\n"
    assert [sentence.text for sentence in sentences(text)] == [
        "Got questions? Catch us on <https://chat.example.org>.",
        "Bye.",
    ]
    assert [*found_together(text, ["questions"], [], ["discussion-link"])] == [Hit("questions", 1)]


def test_no_words_are_found_nowhere() -> None:
    assert words_found("anything", []) == ()


ATTACKS = [
    "a",
    "@",
    "a.",
    "a@",
    "1 ",
    "[(",
    "|1\n",
    " ",
    "at a dot ",
    "12 days ",
    "https://a/",
    "[insert ",
    "contributor ",
    "become a ",
    "invited to ",
    "removed ",
    "![screen",
    "[install",
    "**support ",
    "docs ",
    "- a\n",
    "usedBy:\n - a\n",
    "by one a ",
]


@pytest.mark.parametrize("name", sorted(PATTERNS))
@pytest.mark.parametrize("attack", ATTACKS)
def test_every_pattern_comes_to_the_end_of_a_hostile_megabyte(name: str, attack: str) -> None:
    assert len(list(find(name, attack * (1_000_000 // len(attack)), "x.md"))) <= 100


def test_what_an_address_asks_for_is_no_word_of_the_text() -> None:
    """The colours of a badge are not the formatter black; the path of an address still speaks."""
    asked = "![js](https://img.example.org/badge/javascript-F7DF1E?style=flat&logoColor=black)"
    path = "![style](https://img.example.org/badge/code%20style-black-000000.svg)"

    assert words_found(f"{asked}\n", ["black", "style"]) == ()
    assert words_found(f"{asked}\n{path}\n", ["black"]) == (Hit("black", 2),)


@pytest.mark.parametrize("joint", [" at ", "@", "[at]", " ( at ) ", "\n at \n"])
def test_addresses_are_found_wherever_their_lines_break(joint: str) -> None:
    """Those that are spelled out may go over several lines, those with their signs stand on one."""
    spelled = f"write\nto ada{joint}example dot org, or\nto bob@example.org\nand eve@\nexample.org"
    found = [hit.text for hit in find("e-mail", spelled)]
    assert found == [" ".join(f"ada{joint}example dot org".split()), "bob@example.org"]
