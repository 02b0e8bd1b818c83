"""Pages about rules and facts made from the rules and facts themselves: the index, the catalogue."""

from collections.abc import Iterator, Sequence

from oshealth.facts import CATALOGUE
from oshealth.facts.patterns import PATTERNS
from oshealth.rulebook.packs import Pack
from oshealth.rulebook.rule import Rule
from oshealth.snapshot import GROUPS

GENERATED = "<!-- Generated from the rules themselves by `python -m tests.house.generate`; edit those. -->"


def index_page(pack: Pack) -> str:
    """The index of a pack as Markdown: its categories, their rules, weight, effort and title."""
    lines = [GENERATED, f"# {pack.text.title}", "", pack.text.about.strip(), ""]
    for name, category in pack.text.categories.items():
        rules = sorted(
            (rule for rule in pack.rules.values() if rule.category == name), key=lambda rule: rule.id
        )
        if rules:
            lines += [f"## {category.title}", "", *_table(name, rules), ""]
    return "\n".join(lines)


def _table(category: str, rules: Sequence[Rule]) -> Iterator[str]:
    yield "| rule | what is true when it passes | weight | effort to mend |"
    yield "|---|---|---|---|"
    for rule in rules:
        name = rule.id.rpartition("/")[2]
        yield f"| [{name}]({category}/{name}.yaml) | {rule.text.title} | {rule.text.weight} | {rule.text.effort} |"


def facts_page() -> str:
    """The catalogue of facts as Markdown: name, kind, unit, definition, source and the evidence each needs;
    and the named patterns.
    """
    lines = [
        GENERATED,
        "# Facts",
        "",
        "What rules can ask for with `fact:`. Every fact may also be *unknown*, with a reason.",
        "",
    ]
    lines += ["## Groups of evidence", "", "| group | what it holds |", "|---|---|"]
    lines += [f"| {name} | {meaning} |" for name, meaning in GROUPS.items()]
    lines += ["", "## The catalogue", ""]
    lines += ["| fact | kind | definition | needs | source |", "|---|---|---|---|---|"]
    for name in sorted(CATALOGUE):
        fact = CATALOGUE[name]
        kind = f"{fact.kind}, {fact.unit}" if fact.unit else fact.kind
        lines.append(
            f"| `{name}` | {kind} | {fact.definition} | {', '.join(sorted(fact.needs))} | {fact.source} |"
        )
    lines += ["", "## Named patterns", "", "What rules can look for in texts with `has:` and `with:`.", ""]
    lines += ["| pattern | what it finds |", "|---|---|"]
    lines += [f"| `{name}` | {PATTERNS[name].definition} |" for name in sorted(PATTERNS)]
    return "\n".join([*lines, ""])
