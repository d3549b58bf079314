"""Who sat in the Council on a day."""

import datetime

from votes.core.choices import RegionalGroup
from votes.core.models import Membership


def get_groups_on(day: datetime.date) -> dict[int, RegionalGroup]:
    """The regional group in whose seat each member sat on `day`, by the State's primary key."""
    terms = Membership.objects.on(day).values_list("state_id", "regional_group")
    return {state_id: RegionalGroup(group) for state_id, group in terms}


def covers(term: Membership, day: datetime.date | None) -> bool:
    return day is not None and term.start <= day and (term.end is None or day <= term.end)


def count_members_on(day: datetime.date) -> int:
    """How many States sat in the Council on `day`."""
    return Membership.objects.on(day).count()
