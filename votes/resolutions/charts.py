"""The chart of a roll-call by regional group."""

from collections.abc import Mapping

from votes.analysis.tally import Counts
from votes.core.choices import Position, RegionalGroup
from votes.web.charts import ON_COLOURS, Figure, build_axis, build_layout, build_marker


def build_group_chart(groups: Mapping[RegionalGroup, Counts]) -> Figure:
    """Stacked bars, one a regional group, in the order African ... Western European and other."""
    labels = [group.short_label.replace(" and ", "<br>and ") for group in groups]
    traces = []
    for position in Position:
        values = [counts[position] for counts in groups.values()]
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
                    "textfont": {"color": ON_COLOURS[position], "size": 14},
                    "marker": build_marker(position),
                    "hovertemplate": "%{y}: %{x} %{fullData.name}<extra></extra>",
                }
            )
    return {
        "data": traces,
        "layout": build_layout(
            70 + 46 * len(labels),
            xaxis=build_axis(visible=False),
            yaxis=build_axis(autorange="reversed", showgrid=False),
        ),
    }
