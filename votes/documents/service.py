"""The documents of a text, its words, and another version beside it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from votes.core.choices import DocumentKind, Language
from votes.core.lookup import get_resolution_or_none
from votes.core.record_version import get_or_build
from votes.documents.paragraphs import Paragraph, list_counted, parse_paragraphs
from votes.documents.query import TextQuery
from votes.documents.versions import Pair, compare_versions
from votes.documents.words import Term, count_terms, count_words, find_median
from votes.models import Document, DocumentText, KeyTerm, Resolution

ORDER = {kind: place for place, kind in enumerate(DocumentKind)}
FEWEST_OF_YEAR = 3  # with fewer texts of a year there is no median to compare with
# What may stand for the text itself: as adopted, else the latest draft.
VERSIONS = (DocumentKind.RESOLUTION, DocumentKind.ORAL_REVISION, DocumentKind.REVISION, DocumentKind.DRAFT)


@dataclass(frozen=True)
class Words:
    """The counts of a text: how often each key term occurs, and its length in words (letters in Chinese)."""

    counts: dict[str, int]
    length: int


@dataclass(frozen=True)
class StoredText:
    """The words of one document in one language."""

    document: Document
    language: str
    paragraphs: list[Paragraph]
    words: Words


@dataclass(frozen=True)
class TermRow:
    """How often a term occurs here, in the forerunner, and in the median text of the year (None if not on file)."""

    name: str
    n: int
    before: int | None
    median: float | None


@dataclass(frozen=True)
class Comparison:
    """Two versions side by side, whichever of them the page shows: the earlier one first."""

    earlier: StoredText
    later: StoredText
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class TextRecord:
    """All about the words of a text. `shown`: None where no words are on file in that language.

    `languages`: those that are on file. `n_median`: how many texts of the year the median is of. `comparison`: with
    another version; `other_missing`: whether that version's words are not on file.
    """

    resolution: Resolution
    documents: list[Document]
    languages: list[str]
    shown: StoredText | None
    forerunner: StoredText | None
    rows: list[TermRow]
    median_length: float | None
    n_median: int
    comparison: Comparison | None = None
    other_missing: bool = False


def list_documents(resolution: Resolution) -> list[Document]:
    """The documents of a text in order: tabled, revised, adopted, study, submissions.

    Four queries, one if there are none.
    """
    found = Document.objects.filter(resolution=resolution).select_related("resolution")
    found = found.prefetch_related("states", "texts", "noted_by")
    return sorted(found, key=lambda d: (ORDER[DocumentKind(d.kind)], d.date is None, d.date or 0, d.pk))


def has_adopted_words(documents: Sequence[Document]) -> bool:
    """Whether the words of the text as adopted are among them: only these can print its roll-call."""
    return any(document.kind == DocumentKind.RESOLUTION and document.texts.all() for document in documents)


def list_terms() -> tuple[Term, ...]:
    """All key terms, from the cache."""

    def build() -> tuple[Term, ...]:
        terms = []
        for term in KeyTerm.objects.prefetch_related("forms"):
            forms: dict[str, tuple[str, ...]] = {}
            for form in term.forms.all():
                forms[form.language] = (*forms.get(form.language, ()), form.form)
            terms.append(Term(term.name, forms, term.matches_case))
        return tuple(terms)

    return get_or_build("key-terms:1", build)


def read_text(document: Document, language: str) -> StoredText | None:
    """The words of a document in a language, divided and counted; None if they are not on file. From the cache."""

    def build() -> StoredText | None:
        text = next((t for t in document.texts.all() if t.language == language), None)
        if text is None:
            return None
        paragraphs = parse_paragraphs(text.body, language)
        return StoredText(document, language, paragraphs, count(paragraphs, language))

    return get_or_build(f"document-text:1:{document.pk}:{language}", build)


def count(paragraphs: Sequence[Paragraph], language: str) -> Words:
    """The words of the preambular and operative paragraphs; of all of them where none is numbered."""
    counted = list_counted(paragraphs) or paragraphs
    text = "\n".join(paragraph.text for paragraph in counted)
    return Words(count_terms(list_terms(), text, language), count_words(text, language))


def find_version(documents: Sequence[Document], query: TextQuery) -> Document | None:
    """The document that is shown: the one asked for, else the text as adopted, else its latest draft with words."""
    if query.version:
        return next((d for d in documents if d.symbol.upper() == query.version), None)
    with_words = [d for d in documents if any(t.language == query.language for t in d.texts.all())]
    for kind in VERSIONS:
        if found := [d for d in with_words if d.kind == kind]:
            return found[-1]
    return None


def find_forerunner(resolution: Resolution, language: str) -> StoredText | None:
    """The latest earlier text of the series whose words as adopted are on file in this language."""
    if resolution.series_id is None or resolution.date is None:
        return None
    found = (
        _as_adopted(language)
        .filter(
            document__resolution__series=resolution.series_id, document__resolution__date__lt=resolution.date
        )
        .order_by("-document__resolution__date")
        .first()
    )
    return read_text(found.document, language) if found else None


def _as_adopted(language: str) -> QuerySet[DocumentText]:
    return DocumentText.objects.filter(
        language=language, document__kind=DocumentKind.RESOLUTION, document__resolution__published=True
    ).select_related("document__resolution")


def list_words_of_year(year: int, language: str) -> list[Words]:
    """The counts of every text adopted in a year whose words are on file. From the cache."""

    def build() -> list[Words]:
        texts = _as_adopted(language).filter(document__resolution__date__year=year)
        return [count(parse_paragraphs(text.body, language), language) for text in texts]

    return get_or_build(f"words-of-year:1:{year}:{language}", build)


def get_text_record(resolution: Resolution, query: TextQuery) -> TextRecord:
    documents = list_documents(resolution)
    document = find_version(documents, query)
    shown = read_text(document, query.language) if document else None
    forerunner = find_forerunner(resolution, query.language) if shown else None
    of_year = list_words_of_year(resolution.date.year, query.language) if shown and resolution.date else []
    if len(of_year) < FEWEST_OF_YEAR:
        of_year = []
    rows = [
        TermRow(
            name,
            n,
            forerunner.words.counts.get(name) if forerunner else None,
            find_median([words.counts[name] for words in of_year if name in words.counts]),
        )
        for name, n in (shown.words.counts if shown else {}).items()
    ]
    other = find_other(documents, query) if shown and query.compare else None
    stored = {t.language for d in documents for t in d.texts.all()}
    return TextRecord(
        resolution,
        documents,
        [language for language in Language.values if language in stored],
        shown,
        forerunner,
        rows,
        find_median([words.length for words in of_year]),
        len(of_year),
        compare(shown, other) if shown and other else None,
        other_missing=bool(query.compare) and other is None,
    )


def compare(one: StoredText, other: StoredText) -> Comparison:
    """The two in the order of time: of two texts the one decided first, of two documents of a text the one before."""
    earlier, later = sorted((other, one), key=find_place_in_time)
    pairs = compare_versions(list_counted(earlier.paragraphs), list_counted(later.paragraphs))
    return Comparison(earlier, later, tuple(pairs))


def find_place_in_time(version: StoredText) -> tuple[datetime.date, int]:
    """A text that is not decided comes after all that are."""
    document = version.document
    return document.resolution.date or datetime.date.max, ORDER[DocumentKind(document.kind)]


def find_other(documents: Sequence[Document], query: TextQuery) -> StoredText | None:
    """The text compared with: a document of the same text by its symbol, else another text as adopted."""
    if own := next((d for d in documents if d.symbol.upper() == query.compare), None):
        return read_text(own, query.language)
    if (other := get_resolution_or_none(query.compare)) is None:
        return None
    listed = list_documents(other)
    chosen = find_version(listed, TextQuery(query.language))
    return read_text(chosen, query.language) if chosen else None
