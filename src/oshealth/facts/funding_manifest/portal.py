"""What the FLOSS/fund portal asks beyond the schema. A manifest may follow the schema and still be turned away.

Source: floss-fund/go-funding-json v0.6.0, schemas/v1. Told as advice: the schema is the standard, the portal one reader.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from oshealth.compiled import compiled
from oshealth.facts.funding_file import table
from oshealth.facts.funding_manifest.shape import MOST_PROBLEMS, without_nulls
from oshealth.facts.licensing.spdx import flags
from oshealth.facts.limits import Plain
from oshealth.facts.reading import at, mapping, strings

_MAIL: Final = compiled(r"[^@\s]{1,64}@[^@\s]{1,190}$")


def is_currency(code: Plain) -> bool:
    """Whether a text is the code of money in use (ISO 4217, as of 2026)."""
    return code in table()["currencies"]


def portal_problems(manifest: Plain) -> list[str]:
    """What the portal would turn away in a manifest that follows the schema, the first MOST_PROBLEMS of it."""
    return list(islice(_problems(without_nulls(manifest)), MOST_PROBLEMS))


def entries(manifest: Plain, *keys: str) -> list[dict[str, Plain]]:
    """The objects in a list of the manifest."""
    found = at(manifest, *keys)
    return [mapping(item) for item in found] if isinstance(found, list) else []


def _problems(manifest: Plain) -> Iterator[str]:
    version = at(manifest, "version")
    if not isinstance(version, str) or not re.match(r"v1(?:\.|$)", version):
        yield "version is not v1…: the portal refuses manifests without it"
    for key, least in (("name", 2), ("description", 5)):
        if len(_said(at(manifest, "entity", key))) < least:
            yield f"entity.{key} is shorter than {least} characters"
    if not _MAIL.match(_said(at(manifest, "entity", "email"))):
        yield "entity.email is no e-mail address"
    projects = entries(manifest, "projects")
    yield from _counted("projects", projects, 30)
    for number, project in enumerate(projects):
        yield from _of_project(project, f"projects[{number}]")
    channels, plans = entries(manifest, "funding", "channels"), entries(manifest, "funding", "plans")
    yield from _counted("funding.channels", channels, 10)
    yield from _counted("funding.plans", plans, 10)
    known = {_said(channel.get("guid")) for channel in channels}
    for number, plan in enumerate(plans):
        yield from _of_plan(plan, f"funding.plans[{number}]", known)
    for number, year in enumerate(entries(manifest, "funding", "history")):
        if not is_currency(year.get("currency")):
            yield f"funding.history[{number}].currency is no code of ISO 4217"


def _counted(place: str, items: Sequence[dict[str, Plain]], most: int) -> Iterator[str]:
    """Between 1 and `most` entries, each with a short name of its own."""
    if not 1 <= len(items) <= most:
        yield f"{place} has {len(items)} entries, not 1 to {most}"
    names = [_said(item.get("guid")) for item in items]
    if len(set(names)) < len(names):
        yield f"{place}: two have the same guid"
    for name in names:
        if not 3 <= len(name) <= 32 or "--" in name:
            yield f"{place}: the guid {name[:40]!r} needs 3 to 32 characters and no double hyphen"


def _of_project(project: dict[str, Plain], place: str) -> Iterator[str]:
    if len(_said(project.get("description"))) < 5:
        yield f"{place}.description is shorter than 5 characters"
    for key, most in (("licenses", 5), ("tags", 10)):
        if not 1 <= len(strings(project.get(key))) <= most:
            yield f"{place}.{key} has {len(strings(project.get(key)))} entries, not 1 to {most}"
    for license_ in strings(project.get("licenses")):
        known = license_.removeprefix("spdx:") in flags().licenses
        if license_.startswith("spdx:") and not known:
            yield f"{place}.licenses: {license_[:60]} is not on the SPDX list"
        elif not license_.startswith("spdx:") and known:
            yield f"{place}.licenses: {license_[:60]} needs the prefix spdx:"


def _of_plan(plan: dict[str, Plain], place: str, channels: set[str]) -> Iterator[str]:
    if len(_said(plan.get("name"))) < 3:
        yield f"{place}.name is shorter than 3 characters"
    if not is_currency(plan.get("currency")):
        yield f"{place}.currency is no code of ISO 4217"
    amount = plan.get("amount")
    if isinstance(amount, int | float) and not 0 <= amount <= 1_000_000_000:
        yield f"{place}.amount is not between 0 and a billion"
    for name in strings(plan.get("channels")):
        if name not in channels:
            yield f"{place}.channels: there is no channel {name[:40]!r}"


def _said(value: Plain) -> str:
    return value if isinstance(value, str) else ""
