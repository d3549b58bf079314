"""Asking the OHCHR library for its records, one page at a time and with manners.

The library runs Invenio: `of=xm` gives MARCXML, `rg` so many records from the `jrec`-th on, and a comment at the head
says how many the whole search has. Nothing is taken for a page unless it is sound XML with as many records as that
comment promises.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3

from votes.ingest.readers.marcxml import parse_records
from votes.ingest.readers.native_format import RecordFormatError
from votes.ingest.readers.sources import Limits

LIBRARY = "https://searchlibrary.ohchr.org"
PER_PAGE = 200
# The library shows no search beyond this record.
CAP = 5_000
PAUSE = 3.0  # seconds between an answer and the next request
TRIES = 5  # of one page
LONGEST_WAIT = 300.0  # seconds before another try; whoever asks for more is left alone
CHALLENGES = 3  # that one request may meet in a row
REDIRECTS = 3
HERE = {"127.0.0.1", "localhost", "::1"}  # the names of this machine
CHUNK = 64 * 1024
LIMITS = Limits()
TIMEOUT = urllib3.Timeout(connect=20, read=60)
UNREACHABLE = (
    urllib3.exceptions.NewConnectionError,
    urllib3.exceptions.ConnectTimeoutError,
    urllib3.exceptions.SSLError,
    urllib3.exceptions.ProxyError,
)
PASSING = {408, 425, 429, 500, 502, 503, 504}  # answers that another try may better
_TOTAL = re.compile(rb"<!--\s*Search-Engine-Total-Number-Of-Results:\s*(\d{1,9})\s*-->")

Say = Callable[[str], None]


class LibraryError(Exception):
    """The harvest cannot go on; the message says why and what to do."""


class PageError(Exception):
    """One page did not come whole; the message says why. `wait`: seconds that the library asks us to wait."""

    def __init__(self, message: str, wait: float = 0) -> None:
        super().__init__(message)
        self.wait = wait


@dataclass(frozen=True)
class Pass:
    """What lets a request through the library's challenge: the cookie, and the User-Agent that obtained it."""

    cookie: str
    user_agent: str


@dataclass(frozen=True)
class Answer:
    """A whole page: where it came from, its bytes, the numbers of its records, and the total it states, if it does."""

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
    allowed = {"https", "http"} if parts.hostname in HERE else {"https"}
    if not parts.hostname or parts.scheme not in allowed:
        raise LibraryError(f"{base} is not an https address.")
    return base.rstrip("/")


def find_proxy(base: str) -> str | None:
    """The proxy that the system names (https_proxy, no_proxy) for the library; None where there is none."""
    host = urlsplit(base).hostname or ""
    return None if host in HERE or proxy_bypass(host) else getproxies().get("https")


def read_numbers(name: str, content: bytes) -> tuple[str, ...]:
    """The numbers of the records of a MARCXML file, '' for one without. RecordFormatError where it is not sound."""
    return tuple(record.get("001", "") for record in parse_records(name, content))


def read_answer(address: str, first: int, content: bytes) -> Answer:
    """The page that begins at record `first`. PageError where it is cut off, no MARCXML, or short of what it states."""
    try:
        numbers = read_numbers("the answer", content)
    except RecordFormatError as error:
        raise PageError(f"{address}: {error}") from error
    total = int(match[1]) if (match := _TOTAL.search(content, 0, CHUNK)) else None
    if total is not None and len(numbers) < (promised := max(0, min(PER_PAGE, total - first + 1))):
        raise PageError(f"{address}: {promised} records are promised, {len(numbers)} came")
    return Answer(address, content, numbers, total)


class Library:
    """The library as one polite reader meets it: one request at a time, a pause before each but the first.

    `solve` is called with an address that met the challenge and gives the pass, or raises LibraryError.
    `say` hears what goes on, in sentences. `sleep` and `clock` (seconds) are time's.
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
        self.solve, self.say, self.sleep, self.clock = solve, say, sleep, clock
        self.pause, self.limits, self.timeout = pause, limits, timeout
        self.key = Pass("", user_agent)
        self.wait = 0.0
        self.was_reached = False
        proxy = find_proxy(self.base)
        self.pool = urllib3.ProxyManager(proxy) if proxy else urllib3.PoolManager()

    def build_address(self, year: int, first: int) -> str:
        search = {"c": "Voting", "of": "xm", "rg": PER_PAGE, "jrec": first, "p": f"year:{year}"}
        return f"{self.base}/search?{urlencode(search, safe=':')}"

    def fetch_page(self, year: int, first: int) -> Answer:
        """The page of `year` from its record `first` on. PageError after TRIES tries, LibraryError at once."""
        address = self.build_address(year, first)
        for n in range(1, TRIES + 1):
            try:
                return read_answer(address, first, self.ask(address))
            except PageError as error:
                self.wait = max(error.wait, min(self.pause * 2**n, LONGEST_WAIT))
                if error.wait > LONGEST_WAIT:
                    raise LibraryError(
                        f"{error}. It asks us to come back in {error.wait:,.0f} seconds."
                    ) from error
                if n == TRIES:
                    raise
                self.say(f"{error}. Try {n + 1} of {TRIES} in {self.wait:g} seconds.")
        raise AssertionError("the last try returns or raises")

    def ask(self, address: str) -> bytes:
        """What the library answers, with the challenge passed where it puts one."""
        for n in range(CHALLENGES):
            if n:
                self.say("The library asks for a browser.")
                self.key = self.solve(address)
            if (content := self.get(address)) is not None:
                return content
        raise LibraryError(
            f"The library asked for a browser {CHALLENGES} times in a row, although one had been there. "
            "Try again later."
        )

    def get(self, address: str, redirects: int = REDIRECTS) -> bytes | None:
        """The body of one answer; None where it is the challenge."""
        if self.wait:
            self.sleep(self.wait)
        self.wait = self.pause
        until = self.clock() + self.limits.seconds
        headers = {
            "User-Agent": self.key.user_agent,
            "Accept": "application/xml, text/xml",
            "Accept-Encoding": "gzip",
        }
        if self.key.cookie:
            headers["Cookie"] = self.key.cookie
        try:
            with self.pool.request(
                "GET",
                address,
                headers=headers,
                timeout=self.timeout,
                retries=False,
                redirect=False,
                preload_content=False,
            ) as response:
                self.was_reached = True
                self.refuse_what_ends_it(address, response)
                if where := response.get_redirect_location():
                    return self.get(self.follow(address, where, redirects), redirects - 1)
                content = self.read(address, response, until)
                return None if response.status == 202 else content
        except urllib3.exceptions.HTTPError as error:
            if not self.was_reached and isinstance(error, UNREACHABLE):
                raise LibraryError(f"{self.base} cannot be reached: {error}") from error
            raise PageError(f"{address}: {error}") from error

    def refuse_what_ends_it(self, address: str, response: urllib3.BaseHTTPResponse) -> None:
        """PageError for an answer that another try may better, LibraryError for one that it will not."""
        status = response.status
        if response.headers.get("x-amzn-waf-action") == "captcha":
            raise LibraryError(f"{address} asks for a human being (a captcha), whom no program may play.")
        if status in PASSING:
            raise PageError(f"{address} answers {status}", read_wait(response.headers.get("Retry-After")))
        if status not in {200, 202} and not response.get_redirect_location():
            raise LibraryError(f"{address} answers {status}, which the harvest takes for a refusal.")

    def follow(self, address: str, where: str, redirects: int) -> str:
        """The address that a redirect names. LibraryError where it leads away from the library, or on and on."""
        target = urljoin(address, where)
        if not redirects or not target.startswith(f"{self.base}/"):
            raise LibraryError(f"{address} redirects to {target}, where the harvest does not follow.")
        return target

    def read(self, address: str, response: urllib3.BaseHTTPResponse, until: float) -> bytes:
        content = bytearray()
        while chunk := response.read1(CHUNK, decode_content=True):
            content += chunk
            if len(content) > self.limits.expanded_bytes:
                raise LibraryError(f"{address} is larger than {self.limits.expanded_bytes:,} bytes.")
            if self.clock() > until:
                raise PageError(f"{address} took more than {self.limits.seconds:g} seconds")
        return bytes(content)


def read_wait(header: str | None) -> float:
    """The seconds that Retry-After names, as a number or as an hour of day; 0 where it is missing or nonsense."""
    try:
        return urllib3.Retry().parse_retry_after(header) if header else 0
    except urllib3.exceptions.InvalidHeader:
        return 0
