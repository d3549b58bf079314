"""Counts and lists of the home page, each against a slow, obvious loop."""

import datetime
from collections import Counter

import pytest

from tests.factories import make_state
from tests.pages_factories import make_voted
from votes.analysis.scope import Scope
from votes.core.record_size import get_record_size
from votes.home.service import get_closest_votes, get_latest_votes, get_year_counts
from votes.models import Explanation, Resolution, Vote

AMENDMENTS = ("amendment", "no_action_motion")
EVERYTHING = Scope(unreconciled=True)


class TestStarter:
    def test_the_size_of_the_record(self, starter: None) -> None:
        texts = list(Resolution.objects.all())
        size = get_record_size()
        days = [text.date for text in texts if text.date]
        assert (size.texts, size.first, size.last) == (len(texts), min(days), max(days))
        assert size.recorded_votes == sum(text.adoption == "recorded_vote" for text in texts)
        assert size.roll_calls == sum(text.votes.exists() for text in texts)
        assert size.reconciled + size.unreconciled == size.roll_calls
        assert size.votes == Vote.objects.count()
        assert size.explanations == Explanation.objects.count()

    def test_texts_a_year(self, starter: None) -> None:
        texts = [t for t in Resolution.objects.filter(session__body="council") if t.kind not in AMENDMENTS]
        counted = Counter((t.date.year, t.adoption) for t in texts if t.date)
        counts = get_year_counts(Scope())
        assert counts.undated == Counter(t.adoption for t in texts if t.date is None)
        assert {(row.year, row.adoption): row.n for row in counts.rows} == counted
        assert [row.year for row in counts.rows] == sorted(row.year for row in counts.rows)

    def test_the_latest_and_the_closest_votes(self, starter: None) -> None:
        voted = [
            t
            for t in Resolution.objects.filter(session__body="council", check_status="reconciled")
            if t.adoption == "recorded_vote" and t.has_totals and t.kind not in AMENDMENTS
        ]
        days = sorted((t.date for t in voted if t.date), reverse=True)
        assert [text.date for text in get_latest_votes(6, Scope())] == days[:6]
        closest = get_closest_votes(6, Scope())
        margins = sorted(abs((t.official_in_favour or 0) - (t.official_against or 0)) for t in voted)
        assert [text.margin for text in closest] == margins[:6]  # type: ignore[attr-defined]


@pytest.mark.django_db
class TestSmallRecord:
    def test_an_unreconciled_vote_is_never_among_the_closest(self) -> None:
        a, b = make_state("QAA"), make_state("QAB")
        close = make_voted(roll_call={a: "in_favour", b: "against"}, official=(2, 2, 0, 0))
        clear = make_voted(roll_call={a: "in_favour", b: "in_favour"})
        assert get_closest_votes(5, Scope()) == [clear]
        assert get_latest_votes(5, Scope()) == [clear]
        asked = Scope(unreconciled=True)
        assert get_closest_votes(5, asked) == [close, clear]
        assert set(get_latest_votes(5, asked)) == {close, clear}

    def test_the_smallest_margin_comes_first_and_of_equals_the_newest(self) -> None:
        a, b, c = (make_state(code) for code in ("QAA", "QAB", "QAC"))
        tie, one, two = {a: "in_favour", b: "against"}, {a: "against"}, {a: "in_favour", b: "in_favour"}
        votes = [
            make_voted(roll_call=roll_call, date=datetime.date(year, 3, 23))
            for year, roll_call in ((2019, one), (2020, two), (2018, tie), (2021, one), (2020, one))
        ]
        wide, old, tied, newest, newer = votes[1], votes[0], votes[2], votes[3], votes[4]
        assert get_closest_votes(5, EVERYTHING) == [tied, newest, newer, old, wide]
        assert get_closest_votes(3, EVERYTHING) == [tied, newest, newer]
        # The margin is the distance of the two totals; who abstained makes no difference.
        make_voted(roll_call={a: "in_favour", b: "against", c: "abstaining"}, date=datetime.date(2022, 3, 23))
        assert get_closest_votes(2, EVERYTHING)[1] == tied
