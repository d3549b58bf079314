"""Before a session: what is tabled, and the briefing on each text, today's or of any past eve."""

import datetime
import re
import zlib
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from votes.core.choices import Body, Outcome
from votes.core.lookup import (
    find_near_resolutions,
    find_resolution,
    get_resolution_or_none,
    get_session_or_none,
)
from votes.core.record_version import get_or_build
from votes.core.roll_calls import read_roll_call, read_roll_calls
from votes.forecast.briefing import page as present
from votes.forecast.briefing import serialize as data
from votes.forecast.briefing import service as queries
from votes.forecast.briefing.page import Briefing
from votes.forecast.briefing.tabled_texts import describe_table
from votes.forecast.service import get_forecast, get_forecasts
from votes.models import Resolution, Session
from votes.web.downloads import build_csv, build_json
from votes.web.unknown_symbol import render_unknown_symbol

EVES_OFFERED = 6


class BadDayError(ValueError):
    """The address asks for a day that has no forecast; the message says why, `instead` is a day that has one."""

    def __init__(self, message: str, instead: datetime.date | None = None) -> None:
        super().__init__(message)
        self.instead = instead


def read_day(asked: str, today: datetime.date) -> datetime.date | None:
    """The day that `?as_of=` names; None where it names none. BadDayError for what is no day, or lies ahead."""
    if not asked:
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", asked, re.ASCII):
            raise ValueError
        day = datetime.date.fromisoformat(asked)
    except ValueError as error:
        shown = asked[:40]
        raise BadDayError(
            _("as_of wants a day written like 2020-06-01; “%(asked)s” is none.") % {"asked": shown}
        ) from error
    if day > today:
        raise BadDayError(
            _(
                "%(day)s lies ahead: nobody knows yet what will be known then. The latest day is today, %(today)s."
            )
            % {"day": date_format(day, "j F Y"), "today": today.isoformat()},
            today,
        )
    return day


def choose_day(text: Resolution, asked: str) -> datetime.date:
    """The day as of which a forecast of `text` shall stand: the one asked for, else its eve, else today.

    BadDayError for a day after the vote: what was decided before it includes the text.
    """
    today = queries.get_today()
    day = read_day(asked, today) or queries.find_eve(text, today)
    if text.outcome != Outcome.TABLED and text.date and day > text.date:
        words = {
            "symbol": text.symbol,
            "day": date_format(text.date, "j F Y"),
            "last": text.date.isoformat(),
        }
        raise BadDayError(
            _("%(symbol)s was decided on %(day)s: a forecast of it stands as of %(last)s or an earlier day.")
            % words,
            text.date,
        )
    return day


@dataclass(frozen=True)
class Table:
    """What lay on the table: of which session (None: of any), as of which day, and whether that is past."""

    session: Session | None
    as_of: datetime.date
    is_past: bool
    texts: list[Resolution]

    @property
    def name(self) -> str:
        """What is made of the table is kept under this name."""
        session = self.session.code if self.session else ""
        return f"{session}:{self.as_of}:{self.is_past}:{queries.get_today()}"

    @property
    def past(self) -> datetime.date | None:
        return self.as_of if self.is_past else None


def read_table(request: HttpRequest, code: str = "") -> Table:
    """The drafts that `?session=` and `?as_of=` ask for; without them, what is tabled now.

    A past session without a day stands at the eve of its first vote; a past day without a session, at the session of
    the next vote. Http404 for an unknown session, BadDayError for a bad day.
    """
    today = queries.get_today()
    day = read_day(request.GET.get("as_of", ""), today)
    session = None
    if code := code or request.GET.get("session", ""):
        session = get_session_or_none(code)
        if session is None or session.body != Body.COUNCIL:
            raise Http404(_("No session “%(code)s” of the Council is on file.") % {"code": code[:20]})
    if day is None or day == today:
        tabled = queries.list_tabled(session)
        if tabled or session is None:
            return Table(session, today, False, tabled)
        day = queries.find_eve_of(session) or today
    session = session or queries.find_next_session(day)
    return Table(session, day, True, queries.list_open_on(session, day) if session else queries.list_tabled())


def refuse(request: HttpRequest, problem: BadDayError) -> HttpResponse:
    return render(request, "votes/forecast/briefing/bad_day.html", {"problem": problem}, status=400)


def refuse_data(problem: BadDayError) -> JsonResponse:
    return JsonResponse({"error": str(problem), "latest": problem.instead}, status=400)


def build_briefings(found: list[Resolution], as_of: datetime.date) -> list[Briefing]:
    """The briefings on texts that lay on one table, each with what came of it."""
    rows = queries.build_before(found, {text.pk: as_of for text in found})
    forecasts = get_forecasts(found, as_of)
    results = read_roll_calls(found)
    names, today = queries.get_names(), queries.get_today()
    return [
        present.build_briefing(
            row, forecast, results.get(row.text.pk, {}), names, today, anchor=f"t{row.text.pk}-"
        )
        for row, forecast in zip(rows, forecasts, strict=True)
    ]


def render_table(request: HttpRequest, template: str, table: Table) -> HttpResponse:
    """The page of a table. Forty briefings take a second: they are written once for each version of the record."""

    def write() -> bytes:
        briefings = build_briefings(table.texts, table.as_of)
        context = {
            "table": table,
            "briefings": briefings,
            "finding": describe_table(briefings, table.session, table.past),
            "eves": queries.list_eves(EVES_OFFERED),
        }
        # Two megabytes of sheets are an eighth of that when compressed, and the cache holds hundreds of pages.
        return zlib.compress(render_to_string(template, context, request).encode())

    return HttpResponse(zlib.decompress(get_or_build(f"{template}:{table.name}", write)))


@require_safe
def before(request: HttpRequest) -> HttpResponse:
    try:
        table = read_table(request)
    except BadDayError as problem:
        return refuse(request, problem)
    return render_table(request, "votes/forecast/briefing/session.html", table)


@require_safe
def before_data(request: HttpRequest, form: str) -> HttpResponse:
    try:
        table = read_table(request)
    except BadDayError as problem:
        return refuse_data(problem)
    rows = get_or_build(
        f"before-data:{table.name}",
        lambda: [data.serialize_line(one) for one in build_briefings(table.texts, table.as_of)],
    )
    session = table.session.code if table.session else None
    if form == "csv":
        scope = {"session": session or "all", "as-of": table.as_of.isoformat()}
        return build_csv("before", scope, [data.flatten_line(row) for row in rows])
    return build_json({"session": session, "as_of": table.as_of, "n": len(rows), "drafts": rows})


@require_safe
def session_briefings(request: HttpRequest, code: str) -> HttpResponse:
    """Every briefing of a session, one after another, to be printed."""
    try:
        table = read_table(request, code)
    except BadDayError as problem:
        return refuse(request, problem)
    return render_table(request, "votes/forecast/briefing/briefings.html", table)


def find_text(address: str) -> Resolution | None:
    """The Council's public text with this symbol, or that its draft's symbol leads to. Http404 for the Commission's."""
    text = get_resolution_or_none(address)
    if text is None and (found := find_resolution(address)):
        text = get_resolution_or_none(found.address)
    if text and text.session.body != Body.COUNCIL:
        raise Http404(_("Forecasts are made for the texts of the Council, not for those of the Commission."))
    return text


def read_briefing(text: Resolution, request: HttpRequest) -> Briefing:
    """The briefing as of the day that the address asks for, or of today or the eve. May raise BadDayError."""
    day = choose_day(text, request.GET.get("as_of", ""))
    (row,) = queries.build_before([text], {text.pk: day})
    result = read_roll_call(text)
    return present.build_briefing(
        row, get_forecast(text, day), result, queries.get_names(), queries.get_today()
    )


@require_safe
def briefing(request: HttpRequest, address: str) -> HttpResponse:
    text = find_text(address)
    if text is None:
        return render_unknown_symbol(request, address)
    try:
        shown = read_briefing(text, request)
    except BadDayError as problem:
        return refuse(request, problem)
    return render(request, "votes/forecast/briefing/briefing.html", {"b": shown})


@require_safe
def briefing_data(request: HttpRequest, address: str, form: str) -> HttpResponse:
    text = find_text(address)
    if text is None:
        near = [near.symbol for near in find_near_resolutions(address)]
        return JsonResponse({"error": "No text with this symbol is on file.", "near": near}, status=404)
    try:
        shown = read_briefing(text, request)
    except BadDayError as problem:
        return refuse_data(problem)
    if form == "csv":
        return build_csv(
            shown.symbol, {"as-of": shown.before.as_of.isoformat()}, data.flatten_briefing(shown)
        )
    return build_json(data.serialize_briefing(shown, address))
