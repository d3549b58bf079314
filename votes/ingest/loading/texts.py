"""Loads texts with their links, matched by their record in the source or by their symbol."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from votes.core.bulk import update_rows
from votes.core.choices import KINDS_ABOUT_ANOTHER_TEXT, Position
from votes.core.rows import Record, SeriesAssignment, TextRow
from votes.corrections.days import correct_days
from votes.corrections.reconcile import AppliedCorrections
from votes.ingest.loading.history import ImportHistory
from votes.ingest.loading.match import TextMatcher, is_only_tabled
from votes.ingest.loading.removals import OFFICIAL_COLUMNS, keep_columns, keep_votes
from votes.ingest.loading.roll_calls_and_links import Loaded, read_votes, sync_links, sync_votes
from votes.ingest.loading.upsert import BATCH_SIZE, create_objects, find_bad_column, write_good
from votes.ingest.report import AddedRow, LoadReport, Progress
from votes.models import Bloc, ImportRun, Resolution, Series, Session, State

LINK_FIELDS = (
    "session",
    "series",
    "called_by",
    "amends",
    "official",
    "positions",
    "topics",
    "sponsors",
    "sponsor_blocs",
    "address",
)
COPIED_FIELDS = [column.name for column in fields(TextRow) if column.name not in LINK_FIELDS]
COLUMNS = frozenset(column.name for column in Resolution._meta.fields)
# Columns that not every source has; those on one line belong together. A source without any column of a line does not
# change them.
OPTIONAL_COLUMNS = (
    ("series_id",),
    ("called_by_id", "called_by_group"),
    ("note",),
    ("expected_on",),
    ("fetched_on",),
)


class TextLoader:
    """Loads the texts of one record. `states`, `blocs` and `series` are all on file, by code and slug."""

    def __init__(
        self,
        states: Mapping[str, State],
        blocs: Mapping[str, Bloc],
        series: Mapping[str, Series],
        run: ImportRun,
        report: LoadReport,
        history: ImportHistory,
        progress: Progress,
    ) -> None:
        self.states, self.blocs, self.series = states, blocs, series
        self.run, self.report, self.progress = run, report, progress
        self.history = history
        self.sessions = {session.code: session for session in Session.objects.all()}
        self.stored = list(Resolution.objects.order_by("pk"))
        self.corrections = AppliedCorrections({iso3: state.name for iso3, state in states.items()})
        self.matcher = TextMatcher(self.stored)
        self.new: Loaded = []
        self.existing: Loaded = []
        # Primary key -> the columns that differ from what is on file.
        self.differing: dict[int, set[str]] = {}

    def load(self, record: Record) -> dict[str, Resolution]:
        """Load all texts; returns every text on file by its symbols, the drafts' and the printed ones too."""
        self.files, self.unread = record.files, record.unread
        matched = (self.matcher.find(row) for row in record.texts)
        self.votes = read_votes(text for text in matched if text)
        codes = {state.pk: iso3 for iso3, state in self.states.items()}
        self.on_file = {
            text: {codes[state]: position for state, (_, position) in votes.items()}
            for text, votes in self.votes.items()
        }
        for number, row in enumerate(record.texts):
            if number % BATCH_SIZE == 0:
                self.progress("texts", number, len(record.texts))
            self.add_row(row)
        created = self.write(self.new, create_objects)
        texts = index_symbols([*self.stored, *(text for text, _ in created)])
        self.link_amendments(created + self.existing, texts)
        assigned = self.assign_series(record.series_assignments)
        existing = self.save_columns(created, assigned)
        self.progress("texts", len(record.texts), len(record.texts))
        touched = sync_votes(
            created, existing, self.votes, self.states, self.report, self.history, self.progress
        )
        touched |= sync_links(created, existing, self.states, self.blocs, self.report)
        self.report.added += [AddedRow("texts", text.symbol, text.title) for text, _ in created]
        self.report.corrections += self.corrections.store(created + existing)
        self.report.corrections += correct_days(self.matcher.edited)
        self.report.corrections_kept = sum(
            len(self.corrections.by_text.get(text.pk, ())) for text, _ in existing
        )
        self.stamp_import(touched & {text.pk for text, _ in existing})
        changed = sum(text.pk in touched or bool(self.differing[text.pk]) for text, _ in existing)
        tally = self.report.tally("texts")
        tally.created, tally.changed, tally.unchanged = len(created), changed, len(existing) - changed
        return texts

    def add_row(self, row: TextRow) -> None:
        """Put one row among the new or the existing texts, or count it as kept or rejected."""
        tally, votes = self.report.tally("texts"), self.report.tally("votes")
        tally.seen += 1
        votes.seen += len(row.positions)
        stored = self.matcher.find(row)
        problem = self.matcher.find_repetition(row)
        if not problem and self.matcher.is_pinned(row, stored):
            self.matcher.mark_seen(row)
            tally.kept += 1
            votes.kept += len(row.positions)
            return
        printed, row = row, self.corrections.correct(row, stored.pk if stored else None)
        problem = problem or self.find_problem(row)
        kept: frozenset[str] = frozenset()
        if stored and not problem:
            unread, on_file = self.unread.get(row.key, 0), self.on_file.get(stored.pk, {})
            row, kept = keep_votes(row, stored, on_file, unread, self.report)
        values = {} if problem else self.build_values(row, stored)
        values = {name: value for name, value in values.items() if name not in kept}
        if stored:
            emptied = keep_columns(stored, row.symbol, values, self.report)
            values = {name: value for name, value in values.items() if name not in emptied}
        names = {name for name, value in values.items() if stored and getattr(stored, name) != value}
        if values and (names or not stored):
            if self.run.fetched_on and not row.fetched_on:
                values["fetched_on"] = self.run.fetched_on
                names.add("fetched_on")
            problem = find_bad_column(Resolution(**values), COLUMNS - names if stored else set())
        if problem:
            self.reject(printed, problem)
            return
        self.matcher.mark_seen(printed, values.get("address", ""))
        if row.series and (not stored or "series_id" in names):
            self.report.count_links("series", 1)
        if stored is None:
            self.new.append((Resolution(**values, published=True, import_run=self.run), row))
            return
        self.apply_changes(stored, row, {name: values[name] for name in sorted(names)})

    def reject(self, row: TextRow, reason: str, kind: str = "texts") -> None:
        label = f"{row.symbol} {row.source_record}".strip()
        self.report.reject(kind, label, reason, self.files.get(row.key, ""))

    def apply_changes(self, stored: Resolution, row: TextRow, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            label = str(Resolution._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            before, after = self.format_value(name, getattr(stored, name)), self.format_value(name, value)
            self.report.show_change("texts", row.symbol, label, before, after)
            setattr(stored, name, value)
        self.differing[stored.pk] = set(values)
        self.existing.append((stored, row))

    def format_value(self, column: str, value: Any) -> Any:
        """A column's value for the report: of a key, the code of the session or State, or the slug of the series."""
        pointed: Mapping[str, Mapping[str, Any]] = {
            "session_id": self.sessions,
            "series_id": self.series,
            "called_by_id": self.states,
        }
        return next((code for code, obj in pointed.get(column, {}).items() if obj.pk == value), value)

    def find_problem(self, row: TextRow) -> str:
        """The reason why a row cannot be loaded; '' if it can."""
        codes = {*row.positions, *row.sponsors, *filter(None, [row.called_by])}
        if unknown := sorted(codes - set(self.states)):
            return f"no State has the code {', '.join(unknown)}"
        if unknown := sorted(set(row.sponsor_blocs) - set(self.blocs)):
            return f"no bloc on file has the address {', '.join(unknown)}"
        if unknown := sorted(set(row.positions.values()) - set(Position.values)):
            return f"{', '.join(unknown)} is not a position"
        if row.series and row.series not in self.series:
            return f"no series on file has the address {row.series}"
        if row.amends and row.kind not in KINDS_ABOUT_ANOTHER_TEXT:
            return "only an amendment can amend another text"
        try:
            Session.parse_code(row.session)
        except ValueError as error:
            return str(error)
        return ""

    def get_session(self, code: str) -> Session:
        if code not in self.sessions:
            self.sessions[code] = Session.get_or_make(code)
            self.report.tally("sessions").created += 1
        return self.sessions[code]

    def build_values(self, row: TextRow, stored: Resolution | None) -> dict[str, Any]:
        """The columns of a text, except its link to another text; optional ones that the row lacks are left out."""
        values = {
            **{name: getattr(row, name) for name in COPIED_FIELDS},
            **dict(zip(OFFICIAL_COLUMNS, row.official or (None, None, None, None), strict=True)),
            "session_id": self.get_session(row.session).pk,
            "series_id": self.series[row.series].pk if row.series else None,
            "called_by_id": self.states[row.called_by].pk if row.called_by else None,
        }
        if stored is None:
            return values | {"address": self.matcher.find_address(row)}
        if is_only_tabled(stored) and stored.symbol != row.symbol:
            values["address"] = self.matcher.find_address(row)
        if stored.series_by_hand:
            del values["series_id"]
        for names in OPTIONAL_COLUMNS:
            if not any(values.get(name) for name in names):
                values = {name: value for name, value in values.items() if name not in names}
        return values

    def write(self, pairs: Loaded, write: Any) -> Loaded:
        """`write_good` for texts with their rows."""
        rows = {id(text): row for text, row in pairs}

        def reject(text: Resolution, reason: str) -> None:
            self.reject(rows[id(text)], reason)

        texts = [text for text, _ in pairs]
        for text in texts:
            text.fill_derived()
        return [(text, rows[id(text)]) for text in write_good(texts, write, reject)]

    def link_amendments(self, loaded: Loaded, texts: Mapping[str, Resolution]) -> None:
        """Point amendments at the texts they amend, now that all texts have a key; `save_columns` writes it."""
        for text, row in loaded:
            target = texts.get(row.amends) if row.amends else None
            if row.amends and (target is None or target is text):
                reason = (
                    "it cannot amend itself"
                    if target
                    else f"the text that it amends, {row.amends}, is not on file"
                )
                self.reject(row, reason, kind="amendments")
                continue
            if not row.amends and row.kind in KINDS_ABOUT_ANOTHER_TEXT:
                continue  # the row does not name the amended text, so the link is not changed
            if text.amends_id != (target.pk if target else None):
                text.amends = target
                self.differing.setdefault(text.pk, set()).add("amends")
                self.report.count_links("amendments", 1 if target else 0)

    def assign_series(self, assignments: Iterable[SeriesAssignment]) -> list[Resolution]:
        """Put texts on file into the series that their title has become; returns them, not saved."""
        given = {text.pk for text, _ in self.existing}
        assigned = []
        for row in assignments:
            text = self.matcher.find_by_key(row.key)
            series = self.series.get(row.series)
            if text and series and text.pk not in self.matcher.edited | given and text.series_id != series.pk:
                text.series = series
                assigned.append(text)
        self.report.count_links("series", len(assigned))
        return assigned

    def save_columns(self, created: Loaded, assigned: Sequence[Resolution]) -> Loaded:
        """Write the changes; returns the existing texts without those whose change the database refused."""
        altered = [(text, row) for text, row in created + self.existing if self.differing.get(text.pk)]
        names = {"import_run", "symbol_key"}.union(*self.differing.values())
        for text, _ in altered:
            text.import_run = self.run
        self.history.note_before(
            Resolution, [text.pk for text, _ in self.existing if self.differing.get(text.pk)]
        )
        written = self.write(altered, lambda texts: update_rows(texts, sorted(names)))
        was_new = {text.pk for text, _ in created}
        self.history.store(text for text, _ in written if text.pk not in was_new)
        update_rows(assigned, ["series"])
        refused = {text.pk for text, _ in altered} - {text.pk for text, _ in written}
        return [(text, row) for text, row in self.existing if text.pk not in refused]

    def stamp_import(self, touched: set[int]) -> None:
        """Store the import in the texts whose votes or links it changed."""
        columns: dict[str, Any] = {"import_run": self.run}
        if self.run.fetched_on:
            columns["fetched_on"] = self.run.fetched_on
        Resolution.objects.filter(pk__in=touched).update(**columns)


def index_symbols(texts: Iterable[Resolution]) -> dict[str, Resolution]:
    """Every text by its address, its symbol and, where no text has that symbol, by its draft's and its printed one."""
    texts = list(texts)
    found: dict[str, Resolution] = {}
    for text in texts:
        for symbol in filter(None, (text.draft_symbol, text.symbol_as_printed)):
            found.setdefault(symbol, text)
    return found | {text.symbol: text for text in reversed(texts)} | {text.address: text for text in texts}
