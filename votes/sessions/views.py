"""The list of sessions, the page of one, and its data."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from votes.core.lookup import get_session_or_none
from votes.resolutions.serialize import LISTED_COLUMNS, flatten_listed
from votes.resolutions.service import fold_listed
from votes.scope.page import build_population_line
from votes.scope.query import read_texts_scope
from votes.sessions.serialize import serialize_session
from votes.sessions.service import get_session_record, get_sessions
from votes.sessions.wording import describe_session
from votes.web.address import describe_unknown_names
from votes.web.downloads import build_csv, build_json


@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    scope, notes = read_texts_scope(request.GET)
    found = get_sessions(scope)
    context = {
        "sessions": found.sessions,
        "population": build_population_line(found.population, request.GET),
        "coverage": found.coverage,
        "notes": notes,
    }
    return render(request, "votes/sessions/sessions.html", context)


@require_safe
def session(request: HttpRequest, code: str) -> HttpResponse:
    found = get_session_or_none(code)
    if found is None:
        raise Http404(_("No session “%(code)s” is on file.") % {"code": code[:20]})
    record = get_session_record(found)
    context = {
        "session": record.session,
        "texts": record.texts,
        "listed": fold_listed(record.texts),
        "n": len(record.own_texts),
        "finding": describe_session(record.own_texts),
        "n_amendments": len(record.about_other_texts),
        "on_amendments": describe_session(record.about_other_texts),
        "coverage": record.coverage,
        "notes": describe_unknown_names(request.GET, []),
    }
    return render(request, "votes/sessions/session.html", context)


@require_safe
def session_data(request: HttpRequest, code: str, form: str) -> HttpResponse:
    found = get_session_or_none(code)
    if found is None:
        raise Http404
    record = get_session_record(found)
    if form == "json":
        return build_json({**serialize_session(record), "notes": describe_unknown_names(request.GET, [])})
    return build_csv(f"session-{code}", {}, LISTED_COLUMNS, [flatten_listed(text) for text in record.texts])
