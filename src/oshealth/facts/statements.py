"""What a README states of the project itself: its objectives, how far it has come, and where its work can be followed."""

from collections.abc import Iterator, Set
from typing import Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.documents import (
    README_TEXTS,
    Document,
    Missing,
    document,
    readme_markup,
    shelf,
    word_count,
)
from oshealth.facts.documents.headings import names
from oshealth.facts.late import late
from oshealth.facts.markup import Markup, Section
from oshealth.facts.metadata.codemeta import NAMES as CODEMETA
from oshealth.facts.metadata.codemeta import codemeta
from oshealth.facts.metadata.publiccode import NAMES as PUBLICCODE
from oshealth.facts.metadata.publiccode import publiccode
from oshealth.facts.metadata.sheet import Sheet
from oshealth.facts.reading import strings
from oshealth.snapshot import Evidence, Group, Unknown

FEWEST_WORDS: Final = 40
_HEAD_LINES: Final = 120
_SHOWN: Final = 3
_LONGEST_HEADING: Final = 4
_BOTH: Final = 2
_PACKAGES: Final = ("pyproject.toml", "setup.py", "setup.cfg")

_LONGEST_SECTION: Final = 20_000
_AIM: Final = late(
    r"(?i)(?<!\w)(?:aim(?:s|ed|ing)?|goals?|purposes?|mission|vision|objectives?|intend(?:s|ed)?|in order to|so that|"
    r"(?:designed|built|created|made|meant) to|help(?:s|ing)?|enabl(?:e|es|ing)|allow(?:s|ing)? (?:\w+ ){1,3}to|lets|"
    r"mak(?:e|es|ing) (?:it|them) (?:\w+ ){0,2}(?:easy|easier|simple|simpler|possible|faster)|"
    r"solv(?:e|es|ing)|seeks? to|strives?|wants? to|"
    r"vise|visant|objectifs?|permet(?:tre|tant|tent)?|afin (?:de|d['’]|que)|pour que|faciliter?|"
    r"ziele?|zweck|soll(?:en)?|ermöglich\w*|damit|hilft|"
    r"objetivos?|finalidade?|permit(?:e|en|em|ir)|busca|para que|pretende|visa (?:a|à|o)|facilitar?|"
    r"obiettiv[oi]|scopo|permett\w+|consent\w+|mira a|affinch[eé]|facilita(?:re)?|doel(?:en)?|цел[ьи]|cel(?:em)?)(?!\w)"
    r"|目标|目的|旨在|希望|帮助|致力|目標|目指|のため|목표|목적|위해"
)
"""What an aim is told by."""

_CLASSIFIER: Final = late(r"Development Status :: \d - [\w /-]{3,30}")
_BADGE: Final = late(
    r"(?i)repostatus\.org|lifecycle-|lifecycle\.r-lib|cncf.{0,20}(?:graduated|incubating|sandbox)|"
    r"badge/(?:project[-_ ]?)?(?:status|stability|maturity|lifecycle|stage|phase)[-_:]|"
    r"badge/(?:alpha|beta|stable|experimental|production)[-_]"
)
_SUBJECT: Final = (
    r"(?:this|the|our) (?:project|software|repository|repo|package|library|tool|application|app|module|specification|standard)"
    r"|it|(?:ce|le) (?:projet|logiciel)|(?:este|el) (?:proyecto|software)|(?:este|o) (?:projeto|software)|dieses projekt"
    r"|das projekt|die software|(?:questo|il) (?:progetto|software)|本项目|该项目|本软件|このプロジェクト|本ソフトウェア"
    r"|\*{0,2}(?P<named>[\w.-]{3,30})\*{0,2}"
)
_STAGE: Final = (
    r"(?:pre-?)?alpha|beta|stable|mature|experimental|production[- ]ready|ready for production|(?:used )?in production|"
    r"in (?:active|early|heavy) development|under (?:active|heavy|early|ongoing)? ?development|a? ?work in progress|"
    r"a? ?proof[- ]of[- ]concept|a? ?prototype|feature[- ]complete|actively maintained|in maintenance mode|"
    r"en (?:cours de )?d[eé]veloppement|en production|exp[eé]rimental|en desarrollo|en producci[oó]n|em desenvolvimento|"
    r"em produ[cç][aã]o|in (?:aktiver )?entwicklung|im produktiv(?:en einsatz|betrieb)|produktiv|"
    r"(?:en )?phase (?:de )?(?:alpha|b[eê]ta|tests?|d[eé]veloppement)|(?:en )?fase (?:de )?(?:alfa|beta|pruebas|desarrollo)|"
    r"(?:em )?fase (?:de )?(?:alfa|beta|testes?|desenvolvimento)|in der (?:alpha|beta|entwicklungs|test)-?phase|"
    r"not (?:yet )?(?:considered )?(?:production[- ]ready|ready for production|stable)|"
    r"in sviluppo|in produzione|stabile?"
)
_THIS_IS: Final = (
    r"this is (?:(?:currently|still) )?(?:an? )?(?:very )?(?:early )?(?:experimental|(?:pre-?)?alpha|beta|prototype)"
    r" (?:project|software|library|package|tool|version|release|quality|code|implementation)(?!\w)"
)
_SENTENCE: Final = late(
    (
        rf"(?im)(?<!\w)(?:{_THIS_IS}|(?<!of )(?<!in )(?<!for )(?<!from )(?<!with )(?<!to )(?:{_SUBJECT})"
        r"(?:\s(?:ainda |todavía |aún )?(?:is|are|est|está|se encuentra|é|encontra-se|ist|befindet sich|è)\s|"
        r"\s?(?:目前|现在|正)?(?:处于|は)\s?)"
        r"(?:currently|now|still|considered|actuellement|derzeit|noch|actualmente|atualmente|ainda|attualmente|目前)?\s?"
        rf"(?:in|at|an?|at the|en|em|im|处于)?\s?(?:(?:{_STAGE})(?!\w)|稳定|开发中|测试阶段|开发阶段|開発中|安定版|ベータ版))"
    ).replace(" ", r"\s")  # where a line breaks, there is no space
)
_CHANGELOG_SITE: Final = late(
    r"^https?://(?!(?:[\w-]+\.)?(?:github|gitlab|codeberg)\.)[^?#]*(?:change_?-?log|release[-_]?notes|whats-?new)"
)
_STAGES: Final = late(rf"(?i)(?<!\w)(?:{_STAGE})(?!\w)|稳定|开发中|開発中|安定版")
_SENDS_ON: Final = late(
    r"(?i)\W*(?:please |kindly )?(?:see|check|join|visit|follow|look|go to|refer|consulte|voir|siehe|veja|ver|vedi)\b"
)
_NAME: Final = late(r"\w[\w.-]*\w")
_ISSUES: Final = late(
    r"(?i)^(?!https?://docs\.)[^?#]*/(?:-/)?(?:issues|work_items|bugs|tickets)(?:/?(?:[?#]|$)|/new)|^(?:\.\./){1,3}issues/?$|"
    r"bugzilla|//jira\.|/jira/|//issues\.|//bugs\.|(?://|[.-])tracker\.[\w.-]+/|redmine|atlassian\.net/(?:browse|jira)|"
    r"bugs\.launchpad\.net|sourceforge\.net/p/[^/]+/(?:bugs|tickets)"
)
_CHANGES: Final = late(
    r"(?i)^(?!https?://docs\.)[^?#]*/(?:-/)?(?:pulls|merge_requests|commits|pull-requests|releases|tags)(?:/(?:latest|tag/.*)?)?(?:[?#]|$)|"
    r"^(?:\.\./){1,3}(?:pulls|releases)|(?:^|/)(?:change_?-?logs?|release[-_]?notes|whats-?new)(?:\.\w{1,8})?(?:/|[?#]|$)|"
    r"(?:^|^[^:]*/|/blob/[^:]*/)(?:changes|history|news|releases)(?:/|\.(?:md|rst|txt|adoc|html)|[?#]|$)|gerrit|/\+/refs|phabricator"
)
_REPOSITORY: Final = late(
    r"(?:https?:)?//(?:www\.)?(?:github\.com|gitlab\.com|codeberg\.org|bitbucket\.org)/(?P<owner>[^/?#]+)/(?P<name>[^/?#]+)/"
)
_OF_SOMEBODY: Final = late(r"(?i)[?&][^#]*\b(?:author|commenter|involves|assignee)(?:=|:|%3A)")
"""A list of what one person did, as beside their picture."""


def objectives(facts: Facts) -> Reading:
    """The heading under which the README says what the project is for, in FEWEST_WORDS words at least; empty when none."""
    found = readme_markup(facts)
    if isinstance(found, Unknown):
        return found
    if found is not None:
        path, markup = found
        for section in markup.sections:
            if names(section.heading, "objectives") and _says_why(markup, section):
                return Value(
                    section.heading[:100], (Evidence("path", path, section.line, "section", section.heading),)
                )
        if markup.cut:
            return Unknown(f"{path}: {markup.cut}")
    return Value("", (Evidence("absence", name="section on objectives", path="README"),))


def _says_why(markup: Markup, section: Section) -> bool:
    """Whether a section is long enough; and, where its heading promises no more than an introduction, speaks of an aim."""
    if not names(section.heading, "introduction"):
        return word_count(markup.body(section)) >= FEWEST_WORDS
    told = " ".join(part.text for part in markup.paragraphs if section.line < part.line <= section.end)
    return word_count(told) >= FEWEST_WORDS and _AIM().search(told[:_LONGEST_SECTION]) is not None


def maturity(facts: Facts) -> Reading:
    """How far the project says it has come, as written; empty when it says nothing."""
    hits = list(_in_metadata(facts))
    readme = document(facts, "readme")
    if not hits and isinstance(readme, Document) and isinstance(readme.text, str):
        hits = list(_in_readme(facts, readme))
    if hits:
        return Value(str(hits[0].value), tuple(hits[:_SHOWN]))
    sheets = (facts.once(publiccode), facts.once(codemeta))
    texts = (readme, readme.text if isinstance(readme, Document) else "")
    unread = next((one for one in (*sheets, *texts) if isinstance(one, Unknown)), None)
    return unread or Value("", (Evidence("absence", name="statement of maturity", path="README, metadata"),))


def _in_metadata(facts: Facts) -> Iterator[Evidence]:
    """What metadata files say, then the classifiers of a Python package."""
    for sheet in (facts.once(publiccode), facts.once(codemeta)):
        said = strings(sheet.data.get("developmentStatus")) if isinstance(sheet, Sheet) else []
        if isinstance(sheet, Sheet) and said:
            yield Evidence("path", sheet.path, name="developmentStatus", value=said[0][:100])
    texts = facts.snapshot.texts
    for path in _PACKAGES:
        text = None if isinstance(texts, Unknown) else texts.by_path.get(path)
        found = _CLASSIFIER().search(text) if isinstance(text, str) else None
        if found:
            yield Evidence("path", path, name="classifier", value=found[0])


def _in_readme(facts: Facts, readme: Document) -> Iterator[Evidence]:
    found = readme_markup(facts)
    if found is None or isinstance(found, Unknown):
        return
    path, markup = found
    for section in markup.sections:
        is_short = len(section.heading.split()) <= _LONGEST_HEADING
        if is_short and names(section.heading, "status") and _tells_a_stage(markup.body(section)):
            yield Evidence("path", path, section.line, "section", section.heading[:100])
    for image in markup.images:
        if _BADGE().search(image.target) or _BADGE().search(image.link):
            yield Evidence("path", path, image.line, "badge", (image.alt or image.target)[:100])
    head = "\n".join(str(readme.text).split("\n")[:_HEAD_LINES])
    title = _NAME().findall(markup.sections[0].heading.casefold()) if markup.sections else []
    for hit in list(_SENTENCE().finditer(head))[: 3 * _SHOWN]:
        if hit["named"] and hit["named"].casefold() not in title:
            continue  # what is said of another program
        yield Evidence(
            "path", path, head.count("\n", 0, hit.start()) + 1, "says", " ".join(hit[0].split())[:100]
        )


def _tells_a_stage(body: str) -> bool:
    """Whether a section on the status says anything of it, and does not only send people on: "See the board."."""
    told = body[:_LONGEST_SECTION]
    return word_count(told) >= 3 and (not _SENDS_ON().match(told) or _STAGES().search(told) is not None)


def tracker_links(facts: Facts) -> Reading:
    """Which of "issues" and "changes" README or CONTRIBUTING link: the list of what is open, and that of what was changed."""
    hits: dict[str, Evidence] = {}
    unread: Unknown | None = None
    for found in (document(facts, "readme"), document(facts, "contributing")):
        if isinstance(found, Missing):
            continue
        markup = found if isinstance(found, Unknown) else found.markup()
        if isinstance(markup, Unknown):
            unread = unread or markup
        elif isinstance(found, Document):
            hits |= {what: hit for what, hit in _tracked(facts, markup, found) if what not in hits}
            unread = unread or (Unknown(f"{found.path}: {markup.cut}") if markup.cut else None)
    if len(hits) < _BOTH and unread is not None:
        return unread
    nothing = (Evidence("absence", name="links to issues and changes", path="README, CONTRIBUTING"),)
    return Value(tuple(sorted(hits)), tuple(hits.values()) or nothing)


def _tracked(facts: Facts, markup: Markup, found: Document) -> Iterator[tuple[str, Evidence]]:
    """The first link to each; a page on a site counts when its address has a name of this project."""
    own = shelf(facts)
    home = () if isinstance(own, Unknown) else own.home
    asked = () if isinstance(own, Unknown) else own.called
    words = {word for name in home for word in _NAME().findall(name) if len(word) > 2}
    for what, pattern in (("issues", _ISSUES()), ("changes", _CHANGES())):
        fitting = (
            link
            for link in markup.links
            if pattern.search(link.target) and not _OF_SOMEBODY().search(link.target)
        )
        own_ones = (link for link in fitting if not _of_another(link.target.lower(), asked))
        link = next((link for link in own_ones if _may_be_own(link.target.lower(), words)), None)
        if link is not None:
            yield what, Evidence("path", found.path, found.line + link.line, what, link.target[:200])


def _of_another(target: str, asked: tuple[str, ...]) -> bool:
    """Whether an address leads to a repository on a forge that has neither the owner nor the name of this one. A folder
    that does not tell where it was cloned from has neither for sure: what its README names most often is wrong as often
    as right (8 of 14 in 1,124).
    """
    found = _REPOSITORY().match(target)
    return found is not None and any(asked) and not {found["owner"], found["name"]} & {*asked}


def _may_be_own(target: str, words: Set[str]) -> bool:
    """Whether an address is on a forge or in the tree, names this project, or nothing tells what this project is called."""
    return not words or not _CHANGELOG_SITE().search(target) or any(word in target for word in words)


_NEEDS: Final[frozenset[Group]] = frozenset({"tree", "texts"})

FACTS: Final[tuple[Fact, ...]] = (
    Fact(
        "readme.objectives",
        "text",
        "The heading under which the README says, in at least 40 words, what the project is for: its mission, goals, purpose or "
        "reasons, in many languages; empty when there is none.",
        objectives,
        _NEEDS,
        source="Standard for Public Code 0.8, Document codebase objectives",
        texts=README_TEXTS,
    ),
    Fact(
        "project.stated_maturity",
        "text",
        "How far the project says it has come: developmentStatus in publiccode.yml or codemeta.json, a classifier of a Python "
        "package, a section on its status, a badge, or a sentence of which it is the subject near the top of the README.",
        maturity,
        _NEEDS,
        source="Standard for Public Code 0.8, Document codebase maturity; repostatus.org",
        texts=(*README_TEXTS, *PUBLICCODE, *CODEMETA, *_PACKAGES),
    ),
    Fact(
        "readme.tracker_links",
        "list",
        "Which of `issues` and `changes` the README or CONTRIBUTING link: the issue tracker, and the change requests, releases "
        "or change log.",
        tracker_links,
        frozenset({"tree", "texts", "inherited"}),
        source="Standard for Public Code 0.8, Make contributing easy",
        texts=(*README_TEXTS, "{,.github/,docs/}contributing*"),
    ),
)
