"""What the opening of the README says of the project's own standing: given up, or in maintenance mode.

Only the first lines count, only with the project itself as the subject, never in code or tables: "deprecated:
use the other method" is no farewell. What was calibrated on 271 repositories (26 of 34 naive hits were wrong).
"""

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from oshealth.compiled import compiled
from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.documents import WANTED, readme_markup, shelf
from oshealth.facts.documents.words import folded
from oshealth.facts.markup import Markup
from oshealth.snapshot import Evidence, Unknown

FIRST_LINES: Final = 25
_LONGEST_LINE: Final = 2_000

_MARKS: Final = compiled(
    r"\]\([^()\s]*\)|<[^<>]{0,300}>|^\s*(?:>\s*)+(?:\[![a-z]+\])?|[*_`#!]+|:[a-z_]+:|=+$", re.I
)
_HEADING: Final = compiled(r"\s{0,3}(?:>\s*)?(?:#{1,6}|=)\s|\s*<h\d", re.I)
_UNDERLINE: Final = compiled(r"\s*[=\-~^]{3,}\s*$")
_GONE: Final = (
    r"(?:deprecated|archived|unmaintained|abandoned|discontinued|obsolete|retired|sunset|end of life|"
    r"(?:no longer|not|not being) (?:being )?(?:actively )?(?:maintained|supported|developed)(?: any ?more)?|"
    r"no longer (?:under |in )?(?:active )?(?:development|maintenance)|"
    r"(?:no longer (?:in use|used|needed)|not (?:in use|used|needed) any ?more)(?! to\b))"
)
_FOLLOWED: Final = r"(?:superseded|replaced) by (?!default)"
_THIS: Final = (
    r"(?:this (?:\w+ ){0,2}?|the )(?:project|repo|repository|package|library|module|plugin|tool|app|application|gem|"
    r"crate|extension|software|code ?base|action|fork|component|sdk|site|website|program)"
)
_THESE: Final = r"these (?:\w+ )?(?:workshops|labs|samples|tutorials|lessons|materials|courses)"
_IS: Final = (
    r"(?:is|has been|have been|was|are)(?: (?:now|fully|officially|currently|hereby|also|both|being)){0,2}"
)
_NOT_ALL_OF_IT: Final = r"(?!\s*,?\s*(?:by|for|on|at|with|in (?:zenodo|software heritage)|under)\b)"
_BEFORE: Final = r"(?<!if )(?<!when )(?<!since )(?<!because )(?<!unless )(?<!once )(?<!that )(?<!until )"
_NAME: Final = r"\S{1,60}"
_SAID: Final = compiled(  # whoever is named there must be the project itself: see `_is_said`
    rf"{_BEFORE}(?<![\w-])(?:{_THIS}|{_THESE}|(?P<named>{_NAME})) {_IS} {_GONE}(?!\w){_NOT_ALL_OF_IT}|"
    rf"(?:^|[.!?:] )(?!the )(?:{_THIS}|(?P<first>{_NAME})) {_IS} {_FOLLOWED}"
)
_ITSELF: Final = compiled(rf"(?<![\w-])(?:{_THIS}|it|^(?:project )?status)(?![\w-])")
_NOTICE: Final = compiled(
    r"(?:deprecation|archive|archival|end of life|eol) (?:notice|warning)|"
    r"(?:(?:project|repository|repo|status|notice|note|warning)[ :.,-]{1,3}){0,3}"
    r"(?:this )?(?:project |repository |repo )?(?:is |has been |now ){0,3}"
    rf"{_GONE}(?:[ :.,/&-]{{1,3}}(?:and )?{_GONE})?"
)
_WITH_REASON: Final = compiled(
    r"(?:archived|abandoned|discontinued|unmaintained|retired) (?:because|since|due to|in favou?r of|as (?:it|we|this))\b"
)
_IN_TITLE: Final = compiled(rf"[(\[]{_GONE}[)\]]|\s[-–—:|]+\s*{_GONE}$|^{_GONE}\s*[-–—:]\s")
_MOVED: Final = compiled(
    r"(?:this (?:project|repository|repo|package|library)|(?P<named>\S{1,60})) (?:has|have|is|was)(?: been)? moved"
    r"(?: (?:to|into) .{1,200})?"
)
"""A whole heading, which says it of the project itself: what goes on elsewhere is given up here."""
_DECORATION: Final = " .:!,-–—\ufe0f⚠️🚨❗🛑🚧📦🔴⛔🪦"
_OTHER_TONGUES: Final = compiled(
    r"(?:ce|le) (?:projet|depot|logiciel) n'est plus (?:activement )?(?:maintenu|supporte|developpe)|"
    r"(?:ce|le) (?:projet|depot|logiciel) (?:est|a ete) (?:(?:desormais|maintenant) )?(?:archive|abandonne|obsolete)(?!\w)|"
    r"(?:ce|le) (?:projet|depot|logiciel) est en (?:voie|cours) d'archivage|"
    r"(?:este|el) (?:proyecto|repositorio) (?:ya no (?:se mantiene|esta mantenido|tiene mantenimiento)|"
    r"esta (?:obsoleto|archivado|abandonado))|"
    r"(?:dieses|das) (?:projekt|repository|repo) (?:(?:wird|ist) nicht (?:mehr|langer) (?:weiter |aktiv )?"
    r"(?:gepflegt|entwickelt|gewartet|betreut|weiterentwickelt|unterstutzt)|ist (?:veraltet|archiviert|eingestellt))|"
    r"questo (?:progetto|repository) non (?:e|viene) piu (?:mantenuto|supportato|sviluppato)|"
    r"este (?:projeto|repositorio) (?:nao (?:e|esta sendo|esta) mais (?:mantido|suportado)|"
    r"foi (?:descontinuado|arquivado))|"
    r"(?:项目|專案|仓库|庫|库)(?:已经|现已|現已|已)?(?:不再维护|停止维护|不再維護|停止維護|废弃|归档|歸檔)|"
    r"このプロジェクトは(?:現在)?(?:メンテナンス|開発|保守)(?:されていません|を?終了)"
)
_STOPPED: Final = compiled(
    r"(?:development|maintenance) (?:of this \w+ )?(?:has|is) (?:been )?(?:ceased|stopped|ended|discontinued|halted)|"
    r"(?:i|we) (?:no longer|do not|don't) (?:actively )?maintain (?:this|it)\b|"
    r"(?:i am|i'm|we are|we're) no longer (?:actively )?(?:maintaining|developing|supporting) (?:this|it)\b|"
    r"this \w+ will (?:not|no longer) be (?:updated|maintained)|"
    r"this (?:project|repository|repo|package|library) (?:is|was|has been) (?:now )?(?:left behind|left|kept|preserved|retained)"
    r"(?: here| online| around| up)?(?: only| purely| solely| just)? for (?:archiv\w{1,6}|historical|posterity)|"
    r"(?:i|we) (?:no longer|do not|don't) have (?:the )?(?:time|resources|capacity|energy) to (?:\w+ )?"
    r"(?:maintain|develop|work on) (?:this|it)\b"
)
_BADGE: Final = compiled(
    r"unmaintained\.tech/badge|repostatus\.org/badges/[\w.]+/(?:abandoned|unsupported|moved)\.|"
    r"img\.shields\.io/badge/[^\s/]{0,60}(?:deprecated|unmaintained|abandoned|no[-_%20]{1,3}longer[-_%20]{1,3}maintained)",
    re.I,
)
_MODE: Final = compiled(
    r"(?:is|are|now|currently|entered|remains|moved|status:?|^) ?(?:in|into|to)? ?(?:a )?(?:\w+ )?"
    r"(?:maintenance|bug ?fix)(?: only|-only)?(?: mode|(?<=only))(?!\w)"
)


class _Block(NamedTuple):
    """A heading or a run of text: plain and folded, with its first line."""

    text: str
    line: int
    heading: bool


def _opening(markup: Markup) -> Iterator[_Block]:
    """What the first lines say, without code and tables."""
    kept: list[str] = []
    start = 1
    for number, text in enumerate(_plain_lines(markup), start=1):
        heading = _is_heading(markup, number)
        if kept and (heading or not text):
            yield _Block(" ".join(kept), start, heading=False)
            kept = []
        if heading and text:
            yield _Block(text, number, heading=True)
        elif text:
            start = start if kept else number
            kept.append(text)
    if kept:
        yield _Block(" ".join(kept), start, heading=False)


def _plain_lines(markup: Markup) -> Iterator[str]:
    code = {line for block in markup.code for line in range(block.line, block.end + 1)}
    for number, line in enumerate(markup.lines[:FIRST_LINES], start=1):
        if number in code or line.lstrip().startswith("|") or _UNDERLINE.match(line):
            yield ""
        else:
            yield " ".join(_MARKS.sub(" ", folded(line[:_LONGEST_LINE])).split())


def _is_heading(markup: Markup, number: int) -> bool:
    """By its own sign, also inside a quotation, or by the line beneath it."""
    below = markup.lines[number] if number < len(markup.lines) else ""
    line = markup.lines[number - 1]
    return bool(_HEADING.match(line) or (line.strip() and _UNDERLINE.match(below)))


def _names(facts: Facts, markup: Markup) -> frozenset[str]:
    """What the project is called: the name of the repository, and the first word of the README."""
    own = shelf(facts)
    title = folded(markup.sections[0].heading).split()[:1] if markup.sections else []
    names = {*title, "" if isinstance(own, Unknown) else own.home[1]}
    return frozenset(name[:60] for name in names if len(name) > 1)


def _gone(facts: Facts, markup: Markup) -> int:
    names = _names(facts, markup)
    badges = (i.line for i in markup.images if i.line <= FIRST_LINES and _BADGE.search(i.target))
    told = (block.line for block in _opening(markup) if _is_farewell(block, names))
    return next(badges, 0) or next(told, 0)


def _is_farewell(block: _Block, names: frozenset[str]) -> bool:
    bare = block.text.strip(_DECORATION)
    if _NOTICE.fullmatch(bare.strip("()[]")) or (block.heading and _IN_TITLE.search(bare)):
        return True
    if _WITH_REASON.match(bare):
        return True
    moved = _MOVED.fullmatch(" ".join(bare.replace("[", " ").split())) if block.heading else None
    if moved and (moved["named"] is None or moved["named"] in names):
        return True
    return _is_said(block.text, names) or any(
        pattern.search(block.text) for pattern in (_STOPPED, _OTHER_TONGUES)
    )


def _is_said(text: str, names: frozenset[str]) -> bool:
    """Whether it is said of the project, by one of its names or without any."""
    for found in _SAID.finditer(text):
        named, first = found["named"], found["first"]
        if (named is first is None) or first in names or any(_ends_in(named or "", name) for name in names):
            return True
    return False


def _ends_in(text: str, name: str) -> bool:
    """Whether the name is the last word of the text: signs may stand before it, no letters and no hyphen."""
    before = text.removesuffix(name)[-1:] if text.endswith(name) else "-"
    return not (before.isalnum() or before in ("_", "-"))


def _in_mode(facts: Facts, markup: Markup) -> int:
    for block in _opening(markup):
        found = _MODE.search(block.text)
        if found and (block.heading or _is_about(block.text[: found.end()], _names(facts, markup))):
            return block.line
    return 0


def _is_about(text: str, names: frozenset[str]) -> bool:
    known = "|".join(sorted(map(re.escape, names))) or "(?!)"
    return bool(_ITSELF.search(text) or re.search(rf"(?<![\w-])(?:{known})(?![\w-])", text))


def _from_readme(find: Callable[[Facts, Markup], int]) -> Callable[[Facts], Reading]:
    """A reader that says whether `find` names a line of the README."""

    def reader(facts: Facts) -> Reading:
        readme = readme_markup(facts) or _stub(facts)
        if isinstance(readme, Unknown):
            return readme
        if readme is None:
            return Value(value=False, evidence=(Evidence("absence", name="readme"),))
        path, markup = readme
        line = find(facts, markup)
        return Value(bool(line), (Evidence("path", path, line),))

    return reader


def _stub(facts: Facts) -> tuple[str, Markup] | Unknown | None:
    """A README too short to count as one, which is how many projects say farewell."""
    own = shelf(facts)
    found = None if isinstance(own, Unknown) else next(iter(own.candidates("readme")), None)
    if isinstance(own, Unknown) or found is None:
        return None
    markup = own.markup(found.path)
    return markup if isinstance(markup, Unknown) else (found.path, markup)


def _fact(name: str, definition: str, read: Callable[[Facts], Reading], source: str) -> Fact:
    return Fact(name, "yes/no", definition, read, frozenset({"tree", "texts"}), source=source, texts=WANTED)


FACTS: Final = (
    _fact(
        "project.declared_abandoned",
        "Whether the first 25 lines of the README say that the project itself is deprecated, archived or no "
        "longer maintained, in words or by a badge; code and tables do not count.",
        _from_readme(_gone),
        "Best Practices badge, maintained; calibrated on 271 repositories",
    ),
    _fact(
        "project.maintenance_mode",
        "Whether the first 25 lines of the README say that the project is in maintenance mode.",
        _from_readme(_in_mode),
        "oshealth, calibrated on 271 repositories",
    ),
)
