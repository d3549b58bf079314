"""The day as of which a forecast stands, `?as_of=2020-06-01` in the address."""

import datetime
import re
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from votes.core.choices import COUNCIL_SINCE


class BadDayError(ValueError):
    """The address asks for a day that has no forecast. The message says why.

    `latest` is the last day that has one, None where that is no help; `name` is the parameter that takes the day.
    """

    def __init__(self, message: str, latest: datetime.date | None = None, name: str = "as_of") -> None:
        super().__init__(message)
        self.latest = latest
        self.name = name


def get_today() -> datetime.date:
    return timezone.localdate()


def read_as_of(asked: Mapping[str, str], today: datetime.date) -> datetime.date | None:
    """The day of `as_of` in a query string; None where it has none.

    Raises BadDayError for what is not a date, for a day after `today` and for one before there was a Council.
    """
    day = read_day(asked, "as_of")
    if day and day.year < COUNCIL_SINCE:
        raise BadDayError(_("The Council first met in %(year)s.") % {"year": COUNCIL_SINCE})
    if day and day > today:
        raise BadDayError(
            _("%(day)s is in the future. The last day for which there is a forecast is today, %(today)s.")
            % {"day": date_format(day, "j F Y"), "today": date_format(today, "j F Y")},
            today,
        )
    return day


def read_day(asked: Mapping[str, str], name: str) -> datetime.date | None:
    """The day of the parameter `name`; None without one. Raises BadDayError for what is not a date."""
    value = asked.get(name, "")
    if not value:
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            raise ValueError
        return datetime.date.fromisoformat(value)
    except ValueError as error:
        words = {"name": name, "asked": value[:40]}
        message = _("%(name)s must be a date such as 2020-06-01, not “%(asked)s”.") % words
        raise BadDayError(message, name=name) from error


def render_bad_day(request: HttpRequest, problem: BadDayError) -> HttpResponse:
    """The page that says why there is no forecast, with status 400."""
    return render(request, "votes/forecast/bad_day.html", {"problem": problem}, status=400)


def build_bad_day_json(problem: BadDayError) -> JsonResponse:
    """The same for those who asked for data, in JSON with status 400."""
    return JsonResponse({"error": str(problem), "latest": problem.latest}, status=400)
