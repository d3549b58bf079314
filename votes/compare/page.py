"""The pages of a comparison: what their templates show."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from votes.analysis.agreement import PairAgreement
from votes.analysis.differing import FEWEST_STATES, MOST_STATES, DifferingVote
from votes.compare.charts import build_agreement_chart
from votes.compare.query import ChooserQuery, CompareQuery
from votes.compare.service import WINDOW_YEARS, Comparison
from votes.compare.wording import describe_all_years, describe_comparison, name_pair
from votes.core.choices import POSITIONS_TAKEN, CheckStatus, Position
from votes.scope.query import build_scope_parameters, build_scope_query
from votes.scope.vote_table import VoteTable
from votes.scope.wording import name_states
from votes.web.agenda import name_item
from votes.web.chart import Chart
from votes.web.text_names import TextName
from votes.web.wording import describe_absence

# Topics beyond this number are folded away.
TOPICS_SHOWN = 12


@dataclass(frozen=True)
class PartRow:
    """One part of the votes in a table; `pairs` are in the order of the comparison's.

    `value` is that of the part in an address, "" where the row is no link.
    """

    label: str
    pairs: list[PairAgreement]
    value: str = ""


@dataclass(frozen=True)
class DifferingRow:
    """A differing vote in the list; `positions`: (name, position, why there is none) in the order of the States.

    `is_trusted`: whether the check has no error.
    """

    vote: DifferingVote
    symbol: str
    name: TextName
    positions: list[tuple[str, Position | None, str]]
    is_trusted: bool


def build_page(query: CompareQuery, comparison: Comparison) -> dict[str, Any]:
    """The context of the page, but for the page of differing votes that is shown."""
    topics = list_topic_rows(comparison)
    names = name_states(comparison.table)
    return {
        "comparison": comparison,
        "finding": describe_comparison(comparison),
        "in_all_years": describe_all_years(comparison),
        "scope": query.scope,
        "scope_parameters": build_scope_parameters(query.scope),
        "scope_query": build_scope_query(query.scope),
        "form": query.form,
        "pairs": [{"words": capfirst(name_pair(pair, names)), "figures": pair} for pair in comparison.pairs],
        "chart": build_chart(comparison),
        "window_years": WINDOW_YEARS,
        "windows": list_window_rows(comparison),
        "years": list_year_rows(comparison),
        "topics": topics[:TOPICS_SHOWN],
        "more_topics": topics[TOPICS_SHOWN:],
        "items": list_item_rows(comparison),
        "named": list(zip(comparison.states, comparison.names, strict=True)),
        "positions": POSITIONS_TAKEN if len(comparison.states) == FEWEST_STATES else list(Position),
        "chooser": build_chooser(comparison.table, comparison.states),
    }


def build_chart(comparison: Comparison) -> Chart | None:
    """The chart of the agreement over time; None where no pair has a figure."""
    figure = build_agreement_chart(comparison)
    if figure is None:
        return None
    about = _("Agreement over time, in windows of %(years)s years, n = %(n)s votes") % {
        "years": WINDOW_YEARS,
        "n": comparison.population.n,
    }
    return Chart("agreement-over-time", figure, describe_comparison(comparison), about, is_explored=True)


def build_start_page(query: ChooserQuery, table: VoteTable) -> dict[str, Any]:
    """The context of the page on which States are chosen."""
    return {"chooser": build_chooser(table, query.states), "notes": [*query.notes, *query.scope_notes]}


def build_chooser(table: VoteTable, chosen: Collection[str]) -> dict[str, Any]:
    """The States of the body by name, and a field for each State that can be chosen."""
    listed = sorted(((iso3, table.names[iso3]) for iso3 in table.matrix.states), key=lambda pair: pair[1])
    fields = [*chosen, *[""] * MOST_STATES][:MOST_STATES]
    return {"states": listed, "fields": fields, "fewest": FEWEST_STATES, "most": MOST_STATES}


def list_window_rows(comparison: Comparison) -> list[PartRow]:
    """Every three years in a row, the latest first."""
    return [
        PartRow(f"{first}–{last}", pairs) for (first, last), pairs in reversed(comparison.windows.items())
    ]


def list_year_rows(comparison: Comparison) -> list[PartRow]:
    """The years, the latest first."""
    return [PartRow(str(year), pairs) for year, pairs in reversed(comparison.years.items())]


def list_topic_rows(comparison: Comparison) -> list[PartRow]:
    """The topics, those with most votes first."""
    names = dict(comparison.table.choices.topics)
    return [PartRow(names[slug], pairs, slug) for slug, pairs in comparison.topics.items()]


def list_item_rows(comparison: Comparison) -> list[PartRow]:
    """The agenda items by number; the votes without one come last."""
    return [
        PartRow(
            name_item(item, comparison.population.scope.body) if item else _("No agenda item on file"),
            pairs,
            str(item or ""),
        )
        for item, pairs in comparison.items.items()
    ]


def build_differing_rows(comparison: Comparison, votes: Sequence[DifferingVote]) -> list[DifferingRow]:
    """`votes` with their texts and the names of the States."""
    return [build_differing_row(comparison, vote) for vote in votes]


def build_differing_row(comparison: Comparison, vote: DifferingVote) -> DifferingRow:
    table = comparison.table
    members = table.find_voters_on(vote.date)
    positions = []
    for iso3 in comparison.states:
        position = vote.positions[iso3]
        absence = "" if position else describe_absence(iso3, members)
        positions.append((table.names[iso3], position, absence))
    return DifferingRow(
        vote,
        table.get_symbol(vote.text),
        table.get_text_name(vote.text),
        positions,
        is_trusted=table.get_check(vote.text) != CheckStatus.UNRECONCILED,
    )
