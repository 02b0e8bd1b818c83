"""What kind of project this is: a library asks other things of its community than a list of links."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Final, Literal, TypeAlias

from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.content_signs import (
    Seen,
    data,
    documentation,
    is_mostly_text,
    is_own,
    is_packaged,
    link_list,
    packaged_data,
    site,
    template,
)
from oshealth.facts.documents import README_TEXTS, readme_markup
from oshealth.facts.kind_signs import SOFTWARE, STRONG, Sign, signs
from oshealth.facts.languages import census
from oshealth.facts.manifests import manifest_paths, manifests
from oshealth.facts.seen import told_of
from oshealth.snapshot import Evidence, Tree, Unknown

ProjectKind: TypeAlias = Literal[
    "library", "tool", "application", "documentation", "data", "list", "site", "template"
]
MOST_TEXTS_OF_A_LIST: Final = 20
ENOUGH_TEXTS: Final = 6

_CONTENT: Final[tuple[tuple[ProjectKind, Callable[[Seen], str]], ...]] = (
    ("list", link_list),
    ("data", data),
    ("site", site),
    ("documentation", documentation),
)


def _seen(facts: Facts) -> Seen | Unknown:
    tree, counted, paths = facts.snapshot.tree, census(facts), manifest_paths(facts)
    readme = readme_markup(facts)
    if isinstance(tree, Unknown) or isinstance(counted, Unknown) or isinstance(paths, Unknown):
        return next(part for part in (tree, counted, paths) if isinstance(part, Unknown))
    read, found = readme if isinstance(readme, tuple) else None, manifests(facts)
    own = len(told_of(tree.paths, is_own))
    return Seen(tree, counted, own, found, paths, read[1] if read else None, signs(tree, found, read))


def _kind(facts: Facts) -> Reading:
    """What most signs speak for; Unknown, with those that are possible, where they speak for several or hardly any."""
    seen = _seen(facts)
    if isinstance(seen, Unknown):
        return seen
    if sign := template(seen):
        return _told("template", (sign,), seen.tree)
    return _of(seen)


def _of(seen: Seen) -> Reading:
    content = next(((kind, sign) for kind, tell in _CONTENT if (sign := tell(seen))), None)
    if content and seen.tree.partial:
        return Unknown(f"{seen.tree.partial}; there may be more code than was seen")
    is_short = seen.counted.prose < ENOUGH_TEXTS
    if content is None or (_is_software(seen) and content[0] == "documentation" and is_short):
        return _software_or_data(seen)
    if others := _besides(content[0], seen):
        return _torn(seen.signs, others, content)
    return _told(content[0], (content[1],), seen.tree)


def _besides(kind: str, seen: Seen) -> tuple[str, ...]:
    """What else a repository may be whose files speak for content; empty where nothing speaks for more."""
    if _is_software(seen):
        return tuple(_weights(seen.signs))
    if any(sign.kind == "template" for sign in seen.signs):
        return ("template",)
    if kind == "list" and seen.counted.prose >= MOST_TEXTS_OF_A_LIST:
        return ("documentation",)
    if kind == "documentation" and not is_mostly_text(seen):
        return ("data", *SOFTWARE) if seen.counted.code else ("data",)
    return ()


def _is_software(seen: Seen) -> bool:
    """Whether much speaks for software; where there is no code, words alone do not."""
    shown = (
        sign for sign in seen.signs if seen.counted.code or (sign.path in seen.tree.paths and not sign.line)
    )
    return max(_weights(shown).values(), default=0) >= STRONG


def _software_or_data(seen: Seen) -> Reading:
    """Software by its signs; not known where what is published as a library is data for the most part."""
    told = _software(seen, _weights(seen.signs))
    sign = packaged_data(seen)
    if sign and isinstance(told, Value) and told.value == "library":
        return _torn(seen.signs, ("library",), ("data", sign))
    return told


def _software(seen: Seen, weights: Mapping[str, int]) -> Reading:
    """A library, a tool or an application; which, only where more speaks for it than for any other."""
    (first, most), (_, next_most) = [*Counter(weights).most_common(2), ("", 0), ("", 0)][:2]
    said = () if is_packaged(seen) else seen.signs
    others = tuple(sign.kind for sign in said if sign.kind not in SOFTWARE)
    is_deployed = not next_most and any(
        sign.kind == "application" and sign.path in seen.tree.paths for sign in seen.signs
    )
    if (most >= STRONG or is_deployed) and most > next_most and (most > STRONG or not others):
        return _told(first, tuple(sign.what for sign in seen.signs if sign.kind == first), seen.tree)
    if not weights and not seen.counted.code and not seen.manifest_paths:
        return Unknown(seen.tree.partial or "nothing in the tree tells what kind of project this is")
    if seen.tree.partial:
        return Unknown(f"{seen.tree.partial}; what was seen tells no kind for sure")
    if len(weights) > 1 and most >= STRONG and not others:
        return _torn(seen.signs, tuple(weights))
    is_wordy = seen.counted.prose >= max(seen.counted.code, ENOUGH_TEXTS)
    more = ("documentation",) if is_wordy and not is_packaged(seen) else ()
    return _torn(seen.signs, tuple(dict.fromkeys((*SOFTWARE, *others, *more))))


def _weights(found: Iterable[Sign]) -> Mapping[str, int]:
    """How much speaks for each kind of software."""
    total: Counter[str] = Counter()
    for sign in found:
        if sign.kind in SOFTWARE:
            total[sign.kind] += sign.weight
    return total


def _told(kind: str, found: tuple[str, ...], tree: Tree) -> Value:
    """A kind, and what speaks for it: paths, or words."""
    said = ((sign, sign if sign in tree.paths else "") for sign in found[:3])
    return Value(
        kind,
        tuple(
            Evidence("path" if path else "fact", path, name="project.kind", value=sign) for sign, path in said
        ),
    )


_NAMED: Final[Mapping[str, str]] = {
    "library": "a library",
    "tool": "a tool",
    "application": "an application",
    "documentation": "documentation",
    "data": "data",
    "list": "a list",
    "site": "a site",
    "template": "a template",
}


def _torn(found: tuple[Sign, ...], kinds: tuple[str, ...], content: tuple[str, str] | None = None) -> Unknown:
    """Not known, but which kinds it may be, and what speaks for each of them."""
    among = (content[0], *kinds) if content else kinds
    strongest = sorted(found, key=lambda sign: -sign.weight)
    told = {sign.kind: sign.what for sign in reversed(strongest)} | dict([content] if content else [])
    said = [f"{_NAMED[kind]} ({told[kind]})" if kind in told else _NAMED[kind] for kind in among]
    return Unknown(f"it may be {', '.join(said[:-1])} or {said[-1]}", among)


_DEFINITION: Final = (
    "library, tool, application, documentation, data, list, site or template; told from manifests, counts of code, prose and "
    "data, configuration of sites and deployments, list items with links in the README, and what the README calls the project. "
    "Where signs speak for several kinds, or hardly any do, it is unknown, and the kinds that it may be are named."
)

FACTS: Final[tuple[Fact, ...]] = tuple(
    Fact(
        name=name,
        kind="text",
        definition=_DEFINITION,
        read=_kind,
        needs=frozenset({"tree", "texts"}),
        source="calibration on 271 repositories",
        texts=(
            *README_TEXTS,
            "package.json",
            "pyproject.toml",
            "Cargo.toml",
            "composer.json",
            "packages/*/package.json",
        ),
    )
    for name in ("project.kind", "tree.kind")
)
