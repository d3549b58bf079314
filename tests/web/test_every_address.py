"""What holds on every public page of the starter record. Each is asked for once, for all that is to be seen of it."""

import pickle
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.http import QueryDict
from django.template import engines
from django.template.base import Variable, VariableDoesNotExist
from django.template.context import BaseContext
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests.page import parse_html
from tests.pages_factories import make_tabled
from tests.web.addresses import PAGES, add_to_query

pytestmark = pytest.mark.django_db

NOT_FOUND = ["/nothing/", "/resolutions/A/HRC/RES/37/999/", "/before/?as_of=never"]
DATA = [
    "/before.json?session=43&as_of=2020-06-01",
    "/before.csv?session=43",
    "/before/A/HRC/43/L.31/Rev.1.json?as_of=2020-06-01",
    "/blocs.json",
    "/compare/CHN/CUB.json",
    "/states.json",
]
WITHOUT_DATA = (
    "/?",
    "/search/",
    "/glossary/",
    "/report/",
    "/about/changes/",
    "/sessions/?",
    "/compare/?",
    "/about/?",
    "/about/method/",
    "/before/sessions/",
    "/before/evaluation/",
)


def has_data(address: str) -> bool:
    return not (address if "?" in address else f"{address}?").startswith(WITHOUT_DATA)


def parse_query(address: str) -> dict[str, list[str]]:
    return dict(QueryDict(address.partition("?")[2]).lists())


# What the reader of the pages sends and no cache may hold, and what a page prints for what does not exist.
MARK = "mark4711"
MISSING = "%s is not there"
# What a template may ask for in vain: an include asks whether its caller gave it.
ASKED_OF_ABSENCE = (BaseContext, dict, type(None))


@contextmanager
def note_stored() -> Iterator[dict[str, bytes]]:
    """What goes into the cache meanwhile, by key; texts that are stored compressed are unpacked."""
    found: dict[str, bytes] = {}
    store = cache.set

    def note(key: str, value: Any, *args: Any, **options: Any) -> None:
        found[key] = zlib.decompress(value) if isinstance(value, bytes) else pickle.dumps(value)
        store(key, value, *args, **options)

    def note_many(values: dict[str, Any], *args: Any, **options: Any) -> list[str]:
        for key, value in values.items():
            note(key, value, *args, **options)
        return []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "set", note)
        patch.setattr(cache, "set_many", note_many)
        yield found


@contextmanager
def note_missing() -> Iterator[set[str]]:
    """Fields that a template asks an object for and that no such object has, in `{% if %}` and in filters too.

    Meanwhile a page prints `MISSING` for what does not exist, where Django would print nothing.
    """
    found: set[str] = set()
    look_up = Variable._resolve_lookup  # type: ignore[attr-defined]

    def note(variable: Variable, context: Any) -> Any:
        try:
            return look_up(variable, context)
        except VariableDoesNotExist as error:
            owner = error.params[1] if len(error.params) > 1 else None
            if not isinstance(owner, ASKED_OF_ABSENCE):
                found.add(f"{variable.var} of {type(owner).__name__}")
            raise

    engine: Any = engines["django"].engine  # type: ignore[attr-defined]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Variable, "_resolve_lookup", note)
        patch.setattr(engine, "string_if_invalid", MISSING)
        yield found


@dataclass(frozen=True)
class Visits:
    """The pages by their address, what was stored in the cache, and what their templates asked for in vain."""

    pages: dict[str, str]
    stored: dict[str, bytes]
    missing: set[str]


@pytest.fixture(scope="module")
def visits(starter_to_read: None, database_of_module: DjangoDbBlocker) -> Visits:
    client = Client(HTTP_HOST="127.0.0.1", HTTP_USER_AGENT=MARK, HTTP_REFERER=f"https://{MARK}.example/")
    client.cookies["seen"] = MARK
    pages = {}
    with database_of_module.unblock(), note_stored() as stored, note_missing() as missing:
        make_tabled("A/HRC/62/L.5")  # so that the page before a session has something to show
        for address in [*PAGES, *DATA, *NOT_FOUND]:
            response = client.get(add_to_query(address, f"fbclid={MARK}"))
            assert (response.status_code in (200, 302)) == (address not in NOT_FOUND), address
            pages[address] = response.content.decode()
    return Visits(pages, stored, missing)


def test_nothing_of_a_request_is_stored_but_what_the_key_names(visits: Visits) -> None:
    """Neither a value of the address that the page does not know, nor the host, a cookie, the browser."""
    assert len(visits.stored) > 10
    assert [key for key in visits.stored if MARK in key] == []
    for mark in (MARK.encode(), b"127.0.0.1", b"csrfmiddlewaretoken"):
        assert [key for key, value in visits.stored.items() if mark in value] == []


def test_no_page_names_a_variable_or_field_that_does_not_exist(visits: Visits) -> None:
    """Django would print nothing in its place."""
    printed = {
        (address, name)
        for address, page in visits.pages.items()
        for name in re.findall(rf"[\w.]+{MISSING % ''}", page)
    }
    assert printed == set()
    assert visits.missing == set()


def test_the_data_links_of_every_page_keep_every_value_of_its_address(visits: Visits, client: Client) -> None:
    for address in filter(has_data, PAGES):
        links = parse_html(visits.pages[address]).find_all("a", class_="button")
        buttons = [link for link in links if link.text in ("CSV", "JSON")]
        assert [button.text for button in buttons] == ["CSV", "JSON"], address
        for button in buttons:
            link = button.attributes["href"]
            assert parse_query(link).items() >= parse_query(address).items(), (address, link)
            assert client.get(link).status_code == 200
