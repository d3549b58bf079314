"""A comparison as JSON and CSV."""

from collections.abc import Sequence
from typing import Any

from votes.analysis.agreement import PairAgreement
from votes.compare.query import CompareQuery
from votes.compare.service import Comparison
from votes.scope.query import build_scope_parameters
from votes.scope.serialize import serialize_scope
from votes.web.numbers import round_interval, round_or_none
from votes.web.serialize import NAME_COLUMNS, serialize_name

Row = dict[str, Any]


def serialize_pair(pair: PairAgreement) -> Row:
    """The figures of a pair, each None where it shares too few votes."""
    return {
        "n": pair.n,
        "agreement": round_or_none(pair.agreement),
        "interval": round_interval(pair.interval),
        "agreement_half": round_or_none(pair.agreement_half),
        "kappa": round_or_none(pair.kappa),
    }


def serialize_pairs(pairs: Sequence[PairAgreement]) -> list[Row]:
    """The figures of each pair with its two States."""
    return [{"states": [pair.first, pair.second], **serialize_pair(pair)} for pair in pairs]


def serialize_comparison(query: CompareQuery, comparison: Comparison) -> Row:
    """The comparison, after the scope it counts and the notes on the address.

    The figures of every pair stand in `pairs`; those of two States also stand at the top.
    """
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
        "filter": serialize_scope(query.scope),
        "notes": list(query.notes),
        "states": list(comparison.states),
        "n": comparison.differing.n,
        **first,
        "left_out": comparison.population.left_out,
        "pairs": serialize_pairs(comparison.pairs),
        **parts,
        "differ": comparison.differing.differ,
        "asked": {iso3: position.value for iso3, position in comparison.positions.items()},
        "differing": [
            {
                "symbol": comparison.table.get_symbol(vote.text),
                "kind": comparison.table.get_kind(vote.text),
                "body": comparison.table.body,
                "date": vote.date,
                "check": comparison.table.get_check(vote.text).value,
                "positions": {iso3: p.value if p else None for iso3, p in vote.positions.items()},
                **serialize_name(comparison.table.get_text_name(vote.text)),
            }
            for vote in comparison.differing.votes
        ],
    }


def list_differing_columns(comparison: Comparison) -> list[str]:
    """The columns of `serialize_differing_rows`."""
    return ["symbol", "title", "kind", "body", "date", *comparison.states, *NAME_COLUMNS, "check"]


def serialize_differing_rows(comparison: Comparison) -> list[Row]:
    """The differing votes as CSV rows: one row for each vote, one column for each State."""
    return [
        {
            "symbol": comparison.table.get_symbol(vote.text),
            "title": comparison.table.get_title(vote.text),
            "kind": comparison.table.get_kind(vote.text),
            "body": comparison.table.body,
            "date": vote.date,
            **{iso3: p.value if p else None for iso3, p in vote.positions.items()},
            **serialize_name(comparison.table.get_text_name(vote.text)),
            "check": comparison.table.get_check(vote.text).value,
        }
        for vote in comparison.differing.votes
    ]


def list_export_parameters(query: CompareQuery) -> dict[str, str]:
    """The scope and the positions asked for, as they stand in the name of a file."""
    positions = {iso3: position.value for iso3, position in query.positions.items()}
    return build_scope_parameters(query.scope) | positions
