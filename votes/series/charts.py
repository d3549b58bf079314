"""Figures of a series: its totals over the years."""

from collections.abc import Mapping, Sequence

from votes.core.choices import Position
from votes.web.charts import FONT, Figure, build_axis, build_layout, build_position_bars

# (label, totals or None where there were none, words in place of a bar).
Appearance = tuple[str, Mapping[Position, int | None] | None, str]


def build_series_chart(appearances: Sequence[Appearance]) -> Figure:
    """One stacked bar a text, oldest on top; a text without totals has its words instead, never a bar."""
    labels = [label for label, _totals, _words in appearances]
    words = [
        {"x": 0, "y": label, "text": said, "showarrow": False, "xanchor": "left", "font": FONT}
        for label, totals, said in appearances
        if not totals
    ]
    return {
        "data": build_position_bars(labels, [totals or {} for _label, totals, _words in appearances]),
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
