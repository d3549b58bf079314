"""Sessions against a slow loop over the texts."""

import datetime
from collections import Counter

import pytest

from tests.factories import make_session
from tests.pages_factories import make_tabled, make_text, make_voted
from votes.core.lookup import get_session_or_none
from votes.models import Resolution
from votes.sessions.service import get_session_record, get_sessions


class TestStarter:
    def test_every_session_counts_its_own_texts(self, starter: None) -> None:
        ways = Counter((text.session_id, text.adoption) for text in Resolution.objects.all())
        days: dict[int, list[datetime.date]] = {}
        for text in Resolution.objects.exclude(date=None):
            assert text.date is not None
            days.setdefault(text.session_id, []).append(text.date)
        sessions = get_sessions()
        assert {session.pk for session in sessions} == {session_id for session_id, _ in ways}
        for s in sessions:
            counted = {
                "recorded_vote": s.recorded,  # type: ignore[attr-defined]
                "without_vote": s.without_vote,  # type: ignore[attr-defined]
                "none": s.undecided,  # type: ignore[attr-defined]
            }
            assert counted == {way: ways[s.pk, way] for way in counted}
            assert s.texts == sum(counted.values())  # type: ignore[attr-defined]
            assert (s.first, s.last) == (min(days[s.pk]), max(days[s.pk]))  # type: ignore[attr-defined]
        last = [s.last for s in sessions]  # type: ignore[attr-defined]
        assert last == sorted(last, reverse=True)

    def test_the_texts_of_a_session_stand_by_item_then_symbol(self, starter: None) -> None:
        session = get_session_or_none("37")
        assert session is not None
        texts = get_session_record(session).texts
        assert set(texts) == set(Resolution.objects.filter(session__number=37, session__kind="regular"))
        keys = [(text.agenda_item or 99, text.symbol_key) for text in texts]
        assert keys == sorted(keys)


@pytest.mark.django_db
class TestSmallRecord:
    def test_a_session_without_a_dated_text_comes_last(self) -> None:
        make_tabled(session=make_session("60"))
        make_text(session=make_session("37"), date=datetime.date(2018, 3, 23))
        make_text(session=make_session("43"), date=datetime.date(2020, 6, 22))
        assert [session.number for session in get_sessions()] == [43, 37, 60]

    def test_a_session_with_unpublished_texts_only_does_not_exist(self) -> None:
        make_text(session=make_session("60"), published=False)
        make_voted(session=make_session("61"))
        make_voted(session=make_session("61"), published=False)
        (session,) = get_sessions()
        assert (session.number, session.texts) == (61, 1)  # type: ignore[attr-defined]
        assert get_session_or_none("60") is None

    @pytest.mark.parametrize("code", ["", "x", "S-", "-1", "37.5", "٣٧", "1" * 500, "\x00", "S-37", "CHR-37"])
    def test_a_code_that_names_no_session_on_file(self, code: str) -> None:
        make_text(session=make_session("37"))
        assert get_session_or_none(code) is None
