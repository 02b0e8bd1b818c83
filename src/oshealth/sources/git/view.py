"""A private git directory that shows a repository's objects and refs, but not its configuration.

git is only ever pointed at such a view, so that nothing a repository configures (commands, included files, helpers,
promisor remotes) is ever read by git, and nothing can be written into it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from oshealth.errors import GitFailed
from oshealth.sources.deadline import Deadline
from oshealth.sources.git.command import Git, GitSaid
from oshealth.sources.git.discover import Place, is_plain_file, read_head

_CONFIG_BYTES: Final = 4 << 20
_PLAIN: Final = "[core]\n\trepositoryformatversion = 1\n\tbare = true\n"


@contextmanager
def private_view(place: Place, room: Path, deadline: Deadline) -> Iterator[Git]:
    """git on a view of `place`, made in a folder under `room` that is removed afterwards."""
    private_folder(room)
    with TemporaryDirectory(dir=room, prefix="view-") as name:
        view = Path(name)
        (view / "HEAD").write_text(read_head(place.own) + "\n", "utf-8", "surrogateescape")
        (view / "config").write_text(_PLAIN, "utf-8")
        for shown in ("objects", "refs", "reftable"):
            if (place.common / shown).is_dir():
                (view / shown).symlink_to(place.common / shown)
        for shown in ("packed-refs", "shallow"):
            if is_plain_file(place.common / shown):
                (view / shown).symlink_to(place.common / shown)
        git = Git(view, deadline)
        (view / "config").write_text(_PLAIN + _extensions(git, place.common / "config"), "utf-8")
        yield git


def private_folder(folder: Path) -> None:
    """Make a folder that only we may enter. Raises GitFailed when that is not possible."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise GitFailed(
            f"{folder} cannot be created: {error.strerror}", "Choose another cache folder."
        ) from error


def _extensions(git: Git, config: Path) -> str:
    """The two settings without which objects and refs cannot be read, taken from a configuration as plain data."""
    if not is_plain_file(config) or config.stat().st_size > _CONFIG_BYTES:
        return ""
    written = config.read_bytes().lower()
    if not any(
        name in written for name in (b"objectformat", b"refstorage")
    ):  # nearly always: git need not be asked
        return ""
    try:
        wanted = r"^extensions\.(objectformat|refstorage)$"
        said = git.run("config", "--file", str(config), "--no-includes", "--get-regexp", wanted).decode()
    except (GitSaid, UnicodeDecodeError):
        return ""
    settings = dict(line.split(" ", 1) for line in said.splitlines() if " " in line)
    lines = [
        f"\t{name} = {settings[key]}\n"
        for key, name in (
            ("extensions.objectformat", "objectFormat"),
            ("extensions.refstorage", "refStorage"),
        )
        if settings.get(key, "").isalnum()
    ]
    return "[extensions]\n" + "".join(lines) if lines else ""
