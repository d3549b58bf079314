"""A word that changes with every change of the record, readable without the database.

The number of the record's version is in the database. A process may remember it as long as this word stays the same:
then it need not ask. The word is in the shared cache where there is one, else in a file beside the SQLite database.
PostgreSQL without a shared cache has none, since its processes may be on several machines: they ask each time.
"""

import logging
import secrets
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.db import connection

from votes.core.shared_cache import SharedCacheError, has_shared_cache

logger = logging.getLogger(__name__)
NAME = "change-token"


def read_token() -> str | None:
    """The word; None where there is none, and then nothing may be remembered."""
    if has_shared_cache():
        try:
            token: str | None = caches[settings.PAGE_CACHE].get(NAME)
        except SharedCacheError:
            token = None
        return token
    if not (path := find_file()):
        return None
    try:
        return path.read_text()
    except FileNotFoundError:
        change_token()
    except OSError:
        pass
    return None


def change_token() -> None:
    """Write another word. Where it cannot be written, what was remembered ends by its age alone."""
    token = secrets.token_hex(8)
    try:
        if has_shared_cache():
            caches[settings.PAGE_CACHE].set(NAME, token, timeout=None)
        elif path := find_file():
            path.write_text(token)
    except (OSError, SharedCacheError) as error:
        logger.warning("Other processes see this change a second later: %s", error)


def find_file() -> Path | None:
    """The file beside the SQLite database; None for a database in memory or on a server."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or "mode=memory" in name or name == ":memory:":
        return None
    return Path(f"{name}-changed")
