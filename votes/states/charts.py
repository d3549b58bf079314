"""The chart of a State's votes by year."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from votes.analysis.tally import Counts
from votes.core.choices import Position
from votes.web.charts import (
    RULE,
    Figure,
    build_axis,
    build_layout,
    build_marker,
    build_title,
    build_year_axis,
)


def build_years_chart(years: Sequence[int], counts: Mapping[int, Counts], gaps: Sequence[int] = ()) -> Figure:
    """Positions a year, stacked; `gaps` are the years in which the State was not a member, shaded and labelled."""
    traces = []
    for position in Position:
        values = [counts[year][position] if year in counts else 0 for year in years]
        if any(values):
            traces.append(
                {
                    "type": "bar",
                    "name": str(position.label),
                    "x": list(years),
                    "y": values,
                    "marker": build_marker(position),
                    "hovertemplate": "%{x}: %{y} %{fullData.name}<extra></extra>",
                }
            )
    shapes = [
        {
            "type": "rect",
            "xref": "x",
            "yref": "paper",
            "x0": year - 0.5,
            "x1": year + 0.5,
            "y0": 0,
            "y1": 1,
            "fillcolor": RULE,
            "opacity": 0.55,
            "layer": "below",
            "line": {"width": 0},
        }
        for year in gaps
    ]
    return {
        "data": traces,
        "layout": build_layout(
            320,
            xaxis=build_year_axis(years, range=[min(years) - 0.6, max(years) + 0.6]),
            yaxis=build_axis(title=build_title(_("recorded votes")), rangemode="tozero"),
            shapes=shapes,
        ),
    }
