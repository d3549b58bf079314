"""What a loading did, and the ways to write rows so that a bad one is named and the others are loaded."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

BATCH = 500


@dataclass
class Tally:
    """What happened to the rows of one kind; what is in none of the last four was rejected.

    `kept`: a person has edited or deleted it here, so it stays as it is, whatever the file says.
    """

    seen: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0


@dataclass
class LoadReport:
    """What a loading did: a tally a kind of row, and each rejected row with its reason."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    rejected: list[dict[str, str]] = field(default_factory=list)

    def tally(self, kind: str) -> Tally:
        return self.tallies.setdefault(kind, Tally())

    def reject(self, kind: str, row: str, reason: str) -> None:
        self.rejected.append({"kind": kind, "row": row, "reason": reason})

    @property
    def changed_anything(self) -> bool:
        return any(t.created or t.changed for t in self.tallies.values())

    def as_dict(self) -> dict[str, Any]:
        return {"tallies": {kind: vars(t) for kind, t in self.tallies.items()}, "rejected": self.rejected}


def find_edited(model: type[models.Model]) -> set[Any]:
    """The primary keys of what people have edited: loading writes no history, the desk always does."""
    history = getattr(model, "history", None)
    return set(history.values_list("id", flat=True)) if history is not None else set()


def find_versions(model: type[models.Model]) -> list[Any]:
    """Every version of what people have edited or deleted, the one that was loaded first too."""
    history = getattr(model, "history", None)
    return list(history.all()) if history is not None else []


def find_deleted(model: type[models.Model]) -> list[Any]:
    """The last state of what people have deleted: it does not come back with the next load."""
    history = getattr(model, "history", None)
    return list(history.filter(history_type="-")) if history is not None else []


def find_bad_column(obj: models.Model) -> str:
    """What the model refuses about a column of `obj` (too long, no such choice); '' if nothing. Asks no database."""
    try:
        obj.clean_fields(exclude=[column.name for column in obj._meta.fields if column.is_relation])
    except ValidationError as error:
        return "; ".join(f"{name}: {' '.join(words)}" for name, words in error.message_dict.items())
    return ""


def say_why(obj: models.Model, error: IntegrityError) -> str:
    """Why the database refused `obj`, in the model's words if it has any."""
    try:
        obj.full_clean()
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return str(error).splitlines()[0]


def write_good(
    objects: list[Any], write: Callable[[list[Any]], Any], reject: Callable[[Any, str], None]
) -> list[Any]:
    """Write all objects at once, or if the database refuses one, each alone; returns those written."""
    try:
        with transaction.atomic():
            if objects:
                write(objects)
        return objects
    except IntegrityError:
        written = []
        for obj in objects:
            try:
                with transaction.atomic():
                    write([obj])
                written.append(obj)
            except IntegrityError as error:
                reject(obj, say_why(obj, error))
        return written


def upsert(
    model: type[models.Model],
    report: LoadReport,
    kind: str,
    rows: Iterable[tuple[str, dict[str, Any], str]],
    key: Callable[[Any], Hashable],
) -> dict[Any, Any]:
    """Create or update one object a row. `rows`: (label, columns, problem); a row with a problem is rejected.

    Returns every object of the model on file now, by what `key` says of it.
    """
    manager = model._default_manager
    known = {key(obj): obj for obj in manager.all()}
    edited = find_edited(model)
    # What was deleted does not come back, nor, beside its new self, what now goes by another key.
    former = {key(version) for version in find_versions(model)} - set(known)
    tally = report.tally(kind)
    labels: dict[Any, str] = {}
    new: list[Any] = []
    altered: list[Any] = []
    names: set[str] = set()
    for label, columns, problem in rows:
        tally.seen += 1
        given = model(**columns) if not problem else None
        stored = known.get(key(given)) if given else None
        differing = {name for name, value in columns.items() if stored and getattr(stored, name) != value}
        if given and key(given) in labels:
            problem = "stands twice in the file"
        elif given and (differing or not stored):
            problem = find_bad_column(given)
        if given and not problem:
            labels[key(given)] = label
        if problem:
            report.reject(kind, label, problem)
        elif (stored and differing and stored.pk in edited) or key(given) in former:
            tally.kept += 1
        elif stored is None:
            new.append(given)
        elif differing:
            for name in differing:
                setattr(stored, name, columns[name])
            altered.append(stored)
            names |= differing
        else:
            tally.unchanged += 1

    def reject(obj: Any, reason: str) -> None:
        report.reject(kind, labels[key(obj)], reason)

    # First what is on file: a term may have to end before the next one can begin.
    changed = write_good(
        altered, lambda objects: manager.bulk_update(objects, sorted(names), batch_size=BATCH), reject
    )
    created = write_good(new, lambda objects: manager.bulk_create(objects, batch_size=BATCH), reject)
    tally.created, tally.changed = len(created), len(changed)
    return known | {key(obj): obj for obj in created}
