"""What a loading did, as the commands, the admin and the stored report show it."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from os.path import commonprefix
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from votes.core.rows import RejectedRow

# How many changed values a report shows.
MAX_CHANGES_SHOWN = 50
# How many letters of a long value it shows.
MAX_LETTERS_SHOWN = 120

# Takes what is being done ("texts"), how many of them are done, and of how many.
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
    "texts": gettext_lazy("texts"),
    "votes": gettext_lazy("votes"),
    "explanations": gettext_lazy("explanations"),
}
# The file of the native format that holds such rows.
NATIVE_FILES = {
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
LINK_LABELS = {
    "amendments": gettext_lazy("amendments linked to what they amend"),
    "series": gettext_lazy("texts linked to their series"),
    "topics": gettext_lazy("topics given to texts"),
    "sponsors": gettext_lazy("States linked as sponsors"),
    "sponsor blocs": gettext_lazy("groups linked as sponsors"),
}


@dataclass
class Tally:
    """How many rows of one kind were seen, and how many of them met which fate; the rest was rejected.

    `kept`: rows whose object stays as it is, since a person edited or deleted it here, or since it comes from a
    numbered record of a source and the row does not.
    """

    seen: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0


@dataclass(frozen=True)
class ChangedValue:
    """A value that differs from what was on file: of which kind of row, of which row and field, before and after."""

    kind: str
    row: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class ImportedFile:
    """One file of an import, with the SHA-256 of its bytes as they came."""

    name: str
    sha256: str


@dataclass
class LoadReport:
    """What a loading did, or would do: a tally for each kind of row, and each rejected row with its reason.

    `changes`: the first `MAX_CHANGES_SHOWN` values that differ from what was on file. `links`: how many links were
    made, by kind. `corrections`: those that the import made and those of which the source says something new, in
    words; `corrections_kept`: how many stand in the texts that were loaded. `checks`: texts by the result of
    the check, of all that is on file now.
    """

    tallies: dict[str, Tally] = field(default_factory=dict)
    rejected: list[RejectedRow] = field(default_factory=list)
    changes: list[ChangedValue] = field(default_factory=list)
    links: dict[str, int] = field(default_factory=dict)
    corrections: list[str] = field(default_factory=list)
    corrections_kept: int = 0
    checks: dict[str, int] = field(default_factory=dict)
    files: list[ImportedFile] = field(default_factory=list)
    dry_run: bool = False

    def tally(self, kind: str) -> Tally:
        return self.tallies.setdefault(kind, Tally())

    def reject(self, kind: str, row: str, reason: str, file: str = "") -> None:
        """Name a row that was not loaded; its file is the one of the native format where none is given."""
        if not file and any(NATIVE_FILES.get(kind) == given.name for given in self.files):
            file = NATIVE_FILES[kind]
        self.rejected.append(RejectedRow(file, kind, row, reason))

    def show_change(self, kind: str, row: str, column: str, before: object, after: object) -> None:
        """Add an example of what changed, up to the first `MAX_CHANGES_SHOWN`."""
        if len(self.changes) < MAX_CHANGES_SHOWN:
            was, now = shorten("" if before is None else str(before), "" if after is None else str(after))
            self.changes.append(ChangedValue(kind, row, column, was, now))

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
        """The report as JSON holds it, in the file of a command and with the import."""
        return {
            **vars(self),
            "tallies": {kind: vars(t) for kind, t in self.tallies.items()},
            "rejected": [
                {"kind": one.kind, "file": one.file, "row": one.row, "reason": one.reason}
                for one in self.rejected
            ],
            "changes": [vars(change) for change in self.changes],
            "files": [vars(file) for file in self.files],
        }

    def in_words(self) -> list[str]:
        """The report without the rejected rows and the examples, a sentence or count a line."""
        lines = []
        for kind, t in self.tallies.items():
            if not any(vars(t).values()):
                continue
            line = _(
                "%(kind)s: %(seen)d seen, %(created)d created, %(changed)d changed, %(unchanged)d unchanged"
            )
            line %= {"kind": KIND_LABELS.get(kind, kind), **vars(t), "seen": t.seen or t.created}
            lines.append(line + (_(", %d kept as they stand here") % t.kept if t.kept else ""))
        lines += [f"{LINK_LABELS.get(kind, kind)}: {number}" for kind, number in self.links.items()]
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
    names = {field.name for field in fields(LoadReport)}
    kept = {name: value for name, value in data.items() if name in names}
    built = {
        "tallies": {kind: Tally(**tally) for kind, tally in data.get("tallies", {}).items()},
        "rejected": [RejectedRow(**{"file": "", **row}) for row in data.get("rejected", ())],
        "changes": [ChangedValue(**change) for change in data.get("changes", ())],
        "files": [ImportedFile(**file) for file in data.get("files", ())],
    }
    return LoadReport(**kept | built)


def shorten(before: str, after: str) -> tuple[str, str]:
    """Two values as an example shows them: where they are long, from shortly before the place where they differ."""
    if max(len(before), len(after)) <= MAX_LETTERS_SHOWN:
        return before, after
    start = max(0, len(commonprefix([before, after])) - MAX_LETTERS_SHOWN // 4)  # noqa: RUF071 - letters, not paths
    return cut_value(before, start), cut_value(after, start)


def cut_value(text: str, start: int) -> str:
    rest = text[start:]
    return ("…" if start else "") + (
        rest if len(rest) <= MAX_LETTERS_SHOWN else f"{rest[:MAX_LETTERS_SHOWN]}…"
    )
