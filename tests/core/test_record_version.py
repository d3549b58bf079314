"""What is worked out once: from the cache for the same record and language, anew for another."""

import pytest
from django.utils.translation import override

from votes.core.record_version import get_or_build
from votes.models import RecordVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked() -> list[int]:
    return []


def ask(asked: list[int], name: str = "figures") -> int:
    """How often it was built when this answer was."""

    def build() -> int:
        asked.append(1)
        return len(asked)

    return get_or_build(name, build)


def test_it_is_built_once(asked: list[int]) -> None:
    assert [ask(asked), ask(asked)] == [1, 1]


def test_a_changed_record_another_language_and_another_name_are_another_answer(asked: list[int]) -> None:
    ask(asked)
    RecordVersion.bump()
    assert ask(asked) == 2
    with override("fr"):
        assert ask(asked) == 3
    assert ask(asked, "others") == 4
    assert ask(asked) == 2


def test_what_is_nothing_is_asked_again(asked: list[int]) -> None:
    def build() -> None:
        asked.append(1)

    assert get_or_build("nothing", build) is None
    assert get_or_build("nothing", build) is None
    assert len(asked) == 2
