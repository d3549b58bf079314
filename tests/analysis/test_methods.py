"""What the method page prints is what the code does."""

import pytest

from votes.analysis import cohesion, spatial
from votes.analysis import majority_position as group_line
from votes.analysis.methods import METHODS, build_example
from votes.analysis.scope import MINIMUM_VOTES
from votes.core.choices import Position


def test_thresholds_are_those_of_the_code():
    def get_values(key):
        return [threshold.value for threshold in METHODS[key].thresholds]

    assert get_values("agreement") == [MINIMUM_VOTES, 0.95]
    assert get_values("interval") == [0.95, 1.96]
    assert get_values("cohesion") == [group_line.FEWEST_POSITIONS, cohesion.FEWEST_VOTES]
    assert get_values("dissent") == [group_line.DISSENT_LIMIT, 3, 7, MINIMUM_VOTES]
    assert spatial.BOOTSTRAP_REPLICATES in get_values("spatial_map")


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
