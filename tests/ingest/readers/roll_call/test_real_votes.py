"""Real roll-calls in every printed shape are read exactly, or refused, or have an error. None is misread in silence."""

import pytest

from tests.ingest.readers.roll_call.real_votes import judge, list_votes, make_random, read_shape
from tests.ingest.readers.roll_call.shapes import MUST_REFUSE, SHAPES

# Where a part of the text is lost or can be understood in two ways, the Editor is asked.
MAY_BE_FLAGGED = MUST_REFUSE | {
    *("Arabic lists", "Chinese lists", "lost comma", "footnote within the list", "chatter after the list"),
    *("rows of a library record", "rows with X, NV, a full stop or a blank", "rows below totals"),
    *("alternating lines cut in the middle", "copied cells, one on each line"),
    *("an unknown heading without a colon",),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_no_printed_vote_is_misread_in_silence(shape: str) -> None:
    """Two votes in each shape; `scripts/paste-matrix` reads sixty, with as many seeds as wanted."""
    place = list(SHAPES).index(shape)
    for vote in (list_votes()[place % 60], list_votes()[(7 * place + 30) % 60]):
        text = SHAPES[shape](vote, make_random(shape, vote, 0))
        result = judge(vote, read_shape(vote, text), shape in MUST_REFUSE)
        assert result == "right" or (shape in MAY_BE_FLAGGED and result != "SILENT"), text


def test_every_vote_is_read_as_the_un_prints_it() -> None:
    for vote in list_votes():
        text = SHAPES["lists as the UN prints them"](vote, make_random("", vote, 0))
        roll_call = read_shape(vote, text)
        assert (roll_call.positions, roll_call.issues, roll_call.missing) == (vote.positions, (), ())
