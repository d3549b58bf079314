"""Briefings as plain data: what `.json` answers and the rows of `.csv`; the keys are promised in docs/data.md."""

from typing import Any

from votes.core.choices import Position
from votes.core.symbols import normalise_symbol
from votes.forecast.briefing.page import Briefing, MemberRow, Result
from votes.models import Resolution


def choose_symbol(text: Resolution, asked: str) -> str:
    """The symbol of the text that `asked` means: its draft's, where that was asked for, or its own."""
    asked = normalise_symbol(asked)
    return text.draft_symbol if text.draft_symbol and asked == text.draft_symbol else text.symbol


def serialize_briefing(briefing: Briefing, asked: str = "") -> dict[str, Any]:
    """The whole briefing. `asked`: the symbol in the address; without it the draft's counts."""
    before, forecast, text = briefing.before, briefing.forecast, briefing.before.text
    return {
        "symbol": choose_symbol(text, asked or briefing.symbol),
        "draft": text.draft_symbol or None,
        "decided_as": text.symbol if before.is_past else None,
        "title": text.title,
        "session": text.session.code,
        "agenda_item": text.agenda_item,
        "kind": text.kind,
        "sponsors": [state.iso3 for state in text.sponsors.all()],
        "series": text.series.slug if text.series else None,
        "as_of": before.as_of,
        "vote_on": before.vote_on,
        **forecast.as_dict(),
        "members": [serialize_member(row) for row in briefing.rows],
        "n": forecast.n,
        "method": briefing.method,
        "result": serialize_result(briefing.result),
        "url": briefing.url,
    }


def serialize_member(row: MemberRow) -> dict[str, Any]:
    member = row.member
    return {
        "state": member.state.iso3,
        "name": member.state.name,
        "group": str(member.group.label),
        **{position.value: round(chance, 4) for position, chance in row.chances.items()},
        "likely": row.likely.value,
        "basis": row.basis,
        "last_position": member.last.value if member.last else None,
        "last_symbol": member.last_text.symbol if member.last_text else None,
        "member_last_time": member.was_member,
    }


def serialize_result(result: Result | None) -> dict[str, Any] | None:
    """What came of the text, which the forecast did not know; None while it is tabled."""
    if result is None:
        return None
    text = result.text
    return {
        "symbol": text.symbol,
        "date": text.date,
        "outcome": text.outcome,
        "adoption": text.adoption,
        "official": {p.value: text.official[p] for p in Position} if text.has_totals else None,
        "as_forecast": result.hits,
        "of": result.compared,
    }


def flatten_briefing(briefing: Briefing) -> list[dict[str, Any]]:
    """One row a member; every row says of which text and day it is."""
    day = {"symbol": briefing.symbol, "as_of": briefing.before.as_of}
    return [
        {**day, **serialize_member(row), "result": row.result.value if row.result else None}
        for row in briefing.rows
    ]


def serialize_line(briefing: Briefing) -> dict[str, Any]:
    """One draft as the page of a session lists it: all but the members."""
    return {key: value for key, value in serialize_briefing(briefing).items() if key != "members"}


def flatten_line(row: dict[str, Any]) -> dict[str, Any]:
    """A draft as `serialize_line` gives it as a CSV row."""
    flat = {
        key: row[key] for key in ("agenda_item", "symbol", "title", "series", "as_of", "vote_on", "adopted")
    }
    for position, total in row["totals"].items():
        flat |= {f"{position}_{key}": value for key, value in total.items()}
    return flat
