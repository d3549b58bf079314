"""The findings of the check, one a row, and the choices by which the quality page filters them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from votes.models import Resolution
from votes.presenters.sentences import describe_finding

RULES = {
    "totals": gettext_lazy("Totals differ"),
    "not_a_member": gettext_lazy("Position of a non-member"),
    "missing": gettext_lazy("Member not listed"),
    "same_vote": gettext_lazy("One vote in two records"),
    "off_by_a_little": gettext_lazy("Off by a little"),
    "copied": gettext_lazy("Roll-call of another vote"),
    "other_members": gettext_lazy("Members of another year"),
    "voter_slip": gettext_lazy("One State listed for another"),
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

    @property
    def rule(self) -> str:
        return str(RULES.get(self.finding["rule"], self.finding["rule"]))

    @property
    def severity(self) -> str:
        return str(SEVERITIES.get(self.finding["severity"], self.finding["severity"]))

    @property
    def year(self) -> str:
        return str(self.text.date.year) if self.text.date else ""


def build_rows(texts: Iterable[Resolution], names: Mapping[str, str]) -> list[FindingRow]:
    """Every finding of `texts`, in their order."""
    return [
        FindingRow(text, finding, describe_finding(finding, names))
        for text in texts
        for finding in text.check_findings
    ]


def filter_rows(
    rows: list[FindingRow], asked: Mapping[str, str]
) -> tuple[list[FindingRow], dict[str, str], list[str]]:
    """The rows that `?rule=…&severity=…&year=…` asks for, the values in force, and a word for each unknown one."""
    known = {"rule": set(RULES), "severity": set(SEVERITIES), "year": {row.year for row in rows if row.year}}
    chosen: dict[str, str] = {}
    notes = []
    for name, values in known.items():
        value = asked.get(name, "")
        if value in values:
            chosen[name] = value
        elif value:
            shown = {"value": value.replace("\x00", "")[:60], "name": name}
            notes.append(_("“%(value)s” is not a value of %(name)s and was left out.") % shown)
    found = [
        row
        for row in rows
        if chosen.get("rule") in (None, row.finding["rule"])
        and chosen.get("severity") in (None, row.finding["severity"])
        and chosen.get("year") in (None, row.year)
    ]
    return found, chosen, notes


def serialize_row(row: FindingRow) -> dict[str, Any]:
    suggestion = row.finding.get("suggestion", [])
    return {
        "symbol": row.text.symbol,
        "record": row.text.source_record or None,
        "date": row.text.date,
        "check": row.text.check_status,
        "rule": row.finding["rule"],
        "severity": row.finding["severity"],
        "detail": row.detail,
        "suggestion": "; ".join(f"{s['field']}: {s['before']} → {s['after']}" for s in suggestion) or None,
        "reason": row.text.check_reason or None,
    }
