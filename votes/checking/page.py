"""What the page of findings shows: one row for each finding, and how many each rule has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from votes.checking.wording import describe_finding, describe_suggestion
from votes.models import Resolution

RULES = {
    "totals": gettext_lazy("Totals differ"),
    "not_a_member": gettext_lazy("Position of a non-member"),
    "missing": gettext_lazy("Member not listed"),
    "same_vote": gettext_lazy("One vote in two records"),
    "off_by_a_little": gettext_lazy("Off by a little"),
    "copied": gettext_lazy("Roll-call of another vote"),
    "other_members": gettext_lazy("Members of another year"),
    "voter_slip": gettext_lazy("One State listed for another"),
    "never_there": gettext_lazy("Position of a State that did not exist"),
    "misprint": gettext_lazy("Misprint in one total"),
    "outcome": gettext_lazy("Outcome does not fit the totals"),
    "date": gettext_lazy("Date outside the session"),
    "two_records": gettext_lazy("Two records of one symbol"),
}


SEVERITIES = {
    "error": gettext_lazy("Error: left out of the analysis"),
    "note": gettext_lazy("Note"),
    "corrected": gettext_lazy("Corrected here"),
}


@dataclass(frozen=True)
class FindingRow:
    text: Resolution
    finding: Mapping[str, Any]
    detail: str
    suggested: str  # in words; "" where nothing is evident

    @property
    def rule(self) -> str:
        return str(RULES.get(self.finding["rule"], self.finding["rule"]))

    @property
    def severity(self) -> str:
        return str(SEVERITIES.get(self.finding["severity"], self.finding["severity"]))


def build_rows(texts: Iterable[Resolution], names: Mapping[str, str]) -> list[FindingRow]:
    """Every finding of `texts`, in their order."""
    return [
        FindingRow(text, finding, describe_finding(finding, names), describe_suggestion(finding, names))
        for text in texts
        for finding in text.check_findings
    ]


@dataclass(frozen=True)
class RuleCount:
    """How often a rule found something: findings, the texts that have them, and findings with a suggestion."""

    rule: str
    label: str
    findings: int
    texts: int
    suggested: int


def count_rules(rows: Iterable[FindingRow]) -> list[RuleCount]:
    """One row a rule that found something, most findings first."""
    found: dict[str, list[FindingRow]] = {}
    for row in rows:
        found.setdefault(row.finding["rule"], []).append(row)
    counts = [
        RuleCount(
            rule,
            of_rule[0].rule,
            len(of_rule),
            len({row.text.pk for row in of_rule}),
            sum(bool(row.suggested) for row in of_rule),
        )
        for rule, of_rule in found.items()
    ]
    return sorted(counts, key=lambda count: (-count.findings, count.label))


def choose_rows(rows: Iterable[FindingRow], rule: str = "", severity: str = "") -> list[FindingRow]:
    """The rows of this rule and this weight; of all where none is given."""
    return [
        row for row in rows if rule in ("", row.finding["rule"]) and severity in ("", row.finding["severity"])
    ]
