"""Sessions and their texts."""

from dataclasses import dataclass

from django.db.models import Count, F, Max, Min, Q

from votes.core.choices import Adoption
from votes.core.coverage import SessionCoverage, get_coverage
from votes.models import Resolution, Session


def get_sessions() -> list[Session]:
    """The sessions with public texts on file, latest first, with counts of how they were decided."""
    public = Q(resolutions__published=True)
    return list(
        Session.objects.filter(public)
        .annotate(
            texts=Count("resolutions", filter=public),
            recorded=Count("resolutions", filter=public & Q(resolutions__adoption=Adoption.RECORDED_VOTE)),
            without_vote=Count("resolutions", filter=public & Q(resolutions__adoption=Adoption.WITHOUT_VOTE)),
            undecided=Count("resolutions", filter=public & Q(resolutions__adoption=Adoption.NONE)),
            first=Min("resolutions__date", filter=public),
            last=Max("resolutions__date", filter=public),
        )
        .order_by(F("last").desc(nulls_last=True), "-number", "pk")
    )


@dataclass(frozen=True)
class SessionRecord:
    """A session with its public texts by agenda item, then symbol.

    `coverage`: how many of its recorded votes are on file; None if nothing is known about that.
    """

    session: Session
    texts: list[Resolution]
    coverage: SessionCoverage | None


def get_session_record(session: Session) -> SessionRecord:
    """All texts of `session`: four queries, or six if the coverage is not in the cache."""
    texts = Resolution.objects.public().filter(session=session).with_names()
    return SessionRecord(
        session,
        list(texts.order_by(F("agenda_item").asc(nulls_last=True), "symbol_key", "pk")),
        get_coverage().by_code.get(session.code),
    )
