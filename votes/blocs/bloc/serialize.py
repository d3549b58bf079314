"""One bloc as JSON and CSV."""

from collections.abc import Mapping, Sequence
from typing import Any

from votes.analysis.cohesion import Cohesion
from votes.blocs.bloc.query import BlocPageQuery
from votes.blocs.bloc.service import BlocFigures, BlocRecord, Member, MemberRow, VoteRow
from votes.blocs.bloc.wording import list_notes
from votes.core.choices import POSITIONS_TAKEN, Position
from votes.scope.query import build_scope_parameters
from votes.scope.serialize import serialize_scope
from votes.web.numbers import round_interval, round_or_none
from votes.web.serialize import NAME_COLUMNS, serialize_common_position, serialize_name

Row = dict[str, Any]
VOTE_COLUMNS = (
    *("symbol", "title", "kind", "body", "date", "line", "n"),
    *(position.value for position in POSITIONS_TAKEN),
    *("agreement_index", "left", *NAME_COLUMNS, "unity", "common_position", "n_most", "differed", "check"),
)


def serialize_bloc(query: BlocPageQuery, record: BlocRecord) -> Row:
    """All about the bloc; without figures where no list of its members is published."""
    bloc = record.bloc
    return {
        "slug": record.slug,
        "name": record.name,
        "source": {"title": bloc.source_title, "url": bloc.source_url or None} if bloc else None,
        "filter": serialize_scope(query.scope),
        "notes": list_notes(query, record),
        "on": query.day,
        "members": [serialize_member(member) for member in record.members],
        **(serialize_figures(record.figures, record.listed) if record.figures else {}),
    }


def serialize_figures(figures: BlocFigures, votes: Sequence[VoteRow]) -> Row:
    """The figures over all votes of the scope; of the votes themselves only those listed."""
    return {
        **serialize_cohesion(figures.cohesion),
        "with_line": figures.with_majority,
        "left_line": figures.with_dissent,
        "left_out": figures.population.left_out,
        "years": [{"year": year, **serialize_cohesion(c)} for year, c in figures.years.items()],
        "topics": [{"topic": slug, **serialize_cohesion(c)} for slug, _name, c in figures.topics],
        "items": [{"item": item or None, **serialize_cohesion(c)} for item, c in figures.items.items()],
        "states": [serialize_member_row(row) for row in figures.members],
        "votes": [serialize_vote_row(row) for row in votes],
    }


def serialize_cohesion(cohesion: Cohesion) -> Row:
    """A cohesion with its n and interval, None where the votes are too few."""
    return {
        "n": cohesion.n,
        "cohesion": round_or_none(cohesion.mean),
        "interval": round_interval(cohesion.interval),
    }


def serialize_member_row(row: MemberRow) -> Row:
    """A State's dissent, and its agreement with the other members."""
    dissent, agreement = row.dissent, row.agreement
    return {
        "state": row.state,
        "name": row.name,
        "left_line": dissent.dissents if dissent else 0,
        "n_with_line": dissent.n if dissent else 0,
        "share": round_or_none(dissent.share) if dissent else None,
        "agreement_with_others": round_or_none(agreement.mean),
        "n": agreement.n,
        "interval": round_interval(agreement.interval),
    }


def serialize_vote_row(row: VoteRow) -> Row:
    """The group's majority position in a vote, its counts, and who dissented: State -> position."""
    majority = row.vote.majority
    return {
        "symbol": row.symbol,
        "title": row.title,
        "kind": row.kind,
        "body": row.body,
        "date": row.vote.date,
        "line": majority.position.value if majority.position else None,
        **{position.value: n for position, n in row.counts.items()},
        "agreement_index": round_or_none(row.vote.index),
        "left": {iso3: position.value for iso3, position in row.vote.dissenting.items()},
        **serialize_name(row.name),
        "check": row.check.value,
        **serialize_common_position(row.vote.common),
        "differed": {iso3: position.value for iso3, position in row.vote.differing.items()},
    }


def serialize_csv_row(row: VoteRow) -> Row:
    """The same as one CSV row: who dissented or differed as "HUN: against; POL: abstaining"."""
    return serialize_vote_row(row) | {
        "left": join_positions(row.vote.dissenting),
        "differed": join_positions(row.vote.differing),
    }


def join_positions(positions: Mapping[str, Position]) -> str:
    return "; ".join(f"{iso3}: {position.value}" for iso3, position in positions.items())


def serialize_member(member: Member) -> Row:
    """A member on the day asked for."""
    return {
        "state": member.iso3,
        "name": member.name,
        "start": member.start,
        "end": member.end,
        "note": member.note or None,
        "in_council": member.in_council,
    }


def list_export_parameters(query: BlocPageQuery, record: BlocRecord) -> dict[str, str]:
    """The scope and the choice of votes as they stand in the name of a file."""
    choice = {"show": query.show, "left": record.dissenter} if record.figures else {}
    return build_scope_parameters(query.scope) | {name: value for name, value in choice.items() if value}
