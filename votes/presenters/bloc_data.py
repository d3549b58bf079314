"""The views of many States as plain data: for each the rows of its CSV, and what its JSON says besides."""

from collections.abc import Mapping, Sequence
from typing import Any

from votes.analysis.agreement import PairAgreement
from votes.analysis.cohesion import Cohesion
from votes.analysis.dissent import TimesApart
from votes.analysis.interval import Interval
from votes.analysis.partners import TwoPoleMap
from votes.analysis.spatial import SpatialMap
from votes.presenters.bloc_views import CohesionView
from votes.presenters.numbers import round_or_none

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


def list_apart_rows(rows: Sequence[tuple[str, TimesApart]], names: Mapping[str, str]) -> list[Row]:
    """One row a State and group, the most often apart first."""
    return [
        {
            "state": times.state,
            "name": names[times.state],
            "group": group,
            "apart": times.apart,
            "n": times.n,
            "share": round_or_none(times.share),
            **split_interval(times.interval),
        }
        for group, times in rows
    ]
