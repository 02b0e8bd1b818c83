"""Parts of one piece of work in processes of their own: in order, whole, and gone afterwards."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

_BEGIN = """
import os, resource, signal, sys, time
from oshealth.abreast import abreast
HERE = os.getpid()
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs tests in the background may not hear of Ctrl-C
"""


def run(script: str) -> subprocess.CompletedProcess[str]:
    """A program of its own, since the one that runs tests has threads."""
    return subprocess.run(
        [sys.executable, "-c", _BEGIN + script], capture_output=True, text=True, timeout=60, check=False
    )


def test_each_part_but_the_first_is_made_by_another_process_in_order() -> None:
    """Four parts, four processes, and one of them is this one."""
    told = run(
        "made = abreast([3, 1, 2, 0], lambda part: (part, os.getpid()))\n"
        "print([part for part, _ in made], len({who for _, who in made}), made[0][1] == HERE)"
    )
    assert (told.stdout, told.stderr) == ("[3, 1, 2, 0] 4 True\n", "")


def test_nothing_to_do_is_done() -> None:
    """No part, and one."""
    assert run("print(abreast([], str), abreast([1], str))").stdout == "[] ['1']\n"


def test_more_than_a_pipe_holds_is_handed_over() -> None:
    """Ten megabytes."""
    assert run("print(len(abreast([0, 10_000_000], bytes)[1]))").stdout == "10000000\n"


@pytest.mark.parametrize(
    "end", ["os.kill(os.getpid(), signal.SIGKILL)", "os._exit(0)", "raise MemoryError", "return lambda: 1"]
)
def test_what_a_process_does_not_deliver_is_made_here(end: str) -> None:
    """Killed, gone, out of memory, or with something that cannot be handed over; and none of it is printed."""
    told = run(
        f"def work(part):\n    if os.getpid() != HERE:\n        {end}\n    return part * 2\n"
        "print(abreast([1, 2, 3], work))"
    )
    assert (told.stdout, told.stderr) == ("[2, 4, 6]\n", "")


def test_what_stands_in_the_way_is_raised_here() -> None:
    """As it would have been without other processes."""
    told = run("abreast([1, 0], lambda part: 1 // part)")
    assert told.stderr.splitlines()[-1] == "ZeroDivisionError: integer division or modulo by zero"


def test_where_no_process_can_be_begun_all_is_made_here() -> None:
    """No file may be opened any more."""
    told = run(
        "limits = resource.getrlimit(resource.RLIMIT_NOFILE)\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (4, limits[1]))\n"
        "print(abreast([1, 2, 3], lambda part: (part, os.getpid() == HERE)))"
    )
    assert (told.stdout, told.stderr) == ("[(1, True), (2, True), (3, True)]\n", "")


def test_no_process_outlives_a_failure(tmp_path: Path) -> None:
    """The first part fails while the second would take minutes."""
    told = run(
        f"def work(part):\n    if part:\n        open({str(tmp_path / 'it')!r}, 'w').write(str(os.getpid()))\n"
        f"        time.sleep(300)\n    while not os.path.exists({str(tmp_path / 'it')!r}): time.sleep(0.01)\n"
        "    raise KeyError('first')\nabreast([0, 1], work)"
    )
    assert told.stderr.splitlines()[-1] == "KeyError: 'first'"
    assert not is_there(int((tmp_path / "it").read_text()))


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_process_outlives_the_one_that_began_it(how: signal.Signals, tmp_path: Path) -> None:
    """However that is ended; Ctrl-C, which reaches them all, is met by that one alone."""
    script = (
        f"def work(part):\n    open({str(tmp_path)!r} + f'/{{part}}', 'w').write(str(os.getpid()) + '.')\n"
        "    time.sleep(300)\nabreast([0, 1, 2], work)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", _BEGIN + script], stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    until(lambda: sorted(os.listdir(tmp_path)) == ["0", "1", "2"])
    until(lambda: all(file.read_text().endswith(".") for file in tmp_path.iterdir()))
    os.killpg(process.pid, how) if how == signal.SIGINT else process.send_signal(how)
    _, said = process.communicate(timeout=60)
    assert said.count("Traceback") == said.count("KeyboardInterrupt") == (how == signal.SIGINT)
    others = [int((tmp_path / part).read_text().rstrip(".")) for part in ("1", "2")]
    until(lambda: not any(map(is_there, others)))


def until(holds: Callable[[], bool]) -> None:
    """Waits for what comes sooner or later."""
    for _ in range(6000):
        if holds():
            return
        time.sleep(0.01)
    pytest.fail("it did not come")


def is_there(process: int) -> bool:
    """Whether it runs; one that ended and was not asked how by anybody does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
