"""The page: paste the result of an election, review the seats, save all of it or nothing."""

import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from votes.core.choices import COUNCIL_SINCE
from votes.entry.elections.plan import ElectionPlan, build_plan, save_plan
from votes.entry.elections.wording import describe_action, describe_conflict, describe_issue
from votes.entry.widgets import DayInput
from votes.ingest.readers.election_list import MAX_LINE_LENGTH, MAX_LINES
from votes.ingest.readers.table_file import TableFileError, TableLimits, read_table
from votes.ingest.readers.tabled_list.layout import MAX_CELLS, format_table

LONGEST_ELECTION = 50_000  # letters
TERM_YEARS = 3
YEARS = range(COUNCIL_SINCE, 2100)
FILE_LIMITS = TableLimits(2 << 20, MAX_LINES, MAX_CELLS, MAX_LINE_LENGTH, seconds=5)


class ElectionForm(forms.Form):
    members = forms.CharField(
        label=gettext_lazy("Elected States"),
        max_length=LONGEST_ELECTION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14, "cols": 100, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "One State per line with its regional group and the year in which its term ends: Angola | African States | "
            "2028. Or the States behind their group: African States: Angola, Egypt. Group and year may be left out."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        help_text=gettext_lazy(
            "CSV or an Excel workbook (.xlsx) with one sheet. Its rows are put into the box above."
        ),
    )
    start = forms.DateField(label=gettext_lazy("First day of the term"), widget=DayInput)
    end = forms.DateField(
        label=gettext_lazy("Last day of the term"),
        required=False,
        widget=DayInput,
        help_text=gettext_lazy("Where the list does not give it. If empty: three years, to 31 December"),
    )

    def clean(self) -> dict[str, Any]:
        """The list in `members`, wherever it came from; the end of the term if none is given."""
        data = super().clean() or self.cleaned_data
        if file := data.get("file"):
            try:
                data["members"] = format_table(
                    read_table(file.name, file.read(FILE_LIMITS.bytes + 1), FILE_LIMITS)
                )
            except TableFileError as error:
                self.add_error("file", str(error))
        elif not data.get("members") and not self.errors:
            self.add_error("members", _("Paste a list or choose a file."))
        start = data.get("start")
        if start and start.year not in YEARS:
            self.add_error(
                "start",
                _("Enter a year from %(first)s to %(last)s.") % {"first": YEARS[0], "last": YEARS[-1]},
            )
        elif start and not data.get("end"):
            data["end"] = datetime.date(start.year + TERM_YEARS - 1, 12, 31)
        if start and data.get("end") and data["end"] <= start:
            self.add_error("end", _("The term ends before it begins."))
        return data


def get_next_year() -> datetime.date:
    """The first day of the term for which the next or last election was held."""
    return datetime.date(timezone.localdate().year + 1, 1, 1)


def save_election(request: HttpRequest, form: ElectionForm, plan: ElectionPlan) -> bool:
    """Save the plan that was shown and say so; False, with an error in the form, if it is no longer that plan."""
    if request.POST.get("shown") != plan.mark:
        form.add_error(
            None, _("The list or the terms on file have changed. Check what is shown now, then save.")
        )
        return False
    try:
        saved = save_plan(plan, request.user)
    except (IntegrityError, ValidationError):
        form.add_error(
            None, _("Another user has just changed one of these terms. Nothing was saved. Check again.")
        )
        return False
    messages.success(request, ngettext("%(n)s term saved.", "%(n)s terms saved.", saved) % {"n": saved})
    return True


def enter_election(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The page. Nothing is saved while a line is not understood or contradicts the record."""
    is_sent = request.method == "POST"
    form = ElectionForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        initial={"start": get_next_year()},
    )
    plan: ElectionPlan | None = None
    if form.is_valid():
        data = form.cleaned_data
        plan = build_plan(data["members"], data["start"], data["end"])
        if (
            "_save" in request.POST
            and not data["file"]
            and plan.is_savable
            and save_election(request, form, plan)
        ):
            return redirect("admin:votes_membership_changelist")
        if data["file"]:
            form = ElectionForm(initial=data)
        if not plan.read.rows and not plan.read.issues:
            form.errors.setdefault("members", form.error_class()).append(_("No State was found in the list."))
            plan = None
    context |= {
        "form": form,
        "title": _("Enter an election"),
        "plan": plan,
        "problems": [
            *(describe_issue(issue, plan) for issue in plan.read.issues),
            *(describe_conflict(conflict) for conflict in plan.conflicts),
        ]
        if plan
        else [],
        "elected": [(one, describe_action(one)) for one in plan.elected] if plan else [],
        "back": reverse("admin:votes_membership_changelist"),
    }
    return TemplateResponse(request, "admin/votes/membership/election.html", context)
