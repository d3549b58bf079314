"""Who belongs to a bloc on a day: both ends count, and one membership of a State in a bloc ends before the next."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.factories import make_bloc, make_state
from votes.models import BlocMembership

pytestmark = pytest.mark.django_db
START, END = datetime.date(1973, 1, 1), datetime.date(2020, 1, 31)
ONE = datetime.timedelta(days=1)


def join(start=None, end=None, bloc=None, state=None) -> BlocMembership:
    bloc, state = bloc or make_bloc(), state or make_state("GBR")
    return BlocMembership.objects.create(bloc=bloc, state=state, start=start, end=end)


@pytest.mark.parametrize(
    ("day", "belongs"),
    [
        (START - ONE, False),
        (START, True),
        (datetime.date(2016, 6, 23), True),
        (END, True),
        (END + ONE, False),
    ],
)
def test_both_ends_of_a_membership_count(day, belongs):
    join(START, END)
    assert BlocMembership.objects.on(day).exists() is belongs


def test_one_without_ends_is_always():
    join()
    assert BlocMembership.objects.on(datetime.date.min).exists()
    assert BlocMembership.objects.on(datetime.date.max).exists()


OVERLAPPING = {
    "ends on its first day": (START - ONE, START),
    "starts on its last": (END, END + ONE),
    "open": (END, None),
    "without a first day": (None, START),
    "inside": (START + ONE, END - ONE),
    "around": (START - ONE, END + ONE),
    "always": (None, None),
}


@pytest.mark.parametrize(("start", "end"), OVERLAPPING.values(), ids=OVERLAPPING)
def test_memberships_of_one_state_in_one_bloc_do_not_overlap(start, end):
    kept = join(START, END)
    second = BlocMembership(bloc=kept.bloc, state=kept.state, start=start, end=end)
    with pytest.raises(ValidationError, match="1 Jan 1973 to 31 Jan 2020"):
        second.full_clean()
    with pytest.raises(IntegrityError, match="blocmembership_do_not_overlap"), transaction.atomic():
        BlocMembership.objects.bulk_create([second])
    assert BlocMembership.objects.get() == kept


@pytest.mark.parametrize("whole", [(None, None), (None, END), (START, None)], ids=str)
def test_nor_one_that_has_no_first_or_no_last_day(whole):
    kept = join(*whole)
    second = BlocMembership(bloc=kept.bloc, state=kept.state, start=START, end=END)
    with pytest.raises(ValidationError, match="overlaps the one from"):
        second.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_memberships_may_touch_and_others_may_belong_at_the_same_time():
    kept = join(START, END)
    after = BlocMembership(bloc=kept.bloc, state=kept.state, start=END + ONE)
    before = BlocMembership(bloc=kept.bloc, state=kept.state, end=START - ONE)
    another_state = BlocMembership(bloc=kept.bloc, state=make_state("IRL"), start=START)
    another_bloc = BlocMembership(bloc=make_bloc("nb8", "NB8"), state=kept.state, start=START)
    for membership in (after, before, another_state, another_bloc, kept):
        membership.full_clean()
        membership.save()
    assert BlocMembership.objects.count() == 5
