"""A pasted text as clean lines, each with its number in what was pasted. Pure."""

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from votes.ingest.readers.roll_call.wordings import fold

LINE_BREAK = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
PUNCTUATION = str.maketrans("：；，、。（）｜│┃،؛\0", ":;,,.()|||,; ")
INVISIBLE = {"Cf"}  # soft hyphens, joiners, marks of direction
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,9})\b[^<>]{0,500}>")
CELL_TAGS, LINE_TAGS = (
    {"td", "th"},
    {"tr", "br", "p", "li", "div", "table", "h1", "h2", "h3", "h4", "ul", "ol"},
)


@dataclass(frozen=True)
class Line:
    """One line; `number` is that of the pasted text, from 1."""

    number: int
    text: str


def clean_characters(text: str) -> str:
    """The text with one kind of line break, blank, comma and colon, and without characters that nobody sees."""
    text = unicodedata.normalize("NFC", LINE_BREAK.sub("\n", text)).translate(PUNCTUATION)
    visible = "".join(c for c in text if c.isascii() or unicodedata.category(c) not in INVISIBLE)
    return re.sub(r"[^\S\n\t]", " ", visible)


def read_lines(text: str) -> list[Line]:
    """The lines of a text; those of an HTML table have a tab between cells."""
    clean = clean_characters(text)
    if re.search(r"(?i)<t[dr]\b|<li\b|<br\b|<p\b", clean):
        return _read_html(clean)
    return [Line(number, line) for number, line in enumerate(clean.split("\n"), 1)]


def _read_html(text: str) -> list[Line]:
    """A line for each row, item or paragraph; line breaks of the source within one are blanks."""
    lines: list[Line] = []
    parts: list[str] = []
    number, first, end = 1, 1, 0
    for tag in [*TAG.finditer(text), None]:
        between = text[end : tag.start() if tag else len(text)]
        if between.strip() and not "".join(parts).strip():
            first = number + between[: len(between) - len(between.lstrip())].count("\n")
        number += between.count("\n") + (tag[0].count("\n") if tag else 0)
        parts.append(html.unescape(between).replace("\n", " ").replace("\t", " ").strip(" "))
        name = tag[2].lower() if tag else "tr"
        if name in CELL_TAGS and tag and tag[1]:
            parts.append("\t")
        elif name in LINE_TAGS:
            lines.append(Line(first, " ".join("".join(parts).split(" ")).removesuffix("\t")))
            parts, first = [], number
        elif name not in CELL_TAGS:
            parts.append(" " if between.endswith(" ") else "")
        end = tag.end() if tag else len(text)
    return lines


class PastedText:
    """The clean lines as one text; `folded` is the same in small letters without accents, place by place."""

    def __init__(self, pasted: str) -> None:
        self.lines = read_lines(pasted)
        self.text = "\n".join(line.text for line in self.lines)
        self.folded = fold(self.text)
        self.starts = [0, *accumulate(len(line.text) + 1 for line in self.lines)][: len(self.lines)]

    def get_line(self, place: int) -> int:
        """The number of the pasted line at this place of `text`."""
        return self.lines[bisect_right(self.starts, place) - 1].number
