"""Files over HTTPS: one request at a time, bounded in size and time, with a pause and with retries where wanted.

The import of an address and the harvest of the library both fetch with this. urllib3's `Retry` says how often a
request is repeated and after which wait. The loop is ours, since urllib3's own would read the body of a redirect or a
refusal to its end, however long that is.
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
    """An address gives nothing we can use, and asking again would not help; the message names it and says why."""


class RetryableError(Exception):
    """The same, but asking again may help. `retry_after`: the seconds that the server asks us to wait."""

    def __init__(self, message: str, retry_after: float = 0) -> None:
        super().__init__(message)
        self.retry_after = retry_after


@dataclass(frozen=True)
class Response:
    """One answer; `location` is where it redirects to, or "". Only an answer of an accepted status has its body."""

    status: int
    reason: str
    headers: Mapping[str, str]
    location: str
    body: bytes


def find_proxy(address: str) -> str | None:
    """The proxy that the system names (https_proxy, no_proxy) for an address; None where there is none."""
    host = urlsplit(address).hostname or ""
    return None if host in LOCAL_HOSTS or proxy_bypass(host) else getproxies().get("https")


def parse_retry_after(header: str | None) -> float:
    """The seconds that Retry-After names, as a number or as a time of day; 0 where it is missing or nonsense."""
    try:
        return NO_RETRY.parse_retry_after(header) if header else 0
    except urllib3.exceptions.InvalidHeader:
        return 0


def say_nothing(sentence: str) -> None:
    """Drop the sentence: nobody watches this fetch."""


class Fetcher:
    """Sends GET requests to addresses that begin with `prefix`, one at a time.

    `max_bytes` bounds a body, `seconds` one request. `accepted`: the statuses whose body is read. `pause`: seconds
    before each request but the first. `retry` says how often `repeat` tries again, and its longest wait. `pool`
    sends all requests where it is given; else each goes through the system's proxy. `say` is told of each retry;
    `sleep` and `clock` (seconds) are those of `time`.
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
        """What `attempt` returns, which is tried again while it raises RetryableError and `retry` allows it.

        Each wait is twice as long as the one before and at least as long as the server asks. The last
        RetryableError is raised; FetchError where the server asks for more than the longest wait.
        """
        retry = self.retry
        while True:
            try:
                return attempt()
            except RetryableError as error:
                if error.retry_after > retry.backoff_max:
                    raise FetchError(
                        f"{error}. It asks us to come back in {error.retry_after:,.0f} seconds."
                    ) from error
                backoff = min(retry.backoff_factor * 2 ** (len(retry.history) + 1), retry.backoff_max)
                self.wait = max(error.retry_after, backoff)
                try:
                    retry = retry.increment("GET", error=error)
                except urllib3.exceptions.MaxRetryError:
                    raise error from None
                tries = f"{len(retry.history) + 1} of {int(self.retry.total or 0) + 1}"
                self.say(f"{error}. Try {tries} in {self.wait:g} seconds.")

    def fetch(self, address: str, headers: Mapping[str, str]) -> Response:
        """The answer at an address, after redirects within `prefix`. FetchError and RetryableError say what failed.

        A compressed answer is expanded where `headers` accept one, and is the bytes that came where they do not.
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
        """One request, after the pause that is due, and its answer, redirect or not."""
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
        """The body. FetchError where it is too large, RetryableError where it takes too long."""
        body = bytearray()
        while chunk := response.read1(CHUNK_BYTES, decode_content=expands):
            body += chunk
            if len(body) > self.max_bytes:
                raise FetchError(f"{address} is larger than {self.max_bytes:,} bytes")
            if self.clock() > until:
                raise RetryableError(f"{address} took more than {self.seconds:g} seconds")
        return bytes(body)
