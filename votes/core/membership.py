"""Who sat in the Council on a day, from the terms on file."""

import datetime

from votes.core.choices import RegionalGroup
from votes.core.models import Membership
from votes.core.terms import Term, find_members


def read_terms() -> tuple[Term, ...]:
    """All terms on file, by State and then by their first day: one query."""
    columns = ("state__iso3", "start", "end", "regional_group")
    rows = Membership.objects.order_by("state__iso3", "start").values_list(*columns)
    return tuple(Term(iso3, start, end, RegionalGroup(group)) for iso3, start, end, group in rows)


def get_members_on(day: datetime.date | None) -> dict[str, RegionalGroup]:
    """State -> the regional group in whose seat it sat on `day`, by code: one query."""
    return find_members(read_terms(), day)
