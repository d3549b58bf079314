"""Reads a pasted list of tabled drafts, one per line. Pure: text in, rows and issues out.

The parts of a line are separated by tabs, vertical bars or semicolons, in any order: the symbol, the title, and any of
agenda item ("3" or "Item 3"), expected day (2026-07-03 or "3 July 2026"), address of the source, and main sponsors
separated by commas. Each part is recognised by its form; of the two that are words, the first is the title.
"""

import calendar
import datetime
import re
from dataclasses import dataclass

from votes.core.symbols import normalise_symbol

MAX_LINE_LENGTH = 4000
_PARTS = re.compile(r"\t+|\s*[|;]\s*")
_SYMBOL = re.compile(r"A/HRC/(?P<session>(?:S-|OS-)?\d{1,3})/L\.\d{1,4}(?:/Rev\.\d{1,2})?")
_ITEM = re.compile(r"(?:(?:agenda\s+)?item\s*)?(\d{1,2})\.?", re.IGNORECASE)
_DAY = re.compile(r"(\d{1,2})\s+([A-Za-z]{3,9})\.?\s+(\d{4})")
_MONTHS = tuple(month.lower() for month in calendar.month_name if month)


@dataclass(frozen=True)
class TabledRow:
    """One tabled draft as the list gives it; `line` counts from 1."""

    line: int
    symbol: str
    session: str
    title: str
    item: int | None = None
    expected_on: datetime.date | None = None
    sponsors_as_printed: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class TabledIssue:
    """A line that is not a valid draft. `kind`: "no_symbol", "no_title", "twice", "too_long", "unrecognised"."""

    line: int
    kind: str
    text: str


def parse_day(text: str) -> datetime.date | None:
    """The date in `text`, "2026-07-03" or "3 July 2026"; None if it is not a date."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return datetime.date.fromisoformat(text)
        if match := _DAY.fullmatch(text):
            months = [n for n, name in enumerate(_MONTHS, start=1) if name.startswith(match[2].lower())]
            return datetime.date(int(match[3]), months[0], int(match[1])) if len(months) == 1 else None
    except ValueError:
        pass
    return None


def parse_line(number: int, text: str) -> TabledRow | TabledIssue:
    """The draft in one line, or the reason why it cannot be read."""
    symbol = session = title = sponsors = source = unrecognised = ""
    item: int | None = None
    day: datetime.date | None = None
    for part in filter(None, (part.strip() for part in _PARTS.split(text))):
        if not symbol and (match := _SYMBOL.fullmatch(normalise_symbol(part))):
            symbol, session = match[0], match["session"]
        elif item is None and (match := _ITEM.fullmatch(part)):
            item = int(match[1])
        elif day is None and (found := parse_day(part)):
            day = found
        elif not source and re.match(r"https?://\S+$", part):
            source = part
        elif not title:
            title = part
        elif not sponsors:
            sponsors = part
        else:
            unrecognised = unrecognised or part
    if not symbol:
        return TabledIssue(number, "no_symbol", text)
    if unrecognised:
        return TabledIssue(number, "unrecognised", unrecognised)
    if not title:
        return TabledIssue(number, "no_title", text)
    return TabledRow(number, symbol, session, title, item, day, sponsors, source)


def parse_tabled(text: str) -> tuple[list[TabledRow], list[TabledIssue]]:
    """The drafts of a pasted list and its issues; every line that is not empty is in one of the two.

    A first line without a symbol is treated as the header of a table and skipped.
    """
    rows: list[TabledRow] = []
    issues: list[TabledIssue] = []
    seen: set[str] = set()
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1)]
    for place, (number, line) in enumerate((n, line) for n, line in lines if line):
        if len(line) > MAX_LINE_LENGTH:
            issues.append(TabledIssue(number, "too_long", line[:60]))
            continue
        found = parse_line(number, line)
        if isinstance(found, TabledIssue):
            if not (place == 0 and found.kind == "no_symbol"):
                issues.append(found)
        elif found.symbol in seen:
            issues.append(TabledIssue(number, "twice", found.symbol))
        else:
            seen.add(found.symbol)
            rows.append(found)
    return rows, issues
