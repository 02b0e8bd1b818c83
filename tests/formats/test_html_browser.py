"""The page in a real browser: Chromium draws it, axe-core looks for barriers, a keyboard walks through it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from oshealth.formats import FORMATS, Style
from tests.browser import Scheme, a_browser, shown
from tests.formats.test_golden import CASES
from tests.formats.test_trend_drawn import a_trend, read

STOPS = "a[href], summary, [tabindex='0']"
VISIBLE = "one => one.checkVisibility() && one.getClientRects().length > 0"
FOCUS = f"""() => {{
  const stops = [...document.querySelectorAll("{STOPS}")].filter({VISIBLE}), one = document.activeElement;
  return [stops.indexOf(one), stops.length, parseFloat(getComputedStyle(one).outlineWidth)];
}}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    with a_browser() as started:
        yield started


def page_of(case: str) -> str:
    """The page of a case; on one repository's a trend is drawn too."""
    return FORMATS["html"](CASES[case](), Style(trends=(read(a_trend()),)))


@pytest.mark.parametrize(
    ("case", "width", "scheme"),
    [
        ("several", 375, "light"),
        ("middling", 320, "dark"),
        ("hostile", 768, "dark"),
        ("mostly-unknown", 1280, "light"),
        ("unaudited", 375, "dark"),
    ],
)
def test_nobody_meets_a_barrier_and_nothing_is_fetched(
    browser: Browser, case: str, width: int, scheme: Scheme
) -> None:
    """WCAG 2.2 AA and good practice, every fold open; no line is wider than the window."""
    with shown(browser, page_of(case), width, scheme) as seen:
        assert seen.overhang() == 0
        seen.unfolded()
        assert (seen.barriers(), seen.fetched, seen.overhang()) == ([], [], 0)


def test_a_barrier_and_a_request_would_be_seen(browser: Browser) -> None:
    """Grey on grey, and an address that is fetched: the browser and axe are awake."""
    grey = '<h1 style="color:#999;background:#888">Grey on grey</h1>'
    barrier = f'<html lang="en"><title>x</title><main>{grey}<p>Words</p><img src="x.png"></main>'
    with shown(browser, barrier, 768) as seen:
        assert {"color-contrast", "image-alt"} <= {rule for rule, _ in seen.barriers()}
        assert seen.fetched == ["https://report.example.org/x.png"]


def test_the_policy_stops_what_would_be_slipped_in(browser: Browser) -> None:
    """Neither a picture nor a script nor a style of somebody else's, even if it got onto the page."""
    slipped = (
        '<img src="https://example.org/x.png"><style>body { display: none }</style>'
        '<script>document.title = "taken over"</script><p onclick="document.title = 1" id="trap">x</p>'
    )
    text = page_of("middling").replace("</main>", f"{slipped}</main>")
    with shown(browser, text, 768) as seen:
        seen.page.click("#trap")
        assert (seen.page.title(), seen.fetched) == ("Community health: example/helpful", [])
        assert seen.page.locator("h1").is_visible()


def test_without_javascript_every_fold_opens(browser: Browser) -> None:
    with shown(browser, page_of("middling"), 768, scripts=False) as seen:
        closed = seen.page.locator("details:not([open])")
        while closed.count():
            closed.first.locator("> summary").click()
        assert seen.page.get_by_text("Every rule").is_visible()


def test_a_keyboard_reaches_everything_in_order_and_shows_where_it_is(browser: Browser) -> None:
    """The first stop leads past the top; then every link, fold and wide table, each with a ring around it."""
    with shown(browser, page_of("several"), 768) as seen:
        seen.unfolded()
        seen.page.keyboard.press("Tab")
        assert seen.page.evaluate("document.activeElement.className") == "skip"
        first, number, _ = seen.page.evaluate(FOCUS)
        rings = []
        for place in range(number):
            assert seen.page.evaluate(FOCUS)[0] == place
            rings.append(seen.page.evaluate(FOCUS)[2])
            seen.page.keyboard.press("Tab")
        assert (first, min(rings) >= 2) == (0, True)


def test_a_key_opens_and_closes_a_fold(browser: Browser) -> None:
    with shown(browser, page_of("middling"), 768) as seen:
        fold = seen.page.locator("details.pass")
        fold.locator("> summary").focus()
        assert fold.get_attribute("open") is None
        seen.page.keyboard.press("Enter")
        assert fold.get_attribute("open") == ""
        seen.page.keyboard.press("Space")
        assert fold.get_attribute("open") is None


def test_on_paper_every_fold_is_open_and_the_ink_is_dark(browser: Browser) -> None:
    """Also for somebody whose screen is dark."""
    with shown(browser, page_of("middling"), 768, "dark") as seen:
        rules = seen.page.get_by_text("Every rule")
        assert not rules.is_visible()
        seen.page.emulate_media(media="print", color_scheme="light")
        assert rules.is_visible()
        paper = seen.page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert paper == "rgb(255, 255, 255)"
        assert seen.page.pdf(format="A4").startswith(b"%PDF-")
