"""The cache that all processes share, if CACHE_URL names one, and what holds when it is lost."""

import logging
import time
from typing import Any

from django.conf import settings
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
# So long Redis is not asked again after it did not answer: each attempt costs a reader its timeout.
SECONDS_WITHOUT = 5.0


class SharedCacheError(Exception):
    """The shared cache does not answer."""


class SharedCache(RedisCache):
    """Redis. Where it does not answer, each method raises SharedCacheError at once, for a few seconds."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self.lost_until = 0.0

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._ask(super().get, key, default, version)

    def set(self, key: str, value: Any, timeout: Any = 300, version: int | None = None) -> None:
        self._ask(super().set, key, value, timeout, version)

    def add(self, key: str, value: Any, timeout: Any = 300, version: int | None = None) -> bool:
        return bool(self._ask(super().add, key, value, timeout, version))

    def delete(self, key: str, version: int | None = None) -> bool:
        return bool(self._ask(super().delete, key, version))

    def _ask(self, method: Any, *arguments: Any) -> Any:
        if time.monotonic() < self.lost_until:
            raise SharedCacheError("Redis did not answer a moment ago")
        try:
            return method(*arguments)
        except (RedisError, OSError) as error:
            self.lost_until = time.monotonic() + SECONDS_WITHOUT
            logger.warning("Redis does not answer, pages are built without it: %s", error)
            raise SharedCacheError(str(error)) from error


def has_shared_cache() -> bool:
    return bool(settings.CACHE_URL)
