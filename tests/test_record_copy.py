"""A copied record is the loaded one: every row of every table, with the same keys."""

import pytest
from django.db import transaction

from tests.factories import make_state
from tests.record_copy import RecordCopy, read_tables
from votes.core.rows import Record
from votes.models import Resolution, State


@pytest.fixture
def copy(starter_record: Record, db: None) -> RecordCopy:
    """It has loaded the record, and the database is empty again."""
    copy = RecordCopy(starter_record, source="test")
    with transaction.atomic():
        copy.put()
        transaction.set_rollback(True)
    assert not State.objects.exists()
    return copy


def test_a_copy_holds_exactly_what_was_loaded(copy: RecordCopy):
    copy.put()
    assert Resolution.objects.count() == len(copy.record.texts)
    assert read_tables() == copy.tables


def test_rows_can_be_added_to_a_copy(copy: RecordCopy):
    copy.put()
    highest = State.objects.order_by("pk").last()
    assert highest
    assert make_state("XXA").pk > highest.pk
