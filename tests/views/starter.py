"""The starter record once for a whole class of tests: loading it takes a second, most tests only read."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from votes.record.load import load_record
from votes.record.rows import Record


@pytest.fixture(scope="class")
def starter_of_class(django_db_setup: None, django_db_blocker: Any, starter_record: Record) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_record(starter_record, source="fixtures/ (own form)", checksum="0" * 64)
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


@pytest.fixture
def starter(starter_of_class: None, db: None) -> None:
    """The database holds the starter record; what a test changes is undone after that test."""
