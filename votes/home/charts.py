"""The chart of decisions by year."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from votes.core.choices import Adoption
from votes.home.service import YearCount
from votes.web.charts import (
    GREY,
    INK,
    MUTED,
    PAPER,
    RULE,
    Figure,
    build_axis,
    build_layout,
    build_title,
    build_year_axis,
)

# How texts were decided is not a position, so these colours differ from those of the positions.
ADOPTION_COLOURS = {
    Adoption.RECORDED_VOTE: INK,
    Adoption.WITHOUT_VOTE: GREY,
    Adoption.NON_RECORDED_VOTE: RULE,
    Adoption.NONE: PAPER,
}


def build_decisions_chart(rows: Sequence[YearCount]) -> Figure:
    """Texts on file a year by how they were decided, stacked."""
    years = sorted({row.year for row in rows})
    found = {(row.year, row.adoption): row.n for row in rows}
    traces = []
    for adoption in Adoption:
        values = [found.get((year, adoption.value), 0) for year in years]
        if any(values):
            traces.append(
                {
                    "type": "bar",
                    "name": str(adoption.label),
                    "x": years,
                    "y": values,
                    "marker": {"color": ADOPTION_COLOURS[adoption], "line": {"color": MUTED, "width": 1}},
                    "hovertemplate": "%{x}: %{y} %{fullData.name}<extra></extra>",
                }
            )
    return {
        "data": traces,
        "layout": build_layout(
            300,
            xaxis=build_year_axis(years),
            yaxis=build_axis(title=build_title(_("texts on file")), rangemode="tozero"),
        ),
    }
