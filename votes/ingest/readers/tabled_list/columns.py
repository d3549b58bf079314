"""The columns of a tabled list: what a header says that they hold, in English, French and Spanish. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from enum import Enum

LONGEST_HEADING = 60  # letters


class Column(Enum):
    """What a column holds."""

    NUMBER = "number"
    SYMBOL = "symbol"
    TITLE = "title"
    ITEM = "item"
    SPONSORS = "sponsors"
    DAY = "day"
    ADDRESS = "address"
    KIND = "kind"
    AMENDS = "amends"
    OTHER = "other"


# In the order in which they are looked for: "Title of the draft" is a title, "Draft symbol" a symbol.
_WORDS = (
    (Column.AMENDS, r"amends|amended|amendment to|modifie|enmienda a"),
    (Column.SPONSORS, r"sponsors?|co-?sponsors?|core group|submitted by|presented by|introduced by|auteurs?|"
                      r"patrocinador(?:es)?|autores|presentee? par|presentad[oa] por"),
    (Column.ITEM, r"item|point|tema"),
    (Column.TITLE, r"title|subject|titre|intitule|titulo|asunto|objet"),
    (Column.ADDRESS, r"link|url|address|web|lien|enlace|source"),
    (Column.DAY, r"date|day|expected|fecha|jour|dia"),
    (Column.KIND, r"kind|type|tipo"),
    (Column.SYMBOL, r"symbol|cote(?! d.ivoire)|signatura|simbolo|document|documento|draft|l-document"),
    (Column.NUMBER, r"no|nos|n|nr|num|numero|number|#|№"),
)  # fmt: skip


def find_column(heading: str) -> Column | None:
    """The column with this heading; `OTHER` for one that is not known, None for an empty one."""
    plain = unicodedata.normalize("NFKD", heading[: LONGEST_HEADING + 1]).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    if not plain.strip():
        return None
    if len(plain) > LONGEST_HEADING:
        return Column.OTHER
    if re.fullmatch(r"\W*(?:no|n[o°º]?|nr|num|numero|number|#)\W*", plain):
        return Column.NUMBER
    return next(
        (column for column, words in _WORDS if re.search(rf"(?<!\w)(?:{words})(?!\w)", plain)),
        Column.OTHER,
    )


def is_header(cells: Sequence[str]) -> bool:
    """Whether the cells are headings: two or more that we know, of different columns, among them symbol or title."""
    found = [column for cell in cells if (column := find_column(cell)) and column is not Column.OTHER]
    has_main = Column.SYMBOL in found or Column.TITLE in found
    is_numbered = any(re.search(r"\d", cell) for cell in cells)
    return has_main and not is_numbered and 1 < len(set(found)) == len(found)
