"""The words of a text as JSON."""

from typing import Any

from votes.documents.paragraphs import Kind
from votes.documents.query import TextQuery
from votes.documents.service import StoredText, TextRecord
from votes.documents.versions import Pair
from votes.documents.wording import describe_comparison, name_document
from votes.models import Document


def serialize_text(record: TextRecord, query: TextQuery) -> dict[str, Any]:
    """`words`: by language, term -> count. `median`: of the `n` texts adopted in that year whose words are on file."""
    shown = record.shown
    found: dict[str, Any] = {
        "symbol": record.resolution.symbol,
        "language": query.language,
        "languages": record.languages,
        "documents": [serialize_document(document) for document in record.documents],
        "document": name_document(shown.document) if shown else None,
        "length": shown.words.length if shown else None,
        "words": {query.language: shown.words.counts} if shown else {},
        "forerunner": serialize_version(record.forerunner),
        "median": {
            "n": record.n_median,
            "length": record.median_length,
            "words": {row.name: row.median for row in record.rows},
        },
        "paragraphs": serialize_paragraphs(shown) if shown else [],
        "notes": list(query.notes),
    }
    if query.compare:
        comparison = record.comparison
        found["earlier"] = serialize_version(comparison.earlier) if comparison else None
        found["later"] = serialize_version(comparison.later) if comparison else None
        found["comparison"] = [serialize_pair(pair) for pair in comparison.pairs] if comparison else []
        found["finding"] = describe_comparison(comparison) if comparison else None
    return found


def serialize_document(document: Document) -> dict[str, Any]:
    return {
        "kind": document.kind,
        "symbol": document.symbol,
        "title": document.title,
        "date": document.date,
        "states": [state.iso3 for state in document.states.all()],
        "address": document.official_url,
        "note": document.note,
        "languages": [text.language for text in document.texts.all()],
    }


def serialize_version(version: StoredText | None) -> dict[str, Any] | None:
    if version is None:
        return None
    return {
        "document": name_document(version.document),
        "length": version.words.length,
        "words": version.words.counts,
    }


def serialize_paragraphs(version: StoredText) -> list[dict[str, str]]:
    return [
        {"label": paragraph.label, "kind": paragraph.kind.value, "text": paragraph.text}
        for paragraph in version.paragraphs
        if paragraph.kind is not Kind.ROLL_CALL
    ]


def serialize_pair(pair: Pair) -> dict[str, Any]:
    return {
        "change": pair.change.value,
        "moved": pair.is_moved,
        "before": pair.before.label if pair.before else None,
        "after": pair.after.label if pair.after else None,
        "pieces": [[piece.kind, piece.text] for piece in pair.pieces],
    }
