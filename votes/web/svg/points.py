"""Points with their lines, intervals and labels."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from votes.web.svg.elements import LINE_HEIGHT, Dot, Element, Line, Text, estimate_width
from votes.web.svg.scale import Scale

Trace = Mapping[str, Any]
Box = tuple[float, float, float, float]  # left, top, right, bottom in pixels

# The width of the plot in pixels for which labels are placed: on a phone, and where the drawing is wide.
NARROW_PLOT, WIDE_PLOT = 290, 520
LABEL_DISTANCE = 12


def list_points(trace: Trace, across: Scale, up: Scale) -> list[tuple[float, float] | None]:
    """The places of the points, None for a gap."""
    return [
        None if x is None or y is None else (across.place(x), up.place(y))
        for x, y in zip(trace["x"], trace["y"], strict=True)
    ]


def list_values(trace: Trace, axis: str) -> list[Any]:
    """The values on an axis, "x" or "y", and the ends of their intervals; None where a value is missing."""
    values = list(trace[axis])
    if error := trace.get(f"error_{axis}"):
        less = error.get("arrayminus") or error["array"]
        ends = zip(values, error["array"], less, strict=True)
        values += [
            end for value, plus, minus in ends if plus is not None for end in (value + plus, value - minus)
        ]
    return values


def draw_points(trace: Trace, across: Scale, up: Scale) -> Iterator[Element]:
    """Intervals, then lines between neighbours, then points, then labels. A gap stays a gap."""
    points = list_points(trace, across, up)
    mode, marker = trace["mode"], trace["marker"]
    yield from draw_intervals(trace, across, up)
    if "lines" in mode:
        line = trace["line"]
        for one, other in pairwise(points):
            if one and other:
                yield Line(*one, *other, stroke=line["color"], thickness=line.get("width", 2))
    sizes = marker["size"] if isinstance(marker["size"], list) else [marker["size"]] * len(points)
    stroke = marker.get("line", {}).get("color", "none")
    for point, size in zip(points, sizes, strict=True):
        if point:
            yield Dot(*point, radius=size / 2, fill=marker["color"], stroke=stroke)
    if "text" in mode:
        yield from draw_labels([point for point in points if point], trace["text"])


def draw_intervals(trace: Trace, across: Scale, up: Scale) -> Iterator[Line]:
    """The whiskers of `error_x` and `error_y`."""
    for name, is_upright in (("error_x", False), ("error_y", True)):
        error = trace.get(name)
        if not error:
            continue
        less = error.get("arrayminus") or error["array"]
        for x, y, plus, minus in zip(trace["x"], trace["y"], error["array"], less, strict=True):
            if x is None or y is None or plus is None or minus is None:
                continue
            ends = (x, y - minus, x, y + plus) if is_upright else (x - minus, y, x + plus, y)
            places = (across.place(ends[0]), up.place(ends[1]), across.place(ends[2]), up.place(ends[3]))
            yield Line(*places, stroke=error["color"], thickness=error.get("thickness", 1))


def draw_labels(points: list[tuple[float, float]], labels: list[str]) -> Iterator[Text]:
    """A label above its point, else below or beside it, clear of points and other labels; else none.

    Labels that have room in a narrow drawing are placed first, then those for which only a wide one has room.
    """
    placed: dict[int, tuple[float, float]] = {}
    narrow = 0
    for plot in (NARROW_PLOT, WIDE_PLOT):
        centres = [(x * plot / 100, y * plot / 100) for x, y in points]
        taken = [(x - 5, y - 5, x + 5, y + 5) for x, y in centres]
        taken += [get_box(centres[row], labels[row], shift) for row, shift in placed.items()]
        for row, (centre, label) in enumerate(zip(centres, labels, strict=True)):
            shift = find_shift(centre, label, taken, plot) if label and row not in placed else None
            if shift:
                placed[row] = shift
                taken.append(get_box(centre, label, shift))
        narrow = narrow or len(placed)
    for number, (row, (right, down)) in enumerate(placed.items()):
        yield Text(
            *points[row], labels[row], right, down, anchor="middle", room="" if number < narrow else "wide"
        )


def find_shift(
    centre: tuple[float, float], label: str, taken: list[Box], plot: float
) -> tuple[float, float] | None:
    """How far from its point a label has room; None where it has none."""
    side = estimate_width(label) / 2 + 8
    for shift in ((0, -LABEL_DISTANCE), (0, LABEL_DISTANCE), (side, 0), (-side, 0)):
        box = get_box(centre, label, shift)
        if min(box[:2]) >= 0 and max(box[2:]) <= plot and all(is_apart(box, other) for other in taken):
            return shift
    return None


def get_box(centre: tuple[float, float], label: str, shift: tuple[float, float]) -> Box:
    x, y = centre[0] + shift[0], centre[1] + shift[1]
    half, level = estimate_width(label) / 2, LINE_HEIGHT / 2 - 2
    return x - half, y - level, x + half, y + level


def is_apart(one: Box, other: Box) -> bool:
    return one[2] <= other[0] or one[0] >= other[2] or one[3] <= other[1] or one[1] >= other[3]
