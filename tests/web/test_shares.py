"""Shares that make 100 per cent together."""

from hypothesis import given
from hypothesis import strategies as st

from votes.web.numbers import format_shares


def read(shares: list[str]) -> list[int]:
    return [int(share.split("\N{NO-BREAK SPACE}")[0]) for share in shares]


def test_the_largest_remainders_are_rounded_up() -> None:
    assert read(format_shares([1, 1, 1])) == [34, 33, 33]
    assert read(format_shares([2, 1, 3])) == [33, 17, 50]
    assert read(format_shares([0, 0, 7])) == [0, 0, 100]
    assert format_shares([0, 0]) == ["–", "–"]


@given(st.lists(st.integers(0, 2000), min_size=1, max_size=5).filter(any))
def test_they_make_100_and_none_is_a_whole_point_off(counts: list[int]) -> None:
    shares = read(format_shares(counts))
    assert sum(shares) == 100
    assert all(abs(share - 100 * n / sum(counts)) < 1 for share, n in zip(shares, counts, strict=True))
