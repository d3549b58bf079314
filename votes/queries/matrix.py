"""All recorded votes as one labelled table, from a fixed number of queries, kept in the cache."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.core.cache import cache

from votes.analysis.matrix import VoteMatrix, build_matrix
from votes.analysis.scope import Scope, Selection, VoteLabels
from votes.choices import CheckStatus
from votes.models import Bloc, Membership, RecordVersion, Resolution, Session, State, Topic, Vote

# Part of the key in the cache: count it up when the table's form changes.
FORM = 1


@dataclass(frozen=True)
class ScopeChoices:
    """What a scope can name: (value, words) of sessions, topics and sponsors, and the agenda items."""

    sessions: tuple[tuple[str, str], ...]
    topics: tuple[tuple[str, str], ...]
    sponsors: tuple[tuple[str, str], ...]
    items: tuple[int, ...]


@dataclass(frozen=True)
class Term:
    """One term of a State in the Council, both days included; `end` None while it has no end."""

    iso3: str
    start: datetime.date
    end: datetime.date | None
    group: str

    def covers(self, day: datetime.date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class VoteTable:
    """Every public recorded vote with a roll-call: `labels` are in the order of the votes of `matrix`."""

    matrix: VoteMatrix
    labels: VoteLabels
    names: dict[str, str]
    groups_now: dict[str, str]
    terms: tuple[Term, ...]
    choices: ScopeChoices

    @cached_property
    def column_of(self) -> dict[str, int]:
        """Address of a text -> its column."""
        return {address: column for column, address in enumerate(self.labels.addresses)}

    def choose(self, scope: Scope) -> Selection:
        return scope.choose(self.labels)

    def members_on(self, day: datetime.date) -> dict[str, str]:
        """State -> regional group, of the members of the Council on `day`, by code."""
        return {term.iso3: term.group for term in self.terms if term.covers(day)}


def get_vote_table() -> VoteTable:
    """The table of the record as it is now: one query where it is in the cache, eight where it is not."""
    key = f"vote-table:{FORM}:{RecordVersion.get()}"
    table = cache.get(key)
    if table is None:
        table = build_vote_table()
        cache.set(key, table, timeout=None)
    return table


def build_vote_table() -> VoteTable:
    """The table from the database: eight queries, whatever the number of votes."""
    states = {pk: (iso3, name, group) for pk, iso3, name, group in list_states()}
    texts = list_voted_texts()
    terms = tuple(
        Term(states[state_id][0], start, end, group)
        for state_id, start, end, group in Membership.objects.order_by("state_id", "start").values_list(
            "state_id", "start", "end", "regional_group"
        )
    )
    matrix = build_matrix(
        list_rows(texts, states),
        [(term.iso3, term.start, term.end, term.group) for term in terms],
    )
    by_address = {text.address: text for text in texts.values()}
    return VoteTable(
        matrix=matrix,
        labels=build_labels([by_address[address] for address in matrix.texts]),
        names={iso3: name for iso3, name, _group in states.values()},
        groups_now={iso3: group for iso3, _name, group in states.values()},
        terms=terms,
        choices=build_choices(texts.values()),
    )


def list_states() -> Iterable[tuple[int, str, str, str]]:
    return State.objects.order_by("iso3").values_list("pk", "iso3", "name", "regional_group")


def list_voted_texts() -> dict[int, Resolution]:
    """The public texts with a roll-call and a date, by primary key, with their session, topics and sponsors."""
    columns = ("address", "symbol", "title", "date", "kind", "agenda_item", "check_status", "series_id")
    texts = (
        Resolution.objects.public()
        .filter(counted_in_favour__isnull=False, date__isnull=False)
        .select_related("session")
        .prefetch_related("topics", "sponsors", "sponsor_blocs")
        .only(*columns, "session")
        .order_by("pk")
    )
    return {text.pk: text for text in texts}


def list_rows(
    texts: dict[int, Resolution], states: dict[int, tuple[str, str, str]]
) -> Iterator[tuple[str, datetime.date, str, str]]:
    votes = Vote.objects.order_by().values_list("resolution_id", "state_id", "position")
    for text_id, state_id, position in votes.iterator(chunk_size=20_000):
        if text := texts.get(text_id):
            yield text.address, text.date, states[state_id][0], position


def build_labels(texts: list[Resolution]) -> VoteLabels:
    """The labels of `texts`, in their order."""
    return VoteLabels(
        addresses=tuple(text.address for text in texts),
        symbols=tuple(text.symbol for text in texts),
        titles=tuple(text.title for text in texts),
        dates=np.array([text.date for text in texts], dtype="datetime64[D]"),
        bodies=np.array([text.session.body for text in texts], dtype=np.str_),
        kinds=np.array([text.kind for text in texts], dtype=np.str_),
        sessions=np.array([text.session.code for text in texts], dtype=np.str_),
        items=np.array([text.agenda_item or 0 for text in texts], dtype=np.int16),
        usable=np.array([text.check_status != CheckStatus.UNRECONCILED for text in texts], dtype=np.bool_),
        topics=tuple(frozenset(topic.slug for topic in text.topics.all()) for text in texts),
        sponsors=tuple(
            frozenset([s.iso3 for s in text.sponsors.all()] + [b.slug for b in text.sponsor_blocs.all()])
            for text in texts
        ),
        series=tuple(str(text.series_id or "") for text in texts),
    )


def build_choices(texts: Iterable[Resolution]) -> ScopeChoices:
    """What the voted texts can be chosen by, each in its natural order."""
    sessions: dict[str, Session] = {}
    topics: dict[str, Topic] = {}
    sponsors: dict[str, State | Bloc] = {}
    items: set[int] = set()
    for text in texts:
        sessions.setdefault(text.session.code, text.session)
        topics |= {topic.slug: topic for topic in text.topics.all()}
        sponsors |= {state.iso3: state for state in text.sponsors.all()}
        sponsors |= {bloc.slug: bloc for bloc in text.sponsor_blocs.all()}
        items |= {text.agenda_item} if text.agenda_item else set()
    in_order = sorted(sessions.values(), key=lambda s: (s.body != "council", s.kind != "regular", -s.number))
    return ScopeChoices(
        sessions=tuple((session.code, str(session)) for session in in_order),
        topics=tuple(sorted(((t.slug, t.name) for t in topics.values()), key=lambda pair: pair[1])),
        sponsors=tuple(sorted(((code, s.name) for code, s in sponsors.items()), key=lambda pair: pair[1])),
        items=tuple(sorted(items)),
    )
