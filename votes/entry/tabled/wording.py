"""What the page says about the lines of a list."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from votes.ingest.readers.tabled_list.reader import TabledIssue, TabledNote, TabledRow

PROBLEMS = {
    "no_symbol": gettext_lazy(
        "Line %(line)s has no draft symbol, such as A/HRC/62/L.5: “%(text)s”. If it continues the line before it, join "
        "the two."
    ),
    "no_title": gettext_lazy("Line %(line)s has no title: “%(text)s”"),
    "cut": gettext_lazy(
        "The title in line %(line)s may go on in the line below it: “%(text)s”. Join the two lines, or leave "
        "an empty line between them."
    ),
    "twice": gettext_lazy("Line %(line)s repeats a draft of an earlier line: “%(text)s”"),
    "revised": gettext_lazy("Line %(line)s has %(text)s, of which this list has a later revision."),
    "too_long": gettext_lazy("Line %(line)s is too long for one draft: “%(text)s”"),
    "too_many": gettext_lazy("The list is too long. It was read up to line %(line)s: “%(text)s”"),
    "bad_item": gettext_lazy(
        "Line %(line)s gives “%(text)s” as the agenda item. The agenda has items 1 to 10."
    ),
    "bad_day": gettext_lazy(
        "Line %(line)s gives “%(text)s” as the day, which is not a day or has the wrong weekday. Write 8 July 2026."
    ),
    "unrecognised": gettext_lazy(
        "Line %(line)s has a part that is not a title, sponsors, an agenda item, a day or an address: “%(text)s”"
    ),
}
NOTES = {
    "header": gettext_lazy("Line %(line)s is the header: “%(text)s”"),
    "column": gettext_lazy("The column “%(text)s” is not read."),
    "numbers": gettext_lazy(
        "The numbers before the symbols, from “%(text)s” in line %(line)s, count the drafts."
    ),
    "item": gettext_lazy("Line %(line)s gives the agenda item of the drafts below it: “%(text)s”"),
    "rule": gettext_lazy("Line %(line)s only separates."),
}


def describe_problem(issue: TabledIssue) -> str:
    return PROBLEMS[issue.kind] % {"line": issue.line, "text": issue.text[:200]}


def describe_note(note: TabledNote) -> str:
    return NOTES[note.kind] % {"line": note.line, "text": note.text[:200]}


def describe_day(row: TabledRow) -> str:
    """How the day was read, if the list leaves it open; else ""."""
    if not row.day_as_printed or not row.expected_on:
        return ""
    return _("“%(printed)s” was read as %(day)s") % {
        "printed": row.day_as_printed,
        "day": date_format(row.expected_on, "j F Y"),
    }
