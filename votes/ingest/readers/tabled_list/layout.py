"""Divides a pasted text into lines of cells, whatever separates them. Pure: text in, lines out.

Tabs, vertical bars (a Markdown table too), semicolons, commas under a header, two blanks, or nothing but a blank after
the symbol; or the table of a web page as HTML.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import unescape

from votes.ingest.readers.table_file import TableFile
from votes.ingest.readers.tabled_list.columns import is_header
from votes.ingest.readers.tabled_list.values import parse_item_heading, parse_symbol

MAX_LINES = 2000
MAX_LINE_LENGTH = 4000
MAX_CELLS = 30

_HTML = re.compile(r"<t[rdh][\s>]", re.IGNORECASE)
_NOT_SHOWN = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"(</?[a-zA-Z][^<>]*>)")
_TAG_NAME = re.compile(r"</?[a-zA-Z]+")
_LINK = re.compile(r"href\s*=\s*[\"']?(https?://[^\s\"'<>]+)", re.IGNORECASE)
_RULE = re.compile(r"[\s|:+=_-]+")  # the line under the header of a Markdown table, or one drawn by hand
_BULLET = re.compile(r"(?:[-–—•·▪●◦‣*>#]+\s+|\(?\d{1,3}[.)]\s+|\d{1,3}\s+(?=A ?/ ?HRC))+", re.IGNORECASE)
_MARKDOWN_LINK = re.compile(r"\[([^\]\[]{1,500})\]\((https?://[^\s()]+)\)")
_PAGE = re.compile(r"(?:page|p\.) ?\d.{0,20}|\d+ ?/ ?\d+", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# A title does not end with one of these: the next line continues it.
_JOINING = re.compile(
    r"(?:[,(–—-]|\b(?:a|an|and|at|by|for|from|in|including|of|on|or|the|to|with|d[eu]|des|et|la|les?|dans|pour|sur|y|del|los|las|"
    r"en|con|por|para))$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Line:
    """A line, or several that belong together, with its cells: `number` of the first, `last` of the last, from 1.

    `is_beyond`: it stands for all lines that are more than are read. `is_weak`: what separates its cells may also be
    part of a title.
    """

    number: int
    last: int
    cells: tuple[str, ...]
    is_beyond: bool = False
    is_weak: bool = False

    @property
    def text(self) -> str:
        return " | ".join(cell for cell in self.cells if cell)

    @property
    def symbol_place(self) -> int | None:
        """The place of the cell with the draft's own symbol: the first that begins with one."""
        return next((place for place, cell in enumerate(self.cells) if parse_symbol(cell)), None)


def tidy(cell: str) -> str:
    """The cell without invisible characters, repeated blanks, and marks of emphasis or quotation around it."""
    cell = " ".join(_INVISIBLE.sub("", cell).split()).strip("*_`").strip()
    return cell[1:-1].strip() if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


def list_lines(text: str) -> list[Line]:
    """Every line that is not empty, in order, those of a wrapped title joined."""
    if _HTML.search(text):
        return _list_html(text)
    # A longer line is refused, so no more of it is read than shows that.
    cut = (line[: MAX_LINE_LENGTH + 1] for line in text.splitlines())
    lines = [(number, line) for number, line in enumerate(cut, start=1) if line.strip()]
    first = lines[:MAX_LINES]
    if _has_commas(first):
        split = [Line(number, number, _read_csv(line)) for number, line in first]
    else:
        weak = next(filter(None, (_find_weak_separator(line) for _, line in first)), None)
        split = [_split_line(number, line, weak) for number, line in first]
    read = list(join_wrapped(split))
    if left := lines[MAX_LINES:]:
        read.append(Line(left[0][0], left[-1][0], (left[0][1],), is_beyond=True))
    return read


def _has_commas(lines: list[tuple[int, str]]) -> bool:
    """Whether commas separate the cells: the first line is a header with commas, or each line is in quotation marks."""
    if any("\t" in line or "|" in line for _, line in lines):
        return False
    header = bool(lines) and is_header(_read_csv(lines[0][1]))
    return header or (bool(lines) and all(re.match(r'\s*"[^"]*",', line) for _, line in lines))


def _read_csv(line: str) -> tuple[str, ...]:
    return tuple(tidy(cell) for cell in next(csv.reader([line], skipinitialspace=True), []))


def _split_line(number: int, line: str, weak: str | None) -> Line:
    """The cells of a line, those with a symbol without what stands before it, and the addresses of its links.

    `weak`: what separates the cells of this list where there are no tabs or bars.
    """
    links = [link[2] for link in _MARKDOWN_LINK.finditer(line)]
    line = _MARKDOWN_LINK.sub(r"\1", line)
    is_weak = not re.search(r"[\t|]", line)
    if "\t" in line:
        cells = line.split("\t")
    elif not is_weak:
        cells = line.strip().removeprefix("|").removesuffix("|").split("|")
    elif weak and (_find_weak_separator(line) == weak or not parse_symbol(bare(line))):
        cells = re.split(weak, line.strip())
    else:
        cells = [line]
    return Line(number, number, tuple(map(bare, (*cells, *links))), is_weak=is_weak)


def _find_weak_separator(line: str) -> str | None:
    """The semicolon, or two blanks, if the symbol stands alone between them; None for a line with tabs or bars."""
    if re.search(r"[\t|]", line):
        return None
    for separator in (";", r"\s{2,}"):
        cells = re.split(separator, line.strip())
        if any((own := parse_symbol(bare(cell))) and not own.rest for cell in cells):
            return separator
    return None


def drop_bullet(text: str) -> str:
    """The text without a bullet or a running number at its beginning."""
    found = _BULLET.match(text)
    return text[found.end() :] if found else text


def bare(cell: str) -> str:
    """The tidy cell, without what stands before a symbol in it."""
    cell = tidy(cell)
    without = drop_bullet(cell)
    return without if parse_symbol(without) else cell


def format_table(table: TableFile) -> str:
    """The rows of a file as lines with tabs, each at the number that it has in the file."""
    lines: list[str] = []
    for row in table.rows:
        lines += [""] * (row.line - 1 - len(lines))
        lines.append("\t".join(map(tidy, row.cells)).rstrip("\t"))
    return "\n".join(lines)


def is_rule(line: Line) -> bool:
    """Whether the line only draws a rule."""
    return all(_RULE.fullmatch(cell) or not cell for cell in line.cells)


def is_page(text: str) -> bool:
    """Whether the text is the number of a page."""
    return _PAGE.fullmatch(text) is not None


def join_wrapped(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, each joined with those that clearly continue it; a line that may be a draft of its own stays alone."""
    held: Line | None = None
    for line in lines:
        if held and (joined := _continue(held, line)):
            held = joined
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _continue(held: Line, line: Line) -> Line | None:
    """`held` with the cells of `line`; None if `line` does not clearly continue it."""
    place = held.symbol_place
    filled = [cell for cell in line.cells if cell]
    if place is None or line.symbol_place is not None or not filled or is_rule(line):
        return None
    if len(held.text) > MAX_LINE_LENGTH:
        return None
    if parse_item_heading(line.text) or is_page(filled[0]):
        return None
    cells = list(held.cells)
    if held.is_weak and not cells[-1]:
        return None  # the semicolon at its end may be part of the title
    while cells and not cells[-1]:
        cells.pop()
    others = [cell for n, cell in enumerate(cells) if n != place and cell and not cell.isdigit()]
    words = [cell for n, cell in enumerate(cells) if n != place and _LETTER.search(cell)]
    if (own := parse_symbol(cells[place])) and own.rest:
        words.append(own.rest)
    if not words and not others:
        return replace(held, last=line.last, cells=(*cells, *filled))
    under = next(n for n, cell in enumerate(line.cells) if cell) if len(line.cells) > 1 else len(cells)
    if len(line.cells) > place and not line.cells[place] and under < len(cells):
        # A row of a table that goes on: its cells stand below those that they continue.
        if not _goes_on(cells[under], filled[0], is_title=True):
            return None
        below = [*line.cells, *[""] * len(cells)]
        joined = [f"{cell} {below[n]}".strip() for n, cell in enumerate(cells)]
        return replace(held, last=line.last, cells=(*joined, *filter(None, line.cells[len(cells) :])))
    if _goes_on(cells[-1], filled[0], is_title=len(words) == 1 and cells[-1].endswith(words[0])):
        return replace(held, last=line.last, cells=(*cells[:-1], f"{cells[-1]} {filled[0]}", *filled[1:]))
    return None


def _goes_on(before: str, after: str, *, is_title: bool) -> bool:
    """Whether `after` continues `before`, which cannot end as it does or is a title that goes on in small letters."""
    return bool(_JOINING.search(before[-20:])) or (is_title and after[0].islower())


def _list_html(text: str) -> list[Line]:
    """The rows of the tables in a page; text around them is a line of its own, so that it is not lost.

    The address of a link behind a symbol is a cell of its own. Only rows, cells and links matter, so no parser of HTML
    is needed; that of Python takes minutes for tags that do not end.
    """
    rows: list[Line] = []
    cells: list[str] = []
    links: list[str] = []
    is_in_cell, number = False, 1
    for part in [*_TAG.split(_NOT_SHOWN.sub("", text)), "</table>"]:
        tag = _TAG_NAME.match(part)
        name = tag[0].lower() if tag else ""
        if name in ("<tr", "</tr", "</table"):
            if any(cells):
                address = links[:1] if any(parse_symbol(tidy(cell)) for cell in cells) else []
                rows.append(Line(number, number, (*map(bare, cells), *address)))
            cells, links, is_in_cell = [], [], False
        elif name in ("<td", "<th"):
            cells.append("")
            is_in_cell = True
        elif name in ("</td", "</th"):
            is_in_cell = False
        elif name == "<a" and (link := _LINK.search(part)):
            links.append(link[1])
        elif name in ("<br", "<p", "</p", "<div", "</div", "<li"):
            cells[-1:] = [f"{cells[-1]} "] if is_in_cell else cells[-1:]
        elif not tag and is_in_cell:
            cells[-1] += unescape(part)
        elif not tag and part.strip():
            rows.append(Line(number, number, (tidy(unescape(part)),)))
        number += part.count("\n")
    if left := rows[MAX_LINES:]:
        return [*rows[:MAX_LINES], Line(left[0].number, left[-1].last, left[0].cells[:1], is_beyond=True)]
    return rows
