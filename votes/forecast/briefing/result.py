"""The result that a briefing is made from: what was known of a text before a day, the forecast, and the outcome."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.urls import reverse

from votes.core.choices import POSITIONS_TAKEN, Outcome, Position, RegionalGroup
from votes.core.roll_calls import RollCall
from votes.core.terms import MembersOnDay
from votes.forecast.model import Forecast, MemberForecast
from votes.forecast.model.predict import OPEN_THRESHOLD
from votes.models import Explanation, Resolution, State


class Standing(StrEnum):
    """What a member did on the earlier texts of the series. The values are part of the data."""

    VOTED = "voted"  # it took a position in the last roll-call
    NO_POSITION = "no_position"  # it took none there, though it was a member
    RETURNING = (
        "returning"  # it was not among the members on file then, and took a position in an earlier one
    )
    NEW = "new"  # it was not among them, and has no earlier position on file


@dataclass(frozen=True)
class Member:
    """A State that will vote, and what it did on the earlier texts of the series.

    `last`: the last position it took on one of them, and `last_text` that text; None where it took none. `last_time`:
    its position in the last roll-call of the series, None where it took none there. `was_member`: whether it was a
    member that day; None where that is not known. `explanations`: its statements on them, latest first.
    """

    state: State
    group: RegionalGroup
    last: Position | None
    last_text: Resolution | None
    last_time: Position | None
    was_member: bool | None
    explanations: tuple[Explanation, ...] = ()

    @property
    def standing(self) -> Standing:
        if self.last_time in POSITIONS_TAKEN:
            return Standing.VOTED
        if self.was_member:
            return Standing.NO_POSITION
        return Standing.RETURNING if self.last else Standing.NEW


@dataclass(frozen=True)
class MemberOutlook:
    """A member with its forecast, and its entry in the roll-call; `result` is None where it has none."""

    member: Member
    forecast: MemberForecast
    result: Position | None

    @property
    def likeliest(self) -> Position:
        return self.forecast.likeliest

    @property
    def percent(self) -> int:
        """The chance of the likeliest position, from 0 to 100."""
        return round(self.forecast.chances[self.likeliest] * 100)

    @property
    def is_open(self) -> bool:
        """Whether no position has a chance of OPEN_THRESHOLD or more."""
        return self.forecast.chances[self.likeliest] < OPEN_THRESHOLD

    @property
    def came_true(self) -> bool | None:
        """Whether it took the likeliest position; None where it took none, or none is known."""
        return None if self.result not in POSITIONS_TAKEN else self.result == self.likeliest


@dataclass(frozen=True)
class Background:
    """What was known of one text before `as_of`; `vote_on` is the day whose members will vote.

    `members`: by name. `series`: the texts of its series decided before `as_of`, oldest first. `last`: the last of
    them with a roll-call that can be trusted. `explanations`: the statements on them, latest text first. `roll_calls`:
    those that can be trusted, by primary key. `membership`: what is on file about the members on the day of the vote.
    """

    text: Resolution
    as_of: datetime.date
    vote_on: datetime.date
    members: tuple[Member, ...]
    series: tuple[Resolution, ...]
    last: Resolution | None
    explanations: tuple[Explanation, ...]
    roll_calls: Mapping[int, RollCall]
    membership: MembersOnDay


@dataclass(frozen=True)
class Briefing:
    """The whole result. `roll_call`: of the text itself, empty where it has none, and unknown to the forecast.

    `state_names`: of all States, by code. `today`: the day on which the briefing is asked for.
    """

    background: Background
    forecast: Forecast
    roll_call: RollCall
    state_names: Mapping[str, str]
    today: datetime.date

    @property
    def text(self) -> Resolution:
        return self.background.text

    @property
    def as_of(self) -> datetime.date:
        return self.background.as_of

    @property
    def is_past(self) -> bool:
        """Whether the outcome of the text is on file."""
        return self.text.outcome != Outcome.TABLED

    @property
    def symbol(self) -> str:
        """The symbol by which the text was known before its vote: the draft's where one is on file."""
        return self.text.draft_symbol or self.text.symbol

    @property
    def address(self) -> str:
        """The briefing's own address; of a text that is decided it has the day in it."""
        address = reverse("briefing", args=[self.symbol])
        return f"{address}?as_of={self.as_of.isoformat()}" if self.is_past else address

    @cached_property
    def outlooks(self) -> list[MemberOutlook]:
        """The members that have a forecast, by name."""
        forecasts = {one.iso3: one for one in self.forecast.members}
        return [
            MemberOutlook(member, forecasts[iso3], self.roll_call.get(iso3))
            for member in self.background.members
            if (iso3 := member.state.iso3) in forecasts
        ]

    @cached_property
    def compared(self) -> list[MemberOutlook]:
        """The members that took a position, which can be compared with the forecast; none if it cannot be trusted."""
        return [one for one in self.outlooks if one.came_true is not None] if self.is_usable else []

    @property
    def hits(self) -> int:
        """How many of them took the position with the highest chance."""
        return sum(bool(one.came_true) for one in self.compared)

    @property
    def is_usable(self) -> bool:
        """Whether the roll-call is reconciled, so that it can be compared with the forecast."""
        return self.text.counted_in_favour is not None and self.text.is_trusted
