"""Atom feeds: new votes, a State, a series, a topic, a session, statements and corrections."""

import datetime
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from votes.corrections.wording import build_corrections
from votes.models import Correction, Explanation, State
from votes.sharing import service
from votes.web.text_names import get_text_name
from votes.web.wording import describe_outcome, name_in_sentence


@dataclass(frozen=True)
class Entry:
    """One entry of a feed. `key` never changes, so that a feed reader knows the entry again.

    `time`: when it happened. `corrected`: when it was corrected last, None if never.
    """

    key: str
    title: str
    body: str
    address: str
    time: datetime.datetime
    corrected: datetime.datetime | None = None


def at_midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


def build_text_entry(text: service.ListedText) -> Entry:
    return Entry(
        f"text:{text.resolution.address}",
        f"{text.resolution.symbol}: {get_text_name(text.resolution).name}",
        f"{describe_outcome(text.resolution)}.",
        text.resolution.get_absolute_url(),
        at_midnight(text.date),
        text.corrected,
    )


def build_correction_entry(correction: Correction, names: dict[str, str]) -> Entry:
    (shown,) = build_corrections([correction], names)
    text = correction.resolution
    return Entry(
        f"correction:{correction.pk}",
        _("Correction of %(symbol)s: %(what)s") % {"symbol": text.symbol, "what": shown.what},
        _("%(before)s is corrected to %(after)s. %(reason)s")
        % {"before": shown.before, "after": shown.after, "reason": correction.reason},
        f"{text.get_absolute_url()}#corrections",
        correction.made_at,
    )


def build_explanation_entry(explanation: Explanation, day: datetime.date) -> Entry:
    text = explanation.resolution
    return Entry(
        f"explanation:{explanation.pk}",
        f"{explanation.speaker_name}, {text.symbol}: {explanation.get_kind_display()}",
        explanation.summary,
        f"{text.get_absolute_url()}#said",
        at_midnight(day),
    )


class EntryFeed(Feed):  # type: ignore[type-arg]
    """A feed of entries, newest first; each feed says what it lists."""

    feed_type = Atom1Feed
    author_name = "HRC voting record"

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().__call__(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    def link(self, found: Any = None) -> str:
        return str(found.get_absolute_url()) if found else reverse("home")

    def feed_guid(self, found: Any = None) -> str:
        return f"tag:hrc-voting-record,2006:feed:{type(self).__name__}:{self.link(found)}"

    def item_title(self, item: Entry) -> str:
        return item.title

    def item_description(self, item: Entry) -> str:
        return item.body

    def item_link(self, item: Entry) -> str:
        return item.address

    def item_guid(self, item: Entry) -> str:
        return f"tag:hrc-voting-record,2006:{item.key}"

    def item_pubdate(self, item: Entry) -> datetime.datetime:
        return item.time

    def item_updateddate(self, item: Entry) -> datetime.datetime:
        return max(item.time, item.corrected or item.time)


class VotesFeed(EntryFeed):
    def title(self) -> str:
        return _("Recorded votes of the UN Human Rights Council")

    def items(self) -> list[Entry]:
        return [build_text_entry(text) for text in service.list_texts()]


class ExplanationsFeed(EntryFeed):
    def title(self) -> str:
        return _("Explanations of vote in the UN Human Rights Council")

    def items(self) -> list[Entry]:
        return [build_explanation_entry(explanation, day) for explanation, day in service.list_explanations()]


class CorrectionsFeed(EntryFeed):
    def title(self) -> str:
        return _("Corrections of the voting record")

    def items(self) -> list[Entry]:
        names = service.list_state_names()
        return [build_correction_entry(correction, names) for correction in service.list_corrections()]


class StateFeed(EntryFeed):
    """The votes of a State, and the corrections that concern it."""

    def get_object(self, request: HttpRequest, iso3: str) -> State:
        return service.find_state(iso3)

    def title(self, state: State) -> str:
        return _("How %(state)s votes in the UN Human Rights Council") % {"state": name_in_sentence(state)}

    def items(self, state: State) -> list[Entry]:
        names = service.list_state_names()
        entries = []
        for text, position in service.list_votes_of(state):
            entry = build_text_entry(text)
            key = f"vote:{state.iso3}:{text.resolution.address}"
            entries.append(replace(entry, key=key, title=f"{position.label}: {entry.title}"))
        entries += [build_correction_entry(found, names) for found in service.list_corrections(state)]
        return sorted(entries, key=lambda entry: entry.time, reverse=True)[: service.MOST_ENTRIES]


class SeriesFeed(EntryFeed):
    def get_object(self, request: HttpRequest, slug: str) -> Any:
        return service.find_series(slug)

    def title(self, series: Any) -> str:
        return str(series.title)

    def items(self, series: Any) -> list[Entry]:
        return [build_text_entry(text) for text in service.list_texts(series=series)]


class TopicFeed(EntryFeed):
    def get_object(self, request: HttpRequest, slug: str) -> Any:
        return service.find_topic(slug)

    def title(self, topic: Any) -> str:
        return _("Texts on the topic “%(topic)s”") % {"topic": topic.name}

    def link(self, topic: Any = None) -> str:
        return f"{reverse('resolutions')}?topic={topic.slug}"

    def items(self, topic: Any) -> list[Entry]:
        return [build_text_entry(text) for text in service.list_texts(topic=topic)]


class SessionFeed(EntryFeed):
    def get_object(self, request: HttpRequest, code: str) -> Any:
        return service.find_session(code)

    def title(self, session: Any) -> str:
        return str(session.full_name)

    def items(self, session: Any) -> list[Entry]:
        return [build_text_entry(text) for text in service.list_texts(session=session)]
