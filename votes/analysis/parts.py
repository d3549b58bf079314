"""A selection cut into parts: by year, or by windows that slide over the years.

A part is a mask over the votes. Measures "by part" take any mapping of a name to a mask, so that topics, items
and sessions, which only the database knows, are parts like the others.
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
    """Year -> its votes; a year without votes is there with an empty mask, so that a gap stays a gap."""
    return {year: matrix.years == year for year in list_years(matrix)}


def split_rolling(matrix: VoteMatrix, length: int) -> dict[tuple[int, int], Mask]:
    """(first year, last year) -> the votes of `length` years in a row, moved on year by year.

    Windows follow one another with shared votes, so they move more smoothly than the record does.
    ValueError for a length under 1; no window where the selection spans fewer years than that.
    """
    if length < 1:
        raise ValueError(f"a window has at least one year, not {length}")
    years = list_years(matrix)
    return {
        (last - length + 1, last): (matrix.years > last - length) & (matrix.years <= last)
        for last in years[length - 1 :]
    }
