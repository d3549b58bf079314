"""The history of objects: first versions, and which versions people made."""

import pytest
from django.utils import timezone

from tests.factories import make_state
from votes.core import history
from votes.models import State

pytestmark = pytest.mark.django_db


@pytest.mark.limit("history.BATCH_SIZE")
@pytest.mark.parametrize("n", [1, 2, 3])
def test_first_versions_are_read_in_batches(n: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "BATCH_SIZE", 2)
    states = [make_state(code) for code in ("BRA", "CUB", "CHN")[:n]]
    State.history.all().delete()
    keys = [state.pk for state in states]
    assert {state.pk for state in history.read_first_versions(State, keys)} == set(keys)


def test_a_first_version_is_stored_once_and_is_not_an_edit() -> None:
    state = make_state("BRA")
    State.history.all().delete()
    for _ in range(2):
        history.store_first_versions(State, [state.pk], timezone.now())
    assert [v.history_change_reason for v in State.history.all()] == [history.FIRST_VERSION]
    assert not history.list_edits(State).exists()
    state.save()
    assert [v.history_type for v in history.list_edits(State)] == ["~"]
