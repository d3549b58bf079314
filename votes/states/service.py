"""States: the list, and one State with everything on file about it."""

import datetime
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from votes.analysis.cohesion import count_positions_in, list_regional_groups
from votes.analysis.common_position import CommonPosition, find_common_position
from votes.analysis.majority_position import (
    Alignment,
    MajorityPosition,
    find_alignment,
    find_majority_position,
)
from votes.analysis.matrix import NOT_ON_RECORD, POSITION_OF, Mask
from votes.analysis.scope import Scope
from votes.analysis.tally import Counts, count_positions
from votes.blocs.terms import get_bloc_table
from votes.core.choices import POSITIONS_TAKEN, Body, CheckStatus, Position, RegionalGroup
from votes.core.record_version import get_or_build
from votes.core.search_index import get_text_index
from votes.core.terms import MembersOnDay, covers
from votes.models import Explanation, Membership, Resolution, State, Vote
from votes.scope.population import Population, measure_population
from votes.scope.query import build_scope_key
from votes.scope.vote_table import VotedText, VoteTable
from votes.states.partners import StatePartners, build_partners
from votes.states.query import StateQuery
from votes.web.text_names import TextName

NO_MAJORITY = MajorityPosition(None, 0)
# Part of the key of the partners in the cache: count it up when the form of what lies there changes.
FORM = 3

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class ListedState:
    """A State as the list shows it: `totals` of its counted votes, its terms, and whether it is a member today.

    `is_member` is None if that is not known. `voted_in_commission`: whether it is in a roll-call of the Commission.
    """

    state: State
    terms: list[Membership]
    is_member: bool | None
    totals: Counts
    voted_in_commission: bool


@dataclass(frozen=True)
class StateList:
    """All States by name; `population`: the votes that their totals count. `members`: those of the Council today."""

    states: list[ListedState]
    population: Population
    members: MembersOnDay


def get_states(today: datetime.date, table: VoteTable, scope: Scope) -> StateList:
    """Every State on file with what it voted in the votes of `scope`: two queries, one more without the cache."""
    totals = count_positions_of_states(table, scope)
    in_commission = get_commission_voters(table.version)
    terms: dict[int, list[Membership]] = {}
    for term in Membership.objects.order_by("start"):
        terms.setdefault(term.state_id, []).append(term)
    nothing = dict.fromkeys(Position, 0)
    members = table.find_members_on(today)
    listed = [
        ListedState(
            state=state,
            terms=terms.get(state.pk, []),
            is_member=members.is_member(state.iso3),
            totals=totals.get(state.iso3, nothing),
            voted_in_commission=state.pk in in_commission,
        )
        for state in State.objects.order_by("name_key", "name")
    ]
    return StateList(listed, measure_population(table, scope), members)


def get_commission_voters(version: int) -> frozenset[int]:
    """The States in a roll-call of the Commission: found once for each version of the record."""
    return get_or_build("commission-voters", build_commission_voters, version)


def build_commission_voters() -> frozenset[int]:
    """The States from the database: one query."""
    votes = Vote.objects.public().filter(resolution__session__body=Body.COMMISSION).order_by()
    return frozenset(votes.values_list("state_id", flat=True).distinct())


def count_positions_of_states(table: VoteTable, scope: Scope) -> dict[str, Counts]:
    """Code -> how often the State took each of the four positions in the votes of `scope`."""
    positions = table.matrix.positions[:, table.choose(scope).mask]
    by_position = {position: (positions == code).sum(axis=1) for code, position in POSITION_OF.items()}
    return {
        iso3: {position: int(counts[row]) for position, counts in by_position.items()}
        for row, iso3 in enumerate(table.matrix.states)
    }


@dataclass(frozen=True)
class StateVote:
    """One vote of a State; `majority` is the majority position of its group of the day in that vote.

    `common`: the common position of that group; None where the group is not known or the roll-call not trusted.
    `name`: what the text is called. `is_suspended`: it could not vote, because its rights of membership were suspended.
    """

    resolution: VotedText | Resolution
    name: TextName
    position: Position
    group: RegionalGroup | None
    majority: MajorityPosition
    alignment: Alignment
    common: CommonPosition | None = None
    is_suspended: bool = False


@dataclass(frozen=True)
class StateRecord:
    """All that is on file about one State, and its votes within the scope of `population`.

    `votes`: these votes, newest first; totals, years, items, topics, dissents and partners count them alone.
    `suspended`: the votes of the same scope in which it could not vote, newest first; no figure counts them.
    `items`: (number of the agenda item or "", counts). `topics`: (name, address, counts), the most frequent first.
    `called`: on how many texts on file, of any kind and body, it called the vote.
    `earlier`: its votes before the day from which figures count by default; None where they count from another day.
    """

    state: State
    terms: list[Membership]
    population: Population
    votes: list[StateVote]
    explanations: list[Explanation]
    totals: Counts
    years: dict[int, Counts]
    items: list[tuple[str, Counts]]
    topics: list[tuple[str, str, Counts]]
    partners: StatePartners | None
    voted_in_commission: bool = False
    earlier: Population | None = None
    suspended: tuple[StateVote, ...] = ()
    called: int = 0

    @property
    def dissents(self) -> list[StateVote]:
        """The votes in which it took another position than the majority of its group."""
        return [vote for vote in self.votes if vote.alignment is Alignment.DISSENT]

    @property
    def n_with_majority(self) -> int:
        """In how many votes its group had a majority position and it took one, the same or another."""
        return sum(vote.alignment in (Alignment.WITH, Alignment.DISSENT) for vote in self.votes)


def get_state_record(state: State, table: VoteTable, scope: Scope) -> StateRecord:
    """Everything on file about `state`, with its votes of `scope` in `table`: seven queries.

    More where the table of blocs, or its partners, are not in the cache.
    """
    terms = list(state.memberships.order_by("start"))
    listed_votes = list_state_votes(state, terms, table, scope)
    votes = [vote for vote in listed_votes if not vote.is_suspended]
    of_topic: dict[int, list[tuple[str, str]]] = {}
    for text_id, name, slug in Resolution.topics.through.objects.filter(
        resolution__votes__state=state
    ).values_list("resolution_id", "topic__name", "topic__slug"):
        of_topic.setdefault(text_id, []).append((name, slug))
    listed = mark_roll_calls_with(state.iso3, table)
    years = count_positions_by(votes, lambda text: [text.date.year] if text.date else [])
    items = count_positions_by(votes, lambda text: [str(text.agenda_item or "")])
    topics = count_positions_by(votes, lambda text: of_topic.get(text.pk, []))
    return StateRecord(
        state=state,
        terms=terms,
        population=measure_population(table, scope, listed),
        votes=votes,
        explanations=list(Explanation.objects.public().filter(state=state).for_list()),
        totals=count_positions(vote.position for vote in votes),
        years=dict(sorted(years.items())),
        items=sorted(items.items(), key=lambda pair: int(pair[0] or 99)),
        topics=[
            (name, slug, counts)
            for (name, slug), counts in sorted(
                topics.items(), key=lambda pair: (-sum(pair[1].values()), pair[0])
            )
        ],
        partners=get_partners(state.iso3, table, scope),
        voted_in_commission=state.pk in get_commission_voters(table.version),
        earlier=measure_earlier(table, scope, listed),
        suspended=tuple(vote for vote in listed_votes if vote.is_suspended),
        called=Resolution.objects.public().filter(called_by=state).count(),
    )


def measure_earlier(table: VoteTable, scope: Scope, listed: Mask) -> Population | None:
    """The votes before the day from which `scope` counts by default; None where it begins on another day.

    Those with a roll-call that is not reconciled are among them.
    """
    if not scope.first or scope.first != scope.default_first:
        return None
    before = scope.first - datetime.timedelta(1)
    return measure_population(table, replace(scope, first=None, last=before, unreconciled=True), listed)


def mark_roll_calls_with(iso3: str, table: VoteTable) -> Mask:
    """The votes of `table` whose roll-call has the State, whether it took a position or not."""
    row = table.matrix.row_of.get(iso3)
    if row is None:
        return np.zeros(len(table.labels), dtype=np.bool_)
    listed: Mask = table.matrix.positions[row] > NOT_ON_RECORD
    return listed


def get_partners(iso3: str, table: VoteTable, scope: Scope) -> StatePartners | None:
    """The partners of a State over the votes of `scope`, from the cache where this record's are there."""

    def build() -> StatePartners | None:
        return build_partners(table, get_bloc_table(table.version), iso3, scope)

    return get_or_build(f"partners:{FORM}:{iso3}:{build_scope_key(scope)}", build, table.version)


def list_state_votes(
    state: State, terms: list[Membership], table: VoteTable, scope: Scope
) -> list[StateVote]:
    """The votes of `state` in `scope`, newest first, each with its group of the day and that group's majority.

    In a roll-call that the check calls wrong no group has a majority, so nobody dissents. The votes in which its rights
    were suspended are among them.
    """
    rows = (
        Vote.objects.public()
        .with_suspension()
        .filter(state=state, resolution__session__body=table.body)
        .order_by("-resolution__date", "-resolution__symbol_key")
        .values_list("position", "is_suspended", *(f"resolution__{name}" for name in VotedText._fields))
    )
    chosen = table.choose(scope).mask
    of_groups = count_positions_of_groups(table)
    votes = []
    for taken, is_suspended, *columns in rows:
        text, position = VotedText(*columns), Position(taken)
        column = table.column_of.get(text.address)
        if column is None or not chosen[column]:
            continue
        group = next(
            (RegionalGroup(t.regional_group) for t in terms if covers(t.start, t.end, text.date)), None
        )
        is_trusted = text.check_status != CheckStatus.UNRECONCILED
        counts = of_groups[group][column] if group and is_trusted else None
        majority = find_majority_position(counts) if counts else NO_MAJORITY
        common = find_common_position(counts) if counts else None
        name = table.get_text_name(text.address)
        alignment = find_alignment(position, majority)
        votes.append(StateVote(text, name, position, group, majority, alignment, common, is_suspended))
    return votes


def list_votes(record: StateRecord, query: StateQuery, version: int) -> list[StateVote]:
    """The votes of `record` that the query asks for, newest first: one query if it has words that are not in the cache.

    Those in which the State could not vote are among them if the query names no position. `version`: the record's.
    """
    votes = [*record.votes, *(record.suspended if not query.position else ())]
    texts = get_text_index(version).find(query.words) if query.words else None
    asked = [
        vote
        for vote in votes
        if query.position in ("", vote.position)
        and (not query.year or (vote.resolution.date and vote.resolution.date.year == query.year))
        and (texts is None or vote.resolution.pk in texts)
    ]
    return sorted(asked, key=lambda vote: vote.resolution.date or datetime.date.min, reverse=True)


def load_texts(votes: Iterable[StateVote]) -> list[StateVote]:
    """The same votes, each with its text as a page shows it: one query."""
    votes = list(votes)
    texts = Resolution.objects.select_related("session").in_bulk([vote.resolution.pk for vote in votes])
    return [replace(vote, resolution=texts[vote.resolution.pk]) for vote in votes]


def count_positions_by(
    votes: Iterable[StateVote], list_keys: Callable[[VotedText | Resolution], Iterable[Key]]
) -> dict[Key, Counts]:
    """The positions of `votes` under each key that `list_keys` gives for their text."""
    taken: dict[Key, list[Position]] = {}
    for vote in votes:
        for key in list_keys(vote.resolution):
            taken.setdefault(key, []).append(vote.position)
    return {key: count_positions(positions) for key, positions in taken.items()}


def count_positions_of_groups(table: VoteTable) -> dict[RegionalGroup, list[Counts]]:
    """How each regional group, in the groups of the day, voted in each vote of `table`, in the order of its matrix."""
    return {
        group: [
            dict(zip(POSITIONS_TAKEN, row, strict=True))
            for row in count_positions_in(table.matrix, members).tolist()
        ]
        for group, members in list_regional_groups(table.matrix).items()
    }
