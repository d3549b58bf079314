"""The day as of which a forecast stands, `?as_of=2020-06-01` in the address."""

import datetime
import re
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


class BadDayError(ValueError):
    """The address asks for a day that has no forecast. The message says why; `latest` is the last day that has one."""

    def __init__(self, message: str, latest: datetime.date | None = None) -> None:
        super().__init__(message)
        self.latest = latest


def get_today() -> datetime.date:
    return timezone.localdate()


def read_as_of(asked: Mapping[str, str], today: datetime.date) -> datetime.date | None:
    """The day of `as_of` in a query string; None where it has none.

    Raises BadDayError for what is not a date and for a day after `today`.
    """
    value = asked.get("as_of", "")
    if not value:
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            raise ValueError
        day = datetime.date.fromisoformat(value)
    except ValueError as error:
        raise BadDayError(
            _("as_of must be a date such as 2020-06-01, not “%(asked)s”.") % {"asked": value[:40]}
        ) from error
    if day > today:
        raise BadDayError(
            _("%(day)s is in the future. The last day for which there is a forecast is today, %(today)s.")
            % {"day": date_format(day, "j F Y"), "today": date_format(today, "j F Y")},
            today,
        )
    return day


def render_bad_day(request: HttpRequest, problem: BadDayError) -> HttpResponse:
    """The page that says why there is no forecast, with status 400."""
    return render(request, "votes/forecast/bad_day.html", {"problem": problem}, status=400)


def build_bad_day_json(problem: BadDayError) -> JsonResponse:
    """The same for those who asked for data, in JSON with status 400."""
    return JsonResponse({"error": str(problem), "latest": problem.latest}, status=400)
