"""The backtest: each decided text is forecast from what was decided 20 days before it, and compared with its vote."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np
from django.db.models import QuerySet

from votes.core.choices import POSITIONS_TAKEN, Body, CheckStatus, Position, TextKind
from votes.core.record_version import get_record_version
from votes.core.roll_calls import read_roll_calls
from votes.forecast.model import Evidence, Model, Past, build_forecasts, count_days, learn
from votes.forecast.model.baselines import guess
from votes.forecast.model.evaluation import Case
from votes.forecast.model.predict import HORIZON_DAYS
from votes.forecast.service import build_texts, get_past
from votes.models import Resolution
from votes.scope.vote_table import get_vote_table

FIRST_YEAR = 2014
# The regional group of each member by code.
Members = Mapping[str, str]


def find_voted_resolutions() -> QuerySet[Resolution]:
    """The Council's resolutions with a roll-call."""
    return Resolution.objects.public().filter(
        session__body=Body.COUNCIL,
        kind=TextKind.RESOLUTION,
        counted_in_favour__isnull=False,
        date__isnull=False,
    )


def count_left_out() -> int:
    """How many resolutions since FIRST_YEAR are left out, as their roll-call does not agree with its totals."""
    voted = find_voted_resolutions().filter(date__year__gte=FIRST_YEAR)
    return voted.filter(check_status=CheckStatus.UNRECONCILED).count()


def list_decided(symbols: Iterable[str] | None = None) -> list[Resolution]:
    """The Council's resolutions since FIRST_YEAR whose roll-call agrees with its totals, oldest first.

    With `symbols`, only those that have one of them, as adopted or as a draft, in any year.
    """
    texts = find_voted_resolutions().filter(check_status=CheckStatus.RECONCILED)
    if symbols is None:
        texts = texts.filter(date__year__gte=FIRST_YEAR)
    else:
        wanted = set(symbols)
        texts = (texts.filter(symbol__in=wanted) | texts.filter(draft_symbol__in=wanted)).distinct()
    return list(texts.select_related("session").order_by("date", "address"))


def run_backtest(
    texts: Sequence[Resolution],
    without: frozenset[str] = frozenset(),
    progress: Callable[[str, int, int], None] = lambda what, done, total: None,
) -> Iterator[Case]:
    """Forecast each of `texts` from what was decided at least 20 days before it; give the forecast with its vote.

    The model of a year is learned from the years before it. `without` names predictors that are left out. `progress` is
    called with ("texts", number done, number of all) after each day of votes.
    """
    past = get_past(get_record_version())
    truths = read_positions_taken(texts)
    table = get_vote_table()
    by_day: dict[datetime.date, list[Resolution]] = defaultdict(list)
    for text in texts:
        if text.date:
            by_day[text.date].append(text)
    models: dict[int, Model] = {}
    done = 0
    for day, decided in sorted(by_day.items()):
        as_of = day - datetime.timedelta(days=HORIZON_DAYS - 1)
        if as_of.year not in models:
            models[as_of.year] = learn_before(past, as_of.year, without)
        yield from forecast_day(past, models[as_of.year], decided, table.members_on(day), as_of, truths)
        done += len(decided)
        progress("texts", done, len(texts))


def learn_before(past: Past, year: int, without: frozenset[str]) -> Model:
    """The model learned from what was decided before a year."""
    new_year = datetime.date(year, 1, 1)
    return learn(past.before(new_year), count_days(new_year), without)


def forecast_day(
    past: Past,
    model: Model,
    decided: Sequence[Resolution],
    members: Members,
    as_of: datetime.date,
    truths: dict[int, dict[str, Position]],
) -> Iterator[Case]:
    """The cases of the texts decided on one day."""
    evidence = Evidence(past.before(as_of), count_days(as_of))
    texts = build_texts(decided)
    days = [text.date for text in decided if text.date]
    forecasts = build_forecasts(model, evidence, texts, days, [members] * len(texts), as_of)
    predictors = evidence.build_predictors(texts, np.array([count_days(day) for day in days]))
    for row, (text, forecast) in enumerate(zip(decided, forecasts, strict=True)):
        yield Case(
            symbol=text.symbol,
            draft=text.draft_symbol,
            date=days[row],
            forecast=forecast,
            truth=truths[text.pk],
            guesses=guess(evidence, predictors, row, texts[row], sorted(members)),
        )


def read_positions_taken(texts: Sequence[Resolution]) -> dict[int, dict[str, Position]]:
    """The positions taken on each of `texts`, by code of the State; one query."""
    found = read_roll_calls(texts)
    return {
        text.pk: {i: p for i, p in found.get(text.pk, {}).items() if p in POSITIONS_TAKEN} for text in texts
    }
