"""Who keeps dependencies current: configurations of tools that propose updates."""

import re
from typing import Final

from oshealth.compiled import compiled
from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.documents import shelf
from oshealth.facts.globs import hidden
from oshealth.facts.paths import with_pieces
from oshealth.facts.reading import at, mapping, read_json, read_yaml, strings
from oshealth.facts.seen import told_of
from oshealth.snapshot import Evidence, Unknown

_UPDATES: Final = compiled(
    r"(?:\.github/dependabot\.ya?ml|\.dependabot/config\.ya?ml|(?:\.github/|\.gitlab/|\.forgejo/|\.gitea/)?(?:\.renovaterc(?:\.json5?)?|"
    r"renovate\.json5?)|\.pyup\.ya?ml|\.?greenkeeper\.json|\.scala-steward\.conf|\.github/(?:workflows/)?(?:updatecli|renovate|pyup)[^/]*|"
    r"updatecli(?:\.d/.*|\.ya?ml)|\.mend/.*|\.whitesource)$",
    re.I,
)
_LIKELY: Final = with_pieces(
    "dependabot",
    "renovate",
    "greenkeeper.json",
    "scala-steward",
    "updatecli",
    "pyup",
    ".mend/",
    ".whitesource",
)
_PLACES: Final = ("*", ".*/*", "updatecli.d/**", ".mend/**", ".github/workflows/*")


def _is_configuration(path: str) -> bool:
    is_likely = path.startswith((".", "renovate", "updatecli")) or "/" not in path
    return is_likely and _UPDATES.match(path) is not None


def _updates(facts: Facts) -> Reading:
    own = shelf(facts)
    if isinstance(own, Unknown):
        return own
    found = list(told_of(own.tree.paths, _is_configuration, _LIKELY))
    for path in ("package.json", ".gitlab-ci.yml"):
        text = own.text(path) if path in own.paths else Unknown("not there")
        if isinstance(text, str) and _holds_updates(path, text):
            found.append(path)
    if not found and (reason := hidden(own.tree, _PLACES)):
        return Unknown(reason)
    return Value(
        tuple(found),
        tuple(Evidence("path", path) for path in found[:5])
        or (Evidence("absence", name="dependabot, renovate"),),
    )


def _holds_updates(path: str, text: str) -> bool:
    if path == "package.json":
        return isinstance(at(read_json(text), "renovate"), dict)
    included = mapping(read_yaml(text, ignore_tags=True)).get("include")
    several = included if isinstance(included, list) else [included]
    names = [
        name for some in several for name in strings(at(some, "project") or at(some, "component") or some)
    ]
    return any("renovate" in name for name in names)


FACTS: Final[tuple[Fact, ...]] = (
    Fact(
        name="ci.dependency_updates",
        kind="list",
        definition="Configurations of tools that propose updates: Dependabot, Renovate, PyUp, Scala Steward, updatecli.",
        read=_updates,
        needs=frozenset({"tree", "texts"}),
        source="OpenSSF Scorecard, Dependency-Update-Tool",
        texts=("package.json", ".gitlab-ci.yml"),
    ),
)
