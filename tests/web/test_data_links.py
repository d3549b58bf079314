"""The buttons for CSV and JSON lead to the data of the page as it is: with every value of its address."""

import pytest
from django.test import Client

from tests.page import read
from tests.web.test_data import get_csv, get_json


@pytest.mark.django_db
class TestStarter:
    @pytest.mark.parametrize(
        "address", ["/resolutions/", "/explanations/", "/about/quality/", "/states/CHN/"]
    )
    def test_the_data_links_leave_the_number_of_the_page_out(
        self, starter: None, client: Client, address: str
    ) -> None:
        page = read(client.get(f"{address}?page=2"))
        (csv,) = [link for link, words in page.get_links().items() if words == "CSV"]
        assert "page=" not in csv

    def test_the_data_of_a_briefing_are_of_its_day(self, starter: None, client: Client) -> None:
        page = read(client.get("/before/A/HRC/43/L.31/Rev.1/?as_of=2020-06-01"))
        links = {words: link for link, words in page.get_links().items()}
        assert {row["as_of"] for row in get_csv(client, links["CSV"])} == {"2020-06-01"}
        assert get_json(client, links["JSON"])["as_of"] == "2020-06-01"

    def test_the_data_of_a_state_have_the_votes_that_its_page_lists(
        self, starter: None, client: Client
    ) -> None:
        every = get_json(client, "/states/CHN.json")
        against = get_json(client, "/states/CHN.json?position=against")
        assert against == every | {"votes": [v for v in every["votes"] if v["position"] == "against"]}
        rows = get_csv(client, "/states/CHN.csv?position=against")
        assert [row["symbol"] for row in rows] == [vote["symbol"] for vote in against["votes"]]
        assert len(rows) < len(every["votes"])

    def test_the_data_of_a_text_have_the_votes_that_its_page_lists(
        self, starter: None, client: Client
    ) -> None:
        address = "/resolutions/A/HRC/RES/37/23"
        every = get_json(client, f"{address}.json")
        query = "?position=abstaining&group=latin_american_caribbean"
        asked = get_json(client, f"{address}.json{query}")
        group = "Latin American and Caribbean States"
        assert asked == every | {
            "votes": [v for v in every["votes"] if (v["position"], v["group"]) == ("abstaining", group)]
        }
        assert 0 < len(asked["votes"]) < 17
        rows = get_csv(client, f"{address}.csv{query}")
        assert [row["state"] for row in rows] == [vote["state"] for vote in asked["votes"]]
