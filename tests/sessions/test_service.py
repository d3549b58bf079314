"""Sessions against a slow loop over the texts."""

import datetime
from collections import Counter

import pytest
from django.test import Client

from tests.factories import make_session
from tests.page import read
from tests.pages_factories import make_tabled, make_text, make_voted
from votes.analysis.scope import Scope
from votes.core.choices import EVERY
from votes.core.lookup import get_session_or_none
from votes.models import RecordedVoteCount, Resolution
from votes.sessions.service import get_session_record, get_sessions


class TestStarter:
    def test_every_session_counts_its_own_texts(self, starter: None) -> None:
        of_council = Resolution.objects.filter(session__body="council")
        ways = Counter((text.session_id, text.adoption) for text in of_council)
        days: dict[int, list[datetime.date]] = {}
        for text in of_council.exclude(date=None):
            assert text.date is not None
            days.setdefault(text.session_id, []).append(text.date)
        sessions = get_sessions(Scope(kind=EVERY)).sessions
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
        assert [session.number for session in get_sessions(Scope()).sessions] == [43, 37, 60]

    def test_the_years_are_those_of_the_counted_texts(self) -> None:
        make_text(session=make_session("37"), date=datetime.date(2018, 3, 23))
        make_text(session=make_session("43"), date=datetime.date(2020, 6, 22), kind="amendment")
        for kind, years in (("", (2018, 2018)), ("amendment", (2020, 2020)), (EVERY, (2018, 2020))):
            population = get_sessions(Scope(kind=kind)).population
            assert (population.first, population.last) == years

    def test_what_is_not_on_file_is_not_shown_as_none(self, client: Client) -> None:
        """The session of a selection may have adopted many texts without a vote that are not on file."""
        make_voted(session=make_session("37"), official=(28, 1, 17, 1))
        (row,) = read(client.get("/sessions/")).find("table").find("tbody").get_rows()
        assert row[2:] == ["1", "1", "–", "–", "–"]

    def test_a_session_with_unpublished_texts_only_does_not_exist(self) -> None:
        make_text(session=make_session("60"), published=False)
        make_voted(session=make_session("61"))
        make_voted(session=make_session("61"), published=False)
        (session,) = get_sessions(Scope()).sessions
        assert (session.number, session.texts) == (61, 1)  # type: ignore[attr-defined]
        assert get_session_or_none("60") is None

    @pytest.mark.parametrize("code", ["", "x", "S-", "-1", "37.5", "٣٧", "1" * 500, "\x00", "S-37", "CHR-37"])
    def test_a_code_that_names_no_session_on_file(self, code: str) -> None:
        make_text(session=make_session("37"))
        assert get_session_or_none(code) is None


@pytest.mark.django_db
class TestFacts:
    """The days, the subject and the coverage of a session, on its pages and in its data."""

    def make(self, taken: int) -> None:
        session = make_session("S-28")
        session.start = session.end = datetime.date(2018, 5, 18)
        session.subject = "Situation of human rights in Palestine"
        session.save()
        RecordedVoteCount.objects.create(session=session, kind="texts", number=taken, source="The catalogue")
        make_voted("A/HRC/RES/S-28/1", session=session, date=session.start)

    def test_the_subject_stands_on_every_page(self, client: Client) -> None:
        self.make(1)
        name = "28th special session: Situation of human rights in Palestine"
        for address in ("/resolutions/", "/resolutions/A/HRC/RES/S-28/1/"):
            assert name in read(client.get(address)).text, address
        for address in ("/sessions/", "/sessions/S-28/"):
            page = read(client.get(address))
            assert "Situation of human rights in Palestine" in page.text
            assert "18 May 2018" in page.text

    def test_a_part_is_called_a_selection(self, client: Client) -> None:
        self.make(3)
        assert "a selection: 1 of 3" in read(client.get("/sessions/")).text
        assert "a selection: 1 of at least 3" in read(client.get("/sessions/?kind=all")).text
        text = read(client.get("/sessions/S-28/")).text
        assert "Recorded votes on resolutions and decisions: a selection: 1 of 3." in text
        assert "On amendments and no-action motions: not known to be complete." in text

    def test_the_whole_is_not(self, client: Client) -> None:
        self.make(1)
        for address in ("/sessions/", "/sessions/S-28/"):
            assert "a selection" not in read(client.get(address)).find("main").text

    def test_the_data_have_the_facts(self, client: Client) -> None:
        self.make(3)
        data = client.get("/sessions/S-28.json").json()
        assert {key: data[key] for key in ("subject", "start", "end")} == {
            "subject": "Situation of human rights in Palestine",
            "start": "2018-05-18",
            "end": "2018-05-18",
        }
        assert data["recorded_votes"] == {
            "texts": {"on_file": 1, "taken": 3},
            "amendments": {"on_file": 0, "taken": None},
        }

    def test_without_facts_nothing_is_said(self, client: Client) -> None:
        make_voted(session=make_session("37"))
        data = client.get("/sessions/37.json").json()
        assert (data["subject"], data["start"], data["recorded_votes"]) == (None, None, None)
        assert "a selection" not in read(client.get("/sessions/37/")).text
