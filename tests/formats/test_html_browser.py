"""The page in a real browser: Chromium draws it, axe-core looks for barriers, and nothing is fetched."""

import html
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import Any, Final

import pytest

from oshealth.formats import FORMATS, Style
from tests.formats.test_golden import CASES

CHROMIUM: Final = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
RUN: Final = """
const told = document.createElement("pre"); told.id = "told";
document.querySelectorAll("details").forEach(one => { one.open = true; });
const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(found => {
  const fetched = performance.getEntriesByType("resource").map(one => one.name);
  const barriers = found.violations.map(one => [one.id, one.nodes[0].html]);
  told.textContent = JSON.stringify({barriers, fetched, wide, passes: found.passes.length});
  document.body.append(told);
});
"""

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")


def _axe() -> str:
    found = find_spec("axe_core_python")
    assert found, "axe-core-python is among the packages for development"
    assert found.submodule_search_locations
    return (Path(found.submodule_search_locations[0]) / "axe.min.js").read_text("utf-8")


class _Folder(SimpleHTTPRequestHandler):
    """A folder over HTTP that says nothing of it."""

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads a log here."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Folder, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def _looked_at(page: Path, width: int, is_dark: bool) -> dict[str, Any]:
    """What the browser saw of a page that comes over HTTP, so that whatever it fetches shows."""
    scheme = f"--blink-settings=preferredColorScheme={0 if is_dark else 1}"
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000", "--dump-dom")
    profile = f"--user-data-dir={page.parent / 'profile'}"
    with _served(page.parent) as address:
        command = [CHROMIUM, *flags, scheme, f"--window-size={width},900", profile, f"{address}/{page.name}"]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    told = re.search('<pre id="told">(.*?)</pre>', ran.stdout, re.DOTALL)
    assert told, ran.stdout[-300:]
    seen: dict[str, Any] = json.loads(html.unescape(told[1]))
    return seen


@pytest.mark.parametrize(
    ("case", "width", "is_dark"),
    [
        ("several", 375, False),
        ("several", 1280, True),
        ("hostile", 375, True),
        ("mostly-unknown", 768, False),
    ],
)
def test_nobody_meets_a_barrier_and_nothing_is_fetched(
    tmp_path: Path, case: str, width: int, is_dark: bool
) -> None:
    """WCAG 2.2 AA and good practice, every fold open; no line is wider than the window."""
    text = FORMATS["html"](CASES[case](), Style())
    admitted = re.sub('<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    page = tmp_path / "page.html"
    page.write_text(
        admitted.replace("</body>", f"<script>{_axe()}</script><script>{RUN}</script></body>"), "utf-8"
    )

    seen = _looked_at(page, width, is_dark)

    assert (seen["barriers"], seen["fetched"], seen["wide"]) == ([], [], 0)
    assert seen["passes"] > 20


def test_a_barrier_would_be_seen(tmp_path: Path) -> None:
    """Grey on grey, and an address that is fetched: the browser and axe are awake."""
    page = tmp_path / "page.html"
    grey = '<h1 style="color:#999;background:#888">Grey on grey</h1>'
    barrier = f'<html lang="en"><title>x</title><main>{grey}<img src="x.png"></main>'
    page.write_text(f"{barrier}<script>{_axe()}</script><script>{RUN}</script></html>", "utf-8")
    (tmp_path / "x.png").write_bytes(b"")

    seen = _looked_at(page, 768, is_dark=False)

    assert {"color-contrast", "image-alt"} <= {rule for rule, _ in seen["barriers"]}
    assert [Path(name).name for name in seen["fetched"]] == ["x.png"]
