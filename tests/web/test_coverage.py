"""What is on file, in words."""

import datetime

import pytest

from votes.core.choices import CountedKind
from votes.core.coverage import Coverage, SessionCoverage, Tally
from votes.web.coverage import describe_reach, describe_share, describe_tally


@pytest.mark.parametrize(
    ("tally", "words"),
    [
        (Tally(12, 12), "complete"),
        (Tally(202, 912), "a selection: 202 of 912"),
        (Tally(850, 1038), "a selection: 850 of 1,038"),
        (Tally(2, 9, has_unknown=True), "a selection: 2 of at least 9"),
        (Tally(2, 2, has_unknown=True), "not known to be complete"),
    ],
)
def test_a_tally(tally: Tally, words: str) -> None:
    assert describe_tally(tally) == words


def cover(name: str, last: str, *, complete: bool) -> SessionCoverage:
    tallies = {CountedKind.TEXTS: Tally(2, 2 if complete else 3), CountedKind.AMENDMENTS: Tally()}
    return SessionCoverage(name, name, None, datetime.date.fromisoformat(last), tallies)


def test_how_far_the_record_reaches() -> None:
    first = cover("61st session", "2026-03-31", complete=True)
    last = cover("62nd session", "2026-07-07", complete=True)
    gap = cover("48th session", "2021-10-11", complete=False)
    late_gap = cover("60th session", "2026-01-08", complete=False)
    assert describe_reach(Coverage((first, last))) == (
        "Recorded votes on resolutions and decisions: complete to the 62nd session (7 July 2026)"
    )
    assert describe_reach(Coverage((gap, first, last))) == (
        "Recorded votes on resolutions and decisions: complete from 2026 to the 62nd session (7 July 2026), "
        "a selection of earlier years"
    )
    assert describe_reach(Coverage((late_gap, last))) == (
        "Recorded votes on resolutions and decisions: complete in the 62nd session (7 July 2026), "
        "a selection of the others"
    )
    assert describe_reach(Coverage((gap,))) == "A selection of the recorded votes"
    assert describe_reach(Coverage()) == ""


def test_a_figure_names_the_votes_of_which_a_selection_is_on_file() -> None:
    part, texts, amendments = Tally(493, 584), CountedKind.TEXTS, CountedKind.AMENDMENTS
    assert describe_share(part, [texts]) == (
        "a selection: 493 of 584 votes on resolutions and decisions are on file"
    )
    assert describe_share(Tally(364, 453, has_unknown=True), [amendments]) == (
        "a selection: 364 of at least 453 votes on amendments and no-action motions are on file"
    )
    assert describe_share(Tally(857, 1037), list(CountedKind)) == (
        "a selection: 857 of 1,037 votes of the Council are on file"
    )
    assert describe_share(Tally(12, 12), [texts]) == "complete"
