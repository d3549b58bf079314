"""States: the list, and one State with everything on file about it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Prefetch, Q

from votes.analysis.group_line import Alignment, GroupLine, find_alignment, find_line
from votes.analysis.tally import Counts, count_positions
from votes.choices import CheckStatus, Position, RegionalGroup
from votes.models import Explanation, Membership, Resolution, State, Vote


def get_states(today: datetime.date) -> list[State]:
    """All States with the four counts `n_…` of votes (unreconciled ones left out), `is_member` and their terms."""
    usable = [CheckStatus.RECONCILED, CheckStatus.NOT_CHECKED]
    on_file = Q(votes__resolution__published=True, votes__resolution__check_status__in=usable)
    counts = {
        f"n_{position.value}": Count("votes", filter=on_file & Q(votes__position=position))
        for position in Position
    }
    states = State.objects.annotate(**counts).prefetch_related(
        Prefetch("memberships", queryset=Membership.objects.order_by("start"))
    )
    listed = list(states.order_by("name"))
    for state in listed:
        terms = list(state.memberships.all())
        state.is_member = any(t.start <= today and (t.end is None or today <= t.end) for t in terms)  # type: ignore[attr-defined]
    return listed


def get_state_or_none(iso3: str) -> State | None:
    """The State with exactly this code; None for all else, also for a NUL byte, which PostgreSQL refuses."""
    return None if "\x00" in iso3 else State.objects.filter(iso3=iso3).first()


@dataclass(frozen=True)
class StateVote:
    """One vote of a State, with its group's line in that vote."""

    resolution: Resolution
    position: Position
    group: RegionalGroup | None
    line: GroupLine
    alignment: Alignment


@dataclass(frozen=True)
class StateRecord:
    """All that is on file about one State."""

    state: State
    terms: list[Membership]
    votes: list[StateVote]
    explanations: list[Explanation]
    totals: Counts
    years: dict[int, Counts]
    items: list[tuple[str, Counts]]
    topics: list[tuple[str, str, Counts]]
    counted: list[StateVote]
    left_out: int


def get_state_record(state: State, *, unreconciled: bool = False) -> StateRecord:
    """Everything on file about `state`, newest vote first: seven queries, whatever the number of votes.

    `votes` are all its votes; `counted`, and with it totals, years, items and topics, leaves out the `left_out`
    votes whose roll-call is not reconciled, unless `unreconciled` asks for them.
    """
    terms = list(state.memberships.order_by("start"))
    votes = list(
        Vote.objects.public()
        .filter(state=state)
        .select_related("resolution__session")
        .prefetch_related("resolution__topics")
        .order_by("-resolution__date", "-resolution__symbol_key")
    )
    lines = get_group_lines([vote.resolution_id for vote in votes])
    state_votes = []
    for vote in votes:
        position = Position(vote.position)
        group = next(
            (RegionalGroup(t.regional_group) for t in terms if covers(t, vote.resolution.date)), None
        )
        line = lines.get((vote.resolution_id, group), GroupLine(None, 0))
        state_votes.append(StateVote(vote.resolution, position, group, line, find_alignment(position, line)))
    explanations = list(Explanation.objects.public().filter(state=state).for_list())
    by_year: dict[int, list[Position]] = {}
    by_item: dict[str, list[Position]] = {}
    by_topic: dict[tuple[str, str], list[Position]] = {}
    counted = [
        entry
        for entry in state_votes
        if unreconciled or entry.resolution.check_status != CheckStatus.UNRECONCILED
    ]
    for entry in counted:
        text = entry.resolution
        if text.date:
            by_year.setdefault(text.date.year, []).append(entry.position)
        by_item.setdefault(str(text.agenda_item or ""), []).append(entry.position)
        for topic in text.topics.all():
            by_topic.setdefault((topic.name, topic.slug), []).append(entry.position)
    topics = sorted(by_topic.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return StateRecord(
        state=state,
        terms=terms,
        votes=state_votes,
        explanations=explanations,
        totals=count_positions(entry.position for entry in counted),
        years={year: count_positions(by_year[year]) for year in sorted(by_year)},
        items=[
            (item, count_positions(by_item[item])) for item in sorted(by_item, key=lambda i: int(i or 99))
        ],
        topics=[(name, slug, count_positions(taken)) for (name, slug), taken in topics],
        counted=counted,
        left_out=len(state_votes) - len(counted),
    )


def covers(term: Membership, day: datetime.date | None) -> bool:
    return day is not None and term.start <= day and (term.end is None or day <= term.end)


def get_group_lines(resolution_ids: Iterable[int]) -> dict[tuple[int, str | None], GroupLine]:
    """The line of each regional group in each of the texts, in the groups of the day: one query."""
    rows = (
        Vote.objects.filter(
            Q(state__memberships__end__gte=F("resolution__date")) | Q(state__memberships__end=None),
            resolution_id__in=resolution_ids,
            state__memberships__start__lte=F("resolution__date"),
        )
        .order_by()
        .values_list("resolution_id", "state__memberships__regional_group", "position")
        .annotate(n=Count("pk"))
    )
    counts: dict[tuple[int, str | None], Counts] = {}
    for pk, group, position, n in rows:
        counts.setdefault((pk, group), dict.fromkeys(Position, 0))[Position(position)] = n
    return {key: find_line(c) for key, c in counts.items()}
