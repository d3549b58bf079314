"""Applies corrections to the source's row of a text, and undoes them. Pure.

All values are text, as in `Correction`: dates as 2018-03-23, "" for no value.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from votes.core.choices import CorrectedField, Position
from votes.core.rows import TextRow

OFFICIAL_FIELDS = [f"official_{position.value}" for position in Position]


@dataclass(frozen=True)
class CorrectionRow:
    """A `Correction` without the database. `agrees`: the source now has the value `after`. `key` identifies it."""

    field: str
    before: str
    after: str
    state: str = ""
    agrees: bool = False
    key: int | None = None

    @property
    def source_value(self) -> str:
        """The value of the source when it was last read."""
        return self.after if self.agrees else self.before


@dataclass(frozen=True)
class SourceChange:
    """The source has a different value from when it was last read: `value`.

    `fits` is False if the source lists both States of a correction of the voter, or neither, so it cannot be applied.
    """

    correction: CorrectionRow
    value: str
    fits: bool = True

    @property
    def agrees(self) -> bool:
        return self.fits and self.value == self.correction.after


def get_value(row: TextRow, field: str, state: str = "") -> str:
    """The value of a field of `CorrectedField`. Position: that of `state`; voter: `state` itself if it is listed."""
    if field == CorrectedField.POSITION:
        return row.positions.get(state, "")
    if field == CorrectedField.VOTER:
        return state if state in row.positions else ""
    if field in OFFICIAL_FIELDS:
        value: object = row.official[OFFICIAL_FIELDS.index(field)] if row.official else None
    else:
        value = getattr(row, field)
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def set_value(row: TextRow, field: str, text: str, state: str = "") -> TextRow:
    """`row` with another value; ValueError if the field needs a date or number and `text` is not one."""
    if field == CorrectedField.POSITION:
        others = {iso3: position for iso3, position in row.positions.items() if iso3 != state}
        return replace(row, positions=others | ({state: text} if text else {}))
    if field == CorrectedField.VOTER:
        return rename_voter(row, state, text)
    if field in OFFICIAL_FIELDS:
        numbers = list(row.official or (None,) * len(OFFICIAL_FIELDS))
        numbers[OFFICIAL_FIELDS.index(field)] = int(text) if text else None
        return replace(row, official=None if set(numbers) == {None} else tuple(numbers))  # type: ignore[arg-type]
    value: object = text
    if field == CorrectedField.DATE:
        value = datetime.date.fromisoformat(text) if text else None
    elif field == CorrectedField.AGENDA_ITEM:
        value = int(text) if text else None
    return replace(row, **{field: value})  # type: ignore[arg-type]


def rename_voter(row: TextRow, wrong: str, right: str) -> TextRow:
    """The roll-call with one State replaced by the other."""
    renamed = {right if iso3 == wrong else iso3: position for iso3, position in row.positions.items()}
    return replace(row, positions=renamed)


def sort_corrections(corrections: Iterable[CorrectionRow]) -> list[CorrectionRow]:
    """The corrections in the order of application: the voter before its position, then the older before the newer."""
    return sorted(corrections, key=lambda c: (c.field != CorrectedField.VOTER, c.key or 0))


def apply_corrections(
    row: TextRow, corrections: Iterable[CorrectionRow]
) -> tuple[TextRow, list[SourceChange]]:
    """The corrected row, and the corrections for which the source has a new value."""
    changes = []
    for correction in sort_corrections(corrections):
        field, state, after = correction.field, correction.state, correction.after
        if field == CorrectedField.VOTER:
            listed = [iso3 for iso3 in (state, after) if iso3 in row.positions]
            fits, value = len(listed) == 1, listed[0] if len(listed) == 1 else ""
            if listed == [state]:
                row = rename_voter(row, state, after)
        else:
            fits, value = True, get_value(row, field, state)
            row = set_value(row, field, after, state)
        if not fits or value != correction.source_value:
            changes.append(SourceChange(correction, value, fits))
    return row, changes


def undo_corrections(row: TextRow, corrections: Iterable[CorrectionRow]) -> TextRow:
    """The source's row from a corrected row: the reverse of `apply_corrections`."""
    for correction in reversed(sort_corrections(corrections)):
        field, state, after = correction.field, correction.state, correction.after
        if field != CorrectedField.VOTER:
            row = set_value(row, field, correction.source_value, state)
        elif after in row.positions and state not in row.positions and not correction.agrees:
            row = rename_voter(row, after, state)
    return row


def update_from_source(
    corrections: Sequence[CorrectionRow], changes: Iterable[SourceChange]
) -> list[CorrectionRow]:
    """The corrections, updated with the current values of the source.

    If the source now agrees, `before` remains the value that it had until then.
    """
    by_correction = {change.correction: change for change in changes if change.fits}
    return [
        update_correction(correction, change) if (change := by_correction.get(correction)) else correction
        for correction in corrections
    ]


def update_correction(correction: CorrectionRow, change: SourceChange) -> CorrectionRow:
    before = correction.before if change.agrees else change.value
    return replace(correction, agrees=change.agrees, before=before)
