"""What GitHub's GraphQL interface shows of a real git repository: its files, its newest commits, its tags."""

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

_SEEN = 512_000


def git_fields(folder: Path) -> dict[str, Any]:
    """Fields for `a_project`: files by path, the default branch with its history, tags newest first."""
    commits = list(_commits(folder))
    head = {"__typename": "Commit", "oid": commits[0]["oid"], "history": commits} if commits else None
    return {
        "isEmpty": head is None,
        "defaultBranchRef": {"target": head, "rules": []} if head else None,
        "files": _files(folder) if head else {},
        "tags": list(_tags(folder)),
    }


def _git(folder: Path, *arguments: str, feed: bytes = b"") -> bytes:
    return subprocess.run(["git", *arguments], cwd=folder, input=feed, capture_output=True, check=True).stdout


def _files(folder: Path) -> dict[str, Any]:
    """Trees and blobs by path; the root stands under the empty one."""
    found: dict[str, Any] = {"": {"__typename": "Tree", "oid": "", "entries": []}}
    blobs: dict[str, dict[str, Any]] = {}
    listing = _git(folder, "ls-tree", "-r", "-t", "-z", "HEAD").decode("utf-8", "replace").split("\0")
    for line in filter(None, listing):
        (mode, kind, oid), path = line.partition("\t")[0].split(), line.partition("\t")[2]
        made = {"__typename": "Tree", "oid": oid, "entries": []}
        if kind == "blob":
            made = blobs.setdefault(oid, {"__typename": "Blob", "oid": oid})
        above, _, name = path.rpartition("/")
        entry = {"name": name, "type": kind, "mode": int(mode, 8), "object": None}
        found[above]["entries"].append(entry)
        if kind != "commit":
            found[path] = entry["object"] = made
    _fill(folder, blobs)
    return found


def _fill(folder: Path, blobs: dict[str, dict[str, Any]]) -> None:
    """Gives each blob its text, all by one process; one that is not there, as large ones are not in some clones, has
    none.
    """
    said = _git(folder, "cat-file", "--batch", "--buffer", feed="\n".join(blobs).encode())
    at = 0
    for blob in blobs.values():
        head, _, _ = said[at : at + 200].partition(b"\n")
        if head.endswith(b" missing"):
            blob.update(isBinary=False, isTruncated=True, text=None)
            at += len(head) + 1
            continue
        start, size = at + len(head) + 1, int(head.split()[-1])
        content, at = said[start : start + size], start + size + 1
        is_binary = b"\0" in content
        text = None if is_binary else content[:_SEEN].decode("utf-8", "replace")
        blob.update(isBinary=is_binary, isTruncated=size > _SEEN, text=text)


def _commits(folder: Path) -> Iterator[dict[str, Any]]:
    said = subprocess.run(
        ["git", "log", "-z", "--date=raw", "--format=%H%x1f%an%x1f%ae%x1f%ad%x1f%cn%x1f%ce%x1f%ct%x1f%B"],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    for line in filter(None, said.stdout.decode("utf-8", "replace").split("\0")):
        oid, name, email, date, its_name, its_email, committed, message = line.split("\x1f")
        yield {
            "__typename": "Commit",
            "oid": oid,
            "message": message,
            "committedDate": _utc(int(committed)),
            "author": {"name": name, "email": email, "date": _local(date)},
            "committer": {"name": its_name, "email": its_email},
        }


def _tags(folder: Path) -> Iterator[dict[str, Any]]:
    said = _git(
        folder,
        "for-each-ref",
        "--sort=-creatordate",
        "--format=%(refname:lstrip=2) %(objecttype) %(objectname) %(*objectname) %(creatordate:unix) "
        "%(committerdate:unix)%(*committerdate:unix)",
        "refs/tags",
    )
    for line in said.decode().splitlines():
        name, kind, own, *below, made, committed = line.split(" ")
        commit = {"__typename": "Commit", "oid": "".join(below) or own, "committedDate": _utc(int(committed))}
        tag = {"__typename": "Tag", "oid": own, "tagger": {"date": _utc(int(made))}, "target": commit}
        yield {"name": name, "target": tag if kind == "tag" else commit}


def _utc(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _local(raw: str) -> str:
    seconds, zone = raw.split()
    minutes = int(zone[1:3]) * 60 + int(zone[3:])
    offset = timezone(timedelta(minutes=-minutes if zone[0] == "-" else minutes))
    return datetime.fromtimestamp(int(seconds), offset).isoformat()
