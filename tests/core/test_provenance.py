"""The record's version: what is cached under it is never older than the record."""

import pytest
from django.db import transaction

from tests.factories import make_bloc, make_resolution, make_state, make_term, make_vote
from votes.models import BlocMembership, RecordVersion

pytestmark = pytest.mark.django_db


def test_an_untouched_record_has_version_0():
    assert RecordVersion.get() == 0


def test_every_bump_gives_a_number_that_was_not_there_before():
    seen = [RecordVersion.get()]
    for _ in range(3):
        RecordVersion.bump()
        seen.append(RecordVersion.get())
    assert len(set(seen)) == 4
    assert seen == sorted(seen)


def test_a_number_that_was_rolled_back_is_not_drawn_again():
    RecordVersion.bump()
    drawn = [RecordVersion.get()]
    for _ in range(3):
        with transaction.atomic():
            RecordVersion.bump()
            drawn.append(RecordVersion.get())
            transaction.set_rollback(True)
        assert RecordVersion.get() == drawn[0]
    RecordVersion.bump()
    drawn.append(RecordVersion.get())
    assert len(set(drawn)) == 5


def test_the_first_number_of_a_record_is_not_drawn_again():
    drawn = []
    for _ in range(3):
        with transaction.atomic():
            RecordVersion.bump()
            drawn.append(RecordVersion.get())
            transaction.set_rollback(True)
    assert len(set(drawn)) == 3


@pytest.mark.parametrize(
    "make",
    [
        make_state,
        make_resolution,
        make_bloc,
        lambda: make_term(make_state()),
        lambda: make_vote(make_resolution(), make_state()),
        lambda: BlocMembership.objects.create(bloc=make_bloc(), state=make_state()),
    ],
    ids=["State", "text", "bloc", "term", "vote", "membership in a bloc"],
)
def test_what_is_saved_or_deleted_makes_a_new_version(make):
    row = make()
    after_saving = RecordVersion.get()
    row.save()
    assert RecordVersion.get() > after_saving > 0
    before_deleting = RecordVersion.get()
    row.delete()
    assert RecordVersion.get() > before_deleting
