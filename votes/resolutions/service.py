"""One text with everything on file about it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F

from votes.analysis.majority_position import (
    Alignment,
    MajorityPosition,
    find_alignment,
    find_majority_positions,
)
from votes.analysis.movement import Movement, compare_roll_calls
from votes.analysis.tally import Counts, Seat, count_by_group
from votes.core.choices import CorrectedField, ExplanationKind, Position, RegionalGroup
from votes.core.membership import get_members_on
from votes.core.roll_calls import read_roll_calls
from votes.forecast.saved_forecasts.service import find_saved_forecast
from votes.models import Correction, Explanation, Resolution, SavedForecast, State


@dataclass(frozen=True)
class RollCallEntry:
    """One State in a roll-call, with its group of the day and how it stands to that group's line."""

    state: State
    position: Position
    group: RegionalGroup | None
    alignment: Alignment
    explanations: list[Explanation] = field(default_factory=list)
    # Where the source has another position for this State, or another State in its place.
    correction: Correction | None = None


@dataclass(frozen=True)
class SeriesEntry:
    """One text of a series; `movement` compares it with the text on the page (earlier -> later), if both voted."""

    resolution: Resolution
    is_this: bool
    movement: Movement | None


@dataclass(frozen=True)
class ResolutionRecord:
    """All that is on file about one text."""

    resolution: Resolution
    entries: list[RollCallEntry]
    groups: dict[RegionalGroup, Counts]
    lines: dict[RegionalGroup, MajorityPosition]
    explanations: list[Explanation]
    submissions: list[Explanation]
    amendments: list[Resolution]
    series: list[SeriesEntry]
    states: dict[str, State]
    edited_on: datetime.datetime | None
    saved_forecast: SavedForecast | None
    corrections: list[Correction] = field(default_factory=list)
    retrospective_change: str = ""


def get_resolution_record(resolution: Resolution) -> ResolutionRecord:
    """Everything on file about `resolution`: at most nine queries, whatever the number of votes or texts."""
    votes = list(resolution.votes.select_related("state").order_by("state__name"))
    groups = get_members_on(resolution.date) if votes else {}
    seats = [Seat(vote.state.iso3, Position(vote.position), groups.get(vote.state.iso3)) for vote in votes]
    lines = find_majority_positions(seats)
    explanations = list(
        resolution.explanations.select_related("state").order_by(F("date").asc(nulls_last=True), "pk")
    )
    spoken = [e for e in explanations if e.kind != ExplanationKind.STUDY_SUBMISSION]
    corrections = list(resolution.corrections.in_force().select_related("state").order_by("made_at", "pk"))
    corrected = index_by_voter(corrections)
    entries = [
        RollCallEntry(
            state=vote.state,
            position=seat.position,
            group=seat.group,
            alignment=find_alignment(seat.position, lines.get(seat.group) if seat.group else None),
            explanations=[e for e in spoken if e.state_id == vote.state_id],
            correction=corrected.get(vote.state.iso3),
        )
        for vote, seat in zip(votes, seats, strict=True)
    ]
    series = get_series_entries(resolution, {seat.iso3: seat.position for seat in seats})
    amendments = resolution.amendments.filter(published=True).select_related("session").order_by("symbol_key")
    named = {iso3 for entry in series if entry.movement for iso3 in list_movers(entry.movement)}
    named |= {iso3 for finding in resolution.check_findings for iso3 in finding.get("states", [])}
    states = {vote.state.iso3: vote.state for vote in votes}
    if missing := named - set(states):
        states |= {state.iso3: state for state in State.objects.filter(iso3__in=missing)}
    return ResolutionRecord(
        resolution=resolution,
        entries=entries,
        groups=count_by_group(seats),
        lines=lines,
        explanations=sorted(spoken, key=lambda e: (EXPLANATION_ORDER[e.kind], e.pk)),
        submissions=[e for e in explanations if e.kind == ExplanationKind.STUDY_SUBMISSION],
        amendments=list(amendments),
        series=series,
        states=states,
        edited_on=get_last_edit(resolution),
        saved_forecast=find_saved_forecast(resolution),
        corrections=corrections,
    )


def index_by_voter(corrections: Iterable[Correction]) -> dict[str, Correction]:
    """Corrections of the roll-call by the code of the State in whose row they show; how it voted before that it did."""
    voters = {c.after: c for c in corrections if c.field == CorrectedField.VOTER}
    return voters | {c.state.iso3: c for c in corrections if c.field == CorrectedField.POSITION and c.state}


EXPLANATION_ORDER = {kind: place for place, kind in enumerate(ExplanationKind.values)}


def get_last_edit(resolution: Resolution) -> datetime.datetime | None:
    """When a person last changed on the desk what an import had brought; None if nobody did."""
    if resolution.import_run_id is None:
        return None
    edits = resolution.history.filter(history_user__isnull=False).order_by("-history_date")
    return edits.values_list("history_date", flat=True).first()


def list_movers(movement: Movement) -> set[str]:
    return {move.iso3 for move in movement.moves} | set(movement.new) | set(movement.left)


def get_series_entries(resolution: Resolution, positions: dict[str, Position]) -> list[SeriesEntry]:
    """The texts of the same series, oldest first, each compared with `resolution`; empty if it has none."""
    if resolution.series_id is None:
        return []
    texts = list(
        Resolution.objects.public()
        .filter(series_id=resolution.series_id)
        .select_related("session")
        .order_by(F("date").asc(nulls_last=True), "symbol_key", "pk")
    )
    roll_calls = read_roll_calls(texts)
    entries = []
    for text in texts:
        movement = None
        other = roll_calls.get(text.pk)
        if text.pk != resolution.pk and other and positions and text.date and resolution.date:
            earlier = text.date < resolution.date
            movement = (
                compare_roll_calls(other, positions) if earlier else compare_roll_calls(positions, other)
            )
        entries.append(SeriesEntry(text, text.pk == resolution.pk, movement))
    return entries
