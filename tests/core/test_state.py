"""Who sat on a day: both ends of a term count."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from tests.factories import make_member, make_state, make_term
from votes.models import Membership, State

pytestmark = pytest.mark.django_db
START, END = datetime.date(2015, 1, 1), datetime.date(2017, 12, 31)
ONE = datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "sits"),
    [(START - ONE, False), (START, True), (datetime.date(2016, 6, 1), True), (END, True), (END + ONE, False)],
)
def test_both_ends_of_a_term_count(day, sits):
    state = make_member("CHN", START, END)
    assert list(State.objects.members_on(day)) == ([state] if sits else [])
    assert Membership.objects.on(day).exists() is sits


def test_an_open_term_goes_on():
    state = make_member("CHN", START, None)
    assert list(State.objects.members_on(datetime.date(2999, 1, 1))) == [state]
    assert not State.objects.members_on(START - ONE).exists()


def test_a_gap_of_a_year_is_a_gap():
    state = make_member("CHN", START, END)
    make_term(state, datetime.date(2019, 1, 1), None)
    assert not State.objects.members_on(datetime.date(2018, 6, 1)).exists()
    assert list(State.objects.members_on(datetime.date(2019, 1, 1))) == [state]


def test_a_state_with_terms_on_both_sides_of_a_day_is_not_counted_twice():
    state = make_member("CHN", START, END)
    make_term(state, END + ONE, None)
    make_state("MEX")
    assert list(State.objects.members_on(END)) == [state]
    assert list(State.objects.members_on(END + ONE)) == [state]


def test_a_term_is_called_by_its_years():
    state = make_member("CHN", START, END)
    assert str(state.memberships.get()) == "State of CHN 2015–2017"
    assert str(make_term(make_state("MEX"), START)) == "State of MEX 2015–"


def test_the_form_says_which_term_overlaps():
    state = make_member("CHN", START, END)
    with pytest.raises(ValidationError, match="1 Jan 2015 to 31 Dec 2017"):
        Membership(state=state, start=END, regional_group=state.regional_group).full_clean()
    Membership(state=state, start=END + ONE, regional_group=state.regional_group).full_clean()
    state.memberships.get().full_clean()


def test_states_are_listed_by_name():
    make_state("ZWE", name="Albania")
    make_state("ALB", name="Zimbabwe")
    assert [str(state) for state in State.objects.all()] == ["Albania", "Zimbabwe"]
    assert State.objects.get(iso3="ALB").get_absolute_url() == "/states/ALB/"


def test_the_starter_record_has_47_members_in_june_2006_and_46_after_the_united_states_left(starter):
    assert State.objects.members_on(datetime.date(2006, 6, 19)).count() == 47
    assert State.objects.members_on(datetime.date(2006, 6, 18)).count() == 0
    left = datetime.date(2018, 6, 19)
    assert State.objects.members_on(left).filter(iso3="USA").exists()
    assert not State.objects.members_on(left + ONE).filter(iso3="USA").exists()
    assert State.objects.members_on(left + ONE).count() == 46
