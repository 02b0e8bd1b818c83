"""portfolio.html in a real browser: barriers, phones, keyboards, the table that sorts and filters, and nothing without asking."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from oshealth.formats.portfolio.page import portfolio_page
from tests.browser import Scheme, Seen, a_browser, shown
from tests.formats.reports import a_finding, a_report, hostile
from tests.portfolio.test_page import RESULTS, TRAITS, a_summary

ROWS = """[...document.querySelectorAll('#league tbody tr')]
  .filter(row => !row.hidden).map(row => row.cells[0].textContent.split(' ')[0])"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    with a_browser() as started:
        yield started


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """All there can be on the page: ties, a run before, a hostile repository, pages of their own."""
    results = {**RESULTS, "example/bees": hostile()}
    before = [({"example/birds": RESULTS["example/bees"]}, TRAITS)]
    with a_summary(tmp_path_factory.mktemp("page"), results, TRAITS, before) as summary:
        return portfolio_page(summary, frozenset(RESULTS))


@pytest.fixture(scope="module")
def long_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """250 projects with a letter, each a little better than the one before."""
    results = {
        f"example/p{n:03}": a_report(
            [
                a_finding("readme", "community", "partial", credit=n * 100 // 250, weight=3),
                a_finding("license-file", "community", "pass"),
            ]
        )
        for n in range(250)
    }
    text = "Project;Repository\n" + "".join(f"P{n:03};example/p{n:03}\n" for n in range(250))
    with a_summary(tmp_path_factory.mktemp("long"), results, text=text) as summary:
        return portfolio_page(summary)


def rows(seen: Seen) -> list[str]:
    """The names of the projects that the table shows, in its order."""
    found: list[str] = seen.page.evaluate(ROWS)
    return found


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (375, "light"), (768, "dark"), (1280, "light")])
def test_nobody_meets_a_barrier_and_nothing_is_fetched(
    browser: Browser, page: str, width: int, scheme: Scheme
) -> None:
    """WCAG 2.2 AA and good practice, every fold open; no line is wider than the window."""
    with shown(browser, page, width, scheme) as seen:
        assert seen.overhang() == 0
        seen.unfolded()
        assert (seen.barriers(), seen.fetched, seen.overhang()) == ([], [], 0)


def test_without_scripts_the_whole_table_is_there(browser: Browser, long_page: str) -> None:
    """No tool that would not work is shown."""
    with shown(browser, long_page, 768, scripts=False) as seen:
        assert seen.page.locator("#league tbody tr:visible").count() == 250
        assert [seen.page.locator(one).is_visible() for one in ("#tools", "#all", "#league button")] == [
            False
        ] * 3


def test_the_table_sorts_filters_and_unfolds_by_keyboard(browser: Browser, long_page: str) -> None:
    """The first hundred are shown; a column is sorted from its head; what is looked for is found among all."""
    with shown(browser, long_page, 1280) as seen:
        assert (len(rows(seen)), rows(seen)[:2]) == (100, ["P245", "P246"])
        seen.page.get_by_role("button", name="Project").focus()
        seen.page.keyboard.press("Enter")
        assert rows(seen)[:2] == ["P000", "P001"]
        assert seen.page.locator("th[aria-sort]").get_attribute("aria-sort") == "ascending"
        seen.page.keyboard.press("Enter")
        assert rows(seen)[:2] == ["P249", "P248"]
        seen.page.get_by_label("Find").fill("p01")
        assert rows(seen) == [f"P{n:03}" for n in range(19, 9, -1)]
        assert seen.page.get_by_role("status").text_content() == "10 of 10 found, 250 in all"
        seen.page.get_by_label("Find").fill("")
        seen.page.get_by_role("button", name="Show all 250").click()
        assert (len(rows(seen)), seen.page.locator("#all").is_visible()) == (250, False)
        assert seen.barriers() == []


def test_ranges_sort_as_numbers_and_letters_filter(browser: Browser, long_page: str) -> None:
    with shown(browser, long_page, 1280) as seen:
        seen.page.get_by_role("button", name="Range").first.click()
        highest = rows(seen)[0]
        seen.page.get_by_role("button", name="Range").first.click()
        assert (highest, rows(seen)[0]) == ("P245", "P000")
        letters = seen.page.get_by_role("combobox", name="Grade").locator("option").all_text_contents()
        seen.page.get_by_role("combobox", name="Grade").select_option(letters[-1])
        assert 0 < len(rows(seen)) < 250


def test_on_paper_there_are_no_tools(browser: Browser, long_page: str) -> None:
    with shown(browser, long_page, 1000) as seen:
        seen.page.emulate_media(media="print")
        assert [seen.page.locator(one).is_visible() for one in ("#tools", "#all", "nav")] == [False] * 3
        assert seen.overhang() == 0


def test_a_script_of_somebody_else_does_not_run(browser: Browser, page: str) -> None:
    slipped = '<script>document.title = "taken over"</script>'
    with shown(browser, page.replace("</main>", f"{slipped}</main>"), 768) as seen:
        assert seen.page.title() == "Portfolio: grants.csv"
        assert seen.page.locator("#tools").is_visible()
