"""The briefing on one text: the forecast beside what is on file about it, and beside the result once there is one."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from votes.core.choices import POSITIONS_TAKEN, Outcome, Position, RegionalGroup
from votes.forecast.briefing import wording as shared
from votes.forecast.briefing.reasons import describe_reasons
from votes.forecast.briefing.service import Before, MemberBefore, is_usable
from votes.forecast.model import Forecast, MemberForecast, PivotalMember, Total
from votes.forecast.model.predict import OPEN_THRESHOLD
from votes.models import Resolution
from votes.web.numbers import format_chance, format_percent

# From this chance on the outcome is called.
SURE = 0.75
# A change of a chance by less than this is told as none.
POINT = 0.01
# The width of a whole bar, in the units of bars.css.
BAR = 50


@dataclass(frozen=True)
class Segment:
    position: Position
    percent: int
    width: int


@dataclass(frozen=True)
class MemberRow:
    """One member: what it will likely do and why, and what it did in the end."""

    member: MemberBefore
    chances: dict[Position, float]
    segments: list[Segment]
    likely: Position
    percent: int
    sure: bool
    result: Position | None
    forecast: MemberForecast
    names: Mapping[str, str]

    @property
    def because(self) -> str:
        """Made when it is read: a page of many texts shows no reasons."""
        return describe_reasons(self.forecast, self.names)

    @property
    def words(self) -> str:
        """'Mexico: abstaining 61 %'."""
        words = {
            "state": self.member.state.name,
            "position": self.likely.label.lower(),
            "percent": self.percent,
        }
        return _("%(state)s: %(position)s %(percent)s %%") % words

    @property
    def basis(self) -> str:
        """'abstaining 61 %, because: in favour in 2018 and 2020; abstaining on 4 of the 6 most similar texts'."""
        words = {"position": self.likely.label.lower(), "percent": self.percent, "because": self.because}
        return _("%(position)s %(percent)s %%, because: %(because)s") % words

    @property
    def came_true(self) -> bool | None:
        """None where it took no position, or none is known."""
        return None if self.result not in POSITIONS_TAKEN else self.result == self.likely


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
    """The seats whose most likely position is this one, the surest first."""

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


@dataclass(frozen=True)
class Result:
    """What came of it: how many of the members that took a position took the one that was most likely."""

    text: Resolution
    hits: int
    compared: int
    wrong: list[MemberRow]
    interval_words: str
    usable: bool


@dataclass(frozen=True)
class Briefing:
    """Everything the sheet of one text shows."""

    before: Before
    forecast: Forecast
    symbol: str
    anchor: str
    url: str
    line: str
    as_of_words: str
    outcome_words: str
    members_words: str
    last_words: str
    sponsors: str
    totals: list[TotalRow]
    bar: dict[Position, int]
    rows: list[MemberRow]
    likely: list[LikelyRow]
    uncertain: int
    pivotal_members: list[PivotalRow]
    pivotal_words: str
    last_time: list[shared.LastTime]
    said: list[shared.Said]
    result: Result | None
    method: str
    sure: str

    @cached_property
    def groups(self) -> list[GroupRow]:
        """Made when it is read: a list of texts shows no groups."""
        return build_group_rows(self.before, self.forecast)


def build_segments(chances: Mapping[Position, float]) -> list[Segment]:
    """The chances as parts of one bar; what rounds to nothing is left out."""
    return [
        Segment(position, round(chance * 100), max(1, round(chance * BAR)))
        for position, chance in chances.items()
        if round(chance * 100)
    ]


def build_member_rows(
    before: Before, forecast: Forecast, result: Mapping[str, Position], names: Mapping[str, str]
) -> list[MemberRow]:
    """The members by name."""
    known = {member.state.iso3: member for member in before.members}
    rows = []
    for one in forecast.members:
        if one.iso3 not in known:
            continue
        chances = one.chances
        likely = one.likeliest
        rows.append(
            MemberRow(
                member=known[one.iso3],
                chances=chances,
                segments=build_segments(chances),
                likely=likely,
                percent=round(chances[likely] * 100),
                sure=chances[likely] >= OPEN_THRESHOLD,
                result=result.get(one.iso3),
                forecast=one,
                names=names,
            )
        )
    return sorted(rows, key=lambda row: row.member.state.name)


def build_likely_rows(rows: Sequence[MemberRow]) -> list[LikelyRow]:
    by_chance = sorted(rows, key=lambda row: -row.percent)
    found = [LikelyRow(p, [row for row in by_chance if row.likely == p]) for p in POSITIONS_TAKEN]
    return [row for row in found if row.rows]


def round_total(total: Total) -> tuple[int, int, int]:
    return round(total.expected), round(total.low), round(total.high)


def build_total_rows(forecast: Forecast) -> list[TotalRow]:
    return [TotalRow(position, *round_total(forecast.totals[position])) for position in POSITIONS_TAKEN]


def build_group_rows(before: Before, forecast: Forecast) -> list[GroupRow]:
    chances = {one.iso3: one.chances for one in forecast.members}
    rows = []
    for group in RegionalGroup:
        members = [m for m in before.members if m.group == group and m.state.iso3 in chances]
        if members:
            rows.append(
                GroupRow(
                    group,
                    len(members),
                    {p: round(sum(chances[m.state.iso3][p] for m in members)) for p in POSITIONS_TAKEN},
                    {p: sum(m.last == p for m in members) for p in POSITIONS_TAKEN},
                )
            )
    return rows


def describe_forecast(forecast: Forecast) -> str:
    """'Forecast: adopted, 26 in favour (22–30)'."""
    expected, low, high = round_total(forecast.totals[Position.IN_FAVOUR])
    words = {"outcome": describe_likely_outcome(forecast), "n": expected, "low": low, "high": high}
    return _("Forecast: %(outcome)s, %(n)s in favour (%(low)s–%(high)s)") % words


def describe_likely_outcome(forecast: Forecast) -> str:
    """'adopted', 'rejected', or 'too close to call'."""
    if forecast.adopted >= SURE:
        return _("adopted")
    return _("rejected") if forecast.adopted <= 1 - SURE else _("too close to call")


def describe_intervals(forecast: Forecast, text: Resolution) -> str:
    """Which official totals lay in their intervals and which did not, in words; '' where none is on file."""
    within: list[str] = []
    outside: list[str] = []
    for position, interval in forecast.totals.items():
        official = text.official[position]
        if official is None:
            continue
        _expected, low, high = round_total(interval)
        words = {"position": position.label.lower(), "n": official, "low": low, "high": high}
        (within if low <= official <= high else outside).append(
            _("%(position)s %(n)s (%(low)s to %(high)s)") % words
        )
    sentences = (
        (within, _("Within the interval: %(totals)s.")),
        (outside, _("Outside the interval: %(totals)s.")),
    )
    return " ".join(words % {"totals": ", ".join(totals)} for totals, words in sentences if totals)


def build_result(before: Before, rows: Sequence[MemberRow], forecast: Forecast) -> Result | None:
    """What came of the text; None while it is tabled."""
    text = before.text
    if text.outcome == Outcome.TABLED:
        return None
    compared = [row for row in rows if row.came_true is not None]
    return Result(
        text=text,
        hits=sum(bool(row.came_true) for row in compared),
        compared=len(compared),
        wrong=[row for row in compared if not row.came_true],
        interval_words=describe_intervals(forecast, text),
        usable=is_usable(text),
    )


def describe_outcome(forecast: Forecast) -> str:
    words = {"chance": format_chance(forecast.adopted)}
    if forecast.adopted >= SURE:
        return _("Adopted, with a chance of %(chance)s.") % words
    if forecast.adopted <= 1 - SURE:
        return _("Rejected; the chance of adoption is %(chance)s.") % words
    return _("Too close to call: the chance of adoption is %(chance)s.") % words


def build_pivotal_rows(forecast: Forecast, rows: Sequence[MemberRow]) -> list[PivotalRow]:
    """The members whose position is open, the most open first, with what their moves do to the adoption."""
    by_code = {row.member.state.iso3: row for row in rows}
    return [
        PivotalRow(
            by_code[pivotal.iso3],
            format_chance(pivotal.if_in_favour),
            format_chance(pivotal.if_against),
            measure_effect(pivotal) >= POINT,
        )
        for pivotal in forecast.pivotal_members
        if pivotal.iso3 in by_code
    ]


def measure_effect(pivotal: PivotalMember) -> float:
    """How much the chance of adoption changes with the member's move from against to in favour."""
    return abs(pivotal.if_in_favour - pivotal.if_against)


def describe_pivotal_members(forecast: Forecast) -> str:
    """How much a single move matters."""
    if not forecast.pivotal_members:
        return _("Every member has a position with a chance of %(sure)s or more.") % {
            "sure": format_percent(OPEN_THRESHOLD)
        }
    most = max(map(measure_effect, forecast.pivotal_members))
    if most < POINT:
        return _(
            "No single move of theirs changes the chance of adoption by as much as one point in a hundred."
        )
    points = round(most * 100)
    return ngettext(
        "A single move, from against to in favour, changes the chance of adoption by up to %(points)s point.",
        "A single move, from against to in favour, changes the chance of adoption by up to %(points)s points.",
        points,
    ) % {"points": points}


def build_briefing(
    before: Before,
    forecast: Forecast,
    result: Mapping[str, Position],
    names: Mapping[str, str],
    today: datetime.date,
    anchor: str = "",
) -> Briefing:
    """`result`: the roll-call by code, where there is one; `names`: of all States.

    `anchor` sets the addresses within a page of many apart.
    """
    text = before.text
    rows = build_member_rows(before, forecast, result, names)
    totals = build_total_rows(forecast)
    return Briefing(
        before=before,
        forecast=forecast,
        symbol=shared.name_draft(text),
        anchor=anchor,
        url=build_url(before),
        line=describe_forecast(forecast),
        as_of_words=shared.describe_as_of(before.as_of, today),
        outcome_words=describe_outcome(forecast),
        members_words=shared.describe_members(before),
        last_words=shared.describe_last(before),
        sponsors=shared.name_sponsors(text),
        totals=totals,
        bar={row.position: row.expected for row in totals},
        rows=rows,
        likely=build_likely_rows(rows),
        uncertain=sum(not row.sure for row in rows),
        pivotal_members=build_pivotal_rows(forecast, rows),
        pivotal_words=describe_pivotal_members(forecast),
        last_time=shared.group_last_time(before.members, before.last is not None),
        said=shared.list_said(before),
        result=build_result(before, rows, forecast),
        method=forecast.method,
        sure=format_percent(OPEN_THRESHOLD),
    )


def build_url(before: Before) -> str:
    """The briefing's own address; a past eve has its day in it."""
    address = reverse("briefing", args=[shared.name_draft(before.text)])
    return f"{address}?as_of={before.as_of.isoformat()}" if before.is_past else address
