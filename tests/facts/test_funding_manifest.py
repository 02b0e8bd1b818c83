"""FLOSS/fund manifests are known by their keys, held against the schema, and believed only for this repository."""

import json
from copy import deepcopy
from typing import Any

import pytest

from oshealth.facts import FactValue, facts_of
from oshealth.facts.base import Value
from oshealth.facts.funding_manifest.portal import is_currency, portal_problems
from oshealth.facts.funding_manifest.shape import MOST_PROBLEMS, shape_problems
from oshealth.reference import parse
from oshealth.snapshot import Evidence, Tree, Unknown
from tests.builders import a_snapshot

GOOD: dict[str, Any] = {
    "version": "v1.0.0",
    "entity": {
        "type": "group",
        "role": "maintainer",
        "name": "Example team",
        "email": "money@example.org",
        "description": "Four people who maintain Thing.",
        "webpageUrl": {"url": "https://example.org"},
    },
    "projects": [
        {
            "guid": "thing",
            "name": "Thing",
            "description": "Counts things.",
            "webpageUrl": {"url": "https://example.org/thing"},
            "repositoryUrl": {"url": "https://github.com/example-org/thing"},
            "licenses": ["spdx:MIT"],
            "tags": ["python"],
        }
    ],
    "funding": {
        "channels": [{"guid": "bank", "type": "bank", "address": "on request"}],
        "plans": [
            {
                "guid": "hosting",
                "status": "active",
                "name": "Hosting",
                "amount": 50,
                "currency": "EUR",
                "frequency": "monthly",
                "channels": ["bank"],
            }
        ],
        "history": [{"year": 2025, "income": 600, "expenses": 580, "currency": "EUR"}],
    },
}


def changed(*path: str | int, to: Any) -> dict[str, Any]:
    """The good manifest with one value changed; `...` takes it away."""
    manifest = deepcopy(GOOD)
    inner: Any = manifest
    for step in path[:-1]:
        inner = inner[step]
    if to is ...:
        del inner[path[-1]]
    else:
        inner[path[-1]] = to
    return manifest


def fact(
    name: str, files: dict[str, str | Unknown], repository: str = "", **more: Any
) -> FactValue | Unknown:
    where: dict[str, Any] = {"ref": parse(repository)} if repository else {}
    reading = facts_of(a_snapshot(files, **where, **more)).get(name)
    return reading.value if isinstance(reading, Value) else reading


def test_a_good_manifest_breaks_nothing() -> None:
    assert (shape_problems(GOOD), portal_problems(GOOD)) == ([], [])


@pytest.mark.parametrize(
    ("manifest", "problem"),
    [
        (changed("entity", "email", to=...), "entity.email is missing"),
        (changed("entity", "type", to="company"), "entity.type is none of individual, group, organisation, other"),
        (changed("entity", "phone", to="1" * 33), "entity.phone is longer than 32 characters"),
        (changed("projects", to={}), "projects is not a list"),
        (changed("projects", 0, "tags", to=["Python"]), "projects[0].tags[0] does not have the form it must have"),
        (changed("projects", 0, "licenses", to=["spdx:MIT"] * 6), "projects[0].licenses has more than 5 entries"),
        (changed("funding", "plans", 0, "amount", to=True), "funding.plans[0].amount is not a number"),
        (changed("funding", "plans", 0, "currency", to="euro"), "funding.plans[0].currency does not have the form it must have"),
        (changed("funding", "channels", to=["bank"]), "funding.channels[0] is not an object"),
        (changed("funding", "history", 0, "year", to="2025"), "funding.history[0].year is not a whole number"),
    ],
)  # fmt: skip
def test_what_the_schema_forbids(manifest: dict[str, Any], problem: str) -> None:
    assert shape_problems(manifest) == [problem]


@pytest.mark.parametrize(
    ("manifest", "problem"),
    [
        (changed("version", to=...), "version is not v1…: the portal refuses manifests without it"),
        (changed("version", to="v10"), "version is not v1…: the portal refuses manifests without it"),
        (changed("entity", "email", to="money at example.org"), "entity.email is no e-mail address"),
        (changed("projects", to=...), "projects has 0 entries, not 1 to 30"),
        (changed("projects", to=GOOD["projects"] * 2), "projects: two have the same guid"),
        (changed("projects", 0, "guid", to="a--b"), "projects: the guid 'a--b' needs 3 to 32 characters and no double hyphen"),
        (changed("projects", 0, "licenses", to=["MIT"]), "projects[0].licenses: MIT needs the prefix spdx:"),
        (changed("projects", 0, "licenses", to=["spdx:Mine"]), "projects[0].licenses: spdx:Mine is not on the SPDX list"),
        (changed("funding", "plans", 0, "currency", to="BTC"), "funding.plans[0].currency is no code of ISO 4217"),
        (changed("funding", "plans", 0, "amount", to=-1), "funding.plans[0].amount is not between 0 and a billion"),
        (changed("funding", "plans", 0, "channels", to=["paypal"]), "funding.plans[0].channels: there is no channel 'paypal'"),
        (changed("funding", "history", 0, "currency", to="XXX"), "funding.history[0].currency is no code of ISO 4217"),
    ],
)  # fmt: skip
def test_what_the_portal_asks_beyond_the_schema(manifest: dict[str, Any], problem: str) -> None:
    assert (shape_problems(manifest), portal_problems(manifest)) == ([], [problem])


def test_a_manifest_of_mistakes_tells_the_first_of_them() -> None:
    """However many there are: the report stays short."""
    manifest = changed("funding", "plans", to=[{}] * 50_000)

    assert len(shape_problems(manifest)) == MOST_PROBLEMS


@pytest.mark.parametrize("code", ["EUR", "USD", "INR", "JPY"])
def test_money_in_use_is_known(code: str) -> None:
    assert (is_currency(code), is_currency(code.lower())) == (True, False)


@pytest.mark.parametrize(
    ("path", "text", "state"),
    [
        ("funding.json", json.dumps(GOOD), "valid"),
        (".well-known/funding.json", json.dumps(GOOD), "valid"),
        ("funding/thing.json", json.dumps(GOOD), "valid"),
        ("funding.json", json.dumps(changed("entity", "phone", to=None)), "valid"),
        ("funding.json", json.dumps(changed("version", to=None)), "partial"),
        ("funding.json", json.dumps(changed("entity", to=[])), "invalid"),
        ("funding.json", '{"entity": {}, "funding": {},}', "invalid"),
        ("FUNDING.json", '{"drips": {}}', "other"),
        ("funding.json", '{"opRetro": {}}', "other"),
        ("funding.json", "[" * 5000, "other"),
        ("funding.json", "null", "other"),
        ("package.json", json.dumps(GOOD), "missing"),
    ],
)
def test_a_manifest_is_known_by_its_keys(path: str, text: str, state: str) -> None:
    assert fact("funding.manifest_state", {path: text}) == state


def test_what_cannot_be_seen_is_unknown() -> None:
    """A text that was not read, a listing that was cut, and a manifest that lies at an address."""
    proofs = ".well-known/funding-manifest-urls"
    name = "funding.manifest_state"

    assert fact(name, {"funding.json": Unknown("too large")}) == Unknown("funding.json: too large")
    assert fact(name, {}, tree=Tree((), partial="cut")) == Unknown("cut")
    assert fact(name, {proofs: "https://example.org/funding.json\n"}) == Unknown(
        f"{proofs} names manifests at addresses, which are not fetched"
    )


def test_plans_count_only_when_they_can_be_paid() -> None:
    for manifest, plans in (
        (GOOD, 1),
        (changed("funding", "plans", 0, "status", to="inactive"), 0),
        (changed("funding", "plans", 0, "currency", to="BTC"), 0),
        (changed("funding", "plans", 0, "channels", to=["paypal"]), 0),
        (changed("funding", "plans", 0, "channels", to=[]), 0),
    ):
        assert fact("funding.active_plans", {"funding.json": json.dumps(manifest)}) == plans


@pytest.mark.parametrize(
    ("repository", "address", "proof", "verdict"),
    [
        ("example-org/thing", "https://github.com/example-org/thing", None, "here"),
        ("Example-Org/Thing", "http://www.github.com/example-org/thing.git", None, "here"),
        ("example-org/thing", "https://github.com/example-org/thing/tree/main/lib", None, "here"),
        ("example-org/thing", "https://github.com/example-org/thing-two", None, "elsewhere"),
        ("example-org/example-org", "https://github.com/example-org/thing", None, "here"),
        ("example-org/thing", "https://github.com/example-org/thing",
         "https://github.com/example-org/thing/blob/main/.well-known/funding-manifest-urls", "here"),
        ("example-org/thing", "https://github.com/example-org/thing",
         "https://github.com/example-org/thing/blob/main/a/b/c/.well-known/funding-manifest-urls", "unproven"),
    ],
)  # fmt: skip
def test_a_manifest_is_believed_for_its_own_repository(
    repository: str, address: str, proof: str | None, verdict: str
) -> None:
    manifest = changed("projects", 0, "repositoryUrl", to={"url": address, "wellKnown": proof})
    files: dict[str, str | Unknown] = {
        "funding.json": json.dumps(manifest),
        ".well-known/funding-manifest-urls": "https://example.org/funding.json\n",
    }
    assert fact("funding.manifest_provenance", files, repository) == verdict


@pytest.mark.parametrize(
    ("repository", "proof", "reason"),
    [
        ("", None, "which repository this is cannot be told from a path"),
        ("new-owner/thing", None,
         "https://github.com/example-org/thing has another owner; whether it is this repository only its forge can tell"),
        ("example-org/thing", "https://example.org/.well-known/funding-manifest-urls",
         "the proof for https://github.com/example-org/thing lies at an address, which is not fetched"),
    ],
)  # fmt: skip
def test_provenance_that_only_a_request_could_tell_is_unknown(
    repository: str, proof: str | None, reason: str
) -> None:
    target = {"url": "https://github.com/example-org/thing", "wellKnown": proof}
    text = json.dumps(changed("projects", 0, "repositoryUrl", to=target))

    assert fact("funding.manifest_provenance", {"funding.json": text}, repository) == Unknown(reason)


@pytest.mark.parametrize(
    ("files", "accounts", "platforms"),
    [
        ({"funding.json": json.dumps(GOOD)}, "history of 2025", ("on request",)),
        ({".github/FUNDING.yml": "open_collective: thing\ngithub: [ada, ben]\n"}, "https://opencollective.com/thing",
         ("opencollective.com", "github.com")),
        ({"README.md": "# Thing\n\nCounts.\n\n[Annual report](https://example.org/r.pdf)\n"}, "https://example.org/r.pdf", ()),
        ({"README.md": "# Thing\n\nCounts.\n\n[Web Performance Budget](https://example.org/b)\n"}, "", ()),
        ({}, "", ()),
    ],
)  # fmt: skip
def test_where_the_money_can_be_seen_and_from_how_many_places_it_comes(
    files: dict[str, str | Unknown], accounts: str, platforms: tuple[str, ...]
) -> None:
    assert fact("funding.accounts", files) == accounts
    assert fact("funding.platforms", files) == platforms


def test_the_problems_of_a_manifest_are_its_evidence() -> None:
    text = json.dumps(changed("version", to=...))
    reading = facts_of(a_snapshot({"funding.json": text})).get("funding.manifest_state")

    problem = "version is not v1…: the portal refuses manifests without it"
    assert reading == Value("partial", (Evidence("path", "funding.json", name="problem", value=problem),))
