"""The evening before a session, on paper: the briefing as a PDF, read back."""

from collections.abc import Callable

import pypdfium2  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

EVE = "/before/A/HRC/43/L.31/Rev.1/?as_of=2020-06-01"
A4 = (595, 842)  # points


def print_pages(page: Page) -> list[str]:
    """The text of each page of the PDF that the browser prints; every one is A4.

    A hyphen at the end of a line is read back as U+FFFE.
    """
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))
    sizes = {tuple(round(side) for side in sheet.get_size()) for sheet in document}
    assert sizes == {A4}
    return [sheet.get_textpage().get_text_range().replace("\ufffe", "-") for sheet in document]


def test_the_briefing_of_2020_prints_on_few_numbered_pages(page: Page):
    page.goto(EVE)
    expect(page.get_by_text("Reconstructed forecast as of 1 June 2020")).to_be_visible()
    members = page.locator("table.members tbody tr th").all_inner_texts()
    assert len(members) == 47
    pages = print_pages(page)
    assert 2 <= len(pages) <= 5
    for number, text in enumerate(pages, start=1):
        assert f"{number} / {len(pages)}" in text
    first, whole = pages[0], " ".join(" ".join(pages).split())
    # The first page alone answers the question.
    for words in (
        "A/HRC/43/L.31/Rev.1",
        "Reconstructed forecast as of 1 June 2020",
        "In favour",
        "Outcome",
        "23 to 16",
    ):
        assert words in first
    # Nothing is cut, nothing of the screen's furniture is printed.
    for words in (*members, "Switzerland abstained", "28 to 1", "Draft and sources"):
        assert " ".join(words.split()) in whole, words
    for words in ("CSV", "Print", "Resolutions"):
        assert words not in whole


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_is_wider_than_the_window(open_page: Callable[..., Page], width: int):
    page = open_page(viewport={"width": width, "height": 900})
    for address in (EVE, "/before/?session=43&as_of=2020-06-01", "/before/evaluation/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_all_briefings_of_a_session_begin_on_a_page_of_their_own(page: Page):
    page.goto("/before/?session=43&as_of=2020-06-01")
    page.get_by_role("link", name="All briefings on one page, to print").click(no_wait_after=True)
    page.wait_for_url("**/before/sessions/43/?as_of=2020-06-01")
    titles = page.locator("h2.title").all_inner_texts()
    assert titles
    pages = print_pages(page)
    for title in titles:
        assert any(" ".join(title.split()) in " ".join(text.split())[:400] for text in pages[1:]), title


def test_without_scripts_the_briefing_is_whole(open_page: Callable[..., Page]):
    page = open_page(java_script_enabled=False)
    page.goto(EVE)
    expect(page.locator("a.chance")).to_have_count(47)
    expect(page.locator("table.members tbody tr")).to_have_count(47)
