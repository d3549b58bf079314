"""All recorded votes of a body as one labelled table, built with a fixed number of queries and cached."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from django.db.models import Q

from votes.analysis.matrix import VoteMatrix, build_matrix
from votes.analysis.scope import Mask, Scope, Selection, VoteLabels
from votes.core.choices import (
    EVERY,
    KINDS_ABOUT_ANOTHER_TEXT,
    Body,
    CheckStatus,
    Position,
    RegionalGroup,
    SessionKind,
)
from votes.core.coverage import Coverage, build_coverage, get_coverage
from votes.core.folding import build_name_key
from votes.core.membership import read_terms
from votes.core.models.resolution import ResolutionQuerySet
from votes.core.population import build_text_condition
from votes.core.record_version import get_or_build, get_record_version
from votes.core.terms import UNKNOWN_MEMBERS, MembersOnDay, Term, find_members_on
from votes.models import Resolution, Session, State, Vote
from votes.web.text_names import TextName, get_text_name

# Part of the key in the cache: increase it whenever a field of the table changes.
FORM = 5


@dataclass(frozen=True)
class ScopeChoices:
    """What a reader can choose votes by: sessions, topics and sponsors as (value, words), and agenda items."""

    sessions: tuple[tuple[str, str], ...]
    topics: tuple[tuple[str, str], ...]
    sponsors: tuple[tuple[str, str], ...]
    items: tuple[int, ...]
    default_first: datetime.date | None = None


@dataclass(frozen=True)
class VoteTable:
    """Every public roll-call of one body; `labels` are in the order of the votes of `matrix`.

    `names` and `groups_now` (today's regional group, "" without one) are by code, for all States on file.
    `with_article`: the States whose name takes "the" inside a sentence. `version` is that of the record from
    which the table was built; what is computed from the table is cached under it. `text_names`: address -> what
    the text is called, of those whose name is not their title. `checks`: address -> the result of the check.
    """

    matrix: VoteMatrix
    labels: VoteLabels
    names: dict[str, str]
    groups_now: dict[str, str]
    terms: tuple[Term, ...]
    choices: ScopeChoices
    body: str = Body.COUNCIL.value
    version: int = 0
    with_article: frozenset[str] = frozenset()
    coverage: Coverage = field(default_factory=Coverage)
    text_names: Mapping[str, TextName] = field(default_factory=dict)
    checks: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def column_of(self) -> dict[str, int]:
        """Address of a text -> its column in `matrix`."""
        return {address: column for column, address in enumerate(self.labels.addresses)}

    def get_symbol(self, address: str) -> str:
        """The symbol of the text at an address."""
        return self.labels.symbols[self.column_of[address]]

    def get_title(self, address: str) -> str:
        """The title of the text at an address."""
        return self.labels.titles[self.column_of[address]]

    def get_text_name(self, address: str) -> TextName:
        """What the text at an address is called: its title, or for an amendment what it amends and who proposed it."""
        return self.text_names.get(address) or TextName(self.get_title(address), address)

    def get_kind(self, address: str) -> str:
        """The kind of the text at an address."""
        return str(self.labels.kinds[self.column_of[address]])

    def get_check(self, address: str) -> CheckStatus:
        """The result of the check of the vote on the text at an address."""
        return CheckStatus(self.checks.get(address, CheckStatus.NOT_CHECKED))

    def choose(self, scope: Scope, within: Mask | None = None) -> Selection:
        """Which votes of the table, or of those in the mask `within`, are in `scope`."""
        return scope.choose(self.labels, within)

    def mark_votes_of(self, states: Collection[str], fewest: int = 1) -> Mask:
        """The votes in which at least `fewest` of `states` took a position; those in no roll-call are passed over."""
        rows = [self.matrix.row_of[iso3] for iso3 in states if iso3 in self.matrix.row_of]
        marked: Mask = self.matrix.taken[rows].sum(axis=0) >= fewest
        return marked

    def find_members_on(self, day: datetime.date) -> MembersOnDay:
        """The members of the Council on `day`, and how many seats are not known."""
        return find_members_on(self.terms, day)

    def find_voters_on(self, day: datetime.date) -> MembersOnDay:
        """The members of the body of this table on `day`: those of the Commission are not on file."""
        return self.find_members_on(day) if self.body == Body.COUNCIL else UNKNOWN_MEMBERS

    def members_on(self, day: datetime.date) -> dict[str, RegionalGroup]:
        """Code of a State -> its regional group, for the members of the Council on `day` that are on file."""
        return self.find_members_on(day).members


def get_vote_table(body: str = Body.COUNCIL.value) -> VoteTable:
    """The table of one body for the present version of the record: one query if it is cached, else at most fourteen."""
    version = get_record_version()
    return get_or_build(f"vote-table:{FORM}:{body}", lambda: build_vote_table(body, version), version)


def read_coverage(version: int) -> Coverage:
    """The coverage of this version of the record, which the foot of every page has put into the cache.

    From the database if no version is given.
    """
    return get_coverage(version) if version else build_coverage()


def build_vote_table(body: str, version: int = 0) -> VoteTable:
    """The table from the database: at most thirteen queries, however many votes there are."""
    rows = list(State.objects.order_by("iso3").values_list("pk", "iso3", "name", "regional_group", "article"))
    states = {pk: (iso3, name, group) for pk, iso3, name, group, _article in rows}
    texts = list_voted_texts(body)
    terms = read_terms()
    sits_here = terms if body == Body.COUNCIL else ()
    rows_here = drop_suspended(list_rows(body, texts, states), sits_here)
    matrix = build_matrix(rows_here, [(t.iso3, t.start, t.end, t.group) for t in sits_here])
    by_address = {text.address: text for text in texts.values()}
    in_order = [by_address[address] for address in matrix.texts]
    sessions = {session.pk: session for session in Session.objects.filter(body=body)}
    coverage = read_coverage(version) if body == Body.COUNCIL else Coverage()
    topics, on_topics = map_topics(body)
    sponsors, sponsored = map_sponsors(body)
    return VoteTable(
        matrix=matrix,
        labels=build_labels(in_order, sessions, on_topics, sponsored),
        names={iso3: name for iso3, name, _group in states.values()},
        groups_now={iso3: group for iso3, _name, group in states.values()},
        terms=terms,
        choices=replace(
            build_choices(in_order, sessions, topics, sponsors), default_first=coverage.default_first_day
        ),
        coverage=coverage,
        body=body,
        version=version,
        with_article=frozenset(iso3 for _pk, iso3, _name, _group, article in rows if article),
        text_names=name_amendments(body),
        checks={text.address: text.check_status for text in in_order},
    )


class VotedText(NamedTuple):
    """A public text with a roll-call and a date."""

    pk: int
    address: str
    symbol: str
    title: str
    date: datetime.date
    kind: str
    agenda_item: int | None
    check_status: str
    series_id: int | None
    session_id: int


def build_voted_condition(body: str, path: str = "") -> Q:
    """The public texts of a body that have a roll-call and a date, of every kind; `path` as in the text condition."""
    voted = Q(**{f"{path}counted_in_favour__isnull": False, f"{path}date__isnull": False})
    return build_text_condition(body, EVERY, path) & voted


def find_voted(body: str) -> ResolutionQuerySet:
    """The voted texts of a body."""
    return Resolution.objects.filter(build_voted_condition(body))


def name_amendments(body: str) -> dict[str, TextName]:
    """The names of the amendments and no-action motions among a body's voted texts, by address: three queries."""
    found = find_voted(body).filter(kind__in=KINDS_ABOUT_ANOTHER_TEXT).with_names()
    return {text.address: get_text_name(text) for text in found}


def list_voted_texts(body: str) -> dict[int, VotedText]:
    """The voted texts of a body by primary key."""
    rows = find_voted(body).order_by("pk").values_list(*VotedText._fields)
    return {row[0]: VotedText(*row) for row in rows}


def list_rows(
    body: str, texts: dict[int, VotedText], states: dict[int, tuple[str, str, str]]
) -> Iterator[tuple[str, datetime.date, str, str]]:
    """(address, date, State, position) of each vote on one of `texts`."""
    codes = {pk: iso3 for pk, (iso3, _name, _group) in states.items()}
    named = {pk: (text.address, text.date) for pk, text in texts.items()}
    votes = Vote.objects.filter(resolution__session__body=body).order_by()
    for text_id, state_id, position in votes.values_list("resolution_id", "state_id", "position"):
        if text_id in named:
            yield *named[text_id], codes[state_id], position


def drop_suspended(
    rows: Iterable[tuple[str, datetime.date, str, str]], terms: Iterable[Term]
) -> Iterator[tuple[str, datetime.date, str, str]]:
    """The rows without those of members that could not vote since their rights were suspended: no absences."""
    suspended = [term for term in terms if term.suspended]
    for address, date, iso3, position in rows:
        if position != Position.NOT_VOTING or not any(
            term.iso3 == iso3 and term.is_suspended_on(date) for term in suspended
        ):
            yield address, date, iso3, position


def map_topics(body: str) -> tuple[dict[str, str], dict[int, set[str]]]:
    """The topics of a body's voted texts: {slug: name}, and {primary key of a text: slugs}."""
    rows = Resolution.topics.through.objects.filter(build_voted_condition(body, "resolution__"))
    return index_by_text(rows.values_list("resolution_id", "topic__slug", "topic__name"))


def map_sponsors(body: str) -> tuple[dict[str, str], dict[int, set[str]]]:
    """The sponsors of a body's voted texts: {code or slug: name}, and {primary key of a text: codes and slugs}."""
    voted = build_voted_condition(body, "resolution__")
    states = Resolution.sponsors.through.objects.filter(voted)
    blocs = Resolution.sponsor_blocs.through.objects.filter(voted)
    return index_by_text(
        [
            *states.values_list("resolution_id", "state__iso3", "state__name"),
            *blocs.values_list("resolution_id", "bloc__slug", "bloc__name"),
        ]
    )


def index_by_text(rows: Iterable[tuple[int, str, str]]) -> tuple[dict[str, str], dict[int, set[str]]]:
    """Rows (text, key, name) as {key: name} and {text: keys}."""
    names: dict[str, str] = {}
    keys: dict[int, set[str]] = defaultdict(set)
    for text_id, key, name in rows:
        names[key] = name
        keys[text_id].add(key)
    return names, dict(keys)


def build_labels(
    texts: Sequence[VotedText],
    sessions: dict[int, Session],
    on_topics: dict[int, set[str]],
    sponsored: dict[int, set[str]],
) -> VoteLabels:
    """The labels of `texts`, in the same order."""
    nothing: set[str] = set()
    return VoteLabels(
        addresses=tuple(text.address for text in texts),
        symbols=tuple(text.symbol for text in texts),
        titles=tuple(text.title for text in texts),
        dates=np.array([text.date for text in texts], dtype="datetime64[D]"),
        kinds=np.array([text.kind for text in texts], dtype=np.str_),
        sessions=np.array([sessions[text.session_id].code for text in texts], dtype=np.str_),
        items=np.array([text.agenda_item or 0 for text in texts], dtype=np.int16),
        usable=np.array([text.check_status != CheckStatus.UNRECONCILED for text in texts], dtype=np.bool_),
        topics=tuple(frozenset(on_topics.get(text.pk, nothing)) for text in texts),
        sponsors=tuple(frozenset(sponsored.get(text.pk, nothing)) for text in texts),
        series=tuple(str(text.series_id or "") for text in texts),
    )


def build_choices(
    texts: Sequence[VotedText],
    sessions: dict[int, Session],
    topics: dict[str, str],
    sponsors: dict[str, str],
) -> ScopeChoices:
    """What the voted texts can be chosen by: sessions from the latest, all else by name or number."""
    held = {text.session_id: sessions[text.session_id] for text in texts}.values()
    in_order = sorted(
        held, key=lambda session: (session.kind != SessionKind.REGULAR, session.kind, -session.number)
    )
    return ScopeChoices(
        sessions=tuple((session.code, session.full_name) for session in in_order),
        topics=tuple(sorted(topics.items(), key=lambda pair: build_name_key(pair[1]))),
        sponsors=tuple(sorted(sponsors.items(), key=lambda pair: build_name_key(pair[1]))),
        items=tuple(sorted({text.agenda_item for text in texts if text.agenda_item})),
    )
