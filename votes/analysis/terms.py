"""Terms of membership: which years they touch and where the gaps are."""

import datetime
from collections.abc import Iterable, Sequence

Term = tuple[datetime.date, datetime.date | None]


def find_member_years(terms: Iterable[Term], until: datetime.date) -> set[int]:
    """The calendar years in which at least one day of a term falls; an open term runs to `until`."""
    years: set[int] = set()
    for start, end in terms:
        last = min(end, until) if end else until
        years.update(range(start.year, last.year + 1))
    return years


def is_member(terms: Sequence[Term], day: datetime.date) -> bool:
    """Whether one of `terms` covers `day`; both ends count."""
    return any(start <= day and (end is None or day <= end) for start, end in terms)
