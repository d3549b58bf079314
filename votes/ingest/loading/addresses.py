"""The address of the page of each text, since the source gives the same symbol to several texts. Pure."""

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
    """The address of each row, by its key, whose symbol cannot be its address; texts on file keep theirs.

    The symbol is the address if it is free; the smallest record number has priority. The other rows add the number of
    the record, as in the library's own addresses: E/CN.4/RES(II)/record/25190.
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
