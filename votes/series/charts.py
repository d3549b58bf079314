"""Figures of a series: its totals over the years."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from votes.core.choices import Position
from votes.web.charts import FONT, Figure, build_axis, build_layout, build_position_bars


class SeriesBar(NamedTuple):
    """One text; `totals` is None where there are none, and `words` stand in place of the bar."""

    label: str
    totals: Mapping[Position, int | None] | None
    words: str


def build_series_chart(bars: Sequence[SeriesBar]) -> Figure:
    """One stacked bar a text, oldest on top; a text without totals has its words instead, never a bar."""
    labels = [bar.label for bar in bars]
    words = [
        {"x": 0, "y": bar.label, "text": bar.words, "showarrow": False, "xanchor": "left", "font": FONT}
        for bar in bars
        if not bar.totals
    ]
    return {
        "data": build_position_bars(labels, [bar.totals or {} for bar in bars]),
        "layout": build_layout(
            16 + 38 * len(labels),
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
