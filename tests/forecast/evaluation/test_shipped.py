"""Runs of the backtest that come with the code."""

import datetime

import pytest
from django.test import Client

from tests.forecast.evaluation.test_views import ADDRESS, TABLE, store
from tests.page import read
from votes.core.rows import BacktestRow, Record
from votes.forecast.evaluation.service import get_latest_evaluation
from votes.ingest.loading.load import load_record
from votes.models import BacktestRun

pytestmark = pytest.mark.django_db
ROW = BacktestRow("the starter record", datetime.date(2026, 11, 30), "likes, version 1", TABLE)


def load(*rows: BacktestRow) -> bool:
    return load_record(Record(backtests=rows), source="a test", checksum="0" * 64).changed_anything


def test_a_run_is_loaded_once() -> None:
    assert load(ROW)
    run = BacktestRun.objects.get()
    assert (run.measured_on, run.method, run.table) == (ROW.measured_on, ROW.method, TABLE)
    assert run.made_at.date() == ROW.made_on
    assert not load(ROW)


def test_the_page_says_what_it_was_measured_on(client: Client) -> None:
    load(ROW)
    text = read(client.get(ADDRESS)).text
    assert "Backtest of 30 November 2026, which comes with the code. Measured on: the starter record." in text
    assert "The record has changed since then" not in text
    assert client.get("/before/evaluation.json").json()["run"]["measured_on"] == "the starter record"


def test_a_run_made_here_comes_first_and_the_others_beside_it(client: Client) -> None:
    load(ROW)
    store(texts=7)
    BacktestRun.objects.exclude(measured_on="").update(
        made_at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    )
    page = read(client.get(ADDRESS))
    assert "n = 7 resolutions" in page.text
    assert "The forecast measured on other records" in page.text
    assert "the starter record" in page.text
    assert client.get("/before/evaluation.json").json()["run"]["measured_on"] is None


def test_the_starter_brings_its_runs(starter: None, client: Client) -> None:
    runs = BacktestRun.objects.all()
    assert len(runs) == 2
    assert all(run.measured_on and run.table["texts"] > 50 for run in runs)
    assert "n = " in read(client.get(ADDRESS)).text


@pytest.mark.limit("service.MOST_RUNS")
@pytest.mark.parametrize(("newer", "is_shown"), [(18, True), (19, True), (20, False)])
def test_a_shipped_run_is_found_among_the_latest_twenty(newer: int, is_shown: bool) -> None:
    load(ROW)
    BacktestRun.objects.update(made_at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
    for _number in range(newer):
        store(texts=7)
    found = get_latest_evaluation()
    assert found is not None
    assert bool(found.others) == is_shown
