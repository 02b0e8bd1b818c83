"""A real browser for tests: the Chromium of this machine, driven by playwright, with every request it makes noted."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
STANDARDS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
ADDRESS: Final = "https://report.example.org/page.html"
QUIET: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
)
Scheme: TypeAlias = Literal["light", "dark"]


@contextmanager
def a_browser() -> Iterator[Browser]:
    """Chromium: the one that OSHEALTH_CHROMIUM or the PATH names, else playwright's own. Skips the test without one."""
    with sync_playwright() as driver:
        found = os.environ.get("OSHEALTH_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")
        program = found or driver.chromium.executable_path
        if not Path(program).is_file():
            pytest.skip("no Chromium: apt-get install chromium, or .venv/bin/playwright install chromium")
        browser = driver.chromium.launch(executable_path=program, args=[*QUIET])
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Seen:
    """A page in the browser, and the addresses beside its own that it would have asked the network for."""

    page: Page
    fetched: list[str] = field(default_factory=list)

    def unfolded(self) -> "Seen":
        """With every fold open."""
        self.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        return self

    def barriers(self) -> list[tuple[str, str]]:
        """What axe-core finds against WCAG 2.2 AA and good practice: the rule, and the first piece of the page."""
        self.page.evaluate(_axe())
        run = "standards => axe.run({runOnly: standards})"
        found: dict[str, Any] = self.page.evaluate(run, [*STANDARDS])
        assert len(found["passes"]) > 10
        return [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]]

    def overhang(self) -> int:
        """By how many pixels the page is wider than the window."""
        wide: int = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return wide


@contextmanager
def shown(
    browser: Browser, text: str, width: int, scheme: Scheme = "light", scripts: bool = True
) -> Iterator[Seen]:
    """A page of HTML as the browser draws it, from an address that nobody else answers; nothing leaves this machine."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts
    )
    page = context.new_page()
    seen = Seen(page)

    def refuse(route: Route) -> None:
        seen.fetched.append(route.request.url)
        route.abort()

    page.route("**", refuse)
    page.route(ADDRESS, lambda route: route.fulfill(body=text, content_type="text/html; charset=utf-8"))
    try:
        page.goto(ADDRESS)
        yield seen
    finally:
        context.close()


@cache
def _axe() -> str:
    found = find_spec("axe_playwright_python")
    assert found, "axe-playwright-python is among the packages for development"
    assert found.submodule_search_locations
    return (Path(found.submodule_search_locations[0]) / "axe.min.js").read_text("utf-8")
