"""Topics and their aliases."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import ngettext

from votes.core.topics import join_topics
from votes.entry.autocomplete import Autocompletes
from votes.entry.bases import ModelAdmin
from votes.entry.sessions import CountedAdmin
from votes.models import Topic, TopicAlias


@admin.register(Topic)
class TopicAdmin(CountedAdmin):
    list_display = ["name", "texts"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    ordering = ["name"]


@admin.register(TopicAlias)
class TopicAliasAdmin(Autocompletes, ModelAdmin):
    """The list of variants: each one saved is applied at once to the texts on file."""

    list_display = ["name", "topic", "note", "in_force"]
    list_filter = ["in_force"]
    list_select_related = ["topic"]
    search_fields = ["name", "topic__name"]
    autocomplete_fields = ["topic"]

    def save_model(self, request: HttpRequest, obj: TopicAlias, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        moved = len(join_topics())
        if moved:
            words = ngettext(
                "%(n)s text was moved to the topic.", "%(n)s texts were moved to the topic.", moved
            )
            messages.info(request, words % {"n": moved})
