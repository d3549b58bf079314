"""From the record to a list of drafts: what is tabled now, or was not yet decided on a past day."""

import datetime

from django.db.models import Count, F, Min, Q
from django.http import Http404
from django.utils.translation import gettext as _

from votes.core.choices import DECIDED, Adoption, Body, Outcome, TextKind
from votes.core.lookup import get_session_or_none
from votes.core.models.resolution import ResolutionQuerySet
from votes.forecast.briefing.result import Briefing
from votes.forecast.briefing.service import build_briefings, find_day_before_session
from votes.forecast.drafts.query import SessionQuery
from votes.forecast.drafts.result import DraftList, PastSession
from votes.forecast.service import get_day_before
from votes.models import Resolution, Session

# An amendment is put forward hours before its vote; a President's statement is never voted on.
FORECAST_KINDS = (TextKind.RESOLUTION, TextKind.DECISION)


def get_draft_list(query: SessionQuery) -> DraftList:
    """The drafts that `query` asks for; without a session and a day, what is tabled now.

    A past session without a day stands at the day before its first vote; a past day without a session, at the session
    of the next vote. Raises Http404 for an unknown session.
    """
    day, today = query.as_of, query.today
    session = get_council_session(query.session) if query.session else None
    if day is None or day == today:
        tabled = list_tabled(session)
        if tabled or session is None:
            return DraftList(session, today, False, today, tabled)
        day = find_day_before_session(session) or today
    session = session or find_next_session(day)
    texts = list_open_on(session, day) if session else list_tabled()
    return DraftList(session, day, True, today, texts)


def build_draft_briefings(drafts: DraftList) -> list[Briefing]:
    """The briefings on the drafts of a list, in their order; takes a second for forty of them."""
    return build_briefings(drafts.texts, drafts.as_of, drafts.today)


def get_council_session(code: str) -> Session:
    """The Council's session with this code. Raises Http404 where there is none on file."""
    session = get_session_or_none(code)
    if session is None or session.body != Body.COUNCIL:
        raise Http404(_("No session “%(code)s” of the Council is on file.") % {"code": code[:20]})
    return session


def list_tabled(session: Session | None = None) -> list[Resolution]:
    """What is tabled and not yet acted on, by agenda item, then symbol."""
    texts = Resolution.objects.public().filter(outcome=Outcome.TABLED)
    return order_by_item(texts.filter(session=session) if session else texts)


def count_tabled() -> int:
    return Resolution.objects.public().filter(outcome=Outcome.TABLED).count()


def list_open_on(session: Session, as_of: datetime.date) -> list[Resolution]:
    """The resolutions and decisions of a session not decided before `as_of`, by agenda item, then symbol.

    Those that were withdrawn are left out: nothing on file says whether they were still tabled that day.
    """
    open_then = Q(date__gte=as_of, outcome__in=DECIDED) | Q(outcome=Outcome.TABLED)
    return order_by_item(
        Resolution.objects.public().filter(open_then, session=session, kind__in=FORECAST_KINDS)
    )


def order_by_item(texts: ResolutionQuerySet) -> list[Resolution]:
    return list(
        texts.with_names()
        .select_related("series")
        .order_by(F("agenda_item").asc(nulls_last=True), "symbol_key", "pk")
    )


def list_past_sessions(limit: int) -> list[PastSession]:
    """The Council's latest sessions with recorded votes on texts other than amendments, latest first."""
    voted = Q(
        resolutions__published=True,
        resolutions__adoption=Adoption.RECORDED_VOTE,
        resolutions__kind__in=FORECAST_KINDS,
    )
    sessions = (
        Session.objects.filter(body=Body.COUNCIL)
        .annotate(first=Min("resolutions__date", filter=voted), n=Count("resolutions", filter=voted))
        .filter(n__gt=0)
        .order_by("-first", "-number")
    )
    return [PastSession(session, get_day_before(session.first), session.n) for session in sessions[:limit]]


def find_next_session(as_of: datetime.date) -> Session | None:
    """The Council's session of the first recorded vote on `as_of` or after it."""
    text = (
        Resolution.objects.public()
        .recorded()
        .filter(session__body=Body.COUNCIL, date__gte=as_of)
        .select_related("session")
        .order_by("date", "pk")
        .first()
    )
    return text.session if text else None
