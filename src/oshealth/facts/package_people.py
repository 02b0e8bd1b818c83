"""Maintainers in manifests that are programs or forms of their own: an Elixir package, an R package."""

import re
from collections.abc import Iterator
from typing import Final

from oshealth.compiled import compiled
from oshealth.facts.people_lists import listed
from oshealth.facts.roster import Person

_MIX: Final = compiled(r"\bmaintainers:\s*\[([^\]]{1,2000})\]")
_QUOTED: Final = compiled(r"[\"']([^\"'\n]{2,100})[\"']")
_R_FIELD: Final = compiled(r"^Maintainer:\s*(\S.{2,200})$", re.MULTILINE)
_R_NAMED: Final = compiled(r"\b(given|family|email)\s*=\s*[\"']([^\"'\n]{1,100})[\"']")


def in_mix(text: str) -> Iterator[Person]:
    """Those named in the package of an Elixir project."""
    for names_of_package in _MIX.findall(text):
        for name in _QUOTED.findall(names_of_package):
            yield from listed(name)


def in_r(text: str) -> Iterator[Person]:
    """The maintainer of an R package: the field of that name, or the person whose role is `cre`."""
    for entry in _R_FIELD.findall(text):
        yield from listed(entry)
    for entry in text.split("person(")[1:] if "Authors@R" in text else ():
        if re.search(r"""["']cre["']""", entry):
            named = dict(_R_NAMED.findall(entry))
            bare = _QUOTED.findall(entry)[:2] if "given" not in named else []
            name = " ".join(bare or [named["given"], named.get("family", "")]).strip()
            yield Person(name, named.get("email", ""))
