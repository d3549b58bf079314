"""Texts: one page for the text, the decision, the roll-call and the explanations."""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import QuerySet
from django.forms import Script
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from simple_history.utils import bulk_update_with_history

from votes.checking.checks import refresh_checks, store_result
from votes.core.choices import DECIDED, Adoption, CheckStatus, Outcome
from votes.core.history import store_first_versions
from votes.core.models.forecast import about_to_decide
from votes.core.models.resolution import ResolutionQuerySet
from votes.entry.corrections import CorrectingAdmin
from votes.entry.explanation import ExplanationInline
from votes.entry.filters import CallerFilter, LatestSessionFilter
from votes.entry.forms import URL_OVERRIDES, CheckForm, ResolutionForm
from votes.entry.saving import save_roll_call
from votes.entry.tabled.form import enter_tabled
from votes.entry.text_reading import build_text_reading
from votes.entry.validation_issues import find_validation_issues
from votes.entry.vote_entry import VoteEntry
from votes.models import RecordVersion, Resolution
from votes.web.text_names import get_text_name
from votes.web.wording import describe_outcome

SIGNS = {CheckStatus.RECONCILED: "✓", CheckStatus.UNRECONCILED: "✗", CheckStatus.NOT_CHECKED: "–"}
LONGEST_TITLE = 90

FIELDSETS: Any = [
    (
        gettext_lazy("Text"),
        {
            "fields": [
                ("symbol", "kind"),
                "title",
                ("date", "session"),
                "expected_on",
                ("draft_symbol", "agenda_item"),
                "sponsors",
                "sponsor_blocs",
                ("called_by", "called_by_group"),
                "called_by_source",
                ("series", "amends"),
                "topics",
            ]
        },
    ),
    (
        gettext_lazy("Decision"),
        {
            "fields": [
                ("adoption", "outcome"),
                ("official_in_favour", "official_against", "official_abstaining", "official_not_voting"),
            ],
            "classes": ["decision"],
            "description": gettext_lazy(
                "Enter the totals as the Council announced them. Leave “Not voting” empty if it was not announced."
            ),
        },
    ),
    (None, {"fields": ["check_reason"], "classes": ["roll-call"]}),
    (
        gettext_lazy("Sources"),
        {"fields": [("source", "source_record"), "source_url", "text_url", "note"]},
    ),
    (
        gettext_lazy("As printed in the source"),
        {
            "fields": [
                "symbol_as_printed",
                "draft_as_printed",
                "other_outcome",
                "agenda_item_title",
                "sponsors_as_printed",
                ("meeting", "fetched_on"),
            ],
            "classes": ["collapse"],
        },
    ),
    (gettext_lazy("Publication"), {"fields": ["published"]}),
]


@admin.register(Resolution)
class ResolutionAdmin(CorrectingAdmin):
    form = ResolutionForm
    formfield_overrides = URL_OVERRIDES
    fieldsets = FIELDSETS
    inlines = [ExplanationInline]
    change_form_template = "admin/votes/resolution/change_form.html"
    autocomplete_fields = ["session", "sponsors", "called_by", "series", "amends", "topics"]
    list_display = ["symbol", "publication", "short_title", "date", "decision", "totals", "check_result"]
    list_filter = [
        "published", "check_status", "adoption", "outcome", "kind", "session__body", LatestSessionFilter, CallerFilter
    ]  # fmt: skip
    list_per_page = 50
    search_fields = ["symbol", "draft_symbol", "title"]
    search_help_text = gettext_lazy(
        "Symbol, draft symbol or words from the title, for example 37/23, L.36 or cooperation"
    )
    date_hierarchy = "date"
    actions = ["publish", "unpublish"]
    save_on_top = False

    class Media:
        css = {"all": ["vote-entry/vote-entry.css"]}
        js = [Script("vote-entry/vote-entry.js", defer=True)]

    # The list.

    def get_queryset(self, request: HttpRequest) -> ResolutionQuerySet:
        return cast(ResolutionQuerySet, super().get_queryset(request)).with_names()

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def short_title(self, text: Resolution) -> str:
        name = get_text_name(text).name
        return name if len(name) <= LONGEST_TITLE else f"{name[:LONGEST_TITLE].rstrip()}…"

    @admin.display(description=gettext_lazy("decision"), ordering="outcome")
    def decision(self, text: Resolution) -> str:
        how = "" if text.adoption == Adoption.NONE else f", {text.get_adoption_display().lower()}"
        return f"{text.get_outcome_display()}{how}"

    @admin.display(description=gettext_lazy("Y–N–A"), ordering="official_in_favour")
    def totals(self, text: Resolution) -> str:
        if not text.has_totals:
            return ""
        return f"{text.official_in_favour}–{text.official_against}–{text.official_abstaining}"

    @admin.display(description=gettext_lazy("roll-call"), ordering="check_status")
    def check_result(self, text: Resolution) -> str:
        if text.adoption != Adoption.RECORDED_VOTE:
            return ""
        return f"{SIGNS[CheckStatus(text.check_status)]} {text.get_check_status_display()}"

    @admin.display(description=gettext_lazy("published"), ordering="published")
    def publication(self, text: Resolution) -> str:
        return _("✓ Published") if text.published else _("✎ Not published")

    def view_on_site(self, text: Resolution) -> str | None:
        return text.get_absolute_url() if text.published else None

    # Permissions.

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("votes.publish_resolution")

    def edits_roll_call(self, request: HttpRequest, obj: Resolution | None = None) -> bool:
        may_save = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return may_save and request.user.has_perms(["votes.add_vote", "votes.change_vote"])

    def get_readonly_fields(self, request: HttpRequest, obj: Resolution | None = None) -> list[str]:
        return [] if self.has_publish_permission(request) else ["published"]

    # The page of a text.

    def get_urls(self) -> list[URLPattern]:
        check = path(
            "check-roll-call/",
            self.admin_site.admin_view(self.check_roll_call_view),
            name="votes_resolution_check_roll_call",
        )
        tabled = path("tabled/", self.admin_site.admin_view(self.tabled_view), name="votes_resolution_tabled")
        return [check, tabled, *super().get_urls()]

    def tabled_view(self, request: HttpRequest) -> HttpResponse:
        """Enter tabled drafts from a pasted list."""
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        context = self.admin_site.each_context(request)
        return enter_tabled(request, context, may_publish=self.has_publish_permission(request))

    def get_form(self, request: HttpRequest, obj: Resolution | None = None, *args: Any, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, *args, **kwargs)
        form.edits_roll_call = self.edits_roll_call(request, obj)
        return form

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if rows := {"title": 2, "check_reason": 3, "note": 3}.get(db_field.name):
            kwargs["widget"] = AdminTextareaWidget(attrs={"rows": rows})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial = {"adoption": Adoption.RECORDED_VOTE, "outcome": Outcome.ADOPTED}
        return {**initial, **super().get_changeform_initial_data(request)}

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            # Another user has just saved the same thing; the form's own checks now find it and report it.
            return super().changeform_view(request, *args, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        form = context["adminform"].form
        context |= {
            "entry": form.vote_entry,
            "reading": build_text_reading(form.vote_entry),
            "issues": form.issues,
            "has_errors": form.has_roll_call_errors,
            "edits_roll_call": form.edits_roll_call,
            "was_checked": form.is_bound and form.only_checks,
            "version": form.version,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def check_roll_call_view(self, request: HttpRequest) -> HttpResponse:
        """Check the roll-call in the form as JSON; nothing is saved."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        may_save = self.has_add_permission(request) or self.has_change_permission(request)
        if not (may_save and request.user.has_perms(["votes.add_vote", "votes.change_vote"])):
            raise PermissionDenied
        entry = CheckForm(request.POST).build_vote_entry()
        issues = find_validation_issues(entry)
        context = {
            "entry": entry,
            "reading": build_text_reading(entry),
            "issues": issues,
            "has_errors": any(issue.is_error for issue in issues),
            "edits_roll_call": True,
            "was_checked": True,
        }
        return JsonResponse(
            {
                "positions": entry.positions,
                "counts": {row.position.value: row.counted for row in entry.tally},
                "slips": [{"text": issue.text, "is_error": issue.is_error} for issue in issues],
                "missing": entry.states.sort(set(entry.members) - set(entry.positions)),
                "adds_up": entry.adds_up and not context["has_errors"],
                "mark": entry.mark,
                "was_read": bool(entry.read and entry.read.positions),
                "html": render_to_string("admin/votes/resolution/vote_entry_result.html", context, request),
            }
        )

    # Saving.

    def save_model(self, request: HttpRequest, obj: Resolution, form: ResolutionForm, change: bool) -> None:
        if form.new_session:
            form.new_session.save_unedited()
            obj.session = form.new_session
        entry = form.vote_entry
        if change and obj.outcome in DECIDED:
            about_to_decide.send(Resolution, days={obj.pk: obj.date})
        store_result(obj, entry.result)
        if entry.adds_up and obj.check_reason:
            obj.check_reason = ""
            messages.info(
                request, _("The roll-call matches the official totals, so the reason given was removed.")
            )
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        form.roll_call_changes = ""
        if form.edits_roll_call:
            entry = form.vote_entry
            form.roll_call_changes = save_roll_call(
                form.instance, entry.positions, entry.states, request.user
            )
        if form.new_session:
            messages.info(
                request,
                _("The %(session)s was not on file and has been added.") % {"session": form.new_session},
            )
        self.withdraw_overtaken(request, form.instance)
        # The form has checked the roll-call; what is left are findings that need the rest of the record.
        refresh_checks([form.instance.pk], checked={form.instance.pk: form.vote_entry.result})
        self.report(request, form.instance, form.vote_entry)

    def report(self, request: HttpRequest, text: Resolution, entry: VoteEntry) -> None:
        """Tell the user more than "saved": whether the roll-call adds up, and whether the text is published."""
        if text.adoption == Adoption.RECORDED_VOTE:
            if not entry.positions:
                messages.warning(request, _("This recorded vote has no roll-call yet."))
            elif entry.adds_up:
                listed = {"listed": entry.listed, "seats": len(entry.members) or entry.listed}
                messages.success(
                    request, _("The roll-call adds up. It lists %(listed)s of %(seats)s members.") % listed
                )
            else:
                messages.warning(
                    request, _("The roll-call was saved, but it does not add up. The public page says so.")
                )
            if text.contradicts_itself:
                words = {"words": describe_outcome(text)}
                messages.warning(
                    request,
                    _("%(words)s. Check which is wrong. Until then the vote is excluded from the analysis.")
                    % words,
                )
        if not (text.source or text.source_url):
            messages.warning(
                request, _("No source is given for this text. Add one, so that readers can check the record.")
            )
        if (text.called_by_id or text.called_by_group) and not text.called_by_source:
            messages.warning(
                request,
                _("No source is given for who called the vote. Add one, so that readers can check it."),
            )
        if not text.published:
            messages.info(
                request, _("This text is not public yet. It becomes public when a Reviewer publishes it.")
            )

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> list[Any]:
        message = super().construct_change_message(request, form, formsets, add)
        if changes := getattr(form, "roll_call_changes", ""):
            words = _("roll-call (%(changes)s)") % {"changes": changes}
            message.append({"changed": {"fields": [words]}})
        return message

    # Publication.

    @admin.action(permissions=["publish"], description=gettext_lazy("Publish selected texts"))
    def publish(self, request: HttpRequest, queryset: QuerySet[Resolution]) -> None:
        n = self.set_published(request, queryset, True)
        messages.success(request, ngettext("%(n)s text published.", "%(n)s texts published.", n) % {"n": n})

    @admin.action(permissions=["publish"], description=gettext_lazy("Unpublish selected texts"))
    def unpublish(self, request: HttpRequest, queryset: QuerySet[Resolution]) -> None:
        n = self.set_published(request, queryset, False)
        messages.success(
            request, ngettext("%(n)s text unpublished.", "%(n)s texts unpublished.", n) % {"n": n}
        )

    def set_published(self, request: HttpRequest, queryset: QuerySet[Resolution], published: bool) -> int:
        """Publish or unpublish the texts, with history; returns how many changed."""
        texts = list(Resolution.objects.filter(pk__in=queryset.values("pk"), published=not published))
        for text in texts:
            text.published = published
        store_first_versions(Resolution, [text.pk for text in texts], timezone.now())
        bulk_update_with_history(texts, Resolution, ["published"], default_user=request.user, batch_size=500)
        if texts:
            RecordVersion.bump()
            # A finding on a public text rests on public texts alone.
            refresh_checks([text.pk for text in texts])
            changed = [{"changed": {"fields": [str(Resolution._meta.get_field("published").verbose_name)]}}]
            LogEntry.objects.log_actions(int(request.user.pk or 0), texts, CHANGE, changed)
        return len(texts)
