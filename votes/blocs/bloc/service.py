"""One bloc or regional group: its members, how far it votes as one, and who dissented from it when."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from votes.analysis.cohesion import Cohesion, compute_cohesion, compute_cohesion_by_part, count_positions_in
from votes.analysis.common_position import Unity
from votes.analysis.dissent import (
    AgreementWithGroup,
    DissentRate,
    GroupVote,
    list_group_votes,
    rank_dissent,
    rank_from_group,
)
from votes.analysis.majority_position import find_fewest_for_dissent
from votes.analysis.matrix import Mask
from votes.analysis.parts import Parts, split_years
from votes.analysis.scope import Scope, split_items, split_topics
from votes.blocs.bloc.query import BlocPageQuery
from votes.blocs.terms import BlocTable, BlocTerms
from votes.core.choices import POSITIONS_TAKEN, CheckStatus, Position
from votes.core.terms import MembersOnDay
from votes.models import Bloc, BlocMembership
from votes.scope.population import Population, measure_population
from votes.scope.vote_table import VoteTable
from votes.web.text_names import TextName

Part = TypeVar("Part")


@dataclass(frozen=True)
class Member:
    """A State that belonged to a bloc on a day, and the days since when and until when; None where none is on file.

    `in_council`: whether it held a seat in the Council on that day.
    """

    iso3: str
    name: str
    start: datetime.date | None
    end: datetime.date | None
    note: str
    in_council: bool


@dataclass(frozen=True)
class VoteRow:
    """One vote of the group: the counts of its members, and its check.

    `dissenting` and `differing`: who took another position, as (code, name, position); see `GroupVote`.
    """

    vote: GroupVote
    symbol: str
    title: str
    name: TextName
    kind: str
    body: str
    counts: dict[Position, int]
    dissenting: list[tuple[str, str, Position]]
    differing: list[tuple[str, str, Position]]
    check: CheckStatus

    @property
    def is_trusted(self) -> bool:
        """Whether the check has no error."""
        return self.check != CheckStatus.UNRECONCILED


@dataclass(frozen=True)
class MemberRow:
    """How often a State dissented while it was a member, and its mean agreement with the other members.

    `dissent` is None for a State that took no position while the group had a majority position.
    """

    state: str
    name: str
    dissent: DissentRate | None
    agreement: AgreementWithGroup


@dataclass(frozen=True)
class BlocFigures:
    """The figures of a group over the votes of a scope; its members are those of the day of each vote.

    `topics`: (slug, name, cohesion), those with most votes first; `items`: number -> cohesion, 0 for votes without
    an agenda item. `votes`: those in which a member took a position, newest first. `members`: those who agree
    least with the others first. `population`: the votes in which a member took a position.
    """

    cohesion: Cohesion
    years: dict[int, Cohesion]
    topics: list[tuple[str, str, Cohesion]]
    items: dict[int, Cohesion]
    votes: list[VoteRow]
    members: list[MemberRow]
    population: Population

    @property
    def with_majority(self) -> int:
        """In how many votes the group had a majority position."""
        return sum(row.vote.majority.position is not None for row in self.votes)

    @property
    def with_dissent(self) -> int:
        """In how many of them a member dissented."""
        return sum(bool(row.dissenting) for row in self.votes)

    @property
    def most_positions(self) -> int:
        """The most positions its members took in one vote."""
        return max((row.vote.majority.n for row in self.votes), default=0)

    @property
    def allows_dissent(self) -> bool:
        """Whether the group was ever large enough that one State alone could dissent."""
        return self.most_positions >= find_fewest_for_dissent()


@dataclass(frozen=True)
class BlocRecord:
    """The answer to a query. `bloc` is None for a regional group; `figures` where no list of members is published.

    `members`: those on the day asked for, by name. `members_of_council`: the Council's on that day. `listed`: the
    votes that the query asks to list. `dissenter`: the State whose dissents they are, "" where the query names none, or
    one that is not in the group.
    """

    slug: str
    name: str
    bloc: Bloc | None
    members: list[Member]
    members_of_council: MembersOnDay
    figures: BlocFigures | None
    listed: list[VoteRow]
    dissenter: str

    @property
    def is_regional_group(self) -> bool:
        """Whether this is one of the five regional groups."""
        return self.bloc is None


def get_bloc_record(query: BlocPageQuery, table: VoteTable, blocs: BlocTable) -> BlocRecord | None:
    """The answer to `query`: two queries, none for a regional group. None where nothing has its address."""
    terms = blocs.by_slug.get(query.slug)
    bloc = None if terms and terms.group else Bloc.objects.filter(slug=query.slug).first()
    figures = measure_bloc(table, terms, query.scope) if terms else None
    dissenter = query.dissenter
    if figures is None or dissenter not in {row.state for row in figures.members}:
        dissenter = ""
    if bloc:
        name, members = bloc.name, list_bloc_members(bloc, table, query.day)
    elif terms:
        name, members = terms.name, list_group_members(terms, table, query.day)
    else:
        return None
    return BlocRecord(
        slug=query.slug,
        name=name,
        bloc=bloc,
        members=sorted(members, key=lambda member: member.name),
        members_of_council=table.find_members_on(query.day),
        figures=figures,
        listed=list_votes(figures, query.show, dissenter) if figures else [],
        dissenter=dissenter,
    )


def list_bloc_members(bloc: Bloc, table: VoteTable, day: datetime.date) -> list[Member]:
    """The members of a bloc on `day`: one query."""
    seated = table.members_on(day)
    return [
        Member(m.state.iso3, m.state.name, m.start, m.end, m.note, m.state.iso3 in seated)
        for m in BlocMembership.objects.filter(bloc=bloc).on(day).select_related("state")
    ]


def list_group_members(terms: BlocTerms, table: VoteTable, day: datetime.date) -> list[Member]:
    """The States that held one of the seats of a regional group on `day`."""
    return [
        Member(term.iso3, table.names[term.iso3], term.start, term.end, "", in_council=True)
        for term in table.terms
        if term.covers(day) and term.group == terms.group
    ]


def measure_bloc(table: VoteTable, terms: BlocTerms, scope: Scope) -> BlocFigures:
    """The figures of a bloc or regional group over the votes of `scope`."""
    selection = table.choose(scope)
    in_scope = table.matrix.select(votes=selection.mask)
    ever_members = np.flatnonzero(terms.mark(in_scope).any(axis=1))
    matrix = in_scope.select(states=[in_scope.states[row] for row in ever_members])
    group = {terms.slug: terms.mark(matrix)}
    inside = group[terms.slug]

    def split(parts: Parts[Part]) -> dict[Part, Cohesion]:
        return compute_cohesion_by_part(matrix, group, parts)[terms.slug]

    names = dict(table.choices.topics)
    topics = split(split_topics(table.labels, selection.mask))
    items = split(split_items(table.labels, selection.mask))
    counts = dict(zip(matrix.texts, count_positions_in(matrix, inside).tolist(), strict=True))
    dissent = {rate.state: rate for rate in rank_dissent(matrix, group, scope.minimum)[terms.slug]}
    agreement = rank_from_group(matrix, group, scope.minimum)[terms.slug]
    return BlocFigures(
        cohesion=compute_cohesion(matrix, inside),
        years=split(split_years(matrix)),
        topics=[(slug, names[slug], cohesion) for slug, cohesion in topics.items() if cohesion.n],
        items={item: cohesion for item, cohesion in items.items() if cohesion.n},
        votes=[build_vote_row(table, vote, counts[vote.text]) for vote in list_group_votes(matrix, inside)],
        members=[
            MemberRow(row.state, table.names[row.state], dissent.get(row.state), row) for row in agreement
        ],
        population=measure_population(table, scope, mark_votes_of_members(table, terms)),
    )


def mark_votes_of_members(table: VoteTable, terms: BlocTerms) -> Mask:
    """The votes of `table` in which a State took a position that belonged to the group on that day."""
    marked: Mask = (table.matrix.taken & terms.mark(table.matrix)).sum(axis=0) > 0
    return marked


def build_vote_row(table: VoteTable, vote: GroupVote, counts: Sequence[int]) -> VoteRow:
    """A vote of the group with its text; `counts` are in the order of `POSITIONS_TAKEN`."""
    return VoteRow(
        vote=vote,
        symbol=table.get_symbol(vote.text),
        title=table.get_title(vote.text),
        name=table.get_text_name(vote.text),
        kind=table.get_kind(vote.text),
        body=table.body,
        counts=dict(zip(POSITIONS_TAKEN, counts, strict=True)),
        dissenting=[(iso3, table.names[iso3], position) for iso3, position in vote.dissenting.items()],
        differing=[(iso3, table.names[iso3], position) for iso3, position in vote.differing.items()],
        check=table.get_check(vote.text),
    )


def list_votes(figures: BlocFigures, show: str, dissenter: str) -> list[VoteRow]:
    """The votes of the group that `show` asks for, and in which `dissenter` dissented, if one is named."""
    return [
        row
        for row in figures.votes
        if (show != "apart" or row.dissenting)
        and (show != "no_line" or row.vote.majority.position is None)
        and (show != "split" or row.vote.common.unity in (Unity.MOSTLY, Unity.DIVIDED))
        and (show != "divided" or row.vote.common.unity == Unity.DIVIDED)
        and (not dissenter or dissenter in row.vote.dissenting)
    ]
