"""If a series came back on a day: its members, what each did before, and the forecast, without a draft on file."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import F
from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from votes.core.choices import KINDS_ABOUT_ANOTHER_TEXT, Body, Outcome
from votes.forecast.as_of import BadDayError
from votes.forecast.briefing.result import Background, MemberOutlook
from votes.forecast.briefing.service import build_backgrounds
from votes.forecast.model import Forecast
from votes.forecast.service import get_forecasts
from votes.models import Resolution, Series, State
from votes.series.today.query import TodayQuery


@dataclass(frozen=True)
class SeriesToday:
    """The whole result. The background and the forecast are those of the latest text, with the members of `query.on`.

    `left_out`: how many earlier roll-calls are not used because they do not match the official record.
    `state_names`: of all States, by code.
    """

    series: Series
    query: TodayQuery
    background: Background
    forecast: Forecast
    left_out: int
    state_names: Mapping[str, str]

    @property
    def latest(self) -> Resolution:
        """The text whose title, item, topics and sponsors the forecast takes: the one tabled, else the last decided."""
        return self.background.text

    @property
    def is_tabled(self) -> bool:
        return self.latest.outcome == Outcome.TABLED

    @property
    def is_past(self) -> bool:
        return self.query.on < self.query.today

    @property
    def outlooks(self) -> list[MemberOutlook]:
        """The members that have a forecast, by name."""
        forecasts = {one.iso3: one for one in self.forecast.members}
        return [
            MemberOutlook(member, forecasts[member.state.iso3], None)
            for member in self.background.members
            if member.state.iso3 in forecasts
        ]


def get_series_today(series: Series, query: TodayQuery) -> SeriesToday:
    """How `series` would be voted on, on the day of `query`, from what was known before it.

    Nine queries, and those of a forecast that is not in the cache. Raises Http404 for a series of the Commission, and
    BadDayError if no text of it was known on that day.
    """
    latest = find_latest(series, query)
    states = {state.iso3: state for state in State.objects.all()}
    (background,) = build_backgrounds([latest], query.as_of, states, query.on)
    (forecast,) = get_forecasts([latest], query.as_of, query.on)
    return SeriesToday(
        series=series,
        query=query,
        background=background,
        forecast=forecast,
        left_out=sum(
            text.counted_in_favour is not None and not text.is_trusted for text in background.series
        ),
        state_names={iso3: state.name for iso3, state in states.items()},
    )


def find_latest(series: Series, query: TodayQuery) -> Resolution:
    """The text tabled now, unless the day is past; else the last one decided before that day.

    When a text was tabled is not on file, so none counts as tabled on a day in the past.
    """
    texts = Resolution.objects.public().filter(series=series).exclude(kind__in=KINDS_ABOUT_ANOTHER_TEXT)
    in_order = list(texts.with_names().order_by(F("date").asc(nulls_first=True), "symbol_key", "pk"))
    if in_order and all(text.session.body != Body.COUNCIL for text in in_order):
        raise Http404(_("Forecasts are made only for texts of the Council, not of the Commission."))
    tabled = [text for text in in_order if text.outcome == Outcome.TABLED and query.on >= query.today]
    decided = [text for text in in_order if text.date and text.date < query.as_of]
    if not (tabled or decided):
        day = {"day": date_format(query.as_of, "j F Y")}
        raise BadDayError(_("No text of this series had been decided before %(day)s.") % day, name="on")
    return (tabled or decided)[-1]
