"""States as JSON and CSV."""

from collections.abc import Sequence

from votes.analysis.losing import LosingSide
from votes.compare.serialize import serialize_pair
from votes.core.choices import Position
from votes.explanations.serialize import serialize_listed_explanation
from votes.models import Membership
from votes.scope.query import ScopeQuery, build_scope_parameters
from votes.scope.serialize import serialize_scope
from votes.states.partners import StatePartners
from votes.states.query import StateQuery
from votes.states.service import ListedState, StateList, StateRecord, StateVote
from votes.web.numbers import round_interval, round_or_none
from votes.web.serialize import NAME_COLUMNS, Row, flatten, label_group, serialize_counts, serialize_name

VOTE_COLUMNS = (
    *("symbol", "title", "kind", "body", "date", "position", "group", "group_line", "group_unity", "check"),
    *NAME_COLUMNS,
    "rights_suspended",
)
LISTED_COLUMNS = (
    *("iso3", "name", "group", "member_today", "terms"),
    *(f"totals_{position.value}" for position in Position),
)


def serialize_term(term: Membership) -> Row:
    """A term in the Council; its last day is None where none is set."""
    return {
        "start": term.start,
        "end": term.end,
        "group": label_group(term.regional_group),
        "note": term.note or None,
        "suspended_from": term.suspended_from,
        "suspended_until": term.suspended_until,
    }


def serialize_state(record: StateRecord, query: StateQuery, votes: Sequence[StateVote]) -> Row:
    """Everything on file about one State, of its votes those listed; the keys are promised in docs/data.md."""
    state = record.state
    return {
        "filter": serialize_scope(query.scope),
        "notes": list(query.notes),
        "iso3": state.iso3,
        "name": state.name,
        "other_names": [{"name": n.name, "until": n.until} for n in state.other_names.all()],
        "group": label_group(state.regional_group),
        "existed_from": state.existed_from,
        "existed_until": state.existed_until,
        "terms": [serialize_term(term) for term in record.terms],
        "voted_in_commission": record.voted_in_commission,
        "n": record.population.n,
        "totals": serialize_counts(record.totals),
        "left_out": record.population.left_out,
        "rights_suspended": len(record.suspended),
        "votes_called": record.called,
        "years": [{"year": year, **serialize_counts(counts)} for year, counts in record.years.items()],
        "votes": [serialize_vote(vote, query.scope.body) for vote in votes],
        "explanations": [serialize_listed_explanation(e) for e in record.explanations],
        **serialize_partners(record.partners),
    }


def serialize_vote(vote: StateVote, body: str) -> Row:
    """One vote of a State; all its votes are of one `body`."""
    return {
        "symbol": vote.resolution.symbol,
        "title": vote.resolution.title,
        "kind": vote.resolution.kind,
        "body": body,
        "date": vote.resolution.date,
        "position": vote.position.value,
        "group": label_group(vote.group),
        "group_line": vote.alignment.value,
        "group_unity": vote.common.unity.value if vote.common else None,
        "check": vote.resolution.check_status,
        **serialize_name(vote.name),
        "rights_suspended": vote.is_suspended,
    }


def serialize_states(found: StateList, query: ScopeQuery) -> Row:
    """The list of States, with what its totals count."""
    rows = [serialize_listed_state(listed) for listed in found.states]
    return {
        "filter": serialize_scope(query.scope),
        "n": len(rows),
        "votes": found.population.n,
        "left_out": found.population.left_out,
        "notes": list(query.notes),
        "states": rows,
    }


def list_export_parameters(query: StateQuery) -> dict[str, str]:
    """The scope and what else limits the list, as they stand in the name of a file."""
    return build_scope_parameters(query.scope) | query.parameters


def serialize_listed_state(listed: ListedState) -> Row:
    """A State as the list gives it."""
    return {
        "iso3": listed.state.iso3,
        "name": listed.state.name,
        "group": label_group(listed.state.regional_group),
        "member_today": listed.is_member,
        "terms": [serialize_term(term) for term in listed.terms],
        "totals": serialize_counts(listed.totals),
    }


def serialize_partners(partners: StatePartners | None) -> Row:
    """Empty lists where the State has no partners."""
    if partners is None:
        return {"closest": [], "furthest": [], "agreement_with_groups": [], "losing_side": None}
    return {
        "closest": [{"state": row.figures.second, **serialize_pair(row.figures)} for row in partners.closest],
        "furthest": [
            {"state": row.figures.second, **serialize_pair(row.figures)} for row in partners.furthest
        ],
        "agreement_with_groups": [
            {
                "group": row.terms.slug,
                "n": row.figures.n,
                "agreement": round_or_none(row.figures.mean),
                "interval": round_interval(row.figures.interval),
            }
            for row in [*partners.groups, *partners.blocs]
        ],
        "losing_side": serialize_losing(partners.losing) if partners.losing else None,
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


def describe_term(term: Membership) -> str:
    """'2006-06-19/2009-06-18', or '2026-01-01/' for a term whose end is not set."""
    return f"{term.start}/{term.end or ''}"


def flatten_listed_state(listed: ListedState) -> Row:
    """A State as a CSV row, its terms in one cell: "2006-06-19/2009-06-18; 2010-01-01/2012-12-31"."""
    terms = "; ".join(describe_term(term) for term in listed.terms)
    return flatten({**serialize_listed_state(listed), "terms": terms})
