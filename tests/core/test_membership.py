"""What is on file about the members of a day: all, some or none of the 47."""

import datetime

import pytest

from votes.core.choices import RegionalGroup
from votes.core.membership import get_members_on
from votes.core.terms import Knowledge, MembersOnDay, Term, find_members_on

GROUP = RegionalGroup.AFRICAN
START, END = datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)


def make_terms(n: int) -> list[Term]:
    return [Term(f"{number:03}", START, END, GROUP) for number in range(n)]


@pytest.mark.usefixtures("council_of_47")
@pytest.mark.parametrize(
    ("n", "knowledge", "not_known"),
    [
        (0, Knowledge.UNKNOWN, 47),
        (1, Knowledge.PARTIAL, 46),
        (32, Knowledge.PARTIAL, 15),
        (46, Knowledge.PARTIAL, 1),
        (47, Knowledge.COMPLETE, 0),
        (48, Knowledge.COMPLETE, 0),
    ],
)
def test_the_membership_is_complete_from_47_members(n: int, knowledge: Knowledge, not_known: int) -> None:
    found = find_members_on(make_terms(n), START)
    assert (found.knowledge, found.not_known) == (knowledge, not_known)
    assert found.is_complete == (knowledge is Knowledge.COMPLETE)
    assert found.is_member("XXX") is (False if found.is_complete else None)


def test_a_suspended_member_sits_but_does_not_vote() -> None:
    first, last = datetime.date(2026, 3, 1), datetime.date(2026, 3, 31)
    term = Term("LBY", START, END, GROUP, (first, last))
    one_day = datetime.timedelta(1)
    for day, suspended in ((first - one_day, False), (first, True), (last, True), (last + one_day, False)):
        found = find_members_on([term], day)
        assert ("LBY" in found.suspended) is suspended
        assert ("LBY" in found.voting) is not suspended
        assert found.is_member("LBY")


def test_a_day_of_none_has_no_members() -> None:
    assert find_members_on(make_terms(47), None).knowledge is Knowledge.UNKNOWN


@pytest.mark.django_db
@pytest.mark.usefixtures("starter", "council_of_47")
@pytest.mark.parametrize(
    ("day", "members", "not_known"),
    [
        ("2006-06-18", 0, 47),
        ("2006-06-19", 47, 0),
        ("2018-06-20", 46, 0),  # the United States of America left; its seat was vacant
        ("2022-04-08", 46, 0),  # the Russian Federation left
        ("2026-12-31", 47, 0),
        ("2027-01-01", 32, 15),
        ("2027-12-31", 32, 15),
        ("2028-01-01", 14, 33),
        ("2028-12-31", 14, 33),
        ("2029-01-01", 0, 47),
    ],
)
def test_the_members_on_file_by_day(day: str, members: int, not_known: int) -> None:
    found: MembersOnDay = get_members_on(datetime.date.fromisoformat(day))
    assert (len(found.members), found.not_known) == (members, not_known)
