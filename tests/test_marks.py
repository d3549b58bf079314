"""Tests that use the database carry the mark `database`, and no others; on PostgreSQL only such tests run."""

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from tests.conftest import ON_ONE_DATABASE, TESTS
from votes.models import State


@pytest.fixture
def is_marked(request: pytest.FixtureRequest) -> bool:
    return request.node.get_closest_marker("database") is not None


def test_a_test_without_the_database_is_not_marked(is_marked: bool):
    assert not is_marked


def test_a_test_that_is_not_marked_cannot_use_the_database(is_marked: bool):
    assert not is_marked
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        State.objects.exists()


@pytest.mark.django_db
def test_the_mark_of_pytest_django_counts(is_marked: bool):
    assert is_marked


@pytest.mark.django_db
class TestOfClass:
    def test_the_mark_of_a_class_counts(self, is_marked: bool):
        assert is_marked


def test_the_database_itself_counts(is_marked: bool, db: None):
    assert is_marked


def test_a_database_without_a_surrounding_transaction_counts(is_marked: bool, transactional_db: None):
    assert is_marked


def test_a_live_server_counts(is_marked: bool, live_server: LiveServer):
    assert is_marked


def test_the_client_of_an_admin_counts(is_marked: bool, admin_client: Client):
    assert is_marked


def test_the_starter_record_counts(is_marked: bool, starter: None):
    assert is_marked


def test_every_module_that_runs_on_one_database_is_there():
    assert [name for name in sorted(ON_ONE_DATABASE) if not (TESTS / name).exists()] == []
