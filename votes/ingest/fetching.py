"""Fetches files over HTTPS: one request at a time, limited in size and time, with optional pauses and retries.

The import of an address and the harvest of the library both use it. urllib3's `Retry` counts the attempts and sets
the waits. The loop is our own, since urllib3's would read the whole body of a redirect or a refusal, of any length.
"""

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3

CHUNK_BYTES = 64 * 1024
MAX_REDIRECTS = 5
LOCAL_HOSTS = {"127.0.0.1", "localhost", "::1"}
TIMEOUT = urllib3.Timeout(connect=20, read=60)
NO_RETRY = urllib3.Retry(0)
UNREACHABLE = (
    urllib3.exceptions.NewConnectionError,
    urllib3.exceptions.ConnectTimeoutError,
    urllib3.exceptions.SSLError,
    urllib3.exceptions.ProxyError,
)

Result = TypeVar("Result")


class FetchError(Exception):
    """An address cannot be fetched, and another attempt would not help; the message names it and gives the reason."""


class RetryableError(Exception):
    """The same, but another attempt may succeed. `retry_after`: the seconds that the server asks us to wait."""

    def __init__(self, message: str, retry_after: float = 0) -> None:
        super().__init__(message)
        self.retry_after = retry_after


@dataclass(frozen=True)
class Response:
    """One response; `location` is the address it redirects to, or "". The body is read for accepted statuses only."""

    status: int
    reason: str
    headers: Mapping[str, str]
    location: str
    body: bytes


def find_proxy(address: str) -> str | None:
    """The system's proxy for an address (https_proxy, no_proxy), or None."""
    host = urlsplit(address).hostname or ""
    return None if host in LOCAL_HOSTS or proxy_bypass(host) else getproxies().get("https")


def parse_retry_after(header: str | None) -> float:
    """The seconds given by Retry-After, as a number or as a date; 0 if the header is missing or invalid."""
    try:
        return NO_RETRY.parse_retry_after(header) if header else 0
    except urllib3.exceptions.InvalidHeader:
        return 0


def say_nothing(sentence: str) -> None:
    """Discard the message; this fetch shows no progress."""


class Fetcher:
    """Sends GET requests to addresses that begin with `prefix`, one at a time.

    `max_bytes` limits a body, `seconds` one request. `accepted`: the statuses whose body is read. `pause`: seconds
    before each request but the first. `retry` sets how often `repeat` tries again, and its longest wait. `pool`
    sends all requests if it is given; otherwise each goes through the system's proxy. `say` receives a message for
    each retry; `sleep` and `clock` (seconds) are those of `time`.
    """

    def __init__(
        self,
        prefix: str = "https://",
        *,
        max_bytes: int,
        seconds: float,
        accepted: Collection[int] = (200,),
        retry: urllib3.Retry = NO_RETRY,
        pause: float = 0,
        timeout: urllib3.Timeout = TIMEOUT,
        pool: urllib3.PoolManager | None = None,
        say: Callable[[str], None] = say_nothing,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.prefix, self.accepted = prefix, accepted
        self.max_bytes, self.seconds, self.timeout = max_bytes, seconds, timeout
        self.retry, self.pause = retry, pause
        self.say, self.sleep, self.clock = say, sleep, clock
        self.pool = pool
        self.pools: dict[str | None, urllib3.PoolManager] = {}
        self.wait = 0.0
        self.has_answered = False

    def repeat(self, attempt: Callable[[], Result]) -> Result:
        """The result of `attempt`, which is repeated while it raises RetryableError and `retry` allows it.

        Each wait is twice as long as the one before and at least as long as the server asks. Raises the last
        RetryableError, or FetchError if the server asks for more than the longest wait.
        """
        retry = self.retry
        while True:
            try:
                return attempt()
            except RetryableError as error:
                if error.retry_after > retry.backoff_max:
                    raise FetchError(
                        f"{error}. The server asks to try again in {error.retry_after:,.0f} seconds."
                    ) from error
                backoff = min(retry.backoff_factor * 2 ** (len(retry.history) + 1), retry.backoff_max)
                self.wait = max(error.retry_after, backoff)
                try:
                    retry = retry.increment("GET", error=error)
                except urllib3.exceptions.MaxRetryError:
                    raise error from None
                tries = f"{len(retry.history) + 1} of {int(self.retry.total or 0) + 1}"
                self.say(f"{error}. Attempt {tries} follows in {self.wait:g} seconds.")

    def fetch(self, address: str, headers: Mapping[str, str]) -> Response:
        """The response at an address, after redirects within `prefix`. Raises FetchError or RetryableError.

        A compressed response is expanded if `headers` accept compression; otherwise the bytes are left as received.
        """
        target = address
        for _ in range(MAX_REDIRECTS + 1):
            if target[: len(self.prefix)].lower() != self.prefix.lower():
                way = f"{address} redirects to {target}" if target != address else address
                raise FetchError(f"{way}, which does not begin with {self.prefix}")
            response = self.send(target, headers)
            if not response.location:
                return response
            target = urljoin(target, response.location)
        raise FetchError(f"{address} redirects more than {MAX_REDIRECTS} times")

    def send(self, address: str, headers: Mapping[str, str]) -> Response:
        """Send one request after the pause and return its response, which may be a redirect."""
        if self.wait:
            self.sleep(self.wait)
        self.wait = self.pause
        until = self.clock() + self.seconds
        try:
            with self.get_pool(address).request(
                "GET",
                address,
                headers=headers,
                timeout=self.timeout,
                retries=False,
                redirect=False,
                preload_content=False,
            ) as response:
                self.has_answered = True
                location = response.get_redirect_location() or ""
                is_read = response.status in self.accepted and not location
                body = self.read(address, response, until, "Accept-Encoding" in headers) if is_read else b""
                return Response(response.status, response.reason or "", response.headers, location, body)
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            if not self.has_answered and isinstance(error, UNREACHABLE):
                raise FetchError(f"{address} cannot be reached: {error}") from error
            raise RetryableError(f"{address} cannot be read: {error}") from error

    def get_pool(self, address: str) -> urllib3.PoolManager:
        if self.pool:
            return self.pool
        proxy = find_proxy(address)
        if proxy not in self.pools:
            self.pools[proxy] = urllib3.ProxyManager(proxy) if proxy else urllib3.PoolManager()
        return self.pools[proxy]

    def read(self, address: str, response: urllib3.BaseHTTPResponse, until: float, expands: bool) -> bytes:
        """The body. Raises FetchError if it is too large, RetryableError if it takes too long."""
        body = bytearray()
        while chunk := response.read1(CHUNK_BYTES, decode_content=expands):
            body += chunk
            if len(body) > self.max_bytes:
                raise FetchError(f"{address} is larger than {self.max_bytes:,} bytes")
            if self.clock() > until:
                raise RetryableError(f"{address} took more than {self.seconds:g} seconds")
        return bytes(body)
