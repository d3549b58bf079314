"""The evening before a vote: what lies on the table, who will vote, and what was known of the text before a day.

Everything here is what was known before a day, `as_of`: texts decided before it, and what was said on them.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Min, Q, QuerySet
from django.utils import timezone

from votes.core.choices import (
    DECIDED,
    Adoption,
    Body,
    CheckStatus,
    ExplanationKind,
    Outcome,
    Position,
    RegionalGroup,
    TextKind,
)
from votes.core.membership import read_terms
from votes.core.roll_calls import RollCall, read_roll_calls
from votes.core.terms import Term, find_members
from votes.forecast.service import find_day_of_vote
from votes.models import Explanation, Resolution, Session, State

# An amendment is put forward hours before its vote; a President's statement is never voted on.
FORECAST_KINDS = (TextKind.RESOLUTION, TextKind.DECISION)
ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class MemberBefore:
    """A State that will vote, with the last position it took on the text, and on which of its appearances.

    `last` is None where it took none. `last_time`: its position in the last roll-call of the series, None where it
    took none there; `was_member`: whether it was a member that day.
    """

    state: State
    group: RegionalGroup
    last: Position | None
    last_text: Resolution | None
    last_time: Position | None
    was_member: bool
    explanations: tuple[Explanation, ...] = ()


@dataclass(frozen=True)
class Before:
    """What was known of one text before `as_of`; `vote_on` is the day whose members will vote.

    `series`: the texts of its series decided by then, oldest first. `last`: the last of them with a roll-call.
    `open_seats`: the seats of that day for which nobody's election is on file.
    """

    text: Resolution
    as_of: datetime.date
    vote_on: datetime.date
    members: tuple[MemberBefore, ...]
    series: tuple[Resolution, ...]
    last: Resolution | None
    explanations: tuple[Explanation, ...]
    # The roll-calls of the texts in `series`, by primary key.
    roll_calls: dict[int, RollCall]
    open_seats: int = 0

    @property
    def is_past(self) -> bool:
        """Whether what became of the text is on file."""
        return self.text.outcome != Outcome.TABLED


def find_eve(text: Resolution, today: datetime.date) -> datetime.date:
    """The day as of which a forecast of `text` stands unless another is asked for: today, or the eve of its vote.

    Of a text adopted on a day that is not on file: the eve of its session's first vote.
    """
    if text.outcome == Outcome.TABLED:
        return today
    if text.date is None:
        return (text.outcome in DECIDED and find_eve_of(text.session)) or today
    return text.date - ONE_DAY


def build_before(texts: Sequence[Resolution], as_of: dict[int, datetime.date]) -> list[Before]:
    """What was known of each of `texts` (`as_of`: by primary key): six queries, however many they are."""
    series = map_series(texts)
    known = {
        text.pk: tuple(t for t in series[text.series_id] if t.date and t.date < as_of[text.pk])
        if text.series_id
        else ()
        for text in texts
    }
    voted = {t.pk: t for earlier in known.values() for t in earlier if t.counted_in_favour is not None}
    states = {state.iso3: state for state in State.objects.all()}
    roll_calls = read_roll_calls(voted)
    said: dict[int, list[Explanation]] = defaultdict(list)
    spoken = Explanation.objects.public().exclude(kind=ExplanationKind.STUDY_SUBMISSION)
    everything = {t.pk for earlier in known.values() for t in earlier}
    spoken = spoken.filter(resolution__in=everything).select_related("state", "resolution")
    for explanation in spoken.order_by(F("date").desc(nulls_last=True), "pk"):
        said[explanation.resolution_id].append(explanation)
    terms = read_terms()
    rows = []
    for text in texts:
        day, earlier = as_of[text.pk], known[text.pk]
        on_it = [t for t in earlier if t.pk in roll_calls]
        explanations = [e for t in reversed(earlier) for e in said[t.pk] if e.date is None or e.date < day]
        vote_on = find_day_of_vote(text, day)
        rows.append(
            Before(
                text=text,
                as_of=day,
                vote_on=vote_on,
                members=tuple(
                    describe_members(
                        find_members(terms, vote_on),
                        find_members(terms, on_it[-1].date) if on_it else {},
                        on_it,
                        roll_calls,
                        states,
                        explanations,
                    )
                ),
                series=earlier,
                last=on_it[-1] if on_it else None,
                explanations=tuple(explanations),
                roll_calls={t.pk: roll_calls[t.pk] for t in on_it},
                open_seats=count_open_seats(terms, vote_on),
            )
        )
    return rows


def map_series(texts: Iterable[Resolution]) -> dict[int, list[Resolution]]:
    """The public texts of the series of `texts`, without amendments, oldest first, by the series' primary key."""
    wanted = {text.series_id for text in texts if text.series_id}
    found: dict[int, list[Resolution]] = {pk: [] for pk in wanted}
    listed = Resolution.objects.public().filter(series__in=wanted).exclude(kind=TextKind.AMENDMENT)
    for text in listed.select_related("session").order_by("date", "symbol_key", "pk"):
        found[text.series_id or 0].append(text)
    return found


def describe_members(
    members: dict[str, RegionalGroup],
    members_then: dict[str, RegionalGroup],
    voted: Sequence[Resolution],
    roll_calls: dict[int, RollCall],
    states: dict[str, State],
    explanations: Iterable[Explanation],
) -> list[MemberBefore]:
    """The members by name, each with the last position it took on one of `voted`, oldest first."""
    said: dict[str, list[Explanation]] = defaultdict(list)
    for explanation in explanations:
        if explanation.state:
            said[explanation.state.iso3].append(explanation)
    rows = []
    for iso3, group in members.items():
        last, last_text = None, None
        for text in reversed(voted):
            position = roll_calls[text.pk].get(iso3)
            if position and position != Position.NOT_VOTING:
                last, last_text = position, text
                break
        rows.append(
            MemberBefore(
                state=states[iso3],
                group=group,
                last=last,
                last_text=last_text,
                last_time=last if voted and last_text == voted[-1] else None,
                was_member=iso3 in members_then,
                explanations=tuple(said[iso3]),
            )
        )
    return sorted(rows, key=lambda row: row.state.name)


def list_tabled(session: Session | None = None) -> list[Resolution]:
    """What is tabled and not yet acted on, by agenda item, then symbol."""
    texts = Resolution.objects.public().filter(outcome=Outcome.TABLED)
    return order_for_table(texts.filter(session=session) if session else texts)


def count_tabled() -> int:
    return Resolution.objects.public().filter(outcome=Outcome.TABLED).count()


def list_open_on(session: Session, as_of: datetime.date) -> list[Resolution]:
    """The resolutions and decisions of a session not decided before `as_of`, by agenda item, then symbol.

    Those that were withdrawn are left out: nothing on file says whether they still lay on the table.
    """
    open_then = Q(date__gte=as_of, outcome__in=DECIDED) | Q(outcome=Outcome.TABLED)
    texts = Resolution.objects.public().filter(open_then, session=session, kind__in=FORECAST_KINDS)
    return order_for_table(texts)


def order_for_table(texts: QuerySet[Resolution]) -> list[Resolution]:
    return list(
        texts.select_related("session", "series")
        .prefetch_related("sponsors", "sponsor_blocs")
        .order_by(F("agenda_item").asc(nulls_last=True), "symbol_key", "pk")
    )


@dataclass(frozen=True)
class Eve:
    """The day before the first recorded vote of a session."""

    session: Session
    day: datetime.date
    votes: int


def count_open_seats(terms: Sequence[Term], day: datetime.date | None) -> int:
    """How many of the seats held when the last term on file began have run out by `day`."""
    latest = max((term.start for term in terms), default=None)
    if not day or not latest or day <= latest:
        return 0
    return len(find_members(terms, latest)) - len(find_members(terms, day))


def list_eves(limit: int) -> list[Eve]:
    """The eves of the Council's latest sessions with recorded votes on texts other than amendments, latest first."""
    voted = Q(
        resolutions__published=True,
        resolutions__adoption=Adoption.RECORDED_VOTE,
        resolutions__kind__in=FORECAST_KINDS,
    )
    sessions = (
        Session.objects.filter(body=Body.COUNCIL)
        .annotate(first=Min("resolutions__date", filter=voted), n=Count("resolutions", filter=voted))
        .filter(n__gt=0)
        .order_by("-first", "-number")
    )
    return [Eve(session, session.first - ONE_DAY, session.n) for session in sessions[:limit]]


def find_next_session(as_of: datetime.date) -> Session | None:
    """The Council's session of the first recorded vote on `as_of` or after it."""
    text = (
        Resolution.objects.public()
        .recorded()
        .filter(session__body=Body.COUNCIL, date__gte=as_of)
        .select_related("session")
        .order_by("date", "pk")
        .first()
    )
    return text.session if text else None


def find_first_vote(session: Session) -> datetime.date | None:
    """The day of a session's first recorded vote; None where it had none."""
    voted = Resolution.objects.public().filter(session=session, adoption=Adoption.RECORDED_VOTE)
    return voted.aggregate(first=Min("date"))["first"]


def find_eve_of(session: Session) -> datetime.date | None:
    """The day before a session's first recorded vote; None where it had none."""
    first = find_first_vote(session)
    return first - ONE_DAY if first else None


def is_usable(text: Resolution) -> bool:
    """Whether the roll-call can be held against a forecast."""
    return text.counted_in_favour is not None and text.check_status != CheckStatus.UNRECONCILED


def get_today() -> datetime.date:
    return timezone.localdate()


def get_names() -> dict[str, str]:
    """The name of every State by its code."""
    return dict(State.objects.values_list("iso3", "name"))
