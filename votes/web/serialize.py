"""What the data of many pages share: totals, counts, groups, one-level rows."""

from typing import Any

from votes.analysis.common_position import CommonPosition
from votes.core.choices import Position, RegionalGroup
from votes.web.text_names import TextName

Row = dict[str, Any]

NAME_COLUMNS = ("name", "amends")


def serialize_name(name: TextName) -> Row:
    """What a text is called, and the symbol of the text or the draft that it amends."""
    return {"name": name.name, "amends": name.amended.symbol if name.amended else None}


def serialize_totals(totals: dict[Position, int | None]) -> dict[str, int | None] | None:
    """{"in_favour": 28, ...}, or None where none were announced or counted."""
    if totals[Position.IN_FAVOUR] is None:
        return None
    return {position.value: totals[position] for position in Position}


def label_group(group: RegionalGroup | str | None) -> str | None:
    """The name, "African States", of a regional group or its stored value; None for none."""
    return str(RegionalGroup(group).label) if group else None


def serialize_counts(counts: dict[Position, int]) -> dict[str, int]:
    """{"in_favour": 28, ...}"""
    return {position.value: counts[position] for position in Position}


def serialize_common_position(common: CommonPosition) -> Row:
    """How far a group took one position (`unity`), which one, and how many of the `n` with a position took it."""
    return {
        "unity": common.unity.value,
        "common_position": common.position.value if common.position else None,
        "n": common.n,
        "n_most": common.n_most,
    }


def flatten(row: Row) -> Row:
    """One level: {"official": {"against": 1}} -> {"official_against": 1}."""
    out: Row = {}
    for key, value in row.items():
        if isinstance(value, dict):
            out |= {f"{key}_{inner}": v for inner, v in value.items()}
        else:
            out[key] = value
    return out
