"""One page, requested with pauses and accepted only if it is complete."""

import gzip
import itertools
import sys

import pytest
import urllib3

from tests.ingest.harvest.conftest import Run
from tests.ingest.harvest.fake_library import COOKIE, FakeLibrary, get_hash, write_bare, write_text
from votes.ingest.fetching import MAX_REDIRECTS, FetchError, RetryableError, find_proxy
from votes.ingest.harvest.challenge import ChallengeError, pass_challenge
from votes.ingest.harvest.library import (
    MAX_CHALLENGES,
    MAX_TRIES,
    Library,
    LibraryError,
    Pass,
    build_user_agent,
    check_base,
    read_page,
)
from votes.ingest.readers.sources import Limits

PAGE = (2018, 1)


@pytest.fixture(autouse=True)
def _two_records(fake: FakeLibrary) -> None:
    fake.years[2018] = [write_text(2018, 1), write_text(2018, 2)]


def test_the_request_is_the_one_that_the_library_documents(run, fake):
    library = run.make_library()
    answer = library.fetch_page(2018, 201)
    assert answer.address == f"{fake.address}/search?c=Voting&of=xm&rg=200&jrec=201&p=year:2018"
    assert fake.list_pages() == [(2018, 201)]


def test_a_page_has_its_bytes_its_record_numbers_and_the_total(run, fake):
    answer = run.make_library().fetch_page(*PAGE)
    assert answer.content == fake.write_page(2018, 1, 200)
    assert (answer.numbers, answer.total) == (("20180001", "20180002"), 2)


def test_a_year_without_records_is_a_page_without_records(run):
    answer = run.make_library().fetch_page(1950, 1)
    assert (answer.numbers, answer.total) == ((), 0)


def test_the_user_agent_names_the_harvest_and_the_contact(fake, run):
    user_agent = build_user_agent("votes@example.org")
    Library(fake.address, user_agent, run.make_library().solve, run.said.append).fetch_page(*PAGE)
    assert "votes@example.org" in fake.asked[0].user_agent
    assert "hrc-voting-record" in fake.asked[0].user_agent
    assert fake.asked[0].cookie == ""


def test_there_is_a_pause_before_every_request_but_the_first(run):
    library = run.make_library(pause=3)
    for _ in range(3):
        library.fetch_page(*PAGE)
    assert run.slept == [3, 3]


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("status 500", "answers 500"),
        ("status 429", "answers 429"),
        ("cut", "not valid XML"),
        ("fewer", "the response states 2 records but contains 1"),
        ("reset", "onnection"),
        ("close", "onnection broken"),
        ("instead ", "not valid XML"),
        ("instead <html><p>Back soon</p></html>", "not MARCXML; the root element is <html>"),
        ("instead <!DOCTYPE a [<!ENTITY b 'c'>]><collection>&b;</collection>", "a document type"),
    ],
)
def test_a_broken_response_is_requested_again(run, fake, fault, words):
    fake.faults[PAGE] = [fault]
    library = run.make_library(pause=3)
    assert len(library.fetch_page(*PAGE).numbers) == 2
    assert run.slept == [6]
    assert words in run.said[0]
    assert "Attempt 2 of 5 follows in 6 seconds" in run.said[0]


def test_each_try_waits_twice_as_long_as_the_one_before_and_there_is_an_end(run, fake):
    fake.faults[PAGE] = ["status 500"] * 9
    with pytest.raises(RetryableError, match="answers 500"):
        run.make_library(pause=3).fetch_page(*PAGE)
    assert run.slept == [6, 12, 24, 48]
    assert len(fake.asked) == MAX_TRIES


def test_no_wait_exceeds_the_maximum(run, fake):
    fake.faults[PAGE] = ["status 500"] * 4
    run.make_library(pause=100).fetch_page(*PAGE)
    assert run.slept == [200, 300, 300, 300]


def test_it_waits_as_long_as_the_library_asks(run, fake):
    fake.faults[PAGE] = ["wait 100", "wait 1"]
    run.make_library(pause=3).fetch_page(*PAGE)
    assert run.slept == [100, 12]


def test_who_asks_for_hours_is_left_alone(run, fake):
    fake.faults[PAGE] = ["wait 7200"]
    with pytest.raises(FetchError, match="try again in 7,200 seconds"):
        run.make_library().fetch_page(*PAGE)
    assert run.slept == []


def test_a_slow_response_is_abandoned_and_requested_again(run, fake):
    fake.faults[PAGE] = ["hold"]
    library = run.make_library(timeout=urllib3.Timeout(connect=5, read=0.05))
    assert len(library.fetch_page(*PAGE).numbers) == 2
    assert "timed out" in run.said[0]


def test_an_answer_that_trickles_is_given_up_after_its_seconds(run, fake):
    fake.years[2018] = write_bare(2018, 200)
    fake.faults[PAGE] = []
    ticks = itertools.count(step=100)
    library = run.make_library(limits=Limits(seconds=50), clock=lambda: next(ticks))
    with pytest.raises(RetryableError, match="took more than 50 seconds"):
        library.fetch_page(*PAGE)
    assert len(fake.asked) == MAX_TRIES


def test_an_answer_that_is_too_large_ends_the_harvest(run):
    with pytest.raises(FetchError, match="larger than 1,000 bytes"):
        run.make_library(limits=Limits(expanded_bytes=1_000)).fetch_page(*PAGE)


@pytest.mark.parametrize(("status", "n"), [(403, 1), (404, 1), (400, 1)])
def test_a_refused_request_is_not_repeated(run, fake, status, n):
    fake.faults[PAGE] = [f"status {status}"]
    with pytest.raises(LibraryError, match=f"answers {status}"):
        run.make_library().fetch_page(*PAGE)
    assert len(fake.asked) == n


def test_a_captcha_is_left_to_a_human_being(run, fake):
    fake.faults[PAGE] = ["captcha"]
    with pytest.raises(LibraryError, match="captcha"):
        run.make_library().fetch_page(*PAGE)


def test_a_redirect_within_the_library_is_followed(run, fake):
    fake.faults[PAGE] = ["redirect /search?c=Voting&of=xm&rg=200&jrec=1&p=year:2018&ln=en"]
    assert len(run.make_library().fetch_page(*PAGE).numbers) == 2


@pytest.mark.parametrize("where", ["https://example.org/search", "ftp://127.0.0.1/", "//example.org/"])
def test_a_redirect_that_leads_away_is_not(run, fake, where):
    fake.faults[PAGE] = [f"redirect {where}"]
    with pytest.raises(FetchError, match=r"redirects to .*, which does not begin with http://127"):
        run.make_library().fetch_page(*PAGE)


def test_redirects_in_a_circle_end(run, fake):
    fake.faults[PAGE] = ["redirect /search?c=Voting&of=xm&rg=200&jrec=1&p=year:2018"] * 9
    with pytest.raises(FetchError, match="redirects more than 5 times"):
        run.make_library().fetch_page(*PAGE)
    assert len(fake.asked) == MAX_REDIRECTS + 1


def test_a_library_that_cannot_be_reached_is_not_waited_for(run, fake):
    run.fake.address = "http://127.0.0.1:1"
    with pytest.raises(FetchError, match="cannot be reached"):
        run.make_library().fetch_page(*PAGE)
    assert run.slept == []


@pytest.mark.parametrize(
    "base", ["http://example.org", "ftp://127.0.0.1", "searchlibrary.ohchr.org", "https://", ""]
)
def test_the_library_is_queried_only_over_https(base):
    with pytest.raises(LibraryError, match="not an https address"):
        check_base(base)


def test_a_page_that_states_no_total_counts_as_it_is():
    answer = read_page("a", 1, f"<collection>{write_text(2018, 1)}</collection>".encode())
    assert (answer.numbers, answer.total) == (("20180001",), None)


def test_the_total_is_read_from_the_comment_alone():
    record = write_text(2018, 1).replace("Cuba", "Search-Engine-Total-Number-Of-Results: 9")
    assert read_page("a", 1, f"<collection>{record}</collection>".encode()).total is None


def test_a_gzipped_answer_is_expanded(run, fake, monkeypatch):
    page = fake.write_page(2018, 1, 200)
    monkeypatch.setattr(
        "tests.ingest.harvest.fake_library.Handler.misbehave",
        lambda handler, fault, page: handler.answer(200, gzip.compress(page), {"Content-Encoding": "gzip"}),
    )
    fake.faults[PAGE] = ["gzip"]
    assert run.make_library().fetch_page(*PAGE).content == page


class Solver:
    """Passes the fake library's challenge as its script would, without a browser."""

    def __init__(self, fake: FakeLibrary, sound: bool = True) -> None:
        self.fake, self.sound, self.addresses = fake, sound, list[str]()

    def __call__(self, address: str) -> Pass:
        self.addresses.append(address)
        self.fake.write_challenge("Browser/1")
        nonce = list(self.fake.browsers)[-1]
        n = next(n for n in itertools.count() if not get_hash(f"{nonce}:{n}") & 0xFFF)
        return Pass(f"{COOKIE}={nonce}:{n if self.sound else n + 1}", "Browser/1")


def test_the_challenge_is_solved_once_and_its_cookie_and_user_agent_are_reused(run: Run, fake):
    fake.challenge = True
    solver = Solver(fake)
    library = run.make_library(solve=solver)
    for _ in range(3):
        assert len(library.fetch_page(*PAGE).numbers) == 2
    assert solver.addresses == [library.build_address(*PAGE)]
    assert [asked.user_agent for asked in fake.asked] == ["tester", *["Browser/1"] * 3]


def test_a_cookie_that_expires_is_obtained_again(run, fake):
    fake.challenge, fake.token_lasts = True, 2
    solver = Solver(fake)
    library = run.make_library(solve=solver)
    for _ in range(5):
        assert len(library.fetch_page(*PAGE).numbers) == 2
    assert len(solver.addresses) == 3


def test_a_challenge_for_ever_has_an_end(run, fake):
    fake.challenge = True
    solver = Solver(fake, sound=False)
    with pytest.raises(LibraryError, match="3 times in a row"):
        run.make_library(solve=solver).fetch_page(*PAGE)
    assert len(solver.addresses) == MAX_CHALLENGES - 1
    assert len(fake.asked) == MAX_CHALLENGES


def test_without_a_browser_it_says_how_to_do_it_by_hand(run, fake):
    fake.challenge = True
    with pytest.raises(LibraryError, match=r"manage.py import_record year.xml") as error:
        run.make_library().fetch_page(*PAGE)
    assert f"open {fake.address}/search?c=Voting&of=xm&rg=200&jrec=1&p=year:2018 in a browser" in str(
        error.value
    )


def test_without_playwright_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    with pytest.raises(
        ChallengeError, match=r"(?s)Playwright is not installed.*requirements-harvest.txt"
    ) as error:
        pass_challenge("https://example.org/search?p=year:2018", "tester")
    assert "open https://example.org/search?p=year:2018 in a browser" in str(error.value)


def test_it_goes_through_the_systems_proxy_to_the_library_and_to_this_machine_without(fake, run, monkeypatch):
    monkeypatch.setenv("https_proxy", fake.address)
    monkeypatch.setenv("no_proxy", "example.org")
    assert find_proxy("https://searchlibrary.ohchr.org") == fake.address
    assert find_proxy("https://example.org") is None
    assert find_proxy("https://127.0.0.1:8000") is None
    library = Library("https://searchlibrary.ohchr.org", "tester", run.make_library().solve, run.said.append)
    # The fake library is no proxy and says so; nothing else was asked.
    with pytest.raises(FetchError, match=r"cannot be reached.*501"):
        library.fetch_page(*PAGE)


def test_a_page_cut_off_anywhere_is_never_accepted(fake):
    page = fake.write_page(2018, 1, 200).rstrip()
    assert len(read_page("a", 1, page).numbers) == 2
    for end in range(len(page)):
        with pytest.raises(RetryableError):
            read_page("a", 1, page[:end])
