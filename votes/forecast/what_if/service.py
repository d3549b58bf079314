"""A forecast if the positions of some members are known."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from votes.core.choices import Position, RegionalGroup
from votes.core.record_version import get_or_build
from votes.forecast.briefing.result import Background, MemberOutlook
from votes.forecast.model import Forecast
from votes.forecast.model.what_if import (
    Move,
    Outlook,
    Telling,
    condition,
    find_most_telling,
    find_shift,
    find_smallest_change,
    summarise,
)
from votes.forecast.what_if.query import Voters, WhatIfQuery, read_what_if
from votes.models import Bloc, BlocMembership

MOST_TELLING = 5


class Forecasted(Protocol):
    """A result with a forecast: a briefing, or a series as if it came back."""

    @property
    def background(self) -> Background: ...

    @property
    def forecast(self) -> Forecast: ...

    @property
    def outlooks(self) -> Sequence[MemberOutlook]: ...


@dataclass(frozen=True)
class WhatIf:
    """What the positions that are set change. `shift`: how far the mean chance of each position
    moved among the others."""

    query: WhatIfQuery
    voters: Voters
    states: tuple[str, ...]
    before: Outlook
    after: Outlook
    telling: list[Telling]
    moves: list[Move]
    shift: dict[Position, float]


def list_voters(result: Forecasted) -> Voters:
    """The members of the day of the vote, and the blocs and regional groups that have any of them. From the cache."""
    members = {one.member.state.iso3: one.member.state.name for one in result.outlooks}
    day = result.background.vote_on

    def build() -> dict[str, tuple[str, frozenset[str]]]:
        labels = dict(Bloc.objects.values_list("slug", "short_name"))
        in_bloc: dict[str, set[str]] = {}
        for slug, iso3 in BlocMembership.objects.on(day).values_list("bloc__slug", "state__iso3"):
            in_bloc.setdefault(slug, set()).add(iso3)
        return {slug: (labels[slug] or slug, frozenset(codes)) for slug, codes in in_bloc.items()}

    groups = dict(get_or_build(f"what-if-blocs:1:{day}", build))
    for group in RegionalGroup:
        codes = frozenset(one.member.state.iso3 for one in result.outlooks if one.member.group == group)
        groups[group.slug] = (str(group.label), codes)
    return Voters(members, {slug: found for slug, found in groups.items() if found[1] & members.keys()})


def get_what_if(result: Forecasted, value: str) -> WhatIf | None:
    """None where there is no forecast, or where seats are still to be filled: then no chance of adoption is known."""
    draws = result.forecast.draws
    if draws is None or result.forecast.open_seats or not draws.states:
        return None
    voters = list_voters(result)
    query = read_what_if(value, voters)
    after = condition(draws, query.known)
    return WhatIf(
        query,
        voters,
        draws.states,
        summarise(draws),
        summarise(after),
        find_most_telling(after, query.known, MOST_TELLING),
        find_smallest_change(after, query.known),
        find_shift(draws, after, query.known),
    )
