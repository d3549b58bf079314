"""Where the page of each text stands, since the source gives some symbols to several texts. Pure."""

import re
from collections.abc import Iterable

from votes.core.rows import TextRow
from votes.core.symbols import names_one_text


def _order_by_record(row: TextRow) -> tuple[int, str]:
    return (
        int(row.source_record) if re.fullmatch(r"[0-9]{1,18}", row.source_record) else 0,
        row.source_record,
    )


def find_addresses(rows: Iterable[TextRow], existing: Iterable[TextRow]) -> dict[tuple[str, str], str]:
    """The address of each row, by its key, that cannot stand at its symbol; what is on file keeps its own.

    A row stands at its symbol where that names one text and is free; the smallest record number goes first. The
    others have the record's number behind, as in the library's own addresses: E/CN.4/RES(II)/record/25190.
    """
    on_file = {text.key: text.address or text.symbol for text in existing}
    taken = set(on_file.values())
    found = {}
    for row in sorted(rows, key=_order_by_record):
        # A text that came without a record number, entered by hand, is the same as the first record of its symbol.
        address = on_file.get(row.key) or on_file.pop(("", row.symbol), "")
        if not address:
            free = row.symbol not in taken and names_one_text(row.symbol)
            address = (
                row.symbol if free or not row.source_record else f"{row.symbol}/record/{row.source_record}"
            )
        taken.add(address)
        if address != row.symbol:
            found[row.key] = address
    return found
