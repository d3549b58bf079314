"""A chart as a file: whole in itself, in the light scheme on white."""

from pathlib import Path

import pytest

from tests.web.test_charts import FIGURES
from votes.web.svg.drawing import build_drawing
from votes.web.svg.elements import Bar
from votes.web.svg.palette import read_palette
from votes.web.svg.picture import WIDTH, build_picture

TITLE = "A/HRC/RES/37/23: Adopted by 28 to 1, with 17 abstentions"


def test_a_picture_has_title_legend_and_source() -> None:
    picture = build_picture(build_drawing(FIGURES["groups"]), read_palette(), TITLE, "n = 47", "Source: here")
    assert [line.text for line in picture.lines] == [TITLE, "n = 47", "Source: here"]
    heights = [line.y for line in picture.lines]
    assert heights == sorted(heights)
    assert heights[-1] < picture.height
    assert [placed.key.label for placed in picture.keys] == [
        "In favour",
        "Against",
        "Abstaining",
        "Not voting",
    ]
    assert picture.x + picture.plot_width < picture.width == WIDTH


def test_a_long_title_takes_more_lines_and_moves_the_rest_down() -> None:
    drawing, palette = build_drawing(FIGURES["groups"]), read_palette()
    short, long = (build_picture(drawing, palette, title, "", "") for title in (TITLE, f"{TITLE}. " * 4))
    assert len(long.lines) > len(short.lines)
    assert long.y > short.y
    assert long.height > short.height


@pytest.mark.parametrize("name", FIGURES)
def test_a_file_names_no_colour_that_only_the_site_has(name: str) -> None:
    picture = build_picture(build_drawing(FIGURES[name]), read_palette(), TITLE, "", "")
    assert "var(" not in repr(picture)


def test_the_colours_are_those_of_the_light_scheme_on_white() -> None:
    picture = build_picture(build_drawing(FIGURES["groups"]), read_palette(), TITLE, "", "")
    first = next(element for element in picture.elements if isinstance(element, Bar))
    assert (first.fill, first.stroke) == ("#0072b2", "#ffffff")


def test_a_colour_that_is_missing_is_named(tmp_path: Path) -> None:
    sheet = tmp_path / "colours.css"
    sheet.write_text(":root { --ink: var(--black); }", encoding="utf-8")
    with pytest.raises(ValueError, match="--black"):
        read_palette(sheet)
