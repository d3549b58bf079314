"""Findings as JSON and CSV."""

from typing import Any

from votes.checking.page import FindingRow


def serialize_row(row: FindingRow) -> dict[str, Any]:
    """A finding as data: `suggestion` has the values a correction would take, `suggested` says them in words."""
    return {
        "symbol": row.text.symbol,
        "record": row.text.source_record or None,
        "body": row.text.session.body,
        "session": row.text.session.code,
        "date": row.text.date.isoformat() if row.text.date else None,
        "check": row.text.check_status,
        "rule": row.finding["rule"],
        "severity": row.finding["severity"],
        "detail": row.detail,
        "states": row.finding.get("states", []),
        "suggested": row.suggested or None,
        "suggestion": row.finding.get("suggestion", []),
        "reason": row.text.check_reason or None,
    }


def flatten_row(row: FindingRow) -> dict[str, Any]:
    """The same for a spreadsheet: one cell a key."""
    data = serialize_row(row)
    parts = [f"{part['field']}: {part['before']} → {part['after']}" for part in data["suggestion"]]
    return {**data, "states": " ".join(data["states"]), "suggestion": "; ".join(parts) or None}
