"""A site on no network: what urllib3 would have answered, by address."""

import io
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import urllib3

Page = bytes | str | int | Exception


class FakeSite(urllib3.PoolManager):
    """Answers requests by address: a body, an address it redirects to, a status, or an error; 404 for all others.

    `headers` goes with each answer. `asked` are the addresses that were asked for, `headers_sent` what came along.
    """

    def __init__(self, pages: Mapping[str, Page], headers: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.pages, self.answer_headers = pages, dict(headers or {})
        self.asked: list[str] = []
        self.headers_sent: list[Mapping[str, str]] = []

    def request(self, method: str, url: str, *args: Any, **options: Any) -> urllib3.BaseHTTPResponse:
        self.asked.append(url)
        self.headers_sent.append(options["headers"])
        assert (method, options["redirect"], options["preload_content"]) == ("GET", False, False)
        page = self.pages.get(url, 404)
        if isinstance(page, Exception):
            raise page
        status = page if isinstance(page, int) else 302 if isinstance(page, str) else 200
        location = {"Location": page} if isinstance(page, str) else {}
        return urllib3.HTTPResponse(
            io.BytesIO(page if isinstance(page, bytes) else b""),
            headers=self.answer_headers | location,
            status=status,
            reason=HTTPStatus(status).phrase,
            preload_content=False,
        )
