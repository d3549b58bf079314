"""Figures of a share over the years with its interval, one panel under another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from votes.analysis.interval import Interval
from votes.web.charts import FONT, INK, MUTED, Figure, build_axis, build_layout, build_year_axis

PANEL, GAP = 150, 44


@dataclass(frozen=True)
class SharePoint:
    """A share of 0..1 with its interval at one year, both None where there is a gap; `words` say it in full."""

    year: int
    share: float | None
    interval: Interval | None
    words: str


def build_share_chart(panels: Sequence[tuple[str, Sequence[SharePoint]]], *, percent: bool = True) -> Figure:
    """Each (label, points) in a panel of its own, all on the same years; from 0 to 100 per cent, or to 1.

    A line joins neighbouring years only: a gap stays a gap. A whisker is the interval.
    """
    height = len(panels) * (PANEL + GAP)
    years = sorted({point.year for _label, points in panels for point in points})
    whole = 100 if percent else 1
    ticks = {"ticksuffix": " %"} if percent else {}
    axes: dict[str, Any] = {}
    annotations = []
    for number, (label, _points) in enumerate(panels):
        top = 1 - number * (PANEL + GAP) / height
        bottom = top - PANEL / height
        axes[f"yaxis{number + 1 if number else ''}"] = build_axis(
            domain=[max(0, bottom), top], range=[-0.04 * whole, 1.04 * whole], dtick=whole / 2, **ticks
        )
        annotations.append(
            {
                "text": label,
                "x": 0,
                "y": top,
                "xref": "paper",
                "yref": "paper",
                "xanchor": "left",
                "yanchor": "bottom",
                "showarrow": False,
                "font": FONT,
            }
        )
    last = len(panels)
    return {
        "data": [
            build_share_trace(points, number + 1, whole) for number, (_label, points) in enumerate(panels)
        ],
        "layout": build_layout(
            height + 50,
            margin={"l": 8, "r": 8, "t": 32, "b": 8},
            xaxis=build_year_axis(
                years,
                range=[min(years) - 0.6, max(years) + 0.6],
                anchor=f"y{last if last > 1 else ''}",
            ),
            annotations=[note for note in annotations if note["text"]],
            **axes,
        ),
    }


def build_share_trace(points: Sequence[SharePoint], number: int, whole: int) -> dict[str, Any]:
    """The points as a line in panel `number`, counted from 1; a share of 1 is drawn at `whole`."""
    digits = 1 if whole > 1 else 3
    up: list[float | None] = []
    down: list[float | None] = []
    for point in points:
        if point.share is None or point.interval is None:
            up.append(None)
            down.append(None)
        else:
            low, high = point.interval
            up.append(round(whole * (high - point.share), digits))
            down.append(round(whole * (point.share - low), digits))
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [point.year for point in points],
        "y": [None if point.share is None else round(whole * point.share, digits) for point in points],
        "yaxis": f"y{number if number > 1 else ''}",
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": INK, "width": 2},
        "marker": {"color": INK, "size": 7},
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": up,
            "arrayminus": down,
            "color": MUTED,
            "thickness": 1.5,
            "width": 3,
        },
        "hovertext": [point.words for point in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
