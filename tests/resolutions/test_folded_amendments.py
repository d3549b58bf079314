"""In a list, the amendments to a text stand under it where both are in the list."""

from collections.abc import Iterable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.page import read
from tests.pages_factories import make_text, make_voted
from votes.core.choices import Outcome, TextKind
from votes.models import Resolution
from votes.resolutions.service import FOLDED, fold_amendments, fold_listed, list_texts
from votes.resolutions.wording import describe_amendments

pytestmark = pytest.mark.django_db


def make_amendment(symbol: str, amends: Resolution | None = None, **columns: object) -> Resolution:
    usual = {"kind": TextKind.AMENDMENT, "outcome": Outcome.WITHDRAWN, "adoption": "none", "title": "Peace"}
    return make_text(symbol, amends=amends, **(usual | columns))


def unfold(texts: Iterable[Resolution]) -> list[str]:
    """The symbols of a folded list, each followed by those of its amendments."""
    return [one.symbol for text in texts for one in (text, *getattr(text, FOLDED, ()))]


@pytest.fixture
def text() -> Resolution:
    text = make_text("A/HRC/RES/37/1", title="Peace")
    make_amendment("A/HRC/37/L.10", text)
    make_amendment("A/HRC/37/L.9", text)
    make_amendment("A/HRC/37/L.11", title="A text that is not on file")
    return text


def test_an_amendment_stands_under_its_text_in_the_order_of_symbols(text: Resolution) -> None:
    shown = list(fold_amendments(list_texts()).order_by("symbol_key"))
    assert [one.symbol for one in shown] == ["A/HRC/37/L.11", "A/HRC/RES/37/1"]
    assert unfold(shown) == ["A/HRC/37/L.11", "A/HRC/RES/37/1", "A/HRC/37/L.9", "A/HRC/37/L.10"]


def test_texts_already_read_are_folded_alike(text: Resolution) -> None:
    shown = fold_listed(list(list_texts().order_by("symbol_key")))
    assert unfold(shown) == [
        "A/HRC/37/L.11",
        "A/HRC/RES/37/1",
        "A/HRC/37/L.9",
        "A/HRC/37/L.10",
    ]


def test_an_amendment_stands_alone_where_its_text_is_not_in_the_list(text: Resolution) -> None:
    amendments = list_texts().filter(kind=TextKind.AMENDMENT)
    assert fold_amendments(amendments).count() == len(fold_listed(list(amendments))) == 3


def test_an_amendment_to_an_amendment_is_not_lost(text: Resolution) -> None:
    make_amendment("A/HRC/37/L.12", Resolution.objects.get(symbol="A/HRC/37/L.9"))
    texts = list_texts().order_by("symbol_key")
    for shown in (list(fold_amendments(texts)), fold_listed(list(texts))):
        assert [one.symbol for one in shown] == ["A/HRC/37/L.11", "A/HRC/37/L.12", "A/HRC/RES/37/1"]


def test_an_amendment_that_is_not_public_is_not_folded_either(text: Resolution) -> None:
    Resolution.objects.filter(symbol="A/HRC/37/L.9").update(published=False)
    (shown,) = fold_amendments(list_texts()).filter(pk=text.pk)
    assert unfold([shown]) == ["A/HRC/RES/37/1", "A/HRC/37/L.10"]


@pytest.mark.parametrize(
    "address", ["/resolutions/?kind=all", "/resolutions/?q=peace&kind=all", "/sessions/37/"]
)
def test_the_amendments_are_folded_on_the_page(text: Resolution, client: Client, address: str) -> None:
    page = read(client.get(address))
    folded = page.find("details", class_="amendments")
    assert folded.find("summary").text == "2 amendments: 2 withdrawn"
    assert [item.find("a").text for item in folded.find_all("li")] == [
        "Amendment to A/HRC/RES/37/1, Peace"
    ] * 2


@pytest.mark.parametrize(("query", "n"), [("", 3), ("q=peace", 2)])
def test_without_asking_for_amendments_none_is_on_the_page_and_a_link_adds_them(
    text: Resolution, client: Client, query: str, n: int
) -> None:
    page = read(client.get(f"/resolutions/?{query}"))
    assert not [href for href in page.get_links() if href.startswith("/resolutions/A/HRC/37/L.")]
    links = {words: href for href, words in page.find("p", class_="population").get_links().items()}
    wider = read(client.get("/resolutions/" + links[f"with {n} amendments and no-action motions"]))
    assert wider.find("details", class_="amendments").find("summary").text == "2 amendments: 2 withdrawn"
    assert ("/resolutions/A/HRC/37/L.11/" in wider.get_links()) == (n == 3)
    rows = client.get(f"/resolutions.json?{query}").json()["resolutions"]
    assert [row["symbol"] for row in rows] == ["A/HRC/RES/37/1"]


def test_the_data_have_a_row_for_every_amendment_in_the_order_asked_for(
    text: Resolution, client: Client
) -> None:
    rows = client.get("/resolutions.json?kind=all&sort=symbol").json()
    assert rows["n"] == 4
    assert [row["symbol"] for row in rows["resolutions"]] == [
        "A/HRC/37/L.9",
        "A/HRC/37/L.10",
        "A/HRC/37/L.11",
        "A/HRC/RES/37/1",
    ]


def count_queries(client: Client) -> int:
    client.get("/resolutions/?sort=symbol")
    with CaptureQueriesContext(connection) as queries:
        client.get("/resolutions/?sort=symbol")
    return len(queries)


def test_pages_are_counted_without_the_folded_amendments(client: Client) -> None:
    for number in range(1, 31):
        amended = make_text(f"A/HRC/RES/37/{number}")
        make_amendment(f"A/HRC/37/L.{number}", amended)
        make_amendment(f"A/HRC/37/L.{number + 100}", amended)
    page = client.get("/resolutions/?sort=symbol")
    assert [row.record.symbol for row in page.context["table"].page] == [
        f"A/HRC/RES/37/{number}" for number in range(1, 31)
    ]
    many = count_queries(client)
    Resolution.objects.filter(symbol_key__gt="A/HRC/00037/L.00003", kind="amendment").delete()
    assert count_queries(client) == many


def test_amendments_are_counted_by_outcome() -> None:
    text = make_text("A/HRC/RES/37/1")
    rejected = {"outcome": Outcome.REJECTED, "adoption": "recorded_vote"}
    amendments = [
        make_amendment("A/HRC/37/L.1", text, **rejected),
        make_amendment("A/HRC/37/L.2", text, **rejected),
        make_amendment("A/HRC/37/L.3", text),
    ]
    assert describe_amendments(amendments) == "3 amendments: 2 rejected, 1 withdrawn"
    assert describe_amendments(amendments[:1]) == "1 amendment: 1 rejected"
    motion = make_amendment("A/HRC/37/L.4", text, kind=TextKind.NO_ACTION_MOTION, **rejected)
    assert describe_amendments([*amendments, motion]) == (
        "3 amendments and 1 no-action motion: 3 rejected, 1 withdrawn"
    )
    contradictory = make_voted("A/HRC/37/L.5", {}, (20, 10, 0, 0), kind="amendment", outcome=Outcome.REJECTED)
    assert describe_amendments([contradictory]) == "1 amendment: 1 with a record that contradicts itself"


class TestPageOfAnAmendment:
    def test_it_says_what_it_is_who_proposed_it_and_what_came_of_the_text(self, client: Client) -> None:
        text = make_text("A/HRC/RES/37/1", title="Peace")
        make_amendment("A/HRC/37/L.1", text, sponsors_as_printed="A group of States")
        page = read(client.get("/resolutions/A/HRC/37/L.1/"))
        assert page.find("h1").text == "Amendment by A group of States to A/HRC/RES/37/1, Peace"
        assert "Proposed by A group of States." in page.text
        assert "The text itself: A/HRC/RES/37/1, adopted without a vote" in page.text
        assert page.find("head").find("title").text.startswith("A/HRC/37/L.1, Amendment by A group of States")

    def test_where_the_text_is_not_on_file_it_says_so(self, client: Client) -> None:
        make_amendment("A/HRC/37/L.1", draft_as_printed="Amendment A/HRC/37/L.1 to draft resolution L.7")
        page = read(client.get("/resolutions/A/HRC/37/L.1/"))
        assert page.find("h1").text == "Amendment to draft A/HRC/37/L.7, Peace"
        assert "The text that it is about, draft A/HRC/37/L.7, is not on file." in page.text

    def test_the_page_of_the_text_lists_its_amendments(self, text: Resolution, client: Client) -> None:
        page = read(client.get("/resolutions/A/HRC/RES/37/1/"))
        assert page.find("h2", id="amendments").text == "2 amendments to the draft"
        assert "2 amendments: 2 withdrawn." in page.get_section("amendments").text
