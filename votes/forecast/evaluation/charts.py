"""The figure of an evaluation: how often the chances came true."""

from collections.abc import Sequence

from votes.core.choices import Position
from votes.web.charts import COLOURS, INK, Figure, build_axis, build_layout, build_title

# (mean chance given, share that came true, number of chances), shares from 0 to 1.
Point = tuple[float, float, int]


def build_calibration_chart(points: Sequence[Point], given: str, came: str) -> Figure:
    """The share that came true against the chance that was given, in percent, beside the line of a perfect forecast.

    A point is as large as the number of chances behind it; `given` and `came` name the axes.
    """
    most = max((n for _given, _came, n in points), default=1)
    percent = {"range": [0, 100], "dtick": 20, "ticksuffix": " %"}
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": [round(100 * mean, 1) for mean, _share, _n in points],
                "y": [round(100 * share, 1) for _mean, share, _n in points],
                "text": [f"n = {n}" for _mean, _share, n in points],
                "hovertemplate": "%{x} % → %{y} %, %{text}<extra></extra>",
                "marker": {
                    "color": COLOURS[Position.IN_FAVOUR],
                    "size": [round(8 + 16 * (n / most) ** 0.5, 1) for _mean, _share, n in points],
                    "line": {"color": INK, "width": 1},
                },
                "line": {"color": COLOURS[Position.IN_FAVOUR], "width": 2},
                "showlegend": False,
            },
        ],
        "layout": build_layout(
            380,
            xaxis=build_axis(title=build_title(given), **percent),
            yaxis=build_axis(title=build_title(came), **percent),
            shapes=[
                {
                    "type": "line",
                    "layer": "below",
                    "x0": 0,
                    "y0": 0,
                    "x1": 100,
                    "y1": 100,
                    "line": {"color": INK, "width": 1, "dash": "dash"},
                }
            ],
        ),
    }
