"""The chart of a roll-call by regional group."""

from collections.abc import Mapping

from votes.analysis.tally import Counts
from votes.core.choices import RegionalGroup
from votes.web.charts import Figure, build_axis, build_layout, build_position_bars


def build_group_chart(groups: Mapping[RegionalGroup, Counts]) -> Figure:
    """Stacked bars, one for each regional group, in the order African ... Western European and other."""
    labels = [group.short_label.replace(" and ", "<br>and ") for group in groups]
    return {
        "data": build_position_bars(labels, list(groups.values())),
        "layout": build_layout(
            16 + 46 * len(labels),
            xaxis=build_axis(visible=False),
            yaxis=build_axis(autorange="reversed", showgrid=False),
        ),
    }
