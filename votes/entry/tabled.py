"""Entering tabled drafts of the coming session from a pasted list."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from votes.core.choices import KINDS_ABOUT_ANOTHER_TEXT, Adoption, Outcome, TextKind
from votes.core.rows import BlocRow, StateRow
from votes.ingest.loading.amendments_and_sponsors import Sponsors
from votes.ingest.loading.series import is_of_commission
from votes.ingest.loading.title_keys import TitleKeys
from votes.ingest.readers.tabled_list import TabledIssue, TabledRow, parse_tabled
from votes.models import Bloc, Resolution, Series, Session, State

LONGEST_LIST = 200_000

PROBLEMS = {
    "no_symbol": gettext_lazy("Line %(line)s has no draft symbol, such as A/HRC/62/L.5: “%(text)s”"),
    "no_title": gettext_lazy("Line %(line)s has no title: “%(text)s”"),
    "twice": gettext_lazy("Line %(line)s repeats a draft of an earlier line: “%(text)s”"),
    "too_long": gettext_lazy("Line %(line)s is too long for one draft: “%(text)s”"),
    "unrecognised": gettext_lazy(
        "Line %(line)s has a part that is not a title, sponsors, an agenda item, a day or an address: “%(text)s”"
    ),
}


class TabledForm(forms.Form):
    drafts = forms.CharField(
        label=gettext_lazy("Drafts, one per line"),
        max_length=LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 12, "cols": 120, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "The symbol and the title, then the agenda item, main sponsors, expected day and address where known. "
            "Separate them with tabs, vertical bars or semicolons, for example: "
            "A/HRC/62/L.5 | The right to food | 3 | Cuba, Egypt | 2026-07-08"
        ),
    )
    expected_on = forms.DateField(
        label=gettext_lazy("Expected day of the vote"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Used for drafts whose line gives no day"),
    )
    source = forms.CharField(
        label=gettext_lazy("Title of the source"),
        max_length=200,
        help_text=gettext_lazy("Where the list comes from"),
    )
    source_url = forms.URLField(
        label=gettext_lazy("Address of the source"), required=False, max_length=500, assume_scheme="https"
    )
    publish = forms.BooleanField(
        label=gettext_lazy("Publish"),
        required=False,
        help_text=gettext_lazy("Show the drafts on the public pages"),
    )


@dataclass(frozen=True)
class Draft:
    """One draft of the list, as it would be saved, and the text on file that it would change."""

    row: TabledRow
    series: Series | None
    sponsors: list[State]
    blocs: list[Bloc]
    unknown_sponsors: tuple[str, ...]
    stored: Resolution | None

    @property
    def is_decided(self) -> bool:
        return self.stored is not None and self.stored.outcome != Outcome.TABLED


class Names:
    """Recognises the series and the sponsors of drafts, with five queries for a list of any length."""

    def __init__(self) -> None:
        self.states = {state.iso3: state for state in State.objects.prefetch_related("other_names")}
        self.blocs = {bloc.slug: bloc for bloc in Bloc.objects.prefetch_related("other_names")}
        rows = [
            StateRow(
                s.iso3,
                s.name,
                s.regional_group,
                other_names=tuple((n.name, None) for n in s.other_names.all()),
            )
            for s in self.states.values()
        ]
        self.keys = TitleKeys(rows)
        self.sponsors = Sponsors(
            rows,
            [
                BlocRow(
                    b.slug, b.name, b.short_name, "", other_names=tuple(n.name for n in b.other_names.all())
                )
                for b in self.blocs.values()
            ],
        )
        titles = Resolution.objects.filter(series__isnull=False).exclude(kind__in=KINDS_ABOUT_ANOTHER_TEXT)
        self.series: dict[str, Series] = {}
        for text in titles.select_related("series", "session").only("title", "series", "session"):
            if text.series and not is_of_commission(text.session.code):
                self.series.setdefault(self.keys.get(text.title), text.series)

    def recognise(self, row: TabledRow, stored: Resolution | None) -> Draft:
        return Draft(
            row,
            self.series.get(self.keys.get(row.title)),
            [self.states[iso3] for iso3 in self.sponsors.find_states(row.sponsors_as_printed)],
            [self.blocs[slug] for slug in self.sponsors.find_blocs(row.sponsors_as_printed)],
            self.sponsors.find_unrecognised(row.sponsors_as_printed),
            stored,
        )


def recognise_drafts(text: str) -> tuple[list[Draft], list[TabledIssue]]:
    rows, problems = parse_tabled(text)
    symbols = [row.symbol for row in rows]
    stored = {text.symbol: text for text in Resolution.objects.filter(symbol__in=symbols)}
    decided = Resolution.objects.filter(draft_symbol__in=symbols).exclude(draft_symbol="")
    stored |= {text.draft_symbol: text for text in decided}
    names = Names()
    return [names.recognise(row, stored.get(row.symbol)) for row in rows], problems


@transaction.atomic
def save_drafts(
    drafts: list[Draft], given: dict[str, Any], user: AbstractBaseUser | AnonymousUser, *, published: bool
) -> int:
    """Save the drafts that have not been decided, with history; returns how many."""
    saved = 0
    for draft in drafts:
        if draft.is_decided:
            continue
        row = draft.row
        text = draft.stored or Resolution(symbol=row.symbol)
        text.kind = text.kind or TextKind.RESOLUTION
        text.title = row.title
        text.session = Session.get_or_make(row.session)
        text.agenda_item = row.item if row.item is not None else text.agenda_item
        text.adoption, text.outcome = Adoption.NONE, Outcome.TABLED
        text.expected_on = row.expected_on or given["expected_on"] or text.expected_on
        text.draft_symbol = row.symbol
        text.sponsors_as_printed = row.sponsors_as_printed or text.sponsors_as_printed
        if draft.series and is_free(draft.series, text):
            text.series = draft.series
        text.source, text.source_url = given["source"], row.source_url or given["source_url"]
        text.published = text.published or published
        text._history_user = user  # type: ignore[attr-defined]
        text.save()
        if row.sponsors_as_printed:
            text.sponsors.set(draft.sponsors)
            text.sponsor_blocs.set(draft.blocs)
        saved += 1
    return saved


def is_free(series: Series, text: Resolution) -> bool:
    """Whether no other text of the session is in the series, which has at most one."""
    return not series.resolutions.filter(session=text.session).exclude(pk=text.pk).exists()


def get_problem_lines(text: str, problems: list[TabledIssue]) -> str:
    """The lines of `text` that could not be read as drafts, for the user to correct."""
    lines = text.splitlines()
    return "\n".join(lines[problem.line - 1] for problem in problems)


def enter_tabled(request: HttpRequest, context: dict[str, Any], *, may_publish: bool) -> HttpResponse:
    """The page: paste the list, review what was recognised, save. Lines that cannot be read stay in the box."""
    bound = request.POST if request.method == "POST" else None
    form = TabledForm(bound, initial={"publish": may_publish})
    if not may_publish:
        del form.fields["publish"]
    drafts: list[Draft] = []
    problems: list[TabledIssue] = []
    if form.is_valid():
        drafts, problems = recognise_drafts(form.cleaned_data["drafts"])
        if "_save" in request.POST and any(not draft.is_decided for draft in drafts):
            publish = bool(form.cleaned_data.get("publish"))
            saved = save_drafts(drafts, form.cleaned_data, request.user, published=publish)
            messages.success(
                request, ngettext("%(n)s draft saved.", "%(n)s drafts saved.", saved) % {"n": saved}
            )
            if not problems:
                return redirect(f"{reverse('admin:votes_resolution_changelist')}?outcome__exact=tabled")
            left = {**form.cleaned_data, "drafts": get_problem_lines(form.cleaned_data["drafts"], problems)}
            form = TabledForm(initial=left)
            drafts = []
        elif not drafts and not problems:
            form.add_error("drafts", _("No draft was found in the list."))
    context |= {
        "form": form,
        "title": _("Enter tabled drafts"),
        "drafts": drafts,
        "problems": [
            PROBLEMS[problem.kind] % {"line": problem.line, "text": problem.text} for problem in problems
        ],
        "savable": sum(not draft.is_decided for draft in drafts),
    }
    return TemplateResponse(request, "admin/votes/resolution/tabled.html", context)
