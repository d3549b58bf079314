"""What the pages of texts and sessions show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.analysis.group_line import Alignment, GroupLine
from votes.analysis.movement import Movement
from votes.analysis.tally import Counts
from votes.choices import (
    Adoption,
    AnnouncedPosition,
    CheckStatus,
    ExplanationKind,
    Outcome,
    Position,
    RegionalGroup,
)
from votes.models import Explanation, Resolution, State
from votes.presenters.corrections import ShownCorrection, build_corrections
from votes.presenters.kept import Kept, build_kept
from votes.presenters.sentences import (
    build_citation,
    describe_absence_of_vote,
    describe_check,
    describe_finding,
    describe_remarkable,
)
from votes.queries.texts import ResolutionRecord, RollCallEntry, SeriesEntry


@dataclass(frozen=True)
class SeatRow:
    """The seats of one position, in the order of groups, then names."""

    position: Position
    entries: list[RollCallEntry]


@dataclass(frozen=True)
class GroupRow:
    """A regional group in the roll-call; `apart`: its members that left its line, by name."""

    group: RegionalGroup
    counts: Counts
    line: GroupLine
    apart: list[State]

    @property
    def slug(self) -> str:
        return self.group.slug

    @property
    def name(self) -> str:
        return self.group.short_label


@dataclass(frozen=True)
class MoveRow:
    state: State
    before: Position
    after: Position


@dataclass(frozen=True)
class SeriesRow:
    """One text of the series, with who moved between it and the text on the page."""

    resolution: Resolution
    is_this: bool
    finding: str
    moves: list[MoveRow]
    new: list[State]
    left: list[State]


@dataclass(frozen=True)
class ExplanationRow:
    """An explanation beside the recorded position; `differs` says where the two part."""

    explanation: Explanation
    position: Position | None
    differs: str


@dataclass(frozen=True)
class Page:
    remarkable: list[str]
    seats: list[SeatRow]
    groups: list[GroupRow]
    series: list[SeriesRow]
    explanations: list[ExplanationRow]
    submissions: list[ExplanationRow]
    check: str
    findings: list[str]
    is_unreconciled: bool
    is_reconciled: bool
    without_vote: str
    citation: str
    differing_totals: bool
    corrections: list[ShownCorrection]
    kept: Kept | None


def build_seats(entries: Sequence[RollCallEntry]) -> list[SeatRow]:
    """The seats by position, then group, then name; positions that nobody took are left out."""
    order = {group: place for place, group in enumerate(RegionalGroup)}
    ordered = sorted(entries, key=lambda entry: order.get(entry.group, 99) if entry.group else 99)
    rows = [SeatRow(position, [e for e in ordered if e.position == position]) for position in Position]
    return [row for row in rows if row.entries]


def build_groups(record: ResolutionRecord) -> list[GroupRow]:
    return [
        GroupRow(
            group,
            counts,
            record.lines[group],
            [e.state for e in record.entries if e.group == group and e.alignment is Alignment.APART],
        )
        for group, counts in record.groups.items()
    ]


def describe_movement(movement: Movement) -> str:
    """'9 of the 22 States that took a position both times moved'."""
    if not movement.moves:
        return _("none of the %(both)s States that took a position both times moved") % {
            "both": movement.both
        }
    return ngettext(
        "%(moved)s of the %(both)s States that took a position both times moved",
        "%(moved)s of the %(both)s States that took a position both times moved",
        len(movement.moves),
    ) % {"moved": len(movement.moves), "both": movement.both}


def sort_by_name(states: Iterable[State]) -> list[State]:
    return sorted(states, key=lambda state: state.name)


def build_series_row(entry: SeriesEntry, states: Mapping[str, State]) -> SeriesRow:
    movement = entry.movement
    if movement is None:
        return SeriesRow(entry.resolution, entry.is_this, "", [], [], [])
    return SeriesRow(
        entry.resolution,
        entry.is_this,
        describe_movement(movement),
        [MoveRow(states[m.iso3], m.before, m.after) for m in movement.moves],
        sort_by_name(states[iso3] for iso3 in movement.new),
        sort_by_name(states[iso3] for iso3 in movement.left),
    )


def describe_difference(explanation: Explanation, position: Position | None) -> str:
    """Where an announced position and the recorded one differ, in words; '' where they agree or one is unknown."""
    announced = explanation.announced
    if not announced or position is None or announced == position.value:
        return ""
    if announced == AnnouncedPosition.DISSOCIATED:
        return ""
    return _("Announced: %(announced)s. Recorded: %(recorded)s.") % {
        "announced": explanation.get_announced_display().lower(),
        "recorded": position.label.lower(),
    }


def build_explanation(explanation: Explanation, position: Position | None) -> ExplanationRow:
    """An explanation with the recorded position; a later submission to a study stands beside no vote."""
    if explanation.kind == ExplanationKind.STUDY_SUBMISSION:
        return ExplanationRow(explanation, position, "")
    return ExplanationRow(explanation, position, describe_difference(explanation, position))


def build_page(record: ResolutionRecord, url: str) -> Page:
    """Everything a text's page shows that is more than a field of the text. `url`: its full address, to cite."""
    resolution = record.resolution
    names = {iso3: state.name for iso3, state in record.states.items()}
    positions: dict[int | None, Position] = {entry.state.pk: entry.position for entry in record.entries}
    official, counted = resolution.official, resolution.counted
    return Page(
        remarkable=describe_remarkable(record.entries),
        seats=build_seats(record.entries),
        groups=build_groups(record),
        series=[build_series_row(entry, record.states) for entry in record.series],
        explanations=[build_explanation(e, positions.get(e.state_id)) for e in record.explanations],
        submissions=[build_explanation(e, positions.get(e.state_id)) for e in record.submissions],
        check=describe_check(resolution),
        findings=[describe_finding(finding, names) for finding in resolution.check_findings],
        is_unreconciled=resolution.check_status == CheckStatus.UNRECONCILED,
        is_reconciled=resolution.check_status == CheckStatus.RECONCILED,
        without_vote="" if record.entries else describe_absence_of_vote(resolution),
        citation=build_citation(resolution, url),
        differing_totals=bool(record.entries)
        and any(official[p] is not None and official[p] != counted[p] for p in Position),
        corrections=build_corrections(record.corrections, names),
        kept=build_kept(resolution, {entry.state.iso3: entry.position for entry in record.entries}),
    )


@dataclass(frozen=True)
class RollCallView:
    """The roll-call table as the address filters it, with a sentence for each value it does not know."""

    entries: list[RollCallEntry]
    position: str
    group: str
    notes: list[str]


def filter_roll_call(entries: Sequence[RollCallEntry], asked: Mapping[str, str]) -> RollCallView:
    notes = []
    values = {}
    for name, known in (("position", Position.values), ("group", RegionalGroup.values)):
        value = asked.get(name, "")
        if value and value not in known:
            shown = value.replace("\x00", "")[:60]
            notes.append(
                _("“%(value)s” is not a value of %(name)s and was left out.") % {"value": shown, "name": name}
            )
            value = ""
        values[name] = value
    shown_entries = [
        entry
        for entry in entries
        if values["position"] in ("", entry.position) and values["group"] in ("", entry.group)
    ]
    return RollCallView(shown_entries, values["position"], values["group"], notes)


def build_year_rows(rows: Sequence[Mapping[str, Any]], undated: Mapping[str, int]) -> list[dict[str, Any]]:
    """The table under the year-by-year chart, latest year first: {"year", "cells": [n by adoption], "n"}.

    Before them, with None for the year, the texts without a day on file, if there are any.
    """
    years: dict[int, dict[str, int]] = {}
    for row in rows:
        years.setdefault(row["year"], {})[row["adoption"]] = row["n"]
    ordered: list[tuple[int | None, Mapping[str, int]]] = [(None, undated)] if undated else []
    ordered += sorted(years.items(), reverse=True)
    return [
        {
            "year": year,
            "cells": [counts.get(adoption.value, 0) for adoption in Adoption],
            "n": sum(counts.values()),
        }
        for year, counts in ordered
    ]


def describe_session(texts: Sequence[Resolution]) -> str:
    """'64 texts on file: 36 adopted without a vote, 12 adopted and 7 rejected by vote, 9 withdrawn'."""

    def count(**wanted: str) -> int:
        return sum(all(getattr(text, name) == value for name, value in wanted.items()) for text in texts)

    parts = [
        (count(adoption=Adoption.WITHOUT_VOTE), _("%(n)s adopted without a vote")),
        (
            count(adoption=Adoption.RECORDED_VOTE, outcome=Outcome.ADOPTED),
            _("%(n)s adopted by a recorded vote"),
        ),
        (
            count(adoption=Adoption.RECORDED_VOTE, outcome=Outcome.REJECTED),
            _("%(n)s rejected by a recorded vote"),
        ),
        (
            count(adoption=Adoption.NON_RECORDED_VOTE),
            _("%(n)s decided by a vote without a record of names"),
        ),
        (count(outcome=Outcome.WITHDRAWN), _("%(n)s withdrawn")),
        (count(outcome=Outcome.NOT_CONSIDERED), _("%(n)s not considered")),
        (count(outcome=Outcome.TABLED), _("%(n)s tabled")),
    ]
    return ", ".join(sentence % {"n": n} for n, sentence in parts if n)
