"""The drawing agrees with the page: its colours, its numbers, and nothing lost where it cannot be drawn."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watch

pytestmark = pytest.mark.browser

VOTE = "/resolutions/A/HRC/RES/37/23/"
BUNDLE = "plotly-cartesian"
TOKENS = {"In favour": "--in-favour", "Against": "--against", "Abstaining": "--abstaining"}
POSITIONS = ["In favour", "Against", "Abstaining", "Not voting"]


def open_chart(page: Page) -> None:
    page.goto(VOTE)
    page.locator(".chart").scroll_into_view_if_needed()
    expect(page.locator(".chart")).to_have_attribute("data-drawn", "yes")


def read_fills(page: Page) -> list[str]:
    """The fill of each trace's bars as the browser draws them."""
    return page.locator(".chart .trace.bars").evaluate_all(
        "traces => traces.map(trace => getComputedStyle(trace.querySelector('path')).fill)"
    )


def read_tokens(page: Page) -> list[str]:
    """The page's own colours of the three positions, in the browser's notation."""
    return page.evaluate(
        """names => names.map(name => {
            const probe = document.body.appendChild(document.createElement("i"));
            probe.style.color = `var(${name})`;
            const colour = getComputedStyle(probe).color;
            probe.remove();
            return colour; })""",
        list(TOKENS.values()),
    )


def test_the_bars_have_the_colours_of_the_page_and_follow_the_scheme(page: Page):
    open_chart(page)
    legend = page.locator(".chart .legendtext")
    expect(legend).to_have_text(POSITIONS)
    light = read_tokens(page)
    assert light == ["rgb(0, 114, 178)", "rgb(184, 74, 0)", "rgb(184, 178, 167)"]
    *fills, hatched = read_fills(page)
    assert fills == light
    assert hatched.startswith("url("), "not voting is hatched"

    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        "before => getComputedStyle(document.querySelector('.chart .bars path')).fill !== before",
        arg=light[0],
    )
    dark = read_tokens(page)
    assert dark != light
    assert read_fills(page)[:3] == dark
    ink = page.evaluate("getComputedStyle(document.body).color")
    expect(page.locator(".chart .ytick text").first).to_have_css("fill", ink)


def test_the_numbers_drawn_are_those_of_the_table(page: Page):
    open_chart(page)
    drawn = page.locator(".chart .trace.bars").evaluate_all(
        """traces => traces.map(trace => [...trace.querySelectorAll(".point")]
            .map(point => point.querySelector("text")?.textContent || "0"))"""
    )
    rows = page.locator("figure table.groups tbody tr")
    table = [rows.nth(row).locator("td.number").all_inner_texts() for row in range(rows.count())]
    assert [list(column) for column in zip(*table, strict=True)] == drawn
    assert sum(int(n) for column in drawn for n in column) == 47


def test_the_bundle_comes_after_the_page_and_only_where_there_is_a_chart(open_page: Callable[..., Page]):
    page = open_page()
    open_chart(page)
    loaded, requested = page.evaluate(
        """name => [performance.getEntriesByType("navigation")[0].loadEventStart,
            performance.getEntriesByType("resource").find(r => r.name.includes(name)).startTime]""",
        BUNDLE,
    )
    assert requested >= loaded > 0

    requests: list[str] = []
    page = open_page()
    page.on("request", lambda request: requests.append(request.url))
    for address in ("/resolutions/", "/states/", "/resolutions/A/HRC/RES/58/17/"):
        page.goto(address, wait_until="networkidle")
    assert len(requests) > 5
    assert [url for url in requests if BUNDLE in url] == []


def test_without_the_bundle_the_table_stands_alone(page: Page, watch: Watch):
    watch.expect(BUNDLE)
    page.route(f"**/{BUNDLE}*", lambda route: route.abort())
    page.goto(VOTE)
    page.locator("figure").scroll_into_view_if_needed()
    expect(page.locator(".chart")).to_have_attribute("data-failed", "yes")
    expect(page.locator(".chart")).to_be_hidden()
    expect(page.get_by_role("button", name="Save as picture")).to_be_hidden()
    expect(page.locator("figure table.groups tbody tr")).to_have_count(5)
    assert [problem for problem in watch.problems if problem.startswith("page error")] == []
