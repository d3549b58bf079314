"""The check of a roll-call: every rule by hand, and the result that is stored with the text."""

import datetime
import itertools
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import (
    DAY,
    make_member,
    make_resolution,
    make_roll_call,
    make_session,
    make_state,
    make_term,
    make_vote,
)
from votes.checking.checks import refresh_checks
from votes.checking.findings import Rule, build_error, build_note
from votes.checking.members import MembersByDay
from votes.checking.roll_call import CheckResult, check_roll_call, find_membership_errors
from votes.checking.totals import find_differing_totals
from votes.core.choices import CheckStatus, Position
from votes.ingest.loading.load import load_record
from votes.models import Membership, Resolution, State, Vote

FOR, AGAINST, ABSTAINING, ABSENT = Position


def totals(in_favour, against, abstaining, not_voting=None) -> dict:
    return dict(zip(Position, (in_favour, against, abstaining, not_voting), strict=True))


# Five members, and how they voted: 2 to 1, with 1 abstention; one did not vote.
VOTED = {"BRA": FOR, "CHN": FOR, "USA": AGAINST, "CHE": ABSTAINING, "TUN": ABSENT}
MEMBERS = frozenset(VOTED)


def test_a_roll_call_that_adds_up():
    result = check_roll_call(totals(2, 1, 1, 1), VOTED, MEMBERS)
    assert result.status == CheckStatus.RECONCILED
    assert result.counted == totals(2, 1, 1, 1)
    assert result.findings == []


def test_one_total_differs():
    result = check_roll_call(totals(3, 1, 1, 1), VOTED, MEMBERS)
    assert result.status == CheckStatus.UNRECONCILED
    assert result.findings == [build_error(Rule.TOTALS, position="in_favour", official=3, counted=2)]


def test_every_total_that_differs_is_named():
    findings = find_differing_totals(totals(3, 4, 5, 6), totals(2, 1, 1, 1))
    assert [finding.facts["position"] for finding in findings] == [p.value for p in Position]
    assert {finding.severity for finding in findings} == {"error"}
    assert not any("swapped" in finding.facts for finding in findings)


def test_swapped_totals_against_and_abstaining_are_named():
    """As in most amendments of 2016."""
    findings = find_differing_totals(totals(13, 12, 21), totals(13, 21, 12, 1))
    assert findings == [
        build_error(Rule.TOTALS, position="against", official=12, counted=21, swapped="abstaining"),
        build_error(Rule.TOTALS, position="abstaining", official=21, counted=12, swapped="against"),
    ]


def test_swapped_and_something_else():
    findings = find_differing_totals(totals(14, 12, 21, 0), totals(13, 21, 12, 1))
    assert [(f.facts["position"], f.facts.get("swapped", False)) for f in findings] == [
        ("in_favour", False),
        ("against", "abstaining"),
        ("abstaining", "against"),
        ("not_voting", False),
    ]


def test_equal_numbers_of_no_and_abstain_cannot_be_swapped():
    assert find_differing_totals(totals(13, 12, 12), totals(14, 12, 12, 0)) == [
        build_error(Rule.TOTALS, position="in_favour", official=13, counted=14)
    ]


def test_not_voting_alone_is_a_note():
    result = check_roll_call(totals(2, 1, 1, 3), VOTED, MEMBERS)
    assert result.status == CheckStatus.RECONCILED
    assert result.findings == [build_note(Rule.TOTALS, position="not_voting", official=3, counted=1)]


def test_a_total_that_was_not_announced_is_not_compared():
    assert check_roll_call(totals(2, 1, 1, None), VOTED, MEMBERS).findings == []


def test_a_non_member_with_a_position_is_an_error():
    result = check_roll_call(totals(3, 1, 1, 1), VOTED | {"SWZ": FOR}, MEMBERS)
    assert result.status == CheckStatus.UNRECONCILED
    assert result.findings == [build_error(Rule.NOT_A_MEMBER, states=["SWZ"])]


def test_a_non_member_without_a_position_is_no_error():
    result = check_roll_call(totals(2, 1, 1, 2), VOTED | {"SWZ": ABSENT}, MEMBERS)
    assert result.status == CheckStatus.RECONCILED
    assert result.findings == []


def test_a_member_that_is_not_listed_is_an_error_with_both_numbers():
    listed = {iso3: position for iso3, position in VOTED.items() if iso3 not in ("TUN", "BRA")}
    result = check_roll_call(totals(1, 1, 1), listed, MEMBERS)
    assert result.status == CheckStatus.UNRECONCILED
    assert result.findings == [build_error(Rule.MISSING_MEMBER, states=["BRA", "TUN"], seats=5, listed=3)]


def test_one_state_listed_for_another_gives_both_findings():
    """SWZ for CHE in A/HRC/RES/16/31."""
    listed = {("SWZ" if iso3 == "CHE" else iso3): position for iso3, position in VOTED.items()}
    findings = find_membership_errors(listed, MEMBERS)
    assert [(finding.rule, finding.states) for finding in findings] == [
        ("not_a_member", ["SWZ"]),
        ("missing", ["CHE"]),
    ]


def test_no_roll_call_is_not_checked():
    result = check_roll_call(totals(18, 21, 7, 1), {}, MEMBERS)
    assert (result.status, result.counted, result.findings) == (CheckStatus.NOT_CHECKED, None, [])


def test_where_no_membership_is_on_file_only_the_totals_are_checked():
    assert check_roll_call(totals(2, 1, 1, 1), VOTED, ()).status == CheckStatus.RECONCILED
    assert check_roll_call(totals(2, 2, 1, 1), VOTED, ()).status == CheckStatus.UNRECONCILED


roll_calls = st.dictionaries(st.sampled_from(sorted(MEMBERS)), st.sampled_from([p.value for p in Position]))


@given(roll_calls, st.lists(st.none() | st.integers(0, 5), min_size=4, max_size=4))
def test_the_counted_totals_are_those_of_the_roll_call(positions, announced):
    official = totals(*announced)
    result = check_roll_call(official, positions, MEMBERS)
    if not positions:
        assert result == CheckResult(CheckStatus.NOT_CHECKED, None, [])
        return
    assert result.counted is not None
    assert sum(result.counted.values()) == len(positions)
    named = {f.facts["position"] for f in result.findings if f.rule == Rule.TOTALS}
    assert named == {
        p.value for p in Position if official[p] is not None and official[p] != result.counted[p]
    }
    errors = [finding for finding in result.findings if finding.is_error]
    assert (result.status == CheckStatus.UNRECONCILED) == bool(errors)
    assert bool(errors) == (bool(named - {"not_voting"}) or set(positions) != MEMBERS)


@given(roll_calls.filter(bool))
def test_the_order_of_the_roll_call_does_not_matter(positions):
    turned = dict(reversed(positions.items()))
    assert check_roll_call(totals(2, 1, 1), positions, MEMBERS) == check_roll_call(
        totals(2, 1, 1), turned, MEMBERS
    )


# --- what is stored


@pytest.fixture
def vote(db) -> Resolution:
    """The vote of the five members on `DAY`, not checked yet."""
    for iso3 in VOTED:
        make_member(iso3)
    resolution = make_resolution(totals=(2, 1, 1, 1))
    make_roll_call(resolution, VOTED)
    return resolution


def read_check(resolution: Resolution) -> tuple:
    resolution.refresh_from_db()
    return resolution.check_status, resolution.check_findings


@pytest.mark.django_db
def test_the_result_is_stored_beside_the_text(vote):
    assert read_check(vote) == ("not_checked", [])
    assert refresh_checks() == 1
    assert read_check(vote) == ("reconciled", [])
    assert vote.counted == totals(2, 1, 1, 1)


@pytest.mark.django_db
def test_checking_twice_changes_nothing(vote):
    refresh_checks()
    before = list(Resolution.objects.values())
    assert refresh_checks() == 0
    assert list(Resolution.objects.values()) == before


@pytest.mark.django_db
def test_a_corrected_position_changes_the_result_and_back(vote):
    refresh_checks()
    switzerland = Vote.objects.get(state__iso3="CHE")
    Vote.objects.filter(pk=switzerland.pk).update(position=AGAINST)
    assert refresh_checks() == 1
    status, findings = read_check(vote)
    assert status == "unreconciled"
    assert [(f["position"], f["official"], f["counted"]) for f in findings if f["rule"] == "totals"] == [
        ("against", 1, 2),
        ("abstaining", 1, 0),
    ]
    assert findings[-1]["rule"] == "off_by_a_little"
    Vote.objects.filter(pk=switzerland.pk).update(position=ABSTAINING)
    assert refresh_checks() == 1
    assert read_check(vote) == ("reconciled", [])


@pytest.mark.django_db
def test_a_term_that_ends_the_day_before_makes_a_non_member(vote):
    Membership.objects.filter(state__iso3="USA").update(end=DAY)
    refresh_checks()
    assert read_check(vote) == ("reconciled", [])
    Membership.objects.filter(state__iso3="USA").update(end=DAY - datetime.timedelta(days=1))
    assert refresh_checks() == 1
    assert read_check(vote) == (
        "unreconciled",
        [{"rule": "not_a_member", "severity": "error", "states": ["USA"]}],
    )


@pytest.mark.django_db
def test_votes_that_are_removed_leave_nothing_counted(vote):
    refresh_checks()
    Vote.objects.all().delete()
    assert refresh_checks() == 1
    status, findings = read_check(vote)
    assert (status, [finding["rule"] for finding in findings]) == ("not_checked", ["incomplete"])
    assert set(vote.counted.values()) == {None}


@pytest.mark.django_db
def test_only_the_texts_asked_for_are_checked(vote):
    other = make_resolution("A/HRC/RES/37/24", totals=(1, 0, 0, 0))
    make_vote(other, State.objects.get(iso3="CHN"))
    assert refresh_checks([other.pk]) == 1
    assert read_check(vote)[0] == "not_checked"
    assert read_check(other)[0] == "unreconciled"
    assert refresh_checks([]) == 0
    assert read_check(vote)[0] == "not_checked"


@pytest.mark.django_db
def test_the_commission_had_other_members_so_only_totals_are_checked(vote):
    session = make_session("CHR-61")
    commission = make_resolution("E/CN.4/RES/2005/1", totals=(1, 0, 0, 0), session=session)
    make_vote(commission, make_state("SWZ"))
    refresh_checks()
    assert read_check(commission) == ("reconciled", [])


@pytest.mark.django_db
def test_a_text_without_a_day_has_no_members(vote):
    undated = make_resolution("A/HRC/61/L.1", date=None, adoption="none", outcome="tabled")
    make_vote(undated, make_state("SWZ"))
    refresh_checks()
    assert read_check(undated) == ("not_checked", []), "nobody announced totals to reconcile it with"


def count_queries_of_a_check() -> int:
    Resolution.objects.update(check_status=CheckStatus.NOT_CHECKED)
    with CaptureQueriesContext(connection) as queries:
        refresh_checks()
    return sum("SAVEPOINT" not in query["sql"] for query in queries.captured_queries)


@pytest.mark.django_db
def test_forty_texts_need_as_many_queries_as_one(vote):
    few = count_queries_of_a_check()
    for number in range(40):
        date = DAY + datetime.timedelta(days=number)
        make_roll_call(make_resolution(f"A/HRC/RES/37/{100 + number}", totals=(2, 1, 1, 1), date=date), VOTED)
    assert count_queries_of_a_check() == few
    assert set(Resolution.objects.values_list("check_status", flat=True)) == {"reconciled"}


@pytest.mark.django_db
def test_members_of_many_days_take_one_query(vote, django_assert_num_queries):
    days = [DAY + datetime.timedelta(days=number) for number in range(-20, 20)]
    with django_assert_num_queries(1):
        members = MembersByDay()
        assert {members.on(day) for day in itertools.chain(days, days)} == {MEMBERS}
    assert members.on(datetime.date(2006, 6, 18)) == frozenset()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "seats", "vacant"),
    [
        ("2018-06-19", 47, ""),
        ("2018-06-20", 46, "USA"),  # it left on the 19th
        ("2018-07-12", 46, "USA"),
        ("2018-07-13", 47, "USA"),  # Iceland was elected
        ("2022-04-07", 47, ""),
        ("2022-04-08", 46, "RUS"),  # it was suspended on the 7th
        ("2022-05-09", 46, "RUS"),
        ("2022-05-10", 47, "RUS"),  # Czechia was elected
    ],
)
def test_a_vacant_seat_is_not_missing(db, starter_record, day, seats, vacant):
    load_record(replace(starter_record, texts=(), explanations=()), source="test", checksum="0" * 64)
    date = datetime.date.fromisoformat(day)
    listed = dict.fromkeys(State.objects.members_on(date).values_list("iso3", flat=True), FOR)
    assert len(listed) == seats
    assert vacant not in listed
    # Of a session whose days are not on file: some of these days are in no session.
    session = make_session("99")
    resolution = make_resolution("A/HRC/RES/99/1", totals=(seats, 0, 0, 0), date=date, session=session)
    make_roll_call(resolution, listed)
    refresh_checks([resolution.pk])
    assert read_check(resolution) == ("reconciled", [])
    if vacant:
        make_vote(resolution, State.objects.get(iso3=vacant), ABSENT)
        refresh_checks([resolution.pk])
        assert read_check(resolution)[0] == "reconciled"
        Vote.objects.filter(resolution=resolution, state__iso3=vacant).update(position=AGAINST)
        refresh_checks([resolution.pk])
        assert {"rule": "not_a_member", "severity": "error", "states": [vacant]} in read_check(resolution)[1]


def test_a_roll_call_without_official_totals_is_not_called_reconciled():
    """Wrong members are still an error."""
    announced_nothing = dict.fromkeys(Position)
    right = check_roll_call(announced_nothing, {"CHE": "abstaining", "USA": "against"}, {"CHE", "USA"})
    assert (right.status, right.findings) == ("not_checked", [])
    assert (right.counted or {})[Position.AGAINST] == 1
    wrong = check_roll_call(announced_nothing, {"CHE": "abstaining", "FRA": "against"}, {"CHE"})
    assert wrong.status == "unreconciled"


@pytest.mark.django_db
def test_the_years_with_members_end_with_the_last_in_which_a_term_began(db):
    for iso3, first, last in (("AAA", 2025, 2027), ("BBB", 2024, 2026), ("CCC", 2026, 2028)):
        make_term(make_state(iso3), datetime.date(first, 1, 1), datetime.date(last, 12, 31))
    assert MembersByDay().get_years() == {
        2024: {"BBB"},
        2025: {"AAA", "BBB"},
        2026: {"AAA", "BBB", "CCC"},
    }
