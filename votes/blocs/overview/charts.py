"""Figures of many States at once: between two poles, on the map, cohesion by year, apart from the group."""

from collections.abc import Mapping, Sequence
from typing import Any

from votes.analysis.cohesion import Cohesion
from votes.analysis.dissent import DissentRate
from votes.analysis.partners import TwoPoleMap
from votes.analysis.spatial import SpatialMap
from votes.web.charts import FONT, INK, RULE, Figure, build_axis, build_layout, build_title

# Points are of one colour: labels and order tell States and groups apart.
POINT = "#3b3833"
FAINT = "#c9c3b7"
MUTED = "#605c55"
PANEL, GAP, ROW = 84, 42, 21
LABEL = {**FONT, "size": 13}
# Says to the page's script that the drawing is no taller than it is wide.
SQUARE = {"square": True}


def place_labels(points: Sequence[tuple[float, float]], labels: Sequence[str]) -> dict[str, Any]:
    """The parts of a trace of labelled points; the page leaves out labels that would lie on one another."""
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


def build_pole_chart(poles: TwoPoleMap, names: Mapping[str, str], x_title: str, y_title: str) -> Figure:
    """Agreement with the first pole (x) against the second (y), in per cent, and the line of equal agreement."""
    pairs = [(point.with_first, point.with_second) for point in poles.points]
    points = [(100 * (x.agreement or 0), 100 * (y.agreement or 0)) for x, y in pairs]
    trace = place_labels(points, [point.state for point in poles.points])
    trace["hovertext"] = [
        f"{names[x.first]}: {poles.first} {across:.0f} % / {x.n}, {poles.second} {up:.0f} % / {y.n}"
        for (x, y), (across, up) in zip(pairs, points, strict=True)
    ]
    trace["hovertemplate"] = "%{hovertext}<extra></extra>"
    span = {"range": [0, 100], "dtick": 25, "ticksuffix": " %", "constrain": "domain"}
    ends = {"x0": 0, "y0": 0, "x1": 100, "y1": 100}
    line = {"color": MUTED, "width": 1, "dash": "dash"}
    return {
        "data": [trace],
        "layout": build_layout(
            620,
            meta=SQUARE,
            margin={"l": 8, "r": 16, "t": 16, "b": 8},
            xaxis=build_axis(title=build_title(x_title), **span),
            yaxis=build_axis(title=build_title(y_title), scaleanchor="x", **span),
            shapes=[{"type": "line", **ends, "line": line, "layer": "below"}],
        ),
    }


def build_map_chart(spatial: SpatialMap, shown: Sequence[str], names: Mapping[str, str]) -> Figure:
    """The map in two dimensions: `shown` States with labels and intervals, all others as faint points."""
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
    """One row a label, the first on top: a point and its interval, from (value, low, high)."""
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
    """The map in one dimension: `shown` States in their order along it, each with its interval."""
    row_of = {iso3: row for row, iso3 in enumerate(spatial.states)}
    rows = sorted((row_of[iso3] for iso3 in shown if iso3 in row_of), key=lambda row: spatial.points[row, 0])
    points = [
        tuple(float(ends[row, 0]) for ends in (spatial.points, spatial.low, spatial.high)) for row in rows
    ]
    hover = [f"{names[spatial.states[row]]}, n = {spatial.n[row]}" for row in rows]
    labels = [spatial.states[row] for row in rows]
    return build_dots_chart(labels, [(p[0], p[1], p[2]) for p in points], hover, dtick=1, tickformat="d")


def build_apart_chart(rows: Sequence[tuple[str, DissentRate]]) -> Figure:
    """How often each State left its group's line, in per cent with its interval; `rows`: label and figures."""
    placed = [(label, times) for label, times in rows if times.share is not None and times.interval]
    points = [
        (100 * times.share, 100 * times.interval[0], 100 * times.interval[1])
        for _label, times in placed
        if times.share is not None and times.interval is not None
    ]
    hover = [f"{label}: {times.dissents} / {times.n}" for label, times in placed]
    return build_dots_chart(
        [times.state for _label, times in placed], points, hover, ticksuffix=" %", rangemode="tozero"
    )


def build_cohesion_chart(
    by_year: Mapping[str, Mapping[int, Cohesion]], overall: Mapping[str, Cohesion], title: str
) -> Figure:
    """One panel a bloc, one under the other, with years in common: the Agreement Index, 0 to 1.

    A year with too few votes is a gap. The dashed line is the mean over all votes; `title` names the panel
    from its name, mean and n.
    """
    height = len(by_year) * (PANEL + GAP) + 30
    data: list[dict[str, Any]] = []
    axes: dict[str, Any] = {}
    shapes, titles = [], []
    years = sorted({year for cells in by_year.values() for year in cells})
    for place, (name, cells) in enumerate(by_year.items()):
        number = "" if place == 0 else str(place + 1)
        top = 1 - (place * (PANEL + GAP) + GAP * 0.6) / (height - 30)
        axes[f"yaxis{number}"] = build_axis(
            domain=[max(0, top - PANEL / (height - 30)), top],
            range=[0, 1.05],
            tickvals=[0, 0.5, 1],
            anchor="x",
        )
        data.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": list(cells),
                "y": [None if cell.mean is None else round(cell.mean, 4) for cell in cells.values()],
                "yaxis": f"y{number}",
                "line": {"color": POINT, "width": 2},
                "marker": {"color": POINT, "size": 6},
                "hovertext": [f"{name}, n = {cell.n}" for cell in cells.values()],
                "hovertemplate": "%{x}: %{y:.2f} (%{hovertext})<extra></extra>",
                "showlegend": False,
            }
        )
        mean = overall[name].mean
        if mean is not None and years:
            ends = {"x0": years[0], "x1": years[-1], "y0": mean, "y1": mean}
            line = {"color": MUTED, "width": 1, "dash": "dot"}
            shapes.append({"type": "line", **ends, "yref": f"y{number}", "line": line, "layer": "below"})
        figure = "–" if mean is None else f"{mean:.2f}"
        text = title % {"name": f"<b>{name}</b>", "mean": figure, "n": overall[name].n}
        corner = {"x": 0, "y": top, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
        corner["xshift"] = -20  # over the numbers of the axis, so that the longest name has room on a phone
        titles.append({**corner, "text": text, "showarrow": False, "font": {**FONT, "color": INK}})
    span = {"range": [years[0] - 0.6, years[-1] + 0.6]} if years else {}
    last = "y" if len(by_year) < 2 else f"y{len(by_year)}"
    return {
        "data": data,
        "layout": build_layout(
            height,
            margin={"l": 8, "r": 16, "t": 4, "b": 26},
            xaxis=build_axis(showgrid=False, tickformat="d", anchor=last, **span),
            shapes=shapes,
            annotations=titles,
            **axes,
        ),
    }
