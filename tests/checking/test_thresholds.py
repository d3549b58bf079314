"""Each limit of the check: what it does just below it, at it and just above it."""

import datetime
from collections import Counter

import pytest

from tests.factories import make_member
from tests.pages_factories import make_voted
from votes.checking.diagnostics import Place, Surroundings, find_other_members
from votes.checking.members import ListedMembers
from votes.checking.repairs import find_wrong_voters, measure_similarity
from votes.checking.rules.agenda import find_item, find_odd_item, measure_likeness
from votes.checking.rules.facts import TextFacts
from votes.checking.rules.meetings import find_odd_meeting_days
from votes.checking.rules.others import list_revisions
from votes.checking.totals import find_differing_totals, find_small_difference, find_swap
from votes.core.agenda import AGENDA
from votes.core.choices import Position, TextKind
from votes.core.terms import find_vacant_seats
from votes.models import Resolution

F, A, B, N = Position
YES = Position.IN_FAVOUR.value
DAY = datetime.date(2018, 3, 23)


def totals(in_favour: int, against: int, abstaining: int, not_voting: int = 0) -> dict[Position, int]:
    return {F: in_favour, A: against, B: abstaining, N: not_voting}


@pytest.mark.parametrize(("apart", "swapped"), [(1, ()), (2, (A, B)), (3, (A, B))])
def test_one_state_apart_is_no_exchange(apart: int, swapped: tuple[Position, ...]) -> None:
    """Against and abstaining change places exactly; with one State between them it may be a slip of that State."""
    assert find_swap(totals(20, 5, 5 + apart), totals(20, 5 + apart, 5)) == swapped
    findings = find_differing_totals(totals(20, 5, 5 + apart), totals(20, 5 + apart, 5))
    assert [("swapped" in finding.facts) for finding in findings] == [bool(swapped)] * 2


@pytest.mark.limit("totals.TIMES_NEARER")
@pytest.mark.parametrize(("too_many", "swapped"), [(9, (A, B)), (10, (A, B)), (11, ())])
def test_an_exchange_brings_the_totals_three_times_nearer(
    too_many: int, swapped: tuple[Position, ...]
) -> None:
    """Of 30 against and 10 abstaining. Announced are 10 and 30 and some more, so 20 + that many are out of place."""
    assert find_swap(totals(5, 10, 30 + too_many), totals(5, 30, 10)) == swapped


@pytest.mark.parametrize(("too_many", "swapped"), [(1, (F, A)), (2, (F, A)), (3, ())])
def test_an_exchange_with_the_votes_in_favour_explains_all_but_two_states(
    too_many: int, swapped: tuple[Position, ...]
) -> None:
    assert find_swap(totals(30 + too_many, 10, 5), totals(10, 30, 5)) == swapped


@pytest.mark.limit("totals.SMALL_DIFFERENCE")
@pytest.mark.parametrize(("difference", "is_small"), [(1, True), (2, True), (3, False)])
def test_a_small_difference_is_of_two_states_at_most(difference: int, is_small: bool) -> None:
    for sign in (1, -1):
        found = find_small_difference(totals(20 + sign * difference, 5, 6), totals(20, 5, 6))
        assert bool(found) == is_small


@pytest.mark.limit("repairs.MOST_WRONG_VOTERS")
@pytest.mark.parametrize(("wrong", "are_repaired"), [(1, True), (2, True), (3, True), (4, False)])
def test_at_most_3_wrong_voters_are_repaired(wrong: int, are_repaired: bool) -> None:
    listed, meant = (["AAA", "BBB", "CCC", "DDD"][:wrong], ["AAX", "BBX", "CCX", "DDX"][:wrong])
    found = find_wrong_voters(dict.fromkeys([*listed, "MEX"], YES), [*meant, "MEX"], {})
    assert found == (list(zip(listed, meant, strict=True)) if are_repaired else [])


@pytest.mark.limit("repairs.LEAST_SIMILARITY")
@pytest.mark.parametrize(
    ("listed", "meant", "similarity"),
    [("ABCDEFG", "ABCDXYZ", 8 / 14), ("ABCDE", "ABCXY", 0.6), ("ABCDEFGH", "ABCDEXYZ", 10 / 16)],
)
def test_two_states_are_taken_for_each_other_from_a_similarity_of_6_tenths(
    listed: str, meant: str, similarity: float
) -> None:
    """With two wrong voters; a single one is proven by the one member that is missing."""
    assert measure_similarity(listed, meant, {}) == similarity
    found = find_wrong_voters(dict.fromkeys([listed, "QQQ"], YES), [meant, "ZZZ"], {})
    assert bool(found) == (similarity >= 0.6)


@pytest.mark.limit("repairs.LEAST_MARGIN")
@pytest.mark.parametrize(("letters", "is_clear"), [(11, True), (12, True), (13, False), (14, False)])
def test_no_other_member_comes_within_2_tenths_of_the_one_meant(letters: int, is_clear: bool) -> None:
    """What was listed shares 16 of 20 letters with the member meant, and so many with the other one missing."""
    listed = "ABCDEFGHIJKLMNOPQRST"
    meant, other = listed[:16] + "4444", listed[:letters] + "5" * (20 - letters)
    assert measure_similarity(listed, meant, {}) == 0.8
    assert measure_similarity(listed, other, {}) == letters / 20
    found = find_wrong_voters(dict.fromkeys([listed, "12312"], YES), [meant, other], {})
    assert dict(found).get(listed) == (meant if is_clear else None)


def test_a_wrong_voter_that_resembles_two_members_alike_is_not_repaired() -> None:
    assert find_wrong_voters(dict.fromkeys(["ABCDE", "QQQQQ"], YES), ["ABCXY", "ABCXZ"], {}) == []


def test_a_member_that_two_wrong_voters_resemble_alike_is_not_repaired() -> None:
    assert find_wrong_voters(dict.fromkeys(["ABCXY", "ABCXZ"], YES), ["ABCDE", "QQQQQ"], {}) == []


@pytest.mark.limit("diagnostics.FEWEST_NON_MEMBERS")
@pytest.mark.parametrize(("non_members", "is_found"), [(3, False), (4, True), (5, True)])
def test_4_non_members_make_the_roll_call_that_of_another_year(non_members: int, is_found: bool) -> None:
    positions = dict.fromkeys(["AAA", "BBB", "CCC", "DDD", "EEE"][:non_members], YES)
    assert bool(find_other_members(positions, {"MEX"}, {})) == is_found


@pytest.mark.limit("members.FEWEST_ROLL_CALLS")
@pytest.mark.parametrize(("others", "is_known"), [(2, False), (3, True), (4, True)])
def test_3_other_roll_calls_tell_who_sits_in_a_session(others: int, is_known: bool) -> None:
    listed = ListedMembers(())
    listed.roll_calls[1] = others + 1
    listed.listed[1] = Counter({"CHN": others + 1, "USA": others + 1})
    found = listed.get_members(1, {"CHN": YES, "USA": YES})
    assert found == ({"CHN", "USA"} if is_known else frozenset())


@pytest.mark.parametrize(("listings", "is_member"), [(1, False), (2, False), (3, True)])
def test_a_member_of_a_session_is_in_more_than_half_of_its_other_roll_calls(
    listings: int, is_member: bool
) -> None:
    listed = ListedMembers(())
    listed.roll_calls[1] = 5
    listed.listed[1] = Counter({"CHN": listings})
    assert ("CHN" in listed.get_members(1, {})) == is_member
    # A listing in the roll-call itself does not count.
    assert "CHN" not in listed.get_members(1, {"CHN": YES}) or listings > 3


@pytest.mark.limit("diagnostics.LONGEST_SESSION")
@pytest.mark.parametrize(
    ("days", "is_odd"), [(-151, True), (-150, False), (0, False), (149, False), (150, False), (151, True)]
)
def test_a_date_lies_within_150_days_of_the_other_texts_of_its_session(days: int, is_odd: bool) -> None:
    def place(pk: int, day: datetime.date) -> Place:
        return Place(pk, f"A/HRC/RES/1/{pk}", str(pk), 1, day, None, None)

    day = DAY + datetime.timedelta(days)
    far = place(4, day)
    around = Surroundings([place(1, DAY), place(2, DAY), place(3, DAY), far])
    found = around.find_odd_date(far)
    assert [finding.facts for finding in found] == ([{"date": day.isoformat()}] if is_odd else [])


@pytest.mark.limit("diagnostics.COPY_WINDOW")
@pytest.mark.django_db
@pytest.mark.parametrize(("days", "is_found"), [(365, True), (366, True), (367, False)])
def test_a_copied_roll_call_is_looked_for_366_days_before_and_after(days: int, is_found: bool) -> None:
    roll_call = {make_member("CHN"): "in_favour", make_member("USA"): "against"}
    for sign in (-1, 1):
        make_voted(roll_call=roll_call, date=DAY + sign * datetime.timedelta(days))
        wrong = make_voted(roll_call=roll_call, official=(6, 0, 4, 0), date=DAY)
        assert ("copied" in {finding["rule"] for finding in wrong.check_findings}) == is_found
        Resolution.objects.all().delete()


@pytest.mark.parametrize(
    ("day", "is_odd"),
    [
        ("2018-02-25", True),
        ("2018-02-26", False),
        ("2018-02-27", False),
        ("2018-03-22", False),
        ("2018-03-23", False),
        ("2018-03-24", True),
    ],
)
def test_the_first_and_the_last_day_of_a_session_belong_to_it(day: str, is_odd: bool) -> None:
    date, start, end = (datetime.date.fromisoformat(text) for text in (day, "2018-02-26", "2018-03-23"))
    place = Place(1, "A/HRC/RES/37/1", "1", 37, date, start, end)
    found = Surroundings([place]).find_odd_date(place)
    days = {"start": "2018-02-26", "end": "2018-03-23", "read": False}
    assert [(finding.rule, finding.facts) for finding in found] == (
        [("date", {"date": day} | days)] if is_odd else []
    )


def test_who_follows_on_the_next_day_leaves_no_vacant_seat() -> None:
    """A member left on 19 June. A term that begins on the next day, in whichever group, shows a regular change."""
    ended = (datetime.date(2017, 1, 1), datetime.date(2018, 6, 19), "western_european_other")
    for begins, vacant in ((19, True), (20, False), (21, True)):
        terms = [ended, (datetime.date(2018, 6, begins), None, "african")]
        assert bool(find_vacant_seats(terms, datetime.date(2018, 6, 25))) == vacant


@pytest.mark.limit("agenda.LEAST_LIKENESS")
@pytest.mark.parametrize(("words", "known"), [(1, False), (2, True), (3, True)])
def test_a_title_has_half_its_words_in_common_with_an_item(words: int, known: bool) -> None:
    """Item 10 has four words: technical, assistance, capacity, building."""
    title = " ".join(["technical", "assistance", "capacity"][:words])
    assert measure_likeness(title, 10) == words / 4
    assert (find_item(title) == 10) == known


@pytest.mark.parametrize(("session", "is_held_against"), [(5, False), (6, True), (7, True)])
def test_the_agenda_is_that_of_the_sixth_session_and_later(session: int, is_held_against: bool) -> None:
    text = TextFacts(1, item=5, item_title=AGENDA[4], session_number=session)
    assert bool(find_odd_item(text)) == is_held_against


@pytest.mark.limit("meetings.WEIGHT_OF_AMENDMENT")
@pytest.mark.parametrize(("amendments", "is_right"), [(999, True), (1001, False)])
def test_a_text_weighs_as_much_as_a_thousand_amendments(amendments: int, is_right: bool) -> None:
    text = TextFacts(0, meeting="54th meeting", date=DAY)
    filed = [
        TextFacts(n + 1, kind=TextKind.AMENDMENT, meeting="54th meeting", date=DAY - datetime.timedelta(2))
        for n in range(amendments)
    ]
    assert (text.pk not in find_odd_meeting_days([text, *filed])) == is_right


@pytest.mark.limit("others.LAST_REVISION")
@pytest.mark.parametrize(("revision", "is_found"), [(2, True), (3, True), (4, False)])
def test_drafts_have_three_revisions_at_most(revision: int, is_found: bool) -> None:
    assert (f"A/HRC/37/L.36/Rev.{revision}" in list_revisions(["A/HRC/37/L.36"])) == is_found
