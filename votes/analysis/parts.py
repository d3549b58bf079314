"""Divide the votes of a matrix by year, or by windows of several years.

A part is a mask over the votes. Measures "by part" take any mapping from a name to a mask, so topics, agenda items
and sessions, which are stored in the database only, can be parts as well.
"""

from collections.abc import Mapping
from typing import TypeVar

from votes.analysis.matrix import Mask, VoteMatrix

Name = TypeVar("Name")
Parts = Mapping[Name, Mask]


def list_years(matrix: VoteMatrix) -> range:
    """Every calendar year from the first vote to the last, years without a vote included."""
    years = matrix.years
    return range(int(years[0]), int(years[-1]) + 1) if len(years) else range(0)


def split_years(matrix: VoteMatrix) -> dict[int, Mask]:
    """Year -> its votes. A year without votes has an empty mask, so that a chart shows the gap."""
    return {year: matrix.years == year for year in list_years(matrix)}


def split_rolling(matrix: VoteMatrix, length: int) -> dict[tuple[int, int], Mask]:
    """(first year, last year) -> the votes of `length` consecutive years, one window for each last year.

    Neighbouring windows share votes, so a figure by window changes more smoothly than one by year.
    ValueError for a length under 1; no windows if the votes span fewer years than that.
    """
    if length < 1:
        raise ValueError(f"a window has at least one year, not {length}")
    years = list_years(matrix)
    return {
        (last - length + 1, last): (matrix.years > last - length) & (matrix.years <= last)
        for last in years[length - 1 :]
    }
