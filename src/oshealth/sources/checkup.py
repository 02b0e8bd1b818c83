"""A check-up of what looking needs: git, the cache, the network, forges and tokens; and what will stay unknown."""

import os
import platform
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from oshealth.errors import GitFailed
from oshealth.sources.answers import Answers
from oshealth.sources.base import Look
from oshealth.sources.checked import Checked
from oshealth.sources.git.cache import bytes_in
from oshealth.sources.git.command import OLDEST, require_git
from oshealth.sources.git.view import private_folder
from oshealth.sources.github.credentials import HOME, Found
from oshealth.sources.github.standing import standing
from oshealth.version import VERSION

_SECONDS: Final = 10.0
_PROXIES: Final = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
_ALWAYS: Final = (
    ("classic branch protection", "GitHub shows it to administrators only; rulesets are seen"),
    (
        "private vulnerability reporting",
        "GitHub tells it to its REST interface only, which is asked without a token",
    ),
    ("who else has the right to merge", "shown to those who may push; who did merge is seen"),
    ("the conversation on other forges", "only GitHub servers are asked; git is read everywhere"),
)
_WITHOUT_TOKEN: Final = (
    ("who answered, reviewed and merged", "GitHub's GraphQL interface answers nobody without a token"),
    ("open tasks for newcomers, sponsors, rules of branches", "the same"),
    ("a survey of many repositories", "the same"),
)


class Checkup(NamedTuple):
    """All that was checked, under titles, and what will be unknown whatever is looked at, each with its reason."""

    sections: tuple[tuple[str, tuple[Checked, ...]], ...]
    unknown: tuple[tuple[str, str], ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing is bad."""
        return all(item.state != "bad" for _, items in self.sections for item in items)


def checkup(keys: Sequence[Found], look: Look, environ: Mapping[str, str] = os.environ) -> Checkup:
    """Checks this machine, and the GitHub servers that `look.access` names with the tokens for them; github.com only when
    there is a token for it or no other server.
    """
    others = look.access.apis.keys() - {HOME}
    sections = [("this machine", tuple(_machine(look, environ)))]
    accepted = False
    for host, api in look.access.apis.items():
        if host == HOME and others and not any(one.host == HOME for one in keys):
            continue
        items = tuple(standing(api, (one for one in keys if one.host == host), _SECONDS))
        accepted = accepted or any(item.name == "token" and item.state == "good" for item in items)
        sections.append((host, items))
    return Checkup(tuple(sections), (() if accepted else _WITHOUT_TOKEN) + _ALWAYS)


def _machine(look: Look, environ: Mapping[str, str]) -> Iterator[Checked]:
    python = f"Python {platform.python_version()}, {platform.system()}"
    yield Checked("oshealth", "good", f"{VERSION}, {python}")
    yield from _git()
    yield _cache(look)
    if used := [name for name in _PROXIES if environ.get(name)]:
        yield Checked("proxy", "remark", f"set by {', '.join(used)}; used for everything but this machine")


def _git() -> Iterator[Checked]:
    try:
        require_git()
    except GitFailed as error:
        yield Checked("git", "bad", str(error), (error.hint,))
        return
    version = _said("git", "version").removeprefix("git version ")
    yield Checked("git", "good", f"{version} ({'.'.join(map(str, OLDEST))} or newer is needed)")
    transport = Path(_said("git", "--exec-path")) / "git-remote-https"
    if not transport.exists():
        yield Checked("git over https", "bad", "this git cannot speak https", ("Install it with libcurl.",))


def _said(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, check=False, timeout=30)
    return done.stdout.decode("utf-8", "replace").strip()


def _cache(look: Look) -> Checked:
    folder = look.cache
    try:
        private_folder(folder)
        clones = list((folder / "git").glob("*.lock"))
        answers, kept = Answers(folder).size()
    except (GitFailed, OSError) as error:
        return Checked("cache", "bad", str(error), ("Name another folder in OSHEALTH_CACHE.",))
    if not os.access(folder, os.W_OK | os.X_OK):
        return Checked("cache", "bad", f"{folder} cannot be written to", ("Name another in OSHEALTH_CACHE.",))
    of = f"{_size(bytes_in(folder / 'git'))} of {_size(look.limits.cache_bytes)}"
    says = f"{folder}: {len(clones)} clones, {of}; {answers} answers, {_size(kept)}"
    is_open = folder.stat().st_mode & 0o077
    return Checked(
        "cache", "remark" if is_open else "good", says + (", open to other users" if is_open else "")
    )


def _size(count: int) -> str:
    for unit in ("B", "kB", "MB"):
        if count < 1000:
            return f"{count} {unit}"
        count //= 1000
    return f"{count} GB"
