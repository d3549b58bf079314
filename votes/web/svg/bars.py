"""Stacked bars, horizontal and vertical, with their numbers where these fit."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from votes.web.svg.elements import Bar, Element, Text, estimate_width
from votes.web.svg.scale import Scale

Trace = Mapping[str, Any]

# The least width in pixels of the plot in a drawing with so much room: a number is printed where it fits at that width.
PLOT_WIDTHS = {"": 200, "wide": 370, "widest": 720}
# Pixels around a number in its bar.
AROUND_NUMBER = 4
PAPER = "var(--paper)"


def is_horizontal(trace: Trace) -> bool:
    return trace.get("orientation") == "h"


def sum_stacks(traces: Sequence[Trace]) -> list[float]:
    """The length of each stack of bars."""
    sums: dict[Any, float] = defaultdict(float)
    for trace in traces:
        along, across = ("x", "y") if is_horizontal(trace) else ("y", "x")
        for category, value in zip(trace[across], trace[along], strict=True):
            sums[category] += value or 0
    return list(sums.values())


def draw_bars(traces: Sequence[Trace], across: Scale, along: Scale, gap: float) -> Iterator[Element]:
    """The bars of all traces, each on top of those before it; `gap` is the share of a place that stays empty.

    `across` is the scale of the places of the bars, `along` that of their lengths.
    """
    unit = abs(across.place(1) - across.place(0)) if not across.categories else 100 / len(across.categories)
    thickness = unit * (1 - gap)
    reached: dict[Any, float] = defaultdict(float)
    for trace in traces:
        horizontal = is_horizontal(trace)
        places, values = (trace["y"], trace["x"]) if horizontal else (trace["x"], trace["y"])
        numbers = trace.get("text") or [""] * len(values)
        for place, value, number in zip(places, values, numbers, strict=True):
            if not value:
                continue
            begin, end = along.place(reached[place]), along.place(reached[place] + value)
            reached[place] += value
            side = across.place(place) - thickness / 2
            yield draw_bar(trace["marker"], min(begin, end), abs(end - begin), side, thickness, horizontal)
            if number and horizontal:
                yield from draw_number(trace, str(number), begin, end, across.place(place))


def draw_bar(
    marker: Mapping[str, Any], begin: float, length: float, side: float, thickness: float, horizontal: bool
) -> Bar:
    begin, length, side, thickness = (round(number, 2) for number in (begin, length, side, thickness))
    x, y, width, height = (begin, side, length, thickness) if horizontal else (side, begin, thickness, length)
    stroke = marker.get("line", {}).get("color", PAPER)
    return Bar(x, y, width, height, marker["color"], stroke, is_hatched="pattern" in marker)


def draw_number(trace: Trace, number: str, begin: float, end: float, y: float) -> Iterator[Text]:
    """The number in the middle of its bar, for drawings with so much room that it fits."""
    needed = 100 * (estimate_width(number) + AROUND_NUMBER)
    middle = round((begin + end) / 2, 2)
    for room, width in PLOT_WIDTHS.items():
        if needed <= (end - begin) * width:
            yield Text(middle, y, number, anchor="middle", fill=trace["textfont"]["color"], room=room)
            return
