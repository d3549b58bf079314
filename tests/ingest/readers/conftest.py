"""What the tests of the readers share."""

import pytest

from votes.ingest.readers import roll_call_text


@pytest.fixture(autouse=True)
def _no_index_of_another_test() -> None:
    """Each test builds the index of names anew, so that none passes with an index that another test has built."""
    roll_call_text._build_index.cache_clear()
    roll_call_text._get_key.cache_clear()
