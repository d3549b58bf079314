"""Agreement: by hand, against the slow twin, and what must always hold."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis import slow
from tests.analysis.strategies import CODES, few_votes, make_matrix, read_letters
from votes.analysis.agreement import Variant, compare_pair, compute_agreement, compute_agreement_by_part
from votes.analysis.interval import compute_wilson_interval
from votes.analysis.matrix import build_matrix
from votes.analysis.parts import split_years
from votes.analysis.scope import MINIMUM_VOTES
from votes.core.choices import POSITIONS_TAKEN, Position

# Shared: YY YY YN AY YA NN YY NY AA YY; not shared: Y- .N
FIRST, SECOND = "YYYAYNYNAYY.", "YYNYANYYAY-N"


def test_a_pair_by_hand():
    pair = compare_pair(read_letters(BRA=FIRST, CHN=SECOND), "BRA", "CHN", minimum=10)
    assert (pair.n, pair.same, pair.half) == (10, 6, 2)
    assert pair.agreement == pytest.approx(0.6)
    assert pair.agreement_half == pytest.approx(0.7)
    # Brazil: 6 in favour, 2 against, 2 abstaining; China: 6, 2, 2. By chance 0.36 + 0.04 + 0.04 agree.
    assert pair.kappa == pytest.approx((0.6 - 0.44) / (1 - 0.44))
    assert pair.interval == pytest.approx((0.3127, 0.8318), abs=5e-5)
    assert pair.interval_kappa == pytest.approx(((0.3127 - 0.44) / 0.56, (0.8318 - 0.44) / 0.56), abs=1e-4)
    assert pair.interval_half == pytest.approx(compute_wilson_interval(7, 10))
    assert (pair.first, pair.second, pair.minimum) == ("BRA", "CHN", 10)


def test_under_the_minimum_there_are_counts_but_no_figures():
    pair = compare_pair(read_letters(BRA=FIRST, CHN=SECOND), "BRA", "CHN", minimum=11)
    assert (pair.n, pair.same, pair.half) == (10, 6, 2)
    assert pair.agreement is pair.agreement_half is pair.kappa is None
    assert (pair.interval, pair.interval_half, pair.interval_kappa) == (None, None, None)
    assert MINIMUM_VOTES == 20


def test_two_absences_are_no_agreement():
    pair = compare_pair(read_letters(BRA="--Y", CHN="--Y"), "BRA", "CHN", minimum=1)
    assert (pair.n, pair.agreement) == (1, 1)


def test_a_pair_that_shares_nothing_has_no_figure_even_at_a_minimum_of_0():
    pair = compare_pair(read_letters(BRA="Y.", CHN=".Y"), "BRA", "CHN", minimum=0)
    assert (pair.n, pair.agreement, pair.kappa, pair.interval) == (0, None, None, None)


def test_kappa_is_not_defined_where_chance_explains_all():
    pair = compare_pair(read_letters(BRA="YYY", CHN="YYY"), "BRA", "CHN", minimum=1)
    assert pair.agreement == 1
    assert (pair.kappa, pair.interval_kappa) == (None, None)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [("BRA", "BRA", "BRA cannot be compared with itself"), ("BRA", "FRA", "FRA is in no roll-call")],
)
def test_a_pair_that_cannot_be_compared_is_refused(first, second, said):
    matrix = read_letters(BRA="YY", CHN="YN")
    with pytest.raises(ValueError, match=said):
        compute_agreement(matrix).get_pair(first, second)
    with pytest.raises(ValueError, match=said):
        compare_pair(matrix, first, second)


def test_who_shares_enough_with_nobody_is_named():
    agreement = compute_agreement(read_letters(BRA="YYY", CHN="YNY", USA="Y.."), minimum=2)
    assert agreement.left_out == ("USA",)


def test_agreement_by_year_has_the_years_without_votes_too():
    matrix = read_letters(BRA="Y" * 36, CHN="Y" * 12 + "." * 12 + "N" * 12)
    by_year = compute_agreement_by_part(matrix, split_years(matrix), minimum=10)
    pairs = {year: agreement.get_pair("BRA", "CHN") for year, agreement in by_year.items()}
    assert {year: (pair.n, pair.agreement) for year, pair in pairs.items()} == {
        2010: (12, 1),
        2011: (0, None),
        2012: (12, 0),
    }


def test_an_empty_matrix_has_an_empty_table():
    assert compute_agreement(build_matrix([])).agreement.shape == (0, 0)


@given(few_votes, st.integers(1, 4))
def test_the_table_agrees_with_the_slow_twin_pair_by_pair(roll_calls, minimum):
    matrix = make_matrix(roll_calls)
    agreement = compute_agreement(matrix, minimum)
    for first in matrix.states:
        for second in matrix.states:
            if first == second:
                continue
            exact = slow.compare_pair(roll_calls, first, second)
            pair = agreement.get_pair(first, second)
            assert (pair.n, pair.same) == (exact["n"], exact["same"])
            for name in ("agreement", "agreement_half", "kappa"):
                wanted = exact[name] if exact["n"] >= minimum else None
                found = getattr(pair, name)
                assert (found is None) == (wanted is None)
                assert wanted is None or found == pytest.approx(float(wanted), abs=1e-12)
            assert pair == agreement.get_pair(first, second)
            assert compare_pair(matrix, first, second, minimum) == pair


@given(few_votes)
def test_tables_are_symmetric_and_within_bounds(roll_calls):
    agreement = compute_agreement(make_matrix(roll_calls), minimum=1)
    for variant in Variant:
        values, (low, high) = agreement.get_values(variant), agreement.get_interval(variant)
        assert np.array_equal(values, values.T, equal_nan=True)
        known = ~np.isnan(values)
        assert (low[known] <= values[known] + 1e-12).all()
        assert (values[known] <= high[known] + 1e-12).all()
        assert (values[known] <= 1 + 1e-12).all()
        assert (values[known] >= (-1 if variant is Variant.KAPPA else 0)).all()
    assert (agreement.agreement_half >= agreement.agreement)[agreement.enough].all()
    own = agreement.agreement.diagonal()
    assert (own[~np.isnan(own)] == 1).all()


@given(few_votes, st.randoms(use_true_random=False))
def test_the_order_of_votes_makes_no_difference(roll_calls, random):
    before = compute_agreement(make_matrix(roll_calls), minimum=1)
    random.shuffle(roll_calls)
    after = compute_agreement(make_matrix(roll_calls), minimum=1)
    assert np.array_equal(before.agreement, after.agreement, equal_nan=True)
    assert np.array_equal(before.kappa, after.kappa, equal_nan=True)


@given(few_votes)
def test_a_vote_in_which_nobody_voted_changes_nothing(roll_calls):
    idle = dict.fromkeys(CODES[:6], Position.NOT_VOTING)
    before = compute_agreement(make_matrix([*roll_calls, dict.fromkeys(CODES[:6], Position.IN_FAVOUR)]), 1)
    after = compute_agreement(
        make_matrix([*roll_calls, dict.fromkeys(CODES[:6], Position.IN_FAVOUR), idle]), 1
    )
    for variant in Variant:
        assert np.array_equal(before.get_values(variant), after.get_values(variant), equal_nan=True)
    assert np.array_equal(before.n, after.n)


@given(few_votes, st.permutations(POSITIONS_TAKEN))
def test_agreement_and_kappa_favour_no_position(roll_calls, renamed):
    names = dict(zip(POSITIONS_TAKEN, renamed, strict=True)) | {Position.NOT_VOTING: Position.NOT_VOTING}
    swapped = [{iso3: names[p] for iso3, p in roll_call.items()} for roll_call in roll_calls]
    before, after = (compute_agreement(make_matrix(votes), 1) for votes in (roll_calls, swapped))
    assert np.array_equal(before.agreement, after.agreement, equal_nan=True)
    assert np.allclose(before.kappa, after.kappa, equal_nan=True)


def test_large_tables_are_counted_exactly():
    """More votes than the Assembly ever took: 32-bit floats still count them all."""
    rng = np.random.default_rng(1)
    letters = ["".join(rng.choice(list("YNA-"), 20_000)) for _ in range(2)]
    pair = compare_pair(read_letters(AAA=letters[0], BBB=letters[1]), "AAA", "BBB")
    shared = [(a, b) for a, b in zip(*letters, strict=True) if "-" not in (a, b)]
    same = sum(a == b for a, b in shared)
    assert (pair.n, pair.same) == (len(shared), same)
    assert pair.agreement == float(Fraction(same, len(shared)))
