"""Findings as JSON and CSV."""

import datetime
from dataclasses import asdict, fields
from typing import Any

from votes.checking.findings import Finding, write_suggestion
from votes.checking.page import FindingRow, RuleCount, build_rows, count_rules
from votes.checking.query import FindingQuery
from votes.checking.service import FindingList
from votes.checking.wording import describe_finding
from votes.core.choices import Body
from votes.web.serialize import NAME_COLUMNS, Row, serialize_name
from votes.web.text_names import get_text_name

FINDING_COLUMNS = (
    *("symbol", "record", "kind", "body", "session", "date", "check", "rule", "severity"),
    *("detail", "states", "suggested", "suggestion", "reason", *NAME_COLUMNS),
)

RULE_COLUMNS = tuple(field.name for field in fields(RuleCount))


def serialize_rules(findings: FindingList, query: FindingQuery) -> list[Row]:
    """The table of rules, as JSON and as CSV: what each finds, and its counts among the findings asked for."""
    rows = build_rows(findings, query.rule, query.severity)
    return [asdict(count) for count in count_rules(rows)]


def serialize_findings(findings: FindingList, query: FindingQuery) -> dict[str, Any]:
    """The findings that were asked for, one a row, without paging, and how many there are by rule."""
    rows = build_rows(findings, query.rule, query.severity)
    return {
        "filter": query.chosen,
        "notes": query.notes,
        "n": len(rows),
        "rules": serialize_rules(findings, query),
        "findings": [serialize_row(row) for row in rows],
    }


def flatten_findings(findings: FindingList, query: FindingQuery) -> list[Row]:
    """The same findings for a spreadsheet."""
    return [flatten_row(row) for row in build_rows(findings, query.rule, query.severity)]


def serialize_row(row: FindingRow) -> Row:
    """A finding as data: `suggestion` has the values a correction would take, `suggested` says them in words."""
    return {
        "symbol": row.text.symbol,
        "record": row.text.source_record or None,
        "kind": row.text.kind,
        "body": row.text.session.body,
        "session": row.text.session.code,
        "date": row.text.date.isoformat() if row.text.date else None,
        "check": row.text.check_status,
        "rule": row.finding.rule,
        "severity": row.finding.severity,
        "detail": row.detail,
        "states": row.finding.states,
        "suggested": row.suggested or None,
        "suggestion": write_suggestion(row.finding.suggestion),
        "reason": row.text.check_reason or None,
        **serialize_name(get_text_name(row.text)),
    }


def serialize_odd_seats(day: datetime.date, finding: Finding) -> Row:
    """A finding on the seats of a day, with the keys of a text's finding."""
    return {
        "symbol": "",
        "record": None,
        "kind": None,
        "body": Body.COUNCIL,
        "session": None,
        "date": day.isoformat(),
        "check": None,
        "rule": finding.rule,
        "severity": finding.severity,
        "detail": describe_finding(finding, {}),
        "states": [],
        "suggested": None,
        "suggestion": [],
        "reason": None,
        **dict.fromkeys(NAME_COLUMNS),
    }


def flatten_row(row: FindingRow) -> Row:
    """A finding with one cell for each key."""
    parts = [f"{value.field}: {value.before} → {value.after}" for value in row.finding.suggestion]
    return {
        **serialize_row(row),
        "states": " ".join(row.finding.states),
        "suggestion": "; ".join(parts) or None,
    }
