"""Finds in the history what users edited or deleted in the admin, which imports do not change."""

from typing import Any

from django.db import models


def find_edited(model: type[models.Model]) -> set[Any]:
    """The primary keys of edited objects: the admin always writes history, imports never do."""
    history = getattr(model, "history", None)
    return set(history.values_list("id", flat=True)) if history is not None else set()


def find_versions(model: type[models.Model]) -> list[Any]:
    """Every version of the objects that users edited or deleted, including the imported one."""
    history = getattr(model, "history", None)
    return list(history.all()) if history is not None else []


def find_deleted(model: type[models.Model]) -> list[Any]:
    """The last version of the objects that users deleted, which the next import does not restore."""
    history = getattr(model, "history", None)
    return list(history.filter(history_type="-")) if history is not None else []
