"""What `oshealth report` does: see whether it may write at all, look, lay out the plan, ask, and write one issue."""

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from oshealth.auditing import Looking, Question, audit
from oshealth.cli.planning import route_until
from oshealth.cli.running import Show, progress
from oshealth.cli.targets import reference
from oshealth.cli.writing import tell, write
from oshealth.errors import AskedWrongly
from oshealth.formats.escape import clean
from oshealth.formats.issue import TITLE, body
from oshealth.reference import RepoRef
from oshealth.sources.github.noticeboard import MARK, Board, open_board


class Wish(Struct, frozen=True):
    """Until which letter the plan goes, whether an issue is to be written, and who is asked before that (None: nobody
    is there)."""

    until: str
    issue: bool
    ask: Callable[[str], bool] | None


def run(target: str, wish: Wish, question: Question, looking: Looking, show: Show) -> None:
    """Shows the issue that would be written, or writes it and shows its address.

    Whether it may be written is asked of the forge before the look. Raises AskedWrongly and NotAudited.
    """
    ref = reference(target)
    if wish.issue and wish.ask is None:
        raise AskedWrongly("nobody is here to be asked", "add --yes to write without being asked")
    board = open_board(ref, looking.access) if wish.issue else None
    text = _text(ref, wish.until, question, looking, show)
    if board is None:
        write(f"# {TITLE}\n\n{text}", None)
        if not show.quiet:
            tell("nothing is written without --issue")
        return
    if address := _posted(board, text, wish, show):
        write(f"{clean(address)}\n", None)


def _text(ref: RepoRef, until: str, question: Question, looking: Looking, show: Show) -> str:
    with progress(show) as told:
        report = audit(ref, question=question, looking=replace(looking, tell=told))
    return body(report, route_until(report, until), MARK)


def _posted(board: Board, text: str, wish: Wish, show: Show) -> str:
    """The address of the issue; empty when somebody says no."""
    where, who = clean(board.repository), clean(board.login)
    if board.issue is not None and board.holds(text):
        _say(f"issue #{board.number} of {where} says just this already", show)
        return board.issue.html_url
    what = f"bring issue #{board.number} up to date" if board.number else "open an issue"
    _say(f"this is what {who} would write:\n\n{text}", show)
    if wish.ask is None or not wish.ask(f"As {who}, {what} in {where}?"):
        _say("nothing was written", show)
        return ""
    return board.write(TITLE, text)


def _say(words: str, show: Show) -> None:
    if not show.quiet:
        tell(words)
