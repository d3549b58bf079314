"""What the page on a series that would come back shows besides its result."""

from collections.abc import Mapping
from dataclasses import dataclass

from votes.analysis.common_position import find_common_position
from votes.analysis.tally import count_positions, count_taken
from votes.core.choices import Position, RegionalGroup
from votes.explanations.page import ExplanationRow, build_explanation
from votes.forecast.briefing.page import LastTime, TotalRow, group_last_time
from votes.forecast.briefing.result import Background, MemberOutlook
from votes.forecast.briefing.wording import describe_as_of, describe_chance_of_adoption, round_total
from votes.forecast.model.predict import OPEN_THRESHOLD
from votes.models import State
from votes.series.today import wording
from votes.series.today.service import SeriesToday
from votes.web.common_position import describe_common_position
from votes.web.numbers import format_percent


@dataclass(frozen=True)
class MemberRow:
    """One member: what it did before, and what is forecast. `standing`: "new", "returns" or ""."""

    outlook: MemberOutlook
    standing: str

    @property
    def year(self) -> int | None:
        """The year of its last position; None without one."""
        text = self.outlook.member.last_text
        return text.date.year if text and text.date else None


@dataclass(frozen=True)
class GroupTable:
    """The members in the seats of one regional group, by name."""

    group: RegionalGroup
    rows: list[MemberRow]

    @property
    def common(self) -> str:
        """'mostly in favour (11 of 13)': the last positions of its members as one; "" where none took one."""
        counts = count_positions(row.outlook.member.last or Position.NOT_VOTING for row in self.rows)
        return describe_common_position(find_common_position(counts)) if count_taken(counts) else ""


@dataclass(frozen=True)
class TodayPage:
    """The rows and sentences. `totals` to `anchor` are what the head of a briefing shows."""

    heading: str
    basis: str
    last: str
    members: str
    open_seats_words: str
    left_out: str
    as_of_words: str
    outcome_words: str
    totals: list[TotalRow]
    open_seats: int
    groups: list[GroupTable]
    others: list[LastTime]
    explanations: list[ExplanationRow]
    open_threshold: str
    anchor: str = ""


def build_today_page(result: SeriesToday) -> TodayPage:
    background, forecast = result.background, result.forecast
    return TodayPage(
        heading=wording.describe_heading(result),
        basis=wording.describe_basis(result),
        last=wording.describe_last_vote(result),
        members=wording.describe_members(result),
        open_seats_words=wording.describe_open_seats(result),
        left_out=wording.describe_left_out(result),
        as_of_words=describe_as_of(result.query.as_of, result.query.today),
        outcome_words=describe_chance_of_adoption(forecast),
        totals=[TotalRow(p, *round_total(total)) for p, total in forecast.totals.items()],
        open_seats=background.membership.not_known,
        groups=build_group_tables(result),
        others=list_others(background),
        explanations=[
            build_explanation(one, find_position(background, one.resolution_id, one.state))
            for one in background.explanations
        ],
        open_threshold=format_percent(OPEN_THRESHOLD),
    )


def build_group_tables(result: SeriesToday) -> list[GroupTable]:
    """The members by regional group, groups without one left out."""
    compared = result.background.last is not None
    rows = [MemberRow(o, wording.describe_standing(o.member) if compared else "") for o in result.outlooks]
    tables = [
        GroupTable(group, [r for r in rows if r.outlook.member.group == group]) for group in RegionalGroup
    ]
    return [table for table in tables if table.rows]


def list_others(background: Background) -> list[LastTime]:
    """The members that took no position in the last roll-call: absent, away, or new."""
    return [
        row for row in group_last_time(background.members, background.last is not None) if not row.position
    ]


def find_position(background: Background, text: int, state: State | None) -> Position | None:
    """The position of a speaker on the text that it spoke about; None if that is not on file or cannot be trusted."""
    roll_call: Mapping[str, Position] = background.roll_calls.get(text, {})
    return roll_call.get(state.iso3) if state else None
