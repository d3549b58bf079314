"""How often the forecasts were right, as the stored run of the backtest says."""

import csv
import io

import pytest
from django.test import Client

from tests.page import read
from votes.models import BacktestRun

pytestmark = pytest.mark.django_db

ADDRESS = "/before/evaluation/"
TABLE = {
    "texts": 308,
    "repeats": 222,
    "pairs": 14430,
    "first": "2014-03-27",
    "last": "2026-03-31",
    "accuracy": {"all": 0.8534, "repeats": 0.8991, "new": 0.7342},
    "log_loss": 0.4051,
    "outcome": 0.9968,
    "error": {"in_favour": 2.961, "against": 2.45, "abstaining": 2.95},
    "coverage": {"in_favour": 0.857, "against": 0.756, "abstaining": None},
    "calibration_error": 0.0071,
    "calibration": [
        {"low": 0.0, "high": 0.1, "n": 900, "mean": 0.025, "share": 0.02},
        {"low": 0.9, "high": 1.0, "n": 400, "mean": 0.965, "share": 0.96},
    ],
    "baselines": {
        "modal": {
            "accuracy": {"all": 0.611, "repeats": 0.612, "new": None},
            "outcome": 0.997,
            "error": {"in_favour": 16.5},
        }
    },
}


def store(**changes: object) -> BacktestRun:
    return BacktestRun.objects.create(method="likes, version 1", record_version=0, table=TABLE | changes)


def test_without_a_run_it_says_how_to_make_one(client: Client) -> None:
    assert "manage.py backtest" in read(client.get(ADDRESS)).text
    assert client.get("/before/evaluation.json").json() == {"run": None}
    (header,) = client.get("/before/evaluation.csv").content.decode().splitlines()
    assert header.startswith("method,")


def test_the_finding_is_how_much_was_right_and_of_how_many(client: Client) -> None:
    store()
    page = read(client.get(ADDRESS))
    assert page.find("p", class_="result").text.startswith(
        "85.3 % of members’ positions and 99.7 % of outcomes"
    )
    assert "n = 308 resolutions of the Council" in page.text
    assert "14,430 positions" in page.text
    assert "Method: likes, version 1." in page.text


def test_it_says_how_many_were_left_out(client: Client) -> None:
    store(left_out=17)
    assert (
        "17 more are left out because their roll-calls are not reconciled." in read(client.get(ADDRESS)).text
    )


def test_the_forecast_is_compared_with_simpler_methods(client: Client) -> None:
    store()
    rows = read(client.get(ADDRESS)).get_section("methods").get_rows()
    assert rows == [
        ["The forecast", "85.3 %", "89.9 %", "73.4 %", "99.7 %", "2.96", "0.405"],
        ["Each State’s most frequent position", "61.1 %", "61.2 %", "–", "99.7 %", "16.50", "–"],
    ]


def test_ablations_are_shown_where_they_were_run(client: Client) -> None:
    store()
    assert not read(client.get(ADDRESS)).find_all("section", aria_labelledby="ablations")
    store(ablations={"series": {"accuracy": {"all": 0.8, "repeats": 0.81, "new": 0.73}}})
    rows = read(client.get(ADDRESS)).get_section("ablations").get_rows()
    assert rows[0][:3] == ["Without the State’s votes on the series", "80.0 %", "81.0 %"]


def test_the_intervals_and_the_calibration_have_tables(client: Client) -> None:
    store(coverage_repeats={"against": 0.808}, coverage_new={"against": 0.586})
    page = read(client.get(ADDRESS))
    totals, apart = page.get_section("intervals").find_all("table")
    assert totals.get_rows()[1:] == [["Against", "2.45", "75.6 %"], ["Abstaining", "2.95", "–"]]
    assert apart.get_rows()[1:] == [["Against", "80.8 %", "58.6 %"], ["Abstaining", "–", "–"]]
    assert page.get_section("calibration").get_rows()[0] == ["0 % – 10 %", "2.5 %", "2.0 %", "900"]


def test_the_data_are_those_of_the_latest_run(client: Client) -> None:
    store(texts=1)
    store()
    answer = client.get("/before/evaluation.json").json()
    assert (answer["texts"], answer["run"]["method"]) == (308, "likes, version 1")
    rows = list(csv.DictReader(io.StringIO(client.get("/before/evaluation.csv").content.decode())))
    assert [row["method"] for row in rows] == ["forecast", "modal"]
