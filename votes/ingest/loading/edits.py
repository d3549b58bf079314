"""Finds in the history what users edited or deleted in the admin, which imports do not change."""

from typing import Any

from django.db import models

from votes.core.history import list_edits


def find_edited(model: type[models.Model]) -> set[Any]:
    """The primary keys of the objects that people edited."""
    return set(list_edits(model).values_list("id", flat=True)) if hasattr(model, "history") else set()


def find_versions(model: type[models.Model]) -> list[Any]:
    """Every version of the objects that users edited or deleted, including the imported one."""
    history = getattr(model, "history", None)
    return list(history.filter(id__in=list_edits(model).values("id"))) if history is not None else []


def find_deleted(model: type[models.Model]) -> list[Any]:
    """The last version of the objects that users deleted, which the next import does not restore."""
    return list(list_edits(model).filter(history_type="-")) if hasattr(model, "history") else []
