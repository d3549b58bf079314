"""What an election changes: which terms it adds or prolongs, which end, and how many seats each group then has."""

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction

from votes.core.choices import COUNCIL_SEATS, RegionalGroup
from votes.core.known_names import build_candidate, get_names_by_state
from votes.core.state_names import Candidate, build_index, look_up, suggest_states
from votes.entry.history import store_first_version
from votes.entry.saving import refresh_spans
from votes.ingest.readers.election_list import ElectedRow, ElectionIssue, ElectionList, parse_elections
from votes.models import Membership, State

MOST_SUGGESTIONS = (
    50  # lines that are asked about with States that may be meant; more is another kind of list
)
MOST_YEARS = 6  # two terms in a row, by General Assembly resolution 60/251


@dataclass(frozen=True)
class Elected:
    """One elected State. `action`: "new", "prolongs" the term `held`, or "on_file" already."""

    line: int
    state: State
    group: RegionalGroup
    start: datetime.date
    end: datetime.date
    action: str
    held: Membership | None = None

    @property
    def years(self) -> int:
        """For how many years the State is then a member without a break."""
        first = self.held.start if self.held else self.start
        return self.end.year - first.year + 1

    @property
    def is_long(self) -> bool:
        return self.years > MOST_YEARS


@dataclass(frozen=True)
class GroupSeats:
    """The seats of a group on the first day of the new term, by the names of their members."""

    group: RegionalGroup
    seats: int
    staying: list[str]
    elected: list[str]
    leaving: list[str]

    @property
    def taken(self) -> int:
        return len(self.staying) + len(self.elected)

    @property
    def free(self) -> int:
        return self.seats - self.taken


@dataclass(frozen=True)
class Conflict:
    """A line that contradicts the record. `kind`: "not_on_file", "group", "start", "end", "overlap", "seats"."""

    line: int
    kind: str
    details: Mapping[str, object]


@dataclass
class ElectionPlan:
    """A list as it was read, and what it would change."""

    read: ElectionList
    elected: list[Elected] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    seats: list[GroupSeats] = field(default_factory=list)
    suggestions: dict[str, list[str]] = field(default_factory=dict)

    @property
    def changes(self) -> list[Elected]:
        return [one for one in self.elected if one.action != "on_file"]

    @property
    def is_savable(self) -> bool:
        """Whether every line was understood, nothing contradicts the record, and there is something to save."""
        return bool(self.changes) and not (self.read.issues or self.conflicts)

    @property
    def taken(self) -> int:
        return sum(group.taken for group in self.seats)

    @property
    def mark(self) -> str:
        """A hash of what would be saved, by which what was shown is recognised."""
        shown = [
            (e.state.iso3, e.group, e.start, e.end, e.action, e.held and e.held.pk) for e in self.elected
        ]
        return hashlib.sha256(repr((shown, self.taken)).encode()).hexdigest()[:16]


def build_plan(text: str, start: datetime.date, end: datetime.date) -> ElectionPlan:
    """The plan for a list of States whose term begins on `start` and, where the list does not say, ends on `end`."""
    states = {state.iso3: state for state in State.objects.prefetch_related("other_names")}
    candidates = [
        build_candidate(s.iso3, (s.name, *(n.name for n in s.other_names.all()))) for s in states.values()
    ]
    # States that are not on file are recognised too, so that none is taken for another.
    others = [build_candidate(iso3, ()) for iso3 in get_names_by_state() if iso3 not in states]
    known: tuple[Candidate, ...] = (*candidates, *others)
    index = build_index(known)
    plan = ElectionPlan(parse_elections(text, lambda name: look_up(name, index)))
    terms: dict[str, list[Membership]] = {}
    for term in Membership.objects.select_related("state").order_by("start"):
        terms.setdefault(term.state.iso3, []).append(term)
    for row in plan.read.rows:
        if row.iso3 not in states:
            name = next(other.names[0] for other in others if other.iso3 == row.iso3)
            plan.conflicts.append(Conflict(row.line, "not_on_file", {"state": name}))
        else:
            _add(plan, row, states[row.iso3], terms.get(row.iso3, []), start, end)
    plan.seats = _count_seats(plan, terms, start)
    plan.conflicts += [
        Conflict(0, "seats", {"group": one.group.label, "taken": one.taken, "seats": one.seats})
        for one in plan.seats
        if one.free < 0
    ]
    for issue in plan.read.issues[:MOST_SUGGESTIONS]:
        plan.suggestions[issue.text] = _suggest(issue, known, states)
    return plan


def _suggest(issue: ElectionIssue, known: tuple[Candidate, ...], states: Mapping[str, State]) -> list[str]:
    codes = suggest_states(issue.text, known) if issue.kind == "unknown" else ()
    return [states[iso3].name for iso3 in codes if iso3 in states]


def _add(
    plan: ElectionPlan,
    row: ElectedRow,
    state: State,
    terms: list[Membership],
    start: datetime.date,
    default_end: datetime.date,
) -> None:
    """Add what a row changes to the plan, or why it cannot."""
    end, before = row.end or default_end, start - datetime.timedelta(1)
    group = row.group or RegionalGroup(state.regional_group)
    names = {"state": state.name, "group": group.label, "own": state.get_regional_group_display(), "end": end}
    if row.start_year and row.start_year != start.year:
        plan.conflicts.append(Conflict(row.line, "start", {**names, "year": row.start_year, "start": start}))
    elif end <= start:
        plan.conflicts.append(Conflict(row.line, "end", {**names, "start": start}))
    elif group != state.regional_group:
        plan.conflicts.append(Conflict(row.line, "group", names))
    elif same := next((t for t in terms if t.start <= start and t.end == end and t.end > start), None):
        plan.elected.append(Elected(row.line, state, group, start, end, "on_file", same))
    elif over := next((t for t in terms if (t.end is None or t.end >= start) and t.start <= end), None):
        plan.conflicts.append(Conflict(row.line, "overlap", {**names, "from": over.start, "to": over.end}))
    else:
        held = next((t for t in terms if t.end == before and t.regional_group == group), None)
        action = "prolongs" if held else "new"
        plan.elected.append(Elected(row.line, state, group, start, end, action, held))


def _count_seats(
    plan: ElectionPlan, terms: Mapping[str, list[Membership]], start: datetime.date
) -> list[GroupSeats]:
    elected = {one.state.iso3: one for one in plan.elected}
    listed = [term for of_state in terms.values() for term in of_state if term.state.iso3 not in elected]
    return [
        GroupSeats(
            group,
            COUNCIL_SEATS[group],
            sorted(
                t.state.name
                for t in listed
                if t.regional_group == group and t.start <= start and (t.end is None or t.end >= start)
            ),
            sorted(one.state.name for one in elected.values() if one.group == group),
            sorted(
                t.state.name
                for t in listed
                if t.regional_group == group and t.end == start - datetime.timedelta(1)
            ),
        )
        for group in RegionalGroup
    ]


@transaction.atomic
def save_plan(plan: ElectionPlan, user: AbstractBaseUser | AnonymousUser) -> int:
    """Save the terms with history and check the votes in them again; returns how many States were added or stay."""
    for one in plan.changes:
        term = one.held or Membership(state=one.state, start=one.start, regional_group=one.group)
        if one.held:
            store_first_version(term)
        term.end = one.end
        term._history_user = user  # type: ignore[attr-defined]
        term.full_clean()
        term.save()
    refresh_spans([(one.start, one.end) for one in plan.changes])
    return len(plan.changes)
