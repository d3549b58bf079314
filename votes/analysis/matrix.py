"""The vote matrix: all recorded votes in one table, one row per State and one column per vote, one byte per cell.

It is built from plain rows, cached, and sliced. Every measure of who votes with whom reads it.
"""

import datetime
from array import array
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from votes.core.choices import POSITIONS_TAKEN, Position, RegionalGroup

# The values of a cell. The first three codes are the positions, in the order of `POSITIONS_TAKEN`.
NOT_ON_RECORD = 0
IN_FAVOUR, AGAINST, ABSTAINING, NOT_VOTING = (list(Position).index(position) + 1 for position in Position)
TAKEN = tuple(list(Position).index(position) + 1 for position in POSITIONS_TAKEN)
POSITION_OF = {code + 1: position for code, position in enumerate(Position)}
CODE_OF: dict[str, int] = {position.value: code for code, position in POSITION_OF.items()}
GROUP_OF = {code + 1: group for code, group in enumerate(RegionalGroup)}
GROUP_CODE_OF: dict[str, int] = {group.value: code for code, group in GROUP_OF.items()}

# (key of the text, its date, State, position), and (State, first day, last day or None, regional group).
Row = tuple[str, datetime.date, str, str]
GroupTerm = tuple[str, datetime.date, datetime.date | None, str]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class VoteMatrix:
    """Who took which position in which vote. It is immutable; `select` returns a smaller one.

    `states` are ISO codes in alphabetical order. `texts` are the keys of the votes, ordered by `dates`
    (datetime64[D]) and then by key. `positions` is int8 [States x votes]: 0 not in the roll-call (not a
    member), 1 in favour, 2 against, 3 abstaining, 4 not voting. `groups` is int8 of the same shape: the
    regional group on that day as 1–5 in the order of `RegionalGroup`, 0 where no membership is on file.
    `totals` is int16 [3 x votes]: in favour, against and abstaining in the whole roll-call, even after
    `select` has left States out.
    """

    states: tuple[str, ...]
    texts: tuple[str, ...]
    dates: NDArray[np.datetime64]
    positions: NDArray[np.int8]
    groups: NDArray[np.int8]
    totals: NDArray[np.int16]

    def __post_init__(self) -> None:
        shape = (len(self.states), len(self.texts))
        if not shape == self.positions.shape == self.groups.shape:
            raise ValueError(f"positions and groups must have the shape {shape} of States and votes")
        if self.dates.shape != shape[1:] or self.totals.shape != (len(TAKEN), shape[1]):
            raise ValueError(f"dates and totals must go with the {shape[1]} votes")
        for table in (self.dates, self.positions, self.groups, self.totals):
            table.setflags(write=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled by its parts, so that a matrix read from a cache is immutable too."""
        return VoteMatrix, (self.states, self.texts, self.dates, self.positions, self.groups, self.totals)

    @cached_property
    def row_of(self) -> dict[str, int]:
        """State -> its row."""
        return {iso3: row for row, iso3 in enumerate(self.states)}

    @cached_property
    def taken(self) -> Mask:
        """[States x votes] Where a position was taken: in favour, against or abstaining. Not voting is no position."""
        return (self.positions > NOT_ON_RECORD) & (self.positions < NOT_VOTING)

    @property
    def years(self) -> NDArray[np.int64]:
        """The calendar year of each vote."""
        return self.dates.astype("datetime64[Y]").astype(np.int64) + 1970

    def get_row(self, iso3: str) -> int:
        """The row of a State; ValueError if it is in no roll-call here."""
        if iso3 not in self.row_of:
            raise ValueError(f"{iso3} is in no roll-call of this selection")
        return self.row_of[iso3]

    def select(
        self, votes: NDArray[Any] | None = None, states: Collection[str] | None = None
    ) -> "VoteMatrix":
        """The part of the matrix with these votes (a mask or indices) and States, in the same order as here.

        None keeps all of them. ValueError for a State that is in no roll-call here. Measures of groups need
        all States, so leave States out only to compare the remaining ones.
        """
        across = np.arange(len(self.texts))
        if votes is not None:
            across = np.unique(across[votes])
        down = np.arange(len(self.states))
        if states is not None:
            down = np.array(sorted({self.get_row(iso3) for iso3 in states}), dtype=np.intp)
        cells = np.ix_(down, across)
        return VoteMatrix(
            states=tuple(self.states[row] for row in down),
            texts=tuple(self.texts[column] for column in across),
            dates=self.dates[across],
            positions=self.positions[cells],
            groups=self.groups[cells],
            totals=self.totals[:, across],
        )


def build_matrix(rows: Iterable[Row], terms: Iterable[GroupTerm] = ()) -> VoteMatrix:
    """The matrix of `rows`, one for each State and vote, in any order; `terms` give the regional groups by date.

    ValueError, saying what is wrong, for an unknown position or group, a text without a date or with two, and
    a State listed twice in one roll-call.
    """
    day_of: dict[str, datetime.date] = {}
    row_of: dict[str, int] = {}
    column_of: dict[str, int] = {}
    downs, columns, codes = array("l"), array("l"), array("b")
    for text, day, iso3, position in rows:
        if day_of.setdefault(text, day) != day:
            raise ValueError(f"{text} has two dates, {day_of[text]} and {day}")
        if position not in CODE_OF:
            raise ValueError(f"{iso3} has an unknown position in {text}: {position!r}")
        columns.append(column_of.setdefault(text, len(column_of)))
        downs.append(row_of.setdefault(iso3, len(row_of)))
        codes.append(CODE_OF[position])
    if undated := [text for text, day in day_of.items() if day is None]:
        raise ValueError(f"without a date: {', '.join(undated)}")

    texts = sorted(day_of, key=lambda text: (day_of[text], text))
    states = sorted(row_of)
    positions = np.zeros((len(states), len(texts)), dtype=np.int8)
    down = _rank(states, row_of)[np.asarray(downs)]
    across = _rank(texts, column_of)[np.asarray(columns)]
    positions[down, across] = np.asarray(codes)
    if np.count_nonzero(positions) != len(codes):
        _raise_for_first_duplicate(states, texts, down, across)
    dates = np.array([day_of[text] for text in texts], dtype="datetime64[D]")
    return VoteMatrix(
        states=tuple(states),
        texts=tuple(texts),
        dates=dates,
        positions=positions,
        groups=_place_groups(states, dates, terms),
        totals=np.array([(positions == code).sum(axis=0) for code in TAKEN], dtype=np.int16),
    )


def _rank(ordered: Sequence[str], number_of: dict[str, int]) -> NDArray[np.intp]:
    """For each number assigned while reading, the place in the final order."""
    places = np.empty(len(ordered), dtype=np.intp)
    places[[number_of[name] for name in ordered]] = np.arange(len(ordered))
    return places


def _raise_for_first_duplicate(
    states: Sequence[str], texts: Sequence[str], down: NDArray[np.intp], across: NDArray[np.intp]
) -> None:
    cells, times = np.unique(across * len(states) + down, return_counts=True)
    column, row = divmod(int(cells[times > 1][0]), len(states))
    raise ValueError(f"{states[row]} stands twice in the roll-call of {texts[column]}")


def _place_groups(
    states: Sequence[str], dates: NDArray[np.datetime64], terms: Iterable[GroupTerm]
) -> NDArray[np.int8]:
    """The group code of each State on the day of each vote; both days of a term are included."""
    groups = np.zeros((len(states), len(dates)), dtype=np.int8)
    row_of = {iso3: row for row, iso3 in enumerate(states)}
    for iso3, start, end, group in terms:
        if group not in GROUP_CODE_OF:
            raise ValueError(f"{iso3} has an unknown regional group: {group!r}")
        if iso3 in row_of:
            first = np.searchsorted(dates, np.datetime64(start), side="left")
            last = len(dates) if end is None else np.searchsorted(dates, np.datetime64(end), side="right")
            groups[row_of[iso3], first:last] = GROUP_CODE_OF[group]
    return groups
