"""Whole pages by version: who gets a stored page, what its key holds, and that none is ever out of date."""

import datetime
import gzip
import threading
from collections.abc import Iterator
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest
import zstandard
from django.core.cache import caches
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.pages_factories import make_tabled
from votes.core import record_version
from votes.core.models import RecordVersion
from votes.web import page_cache
from votes.web.content_coding import choose_coding
from votes.web.page_cache import PageCacheMiddleware
from votes.web.page_store import MemoryPages, StoredPage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _stored(settings: Any) -> Iterator[None]:
    settings.PAGES_STORED = True
    caches["pages"].clear()
    yield
    caches["pages"].clear()


class Site:
    """A view that counts how often it is called and prints what it was asked, behind the middleware."""

    def __init__(self, answer: HttpResponse | None = None) -> None:
        self.calls = 0
        self.answer = answer
        self.middleware = PageCacheMiddleware(self.view)
        self.during: Any = None

    def view(self, request: HttpRequest) -> HttpResponse:
        self.calls += 1
        if self.during:
            self.during()
        if self.answer is not None:
            return self.answer
        return HttpResponse(
            f"{request.META['QUERY_STRING']} {record_version.get_record_version()} " + "x" * 999
        )

    def get(self, address: str = "/states/", cookies: str = "", **headers: str) -> Any:
        request = RequestFactory().get(address, headers=headers)
        if cookies:
            request.COOKIES[cookies] = "1"
        return self.middleware(request)


def test_the_second_reader_gets_the_page_without_a_view_or_a_query() -> None:
    site = Site()
    first = site.get()
    second = site.get()
    assert site.calls == 1
    assert first.content == second.content
    assert second["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
    assert second["Vary"] == "Accept-Encoding, Cookie"


def test_a_change_of_the_record_is_seen_at_once() -> None:
    site = Site()
    before = site.get()
    RecordVersion.bump()
    after = site.get()
    assert site.calls == 2
    assert before["ETag"] != after["ETag"]


def test_who_has_the_page_is_told_so() -> None:
    site = Site()
    etag = site.get(**{"Accept-Encoding": "br"})["ETag"]
    again = site.get(**{"If-None-Match": etag, "Accept-Encoding": "br"})
    assert (again.status_code, again["ETag"], again.content) == (304, etag, b"")
    RecordVersion.bump()
    assert site.get(**{"If-None-Match": etag}).status_code == 200


def move_clock(monkeypatch: pytest.MonkeyPatch, hours: int) -> None:
    now = timezone.now() + datetime.timedelta(hours=hours)
    monkeypatch.setattr("votes.web.page_cache.timezone.localtime", lambda: now)
    monkeypatch.setattr("votes.web.page_cache.timezone.localdate", now.date)


def test_who_knows_only_the_day_of_the_page_is_told_so_until_it_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    site = Site()
    changed = site.get()["Last-Modified"]
    assert site.get(**{"If-Modified-Since": changed}).status_code == 304
    move_clock(monkeypatch, hours=30)
    assert site.get(**{"If-Modified-Since": changed}).status_code == 200


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("zstd, gzip", "zstd"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("*", "br"),
        ("gzip;q=abc", ""),
        ("identity", ""),
        ("", ""),
    ],
)
def test_the_coding_is_one_that_the_reader_takes(accepted: str, coding: str) -> None:
    assert choose_coding(accepted) == coding
    site = Site()
    site.get()
    response = site.get(**{"Accept-Encoding": accepted})
    decode = {
        "br": brotli.decompress,
        "gzip": gzip.decompress,
        "zstd": lambda body: zstandard.ZstdDecompressor().decompress(body),
        "": bytes,
    }[coding]
    assert response.headers.get("Content-Encoding", "") == coding
    assert decode(response.content).endswith(b"x" * 999)
    assert site.calls == 1


@pytest.mark.parametrize("cookie", ["sessionid", "messages"])
def test_who_may_be_signed_in_gets_a_page_of_their_own(cookie: str) -> None:
    site = Site()
    site.get()
    own = site.get(cookies=cookie)
    assert site.calls == 2
    assert own["Cache-Control"] == "private, no-cache"
    assert "ETag" not in own.headers


@pytest.mark.parametrize("path", page_cache.PRIVATE_PATHS)
def test_what_is_not_for_the_public_is_not_stored(path: str) -> None:
    site = Site()
    site.get(path)
    site.get(path)
    assert site.calls == 2


def build(status: int = 200, **headers: str) -> HttpResponse:
    return HttpResponse(
        "x" * 999, status=status, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )


def with_cookie() -> HttpResponse:
    response = build()
    response.set_cookie("csrftoken", "1")
    return response


@pytest.mark.parametrize(
    "answer",
    [
        build(404),
        build(500),
        build(503),
        build(Cache_Control="no-store"),
        build(Cache_Control="private"),
        with_cookie(),
    ],
)
def test_an_answer_that_is_not_the_same_for_all_is_not_stored(answer: HttpResponse) -> None:
    site = Site(answer)
    site.get()
    site.get()
    assert site.calls == 2


def test_a_redirect_is_stored() -> None:
    site = Site(build(302, Location="/resolutions/A/HRC/RES/37/23/"))
    site.get()
    assert site.get()["Location"] == "/resolutions/A/HRC/RES/37/23/"
    assert site.calls == 1


def test_names_that_count_visits_make_no_page_of_their_own_and_are_not_in_it() -> None:
    site = Site()
    assert b"fbclid" not in site.get("/states/?q=a&fbclid=X&utm_source=Y").content
    site.get("/states/?utm_campaign=Z&q=a")
    assert site.calls == 1


def test_the_order_of_names_makes_no_page_of_its_own_that_of_values_does() -> None:
    site = Site()
    site.get("/blocs/?to=2020&states=CHN&states=CUB")
    site.get("/blocs/?states=CHN&to=2020&states=CUB")
    assert site.calls == 1
    site.get("/blocs/?states=CUB&states=CHN&to=2020")
    assert site.calls == 2


def test_a_page_of_yesterday_is_not_sent_today(monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site()
    site.get()
    move_clock(monkeypatch, hours=24)
    site.get()
    assert site.calls == 2


def test_a_page_of_another_release_is_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site()
    site.get()
    monkeypatch.setattr("votes.web.page_cache.get_release", lambda: "another")
    site.get()
    assert site.calls == 2


def test_a_page_during_which_the_record_changes_is_built_again() -> None:
    site = Site()
    changes = iter([True])
    site.during = lambda: next(changes, None) and RecordVersion.bump()
    page = site.get()
    assert site.calls == 2
    assert str(RecordVersion.get()).encode() in page.content
    site.get()
    assert site.calls == 2


@pytest.mark.limit("page_cache.MOST_ATTEMPTS")
def test_a_page_during_which_the_record_never_rests_is_sent_but_not_stored() -> None:
    site = Site()
    changes = iter([True] * (page_cache.MOST_ATTEMPTS - 1))
    site.during = lambda: next(changes, None) and RecordVersion.bump()
    assert "no-store" not in site.get()["Cache-Control"]
    site.during = RecordVersion.bump
    site.calls = 0
    RecordVersion.bump()
    assert site.get()["Cache-Control"] == "no-store"
    assert site.calls == page_cache.MOST_ATTEMPTS


@pytest.mark.limit("page_cache.LONGEST_WAIT")
@pytest.mark.parametrize(("waited", "calls"), [(0.9, 0), (1.1, 1)])
def test_who_waits_too_long_builds_the_page(
    monkeypatch: pytest.MonkeyPatch, waited: float, calls: int
) -> None:
    site = Site()
    key = "k" * 40
    assert page_cache.lock(key)
    clock = iter([0.0, waited * page_cache.LONGEST_WAIT])
    monkeypatch.setattr(
        "votes.web.page_cache.time.monotonic", lambda: next(clock, 2 * page_cache.LONGEST_WAIT)
    )
    monkeypatch.setattr("votes.web.page_cache.time.sleep", lambda _seconds: store(key))
    site.middleware.find_or_build(RequestFactory().get("/states/"), key, record_version.read_version())
    assert site.calls == calls


def store(key: str) -> None:
    caches["pages"].set(key, StoredPage(200, b"x", (), "", key))


@pytest.mark.limit("content_coding.SMALLEST")
@pytest.mark.parametrize(("size", "coding"), [(499, ""), (500, "br"), (501, "br")])
def test_a_small_page_is_not_compressed(size: int, coding: str) -> None:
    site = Site(HttpResponse("x" * size))
    assert site.get(**{"Accept-Encoding": "br"}).headers.get("Content-Encoding", "") == coding


def test_a_public_page_shows_no_query_of_its_own_once_it_is_stored(client: Client) -> None:
    text = make_tabled("A/HRC/62/L.5")
    address = text.get_absolute_url()
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    # Within the transaction of this test the version is read; the next test has none.
    assert len(queries) == 1


@pytest.mark.django_db(transaction=True)
def test_a_stored_page_and_one_that_is_unchanged_take_no_query(
    client: Client, monkeypatch: Any, tmp_path: Any
) -> None:
    token = tmp_path / "token"
    token.write_text("first")
    monkeypatch.setattr("votes.core.change_token.find_file", lambda: token)
    etag = client.get("/glossary/")["ETag"]
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/glossary/").status_code == 200
        assert client.get("/glossary/", headers={"If-None-Match": etag}).status_code == 304
    assert len(queries) == 0
    RecordVersion.bump()
    assert token.read_text() != "first"
    assert client.get("/glossary/", headers={"If-None-Match": etag}).status_code == 200


def test_one_builds_and_the_others_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site()
    site.during = lambda: threading.Event().wait(0.2)
    version = record_version.read_version()
    # The threads have connections of their own; what they read there is not what is tested here.
    monkeypatch.setattr("votes.web.page_cache.read_version", lambda: version)
    answers: list[str] = []

    def ask() -> None:
        answer = site.middleware.find_or_build(RequestFactory().get("/states/"), "k" * 40, version)
        answers.append(answer.headers["ETag"])

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert site.calls == 1
    assert len(answers) == 5
    assert len(set(answers)) == 1


def test_without_the_database_a_stored_page_is_sent_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site()
    site.get()

    def fail() -> None:
        raise DatabaseError

    monkeypatch.setattr("votes.web.page_cache.recall_version", fail)
    answer = site.get()
    assert site.calls == 1
    assert answer["Warning"].startswith("110")


def make_page(size: int) -> StoredPage:
    return StoredPage(200, b"x" * size, (), "", "k")


def test_the_memory_of_a_process_is_bounded_in_bytes() -> None:
    pages = MemoryPages("100000", {})
    for n in range(50):
        pages.set(f"page {n}", make_page(8_000))
    assert pages.get("page 49") is not None
    assert pages.get("page 0") is None
    assert pages.entries.currsize <= 100_000
    pages.set("large", make_page(200_000))
    assert pages.get("large") is None
