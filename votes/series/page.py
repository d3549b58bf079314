"""What the page of a series shows."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.analysis.movement import Movement, compare_roll_calls
from votes.core.choices import Outcome, Position, RegionalGroup
from votes.explanations.page import ExplanationRow, build_explanation
from votes.models import Bloc, Resolution, State
from votes.resolutions.wording import describe_movement
from votes.series.service import Appearance, SeriesRecord
from votes.web.address import read_choice
from votes.web.wording import describe_outcome, shorten_symbol, sort_by_name


@dataclass(frozen=True)
class Cell:
    """One State in one vote. `position` None: in no roll-call, because `absence` says why."""

    position: Position | None
    absence: str
    moved: bool


@dataclass(frozen=True)
class StateLine:
    state: State
    cells: list[Cell]
    moved: bool


@dataclass(frozen=True)
class GroupLines:
    """The States of one regional group; `group` None: of a day whose membership is not on file."""

    group: RegionalGroup | None
    lines: list[StateLine]


@dataclass(frozen=True)
class Direction:
    """The States that moved the same way."""

    before: Position
    after: Position
    states: list[State]


@dataclass(frozen=True)
class Comparison:
    """Two roll-calls of the series beside each other."""

    earlier: Resolution
    later: Resolution
    finding: str
    directions: list[Direction]
    new: list[tuple[State, Position]]
    left: list[tuple[State, Position]]


@dataclass(frozen=True)
class SponsorRow:
    text: Resolution
    states: list[State]
    blocs: list[Bloc]
    joined: list[State]


@dataclass(frozen=True)
class SaidRow:
    text: Resolution
    rows: list[ExplanationRow]


@dataclass(frozen=True)
class SeriesPage:
    first: Resolution | None
    last: Resolution | None
    finding: str
    comparison: Comparison | None
    groups: list[GroupLines]
    sponsors: list[SponsorRow]
    said: list[SaidRow]
    titles: list[Resolution]
    notes: list[str]


def choose_pair(
    record: SeriesRecord, asked: Mapping[str, str]
) -> tuple[Appearance, Appearance, list[str]] | None:
    """The two votes that `?earlier=…&later=…` name by address, else the last two; None where there is only one."""
    voted = record.voted
    if len(voted) < 2:
        return None
    by_address = {appearance.text.address: appearance for appearance in voted}
    chosen, notes = [voted[-2], voted[-1]], list[str]()
    for place, name in enumerate(("earlier", "later")):
        value, unknown = read_choice(asked, name, by_address)
        if value:
            chosen[place] = by_address[value]
        notes += unknown
    earlier, later = sorted(chosen, key=voted.index)
    if earlier is later:
        place = voted.index(later)
        earlier, later = (voted[place - 1], later) if place else (later, voted[1])
        notes.append(_("One vote cannot be compared with itself; the vote beside it was taken."))
    return earlier, later, notes


def group_moves(movement: Movement, states: Mapping[str, State]) -> list[Direction]:
    """The moves by direction, most States first."""
    found: dict[tuple[Position, Position], list[State]] = {}
    for move in movement.moves:
        found.setdefault((move.before, move.after), []).append(states[move.iso3])
    rows = [Direction(before, after, sort_by_name(moved)) for (before, after), moved in found.items()]
    return sorted(rows, key=lambda row: -len(row.states))


def compare(earlier: Appearance, later: Appearance, states: Mapping[str, State]) -> Comparison:
    movement = compare_roll_calls(earlier.positions, later.positions)
    return Comparison(
        earlier.text,
        later.text,
        describe_movement(movement),
        group_moves(movement, states),
        [(state, later.positions[state.iso3]) for state in sort_by_name(states[i] for i in movement.new)],
        [(state, earlier.positions[state.iso3]) for state in sort_by_name(states[i] for i in movement.left)],
    )


def build_line(state: State, voted: list[Appearance]) -> StateLine:
    """One State through all votes; a move is a position other than the last one it took before."""
    cells, last = [], None
    for appearance in voted:
        position = appearance.positions.get(state.iso3)
        taken = position if position != Position.NOT_VOTING else None
        moved = bool(taken and last and taken != last)
        if position:
            absence = ""
        elif not appearance.members:
            absence = _("in no roll-call")
        elif state.iso3 in appearance.members:
            absence = _("member, but not listed")
        else:
            absence = _("not a member")
        cells.append(Cell(position, absence, moved))
        last = taken or last
    return StateLine(state, cells, any(cell.moved for cell in cells))


def build_groups(record: SeriesRecord) -> list[GroupLines]:
    """Every State of the roll-calls under the group in whose seat it sat last."""
    group_of: dict[str, RegionalGroup] = {}
    for appearance in record.voted:
        group_of |= appearance.members
    listed = {iso3 for appearance in record.voted for iso3 in appearance.positions}
    lines: dict[RegionalGroup | None, list[StateLine]] = {}
    for state in sort_by_name(record.states[iso3] for iso3 in listed):
        lines.setdefault(group_of.get(state.iso3), []).append(build_line(state, record.voted))
    return [GroupLines(group, lines[group]) for group in [*RegionalGroup, None] if group in lines]


def build_sponsors(record: SeriesRecord) -> list[SponsorRow]:
    """The main sponsors of each text, and which of them were none of the text before."""
    rows: list[SponsorRow] = []
    before: set[int] | None = None
    for appearance in record.appearances:
        states = sort_by_name(appearance.text.sponsors.all())
        blocs = list(appearance.text.sponsor_blocs.all())
        if states or blocs:
            joined = [state for state in states if before is not None and state.pk not in before]
            rows.append(SponsorRow(appearance.text, states, blocs, joined))
            before = {state.pk for state in states}
    return rows


def describe_votes(record: SeriesRecord) -> str:
    """'6 texts since 2006: 4 put to a recorded vote, 2 adopted without a vote'."""
    texts = [appearance.text for appearance in record.appearances]
    decided = Counter(text.adoption for text in texts)
    dated = [text.date for text in texts if text.date]
    parts = [
        ngettext("%(n)s text on file", "%(n)s texts on file", len(texts)) % {"n": len(texts)},
        _("%(n)s put to a recorded vote") % {"n": decided["recorded_vote"]},
    ]
    if decided["without_vote"]:
        parts.append(_("%(n)s adopted without a vote") % {"n": decided["without_vote"]})
    if dated and min(dated).year != max(dated).year:
        parts.append(_("from %(first)s to %(last)s") % {"first": min(dated).year, "last": max(dated).year})
    return ", ".join(parts)


def build_series_page(record: SeriesRecord, asked: Mapping[str, str]) -> SeriesPage:
    pair = choose_pair(record, asked)
    with_totals = [a.text for a in record.appearances if a.text.has_totals]
    return SeriesPage(
        first=with_totals[0] if with_totals else None,
        last=with_totals[-1] if len(with_totals) > 1 else None,
        finding=describe_votes(record),
        comparison=compare(pair[0], pair[1], record.states) if pair else None,
        groups=build_groups(record),
        sponsors=build_sponsors(record),
        said=[
            SaidRow(
                a.text,
                [
                    build_explanation(e, a.positions.get(e.state.iso3) if e.state else None)
                    for e in a.explanations
                ],
            )
            for a in reversed(record.appearances)
            if a.explanations
        ],
        titles=[a.text for a in record.appearances if a.text.title != record.series.title],
        notes=pair[2] if pair else [],
    )


def build_appearances(record: SeriesRecord) -> list[tuple[str, dict[Position, int | None] | None, str]]:
    """The texts for the chart: year and number, the official totals or None, and how it was decided."""
    rows = []
    for appearance in record.appearances:
        text = appearance.text
        year = text.date.year if text.date else _("tabled") if text.outcome == Outcome.TABLED else ""
        rows.append(
            (
                f"{year} · {shorten_symbol(text)}" if year else shorten_symbol(text),
                text.official if text.has_totals else None,
                describe_outcome(text),
            )
        )
    return rows
