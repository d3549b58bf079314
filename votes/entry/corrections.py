"""Corrections in the admin: single values of a text, each with a reason. A suggestion of the check takes one click.

The form of the whole text is for texts that are entered here: later imports do not change a text that was edited
there. A correction changes one value, and imports continue to update the rest of the text.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.checking.findings import SuggestedValue, read_findings, write_suggestion
from votes.checking.wording import describe_finding
from votes.corrections.apply import Change, make_corrections, withdraw_corrections, withdraw_overtaken
from votes.corrections.exchanged import accept_exchanged, describe_evidence, find_exchanged
from votes.corrections.wording import ShownCorrection, build_corrections, describe_field, describe_value
from votes.entry.correction_form import CorrectionForm, WithdrawalForm
from votes.entry.history import HistoryAdmin, refuse_other_keys
from votes.models import Correction, Resolution, State

FINDINGS_PER_PAGE = 50


@dataclass(frozen=True)
class ShownFinding:
    """A finding of the check in words, with its suggestions; `token` is "" if it has none."""

    rule: str
    severity: str
    text: str
    suggestions: list[str]
    changes: list[Change]
    token: str


def build_token(suggestion: Iterable[SuggestedValue]) -> str:
    """A hash of the suggestion, so that the one accepted is the one that was displayed; "" for none."""
    stored = write_suggestion(suggestion)
    return hashlib.sha256(json.dumps(stored, sort_keys=True).encode()).hexdigest()[:16] if stored else ""


def describe_change(value: SuggestedValue, names: Mapping[str, str]) -> str:
    """'Official total against: 3 → 1'."""
    return _("%(what)s: %(before)s → %(after)s") % {
        "what": describe_field(value.field, names.get(value.state, "")),
        "before": describe_value(value.field, value.before, names),
        "after": describe_value(value.field, value.after, names),
    }


def build_findings(text: Resolution, names: Mapping[str, str]) -> list[ShownFinding]:
    """The findings of a text. A value that is already corrected has no suggestion."""
    return [
        ShownFinding(
            finding.rule,
            finding.severity,
            describe_finding(finding, names),
            [describe_change(value, names) for value in finding.suggestion],
            [Change(value.field, value.after, value.state) for value in finding.suggestion],
            build_token(finding.suggestion),
        )
        for finding in read_findings(text.check_findings)
    ]


def report_refusal(request: HttpRequest, error: ValidationError | IntegrityError) -> None:
    """Say why nothing was saved. The database refuses a second correction of a value that has one in force."""
    if isinstance(error, ValidationError):
        for sentence in error.messages:
            messages.error(request, sentence)
    else:
        messages.error(
            request,
            _("Another user has just corrected this value. Your change was not saved; look at theirs first."),
        )


class CorrectingAdmin(HistoryAdmin):
    """The corrections in the admin of texts: their page, the list of findings, and the history."""

    def get_urls(self) -> list[URLPattern]:
        def wrap(view: Callable[..., HttpResponse]) -> Any:
            return self.admin_site.admin_view(view)

        own = [
            path("findings/", wrap(self.findings_view), name="votes_resolution_findings"),
            path("findings/exchanged/", wrap(self.exchanged_view), name="votes_resolution_exchanged_totals"),
            path("<path:object_id>/correct/", wrap(self.correct_view), name="votes_resolution_correct"),
            path("<path:object_id>/correct/accept/", wrap(self.accept_view), name="votes_resolution_accept"),
            path(
                "<path:object_id>/correct/withdraw/",
                wrap(self.withdraw_view),
                name="votes_resolution_withdraw",
            ),
        ]
        return [*own, *super().get_urls()]

    # Permissions.

    def may_correct(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request) and request.user.has_perm("votes.add_correction")

    def may_withdraw(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request) and request.user.has_perm("votes.change_correction")

    def get_text(self, request: HttpRequest, object_id: str) -> Resolution:
        refuse_other_keys(object_id)
        text = get_object_or_404(Resolution.objects.select_related("session"), pk=object_id)
        if not self.has_view_permission(request, text):
            raise PermissionDenied
        return text

    # The page of one text.

    def correct_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The corrections of a text, the suggestions of the check, and the form for a new correction."""
        text = self.get_text(request, object_id)
        if request.method != "POST":
            return self.render_correct(request, text, CorrectionForm(instance=text), WithdrawalForm(text))
        if not self.may_correct(request):
            raise PermissionDenied
        form = CorrectionForm(request.POST, instance=self.get_text(request, object_id))
        if form.is_valid():
            given = {name: form.cleaned_data[name] for name in ("reason", "source_title", "source_url")}
            try:
                self.correct(request, text, form.changes, **given)
                return redirect("admin:votes_resolution_correct", text.pk)
            except ValidationError as error:
                form.add_error(None, error.messages)
            except IntegrityError as error:
                report_refusal(request, error)
        return self.render_correct(request, text, form, WithdrawalForm(text))

    def correct(
        self, request: HttpRequest, text: Resolution, changes: Sequence[Change], **given: str
    ) -> None:
        made = make_corrections(text, changes, made_by=request.user, **given)
        words = [f"{c.what}: {c.before} → {c.after}" for c in build_corrections(made, get_names())]
        self.log(request, text, _("correction (%(changes)s)") % {"changes": "; ".join(words)})
        for sentence in words:
            messages.success(request, _("Correction saved. %(change)s") % {"change": sentence})

    def log(self, request: HttpRequest, text: Resolution, what: str) -> None:
        self.log_change(request, text, [{"changed": {"fields": [what]}}])

    def render_correct(
        self, request: HttpRequest, text: Resolution, form: CorrectionForm, withdraw_form: WithdrawalForm
    ) -> HttpResponse:
        names = get_names()
        shown = get_corrections(text, names)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Corrections to %(symbol)s") % {"symbol": text.symbol},
            "opts": self.opts,
            "text": text,
            "findings": build_findings(text, names),
            "in_force": [c for c in shown if c.correction.withdrawn_at is None],
            "withdrawn": [c for c in shown if c.correction.withdrawn_at is not None],
            "form": form,
            "withdraw_form": withdraw_form,
            "may_correct": self.may_correct(request),
            "may_withdraw": self.may_withdraw(request),
        }
        return render(request, "admin/votes/resolution/correct.html", context)

    def withdraw_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        text = self.get_text(request, object_id)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.may_withdraw(request):
            raise PermissionDenied
        form = WithdrawalForm(text, request.POST)
        if form.is_valid():
            chosen = [c for c in form.cleaned_data["corrections"] if c.withdrawn_at is None]
            try:
                withdraw_corrections(
                    chosen, reason=form.cleaned_data["withdrawn_reason"], withdrawn_by=request.user
                )
            except (ValidationError, IntegrityError) as error:
                report_refusal(request, error)
            else:
                self.report_withdrawal(request, text, chosen)
            return redirect("admin:votes_resolution_correct", text.pk)
        return self.render_correct(request, text, CorrectionForm(instance=text), form)

    def report_withdrawal(self, request: HttpRequest, text: Resolution, chosen: list[Correction]) -> None:
        if not chosen:
            messages.info(request, _("The selected corrections had already been withdrawn."))
            return
        words = "; ".join(c.what for c in build_corrections(chosen, get_names()))
        self.log(request, text, _("correction withdrawn (%(changes)s)") % {"changes": words})
        messages.success(
            request,
            _("Correction withdrawn: %(changes)s. The value of the source applies again.")
            % {"changes": words},
        )

    def withdraw_overtaken(self, request: HttpRequest, text: Resolution) -> None:
        """Withdraw the corrections of values that were edited in the form of the whole text."""
        reason = _("The value was edited in the admin")
        overtaken = withdraw_overtaken(text, reason=reason, withdrawn_by=request.user)
        for shown in build_corrections(overtaken, get_names() if overtaken else {}):
            messages.info(
                request,
                _("Your edit replaces a correction, which has been withdrawn: %(what)s.")
                % {"what": shown.what},
            )

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        text = self.get_text(request, object_id)
        shown = get_corrections(text, get_names())
        return super().history_view(request, object_id, {"corrections": shown, **(extra_context or {})})

    # Suggestions of the check.

    def accept_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Make the correction that the check suggests, then return to the page with the button."""
        text = self.get_text(request, object_id)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.may_correct(request):
            raise PermissionDenied
        token = request.POST.get("token", "")
        found = [f for f in build_findings(text, get_names()) if f.token and f.token == token]
        if not found:
            messages.info(
                request, _("The check no longer suggests this correction. It may have just been accepted.")
            )
            return self.go_back(request, text)
        reason = _("Suggested by the check of the record: %(finding)s") % {"finding": found[0].text}
        try:
            self.correct(request, text, found[0].changes, reason=reason, rule=found[0].rule)
        except (ValidationError, IntegrityError) as error:
            report_refusal(request, error)
        return self.go_back(request, text)

    def go_back(self, request: HttpRequest, text: Resolution) -> HttpResponseRedirect:
        back = request.POST.get("next", "")
        if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
            back = reverse("admin:votes_resolution_correct", args=[text.pk])
        return HttpResponseRedirect(back)

    def findings_view(self, request: HttpRequest) -> HttpResponse:
        """Every text with a finding, newest first; with `?suggested`, only texts that have a suggestion."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        names = get_names()
        texts = Resolution.objects.exclude(check_findings=[]).with_names().newest_first()
        rows = [(text, build_findings(text, names)) for text in texts]
        only_suggested = "suggested" in request.GET
        if only_suggested:
            rows = [(text, found) for text, found in rows if any(finding.token for finding in found)]
        page = Paginator(rows, FINDINGS_PER_PAGE).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Findings of the check"),
            "opts": self.opts,
            "page": page,
            "rows": list(page),
            "only_suggested": only_suggested,
            "may_correct": self.may_correct(request),
        }
        return render(request, "admin/votes/resolution/findings.html", context)

    def exchanged_view(self, request: HttpRequest) -> HttpResponse:
        """All votes of which two totals are exchanged in the catalogue, to correct those ticked in one step."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            if not self.may_correct(request):
                raise PermissionDenied
            self.accept_exchanged(request)
            return redirect("admin:votes_resolution_exchanged_totals")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Exchanged totals"),
            "opts": self.opts,
            "rows": find_exchanged(),
            "evidence": describe_evidence(),
            "may_correct": self.may_correct(request),
        }
        return render(request, "admin/votes/resolution/exchanged_totals.html", context)

    def accept_exchanged(self, request: HttpRequest) -> None:
        made, refused = accept_exchanged(set(request.POST.getlist("accept")), request.user)
        for exchanged in made:
            self.log(request, exchanged.text, _("correction (totals exchanged)"))
        for sentence in refused:
            messages.error(request, sentence)
        if not made and not refused:
            messages.info(request, _("Nothing was corrected, because no vote was selected."))
        elif made:
            messages.success(
                request,
                ngettext(
                    "The totals of %(n)s vote were corrected.",
                    "The totals of %(n)s votes were corrected.",
                    len(made),
                )
                % {"n": len(made)},
            )


def get_names() -> dict[str, str]:
    """iso3 -> name of every State."""
    return dict(State.objects.values_list("iso3", "name"))


def get_corrections(text: Resolution, names: dict[str, str]) -> list[ShownCorrection]:
    """All corrections of a text, newest first, including withdrawn ones."""
    return build_corrections(text.corrections.select_related("state", "made_by", "withdrawn_by"), names)
