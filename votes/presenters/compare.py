"""Two to four States side by side: how often they agreed, year by year, and where they differed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, TypeVar

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from votes.analysis.agreement import PairAgreement, compare_pair, compute_agreement_by_part
from votes.analysis.differing import Differing, DifferingVote, list_differing
from votes.analysis.parts import Parts, split_rolling, split_years
from votes.analysis.scope import Scope, split_items, split_topics
from votes.charts.shares import SharePoint
from votes.choices import Position
from votes.presenters.numbers import describe_share, format_percent, round_interval, round_or_none
from votes.presenters.sentences import join_names, name_states
from votes.queries.matrix import VoteTable

Row = dict[str, Any]
Part = TypeVar("Part")
# Two States share some ten to thirty votes a year, too few for most years by themselves.
WINDOW_YEARS = 3


@dataclass(frozen=True)
class Comparison:
    """`pairs` in the order of `states`, and the same pairs in each part of the votes.

    `windows`: (first year, last year) of every three years in a row; `topics` by name, those with most votes
    first; `items` by number, 0 without one. `asked`: the positions by which the differing votes were chosen.
    `left_out`: votes that only their flag keeps out.
    """

    states: tuple[str, ...]
    table: VoteTable
    pairs: tuple[PairAgreement, ...]
    years: dict[int, list[PairAgreement]]
    windows: dict[tuple[int, int], list[PairAgreement]]
    topics: dict[str, list[PairAgreement]]
    items: dict[int, list[PairAgreement]]
    differing: Differing
    left_out: int
    asked: Mapping[str, Position] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        return [self.table.names[iso3] for iso3 in self.states]

    @property
    def finding(self) -> str:
        """What a pair's agreement comes to, or of more States how often they differed, as one sentence."""
        names = name_states(self.table)
        if len(self.pairs) == 1:
            return capfirst(describe_pair(self.pairs[0], names))
        listed = join_names([names[iso3] for iso3 in self.states])
        words = {"names": listed, "differ": self.differing.differ, "n": self.differing.n}
        return capfirst(
            _("%(names)s did not all take the same position in %(differ)s of %(n)s votes") % words
        )


def compare(
    table: VoteTable, states: Sequence[str], scope: Scope, asked: Mapping[str, Position] | None = None
) -> Comparison:
    """`states` compared over the votes of `scope`; `asked` chooses among the votes in which they differ.

    ValueError as `list_differing` raises it.
    """
    selection = table.choose(scope)
    matrix = table.matrix.select(votes=selection.mask, states=states)
    couples = list(combinations(states, 2))

    def split(parts: Parts[Part]) -> dict[Part, list[PairAgreement]]:
        found = compute_agreement_by_part(matrix, parts, scope.minimum)
        return {part: [table.get_pair(*couple) for couple in couples] for part, table in found.items()}

    def split_shared(parts: Parts[Part]) -> dict[Part, list[PairAgreement]]:
        """Without the parts in which nobody shares a vote."""
        return {part: pairs for part, pairs in split(parts).items() if any(pair.n for pair in pairs)}

    return Comparison(
        states=tuple(states),
        table=table,
        pairs=tuple(compare_pair(matrix, *couple, scope.minimum) for couple in couples),
        years=split(split_years(matrix)),
        windows=split(split_rolling(matrix, WINDOW_YEARS)),
        topics=split_shared(split_topics(table.labels, selection.mask)),
        items=split_shared(split_items(table.labels, selection.mask)),
        differing=list_differing(matrix, states, asked),
        left_out=selection.left_out,
        asked=asked or {},
    )


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


def describe_cell(pair: PairAgreement) -> str:
    return describe_share(pair.agreement, pair.n, pair.interval)


@dataclass(frozen=True)
class PartRow:
    """One part of the votes as the page lists it; `pairs` in the order of the comparison's; `value` for a link."""

    label: str
    pairs: list[PairAgreement]
    value: str = ""


def list_window_rows(comparison: Comparison) -> list[PartRow]:
    """The latest window first."""
    return [
        PartRow(f"{first}–{last}", pairs) for (first, last), pairs in reversed(comparison.windows.items())
    ]


def list_year_rows(comparison: Comparison) -> list[PartRow]:
    return [PartRow(str(year), pairs) for year, pairs in reversed(comparison.years.items())]


def list_topic_rows(comparison: Comparison) -> list[PartRow]:
    names = dict(comparison.table.choices.topics)
    return [PartRow(names[slug], pairs, slug) for slug, pairs in comparison.topics.items()]


def list_item_rows(comparison: Comparison) -> list[PartRow]:
    return [
        PartRow(_("Item %(item)s") % {"item": item} if item else _("Without an item"), pairs, str(item or ""))
        for item, pairs in comparison.items.items()
    ]


def list_panels(comparison: Comparison) -> list[tuple[str, list[SharePoint]]]:
    """Each pair's agreement over the years for the chart: a point stands at the middle of its window."""
    panels = []
    for place, pair in enumerate(comparison.pairs):
        points = []
        for (first, last), pairs in comparison.windows.items():
            of_window = pairs[place]
            words = f"{first}–{last}: {describe_cell(of_window)}"
            points.append(SharePoint((first + last) // 2, of_window.agreement, of_window.interval, words))
        if any(point.share is not None for point in points):
            label = name_pair(pair, comparison.table.names) if len(comparison.pairs) > 1 else ""
            panels.append((label, points))
    return panels


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


@dataclass(frozen=True)
class DifferingRow:
    """A differing vote as the page lists it; `positions`: (name, position) in the order of the States."""

    vote: DifferingVote
    symbol: str
    title: str
    positions: list[tuple[str, Position | None]]


def build_differing_rows(comparison: Comparison, votes: Sequence[DifferingVote]) -> list[DifferingRow]:
    labels, column_of = comparison.table.labels, comparison.table.column_of
    return [
        DifferingRow(
            vote,
            labels.symbols[column_of[vote.text]],
            labels.titles[column_of[vote.text]],
            [(comparison.table.names[iso3], vote.positions[iso3]) for iso3 in comparison.states],
        )
        for vote in votes
    ]
