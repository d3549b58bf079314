"""The values by which the texts on file can be filtered, from the cache."""

from dataclasses import dataclass

from votes.core.folding import build_name_key
from votes.core.record_size import list_years
from votes.core.record_version import get_or_build
from votes.models import Resolution, Session, State, Topic

# Part of the key in the cache: count it up when the form of the choices changes.
FORM = 2

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TextChoices:
    """(value, words) of what the public texts have, each in its natural order."""

    years: Choices
    sessions: Choices
    items: Choices
    sponsors: Choices
    callers: Choices
    topics: Choices


def get_text_choices() -> TextChoices:
    """The choices of the record as it is now: one query where they are in the cache, seven where they are not."""
    return get_or_build(f"text-choices:{FORM}", build_text_choices)


def build_text_choices() -> TextChoices:
    """The choices from the database: six queries."""
    public = Resolution.objects.public()
    sessions = Session.objects.filter(resolutions__published=True).distinct()
    items = public.filter(agenda_item__isnull=False).order_by("agenda_item")
    sponsors = State.objects.filter(sponsored__published=True).distinct().order_by("name_key", "name")
    callers = State.objects.filter(votes_called__published=True).distinct().order_by("name_key", "name")
    topics = Topic.objects.filter(resolutions__published=True).distinct().order_by()
    return TextChoices(
        years=tuple((str(year), str(year)) for year in list_years(public)),
        sessions=tuple((s.code, s.full_name) for s in sessions.order_by("-body", "kind", "-number")),
        items=tuple((str(n), str(n)) for n in items.values_list("agenda_item", flat=True).distinct()),
        sponsors=tuple(sponsors.values_list("iso3", "name")),
        callers=tuple(callers.values_list("iso3", "name")),
        topics=tuple(sorted(topics.values_list("slug", "name"), key=lambda pair: build_name_key(pair[1]))),
    )
