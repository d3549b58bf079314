"""A series that would come back as plain data; the keys are promised in docs/data.md."""

from typing import Any

from django.urls import reverse

from votes.explanations.serialize import serialize_explanation
from votes.forecast.briefing.reasons import describe_reasons
from votes.forecast.briefing.result import MemberOutlook
from votes.forecast.briefing.serialize import serialize_membership
from votes.series.today.service import SeriesToday

MEMBER_COLUMNS = (
    *(
        "series",
        "on",
        "as_of",
        "state",
        "name",
        "group",
        "last_position",
        "last_symbol",
        "last_date",
        "standing",
    ),
    *("in_favour", "against", "abstaining", "likely", "basis"),
    *("seats_not_yet_known",),
)


def serialize_today(result: SeriesToday) -> dict[str, Any]:
    latest, numbers = result.latest, result.forecast.as_dict()
    last = result.background.last
    return {
        "series": result.series.slug,
        "title": result.series.title,
        "on": result.query.on,
        "as_of": result.query.as_of,
        "based_on": {"symbol": latest.symbol, "date": latest.date, "tabled": result.is_tabled},
        "last_roll_call": {"symbol": last.symbol, "date": last.date} if last else None,
        "roll_calls_left_out": result.left_out,
        "membership": serialize_membership(result.background.membership),
        "members": [serialize_member(one, result) for one in result.outlooks],
        "totals": numbers["totals"],
        "adopted": numbers["adopted"],
        "n": result.forecast.n,
        "method": result.forecast.method,
        "explanations": [serialize_explanation(one) for one in result.background.explanations],
        "url": f"{reverse('series-today', args=[result.series.slug])}?on={result.query.on}",
    }


def serialize_member(outlook: MemberOutlook, result: SeriesToday) -> dict[str, Any]:
    """A member with its last position on the series; `standing` is None where no roll-call can be compared."""
    member = outlook.member
    text = member.last_text
    return {
        "state": member.state.iso3,
        "name": member.state.name,
        "group": str(member.group.label),
        "last_position": member.last.value if member.last else None,
        "last_symbol": text.symbol if text else None,
        "last_date": text.date if text else None,
        "standing": member.standing.value if result.background.last else None,
        **{position.value: round(chance, 4) for position, chance in outlook.forecast.chances.items()},
        "likely": outlook.likeliest.value,
        "basis": describe_reasons(outlook.forecast, result.state_names),
    }


def flatten_today(result: SeriesToday) -> list[dict[str, Any]]:
    """One row a member; every row says of which series and day it is."""
    head = {"series": result.series.slug, "on": result.query.on, "as_of": result.query.as_of}
    not_known = result.background.membership.not_known
    return [
        {**head, **serialize_member(one, result), "seats_not_yet_known": not_known} for one in result.outlooks
    ]
