"""The history that an import writes: one version of each object that it changed, with the import as the reason."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils import timezone

from votes.core.history import FIRST_VERSION, IMPORT, read_first_versions, write_versions
from votes.models import ImportRun

# The length of the column.
MAX_REASON_LETTERS = 100


class ImportHistory:
    """Writes versions for one import. Objects that it adds get none, as their first version is what the import says."""

    def __init__(self, run: ImportRun) -> None:
        self.reason = f"{IMPORT}{run.pk}: {run.source}"[:MAX_REASON_LETTERS]
        self.user = run.made_by
        self.moment = timezone.now()
        self.before: dict[Any, models.Model] = {}

    def note_before(self, model: type[models.Model], keys: Iterable[Any]) -> None:
        """Call it before objects on file are changed, so that history gets their old values."""
        self.before = {obj.pk: obj for obj in read_first_versions(model, keys)}

    def store(self, objects: Iterable[models.Model], kind: str = "~") -> None:
        """Call it after objects were changed; with "+" or "-" for parts of an object on file, such as its votes."""
        objects = list(objects)
        first = [self.before.pop(obj.pk) for obj in objects if obj.pk in self.before] if kind == "~" else []
        write_versions(first, "+", FIRST_VERSION, moment=self.moment)
        write_versions(objects, kind, self.reason, user=self.user, moment=timezone.now())
