"""Two to four States side by side: how often they agreed, year by year, and where they differed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.utils.translation import gettext as _

from votes.analysis.agreement import PairAgreement, compare_pair, compare_pair_by_part
from votes.analysis.differing import Differing, DifferingVote, list_differing
from votes.analysis.parts import split_years
from votes.analysis.scope import Scope
from votes.choices import Position
from votes.presenters.sentences import join_names
from votes.queries.matrix import VoteTable

Row = dict[str, Any]
DIGITS = 6


@dataclass(frozen=True)
class Comparison:
    """`pairs` in the order of `states`; `years`: year -> the same pairs in that year; `left_out`: flagged votes."""

    states: tuple[str, ...]
    table: VoteTable
    pairs: tuple[PairAgreement, ...]
    years: dict[int, list[PairAgreement]]
    differing: Differing
    left_out: int

    @property
    def names(self) -> list[str]:
        return [self.table.names[iso3] for iso3 in self.states]

    @property
    def finding(self) -> str:
        """What a pair's agreement comes to, or of more States how often they differed, as one sentence."""
        if len(self.pairs) == 1:
            return describe_pair(self.pairs[0], self.table.names)
        words = {"names": ", ".join(self.names), "differ": self.differing.differ, "n": self.differing.n}
        return _("%(names)s did not all take the same position in %(differ)s of %(n)s votes") % words


def compare(table: VoteTable, states: Sequence[str], scope: Scope) -> Comparison:
    """`states` compared over the votes of `scope`. ValueError as `list_differing` raises it."""
    selection = table.choose(scope)
    matrix = table.matrix.select(votes=selection.mask)
    differing = list_differing(matrix, states)
    couples = list(combinations(states, 2))
    by_year = [
        compare_pair_by_part(matrix, *couple, split_years(matrix), scope.minimum) for couple in couples
    ]
    return Comparison(
        states=tuple(states),
        table=table,
        pairs=tuple(compare_pair(matrix, *couple, scope.minimum) for couple in couples),
        years={year: [pairs[year] for pairs in by_year] for year in split_years(matrix)},
        differing=differing,
        left_out=selection.left_out,
    )


def format_percent(share: float | None) -> str:
    """0.943 -> "94 %"; a dash where there is no figure."""
    return "–" if share is None else f"{share:.0%}".replace("%", "\N{NO-BREAK SPACE}%")


def name_pair(pair: PairAgreement, names: dict[str, str]) -> str:
    """ "China and Cuba"."""
    return join_names([names[pair.first], names[pair.second]])


def describe_pair(pair: PairAgreement, names: dict[str, str]) -> str:
    """ "China and Cuba took the same position in 94 % of 382 votes", or that they share too few votes."""
    words = {
        "first": names[pair.first],
        "second": names[pair.second],
        "share": format_percent(pair.agreement),
        "n": pair.n,
        "minimum": pair.minimum,
    }
    if pair.agreement is None:
        return (
            _("%(first)s and %(second)s share %(n)s votes, too few for a figure (%(minimum)s are needed)")
            % words
        )
    return _("%(first)s and %(second)s took the same position in %(share)s of %(n)s votes") % words


def round_or_none(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)


def serialize_pair(pair: PairAgreement) -> Row:
    """The figures of a pair; None where it shares too few votes."""
    return {
        "n": pair.n,
        "agreement": round_or_none(pair.agreement),
        "interval": [round(end, DIGITS) for end in pair.interval] if pair.interval else None,
        "agreement_half": round_or_none(pair.agreement_half),
        "kappa": round_or_none(pair.kappa),
    }


def get_symbol(table: VoteTable, vote: DifferingVote) -> str:
    return table.labels.symbols[table.column_of[vote.text]]


def serialize_comparison(comparison: Comparison) -> Row:
    """A pair's figures at the top; for three or four States they stand in `pairs`, as they do for two."""
    first = serialize_pair(comparison.pairs[0]) if len(comparison.pairs) == 1 else {}
    return {
        "states": list(comparison.states),
        "n": comparison.differing.n,
        **first,
        "left_out": comparison.left_out,
        "pairs": [{"states": [p.first, p.second], **serialize_pair(p)} for p in comparison.pairs],
        "years": [
            {"year": year, "pairs": [{"states": [p.first, p.second], **serialize_pair(p)} for p in pairs]}
            for year, pairs in comparison.years.items()
        ],
        "differing": [
            {
                "symbol": get_symbol(comparison.table, vote),
                "date": vote.date,
                "positions": {iso3: p.value if p else None for iso3, p in vote.positions.items()},
            }
            for vote in comparison.differing.votes
        ],
    }


def flatten_differing(comparison: Comparison) -> list[Row]:
    """The differing votes as CSV rows, one a vote, a column for each State."""
    return [
        {
            "symbol": get_symbol(comparison.table, vote),
            "date": vote.date,
            **{iso3: p.value if p else None for iso3, p in vote.positions.items()},
        }
        for vote in comparison.differing.votes
    ]


@dataclass(frozen=True)
class DifferingRow:
    """A differing vote as the page lists it; `positions` in the order of the States."""

    vote: DifferingVote
    symbol: str
    title: str
    positions: list[Position | None]


def build_differing_rows(comparison: Comparison, votes: Sequence[DifferingVote]) -> list[DifferingRow]:
    labels, column_of = comparison.table.labels, comparison.table.column_of
    return [
        DifferingRow(
            vote,
            labels.symbols[column_of[vote.text]],
            labels.titles[column_of[vote.text]],
            [vote.positions[iso3] for iso3 in comparison.states],
        )
        for vote in votes
    ]
