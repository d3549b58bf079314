"""The words of files: PDF, Word and text; and what is no document."""

import io

import docx
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.documents.texts import SHORT
from votes.documents import extract
from votes.documents.extract import ExtractError, extract_text
from votes.documents.paragraphs import parse_paragraphs


def make_pdf(*pages: str, font: str = "Helvetica") -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made)
    for page in pages:
        canvas.setFont(font, 11)
        for n, line in enumerate(page.splitlines()):
            canvas.drawString(60, 800 - 16 * n, line)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def make_docx(text: str) -> bytes:
    made, document = io.BytesIO(), docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(made)
    return made.getvalue()


def list_labels(content: bytes) -> list[str]:
    return [p.label for p in parse_paragraphs(extract_text(content).text) if p.label]


@pytest.mark.parametrize("make", [make_pdf, make_docx, str.encode])
def test_the_same_paragraphs_in_each_kind_of_file(make: object) -> None:
    assert list_labels(make(SHORT)) == ["PP1", "PP2", "OP1", "OP2"]  # type: ignore[operator]


def test_the_pages_of_a_pdf_are_one_text() -> None:
    found = extract_text(make_pdf("Guided by the Charter,", "1. Calls upon all States."))
    assert found.pages == 2
    assert [p.label for p in parse_paragraphs(found.text)] == ["PP1", "OP1"]


def test_a_pdf_in_chinese() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    text = "遵循《联合国宪章》，\n1. 促进人权领域的互利合作，呼吁各国开展建设性对话。"
    assert "互利合作" in extract_text(make_pdf(text, font="STSong-Light")).text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (make_pdf(""), "no text layer"),
        (make_pdf(SHORT)[:400], "damaged"),
        (b"%PDF-1.7 nothing", "damaged"),
        (b"<!DOCTYPE html><html>Not found</html>", "web page"),
        (b"\xd0\xcf\x11\xe0 old", "old Word file"),
        (b"PK\x03\x04 broken", "Word document"),
        (b"\xff\xfe\x00", "neither PDF"),
        (b"words\0words", "neither PDF"),
    ],
)
def test_what_is_no_document_is_refused_with_the_reason(content: bytes, message: str) -> None:
    with pytest.raises(ExtractError, match=message):
        extract_text(content)


@pytest.mark.limit("extract.MOST_BYTES")
@pytest.mark.limit("extract.MOST_PAGES")
@pytest.mark.limit("extract.FEWEST_LETTERS")
@pytest.mark.limit("extract.MOST_UNPACKED")
def test_files_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    content = make_pdf("twenty letters in all here", "more")
    monkeypatch.setattr(extract, "MOST_BYTES", len(content))
    monkeypatch.setattr(extract, "MOST_PAGES", 2)
    assert extract_text(content).pages == 2
    with pytest.raises(ExtractError, match="larger than"):
        extract_text(content + b" ")
    monkeypatch.setattr(extract, "MOST_PAGES", 1)
    with pytest.raises(ExtractError, match="2 pages"):
        extract_text(content)
    with pytest.raises(ExtractError, match="no text layer"):
        extract_text(make_pdf("x" * (extract.FEWEST_LETTERS - 1)))
    assert extract_text(make_pdf("x" * extract.FEWEST_LETTERS)).pages == 1
    word = make_docx(SHORT)
    monkeypatch.setattr(extract, "MOST_BYTES", 10**7)
    monkeypatch.setattr(extract, "MOST_UNPACKED", 1000)
    with pytest.raises(ExtractError, match="too large when unpacked"):
        extract_text(word)
