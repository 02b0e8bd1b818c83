"""Links of the README into the tree, and whether they lead anywhere."""

import re
from collections.abc import Callable
from typing import Final

from oshealth.compiled import compiled
from oshealth.facts.base import Fact, Facts, Reading, Value
from oshealth.facts.documents import README_TEXTS, Shelf, readme_markup, shelf, texts_of
from oshealth.snapshot import Evidence, Unknown

_MARKDOWN: Final = (".md", ".markdown")
_GENERATED: Final = compiled(r"\{\{|\{%|^@|:::|\$\{")


def _relative_links(facts: Facts) -> tuple[list[Evidence], list[Evidence]] | Unknown:
    """Links of the README into the tree, and those of them that lead nowhere."""
    found, own = readme_markup(facts), shelf(facts)
    if isinstance(own, Unknown):
        return own
    if found is None or isinstance(found, Unknown):
        return found or Unknown("there is no README")
    path, markup = found
    targets = [(link.target, link.line) for link in markup.links] + [
        (image.target, image.line) for image in markup.images
    ]
    inside = [
        Evidence("path", path, line, "link", target[:300]) for target, line in targets if _is_relative(target)
    ]
    broken = [each for each in inside if not _resolves(own, path, str(each.value))]
    return Unknown(own.tree.partial) if broken and own.tree.partial else (inside, broken)


def _is_relative(target: str) -> bool:
    bare = target.strip()
    return bool(bare) and not re.match(r"[a-zA-Z][\w+.-]*:|#|//|\\|\?", bare) and not _GENERATED.search(bare)


def _resolves(own: Shelf, path: str, target: str) -> bool:
    where = own.place(path, target)
    if (
        where == ""
        or where in own.paths
        or where in own.folders
        or where in own.tree.links
        or _of_forge(where)
        or any(f"{part}/".startswith(f"{where}/") for part in own.tree.submodules)
    ):
        return True
    # names without their ending lead on in pages that are built, not where a forge shows Markdown
    return not path.lower().endswith(_MARKDOWN) and bool(own.resolve(path, target))


def _of_forge(where: str) -> bool:
    """Addresses such as ../../issues, which the forge resolves and the tree does not hold."""
    return where.startswith("..")


def _link_count(facts: Facts) -> Reading:
    found = _relative_links(facts)
    return found if isinstance(found, Unknown) else Value(len(found[0]), tuple(found[0][:3]))


def _working_share(facts: Facts) -> Reading:
    found = _relative_links(facts)
    if isinstance(found, Unknown):
        return found
    inside, broken = found
    if not inside:
        return Unknown("the README has no relative links")
    return Value(round(100 * (len(inside) - len(broken)) / len(inside)), tuple(broken[:10]))


def _fact(name: str, definition: str, read: Callable[[Facts], Reading], unit: str) -> Fact:
    return Fact(
        f"readme.{name}",
        "number",
        definition,
        read,
        frozenset({"tree", "texts"}),
        unit,
        texts=(*README_TEXTS, *texts_of("contributing")),
    )


FACTS: Final[tuple[Fact, ...]] = (
    _fact(
        "relative_links",
        "Links and images of the README that lead into the tree.",
        _link_count,
        "links",
    ),
    _fact(
        "working_links_share",
        "Relative links of the README that lead to something in the tree.",
        _working_share,
        "%",
    ),
)
