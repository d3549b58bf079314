"""One request: limited in size and time, redirected only within the prefix, and repeated if that may help."""

import gzip

import pytest
import urllib3

from tests.ingest.fake_site import FakeSite
from votes.ingest.fetching import MAX_REDIRECTS, Fetcher, FetchError, RetryableError, parse_retry_after

ADDRESS = "https://example.org/data/resolutions.csv"


def build_fetcher(site: FakeSite, **options) -> Fetcher:
    return Fetcher(**{"max_bytes": 100_000, "seconds": 10, "pool": site, **options})


def fetch(site: FakeSite, address: str = ADDRESS, **options) -> bytes:
    return build_fetcher(site, **options).fetch(address, {}).body


@pytest.mark.parametrize("target", ["https://files.example.org/1", "/data/1", "HTTPS://files.example.org/1"])
def test_a_redirect_to_https_is_followed(target):
    pages = dict.fromkeys(
        ["https://files.example.org/1", "HTTPS://files.example.org/1", "https://example.org/data/1"], b"here"
    )
    assert fetch(FakeSite({ADDRESS: target} | pages)) == b"here"


@pytest.mark.parametrize(
    "target", ["http://example.org/1", "ftp://example.org/1", "file:///etc/passwd", "HTTP://x/"]
)
def test_a_redirect_to_anything_else_is_refused(target):
    site = FakeSite({ADDRESS: target})
    with pytest.raises(FetchError, match=r"redirects to .*, which does not begin with https://"):
        fetch(site)
    assert site.asked == [ADDRESS]


def test_redirects_in_a_circle_end():
    site = FakeSite({ADDRESS: ADDRESS})
    with pytest.raises(FetchError, match="redirects more than 5 times"):
        fetch(site)
    assert len(site.asked) == MAX_REDIRECTS + 1


@pytest.mark.parametrize(
    "address", ["http://example.org/", "ftp://example.org/", "file:///etc/passwd", "data:,x"]
)
def test_only_https_addresses_are_fetched(address):
    site = FakeSite({address: b"here"})
    with pytest.raises(FetchError, match="does not begin with https://"):
        fetch(site, address)
    assert site.asked == []


@pytest.mark.parametrize("error", [ConnectionResetError("reset by peer"), TimeoutError("timed out")])
def test_a_connection_that_breaks_may_be_tried_again(error):
    with pytest.raises(RetryableError, match=f"{ADDRESS} cannot be read: .*{error}"):
        fetch(FakeSite({ADDRESS: error}))


def test_an_answer_that_is_too_large_is_left():
    with pytest.raises(FetchError, match="is larger than 100,000 bytes"):
        fetch(FakeSite({ADDRESS: b"x" * 100_001}))


def test_an_answer_that_trickles_is_left_after_its_seconds():
    ticks = iter([0.0, 5.0, 11.0, 99.0])
    with pytest.raises(RetryableError, match="took more than 10 seconds"):
        fetch(FakeSite({ADDRESS: b"x" * 90_000}), clock=lambda: next(ticks))


def test_an_answer_of_another_status_is_not_read():
    response = build_fetcher(FakeSite({ADDRESS: 403})).fetch(ADDRESS, {})
    assert (response.status, response.reason, response.body) == (403, "Forbidden", b"")


def test_a_packed_answer_is_expanded_where_that_was_asked_for_and_bounded():
    packed = gzip.compress(b"0" * 200_000)
    site = FakeSite({ADDRESS: packed}, {"Content-Encoding": "gzip"})
    fetcher = build_fetcher(site, max_bytes=200_000)
    assert fetcher.fetch(ADDRESS, {"Accept-Encoding": "gzip"}).body == b"0" * 200_000
    assert fetcher.fetch(ADDRESS, {}).body == packed
    with pytest.raises(FetchError, match="larger"):
        build_fetcher(site).fetch(ADDRESS, {"Accept-Encoding": "gzip"})


def test_what_is_not_retried_fails_at_once():
    site = FakeSite({})

    def attempt() -> None:
        site.asked.append("try")
        raise RetryableError("no")

    with pytest.raises(RetryableError):
        build_fetcher(site).repeat(attempt)
    assert site.asked == ["try"]


def test_each_retry_waits_longer_and_is_announced():
    slept: list[float] = []
    said: list[str] = []
    site = FakeSite({ADDRESS: TimeoutError("late")})
    retry = urllib3.Retry(3, backoff_factor=1, backoff_max=5)
    fetcher = build_fetcher(site, retry=retry, pause=1, sleep=slept.append, say=said.append)
    with pytest.raises(RetryableError, match="late"):
        fetcher.repeat(lambda: fetcher.fetch(ADDRESS, {}))
    assert slept == [2, 4, 5]
    assert [line.partition(". ")[2] for line in said] == [
        "Attempt 2 of 4 follows in 2 seconds.",
        "Attempt 3 of 4 follows in 4 seconds.",
        "Attempt 4 of 4 follows in 5 seconds.",
    ]


@pytest.mark.parametrize(("header", "seconds"), [(None, 0), ("", 0), ("soon", 0), ("17", 17), ("-3", 0)])
def test_what_retry_after_says(header, seconds):
    assert parse_retry_after(header) == seconds
