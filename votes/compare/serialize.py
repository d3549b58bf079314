"""Comparisons as JSON and CSV."""

from collections.abc import Sequence
from typing import Any

from votes.analysis.agreement import PairAgreement
from votes.analysis.differing import DifferingVote
from votes.compare.service import Comparison
from votes.scope.vote_table import VoteTable
from votes.web.numbers import round_interval, round_or_none

Row = dict[str, Any]


def serialize_pair(pair: PairAgreement) -> Row:
    """The figures of a pair; None where it shares too few votes."""
    return {
        "n": pair.n,
        "agreement": round_or_none(pair.agreement),
        "interval": round_interval(pair.interval),
        "agreement_half": round_or_none(pair.agreement_half),
        "kappa": round_or_none(pair.kappa),
    }


def get_symbol(table: VoteTable, vote: DifferingVote) -> str:
    return table.labels.symbols[table.column_of[vote.text]]


def serialize_pairs(pairs: Sequence[PairAgreement]) -> list[Row]:
    return [{"states": [pair.first, pair.second], **serialize_pair(pair)} for pair in pairs]


def serialize_comparison(comparison: Comparison) -> Row:
    """A pair's figures at the top; for three or four States they stand in `pairs`, as they do for two."""
    first = serialize_pair(comparison.pairs[0]) if len(comparison.pairs) == 1 else {}
    parts: dict[str, list[Row]] = {
        "years": [{"year": year, "pairs": serialize_pairs(p)} for year, p in comparison.years.items()],
        "windows": [
            {"first": first, "last": last, "pairs": serialize_pairs(p)}
            for (first, last), p in comparison.windows.items()
        ],
        "topics": [{"topic": slug, "pairs": serialize_pairs(p)} for slug, p in comparison.topics.items()],
        "items": [
            {"item": item or None, "pairs": serialize_pairs(p)} for item, p in comparison.items.items()
        ],
    }
    return {
        "states": list(comparison.states),
        "n": comparison.differing.n,
        **first,
        "left_out": comparison.left_out,
        "pairs": serialize_pairs(comparison.pairs),
        **parts,
        "differ": comparison.differing.differ,
        "asked": {iso3: position.value for iso3, position in comparison.asked.items()},
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
            "title": comparison.table.labels.titles[comparison.table.column_of[vote.text]],
            "date": vote.date,
            **{iso3: p.value if p else None for iso3, p in vote.positions.items()},
        }
        for vote in comparison.differing.votes
    ]
