"""The report of an import, as the commands and the admin show it and the database stores it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from os.path import commonprefix
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from votes.core.rows import RejectedRow

# How many changed values, and how many added and removed rows, a command prints; the stored report has all.
MAX_CHANGES_SHOWN = 50
# How many letters of a long value they show.
MAX_LETTERS_SHOWN = 120

# Takes the kind of rows being loaded ("texts"), how many are done, and how many there are.
Progress = Callable[[str, int, int], None]

KIND_LABELS = {
    "states": gettext_lazy("States"),
    "other names": gettext_lazy("other names"),
    "memberships": gettext_lazy("memberships"),
    "blocs": gettext_lazy("blocs"),
    "other names of blocs": gettext_lazy("other names of blocs"),
    "memberships in blocs": gettext_lazy("memberships in blocs"),
    "series": gettext_lazy("series"),
    "sessions": gettext_lazy("sessions"),
    "recorded vote counts": gettext_lazy("numbers of recorded votes"),
    "texts": gettext_lazy("texts"),
    "votes": gettext_lazy("votes"),
    "explanations": gettext_lazy("explanations"),
    "backtests": gettext_lazy("backtests"),
}
# The file of the native format that contains the rows of each kind.
NATIVE_FILES = {
    "states": "states.csv",
    "other names": "states.csv",
    "memberships": "memberships.csv",
    "blocs": "blocs.csv",
    "other names of blocs": "blocs.csv",
    "memberships in blocs": "bloc_memberships.csv",
    "sessions": "sessions.csv",
    "recorded vote counts": "recorded_votes.csv",
    "series": "series.csv",
    "texts": "texts.jsonl",
    "amendments": "texts.jsonl",
    "explanations": "explanations.jsonl",
    "backtests": "backtests.jsonl",
}
LINK_LABELS = {
    "amendments": gettext_lazy("amendments linked to the texts that they amend"),
    "series": gettext_lazy("texts linked to their series"),
    "topics": gettext_lazy("topics assigned to texts"),
    "sponsors": gettext_lazy("States linked as sponsors"),
    "sponsor blocs": gettext_lazy("groups linked as sponsors"),
}


@dataclass
class Tally:
    """How many rows of one kind were read, and what was done with them; the others were rejected.

    `kept`: rows whose object was not changed, because a user edited or deleted it here, or because it comes from a
    numbered record of a source and the row does not. The names of the fields are keys of stored reports and of
    `--json`, so they never change.
    """

    seen: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0


@dataclass(frozen=True)
class ChangedValue:
    """A value that differs from the value on file: the kind of row, the row, the field, and both values."""

    kind: str
    row: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class AddedRow:
    """A row that was not on file: its kind, the row, and a text's title."""

    kind: str
    row: str
    title: str = ""


@dataclass(frozen=True)
class Removal:
    """What is on file and not in the files: the kind of row, the row, the field, its value on file, and why.

    `after`: what would be left; "" if nothing.
    """

    kind: str
    row: str
    field: str
    before: str
    reason: str
    after: str = ""


@dataclass(frozen=True)
class ImportedFile:
    """One file of an import, with the SHA-256 of its bytes as received."""

    name: str
    sha256: str


@dataclass
class LoadReport:
    """What an import changed, or would change: a tally for each kind of row, and each rejected row with its reason.

    `added`: the rows that were not on file. `changes`: the values that differ from those on file. `refused`: what the
    files would have taken away and was kept; with `allow_removals` it is in `removed` instead. `links`: the number of
    new links, by kind. `corrections`: in words, those that the import made and those with a new value in the source;
    `corrections_kept`: how many are in force on the texts that were loaded. `checks`: the number of texts on file by
    the result of the check.
    """

    tallies: dict[str, Tally] = field(default_factory=dict)
    rejected: list[RejectedRow] = field(default_factory=list)
    added: list[AddedRow] = field(default_factory=list)
    changes: list[ChangedValue] = field(default_factory=list)
    refused: list[Removal] = field(default_factory=list)
    removed: list[Removal] = field(default_factory=list)
    allow_removals: bool = False
    links: dict[str, int] = field(default_factory=dict)
    corrections: list[str] = field(default_factory=list)
    corrections_kept: int = 0
    checks: dict[str, int] = field(default_factory=dict)
    files: list[ImportedFile] = field(default_factory=list)
    dry_run: bool = False

    def tally(self, kind: str) -> Tally:
        return self.tallies.setdefault(kind, Tally())

    def reject(self, kind: str, row: str, reason: str, file: str = "", *, repeats: bool = False) -> None:
        """Record a row that was not loaded. If no file is given, it is the native format's file for that kind."""
        if not file and any(NATIVE_FILES.get(kind) == given.name for given in self.files):
            file = NATIVE_FILES[kind]
        self.rejected.append(RejectedRow(file, kind, row, reason, repeats=repeats))

    def show_change(self, kind: str, row: str, column: str, before: object, after: object) -> None:
        """Add a value that changed."""
        was, now = "" if before is None else str(before), "" if after is None else str(after)
        self.changes.append(ChangedValue(kind, row, column, was, now))

    def may_remove(self, removal: Removal) -> bool:
        """Whether the import may take this away; the report lists it either way."""
        (self.removed if self.allow_removals else self.refused).append(removal)
        return self.allow_removals

    def count_links(self, kind: str, number: int) -> None:
        if number:
            self.links[kind] = self.links.get(kind, 0) + number

    @property
    def changed_anything(self) -> bool:
        return bool(self.corrections) or any(t.created or t.changed for t in self.tallies.values())

    @property
    def lost_rows(self) -> list[RejectedRow]:
        """The rejected rows that say something which is not on file now."""
        return [row for row in self.rejected if not row.repeats]

    @property
    def refused_anything(self) -> bool:
        """Whether anything in the files was not followed: a row that was rejected, or a removal."""
        return bool(self.lost_rows or self.refused)

    @property
    def loaded_nothing(self) -> bool:
        """Whether there were rows to load and all of them were rejected."""
        return bool(self.rejected) and not any(
            t.created or t.changed or t.unchanged or t.kept for t in self.tallies.values()
        )

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON, for the `--json` file of a command and for the stored import."""
        return {
            **vars(self),
            "tallies": {kind: vars(t) for kind, t in self.tallies.items()},
            "rejected": [
                {
                    "kind": one.kind,
                    "file": one.file,
                    "row": one.row,
                    "reason": one.reason,
                    "repeats": one.repeats,
                }
                for one in self.rejected
            ],
            "added": [vars(row) for row in self.added],
            "changes": [vars(change) for change in self.changes],
            "refused": [vars(removal) for removal in self.refused],
            "removed": [vars(removal) for removal in self.removed],
            "files": [vars(file) for file in self.files],
        }

    def in_words(self) -> list[str]:
        """The report without the rejected rows and the examples, one sentence or count per line."""
        lines = []
        for kind, t in self.tallies.items():
            if not any(vars(t).values()):
                continue
            line = _(
                "%(kind)s: %(seen)s read, %(created)s added, %(changed)s changed, %(unchanged)s unchanged"
            )
            counts = format_counts({**vars(t), "seen": t.seen or t.created})
            line %= {"kind": KIND_LABELS.get(kind, kind), **counts}
            lines.append(line + (_(", %(kept)s left as edited here") % counts if t.kept else ""))
        lines += [
            f"{LINK_LABELS.get(kind, kind)}: {number}" for kind, number in format_counts(self.links).items()
        ]
        if number := self.corrections_kept:
            lines.append(
                ngettext("%(n)s correction still in force", "%(n)s corrections still in force", number)
                % format_counts({"n": number})
            )
        lines += self.corrections
        if self.checks:
            lines.append(
                _(
                    "texts by their check: %(reconciled)s reconciled, %(unreconciled)s not reconciled, "
                    "%(not_checked)s not checked"
                )
                % format_counts(self.checks)
            )
        number = len(self.rejected)
        rejected = ngettext("%(n)s row rejected", "%(n)s rows rejected", number)
        lines.append(rejected % format_counts({"n": number}))
        if number := len(self.refused):
            kept = ngettext(
                "%(n)s removal refused: what is on file was kept",
                "%(n)s removals refused: what is on file was kept",
                number,
            )
            lines.append(kept % format_counts({"n": number}))
        if number := len(self.removed):
            removed = ngettext("%(n)s value removed", "%(n)s values removed", number)
            lines.append(removed % format_counts({"n": number}))
        if not self.changed_anything:
            lines.append(_("Nothing would change.") if self.dry_run else _("Nothing changed."))
        if self.dry_run:
            lines.append(_("Nothing was saved. This was only a trial run."))
        return lines


def read_report(data: dict[str, Any]) -> LoadReport:
    """The report from the result of `as_dict`; fields that an older import did not store are empty."""
    names = {field.name for field in fields(LoadReport)}
    kept = {name: value for name, value in data.items() if name in names}
    built = {
        "tallies": {kind: Tally(**tally) for kind, tally in data.get("tallies", {}).items()},
        "rejected": [RejectedRow(**{"file": "", **row}) for row in data.get("rejected", ())],
        "added": [AddedRow(**row) for row in data.get("added", ())],
        "changes": [ChangedValue(**change) for change in data.get("changes", ())],
        "refused": [Removal(**removal) for removal in data.get("refused", ())],
        "removed": [Removal(**removal) for removal in data.get("removed", ())],
        "files": [ImportedFile(**file) for file in data.get("files", ())],
    }
    return LoadReport(**kept | built)


def format_counts(counts: Mapping[str, int]) -> dict[str, str]:
    """The numbers as a reader sees them: {"created": 1257} -> {"created": "1,257"}."""
    return {kind: number_format(number, force_grouping=True) for kind, number in counts.items()}


def shorten(before: str, after: str) -> tuple[str, str]:
    """Two values as an example shows them; if they are long, from shortly before the place where they differ."""
    if max(len(before), len(after)) <= MAX_LETTERS_SHOWN:
        return before, after
    start = max(0, len(commonprefix([before, after])) - MAX_LETTERS_SHOWN // 4)  # noqa: RUF071 - letters, not paths
    return cut_value(before, start), cut_value(after, start)


def cut_value(text: str, start: int) -> str:
    rest = text[start:]
    return ("…" if start else "") + (
        rest if len(rest) <= MAX_LETTERS_SHOWN else f"{rest[:MAX_LETTERS_SHOWN]}…"
    )
