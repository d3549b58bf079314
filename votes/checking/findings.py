"""A finding of the check, and its form as JSON beside the text. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Rule(StrEnum):
    """What a finding is about. The values are stored in the database and part of the site's data: never change them."""

    # Errors, except totals that differ only in members not voting.
    TOTALS = "totals"
    NOT_A_MEMBER = "not_a_member"
    MISSING_MEMBER = "missing"
    SAME_VOTE = "same_vote"
    DID_NOT_EXIST = "never_there"
    OUTCOME = "outcome"
    # An error if there is neither, else a note.
    INCOMPLETE = "incomplete"
    # An error if more of the main sponsors voted against than in favour, else a note.
    SPONSOR_AGAINST = "sponsor_against"
    # Notes: explanations of an error, or unusual facts that change no figure.
    SMALL_DIFFERENCE = "off_by_a_little"
    COPIED = "copied"
    OTHER_MEMBERS = "other_members"
    WRONG_VOTER = "voter_slip"
    MISPRINT = "misprint"
    DATE = "date"
    DAY_OF_FILING = "day_of_filing"
    MEETING_DAY = "meeting_day"
    AMENDMENT_DAY = "amendment_day"
    TWO_RECORDS = "two_records"
    ONE_DRAFT = "one_draft"
    ONE_SERIES = "one_series"
    PRINTED_SYMBOL = "printed_symbol"
    PRINTED_KIND = "printed_kind"
    PRINTED_SESSION = "printed_session"
    ITEM = "item"
    LETTERS = "letters"
    SEATS = "seats"
    # Only of corrections: the evidence is outside the record.
    SECOND_SOURCE = "second_source"


class Severity(StrEnum):
    """An error excludes the text from the analysis; a note does not; a corrected finding is no longer either."""

    ERROR = "error"
    NOTE = "note"
    CORRECTED = "corrected"


@dataclass(frozen=True)
class SuggestedValue:
    """One value that a correction would take.

    `field` is one of `CorrectedField`; `before` and `after` are texts as a correction stores them; `state` is the code
    of the State listed by mistake where the field is who voted, else "".
    """

    field: str
    before: str
    after: str
    state: str = ""


@dataclass(frozen=True)
class Finding:
    """One finding of the check about one text.

    `rule` and `severity` are values of `Rule` and `Severity`; a rule that was removed may still be on file. `facts`:
    the numbers, codes and symbols that the rule's sentence needs, as in JSON. `suggestion`: the values that together
    would correct the text; empty if they are not evident.
    """

    rule: str
    severity: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    suggestion: tuple[SuggestedValue, ...] = ()

    @property
    def is_error(self) -> bool:
        return self.severity == Severity.ERROR

    @property
    def states(self) -> list[str]:
        """The codes of the States that it names."""
        return list(self.facts.get("states", ()))


def build_error(rule: Rule, suggestion: Iterable[SuggestedValue] = (), **facts: object) -> Finding:
    return Finding(rule, Severity.ERROR, facts, tuple(suggestion))


def build_note(rule: Rule, suggestion: Iterable[SuggestedValue] = (), **facts: object) -> Finding:
    return Finding(rule, Severity.NOTE, facts, tuple(suggestion))


def suggest_value(field: str, before: object, after: object) -> SuggestedValue:
    return SuggestedValue(field, str(before), str(after))


def suggest_voter(wrong: str, right: str) -> SuggestedValue:
    """The replacement of the State `wrong` by `right`, by code."""
    return SuggestedValue("voter", wrong, right, state=wrong)


def write_finding(finding: Finding) -> dict[str, Any]:
    """The finding as it is stored: {"rule", "severity", each fact, "suggestion" where there is one}."""
    suggestion = {"suggestion": write_suggestion(finding.suggestion)} if finding.suggestion else {}
    return {"rule": str(finding.rule), "severity": str(finding.severity), **finding.facts, **suggestion}


def write_suggestion(suggestion: Iterable[SuggestedValue]) -> list[dict[str, str]]:
    """[{"field", "state" where there is one, "before", "after"}, ...]."""
    return [
        {
            "field": value.field,
            **({"state": value.state} if value.state else {}),
            "before": value.before,
            "after": value.after,
        }
        for value in suggestion
    ]


def read_finding(stored: Mapping[str, Any]) -> Finding:
    """The reverse of `write_finding`."""
    facts = {name: value for name, value in stored.items() if name not in ("rule", "severity", "suggestion")}
    suggestion = tuple(SuggestedValue(**value) for value in stored.get("suggestion", ()))
    return Finding(stored["rule"], stored["severity"], facts, suggestion)


def read_findings(stored: Sequence[Mapping[str, Any]]) -> list[Finding]:
    """The findings of a text from its `check_findings`, in their order."""
    return [read_finding(finding) for finding in stored]
