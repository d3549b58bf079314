"""The sheet of one text: the briefing as its templates show it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from votes.analysis.common_position import find_common_position
from votes.core.choices import POSITIONS_TAKEN, Position, RegionalGroup
from votes.explanations.page import ExplanationRow, build_explanation
from votes.forecast.briefing import wording
from votes.forecast.briefing.reasons import describe_reasons
from votes.forecast.briefing.result import Background, Briefing, Member, MemberOutlook, Standing
from votes.forecast.model import Forecast
from votes.forecast.model.predict import OPEN_THRESHOLD
from votes.forecast.wording import name_method
from votes.models import Resolution, State
from votes.web.common_position import describe_common_position
from votes.web.numbers import format_chance, format_percent

# The width of a bar of chances, in the units of bars.css.
FULL_BAR_WIDTH = 50


@dataclass(frozen=True)
class Segment:
    """One position's part of a bar of chances: in percent, and in units of bars.css."""

    position: Position
    percent: int
    width: int


@dataclass(frozen=True)
class MemberRow:
    """One member: its chances, and why. Segments and reasons are made when read, as a list of texts shows none."""

    outlook: MemberOutlook
    briefing: Briefing

    @property
    def segments(self) -> list[Segment]:
        return build_segments(self.outlook.forecast.chances)

    @property
    def because(self) -> str:
        return describe_reasons(self.outlook.forecast, self.briefing.state_names)

    @property
    def words(self) -> str:
        return wording.describe_outlook(self.outlook)


@dataclass(frozen=True)
class PivotalRow:
    """An open member, and the chance of adoption if it were in favour and if it were against."""

    row: MemberRow
    if_in_favour: str
    if_against: str
    matters: bool


@dataclass(frozen=True)
class TotalRow:
    """The total of one position: the expected number and the bounds of its 80 % interval."""

    position: Position
    expected: int
    low: int
    high: int


@dataclass(frozen=True)
class LikelyRow:
    """The seats whose most likely position is this one, the highest chance first."""

    position: Position
    rows: list[MemberRow]


@dataclass(frozen=True)
class GroupRow:
    """What a regional group is expected to do, the sum of its members' chances, and what they did last."""

    group: RegionalGroup
    members: int
    expected: dict[Position, int]
    last: dict[Position, int]

    @property
    def has_last(self) -> bool:
        return any(self.last.values())

    @property
    def expected_words(self) -> str:
        return wording.describe_counts(self.expected)

    @property
    def last_words(self) -> str:
        """'' where no member has taken a position."""
        return wording.describe_counts(self.last)

    @property
    def last_common(self) -> str:
        """'mostly in favour (11 of 13)': the last positions of its members as one."""
        return describe_common_position(find_common_position(self.last))


@dataclass(frozen=True)
class LastTime:
    """Members that did the same last time; `position` None: they took none, as `words` say."""

    position: Position | None
    words: str
    states: list[State]


@dataclass(frozen=True)
class EarlierExplanations:
    """The explanations on one earlier text of the series."""

    text: Resolution
    rows: list[ExplanationRow]


@dataclass(frozen=True)
class OutcomeRows:
    """How the text ended: how many of the members that took a position took the one that was most likely."""

    text: Resolution
    hits: int
    compared: int
    wrong: list[MemberOutlook]
    interval_words: str


@dataclass(frozen=True)
class Sheet:
    """Everything the sheet of one text shows; `anchor` keeps the ids of many sheets on one page apart."""

    briefing: Briefing
    anchor: str
    line: str
    as_of_words: str
    outcome_words: str
    members_words: str
    last_words: str
    sponsors: str
    totals: list[TotalRow]
    rows: list[MemberRow]
    last_time: list[LastTime]
    earlier_explanations: list[EarlierExplanations]
    outcome: OutcomeRows | None
    open_threshold: str
    method: str

    @property
    def bar(self) -> dict[Position, int]:
        return {row.position: row.expected for row in self.totals}

    # The rest is made when it is read: a list of texts shows none of it.
    @cached_property
    def likely(self) -> list[LikelyRow]:
        return build_likely_rows(self.rows)

    @cached_property
    def groups(self) -> list[GroupRow]:
        return build_group_rows(self.briefing)

    @cached_property
    def pivotal_members(self) -> list[PivotalRow]:
        return build_pivotal_rows(self.briefing.forecast, self.rows)

    @property
    def pivotal_words(self) -> str:
        return wording.describe_pivotal_members(self.briefing.forecast)

    @property
    def open_seats(self) -> int:
        """How many seats have a holder that is not known."""
        return self.briefing.background.membership.not_known

    @property
    def n_open(self) -> int:
        return sum(row.outlook.is_open for row in self.rows)


def build_sheet(briefing: Briefing, anchor: str = "") -> Sheet:
    background, forecast = briefing.background, briefing.forecast
    return Sheet(
        briefing=briefing,
        anchor=anchor,
        line=wording.describe_forecast(forecast),
        as_of_words=wording.describe_as_of(briefing.as_of, briefing.today),
        outcome_words=wording.describe_chance_of_adoption(forecast),
        members_words=wording.describe_members(background),
        last_words=wording.describe_last(background),
        sponsors=wording.name_sponsors(briefing.text),
        totals=[TotalRow(p, *wording.round_total(total)) for p, total in forecast.totals.items()],
        rows=[MemberRow(outlook, briefing) for outlook in briefing.outlooks],
        last_time=group_last_time(background.members, background.last is not None),
        earlier_explanations=list_earlier_explanations(background),
        outcome=build_outcome(briefing),
        open_threshold=format_percent(OPEN_THRESHOLD),
        method=name_method(forecast.method),
    )


def build_segments(chances: Mapping[Position, float]) -> list[Segment]:
    """The chances as parts of one bar; what rounds to nothing is left out."""
    return [
        Segment(position, round(chance * 100), max(1, round(chance * FULL_BAR_WIDTH)))
        for position, chance in chances.items()
        if round(chance * 100)
    ]


def build_likely_rows(rows: Sequence[MemberRow]) -> list[LikelyRow]:
    by_chance = sorted(rows, key=lambda row: -row.outlook.percent)
    found = [LikelyRow(p, [row for row in by_chance if row.outlook.likeliest == p]) for p in POSITIONS_TAKEN]
    return [row for row in found if row.rows]


def build_group_rows(briefing: Briefing) -> list[GroupRow]:
    """The regional groups that have a member with a forecast."""
    rows = []
    for group in RegionalGroup:
        outlooks = [one for one in briefing.outlooks if one.member.group == group]
        if outlooks:
            rows.append(
                GroupRow(
                    group,
                    len(outlooks),
                    {p: round(sum(one.forecast.chances[p] for one in outlooks)) for p in POSITIONS_TAKEN},
                    {p: sum(one.member.last == p for one in outlooks) for p in POSITIONS_TAKEN},
                )
            )
    return rows


def build_pivotal_rows(forecast: Forecast, rows: Sequence[MemberRow]) -> list[PivotalRow]:
    """The members whose position is open, the most open first, with what their moves do to the adoption."""
    by_code = {row.outlook.member.state.iso3: row for row in rows}
    return [
        PivotalRow(
            by_code[pivotal.iso3],
            format_chance(pivotal.if_in_favour),
            format_chance(pivotal.if_against),
            wording.measure_effect(pivotal) >= wording.SMALL_CHANGE,
        )
        for pivotal in forecast.pivotal_members
        if pivotal.iso3 in by_code
    ]


def group_last_time(members: Sequence[Member], has_last: bool) -> list[LastTime]:
    """The members by what they did in the last roll-call: the positions, those that took none, the new ones."""
    if not has_last:
        return []
    found: dict[Position | Standing, list[State]] = defaultdict(list)
    for member in members:
        found[member.last_time or member.standing].append(member.state)
    rows = [LastTime(p, str(p.label), found[p]) for p in POSITIONS_TAKEN if p in found]
    others = {
        Standing.NO_POSITION: _("took no position"),
        Standing.RETURNING: _("not in the Council then, but voted on an earlier text"),
        Standing.NEW: _("not in the Council then, and no earlier position on file"),
    }
    return rows + [LastTime(None, words, found[one]) for one, words in others.items() if one in found]


def list_earlier_explanations(background: Background) -> list[EarlierExplanations]:
    """The explanations on earlier texts of the series under their texts, latest first."""
    found: dict[int, list[ExplanationRow]] = defaultdict(list)
    for explanation in background.explanations:
        positions = background.roll_calls.get(explanation.resolution_id, {})
        position = positions.get(explanation.state.iso3) if explanation.state else None
        found[explanation.resolution_id].append(build_explanation(explanation, position))
    return [
        EarlierExplanations(text, found[text.pk]) for text in reversed(background.series) if text.pk in found
    ]


def build_outcome(briefing: Briefing) -> OutcomeRows | None:
    """How the text ended, beside the forecast; None while it is tabled."""
    if not briefing.is_past:
        return None
    return OutcomeRows(
        text=briefing.text,
        hits=briefing.hits,
        compared=len(briefing.compared),
        wrong=[one for one in briefing.compared if not one.came_true],
        interval_words=wording.describe_intervals(briefing.forecast, briefing.text),
    )
