"""How figures are written."""

import pytest

from votes.web.numbers import describe_interval, format_interval, format_range


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (93, 97, "93–97"),
        (0, 0, "0–0"),
        ("0.70", "0.75", "0.70–0.75"),
        ("-1.72", "-1.54", "−1.72 to −1.54"),
        ("-0.10", "0.20", "−0.10 to 0.20"),
    ],
)
def test_the_ends_of_a_range_are_joined_in_one_way(low: object, high: object, words: str) -> None:
    assert format_range(low, high) == words


def test_an_interval_that_is_not_known_is_a_dash() -> None:
    assert (describe_interval(None), format_interval(None)) == ("–", "–")


def test_an_interval_of_figures_that_are_no_shares_has_two_decimal_places() -> None:
    assert format_interval((0.7, 0.754)) == "0.70–0.75"
