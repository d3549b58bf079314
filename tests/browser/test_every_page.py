"""What holds on every public page: readable by everyone, whole without scripts, light to load."""

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.conftest import Watch, open_pages

pytestmark = pytest.mark.browser

VOTE = "/resolutions/A/HRC/RES/37/23/"
PAGES = {
    "home": "/",
    "list": "/resolutions/",
    "filtered list": "/resolutions/?year=2018&adoption=recorded_vote&sort=-against",
    "list of amendments": "/resolutions/?kind=amendment",
    "list of all kinds, with folded amendments": "/resolutions/?kind=all&session=37",
    "vote": VOTE,
    "words of a text": f"{VOTE}text/",
    "roll-call that does not add up": "/resolutions/A/HRC/RES/46/1/",
    "adopted without a vote": "/resolutions/A/HRC/RES/58/17/",
    "withdrawn amendment": "/resolutions/A/HRC/37/L.51/",
    "totals only": "/resolutions/A/HRC/48/L.11/",
    "States": "/states/",
    "State": "/states/MEX/",
    "State, votes chosen": "/states/MEX/?from=2006&kind=all&unreconciled=include",
    "State that was never a member": "/states/BTN/",
    "sessions": "/sessions/",
    "session": "/sessions/37/",
    "explanations": "/explanations/",
    "about": "/about/",
    "quality": "/about/quality/",
    "series": "/series/promoting-mutually-beneficial-cooperation-in-the-field-of-human-rights/",
    "series, if it came back": "/series/promoting-mutually-beneficial-cooperation-in-the-field-of-human-rights/today/",
    "series list": "/series/",
    "compare": "/compare/CHN/CUB/",
    "compare, votes chosen": "/compare/CHN/CUB/?from=2006&kind=amendment",
    "blocs": "/blocs/",
    "blocs, matrix": "/blocs/?view=matrix",
    "blocs, how they voted": "/blocs/?view=positions&bloc=african&item=4",
    "blocs, a few": "/blocs/?states=CHN,CUB,VEN,BRA,MEX&min=5",
    "blocs, votes chosen": "/blocs/?from=2006&kind=all&unreconciled=include",
    "blocs, poles": "/blocs/?view=poles",
    "blocs, map": "/blocs/?view=map",
    "blocs, line": "/blocs/?view=map&dimensions=1",
    "blocs, cohesion": "/blocs/?view=cohesion",
    "blocs, apart": "/blocs/?view=apart",
    "bloc": "/blocs/eu/",
    "regional group": "/blocs/african/?on=2018-03-23",
    "choose States": "/compare/",
    "method": "/about/method/",
    "before": "/before/",
    "past eve": "/before/?session=43&as_of=2020-06-01",
    "briefing": "/before/A/HRC/43/L.31/Rev.1/?as_of=2020-06-01",
    "evaluation": "/before/evaluation/",
    "search": "/search/?q=right+to+development",
    "search that finds nothing": "/search/?q=rihgt",
    "votes of a State by words": "/states/MEX/?q=israel&year=2018",
    "glossary": "/glossary/",
    "changes": "/about/changes/",
    "report of an error": "/report/?page=/states/MEX/",
    "unknown symbol": "/resolutions/A/HRC/RES/37/999/",
    "unknown address": "/nothing/",
}
WITH_CHART = {
    "home": "decisions-by-year",
    "vote": "by-regional-group",
    "State": "positions-by-year",
    "blocs, poles": "between-two-poles",
    "blocs, map": "map-of-votes",
    "blocs, line": "along-one-line",
    "blocs, cohesion": "cohesion-by-year",
    "blocs, apart": "apart-from-the-group",
}
DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
# What axe checks: all of it once; again on a phone what depends on where things stand, and in the dark their colours.
EVERY_RULE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
LAYOUT = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"]
LAYOUT_ONLY = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": LAYOUT}}
COLOURS_ONLY = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": LAYOUT[:1]}}


class Visit:
    """One of the pages, with its chart drawn on a phone, and the same page without scripts."""

    def __init__(self, name: str, page: Page, without_scripts: Page) -> None:
        self.name, self.page, self.without_scripts = name, page, without_scripts

    def show(self, size: ViewportSize, scheme: Literal["light", "dark"] = "light") -> Page:
        self.page.set_viewport_size(size)
        self.page.emulate_media(color_scheme=scheme)
        return self.page


@pytest.fixture(scope="module", params=PAGES)
def visit(request: pytest.FixtureRequest, browser: Browser, site_to_read: str) -> Iterator[Visit]:
    """Each page is loaded once for all tests of it, which leave it as they found it but for its size and scheme."""
    name, watch = request.param, Watch(site_to_read)
    if name.startswith("unknown"):
        watch.expect("404")
    with open_pages(browser, site_to_read, watch) as open_page:
        pages = open_page(viewport=PHONE), open_page(java_script_enabled=False)
        for page in pages:
            page.goto(PAGES[name])
        if name in WITH_CHART:
            draw_chart(pages[0])
        yield Visit(name, *pages)


def draw_chart(page: Page) -> None:
    """Point at the page's chart and wait until Plotly has drawn it."""
    chart = page.locator(".chart[data-figure]")
    chart.hover()
    expect(chart).to_have_attribute("data-drawn", "yes")


def find_violations(page: Page, options: dict[str, Any]) -> list[str]:
    """What axe objects to, of whatever weight, one line for each rule and element. The page holds axe already."""
    violations = page.evaluate("async options => (await axe.run(options)).violations", options)
    return [
        f"{found['id']} ({found['impact']}): {node['target']} {node['failureSummary']}"
        for found in violations
        for node in found["nodes"][:5]
    ]


def read_content(page: Page) -> list[str]:
    """The texts of everything on the page that says something, in order, but for what stands in for a script."""
    return page.evaluate(
        """() => [...document.querySelectorAll(
            "main :is(h1, h2, h3, p, dt, dd, li, th, td, caption, summary, figcaption, label, option)"
        )].filter(element => !element.closest("noscript")).map(element => element.textContent)"""
    )


def test_it_is_whole_without_scripts(visit: Visit) -> None:
    content = read_content(visit.without_scripts)
    assert len(content) > 2
    assert content == read_content(visit.page)
    expect(visit.without_scripts.locator(".picture, [data-print]").filter(visible=True)).to_have_count(0)
    if visit.name in WITH_CHART:
        expect(visit.without_scripts.locator(".chart .drawing")).to_be_visible()


def test_everyone_can_use_it(visit: Visit) -> None:
    visit.page.evaluate(Axe().axe_script)
    assert find_violations(visit.show(PHONE), LAYOUT_ONLY) == []
    assert find_violations(visit.show(DESK), EVERY_RULE) == []
    assert find_violations(visit.show(DESK, "dark"), COLOURS_ONLY) == []


def test_its_frame_is_sound(visit: Visit) -> None:
    page = visit.show(DESK)
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("html")).to_have_attribute("lang", "en-gb")
    assert page.title().endswith("HRC voting record")

    too_small = """size => [...document.querySelectorAll("body, main > p:not(.small), main li, main td, main dd")]
        .filter(e => !e.closest(".small, small, .moved") && parseFloat(getComputedStyle(e).fontSize) < size)
        .map(e => e.outerHTML.slice(0, 100))"""
    assert page.evaluate(too_small, 16) == []

    ring = """() => { const element = document.activeElement;
        return [element.outerHTML.slice(0, 80), getComputedStyle(element).outlineWidth]; }"""
    for _ in range(12):
        page.keyboard.press("Tab")
        element, width = page.evaluate(ring)
        assert width == "3px", f"no focus to be seen on {element}"


def check_chart_text(page: Page) -> None:
    """On a phone the texts of the chart are legible, on the page and apart."""
    sizes = page.locator(".chart .drawing text").evaluate_all(
        "texts => texts.filter(t => t.textContent).map(t => [parseFloat(getComputedStyle(t).fontSize), t.textContent])"
    )
    assert len(sizes) > 5
    assert [text for size, text in sizes if size < 12] == []

    labels = (
        page.locator(".chart .drawing text, .legend li")
        .filter(visible=True)
        .evaluate_all(
            """texts => texts.map(t => { const b = t.getBoundingClientRect();
            return {text: t.textContent, left: b.left, right: b.right, top: b.top, bottom: b.bottom}; })"""
        )
    )
    assert [a["text"] for a in labels if a["left"] < 0 or a["right"] > PHONE["width"]] == []
    assert [
        (a["text"], b["text"]) for i, a in enumerate(labels) for b in labels[i + 1 :] if do_overlap(a, b)
    ] == []


def do_overlap(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return (
        min(a["right"], b["right"]) - max(a["left"], b["left"]) > 1
        and min(a["bottom"], b["bottom"]) - max(a["top"], b["top"]) > 1
    )


def test_it_fits_a_phone(visit: Visit) -> None:
    page = visit.show(PHONE)
    page.wait_for_function("width => document.documentElement.scrollWidth === width", arg=PHONE["width"])
    if visit.name in WITH_CHART:
        check_chart_text(page)
    page.locator("details").evaluate_all("all => all.forEach(details => { details.open = true; })")
    sideways = """() => [...document.querySelectorAll(".scroll")]
        .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => [e.scrollWidth, e.outerHTML.slice(0, 100)])"""
    assert page.evaluate(sideways) == [], "a table that scrolls sideways hides its columns"
    # WCAG 2.2, 1.4.10: nothing but a table may ask for more than 320 pixels. A chart follows a moment later.
    page.set_viewport_size({"width": 320, "height": 640})
    page.wait_for_function("() => document.documentElement.scrollWidth === 320")


@pytest.mark.parametrize("name", ["home", "vote"])
def test_the_first_view_is_light(page: Page, name: str):
    """Everything that is fetched before the page counts as loaded; the chart's bundle comes later."""
    page.goto(PAGES[name], wait_until="load")
    size = page.evaluate(
        """() => { const [page] = performance.getEntriesByType("navigation");
            const early = performance.getEntriesByType("resource").filter(r => r.startTime < page.loadEventStart);
            return [page, ...early].reduce((sum, entry) => sum + entry.transferSize, 0); }"""
    )
    print(f"{name}: {size} bytes before the page counts as loaded")
    assert 5_000 < size < 150_000
