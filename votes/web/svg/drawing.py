"""A whole figure: its axes, shapes, traces and notes as the elements of one drawing."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from votes.web.svg.bars import draw_bars, is_horizontal, sum_stacks
from votes.web.svg.elements import (
    LINE_HEIGHT,
    MOST_STEPS,
    PADDING_STEP,
    Bar,
    Drawing,
    Element,
    Hatching,
    Key,
    Line,
    Padding,
    Text,
    estimate_width,
)
from votes.web.svg.points import draw_points, list_values
from votes.web.svg.scale import Scale, Tick, build_scale, list_ticks

Figure = Mapping[str, Any]

# Pixels from the plot to a label at its side and below it, for a row of labels, and around the plot without labels.
STANDOFF, LABEL_BELOW, LABEL_ROW, EDGE = 8, 16, 24, 8
# The share of its range by which an axis without a range of its own is widened: with points, and with bars.
POINT_PAD, BAR_PAD = 0.06, 0.04
DASHES = {"dash": "6 4", "dot": "2 3"}


def build_drawing(figure: Figure) -> Drawing:
    """The figure as a drawing. It understands what our figures use: stacked bars, points, lines and rectangles."""
    layout, traces = figure["layout"], figure["data"]
    is_square = bool(layout.get("meta", {}).get("square"))
    across, ups = build_scales(figure, is_square=is_square)
    rows = list_ticks(layout["xaxis"], across)
    padding = measure_padding(layout, across, ups, rows)
    plot_height = layout["height"] - padding.top - padding.bottom
    bars = [trace for trace in traces if trace["type"] == "bar"]
    elements: list[Element] = [*draw_horizontal_axis(layout, across, rows, padding)]
    for name, up in ups.items():
        elements += draw_vertical_axis(layout[name], up, plot_height, padding)
    elements += draw_shapes(layout, across, ups)
    if bars:
        up = ups["yaxis"]
        places, lengths = (up, across) if is_horizontal(bars[0]) else (across, up)
        elements += draw_bars(bars, places, lengths, layout["bargap"])
    for trace in traces:
        if trace["type"] == "scatter":
            elements += draw_points(trace, across, ups[name_axis(trace)])
    elements += draw_notes(layout, across, ups)
    return Drawing(layout["height"], padding, elements, list_keys(bars), find_hatching(bars), is_square)


def name_axis(trace: Mapping[str, Any]) -> str:
    """'yaxis2' for a trace on "y2", 'yaxis' for one that names no axis."""
    return "yaxis" + str(trace.get("yaxis", "y")).removeprefix("y")


def build_scales(figure: Figure, *, is_square: bool) -> tuple[Scale, dict[str, Scale]]:
    """The horizontal scale, and the vertical ones by the names of their axes."""
    layout, traces = figure["layout"], figure["data"]
    bars = [trace for trace in traces if trace["type"] == "bar"]
    xs = [x for trace in traces for x in list_values(trace, "x")]
    pad = BAR_PAD if bars else POINT_PAD
    if bars and is_horizontal(bars[0]):
        across = build_scale(
            {"range": (0, max(sum_stacks(bars)))} | layout["xaxis"], xs, is_vertical=False, pad=0
        )
    elif bars and "range" not in layout["xaxis"]:
        across = Scale(min(xs) - 0.5, max(xs) + 0.5, 0, 100)
    else:
        across = build_scale(layout["xaxis"], xs, is_vertical=False, pad=pad)
    ups = {}
    for name in [key for key in layout if key.startswith("yaxis")]:
        ys = [y for trace in traces if name_axis(trace) == name for y in list_values(trace, "y")]
        if bars and not is_horizontal(bars[0]):
            ys = [0, *sum_stacks(bars)]
        ups[name] = build_scale(layout[name], ys, is_vertical=True, pad=pad)
    if is_square:
        return equalise(across, ups)
    return across, ups


def equalise(across: Scale, ups: dict[str, Scale]) -> tuple[Scale, dict[str, Scale]]:
    """Both scales over spans of the same length, so that distances across and upwards can be compared."""
    span = max(abs(scale.high - scale.low) for scale in (across, *ups.values()))

    def widen(scale: Scale) -> Scale:
        room = (span - (scale.high - scale.low)) / 2
        return replace(scale, low=scale.low - room, high=scale.high + room)

    return widen(across), {name: widen(scale) for name, scale in ups.items()}


def split_lines(label: str) -> list[str]:
    return label.split("<br>")


def measure_padding(
    layout: Mapping[str, Any], across: Scale, ups: Mapping[str, Scale], rows: Sequence[Tick]
) -> Padding:
    """The room that labels and titles need around the plot."""
    labels = [
        line
        for name, up in ups.items()
        for tick in list_ticks(layout[name], up, pixels=layout["height"] / len(ups))
        for line in split_lines(tick.label)
    ]
    left = max(map(estimate_width, labels), default=0) + STANDOFF if labels else EDGE
    notes = [note for note in layout.get("annotations", []) if note.get("yanchor") == "bottom"]
    top = bottom = EDGE
    if "title" in layout["yaxis"] or any(note["y"] > 0.99 for note in notes):
        top += LABEL_ROW
    if rows and layout["xaxis"].get("side") == "top":
        top += LABEL_ROW
    elif rows:
        bottom += LABEL_ROW
    if "title" in layout["xaxis"]:
        bottom += LABEL_ROW
    # Half of the last label stands over the edge of the plot.
    right = max([EDGE, *(estimate_width(tick.label) / 2 for tick in rows)])
    return Padding(top, round_up(right), bottom, round_up(left))


def round_up(pixels: float) -> int:
    """The next whole step of padding; no more than there are."""
    return PADDING_STEP * min(MOST_STEPS, math.ceil(pixels / PADDING_STEP))


def draw_horizontal_axis(
    layout: Mapping[str, Any], across: Scale, ticks: Sequence[Tick], padding: Padding
) -> Iterator[Element]:
    axis = layout["xaxis"]
    is_top = axis.get("side") == "top"
    y, down = (0, -LABEL_BELOW) if is_top else (100, LABEL_BELOW)
    for tick in ticks:
        x = across.place(tick.value)
        if axis.get("showgrid", True):
            yield Line(x, 0, x, 100, stroke=axis["gridcolor"])
        yield Text(x, y, tick.label, 0, down, anchor="middle", room="wide" if tick.is_wide else "")
    if "title" in axis:
        yield Text(50, 100, axis["title"]["text"], 0, LABEL_BELOW + LABEL_ROW, anchor="middle")


def draw_vertical_axis(
    axis: Mapping[str, Any], up: Scale, plot_height: float, padding: Padding
) -> Iterator[Element]:
    """The ticks at the left; the title stands over the axis, where it can be read without turning the head."""
    pixels = plot_height * abs(up.end - up.start) / 100
    for tick in list_ticks(axis, up, pixels=pixels):
        y = up.place(tick.value)
        if axis.get("showgrid", True):
            yield Line(0, y, 100, y, stroke=axis["gridcolor"])
        lines = split_lines(tick.label)
        for number, line in enumerate(lines):
            down = LINE_HEIGHT * (number - (len(lines) - 1) / 2)
            yield Text(0, y, line, -STANDOFF, down, anchor="end")
    if "title" in axis:
        yield Text(0, 0, axis["title"]["text"], -padding.left, -LABEL_ROW)


def draw_shapes(layout: Mapping[str, Any], across: Scale, ups: Mapping[str, Scale]) -> Iterator[Element]:
    """Rectangles and lines, in the units of the axes or, with "paper", in shares of the plot."""
    for shape in layout.get("shapes", []):
        up = ups["yaxis" + shape.get("yref", "y").removeprefix("y")] if shape.get("yref") != "paper" else None
        x, x_end = (across.place(shape[key]) for key in ("x0", "x1"))
        y, y_end = (up.place(shape[key]) if up else 100 * (1 - shape[key]) for key in ("y0", "y1"))
        if shape["type"] == "rect":
            sides = (min(x, x_end), min(y, y_end), round(abs(x_end - x), 2), round(abs(y_end - y), 2))
            yield Bar(*sides, fill=shape["fillcolor"], opacity=shape.get("opacity", 1))
        else:
            line = shape["line"]
            dash = DASHES.get(line.get("dash", ""), "")
            yield Line(x, y, x_end, y_end, stroke=line["color"], thickness=line["width"], dash=dash)


def draw_notes(layout: Mapping[str, Any], across: Scale, ups: Mapping[str, Scale]) -> Iterator[Text]:
    """Annotations; what is between <b> and </b> at their beginning is bold."""
    for note in layout.get("annotations", []):
        is_paper = note.get("yref") == "paper"
        x = 100 * note["x"] if note.get("xref") == "paper" else across.place(note["x"])
        y = round(100 * (1 - note["y"]), 2) if is_paper else ups["yaxis"].place(note["y"])
        match = re.fullmatch(r"(?:<b>(.*?)</b>)?(.*)", note["text"], re.DOTALL)
        strong, text = (match[1] or "", match[2]) if match else ("", note["text"])
        # Clear of the highest number of the axis, which it stands over.
        down = -LABEL_ROW * 3 / 4 if note.get("yanchor") == "bottom" else 0
        yield Text(x, y, text, note.get("xshift", 0), down, strong=strong)


def list_keys(bars: Sequence[Mapping[str, Any]]) -> list[Key]:
    """The legend: a key for each trace of bars."""
    return [
        Key(
            trace["name"],
            trace["marker"]["color"],
            trace["marker"].get("line", {}).get("color", "none"),
            "pattern" in trace["marker"],
        )
        for trace in bars
    ]


def find_hatching(bars: Sequence[Mapping[str, Any]]) -> Hatching | None:
    for trace in bars:
        if pattern := trace["marker"].get("pattern"):
            return Hatching(trace["marker"]["color"], pattern["fgcolor"])
    return None
