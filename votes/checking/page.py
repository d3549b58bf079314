"""What the page of findings shows: a row for each finding, and a table of the rules with their counts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from votes.checking.findings import Finding, Severity
from votes.checking.rule_meanings import describe_meaning
from votes.checking.service import FindingList
from votes.checking.wording import (
    RULE_LABELS,
    describe_finding,
    describe_rule,
    describe_severity,
    describe_suggestion,
)
from votes.models import Resolution


@dataclass(frozen=True)
class FindingRow:
    """A finding in words; `suggested` is "" where nothing is evident."""

    text: Resolution
    finding: Finding
    detail: str
    suggested: str

    @property
    def rule(self) -> str:
        return describe_rule(self.finding.rule)

    @property
    def severity(self) -> str:
        return describe_severity(self.finding.severity)


def build_rows(findings: FindingList, rule: str = "", severity: str = "") -> list[FindingRow]:
    """The findings of this rule and this severity, in their order; of all rules or severities if none is given."""
    names = findings.names
    return [
        FindingRow(
            one.text,
            one.finding,
            describe_finding(one.finding, names),
            describe_suggestion(one.finding, names),
        )
        for one in findings.found
        if rule in ("", one.finding.rule) and severity in ("", one.finding.severity)
    ]


@dataclass(frozen=True)
class RuleCount:
    """What a rule finds, its findings, their texts, and the findings by severity and with a suggestion."""

    rule: str
    label: str
    meaning: str
    findings: int
    texts: int
    errors: int
    notes: int
    corrected: int
    suggested: int


def count_rules(rows: Iterable[FindingRow]) -> list[RuleCount]:
    """One row for each rule, also for those without findings; most errors first, then most findings."""
    by_rule: dict[str, list[FindingRow]] = {rule: [] for rule in RULE_LABELS}
    for row in rows:
        by_rule.setdefault(row.finding.rule, []).append(row)
    counts = [count_rule(rule, found) for rule, found in by_rule.items()]
    return sorted(counts, key=lambda count: (-count.errors, -count.findings, count.label))


def count_rule(rule: str, rows: Sequence[FindingRow]) -> RuleCount:
    severities = Counter(row.finding.severity for row in rows)
    return RuleCount(
        rule,
        describe_rule(rule),
        describe_meaning(rule),
        len(rows),
        len({row.text.pk for row in rows}),
        severities[Severity.ERROR],
        severities[Severity.NOTE],
        severities[Severity.CORRECTED],
        sum(bool(row.suggested) for row in rows),
    )
