"""The drawing of a figure: every number in its place, nothing for what is not there, and room for all labels."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from django.conf import settings

from tests.web.test_charts import ALL_YEARS, FIGURES, GROUPS, YEARS, count
from votes.blocs.overview.charts import build_dots_chart
from votes.resolutions.charts import build_group_chart
from votes.series.charts import SeriesBar, build_series_chart
from votes.states.charts import build_years_chart
from votes.web.svg.drawing import build_drawing, round_up
from votes.web.svg.elements import Bar, Dot, Drawing, Line, Text
from votes.web.svg.points import draw_labels
from votes.web.svg.scale import Scale, format_number, list_ticks, pick_step, pick_steps


def pick(drawing: Drawing, kind: type[Any]) -> list[Any]:
    return [element for element in drawing.elements if isinstance(element, kind)]


def write(drawing: Drawing) -> list[str]:
    return [text.strong + text.text for text in pick(drawing, Text)]


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_can_be_drawn_within_its_box(name: str) -> None:
    drawing = build_drawing(FIGURES[name])
    assert drawing.height == FIGURES[name]["layout"]["height"]
    assert drawing.padding.top + drawing.padding.bottom <= drawing.height
    for element in drawing.elements:
        assert -1 <= element.x <= 101, element
        assert -1 <= element.y <= 101, element
    for bar in pick(drawing, Bar):
        assert bar.x + bar.width < 101
        assert bar.y + bar.height < 101


def test_horizontal_bars_are_as_long_as_their_numbers_and_end_to_end() -> None:
    first, last, *_ = sorted(
        pick(build_drawing(build_group_chart(GROUPS)), Bar), key=lambda bar: (bar.y, bar.x)
    )
    # African: 11 in favour, 1 abstaining, 1 not voting; 13 is the longest stack.
    assert (first.x, first.width) == (0, 84.62)
    assert (last.x, last.width) == (84.62, 7.69)
    assert first.fill == "var(--in-favour)"


def test_a_bar_of_nothing_is_not_drawn() -> None:
    bars = pick(build_drawing(build_group_chart(GROUPS)), Bar)
    assert len(bars) == sum(1 for counts in GROUPS.values() for n in counts.values() if n)


def test_who_did_not_vote_is_hatched_in_the_bar_and_in_the_legend() -> None:
    drawing = build_drawing(build_group_chart(GROUPS))
    assert [bar.is_hatched for bar in pick(drawing, Bar)].count(True) == 1
    assert [(key.label, key.is_hatched) for key in drawing.keys] == [
        ("In favour", False),
        ("Against", False),
        ("Abstaining", False),
        ("Not voting", True),
    ]
    assert drawing.hatching is not None


def test_upright_bars_stand_on_one_another_and_gaps_are_shaded() -> None:
    drawing = build_drawing(build_years_chart(ALL_YEARS, YEARS, gaps=[2020]))
    shade, *bars = pick(drawing, Bar)
    assert (shade.fill, shade.x, shade.width, shade.height) == ("var(--rule)", 40.38, 19.24, 100)
    in_2018 = sorted((bar for bar in bars if bar.x < 15), key=lambda bar: -bar.y)
    assert len(in_2018) == 4
    for lower, upper in pairwise(in_2018):
        assert upper.y + upper.height == pytest.approx(lower.y, abs=0.02)


def test_a_text_without_totals_has_words_in_its_row() -> None:
    figure = build_series_chart(
        [SeriesBar("a", count(28), ""), SeriesBar("b", None, "Adopted without a vote")]
    )
    drawing = build_drawing(figure)
    (words,) = [text for text in pick(drawing, Text) if text.text == "Adopted without a vote"]
    assert (words.x, words.y) == (0, 75)
    assert len(pick(drawing, Bar)) == 1


def test_a_gap_in_a_line_stays_a_gap() -> None:
    drawing = build_drawing(FIGURES["shares"])
    assert len(pick(drawing, Dot)) == 2
    # Three lines of the grid and two intervals; nothing joins 2018 and 2020.
    assert len(pick(drawing, Line)) == 5


def test_each_panel_has_its_label() -> None:
    drawing = build_drawing(FIGURES["shares of two"])
    assert {"China and Cuba", "China and Chile", "100 %"} <= set(write(drawing))


def test_a_long_name_makes_room_for_itself() -> None:
    short, long = (
        build_drawing(build_dots_chart([name], [(1, 0, 2)], [""])) for name in ("CHN", "Western European")
    )
    assert long.padding.left > short.padding.left + 80


@pytest.mark.limit("elements.MOST_STEPS")
@pytest.mark.parametrize(("pixels", "steps"), [(192.1, 25), (200, 25), (200.1, 25), (8, 1), (8.1, 2)])
def test_the_padding_is_one_that_the_stylesheet_has(pixels: float, steps: int) -> None:
    assert round_up(pixels) == 8 * steps
    sheet = (settings.BASE_DIR / "static/css/bars.css").read_text(encoding="utf-8")
    for figure in FIGURES.values():
        for name in build_drawing(figure).padding.classes.split():
            assert f".{name} {{" in sheet


def test_intervals_are_within_the_plot() -> None:
    drawing = build_drawing(build_dots_chart(["A", "B"], [(1, -4, 9), (2, 1, 3)], ["", ""]))
    (whisker,) = [line for line in pick(drawing, Line) if line.y == line.y_end == 25 and line.x > 0]
    assert 0 < whisker.x < whisker.x_end < 100


@pytest.mark.limit("bars.AROUND_NUMBER")
@pytest.mark.limit("bars.PLOT_WIDTHS")
@pytest.mark.parametrize(("against", "room"), [(23, ""), (3, ""), (2, "wide"), (1, "widest")])
def test_a_number_is_printed_where_the_bar_has_room(against: int, room: str) -> None:
    """Of 48: one digit takes 7.8 pixels and 4 around it, so 11.8 of 200, of 370, of 720."""
    drawing = build_drawing(build_series_chart([SeriesBar("a", count(48 - against, against), "")]))
    (number,) = [
        text for text in pick(drawing, Text) if text.text == str(against) and text.fill != "var(--ink)"
    ]
    assert number.room == room


def test_labels_that_would_overlap_are_left_out_where_there_is_no_room() -> None:
    crowd = [(50 + x / 10, 50.0) for x in range(9)]
    shown = list(draw_labels(crowd, [f"Q{number}A" for number in range(9)]))
    assert 0 < len(shown) < 9
    assert len(list(draw_labels([(20.0, 50.0), (80.0, 50.0)], ["CHN", "CUB"]))) == 2
    assert list(draw_labels([(50.0, 50.0)], [""])) == []


@pytest.mark.limit("scale.MOST_NARROW")
@pytest.mark.limit("scale.MOST_WIDE")
@pytest.mark.parametrize(
    ("span", "steps"),
    [(4, (1, 1)), (6, (1, 1)), (6.1, (2, 1)), (12, (2, 1)), (12.1, (5, 5)), (20, (5, 5)), (60, (10, 5))],
)
def test_a_year_axis_has_as_many_labels_as_have_room(span: float, steps: tuple[float, float]) -> None:
    assert pick_steps(span, is_whole=True) == steps


@pytest.mark.limit("scale.STEPS")
def test_steps_are_round_numbers() -> None:
    assert [pick_step(span, 1) for span in (0.9, 1, 1.1, 2, 2.1, 5, 5.1, 10)] == [1, 1, 2, 2, 5, 5, 10, 10]


@pytest.mark.limit("scale.TICK_HEIGHT")
def test_a_low_axis_has_few_labels() -> None:
    scale = Scale(0, 100, 100, 0)
    counts = [len(list_ticks({}, scale, pixels=pixels)) for pixels in (79, 80, 199, 200)]
    assert counts == [2, 3, 3, 6]


def test_a_reversed_axis_begins_at_the_top() -> None:
    scale = Scale(0, 10, 100, 0)
    assert (scale.place(0), scale.place(10)) == (100, 0)
    upside_down = replace(scale, low=10, high=0)
    assert (upside_down.place(0), upside_down.place(10)) == (0, 100)


def test_numbers_are_written_as_on_the_pages() -> None:
    assert [format_number(value) for value in (2018, 0.5, -1)] == ["2018", "0.5", "−1"]
