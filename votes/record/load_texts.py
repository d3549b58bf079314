"""Texts with their votes, topics, sponsors and the drafts they amend, into the database."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from django.utils.text import slugify

from votes.choices import Position, TextKind
from votes.models import ImportRun, Resolution, Series, Session, State, Topic, Vote
from votes.record.report import BATCH, LoadReport, find_bad_column, find_deleted, find_edited, write_good
from votes.record.rows import TextRow

POINTING = (
    "session",
    "series",
    "called_by",
    "amends",
    "official",
    "positions",
    "topics",
    "sponsors",
    "sponsor_blocs",
)
COPIED = [column.name for column in fields(TextRow) if column.name not in POINTING]
OFFICIAL = [f"official_{position.value}" for position in Position]

Loaded = list[tuple[Resolution, TextRow]]


class TextLoader:
    """Loads the texts of one record; knows the objects that texts point at."""

    def __init__(
        self, states: dict[str, State], series: dict[str, Series], run: ImportRun, report: LoadReport
    ) -> None:
        self.states = states
        self.series = series
        self.run = run
        self.report = report
        self.sessions = {session.code: session for session in Session.objects.all()}
        self.stored = list(Resolution.objects.order_by("pk"))
        self.edited = find_edited(Resolution)
        self.deleted = {text.symbol for text in find_deleted(Resolution)} - {
            text.symbol for text in self.stored
        }
        self.by_record = {(text.source, text.source_record): text for text in self.stored}
        self.by_symbol = {text.symbol: text for text in reversed(self.stored)}
        # Symbol -> (source, record in the source) of who has it, and what this file has given so far.
        self.holders = {text.symbol: (text.source, text.source_record) for text in self.stored}
        self.seen: set[tuple[str, str]] = set()

    def load(self, rows: Iterable[TextRow]) -> dict[str, Resolution]:
        """Load all rows; returns every text on file by its symbols, the drafts' and the printed ones too."""
        tally = self.report.tally("texts")
        new: Loaded = []
        known: Loaded = []
        differing: dict[int, set[str]] = {}
        for row in rows:
            tally.seen += 1
            problem = self.find_problem(row)
            values = {} if problem else self.build_values(row)
            stored = self.find_stored(row)
            names = {name for name, value in values.items() if stored and getattr(stored, name) != value}
            if values and (names or not stored):
                problem = find_bad_column(Resolution(**values, address=row.symbol))
            if problem:
                self.report.reject("texts", describe(row), problem)
                continue
            if row.symbol in self.deleted or (stored and stored.pk in self.edited):
                tally.kept += 1
                continue
            self.seen |= {row.key, ("", row.symbol)}
            self.holders[row.symbol] = (row.source, row.source_record)
            if stored is None:
                new.append((Resolution(**values, published=True, import_run=self.run), row))
                continue
            for name in names:
                setattr(stored, name, values[name])
            differing[stored.pk] = names
            known.append((stored, row))
        created = self.create(new)
        texts = index_symbols([*self.stored, *(text for text, _ in created)])
        self.link_amendments(created + known, texts, differing)
        known = self.save_columns(created, known, differing)
        touched = self.sync_votes(created + known) | self.sync_links(created + known)
        touched &= {text.pk for text, _ in known}
        Resolution.objects.filter(pk__in=touched).update(import_run=self.run)
        changed = touched | {text.pk for text, _ in known if differing[text.pk]}
        tally.created, tally.changed, tally.unchanged = len(created), len(changed), len(known) - len(changed)
        return texts

    def find_stored(self, row: TextRow) -> Resolution | None:
        """The text on file that the row is about: of the same record, else of the same symbol."""
        return (self.by_record.get(row.key) if row.source_record else None) or self.by_symbol.get(row.symbol)

    def find_problem(self, row: TextRow) -> str:
        """Why a row cannot be loaded; '' if it can."""
        codes = {*row.positions, *row.sponsors, *filter(None, [row.called_by])}
        if unknown := sorted(codes - set(self.states)):
            return f"no State has the code {', '.join(unknown)}"
        if strange := sorted(set(row.positions.values()) - set(Position.values)):
            return f"no position is called {', '.join(strange)}"
        if row.series and row.series not in self.series:
            return f"no series is called {row.series}"
        if row.amends and row.kind != TextKind.AMENDMENT:
            return "only an amendment amends another text"
        try:
            Session.parse_code(row.session)
        except ValueError as error:
            return str(error)
        source, record = self.holders.get(row.symbol, ("", ""))
        if record and (source, record) != (row.source, row.source_record):
            return f"record {record} already has the symbol {row.symbol}"
        if {row.key, ("", row.symbol)} & self.seen:
            return "stands twice in the file"
        return ""

    def get_session(self, code: str) -> Session:
        if code not in self.sessions:
            self.sessions[code] = Session.objects.create(**Session.parse_code(code))
            self.report.tally("sessions").created += 1
        return self.sessions[code]

    def build_values(self, row: TextRow) -> dict[str, Any]:
        """The columns of a text, except what points at other texts."""
        return {
            **{name: getattr(row, name) for name in COPIED},
            **dict(zip(OFFICIAL, row.official or (None, None, None, None), strict=True)),
            "session_id": self.get_session(row.session).pk,
            "series_id": self.series[row.series].pk if row.series else None,
            "called_by_id": self.states[row.called_by].pk if row.called_by else None,
        }

    def write(self, pairs: Loaded, write: Any) -> Loaded:
        """`write_good` for texts with their rows."""
        rows = {id(text): row for text, row in pairs}

        def reject(text: Resolution, reason: str) -> None:
            self.report.reject("texts", describe(rows[id(text)]), reason)

        texts = [text for text, _ in pairs]
        for text in texts:
            text.fill_derived()
        return [(text, rows[id(text)]) for text in write_good(texts, write, reject)]

    def create(self, new: Loaded) -> Loaded:
        return self.write(new, lambda texts: Resolution.objects.bulk_create(texts, batch_size=BATCH))

    def link_amendments(
        self, loaded: Loaded, texts: dict[str, Resolution], differing: dict[int, set[str]]
    ) -> None:
        """Point amendments at the texts they amend, now that all texts have a key; `save_columns` writes it."""
        for text, row in loaded:
            target = texts.get(row.amends) if row.amends else None
            if row.amends and (target is None or target is text):
                reason = (
                    "it cannot amend itself" if target else f"what it amends, {row.amends}, is not on file"
                )
                self.report.reject("amendments", row.symbol, reason)
                target = None
            if text.amends_id != (target.pk if target else None):
                text.amends = target
                differing.setdefault(text.pk, set()).add("amends")

    def save_columns(self, created: Loaded, known: Loaded, differing: dict[int, set[str]]) -> Loaded:
        """Write what differs; returns the known texts without those that the database refused to change."""
        altered = [(text, row) for text, row in created + known if differing.get(text.pk)]
        names = {"import_run", "symbol_key"}.union(*differing.values())
        for text, _ in altered:
            text.import_run = self.run
        written = self.write(
            altered, lambda texts: Resolution.objects.bulk_update(texts, sorted(names), batch_size=BATCH)
        )
        refused = {text.pk for text, _ in altered} - {text.pk for text, _ in written}
        return [(text, row) for text, row in known if text.pk not in refused]

    def sync_votes(self, loaded: Loaded) -> set[int]:
        """Make the votes of the loaded texts equal to their rows; returns the texts whose votes changed."""
        tally = self.report.tally("votes")
        codes = {state.pk: iso3 for iso3, state in self.states.items()}
        stored: dict[int, dict[str, Vote]] = {}
        for vote in Vote.objects.filter(resolution__in=[text.pk for text, _ in loaded]).order_by():
            stored.setdefault(vote.resolution_id, {})[codes[vote.state_id]] = vote
        new: list[Vote] = []
        altered: list[Vote] = []
        gone: list[Vote] = []
        for text, row in loaded:
            votes = stored.get(text.pk, {})
            for iso3, position in row.positions.items():
                tally.seen += 1
                if iso3 not in votes:
                    new.append(Vote(resolution_id=text.pk, state=self.states[iso3], position=position))
                elif (vote := votes.pop(iso3)).position != position:
                    vote.position = position
                    altered.append(vote)
                else:
                    tally.unchanged += 1
            gone += votes.values()
        Vote.objects.filter(pk__in=[vote.pk for vote in gone]).delete()
        Vote.objects.bulk_create(new, batch_size=10 * BATCH)
        Vote.objects.bulk_update(altered, ["position"], batch_size=BATCH)
        tally.created, tally.changed = len(new), len(altered) + len(gone)
        return {vote.resolution_id for vote in [*new, *altered, *gone]}

    def sync_links(self, loaded: Loaded) -> set[int]:
        """Make topics and sponsors equal to the rows; returns the texts whose links changed."""
        topics = {topic.slug: topic for topic in Topic.objects.all()}
        for name in dict.fromkeys(name for _, row in loaded for name in row.topics):
            if build_topic_slug(name) not in topics:
                topics[build_topic_slug(name)] = Topic.objects.create(slug=build_topic_slug(name), name=name)
        texts = [text.pk for text, _ in loaded]
        on_topics = {(t.pk, topics[build_topic_slug(name)].pk) for t, row in loaded for name in row.topics}
        sponsored = {(t.pk, self.states[iso3].pk) for t, row in loaded for iso3 in row.sponsors}
        return sync_pairs(Resolution.topics.through, "topic_id", texts, on_topics) | sync_pairs(
            Resolution.sponsors.through, "state_id", texts, sponsored
        )


def describe(row: TextRow) -> str:
    """The symbol and the record, for the report."""
    return f"{row.symbol} {row.source_record}".strip()


def build_topic_slug(name: str) -> str:
    """What two spellings of one topic have in common; the topic keeps the first."""
    return slugify(name)[:120]


def index_symbols(texts: Iterable[Resolution]) -> dict[str, Resolution]:
    """Every text by its symbol and, where no text has that symbol, by its draft's and its printed one."""
    texts = list(texts)
    found: dict[str, Resolution] = {}
    for text in texts:
        for symbol in filter(None, (text.draft_symbol, text.symbol_as_printed)):
            found.setdefault(symbol, text)
    return found | {text.symbol: text for text in reversed(texts)}


def sync_pairs(through: Any, column: str, texts: list[int], wanted: set[tuple[int, int]]) -> set[int]:
    """Make the rows of a many-to-many table for `texts` equal to `wanted`; returns the texts that changed."""
    rows = through.objects.filter(resolution__in=texts).values_list("resolution_id", column, "pk")
    stored = {(text, other): pk for text, other, pk in rows}
    new = wanted - set(stored)
    gone = set(stored) - wanted
    through.objects.filter(pk__in=[stored[pair] for pair in gone]).delete()
    through.objects.bulk_create(
        [through(**{"resolution_id": text, column: other}) for text, other in sorted(new)], batch_size=BATCH
    )
    return {text for text, _ in new | gone}
