"""Writes rows of one model to the database. A row that it refuses is named in the report; the others are written."""

from collections.abc import Callable, Collection, Hashable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from votes.ingest.loading.edits import find_edited, find_versions
from votes.ingest.loading.history import ImportHistory
from votes.ingest.report import AddedRow, LoadReport, Removal

BATCH_SIZE = 500


def find_bad_column(obj: models.Model, trusted: Collection[str] = ()) -> str:
    """What the model refuses about a column of `obj` (too long, no such choice), but for those trusted; '' if nothing.

    Asks no database.
    """
    try:
        obj.clean_fields(
            exclude={*trusted, *(column.name for column in obj._meta.fields if column.is_relation)}
        )
    except ValidationError as error:
        return "; ".join(f"{name}: {' '.join(words)}" for name, words in error.message_dict.items())
    return ""


def describe_refusal(obj: models.Model, error: IntegrityError) -> str:
    """Why the database refused `obj`, in the model's words if it has any."""
    try:
        obj.full_clean()
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return str(error).splitlines()[0]


def write_good(
    objects: list[Any], write: Callable[[list[Any]], Any], reject: Callable[[Any, str], None]
) -> list[Any]:
    """Write all objects at once, or if the database refuses one, each half by itself; returns those written."""
    if not objects:
        return []
    try:
        with transaction.atomic():
            write(objects)
        return objects
    except IntegrityError as error:
        if len(objects) == 1:
            reject(objects[0], describe_refusal(objects[0], error))
            return []
    middle = len(objects) // 2
    return write_good(objects[:middle], write, reject) + write_good(objects[middle:], write, reject)


def create_objects(objects: list[Any]) -> None:
    """Create all objects of one model; for `write_good`, which may try it again."""
    for obj in objects:
        obj.pk = None  # of an attempt that was taken back
    type(objects[0])._default_manager.bulk_create(objects, batch_size=BATCH_SIZE)


def is_empty(value: object) -> bool:
    """Whether a column says nothing. 0, False and an empty list are values."""
    return value is None or value == ""


def find_refused_removals(
    report: LoadReport, kind: str, label: str, stored: Any, columns: dict[str, Any], differing: set[str]
) -> set[str]:
    """The columns among `differing` that have words on file and none in the row, and are kept as they are.

    A day or a number that is gone is a statement: a term goes on to this day. A note goes with what it was about.
    """
    emptied = {
        name for name in differing - {"note"} if columns[name] == "" and not is_empty(getattr(stored, name))
    }
    return {
        name
        for name in sorted(emptied)
        if not report.may_remove(
            Removal(kind, label, get_label(stored, name), str(getattr(stored, name)), "the file has no value")
        )
    }


def change_columns(report: LoadReport, kind: str, label: str, stored: Any, columns: dict[str, Any]) -> None:
    """Give an object on file other values, not saved, and list them in the report."""
    for name, value in columns.items():
        report.show_change(kind, label, name, getattr(stored, name), value)
        setattr(stored, name, value)


def get_label(obj: models.Model, name: str) -> str:
    """The name of a column as users read it."""
    return str(obj._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def upsert(
    model: type[models.Model],
    report: LoadReport,
    history: ImportHistory,
    kind: str,
    rows: Iterable[tuple[str, dict[str, Any], str]],
    key: Callable[[Any], Hashable],
) -> dict[Any, Any]:
    """Create or update one object a row. `rows`: (label, columns, problem); a row with a problem is rejected.

    Returns every object of the model on file now, by what `key` says of it.
    """
    manager = model._default_manager
    existing = {key(obj): obj for obj in manager.all()}
    edited = find_edited(model)
    # What was deleted does not come back, nor, beside its new self, what now goes by another key.
    former = {key(version) for version in find_versions(model)} - set(existing)
    tally = report.tally(kind)
    labels: dict[Any, str] = {}
    new: list[Any] = []
    altered: list[Any] = []
    names: set[str] = set()
    for label, columns, problem in rows:
        tally.seen += 1
        given = model(**columns) if not problem else None
        stored = existing.get(key(given)) if given else None
        differing = {name for name, value in columns.items() if stored and getattr(stored, name) != value}
        is_pinned = stored and stored.pk in edited
        if differing and not is_pinned:
            differing -= find_refused_removals(report, kind, label, stored, columns, differing)
        if given and key(given) in labels:
            problem = "occurs twice in the file"
        elif given and (differing or not stored):
            problem = find_bad_column(given, set(columns) - differing if stored else ())
        if given and not problem:
            labels[key(given)] = label
        if problem:
            report.reject(kind, label, problem)
        elif (differing and is_pinned) or key(given) in former:
            tally.kept += 1
        elif stored is None:
            new.append(given)
        elif differing:
            change_columns(report, kind, label, stored, {name: columns[name] for name in sorted(differing)})
            altered.append(stored)
            names |= differing
        else:
            tally.unchanged += 1

    def reject(obj: Any, reason: str) -> None:
        report.reject(kind, labels[key(obj)], reason)

    # First what is on file: a term may have to end before the next one can begin.
    history.note_before(model, [obj.pk for obj in altered])
    changed = write_good(altered, lambda objs: manager.bulk_update(objs, sorted(names), BATCH_SIZE), reject)
    history.store(changed)
    created = write_good(new, create_objects, reject)
    report.added += [AddedRow(kind, labels[key(obj)]) for obj in created]
    tally.created, tally.changed = len(created), len(changed)
    return existing | {key(obj): obj for obj in created}
