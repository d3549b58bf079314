"""A session as JSON."""

from votes.core.coverage import SessionCoverage
from votes.resolutions.serialize import serialize_listed
from votes.sessions.service import SessionRecord
from votes.web.serialize import Row


def serialize_session(record: SessionRecord) -> Row:
    """The session and its texts; the keys are promised in docs/data.md."""
    return {
        "session": record.session.code,
        "name": str(record.session),
        "subject": record.session.subject or None,
        "start": record.session.start,
        "end": record.session.end,
        "days_source": record.session.source or None,
        "recorded_votes": serialize_coverage(record.coverage),
        "texts": [serialize_listed(text) for text in record.texts],
    }


def serialize_coverage(coverage: SessionCoverage | None) -> dict[str, Row] | None:
    """By kind, how many recorded votes are on file and how many were taken; "taken" is null if it is not known."""
    if coverage is None:
        return None
    return {
        kind.value: {"on_file": tally.on_file, "taken": None if tally.has_unknown else tally.taken}
        for kind, tally in coverage.tallies.items()
    }
