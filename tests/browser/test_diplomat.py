"""The evening before a session: this text comes up tomorrow, how did it go last time?"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

VOTE_2018 = "/resolutions/A/HRC/RES/37/23/"
VOTE_2020 = "/resolutions/A/HRC/RES/43/21/"


def test_a_pasted_draft_symbol_answers_the_questions_before_a_vote(page: Page):
    page.goto("/")
    page.get_by_role("searchbox", name="Find a vote by symbol, title or State").fill(" A/HRC/43/L.31 ")
    page.locator(".big-search").get_by_role("button", name="Search").click()

    # How did it end?
    expect(page).to_have_url(re.compile(re.escape(VOTE_2020) + "$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Promoting mutually beneficial cooperation in the field of human rights"
    )
    expect(page.locator(".result")).to_contain_text("Adopted by 23 to 16, with 8 abstentions.")

    # How did each of the 47 vote?
    expect(page.locator("a.seat")).to_have_count(47)
    assert [page.locator(f"a.seat.{p}").count() for p in ("in_favour", "against", "abstaining")] == [
        23,
        16,
        8,
    ]
    page.get_by_role("link", name="JPN Japan").click()
    expect(page.locator("tr#JPN")).to_be_in_viewport()

    # Where do the groups stand?
    groups = page.get_by_role("region", name="By regional group")
    groups.scroll_into_view_if_needed()
    expect(groups.locator(".chart .drawing")).to_be_visible()
    assert groups.get_by_role("row").nth(3).inner_text().split("\t")[:5] == [
        "Eastern European",
        "0",
        "5",
        "1",
        "0",
    ]

    # What happened to the text before and after, and who moved?
    series = page.get_by_role("region", name="Votes on the same text over the years")
    for outcome in ("28 to 1, with 17", "23 to 16, with 8", "26 to 15, with 6"):
        expect(series).to_contain_text(f"Adopted by {outcome} abstentions")
    expect(series.locator("li", has_text="Germany").first).to_contain_text(
        re.compile("abstaining.*against", re.DOTALL)
    )
    series.get_by_role("link", name="A/HRC/RES/37/23").click()
    expect(page.locator(".result")).to_contain_text("Adopted by 28 to 1, with 17 abstentions.")
    expect(page.locator(".result")).to_contain_text("The United States of America alone voted against.")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_roll_call_is_filtered_by_position_and_group(open_page: Callable[..., Page], scripts: bool):
    page = open_page(java_script_enabled=scripts)
    page.goto(VOTE_2020)
    roll_call = page.get_by_role("region", name="Roll-call")
    rows = roll_call.locator("tbody tr")
    expect(rows).to_have_count(47)

    roll_call.get_by_label("Position").select_option(label="Against")
    roll_call.get_by_label("Group").select_option(label="Western European and other States")
    roll_call.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(re.compile(r"\?position=against&group=western_european_other#roll-call$"))
    expect(rows.locator("th")).to_have_text(
        ["Australia", "Austria", "Denmark", "Germany", "Italy", "Netherlands (Kingdom of the)", "Spain"]
    )
    expect(roll_call.locator("caption")).to_have_text("7 of 47 States shown")

    roll_call.get_by_role("link", name="Clear").click()
    expect(rows).to_have_count(47)


def test_an_explanation_stands_beside_the_vote(page: Page):
    page.goto(VOTE_2020)
    row = page.locator("tr#JPN")
    expect(row).to_contain_text("Against")
    expect(row.locator(".said")).to_contain_text("Japan said the key terms are unclear")
    statement = page.get_by_role("region", name="Statements and explanations").get_by_role("article")
    expect(statement.get_by_role("heading")).to_have_text(re.compile(r"Japan\s+Against"))
    expect(statement.get_by_role("link", name="Permanent Mission of Japan in Geneva")).to_be_visible()


def press_until_focused(page: Page, selector: str, presses: int) -> None:
    """Press Tab until `selector` has the focus, at most `presses` times."""
    for _ in range(presses):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{presses} times Tab did not lead to {selector}")


def test_the_keyboard_is_enough(page: Page):
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()

    press_until_focused(page, ".big-search input", presses=2)
    page.keyboard.type("mutually beneficial cooperation")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=mutually"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("texts")

    press_until_focused(page, f'main a[href="{VOTE_2018}"]', presses=60)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(VOTE_2018) + "$"))

    press_until_focused(page, "a.seat", presses=20)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#[A-Z]{3}$"))


@pytest.mark.parametrize("address", [VOTE_2018, VOTE_2020])
def test_a_vote_prints_as_one_clean_sheet(page: Page, address: str):
    page.goto(address)
    page.emulate_media(media="print")
    for what in ("nav", "form", "footer", ".actions", ".chart", "button"):
        expect(page.locator(what).filter(visible=True)).to_have_count(0)
    expect(page.locator(".seat .name").filter(visible=True)).to_have_count(47)
    for what in ("h1", ".result", ".seats", ".statement", "table.groups", ".moved", ".cite"):
        expect(page.locator(what).first).to_be_visible()

    sheet = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", sheet)) == 1
