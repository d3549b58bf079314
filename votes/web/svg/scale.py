"""Axes: where a value lies in the plot, and which ticks it has."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Axis = Mapping[str, Any]

# The most ticks along the horizontal axis of a narrow and of a wide drawing, and the pixels that one takes upwards.
MOST_NARROW, MOST_WIDE, TICK_HEIGHT = 6, 12, 40
STEPS = (1, 2, 5, 10)


@dataclass(frozen=True)
class Scale:
    """From values to per cent of the plot: `low` lies at `start`, `high` at `end`; categories count from 0."""

    low: float
    high: float
    start: float
    end: float
    categories: tuple[str, ...] = ()

    def place(self, value: Any) -> float:
        """Where a number or a category lies, in per cent."""
        number = self.categories.index(value) if value in self.categories else float(value)
        share = (number - self.low) / (self.high - self.low)
        return self.place_share(share)

    def place_share(self, share: float) -> float:
        """Where a share of the axis lies, in per cent."""
        return round(self.start + share * (self.end - self.start), 2)


@dataclass(frozen=True)
class Tick:
    """A labelled place; `is_wide`: only a wide drawing has room for the label."""

    value: float | str
    label: str
    is_wide: bool = False


def build_scale(axis: Axis, values: Sequence[Any], *, is_vertical: bool, pad: float) -> Scale:
    """The scale of `axis` for the `values` on it.

    An axis without a range of its own has that of its values, widened by `pad`, a share of it, at each end.
    """
    low_share, high_share = axis.get("domain", (0, 1))
    start, end = (100 * (1 - low_share), 100 * (1 - high_share)) if is_vertical else (0, 100)
    if axis.get("type") == "category" or any(isinstance(value, str) for value in values):
        categories = tuple(axis.get("categoryarray") or dict.fromkeys(values))
        low, high = -0.5, len(categories) - 0.5
    else:
        categories = ()
        low, high = axis.get("range") or find_range(values, pad, to_zero=axis.get("rangemode") == "tozero")
    if axis.get("autorange") == "reversed":
        low, high = high, low
    return Scale(low, high, start, end, categories)


def find_range(values: Sequence[Any], pad: float, *, to_zero: bool) -> tuple[float, float]:
    """From the least to the largest number, widened; (0, 1) where there is none."""
    numbers = [value for value in values if value is not None]
    if not numbers:
        return 0, 1
    low, high = min(numbers), max(numbers)
    room = pad * (high - low) or 1
    if to_zero:
        return (0 if low >= 0 else low - room), high + room
    return low - room, high + room


def pick_step(span: float, most: int) -> float:
    """The least of 1, 2, 5, 10, 20 ... (or 0.1, 0.2, 0.5 ...) that leaves at most `most` steps in `span`."""
    least = span / most
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in STEPS if step * power >= least * 0.999)


def list_multiples(low: float, high: float, step: float) -> Iterator[float]:
    """The multiples of `step` from `low` to `high`."""
    for number in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1):
        yield round(number * step, 10)


def list_ticks(axis: Axis, scale: Scale, *, pixels: float | None = None) -> list[Tick]:
    """The ticks of an axis that is `pixels` tall, or of one that is as wide as its drawing.

    Of a horizontal axis some labels are only for wide drawings, and those of a narrow one are among all.
    """
    if axis.get("visible") is False:
        return []
    if scale.categories:
        return [Tick(category, category) for category in scale.categories]
    if "tickvals" in axis:
        labels = axis.get("ticktext") or map(format_number, axis["tickvals"])
        return [Tick(value, str(label)) for value, label in zip(axis["tickvals"], labels, strict=True)]
    low, high = sorted((scale.low, scale.high))
    is_whole = axis.get("tickformat") == "d"
    suffix = axis.get("ticksuffix", "")
    if pixels is not None:
        step = axis.get("dtick") or pick_step(high - low, max(1, int(pixels / TICK_HEIGHT)))
        wide = narrow = max(step, 1) if is_whole else step
    else:
        narrow, wide = pick_steps(high - low, is_whole=is_whole, least=axis.get("dtick", 0))
    shown = set(list_multiples(low, high, narrow))
    return [
        Tick(value, format_number(value) + suffix, value not in shown)
        for value in list_multiples(low, high, wide)
    ]


def pick_steps(span: float, *, is_whole: bool, least: float = 0) -> tuple[float, float]:
    """The steps of a narrow and of a wide horizontal axis; the first is a multiple of the second."""
    narrow = max(pick_step(span, MOST_NARROW), least)
    wide = max(pick_step(span, MOST_WIDE), least)
    if is_whole:
        narrow, wide = max(narrow, 1), max(wide, 1)
    times = narrow / wide
    return (narrow, wide) if abs(times - round(times)) < 1e-9 else (narrow, narrow)


def format_number(value: float) -> str:
    """'2018', '0.5', '−1'."""
    return f"{value:g}".replace("-", "\N{MINUS SIGN}")
