"""What folds away on a phone says what is in it."""

import pytest
from django.test import Client

from tests.page import read

pytestmark = pytest.mark.django_db


def get_summaries(client: Client, address: str) -> list[str]:
    return [" ".join(fold.text.split()) for fold in read(client.get(address)).find_all("summary")]


def test_folded_filters_say_how_many_are_set(starter_to_read: None, client: Client) -> None:
    assert "Filters" in get_summaries(client, "/resolutions/")
    assert "Filters (1 set)" in get_summaries(client, "/resolutions/?year=2018&sort=-against&q=&page=1")
    assert "Filters (2 set)" in get_summaries(client, "/resolutions/?year=2018&adoption=recorded_vote")


def test_the_folded_roll_call_is_open_where_the_address_chooses_from_it(
    starter_to_read: None, client: Client
) -> None:
    vote = "/resolutions/A/HRC/RES/37/23/"
    (fold,) = [fold for fold in read(client.get(vote)).find_all("details") if "Roll-call of 47" in fold.text]
    assert "open" not in fold.attributes
    (fold,) = [
        fold
        for fold in read(client.get(f"{vote}?position=against")).find_all("details")
        if "Roll-call of 47" in fold.text
    ]
    assert "open" in fold.attributes


@pytest.mark.parametrize(
    "address",
    ["/resolutions/A/HRC/RES/37/23/", "/states/MEX/", "/compare/CHN/CUB/", "/resolutions/A/HRC/RES/58/17/"],
)
def test_each_link_to_a_section_has_its_section(starter_to_read: None, client: Client, address: str) -> None:
    page = read(client.get(address))
    ids = {element.attributes["id"] for element in page.walk() if "id" in element.attributes}
    (jump,) = page.find_all("nav", class_="jump")
    targets = {link.attributes["href"].removeprefix("#") for link in jump.find_all("a")}
    assert len(targets) > 1
    assert targets <= ids
