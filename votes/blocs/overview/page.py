"""The page of many States: what its template shows, view by view."""

from typing import Any

from django.utils.translation import gettext as _

from votes.analysis.cohesion import FEWEST_VOTES
from votes.analysis.majority_position import DISSENT_LIMIT, find_fewest_for_dissent
from votes.analysis.spatial import SpatialMap
from votes.blocs.overview import charts, matrix_grid
from votes.blocs.overview.bloc_list import BlocList
from votes.blocs.overview.chosen_states import ChosenStates
from votes.blocs.overview.positions import PositionsTaken
from votes.blocs.overview.query import ORDERS
from votes.blocs.overview.service import CohesionByYear, DissentRanking, ExtremePairs, Overview, TwoPoles
from votes.blocs.overview.wording import (
    VIEW_LABELS,
    describe_choice,
    describe_overview,
    describe_position_counts,
    describe_unity,
    describe_whose_positions,
)
from votes.blocs.terms import BlocTable
from votes.core.choices import Position, RegionalGroup
from votes.core.folding import build_name_key
from votes.scope.query import build_scope_query
from votes.web.chart import Chart
from votes.web.charts import Figure

Context = dict[str, Any]
DEFAULT_ORDER = ORDERS[0]
CHART_NAMES = {
    "poles": "between-two-poles",
    "map": "map-of-votes",
    "line": "along-one-line",
    "cohesion": "cohesion-by-year",
    "apart": "apart-from-the-group",
}


def build_page(overview: Overview, blocs: BlocTable) -> Context:
    """The context of the page, with what the view shows where there is something to show."""
    query, chosen = overview.query, overview.chosen
    shown = build_view(overview, blocs)
    return {
        **shown,
        "chart": build_chart(overview, shown["figure"]) if shown.get("figure") else None,
        "finding": describe_overview(overview),
        "notes": [*query.notes, *([] if overview.refusal else query.view_notes)],
        "asked": query,
        "chosen": chosen,
        "refusal": overview.refusal,
        "scope": query.scope,
        "scope_query": build_scope_query(query.scope),
        "form": query.form,
        "who": describe_choice(query, chosen),
        "view": query.view,
        "views": VIEW_LABELS.items(),
        "names": chosen.table.names,
        "all_blocs": blocs.blocs,
        "state_groups": list_states_by_group(chosen),
    }


def build_chart(overview: Overview, figure: Figure) -> Chart:
    """The chart of the view; those with a point for each State are explored by pointing at them."""
    query = overview.query
    view = "line" if query.view == "map" and query.dimensions == 1 else query.view
    about = _("%(who)s, n = %(n)s votes") % {
        "who": describe_choice(query, overview.chosen),
        "n": overview.chosen.population.n,
    }
    explored = view in {"poles", "map", "cohesion"}
    return Chart(CHART_NAMES[view], figure, describe_overview(overview), about, is_explored=explored)


def list_states_by_group(chosen: ChosenStates) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every State that can be chosen, by today's regional group: (name of the group, its States' codes and names)."""
    by_name = sorted(chosen.table.matrix.states, key=lambda iso3: build_name_key(chosen.get_name(iso3)))
    groups = chosen.table.groups_now
    labels = {group.value: str(group.label) for group in RegionalGroup} | {
        "": _("Not in a regional group today")
    }
    return [
        (label, listed)
        for value, label in labels.items()
        if (listed := [(iso3, chosen.get_name(iso3)) for iso3 in by_name if (groups[iso3] or "") == value])
    ]


def build_view(overview: Overview, blocs: BlocTable) -> Context:
    """What the view asked for shows; nothing where the query is refused."""
    match overview.figures:
        case BlocList(listed):
            return {"bloc_list": [(bloc, describe_unity(bloc.unity)) for bloc in listed]}
        case PositionsTaken() as taken:
            return {
                "taken": taken,
                "heading": describe_whose_positions(overview),
                "counts": describe_position_counts(taken),
                "unity": describe_unity(taken.unity),
                "positions": list(Position),
            }
        case ExtremePairs() as pairs:
            return build_matrix_view(overview, pairs, blocs)
        case TwoPoles() as poles:
            return build_poles_view(overview.chosen, poles)
        case SpatialMap() as spatial:
            return build_map_view(overview, spatial)
        case CohesionByYear() as cohesion:
            return build_cohesion_view(cohesion)
        case DissentRanking() as ranking:
            return build_dissent_view(overview.chosen, ranking)
        case None:
            return {}


def build_matrix_view(overview: Overview, pairs: ExtremePairs, blocs: BlocTable) -> Context:
    """The drawing, the table of a few States, and the closest and furthest pairs."""
    chosen, order = overview.chosen, overview.query.order or DEFAULT_ORDER
    return {
        "order": order,
        "grid": matrix_grid.build_grid(chosen, order, build_scope_query(chosen.scope)),
        "rows": matrix_grid.build_table(chosen, chosen.sort(order)),
        "most_in_table": matrix_grid.MOST_IN_TABLE,
        "steps": matrix_grid.list_steps(),
        "group_names": [terms.short_name for terms in blocs.groups],
        "closest": pairs.closest,
        "furthest": pairs.furthest,
        "pairs": pairs.n,
    }


def build_poles_view(chosen: ChosenStates, found: TwoPoles) -> Context:
    """The chart, and the States that can be poles; nothing where the record has no two States."""
    if found.poles is None:
        return {}
    return {
        "poles": found.poles,
        "figure": charts.build_pole_chart(found.poles, chosen.in_sentence) if found.poles.points else None,
        "voters": sorted(chosen.table.matrix.states, key=lambda iso3: build_name_key(chosen.get_name(iso3))),
    }


def build_map_view(overview: Overview, spatial: SpatialMap) -> Context:
    """The map or the line, and its table; `rows` is empty where none of the States chosen is on it."""
    names, shown = overview.chosen.table.names, overview.chosen.states
    rows = list_map_rows(spatial, overview.chosen)
    build_figure = charts.build_line_chart if overview.query.dimensions == 1 else charts.build_map_chart
    return {
        "spatial": spatial,
        "dimensions": overview.query.dimensions,
        "rows": rows,
        "figure": build_figure(spatial, shown, names) if rows else None,
    }


def list_map_rows(spatial: SpatialMap, chosen: ChosenStates) -> list[Context]:
    """The States chosen, along the first axis; `axes` has (point, (low, high)) for each dimension."""
    row_of = {iso3: row for row, iso3 in enumerate(spatial.states)}
    rows = [row_of[iso3] for iso3 in chosen.states if iso3 in row_of]
    return [
        {
            "state": spatial.states[row],
            "name": chosen.get_name(spatial.states[row]),
            "n": spatial.n[row],
            "axes": [
                (float(point), (float(low), float(high)))
                for point, low, high in zip(
                    spatial.points[row], spatial.low[row], spatial.high[row], strict=True
                )
            ],
        }
        for row in sorted(rows, key=lambda row: float(spatial.points[row, 0]))
    ]


def build_cohesion_view(cohesion: CohesionByYear) -> Context:
    """The chart, and the figures for its tables."""
    return {
        "cohesion": cohesion,
        "fewest_votes": FEWEST_VOTES,
        "figure": charts.build_cohesion_chart(cohesion.groups) if cohesion.years else None,
    }


def build_dissent_view(chosen: ChosenStates, ranking: DissentRanking) -> Context:
    """The chart of the first rows, and all rows in two tables."""
    rows, drawn = ranking.rows, charts.DISSENT_ROWS
    return {
        "first_rows": rows[:drawn],
        "more_rows": rows[drawn:],
        "drawn": drawn,
        "figure": charts.build_dissent_chart(rows[:drawn], chosen.table.names)
        if has_figure(ranking)
        else None,
        "dissent_limit": DISSENT_LIMIT,
        "fewest_for_dissent": find_fewest_for_dissent(),
    }


def has_figure(ranking: DissentRanking) -> bool:
    """Whether at least one State has a figure; those without one come last."""
    return bool(ranking.rows) and ranking.rows[0].rate.share is not None
