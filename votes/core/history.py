"""Which versions in the history of an object were made by people, and which by imports."""

from collections.abc import Iterable
from typing import Any

from django.db import models

# The reasons that history gives for what no person did. They are stored, so they are the same in every language.
FIRST_VERSION = "As imported"
IMPORT = "Import "
BATCH_SIZE = 500


def list_edits(model: type[models.Model]) -> "models.QuerySet[Any]":
    """The versions of objects of this model that people made, by editing or deleting."""
    versions: models.QuerySet[Any] = model.history.all()  # type: ignore[attr-defined]
    return versions.exclude(history_change_reason=FIRST_VERSION).exclude(
        history_change_reason__startswith=IMPORT
    )


def write_versions(
    objects: Iterable[models.Model], kind: str, reason: str, *, user: Any = None, moment: Any
) -> None:
    """Add one version of each object to the history. `kind`: "+" added, "~" changed, "-" removed."""
    objects = list(objects)
    if not objects or not hasattr(objects[0], "history"):
        return
    version = type(objects[0]).history.model
    names = [field.attname for field in version.tracked_fields]
    about = {"history_type": kind, "history_date": moment, "history_user": user}
    version.objects.bulk_create(
        [
            version(**about, history_change_reason=reason, **{name: getattr(obj, name) for name in names})
            for obj in objects
        ],
        batch_size=BATCH_SIZE,
    )


def read_first_versions(model: type[models.Model], keys: Iterable[Any]) -> list[models.Model]:
    """The objects as they are on file, those without any history.

    Objects that an import added have none, since they are as the source has them.
    """
    keys = list(keys) if hasattr(model, "history") else []
    found: list[models.Model] = []
    for start in range(0, len(keys), BATCH_SIZE):
        batch = keys[start : start + BATCH_SIZE]
        known = set(model.history.filter(id__in=batch).values_list("id", flat=True))  # type: ignore[attr-defined]
        found += model._default_manager.filter(pk__in=set(batch) - known)
    return found


def store_first_versions(model: type[models.Model], keys: Iterable[Any], moment: Any) -> None:
    """Store the objects as they are on file, those without any history, before they are changed."""
    write_versions(read_first_versions(model, keys), "+", FIRST_VERSION, moment=moment)
