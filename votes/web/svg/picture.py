"""A drawing as a file of its own: with its title above, its legend, its source below, and the values of its colours."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, replace

from votes.web.svg.elements import LETTER_WIDTH, LINE_HEIGHT, Drawing, Element, Hatching, Key, estimate_width

# The width of the file, the margin around everything, and the height of a line of the title, in pixels.
WIDTH, MARGIN, TITLE_LINE = 900, 24, 26
SQUARE = 720
TITLE_LETTER = 12.6
SWATCH = 14
KEY_GAP = 24
# A file is not on our page but on white paper.
PAPERS = {"var(--paper)": "var(--white)"}


@dataclass(frozen=True)
class WrittenLine:
    """A line of text in the file, its baseline at `y`."""

    text: str
    y: float
    kind: str


@dataclass(frozen=True)
class PlacedKey:
    """An entry of the legend, its swatch beginning at (x, y)."""

    key: Key
    x: float
    y: float


@dataclass(frozen=True)
class Picture:
    """The file: `x`, `y`, `plot_width` and `plot_height` are where the plot of the drawing lies in it, in pixels."""

    width: float
    height: float
    x: float
    y: float
    plot_width: float
    plot_height: float
    elements: list[Element]
    lines: list[WrittenLine]
    keys: list[PlacedKey]
    hatching: Hatching | None
    paper: str
    ink: str
    muted: str
    title: str
    about: str


def build_picture(
    drawing: Drawing, palette: Mapping[str, str], title: str, about: str, source: str
) -> Picture:
    """The file of a drawing. `palette` has the values of the colours that the drawing names."""
    y: float = MARGIN
    lines = []
    for text in textwrap.wrap(title, int((WIDTH - 2 * MARGIN) / TITLE_LETTER)):
        y += TITLE_LINE
        lines.append(WrittenLine(text, y - 6, "title"))
    for text in wrap(about):
        y += LINE_HEIGHT + 3
        lines.append(WrittenLine(text, y, "about"))
    y += LINE_HEIGHT
    keys, y = place_keys([paint_key(key, palette) for key in drawing.keys], y)
    width = min(WIDTH, SQUARE) if drawing.is_square else WIDTH
    padding = drawing.padding
    height = SQUARE if drawing.is_square else drawing.height
    bottom = y + height + LINE_HEIGHT
    for text in wrap(source):
        bottom += LINE_HEIGHT
        lines.append(WrittenLine(text, bottom, "source"))
    return Picture(
        width=WIDTH,
        height=bottom + MARGIN,
        x=MARGIN + padding.left,
        y=y + padding.top,
        plot_width=width - 2 * MARGIN - padding.left - padding.right,
        plot_height=height - padding.top - padding.bottom,
        elements=[paint(element, palette) for element in drawing.elements],
        lines=lines,
        keys=keys,
        hatching=paint_hatching(drawing.hatching, palette),
        paper=palette["var(--white)"],
        ink=palette["var(--ink)"],
        muted=palette["var(--muted)"],
        title=title,
        about=about,
    )


def wrap(text: str) -> list[str]:
    return textwrap.wrap(text, int((WIDTH - 2 * MARGIN) / LETTER_WIDTH))


def place_keys(keys: list[Key], y: float) -> tuple[list[PlacedKey], float]:
    """The legend in rows from `y` on, and where it ends."""
    placed = []
    x: float = MARGIN
    for key in keys:
        width = SWATCH + 6 + estimate_width(key.label)
        if x > MARGIN and x + width > WIDTH - MARGIN:
            x, y = MARGIN, y + LINE_HEIGHT + 6
        placed.append(PlacedKey(key, round(x), y))
        x += width + KEY_GAP
    return placed, y + (LINE_HEIGHT + 6 if keys else 0)


def paint(element: Element, palette: Mapping[str, str]) -> Element:
    """The element with the values of its colours."""
    names = [name for name in ("fill", "stroke") if hasattr(element, name)]
    colours = {name: get_colour(getattr(element, name), palette) for name in names}
    return replace(element, **colours)  # type: ignore[arg-type]


def paint_key(key: Key, palette: Mapping[str, str]) -> Key:
    return replace(key, fill=get_colour(key.fill, palette), stroke=get_colour(key.stroke, palette))


def paint_hatching(hatching: Hatching | None, palette: Mapping[str, str]) -> Hatching | None:
    if hatching is None:
        return None
    return Hatching(get_colour(hatching.ground, palette), get_colour(hatching.line, palette))


def get_colour(name: str, palette: Mapping[str, str]) -> str:
    """The value of a named colour; paper is white; what is no name stays."""
    name = PAPERS.get(name, name)
    return palette.get(name, name)
