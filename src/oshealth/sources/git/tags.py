"""The tags of a repository that stand on a commit, up to a moment, newest first."""

from typing import Final

from oshealth.snapshot import Tag, Tags, Unknown
from oshealth.sources.git.command import GitSaid
from oshealth.sources.git.repository import Repository

_FIELDS: Final = "%00".join(
    (
        "%(refname:lstrip=2)",
        "%(objecttype)",
        "%(objectname)",
        "%(*objecttype)",
        "%(*objectname)",
        "%(creatordate:raw)",
    )
)


def read_tags(repository: Repository, until: int) -> Tags | Unknown:
    """All tags made up to `until` (seconds since 1970); those on a tree or a blob are left out."""
    try:
        said = repository.git.run("for-each-ref", f"--format={_FIELDS}", "refs/tags")
    except GitSaid as error:
        return Unknown(f"the tags could not be read: {error}")
    tags, nested = [], []
    for line in said.decode("utf-8", "replace").splitlines():
        name, kind, own, below, commit, when = line.split("\0")
        time = _seconds(when)
        if time > until:
            continue
        if below == "tag":
            nested.append(Tag(name, own, time))
        elif "commit" in {kind, below}:
            tags.append(Tag(name, commit or own, time))
    tags += _peeled(repository, nested)
    return Tags(tuple(sorted(tags, key=lambda tag: (-tag.time, tag.name))))


def _peeled(repository: Repository, nested: list[Tag]) -> list[Tag]:
    """Tags of tags, with the commit at their end in place of their own object."""
    found = repository.kinds([f"{tag.commit}^{{commit}}" for tag in nested])
    return [
        tag._replace(commit=commit)
        for tag, (commit, kind, _) in zip(nested, found, strict=True)
        if kind == "commit"
    ]


def _seconds(raw: str) -> int:
    """`1700000000 +0100` as seconds; 0, as git shows it, when a tag carries no readable time."""
    number = raw.partition(" ")[0]
    return int(number) if number.isdigit() else 0
