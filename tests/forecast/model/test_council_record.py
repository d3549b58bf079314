"""The forecast on the Council's own votes: the case of the design, and that the future has no bearing on it."""

import datetime
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.analysis.council import keep_reconciled, read_terms, read_texts
from votes.analysis.matrix import CODE_OF
from votes.core.choices import Position
from votes.core.rows import TextRow
from votes.forecast.model import Evidence, Forecast, Past, Text, build_forecasts, count_days, learn

AS_OF = datetime.date(2020, 6, 1)
LEARNED = datetime.date(2020, 1, 1)
VOTE_ON = datetime.date(2020, 6, 22)
SYMBOL = "A/HRC/RES/43/21"


def label(row: TextRow) -> Text:
    return Text(
        address=row.source_record,
        title=row.title,
        kind=row.kind,
        item=row.agenda_item or 0,
        topics=frozenset(row.topics),
        sponsors=frozenset(row.sponsors),
        series=row.series,
    )


@pytest.fixture(scope="module")
def rows(shared_folder: Path) -> list[TextRow]:
    kept = keep_reconciled(read_texts(shared_folder), read_terms())
    return sorted(kept, key=lambda row: (str(row.date), row.source_record))


@pytest.fixture(scope="module")
def past(rows: list[TextRow]) -> Past:
    """The Council's reconciled roll-calls."""
    states = sorted({iso3 for row in rows for iso3 in row.positions})
    positions = [
        [CODE_OF[row.positions[iso3]] if iso3 in row.positions else 0 for row in rows] for iso3 in states
    ]
    return Past(
        states=tuple(states),
        texts=tuple(label(row) for row in rows),
        days=np.array([count_days(row.date) for row in rows if row.date], dtype=np.int64),
        positions=np.array(positions, dtype=np.int8),
        groups={iso3: group for iso3, _start, _end, group in read_terms()},
    )


def forecast(past: Past, text: Text) -> Forecast:
    members = {
        iso3: group
        for iso3, start, end, group in read_terms()
        if start <= VOTE_ON and (end is None or end >= VOTE_ON)
    }
    model = learn(past.before(LEARNED), count_days(LEARNED))
    evidence = Evidence(past.before(AS_OF), count_days(AS_OF))
    return build_forecasts(model, evidence, [text], [VOTE_ON], [members], AS_OF)[0]


def test_the_case_of_june_2020(rows: list[TextRow], past: Past) -> None:
    """23-16-8 came. The forecast holds most members, and is honest about how many it does not know."""
    row = next(row for row in rows if row.symbol == SYMBOL)

    found = forecast(past, label(row))

    assert len(found.members) == 47
    right = sum(one.likeliest == row.positions[one.iso3] for one in found.members)
    assert right >= 33
    assert found.adopted is not None
    assert found.adopted > 0.9
    in_favour = found.totals[Position.IN_FAVOUR]
    assert in_favour.low <= in_favour.expected <= in_favour.high
    assert found.repeat


def test_nothing_from_the_day_on_is_seen(rows: list[TextRow], past: Past) -> None:
    """Every later vote turned round, every later text renamed and put into the series: not one digit changes."""
    text = label(next(row for row in rows if row.symbol == SYMBOL))
    cut = int(np.searchsorted(past.days, count_days(AS_OF)))
    positions = past.positions.copy()
    positions[:, cut:] = np.array([4, 2, 3, 1, 0], dtype=np.int8)[positions[:, cut:]]
    turned = replace(
        past,
        positions=positions,
        texts=(
            *past.texts[:cut],
            *(replace(late, title=text.title, series=text.series, item=7) for late in past.texts[cut:]),
        ),
    )

    assert 300 < cut < len(past) - 100
    assert repr(forecast(turned, text)) == repr(forecast(past, text))
