"""The made-up council for the tests of all pages before a session."""

import pytest

from tests.forecast.council import Council


@pytest.fixture
def council(db: None) -> Council:
    return Council()
