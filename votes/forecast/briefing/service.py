"""From the record to a briefing: what was known of a text before a day, its forecast, and its outcome.

The background is what was known before a day, `as_of`: texts decided before it, and the statements on them.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import F, Min
from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from votes.core.choices import (
    DECIDED,
    KINDS_ABOUT_ANOTHER_TEXT,
    Adoption,
    Body,
    ExplanationKind,
    Outcome,
    Position,
    RegionalGroup,
)
from votes.core.lookup import find_resolution, get_resolution_or_none
from votes.core.membership import read_terms
from votes.core.roll_calls import RollCall, read_roll_calls
from votes.core.terms import MembersOnDay, Term, find_members_on
from votes.forecast.as_of import BadDayError
from votes.forecast.briefing.query import BriefingQuery
from votes.forecast.briefing.result import Background, Briefing, Member
from votes.forecast.service import find_day_of_vote, get_day_before, get_forecasts
from votes.models import Explanation, Resolution, Session, State


def find_text(address: str) -> Resolution | None:
    """The Council's public text with this symbol, or that its draft's symbol leads to; None where there is none.

    Raises Http404 for a text of the Commission.
    """
    text = get_resolution_or_none(address)
    if text is None and (found := find_resolution(address)):
        text = get_resolution_or_none(found.address)
    if text and text.session.body != Body.COUNCIL:
        raise Http404(_("Forecasts are made only for texts of the Council, not of the Commission."))
    return text


def get_briefing(text: Resolution, query: BriefingQuery) -> Briefing:
    """The briefing on `text` that `query` asks for. Raises BadDayError for a day after its vote."""
    (briefing,) = build_briefings([text], choose_day(text, query), query.today)
    return briefing


def choose_day(text: Resolution, query: BriefingQuery) -> datetime.date:
    """The day as of which `text` is forecast: the one asked for, or else its usual day.

    Raises BadDayError for a day after the vote: what was decided before it includes the text.
    """
    day = query.as_of or find_usual_day(text, query.today)
    if text.outcome != Outcome.TABLED and text.date and day > text.date:
        words = {
            "symbol": text.symbol,
            "day": date_format(text.date, "j F Y"),
            "last": text.date.isoformat(),
        }
        raise BadDayError(
            _("%(symbol)s was decided on %(day)s, so the last day for which it has a forecast is %(last)s.")
            % words,
            text.date,
        )
    return day


def find_usual_day(text: Resolution, today: datetime.date) -> datetime.date:
    """The day as of which a forecast of `text` stands unless another is asked for: today, or the day before its vote.

    For a text adopted on a day that is not on file: the day before its session's first vote.
    """
    if text.outcome == Outcome.TABLED:
        return today
    if text.date is None:
        return (text.outcome in DECIDED and find_day_before_session(text.session)) or today
    return get_day_before(text.date)


def find_day_before_session(session: Session) -> datetime.date | None:
    """The day before a session's first recorded vote; None where it had none."""
    voted = Resolution.objects.public().filter(session=session, adoption=Adoption.RECORDED_VOTE)
    first: datetime.date | None = voted.aggregate(first=Min("date"))["first"]
    return get_day_before(first) if first else None


def build_briefings(
    texts: Sequence[Resolution], as_of: datetime.date, today: datetime.date
) -> list[Briefing]:
    """The briefings on `texts` as of one day, in their order: seven queries, and those of the forecasts."""
    states = {state.iso3: state for state in State.objects.all()}
    backgrounds = build_backgrounds(texts, as_of, states)
    forecasts = get_forecasts(texts, as_of)
    roll_calls = read_roll_calls(texts)
    names = {iso3: state.name for iso3, state in states.items()}
    return [
        Briefing(background, forecast, roll_calls.get(background.text.pk, {}), names, today)
        for background, forecast in zip(backgrounds, forecasts, strict=True)
    ]


def build_backgrounds(
    texts: Sequence[Resolution],
    as_of: datetime.date,
    states: Mapping[str, State],
    vote_on: datetime.date | None = None,
) -> list[Background]:
    """What was known of each of `texts` before `as_of`: five queries, however many they are.

    `vote_on`: the day whose members will vote, if it is not the expected one.
    """
    series = map_series(texts)
    known = {
        pk: tuple(text for text in members if text.date and text.date < as_of)
        for pk, members in series.items()
    }
    earlier = {text.pk: text for members in known.values() for text in members}
    # What the check calls wrong says nothing about the last time.
    usable = [pk for pk, text in earlier.items() if text.counted_in_favour is not None and text.is_trusted]
    roll_calls = read_roll_calls(usable)
    explanations = read_explanations(earlier, as_of)
    terms = read_terms()
    return [
        build_background(
            text,
            as_of,
            vote_on or find_day_of_vote(text, as_of),
            known.get(text.series_id or 0, ()),
            roll_calls,
            explanations,
            terms,
            states,
        )
        for text in texts
    ]


def map_series(texts: Iterable[Resolution]) -> dict[int, list[Resolution]]:
    """The public texts of the series of `texts`, without amendments, oldest first, by the series' primary key."""
    wanted = {text.series_id for text in texts if text.series_id}
    found: dict[int, list[Resolution]] = {pk: [] for pk in wanted}
    listed = Resolution.objects.public().filter(series__in=wanted).exclude(kind__in=KINDS_ABOUT_ANOTHER_TEXT)
    for text in listed.select_related("session").order_by("date", "symbol_key", "pk"):
        found[text.series_id or 0].append(text)
    return found


def read_explanations(texts: Iterable[int], as_of: datetime.date) -> dict[int, list[Explanation]]:
    """The public explanations on `texts` known before `as_of`, latest first, by the text's primary key.

    An explanation without a day counts as known; a later submission to a study is none.
    """
    found: dict[int, list[Explanation]] = defaultdict(list)
    spoken = Explanation.objects.public().exclude(kind=ExplanationKind.STUDY_SUBMISSION)
    spoken = spoken.filter(resolution__in=texts).select_related("state", "resolution")
    for explanation in spoken.order_by(F("date").desc(nulls_last=True), "pk"):
        if explanation.date is None or explanation.date < as_of:
            found[explanation.resolution_id].append(explanation)
    return found


def build_background(
    text: Resolution,
    as_of: datetime.date,
    vote_on: datetime.date,
    series: tuple[Resolution, ...],
    roll_calls: Mapping[int, RollCall],
    explanations: Mapping[int, Sequence[Explanation]],
    terms: Sequence[Term],
    states: Mapping[str, State],
) -> Background:
    """The background of one text; `series`, `roll_calls` and `explanations` are what was known by then."""
    voted = [earlier for earlier in series if earlier.pk in roll_calls]
    said = tuple(one for earlier in reversed(series) for one in explanations.get(earlier.pk, ()))
    members_then = find_members_on(terms, voted[-1].date if voted else None)
    membership = find_members_on(terms, vote_on)
    return Background(
        text=text,
        as_of=as_of,
        vote_on=vote_on,
        members=tuple(build_members(membership.voting, members_then, voted, roll_calls, states, said)),
        series=series,
        last=voted[-1] if voted else None,
        explanations=said,
        roll_calls={earlier.pk: roll_calls[earlier.pk] for earlier in voted},
        membership=membership,
    )


def build_members(
    members: Mapping[str, RegionalGroup],
    members_then: MembersOnDay,
    voted: Sequence[Resolution],
    roll_calls: Mapping[int, RollCall],
    states: Mapping[str, State],
    explanations: Iterable[Explanation],
) -> list[Member]:
    """The members by name, each with the last position it took on one of `voted`, oldest first."""
    said: dict[str, list[Explanation]] = defaultdict(list)
    for explanation in explanations:
        if explanation.state:
            said[explanation.state.iso3].append(explanation)
    rows = []
    for iso3, group in members.items():
        last, last_text = find_last_position(iso3, voted, roll_calls)
        rows.append(
            Member(
                state=states[iso3],
                group=group,
                last=last,
                last_text=last_text,
                last_time=last if voted and last_text == voted[-1] else None,
                was_member=members_then.is_member(iso3),
                explanations=tuple(said[iso3]),
            )
        )
    return sorted(rows, key=lambda row: row.state.name)


def find_last_position(
    iso3: str, voted: Sequence[Resolution], roll_calls: Mapping[int, RollCall]
) -> tuple[Position, Resolution] | tuple[None, None]:
    """The last position that a State took on one of `voted`, oldest first, and on which of them."""
    for text in reversed(voted):
        position = roll_calls[text.pk].get(iso3)
        if position and position != Position.NOT_VOTING:
            return position, text
    return None, None
