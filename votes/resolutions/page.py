"""What the page of a text shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from votes.checking.findings import read_findings
from votes.checking.wording import describe_check, describe_finding
from votes.core.choices import CheckStatus, Position, RegionalGroup, TextKind
from votes.corrections.wording import ShownCorrection, build_corrections
from votes.documents.page import DocumentRow, list_rows
from votes.documents.wording import describe_difference, describe_verification
from votes.explanations.page import ExplanationRow, build_explanation
from votes.forecast.saved_forecasts.page import ScoredForecast, score_forecast
from votes.models import Resolution, State
from votes.resolutions.charts import build_group_chart
from votes.resolutions.query import RollCallQuery
from votes.resolutions.roll_call import RollCallEntry, RollCallGroup
from votes.resolutions.service import ResolutionRecord, SeriesEntry
from votes.resolutions.wording import (
    build_citation,
    describe_absence_of_vote,
    describe_caller,
    describe_motion,
    describe_movement,
    describe_remarkable,
    describe_unknown_group,
)
from votes.web.chart import Chart
from votes.web.charts import COLOURS, INK, RULE
from votes.web.svg.elements import Key
from votes.web.text_names import TextName, get_proposers, get_text_name
from votes.web.wording import describe_outcome, sort_by_name
from votes.web.world_map import Fill, WorldMap, build_world_map


@dataclass(frozen=True)
class SeatRow:
    """The seats of one position, in the order of groups, then names."""

    position: Position
    entries: list[RollCallEntry]


@dataclass(frozen=True)
class MoveRow:
    """A State that took another position on the later text."""

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
class ResolutionPage:
    """What the page of a text shows besides the record itself; sentences are "" where there is nothing to say.

    `name` says what an amendment amends; `proposers` who proposed it.
    `roll_call` has the entries that the address asks for. `differing_totals`: whether an official total differs from
    the counted one. `suspended`: the members that could not vote. `unknown_group`: what the roll-call says of a
    State without a group.
    Nothing is made of a roll-call that the check calls wrong: no sentence, no seats, no comparison.
    """

    name: TextName
    proposers: str
    motion: str
    caller: str
    remarkable: list[str]
    seats: list[SeatRow]
    world_map: WorldMap | None
    suspended: list[RollCallEntry]
    unknown_group: str
    groups: list[RollCallGroup]
    roll_call: list[RollCallEntry]
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
    scored_forecast: ScoredForecast | None
    documents: list[DocumentRow]
    verification: str
    differences: list[str]

    @property
    def shows_notes(self) -> bool:
        """Whether the findings stand beside the check, as they are neither in the flag nor under the seats."""
        return not self.is_unreconciled and (self.differing_totals or not self.is_reconciled)

    @property
    def n_able(self) -> int:
        """How many States the seats show: those of the roll-call that could vote."""
        return sum(len(row.entries) for row in self.seats)


def build_seats(entries: Sequence[RollCallEntry]) -> list[SeatRow]:
    """The seats by position, then group, then name, without those that could not vote.

    Positions that no member took are left out.
    """
    order = {group: place for place, group in enumerate(RegionalGroup)}
    ordered = sorted(entries, key=lambda entry: order.get(entry.group, 99) if entry.group else 99)
    able = [entry for entry in ordered if not entry.is_suspended]
    rows = [SeatRow(position, [e for e in able if e.position == position]) for position in Position]
    return [row for row in rows if row.entries]


def list_entries(entries: Sequence[RollCallEntry], query: RollCallQuery) -> list[RollCallEntry]:
    """The entries that the query asks for."""
    return [e for e in entries if query.position in ("", e.position) and query.group in ("", e.group)]


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


def build_map(resolution: Resolution, entries: Sequence[RollCallEntry]) -> WorldMap:
    """The members of that day on the map, coloured by position."""
    fills = {
        entry.state.iso3: Fill(
            COLOURS[entry.position],
            _("%(state)s: rights of membership suspended") % {"state": entry.state.name}
            if entry.is_suspended
            else f"{entry.state.name}: {entry.position.label}",
            is_hatched=entry.position == Position.NOT_VOTING,
        )
        for entry in entries
    }
    taken = {entry.position for entry in entries}
    keys = [
        Key(str(position.label), COLOURS[position], INK, position == Position.NOT_VOTING)
        for position in Position
        if position in taken
    ]
    keys.append(Key(_("Not a member on that day"), RULE))
    title = f"{resolution.symbol}: {describe_outcome(resolution)}"
    return build_world_map("vote-map", title, fills, keys)


def build_chart(record: ResolutionRecord) -> Chart:
    """The chart of the roll-call by regional group."""
    resolution = record.resolution
    counts = {group: found.counts for group, found in record.groups.items()}
    about = _("%(title)s. By regional group, %(day)s, n = %(n)s") % {
        "title": get_text_name(resolution).name,
        "day": date_format(resolution.date, "j F Y") if resolution.date else _("no date on file"),
        "n": sum(sum(found.values()) for found in counts.values()),
    }
    title = f"{resolution.symbol}: {describe_outcome(resolution)}"
    return Chart("by-regional-group", build_group_chart(counts), title, about)


def build_resolution_page(record: ResolutionRecord, query: RollCallQuery, url: str) -> ResolutionPage:
    """Everything a text's page shows that is more than a field of the text. `url`: its full address, to cite."""
    resolution = record.resolution
    names = {iso3: state.name for iso3, state in record.states.items()}
    usable = record.entries if resolution.is_trusted else []
    positions: dict[int | None, Position] = {entry.state.pk: entry.position for entry in usable}
    official, counted = resolution.official, resolution.counted
    return ResolutionPage(
        name=get_text_name(resolution),
        proposers=get_proposers(resolution, most=None) if resolution.kind == TextKind.AMENDMENT else "",
        motion=describe_motion(resolution),
        caller=describe_caller(resolution, record.called_votes),
        remarkable=describe_remarkable(usable),
        seats=build_seats(usable),
        world_map=build_map(resolution, usable) if usable else None,
        suspended=[entry for entry in usable if entry.is_suspended],
        unknown_group=describe_unknown_group(record),
        groups=list(record.groups.values()),
        roll_call=list_entries(record.entries, query),
        series=[build_series_row(entry, record.states) for entry in record.series],
        explanations=[build_explanation(e, positions.get(e.state_id)) for e in record.explanations],
        submissions=[build_explanation(e, positions.get(e.state_id)) for e in record.submissions],
        check=describe_check(resolution, record.members),
        findings=[describe_finding(finding, names) for finding in read_findings(resolution.check_findings)],
        is_unreconciled=not resolution.is_trusted,
        is_reconciled=resolution.is_trusted and resolution.check_status == CheckStatus.RECONCILED,
        without_vote="" if record.entries else describe_absence_of_vote(resolution),
        citation=build_citation(resolution, url),
        differing_totals=bool(record.entries)
        and any(official[p] is not None and official[p] != counted[p] for p in Position),
        corrections=build_corrections(record.corrections, names),
        scored_forecast=score_forecast(
            record.saved_forecast,
            resolution,
            {entry.state.iso3: entry.position for entry in usable},
        ),
        documents=list_rows(resolution, record.documents),
        verification=describe_verification(record.verification) if record.verification else "",
        differences=[describe_difference(d) for d in record.verification.differences]
        if record.verification
        else [],
    )
