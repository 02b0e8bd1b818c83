"""What `audit --by` and `rules list --maps` need of standards: formats that lay a result out by one, and its items."""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby

from oshealth.assessment import Result
from oshealth.cli.writing import write
from oshealth.formats import Render, Style
from oshealth.formats.by_standard import BY_FORMATS, RenderBy, item_document
from oshealth.rulebook.packs import bundled_pack, find_pack
from oshealth.rulebook.standards import Standard, standard_named


def _standard(name: str, packs: Sequence[str]) -> Standard:
    return standard_named(name, [bundled_pack(), *(find_pack(pack) for pack in packs)])


def formats_by(name: str, packs: Sequence[str]) -> Mapping[str, Render]:
    """The formats in which a result can be laid out by a standard. Raises UnknownName."""
    standard = _standard(name, packs)
    return {word: partial(_laid_out, render, standard) for word, render in BY_FORMATS.items()}


def _laid_out(render: RenderBy, standard: Standard, results: Sequence[Result], style: Style) -> str:
    return render(results, standard, style)


def run_maps(name: str, packs: Sequence[str], form: str) -> int:
    """Prints the items of a standard with the rules that stand for each, or who else can tell."""
    standard = _standard(name, packs)
    if form == "json":
        rows = [{**item_document(item), "rules": list(item.rules)} for item in standard.items]
        write(json.dumps(rows, indent=2) + "\n")
        return 0
    text = standard.text
    lines = [f"{text.title}, {text.version}", text.source, " ".join(text.about.split())]
    for group, items in groupby(standard.items, key=lambda item: item.group):
        lines += ["", group]
        for item in items:
            lines.append(f"  {item.id:<18} {item.words}")
            lines.append(
                f"  {'':<18}   {', '.join(item.rules) or f'not asked here: {item.elsewhere} can tell'}"
            )
    asked = sum(1 for item in standard.items if item.rules)
    lines += ["", f"{asked} of {len(standard.items)} items are asked here, by {len(standard.rules)} rules"]
    write("\n".join(lines) + "\n")
    return 0
