"""A roll-call being entered: the pasted text and the grid, the members on that day, and whether it adds up.

One rule decides between text and grid. A text that has not been read yet is read and replaces the grid. After that
(its mark comes back with the form) only the grid counts, so that errors can be corrected there.
"""

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext as _

from votes.checking.members import ListedMembers
from votes.checking.roll_call import CheckResult, check_roll_call
from votes.checking.totals import Totals
from votes.core.choices import Body, CheckStatus, Position, RegionalGroup
from votes.core.known_names import build_candidate
from votes.core.membership import get_members_on
from votes.core.terms import UNKNOWN_MEMBERS
from votes.ingest.readers.roll_call.reader import parse_roll_call
from votes.ingest.readers.roll_call.results import RollCall
from votes.models import Session, State
from votes.web.wording import describe_unknown_members

TEXT_FIELD, MARK_FIELD, POSITION_PREFIX = "roll_call_text", "roll_call_mark", "position-"
LETTERS = {
    Position.IN_FAVOUR: "Y",
    Position.AGAINST: "N",
    Position.ABSTAINING: "A",
    Position.NOT_VOTING: "X",
    None: "–",
}


def build_mark(text: str) -> str:
    """A hash of the text, by which a text that has been read is recognised; "" for an empty one."""
    plain = " ".join(text.split())
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:16] if plain else ""


@dataclass(frozen=True)
class RollCallInput:
    """What the user submitted: the pasted text, the mark of the text last read, and the grid (iso3 -> position)."""

    text: str = ""
    mark: str = ""
    grid: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_post(cls, data: QueryDict) -> "RollCallInput":
        grid = {
            name.removeprefix(POSITION_PREFIX): value
            for name in data
            if name.startswith(POSITION_PREFIX) and (value := data.get(name)) in Position.values
        }
        return cls(data.get(TEXT_FIELD) or "", data.get(MARK_FIELD) or "", grid)

    @property
    def is_unread(self) -> bool:
        return bool(self.text.strip()) and build_mark(self.text) != self.mark


@dataclass(frozen=True)
class PositionChoice:
    """One radio button of a State's row; `position` is "" for "not listed"."""

    position: str
    label: str
    letter: str
    is_chosen: bool


@dataclass(frozen=True)
class GridRow:
    """A State in the grid; `position` is "" if it is not listed."""

    iso3: str
    name: str
    position: str

    @property
    def choices(self) -> list[PositionChoice]:
        taken = [
            PositionChoice(p.value, str(p.label), LETTERS[p], p.value == self.position) for p in Position
        ]
        return [*taken, PositionChoice("", _("Not listed"), LETTERS[None], not self.position)]


@dataclass(frozen=True)
class GridGroup:
    """The States of one regional group; `key` is the group's value.

    It is "session" for the members of the Commission, and "others" for States that are not members.
    """

    key: str
    label: str
    rows: list[GridRow]


@dataclass(frozen=True)
class TallyRow:
    """One position in the count: `official` is None if no total is given."""

    position: Position
    counted: int
    official: int | None

    @property
    def letter(self) -> str:
        return LETTERS[self.position]

    @property
    def difference(self) -> int | None:
        return None if self.official is None else self.counted - self.official

    @property
    def mark(self) -> str:
        """The difference in words; vote-entry.js shows the same while the user edits the grid."""
        if self.difference is None:
            return _("– no official total")
        if self.difference == 0:
            return _("✓ matches")
        text = _("✗ %(n)s too many") if self.difference > 0 else _("✗ %(n)s too few")
        return text % {"n": abs(self.difference)}


class StatesOfDay:
    """All States by name, and the members: iso3 -> regional group; three queries, four for the Commission.

    Members of the Council are those that may vote on `day`; none unless all of them are on file. Those of the
    Commission are derived as in the check, from the other roll-calls of the session; their regional group is "".
    `text_id` is the primary key of the text, if it is on file.
    """

    def __init__(
        self, day: datetime.date | None, session: Session | None, text_id: int | None = None
    ) -> None:
        is_council = session is None or session.body == Body.COUNCIL
        self.is_council = is_council
        states = list(State.objects.prefetch_related("other_names").order_by("name_key", "name"))
        self.pks = {state.iso3: state.pk for state in states}
        self.names = {state.iso3: state.name for state in states}
        self.candidates = tuple(
            build_candidate(state.iso3, (state.name, *(other.name for other in state.other_names.all())))
            for state in states
        )
        self.members: dict[str, str] = {}
        if session and not is_council:
            listed = ListedMembers([session.pk] if session.pk else [], without=text_id)
            self.members = dict.fromkeys(listed.get_members(session.pk), "")
        self.membership = get_members_on(day) if is_council and day else UNKNOWN_MEMBERS
        if self.membership.is_complete:
            self.members = {iso3: group.value for iso3, group in self.membership.voting.items()}

    def sort(self, codes: Iterable[str]) -> list[str]:
        """Codes in the order of the States' names."""
        return sorted(codes, key=lambda iso3: self.names.get(iso3, iso3))


class VoteEntry:
    """A roll-call being entered: `positions` would be saved, `result` says whether they add up."""

    def __init__(
        self,
        given: RollCallInput,
        day: datetime.date | None,
        session: Session | None,
        official: Totals,
        text_id: int | None = None,
    ) -> None:
        self.given, self.day, self.official = given, day, official
        self.states = StatesOfDay(day, session, text_id)
        self.is_unread = given.is_unread
        self.read: RollCall | None = None
        if given.text.strip():
            self.read = parse_roll_call(given.text, self.states.candidates, self.states.members)
        # A text that contains no roll-call does not clear the grid.
        from_text = self.read.positions if self.is_unread and self.read else {}
        grid = {iso3: position for iso3, position in given.grid.items() if iso3 in self.states.names}
        self.positions: dict[str, str] = dict(from_text or grid)

    @property
    def members(self) -> Mapping[str, str]:
        return self.states.members

    @property
    def unknown_members(self) -> str:
        """How much of the membership on that day is not on file, in a sentence; "" if all is, or without a day."""
        membership = self.states.membership
        return describe_unknown_members(membership) if membership.day else ""

    @cached_property
    def result(self) -> CheckResult:
        return check_roll_call(self.official, self.positions, self.members)

    @property
    def adds_up(self) -> bool:
        return self.result.status == CheckStatus.RECONCILED

    @property
    def has_grid(self) -> bool:
        return bool(self.members or self.positions)

    @property
    def mark(self) -> str:
        """The mark that the form carries once the text in the box has been read."""
        return build_mark(self.given.text)

    @cached_property
    def tally(self) -> list[TallyRow]:
        taken = list(self.positions.values())
        return [TallyRow(p, taken.count(p.value), self.official.get(p)) for p in Position]

    @property
    def listed(self) -> int:
        """How many members are in the roll-call; how many States, if the membership is not known."""
        return len(set(self.positions) & set(self.members)) if self.members else len(self.positions)

    @cached_property
    def groups(self) -> list[GridGroup]:
        """The grid: the members by regional group, then States that are listed but are not members."""
        groups = [
            self._build_group(
                group.value, str(group.label), [iso3 for iso3, seat in self.members.items() if seat == group]
            )
            for group in RegionalGroup
        ]
        of_commission = [iso3 for iso3, seat in self.members.items() if not seat]
        groups.append(self._build_group("session", _("Members in this session"), of_commission))
        others = [iso3 for iso3 in self.positions if iso3 not in self.members]
        label = _("Not members on that day") if self.members else _("States listed")
        groups.append(self._build_group("others", label, others))
        return [group for group in groups if group.rows]

    def _build_group(self, key: str, label: str, codes: list[str]) -> GridGroup:
        rows = [
            GridRow(iso3, self.states.names[iso3], self.positions.get(iso3, ""))
            for iso3 in self.states.sort(codes)
        ]
        return GridGroup(key, label, rows)
