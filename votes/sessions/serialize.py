"""A session as JSON."""

from collections.abc import Iterable

from votes.models import Resolution, Session
from votes.resolutions.serialize import serialize_listed
from votes.web.serialize import Row


def serialize_session(session: Session, texts: Iterable[Resolution]) -> Row:
    return {
        "session": session.code,
        "name": str(session),
        "texts": [serialize_listed(text) for text in texts],
    }
