"""On deadline: find the vote, see it, take away a link, a citation, a table and a picture."""

import csv
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

VOTE_2018 = "/resolutions/A/HRC/RES/37/23/"


def search(page: Page, words: str) -> None:
    page.get_by_role("searchbox", name="Search by symbol, title or State").fill(words)
    page.locator("header").get_by_role("button", name="Search").click()


def get_titles(page: Page) -> list[str]:
    return page.locator("table.list td a[href^='/resolutions/']").all_inner_texts()


def get_numbers(page: Page, column: int) -> list[int]:
    """A column of numbers as the list shows it, without the rows that have none."""
    cells = page.locator(f"table.list tbody td:nth-child({column})").all_inner_texts()
    return [int(cell) for cell in cells if cell.strip().isdigit()]


def test_a_vote_is_found_by_words_and_a_state_by_its_name(page: Page):
    page.goto("/")
    search(page, "right to peace")
    expect(page).to_have_url(re.compile(r"/search/\?q=right\+to\+peace$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("texts on “right to peace”")
    page.get_by_role("link", name=re.compile("All .* texts|The same texts as a list")).click()
    titles = page.locator("table.list td:nth-child(2) > a")
    assert titles.count() > 1
    assert all("peace" in title.lower() for title in titles.all_inner_texts())

    search(page, "Brazil")
    page.locator("#content").get_by_role("link", name="Brazil", exact=True).first.click()
    expect(page).to_have_url(re.compile("/states/BRA/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Brazil")


def test_the_list_is_sorted_and_narrowed_to_the_closest_votes(page: Page):
    page.goto("/resolutions/")
    page.get_by_role("link", name="Against", exact=True).click()
    page.get_by_role("link", name=re.compile("^Against")).click()
    expect(page.get_by_role("columnheader", name="Against")).to_have_attribute("aria-sort", "descending")
    against = get_numbers(page, 6)
    assert len(against) == 50
    assert against == sorted(against, reverse=True)

    page.get_by_label("Contested").select_option(label="Margin of 10 votes or fewer")
    page.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(re.compile("contested=close"))
    assert "sort=-against" in page.url, "the order is kept"
    margins = [abs(a - b) for a, b in zip(get_numbers(page, 5), get_numbers(page, 6), strict=True)]
    assert margins
    assert max(margins) <= 10

    first = page.locator("table.list tbody td a").first
    symbol = first.inner_text()
    first.click()
    expect(page.locator(".crumb .symbol")).to_have_text(symbol)


def test_an_address_gives_the_same_list_to_somebody_else(open_page: Callable[..., Page]):
    mine = open_page()
    mine.goto("/resolutions/")
    mine.get_by_label("Year").select_option(label="2018")
    mine.get_by_label("Session").select_option(label="37th session")
    mine.get_by_role("button", name="Apply").click()
    expect(mine).to_have_url(re.compile("year=2018.*session=37"))
    titles = get_titles(mine)
    assert titles

    theirs = open_page()
    theirs.goto(mine.url)
    assert get_titles(theirs) == titles
    expect(theirs.get_by_label("Year")).to_have_value("2018")
    expect(theirs.get_by_label("Session")).to_have_value("37")


def test_a_vote_can_be_cited_and_taken_away(open_page: Callable[..., Page]):
    page = open_page()
    page.goto("/resolutions/?q=mutually+beneficial&year=2018")
    page.get_by_role(
        "link", name="Promoting mutually beneficial cooperation in the field of human rights"
    ).click()
    address = page.url
    assert urlsplit(address).path == VOTE_2018

    cite = page.locator(".cite")
    expect(cite).to_contain_text("A/HRC/RES/37/23")
    expect(cite).to_contain_text("Adopted by 28 to 1, with 17 abstentions")
    expect(cite).to_contain_text(address)

    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV", exact=True).click()
    rows = list(csv.reader(Path(waiting.value.path()).read_text(encoding="utf-8-sig").splitlines()))
    assert waiting.value.suggested_filename == "A-HRC-RES-37-23.csv"
    assert len(rows) == 1 + 47
    assert "position" in rows[0]

    link = page.get_by_role("link", name="JSON", exact=True).get_attribute("href")
    assert link
    data = page.request.get(link).json()
    assert len(data["votes"]) == 47

    somebody_else = open_page()
    somebody_else.goto(address)
    expect(somebody_else.locator(".result")).to_contain_text("Adopted by 28 to 1, with 17 abstentions.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_chart_is_saved_as_a_picture(open_page: Callable[..., Page], scheme: str):
    page = open_page(color_scheme=scheme)
    page.goto(VOTE_2018)
    button = page.get_by_role("button", name="Chart as PNG")
    button.scroll_into_view_if_needed()
    with page.expect_download() as waiting:
        button.click()
    assert waiting.value.suggested_filename == "A-HRC-RES-37-23-Adopted-by-28-to-1-with-17-abstentions.png"
    picture = Path(waiting.value.path()).read_bytes()
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(picture[16:20], "big") == 1800, "twice 900 pixels wide"
    assert len(picture) > 10_000
