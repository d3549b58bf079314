"""States: the list, and one State with everything on file about it."""

import datetime
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from django.db.models import Count

from votes.analysis.cohesion import count_positions_in, list_regional_groups
from votes.analysis.dissent import find_majority_codes
from votes.analysis.majority_position import Alignment, MajorityPosition, find_alignment
from votes.analysis.matrix import POSITION_OF
from votes.analysis.scope import Scope
from votes.analysis.tally import Counts, count_positions
from votes.blocs.terms import get_bloc_table
from votes.core.choices import Body, CheckStatus, Position, RegionalGroup
from votes.core.membership import get_members_on
from votes.core.record_size import count_unreconciled
from votes.core.record_version import get_or_build
from votes.core.terms import MembersOnDay, covers
from votes.models import Explanation, Membership, Resolution, State, Vote
from votes.scope.vote_table import VotedText, VoteTable, get_vote_table
from votes.states.partners import StatePartners, build_partners
from votes.web.text_names import TextName, name_text

NO_MAJORITY = MajorityPosition(None, 0)
# Part of the key of the partners in the cache: count it up when the form of what lies there changes.
FORM = 3

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class ListedState:
    """A State as the list shows it: `totals` of its counted votes, its terms, and whether it is a member today.

    `is_member` is None if that is not known. `voted_in_commission`: whether it is in a roll-call of the Commission.
    """

    state: State
    terms: list[Membership]
    is_member: bool | None
    totals: Counts
    voted_in_commission: bool


@dataclass(frozen=True)
class StateList:
    """All States by name; `left_out`: the roll-calls that are not counted because they are not reconciled.

    `members`: those of the Council today.
    """

    states: list[ListedState]
    left_out: int
    members: MembersOnDay


def get_states(today: datetime.date, *, unreconciled: bool = False) -> StateList:
    """Every State on file with what it voted: four queries, more where the counts are not in the cache."""
    counts = get_vote_counts()
    totals: dict[int, Counts] = {}
    for state_id, position, check, n in counts.votes:
        if unreconciled or check != CheckStatus.UNRECONCILED:
            totals.setdefault(state_id, dict.fromkeys(Position, 0))[Position(position)] += n
    terms: dict[int, list[Membership]] = {}
    for term in Membership.objects.order_by("start"):
        terms.setdefault(term.state_id, []).append(term)
    nothing = dict.fromkeys(Position, 0)
    members = get_members_on(today)
    listed = [
        ListedState(
            state=state,
            terms=terms.get(state.pk, []),
            is_member=members.is_member(state.iso3),
            totals=totals.get(state.pk, nothing),
            voted_in_commission=state.pk in counts.in_commission,
        )
        for state in State.objects.order_by("name")
    ]
    return StateList(listed, 0 if unreconciled else counts.unreconciled, members)


class VoteCounts(NamedTuple):
    """`votes`: (State, position, check of the text, how many); `unreconciled`: how many texts are not reconciled.

    `in_commission`: the States in a roll-call of the Commission.
    """

    votes: list[tuple[int, str, str, int]]
    unreconciled: int
    in_commission: frozenset[int]


def get_vote_counts() -> VoteCounts:
    """How many public votes of each kind each State cast, both bodies: counted once for each version of the record."""
    return get_or_build("vote-counts:2", build_vote_counts)


def build_vote_counts() -> VoteCounts:
    """The counts from the database: three queries."""
    votes = Vote.objects.public().with_rights().order_by()
    rows = votes.values_list("state_id", "position", "resolution__check_status")
    of_commission = Vote.objects.public().filter(resolution__session__body=Body.COMMISSION).order_by()
    states = frozenset(of_commission.values_list("state_id", flat=True).distinct())
    return VoteCounts(list(rows.annotate(n=Count("pk"))), count_unreconciled(), states)


@dataclass(frozen=True)
class StateVote:
    """One vote of a State; `majority` is the majority position of its group of the day in that vote.

    `name`: what the text is called.
    """

    resolution: VotedText | Resolution
    name: TextName
    position: Position
    group: RegionalGroup | None
    majority: MajorityPosition
    alignment: Alignment


@dataclass(frozen=True)
class StateRecord:
    """All that is on file about one State.

    `votes` are all its votes, newest first. `counted` leaves out the `left_out` votes whose roll-call is not
    reconciled, unless they were asked for; so do totals, years, items, topics and partners. `items`: (number of the
    agenda item or "", counts). `topics`: (name, address, counts), the most frequent first.
    """

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
    partners: StatePartners | None
    voted_in_commission: bool = False

    @property
    def dissents(self) -> list[StateVote]:
        """The counted votes in which it took another position than the majority of its group."""
        return [vote for vote in self.counted if vote.alignment is Alignment.DISSENT]

    @property
    def n_with_majority(self) -> int:
        """In how many counted votes its group had a majority position and it took one, the same or another."""
        return sum(vote.alignment in (Alignment.WITH, Alignment.DISSENT) for vote in self.counted)


def get_state_record(state: State, *, unreconciled: bool = False) -> StateRecord:
    """Everything on file about `state`: seven queries, whatever the number of votes.

    More where the tables of votes and blocs, or its partners, are not in the cache.
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
    years = count_positions_by(counted, lambda text: [text.date.year] if text.date else [])
    items = count_positions_by(counted, lambda text: [str(text.agenda_item or "")])
    topics = count_positions_by(counted, lambda text: of_topic.get(text.pk, []))
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
        partners=get_partners(state.iso3, unreconciled=unreconciled),
        voted_in_commission=state.pk in get_vote_counts().in_commission,
    )


def get_partners(iso3: str, *, unreconciled: bool = False) -> StatePartners | None:
    """The partners of a State in the Council's whole record, from the cache where this record's are there.

    Amendments are left out, as in every comparison.
    """
    table = get_vote_table()

    def build() -> StatePartners | None:
        return build_partners(table, get_bloc_table(table.version), iso3, Scope(unreconciled=unreconciled))

    return get_or_build(f"partners:{FORM}:{iso3}:{unreconciled}", build, table.version)


def list_state_votes(state: State, terms: list[Membership]) -> list[StateVote]:
    """All public votes of `state`, newest first, each with its group of the day and that group's majority.

    In a roll-call that the check calls wrong no group has a majority, so nobody dissents.
    """
    rows = (
        Vote.objects.public()
        .with_rights()
        .filter(state=state)
        .order_by("-resolution__date", "-resolution__symbol_key")
        .values_list("position", *(f"resolution__{name}" for name in VotedText._fields))
    )
    table = get_vote_table()
    majorities = find_group_majorities(table)
    votes = []
    for taken, *columns in rows:
        text, position = VotedText(*columns), Position(taken)
        group = next(
            (RegionalGroup(t.regional_group) for t in terms if covers(t.start, t.end, text.date)), None
        )
        is_trusted = text.check_status != CheckStatus.UNRECONCILED
        majority = majorities.get((text.address, group), NO_MAJORITY) if is_trusted else NO_MAJORITY
        name = table.text_names.get(text.address) or TextName(
            name_text(text.kind, text.symbol, text.title), text.address
        )
        votes.append(StateVote(text, name, position, group, majority, find_alignment(position, majority)))
    return votes


def load_texts(votes: Iterable[StateVote]) -> list[StateVote]:
    """The same votes, each with its text as a page shows it: one query."""
    votes = list(votes)
    texts = Resolution.objects.select_related("session").in_bulk([vote.resolution.pk for vote in votes])
    return [replace(vote, resolution=texts[vote.resolution.pk]) for vote in votes]


def count_positions_by(
    votes: Iterable[StateVote], list_keys: Callable[[VotedText | Resolution], Iterable[Key]]
) -> dict[Key, Counts]:
    """The positions of `votes` under each key that `list_keys` gives for their text."""
    taken: dict[Key, list[Position]] = {}
    for vote in votes:
        for key in list_keys(vote.resolution):
            taken.setdefault(key, []).append(vote.position)
    return {key: count_positions(positions) for key, positions in taken.items()}


def find_group_majorities(table: VoteTable) -> dict[tuple[str, RegionalGroup | None], MajorityPosition]:
    """The majority position of each regional group, in the groups of the day, in each vote of `table`.

    The key is (address of the text, group). A vote without a date or outside the table has no entry.
    """
    majorities: dict[tuple[str, RegionalGroup | None], MajorityPosition] = {}
    for group, members in list_regional_groups(table.matrix).items():
        counts = count_positions_in(table.matrix, members)
        codes = find_majority_codes(counts).tolist()
        for address, code, n in zip(table.matrix.texts, codes, counts.sum(axis=-1).tolist(), strict=True):
            majorities[address, group] = MajorityPosition(POSITION_OF.get(code), n)
    return majorities
