"""The named patterns that rules look for in texts, and whole words in any language. All run in linear
time.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import accumulate, islice
from typing import Final

from msgspec import Struct

from oshealth.compiled import compiled
from oshealth.facts.addresses import CHAT, LIST_ADDRESS, REPORT, TALK
from oshealth.facts.commands import work_lines
from oshealth.facts.documents.words import folded
from oshealth.facts.markup import parse
from oshealth.facts.meeting_places import meeting_places
from oshealth.facts.near import caseless, matches_from, matches_near
from oshealth.facts.sentences import Sentence, sentences
from oshealth.facts.templates import unfilled
from oshealth.facts.whole_words import (
    LONGEST,
    MOST_HITS,
    Hit,
    likely,
    plain_text,
    spelled,
    standing,
    told,
    words_found,
)
from oshealth.facts.wordings import OPENINGS, WORDINGS

__all__ = ["PATTERNS", "Hit", "Pattern", "find", "found_together", "words_found"]

_ADDRESS: Final = compiled(r"(?<![A-Za-z0-9])https?://[^\s<>()\[\]]{1,500}|(?<=\]\()[^\s()]{1,500}")
"""What stands in an address is no word of the sentence."""
_KEPT: Final = 4_096
"""For how many sentences it is kept how they read without case: from moment to moment most of a text stays."""
_BETWEEN: Final = "\0"
"""Stands between two sentences: no word reaches over it."""


class Pattern(Struct, frozen=True):
    """A named pattern: what it is called where it was not found ("no link to documentation"), what it means, and how it
    is found in a text (the path tells the markup, may be empty).
    """

    called: str
    definition: str
    find: Callable[[str, str], Iterator[Hit]]


def find(name: str, text: str, path: str = "") -> Iterator[Hit]:
    """The hits of a named pattern in the order of the text, at most MOST_HITS. Raises KeyError for another
    name.
    """
    return islice(PATTERNS[name].find(text[:LONGEST], path), MOST_HITS)


def matches(wording: str, text: str) -> Iterator[re.Match[str]]:
    """Where a wording stands in a text, for whoever must look at what is around it; at most MOST_HITS."""
    return islice(_wording(wording).finditer(text[:LONGEST]), MOST_HITS)


@cache
def _wording(name: str) -> re.Pattern[str]:
    return compiled("|".join(WORDINGS[name][2]), re.IGNORECASE | re.MULTILINE)


def found_together(
    text: str, words: Iterable[str], beside: Iterable[str], patterns: Iterable[str] = (), path: str = ""
) -> Iterator[Hit]:
    """The hits of words in sentences that also hold one of the words `beside`, or a hit of one of the patterns."""
    text = text[:LONGEST]
    words, beside, patterns = spelled(tuple(words)), spelled(tuple(beside)), tuple(patterns)
    if not words_found(text, words):
        return
    first, second = (likely(some, plain_text(text)) for some in (words, beside))
    said = _said(text)
    last = -1
    for found in standing(words, said.joined, first):
        at = bisect_right(said.starts, found.start()) - 1
        if at == last or at == len(said.sentences):
            continue
        last, sentence, start = at, said.sentences[at], said.starts[at]
        plain = said.joined[start : said.starts[at + 1] - 1]
        if next(standing(beside, plain, second), None) or any(
            next(find(name, sentence.text, path), None) for name in patterns
        ):
            begins = start + len(plain) - len(plain.lstrip())
            line = sentence.line + said.joined.count("\n", begins, found.start())
            yield Hit(" ".join(found[0].split()), line)


class _Said(Struct, frozen=True):
    """The sentences of a text; all of them without case and accents, their addresses left blank, one after the other with
    a sign between that no word reaches over; and where each begins there, with the end.
    """

    sentences: tuple[Sentence, ...]
    joined: str
    starts: tuple[int, ...]


@lru_cache(maxsize=16)
def _said(text: str) -> _Said:
    every = sentences(text)
    plain = [_plain(sentence.text) for sentence in every]
    starts = accumulate((len(one) + 1 for one in plain), initial=0)
    return _Said(every, _BETWEEN.join((*plain, "")), tuple(starts))


@lru_cache(maxsize=_KEPT)
def _plain(written: str) -> str:
    """A sentence without case and accents, and with blanks for its addresses."""
    said = folded(written)
    if "://" not in said and "](" not in said:
        return said
    return _ADDRESS.sub(lambda address: " " * len(address[0]), said)


def _hits(pattern: re.Pattern[str], text: str) -> Iterator[Hit]:
    return told(pattern.finditer(text), text)


def _regex(*sources: str, openings: Iterable[str] = ()) -> Callable[[str, str], Iterator[Hit]]:
    @cache
    def pattern() -> re.Pattern[str]:
        return compiled("|".join(sources), re.IGNORECASE | re.MULTILINE)

    def hits(text: str, _path: str) -> Iterator[Hit]:
        plain = caseless(text) if openings else ""
        is_as_long = openings and len(plain) == len(text)
        return (
            told(matches_from(pattern(), openings, text, plain), text)
            if is_as_long
            else _hits(pattern(), text)
        )

    return hits


def _emails(text: str, _path: str) -> Iterator[Hit]:
    plain = caseless(text)
    is_spelled = ("dot" in plain or "at" in plain) and _SPELLED.search(plain) is not None
    matches = _EMAIL.finditer(text) if is_spelled else matches_near(_EMAIL, {"@": 0}, text)
    return (hit for hit in told(matches, text) if not _NO_EMAIL.search(hit.text))


def _links(text: str, path: str) -> Iterator[Hit]:
    markup = parse(path, text)
    return (Hit(link.target, link.line) for link in markup.links if not link.target.startswith("#"))


def _web_forms(text: str, path: str) -> Iterator[Hit]:
    for link in parse(path, text).links:
        if REPORT().search(link.target) or (_WEB.match(link.target) and _FORM_TEXT.search(link.text)):
            yield Hit(link.target, link.line)


def _discussions(text: str, path: str) -> Iterator[Hit]:
    markup = parse(path, text)
    called_so = set(meeting_places(markup))
    for link in markup.links:
        hit = Hit(link.target, link.line)
        if hit in called_so or TALK().search(link.target):
            yield hit
    yield from told(matches_near(LIST_ADDRESS(), {"@": 0}, text), text)


def _chats(text: str, path: str) -> Iterator[Hit]:
    return (Hit(link.target, link.line) for link in parse(path, text).links if CHAT().search(link.target))


def _code(text: str, path: str) -> Iterator[Hit]:
    markup = parse(path, text)
    return (Hit(markup.lines[code.line - 1].strip(), code.line) for code in markup.code)


def _work(text: str, path: str) -> Iterator[Hit]:
    markup = parse(path, text)
    return (Hit(markup.lines[line - 1].strip(), line) for line in work_lines(markup))


def _version_tables(text: str, _path: str) -> Iterator[Hit]:
    """A table row with a version number under a header that speaks of versions."""
    header = ""
    for number, row in enumerate(text.split("\n"), 1):
        if row.count("|") < 2 and not row.startswith("|"):
            header = ""
        elif not header:
            header = folded(row)
        elif _VERSION.search(row) and ("version" in header or "release" in header or "版本" in header):
            yield Hit(" ".join(row.split()), number)


def _support_tables(text: str, _path: str) -> Iterator[Hit]:
    """A row with a version and whether it is supported, under a header in which "version" or "release" is all of a cell:
    a column of the versions of something else says of what.
    """
    header: frozenset[str] = frozenset()
    for number, row in enumerate(text.split("\n"), 1):
        if row.count("|") < 2:
            header = frozenset()
        elif not header:
            header = frozenset(cell.strip(" *_`:") for cell in folded(row).split("|"))
        elif header & _OWN_VERSIONS and _VERSION.search(row) and _SUPPORTED.search(row):
            yield Hit(" ".join(row.split()), number)


_OWN_VERSIONS: Final = frozenset({"version", "versions", "release", "releases", "branch", "release branch"})
_SUPPORTED: Final = compiled(
    r"(?i)(?<![\w-])(?:un|not )?(?:supported|maintained)\b|\bdeprecated\b|\bend[ -]of[ -](?:life|support)\b|\bEOL\b|"
    r"\bsecurity (?:fixes|updates) only\b"
)
_AT: Final = r"(?:@|\s?[\[({<]\s?at\s?[\])}>]\s?|\s+at\s+(?=[\w-]{1,63}\s+dot\s))"
_DOT: Final = r"(?:\.|\s?[\[({<]\s?dot\s?[\])}>]\s?|\s+dot\s+)"
_EMAIL: Final = compiled(
    rf"(?:(?<=mailto:)|(?<![\w.+/:=-]))[\w+-]{{1,64}}(?:\.[\w+-]{{1,64}}){{0,5}}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{1,6}}",
    re.I,
)
_SPELLED: Final = compiled(r"[\[({<]\s?(?:at|dot)\s?[\])}>]|\sdot\s")
"""Where none of these stands, each address has its signs and is on one line."""
_NO_EMAIL: Final = compiled(
    r"(?i)^(?:no-?reply|git|hg|svn|user(?:name)?|you|your-?(?:e-?)?(?:mail|name))@|@[23]x\b|\.(?:png|svg|jpe?g|gif|git)$|@v?\d+\.\d"
)
_WEB: Final = compiled(r"https?://", re.I)
_FORM_TEXT: Final = compiled(
    r"(?i)(?<!\w)(?:forms?|formulaire|formular|formulario|modulo|contact form|report (?:a|an|it)\b.*|contact us|"
    r"private(?:ly)? report.*)(?!\w)"
    r"|表单|フォーム"
)
_NUMBER: Final = (
    r"(?:\d{1,3}(?:\s?(?:-|–|to|a|bis|à)\s?\d{1,3})?|one|two|three|four|five|six|seven|ten|fourteen|thirty|sixty|ninety|"
    r"un|une|deux|trois|quatre|cinq|sept|eine[mnr]?|zwei|drei|vier|f[uü]nf|sieben|dos|tres|cuatro|cinco|siete|due|tre|quattro|"
    r"cinque|sette|dois|duas|sete|a|an)"
)
_UNIT: Final = (
    r"(?:hours?|hrs?|days?|weeks?|months?|heures?|jours?|semaines?|mois|stunden?|tage?n?|werktage?n?|arbeitstage?n?|wochen?|"
    r"monate?n?|horas?|d[ií]as?|semanas?|mes(?:es)?|ore|ora|giorn[oi]|settiman[ae]|mes[ei]|dias?|uur|uren|dagen|weken|"
    r"godzin\w?|dni|tygodni\w?|час\w{0,3}|дн\w{1,2}|недел\w{1,2})"
)
_ADJECTIVE: Final = r"(?:(?:business|working|calendar|full|consecutive|volle[nr]?)\s{1,9})?"
_WIDE_TIME: Final = (
    r"(?:\d{1,3}|[一二两兩三四五六七八九十]{1,3})\s?"
    r"(?:[个個]?工作[日天]|[个個]?小[时時]|天|周|週|[个個]月|営業日|日以内|時間|週間|시간|일|주)"
)
_VERSION: Final = compiled(r"(?<![\w.])[vV<>=≤≥ ]{0,4}\d+(?:\.(?:\d+|x|\*))")

PATTERNS: Final[Mapping[str, Pattern]] = {
    "e-mail": Pattern("e-mail address", "an e-mail address, also written as name at example dot org", _emails),
    "web-form": Pattern(
        "link to a form or a page for private reports",
        "a link to a form or a page for private reports, such as security advisories",
        _web_forms,
    ),
    "link": Pattern("link", "a link that leads out of the text", _links),
    "discussion-link": Pattern(
        "link to a tracker, forum, list or chat",
        "a link to an issue tracker, forum, mailing list or chat, told by its address or its words",
        _discussions,
    ),
    "place-to-talk": Pattern(
        "link called like a place to talk",
        "a link whose words name a place to talk and nothing else: Slack, Discord, a forum, a mailing list, discussions",
        lambda text, path: meeting_places(parse(path, text)),
    ),
    "chat-link": Pattern("link to a chat", "a link to a room to chat in", _chats),
    "handle": Pattern(
        "handle of a person or team",
        "a person or team by a forge handle, such as @octo-team",
        _regex(r"(?<![\w@/.`+-])@[a-z0-9](?:[a-z0-9-]{0,37}[a-z0-9])(?:/[\w.-]{1,60})?(?![\w@:(])"),
    ),
    "work-commands": Pattern(
        "commands beyond installing",
        "a block of code that does more than install a program by its name",
        _work,
    ),
    "code-block": Pattern("block of code", "a block of code", _code),
    "unfilled-template": Pattern(
        "placeholder of a template",
        "a placeholder that a template left",
        lambda text, _path: (Hit(token.token, token.line) for token in unfilled(text)),
    ),
    "time-frame": Pattern(
        "time frame",
        "a number of hours, days, weeks or months, in figures or words",
        _regex(
            rf"(?<![\w.]){_NUMBER}(?:\s{{1,9}}|-)?{_ADJECTIVE}{_UNIT}(?!\w)", r"\d{1,3}\s?h(?!\w)", _WIDE_TIME
        ),
    ),
    "version-table": Pattern("table of versions", "a table of versions", _version_tables),
    "support-table": Pattern(
        "table of supported versions",
        "a table that says of versions or releases whether they are supported",
        _support_tables,
    ),
    **{
        name: Pattern(called, definition, _regex(*sources, openings=OPENINGS.get(name, ())))
        for name, (called, definition, sources) in WORDINGS.items()
    },
}  # fmt: skip
