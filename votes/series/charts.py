"""Figures of a series: its totals over the years."""

from collections.abc import Mapping, Sequence

from votes.core.choices import Position
from votes.web.charts import FONT, ON_COLOURS, Figure, build_axis, build_layout, build_marker

# (label, totals or None where there were none, words in place of a bar).
Appearance = tuple[str, Mapping[Position, int | None] | None, str]


def build_series_chart(appearances: Sequence[Appearance]) -> Figure:
    """One stacked bar a text, oldest on top; a text without totals has its words instead, never a bar."""
    labels = [label for label, _totals, _words in appearances]
    traces = []
    for position in Position:
        values = [(totals or {}).get(position) or 0 for _label, totals, _words in appearances]
        if any(values):
            traces.append(
                {
                    "type": "bar",
                    "orientation": "h",
                    "name": str(position.label),
                    "y": labels,
                    "x": values,
                    "text": [str(value) if value else "" for value in values],
                    "textposition": "inside",
                    "insidetextanchor": "middle",
                    "textangle": 0,
                    "textfont": {"color": ON_COLOURS[position], "size": FONT["size"]},
                    "marker": build_marker(position),
                    "hovertemplate": "%{y}: %{x} %{fullData.name}<extra></extra>",
                }
            )
    words = [
        {"x": 0, "y": label, "text": said, "showarrow": False, "xanchor": "left", "font": FONT}
        for label, totals, said in appearances
        if not totals
    ]
    return {
        "data": traces,
        "layout": build_layout(
            70 + 38 * len(labels),
            xaxis=build_axis(visible=False),
            yaxis=build_axis(
                autorange="reversed",
                showgrid=False,
                type="category",
                categoryorder="array",
                categoryarray=labels,
            ),
            annotations=words,
        ),
    }
