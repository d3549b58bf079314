"""An admin after a meeting enters a vote by pasting, sees whether it adds up, and corrects an error."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.contrib.auth.models import Group, User
from playwright.sync_api import Page, ViewportSize, expect

from tests.entry.page import ROLL_CALL
from votes.core.choices import CheckStatus
from votes.models import Resolution

pytestmark = pytest.mark.browser

SYMBOL = "A/HRC/RES/37/99"
ADD = "/admin/votes/resolution/add/"
TOTALS = {"In favour": "28", "Against": "1", "Abstaining": "17", "Not voting": "1"}
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture
def site(site_to_change: str) -> str:
    return site_to_change


@pytest.fixture
def log_in(site: str) -> Callable[[Page], None]:
    user = User.objects.create_user("Elif", password="a desk of her own", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))

    def run(page: Page) -> None:
        page.goto("/admin/login/")
        page.get_by_label("Username:").fill("Elif")
        page.get_by_label("Password:").fill("a desk of her own")
        page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("heading", name="Enter and correct votes")).to_be_visible()

    return run


def begin_vote(page: Page) -> None:
    page.goto(ADD)
    page.get_by_label("Symbol:", exact=True).fill(SYMBOL)
    page.get_by_label("Title:", exact=True).fill("A text of that day")
    page.locator("#id_date").fill("23/03/2018")
    for name, total in TOTALS.items():
        page.get_by_role("spinbutton", name=f"{name}:", exact=True).fill(total)


def paste(page: Page, text: str) -> None:
    """As Ctrl-V does it: in one go, with an input event."""
    page.get_by_label("Paste the roll-call").focus()
    page.keyboard.insert_text(text)


def save(page: Page) -> None:
    page.locator(".submit-row").get_by_role("button", name="Save", exact=True).click()


def test_a_vote_is_entered_by_pasting(page: Page, log_in: Callable[[Page], None]) -> None:
    log_in(page)
    begin_vote(page)
    paste(page, ROLL_CALL.replace("Slovenia", "Slovenja"))

    # The error is shown at once, with a suggestion, beside the count.
    issues = page.locator(".entry-issues")
    expect(issues).to_contain_text("“Slovenja” is not the name of a State on file. Did you mean Slovenia?")
    count = page.locator("#entry-count")
    expect(count.get_by_role("row", name="Abstaining")).to_contain_text("1 too few")
    expect(count).to_contain_text("46 of 47 members listed")

    # One key corrects it, and the count follows without a request to the server.
    page.get_by_role("radiogroup", name="Slovenia").get_by_role("radio", name="Not listed").focus()
    page.keyboard.press("a")
    expect(count.get_by_role("row", name="Abstaining")).to_contain_text("✓ matches")
    expect(count).to_contain_text("47 of 47 members listed")
    expect(
        page.get_by_role("radiogroup", name="Ukraine").get_by_role("radio", name="Abstaining")
    ).to_be_focused()
    expect(issues.get_by_text("Error:")).to_have_count(0)

    save(page)
    expect(page.locator(".messagelist")).to_contain_text("The roll-call adds up. It lists 47 of 47 members.")
    text = Resolution.objects.get(symbol=SYMBOL)
    assert (text.check_status, text.votes.count(), text.published) == (CheckStatus.RECONCILED, 47, False)


def test_a_wrong_total_is_seen_as_it_is_typed_and_needs_a_reason(
    page: Page, log_in: Callable[[Page], None]
) -> None:
    log_in(page)
    begin_vote(page)
    paste(page, ROLL_CALL)
    against = page.locator("#entry-count").get_by_role("row", name="Against")
    expect(against).to_contain_text("✓ matches")
    page.get_by_role("spinbutton", name="Against:", exact=True).fill("3")
    expect(against).to_contain_text("2 too few")

    save(page)
    expect(page.locator(".field-check_reason .errorlist")).to_contain_text("The roll-call does not add up")
    assert page.get_by_label("Paste the roll-call").input_value() == ROLL_CALL
    page.get_by_label("Why the roll-call does not match the official record:").fill("The summary says so.")
    save(page)
    expect(page.locator(".messagelist")).to_contain_text("it does not add up. The public page says so")


def test_the_date_brings_the_members_and_the_keyboard_is_enough(
    page: Page, log_in: Callable[[Page], None]
) -> None:
    log_in(page)
    begin_vote(page)
    rows = page.get_by_role("radiogroup")
    expect(rows).to_have_count(47)
    rows.first.get_by_role("radio", name="Not listed").focus()
    for _row in range(47):
        page.keyboard.press("y")
    expect(page.locator("#entry-count").get_by_role("row", name="In favour")).to_contain_text("47")
    page.keyboard.press("ArrowRight")
    expect(rows.last.get_by_role("radio", name="Against")).to_be_checked()


def test_a_vote_is_entered_without_scripts(
    open_page: Callable[..., Page], log_in: Callable[[Page], None]
) -> None:
    page = open_page(java_script_enabled=False)
    log_in(page)
    begin_vote(page)
    page.get_by_label("Paste the roll-call").fill(ROLL_CALL.replace("Slovenia", "Slovenja"))
    page.get_by_role("button", name="Check the roll-call").click()
    expect(page.locator(".entry-issues")).to_contain_text("Did you mean Slovenia?")
    assert not Resolution.objects.filter(symbol=SYMBOL).exists()
    page.get_by_role("radiogroup", name="Slovenia").get_by_role("radio", name="Abstaining").check(force=True)
    save(page)
    assert Resolution.objects.get(symbol=SYMBOL).check_status == CheckStatus.RECONCILED


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [None, PHONE], ids=["desk", "phone"])
def test_the_screen_is_readable_by_everyone(
    open_page: Callable[..., Page], log_in: Callable[[Page], None], scheme: str, viewport: ViewportSize | None
) -> None:
    options = {"viewport": viewport} if viewport else {}
    page = open_page(color_scheme=scheme, **options)
    log_in(page)
    begin_vote(page)
    paste(page, ROLL_CALL.replace("Slovenia", "Slovenja").replace("Togo", "Togo, Sweden"))
    expect(page.locator(".entry-issues")).to_contain_text("Sweden")
    found = Axe().run(page, context="#vote-entry", options={"resultTypes": ["violations"], "preload": False})
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")
    sizes = page.evaluate(
        "[...document.querySelectorAll('#vote-entry *')].filter(e => e.innerText && e.offsetParent)"
        ".map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 14
