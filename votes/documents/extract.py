"""The words of a file as the UN serves it: PDF with a text layer, Word (.docx) or plain text. Pure: bytes in, text out.

Nothing is recognised in a scan: where a PDF has no text layer, that is what is said.
"""

import io
import zipfile
from dataclasses import dataclass

import docx
import pypdfium2  # type: ignore[import-untyped]
from docx.opc.exceptions import PackageNotFoundError

MOST_BYTES = 20 * 1024 * 1024
MOST_PAGES = 200
MOST_UNPACKED = 60 * 1024 * 1024  # of a .docx, which is a zip file
FEWEST_LETTERS = 20  # on a page with less there is no text layer worth the name


class ExtractError(ValueError):
    """The file gives no words; the message says why and what to do."""


@dataclass(frozen=True)
class Extracted:
    """The words of a file, a line each as printed, and how many pages it has (None where a format has none)."""

    text: str
    pages: int | None


def extract_text(content: bytes) -> Extracted:
    """The words of a file, whose kind is told by its first bytes. Raises ExtractError."""
    if len(content) > MOST_BYTES:
        raise ExtractError(f"The file is larger than {MOST_BYTES // 1024 // 1024} MB.")
    start = content[:1024].lstrip()
    if start.startswith(b"%PDF"):
        return extract_pdf(content)
    if start.startswith(b"PK"):
        return extract_docx(content)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise ExtractError("This is an old Word file (.doc). Save it as .docx or PDF, or paste its text.")
    if start[:200].lower().startswith((b"<!doctype html", b"<html")):
        raise ExtractError("This is a web page, not a document: the server may have answered with an error.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ExtractError("This is neither PDF, Word nor text in UTF-8.") from None
    if "\0" in text:
        raise ExtractError("This is neither PDF, Word nor text in UTF-8.")
    return Extracted(text, None)


def extract_pdf(content: bytes) -> Extracted:
    try:
        document = pypdfium2.PdfDocument(content)
        pages = len(document)
        if pages > MOST_PAGES:
            raise ExtractError(f"The PDF has {pages} pages; at most {MOST_PAGES} are read.")
        texts = [document[n].get_textpage().get_text_bounded() for n in range(pages)]
    except pypdfium2.PdfiumError:
        raise ExtractError("The PDF is damaged or protected. Fetch it again, or paste its text.") from None
    text = (
        "\n".join(texts).replace("\r\n", "\n").replace("\r", "\n").replace("\x02", "").replace("\ufffe", "")
    )
    if sum(map(str.isalpha, text)) < FEWEST_LETTERS:
        raise ExtractError("The PDF has no text layer: it is a scan. Paste its text instead.")
    return Extracted(text.replace("\0", ""), pages)


def extract_docx(content: bytes) -> Extracted:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
                raise ExtractError("The Word file is too large when unpacked.")
        paragraphs = [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        if isinstance(error, ExtractError):
            raise
        raise ExtractError("The file is not a Word document, or it is damaged.") from None
    # A blank line between two paragraphs: a Word file says where each ends.
    return Extracted("\n\n".join(filter(str.strip, paragraphs)), None)
