"""What `oshealth explain` prints: a rule in words, and what it came to on a repository."""

import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec.structs import replace

from oshealth.assessment import Report
from oshealth.auditing import Looking, Question, case_of
from oshealth.cli.running import Show, progress
from oshealth.cli.targets import reference
from oshealth.cli.writing import write
from oshealth.formats import phrases
from oshealth.formats.escape import clean
from oshealth.formats.licenses import license_lines
from oshealth.rulebook import Rule, Rulebook
from oshealth.rulebook.wording import in_words

_ABOUT_LICENSES: Final = frozenset(
    {"license.standing", "license.expression", "license.open", "license.consistent"}
)


def run(name: str, target: str | None, question: Question, looking: Looking, show: Show) -> int:
    """Prints the rule, and with a target its finding there with all evidence."""
    book = Rulebook.load(packs=question.packs)
    rule = book.rule(name)
    style = show.style()
    write("\n".join(_page(rule, min(style.width, 100))) + "\n")
    if target is None:
        return 0
    with progress(show) as told:
        case = case_of(
            reference(target), question=replace(question, select=(name,)), looking=replace(looking, tell=told)
        )
        facts = case.facts()
        report = case.report(facts)
    lines = ["", f"On {report.ref} at {report.revision[:12]}:", *_hanging(_found(report, name), style.width)]
    if _ABOUT_LICENSES & rule.text.reads.facts:
        lines += license_lines(facts, style)
    write("\n".join(lines) + "\n")
    return 0


def _page(rule: Rule, width: int) -> Iterator[str]:
    text = rule.text
    yield f"{rule.id}  ({rule.category}, weight {text.weight}, since {text.since})"
    yield text.title
    for title, words in (("Why", text.why), ("Fix", f"{text.fix} ({text.effort})")):
        yield ""
        yield title
        yield from textwrap.wrap(" ".join(words.split()), width, initial_indent="  ", subsequent_indent="  ")
    if text.requires:
        yield from ("", "Rests on", f"  {', '.join(text.requires)}")
    if text.applies:
        yield from ("", "Applies when", *_hanging(in_words(text.applies, 1), width))
    yield from ("", "Check", *_hanging(in_words(text.check, 1), width))
    if text.partial:
        yield from (
            "",
            f"Partly ({text.partial.credit} of 100)",
            *_hanging(in_words(text.partial.when, 1), width),
        )
    if text.maps:
        yield from (
            "",
            "In standards",
            *(f"  {standard}: {', '.join(names)}" for standard, names in text.maps.items()),
        )
    if text.refs:
        yield from ("", "Read on", *(f"  {ref}" for ref in text.refs))


def _hanging(lines: Iterable[str], width: int) -> Iterator[str]:
    """Lines that keep their indent, the rest of a long one below its beginning."""
    for line in lines:
        indent = " " * (len(line) - len(line.lstrip()))
        yield from textwrap.wrap(
            line.strip(),
            width,
            initial_indent=indent,
            subsequent_indent=f"{indent}    ",
            break_on_hyphens=False,
            break_long_words=False,
        )


def _found(report: Report, name: str) -> Iterator[str]:
    for finding in report.findings:
        if finding.rule == name:
            credit = f", {finding.credit} %" if finding.outcome == "partial" else ""
            yield f"  {phrases.OUTCOMES[finding.outcome]}{credit}"
            words = [finding.reason, *map(phrases.evidence, finding.evidence)]
            yield from (f"  {clean(word)}" for word in words if word)
