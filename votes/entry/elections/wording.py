"""What the page says about the lines of an election."""

import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from votes.entry.elections.plan import Conflict, Elected, ElectionPlan
from votes.entry.validation_issues import join_choices
from votes.ingest.readers.election_list import ElectionIssue

ISSUES = {
    "unknown": gettext_lazy(
        "Line %(line)s: “%(text)s” is not known as a State, a regional group or the end of a term."
    ),
    "two_groups": gettext_lazy("Line %(line)s names two regional groups: %(text)s."),
    "no_state": gettext_lazy("Line %(line)s has an end of a term but no State."),
    "too_long": gettext_lazy("Line %(line)s is too long: “%(text)s”."),
    "too_many": gettext_lazy("The list is too long. It was read up to line %(line)s."),
    "twice": gettext_lazy("Line %(line)s names a State for the second time (%(text)s)."),
}
CONFLICTS = {
    "not_on_file": gettext_lazy(
        "Line %(line)s: %(state)s is not on file. Add the State first, with its group."
    ),
    "group": gettext_lazy(
        "Line %(line)s puts %(state)s among the %(group)s. On file it belongs to the %(own)s."
    ),
    "start": gettext_lazy(
        "Line %(line)s: the term of %(state)s begins in %(year)s, not on %(start)s as given below."
    ),
    "end": gettext_lazy("Line %(line)s: the term of %(state)s would end on %(end)s, before it begins."),
    "overlap": gettext_lazy("Line %(line)s: %(state)s already has a term from %(from)s to %(to)s."),
    "seats": gettext_lazy("The %(group)s would have %(taken)s members, but they have %(seats)s seats."),
}


def describe_issue(issue: ElectionIssue, plan: ElectionPlan) -> str:
    """The sentence, with the States that may be meant."""
    said = ISSUES[issue.kind] % {"line": issue.line, "text": issue.text}
    if meant := plan.suggestions.get(issue.text):
        said += " " + _("Did you mean %(states)s?") % {"states": join_choices(meant, _("or"))}
    return said


def describe_conflict(conflict: Conflict) -> str:
    details = {
        name: date_format(value, "j F Y") if isinstance(value, datetime.date) else value
        for name, value in conflict.details.items()
    }
    if conflict.kind == "overlap" and conflict.details["to"] is None:
        details["to"] = _("an unspecified date")
    return CONFLICTS[conflict.kind] % {"line": conflict.line, **details}


def describe_action(elected: Elected) -> str:
    if elected.action == "on_file":
        return _("on file already, not changed")
    if elected.held:
        said = _("stays: its term since %(start)s is prolonged") % {
            "start": date_format(elected.held.start, "j M Y")
        }
    else:
        said = _("new term")
    if elected.is_long:
        said += ". " + _("%(n)s years in a row, more than two terms; check it") % {"n": elected.years}
    return said
