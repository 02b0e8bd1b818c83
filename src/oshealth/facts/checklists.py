"""Lists of good practice that a project holds itself against, in public: badges that lead to its own entry, and files."""

from typing import Final

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.documents import README_TEXTS, readme_markup
from oshealth.facts.globs import select
from oshealth.facts.late import late
from oshealth.snapshot import Evidence, Unknown

_FILES: Final = (
    "{,.project.d/}{.,}bestpractices.json",
    ".howfairis.yml",
    "{docs,doc}/*fair*checklist*",
    "{docs,doc,.github}/*software*management*plan*",
)
_ENTRY: Final = late(
    r"(?i)bestpractices\.(?:dev|coreinfrastructure\.org)/(?:[a-z-]{2,6}/)?projects/\d+|//(?:www\.)?fair-software\.(?:eu|nl)(?:[/?#]|$)|"
    r"badge/fair--software|api\.eosc-synergy\.eu|sqaaas|api\.reuse\.software/(?:badge|info)/|clomonitor\.io/(?:api/)?projects/|"
    r"(?:api\.securityscorecards\.dev|scorecard\.dev)/(?:projects|viewer)"
)


def held_against(facts: Facts) -> Reading:
    """The entries and files, each once; the page that explains a list is no entry in it."""
    tree, found = facts.snapshot.tree, readme_markup(facts)
    if isinstance(tree, Unknown):
        return tree
    hits = [Evidence("path", path, value=path) for path in select(tree.paths, _FILES)[:5]]
    if found is not None and not isinstance(found, Unknown):
        path, markup = found
        places = [(link.target, link.line) for link in markup.links]
        places += [(address, image.line) for image in markup.images for address in (image.target, image.link)]
        entries = ((address[:200], line) for address, line in places if _ENTRY().search(address))
        hits += [Evidence("path", path, line, "entry", address) for address, line in entries]
    if not hits and isinstance(found, Unknown):
        return found
    nothing = (Evidence("absence", name="entry in a list of good practice", path="README"),)
    return Value(tuple(dict.fromkeys(str(hit.value) for hit in hits)), tuple(hits[:5]) or nothing)


FACTS: Final = (
    Fact(
        "practice.checklists",
        "list",
        "Entries of the project in public lists of good practice (OpenSSF Best Practices and Scorecard, fair-software.eu, REUSE, "
        "SQAaaS, CLOMonitor) that the README links, and files with its answers.",
        held_against,
        frozenset({"tree", "texts"}),
        source="howfairis, checklist (fair-software.eu, recommendation 5)",
        texts=README_TEXTS,
    ),
)
