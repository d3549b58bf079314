"""The views of many States as JSON and CSV."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from votes.analysis.agreement import PairAgreement, Variant
from votes.analysis.cohesion import Cohesion
from votes.analysis.interval import Floats, Interval
from votes.analysis.partners import TwoPoleMap
from votes.analysis.spatial import SpatialMap
from votes.analysis.tally import Counts, count_taken
from votes.blocs.overview.bloc_list import BlocList, BlocSummary
from votes.blocs.overview.chosen_states import ChosenStates
from votes.blocs.overview.positions import PositionsTaken
from votes.blocs.overview.query import BlocQuery
from votes.blocs.overview.service import CohesionByYear, DissentRanking, GroupDissent, Overview, TwoPoles
from votes.blocs.overview.wording import describe_overview
from votes.core.choices import Position
from votes.scope.query import build_scope_parameters
from votes.scope.serialize import serialize_scope
from votes.web.numbers import DIGITS, round_or_none
from votes.web.serialize import serialize_counts, serialize_name

Row = dict[str, Any]
PAIR_COLUMNS = ("n", "agreement", "interval_low", "interval_high", "agreement_half", "kappa")
INTERVAL_COLUMNS = ("interval_low", "interval_high")
COLUMNS_OF_VIEW = {
    "matrix": ("first", "first_name", "second", "second_name", *PAIR_COLUMNS),
    "poles": (
        *("state", "name"),
        *("first_pole", *(f"first_{name}" for name in ("n", "agreement", *INTERVAL_COLUMNS))),
        *("second_pole", *(f"second_{name}" for name in ("n", "agreement", *INTERVAL_COLUMNS))),
    ),
    "blocs": (
        *("slug", "name", "in_council", "n", "united", "mostly", "cohesion"),
        *INTERVAL_COLUMNS,
    ),
    "positions": ("state", "name", *(position.value for position in Position), "n"),
    "cohesion": ("group", "slug", "year", "n", "cohesion", *INTERVAL_COLUMNS),
    "apart": ("state", "name", "group", "apart", "n", "share", *INTERVAL_COLUMNS),
}


def serialize_refusal(overview: Overview) -> Row:
    """Why the query is not answered."""
    return {"error": describe_overview(overview), "notes": list_data_notes(overview.query, with_view=False)}


def serialize_overview(overview: Overview) -> Row:
    """What was asked for, and the figures of the view."""
    query, chosen = overview.query, overview.chosen
    is_matrix = query.view == "matrix"
    payload = {
        "filter": serialize_scope(query.scope),
        "blocs": [terms.slug for terms in query.blocs],
        "name": query.name or None,
        "notes": list_data_notes(query, with_view=not is_matrix),
    }
    if is_matrix:
        return payload | serialize_matrix(chosen, list_in_order(overview))
    fit: Row = {}
    if isinstance(overview.figures, SpatialMap):
        fit = serialize_fit(overview.figures)
    elif isinstance(overview.figures, PositionsTaken):
        fit = serialize_split_votes(overview.figures)
    return {
        **payload,
        "votes": chosen.n,
        "left_out": chosen.population.left_out,
        "view": query.view,
        "finding": describe_overview(overview),
        **fit,
        "rows": list_rows(overview),
    }


def list_data_notes(query: BlocQuery, *, with_view: bool) -> list[str]:
    """The notes on the address; those on the order are there in every view."""
    return [*query.notes, *query.notes_of["order"], *(query.view_notes if with_view else [])]


def list_export_parameters(query: BlocQuery) -> dict[str, str]:
    """The view, the choice and the scope as they stand in the name of a file."""
    values = {
        "view": query.view if query.view != "matrix" else "",
        "bloc": "-".join(terms.slug for terms in query.blocs),
        "states": "-".join(query.states),
    }
    return {name: value for name, value in values.items() if value} | build_scope_parameters(query.scope)


def list_csv_columns(overview: Overview) -> list[str]:
    """The columns of `list_csv_rows`; a map has three for each of its axes."""
    query = overview.query
    if query.view == "map":
        axes = range(1, query.dimensions + 1)
        return [
            "state",
            "name",
            "n",
            *(f"axis_{axis}{end}" for axis in axes for end in ("", "_low", "_high")),
        ]
    return list(COLUMNS_OF_VIEW[query.view])


def list_csv_rows(overview: Overview) -> list[Row]:
    """The rows of the view; of the matrix one row for each pair."""
    if overview.query.view == "matrix":
        return list(flatten_matrix(overview.chosen, list_in_order(overview)))
    return list_rows(overview)


def list_in_order(overview: Overview) -> list[str]:
    """The States in the order asked for, or else as the address names them."""
    order, chosen = overview.query.order, overview.chosen
    return chosen.sort(order) if order else list(chosen.states)


def list_rows(overview: Overview) -> list[Row]:
    """The rows of a view other than the matrix."""
    names = overview.chosen.table.names
    match overview.figures:
        case BlocList(blocs):
            return [serialize_bloc(bloc) for bloc in blocs]
        case PositionsTaken() as taken:
            return [serialize_positions(iso3, names[iso3], counts) for iso3, counts in taken.states.items()]
        case TwoPoles(poles):
            return list_pole_rows(poles, names)
        case SpatialMap() as spatial:
            return list_map_rows(spatial, names)
        case CohesionByYear() as cohesion:
            return list_cohesion_rows(cohesion)
        case DissentRanking(rows):
            return list_dissent_rows(rows, names)
        case _:
            return []


def serialize_bloc(bloc: BlocSummary) -> Row:
    """One bloc: in how many of the `n` votes its members were united, or at least two thirds of them agreed."""
    return {
        "slug": bloc.slug,
        "name": bloc.name,
        "in_council": bloc.in_council,
        "n": bloc.unity.n,
        "united": bloc.unity.united,
        "mostly": bloc.unity.mostly,
        "cohesion": round_or_none(bloc.cohesion.mean),
        **split_interval(bloc.cohesion.interval),
    }


def serialize_positions(iso3: str, name: str, counts: Counts) -> Row:
    """How often a State took each position; `n` without the votes in which it took none."""
    return {"state": iso3, "name": name, **serialize_counts(counts), "n": count_taken(counts)}


def serialize_split_votes(taken: PositionsTaken) -> Row:
    """The counts of all States together, and the votes in which they took different positions."""
    return {
        "total": {**serialize_counts(taken.total), "n": taken.n},
        "votes_with_a_position": taken.votes,
        "united": taken.unity.united,
        "mostly": taken.unity.mostly,
        "n": taken.unity.n,
        "split": [
            {
                "symbol": vote.symbol,
                **serialize_name(vote.name),
                "date": vote.date,
                "positions": {position.value: states for position, states in vote.positions.items()},
                "check": vote.check.value,
            }
            for vote in taken.split
        ],
    }


def split_interval(interval: Interval | None) -> Row:
    """The bounds of an interval as two columns, both None where there is no interval."""
    low, high = interval or (None, None)
    return {"interval_low": round_or_none(low), "interval_high": round_or_none(high)}


def list_pole_rows(poles: TwoPoleMap | None, names: Mapping[str, str]) -> list[Row]:
    """One row for each State: its agreement with the first pole and with the second."""

    def serialize_pair(place: str, pair: PairAgreement) -> Row:
        figures = {"n": pair.n, "agreement": round_or_none(pair.agreement), **split_interval(pair.interval)}
        return {f"{place}_{key}": value for key, value in figures.items()}

    return [
        {
            "state": point.state,
            "name": names[point.state],
            "first_pole": point.with_first.second,
            **serialize_pair("first", point.with_first),
            "second_pole": point.with_second.second,
            **serialize_pair("second", point.with_second),
        }
        for point in (poles.points if poles else ())
    ]


def list_map_rows(spatial: SpatialMap, names: Mapping[str, str]) -> list[Row]:
    """One row for each State on the map, chosen or not, with its place on each axis and the interval."""
    tables = {"": spatial.points, "_low": spatial.low, "_high": spatial.high}
    return [
        {
            "state": iso3,
            "name": names[iso3],
            "n": n,
            **{
                f"axis_{axis + 1}{end}": round_or_none(float(table[row, axis]))
                for axis in range(spatial.points.shape[1])
                for end, table in tables.items()
            },
        }
        for row, (iso3, n) in enumerate(zip(spatial.states, spatial.n, strict=True))
    ]


def serialize_fit(spatial: SpatialMap) -> Row:
    """How the map was made and how well it fits."""
    return {
        "dimensions": spatial.points.shape[1],
        "votes_that_divide": spatial.votes,
        "states_left_out": list(spatial.left_out),
        "positions": spatial.n_classified,
        "classified": spatial.classified,
        "classified_by_mode": spatial.modal,
        "apre": round_or_none(spatial.apre),
        "anchors": [{"low": list(low), "high": list(high)} for low, high in spatial.anchors],
        "draws": spatial.replicates,
    }


def list_cohesion_rows(cohesion: CohesionByYear) -> list[Row]:
    """For each group one row for all votes, whose year is None, and one for each year."""

    def serialize_cohesion(name: str, slug: str, year: int | None, figures: Cohesion) -> Row:
        return {
            "group": name,
            "slug": slug or None,
            "year": year,
            "n": figures.n,
            "cohesion": round_or_none(figures.mean),
            **split_interval(figures.interval),
        }

    return [
        serialize_cohesion(row.group.name, row.group.slug, year, figures)
        for row in cohesion.groups
        for year, figures in [(None, row.overall), *row.years.items()]
    ]


def list_dissent_rows(rows: Iterable[GroupDissent], names: Mapping[str, str]) -> list[Row]:
    """One row for each State and group, the highest share of dissent first."""
    return [
        {
            "state": row.rate.state,
            "name": names[row.rate.state],
            "group": row.group.name,
            "apart": row.rate.dissents,
            "n": row.rate.n,
            "share": round_or_none(row.rate.share),
            **split_interval(row.rate.interval),
        }
        for row in rows
    ]


def round_table(values: Floats) -> list[list[float | None]]:
    """A table as lists, rounded, None for NaN."""
    return [[None if np.isnan(value) else value for value in row] for row in values.round(DIGITS).tolist()]


def serialize_matrix(chosen: ChosenStates, order: Sequence[str]) -> Row:
    """All tables [States x States] in `order`; a State's cell with itself counts its own positions."""
    agreement = chosen.agreement
    ends = np.stack(agreement.get_interval(Variant.AGREEMENT))
    low, high = (round_table(end) for end in chosen.arrange(ends, order))
    return {
        "states": list(order),
        "names": [chosen.get_name(iso3) for iso3 in order],
        "votes": chosen.n,
        "left_out": chosen.population.left_out,
        "without_figure": list(agreement.left_out),
        "n": chosen.arrange(agreement.n, order).tolist(),
        **{
            variant.value: round_table(chosen.arrange(agreement.get_values(variant), order))
            for variant in Variant
        },
        "interval_low": low,
        "interval_high": high,
        "by_likeness": chosen.sort_by_likeness(),
        "camps": [list(cluster) for cluster in chosen.clusters.clusters],
    }


def flatten_matrix(chosen: ChosenStates, order: Sequence[str]) -> Iterator[Row]:
    """One row for each pair, in `order`; empty figures where a pair shares too few votes."""
    data = serialize_matrix(chosen, order)
    for row, first in enumerate(order):
        for column in range(row + 1, len(order)):
            yield {
                "first": first,
                "first_name": data["names"][row],
                "second": order[column],
                "second_name": data["names"][column],
                **{key: data[key][row][column] for key in PAIR_COLUMNS},
            }
