"""Holds the symbol of an amendment against its own printed line, which sometimes names another one. Pure.

"Amendment A/HRC/45/L.57 (as orally revised) to draft resolution A/HRC/45/L.48/Rev.1" is filed under A/HRC/45/L.64.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from votes.core.choices import KINDS_ABOUT_ANOTHER_TEXT
from votes.core.rows import TextRow
from votes.core.symbols import parse_own_symbol


def correct_symbols(rows: Sequence[TextRow], existing: Iterable[TextRow]) -> list[TextRow]:
    """The rows, those whose own line names another symbol with a note, and with that symbol where it is proven.

    It is proven if the symbol filed belongs to another text, whose own line agrees with it, and no other text has the
    symbol of the line. Otherwise the line may as well have been copied from another record, so the symbol stays.
    """
    given = {row.key for row in rows}
    holders: dict[str, list[TextRow]] = defaultdict(list)
    for text in (*rows, *(text for text in existing if text.key not in given)):
        holders[text.symbol].append(text)
    return [correct_symbol(row, holders) for row in rows]


def correct_symbol(row: TextRow, holders: dict[str, list[TextRow]]) -> TextRow:
    """The row, corrected or with a note if its own line names another symbol. `holders`: symbol -> its texts."""
    own = parse_own_symbol(row.draft_as_printed) if row.kind in KINDS_ABOUT_ANOTHER_TEXT else ""
    if own in ("", row.symbol):
        return row
    others = [text for text in holders[row.symbol] if text.key != row.key]
    belongs_to_another = any(parse_own_symbol(text.draft_as_printed) == row.symbol for text in others)
    if belongs_to_another and not holders.get(own):
        note = f"The catalogue files this amendment under {row.symbol}, which is another one; its own line says {own}."
        return replace(
            row, symbol=own, symbol_as_printed=row.symbol_as_printed or row.symbol, note=join_notes(row, note)
        )
    if holders.get(own):
        note = f"The catalogue’s line on this amendment names {own}, which is another amendment."
    else:
        note = (
            f"The catalogue’s line on this amendment names {own}; nothing on file says which symbol is right."
        )
    return replace(row, note=join_notes(row, note))


def join_notes(row: TextRow, note: str) -> str:
    return f"{row.note} {note}".strip()
