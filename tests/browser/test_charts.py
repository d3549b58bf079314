"""The drawing agrees with the page in colours and numbers, and Plotly takes its place without moving anything."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watch

pytestmark = pytest.mark.browser

VOTE = "/resolutions/A/HRC/RES/37/23/"
BUNDLE = "plotly-cartesian"
TOKENS = {"In favour": "--in-favour", "Against": "--against", "Abstaining": "--abstaining"}
POSITIONS = ["In favour", "Against", "Abstaining", "Not voting"]


def read_fills(page: Page) -> list[str]:
    """The fill of the first bar of each colour, in the order of the drawing."""
    return page.locator(".chart .drawing > rect").evaluate_all(
        "bars => [...new Set(bars.map(bar => getComputedStyle(bar).fill))]"
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
    page.goto(VOTE)
    expect(page.locator("figure:has(.chart) .legend li")).to_have_text(POSITIONS)
    light = read_tokens(page)
    assert light == ["rgb(0, 114, 178)", "rgb(184, 74, 0)", "rgb(184, 178, 167)"]
    *fills, hatched = read_fills(page)
    assert fills == light
    assert hatched.startswith("url("), "not voting is hatched"

    page.emulate_media(color_scheme="dark")
    dark = read_tokens(page)
    assert dark != light
    assert read_fills(page)[:3] == dark
    ink = page.evaluate("getComputedStyle(document.body).color")
    expect(page.locator(".chart .drawing text").first).to_have_css("fill", ink)


def test_the_numbers_drawn_are_those_of_the_table(page: Page):
    page.goto(VOTE)
    drawn = page.locator(".chart .drawing text:not([dx='-8'])").all_text_contents()
    rows = page.locator("figure table.groups tbody tr")
    table = [rows.nth(row).locator("td.number").all_inner_texts() for row in range(rows.count())]
    assert sorted(drawn) == sorted(n for row in table for n in row if n != "0")
    assert sum(map(int, drawn)) == 47


def test_plotly_comes_when_a_reader_points_at_the_chart_and_nothing_moves(page: Page):
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(VOTE, wait_until="networkidle")
    chart = page.locator(".chart")
    chart.scroll_into_view_if_needed()
    assert [url for url in requests if BUNDLE in url] == []
    before = page.evaluate("document.documentElement.scrollHeight"), chart.bounding_box()
    chart.hover()
    expect(chart).to_have_attribute("data-drawn", "yes")
    assert (page.evaluate("document.documentElement.scrollHeight"), chart.bounding_box()) == before
    expect(chart.locator(".ytick").first).to_be_visible()
    expect(chart.locator(".drawing")).to_have_css("opacity", "0")


def test_plotly_comes_of_itself_where_exploring_pays(page: Page):
    page.goto("/blocs/?view=map")
    chart = page.locator(".chart")
    chart.scroll_into_view_if_needed()
    expect(chart).to_have_attribute("data-drawn", "yes")
    painted, requested = page.evaluate(
        """name => [performance.getEntriesByName("first-contentful-paint")[0].startTime,
            performance.getEntriesByType("resource").find(r => r.name.includes(name)).startTime]""",
        BUNDLE,
    )
    assert requested >= painted > 0


def test_without_the_bundle_the_drawing_stays(page: Page, watch: Watch):
    watch.expect(BUNDLE)
    page.route(f"**/{BUNDLE}*", lambda route: route.abort())
    page.goto(VOTE)
    with page.expect_event("requestfailed"):
        page.locator(".chart").hover()
    expect(page.locator(".chart .drawing")).to_be_visible()
    expect(page.locator(".chart .plot")).to_have_count(0)
    assert [problem for problem in watch.problems if problem.startswith("page error")] == []
