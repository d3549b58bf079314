"""Results that are computed once for each version of the record and then read from the cache."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.core.cache import cache
from django.db import connection
from django.utils.translation import get_language

from votes.core.change_token import read_token
from votes.core.models import RecordVersion

Found = TypeVar("Found")

# The most seconds for which a process remembers the version while the token stays the same: only a process that died
# between the commit of a change and its new token makes this matter.
LONGEST_MEMORY = 1.0


@dataclass(frozen=True)
class Version:
    """The number of the record's version, and when the record changed last; None before the first change."""

    number: int
    changed_at: datetime | None


@dataclass(frozen=True)
class _Remembered:
    version: Version
    token: str
    read_at: float


_pinned: ContextVar[Version | None] = ContextVar("pinned_version", default=None)
_remembered: _Remembered | None = None
_last_known: Version | None = None


def read_version() -> Version:
    """The current version, from the database."""
    row = RecordVersion.objects.filter(pk=1).values_list("number", "changed_at").first()
    return Version(*row) if row else Version(0, None)


def recall_version() -> Version:
    """The current version, without asking the database as long as no process has said that the record changed.

    The token is read before the number: a change between the two is then noticed with the next request. Within a
    transaction the database is asked, since the change may be its own.
    """
    global _remembered, _last_known
    known = _remembered
    token = None if connection.in_atomic_block else read_token()
    now = time.monotonic()
    if known and token and known.token == token and now - known.read_at < LONGEST_MEMORY:
        return known.version
    version = _last_known = read_version()
    _remembered = _Remembered(version, token, now) if token else None
    return version


def get_last_known_version() -> Version | None:
    """The version that this process read last, for when the database does not answer; None if it read none."""
    return _last_known


@contextmanager
def pin_version(version: Version) -> Iterator[None]:
    """Everything within reads this version, so that one page never mixes two."""
    token = _pinned.set(version)
    try:
        yield
    finally:
        _pinned.reset(token)


def get_record_version() -> int:
    """The number of the version that this request was given, else the current one."""
    pinned = _pinned.get()
    return pinned.number if pinned else RecordVersion.get()


def get_changed_at() -> datetime | None:
    """When the record changed last, in the version of this request."""
    return (_pinned.get() or read_version()).changed_at


def get_or_build(name: str, build: Callable[[], Found], version: int | None = None) -> Found:
    """The result of `build`, from the cache if it was built before for this version of the record and this language.

    `name` must be unique to this result, and must change when its type or fields change. `build` must not use anything
    of the request that `name` does not say: all readers get its result. Pass `version` if you have read it already: it
    may save one query. A result of None is not cached.
    """
    if version is None:
        version = get_record_version()
    key = f"{name}:{version}:{get_language()}"
    found: Found | None = cache.get(key)
    if found is None:
        found = build()
        cache.set(key, found, timeout=None)
    return found
