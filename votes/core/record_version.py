"""Results that are computed once for each version of the record and then read from the cache."""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache
from django.utils.translation import get_language

from votes.core.models import RecordVersion

Found = TypeVar("Found")


def get_or_build(name: str, build: Callable[[], Found], version: int | None = None) -> Found:
    """The result of `build`, from the cache if it was built before for this version of the record and this language.

    `name` must be unique to this result, and must change when its type or fields change. `build` must not use anything
    of the request that `name` does not say: all readers get its result. Pass `version` if you have read it already: it
    saves one query. A result of None is not cached.
    """
    if version is None:
        version = RecordVersion.get()
    key = f"{name}:{version}:{get_language()}"
    found: Found | None = cache.get(key)
    if found is None:
        found = build()
        cache.set(key, found, timeout=None)
    return found
