"""Reads a list of tabled drafts, pasted or from a file. Pure: lines in; rows, issues and notes out.

Every line ends in one of the three: a draft; a line that was not understood, with the reason; or a header, a rule or
the heading of an agenda item. A cell is recognised by the header of its column, else by its form. Of two cells that
are words, the one that has names of States and groups alone has the sponsors; if neither or both do, the first is the
title.
"""

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from votes.core.printed_lists import split_printed_list
from votes.core.symbols import drop_revision
from votes.ingest.readers.storable import is_storable
from votes.ingest.readers.tabled_list.columns import Column, find_column, is_header
from votes.ingest.readers.tabled_list.layout import (
    MAX_CELLS,
    MAX_LINE_LENGTH,
    Line,
    is_page,
    is_rule,
    list_lines,
)
from votes.ingest.readers.tabled_list.values import (
    ITEMS,
    OwnSymbol,
    find_amended,
    get_revision,
    is_address,
    is_amendment,
    parse_day,
    parse_item,
    parse_item_heading,
    parse_symbol,
)

# What a text in the database can hold.
LONGEST_TITLE, LONGEST_SPONSORS, LONGEST_ADDRESS = 1000, 1500, 500
_DECISION = re.compile(
    r"draft decision|projet de décision|proyecto de decisión|decision|décision|decisión", re.IGNORECASE
)
# "A/HRC/63/L.1 and L.2", "A/HRC/63/L.1–L.5": which of them has the title is not clear.
_MORE_SYMBOLS = re.compile(
    r"(?:[-–—]|[,;&/]|and|et|y|to)? ?(?:A ?/ ?HRC|L ?\. ?\d)|[-–—] ?\d|(?:and|to|&) \d", re.IGNORECASE
)
_LABEL = re.compile(
    r"(?P<label>main sponsors?|sponsors?|title|agenda item|item|date|expected on)\s*:\s*(?P<value>.+)",
    re.IGNORECASE,
)
_BRACKET_AT_END = re.compile(r"(?P<title>.+?)\s*[(\[](?P<inside>[^()\[\]]+)[)\]]")


@dataclass(frozen=True)
class TabledRow:
    """One tabled draft as the list gives it; `line` is its first line and `last_line` its last, from 1.

    `kind`: "resolution", "decision" or "amendment". `amends`: the symbol of the draft that an amendment names.
    `day_as_printed`: how the day is written, if its month or its year had to be assumed.
    """

    line: int
    symbol: str
    session: str
    title: str
    item: int | None = None
    expected_on: datetime.date | None = None
    sponsors_as_printed: str = ""
    source_url: str = ""
    kind: str = "resolution"
    amends: str = ""
    day_as_printed: str = ""
    last_line: int = 0


@dataclass(frozen=True)
class TabledIssue:
    """A line that is not a valid draft, with `text` what was seen.

    `kind`: "no_symbol", "no_title", "cut", "twice", "revised", "too_long", "unrecognised", "bad_item",
    "bad_day", "too_many".
    """

    line: int
    kind: str
    text: str
    last_line: int = 0


@dataclass(frozen=True)
class TabledNote:
    """What was understood but is no draft. `kind`: "header", "rule", "item"; "column" and "numbers": not read."""

    line: int
    kind: str
    text: str


@dataclass
class TabledList:
    """What was read; every line of the list is in one of the three."""

    rows: list[TabledRow] = field(default_factory=list)
    issues: list[TabledIssue] = field(default_factory=list)
    notes: list[TabledNote] = field(default_factory=list)


class _UnreadableError(ValueError):
    """A line is no draft: the kind of the issue and what was seen."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(kind)
        self.kind, self.text = kind, text


@dataclass
class _Draft:
    """The parts of one line while it is read."""

    own: OwnSymbol
    today: datetime.date
    title: str = ""
    item: int | None = None
    day: datetime.date | None = None
    day_as_printed: str = ""
    sponsors: str = ""
    address: str = ""
    kind: str = ""
    amends: str = ""
    words: list[str] = field(default_factory=list)

    def set_day(self, cell: str) -> bool:
        if not (read := parse_day(cell, self.today)):
            return False
        self.day, self.day_as_printed = read.day, cell if read.is_assumed else ""
        return True

    def put(self, column: Column, cell: str) -> None:
        """A cell under a header. Raises _UnreadableError if it is not what the header says."""
        if column is Column.ITEM and (item := parse_item(cell)):
            self.item = item
        elif column is Column.DAY:
            if not self.set_day(cell):
                raise _UnreadableError("bad_day", cell)
        elif column is Column.ADDRESS and is_address(cell):
            self.address = cell
        elif column is Column.TITLE:
            self.title = f"{self.title} {cell}".strip()
        elif column is Column.SPONSORS:
            self.sponsors = cell
        elif column is Column.KIND:
            self.kind = cell
        elif column is Column.AMENDS and (amended := find_amended(cell, self.own.session, self.own.symbol)):
            self.amends = amended
        elif column is Column.ITEM:
            raise _UnreadableError("bad_item", cell)
        elif column is not Column.NUMBER:
            raise _UnreadableError("unrecognised", cell)

    def recognise(self, cell: str) -> None:
        """A cell without a header, by its form."""
        if is_address(cell) and not self.address:
            self.address = cell
        elif self.item is None and (item := parse_item(cell)):
            self.item = item
        elif self.day is None and self.set_day(cell):
            pass
        elif not re.search(r"[^\W\d_]", cell) or is_address(cell):
            raise _UnreadableError("bad_day" if re.search(r"\d\D\d", cell) else "unrecognised", cell)
        elif label := _LABEL.fullmatch(cell):
            self.put(find_column(label["label"]) or Column.TITLE, label["value"])
        else:
            self.words.append(cell)

    def share_words(self, is_sponsors: Callable[[str], bool], *, is_weak: bool) -> None:
        """Title and sponsors from the cells that are words. `is_weak`: two of them may be one title."""
        words = list(self.words)
        if not self.sponsors:
            named = [word for word in words if is_sponsors(word)]
            if len(named) == 1 and len(words) + bool(self.title) > 1:
                self.sponsors = named[0]
                words.remove(named[0])
        if not self.title and words:
            self.title = words.pop(0)
        if not self.sponsors and words and not is_weak:
            self.sponsors = words.pop(0)
        if words:
            raise _UnreadableError("unrecognised", words[0])
        end = _BRACKET_AT_END.fullmatch(self.title)
        if end and self.item is None and (item := parse_item_heading(end["inside"])):
            self.title, self.item = end["title"], item
        elif (
            end
            and not self.sponsors
            and len(split_printed_list(end["inside"])) > 1
            and is_sponsors(end["inside"])
        ):
            # One State in brackets may be what the text is about.
            self.title, self.sponsors = end["title"], end["inside"]

    def build(self, line: Line) -> TabledRow:
        kinds = " ".join((self.own.kind, self.kind))
        named = find_amended(self.title, self.own.session, self.own.symbol)
        amendment = (
            is_amendment(self.own.kind) or is_amendment(self.kind) or is_amendment(self.title) or self.amends
        )
        if not self.title:
            raise _UnreadableError("no_title", line.text)
        for text, longest in (
            (self.title, LONGEST_TITLE),
            (self.sponsors, LONGEST_SPONSORS),
            (self.address, LONGEST_ADDRESS),
        ):
            if len(text) > longest:
                raise _UnreadableError("too_long", text[:60])
        return TabledRow(
            line.number,
            self.own.symbol,
            self.own.session,
            self.title,
            self.item,
            self.day,
            self.sponsors,
            self.address,
            kind="amendment" if amendment else "decision" if _DECISION.search(kinds) else "resolution",
            amends=(self.amends or named) if amendment else "",
            day_as_printed=self.day_as_printed,
            last_line=line.last,
        )


def start_draft(cell: str, today: datetime.date) -> _Draft:
    """The draft whose symbol begins `cell`. Raises _UnreadableError if the cell has more than one symbol."""
    own = parse_symbol(cell)
    if own is None or _MORE_SYMBOLS.match(own.rest):
        raise _UnreadableError("unrecognised", cell)
    rest = own.rest.lstrip(" –—:,.-")
    return _Draft(own, today, words=[rest] if rest else [])


def parse_line(
    line: Line,
    header: Sequence[Column | None],
    numbers: int | None,
    today: datetime.date,
    is_sponsors: Callable[[str], bool],
) -> TabledRow:
    """The draft of a line; `numbers` is the place of the running numbers. Raises _UnreadableError if it is none."""
    place = line.symbol_place
    if place is None:
        raise _UnreadableError("no_symbol", line.text)
    draft = start_draft(line.cells[place], today)
    for n, cell in enumerate(line.cells):
        if n in (place, numbers) or cell.strip("–—-") == "":
            continue
        column = header[n] if n < len(header) else None
        if header and n >= len(header) and not is_address(cell):
            raise _UnreadableError("unrecognised", cell)
        other = parse_symbol(cell)
        if other and not other.rest and not draft.amends and other.symbol != draft.own.symbol:
            draft.amends = other.symbol
        elif column in (None, Column.SYMBOL):
            draft.recognise(cell)
        elif column is not Column.OTHER:
            draft.put(column, cell)
    draft.share_words(is_sponsors, is_weak=line.is_weak)
    return draft.build(line)


def find_running_numbers(lines: Sequence[Line]) -> int | None:
    """The place of a column before the symbol that counts the drafts: from 1, or beyond the last agenda item."""
    drafts = [line for line in lines if line.symbol_place and not line.is_beyond]
    for place in range(min((line.symbol_place or 0 for line in drafts), default=0)):
        cells = [line.cells[place].strip(".)( ") for line in drafts]
        if all(re.fullmatch(r"\d{1,4}", cell) for cell in cells):
            values = [int(cell) for cell in cells]
            is_running = values == list(range(values[0], values[0] + len(values)))
            if is_running and (values[0] == 1 or values[-1] not in ITEMS):
                return place
    return None


def is_free(header: Sequence[Column | None], place: int | None) -> bool:
    """Whether a column may hold running numbers: no header says that it holds something else."""
    return place is not None and (
        place >= len(header) or header[place] in (None, Column.NUMBER, Column.OTHER)
    )


def refuse_rest(row: TabledRow, line: Line, issues: Sequence[TabledIssue]) -> None:
    """Raise _UnreadableError for a title before its symbol that may begin in the line before: that was refused, or the
    title begins with a small letter."""
    before = issues[-1] if issues else None
    follows = before and before.kind == "no_symbol" and max(before.line, before.last_line) == line.number - 1
    place = next((n for n, cell in enumerate(line.cells) if cell == row.title), len(line.cells))
    is_before = place < (line.symbol_place or 0)
    if (is_before and (follows or row.title[0].islower())) or (follows and row.title[0].islower()):
        raise _UnreadableError("no_symbol", line.text)


def may_be_cut(above: Line, row: TabledRow, line: Line, is_sponsors: Callable[[str], bool]) -> bool:
    """Whether a line of words alone may be the rest of the title of the draft in the line above it."""
    words = line.cells[0]
    return (
        row.line == above.number
        and line.number == above.last + 1
        and len(line.cells) == 1
        and above.cells[-1].endswith(row.title)
        and not words.endswith(".")
        and re.match(r"[^\W\d_]", words) is not None
        and not is_page(words)
        and not is_sponsors(words)
    )


def parse_tabled(text: str, today: datetime.date, is_sponsors: Callable[[str], bool]) -> TabledList:
    """The drafts of a pasted list. `is_sponsors` says whether a text consists of names of States and groups alone."""
    return parse_lines(list_lines(text), today, is_sponsors)


def parse_lines(
    lines: Sequence[Line], today: datetime.date, is_sponsors: Callable[[str], bool]
) -> TabledList:
    """The drafts in lines of cells, each line read or refused with its reason."""
    read = TabledList()
    header: list[Column | None] = []
    item: int | None = None
    numbers = find_running_numbers(lines)
    if numbers is not None:
        first = next(line for line in lines if line.symbol_place)
        read.notes.append(TabledNote(first.number, "numbers", first.cells[numbers]))
    for n, line in enumerate(lines):
        if line.is_beyond:
            read.issues.append(TabledIssue(line.number, "too_many", line.text[:60], line.last))
        elif len(line.text) > MAX_LINE_LENGTH or len(line.cells) > MAX_CELLS or not is_storable(line.text):
            read.issues.append(TabledIssue(line.number, "too_long", line.text[:60], line.last))
        elif is_rule(line):
            read.notes.append(TabledNote(line.number, "rule", line.text))
        elif line.symbol_place is None and is_header(line.cells):
            header = [find_column(cell) for cell in line.cells]
            read.notes.append(TabledNote(line.number, "header", line.text))
            read.notes += [
                TabledNote(line.number, "column", cell)
                for cell, column in zip(line.cells, header, strict=True)
                if column is Column.OTHER
            ]
        elif line.symbol_place is None and (found := parse_item_heading(line.text)):
            item = found
            read.notes.append(TabledNote(line.number, "item", line.text))
        else:
            counted = numbers if is_free(header, numbers) else None
            try:
                row = parse_line(line, header, counted, today, is_sponsors)
                refuse_rest(row, line, read.issues)
            except _UnreadableError as error:
                above = lines[n - 1]
                if (
                    error.kind == "no_symbol"
                    and read.rows
                    and may_be_cut(above, read.rows[-1], line, is_sponsors)
                ):
                    cut = read.rows.pop()
                    read.issues.append(TabledIssue(cut.line, "cut", cut.title, cut.last_line))
                read.issues.append(TabledIssue(line.number, error.kind, error.text, line.last))
            else:
                read.rows.append(row if row.item else replace(row, item=item))
    return drop_repeated(read)


def drop_repeated(read: TabledList) -> TabledList:
    """The list with one row for each draft: of two revisions the later, of two equal ones the first."""
    latest: dict[str, TabledRow] = {}
    for row in read.rows:
        base = drop_revision(row.symbol)
        before = latest.setdefault(base, row)
        if before is not row:
            older, newer = sorted((before, row), key=lambda one: get_revision(one.symbol))
            latest[base] = newer
            kind = "twice" if older.symbol == newer.symbol else "revised"
            refused = row if kind == "twice" else older
            latest[base] = before if kind == "twice" else newer
            read.issues.append(TabledIssue(refused.line, kind, refused.symbol, refused.last_line))
    read.rows = [row for row in read.rows if latest[drop_revision(row.symbol)] is row]
    read.issues.sort(key=lambda issue: issue.line)
    return read
