"""What is worked out from the record once, and kept until the record changes."""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache
from django.utils.translation import get_language

from votes.core.models import RecordVersion

Found = TypeVar("Found")


def get_or_build(name: str, build: Callable[[], Found], version: int | None = None) -> Found:
    """What `build` gives, from the cache where it is there for this version of the record and this language.

    `name` tells it from everything else that is kept, and changes when its form does. `version` saves the one query
    where it is at hand. A None is built again.
    """
    if version is None:
        version = RecordVersion.get()
    key = f"{name}:{version}:{get_language()}"
    found: Found | None = cache.get(key)
    if found is None:
        found = build()
        cache.set(key, found, timeout=None)
    return found
