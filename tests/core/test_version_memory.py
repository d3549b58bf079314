"""What a process remembers of the record's version, and when it asks the database again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from votes.core import record_version
from votes.core.change_token import change_token, find_file, read_token
from votes.core.models import RecordVersion
from votes.core.record_version import LONGEST_MEMORY, get_record_version, pin_version, recall_version

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def token(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "token"
    monkeypatch.setattr("votes.core.change_token.find_file", lambda: path)
    monkeypatch.setattr(record_version, "_remembered", None)
    change_token()
    yield path
    record_version._remembered = None


def count_queries() -> int:
    with CaptureQueriesContext(connection) as queries:
        recall_version()
    return len(queries)


def test_the_version_is_read_once_until_the_record_changes() -> None:
    assert [count_queries(), count_queries()] == [1, 0]
    RecordVersion.bump()
    assert [count_queries(), count_queries()] == [1, 0]
    assert recall_version().number == RecordVersion.get()


def test_another_process_that_changes_the_token_is_noticed(token: Path) -> None:
    recall_version()
    token.write_text("written by another process")
    assert count_queries() == 1


def test_a_new_database_gets_its_token_with_the_first_request(token: Path) -> None:
    token.unlink()
    assert [count_queries(), count_queries(), count_queries()] == [1, 1, 0]


def test_without_a_token_nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("votes.core.change_token.find_file", lambda: None)
    assert [count_queries(), count_queries()] == [1, 1]


@pytest.mark.limit("record_version.LONGEST_MEMORY")
@pytest.mark.parametrize(("seconds", "asked"), [(0.99, 0), (1.0, 1), (1.01, 1)])
def test_the_memory_ends_by_its_age(monkeypatch: pytest.MonkeyPatch, seconds: float, asked: int) -> None:
    assert LONGEST_MEMORY == 1.0
    clock = [100.0]
    monkeypatch.setattr("votes.core.record_version.time.monotonic", lambda: clock[0])
    recall_version()
    clock[0] += seconds
    assert count_queries() == asked


def test_a_pinned_version_holds_while_the_record_changes() -> None:
    before = recall_version()
    with pin_version(before):
        RecordVersion.bump()
        assert get_record_version() == before.number
    assert get_record_version() != before.number


def test_a_change_that_is_rolled_back_changes_no_token(token: Path) -> None:
    from django.db import transaction

    before = read_token()
    with transaction.atomic():
        RecordVersion.bump()
        transaction.set_rollback(True)
    assert read_token() == before


def test_a_database_in_memory_has_no_file() -> None:
    if connection.vendor == "sqlite":
        assert find_file() is None
