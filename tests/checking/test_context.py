"""The rules about facts, as stored by a check; a check of one text reads only what is around it."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import DAY, make_member, make_resolution, make_session
from tests.pages_factories import make_tabled, make_voted
from votes.checking.checks import refresh_checks
from votes.checking.context import Context
from votes.core.choices import Adoption, TextKind
from votes.models import Resolution, Series


def read_rules(symbol: str) -> list[tuple[str, str]]:
    """(rule, severity) of the stored findings of a text."""
    found = Resolution.objects.get(symbol=symbol).check_findings
    return [(finding["rule"], finding["severity"]) for finding in found]


def make_unvoted(symbol: str, **columns: Any) -> Resolution:
    return make_resolution(symbol, adoption=Adoption.WITHOUT_VOTE, **columns)


@pytest.mark.django_db
class TestStored:
    def test_a_vote_without_totals_and_roll_call_is_an_error(self):
        text = make_resolution("A/HRC/RES/56/18", session=make_session("56"))
        refresh_checks()
        text.refresh_from_db()
        assert text.check_status == "unreconciled"
        assert read_rules(text.symbol) == [("incomplete", "error")]

    def test_the_main_sponsors_are_read(self):
        text = make_voted(
            roll_call={make_member("CHN"): "against"}, official=(0, 1, 0, 0), outcome="rejected"
        )
        text.sponsors.add(text.votes.get().state)
        refresh_checks()
        assert read_rules(text.symbol) == [("sponsor_against", "error")]

    def test_a_check_of_one_text_checks_those_of_its_meeting(self):
        for number in range(1, 4):
            make_unvoted(f"A/HRC/RES/37/{number}", meeting="54th meeting")
        odd = make_unvoted("A/HRC/RES/37/4", meeting="54th meeting")
        refresh_checks()
        assert read_rules(odd.symbol) == []
        others = Resolution.objects.exclude(pk=odd.pk)
        others.update(date=DAY - datetime.timedelta(1))
        refresh_checks([others[0].pk])
        assert read_rules(odd.symbol) == [("meeting_day", "note")]
        odd.date = DAY - datetime.timedelta(1)
        odd.save()
        refresh_checks([odd.pk])
        assert read_rules(odd.symbol) == []

    def test_drafts_series_and_amendments_are_checked_together(self):
        series = Series.objects.create(slug="water", title="Water")
        text = make_unvoted("A/HRC/RES/37/1", draft_symbol="A/HRC/37/L.1", series=series)
        other = make_tabled(
            "A/HRC/37/L.1/Rev.1", draft_symbol="A/HRC/37/L.1/Rev.1", series=series, session=text.session
        )
        amendment = make_voted(
            "A/HRC/37/L.9",
            {make_member("CHN"): "in_favour"},
            (1, 0, 0, 0),
            kind=TextKind.AMENDMENT,
            amends=text,
        )
        assert refresh_checks([text.pk]) == 2
        assert read_rules(other.symbol) == [("one_draft", "note"), ("one_series", "note")]
        text.date = DAY + datetime.timedelta(1)
        text.save()
        refresh_checks([text.pk])
        assert read_rules(amendment.symbol) == [("amendment_day", "note")]

    def test_a_day_that_is_wrong_does_not_make_the_right_ones_odd(self):
        """Of a session without days on file: the wrong days are left out of its middle."""
        make_unvoted("A/HRC/RES/37/1", meeting="1st meeting", date=DAY)
        make_unvoted("A/HRC/RES/37/2", meeting="2nd meeting", date=DAY.replace(year=2019))
        make_unvoted("A/HRC/RES/37/3", meeting="3rd meeting", date=DAY)
        refresh_checks()
        assert read_rules("A/HRC/RES/37/1") == []
        assert read_rules("A/HRC/RES/37/2") == [("date", "note"), ("meeting_day", "note")]


@pytest.mark.django_db
class TestHidden:
    """Nothing that is not public is mentioned by, or changes, a finding on a public text."""

    def test_a_hidden_text_is_not_mentioned_but_is_held_against_public_ones(self):
        series = Series.objects.create(slug="water", title="Water")
        shared: dict[str, Any] = {"draft_symbol": "A/HRC/37/L.1", "series": series, "meeting": "54th meeting"}
        public = make_unvoted("A/HRC/RES/37/1", **shared)
        hidden = make_tabled(
            "A/HRC/37/L.2",
            session=public.session,
            published=False,
            date=DAY - datetime.timedelta(1),
            **shared,
        )
        make_unvoted("A/HRC/RES/37/3", meeting="54th meeting", date=DAY)
        refresh_checks()
        assert read_rules(public.symbol) == []
        assert [rule for rule, _severity in read_rules(hidden.symbol)] == [
            "meeting_day",
            "one_draft",
            "one_series",
        ]

    def test_the_day_of_a_hidden_text_proves_nothing_about_an_amendment(self):
        text = make_unvoted("A/HRC/RES/37/1", published=False)
        amendment = make_voted(
            "A/HRC/37/L.9",
            {make_member("CHN"): "in_favour"},
            kind=TextKind.AMENDMENT,
            amends=text,
            date=DAY - datetime.timedelta(1),
        )
        assert read_rules(amendment.symbol) == []
        Resolution.objects.update(published=True)
        refresh_checks([text.pk])
        assert read_rules(amendment.symbol) == [("amendment_day", "note")]


@pytest.mark.django_db
class TestQueries:
    def fill(self, n: int, session: str = "37") -> None:
        place = make_session(session)
        for number in range(1, n + 1):
            make_unvoted(f"A/HRC/RES/{session}/{number}", session=place, meeting=f"{number}th meeting")

    def count(self, pk: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            refresh_checks([pk])
        return len(queries)

    def test_a_check_makes_as_many_queries_with_3_and_with_30_texts(self):
        self.fill(3)
        pk = Resolution.objects.get(symbol="A/HRC/RES/37/1").pk
        few = self.count(pk)
        Resolution.objects.exclude(pk=pk).delete()
        for number in range(2, 31):
            make_unvoted(f"A/HRC/RES/37/{number}", meeting=f"{number}th meeting")
        assert self.count(pk) == few

    def test_a_context_has_the_texts_of_the_session_alone(self):
        self.fill(3)
        self.fill(4, session="38")
        text = Resolution.objects.select_related("session").get(symbol="A/HRC/RES/38/1")
        with CaptureQueriesContext(connection) as queries:
            context = Context([text])
        assert len(queries) == 2
        assert len(context.facts) == 4
        assert len(Context([text], everything=True).facts) == 7

    def test_meetings_of_the_commission_are_numbered_through_its_sessions(self):
        for number, code in ((1238, "CHR-29"), (1254, "CHR-30")):
            session = make_session(code)
            make_unvoted(f"E/CN.4/RES/{number}", session=session, meeting=f"E/CN.4/SR.{number}")
        text = Resolution.objects.select_related("session").first()
        assert text is not None
        assert len(Context([text]).facts) == 2

    def test_a_text_that_is_gone_has_no_finding(self):
        self.fill(1)
        context = Context([], everything=True)
        assert context.find(Resolution(pk=99), {}) == []
