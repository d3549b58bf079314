"""The findings of the check in words."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from votes.checking.findings import Finding, Rule, Severity, SuggestedValue, read_findings
from votes.core.choices import (
    Adoption,
    Body,
    CheckStatus,
    CorrectedField,
    Outcome,
    Position,
    RegionalGroup,
    TextKind,
)
from votes.core.terms import MembersOnDay
from votes.models import Resolution
from votes.web.wording import describe_contradiction, join_names

# In the order in which the page of findings offers them. Odd seats are of a day, not of a text.
RULE_LABELS: dict[str, Promise] = {
    Rule.TOTALS: gettext_lazy("Totals do not match"),
    Rule.NOT_A_MEMBER: gettext_lazy("Position recorded for a non-member"),
    Rule.MISSING_MEMBER: gettext_lazy("Member missing from the roll-call"),
    Rule.SAME_VOTE: gettext_lazy("Same vote in two records"),
    Rule.SMALL_DIFFERENCE: gettext_lazy("Small difference in the totals"),
    Rule.COPIED: gettext_lazy("Roll-call copied from another vote"),
    Rule.OTHER_MEMBERS: gettext_lazy("Roll-call with the members of a different year"),
    Rule.WRONG_VOTER: gettext_lazy("One State listed in place of another"),
    Rule.DID_NOT_EXIST: gettext_lazy("Position recorded for a State that did not exist"),
    Rule.MISPRINT: gettext_lazy("Misprint in one total"),
    Rule.OUTCOME: gettext_lazy("Outcome contradicts the totals"),
    Rule.DATE: gettext_lazy("Date outside the session"),
    Rule.DAY_OF_FILING: gettext_lazy("Day of filing given as the day of the vote"),
    Rule.TWO_RECORDS: gettext_lazy("Two records with the same symbol"),
    Rule.SECOND_SOURCE: gettext_lazy("Corrected from a second source"),
    Rule.INCOMPLETE: gettext_lazy("Recorded vote without totals or roll-call"),
    Rule.SPONSOR_AGAINST: gettext_lazy("Main sponsor against its own text"),
    Rule.MEETING_DAY: gettext_lazy("Date contradicts the meeting"),
    Rule.AMENDMENT_DAY: gettext_lazy("Amendment on a different day from its text"),
    Rule.ONE_DRAFT: gettext_lazy("Same draft as another text"),
    Rule.ONE_SERIES: gettext_lazy("Two texts of one session in a series"),
    Rule.PRINTED_SYMBOL: gettext_lazy("Printed line names another symbol"),
    Rule.PRINTED_KIND: gettext_lazy("Printed line names another kind of text"),
    Rule.PRINTED_SESSION: gettext_lazy("Draft of another session"),
    Rule.ITEM: gettext_lazy("Agenda item number does not match its title"),
    Rule.LETTERS: gettext_lazy("Letters of another alphabet in a title"),
}
SEVERITY_LABELS: dict[str, Promise] = {
    Severity.ERROR: gettext_lazy("Error: vote excluded from the analysis"),
    Severity.NOTE: gettext_lazy("Note"),
    Severity.CORRECTED: gettext_lazy("Corrected here"),
}
SENTENCES: dict[str, Promise] = {
    Rule.TOTALS: gettext_lazy(
        "%(position)s: the official total is %(official)s, the roll-call shows %(counted)s"
    ),
    Rule.NOT_A_MEMBER: gettext_lazy("Recorded with a position, but not a member on that day: %(states)s"),
    Rule.MISSING_MEMBER: gettext_lazy(
        "The roll-call lists %(listed)s of %(seats)s members; missing: %(states)s"
    ),
    Rule.SMALL_DIFFERENCE: gettext_lazy(
        "Small difference: the official totals show %(differences)s than the roll-call"
    ),
    Rule.COPIED: gettext_lazy("The roll-call is identical, State by State, to that of %(texts)s"),
    Rule.OTHER_MEMBERS: gettext_lazy(
        "The roll-call lists %(n)s States that were not members on that day; it belongs to a different membership"
    ),
    Rule.WRONG_VOTER: gettext_lazy("It appears that %(wrong)s is listed in place of %(right)s"),
    Rule.MISPRINT: gettext_lazy(
        "The official totals add up to %(announced)s, but %(seats)s members are listed and the other totals match: "
        "the total “%(position)s” is a misprint"
    ),
    Rule.DID_NOT_EXIST: gettext_lazy(
        "Recorded with a position on a day when the State did not exist: %(wrong)s"
    ),
    Rule.DATE: gettext_lazy("The date, %(day)s, falls outside the session"),
    Rule.DAY_OF_FILING: gettext_lazy(
        "Corrected here: the source gives %(before)s, the day of filing; the vote was on %(after)s"
    ),
    Rule.TWO_RECORDS: gettext_lazy("The source has other records with this symbol: %(records)s"),
    Rule.SAME_VOTE: gettext_lazy(
        "The source also has this vote in record %(records)s; it is counted only once here"
    ),
    Rule.INCOMPLETE: gettext_lazy("The source records a vote, but does not give %(missing)s"),
    Rule.SPONSOR_AGAINST: gettext_lazy("Main sponsors recorded as voting against their own text: %(states)s"),
    Rule.MEETING_DAY: gettext_lazy(
        "Dated %(day)s (%(meeting)s), but a text of %(which)s (%(other_meeting)s) is dated %(other_day)s"
    ),
    Rule.AMENDMENT_DAY: gettext_lazy(
        "The vote is dated %(day)s, but the text that it concerns, %(texts)s, was decided on %(other_day)s"
    ),
    Rule.ONE_DRAFT: gettext_lazy("The draft given, %(draft)s, is also the draft of %(texts)s"),
    Rule.ONE_SERIES: gettext_lazy("The series also contains %(texts)s of the same session"),
    Rule.PRINTED_SYMBOL: gettext_lazy(
        "The record has the symbol %(symbol)s, but its own text says %(printed)s"
    ),
    Rule.PRINTED_KIND: gettext_lazy(
        "Filed as a %(kind)s, but described in the source as a different kind: %(printed_kind)s"
    ),
    Rule.PRINTED_SESSION: gettext_lazy(
        "The draft belongs to session %(sessions)s: the text was either postponed or filed with the wrong draft"
    ),
    Rule.ITEM: gettext_lazy("The source gives agenda item %(item)s with the title “%(title)s”"),
    Rule.LETTERS: gettext_lazy("The title contains characters that do not belong there: %(characters)s"),
    Rule.SEATS: gettext_lazy(
        "On that day the regional groups did not hold 13, 13, 6, 8 and 7 seats: %(groups)s"
    ),
}


MISSING: dict[str, Promise] = {
    "totals": gettext_lazy("the totals"),
    "roll_call": gettext_lazy("the roll-call"),
}


def describe_rule(rule: str) -> str:
    return str(RULE_LABELS.get(rule, rule))


def describe_severity(severity: str) -> str:
    return str(SEVERITY_LABELS.get(severity, severity))


def describe_finding(finding: Finding, names: Mapping[str, str]) -> str:
    """A finding in words, without a full stop. `names`: iso3 -> name, for the States it mentions."""
    states = [names.get(iso3, iso3) for iso3 in finding.states]
    if finding.severity == Severity.CORRECTED:
        return describe_corrected(finding, states)
    facts = finding.facts
    if finding.rule == Rule.OUTCOME:
        return describe_contradiction(**facts)
    sentence = str(SENTENCES.get(finding.rule, finding.rule)) % build_words(facts, states)
    if "swapped" in facts:
        sentence += _(" (it appears to have been swapped with %(other)s in the official totals)") % {
            "other": describe_position(facts["swapped"])
        }
    if "source" in facts:
        sentence += "; " + _("it was copied from %(source)s, whose official totals it matches") % facts
    if "year" in facts:
        sentence += " " + _("(that of %(year)s)") % facts
    if facts.get("proved") is False:
        sentence += "; " + _("it is not evident which date is right")
    if finding.rule == Rule.MEETING_DAY and facts.get("proved") and not finding.suggestion:
        sentence += "; " + _("either its date or its meeting is wrong, and the record does not show which")
    if finding.rule == Rule.DATE and facts.get("start") and facts.get("end"):
        sentence += describe_session_days(facts)
    if finding.rule == Rule.ITEM and facts.get("named"):
        sentence += "; " + _("item %(named)s has this title") % facts
    return capfirst(sentence) if finding.rule == Rule.TOTALS else sentence


def describe_session_days(facts: Mapping[str, Any]) -> str:
    """The days of the session that a date is outside of, and whether a document gives them."""
    days = {"first": describe_day(facts["start"]), "last": describe_day(facts["end"])}
    if facts.get("read"):
        return " " + _("(%(first)s to %(last)s)") % days
    return " " + _("(%(first)s to %(last)s; these days were not read from a document)") % days


def describe_corrected(finding: Finding, states: Sequence[str]) -> str:
    """What was put right here, in words. `states`: the names of the States that it is about."""
    field, facts = finding.facts["field"], finding.facts
    if field == CorrectedField.VOTER and len(states) == 2:
        return _("Corrected here: the source lists %(wrong)s instead of %(right)s") % {
            "wrong": states[0],
            "right": states[1],
        }
    if finding.rule == Rule.DAY_OF_FILING:
        days = {name: describe_day(facts[name]) for name in ("before", "after")}
        return str(SENTENCES[Rule.DAY_OF_FILING]) % days
    return _("Corrected here: %(what)s: %(before)s in the source, %(after)s on this site") % {
        "what": join_names(states) or CorrectedField(field).label,
        "before": describe_corrected_value(field, facts["before"]),
        "after": describe_corrected_value(field, facts["after"]),
    }


def describe_corrected_value(field: str, value: str) -> str:
    if field == CorrectedField.POSITION:
        return describe_position(value) or _("not listed")
    if field == CorrectedField.DATE and value:
        return describe_day(value)
    return value or _("no value")


def build_words(facts: Mapping[str, Any], states: Sequence[str]) -> dict[str, Any]:
    """The facts of a finding as its sentence names them. `states`: the names of the States."""
    groups = facts.get("groups", {}).items()
    return {
        **facts,
        "states": join_names(states),
        "wrong": states[0] if states else "",
        "right": states[-1] if states else "",
        "position": describe_position(facts.get("position")),
        "differences": describe_differences(facts.get("differences", {})),
        "texts": join_names(facts.get("texts", [])),
        "records": join_names(facts.get("records", [])),
        "missing": join_names([str(MISSING[name]) for name in facts.get("missing", [])]),
        "day": describe_day(facts.get("date")),
        "other_day": describe_day(facts.get("other_date")),
        "which": describe_other_meeting(facts),
        "sessions": join_names(facts.get("sessions", [])),
        "kind": describe_kind(facts.get("kind")),
        "printed_kind": describe_kind(facts.get("printed")),
        "characters": ", ".join(facts.get("characters", [])),
        "groups": ", ".join(f"{RegionalGroup(group).short_label} {n}" for group, n in groups),
    }


def describe_day(stored: str | None) -> str:
    """'28 June 2016' from a stored 2016-06-28; "" for none."""
    return date_format(datetime.date.fromisoformat(stored), "j F Y") if stored else ""


def describe_other_meeting(facts: Mapping[str, Any]) -> str:
    """'a later meeting': the one that contradicts the day of a text; "" without one. Its day shows which it is."""
    if "other_meeting" not in facts:
        return ""
    if facts["meeting"] == facts["other_meeting"]:
        return _("the same meeting")
    return _("a later meeting") if facts["other_date"] < facts["date"] else _("an earlier meeting")


def describe_kind(kind: str | None) -> str:
    """'decision': a kind of text inside a sentence; "" for none or for what is no kind."""
    return str(TextKind(kind).label).lower() if kind in TextKind.values else ""


def describe_position(position: str | None) -> str:
    """'in favour': a position inside a sentence; "" for none."""
    return str(Position(position).label).lower() if position else ""


def describe_differences(differences: Mapping[str, int]) -> str:
    """'1 more in favour and 1 fewer abstaining'. `differences`: position -> how many more, or below zero fewer."""
    more, fewer = _("%(n)s more %(position)s"), _("%(n)s fewer %(position)s")
    return join_names(
        [
            (more if n > 0 else fewer) % {"n": abs(n), "position": describe_position(position)}
            for position, n in differences.items()
        ]
    )


def describe_suggestion(finding: Finding, names: Mapping[str, str]) -> str:
    """What would put a finding right, in words: 'Suggested correction: replace ARE (...) with EGY (Egypt)'; else ""."""
    if not finding.suggestion:
        return ""
    words = [describe_suggested_value(value, names) for value in finding.suggestion]
    return _("Suggested correction: %(words)s") % {"words": join_names(words)}


def describe_suggested_value(value: SuggestedValue, names: Mapping[str, str]) -> str:
    if value.field == CorrectedField.VOTER:
        return _("replace %(wrong_code)s (%(wrong)s) with %(right_code)s (%(right)s)") % {
            "wrong": names.get(value.before, value.before),
            "wrong_code": value.before,
            "right": names.get(value.after, value.after),
            "right_code": value.after,
        }
    return _("%(field)s: %(after)s instead of %(before)s") % {
        "field": CorrectedField(value.field).label,
        "before": value.before,
        "after": value.after,
    }


def has_sound_roll_call(resolution: Resolution) -> bool:
    """Whether there are errors, and all are about other facts than the roll-call."""
    errors = {finding.rule for finding in read_findings(resolution.check_findings) if finding.is_error}
    others = {Rule.OUTCOME, Rule.INCOMPLETE, Rule.SPONSOR_AGAINST, Rule.PRINTED_KIND}
    return bool(errors) and errors <= others


def describe_reconciled(resolution: Resolution, members: MembersOnDay) -> str:
    """What a reconciled roll-call was compared with; it is not said to match members that are not on file."""
    if resolution.session.body != Body.COUNCIL:
        return _("The roll-call matches the official totals. The members of the Commission are not on file.")
    if members.is_complete:
        return _("The roll-call matches the official totals and the membership on that day.")
    return _(
        "The roll-call matches the official totals. The members on that day are not all on file, so it could not be "
        "compared with the membership."
    )


def describe_check(resolution: Resolution, members: MembersOnDay) -> str:
    """The result of the check in one sentence, without the findings. `members`: those of the Council on that day."""
    if resolution.contradicts_itself:
        return _("The record contradicts itself about the outcome. This text is excluded from the analysis.")
    if resolution.check_status == CheckStatus.RECONCILED:
        findings = read_findings(resolution.check_findings)
        if any(f.rule == Rule.TOTALS and f.severity == Severity.NOTE for f in findings):
            return _("The roll-call matches the official totals, except for the number not voting.")
        return describe_reconciled(resolution, members)
    if resolution.check_status == CheckStatus.UNRECONCILED and has_sound_roll_call(resolution):
        return _(
            "The record of this vote contradicts itself or is incomplete. It is excluded from the analysis."
        )
    if resolution.check_status == CheckStatus.UNRECONCILED:
        return _(
            "The roll-call on file does not match the official record. This vote is excluded from the analysis."
        )
    if resolution.outcome == Outcome.TABLED:
        return _("No decision has been taken yet, so there is nothing to check.")
    if resolution.counted_in_favour is not None:
        return _("The roll-call could not be checked, because no official totals are on file.")
    if resolution.adoption == Adoption.RECORDED_VOTE and not resolution.has_totals:
        return _("Nothing could be checked, because neither official totals nor a roll-call is on file.")
    if resolution.adoption == Adoption.RECORDED_VOTE:
        return _("The official totals could not be checked, because no roll-call is on file.")
    return _("There was no recorded vote, so there is no roll-call.")
