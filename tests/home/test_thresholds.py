"""The limit of the list of imports: what it does just below it, at it and just above it."""

import pytest

from votes.home.page import build_import_rows
from votes.models import ImportRun


@pytest.mark.limit("page.MOST_LISTED")
@pytest.mark.parametrize(("rejected", "listed", "more"), [(19, 19, 0), (20, 20, 0), (21, 20, 1)])
def test_20_rejected_rows_of_an_import_are_listed(rejected: int, listed: int, more: int) -> None:
    row = {"kind": "texts", "row": "1", "reason": "no symbol"}
    (found,) = build_import_rows([ImportRun(report={"rejected": [row] * rejected})])
    assert (len(found.left_out), found.n_unlisted) == (listed, more)
