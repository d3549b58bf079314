"""A library on this machine that behaves like the real one, and misbehaves on request.

It answers `search?c=Voting&of=xm&rg=..&jrec=..&p=year:..` with MARCXML and the comment that states the total; shows
no search beyond record 5,000; and puts, where `challenge` is set, a page before all that whose script must compute a
cookie: to programs it answers 202 with an empty body instead.
"""

import itertools
import socket
import struct
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.ingest.marc import FIELDS, write_collection, write_record

CAP = 5_000
COOKIE = "aws-waf-token"
# 32-bit FNV-1a over "nonce:n"; the script looks for an n whose hash ends in twelve zero bits.
CHALLENGE_PAGE = """<!doctype html><html lang="en"><title>One moment</title><script>
function hash(text) {
  let h = 0x811c9dc5;
  for (const c of text) h = Math.imul(h ^ c.charCodeAt(0), 0x01000193) >>> 0;
  return h;
}
let n = 0;
while (hash("NONCE:" + n) & 0xfff) n += 1;
document.cookie = "aws-waf-token=NONCE:" + n + "; path=/";
location.reload();
</script></html>"""


def get_hash(text: str) -> int:
    h = 0x811C9DC5
    for c in text.encode():
        h = ((h ^ c) * 0x01000193) & 0xFFFFFFFF
    return h


@dataclass(frozen=True)
class Asked:
    """A request as the library saw it."""

    year: int
    first: int
    user_agent: str
    cookie: str
    accept: str


@dataclass
class FakeLibrary:
    """Its content, its moods, and what it was asked.

    `years`: the records of each year, as XML. `faults`: what happens, one after the other, to the requests for a page
    (year, first); the requests after those are answered. `token_lasts`: how many requests a cookie is good for.
    """

    address: str = ""
    years: dict[int, list[str]] = field(default_factory=dict)
    faults: dict[tuple[int, int], list[str]] = field(default_factory=lambda: defaultdict(list))
    states_total: bool = True
    challenge: bool = False
    token_lasts: int = 1_000_000
    asked: list[Asked] = field(default_factory=list)
    # For "hold": the request is there; it may be answered.
    held: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.nonces = map(str, itertools.count(1))
        self.tokens: dict[str, int] = {}
        self.browsers: dict[str, str] = {}

    def list_pages(self) -> list[tuple[int, int]]:
        return [(asked.year, asked.first) for asked in self.asked]

    def write_page(self, year: int, first: int, per_page: int) -> bytes:
        records = self.years.get(year, [])
        shown = records[:CAP][first - 1 : first - 1 + per_page]
        total = (
            f"<!-- Search-Engine-Total-Number-Of-Results: {len(records)} -->\n" if self.states_total else ""
        )
        return write_collection(*shown, head=total)

    def write_challenge(self, user_agent: str) -> bytes:
        nonce = next(self.nonces)
        self.browsers[nonce] = user_agent
        return CHALLENGE_PAGE.replace("NONCE", nonce).encode()

    def lets_in(self, cookie: str, user_agent: str) -> bool:
        """Whether the cookie is a solved one, of that browser, and not used up."""
        token = next(
            (part[len(COOKIE) + 1 :] for part in cookie.split("; ") if part.startswith(f"{COOKIE}=")), ""
        )
        nonce = token.partition(":")[0]
        if self.browsers.get(nonce) != user_agent or get_hash(token) & 0xFFF:
            return False
        self.tokens[token] = self.tokens.get(token, 0) + 1
        return self.tokens[token] <= self.token_lasts


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    library: FakeLibrary

    def log_message(self, *args: Any) -> None:
        """The tests look at `asked` instead."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/favicon.ico":
            return self.answer(404, b"")
        search = {name: values[0] for name, values in parse_qs(parts.query).items()}
        assert (search["c"], search["of"]) == ("Voting", "xm")
        year, first = int(search["p"].removeprefix("year:")), int(search["jrec"])
        headers = {name: self.headers.get(name, "") for name in ("User-Agent", "Cookie", "Accept")}
        asked = Asked(year, first, headers["User-Agent"], headers["Cookie"], headers["Accept"])
        self.library.asked.append(asked)
        if self.library.challenge and not self.library.lets_in(asked.cookie, asked.user_agent):
            is_browser = "text/html" in asked.accept
            page = self.library.write_challenge(asked.user_agent) if is_browser else b""
            return self.answer(202, page, {"x-amzn-waf-action": "challenge"}, "text/html")
        page = self.library.write_page(year, first, int(search["rg"]))
        faults = self.library.faults[year, first]
        return self.misbehave(faults.pop(0), page) if faults else self.answer(200, page)

    def answer(
        self, status: int, body: bytes, headers: dict[str, str] | None = None, kind: str = "text/xml"
    ) -> None:
        self.send_response(HTTPStatus(status))
        for name, value in {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def misbehave(self, fault: str, page: bytes) -> None:
        name, _, value = fault.partition(" ")
        match name:
            case "status":
                self.answer(int(value), b"<html>Sorry</html>", kind="text/html")
            case "wait":
                self.answer(503, b"", {"Retry-After": value})
            case "captcha":
                self.answer(405, b"", {"x-amzn-waf-action": "captcha"})
            case "redirect":
                self.answer(302, b"", {"Location": value})
            case "instead":
                self.answer(200, value.encode())
            case "cut":  # a sound answer of HTTP with half a page in it
                self.answer(200, page[: len(page) // 2])
            case "fewer":  # sound XML that lacks its first record
                start, end = page.index(b"<record>"), page.index(b"</record>") + len(b"</record>")
                self.answer(200, page[:start] + page[end:])
            case "reset":
                self.send_half(page)
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
            case "close":
                self.send_half(page)
            case "hold":
                self.library.held.set()
                self.library.go_on.wait(30)
            case _:
                raise AssertionError(fault)

    def send_half(self, page: bytes) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page[: len(page) // 2])
        self.wfile.flush()
        self.close_connection = True


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args: Any) -> None:
        """A reader that went away, or that was sent away, is no error of ours."""


@contextmanager
def serve_library(**options: Any) -> Iterator[FakeLibrary]:
    library = FakeLibrary(**options)
    server = Server(("127.0.0.1", 0), type("LibraryHandler", (Handler,), {"library": library}))
    library.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield library
    finally:
        library.go_on.set()
        server.shutdown()
        thread.join()
        server.server_close()


def write_text(year: int, n: int) -> str:
    """The record of a resolution of that year, the n-th, with a roll-call of two."""
    changed = {
        "269": {"a": f"{year}0323"},
        "791": {"a": f"A/HRC/RES/{year - 1981}/{n}"},
        "993": {"a": f"Draft resolution A/HRC/{year - 1981}/L.{n}"},
        "992": {"a": f"{year}-03-23"},
        "245": {
            "a": f"The right to food {n} :",
            "b": "resolution /",
            "c": f"adopted at its {year - 1981}th session",
        },
    }
    left_out = {"856", "991"}
    fields = [(tag, changed.get(tag, subfields)) for tag, subfields in FIELDS if tag not in left_out]
    return write_record(f"{year}{n:04}", fields)


def write_bare(year: int, count: int) -> list[str]:
    """Records that have a number and nothing else: for what is counted and not imported."""
    return [write_record(f"{year}{n:05}", []) for n in range(1, count + 1)]
