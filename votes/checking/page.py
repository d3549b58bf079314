"""What the page of findings shows: one row for each finding, and how many each rule has."""

from collections.abc import Iterable
from dataclasses import dataclass

from votes.checking.findings import Finding
from votes.checking.service import FindingList
from votes.checking.wording import describe_finding, describe_rule, describe_severity, describe_suggestion
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
    """The counts of a rule: findings, the texts that have them, and findings with a suggestion."""

    rule: str
    label: str
    findings: int
    texts: int
    suggested: int


def count_rules(rows: Iterable[FindingRow]) -> list[RuleCount]:
    """One row for each rule with findings, most findings first."""
    by_rule: dict[str, list[FindingRow]] = {}
    for row in rows:
        by_rule.setdefault(row.finding.rule, []).append(row)
    counts = [
        RuleCount(
            rule,
            describe_rule(rule),
            len(found),
            len({row.text.pk for row in found}),
            sum(bool(row.suggested) for row in found),
        )
        for rule, found in by_rule.items()
    ]
    return sorted(counts, key=lambda count: (-count.findings, count.label))
