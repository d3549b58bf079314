"""Typed rows into the database: one transaction, upserts by stable key, a report of what changed.

The same rows again change nothing. Rows that name a State, session or text nobody knows are rejected with their
reason; everything else is loaded.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils.text import slugify

from votes.models import (
    Explanation,
    ImportRun,
    Membership,
    Resolution,
    Series,
    Session,
    State,
    StateName,
    Topic,
    Vote,
)
from votes.record.check import refresh_checks
from votes.record.rows import ExplanationRow, MembershipRow, Record, StateRow, TextRow

BATCH = 1000


@dataclass
class Tally:
    """What happened to the rows of one kind."""

    seen: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0


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


def upsert(
    model: type[models.Model],
    report: LoadReport,
    kind: str,
    rows: Iterable[tuple[Any, dict[str, Any]]],
    *key: str,
) -> dict[Any, Any]:
    """Create or update one object a row, in bulk. `rows`: (key, all fields); `key`: the fields the key is made of.

    Returns every object of the model by its key (a tuple where the key has several fields).
    """

    def key_of(obj: models.Model) -> Any:
        values = tuple(getattr(obj, name) for name in key)
        return values[0] if len(values) == 1 else values

    manager = model._default_manager
    known = {key_of(obj): obj for obj in manager.all()}
    tally = report.tally(kind)
    new, altered, names = [], [], set()
    for row_key, values in rows:
        tally.seen += 1
        obj = known.get(row_key)
        if obj is None:
            obj = known[row_key] = model(**values)
            new.append(obj)
            continue
        differing = {name for name, value in values.items() if getattr(obj, name) != value}
        for name in differing:
            setattr(obj, name, values[name])
        if differing and obj.pk:
            altered.append(obj)
            names |= differing
        else:
            tally.unchanged += 1
    manager.bulk_create(new, batch_size=BATCH)
    if altered:
        manager.bulk_update(altered, sorted(names), batch_size=BATCH)
    tally.created, tally.changed = len(new), len(altered)
    return known


def load_states(rows: Iterable[StateRow], report: LoadReport) -> dict[str, State]:
    rows = list(rows)
    states = upsert(
        State,
        report,
        "states",
        (
            (
                row.iso3,
                {
                    "iso3": row.iso3,
                    "name": row.name,
                    "article": row.article,
                    "regional_group": row.regional_group,
                    "existed_until": row.existed_until,
                },
            )
            for row in rows
        ),
        "iso3",
    )
    upsert(
        StateName,
        report,
        "other names",
        (
            (name, {"state_id": states[row.iso3].pk, "name": name, "until": until})
            for row in rows
            for name, until in row.other_names
        ),
        "name",
    )
    return states


def load_memberships(rows: Iterable[MembershipRow], states: dict[str, State], report: LoadReport) -> None:
    def known_rows() -> Iterable[tuple[Any, dict[str, Any]]]:
        for row in rows:
            if row.iso3 not in states:
                report.reject("memberships", f"{row.iso3} {row.start}", f"no State has the code {row.iso3}")
                continue
            pk = states[row.iso3].pk
            yield (
                (pk, row.start),
                {
                    "state_id": pk,
                    "start": row.start,
                    "end": row.end,
                    "regional_group": row.regional_group,
                    "note": row.note,
                },
            )

    upsert(Membership, report, "memberships", known_rows(), "state_id", "start")


class TextLoader:
    """Loads texts with their votes, topics and sponsors; knows the objects that texts point at."""

    def __init__(
        self, states: dict[str, State], series: dict[str, Series], run: ImportRun, report: LoadReport
    ):
        self.states = states
        self.series = series
        self.run = run
        self.report = report
        self.sessions = {session.code: session for session in Session.objects.all()}
        self.topics = {topic.slug: topic for topic in Topic.objects.all()}
        self.by_key: dict[tuple[str, str], Resolution] = {}
        self.by_symbol: dict[str, Resolution] = {}
        for resolution in Resolution.objects.select_related("session"):
            self.remember(resolution)

    def remember(self, resolution: Resolution) -> None:
        if resolution.source_record:
            self.by_key[resolution.source, resolution.source_record] = resolution
        self.by_key["", resolution.symbol] = resolution
        for symbol in (resolution.draft_symbol, resolution.symbol_as_printed, resolution.symbol):
            if symbol:
                self.by_symbol[symbol] = resolution

    def find_problem(self, row: TextRow) -> str:
        """Why a row cannot be loaded; '' if it can."""
        codes = {*row.positions, *row.sponsors, *filter(None, [row.called_by])}
        if unknown := sorted(codes - set(self.states)):
            return f"no State has the code {', '.join(unknown)}"
        if row.series and row.series not in self.series:
            return f"no series is called {row.series}"
        try:
            Session.parse_code(row.session)
        except ValueError as error:
            return str(error)
        holder = self.by_key.get(("", row.symbol))
        if holder is not None and row.source_record and holder.source_record not in ("", row.source_record):
            return f"record {holder.source_record} already has the symbol {row.symbol}"
        return ""

    def get_session(self, code: str) -> Session:
        if code not in self.sessions:
            self.sessions[code] = Session.objects.create(**Session.parse_code(code))
            self.report.tally("sessions").created += 1
        return self.sessions[code]

    def build_values(self, row: TextRow) -> dict[str, Any]:
        """The columns of a text, except what points at other texts."""
        copied = ["symbol", "symbol_as_printed", "kind", "title", "date", "agenda_item", "agenda_item_title", "meeting", "draft_symbol", "draft_as_printed", "sponsors_as_printed", "called_by_group", "adoption", "outcome", "note", "source", "source_record", "source_url", "text_url", "fetched_on"]
        official = row.official or (None, None, None, None)
        return {
            **{name: getattr(row, name) for name in copied},
            "session_id": self.get_session(row.session).pk,
            "series_id": self.series[row.series].pk if row.series else None,
            "called_by_id": self.states[row.called_by].pk if row.called_by else None,
            "official_in_favour": official[0],
            "official_against": official[1],
            "official_abstaining": official[2],
            "official_not_voting": official[3],
        }

    def load(self, rows: Iterable[TextRow]) -> None:
        loaded: dict[int, TextRow] = {}
        tally = self.report.tally("texts")
        created: list[tuple[Resolution, TextRow]] = []
        changed: dict[int, tuple[Resolution, set[str]]] = {}
        for row in rows:
            tally.seen += 1
            if problem := self.find_problem(row):
                self.report.reject("texts", f"{row.symbol} {row.source_record}".strip(), problem)
                continue
            values = self.build_values(row)
            resolution = self.by_key.get(row.key) or self.by_key.get(("", row.symbol))
            if resolution is None:
                resolution = Resolution(**values, published=True, import_run=self.run)
                resolution.fill_derived()
                self.remember(resolution)
                created.append((resolution, row))
            else:
                differing = {name for name, value in values.items() if getattr(resolution, name) != value}
                for name in differing:
                    setattr(resolution, name, values[name])
                changed[resolution.pk] = (resolution, differing)
                loaded[resolution.pk] = row
        Resolution.objects.bulk_create([resolution for resolution, _ in created], batch_size=BATCH)
        loaded |= {resolution.pk: row for resolution, row in created}
        self.link_amendments(loaded, changed)
        roll_calls = self.sync_votes(loaded)
        linked = self.sync_many(loaded)
        self.save_changes(changed, roll_calls | linked)
        tally.created = len(created)

    def link_amendments(
        self, loaded: dict[int, TextRow], changed: dict[int, tuple[Resolution, set[str]]]
    ) -> None:
        """Point amendments at the texts they amend, now that all texts have a key."""
        by_pk = {resolution.pk: resolution for resolution in self.by_symbol.values()}
        relinked = []
        for pk, row in loaded.items():
            target = self.by_symbol.get(row.amends) if row.amends else None
            if row.amends and target is None:
                self.report.reject(
                    "amendments", row.symbol, f"the text it amends, {row.amends}, is not on file"
                )
            target_pk = target.pk if target else None
            if by_pk[pk].amends_id != target_pk:
                by_pk[pk].amends_id = target_pk
                relinked.append(by_pk[pk])
                if pk in changed:
                    changed[pk][1].add("amends")
        Resolution.objects.bulk_update(relinked, ["amends"], batch_size=BATCH)

    def sync_votes(self, loaded: dict[int, TextRow]) -> set[int]:
        """Make the votes of the loaded texts equal to their rows; returns the texts whose votes changed."""
        tally = self.report.tally("votes")
        codes = {state.pk: iso3 for iso3, state in self.states.items()}
        stored: dict[int, dict[str, Vote]] = {}
        for vote in Vote.objects.filter(resolution_id__in=loaded).order_by():
            stored.setdefault(vote.resolution_id, {})[codes[vote.state_id]] = vote
        new, altered, gone, touched = [], [], [], set()
        for pk, row in loaded.items():
            votes = stored.get(pk, {})
            for iso3, position in row.positions.items():
                tally.seen += 1
                vote = votes.pop(iso3, None)
                if vote is None:
                    new.append(Vote(resolution_id=pk, state=self.states[iso3], position=position))
                elif vote.position != position:
                    vote.position = position
                    altered.append(vote)
                else:
                    tally.unchanged += 1
                    continue
                touched.add(pk)
            if votes:
                gone += [vote.pk for vote in votes.values()]
                touched.add(pk)
        Vote.objects.filter(pk__in=gone).delete()
        Vote.objects.bulk_create(new, batch_size=5 * BATCH)
        Vote.objects.bulk_update(altered, ["position"], batch_size=BATCH)
        tally.created, tally.changed = len(new), len(altered) + len(gone)
        return touched

    def sync_many(self, loaded: dict[int, TextRow]) -> set[int]:
        """Make topics and sponsors equal to the rows; returns the texts whose links changed."""
        for row in loaded.values():
            for name in row.topics:
                slug = slugify(name)[:120]
                if slug not in self.topics:
                    self.topics[slug] = Topic.objects.create(slug=slug, name=name)
        wanted_topics = {
            (pk, self.topics[slugify(n)[:120]].pk) for pk, row in loaded.items() for n in row.topics
        }
        wanted_sponsors = {(pk, self.states[iso3].pk) for pk, row in loaded.items() for iso3 in row.sponsors}
        return sync_links(Resolution.topics.through, "topic_id", loaded, wanted_topics) | sync_links(
            Resolution.sponsors.through, "state_id", loaded, wanted_sponsors
        )

    def save_changes(self, changed: dict[int, tuple[Resolution, set[str]]], touched: set[int]) -> None:
        """Write the altered texts and finish the tally; a text whose votes or links changed counts as changed."""
        tally = self.report.tally("texts")
        names: set[str] = set().union(*(differing for _, differing in changed.values())) if changed else set()
        altered = {
            pk: resolution for pk, (resolution, differing) in changed.items() if differing or pk in touched
        }
        for resolution in altered.values():
            resolution.import_run = self.run
            resolution.fill_derived()
        if altered:
            Resolution.objects.bulk_update(
                altered.values(), sorted(names | {"import_run", "symbol_key"}), batch_size=200
            )
        tally.changed = len(altered)
        tally.unchanged = len(changed) - len(altered)


def sync_links(through: Any, column: str, loaded: Iterable[int], wanted: set[tuple[int, int]]) -> set[int]:
    """Make the rows of a many-to-many table for the `loaded` texts equal to `wanted`; returns changed texts."""
    rows = through.objects.filter(resolution_id__in=list(loaded))
    stored = {(row.resolution_id, getattr(row, column)): row.pk for row in rows}
    gone = [pk for pair, pk in stored.items() if pair not in wanted]
    new = wanted - set(stored)
    through.objects.filter(pk__in=gone).delete()
    through.objects.bulk_create(
        [through(**{"resolution_id": pk, column: other}) for pk, other in sorted(new)], batch_size=BATCH
    )
    return {pk for pk, _ in new} | {pair[0] for pair in stored if pair not in wanted}


def load_explanations(
    rows: Iterable[ExplanationRow], texts: dict[str, Resolution], states: dict[str, State], report: LoadReport
) -> None:
    def known_rows() -> Iterable[tuple[Any, dict[str, Any]]]:
        for row in rows:
            name = f"{row.text} {row.state or row.on_behalf_of}"
            if row.text not in texts:
                report.reject("explanations", name, f"the text {row.text} is not on file")
                continue
            if row.state and row.state not in states:
                report.reject("explanations", name, f"no State has the code {row.state}")
                continue
            values = {k: v for k, v in vars(row).items() if k not in ("text", "state")}
            values["resolution_id"] = texts[row.text].pk
            values["state_id"] = states[row.state].pk if row.state else None
            key = ("resolution_id", "state_id", "on_behalf_of", "kind", "source_url")
            yield tuple(values[k] for k in key), values

    upsert(
        Explanation,
        report,
        "explanations",
        known_rows(),
        "resolution_id",
        "state_id",
        "on_behalf_of",
        "kind",
        "source_url",
    )


@transaction.atomic
def load_record(record: Record, source: str, checksum: str) -> LoadReport:
    """Load `record`; all of it or, on any error, nothing. `source` and `checksum` say where it came from.

    Returns the report; an ImportRun is kept where something changed.
    """
    report = LoadReport()
    run = ImportRun.objects.create(source=source, checksum=checksum)
    states = load_states(record.states, report)
    load_memberships(record.memberships, states, report)
    series = upsert(
        Series,
        report,
        "series",
        ((s.slug, {"slug": s.slug, "title": s.title}) for s in record.series),
        "slug",
    )
    texts = TextLoader(states, series, run, report)
    texts.load(record.texts)
    load_explanations(record.explanations, texts.by_symbol, states, report)
    # All texts: a new term or a new total can change the result of an old vote.
    refresh_checks()
    if report.changed_anything:
        run.report = report.as_dict()
        run.save(update_fields=["report"])
    else:
        run.delete()
    return report
