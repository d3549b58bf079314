"""Series in the admin: merged where one text has two titles, divided where two texts have one."""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from votes.checking.checks import refresh_checks
from votes.core.series import divide_series, merge_series
from votes.entry.sessions import CountedAdmin
from votes.ingest.loading.existing_records import list_states
from votes.ingest.loading.title_keys import TitleKeys
from votes.models import Resolution, Series

# Titles with so many words that the other does not have, in both directions together, are called similar.
MOST_DIFFERING_WORDS = 2


@dataclass(frozen=True)
class SimilarSeries:
    """Two series whose titles are similar: `one` has fewer texts and would be merged into `target`."""

    one: Series
    target: Series
    n_one: int
    n_target: int
    shared_sessions: int
    differing: tuple[str, ...]


def find_similar(series: Iterable[Series], keys: TitleKeys) -> list[SimilarSeries]:
    """The pairs of series of one body with similar titles, the most similar first. `series`: with their texts."""
    known = {one.pk: one for one in series if one.resolutions.all()}
    words = {pk: Counter(keys.get(one.title).split()) for pk, one in known.items()}
    sessions = {pk: {text.session_id for text in one.resolutions.all()} for pk, one in known.items()}
    sharing: dict[tuple[str, str], list[int]] = defaultdict(list)
    for pk, one in known.items():
        for word in words[pk]:
            sharing[one.resolutions.all()[0].session.body, word].append(pk)
    found = []
    for first, second in {pair for pks in sharing.values() for pair in itertools.combinations(pks, 2)}:
        differing = (words[first] - words[second]) + (words[second] - words[first])
        common = words[first] & words[second]
        if differing.total() > MOST_DIFFERING_WORDS or differing.total() >= common.total():
            continue
        smaller, larger = sorted((first, second), key=lambda pk: (len(sessions[pk]), pk))
        found.append(
            SimilarSeries(
                one=known[smaller],
                target=known[larger],
                n_one=len(sessions[smaller]),
                n_target=len(sessions[larger]),
                shared_sessions=len(sessions[smaller] & sessions[larger]),
                differing=tuple(sorted(differing.elements())),
            )
        )
    return sorted(found, key=lambda pair: (len(pair.differing), pair.target.title, pair.one.title))


def get_named_series(request: HttpRequest, name: str) -> Series:
    """The series whose primary key a form sends under `name`; 404 where it names none that is not merged."""
    given = request.POST.get(name, "")
    pk = int(given) if re.fullmatch(r"[0-9]{1,9}", given, re.ASCII) else 0
    return get_object_or_404(Series, pk=pk, merged_into=None)


@admin.register(Series)
class SeriesAdmin(CountedAdmin):
    list_display = ["title", "texts", "merged_into"]
    list_select_related = ["merged_into"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}
    ordering = ["title"]
    actions = ["merge_selected"]
    change_list_template = "admin/votes/series/change_list.html"
    change_form_template = "admin/votes/series/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("similar/", wrap(self.similar_view), name="votes_series_similar"),
            path("<int:pk>/divide/", wrap(self.divide_view), name="votes_series_divide"),
            *super().get_urls(),
        ]

    def check_permission(self, request: HttpRequest) -> None:
        if not self.has_change_permission(request) or not request.user.has_perm("votes.change_resolution"):
            raise PermissionDenied

    # Merging.

    def merge(self, request: HttpRequest, series: Iterable[Series], target: Series) -> None:
        """Merge each of `series` into `target`, and say what happened."""
        for one in series:
            left_out = merge_series(one, target)
            self.log_change(request, target, [{"changed": {"fields": [f"“{one.title}” merged into it"]}}])
            self.log_change(request, one, [{"changed": {"fields": [f"merged into “{target.title}”"]}}])
            messages.success(
                request,
                _("“%(one)s” was merged into “%(target)s”. Its address leads there.")
                % {"one": one.title, "target": target.title},
            )
            if left_out:
                messages.warning(
                    request,
                    ngettext(
                        "%(symbols)s is no longer in a series, because this one already has a text of its session.",
                        "%(symbols)s are no longer in a series, because this one already has texts of their sessions.",
                        len(left_out),
                    )
                    % {"symbols": ", ".join(text.symbol for text in left_out)},
                )
            refresh_checks(list(target.resolutions.values_list("pk", flat=True)))

    @admin.action(
        description=gettext_lazy("Merge the selected series into the one with most texts"),
        permissions=["change"],
    )
    def merge_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self.check_permission(request)
        chosen = sorted(queryset.filter(merged_into=None), key=lambda one: (-one.text_count, one.pk))
        if len(chosen) < 2:
            messages.error(request, _("Select at least two series that are not merged yet."))
            return
        self.merge(request, chosen[1:], chosen[0])

    def similar_view(self, request: HttpRequest) -> HttpResponse:
        """The pairs of series with similar titles; a click merges the smaller into the larger."""
        self.check_permission(request)
        if request.method == "POST":
            one, target = (get_named_series(request, name) for name in ("one", "target"))
            if one != target:
                self.merge(request, [one], target)
            return redirect("admin:votes_series_similar")
        every = Series.objects.filter(merged_into=None).prefetch_related("resolutions__session")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Series with similar titles"),
            "opts": self.opts,
            "pairs": find_similar(every, TitleKeys(list_states())),
        }
        return render(request, "admin/votes/series/similar.html", context)

    # Dividing.

    def divide_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take texts out of a series, into a new one or into none."""
        self.check_permission(request)
        series = get_object_or_404(Series, pk=pk)
        texts = list(series.resolutions.select_related("session").newest_first())
        if request.method == "POST" and self.divide(request, series, texts):
            return redirect("admin:votes_series_change", series.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Divide “%(title)s”") % {"title": series.title},
            "opts": self.opts,
            "series": series,
            "texts": texts,
            "chosen": request.POST.getlist("text"),
            "new_title": request.POST.get("title", ""),
        }
        return render(request, "admin/votes/series/divide.html", context)

    def divide(self, request: HttpRequest, series: Series, texts: list[Resolution]) -> bool:
        """Whether the texts that the form names were taken out; if not, a message says why."""
        wanted = set(request.POST.getlist("text"))
        chosen = [text for text in texts if str(text.pk) in wanted]
        title = " ".join(request.POST.get("title", "").split())
        if not chosen:
            messages.error(request, _("Select the texts to take out of this series."))
            return False
        if len(title) > (Series._meta.get_field("title").max_length or 0):
            messages.error(request, _("The title is too long."))
            return False
        new = divide_series(chosen, title)
        symbols = ", ".join(text.symbol for text in chosen)
        self.log_change(request, series, [{"changed": {"fields": [f"{symbols} taken out"]}}])
        words = {"symbols": symbols, "title": title}
        messages.success(
            request,
            _("%(symbols)s: moved to the new series “%(title)s”.") % words
            if new
            else _("%(symbols)s: taken out of the series.") % words,
        )
        refresh_checks([text.pk for text in texts])
        return True
