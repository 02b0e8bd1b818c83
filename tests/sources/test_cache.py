"""Clones between looks: private, bounded, held by one process at a time, mended when broken."""

import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from msgspec.structs import replace

from oshealth.errors import OutOfTime
from oshealth.reference import RepoRef
from oshealth.snapshot import Inherited, Snapshot
from oshealth.sources import Limits, Look, Needs, open_source
from oshealth.sources.deadline import Deadline
from oshealth.sources.git.cache import held, key_of
from tests.git_repos import Made, a_repository
from tests.servers.git_http import GitServer

NEEDS = Needs(frozenset({"tree", "texts", "history", "tags"}), ("readme*",))


def a_served(server: GitServer, name: str = "thing") -> RepoRef:
    a_repository(server.root / "acme" / name, [Made({"README": f"{name}\n"}), Made({"a": "1"})], bare=True)
    return RepoRef(scheme="http", host=server.host, owner="acme", name=name)


def collect(ref: RepoRef, look: Look) -> Snapshot:
    return open_source(ref).collect(ref, NEEDS, look)


def clones(look: Look) -> list[Path]:
    return [path for path in (look.cache / "git").iterdir() if path.is_dir()]


def test_folders_are_private_and_names_tell_nothing(server: GitServer, look: Look) -> None:
    collect(a_served(server), look)
    (clone,) = clones(look)
    assert {stat.S_IMODE(path.stat().st_mode) for path in (look.cache, clone.parent, clone)} == {0o700}
    assert stat.S_IMODE((look.cache / "salt").stat().st_mode) == 0o600
    assert "thing" not in clone.name
    assert server.host not in (clone / "config").read_text()


def test_a_clone_belongs_to_one_credential(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    keys = [key_of(cache, "https://example.org/a", token) for token in ("", "one", "two", "")]
    assert keys[0] == keys[3]
    assert len(set(keys)) == 3
    assert key_of(tmp_path / "other", "https://example.org/a", "") != keys[0]


def test_a_new_cache_has_one_secret_for_all_who_begin_it_at_once(tmp_path: Path) -> None:
    for number in range(20):
        with ThreadPoolExecutor(8) as pool:
            keys = set(
                pool.map(
                    lambda _, at=tmp_path / str(number): key_of(at, "https://example.org/a", ""), range(8)
                )
            )
        assert len(keys) == 1


def test_a_clone_that_was_used_least_lately_goes_first(server: GitServer, look: Look) -> None:
    small = replace(look, limits=Limits(cache_bytes=1))
    first, second = a_served(server, "one"), a_served(server, "two")
    collect(first, look)
    collect(second, look)
    assert len(clones(look)) == 2
    collect(second, small)
    assert clones(look) == []
    assert collect(first, look).texts == collect(first, look).texts


@pytest.mark.parametrize("damage", ["packs", "indexes", "refs", "config", "head"])
def test_a_broken_clone_is_thrown_away_and_cloned_afresh(server: GitServer, look: Look, damage: str) -> None:
    ref = a_served(server)
    first = collect(ref, look)
    (clone,) = clones(look)
    spoiled = {
        "packs": clone.glob("objects/pack/*.pack"),
        "indexes": clone.glob("objects/pack/*.idx"),
        "refs": clone.glob("refs/oshealth/*"),
        "config": [clone / "config"],
        "head": [clone / "HEAD"],
    }[damage]
    for path in list(spoiled):
        path.chmod(0o600)
        path.write_bytes(b"spoiled" * 20)
    again = collect(ref, look)
    assert (again.tree, again.texts, again.tags, again.revision) == (
        first.tree,
        first.texts,
        first.tags,
        first.revision,
    )
    assert again.history == first.history


def test_broken_defaults_are_fetched_afresh(server: GitServer, look: Look) -> None:
    ref = a_served(server)
    defaults = a_served(server, ".github")
    needs = replace(NEEDS, groups=frozenset({"inherited"}))
    first = open_source(ref).collect(ref, needs, look).inherited
    assert isinstance(first, Inherited)
    assert first.repository == str(defaults)
    for path in look.cache.glob("git/*/objects/pack/*.pack"):
        path.chmod(0o600)
        path.write_bytes(b"spoiled" * 20)
    assert open_source(ref).collect(ref, needs, look).inherited == first


def test_a_clone_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    with held(tmp_path, "key", 1, Deadline.after(5)), pytest.raises(OutOfTime):
        held(tmp_path, "key", 1, Deadline.after(0.2)).__enter__()


def test_looks_at_once_share_a_clone(server: GitServer, look: Look) -> None:
    ref = a_served(server)
    seen: list[Snapshot] = []
    threads = [threading.Thread(target=lambda: seen.append(collect(ref, look))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 4
    assert len({snapshot.revision for snapshot in seen}) == 1
    assert len(clones(look)) == 1
