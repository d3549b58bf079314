"""Which part of the Council's recorded votes is on file, by session, beside how many it took.

A session is complete in one kind of votes if as many are on file as are known to have been taken. Nothing is complete
whose number is not known.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Max, Q
from django.utils import timezone

from votes.core.choices import KINDS_ABOUT_ANOTHER_TEXT, Adoption, Body, CountedKind
from votes.core.models import RecordedVoteCount, Session
from votes.core.record_version import get_or_build

# Part of the key in the cache: increase it whenever a field of these classes changes.
FORM = 1
# Of the earlier votes. If fewer are on file, figures leave the earlier years out unless the reader asks for them.
SMALLEST_SHARE = 0.5


@dataclass(frozen=True)
class Tally:
    """How many recorded votes are on file, and how many are known to have been taken.

    `has_unknown`: of some of the sessions counted the number is not known, so `taken` is the least that it can be.
    """

    on_file: int = 0
    taken: int = 0
    has_unknown: bool = False

    @property
    def is_complete(self) -> bool:
        return not self.has_unknown and self.on_file >= self.taken

    @property
    def is_selection(self) -> bool:
        """Whether votes are known to be missing."""
        return self.on_file < self.taken

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.on_file + other.on_file,
            self.taken + other.taken,
            self.has_unknown or other.has_unknown,
        )


@dataclass(frozen=True)
class SessionCoverage:
    """One session of the Council. `last`: its last day or, where that is not known, that of its last text on file."""

    code: str
    name: str
    start: datetime.date | None
    last: datetime.date
    tallies: dict[CountedKind, Tally]

    @property
    def texts(self) -> Tally:
        return self.tallies[CountedKind.TEXTS]

    @property
    def amendments(self) -> Tally:
        return self.tallies[CountedKind.AMENDMENTS]

    def count(self, kinds: Iterable[CountedKind] = CountedKind) -> Tally:
        """The recorded votes of `kinds`."""
        return sum((self.tallies[kind] for kind in kinds), start=Tally())

    @property
    def total(self) -> Tally:
        return self.count()


@dataclass(frozen=True)
class Coverage:
    """The sessions of the Council that are over or have texts on file, in the order in which they ended."""

    sessions: tuple[SessionCoverage, ...] = ()

    def count(
        self,
        kinds: Iterable[CountedKind] = CountedKind,
        first: datetime.date | None = None,
        last: datetime.date | None = None,
    ) -> Tally:
        """The recorded votes of `kinds` in the sessions that ended between two days, both included."""
        chosen = tuple(kinds)
        return sum(
            (
                session.tallies[kind]
                for session in self.sessions
                for kind in chosen
                if (not first or session.last >= first) and (not last or session.last <= last)
            ),
            start=Tally(),
        )

    @cached_property
    def by_code(self) -> dict[str, SessionCoverage]:
        return {session.code: session for session in self.sessions}

    @cached_property
    def complete_run(self) -> tuple[SessionCoverage, ...]:
        """The latest unbroken run of sessions with all recorded votes on resolutions and decisions on file."""
        run: list[SessionCoverage] = []
        for session in reversed(self.sessions):
            if session.texts.is_complete:
                run.append(session)
            elif run:
                break
        return tuple(reversed(run))

    @property
    def is_whole(self) -> bool:
        """Whether the complete run begins with the first session."""
        return bool(self.complete_run) and self.complete_run[0] == self.sessions[0]

    @property
    def complete_to(self) -> SessionCoverage | None:
        """The last session of the complete run."""
        return self.complete_run[-1] if self.complete_run else None

    @cached_property
    def first_complete_year(self) -> int | None:
        """The first year all of whose sessions are in the complete run, if earlier years are not complete.

        None also if no year is complete.
        """
        if not self.complete_run or self.is_whole:
            return None
        before = self.sessions[self.sessions.index(self.complete_run[0]) - 1]
        year = max(before.last.year + 1, self.complete_run[0].last.year)
        return year if any(session.last.year >= year for session in self.complete_run) else None

    @property
    def default_first_day(self) -> datetime.date | None:
        """The day from which figures count votes if the reader names none; None: from the first vote.

        It is the first day of the first complete year, unless at least half of the earlier votes are on file.
        """
        if not self.first_complete_year:
            return None
        first = datetime.date(self.first_complete_year, 1, 1)
        earlier = self.count([CountedKind.TEXTS], last=first - datetime.timedelta(1))
        return first if earlier.on_file < SMALLEST_SHARE * earlier.taken else None


def get_coverage(version: int | None = None) -> Coverage:
    """The coverage of the present version of the record: one query if it is cached, else three.

    One less if you pass the `version` that you have read already.
    """
    return get_or_build(f"coverage:{FORM}", build_coverage, version)


def build_coverage() -> Coverage:
    """The coverage from the database, in two queries. Without any number on file it has no session."""
    taken = {
        (session, kind): number
        for session, kind, number in RecordedVoteCount.objects.values_list("session_id", "kind", "number")
    }
    if not taken:
        return Coverage()
    today = timezone.localdate()
    covered = [
        SessionCoverage(
            code=session.code,
            name=str(session),
            start=session.start,
            last=last,
            tallies={kind: build_tally(session, kind, taken) for kind in CountedKind},
        )
        for session in list_sessions()
        if (last := session.end or session.last_text)  # type: ignore[attr-defined]
        and (session.last_text or last <= today)  # type: ignore[attr-defined]
    ]
    return Coverage(tuple(sorted(covered, key=lambda session: (session.last, session.code))))


def list_sessions() -> list[Session]:
    """The sessions of the Council with the numbers of recorded votes on file, and the day of the last text."""
    recorded = Q(
        resolutions__published=True,
        resolutions__adoption=Adoption.RECORDED_VOTE,
        resolutions__official_in_favour__isnull=False,
    )
    about_another = Q(resolutions__kind__in=KINDS_ABOUT_ANOTHER_TEXT)
    return list(
        Session.objects.filter(body=Body.COUNCIL).annotate(
            on_file_texts=Count("resolutions", filter=recorded & ~about_another),
            on_file_amendments=Count("resolutions", filter=recorded & about_another),
            last_text=Max("resolutions__date", filter=Q(resolutions__published=True)),
        )
    )


def build_tally(session: Session, kind: CountedKind, taken: dict[tuple[int, str], int]) -> Tally:
    on_file: int = getattr(session, f"on_file_{kind.value}")
    number = taken.get((session.pk, kind.value))
    return Tally(on_file, on_file if number is None else number, has_unknown=number is None)


def count_year(coverage: Coverage, year: int, kinds: Iterable[CountedKind] = CountedKind) -> Tally:
    """The recorded votes of one year. No session goes on into another year."""
    return coverage.count(kinds, datetime.date(year, 1, 1), datetime.date(year, 12, 31))
