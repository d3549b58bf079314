"""Fetches the records of the OHCHR library, one page at a time, with pauses.

The library runs Invenio: `of=xm` requests MARCXML, `rg` is the number of records and `jrec` the first of them. A
comment at the top of the page gives the total of the search. A response is accepted only if it is valid XML with as
many records as that comment implies.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import urllib3

from votes.ingest.fetching import (
    LOCAL_HOSTS,
    TIMEOUT,
    Fetcher,
    FetchError,
    RetryableError,
    parse_retry_after,
)
from votes.ingest.readers.marcxml import parse_records
from votes.ingest.readers.native_format import RecordFormatError
from votes.ingest.readers.sources import Limits

LIBRARY = "https://searchlibrary.ohchr.org"
RECORDS_PER_PAGE = 200
# The library shows only this many records of a search.
MAX_RECORDS_SHOWN = 5_000
PAUSE = 3.0  # seconds between an answer and the next request
MAX_TRIES = 5  # of one page
MAX_WAIT = 300.0  # seconds before another try; a library that asks for more is left alone
MAX_CHALLENGES = 3  # that one request may meet in a row
RETRYABLE_STATUSES = {408, 425, 429, 500, 502, 503, 504}
HEAD_BYTES = 64 * 1024  # the first bytes of a page, which contain the comment with the total
LIMITS = Limits()
_TOTAL = re.compile(rb"<!--\s*Search-Engine-Total-Number-Of-Results:\s*(\d{1,9})\s*-->")

Say = Callable[[str], None]


class LibraryError(FetchError):
    """The harvest cannot continue; the message says why and what to do."""


@dataclass(frozen=True)
class Pass:
    """What a request needs to pass the library's challenge: the cookie and the User-Agent that obtained it."""

    cookie: str
    user_agent: str


@dataclass(frozen=True)
class LibraryPage:
    """A complete page of a search: its address, its bytes, the numbers of its records, and the total that it states.

    `total` is the number of records of the search, or None if the page does not state it.
    """

    address: str
    content: bytes
    numbers: tuple[str, ...]
    total: int | None


def build_user_agent(contact: str) -> str:
    """The User-Agent with the contact, if given. Raises LibraryError if the contact cannot be part of a header."""
    if not (contact.isascii() and contact.isprintable()):
        raise LibraryError(
            "HARVEST_CONTACT must be an e-mail address or the address of a page, in ASCII on one line."
        )
    return f"hrc-voting-record/1.0 (voting record of the Human Rights Council; contact: {contact or 'not given'})"


def check_base(base: str) -> str:
    """`base` without a final slash. Raises LibraryError unless it is https, or http on this machine."""
    parts = urlsplit(base)
    allowed = {"https", "http"} if parts.hostname in LOCAL_HOSTS else {"https"}
    if not parts.hostname or parts.scheme not in allowed:
        raise LibraryError(f"{base} is not an https address.")
    return base.rstrip("/")


def read_numbers(name: str, content: bytes) -> tuple[str, ...]:
    """The numbers of the records of a MARCXML file, '' for one without. Raises RecordFormatError if it is invalid."""
    return tuple(record.get("001", "") for record in parse_records(name, content))


def read_page(address: str, first: int, content: bytes) -> LibraryPage:
    """The page that begins at record `first`.

    Raises RetryableError if it is cut off, is not MARCXML, or has fewer records than it states.
    """
    try:
        numbers = read_numbers("the answer", content)
    except RecordFormatError as error:
        raise RetryableError(f"{address}: {error}") from error
    total = int(match[1]) if (match := _TOTAL.search(content, 0, HEAD_BYTES)) else None
    if total is not None and len(numbers) < (promised := max(0, min(RECORDS_PER_PAGE, total - first + 1))):
        raise RetryableError(f"{address}: the response states {promised} records but contains {len(numbers)}")
    return LibraryPage(address, content, numbers, total)


class Library:
    """Sends requests to the library: one at a time, with a pause before each but the first.

    `solve` is called with an address that met the challenge and returns the pass, or raises LibraryError. `say`
    receives messages about the progress. `sleep` and `clock` (seconds) are those of `time`.
    """

    def __init__(
        self,
        base: str,
        user_agent: str,
        solve: Callable[[str], Pass],
        say: Say,
        *,
        pause: float = PAUSE,
        limits: Limits = LIMITS,
        timeout: urllib3.Timeout = TIMEOUT,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.base = check_base(base)
        self.solve, self.say = solve, say
        self.key = Pass("", user_agent)
        self.fetcher = Fetcher(
            f"{self.base}/",
            max_bytes=limits.expanded_bytes,
            seconds=limits.seconds,
            accepted=(200, 202),
            retry=urllib3.Retry(MAX_TRIES - 1, backoff_factor=pause, backoff_max=MAX_WAIT),
            pause=pause,
            timeout=timeout,
            say=say,
            sleep=sleep,
            clock=clock,
        )

    def build_address(self, year: int, first: int) -> str:
        search = {"c": "Voting", "of": "xm", "rg": RECORDS_PER_PAGE, "jrec": first, "p": f"year:{year}"}
        return f"{self.base}/search?{urlencode(search, safe=':')}"

    def fetch_page(self, year: int, first: int) -> LibraryPage:
        """The page of `year` that begins at its record `first`.

        Raises RetryableError if it was not complete in MAX_TRIES attempts, FetchError if another would not help.
        """
        address = self.build_address(year, first)
        return self.fetcher.repeat(lambda: read_page(address, first, self.fetch_past_challenge(address)))

    def fetch_past_challenge(self, address: str) -> bytes:
        """The response of the library, after the challenge if there is one."""
        for n in range(MAX_CHALLENGES):
            if n:
                self.say("The library requires a browser. One is started.")
                self.key = self.solve(address)
            if (content := self.fetch_once(address)) is not None:
                return content
        raise LibraryError(
            f"The library asked for a browser {MAX_CHALLENGES} times in a row, although one had obtained the cookie. "
            "Try again later."
        )

    def fetch_once(self, address: str) -> bytes | None:
        """The body of one response; None if it is the challenge."""
        headers = {
            "User-Agent": self.key.user_agent,
            "Accept": "application/xml, text/xml",
            "Accept-Encoding": "gzip",
        }
        if self.key.cookie:
            headers["Cookie"] = self.key.cookie
        response = self.fetcher.fetch(address, headers)
        if response.headers.get("x-amzn-waf-action") == "captcha":
            raise LibraryError(
                f"{address} shows a captcha, which only a person may solve. Open it in a browser."
            )
        if response.status in RETRYABLE_STATUSES:
            wait = parse_retry_after(response.headers.get("Retry-After"))
            raise RetryableError(f"{address} answers {response.status}", wait)
        if response.status not in self.fetcher.accepted:
            raise LibraryError(f"{address} answers {response.status}, which the harvest treats as a refusal.")
        return None if response.status == 202 else response.body
