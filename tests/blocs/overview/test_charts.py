"""Figures of many States: valid in Plotly's own eyes, with the numbers of the analysis, gaps left as gaps."""

import datetime
import json
from dataclasses import replace
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from tests.web.test_charts import SMALLEST_TEXT, walk
from votes.analysis.agreement import compute_agreement
from votes.analysis.cohesion import compute_cohesion, compute_cohesion_by_part
from votes.analysis.dissent import rank_dissent
from votes.analysis.matrix import POSITION_OF, VoteMatrix, build_matrix
from votes.analysis.partners import build_two_pole_map
from votes.analysis.parts import split_years
from votes.analysis.spatial import build_spatial_map
from votes.blocs.overview.charts import (
    build_cohesion_chart,
    build_dissent_chart,
    build_line_chart,
    build_map_chart,
    build_pole_chart,
)
from votes.blocs.overview.service import ComparedGroup, GroupCohesion, GroupDissent

CODES = [f"Q{letter}A" for letter in "ABCDEFGH"]
NAMES = {code: f"State of {code}" for code in CODES}


def make_up() -> VoteMatrix:
    """Eight States along a line, sixty votes in 2018 and 2020 and none in 2019."""
    rng = np.random.default_rng(3)
    taken = np.outer(np.linspace(-1, 1, 8), rng.normal(size=60)) + rng.normal(scale=0.3, size=(8, 60))
    codes = np.where(taken > 0.2, 1, np.where(taken < -0.2, 2, 3))
    days = [datetime.date(2018 if vote < 30 else 2020, 3, 1 + vote % 30) for vote in range(60)]
    return build_matrix(
        (f"vote {vote:02}", days[vote], code, POSITION_OF[int(codes[row, vote])].value)
        for row, code in enumerate(CODES)
        for vote in range(60)
    )


MATRIX = make_up()
POLES = build_two_pole_map(compute_agreement(MATRIX), "QAA", "QHA")
LINE, PLANE = build_spatial_map(MATRIX, 1), build_spatial_map(MATRIX, 2)
MEMBERS = {"All": np.ones(8, dtype=bool), "Three": np.arange(8) < 3}
GROUPS = {name: ComparedGroup(name, name, name, name, members) for name, members in MEMBERS.items()}
BY_YEAR = compute_cohesion_by_part(MATRIX, MEMBERS, split_years(MATRIX))
COHESION = [
    GroupCohesion(GROUPS[name], compute_cohesion(MATRIX, members), BY_YEAR[name])
    for name, members in MEMBERS.items()
]
DISSENT = [
    GroupDissent(GROUPS[name], rate)
    for name, rates in rank_dissent(MATRIX, MEMBERS, minimum=1).items()
    for rate in rates
]
FIGURES = {
    "poles": build_pole_chart(POLES, NAMES),
    "map": build_map_chart(PLANE, CODES[:5], NAMES),
    "line": build_line_chart(LINE, CODES, NAMES),
    "cohesion": build_cohesion_chart(COHESION),
    "no cohesion": build_cohesion_chart([replace(COHESION[0], years={})]),
    "dissent": build_dissent_chart(DISSENT, NAMES),
    "no dissent": build_dissent_chart([], NAMES),
}


@pytest.mark.parametrize("name", FIGURES)
def test_plotly_accepts_the_figure_and_its_text_is_legible(name: str) -> None:
    figure = FIGURES[name]
    go.Figure(figure)
    assert json.loads(json.dumps(figure, allow_nan=False)) == figure
    sizes = [value for path, value in walk(figure) if path.endswith(("font.size", "textfont.size"))]
    assert min(sizes) >= SMALLEST_TEXT


def test_a_point_lies_at_its_agreement_with_each_pole() -> None:
    (trace,) = FIGURES["poles"]["data"]
    assert trace["text"] == [code for code in CODES if code not in ("QAA", "QHA")]
    agreement = compute_agreement(MATRIX)
    values = 100 * agreement.agreement
    first, last = agreement.states.index("QAA"), agreement.states.index("QHA")
    rows = [agreement.states.index(code) for code in trace["text"]]
    assert trace["x"] == pytest.approx(values[rows, first], abs=1e-4)
    assert trace["y"] == pytest.approx(values[rows, last], abs=1e-4)
    (line,) = FIGURES["poles"]["layout"]["shapes"]
    assert (line["x0"], line["y0"], line["x1"], line["y1"]) == (0, 0, 100, 100)
    assert FIGURES["poles"]["layout"]["yaxis"]["scaleanchor"] == "x"


def test_the_map_names_the_chosen_and_shows_how_sure_they_are() -> None:
    others, chosen = FIGURES["map"]["data"]
    assert chosen["text"] == CODES[:5]
    assert len(others["x"]) == 3
    half = (PLANE.high - PLANE.low)[:5] / 2
    assert chosen["error_x"]["array"] == pytest.approx(half[:, 0], abs=1e-3)
    assert chosen["error_y"]["array"] == pytest.approx(half[:, 1], abs=1e-3)


def test_in_one_dimension_the_states_are_in_order() -> None:
    (trace,) = FIGURES["line"]["data"]
    assert trace["x"] == sorted(trace["x"])
    axis = FIGURES["line"]["layout"]["yaxis"]
    assert sorted(axis["ticktext"]) == CODES
    low = [x - below for x, below in zip(trace["x"], trace["error_x"]["arrayminus"], strict=True)]
    assert sorted(low) == pytest.approx(np.sort(LINE.low[:, 0]), abs=1e-3)


def test_a_year_without_votes_is_a_gap_in_every_panel() -> None:
    traces = FIGURES["cohesion"]["data"]
    assert [trace["yaxis"] for trace in traces] == ["y", "y2"]
    for trace, cells in zip(traces, BY_YEAR.values(), strict=True):
        assert trace["x"] == [2018, 2019, 2020]
        assert trace["y"][1] is None
        assert trace["y"][0] == pytest.approx(cells[2018].mean, abs=1e-4)
        assert not trace.get("connectgaps")
    domains = [FIGURES["cohesion"]["layout"][axis]["domain"] for axis in ("yaxis2", "yaxis")]
    assert 0 <= domains[0][0] < domains[0][1] < domains[1][0] < domains[1][1] <= 1


def test_the_panels_say_mean_and_n() -> None:
    texts = [note["text"] for note in FIGURES["cohesion"]["layout"]["annotations"]]
    assert texts == [
        f"<b>{row.group.name}</b>: {row.overall.mean:.2f}, n = {row.overall.n}" for row in COHESION
    ]


def test_the_first_in_the_ranking_stands_on_top_with_its_interval() -> None:
    (trace,) = FIGURES["dissent"]["data"]
    labels: list[Any] = FIGURES["dissent"]["layout"]["yaxis"]["ticktext"]
    placed = [row.rate for row in DISSENT if row.rate.share is not None]
    assert labels == [rate.state for rate in placed]
    for place, rate in enumerate(placed):
        assert rate.share is not None
        assert rate.interval is not None
        assert trace["x"][place] == pytest.approx(100 * rate.share, abs=1e-4)
        high = trace["x"][place] + trace["error_x"]["array"][place]
        assert high == pytest.approx(100 * rate.interval[1], abs=1e-3)
    bottom, top = FIGURES["dissent"]["layout"]["yaxis"]["range"]
    assert bottom > top
