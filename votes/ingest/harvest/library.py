"""Asks the OHCHR library for its records, one page at a time, with pauses.

The library runs Invenio: `of=xm` gives MARCXML, `rg` so many records from the `jrec`-th on, and a comment at the head
says how many the whole search has. An answer counts as a page only if it is sound XML with as many records as that
comment promises.
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
# The library shows no search beyond this record.
MAX_RECORDS_SHOWN = 5_000
PAUSE = 3.0  # seconds between an answer and the next request
MAX_TRIES = 5  # of one page
MAX_WAIT = 300.0  # seconds before another try; a library that asks for more is left alone
MAX_CHALLENGES = 3  # that one request may meet in a row
RETRYABLE_STATUSES = {408, 425, 429, 500, 502, 503, 504}
HEAD_BYTES = 64 * 1024  # of a page, in which the comment with the total stands
LIMITS = Limits()
_TOTAL = re.compile(rb"<!--\s*Search-Engine-Total-Number-Of-Results:\s*(\d{1,9})\s*-->")

Say = Callable[[str], None]


class LibraryError(FetchError):
    """The harvest cannot go on; the message says why and what to do."""


@dataclass(frozen=True)
class Pass:
    """What lets a request through the library's challenge: the cookie, and the User-Agent that obtained it."""

    cookie: str
    user_agent: str


@dataclass(frozen=True)
class LibraryPage:
    """A whole page of a search: its address, its bytes, the numbers of its records, and the total that it states.

    `total` is how many records the search has, None where the page does not say so.
    """

    address: str
    content: bytes
    numbers: tuple[str, ...]
    total: int | None


def build_user_agent(contact: str) -> str:
    """Who we are and, where `contact` says it, where to complain. LibraryError where that fits into no header."""
    if not (contact.isascii() and contact.isprintable()):
        raise LibraryError(
            "HARVEST_CONTACT takes an e-mail address or the address of a page, in ASCII on one line."
        )
    return f"hrc-voting-record/1.0 (voting record of the Human Rights Council; contact: {contact or 'not given'})"


def check_base(base: str) -> str:
    """`base` without a slash at its end. LibraryError where it is not https, or plain http on this machine."""
    parts = urlsplit(base)
    allowed = {"https", "http"} if parts.hostname in LOCAL_HOSTS else {"https"}
    if not parts.hostname or parts.scheme not in allowed:
        raise LibraryError(f"{base} is not an https address.")
    return base.rstrip("/")


def read_numbers(name: str, content: bytes) -> tuple[str, ...]:
    """The numbers of the records of a MARCXML file, '' for one without. RecordFormatError where it is not sound."""
    return tuple(record.get("001", "") for record in parse_records(name, content))


def read_page(address: str, first: int, content: bytes) -> LibraryPage:
    """The page that begins at record `first`.

    RetryableError where it is cut off, no MARCXML, or has fewer records than it states.
    """
    try:
        numbers = read_numbers("the answer", content)
    except RecordFormatError as error:
        raise RetryableError(f"{address}: {error}") from error
    total = int(match[1]) if (match := _TOTAL.search(content, 0, HEAD_BYTES)) else None
    if total is not None and len(numbers) < (promised := max(0, min(RECORDS_PER_PAGE, total - first + 1))):
        raise RetryableError(f"{address}: {promised} records are promised, {len(numbers)} came")
    return LibraryPage(address, content, numbers, total)


class Library:
    """The library as one polite reader meets it: one request at a time, a pause before each but the first.

    `solve` is called with an address that met the challenge and returns the pass, or raises LibraryError. `say` is
    told in sentences what happens. `sleep` and `clock` (seconds) are those of `time`.
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
        """The page of `year` from its record `first` on.

        RetryableError where it did not come whole in MAX_TRIES tries, FetchError where another try would not help.
        """
        address = self.build_address(year, first)
        return self.fetcher.repeat(lambda: read_page(address, first, self.fetch_past_challenge(address)))

    def fetch_past_challenge(self, address: str) -> bytes:
        """What the library answers, with the challenge passed where it puts one."""
        for n in range(MAX_CHALLENGES):
            if n:
                self.say("The library asks for a browser.")
                self.key = self.solve(address)
            if (content := self.fetch_once(address)) is not None:
                return content
        raise LibraryError(
            f"The library asked for a browser {MAX_CHALLENGES} times in a row, although one had been there. "
            "Try again later."
        )

    def fetch_once(self, address: str) -> bytes | None:
        """The body of one answer; None where it is the challenge."""
        headers = {
            "User-Agent": self.key.user_agent,
            "Accept": "application/xml, text/xml",
            "Accept-Encoding": "gzip",
        }
        if self.key.cookie:
            headers["Cookie"] = self.key.cookie
        response = self.fetcher.fetch(address, headers)
        if response.headers.get("x-amzn-waf-action") == "captcha":
            raise LibraryError(f"{address} asks for a human being (a captcha), whom no program may play.")
        if response.status in RETRYABLE_STATUSES:
            wait = parse_retry_after(response.headers.get("Retry-After"))
            raise RetryableError(f"{address} answers {response.status}", wait)
        if response.status not in self.fetcher.accepted:
            raise LibraryError(f"{address} answers {response.status}, which the harvest takes for a refusal.")
        return None if response.status == 202 else response.body
