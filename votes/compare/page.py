"""What the page of a comparison shows: tables by part, the chart's panels, the differing votes."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from votes.analysis.agreement import PairAgreement
from votes.analysis.differing import DifferingVote
from votes.compare.service import Comparison
from votes.compare.wording import describe_cell, name_pair
from votes.core.choices import Position
from votes.web.share_chart import SharePoint


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
