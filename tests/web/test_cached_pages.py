"""What is cached for all readers holds nothing of the one who asked first."""

import pickle
import zlib
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests.page import read
from tests.pages_factories import make_tabled
from tests.web.addresses import PAGES, add_to_query
from votes.models import Resolution

MARK = "mark4711"
DATA = [
    "/before.json?session=43&as_of=2020-06-01",
    "/before.csv?session=43",
    "/before/A/HRC/43/L.31/Rev.1.json?as_of=2020-06-01",
    "/blocs.json",
    "/compare/CHN/CUB.json",
    "/states.json",
]


@pytest.fixture
def stored(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """What the pages put into the cache, by key; texts that are stored compressed are unpacked."""
    found: dict[str, bytes] = {}
    store = cache.set

    def note(key: str, value: Any, *args: Any, **options: Any) -> None:
        found[key] = zlib.decompress(value) if isinstance(value, bytes) else pickle.dumps(value)
        store(key, value, *args, **options)

    def note_many(values: dict[str, Any], *args: Any, **options: Any) -> list[str]:
        for key, value in values.items():
            note(key, value, *args, **options)
        return []

    monkeypatch.setattr(cache, "set", note)
    monkeypatch.setattr(cache, "set_many", note_many)
    return found


@pytest.fixture
def tabled(starter: None) -> Resolution:
    """A draft on the table, so that the page before a session has something to show."""
    return make_tabled("A/HRC/62/L.5")


@pytest.mark.django_db
def test_nothing_of_a_request_is_stored_but_what_the_key_names(
    tabled: Resolution, stored: dict[str, bytes]
) -> None:
    """Neither a value of the address that the page does not know, nor the host, a cookie, the browser."""
    client = Client(HTTP_HOST="127.0.0.1", HTTP_USER_AGENT=MARK, HTTP_REFERER=f"https://{MARK}.example/")
    client.cookies["seen"] = MARK
    for address in [*PAGES, *DATA]:
        assert client.get(add_to_query(address, f"fbclid={MARK}")).status_code in (200, 302), address
    assert len(stored) > 10
    assert [key for key in stored if MARK in key] == []
    for mark in (MARK.encode(), b"127.0.0.1", b"csrfmiddlewaretoken"):
        assert [key for key, value in stored.items() if mark in value] == []


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
