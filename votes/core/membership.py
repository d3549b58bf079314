"""Who sat in the Council on a day, and how much of that is on file: every page asks here or the vote table."""

import datetime

from votes.core.choices import RegionalGroup
from votes.core.models import Membership
from votes.core.terms import MembersOnDay, Term, find_members_on


def read_terms() -> tuple[Term, ...]:
    """All terms on file, by State and then by their first day: one query."""
    columns = ("state__iso3", "start", "end", "regional_group", "suspended_from", "suspended_until")
    rows = Membership.objects.order_by("state__iso3", "start").values_list(*columns)
    return tuple(
        Term(iso3, start, end, RegionalGroup(group), (first, last) if first else None)
        for iso3, start, end, group, first, last in rows
    )


def get_members_on(day: datetime.date | None) -> MembersOnDay:
    """The members on `day`, and how many seats are not known: one query."""
    return find_members_on(read_terms(), day)
