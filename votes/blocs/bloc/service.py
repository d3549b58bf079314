"""One bloc or regional group: how far it votes as one, its line in each vote, and who left it when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from votes.analysis.cohesion import Cohesion, compute_cohesion, compute_cohesion_by_part, count_positions_in
from votes.analysis.dissent import (
    AgreementWithGroup,
    DissentRate,
    GroupVote,
    list_group_votes,
    rank_dissent,
    rank_from_group,
)
from votes.analysis.majority_position import find_fewest_for_dissent
from votes.analysis.parts import Parts, split_years
from votes.analysis.scope import Scope, split_items, split_topics
from votes.blocs.bloc.members import Member
from votes.blocs.terms import BlocTerms
from votes.core.choices import POSITIONS_TAKEN, Position
from votes.scope.vote_table import VoteTable
from votes.web.address import read_choice
from votes.web.numbers import round_interval, round_or_none
from votes.web.share_chart import SharePoint

Row = dict[str, Any]
# Values of `?show=`.
SHOWN = ("apart", "no_line")


@dataclass(frozen=True)
class VoteRow:
    """One vote of the group: its line, the counts of its members, and who left the line with what."""

    found: GroupVote
    symbol: str
    title: str
    counts: dict[Position, int]
    apart: list[tuple[str, str, Position]]


@dataclass(frozen=True)
class MemberRow:
    """How often a State left the line while it was a member, and its mean agreement with the other members."""

    state: str
    name: str
    apart: DissentRate | None
    near: AgreementWithGroup


@dataclass(frozen=True)
class BlocFigures:
    """The figures of a group over the votes of a scope; its members are those of the day of each vote.

    `topics`: (slug, name, cohesion), those with most votes first; `items`: number, 0 without one. `votes` are
    those in which a member took a position, newest first. `left_out`: votes that only their flag keeps out.
    """

    terms: BlocTerms
    cohesion: Cohesion
    years: dict[int, Cohesion]
    topics: list[tuple[str, str, Cohesion]]
    items: dict[int, Cohesion]
    votes: list[VoteRow]
    members: list[MemberRow]
    left_out: int

    @property
    def with_line(self) -> int:
        """In how many votes the group had a line."""
        return sum(row.found.majority.position is not None for row in self.votes)

    @property
    def left(self) -> int:
        """In how many of them someone left it."""
        return sum(bool(row.apart) for row in self.votes)

    @property
    def most_positions(self) -> int:
        """The most positions its members took in one vote."""
        return max((row.found.majority.n for row in self.votes), default=0)

    @property
    def can_be_left(self) -> bool:
        """Whether the group was ever large enough that one State alone could leave a line."""
        return self.most_positions >= find_fewest_for_dissent()


def measure_bloc(table: VoteTable, terms: BlocTerms, scope: Scope) -> BlocFigures:
    selection = table.choose(scope)
    selected = table.matrix.select(votes=selection.mask)
    ever = np.flatnonzero(terms.mark(selected).any(axis=1))
    matrix = selected.select(states=[selected.states[row] for row in ever])
    inside = terms.mark(matrix)

    def split(parts: Parts) -> dict[Any, Cohesion]:
        return compute_cohesion_by_part(matrix, {terms.slug: inside}, parts)[terms.slug]

    names = dict(table.choices.topics)
    topics = split(split_topics(table.labels, selection.mask))
    items = split(split_items(table.labels, selection.mask))
    counts = dict(zip(matrix.texts, count_positions_in(matrix, inside).tolist(), strict=True))
    apart = {row.state: row for row in rank_dissent(matrix, {terms.slug: inside}, scope.minimum)[terms.slug]}
    near = rank_from_group(matrix, {terms.slug: inside}, scope.minimum)[terms.slug]
    return BlocFigures(
        terms=terms,
        cohesion=compute_cohesion(matrix, inside),
        years=split(split_years(matrix)),
        topics=[(slug, names[slug], cohesion) for slug, cohesion in topics.items() if cohesion.n],
        items={item: cohesion for item, cohesion in items.items() if cohesion.n},
        votes=[build_vote_row(table, line, counts[line.text]) for line in list_group_votes(matrix, inside)],
        members=[MemberRow(row.state, table.names[row.state], apart.get(row.state), row) for row in near],
        left_out=selection.left_out,
    )


def build_vote_row(table: VoteTable, line: GroupVote, counts: Sequence[int]) -> VoteRow:
    column = table.column_of[line.text]
    return VoteRow(
        found=line,
        symbol=table.labels.symbols[column],
        title=table.labels.titles[column],
        counts=dict(zip(POSITIONS_TAKEN, counts, strict=True)),
        apart=[(iso3, table.names[iso3], position) for iso3, position in line.dissenting.items()],
    )


@dataclass(frozen=True)
class ChosenVotes:
    """The votes that `?show=apart&left=HUN` asks for, with a sentence for each value nobody knows."""

    votes: list[VoteRow]
    show: str
    left: str
    notes: list[str]


def choose_votes(figures: BlocFigures, asked: Mapping[str, str]) -> ChosenVotes:
    show, notes = read_choice(asked, "show", SHOWN)
    left, left_notes = read_choice(asked, "left", [row.state for row in figures.members])
    votes = [
        row
        for row in figures.votes
        if (show != "apart" or row.apart)
        and (show != "no_line" or row.found.majority.position is None)
        and (not left or left in row.found.dissenting)
    ]
    return ChosenVotes(votes, show, left, notes + left_notes)


def describe_cohesion(cohesion: Cohesion) -> str:
    """ "0.94 over 31, 0.91–0.97"; "too few: 3"."""
    if cohesion.mean is None:
        return _("too few: %(n)s") % {"n": cohesion.n}
    words = {"mean": f"{cohesion.mean:.2f}", "n": cohesion.n}
    if cohesion.interval is None:
        return _("%(mean)s over %(n)s") % words
    low, high = cohesion.interval
    return _("%(mean)s over %(n)s, %(low)s–%(high)s") % {
        **words,
        "low": f"{low:.2f}",
        "high": f"{high:.2f}",
    }


def list_points(figures: BlocFigures) -> list[SharePoint]:
    """Cohesion year by year for the chart; a year under the minimum is a gap."""
    return [
        SharePoint(year, cohesion.mean, cohesion.interval, f"{year}: {describe_cohesion(cohesion)}")
        for year, cohesion in figures.years.items()
    ]


def serialize_cohesion(cohesion: Cohesion) -> Row:
    return {
        "n": cohesion.n,
        "cohesion": round_or_none(cohesion.mean),
        "interval": round_interval(cohesion.interval),
    }


def serialize_member_row(row: MemberRow) -> Row:
    apart, near = row.apart, row.near
    return {
        "state": row.state,
        "name": row.name,
        "left_line": apart.dissents if apart else 0,
        "n_with_line": apart.n if apart else 0,
        "share": round_or_none(apart.share) if apart else None,
        "agreement_with_others": round_or_none(near.mean),
        "n": near.n,
        "interval": round_interval(near.interval),
    }


def serialize_vote_row(row: VoteRow) -> Row:
    line = row.found.majority
    return {
        "symbol": row.symbol,
        "title": row.title,
        "date": row.found.date,
        "line": line.position.value if line.position else None,
        "n": line.n,
        **{position.value: n for position, n in row.counts.items()},
        "agreement_index": round_or_none(row.found.index),
        "left": {iso3: position.value for iso3, position in row.found.dissenting.items()},
    }


def flatten_vote_row(row: VoteRow) -> Row:
    """The same as a CSV row: who left the line as "HUN: against; POL: abstaining"."""
    left = "; ".join(f"{iso3}: {position.value}" for iso3, position in row.found.dissenting.items())
    return serialize_vote_row(row) | {"left": left}


def serialize_members(members: Sequence[Member]) -> list[Row]:
    return [
        {
            "state": member.iso3,
            "name": member.name,
            "start": member.start,
            "end": member.end,
            "note": member.note or None,
            "in_council": member.in_council,
        }
        for member in members
    ]


def serialize_figures(figures: BlocFigures, votes: Sequence[VoteRow]) -> Row:
    return {
        **serialize_cohesion(figures.cohesion),
        "with_line": figures.with_line,
        "left_line": figures.left,
        "left_out": figures.left_out,
        "years": [{"year": year, **serialize_cohesion(c)} for year, c in figures.years.items()],
        "topics": [{"topic": slug, **serialize_cohesion(c)} for slug, _name, c in figures.topics],
        "items": [{"item": item or None, **serialize_cohesion(c)} for item, c in figures.items.items()],
        "states": [serialize_member_row(row) for row in figures.members],
        "votes": [serialize_vote_row(row) for row in votes],
    }
