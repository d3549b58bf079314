"""The list of sessions, the page of one, and its data."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from votes.core.coverage import get_coverage
from votes.core.lookup import get_session_or_none
from votes.resolutions.serialize import LISTED_COLUMNS, flatten_listed
from votes.resolutions.service import fold_listed
from votes.sessions.serialize import serialize_session
from votes.sessions.service import get_session_record, get_sessions
from votes.sessions.wording import describe_session
from votes.web.downloads import build_csv, build_json


@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "votes/sessions/sessions.html",
        {"sessions": get_sessions(), "coverage": get_coverage().by_code},
    )


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
        "finding": describe_session(record.texts),
        "coverage": record.coverage,
    }
    return render(request, "votes/sessions/session.html", context)


@require_safe
def session_data(request: HttpRequest, code: str, form: str) -> HttpResponse:
    found = get_session_or_none(code)
    if found is None:
        raise Http404
    record = get_session_record(found)
    if form == "json":
        return build_json(serialize_session(record))
    return build_csv(f"session-{code}", {}, LISTED_COLUMNS, [flatten_listed(text) for text in record.texts])
