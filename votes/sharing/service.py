"""What feeds and the map of the site list."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404

from votes.core.choices import Adoption, Position
from votes.models import Bloc, Correction, Explanation, Resolution, Series, Session, State, Topic, Vote

MOST_ENTRIES = 50  # of a feed: readers look more often than fifty votes are taken


@dataclass(frozen=True)
class ListedText:
    """A text with its day, and when a value of it was corrected last or a correction withdrawn; None if never."""

    resolution: Resolution
    date: datetime.date
    corrected: datetime.datetime | None


def list_texts(
    *, series: Series | None = None, topic: Topic | None = None, session: Session | None = None
) -> list[ListedText]:
    """The latest public texts, of a series, a topic or a session; without any of these the latest recorded votes.

    Those whose day is not on file are left out.
    """
    found = Resolution.objects.all()
    if series:
        found = found.filter(series=series)
    elif topic:
        found = found.filter(topics=topic)
    elif session:
        found = found.filter(session=session)
    else:
        found = found.filter(adoption=Adoption.RECORDED_VOTE)
    return _list_latest(found, MOST_ENTRIES)


def _list_latest(found: QuerySet[Resolution], most: int) -> list[ListedText]:
    """The latest `most` of `found` that are public and whose day is on file."""
    chosen = Resolution.objects.public().with_names().filter(pk__in=found.order_by().values("pk"))
    texts = list(chosen.exclude(date=None).order_by("-date", "-symbol_key", "-pk")[:most])
    moments = Correction.objects.filter(resolution__in=texts).values("resolution")
    corrected = {
        row["resolution"]: max(filter(None, (row["made"], row["withdrawn"])))
        for row in moments.annotate(made=Max("made_at"), withdrawn=Max("withdrawn_at"))
    }
    return [ListedText(text, text.date, corrected.get(text.pk)) for text in texts if text.date]


def list_votes_of(state: State) -> list[tuple[ListedText, Position]]:
    """The latest votes of a State with its position. Votes that the check calls wrong are left out."""
    texts = _list_latest(Resolution.objects.filter(votes__state=state), MOST_ENTRIES * 2)
    trusted = [text for text in texts if text.resolution.is_trusted][:MOST_ENTRIES]
    votes = Vote.objects.filter(state=state, resolution__in=[text.resolution for text in trusted])
    positions = dict(votes.values_list("resolution_id", "position"))
    return [(text, Position(positions[text.resolution.pk])) for text in trusted]


def list_corrections(state: State | None = None) -> QuerySet[Correction]:
    """The latest corrections in force of public texts; with `state` those that concern this State."""
    found = Correction.objects.in_force().filter(resolution__published=True)
    if state:
        found = found.filter(Q(state=state) | Q(after=state.iso3) | Q(before=state.iso3))
    return found.select_related("resolution", "state").order_by("-made_at", "-pk")[:MOST_ENTRIES]


def list_explanations() -> list[tuple[Explanation, datetime.date]]:
    """The latest statements, each with its own day or that of its text; those without either are left out."""
    found = Explanation.objects.public().select_related("resolution", "state")
    day = Coalesce("date", "resolution__date")
    dated = found.annotate(day=day).filter(day__isnull=False).order_by("-day", "-pk")[:MOST_ENTRIES]
    return [(one, spoken) for one in dated if (spoken := one.date or one.resolution.date)]


def list_state_names() -> dict[str, str]:
    return dict(State.objects.values_list("iso3", "name"))


def find_state(iso3: str) -> State:
    """Http404 if there is none."""
    return get_object_or_404(State, iso3=iso3)


def find_series(slug: str) -> Series:
    return get_object_or_404(Series, slug=slug)


def find_topic(slug: str) -> Topic:
    return get_object_or_404(Topic, slug=slug)


def find_session(code: str) -> Session:
    try:
        known = Session.parse_code(code)
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(Session, **known)


def list_addresses(kind: str) -> QuerySet[Any]:
    """What has a page of its own, by the name of a section of the map of the site."""
    found: dict[str, QuerySet[Any]] = {
        "resolutions": Resolution.objects.public().only("address"),
        "states": State.objects.all(),
        "series": Series.objects.filter(resolutions__published=True).distinct(),
        "sessions": Session.objects.filter(resolutions__published=True).distinct(),
        "blocs": Bloc.objects.all(),
    }
    return found[kind].order_by("pk")
