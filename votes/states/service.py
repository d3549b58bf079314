"""States: the list, and one State with everything on file about it."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.db.models import Count

from votes.analysis.cohesion import count_positions_in, list_regional_groups
from votes.analysis.dissent import find_majority_codes
from votes.analysis.majority_position import Alignment, MajorityPosition, find_alignment
from votes.analysis.matrix import POSITION_OF
from votes.analysis.tally import Counts, count_positions
from votes.core.choices import CheckStatus, Position, RegionalGroup
from votes.core.record_size import count_unreconciled
from votes.core.record_version import get_or_build
from votes.core.terms import covers
from votes.models import Explanation, Membership, Resolution, State, Vote
from votes.scope.vote_table import VotedText, VoteTable, get_vote_table

NO_MAJORITY = MajorityPosition(None, 0)


@dataclass(frozen=True)
class ListedState:
    """A State as the list shows it: `totals` of its counted votes, its terms, and whether it is a member today."""

    state: State
    terms: list[Membership]
    is_member: bool
    totals: Counts


@dataclass(frozen=True)
class StateList:
    """All States by name; `left_out`: the roll-calls that are not counted because they are not reconciled."""

    states: list[ListedState]
    left_out: int


def get_states(today: datetime.date, *, unreconciled: bool = False) -> StateList:
    """Every State on file with what it voted: three queries, one more where the counts are not in the cache."""
    counts = get_vote_counts()
    totals: dict[int, Counts] = {}
    for state_id, position, check, n in counts.votes:
        if unreconciled or check != CheckStatus.UNRECONCILED:
            totals.setdefault(state_id, dict.fromkeys(Position, 0))[Position(position)] += n
    terms: dict[int, list[Membership]] = {}
    for term in Membership.objects.order_by("start"):
        terms.setdefault(term.state_id, []).append(term)
    nothing = dict.fromkeys(Position, 0)
    listed = [
        ListedState(
            state=state,
            terms=terms.get(state.pk, []),
            is_member=any(covers(term.start, term.end, today) for term in terms.get(state.pk, [])),
            totals=totals.get(state.pk, nothing),
        )
        for state in State.objects.order_by("name")
    ]
    return StateList(listed, 0 if unreconciled else counts.unreconciled)


class VoteCounts(NamedTuple):
    """`votes`: (State, position, check of the text, how many); `unreconciled`: how many texts are not reconciled."""

    votes: list[tuple[int, str, str, int]]
    unreconciled: int


def get_vote_counts() -> VoteCounts:
    """How many public votes of each kind each State cast, both bodies: counted once for each version of the record."""
    return get_or_build("vote-counts", build_vote_counts)


def build_vote_counts() -> VoteCounts:
    """The counts from the database: two queries."""
    rows = Vote.objects.public().order_by().values_list("state_id", "position", "resolution__check_status")
    return VoteCounts(list(rows.annotate(n=Count("pk"))), count_unreconciled())


@dataclass(frozen=True)
class StateVote:
    """One vote of a State, with its group's line in that vote."""

    resolution: VotedText | Resolution
    position: Position
    group: RegionalGroup | None
    line: MajorityPosition
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
    """Everything on file about `state`, newest vote first: five queries, whatever the number of votes.

    Eight more where the table of votes is not in the cache. `votes` are all its votes; `counted`, and with it totals,
    years, items and topics, leaves out the `left_out` votes whose roll-call is not reconciled, unless `unreconciled`
    asks for them.
    """
    terms = list(state.memberships.order_by("start"))
    votes = list_state_votes(state, terms)
    counted = [
        vote for vote in votes if unreconciled or vote.resolution.check_status != CheckStatus.UNRECONCILED
    ]
    of_topic: dict[int, list[tuple[str, str]]] = {}
    for text_id, name, slug in Resolution.topics.through.objects.filter(
        resolution__votes__state=state
    ).values_list("resolution_id", "topic__name", "topic__slug"):
        of_topic.setdefault(text_id, []).append((name, slug))
    years = count_by(counted, lambda text: [text.date.year] if text.date else [])
    items = count_by(counted, lambda text: [str(text.agenda_item or "")])
    topics = count_by(counted, lambda text: of_topic.get(text.pk, []))
    return StateRecord(
        state=state,
        terms=terms,
        votes=votes,
        explanations=list(Explanation.objects.public().filter(state=state).for_list()),
        totals=count_positions(vote.position for vote in counted),
        years=dict(sorted(years.items())),
        items=sorted(items.items(), key=lambda pair: int(pair[0] or 99)),
        topics=[
            (name, slug, counts)
            for (name, slug), counts in sorted(
                topics.items(), key=lambda pair: (-sum(pair[1].values()), pair[0])
            )
        ],
        counted=counted,
        left_out=len(votes) - len(counted),
    )


def list_state_votes(state: State, terms: list[Membership]) -> list[StateVote]:
    """All public votes of `state`, newest first, each with its group of the day and that group's line."""
    rows = (
        Vote.objects.public()
        .filter(state=state)
        .order_by("-resolution__date", "-resolution__symbol_key")
        .values_list("position", *(f"resolution__{name}" for name in VotedText._fields))
    )
    lines = find_group_lines(get_vote_table())
    votes = []
    for taken, *columns in rows:
        text, position = VotedText(*columns), Position(taken)
        group = next(
            (RegionalGroup(t.regional_group) for t in terms if covers(t.start, t.end, text.date)), None
        )
        line = lines.get((text.address, group), NO_MAJORITY)
        votes.append(StateVote(text, position, group, line, find_alignment(position, line)))
    return votes


def load_texts(votes: Iterable[StateVote]) -> list[StateVote]:
    """The same votes, each with its text as a page shows it: one query."""
    votes = list(votes)
    texts = Resolution.objects.select_related("session").in_bulk([vote.resolution.pk for vote in votes])
    return [replace(vote, resolution=texts[vote.resolution.pk]) for vote in votes]


def count_by(votes: Iterable[StateVote], list_keys: Callable[[Any], Iterable[Any]]) -> dict[Any, Counts]:
    """The positions of `votes` under each key that `list_keys` gives for their text."""
    taken: dict[Any, list[Position]] = {}
    for vote in votes:
        for key in list_keys(vote.resolution):
            taken.setdefault(key, []).append(vote.position)
    return {key: count_positions(positions) for key, positions in taken.items()}


def find_group_lines(table: VoteTable) -> dict[tuple[str, RegionalGroup | None], MajorityPosition]:
    """The line of each regional group, in the groups of the day, in each vote of `table`.

    A vote without a date or outside the table has no entry.
    """
    lines: dict[tuple[str, RegionalGroup | None], MajorityPosition] = {}
    for group, members in list_regional_groups(table.matrix).items():
        counts = count_positions_in(table.matrix, members)
        codes = find_majority_codes(counts).tolist()
        for address, code, n in zip(table.matrix.texts, codes, counts.sum(axis=-1).tolist(), strict=True):
            lines[address, group] = MajorityPosition(POSITION_OF.get(code), n)
    return lines
