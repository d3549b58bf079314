"""What feeds and the map of the site list."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from votes.core.choices import Adoption, Position
from votes.models import Bloc, Correction, Explanation, Resolution, Series, Session, State, Topic, Vote

MOST_ENTRIES = 50  # of a feed: readers look more often than fifty votes are taken


def list_texts(
    *, series: Series | None = None, topic: Topic | None = None, session: Session | None = None
) -> QuerySet[Resolution]:
    """The latest public texts, of a series, a topic or a session; without any of these the latest recorded votes."""
    found = Resolution.objects.public().with_names().exclude(date=None)
    if series:
        found = found.filter(series=series)
    elif topic:
        found = found.filter(topics=topic)
    elif session:
        found = found.filter(session=session)
    else:
        found = found.filter(adoption=Adoption.RECORDED_VOTE)
    return found.order_by("-date", "-symbol_key", "-pk")[:MOST_ENTRIES]


def list_votes_of(state: State) -> list[tuple[Resolution, Position]]:
    """The latest votes of a State with its position. Votes that the check calls wrong are left out."""
    votes = Vote.objects.filter(state=state).values_list("resolution_id", "position")
    texts = [t for t in _list_voted(state) if t.is_trusted][:MOST_ENTRIES]
    positions = dict(votes.filter(resolution__in=texts))
    return [(text, Position(positions[text.pk])) for text in texts]


def _list_voted(state: State) -> QuerySet[Resolution]:
    found = Resolution.objects.public().with_names().filter(votes__state=state).exclude(date=None)
    return found.order_by("-date", "-symbol_key")[: MOST_ENTRIES * 2]


def list_corrections(state: State | None = None) -> QuerySet[Correction]:
    """The latest corrections in force of public texts; with `state` those that concern this State."""
    found = Correction.objects.in_force().filter(resolution__published=True)
    if state:
        found = found.filter(Q(state=state) | Q(after=state.iso3) | Q(before=state.iso3))
    return found.select_related("resolution", "state").order_by("-made_at", "-pk")[:MOST_ENTRIES]


def list_explanations() -> QuerySet[Explanation]:
    found = Explanation.objects.public().select_related("resolution", "state")
    return found.order_by(F("date").desc(nulls_last=True), "-pk")[:MOST_ENTRIES]


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
