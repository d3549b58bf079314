"""The members when a text was voted on, as far as they are on file."""

import datetime
from collections import Counter
from collections.abc import Collection, Mapping

from django.db.models import Count

from votes.core.choices import Body, Position
from votes.core.membership import read_terms
from votes.core.terms import MembersOnDay, find_members_on, find_vacant_seats
from votes.models import Resolution, Vote


class MembersByDay:
    """The members on any day, from one query for any number of days."""

    def __init__(self) -> None:
        self.terms = read_terms()
        self.known: dict[datetime.date, MembersOnDay] = {}

    def find(self, day: datetime.date) -> MembersOnDay:
        """What is on file about the members on `day`."""
        if day not in self.known:
            self.known[day] = find_members_on(self.terms, day)
        return self.known[day]

    def on(self, day: datetime.date) -> frozenset[str]:
        """The members on `day`, by code; none unless all of them are on file, since any State could be one."""
        found = self.find(day)
        return frozenset(found.members) if found.is_complete else frozenset()

    def list_expected(self, day: datetime.date, positions: Mapping[str, str]) -> frozenset[str]:
        """The members that a roll-call of that day must list; none unless all members are on file.

        One whose rights are suspended need not be listed, and may not have a position.
        """
        suspended = self.find(day).suspended
        return self.on(day) - {i for i in suspended if positions.get(i) != Position.NOT_VOTING}

    def get_vacant(self, day: datetime.date) -> list[str]:
        """The regional group of each seat that is vacant on `day` because its member left before its term ended."""
        return find_vacant_seats([(term.start, term.end, term.group) for term in self.terms], day)

    def get_groups(self, day: datetime.date) -> list[str]:
        """The regional group of each seat held on `day`; none unless all members are on file."""
        found = self.find(day)
        return list(found.members.values()) if found.is_complete else []

    def get_years(self) -> dict[int, frozenset[str]]:
        """The members at the end of each year, up to the last in which a term began; later years are incomplete."""
        if not self.terms:
            return {}
        first = min(term.start for term in self.terms).year
        last = max(term.start.year for term in self.terms)
        return {
            year: frozenset(self.find(datetime.date(year, 12, 31)).members) for year in range(first, last + 1)
        }


# With fewer other roll-calls, the members of a session cannot be derived.
FEWEST_ROLL_CALLS = 3


class ListedMembers:
    """The members in a session of the Commission, whose membership is not on file: those in most other roll-calls."""

    def __init__(self, sessions: Collection[int], *, without: int | None = None) -> None:
        """`without`: the primary key of a text whose roll-call is not counted, such as one that is being edited."""
        self.roll_calls: Counter[int] = Counter()
        self.listed: dict[int, Counter[str]] = {}
        if sessions:
            votes = Vote.objects.filter(resolution__session__in=sessions).order_by()
            votes = votes.exclude(resolution=without) if without else votes
            for session, n in votes.values_list("resolution__session").annotate(
                n=Count("resolution", distinct=True)
            ):
                self.roll_calls[session] = n
            for session, iso3, n in votes.values_list("resolution__session", "state__iso3").annotate(
                n=Count("pk")
            ):
                self.listed.setdefault(session, Counter())[iso3] = n

    def get_members(self, session: int, positions: Mapping[str, str] | None = None) -> frozenset[str]:
        """The members according to the session's other roll-calls; none if there are too few of these.

        `positions` is the text's own roll-call, if that was counted.
        """
        own = positions or {}
        others = self.roll_calls[session] - (positions is not None)
        if others < FEWEST_ROLL_CALLS:
            return frozenset()
        return frozenset(iso3 for iso3, n in self.listed[session].items() if 2 * (n - (iso3 in own)) > others)


class Members:
    """The members when a text was voted on: for the Council from the terms, for the Commission from its roll-calls."""

    def __init__(self, texts: Collection[Resolution], roll_calls: Mapping[int, Mapping[str, str]]) -> None:
        self.by_day = MembersByDay()
        of_commission = {t.session_id for t in texts if t.session.body != Body.COUNCIL and t.pk in roll_calls}
        self.listed = ListedMembers(of_commission)

    def get(self, text: Resolution, positions: Mapping[str, str]) -> frozenset[str]:
        """The members, by code; empty if they are not known."""
        if text.session.body != Body.COUNCIL:
            return self.listed.get_members(text.session_id, positions) if positions else frozenset()
        return self.by_day.list_expected(text.date, positions) if text.date else frozenset()
