"""How large a repository is by GitHub's own word, asked before all of it is cloned: one request of its REST interface."""

from typing import Final

from oshealth.reference import RepoRef
from oshealth.snapshot import Unknown
from oshealth.sources.base import Look
from oshealth.sources.deadline import Deadline
from oshealth.sources.github.client import client_of
from oshealth.sources.github.limits import refusal, said_in
from oshealth.sources.unanswered import Unanswered

SECONDS: Final = 10.0


def kilobytes(ref: RepoRef, look: Look) -> int | Unknown:
    """What a repository takes on the server's disks, all branches and contents. Never raises, and never waits long."""
    if ref.host not in look.access.apis or look.access.depth == "git" or look.offline:
        return Unknown("the forge is not asked")
    client = client_of(ref.host, look, Deadline.after(min(SECONDS, look.limits.seconds)))
    client.max_wait = 0.0
    try:
        with client.http:
            reply = client.get(f"/repos/{ref.owner}/{ref.name.removesuffix('.git')}")
        trouble = refusal(reply)
        size = said_in(reply).get("size")
    except Unanswered as answer:
        return Unknown(answer.reason)
    if trouble:
        return Unknown(trouble.reason)
    return size if isinstance(size, int) and size > 0 else Unknown("not given by the forge")
