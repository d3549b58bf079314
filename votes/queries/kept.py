"""Forecasts that are kept: what stood the day before a vote, written down as the vote is entered."""

import datetime
from collections.abc import Mapping
from typing import Any

from votes.choices import Outcome
from votes.models import KeptForecast, Resolution
from votes.queries.forecast_cache import get_forecast

ONE_DAY = datetime.timedelta(days=1)


def keep_forecasts(sender: Any, days: Mapping[int, datetime.date], **kwargs: Any) -> None:
    """Keep of each tabled text that has none yet the forecast of the day before its vote.

    `days`: the day of the vote by the text's primary key. Receives `about_to_decide`, so texts, votes and all else
    are on file as they stood. What is kept already stays as it is.
    """
    texts = Resolution.objects.filter(pk__in=days, outcome=Outcome.TABLED, kept_forecast=None)
    for text in texts.select_related("session", "series"):
        eve = days[text.pk] - ONE_DAY
        forecast = get_forecast(text, eve)
        KeptForecast.objects.create(
            resolution=text, as_of=eve, method=forecast.method, forecast=forecast.as_dict()
        )
