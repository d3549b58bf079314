"""Explanations with the recorded position beside them."""

import datetime

import pytest

from tests.factories import make_state
from tests.pages_factories import make_explanation, make_text
from votes.explanations.service import get_latest_explanations, get_recorded_positions
from votes.models import Explanation, Vote


class TestStarter:
    def test_recorded_positions_stand_beside_what_was_said(self, starter: None) -> None:
        explanations = list(Explanation.objects.all())
        positions = get_recorded_positions(explanations)
        for e in explanations:
            vote = Vote.objects.filter(resolution=e.resolution_id, state=e.state_id).first()
            expected = vote.position if vote and e.resolution.is_trusted else None
            assert positions.get(e.pk) == expected
        assert len(positions) > 20


@pytest.mark.django_db
class TestSmallRecord:
    def test_latest_explanations_leave_out_submissions_to_a_study(self) -> None:
        text, state = make_text(), make_state()
        make_explanation(text, state, kind="study_submission", date=datetime.date(2020, 1, 1))
        undated = make_explanation(text, state, date=None)
        said = make_explanation(text, state)
        assert get_latest_explanations(5) == [said, undated]
