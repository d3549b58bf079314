"""Forecasts saved before a vote: stored when the vote is entered, found again for the text's page."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from votes.core.choices import Outcome
from votes.forecast.service import get_day_before, get_forecast
from votes.models import Resolution, SavedForecast


def save_forecasts(sender: Any, days: Mapping[int, datetime.date], **kwargs: Any) -> None:
    """Save for each tabled text that has no saved forecast yet the one as of the day before its vote.

    `days` has the day of the vote by the text's primary key. This is the receiver of `about_to_decide`, so the
    database holds what was known before the vote was entered. A saved forecast is never replaced. None is
    saved while the members of that day are not all on file.
    """
    texts = Resolution.objects.filter(pk__in=days, outcome=Outcome.TABLED, saved_forecast=None)
    for text in texts.select_related("session", "series"):
        as_of = get_day_before(days[text.pk])
        forecast = get_forecast(text, as_of)
        if forecast.adopted is None:
            continue  # the members are not all on file
        SavedForecast.objects.create(
            resolution=text, as_of=as_of, method=forecast.method, forecast=forecast.as_dict()
        )


def find_saved_forecast(text: Resolution) -> SavedForecast | None:
    """The forecast saved before the vote on `text`; no query where it was selected along with the text."""
    try:
        return text.saved_forecast
    except ObjectDoesNotExist:
        return None
