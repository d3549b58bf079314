"""What the method page prints is what the code does."""

from typing import Any

import pytest

from votes.analysis import agreement, cohesion, spatial
from votes.analysis import majority_position as group_line
from votes.analysis.agreement import AgreementMatrix, PairAgreement
from votes.analysis.clusters import Clusters
from votes.analysis.cohesion import Cohesion
from votes.analysis.differing import Differing
from votes.analysis.dissent import AgreementWithGroup, DissentRate
from votes.analysis.losing import LosingSide
from votes.analysis.methods import METHODS, build_example
from votes.analysis.partners import Partners, TwoPoleMap
from votes.analysis.spatial import SpatialMap
from votes.core.choices import Position

RESULTS: list[Any] = [
    AgreementMatrix, AgreementWithGroup, Clusters, Cohesion, Differing, LosingSide, PairAgreement, Partners,
    SpatialMap, DissentRate, TwoPoleMap,
]  # fmt: skip


@pytest.mark.parametrize("result", RESULTS)
def test_every_result_names_a_method_that_the_page_explains(result):
    assert METHODS[result.method].formula
    assert "scope" in result.__dataclass_fields__


def test_every_method_belongs_to_a_result():
    # The intervals have no result of their own: they stand in all of them.
    assert {result.method for result in RESULTS} == set(METHODS) - {"interval"}


def test_thresholds_are_those_of_the_code():
    def get_values(key):
        return [threshold.value for threshold in METHODS[key].thresholds]

    assert get_values("agreement") == [agreement.MINIMUM, 0.95]
    assert get_values("interval") == [0.95, 1.96]
    assert get_values("cohesion") == [group_line.FEWEST_POSITIONS, cohesion.FEWEST_VOTES]
    assert get_values("dissent") == [group_line.DISSENT_LIMIT, 3, 7, agreement.MINIMUM]
    assert spatial.REPLICATES in get_values("spatial_map")


def test_the_worked_example_by_hand():
    """Pair A YYNAY, B YNNYY. Last vote: six in favour, one abstaining."""
    example = build_example()
    assert (example.pair.n, example.pair.same, example.pair.half) == (5, 3, 1)
    assert example.pair.agreement == pytest.approx(3 / 5)
    assert example.pair.agreement_half == pytest.approx(3.5 / 5)
    assert example.expected == pytest.approx((3 * 3 + 1 * 2 + 1 * 0) / 25)
    assert example.pair.kappa == pytest.approx((0.6 - 0.44) / 0.56)
    assert list(example.counts.values()) == [6, 0, 1, 0]
    assert example.index == pytest.approx((6 - 1 / 2) / 7)
    assert (example.line.position, example.line.n) == (Position.IN_FAVOUR, 7)
    # A stood on the losing side in the second and third votes of its four in favour or against.
    assert (example.losing.lost, example.losing.n, example.losing.abstained) == (2, 4, 1)
    assert [len(positions) for positions in example.positions.values()] == [5] * 7
