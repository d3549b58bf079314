"""What is cached for all readers holds nothing of the one who asked first."""

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests.page import read
from tests.pages_factories import make_tabled
from tests.web.addresses import add_to_query
from votes.models import Resolution

MARK = "mark4711"


@pytest.fixture(scope="module")
def tabled_to_read(starter_to_read: None, database_of_module: DjangoDbBlocker) -> Resolution:
    """A draft on the table, so that the page before a session has something to show."""
    with database_of_module.unblock():
        return make_tabled("A/HRC/62/L.5")


@pytest.fixture
def tabled(tabled_to_read: Resolution) -> Resolution:
    """No page has been asked for."""
    cache.clear()
    return tabled_to_read


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/before/?session=43&as_of=2020-06-01", "/before/sessions/43/?as_of=2020-06-01", "/before/", "/blocs/"],
)
def test_the_second_reader_sees_nothing_of_the_first(tabled: Resolution, address: str) -> None:
    Client().get(add_to_query(address, f"fbclid={MARK}"), headers={"host": "localhost"})
    first = Client().get(address).content
    assert MARK.encode() not in first
    assert b"localhost" not in first
    assert Client().get(address).content == first


@pytest.mark.django_db
def test_each_reader_of_a_cached_page_gets_the_data_of_its_own_day(
    tabled: Resolution, client: Client
) -> None:
    for day in ("2020-06-01", "2020-06-02"):
        page = read(client.get(f"/before/?session=43&as_of={day}&fbclid={MARK}"))
        links = [address for address in page.get_links() if address.startswith("/before.")]
        assert links == [f"/before.{form}?session=43&as_of={day}" for form in ("csv", "json")]
        assert {row["as_of"] for row in client.get(links[1]).json()["drafts"]} == {day}
