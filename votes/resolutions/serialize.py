"""Texts as JSON and CSV; the keys are promised in docs/data.md."""

from collections.abc import Sequence

from votes.checking.findings import read_finding
from votes.checking.wording import describe_check, describe_finding
from votes.core.choices import Position
from votes.corrections.serialize import serialize_correction
from votes.documents.serialize import serialize_document
from votes.explanations.serialize import serialize_explanation
from votes.forecast.saved_forecasts.serialize import serialize_saved_forecast
from votes.models import Resolution
from votes.resolutions.roll_call import RollCallEntry, RollCallGroup
from votes.resolutions.service import ResolutionRecord
from votes.web.serialize import (
    NAME_COLUMNS,
    Row,
    flatten,
    label_group,
    serialize_common_position,
    serialize_counts,
    serialize_name,
    serialize_totals,
)
from votes.web.text_names import get_proposers, get_text_name
from votes.web.wording import describe_outcome

LISTED_COLUMNS = (
    *("symbol", "draft", "title", "date", "session", "agenda_item", "kind", "body", "outcome"),
    "adoption",
    *(f"{kind}_{position.value}" for kind in ("official", "counted") for position in Position),
    *("check", "url", "contradiction", *NAME_COLUMNS, "vote_called_by"),
)
VOTE_COLUMNS = (
    *("symbol", "kind", "body", "date", "check", "state", "name", "group", "position", "group_line"),
    *("corrected", "explanation_summaries", "rights_suspended", "group_unity"),
)


def serialize_vote(entry: RollCallEntry) -> Row:
    """One State's position, as a row of the roll-call."""
    return {
        "state": entry.state.iso3,
        "name": entry.state.name,
        "group": label_group(entry.group),
        "position": entry.position.value,
        "rights_suspended": entry.is_suspended,
        "group_line": entry.alignment.value,
        "group_unity": entry.common.unity.value if entry.common else None,
        "corrected": entry.correction is not None,
    }


def serialize_group(group: RollCallGroup) -> Row:
    """The four counts of a group or bloc, its majority position under "line", and its common position."""
    majority = group.majority.position
    return {
        **serialize_counts(group.counts),
        "line": majority.value if majority else None,
        **serialize_common_position(group.common),
        "differed": {state.iso3: p.value for p, states in group.differing.items() for state in states},
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
        "body": resolution.session.body,
        "outcome": resolution.outcome,
        "contradiction": resolution.contradicts_itself,
        "adoption": resolution.adoption,
        "official": serialize_totals(resolution.official),
        "counted": serialize_totals(resolution.counted),
        "check": resolution.check_status,
        "url": resolution.get_absolute_url(),
        **serialize_name(get_text_name(resolution)),
        "vote_called_by": resolution.called_by.iso3
        if resolution.called_by
        else resolution.called_by_group or None,
    }


def serialize_resolution(record: ResolutionRecord, entries: Sequence[RollCallEntry]) -> Row:
    """Everything on file about one text, of its roll-call the entries listed; docs/data.md promises the keys."""
    resolution = record.resolution
    names = {iso3: state.name for iso3, state in record.states.items()}
    return {
        **serialize_listed(resolution),
        "decision": describe_outcome(resolution),
        "agenda_item_title": resolution.agenda_item_title or None,
        "topics": [topic.name for topic in resolution.topics.all()],
        "sponsors": [state.iso3 for state in resolution.sponsors.all()],
        "sponsors_as_printed": resolution.sponsors_as_printed or None,
        "vote_called_by_source": resolution.called_by_source or None,
        "meeting": resolution.meeting or None,
        "proposers": get_proposers(resolution, most=None) or None,
        "amendments": [serialize_listed(amendment) for amendment in record.amendments],
        "check": {
            "status": resolution.check_status,
            "detail": describe_check(resolution, record.members),
            "findings": [
                {**stored, "detail": describe_finding(read_finding(stored), names)}
                for stored in resolution.check_findings
            ],
            "reason": resolution.check_reason or None,
        },
        "verified": record.verification.agrees if record.verification else None,
        "documents": [serialize_document(document) for document in record.documents],
        "votes": [serialize_vote(entry) for entry in entries],
        "groups": {str(group.label): serialize_group(found) for group, found in record.groups.items()},
        "explanations": [serialize_explanation(e) for e in record.explanations + record.submissions],
        "series": [
            {**serialize_listed(entry.resolution), "is_this": entry.is_this} for entry in record.series
        ],
        "corrections": [serialize_correction(correction) for correction in record.corrections],
        "forecast_kept": serialize_saved_forecast(record.saved_forecast),
        "note": resolution.note or None,
        "source": {
            "name": resolution.source or None,
            "record": resolution.source_record or None,
            "url": resolution.source_url or None,
            "text_url": resolution.text_url or None,
            "draft_as_printed": resolution.draft_as_printed or None,
            "symbol_as_printed": resolution.symbol_as_printed or None,
            "other_outcome": resolution.other_outcome or None,
        },
        "blocs": {
            bloc.slug: {**serialize_group(bloc), "apart": [state.iso3 for state in bloc.dissenting]}
            for bloc in record.blocs
        },
    }


def flatten_listed(resolution: Resolution) -> Row:
    """A text as a CSV row: the same columns whether or not there are totals."""
    row = serialize_listed(resolution)
    for kind in ("official", "counted"):
        row[kind] = row[kind] or {position.value: None for position in Position}
    return flatten(row)


def flatten_votes(resolution: Resolution, entries: Sequence[RollCallEntry]) -> list[Row]:
    """The roll-call as CSV rows, one for each State, with the text it belongs to."""
    return [
        {
            "symbol": resolution.symbol,
            "kind": resolution.kind,
            "body": resolution.session.body,
            "date": resolution.date,
            "check": resolution.check_status,
            **serialize_vote(entry),
            "explanation_summaries": " | ".join(e.summary for e in entry.explanations) or None,
        }
        for entry in entries
    ]
