"""Rows of the page of a text's words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from votes.core.choices import DocumentKind, Language, Outcome, TextKind
from votes.documents.service import TermRow, TextRecord
from votes.documents.wording import describe_comparison, describe_words
from votes.models import Document, Resolution


@dataclass(frozen=True)
class LanguageLink:
    """A language in which words are on file."""

    code: str
    name: str
    is_shown: bool


@dataclass(frozen=True)
class DocumentRow:
    """A document in the list. `languages`: those in which its words are on file. `stored`: None for one that is known
    by its symbol alone."""

    kind: str
    symbol: str
    title: str
    url: str
    stored: Document | None = None
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class TextPage:
    finding: str
    languages: list[LanguageLink]
    documents: list[DocumentRow]
    rows: list[TermRow]
    absent: list[str]
    other_versions: list[Document]


def build_text_page(record: TextRecord) -> TextPage:
    shown = record.shown
    comparison = record.comparison
    finding = describe_comparison(comparison) if comparison else describe_words(record)
    rows = [row for row in record.rows if row.n or row.before]
    with_words = [d for d in record.documents if d.texts.all()]
    return TextPage(
        finding=finding,
        languages=[
            LanguageLink(code, str(Language(code).label), shown is not None and shown.language == code)
            for code in record.languages
        ],
        documents=list_rows(record.resolution, record.documents),
        rows=rows,
        absent=[row.name for row in record.rows if not row.n and not row.before],
        other_versions=[d for d in with_words if not shown or d != shown.document],
    )


def list_rows(resolution: Resolution, documents: Sequence[Document]) -> list[DocumentRow]:
    """The documents on file, and the draft and the text as adopted where only their symbols are: these are enough for
    their addresses at the UN. A decision or President's statement has no document
    of its own as adopted."""
    stored = [
        DocumentRow(
            document.get_kind_display(),
            document.symbol,
            document.title,
            document.official_url,
            document,
            tuple(text.language for text in document.texts.all()),
        )
        for document in documents
    ]
    known = {row.symbol for row in stored}
    derived = [derive_row(DocumentKind.DRAFT, resolution.draft_symbol, known)]
    if resolution.kind == TextKind.RESOLUTION and resolution.outcome == Outcome.ADOPTED:
        derived.append(derive_row(DocumentKind.RESOLUTION, resolution.symbol, known))
    return [*filter(None, derived), *stored]


def derive_row(kind: DocumentKind, symbol: str, known: Collection[str]) -> DocumentRow | None:
    if not symbol.startswith("A/HRC/") or symbol in known:
        return None
    return DocumentRow(str(kind.label), symbol, "", Document(symbol=symbol).official_url)
