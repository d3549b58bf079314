"""Intervals of shares and means."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.analysis.interval import Z, compute_mean_interval, compute_wilson, compute_wilson_interval


@pytest.mark.limit("interval.CONFIDENCE")
@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [  # Newcombe 1998, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_as_in_newcombes_table(successes, n, low, high):
    assert compute_wilson_interval(successes, n) == pytest.approx((low, high), abs=5e-5)


def test_without_votes_there_is_no_interval():
    assert compute_wilson_interval(0, 0) is None
    assert np.isnan(compute_wilson(0, 0)).all()


@given(st.integers(1, 10**5).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_within_0_and_1_and_is_symmetric(case):
    successes, n = case
    low, high = compute_wilson(successes, n)
    assert 0 <= low <= successes / n + 1e-12
    assert successes / n - 1e-12 <= high <= 1
    assert low < high
    other_low, other_high = compute_wilson(n - successes, n)
    assert (1 - other_high, 1 - other_low) == pytest.approx((float(low), float(high)))


def test_the_interval_of_a_mean_by_hand():
    values = np.array([0.4, 0.5, 0.6])  # s = 0.1
    assert compute_mean_interval(values) == pytest.approx((0.5 - Z * 0.1 / 3**0.5, 0.5 + Z * 0.1 / 3**0.5))
    assert compute_mean_interval(np.array([0.0, 1.0])) == (0, 1)
    assert compute_mean_interval(np.array([0.5])) is None
    assert pytest.approx(1.96, abs=1e-3) == Z
