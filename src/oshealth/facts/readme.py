"""What the README shows: its purpose, its headings, its images."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from oshealth.compiled import compiled
from oshealth.facts.base import Fact, Facts, Kind, Reading, Value
from oshealth.facts.documents import (
    README_TEXTS,
    Document,
    document,
    readme_markup,
    stripped,
    texts_of,
    word_count,
)
from oshealth.facts.documents.headings import names
from oshealth.facts.markup import Image, Markup
from oshealth.facts.purpose import length, says_what_it_is
from oshealth.snapshot import Evidence, Group, Unknown

LINES_NEAR_THE_TOP: Final = 70  # badges, a table of contents and a command or two may come first
LONGEST_IN_A_BAR: Final = 40  # characters with the address of a link

_BADGE: Final = compiled(
    r"(?i)shields\.io|badge|/workflows/.*\.svg|travis-ci|circleci|codecov|coveralls|/status\.svg|gitter\.im|opencollective\.com|"
    r"contrib\.rocks|star-history|readthedocs\.org/projects|snyk\.io|codacy|sonarcloud|deepsource|forthebadge|hits\.|visitor|"
    r"fossa|zenodo\.org|appveyor|repology|nodei\.co|bestpractices|api\.netlify|pkg\.go\.dev|godoc\.org|goreportcard|weblate|crowdin"
)
_SITE_TEXT: Final = compiled(
    r"(?i)\b(?:documentation|docs|website|homepage|site|manual|guide|wiki|read the docs)\b|文档|ドキュメント"
)
_FORGE: Final = compiled(r"https?://(?:www\.)?(?:github|gitlab)\.com/(?!.*/wiki)")
_WIKI: Final = compiled(
    r"(?i)https?://(?:www\.)?(?:github|gitlab)\.com/[\w.-]+/[\w.-]+/(?:-/)?wikis?/?(?:$|[?#])"
)
_GREETING: Final = compiled(
    r"(?i)\W{0,20}(?:welcome|hello|hi there|bienvenue|bienvenid[oa]s?|bem[- ]vind[oa]s?|willkommen|benvenut[oi]|欢迎|ようこそ)"
    r"[^.!?]{0,60}[.!?]?\W{0,20}$"
)
_LABELS: Final = compiled(r"(?:[\w.+-]{1,20}:\s*)+")  # before badges: `api: web: docs:`
_CONTENTS: Final = compiled(r"(?i)\W*(?:table of contents|contents)\b.{0,40}")
_CAPTION: Final = compiled(
    r":[\w -]{1,30}:\s.*|(?!.*\b(?:is|are|has|provides?|offers?|features?|supports?|contains?|includes?)\b)"
    r"(?:\S{1,40}\s){0,3}\S{1,40}[:：]"
)
"""A field such as `:Version: 1.2`, or a few words and a colon: what comes below is told, not the project."""
_NEWS: Final = compiled(
    r"(?i)\W{0,8}(?:updates?|news|note|nb|notice|warning|caution|important|attention|aten[çc][aã]o|atenci[oó]n|aviso|importante|"
    r"nota|achtung|hinweis|wichtig|attenzione|注意|お知らせ)\W{0,4}[!:：\[(]"
)
"""How a paragraph begins that tells what has changed."""
_INSTALLING: Final = compiled(
    r"(?i)\W{0,4}(?:installation|installing|install|how to install|requirements|prerequisites)\W{0,4}"
)
_ITEM: Final = compiled(r"[ \t]{0,3}[-*+•][ \t]+(?!\[[ xX]\])(\S.*)")
_LINK: Final = compiled(r"\[[^\[\]]{0,200}\]\([^()\s]{0,500}\)|https?://\S+")
_ADDRESS: Final = compiled(r"<?https?://\S+")
_SENTENCE: Final = 60
"""Characters that a motto has fewer of, and a sentence that says what this is and for whom seldom."""
_LEADING: Final = compiled(
    r"(?i)(?:please )?(?:see|visit|go to|refer to|read|check out|for (?:more|further) [^.!?]{0,60}(?:see|visit|go to))\b"
)
_FEW: Final = 8
"""Words beside an address of which a sentence that merely leads there has fewer."""
_EMOJI: Final = compiled(r":\w{1,40}:")
_BETWEEN: Final = compiled(r" ?[|•·‖] ?| [-–/] ")


def _purpose(markup: Markup) -> Reading:
    """The first paragraph of at least 20 characters, before the second heading or near the top; the next one where that
    is a motto: few words without an end. The first item of a list where no paragraph says anything."""
    told = list(islice(telling(markup), 2))
    if not told:
        return _purpose_in_a_list(markup)
    (text, line), (next_text, next_line) = told[0], told[-1]
    is_motto = length(text) < _SENTENCE and text[-1].isalnum()
    is_parted = any(line < section.line < next_line for section in markup.sections)
    if is_motto and not is_parted and length(next_text) >= _SENTENCE:
        text, line = next_text, next_line
    if length(text) < _SENTENCE and not says_what_it_is(text):
        text, line = _purpose_in_a_section(markup) or (text, line)
    return Value(text[:500], (Evidence("path", line=line, name="readme.purpose"),))


def _purpose_in_a_section(markup: Markup) -> tuple[str, int] | None:
    """The first paragraph of a section that introduces the project, below a motto or a call."""
    for section in markup.sections[1:]:
        if names(section.heading, "introduction"):
            for paragraph in markup.paragraphs:
                text = " ".join(stripped(paragraph.text).split())
                if section.line < paragraph.line <= section.end and length(text) >= _SENTENCE:
                    return text, paragraph.line
    return None


def _purpose_in_a_list(markup: Markup) -> Reading:
    """The first item of a list near the top that is a sentence of its own, where no paragraph says anything."""
    code = {number for block in markup.code for number in range(block.line, block.end + 1)}
    for number, line in enumerate(markup.lines[:LINES_NEAR_THE_TOP], 1):
        item = _ITEM.match(line) if number not in code else None
        text = " ".join(stripped(item[1]).split()) if item else ""
        told = _LINK.sub("", text)
        if length(told) >= _SENTENCE and not _is_aside(number, markup) and not _NEWS.match(text):
            return Value(text[:500], (Evidence("path", line=number, name="readme.purpose"),))
    return Value("", (Evidence("absence", name="first paragraph"),))


def telling(markup: Markup) -> Iterator[tuple[str, int]]:
    """The paragraphs near the top that may say what this is, each with its line."""
    end = markup.sections[1].line if len(markup.sections) > 1 else len(markup.lines) + 1
    for paragraph in markup.paragraphs:
        text = " ".join(stripped(paragraph.text).split())
        if paragraph.line >= end and paragraph.line > LINES_NEAR_THE_TOP:
            return
        if (
            len(text) >= 20
            and not _LABELS.fullmatch(text)
            and not _CAPTION.fullmatch(text)
            and not _CONTENTS.fullmatch(text)
            and not _NEWS.match(text)
            and not _is_aside(paragraph.line, markup)
            and not _merely_leads(text)
            and not _GREETING.match(_EMOJI.sub("", text))
            and not _is_navigation(paragraph.line, text, markup)
        ):
            yield text, paragraph.line


def _merely_leads(text: str) -> bool:
    """Whether a paragraph is an address, or one sentence that leads to it: "See https://… for more information". One on what
    else one can do says nothing of what this is either."""
    told = _ADDRESS.sub("", text)
    leads = told != text and bool(_LEADING.match(told)) and len(told.split()) < _FEW
    return not told.strip() or leads or text.lower().startswith("you can also ")


def _is_aside(line: int, markup: Markup) -> bool:
    """Whether a paragraph stands in a section on installing, on contributing or on the latest release, which some projects
    put first."""
    inside = [section for section in markup.sections if section.line < line <= section.end]
    if not inside:
        return False
    heading = inside[-1].heading.strip()
    if bool(_INSTALLING.fullmatch(heading)) or names(heading, "status") or names(heading, "changelog"):
        return True
    return any(names(section.heading, "contributing") for section in inside)


def _is_navigation(line: int, text: str, markup: Markup) -> bool:
    """Whether a paragraph is little more than its links: a bar of pages, languages or badges."""
    following = range(line, len(markup.lines))
    end = next((number for number in following if not markup.lines[number].strip()), len(markup.lines))
    linked = sum(len(link.text or link.target) for link in markup.links if line <= link.line <= end)
    return linked >= 0.7 * len(text) or (linked > 0 and _is_bar(text))


def _is_bar(text: str) -> bool:
    """Short words between bars or dots: of a bar of languages the one being read is often no link."""
    words = _BETWEEN.split(text)
    return len(words) > 1 and all(len(word) <= LONGEST_IN_A_BAR for word in words)


def _images(markup: Markup) -> list[Image]:
    return [
        image for image in markup.images if not _BADGE.search(image.target) and not _BADGE.search(image.link)
    ]


def _image_count(markup: Markup) -> Reading:
    found = _images(markup)
    return Value(len(found), tuple(Evidence("path", line=image.line, name="image") for image in found[:3]))


def _alt_share(markup: Markup) -> Reading:
    found = _images(markup)
    if not found:
        return Unknown("the README shows no images")
    without = [image for image in found if not image.alt.strip()]
    evidence = tuple(Evidence("path", line=image.line, name="no alternative text") for image in without[:5])
    return Value(round(100 * (len(found) - len(without)) / len(found)), evidence)


def _heading_list(markup: Markup) -> Reading:
    return Value(tuple(section.heading for section in markup.sections[:200]), ())


def _links_to_site(markup: Markup) -> Reading:
    for link in markup.links:
        if link.target.startswith("http") and (
            _SITE_TEXT.search(link.text)
            or ".readthedocs." in link.target
            or ".github.io" in link.target
            or _WIKI.match(link.target)
        ):
            return Value(True, (Evidence("path", line=link.line, name="link", value=link.target[:300]),))
    for image in markup.images:  # a badge or picture that is called so
        if image.link.startswith("http") and _SITE_TEXT.search(image.alt) and not _FORGE.match(image.link):
            return Value(True, (Evidence("path", line=image.line, name="link", value=image.link[:300]),))
    return Value(False, (Evidence("absence", name="link to a site"),))


def _from_markup(read: Callable[[Markup], Reading]) -> Callable[[Facts], Reading]:
    """A reading of the parsed README; evidence gets its path; Unknown without a README that could be read."""

    def reading(facts: Facts) -> Reading:
        found = readme_markup(facts)
        if found is None:
            return Unknown("there is no README")
        if isinstance(found, Unknown):
            return found
        value = read(found[1])
        if isinstance(value, Unknown):
            return value
        return Value(value.value, tuple(_placed(evidence, found[0]) for evidence in value.evidence))

    return reading


def _placed(evidence: Evidence, path: str) -> Evidence:
    return Evidence(evidence.kind, path, evidence.line, evidence.name, evidence.value)


def _words(facts: Facts) -> Reading:
    found = document(facts, "readme")
    if not isinstance(found, Document):
        return found if isinstance(found, Unknown) else Value(0, (Evidence("absence", name="README"),))
    if isinstance(found.text, Unknown):
        return found.text
    return Value(word_count(stripped(found.text)), (Evidence("path", found.path),))


def _fact(name: str, kind: Kind, definition: str, read: Callable[[Facts], Reading], unit: str = "") -> Fact:
    needs: frozenset[Group] = frozenset({"tree", "texts"})
    return Fact(
        f"readme.{name}",
        kind,
        definition,
        read,
        needs,
        unit,
        texts=(*README_TEXTS, *texts_of("contributing")),
    )


FACTS: Final[tuple[Fact, ...]] = (
    _fact(
        "words",
        "number",
        "Words of the README without badges, comments and front matter; 0 when there is none.",
        _words,
        "words",
    ),
    _fact("headings", "list", "Headings of the README in their order.", _from_markup(_heading_list)),
    _fact(
        "purpose",
        "text",
        "The first paragraph that is no list of links or badges, else the first item of a list that is a sentence; "
        "empty when there is none.",
        _from_markup(_purpose),
    ),
    _fact(
        "links_to_site",
        "yes/no",
        "Whether the README links to a documentation or project site, or to the front of a wiki.",
        _from_markup(_links_to_site),
    ),
    _fact(
        "images", "number", "Images of the README that are no badges.", _from_markup(_image_count), "images"
    ),
    _fact(
        "alt_text_share",
        "number",
        "Images of the README, badges apart, that have an alternative text.",
        _from_markup(_alt_share),
        "%",
    ),
)
