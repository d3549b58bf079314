"""Figures of the record itself: one vote by group, a State's years, how texts were decided."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from votes.analysis.tally import Counts
from votes.charts.base import ON_COLOURS, RULE, Figure, build_axis, build_layout, build_marker, build_title
from votes.choices import Adoption, Position, RegionalGroup


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


def build_years_chart(years: Sequence[int], counts: Mapping[int, Counts], gaps: Sequence[int] = ()) -> Figure:
    """Positions a year, stacked; `gaps` are the years in which the State was no member, shaded and said so."""
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
            xaxis=build_axis(showgrid=False, tickformat="d", range=[min(years) - 0.6, max(years) + 0.6]),
            yaxis=build_axis(title=build_title(_("recorded votes")), rangemode="tozero"),
            shapes=shapes,
        ),
    }


# How texts were decided is no position, so it does not borrow the colours of positions.
ADOPTION_COLOURS = {
    Adoption.RECORDED_VOTE: "#3b3833",
    Adoption.WITHOUT_VOTE: "#c9c3b7",
    Adoption.NON_RECORDED_VOTE: "#d6d0c4",
    Adoption.NONE: "#fbfaf7",
}


def build_decisions_chart(rows: Sequence[Mapping[str, Any]]) -> Figure:
    """Texts on file a year by how they were decided; `rows`: [{"year", "adoption", "n"}]."""
    years = sorted({row["year"] for row in rows})
    found = {(row["year"], row["adoption"]): row["n"] for row in rows}
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
                    "marker": {"color": ADOPTION_COLOURS[adoption], "line": {"color": "#605c55", "width": 1}},
                    "hovertemplate": "%{x}: %{y} %{fullData.name}<extra></extra>",
                }
            )
    return {
        "data": traces,
        "layout": build_layout(
            300,
            xaxis=build_axis(showgrid=False, tickformat="d"),
            yaxis=build_axis(title=build_title(_("texts on file")), rangemode="tozero"),
        ),
    }
