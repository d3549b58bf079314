"""Finds the date of a text whose source prints only the year, from the other texts of the same meeting. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from votes.core.choices import DECIDED, KINDS_ABOUT_ANOTHER_TEXT
from votes.core.rows import TextRow


def fill_dates(
    rows: Sequence[TextRow], existing: Iterable[TextRow], printed: dict[str, str]
) -> list[TextRow]:
    """The rows, with the date of the other texts of the same meeting for each decided text without a date.

    `printed`: source record -> the year (or the month) that the catalogue prints. If those texts have several dates,
    another year, or no date, the row remains without a date.
    """
    days = defaultdict(set)
    for text in (*existing, *rows):
        # The source often gives the day on which an amendment was filed.
        if text.date and text.meeting and text.kind not in KINDS_ABOUT_ANOTHER_TEXT:
            days[text.session, text.meeting].add(text.date)
    dated = []
    for row in rows:
        if row.date is None and row.outcome in DECIDED:
            year = re.sub(r"\D", "", printed.get(row.source_record, ""))
            same = days.get((row.session, row.meeting), set()) if row.meeting else set()
            if len(same) == 1 and f"{min(same):%Y%m%d}".startswith(year):
                note = f"{row.note} The day is that of the other texts of the {row.meeting}."
                row = replace(row, date=min(same), note=note.strip())
        dated.append(row)
    return dated
