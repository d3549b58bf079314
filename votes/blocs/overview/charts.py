"""The figures of /blocs/: between two poles, on the map, cohesion by year, dissent from the group."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from votes.analysis.partners import TwoPoleMap
from votes.analysis.spatial import SpatialMap
from votes.blocs.overview.service import GroupCohesion, GroupDissent
from votes.web.charts import (
    FONT,
    GREY,
    INK,
    MUTED,
    RULE,
    Figure,
    build_axis,
    build_layout,
    build_title,
    build_year_axis,
)

# All points have one colour: labels and order tell States and groups apart.
POINT = INK
FAINT = GREY
# Heights in pixels: of a panel, of the space over it, of a row of points, and of the axis under all panels.
PANEL, GAP, ROW, AXIS = 84, 42, 21, 30
# The chart of dissent has so many rows at most; the table has all.
DISSENT_ROWS = 25
LABEL = {**FONT, "size": 13}
# Tells the page's script to draw the figure no taller than it is wide.
SQUARE = {"square": True}


def place_labels(points: Sequence[tuple[float, float]], labels: Sequence[str]) -> dict[str, Any]:
    """A trace of labelled points; the page's script leaves out labels that would overlap."""
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [round(x, 4) for x, _y in points],
        "y": [round(y, 4) for _x, y in points],
        "text": list(labels),
        "textposition": "top center",
        "textfont": LABEL,
        "cliponaxis": False,
        "marker": {"color": POINT, "size": 8},
        "showlegend": False,
    }


def build_pole_chart(poles: TwoPoleMap, names: Mapping[str, str]) -> Figure:
    """Agreement with the first pole (x) against the second (y), in per cent, and the line of equal agreement."""
    pairs = [(point.with_first, point.with_second) for point in poles.points]
    points = [(100 * (x.agreement or 0), 100 * (y.agreement or 0)) for x, y in pairs]
    trace = place_labels(points, [point.state for point in poles.points])
    trace["hovertext"] = [
        f"{names[x.first]}: {poles.first} {across:.0f} % / {x.n}, {poles.second} {up:.0f} % / {y.n}"
        for (x, y), (across, up) in zip(pairs, points, strict=True)
    ]
    trace["hovertemplate"] = "%{hovertext}<extra></extra>"
    across_title, up_title = (
        build_title(_("agreement with %(pole)s") % {"pole": pole}) for pole in (poles.first, poles.second)
    )
    span = {"range": [0, 100], "dtick": 25, "ticksuffix": " %", "constrain": "domain"}
    ends = {"x0": 0, "y0": 0, "x1": 100, "y1": 100}
    line = {"color": MUTED, "width": 1, "dash": "dash"}
    return {
        "data": [trace],
        "layout": build_layout(
            620,
            meta=SQUARE,
            margin={"l": 8, "r": 16, "t": 16, "b": 8},
            xaxis=build_axis(title=across_title, **span),
            yaxis=build_axis(title=up_title, scaleanchor="x", **span),
            shapes=[{"type": "line", **ends, "line": line, "layer": "below"}],
        ),
    }


def build_map_chart(spatial: SpatialMap, shown: Sequence[str], names: Mapping[str, str]) -> Figure:
    """The map in two dimensions: the States in `shown` with labels and intervals, all others as faint points."""
    row_of = {iso3: row for row, iso3 in enumerate(spatial.states)}
    front = [iso3 for iso3 in shown if iso3 in row_of]
    back = [iso3 for iso3 in spatial.states if iso3 not in front]
    rows = [row_of[iso3] for iso3 in front]
    half = (spatial.high - spatial.low) / 2
    others = place_labels([tuple(spatial.points[row_of[iso3]]) for iso3 in back], [""] * len(back))
    others |= {
        "mode": "markers",
        "marker": {"color": FAINT, "size": 6},
        "hovertext": [names[iso3] for iso3 in back],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    trace = place_labels([tuple(spatial.points[row]) for row in rows], front)
    for axis, name in enumerate(("error_x", "error_y")):
        lengths = [round(float(half[row, axis]), 3) for row in rows]
        trace[name] = {"type": "data", "array": lengths, "color": FAINT, "thickness": 1, "width": 0}
    trace |= {
        "hovertext": [f"{names[iso3]}, n = {spatial.n[row_of[iso3]]}" for iso3 in front],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    plain = {"zeroline": False, "dtick": 1, "tickformat": "d"}
    return {
        "data": [others, trace],
        "layout": build_layout(
            640,
            meta=SQUARE,
            margin={"l": 8, "r": 16, "t": 16, "b": 8},
            xaxis=build_axis(**plain, constrain="domain"),
            yaxis=build_axis(**plain, scaleanchor="x", constrain="domain"),
        ),
    }


def build_dots_chart(
    labels: Sequence[str],
    points: Sequence[tuple[float, float, float]],
    hover: Sequence[str],
    **axis: Any,
) -> Figure:
    """One row for each label, the first on top, with a point and its interval from (value, low, high)."""
    rows = list(range(len(labels)))
    trace = {
        "type": "scatter",
        "mode": "markers",
        "x": [round(value, 4) for value, _low, _high in points],
        "y": rows,
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [round(high - value, 4) for value, _low, high in points],
            "arrayminus": [round(value - low, 4) for value, low, _high in points],
            "color": MUTED,
            "thickness": 1.5,
            "width": 0,
        },
        "marker": {"color": POINT, "size": 8},
        "hovertext": list(hover),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "showlegend": False,
    }
    return {
        "data": [trace],
        "layout": build_layout(
            60 + ROW * max(len(labels), 1),
            margin={"l": 8, "r": 16, "t": 34, "b": 8},
            xaxis=build_axis(side="top", **axis),
            yaxis=build_axis(
                range=[len(labels) - 0.5, -0.5],
                tickvals=rows,
                ticktext=list(labels),
                gridcolor=RULE,
            ),
        ),
    }


def build_line_chart(spatial: SpatialMap, shown: Sequence[str], names: Mapping[str, str]) -> Figure:
    """The map in one dimension: the States in `shown` in their order along it, each with its interval."""
    row_of = {iso3: row for row, iso3 in enumerate(spatial.states)}
    rows = sorted((row_of[iso3] for iso3 in shown if iso3 in row_of), key=lambda row: spatial.points[row, 0])
    points = [
        tuple(float(ends[row, 0]) for ends in (spatial.points, spatial.low, spatial.high)) for row in rows
    ]
    hover = [f"{names[spatial.states[row]]}, n = {spatial.n[row]}" for row in rows]
    labels = [spatial.states[row] for row in rows]
    return build_dots_chart(labels, [(p[0], p[1], p[2]) for p in points], hover, dtick=1, tickformat="d")


def build_dissent_chart(rows: Sequence[GroupDissent], names: Mapping[str, str]) -> Figure:
    """How often each State dissented from its group, in per cent, with its interval.

    Rows without a figure are left out.
    """
    labels, points, hover = [], [], []
    for row in rows:
        rate = row.rate
        if rate.share is not None and rate.interval is not None:
            low, high = rate.interval
            labels.append(rate.state)
            points.append((100 * rate.share, 100 * low, 100 * high))
            hover.append(f"{names[rate.state]}, {row.group.name}: {rate.dissents} / {rate.n}")
    return build_dots_chart(labels, points, hover, ticksuffix=" %", rangemode="tozero")


def build_cohesion_chart(groups: Sequence[GroupCohesion]) -> Figure:
    """One panel for each group, one under the other, over the same years: the Agreement Index, 0 to 1.

    A year with too few votes is a gap. The dotted line is the mean over all votes.
    """
    height = len(groups) * (PANEL + GAP) + AXIS
    years = sorted({year for row in groups for year in row.years})
    axes, data, shapes, titles = {}, [], [], []
    for place, row in enumerate(groups):
        number = "" if place == 0 else str(place + 1)
        top = 1 - (place * (PANEL + GAP) + GAP * 0.6) / (height - AXIS)
        axes[f"yaxis{number}"] = build_axis(
            domain=[max(0, top - PANEL / (height - AXIS)), top],
            range=[0, 1.05],
            tickvals=[0, 0.5, 1],
            anchor="x",
        )
        data.append(build_cohesion_trace(row, f"y{number}"))
        titles.append(build_panel_title(row, top))
        if row.overall.mean is not None and years:
            ends = {"x0": years[0], "x1": years[-1], "y0": row.overall.mean, "y1": row.overall.mean}
            line = {"color": MUTED, "width": 1, "dash": "dot"}
            shapes.append({"type": "line", **ends, "yref": f"y{number}", "line": line, "layer": "below"})
    span = {"range": [years[0] - 0.6, years[-1] + 0.6]} if years else {}
    last = "y" if len(groups) < 2 else f"y{len(groups)}"
    return {
        "data": data,
        "layout": build_layout(
            height,
            margin={"l": 8, "r": 16, "t": 4, "b": 26},
            xaxis=build_year_axis(years, anchor=last, **span),
            shapes=shapes,
            annotations=titles,
            **axes,
        ),
    }


def build_cohesion_trace(row: GroupCohesion, axis: str) -> dict[str, Any]:
    """A group's cohesion year by year as a line on the y axis named `axis`."""
    years = row.years
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(years),
        "y": [None if cohesion.mean is None else round(cohesion.mean, 4) for cohesion in years.values()],
        "yaxis": axis,
        "line": {"color": POINT, "width": 2},
        "marker": {"color": POINT, "size": 6},
        "hovertext": [f"{row.group.short_name}, n = {cohesion.n}" for cohesion in years.values()],
        "hovertemplate": "%{x}: %{y:.2f} (%{hovertext})<extra></extra>",
        "showlegend": False,
    }


def build_panel_title(row: GroupCohesion, top: float) -> dict[str, Any]:
    """The name of a panel with the mean and n of its group, over the panel whose upper edge is at `top` (0 to 1)."""
    words = {
        "name": f"<b>{row.group.short_name}</b>",
        "mean": "–" if row.overall.mean is None else f"{row.overall.mean:.2f}",
        "n": row.overall.n,
    }
    return {
        "x": 0,
        "y": top,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "xshift": -28,  # over the numbers of the axis, so that the longest name has room on a phone
        "text": _("%(name)s: %(mean)s, n = %(n)s") % words,
        "showarrow": False,
        "font": {**FONT, "color": INK},
    }
