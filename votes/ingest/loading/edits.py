"""What people have edited or deleted in the admin, from its history: an import leaves that as it is."""

from typing import Any

from django.db import models


def find_edited(model: type[models.Model]) -> set[Any]:
    """The primary keys of what people have edited: an import writes no history, the admin always does."""
    history = getattr(model, "history", None)
    return set(history.values_list("id", flat=True)) if history is not None else set()


def find_versions(model: type[models.Model]) -> list[Any]:
    """Every version of what people have edited or deleted, with the one that was loaded first."""
    history = getattr(model, "history", None)
    return list(history.all()) if history is not None else []


def find_deleted(model: type[models.Model]) -> list[Any]:
    """The last version of what people have deleted, which does not come back with the next import."""
    history = getattr(model, "history", None)
    return list(history.filter(history_type="-")) if history is not None else []
