"""What a loading did, and the ways to write rows so that a bad one is named and the others are loaded."""

from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass, field, fields
from os.path import commonprefix
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

BATCH = 500
# How many examples of what changed a report gives.
EXAMPLES = 50
# How much of a long value an example shows.
SHOWN = 120

# Takes what is being done ("texts"), how many of them are done, and of how many.
Progress = Callable[[str, int, int], None]

KINDS = {
    "states": gettext_lazy("States"),
    "other names": gettext_lazy("other names"),
    "memberships": gettext_lazy("memberships"),
    "blocs": gettext_lazy("blocs"),
    "other names of blocs": gettext_lazy("other names of blocs"),
    "memberships in blocs": gettext_lazy("memberships in blocs"),
    "series": gettext_lazy("series"),
    "sessions": gettext_lazy("sessions"),
    "texts": gettext_lazy("texts"),
    "votes": gettext_lazy("votes"),
    "explanations": gettext_lazy("explanations"),
}
# The file of our own form that holds such rows.
OWN_FILES = {
    "states": "states.csv",
    "other names": "states.csv",
    "memberships": "memberships.csv",
    "blocs": "blocs.csv",
    "other names of blocs": "blocs.csv",
    "memberships in blocs": "bloc_memberships.csv",
    "series": "series.csv",
    "texts": "texts.jsonl",
    "amendments": "texts.jsonl",
    "explanations": "explanations.jsonl",
}
LINKS = {
    "amendments": gettext_lazy("amendments linked to what they amend"),
    "series": gettext_lazy("texts linked to their series"),
    "topics": gettext_lazy("topics given to texts"),
    "sponsors": gettext_lazy("States linked as sponsors"),
    "sponsor blocs": gettext_lazy("groups linked as sponsors"),
}


@dataclass
class Tally:
    """What happened to the rows of one kind; what is in none of the last four was rejected.

    `kept`: a person has edited or deleted it here, or a numbered record of a source says it, so it stays as it
    is, whatever the file says.
    """

    seen: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0


@dataclass
class LoadReport:
    """What a loading did, or would do: a tally a kind of row, and each rejected row with its reason.

    `changes`: the first `EXAMPLES` values that differ from what was on file. `links`: how many links were made, by
    kind. `corrections`: those that the import made and those of which the source says something new, in words;
    `corrections_kept`: how many stand in the texts that were loaded. `checks`: texts by the result of
    the check, of all that is on file now.
    """

    tallies: dict[str, Tally] = field(default_factory=dict)
    rejected: list[dict[str, str]] = field(default_factory=list)
    changes: list[dict[str, str]] = field(default_factory=list)
    links: dict[str, int] = field(default_factory=dict)
    corrections: list[str] = field(default_factory=list)
    corrections_kept: int = 0
    checks: dict[str, int] = field(default_factory=dict)
    files: list[dict[str, str]] = field(default_factory=list)
    dry_run: bool = False

    def tally(self, kind: str) -> Tally:
        return self.tallies.setdefault(kind, Tally())

    def reject(self, kind: str, row: str, reason: str, file: str = "") -> None:
        if not file and any(OWN_FILES.get(kind) == given["name"] for given in self.files):
            file = OWN_FILES[kind]
        self.rejected.append({"kind": kind, "file": file, "row": row, "reason": reason})

    def show_change(self, kind: str, row: str, column: str, before: object, after: object) -> None:
        """Keep an example of what changed, while there are few."""
        if len(self.changes) < EXAMPLES:
            was, now = shorten("" if before is None else str(before), "" if after is None else str(after))
            self.changes.append({"kind": kind, "row": row, "field": column, "before": was, "after": now})

    def count_links(self, kind: str, number: int) -> None:
        if number:
            self.links[kind] = self.links.get(kind, 0) + number

    @property
    def changed_anything(self) -> bool:
        return any(t.created or t.changed for t in self.tallies.values())

    @property
    def loaded_nothing(self) -> bool:
        """Whether there was something to load and all of it was rejected."""
        return bool(self.rejected) and not any(
            t.created or t.changed or t.unchanged or t.kept for t in self.tallies.values()
        )

    def as_dict(self) -> dict[str, Any]:
        return {**vars(self), "tallies": {kind: vars(t) for kind, t in self.tallies.items()}}

    def in_words(self) -> list[str]:
        """The report without the rejected rows and the examples, a sentence or count a line."""
        lines = []
        for kind, t in self.tallies.items():
            if not any(vars(t).values()):
                continue
            line = _(
                "%(kind)s: %(seen)d seen, %(created)d created, %(changed)d changed, %(unchanged)d unchanged"
            )
            line %= {"kind": KINDS.get(kind, kind), **vars(t), "seen": t.seen or t.created}
            lines.append(line + (_(", %d kept as they stand here") % t.kept if t.kept else ""))
        lines += [f"{LINKS.get(kind, kind)}: {number}" for kind, number in self.links.items()]
        if number := self.corrections_kept:
            lines.append(ngettext("%d correction kept", "%d corrections kept", number) % number)
        lines += self.corrections
        if self.checks:
            lines.append(
                _(
                    "checks: %(reconciled)d roll-calls reconciled, %(unreconciled)d not, "
                    "%(not_checked)d texts with nothing to check"
                )
                % self.checks
            )
        number = len(self.rejected)
        lines.append(ngettext("%d row rejected", "%d rows rejected", number) % number)
        if not self.changed_anything:
            lines.append(_("Nothing would change.") if self.dry_run else _("Nothing changed."))
        if self.dry_run:
            lines.append(_("This was a dry run: nothing was written."))
        return lines


def read_report(data: dict[str, Any]) -> LoadReport:
    """The report that `as_dict` gave; what an older import did not keep is empty."""
    names = {field.name for field in fields(LoadReport)} - {"tallies"}
    tallies = {kind: Tally(**tally) for kind, tally in data.get("tallies", {}).items()}
    return LoadReport(tallies=tallies, **{name: value for name, value in data.items() if name in names})


def shorten(before: str, after: str) -> tuple[str, str]:
    """Two values as an example shows them: where they are long, from shortly before the place where they differ."""
    if max(len(before), len(after)) <= SHOWN:
        return before, after
    start = max(0, len(commonprefix([before, after])) - SHOWN // 4)  # noqa: RUF071 - letters, not paths
    return cut(before, start), cut(after, start)


def cut(text: str, start: int) -> str:
    rest = text[start:]
    return ("…" if start else "") + (rest if len(rest) <= SHOWN else f"{rest[:SHOWN]}…")


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
    """Write all objects at once, or if the database refuses one, each half by itself; returns those written."""
    if not objects:
        return []
    try:
        with transaction.atomic():
            write(objects)
        return objects
    except IntegrityError as error:
        if len(objects) == 1:
            reject(objects[0], say_why(objects[0], error))
            return []
    middle = len(objects) // 2
    return write_good(objects[:middle], write, reject) + write_good(objects[middle:], write, reject)


def insert(objects: list[Any]) -> None:
    """Create all objects of one model; for `write_good`, which may try it again."""
    for obj in objects:
        obj.pk = None  # of an attempt that was taken back
    type(objects[0])._default_manager.bulk_create(objects, batch_size=BATCH)


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
            for name in sorted(differing):
                report.show_change(kind, label, name, getattr(stored, name), columns[name])
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
    created = write_good(new, insert, reject)
    tally.created, tally.changed = len(created), len(changed)
    return known | {key(obj): obj for obj in created}
