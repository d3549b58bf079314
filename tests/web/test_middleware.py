"""A NUL byte in the address: nothing on file has one, and PostgreSQL refuses to be asked for it."""

import pytest
from django.test import Client

from tests.page import parse_html


@pytest.mark.parametrize(
    "address", ["/states/%00/", "/resolutions/A/HRC/RES/37%00/23.json", "/series/a%00.csv"]
)
def test_a_nul_byte_in_a_path_names_nothing(client: Client, db: None, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert parse_html(response.content.decode()).find("h1").text == "Page not found"


@pytest.mark.parametrize("name", ["q", "year", "session", "sponsor", "topic", "page", "sort", "a%00b"])
def test_a_nul_byte_in_a_query_is_passed_over(client: Client, starter: None, name: str) -> None:
    plain, with_nul = (client.get(f"/resolutions/?{name}=3{nul}7") for nul in ("", "%00"))
    assert with_nul.status_code == plain.status_code == 200
    assert with_nul.context["notes"] == plain.context["notes"]
    assert list(with_nul.context["table"].data) == list(plain.context["table"].data)


def test_what_is_written_percent_zero_zero_stays_as_it_is(client: Client, db: None) -> None:
    response = client.get("/resolutions/?q=%2500")
    assert response.context["filter"].form["q"].value() == "%00"
