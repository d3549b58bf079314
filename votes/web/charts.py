"""What all figures share: colours, the layout, axes."""

from collections.abc import Mapping, Sequence
from typing import Any

from votes.core.choices import Position

Figure = dict[str, Any]

# Colours are named as in static/css/colours.css, which has their values; static/js/charts.js puts them in.
INK = "var(--ink)"
MUTED = "var(--muted)"
RULE = "var(--rule)"
PAPER = "var(--paper)"
GREY = "var(--abstaining)"
COLOURS = {
    Position.IN_FAVOUR: "var(--in-favour)",
    Position.AGAINST: "var(--against)",
    Position.ABSTAINING: GREY,
    Position.NOT_VOTING: PAPER,
}
ON_COLOURS = {
    Position.IN_FAVOUR: "var(--on-position)",
    Position.AGAINST: "var(--on-position)",
    Position.ABSTAINING: "var(--on-abstaining)",
    Position.NOT_VOTING: INK,
}
# The most years of which each has a tick of its own; of more, Plotly picks some that have room.
MOST_TICKED_YEARS = 6
FONT = {"family": "system-ui, sans-serif", "size": 14, "color": INK}


def build_layout(height: int, **more: Any) -> dict[str, Any]:
    """The layout all figures share: no background, our font, nothing that zooms; the page has the legend."""
    return {
        "height": height,
        "barmode": "stack",
        "bargap": 0.25,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "font": FONT,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "dragmode": False,
        # A number that does not fit into its bar is left out, not made too small to read.
        "uniformtext": {"minsize": 12, "mode": "hide"},
        **more,
    }


def build_axis(**more: Any) -> dict[str, Any]:
    """An axis that does not zoom, in our colours; `more` adds to it or replaces."""
    return {
        "automargin": True,
        "fixedrange": True,
        "ticklabelstandoff": 6,
        "gridcolor": RULE,
        "zeroline": False,
        "color": INK,
        **more,
    }


def build_year_axis(years: Sequence[int], **more: Any) -> dict[str, Any]:
    """A horizontal axis for `years`, in order, with ticks at whole years alone; `more` as in `build_axis`.

    On an axis of few years Plotly would put ticks at half years too and write the years twice.
    """
    few = bool(years) and years[-1] - years[0] < MOST_TICKED_YEARS
    return build_axis(showgrid=False, tickformat="d", **({"dtick": 1} if few else {}), **more)


def build_title(text: str) -> dict[str, Any]:
    """An axis title in the size of all chart text; Plotly's own is larger."""
    return {"text": text, "font": {"size": FONT["size"]}}


def build_marker(position: Position) -> dict[str, Any]:
    """A fill that can be recognised without colour: abstaining has a border, not voting is hatched."""
    marker: dict[str, Any] = {"color": COLOURS[position]}
    if position == Position.ABSTAINING:
        marker["line"] = {"color": INK, "width": 1}
    if position == Position.NOT_VOTING:
        marker["line"] = {"color": INK, "width": 1}
        marker["pattern"] = {"shape": "/", "fgcolor": MUTED, "size": 6, "solidity": 0.2}
    return marker


def build_position_bars(
    labels: Sequence[str], totals: Sequence[Mapping[Position, int | None]]
) -> list[dict[str, Any]]:
    """The traces of horizontal stacked bars, one bar a label, each part with its number in it.

    A position that no member took has no trace; missing totals count as 0.
    """
    traces = []
    for position in Position:
        values = [counts.get(position) or 0 for counts in totals]
        if any(values):
            traces.append(
                {
                    "type": "bar",
                    "orientation": "h",
                    "name": str(position.label),
                    "y": list(labels),
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
    return traces
