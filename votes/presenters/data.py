"""The record as plain data: what `.json` answers and the rows of `.csv`."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from votes.choices import Position, RegionalGroup
from votes.models import Correction, Explanation, Resolution, Session
from votes.presenters.kept import serialize_kept
from votes.presenters.sentences import describe_check, describe_finding, describe_outcome
from votes.queries.states import ListedState, StateRecord
from votes.queries.texts import ResolutionRecord, RollCallEntry

Row = dict[str, Any]


def build_totals(totals: dict[Position, int | None]) -> dict[str, int | None] | None:
    """{"in_favour": 28, ...}, or None where none were announced or counted."""
    if totals[Position.IN_FAVOUR] is None:
        return None
    return {position.value: totals[position] for position in Position}


def label_group(group: RegionalGroup | str | None) -> str | None:
    return str(RegionalGroup(group).label) if group else None


def serialize_vote(entry: RollCallEntry) -> Row:
    return {
        "state": entry.state.iso3,
        "name": entry.state.name,
        "group": label_group(entry.group),
        "position": entry.position.value,
        "group_line": entry.alignment.value,
        "corrected": entry.correction is not None,
    }


def serialize_explanation(explanation: Explanation) -> Row:
    return {
        "state": explanation.state.iso3 if explanation.state else None,
        "name": explanation.speaker_name,
        "on_behalf_of": explanation.on_behalf_of or None,
        "kind": explanation.kind,
        "announced_position": explanation.announced or None,
        "date": explanation.date,
        "speaker": explanation.speaker or None,
        "language": explanation.language,
        "summary": explanation.summary,
        "excerpt": explanation.excerpt or None,
        "source_title": explanation.source_title,
        "source_publisher": explanation.source_publisher or None,
        "source_url": explanation.source_url or None,
    }


def serialize_correction(correction: Correction) -> Row:
    """A value that is other here than in the source: `before` there, `after` here; for a voter both are codes."""
    return {
        "field": correction.field,
        "state": correction.state.iso3 if correction.state else None,
        "before": correction.before or None,
        "after": correction.after or None,
        "reason": correction.reason,
        "source_title": correction.source_title or None,
        "source_url": correction.source_url or None,
        "rule": correction.rule or None,
        "made_on": timezone.localdate(correction.made_at),
        "source_agrees_since": timezone.localdate(correction.agreed_at) if correction.agreed_at else None,
    }


def serialize_listed(resolution: Resolution) -> Row:
    """A text as a list gives it: who and when, how it ended, the totals, the check."""
    return {
        "symbol": resolution.symbol,
        "draft": resolution.draft_symbol or None,
        "title": resolution.title,
        "date": resolution.date,
        "session": resolution.session.code,
        "agenda_item": resolution.agenda_item,
        "kind": resolution.kind,
        "outcome": resolution.outcome,
        "adoption": resolution.adoption,
        "official": build_totals(resolution.official),
        "counted": build_totals(resolution.counted),
        "check": resolution.check_status,
        "url": resolution.get_absolute_url(),
    }


def serialize_resolution(record: ResolutionRecord) -> Row:
    """Everything on file about one text; the keys are promised in docs/data.md."""
    resolution = record.resolution
    names = {iso3: state.name for iso3, state in record.states.items()}
    return {
        **serialize_listed(resolution),
        "decision": describe_outcome(resolution),
        "body": resolution.session.body,
        "agenda_item_title": resolution.agenda_item_title or None,
        "topics": [topic.name for topic in resolution.topics.all()],
        "sponsors": [state.iso3 for state in resolution.sponsors.all()],
        "sponsors_as_printed": resolution.sponsors_as_printed or None,
        "vote_called_by": resolution.called_by.iso3
        if resolution.called_by
        else resolution.called_by_group or None,
        "meeting": resolution.meeting or None,
        "amends": resolution.amends.symbol if resolution.amends and resolution.amends.published else None,
        "amendments": [serialize_listed(amendment) for amendment in record.amendments],
        "check": {
            "status": resolution.check_status,
            "detail": describe_check(resolution),
            "findings": [
                {**finding, "detail": describe_finding(finding, names)}
                for finding in resolution.check_findings
            ],
            "reason": resolution.check_reason or None,
        },
        "votes": [serialize_vote(entry) for entry in record.entries],
        "groups": {
            str(group.label): {
                **{position.value: n for position, n in counts.items()},
                "line": line.position.value if (line := record.lines[group]).position else None,
            }
            for group, counts in record.groups.items()
        },
        "explanations": [serialize_explanation(e) for e in record.explanations + record.submissions],
        "series": [
            {**serialize_listed(entry.resolution), "is_this": entry.is_this} for entry in record.series
        ],
        "corrections": [serialize_correction(correction) for correction in record.corrections],
        "forecast_kept": serialize_kept(resolution),
        "note": resolution.note or None,
        "source": {
            "name": resolution.source or None,
            "record": resolution.source_record or None,
            "url": resolution.source_url or None,
            "text_url": resolution.text_url or None,
            "draft_as_printed": resolution.draft_as_printed or None,
            "symbol_as_printed": resolution.symbol_as_printed or None,
        },
    }


def serialize_term(term: Any) -> Row:
    return {
        "start": term.start,
        "end": term.end,
        "group": label_group(term.regional_group),
        "note": term.note or None,
    }


def serialize_counts(counts: dict[Position, int]) -> dict[str, int]:
    return {position.value: counts[position] for position in Position}


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


def serialize_session(session: Session, texts: Iterable[Resolution]) -> Row:
    return {
        "session": session.code,
        "name": str(session),
        "texts": [serialize_listed(text) for text in texts],
    }


def flatten(row: Row) -> Row:
    """One level: {"official": {"against": 1}} -> {"official_against": 1}; lists become 'a; b'."""
    out: Row = {}
    for key, value in row.items():
        if isinstance(value, dict):
            out |= {f"{key}_{inner}": v for inner, v in value.items()}
        else:
            out[key] = value
    return out


def flatten_listed(resolution: Resolution) -> Row:
    """A text as a CSV row: the same columns whether or not there are totals."""
    row = serialize_listed(resolution)
    for kind in ("official", "counted"):
        row[kind] = row[kind] or {position.value: None for position in Position}
    return flatten(row)


def flatten_votes(record: ResolutionRecord) -> list[Row]:
    """The roll-call as CSV rows, one a State, each with the text it belongs to."""
    resolution = record.resolution
    return [
        {
            "symbol": resolution.symbol,
            "date": resolution.date,
            "check": resolution.check_status,
            **serialize_vote(entry),
            "explanation_summaries": " | ".join(e.summary for e in entry.explanations) or None,
        }
        for entry in record.entries
    ]
