"""States as JSON and CSV."""

from typing import Any

from votes.analysis.losing import LosingSide
from votes.compare.serialize import serialize_pair
from votes.explanations.serialize import serialize_explanation
from votes.states.partners import PartnersPage
from votes.states.service import ListedState, StateRecord
from votes.web.numbers import round_interval, round_or_none
from votes.web.serialize import Row, label_group, serialize_counts


def serialize_term(term: Any) -> Row:
    return {
        "start": term.start,
        "end": term.end,
        "group": label_group(term.regional_group),
        "note": term.note or None,
    }


def serialize_state(record: StateRecord) -> Row:
    state = record.state
    return {
        "iso3": state.iso3,
        "name": state.name,
        "other_names": [{"name": n.name, "until": n.until} for n in state.other_names.all()],
        "group": label_group(state.regional_group),
        "existed_from": state.existed_from,
        "existed_until": state.existed_until,
        "terms": [serialize_term(term) for term in record.terms],
        "totals": serialize_counts(record.totals),
        "left_out": record.left_out,
        "years": [{"year": year, **serialize_counts(counts)} for year, counts in record.years.items()],
        "votes": [
            {
                "symbol": entry.resolution.symbol,
                "title": entry.resolution.title,
                "date": entry.resolution.date,
                "position": entry.position.value,
                "group": label_group(entry.group),
                "group_line": entry.alignment.value,
                "check": entry.resolution.check_status,
            }
            for entry in record.votes
        ],
        "explanations": [
            {"symbol": e.resolution.symbol, **serialize_explanation(e)} for e in record.explanations
        ],
    }


def serialize_listed_state(listed: ListedState) -> Row:
    return {
        "iso3": listed.state.iso3,
        "name": listed.state.name,
        "group": label_group(listed.state.regional_group),
        "member_today": listed.is_member,
        "terms": [serialize_term(term) for term in listed.terms],
        "totals": serialize_counts(listed.totals),
    }


def serialize_partners(page: PartnersPage | None) -> Row:
    """For the State's data: empty lists where it has no partners."""
    if page is None:
        return {"closest": [], "furthest": [], "agreement_with_groups": [], "losing_side": None}
    return {
        "closest": [{"state": row.figures.second, **serialize_pair(row.figures)} for row in page.closest],
        "furthest": [{"state": row.figures.second, **serialize_pair(row.figures)} for row in page.furthest],
        "agreement_with_groups": [
            {
                "group": row.terms.slug,
                "n": row.figures.n,
                "agreement": round_or_none(row.figures.mean),
                "interval": round_interval(row.figures.interval),
            }
            for row in [*page.groups, *page.blocs]
        ],
        "losing_side": serialize_losing(page.losing) if page.losing else None,
    }


def serialize_losing(losing: LosingSide) -> Row:
    """`n` in favour or against; abstentions apart, out of all `positions`."""
    return {
        "n": losing.n,
        "lost": losing.lost,
        "share": round_or_none(losing.share),
        "interval": round_interval(losing.interval),
        "abstained": losing.abstained,
        "positions": losing.positions,
    }
