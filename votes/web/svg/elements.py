"""What a drawing consists of. `x`, `y`, `width` and `height` are in per cent of the plot, all else in pixels."""

from dataclasses import dataclass
from typing import ClassVar

# The usual widths in pixels of a letter and of a capital in the size of chart text, somewhat generous.
LETTER_WIDTH, CAPITAL_WIDTH = 7.8, 10.5
LINE_HEIGHT = 17
# From the middle of a line down to its baseline.
TO_BASELINE = 5
# The stylesheet knows paddings of 1 to 25 steps of so many pixels.
PADDING_STEP, MOST_STEPS = 8, 25


def estimate_width(text: str) -> float:
    """About how many pixels a line of chart text takes."""
    return sum(CAPITAL_WIDTH if letter.isupper() or letter == "%" else LETTER_WIDTH for letter in text)


@dataclass(frozen=True)
class Bar:
    """A rectangle; `is_hatched`: filled with the hatching of the drawing instead of `fill`."""

    kind: ClassVar[str] = "bar"
    x: float
    y: float
    width: float
    height: float
    fill: str
    stroke: str = "none"
    opacity: float = 1
    is_hatched: bool = False


@dataclass(frozen=True)
class Line:
    """A straight line from one place to another; `dash` as SVG writes it, "" for none."""

    kind: ClassVar[str] = "line"
    x: float
    y: float
    x_end: float
    y_end: float
    stroke: str
    thickness: float = 1
    dash: str = ""


@dataclass(frozen=True)
class Dot:
    """A point as a circle."""

    kind: ClassVar[str] = "dot"
    x: float
    y: float
    radius: float
    fill: str
    stroke: str = "none"


@dataclass(frozen=True)
class Text:
    """One line of text at a place, shifted by `right` and `down`; the middle of its height is at the place.

    `anchor` is "start", "middle" or "end". `strong` is printed bold before `text`. `room`: "" for a text that is always
    shown, "wide" or "widest" for one that only a drawing of that width has room for.
    """

    kind: ClassVar[str] = "text"
    x: float
    y: float
    text: str
    right: float = 0
    down: float = 0
    anchor: str = "start"
    fill: str = "var(--ink)"
    strong: str = ""
    room: str = ""

    @property
    def baseline(self) -> float:
        """How far below the place its baseline is."""
        return self.down + TO_BASELINE


Element = Bar | Line | Dot | Text


@dataclass(frozen=True)
class Padding:
    """Pixels around the plot, in whole steps."""

    top: int
    right: int
    bottom: int
    left: int

    @property
    def classes(self) -> str:
        """The classes that give a drawing on a page its padding, "top-1 right-2 bottom-4 left-9" (bars.css)."""
        sides = {"top": self.top, "right": self.right, "bottom": self.bottom, "left": self.left}
        return " ".join(f"{side}-{pixels // PADDING_STEP}" for side, pixels in sides.items())


@dataclass(frozen=True)
class Key:
    """One entry of the legend."""

    label: str
    fill: str
    stroke: str = "none"
    is_hatched: bool = False


@dataclass(frozen=True)
class Hatching:
    """The colours of a hatched fill."""

    ground: str
    line: str


@dataclass(frozen=True)
class Drawing:
    """A figure, drawn. `height` is that of the whole in pixels; a square drawing is as tall as it is wide."""

    height: float
    padding: Padding
    elements: list[Element]
    keys: list[Key]
    hatching: Hatching | None = None
    is_square: bool = False
