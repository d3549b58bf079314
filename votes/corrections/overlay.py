"""A text as it stands here: the source's row with the corrections laid over it, and the way back. Pure.

All values are text, as `Correction` keeps them: dates as 2018-03-23, "" for nothing.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from votes.core.choices import CorrectedField, Position
from votes.core.rows import TextRow

OFFICIAL = [f"official_{position.value}" for position in Position]


@dataclass(frozen=True)
class CorrectionRow:
    """A `Correction` without the database. `agrees`: the source says `after` by now. `key` tells one from another."""

    field: str
    before: str
    after: str
    state: str = ""
    agrees: bool = False
    key: int | None = None

    @property
    def says(self) -> str:
        """What the source says, as far as we know."""
        return self.after if self.agrees else self.before


@dataclass(frozen=True)
class SourceNote:
    """The source says otherwise than when it was corrected: `says` is its value now.

    `fits` is False where the source lists both States of a voter's correction, or neither: nothing can be applied.
    """

    correction: CorrectionRow
    says: str
    fits: bool = True

    @property
    def agrees(self) -> bool:
        return self.fits and self.says == self.correction.after


def get_value(row: TextRow, field: str, state: str = "") -> str:
    """The value of a field of `CorrectedField`: of a position that of `state`, of the voter `state` if it is listed."""
    if field == CorrectedField.POSITION:
        return row.positions.get(state, "")
    if field == CorrectedField.VOTER:
        return state if state in row.positions else ""
    if field in OFFICIAL:
        value: object = row.official[OFFICIAL.index(field)] if row.official else None
    else:
        value = getattr(row, field)
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def set_value(row: TextRow, field: str, text: str, state: str = "") -> TextRow:
    """`row` with another value; ValueError if `text` is no date or number where one is needed."""
    if field == CorrectedField.POSITION:
        others = {iso3: position for iso3, position in row.positions.items() if iso3 != state}
        return replace(row, positions=others | ({state: text} if text else {}))
    if field == CorrectedField.VOTER:
        return rename_voter(row, state, text)
    if field in OFFICIAL:
        numbers = list(row.official or (None,) * len(OFFICIAL))
        numbers[OFFICIAL.index(field)] = int(text) if text else None
        return replace(row, official=None if set(numbers) == {None} else tuple(numbers))  # type: ignore[arg-type]
    value: object = text
    if field == CorrectedField.DATE:
        value = datetime.date.fromisoformat(text) if text else None
    elif field == CorrectedField.AGENDA_ITEM:
        value = int(text) if text else None
    return replace(row, **{field: value})  # type: ignore[arg-type]


def rename_voter(row: TextRow, wrong: str, right: str) -> TextRow:
    """The roll-call with one State in the place of the other."""
    renamed = {right if iso3 == wrong else iso3: position for iso3, position in row.positions.items()}
    return replace(row, positions=renamed)


def put_in_order(corrections: Iterable[CorrectionRow]) -> list[CorrectionRow]:
    """Who voted before how they voted, the older before the newer."""
    return sorted(corrections, key=lambda c: (c.field != CorrectedField.VOTER, c.key or 0))


def apply_corrections(row: TextRow, corrections: Iterable[CorrectionRow]) -> tuple[TextRow, list[SourceNote]]:
    """The row as it stands here, and a note for each correction to which the source says something new."""
    notes = []
    for correction in put_in_order(corrections):
        field, state, after = correction.field, correction.state, correction.after
        if field == CorrectedField.VOTER:
            listed = [iso3 for iso3 in (state, after) if iso3 in row.positions]
            fits, says = len(listed) == 1, listed[0] if len(listed) == 1 else ""
            if listed == [state]:
                row = rename_voter(row, state, after)
        else:
            fits, says = True, get_value(row, field, state)
            row = set_value(row, field, after, state)
        if not fits or says != correction.says:
            notes.append(SourceNote(correction, says, fits))
    return row, notes


def undo_corrections(row: TextRow, corrections: Iterable[CorrectionRow]) -> TextRow:
    """What the source says, from a row as it stands here: the way back from `apply_corrections`."""
    for correction in reversed(put_in_order(corrections)):
        field, state, after = correction.field, correction.state, correction.after
        if field != CorrectedField.VOTER:
            row = set_value(row, field, correction.says, state)
        elif after in row.positions and state not in row.positions and not correction.agrees:
            row = rename_voter(row, after, state)
    return row


def hear_source(corrections: Sequence[CorrectionRow], notes: Iterable[SourceNote]) -> list[CorrectionRow]:
    """The corrections with what the source says now. One that agrees keeps `before`: from what it was corrected."""
    heard = {note.correction: note for note in notes if note.fits}
    return [
        correction
        if (note := heard.get(correction)) is None
        else replace(correction, agrees=note.agrees, before=correction.before if note.agrees else note.says)
        for correction in corrections
    ]
