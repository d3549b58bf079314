"""The page: paste a list or choose a file, review what was recognised, save."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from votes.entry.tabled.drafts import RecognisedList, recognise_drafts
from votes.entry.tabled.saving import save_drafts
from votes.entry.tabled.wording import describe_day, describe_note, describe_problem
from votes.entry.widgets import DayInput
from votes.ingest.readers.table_file import TableFileError, TableLimits, read_table
from votes.ingest.readers.tabled_list.layout import MAX_CELLS, MAX_LINE_LENGTH, MAX_LINES, format_table
from votes.ingest.readers.tabled_list.reader import TabledList

LONGEST_LIST = 200_000  # letters
# A header and a few empty rows more than the drafts that are read.
FILE_LIMITS = TableLimits(2 << 20, MAX_LINES + 100, MAX_CELLS, MAX_LINE_LENGTH, seconds=5)


class TabledForm(forms.Form):
    drafts = forms.CharField(
        label=gettext_lazy("Drafts"),
        max_length=LONGEST_LIST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12, "cols": 120, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "One draft per line: the symbol and the title, then the agenda item, main sponsors, expected day and "
            "address where known, in any order. Separate them with tabs, vertical bars or semicolons, or paste a "
            "table. For example: A/HRC/62/L.5 | The right to food | 3 | Cuba, Egypt | 8 July 2026"
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        help_text=gettext_lazy(
            "CSV or an Excel workbook (.xlsx) with one sheet. Its rows are put into the box above."
        ),
    )
    expected_on = forms.DateField(
        label=gettext_lazy("Expected day of the vote"),
        required=False,
        widget=DayInput,
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

    def clean(self) -> dict[str, Any]:
        """The list in `drafts`, wherever it came from; a file takes the place of the box."""
        data = super().clean() or self.cleaned_data
        if (file := data.get("file")) and "file" not in self.errors:
            try:
                data["drafts"] = format_table(
                    read_table(file.name, file.read(FILE_LIMITS.bytes + 1), FILE_LIMITS)
                )
            except TableFileError as error:
                self.add_error("file", str(error))
            if len(data["drafts"]) > LONGEST_LIST:
                self.add_error(
                    "file", _("The list has more than %(n)s letters. Divide it.") % {"n": LONGEST_LIST}
                )
        elif not data.get("drafts") and not self.errors:
            self.add_error("drafts", _("Paste a list or choose a file."))
        return data


def get_problem_lines(text: str, read: TabledList) -> str:
    """The lines of `text` that could not be read as drafts, for the user to correct, under the header if it has one."""
    lines = text.splitlines()
    headers = [lines[note.line - 1] for note in read.notes if note.kind == "header" and "<t" not in text]
    spans = ((issue.line - 1, max(issue.line, issue.last_line)) for issue in read.issues)
    return "\n".join([*headers, *(line for first, last in spans for line in lines[first:last])])


def save_list(request: HttpRequest, form: TabledForm, recognised: RecognisedList) -> bool:
    """Save what can be saved and say so; False, with an error in the form, if someone else saved a draft meanwhile."""
    publish = bool(form.cleaned_data.get("publish"))
    try:
        saved = save_drafts(recognised.savable, form.cleaned_data, request.user, published=publish)
    except IntegrityError:
        form.add_error(
            None, _("Another user has just saved one of these drafts. Check the list again, then save it.")
        )
        return False
    messages.success(request, ngettext("%(n)s draft saved.", "%(n)s drafts saved.", saved) % {"n": saved})
    return True


def enter_tabled(request: HttpRequest, context: dict[str, Any], *, may_publish: bool) -> HttpResponse:
    """The page. Lines that cannot be read stay in the box; a file is shown before anything is saved."""
    is_sent = request.method == "POST"
    form = TabledForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        initial={"publish": may_publish},
    )
    if not may_publish:
        del form.fields["publish"]
    recognised = RecognisedList()
    if form.is_valid():
        data = form.cleaned_data
        recognised = recognise_drafts(data["drafts"])
        issues = recognised.read.issues
        if "_save" in request.POST and not data["file"] and recognised.savable:
            if save_list(request, form, recognised):
                if not issues:
                    return redirect(f"{reverse('admin:votes_resolution_changelist')}?outcome__exact=tabled")
                form = TabledForm(
                    initial={**data, "drafts": get_problem_lines(data["drafts"], recognised.read)}
                )
                recognised.drafts, recognised.read.notes = [], []
        elif not recognised.drafts and not issues:
            form.add_error("drafts", _("No draft was found in the list."))
        elif data["file"]:
            form = TabledForm(initial=data)
        if not may_publish:
            form.fields.pop("publish", None)
    context |= {
        "form": form,
        "title": _("Enter tabled drafts"),
        "drafts": [(draft, describe_day(draft.row)) for draft in recognised.drafts],
        "problems": [describe_problem(issue) for issue in recognised.read.issues],
        "notes": [describe_note(note) for note in recognised.read.notes],
        "new_sessions": recognised.new_sessions if recognised.drafts else [],
        "savable": len(recognised.savable),
    }
    return TemplateResponse(request, "admin/votes/resolution/tabled.html", context)
