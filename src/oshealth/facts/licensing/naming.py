"""From what people write in a license field to an SPDX expression: expressions, classifiers, common names."""

import re
import unicodedata
from typing import Final

from msgspec import Struct

from oshealth.compiled import compiled
from oshealth.facts.licensing.expressions import Expression, Licensed, join, parse
from oshealth.facts.licensing.spdx import flags, judgements

_LONGEST: Final = 300
_SLASHED: Final = compiled(r"[A-Za-z0-9.+-]+(?:\s?[/|,]\s?[A-Za-z0-9.+-]+){1,4}")
_CLASSIFIER: Final = compiled(r"^License :: (?:OSI Approved :: )?(.+)$")
_NOISE: Final = compiled(
    r"\b(?:the|licen[cs]ed?|version|under|software|public|\(?see|file)\b|[()\"',;:_/]|\bv(?=\.?\s?\d)|(?<=\d)\.0\b"
)
_GNU: Final = compiled(
    r"^(?:gnu )?(?P<kind>lesser|library|affero)? ?(?:general ?)?(?P<short>[al]?gpl)? ?[-v]?\s?(?P<version>\d(?:\.\d)?)?"
    r"(?P<later>\s?\+| or later| or newer| only|-or-later|-only)?(?: [al]?gplv?\d?(?:\.\d)?\+?)?$"
)
_CC: Final = compiled(
    r"^(?:creative commons|cc)[ -](?P<marks>by(?:[ -](?:nc|nd|sa)){0,2})[ -](?P<version>[1-4](?:\.\d)?)"
    r"(?: (?:international|unported|generic|intl))?$"
)
_WITH: Final = compiled(r"\s(?:with|w/|plus)\s", re.IGNORECASE)
_GNU_LATEST: Final = {"GPL": ("1", "2", "3"), "LGPL": ("2", "2.1", "3"), "AGPL": ("1", "3")}


class Named(Struct, frozen=True):
    """A license as a field names it: an expression where it can be told, else the family ("BSD-") that it belongs to."""

    expression: Expression | None = None
    family: str = ""


def named(text: str) -> Named:
    """What a license field says. Both parts are empty when it says nothing that is known."""
    said = " ".join(unicodedata.normalize("NFKC", text).split())  # a comma of full width is one
    if not said or len(said) > _LONGEST:
        return Named()
    classifier = _CLASSIFIER.match(said)
    said = classifier[1] if classifier else said
    return _as_expression(said) or _as_choice(said) or _as_name(said) or _with_more(said) or Named()


def any_of(texts: list[str]) -> Named:
    """What a list of license names offers: one of them may be chosen."""
    all_named = [named(text) for text in texts]
    trees = [one.expression for one in all_named if one.expression is not None]
    if trees and len(trees) == len(all_named):
        return Named(join("OR", trees))
    return all_named[0] if len(all_named) == 1 else Named()


def _as_expression(said: str) -> Named | None:
    tree = parse(said)
    known = flags().licenses
    if tree is not None and all(
        one.id in known or one.id.startswith("LicenseRef-") for one in tree.licenses()
    ):
        return Named(tree)
    return None


def _as_choice(said: str) -> Named | None:
    """`MIT/Apache-2.0`, as old Cargo manifests write a choice, and `MIT | GPL-2`, as R does."""
    if not _SLASHED.fullmatch(said):
        return None
    trees = [named(part).expression for part in re.split(r"\s?[/|,]\s?", said)]
    present = [tree for tree in trees if tree is not None]
    return Named(join("OR", present)) if len(present) == len(trees) else None


def _with_more(said: str) -> Named | None:
    """`Mozilla Public License 2.0 with Healthcare Disclaimer`: terms of its own beside a license, so of its family."""
    first, *more = _WITH.split(said, maxsplit=1)
    known = (_as_expression(first) or _as_name(first) if more else None) or Named()
    return Named(family=known.expression.id) if isinstance(known.expression, Licensed) else None


def _as_name(said: str) -> Named | None:
    plain = " ".join(_NOISE.sub(" ", said.lower()).split())
    names = judgements().names
    if plain in names:
        return Named(Licensed(names[plain]))
    gnu = _GNU.match(plain) if "gpl" in plain or "general" in plain or "gnu" in plain else None
    if gnu:
        return _gnu(gnu)
    family = judgements().families.get(plain, "")
    return _creative_commons(plain) or (Named(family=family) if family else None)


def _creative_commons(plain: str) -> Named | None:
    """`CC BY-NC-SA 4.0`, as the deeds write their own names."""
    found = _CC.match(plain)
    if found is None:
        return None
    version = found["version"] if "." in found["version"] else f"{found['version']}.0"
    identifier = f"CC-{found['marks'].replace(' ', '-').upper()}-{version}"
    return Named(Licensed(identifier)) if identifier in flags().licenses else None


def _gnu(found: re.Match[str]) -> Named:
    kind = {"lesser": "LGPL", "library": "LGPL", "affero": "AGPL"}.get(
        found["kind"] or "", (found["short"] or "gpl").upper()
    )
    version = found["version"] or ""
    if version.removesuffix(".0") not in _GNU_LATEST[kind]:
        return Named(family=f"{kind}-")
    number = version if "." in version else f"{version}.0"
    later = (found["later"] or "").strip() in {"+", "or later", "or newer", "-or-later"}
    return Named(Licensed(f"{kind}-{number}-{'or-later' if later else 'only'}"))
