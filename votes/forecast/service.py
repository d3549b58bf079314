"""From the record to a forecast: what was decided before a day, and how the members will vote on a text."""

import datetime
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from django.core.cache import cache

from votes.checking.days import DatedText
from votes.core.choices import DECIDED, Body, Outcome
from votes.core.record_version import get_record_version
from votes.forecast.known_days import find_known_days
from votes.forecast.model import (
    METHOD,
    Evidence,
    Forecast,
    Model,
    Past,
    Text,
    build_forecasts,
    count_days,
    learn,
)
from votes.models import Resolution
from votes.scope.vote_table import VoteTable, get_vote_table

# Older votes say little about today's texts, because the alliances were different.
FIRST_DAY = datetime.date(2000, 1, 1)
ONE_DAY = datetime.timedelta(days=1)
FORM = 3  # part of the keys in the cache: count it up when the fields of `Model` or `Forecast` change


def forecast_text(text: Resolution, as_of: datetime.date) -> Forecast:
    """How the members will vote on `text`, from what was decided before `as_of`; see `forecast_texts`."""
    return forecast_texts([text], as_of)[0]


def forecast_texts(
    texts: Sequence[Resolution], as_of: datetime.date, vote_on: datetime.date | None = None
) -> list[Forecast]:
    """The forecasts of `texts` as of the morning of `as_of`: no vote of that day or later is used.

    Those who will vote are the members on `vote_on`, or else on the day of the vote, see `find_day_of_vote`; seats
    whose holder is not known are left open. Roll-calls that do not agree with their totals are left out.
    """
    version = get_record_version()
    evidence = get_evidence(version, as_of)
    model = get_model(version, as_of)
    votes_on = [vote_on or find_day_of_vote(text, as_of) for text in texts]
    table = get_vote_table()
    found = [table.find_members_on(day) for day in votes_on]
    members = [one.voting for one in found]
    open_seats = [one.not_known for one in found]
    return build_forecasts(model, evidence, build_texts(texts), votes_on, members, as_of, open_seats)


def get_day_before(day: datetime.date) -> datetime.date:
    """The day before a vote on `day`, as of which its forecast stands: it uses nothing decided on either day."""
    return day - ONE_DAY


def find_day_of_vote(text: Resolution, as_of: datetime.date) -> datetime.date:
    """The day whose members will vote: that of the decision, else the expected one or the last of the session.

    It is `as_of` itself if that is later, or if none of them is known.
    """
    return max(text.date or text.expected_on or text.session.end or as_of, as_of)


def build_texts(texts: Sequence[Resolution]) -> list[Text]:
    """`texts` as a forecast sees them; three queries."""
    found = Resolution.objects.filter(pk__in=[text.pk for text in texts]).select_related("session", "amends")
    loaded = {text.pk: text for text in found.prefetch_related("topics", "sponsors", "sponsor_blocs")}
    return [build_text(loaded[text.pk]) for text in texts]


def build_text(text: Resolution) -> Text:
    sponsors = {state.iso3 for state in text.sponsors.all()} | {
        bloc.slug for bloc in text.sponsor_blocs.all()
    }
    return Text(
        address=text.address,
        title=text.title,
        body=text.session.body,
        kind=text.kind,
        item=text.agenda_item or 0,
        topics=frozenset(topic.slug for topic in text.topics.all()),
        sponsors=frozenset(sponsors),
        series=str(text.series_id or ""),
        amends=str(text.amends.series_id or "") if text.amends else "",
    )


# Held in the process, not in the cache: a past is large, and quickly made again from the tables in the cache.
@lru_cache(maxsize=1)
def get_past(version: int) -> Past:
    """All reconciled roll-calls since FIRST_DAY, of the Council and its predecessor, of this version of the record."""
    amended = dict(
        Resolution.objects.filter(amends__series__isnull=False).values_list("address", "amends__series_id")
    )
    tables = {body.value: get_vote_table(body.value) for body in Body}
    states = sorted(set().union(*(table.matrix.states for table in tables.values())))
    known = read_known_days()
    columns = sorted(
        (count_days(day), body, column)
        for body, table in tables.items()
        for column, address in enumerate(table.labels.addresses)
        if table.labels.usable[column] and (day := known.get(address)) and day >= FIRST_DAY
    )
    row_of = {state: row for row, state in enumerate(states)}
    positions = np.zeros((len(states), len(columns)), dtype=np.int8)
    rows = {body: [row_of[state] for state in table.matrix.states] for body, table in tables.items()}
    for place, (_day, body, column) in enumerate(columns):
        positions[rows[body], place] = tables[body].matrix.positions[:, column]
    return Past(
        states=tuple(states),
        texts=tuple(label_text(tables[body], body, column, amended) for _day, body, column in columns),
        days=np.array([day for day, _body, _column in columns], dtype=np.int64),
        positions=positions,
        groups={iso3: group for iso3, group in tables[Body.COUNCIL].groups_now.items() if group},
    )


def read_known_days() -> dict[str, datetime.date]:
    """Address -> the day from which a forecast may know the vote; without those that none may know. Two queries."""
    columns = ("pk", "session_id", "kind", "meeting", "date", "amends_id", "address")
    decided = Resolution.objects.filter(date__isnull=False, outcome__in=DECIDED).values_list(*columns)
    texts = {address: DatedText(*row) for *row, address in decided}
    tabled = set(Resolution.objects.filter(outcome=Outcome.TABLED).values_list("pk", flat=True))
    days = find_known_days(texts.values(), tabled)
    return {address: day for address, text in texts.items() if (day := days[text.pk])}


def label_text(table: VoteTable, body: str, column: int, amended: dict[str, int]) -> Text:
    labels = table.labels
    address = labels.addresses[column]
    return Text(
        address=address,
        title=labels.titles[column],
        body=body,
        kind=str(labels.kinds[column]),
        item=int(labels.items[column]),
        topics=labels.topics[column],
        sponsors=labels.sponsors[column],
        series=labels.series[column],
        amends=str(amended.get(address, "")),
    )


@lru_cache(maxsize=4)
def get_evidence(version: int, as_of: datetime.date) -> Evidence:
    """What was decided before `as_of`, prepared for building predictors."""
    return Evidence(get_past(version).before(as_of), count_days(as_of))


def get_model(version: int, as_of: datetime.date) -> Model:
    """The model learned from the votes before the year of `as_of`; learned again only if one of them changed."""
    return get_model_of_year(version, as_of.year)


@lru_cache(maxsize=32)
def get_model_of_year(version: int, year: int) -> Model:
    new_year = datetime.date(year, 1, 1)
    past = get_past(version).before(new_year)
    key = f"forecast-model:{FORM}:{year}:{past.digest}"
    model: Model | None = cache.get(key)
    if model is None:
        model = learn(past, count_days(new_year))
        cache.set(key, model, timeout=None)
    return model


def get_forecasts(
    texts: Sequence[Resolution], as_of: datetime.date, vote_on: datetime.date | None = None
) -> list[Forecast]:
    """The forecasts of `texts` as of this day, in their order; one query where all are in the cache.

    `vote_on` as in `forecast_texts`.
    """
    version = get_record_version()
    made_for = f"{FORM}:{METHOD.replace(' ', '_')}:{version}:{as_of}" + (f":{vote_on}" if vote_on else "")
    keys = [f"forecast:{made_for}:{text.pk}" for text in texts]
    found: dict[str, Forecast] = cache.get_many(keys)
    missing = [(key, text) for key, text in zip(keys, texts, strict=True) if key not in found]
    if missing:
        made = forecast_texts([text for _key, text in missing], as_of, vote_on)
        new = {key: forecast for (key, _text), forecast in zip(missing, made, strict=True)}
        cache.set_many(new, timeout=None)
        found |= new
    return [found[key] for key in keys]


def get_forecast(text: Resolution, as_of: datetime.date) -> Forecast:
    (forecast,) = get_forecasts([text], as_of)
    return forecast
