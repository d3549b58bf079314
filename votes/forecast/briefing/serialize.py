"""A briefing as plain data, for `.json` and `.csv`; the keys are promised in docs/data.md."""

from typing import Any

from votes.core.choices import POSITIONS_TAKEN, Position
from votes.core.symbols import normalise_symbol
from votes.core.terms import MembersOnDay
from votes.forecast.briefing.result import Briefing, MemberOutlook
from votes.forecast.briefing.wording import describe_basis
from votes.web.serialize import serialize_name
from votes.web.text_names import get_text_name

MEMBER_COLUMNS = (
    *("symbol", "kind", "body", "as_of", "state", "name", "group"),
    *(position.value for position in POSITIONS_TAKEN),
    *(
        "likely",
        "basis",
        "last_position",
        "last_symbol",
        "member_last_time",
        "standing",
        "result",
        "seats_not_yet_known",
    ),
)


def choose_symbol(briefing: Briefing, asked: str) -> str:
    """The text's symbol that `asked` means: the draft's, where that was asked for, or its own."""
    text, asked = briefing.text, normalise_symbol(asked)
    return text.draft_symbol if text.draft_symbol and asked == text.draft_symbol else text.symbol


def serialize_briefing(briefing: Briefing, asked: str = "", with_members: bool = True) -> dict[str, Any]:
    """The whole briefing. `asked`: the symbol in the address; the draft's where it is left out."""
    text, numbers = briefing.text, briefing.forecast.as_dict()
    members = [serialize_member(one, briefing) for one in briefing.outlooks] if with_members else []
    return {
        "symbol": choose_symbol(briefing, asked or briefing.symbol),
        "draft": text.draft_symbol or None,
        "decided_as": text.symbol if briefing.is_past else None,
        "title": text.title,
        **serialize_name(get_text_name(text)),
        "session": text.session.code,
        "agenda_item": text.agenda_item,
        "kind": text.kind,
        "body": text.session.body,
        "sponsors": [state.iso3 for state in text.sponsors.all()],
        "series": text.series.slug if text.series else None,
        "as_of": briefing.as_of,
        "vote_on": briefing.background.vote_on,
        "membership": serialize_membership(briefing.background.membership),
        **({"members": members} if with_members else {}),
        "totals": numbers["totals"],
        "adopted": numbers["adopted"],
        "n": briefing.forecast.n,
        "method": briefing.forecast.method,
        "result": serialize_result(briefing),
        "url": briefing.address,
    }


def serialize_membership(members: MembersOnDay) -> dict[str, Any]:
    """How much of the membership on the day of the vote is on file."""
    return {
        "status": members.knowledge.value,
        "seats": members.seats,
        "known": len(members.members),
        "not_yet_known": members.not_known,
        "suspended": sorted(members.suspended),
    }


def serialize_member(outlook: MemberOutlook, briefing: Briefing) -> dict[str, Any]:
    member, chances = outlook.member, outlook.forecast.chances
    return {
        "state": member.state.iso3,
        "name": member.state.name,
        "group": str(member.group.label),
        **{position.value: round(chance, 4) for position, chance in chances.items()},
        "likely": outlook.likeliest.value,
        "basis": describe_basis(outlook, briefing),
        "last_position": member.last.value if member.last else None,
        "last_symbol": member.last_text.symbol if member.last_text else None,
        "member_last_time": member.was_member,
        "standing": member.standing.value if briefing.background.last else None,
    }


def serialize_result(briefing: Briefing) -> dict[str, Any] | None:
    """How the text ended, which the forecast did not know; None while it is tabled."""
    if not briefing.is_past:
        return None
    text = briefing.text
    return {
        "symbol": text.symbol,
        "date": text.date,
        "outcome": text.outcome,
        "contradiction": text.contradicts_itself,
        "adoption": text.adoption,
        "official": {p.value: text.official[p] for p in Position} if text.has_totals else None,
        "as_forecast": briefing.hits,
        "of": len(briefing.compared),
    }


def flatten_briefing(briefing: Briefing) -> list[dict[str, Any]]:
    """One row a member; every row says of which text and day it is."""
    return [
        {
            "symbol": briefing.symbol,
            "kind": briefing.text.kind,
            "body": briefing.text.session.body,
            "as_of": briefing.as_of,
            **serialize_member(one, briefing),
            "result": one.result.value if one.result else None,
            "seats_not_yet_known": briefing.background.membership.not_known,
        }
        for one in briefing.outlooks
    ]
