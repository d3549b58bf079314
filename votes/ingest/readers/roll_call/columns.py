"""The structure of a table with a column for each position: States in the columns, or marks beside each State. Pure."""

import re
from collections.abc import Sequence

from votes.ingest.readers.roll_call.cells import (
    DELIMITERS,
    LONGEST_ROW,
    POSITION,
    STATE,
    TABLE_DELIMITERS,
    TOTAL,
    list_names,
    read_cell,
)
from votes.ingest.readers.roll_call.cleaning import Line
from votes.ingest.readers.roll_call.name_lists import NameIndex, read_names
from votes.ingest.readers.roll_call.prose import is_prose
from votes.ingest.readers.roll_call.results import Aside, Mention, Reading, Total
from votes.ingest.readers.roll_call.wordings import find_code_system

LEAST_COLUMNS = 2  # with a position; one is a heading
RULE = re.compile(r"[\s|:+=–—-]*")


def split_cells(line: str, delimiter: re.Pattern[str]) -> list[str]:
    """The cells of a line, without the empty ones outside the outer bars of "| a | b |"."""
    text = line.strip().strip("|") if delimiter.pattern == r"\|" else line
    return delimiter.split(text)


def _find_header(
    lines: Sequence[Line], index: NameIndex
) -> tuple[int, re.Pattern[str], list[str | None], list[Total]] | None:
    """The first line whose cells are two positions or more: its place, delimiter, and the position of each cell."""
    for place, line in enumerate(lines):
        if len(line.text) > LONGEST_ROW:
            continue
        for delimiter in DELIMITERS:
            cells = [read_cell(cell, index) for cell in split_cells(line.text, delimiter)]
            named = [cell for cell in cells if cell and cell.kind in (POSITION, TOTAL) and not cell.is_code]
            strange = [cell for cell in cells if cell and cell.kind == STATE]
            if len(named) < LEAST_COLUMNS or strange or len({cell.value for cell in named}) < len(named):
                continue
            if delimiter not in TABLE_DELIMITERS and len(named) < len(cells):
                continue
            positions = [cell.value if cell and cell in named else None for cell in cells]
            totals = [
                Total(line.number, cell.value, cell.number or 0) for cell in named if cell.kind == TOTAL
            ]
            return place, delimiter, positions, totals
    return None


class ColumnReader:
    """Reads the rows below a header of positions."""

    def __init__(self, index: NameIndex, positions: list[str | None]) -> None:
        self.index, self.positions = index, positions
        self.mentions: list[Mention] = []
        self.marks: set[str] = set()

    def read_row(self, line: Line, cells: list[str]) -> bool:
        """Whether the row was understood; its States are then among the mentions."""
        filled = [(n, cell.strip()) for n, cell in enumerate(cells) if cell.strip(" .–—-")]
        outside = [cell for n, cell in filled if n >= len(self.positions) or self.positions[n] is None]
        inside = [
            (self.positions[n], cell) for n, cell in filled if n < len(self.positions) and self.positions[n]
        ]
        states = [iso3 for cell in outside if (iso3 := self.index.find(cell))]
        if states:
            return self._read_marks(line, outside, states, inside)
        if [cell for cell in outside if not re.fullmatch(r"\d{1,3}\.?", cell)]:
            return False
        for position, cell in inside:
            for piece in read_names(cell, self.index):
                if piece.iso3 != "":
                    text = cell[piece.start : piece.end + (cell[piece.end : piece.end + 1] == ")")]
                    self.mentions.append(Mention(line.number, text[:200], piece.iso3, position))
        return True

    def _read_marks(
        self, line: Line, outside: list[str], states: list[str], inside: list[tuple[str | None, str]]
    ) -> bool:
        if len(set(states)) != 1 or any(self.index.find(cell) for _, cell in inside):
            return False
        name = next(cell for cell in outside if self.index.find(cell))
        position = inside[0][0] if len(inside) == 1 else None
        for place, cell in inside:
            atom = read_cell(cell, self.index)
            if not atom or atom.kind != POSITION or atom.value.upper() in ("X", "A"):
                self.marks.add(cell.casefold())
            elif place != (find_code_system([atom.value]).get(atom.value) if atom.is_code else atom.value):
                position = None
        self.mentions.append(Mention(line.number, name[:200], states[0], position))
        return True


def read_columns(lines: Sequence[Line], index: NameIndex) -> Reading | None:
    """The text read as a table with a column for each position; None if no line names two positions in cells."""
    found = _find_header(lines, index)
    if not found:
        return None
    place, delimiter, positions, totals = found
    reader = ColumnReader(index, positions)
    asides: list[Aside] = []
    loose: list[Aside] = []
    for line in lines[place + 1 :]:
        cells = split_cells(line.text, delimiter)
        text = " ".join(line.text.split())
        if RULE.fullmatch(line.text):
            continue
        total_row = [read_cell(cell, index) for cell in cells]
        if any(cell and cell.kind in (POSITION, TOTAL) for cell in total_row) and not list_names(
            line.text, index
        ):
            loose.append(Aside(line.number, text))
        elif (
            len(cells) > len(positions)
            or is_prose(text)
            or (delimiter not in TABLE_DELIMITERS and len(cells) < len(positions))
            or not reader.read_row(line, cells)
        ):
            _leave(line, text, index, reader.mentions, asides)
    for line in lines[:place]:
        if line.text.strip():
            _leave(line, " ".join(line.text.split()), index, reader.mentions, asides)
    if len(reader.marks) > 1:
        loose.append(Aside(lines[place].number, " ".join(sorted(reader.marks))))
    if not any(mention.position for mention in reader.mentions):
        return None
    mentions = tuple(sorted(reader.mentions, key=lambda mention: mention.line))
    return Reading("columns", mentions, tuple(totals), tuple(asides), (), tuple(loose))


def _leave(line: Line, text: str, index: NameIndex, mentions: list[Mention], asides: list[Aside]) -> None:
    """A line that is no row of the table: States in it that are not in a sentence have no position."""
    named = list_names(line.text, index)
    mentions += [Mention(line.number, name[:200], iso3) for name, iso3 in named]
    if not named:
        asides.append(Aside(line.number, text))
