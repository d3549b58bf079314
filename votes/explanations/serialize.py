"""Explanations as JSON and CSV."""

from votes.models import Explanation
from votes.web.serialize import Row
from votes.web.text_names import get_text_name

LISTED_COLUMNS = (
    *("symbol", "text_kind", "body"),
    *("state", "name", "on_behalf_of", "kind", "announced_position", "date", "speaker", "language"),
    *("summary", "excerpt", "source_title", "source_publisher", "source_url", "text_name"),
)


def serialize_explanation(explanation: Explanation) -> Row:
    """One explanation as the data of a text or a State give it; the keys are promised in docs/data.md."""
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


def serialize_listed_explanation(explanation: Explanation) -> Row:
    """The same with the symbol, name, kind and body of its text; `kind` is that of the explanation."""
    text = explanation.resolution
    return {
        "symbol": text.symbol,
        "text_kind": text.kind,
        "body": text.session.body,
        **serialize_explanation(explanation),
        "text_name": get_text_name(text).name,
    }
