"""The list of texts: what a filter finds, in which order, on which page; and its exports, against slow loops."""

import csv
import datetime
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.factories import make_session
from tests.page import Element, read
from tests.pages_factories import make_tabled, make_text, make_voted
from votes.checking.checks import refresh_checks
from votes.core.choices import KINDS_ABOUT_ANOTHER_TEXT
from votes.models import Resolution

Filter = dict[str, str]


def get_symbols(client: Client, **query: str) -> list[str]:
    """The symbols of `/resolutions.json` for these values."""
    answer = client.get("/resolutions.json", query).json()
    assert answer["notes"] == []
    assert answer["n"] == len(answer["resolutions"])
    return [row["symbol"] for row in answer["resolutions"]]


def get_listed(page: Element) -> list[str]:
    """The symbols that the table of a page shows, from top to bottom."""
    rows = [row.find_all("td") for row in page.find("table", class_="list").find_all("tr")[1:]]
    return [cells[0].text for cells in rows if len(cells) > 1]


def read_all_pages(client: Client, **query: str) -> list[str]:
    """Follow 'Next' from the first page to the last."""
    found: list[str] = []
    page = read(client.get("/resolutions/", query))
    while True:
        found += get_listed(page)
        following = page.find_all("a", rel="next")
        if not following:
            return found
        page = read(client.get("/resolutions/" + following[0].attributes["href"]))


def drop_folded(symbols: list[str]) -> list[str]:
    """Without the amendments that the page shows under their text, since both are in the list."""
    listed = set(symbols)
    amends = dict(
        Resolution.objects.exclude(amends=None)
        .exclude(amends__kind__in=KINDS_ABOUT_ANOTHER_TEXT)
        .values_list("symbol", "amends__symbol")
    )
    return [symbol for symbol in symbols if amends.get(symbol) not in listed]


def list_titles_in_order() -> list[str]:
    titles = Resolution.objects.exclude(kind="amendment").order_by("title")
    return list(titles.values_list("title", flat=True))


def list_texts() -> list[Resolution]:
    """The texts that are listed unless the address asks for others."""
    texts = Resolution.objects.filter(session__body="council").exclude(kind="amendment")
    return list(texts.select_related("session").prefetch_related("topics", "sponsors"))


def pick(condition: Callable[[Resolution], bool]) -> set[str]:
    return {text.symbol for text in list_texts() if condition(text)}


class TestStarter:
    def test_without_a_filter_everything_is_listed_newest_first(self, starter: None, client: Client) -> None:
        symbols = get_symbols(client)
        assert len(symbols) == len(set(symbols)) == len(list_texts())
        assert symbols == [
            text.symbol
            for text in sorted(
                list_texts(),
                key=lambda t: (t.date or datetime.date.min, t.symbol_key),
                reverse=True,
            )
        ]

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("A/HRC/RES/37/23", {"A/HRC/RES/37/23"}),
            ("a/hrc/res/37/23", {"A/HRC/RES/37/23"}),
            ("A/HRC/37/L.36", {"A/HRC/RES/37/23"}),
            ("37/23", {"A/HRC/RES/37/23"}),
            ("37/L.36", {"A/HRC/RES/37/23"}),
            ("mutually beneficial", {"A/HRC/RES/37/23", "A/HRC/RES/43/21", "A/HRC/RES/46/13"}),
            ("BENEFICIAL 43/21", {"A/HRC/RES/43/21"}),
        ],
    )
    def test_the_search_field(self, starter: None, client: Client, words: str, expected: set[str]) -> None:
        assert set(get_symbols(client, q=words)) == expected

    def test_a_session_by_the_beginning_of_its_symbols(self, starter: None, client: Client) -> None:
        expected = pick(lambda t: t.symbol.startswith("A/HRC/RES/37/"))
        assert set(get_symbols(client, q="A/HRC/RES/37")) == expected
        assert len(expected) > 20

    @pytest.mark.parametrize(
        ("name", "get_values", "most"),
        [
            ("year", lambda t: [t.date.year] if t.date else [], 25),
            ("session", lambda t: [t.session.code], 12),
            ("item", lambda t: [t.agenda_item], 12),
            ("kind", lambda t: [t.kind], 12),
            ("outcome", lambda t: [t.outcome], 12),
            ("adoption", lambda t: [t.adoption], 12),
            ("sponsor", lambda t: [state.iso3 for state in t.sponsors.all()], 8),
            ("topic", lambda t: [topic.slug for topic in t.topics.all()], 8),
        ],
    )
    def test_a_filter_finds_what_a_loop_finds(
        self,
        starter: None,
        client: Client,
        name: str,
        get_values: Callable[[Resolution], list],
        most: int,
    ) -> None:
        """For the values that texts have, or up to `most` of them, and exactly those are offered."""
        expected: dict[str, set[str]] = {}
        for text in Resolution.objects.select_related("session").prefetch_related("topics", "sponsors"):
            for value in get_values(text):
                if value is not None:
                    expected.setdefault(str(value), set()).add(text.symbol)
        assert len(expected) > 1
        options = read(client.get("/resolutions/")).find("select", name=name).find_all("option")
        offered = {option.attributes["value"] for option in options} - {"", "all"}
        # Kinds, outcomes and ways are offered whether or not a text has them.
        assert offered == set(expected) or (
            name in ("kind", "outcome", "adoption") and offered > set(expected)
        )
        every = {"body": "all", "kind": "all"}
        for value in sorted(expected)[:: len(expected) // most + 1]:
            assert set(get_symbols(client, **(every | {name: value}))) == expected[value]
        for value in offered - set(expected):
            assert get_symbols(client, **(every | {name: value})) == []

    def test_contested(self, starter: None, client: Client) -> None:
        def is_close(text: Resolution) -> bool:
            if not text.has_sound_totals or text.official_in_favour is None or text.official_against is None:
                return False
            return abs(text.official_in_favour - text.official_against) <= 10

        assert set(get_symbols(client, contested="vote")) == pick(lambda t: t.adoption == "recorded_vote")
        assert set(get_symbols(client, contested="opposed")) == pick(
            lambda t: t.has_sound_totals and (t.official_against or 0) > 0
        )
        close = set(get_symbols(client, contested="close"))
        assert close == pick(is_close)
        assert len(close) > 20

    @pytest.mark.parametrize(
        "query",
        [
            {},
            {"session": "37"},
            {"year": "2020", "contested": "opposed"},
            {"q": "rights", "outcome": "rejected"},
            {"adoption": "without_vote"},
            {"q": "zzzz"},
        ],
    )
    def test_the_counts_are_of_what_is_listed(self, starter: None, client: Client, query: Filter) -> None:
        page = read(client.get("/resolutions/", query))
        texts = list(Resolution.objects.filter(symbol__in=get_symbols(client, **query)))
        n = len(texts)
        by_vote = sum(t.adoption == "recorded_vote" for t in texts)
        rejected = sum(t.outcome == "rejected" for t in texts)
        without = sum(t.adoption == "without_vote" for t in texts)
        undecided = sum(t.adoption == "none" for t in texts)
        words = f" on “{query['q']}”" if "q" in query else ""
        assert page.find("h1").text == f"{n} text{'' if n == 1 else 's'}{words}"
        assert page.find("p", class_="finding").text == (
            f"{by_vote} put to a recorded vote ({rejected} rejected), {without} adopted without a vote, "
            f"{undecided} on which no decision was taken."
        )
        assert ("No texts match." in page.text) == (n == 0)

    @pytest.mark.parametrize("turned", ["", "-"])
    @pytest.mark.parametrize("column", ["date", "symbol", "title", "in_favour", "against", "abstaining"])
    def test_every_column_sorts_both_ways_with_what_is_missing_last(
        self, starter: None, client: Client, column: str, turned: str
    ) -> None:
        make_tabled("A/HRC/60/L.1", title="Undated", session=make_session("60"))
        field = {"symbol": "symbol_key", "title": "title", "date": "date"}.get(column, f"official_{column}")
        texts = {text.symbol: text for text in list_texts()}
        symbols = get_symbols(client, sort=turned + column)
        assert set(symbols) == set(texts)
        values = [getattr(texts[symbol], field) for symbol in symbols]
        present = [value for value in values if value is not None]
        assert values[len(present) :] == [None] * (len(values) - len(present))
        # Titles stand in the database's own order of letters.
        in_order = sorted(present) if column != "title" else list_titles_in_order()
        assert present == (in_order[::-1] if turned else in_order)
        if column == "title":
            assert read_all_pages(client, sort=turned + column) == drop_folded(symbols)

    def test_the_heads_of_the_columns_lead_to_the_other_order(self, starter: None, client: Client) -> None:
        page = read(client.get("/resolutions/", {"sort": "-against", "year": "2018", "page": "2"}))
        heads = {th.text.rstrip(" ▾▴"): th for th in page.find("thead").find_all("th")}
        assert heads["Against"].attributes["aria-sort"] == "descending"
        assert "aria-sort" not in heads["Date"].attributes
        (link,) = heads["Against"].get_links()
        assert set(link.removeprefix("?").split("&")) == {"sort=against", "year=2018"}
        (link,) = heads["Title"].get_links()
        assert set(link.removeprefix("?").split("&")) == {"sort=title", "year=2018"}
        assert heads["Result"].get_links() == {}

    @pytest.mark.parametrize(
        "query",
        [
            {},
            {"session": "37", "sort": "-abstaining"},
            {"q": "human rights", "contested": "vote", "sort": "title"},
            {"year": "2018", "sort": "symbol", "page": "2"},
            {"kind": "nothing", "year": "2018", "sort": "-nothing", "page": "900"},
            {"q": "zzzz"},
        ],
    )
    def test_the_exports_are_the_list_in_its_order(
        self, starter: None, client: Client, query: Filter
    ) -> None:
        unpaged = {name: value for name, value in query.items() if name != "page"}
        listed = read_all_pages(client, **unpaged)
        rows = client.get("/resolutions.json", query).json()["resolutions"]
        table = list(csv.DictReader(io.StringIO(client.get("/resolutions.csv", query).content.decode())))
        symbols = [row["symbol"] for row in rows]
        assert [row["symbol"] for row in table] == symbols
        assert listed == drop_folded(symbols)

    def test_filter_order_and_page_hold_together(self, starter: None, client: Client) -> None:
        query = {"contested": "vote", "q": "rights", "sort": "-against"}
        symbols = get_symbols(client, **query)
        assert len(symbols) > 100
        page = read(client.get("/resolutions/", {**query, "page": "2"}))
        assert get_listed(page) == drop_folded(symbols)[50:100]
        for name in ("prev", "next"):
            link = page.find("a", rel=name).attributes["href"]
            assert {"contested=vote", "q=rights", "sort=-against"} < set(link.removeprefix("?").split("&"))
        assert page.find("ul", class_="pages").find(aria_current="page").text == "2"

    def test_the_form_keeps_what_was_asked(self, starter: None, client: Client) -> None:
        page = read(client.get("/resolutions/", {"q": 'a "b"', "year": "2018", "sort": "-date"}))
        form = page.find("form", class_="filters")
        assert form.find("input", name="q").attributes["value"] == 'a "b"'
        assert [o.text for o in form.find("select", name="year").find_all("option", selected="")] == ["2018"]
        assert form.find("input", name="sort").attributes["value"] == "-date"
        data = [link for link in page.get_links() if link.startswith("/resolutions.csv")]
        assert data == ["/resolutions.csv?q=a+%22b%22&sort=-date&year=2018"]

    def test_links_to_a_page_are_few(self, starter: None, client: Client) -> None:
        page = read(client.get("/resolutions/"))
        pages = -(-len(drop_folded(get_symbols(client))) // 50)
        numbers = [li.text for li in page.find("ul", class_="pages").find_all("li")]
        assert numbers == [*map(str, range(1, pages + 1)), "Next"]


@pytest.mark.django_db
class TestSmallRecord:
    def test_equal_texts_keep_their_places_from_page_to_page(self, client: Client) -> None:
        """One title, one day, one total: only a total order shows each of them once."""
        usual: dict[str, Any] = {"title": "Title", "adoption": "recorded_vote", "totals": (10, 10, 10, 10)}
        refresh_checks([make_text(f"A/HRC/RES/37/{number}", **usual).pk for number in range(120)])
        for query in ({}, *({"sort": sort} for sort in ("title", "-title", "-date", "symbol", "against"))):
            listed = read_all_pages(client, **query)
            assert len(listed) == len(set(listed)) == 120, query
            assert listed == get_symbols(client, **query), query

    @pytest.mark.parametrize("sort", ["title", "-title", "in_favour", "-in_favour"])
    def test_among_equals_the_newest_comes_first(self, client: Client, sort: str) -> None:
        for year in (2019, 2021, 2018, 2020):
            day = datetime.date(year, 3, 23)
            make_voted(f"A/HRC/RES/{year}/1", title="Title", official=(10, 10, 10, 10), date=day)
        assert get_symbols(client, sort=sort) == [f"A/HRC/RES/{year}/1" for year in (2021, 2020, 2019, 2018)]

    def test_two_texts_of_one_symbol_are_both_listed_and_reached(self, client: Client) -> None:
        make_text("A/HRC/DEC/37/101")
        make_text("A/HRC/DEC/37/101", address="A/HRC/DEC/37/101/2")
        links = [a for a in read(client.get("/resolutions/")).find("table").get_links() if "DEC" in a]
        assert sorted(links) == ["/resolutions/A/HRC/DEC/37/101/", "/resolutions/A/HRC/DEC/37/101/2/"]
        assert all(client.get(link).status_code == 200 for link in links)

    def test_an_undated_text_shows_no_date(self, client: Client) -> None:
        make_tabled("A/HRC/60/L.1")
        (row,) = read(client.get("/resolutions/")).find("table").get_rows()
        assert not re.search(r"None|\d{4}", row[2])
