"""What the tests of the readers share."""

import pytest

from votes.core import state_names
from votes.ingest.readers.roll_call import name_lists


@pytest.fixture(autouse=True)
def _no_index_of_another_test() -> None:
    """Each test builds the index of names anew, so that none passes with an index that another test has built."""
    state_names.build_index.cache_clear()
    state_names.get_key.cache_clear()
    name_lists.build_name_index.cache_clear()
