"""Figures: valid in Plotly's own eyes, the numbers they were given, small, and readable."""

import json
from collections.abc import Iterator
from typing import Any

import plotly.graph_objects as go
import pytest

from votes.analysis.tally import Counts
from votes.core.choices import COUNCIL_SEATS, Adoption, Position, RegionalGroup
from votes.forecast.evaluation.charts import build_calibration_chart
from votes.home.charts import ADOPTION_COLOURS, build_decisions_chart
from votes.home.service import YearCount
from votes.resolutions.charts import build_group_chart
from votes.series.charts import SeriesBar, build_series_chart
from votes.states.charts import build_years_chart
from votes.web.charts import COLOURS
from votes.web.share_chart import SharePoint, build_share_chart

SMALLEST_TEXT = 12


def count(in_favour: int = 0, against: int = 0, abstaining: int = 0, not_voting: int = 0) -> Counts:
    return dict(zip(Position, (in_favour, against, abstaining, not_voting), strict=True))


# A/HRC/RES/37/23, 28-1-17 and one not voting.
GROUPS = {
    RegionalGroup.AFRICAN: count(11, 0, 1, 1),
    RegionalGroup.ASIA_PACIFIC: count(10, 0, 3, 0),
    RegionalGroup.EASTERN_EUROPEAN: count(0, 0, 6, 0),
    RegionalGroup.LATIN_AMERICAN_CARIBBEAN: count(7, 0, 1, 0),
    RegionalGroup.WESTERN_EUROPEAN_OTHER: count(0, 1, 6, 0),
}
YEARS = {2018: count(10, 2, 3, 1), 2019: count(4, 0, 0, 0), 2022: count(0, 0, 0, 5)}
DECISIONS = [
    YearCount(2018, "recorded_vote", 20),
    YearCount(2018, "without_vote", 70),
    YearCount(2020, "recorded_vote", 5),
    YearCount(2020, "none", 3),
]
ALL_YEARS = list(range(2018, 2023))
SHARES = [
    SharePoint(2018, 0.95, (0.9, 0.975), "2018: 95 % of 60"),
    SharePoint(2019, None, None, "2019: too few"),
    SharePoint(2020, 0.0, (0.0, 0.1), "2020: 0 % of 40"),
]
FIGURES = {
    "shares": build_share_chart([("", SHARES)]),
    "shares of two": build_share_chart([("China and Cuba", SHARES), ("China and Chile", SHARES)]),
    "groups": build_group_chart(GROUPS),
    "one group": build_group_chart({RegionalGroup.EASTERN_EUROPEAN: count(6)}),
    "no group": build_group_chart({}),
    "years": build_years_chart(ALL_YEARS, YEARS, gaps=[2020, 2021]),
    "one year": build_years_chart([2018], {2018: count(1)}),
    "a year without a vote": build_years_chart([2018], {}),
    "decisions": build_decisions_chart(DECISIONS),
    "one decision": build_decisions_chart(DECISIONS[:1]),
    "no decision": build_decisions_chart([]),
    "calibration": build_calibration_chart(
        [(0.05, 0.04, 900), (0.52, 0.48, 100)], "Chance given", "Came true"
    ),
    "nothing to calibrate": build_calibration_chart([], "Chance given", "Came true"),
    "series": build_series_chart(
        [
            SeriesBar("2018 · 37/23", count(28, 1, 17, 1), ""),
            SeriesBar("2019 · 40/1", None, "Adopted without a vote"),
        ]
    ),
}


@pytest.fixture(params=FIGURES, ids=str)
def figure(request: pytest.FixtureRequest) -> dict[str, Any]:
    return FIGURES[request.param]


def walk(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from walk(value, f"{path}.{key}")
    elif isinstance(node, list):
        for value in node:
            yield from walk(value, path)
    else:
        yield path, node


def test_plotly_accepts_the_figure(figure: dict[str, Any]) -> None:
    accepted = go.Figure(figure)
    assert len(accepted.data) == len(figure["data"])


def test_plotly_would_refuse_a_key_it_does_not_know() -> None:
    """The test above says something only because of this."""
    with pytest.raises(ValueError, match="Invalid property"):
        go.Figure({"data": [{"type": "bar", "colour": "red"}]})


def test_a_figure_travels_as_plain_json(figure: dict[str, Any]) -> None:
    assert json.loads(json.dumps(figure, allow_nan=False)) == figure


def test_a_figure_is_small() -> None:
    """Plotly's own template alone takes 6.5 kB."""
    for name, figure in FIGURES.items():
        assert len(json.dumps(figure)) < 4_000, name
    twenty_years = {year: count(20, 5, 10, 1) for year in range(2006, 2027)}
    assert len(json.dumps(build_years_chart(list(twenty_years), twenty_years))) < 4_000


def test_no_text_is_smaller_than_twelve_pixels(figure: dict[str, Any]) -> None:
    sizes = [value for path, value in walk(figure) if path.endswith(("font.size", "textfont.size"))]
    assert sizes
    assert min(sizes) >= SMALLEST_TEXT


def test_the_figure_brings_no_background_that_hides_the_page(figure: dict[str, Any]) -> None:
    assert figure["layout"]["paper_bgcolor"] == figure["layout"]["plot_bgcolor"] == "rgba(0,0,0,0)"


def get_totals(figure: dict[str, Any], axis: str) -> dict[str, int]:
    return {trace["name"]: sum(trace[axis]) for trace in figure["data"]}


def test_the_bars_of_the_groups_add_up_to_the_vote() -> None:
    figure = build_group_chart(GROUPS)
    assert get_totals(figure, "x") == {"In favour": 28, "Against": 1, "Abstaining": 17, "Not voting": 1}
    for place, (group, counts) in enumerate(GROUPS.items()):
        assert sum(trace["x"][place] for trace in figure["data"]) == sum(counts.values())
        assert sum(counts.values()) == COUNCIL_SEATS[group]


def test_a_bar_is_written_with_its_number_and_nothing_with_a_zero() -> None:
    figure = build_group_chart(GROUPS)
    for trace in figure["data"]:
        assert trace["text"] == [str(n) if n else "" for n in trace["x"]]


def test_groups_stand_from_the_top_in_the_order_of_the_council() -> None:
    figure = build_group_chart(GROUPS)
    labels = figure["data"][0]["y"]
    assert [label.replace("<br>", " ") for label in labels] == [group.short_label for group in RegionalGroup]
    assert figure["layout"]["yaxis"]["autorange"] == "reversed"


def test_positions_stack_in_one_order_everywhere() -> None:
    order = [str(position.label) for position in Position]
    for figure in (build_group_chart(GROUPS), build_years_chart(ALL_YEARS, YEARS)):
        assert [trace["name"] for trace in figure["data"]] == order
        assert figure["layout"]["barmode"] == "stack"


def test_a_position_without_votes_has_no_bar() -> None:
    figure = build_group_chart({RegionalGroup.EASTERN_EUROPEAN: count(0, 0, 6, 0)})
    assert [trace["name"] for trace in figure["data"]] == ["Abstaining"]
    assert FIGURES["no group"]["data"] == []


def test_positions_differ_by_more_than_colour() -> None:
    markers = {trace["name"]: trace["marker"] for trace in build_group_chart(GROUPS)["data"]}
    assert len({marker["color"] for marker in markers.values()}) == 4
    assert markers["In favour"]["color"] == "var(--in-favour)"
    assert markers["Against"]["color"] == "var(--against)"
    assert "line" in markers["Abstaining"]
    assert "pattern" in markers["Not voting"]
    assert "pattern" not in markers["Abstaining"]


def test_every_year_has_its_place_even_without_a_vote() -> None:
    figure = build_years_chart(ALL_YEARS, YEARS, gaps=[2020, 2021])
    for trace in figure["data"]:
        assert trace["x"] == ALL_YEARS
    assert get_totals(figure, "y") == {"In favour": 14, "Against": 2, "Abstaining": 3, "Not voting": 6}
    assert figure["data"][0]["y"] == [10, 4, 0, 0, 0]
    left, right = figure["layout"]["xaxis"]["range"]
    assert left < 2018 < 2022 < right


def test_a_gap_is_shaded_over_exactly_its_year() -> None:
    shapes = build_years_chart(ALL_YEARS, YEARS, gaps=[2020, 2021])["layout"]["shapes"]
    assert [(shape["x0"], shape["x1"]) for shape in shapes] == [(2019.5, 2020.5), (2020.5, 2021.5)]
    assert build_years_chart(ALL_YEARS, YEARS)["layout"]["shapes"] == []


def test_decisions_are_counted_by_year_and_way() -> None:
    figure = build_decisions_chart(DECISIONS)
    assert get_totals(figure, "y") == {"Recorded vote": 25, "Without a vote": 70, "No decision taken": 3}
    by_name = {trace["name"]: dict(zip(trace["x"], trace["y"], strict=True)) for trace in figure["data"]}
    assert by_name["Recorded vote"] == {2018: 20, 2020: 5}
    assert by_name["No decision taken"] == {2018: 0, 2020: 3}


def test_adopted_without_a_vote_never_wears_the_colour_of_a_position() -> None:
    assert set(ADOPTION_COLOURS) == set(Adoption)
    assert not set(ADOPTION_COLOURS.values()) & {COLOURS[Position.IN_FAVOUR], COLOURS[Position.AGAINST]}


def test_a_text_of_a_series_without_a_vote_has_a_sentence_instead_of_a_bar() -> None:
    figure = FIGURES["series"]
    assert get_totals(figure, "x") == {"In favour": 28, "Against": 1, "Abstaining": 17, "Not voting": 1}
    assert [trace["x"][1] for trace in figure["data"]] == [0, 0, 0, 0]
    (words,) = figure["layout"]["annotations"]
    assert (words["y"], words["text"]) == ("2019 · 40/1", "Adopted without a vote")


def test_a_gap_in_the_shares_stays_a_gap() -> None:
    (trace,) = FIGURES["shares"]["data"]
    assert trace["x"] == [2018, 2019, 2020]
    assert trace["y"] == [95, None, 0]
    assert trace["connectgaps"] is False


def test_whiskers_reach_to_the_ends_of_the_interval() -> None:
    (trace,) = FIGURES["shares"]["data"]
    assert trace["error_y"]["array"] == [2.5, None, 10]
    assert trace["error_y"]["arrayminus"] == [5, None, 0]


def test_each_panel_has_its_own_place_and_label() -> None:
    figure = FIGURES["shares of two"]
    upper, lower = figure["layout"]["yaxis"]["domain"], figure["layout"]["yaxis2"]["domain"]
    assert 0 <= lower[0] < lower[1] < upper[0] < upper[1] == 1
    assert [note["text"] for note in figure["layout"]["annotations"]] == ["China and Cuba", "China and Chile"]
    assert [trace["yaxis"] for trace in figure["data"]] == ["y", "y2"]


@pytest.mark.parametrize("last", [2018, 2020, 2023])
def test_few_years_have_no_ticks_between_them(last: int) -> None:
    """Plotly would write 2019 at 2018.5 and at 2019."""
    years = list(range(2018, last + 1))
    shares = [SharePoint(year, 0.5, (0.4, 0.6), "") for year in years]
    for figure in (
        build_share_chart([("", shares)]),
        build_years_chart(years, {2018: count(1)}),
        build_decisions_chart([YearCount(year, "none", 1) for year in years]),
    ):
        assert figure["layout"]["xaxis"]["dtick"] == 1


def test_of_many_years_some_have_ticks() -> None:
    assert "dtick" not in build_years_chart(range(2006, 2027), {2018: count(1)})["layout"]["xaxis"]
