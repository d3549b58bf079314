"""Where whole pages are kept: in Redis for all processes, or in the memory of one, bounded in bytes."""

from dataclasses import dataclass, replace
from functools import cache
from threading import Lock
from typing import Any

from cachetools import LRUCache
from django.core.cache.backends.base import BaseCache
from django.http import HttpResponse
from django.http.response import ResponseHeaders

from votes.web.content_coding import decode, encode


@dataclass(frozen=True)
class StoredPage:
    """An answer as it is sent: its status, its body in one coding ("" for none), its headers, and its key."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...]
    coding: str
    key: str

    def in_coding(self, coding: str) -> "StoredPage":
        """The same page in another coding; a page that is kept in none, because it is small or a picture, stays so."""
        if self.coding in ("", coding):
            return self
        return replace(self, body=encode(decode(self.body, self.coding), coding), coding=coding)

    def send(self) -> HttpResponse:
        response = HttpResponse(self.body, status=self.status)
        response.headers = ResponseHeaders(dict(self.headers))
        response.headers["ETag"] = f'"{self.key}{self.coding and "-"}{self.coding}"'
        response.headers["Content-Length"] = str(len(self.body))
        if self.coding:
            response.headers["Content-Encoding"] = self.coding
        return response


def measure(entry: Any) -> int:
    """The bytes that an entry takes, roughly: its body, its headers and what Python adds."""
    return len(entry.body) + 2_000 if isinstance(entry, StoredPage) else 200


@cache
def _get_shared(size: int) -> tuple["LRUCache[str, Any]", Any]:
    """What all threads of this process keep, and its lock."""
    return LRUCache(size, getsizeof=measure), Lock()


class MemoryPages(BaseCache):
    """A cache in the memory of this process. `LOCATION` is its size in bytes; what was used least lately goes first.

    Django's own counts entries, not bytes, and copies what it keeps. Nothing here expires: an entry whose version is
    over is not asked for again. Django makes one object of this class for each thread; they share what is kept.
    """

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.entries, self.lock = _get_shared(int(location))

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        with self.lock:
            return self.entries.get(self.make_key(key, version), default)

    def set(self, key: str, value: Any, timeout: Any = None, version: int | None = None) -> None:
        with self.lock:
            if measure(value) <= self.entries.maxsize:
                self.entries[self.make_key(key, version)] = value

    def add(self, key: str, value: Any, timeout: Any = None, version: int | None = None) -> bool:
        with self.lock:
            made = self.make_key(key, version)
            if made in self.entries:
                return False
            self.entries[made] = value
            return True

    def delete(self, key: str, version: int | None = None) -> bool:
        with self.lock:
            return self.entries.pop(self.make_key(key, version), None) is not None

    def clear(self) -> None:
        with self.lock:
            self.entries.clear()
