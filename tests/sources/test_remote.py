"""Looking at a repository over HTTP: what is seen, what it costs, what is kept."""

import os
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from oshealth.errors import EmptyRepository, RepositoryNotFound, TooLarge, Unreachable
from oshealth.reference import RepoRef
from oshealth.snapshot import History, Inherited, Snapshot, Tags, Texts, Tree, Unknown
from oshealth.sources import Limits, Look, Needs, open_source
from tests.git_repos import BO, FIRST, Link, Made, a_repository, git, more
from tests.servers.git_http import GitServer, git_daemon, status

NEEDS = Needs(texts=("readme*", "**/license*", "docs/contributing*"))
WORK = (
    Made({"README.md": "# Thing\n", "LICENSE": "Apache\n", "src/thing.py": "x = 1\n"}, tag="v1.0"),
    Made({"docs/contributing.md": "Come in\n", "docs/guide.md": "How\n"}, by=BO),
    Made(
        {"src/thing.py": "x = 2\n"},
        message="More\n\nSigned-off-by: Ada Example <ada@example.org>",
        tag="v2.0",
    ),
)


def ref_to(server: GitServer, name: str = "thing", owner: str = "acme") -> RepoRef:
    return RepoRef(scheme="http", host=server.host, owner=owner, name=name)


def served(server: GitServer, *commits: Made, name: str = "thing") -> Path:
    return a_repository(server.root / "acme" / name, commits or WORK, bare=True)


def collect(ref: RepoRef, look: Look, needs: Needs = NEEDS) -> Snapshot:
    return open_source(ref).collect(ref, needs, look)


def comparable(snapshot: Snapshot) -> Snapshot:
    """A snapshot without what differs by the place that was looked at."""
    return replace(snapshot, ref=RepoRef(), url="", cost=type(snapshot.cost)(), inherited=Unknown(""))


def test_an_address_and_a_path_show_the_same(server: GitServer, look: Look) -> None:
    folder = served(server)
    far, near = collect(ref_to(server), look), collect(RepoRef(path=str(folder)), look)
    assert comparable(far) == comparable(near)
    assert far.url == f"{server.address}/acme/thing"
    assert far.texts == Texts(
        {"LICENSE": "Apache\n", "README.md": "# Thing\n", "docs/contributing.md": "Come in\n"}
    )


def test_a_first_look_takes_seven_requests_and_a_second_two(
    server: GitServer, look: Look, tmp_path: Path
) -> None:
    """Clone 3, listing 2, texts 2; then the list of refs alone. Owner's defaults are counted apart."""
    served(server)
    needs = replace(NEEDS, groups=NEEDS.groups - {"inherited"})
    first = collect(ref_to(server), look, needs)
    assert (len(server.log), first.cost.git_requests) == (7, 7)
    assert first.cost.bytes > 100
    assert {path.name for path in tmp_path.iterdir()} == {"served", "cache"}
    server.log.clear()
    second = collect(ref_to(server), look, needs)
    assert (len(server.log), second.cost.git_requests, second.cost.bytes) == (2, 2, 0)
    assert comparable(first) == comparable(second)


def test_linked_documents_take_two_requests_more(server: GitServer, look: Look) -> None:
    served(server)
    asked: list[tuple[Tree, Texts]] = []

    def linked(tree: Tree, texts: Texts) -> list[str]:
        asked.append((tree, texts))
        return ["docs/guide.md", "README.md", "nowhere.md"]

    needs = Needs(NEEDS.groups - {"inherited"}, NEEDS.texts, linked)
    snapshot = collect(ref_to(server), look, needs)
    assert (len(server.log), snapshot.cost.git_requests, len(asked)) == (9, 9, 1)
    assert isinstance(snapshot.texts, Texts)
    assert snapshot.texts.by_path["docs/guide.md"] == "How\n"
    assert "nowhere.md" not in snapshot.texts.by_path


def test_a_second_look_sees_what_is_new_and_forgets_what_is_gone(server: GitServer, look: Look) -> None:
    folder = served(server)
    collect(ref_to(server), look)
    more(folder, Made({"README.md": "# New\n"}, at=FIRST + 10**7, tag="v3.0"))
    git(folder, "tag", "-d", "v1.0")
    snapshot = collect(ref_to(server), look)
    assert isinstance(snapshot.tags, Tags)
    assert isinstance(snapshot.history, History)
    assert isinstance(snapshot.texts, Texts)
    assert [tag.name for tag in snapshot.tags.items] == ["v3.0", "v2.0"]
    assert (len(snapshot.history), snapshot.texts.by_path["README.md"]) == (4, "# New\n")


@pytest.mark.parametrize(("partial", "modern"), [(False, True), (True, False), (False, False)])
def test_a_server_without_partial_clone_still_works(
    server: GitServer, look: Look, partial: bool, modern: bool
) -> None:
    folder = served(server)
    server.partial, server.modern = partial, modern
    far, near = collect(ref_to(server), look), collect(RepoRef(path=str(folder)), look)
    assert comparable(far) == comparable(near)
    assert comparable(collect(ref_to(server), look)) == comparable(near)


def test_a_tag_on_a_tree_does_not_stop_the_clone(server: GitServer, look: Look) -> None:
    folder = served(server)
    git(folder, "tag", "old-tree", "main^{tree}")
    git(folder, "tag", "-a", "-m", "A tag of a tag", "again", "v1.0")
    snapshot = collect(ref_to(server), look)
    assert isinstance(snapshot.tags, Tags)
    assert {tag.name for tag in snapshot.tags.items} == {"v1.0", "v2.0", "again"}


def test_sha256_is_found_out(server: GitServer, look: Look) -> None:
    folder = a_repository(server.root / "acme" / "thing", WORK, bare=True, object_format="sha256")
    far, near = collect(ref_to(server), look), collect(RepoRef(path=str(folder)), look)
    assert len(far.revision) == 64
    assert comparable(far) == comparable(near)


@pytest.mark.parametrize("asked", ["side", "v1.0", "refs/heads/side"])
def test_a_branch_or_tag_is_found_by_its_name(server: GitServer, look: Look, asked: str) -> None:
    folder = served(server, *WORK, Made({"a": "b"}, branch="side"), Made({"a": "c"}, branch="side2"))
    snapshot = collect(ref_to(server).at(asked), look)
    assert snapshot.revision == git(folder, "rev-parse", f"{asked}^{{commit}}")


def test_a_commit_is_found_by_its_id(server: GitServer, look: Look) -> None:
    """Whole ids even on no fetched branch; short ones as far as they are unique in what was fetched."""
    folder = served(server, *WORK, Made({"a": "b"}, branch="side"))
    side, old = git(folder, "rev-parse", "side"), git(folder, "rev-parse", "main~1")
    assert collect(ref_to(server), replace(look, revision=side)).revision == side
    assert collect(ref_to(server), replace(look, revision=old[:9])).revision == old
    for absent in ("1" * 40, "1234567", "nothing-like-it"):
        with pytest.raises(EmptyRepository, match=f"it has no branch, tag or commit {absent}"):
            collect(ref_to(server), replace(look, revision=absent))


def test_a_past_date_is_read_as_it_stood(server: GitServer, look: Look) -> None:
    folder = served(server)
    day = datetime.fromtimestamp(FIRST + 86_400, UTC)
    snapshot = collect(ref_to(server), replace(look, as_of=day))
    assert snapshot.revision == git(folder, "rev-parse", "main~1")
    assert snapshot.as_of == day
    assert isinstance(snapshot.tags, Tags)
    assert [tag.name for tag in snapshot.tags.items] == ["v1.0"]
    assert snapshot.inherited == Unknown("owner defaults are not read for a past date")
    with pytest.raises(EmptyRepository, match="no commit as early as 2001-01-01"):
        collect(ref_to(server), replace(look, as_of=datetime(2001, 1, 1, tzinfo=UTC)))


def test_without_network_the_cache_is_used(server: GitServer, look: Look) -> None:
    served(server)
    offline = replace(look, offline=True)
    with pytest.raises(Unreachable, match="is not in the cache"):
        collect(ref_to(server), offline)
    seen = collect(ref_to(server), look)
    server.log.clear()
    assert comparable(collect(ref_to(server), offline)) == comparable(seen)
    assert server.log == []


def test_an_empty_repository_and_an_unborn_branch_say_so(server: GitServer, look: Look) -> None:
    a_repository(server.root / "acme" / "thing", bare=True)
    with pytest.raises(EmptyRepository, match="it has no commit yet"):
        collect(ref_to(server), look)
    more(server.root / "acme" / "thing", Made(branch="side"))
    with pytest.raises(EmptyRepository, match="its default branch has no commit") as error:
        collect(ref_to(server), look)
    assert error.value.hint == "Choose another one, as in --rev side."
    assert collect(ref_to(server).at("side"), look).revision


def test_the_owner_s_defaults_are_read_beside_it(server: GitServer, look: Look) -> None:
    served(server)
    assert collect(ref_to(server), look).inherited == Inherited()
    folder = served(server, Made({"docs/CONTRIBUTING.md": "All of us\n", "x": "y"}), name=".github")
    snapshot = collect(ref_to(server), look)
    assert snapshot.inherited == Inherited(
        repository=str(ref_to(server, ".github")),
        revision=git(folder, "rev-parse", "main"),
        tree=Tree(("docs/CONTRIBUTING.md", "x")),
        texts=Texts({"docs/CONTRIBUTING.md": "All of us\n"}),
    )
    assert collect(ref_to(server, ".github"), look).inherited == Inherited()
    more(folder, Made({"x": Link("CONTRIBUTING.md")}, at=FIRST + 10**7))
    renewed = collect(ref_to(server), look).inherited
    assert isinstance(renewed, Inherited)
    assert renewed.revision == git(folder, "rev-parse", "main")
    assert collect(ref_to(server), replace(look, offline=True)).inherited == renewed
    server.faults["/acme/.github"] = status(503)
    unseen = collect(ref_to(server), look).inherited
    assert isinstance(unseen, Unknown)
    assert "HTTP status 503" in unseen.reason


def test_a_large_text_costs_only_itself(server: GitServer, look: Look) -> None:
    """The batch that it spoils is halved until it stands alone."""
    noise = random.Random(1).randbytes(300_000)  # noqa: S311  (noise does not compress)
    served(server, Made({"README.md": "# Thing\n", "LICENSE": "Apache\n", "readme.noise": noise}))
    limits = Limits(text_bytes=1000, texts_total=2000)
    snapshot = collect(ref_to(server), replace(look, limits=limits))
    assert isinstance(snapshot.texts, Texts)
    assert snapshot.texts.by_path["README.md"] == "# Thing\n"
    assert snapshot.texts.by_path["LICENSE"] == "Apache\n"
    assert snapshot.texts.by_path["readme.noise"] == Unknown("too large: 300000 bytes, at most 1000 are read")


def test_a_text_that_arrives_slowly_and_without_end_is_given_up(server: GitServer, look: Look) -> None:
    """It is never wholly here; the others are."""
    noise = random.Random(1).randbytes(3_000_000)  # noqa: S311  (noise does not compress)
    served(server, Made({"README.md": "# Thing\n", "LICENSE": "Apache\n", "readme.noise": noise}))
    server.pause = 0.02
    limits = Limits(text_bytes=1000, texts_total=100_000)
    snapshot = collect(ref_to(server), replace(look, limits=limits))
    assert snapshot.texts == Texts(
        {"LICENSE": "Apache\n", "README.md": "# Thing\n", "readme.noise": Unknown("too large to be fetched")}
    )


def test_a_clone_that_grows_too_large_is_given_up(server: GitServer, look: Look) -> None:
    served(server)
    narrow = replace(look, limits=Limits(clone_bytes=100))
    with pytest.raises(TooLarge, match="the clone passed 100 bytes"):
        collect(ref_to(server), narrow)
    seen = collect(ref_to(server), look)
    with pytest.raises(TooLarge, match="the clone passed 100 bytes"):
        collect(ref_to(server), narrow)
    server.log.clear()
    assert comparable(collect(ref_to(server), look)) == comparable(seen)
    assert len(server.requests("/acme/thing/")) == 2


def test_a_link_is_read_where_it_leads(server: GitServer, look: Look) -> None:
    served(
        server,
        Made(
            {"README.md": Link("docs/start.md"), "docs/start.md": "# Start\n", "LICENSE": Link("/etc/passwd")}
        ),
    )
    snapshot = collect(ref_to(server), look)
    assert isinstance(snapshot.texts, Texts)
    assert isinstance(snapshot.tree, Tree)
    assert snapshot.texts.by_path == {
        "LICENSE": Unknown("a symbolic link out of the repository, not followed"),
        "README.md": "# Start\n",
    }
    assert snapshot.tree.links == {"LICENSE": "/etc/passwd", "README.md": "docs/start.md"}


def test_ssh_asks_nothing_and_is_read_like_the_rest(
    tmp_path: Path, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    """git starts `ssh`; a stand-in runs what it is told to on this machine and notes how it was called."""
    root = tmp_path / "served"
    folder = a_repository(root / "acme" / "thing", WORK, bare=True)
    ssh = tmp_path / "bin" / "ssh"
    ssh.parent.mkdir()
    ssh.write_text(
        f"""#!/bin/sh
echo "$@" >> {tmp_path}/calls
for last; do :; done
eval set -- "$last"
exec git -c uploadpack.allowFilter=true -c safe.directory='*' upload-pack {root}"$2"
"""
    )
    ssh.chmod(0o700)
    monkeypatch.setenv("PATH", str(ssh.parent), prepend=os.pathsep)
    ref = RepoRef(scheme="ssh", user="git", host="forge.example.org", owner="acme", name="thing")
    far, near = collect(ref, look), collect(RepoRef(path=str(folder)), look)
    assert comparable(far) == comparable(near)
    assert (far.inherited, far.cost.git_requests) == (Inherited(), 4)
    calls = (tmp_path / "calls").read_text().splitlines()
    assert all("BatchMode=yes" in call and "git@forge.example.org" in call for call in calls)


def test_the_git_protocol_is_spoken_too(tmp_path: Path, look: Look) -> None:
    folder = a_repository(tmp_path / "served" / "acme" / "thing", WORK, bare=True)
    with git_daemon(tmp_path / "served") as port:
        ref = RepoRef(scheme="git", host=f"127.0.0.1:{port}", owner="acme", name="thing")
        far, near = collect(ref, look), collect(RepoRef(path=str(folder)), look)
        assert comparable(far) == comparable(near)
        assert far.inherited == Inherited()
        absent = RepoRef(scheme="git", host=ref.host, owner="acme", name="nothing")
        with pytest.raises(RepositoryNotFound):
            collect(absent, look)
