"""A session as JSON."""

from votes.resolutions.serialize import serialize_listed
from votes.sessions.service import SessionRecord
from votes.web.serialize import Row


def serialize_session(record: SessionRecord) -> Row:
    """The session and its texts; the keys are promised in docs/data.md."""
    return {
        "session": record.session.code,
        "name": str(record.session),
        "texts": [serialize_listed(text) for text in record.texts],
    }
