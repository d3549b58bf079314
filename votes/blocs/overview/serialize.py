"""The views of many States as JSON and CSV."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from votes.analysis.agreement import PairAgreement, Variant
from votes.analysis.cohesion import Cohesion
from votes.analysis.dissent import DissentRate
from votes.analysis.interval import Interval
from votes.analysis.partners import TwoPoleMap
from votes.analysis.spatial import SpatialMap
from votes.blocs.overview.service import Chosen, arrange
from votes.blocs.overview.wording import CohesionView
from votes.web.numbers import DIGITS, round_or_none

Row = dict[str, Any]


def split_interval(interval: Interval | None) -> Row:
    low, high = interval or (None, None)
    return {"interval_low": round_or_none(low), "interval_high": round_or_none(high)}


def list_pole_rows(poles: TwoPoleMap | None, names: Mapping[str, str]) -> list[Row]:
    """One row a State: its agreement with the first pole and with the second."""

    def describe(place: str, pair: PairAgreement) -> Row:
        figures = {
            "n": pair.n,
            "agreement": round_or_none(pair.agreement),
            **split_interval(pair.interval),
        }
        return {f"{place}_{key}": value for key, value in figures.items()}

    return [
        {
            "state": point.state,
            "name": names[point.state],
            "first_pole": point.with_first.second,
            **describe("first", point.with_first),
            "second_pole": point.with_second.second,
            **describe("second", point.with_second),
        }
        for point in (poles.points if poles else ())
    ]


def list_map_rows(spatial: SpatialMap, names: Mapping[str, str]) -> list[Row]:
    """One row a State on the map, chosen or not, with each axis and its interval."""
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


def describe_fit(spatial: SpatialMap) -> Row:
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


def list_cohesion_rows(view: CohesionView) -> list[Row]:
    """One row a group and year, and one without a year for all votes; no figure where the votes are too few."""

    def describe(name: str, year: int | None, figures: Cohesion) -> Row:
        return {
            "group": name,
            "slug": view.groups[name].slug or None,
            "year": year,
            "n": figures.n,
            "cohesion": round_or_none(figures.mean),
            **split_interval(figures.interval),
        }

    rows = []
    for name in view.groups:
        rows.append(describe(name, None, view.overall[name]))
        rows += [describe(name, year, figures) for year, figures in view.by_year[name].items()]
    return rows


def list_apart_rows(rows: Sequence[tuple[str, DissentRate]], names: Mapping[str, str]) -> list[Row]:
    """One row a State and group, the most often apart first."""
    return [
        {
            "state": times.state,
            "name": names[times.state],
            "group": group,
            "apart": times.dissents,
            "n": times.n,
            "share": round_or_none(times.share),
            **split_interval(times.interval),
        }
        for group, times in rows
    ]


PAIR_COLUMNS = ("n", "agreement", "interval_low", "interval_high", "agreement_half", "kappa")


def list_rows(values: NDArray[np.floating]) -> list[list[float | None]]:
    """A table as lists, rounded, None for NaN."""
    return [[None if value != value else value for value in row] for row in values.round(DIGITS).tolist()]


def serialize_matrix(chosen: Chosen, order: Sequence[str]) -> Row:
    """All tables [States x States] in `order`; a State's cell with itself counts its own positions."""
    agreement = chosen.agreement
    ends = np.stack(agreement.get_interval(Variant.AGREEMENT))
    low, high = (list_rows(end) for end in arrange(ends, chosen, order))
    return {
        "states": list(order),
        "names": [chosen.get_name(iso3) for iso3 in order],
        "votes": chosen.n,
        "left_out": chosen.left_out,
        "without_figure": list(agreement.left_out),
        "n": arrange(agreement.n, chosen, order).tolist(),
        **{
            variant.value: list_rows(arrange(agreement.get_values(variant), chosen, order))
            for variant in Variant
        },
        "interval_low": low,
        "interval_high": high,
        "by_likeness": chosen.sort_by_likeness(),
        "camps": [list(cluster) for cluster in chosen.clusters.clusters],
    }


def flatten_matrix(chosen: Chosen, order: Sequence[str]) -> Iterator[Row]:
    """One row a pair, each once, in `order`; empty figures where a pair shares too few votes."""
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
