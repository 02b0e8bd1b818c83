"""The whole program against a real `git http-backend` on loopback: the same result as by path, few requests, honest cost."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from tests.cli.running import CONDUCT, HEALTHY, PEOPLE, Ran, oshealth
from tests.git_repos import Made, a_repository
from tests.servers.git_http import GitServer, git_server

AS_OF: Final = ("--as-of", "2026-06-30")
NOW: Final = 1_782_820_800  # 2026-06-30T12:00:00Z
SETTINGS: Final = (
    "profile: ci\nfail-under: 100\nfail-on: [adopters]\nmin-coverage: 100\n"
    "waivers:\n  - {rule: adopters, reason: Nobody may know who uses this.}\n"
    "locations: {governance: notes/how-we-decide.md}\n"
)


@dataclass(frozen=True)
class Forge:
    """A server, the folder to work in, and the cache that every run of a test shares."""

    server: GitServer
    work: Path
    cache: Path

    def audit(self, target: str, *options: str) -> tuple[Ran, Any]:
        """One audit as JSON: the run, and its only result."""
        environ = {"OSHEALTH_CACHE": str(self.cache)}
        ran = oshealth("audit", target, "--format", "json", *options, cwd=self.work, environ=environ)
        assert "Traceback" not in ran.err
        return ran, json.loads(ran.out)["results"][0]

    def url(self, name: str) -> str:
        """The address of a repository."""
        return f"{self.server.address}/{name}"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GitServer]:
    """Two in good health, one with settings of its own; elsewhere one with hardly anything, beside its owner's defaults."""
    root = tmp_path_factory.mktemp("served")
    decide = {"notes/how-we-decide.md": "# Governance\n\n" + "We decide by lazy consensus. " * 30}
    for name, files in (
        ("birds/thing", {**HEALTHY, **decide, ".oshealth.yml": SETTINGS}),
        ("birds/plain", HEALTHY),
        ("acme/bare", {"README.md": HEALTHY["README.md"]}),
        ("acme/.github", {"CODE_OF_CONDUCT.md": CONDUCT + "\n\nTell conduct@example.org.\n"}),
    ):
        history = [
            Made(files if number == 0 else {}, by=PEOPLE[number % 3], at=NOW - (30 - number) * 172_800)
            for number in range(30)
        ]
        a_repository(root / name, history, bare=True)
    with git_server(root) as server:
        yield server


@pytest.fixture
def forge(served: GitServer, tmp_path: Path) -> Forge:
    """The server with an empty log, an empty cache and a folder to work in."""
    served.log.clear()
    (tmp_path / "work").mkdir()
    return Forge(served, tmp_path / "work", tmp_path / "cache")


def outcomes(result: Any) -> dict[str, str]:
    return {finding["rule"]: finding["outcome"] for finding in result["findings"]}


def test_an_address_and_a_path_come_to_the_same_and_cost_what_they_say(forge: Forge) -> None:
    """At most 7 requests for the first look and 3 for the next one, counted by the server and told in the report."""
    near, by_path = forge.audit(str(forge.server.root / "birds" / "plain"))
    far, first = forge.audit(forge.url("birds/plain"))
    log = list(forge.server.log)
    again, second = forge.audit(forge.url("birds/plain"))
    more = forge.server.log[len(log) :]

    assert (near.code, far.code, again.code) == (0, 0, 0)
    assert {path.name for path in forge.work.parent.iterdir()} == {"work", "cache"}
    assert outcomes(by_path) == outcomes(first)
    assert second["findings"] == first["findings"]
    for key in ("score", "range", "grade", "coverage", "plan"):
        assert by_path[key] == first[key] == second[key]
    assert len([line for line in log if "/birds/plain/" in line]) <= 7
    assert len([line for line in more if "/birds/plain/" in line]) <= 3
    assert [one["cost"]["git_requests"] for one in (by_path, first, second)] == [0, len(log), len(more)]
    assert [one["cost"]["bytes"] > 0 for one in (by_path, first, second)] == [False, True, False]


def test_without_network_only_what_was_seen_before_is_judged(forge: Forge) -> None:
    """Not at all before the first look, the same after it, and no request either time."""
    before, nothing = forge.audit(forge.url("birds/thing"), "--offline", *AS_OF)
    assert (before.code, forge.server.log) == (3, [])
    assert nothing["error"] == {
        "kind": "unreachable",
        "message": f"{forge.url('birds/thing')} is not in the cache, and the network was not to be used",
        "hint": "Look once while online.",
    }

    _, seen = forge.audit(forge.url("birds/thing"), *AS_OF)
    forge.server.log.clear()
    after, result = forge.audit(forge.url("birds/thing"), "--offline", *AS_OF)

    assert (after.code, forge.server.log, result["cost"]["git_requests"]) == (0, [], 0)
    assert result["findings"] == seen["findings"]


def test_settings_of_a_stranger_are_said_and_not_obeyed(forge: Forge) -> None:
    """With --trust-project-settings its waivers and locations count; profile, thresholds and promises never do."""
    plain, alone = forge.audit(forge.url("birds/thing"))
    shown, trusted = forge.audit(forge.url("birds/thing"), "--trust-project-settings")
    silent, ignored = forge.audit(forge.url("birds/thing"), "--ignore-project-settings")
    results = (alone, trusted, ignored)

    assert (plain.code, shown.code, silent.code) == (0, 0, 0)
    assert [one["profile"]["id"] for one in results] == ["community"] * 3
    assert [outcomes(one)["adopters"] for one in results] == ["fail", "waived", "fail"]
    assert [outcomes(one)["governance"] for one in results] == ["fail", "pass", "fail"]
    assert [one["notes"] for one in results] == [
        [".oshealth.yml exists and was not applied (--trust-project-settings admits it)"],
        ["locations and waivers of .oshealth.yml were applied"],
        [],
    ]


def test_the_owner_s_defaults_stand_in_for_what_is_missing(forge: Forge) -> None:
    """A code of conduct in OWNER/.github counts for every repository of that owner; a path knows no owner."""
    _, far = forge.audit(forge.url("acme/bare"))
    _, near = forge.audit(str(forge.server.root / "acme" / "bare"))
    by_rule = {finding["rule"]: finding for finding in far["findings"]}

    assert (outcomes(far)["code-of-conduct"], outcomes(near)["code-of-conduct"]) == ("pass", "fail")
    assert "acme/.github" in json.dumps(by_rule["code-of-conduct"]["evidence"])
    assert "owner" in json.dumps(
        next(one for one in near["findings"] if one["rule"] == "code-of-conduct")["evidence"]
    )


def test_in_a_batch_all_settings_are_those_of_strangers(forge: Forge) -> None:
    """Even of paths: one repository among many neither chooses its rules nor ends the run by a mistake in them."""
    broken = a_repository(
        forge.work / "broken", [Made({"README.md": "# Birds\n", ".oshealth.yml": "profil: ci\n"})]
    )
    paths = (str(forge.server.root / "birds" / "thing"), str(broken))
    options = ("--format", "json", *AS_OF)
    plain, trusting = (
        oshealth("audit", *paths, *options, *more, cwd=forge.work)
        for more in ((), ("--trust-project-settings",))
    )
    alone, trusted = (json.loads(ran.out)["results"] for ran in (plain, trusting))
    mistake = "the repository's own settings cannot be read: .oshealth.yml:1:1: unknown key 'profil'"

    assert [one["profile"]["id"] for one in (*alone, *trusted)] == ["community"] * 4
    assert [outcomes(one[0])["adopters"] for one in (alone, trusted)] == ["fail", "waived"]
    assert [one["notes"] for one in alone] == [
        [".oshealth.yml exists and was not applied (--trust-project-settings admits it)"],
        [mistake],
    ]
    assert [one["notes"] for one in trusted] == [
        ["locations and waivers of .oshealth.yml were applied"],
        [mistake],
    ]
