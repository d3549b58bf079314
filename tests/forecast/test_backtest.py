"""manage.py backtest: which texts it judges by, what it says and writes, and what it stores."""

import datetime
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_member, make_resolution, make_roll_call, make_session
from votes.core.choices import CheckStatus, Position, TextKind
from votes.forecast.backtest import list_decided, run_backtest
from votes.models import BacktestRun, RecordVersion, Resolution, Series

pytestmark = pytest.mark.django_db

STATES = ("CHN", "CUB", "PAK", "FRA", "USA")
FIRST, LAST = 2012, 2017


def make_text(year: int, number: int = 1, **columns: Any) -> Resolution:
    """Adopted by three to two on 20 March of the year, at the session of that spring."""
    text = make_resolution(
        f"A/HRC/RES/{year - 1990}/{number}",
        (3, 2, 0, 0),
        date=columns.pop("date", datetime.date(year, 3, 20)),
        draft_symbol=f"A/HRC/{year - 1990}/L.{number}",
        session=make_session(str(year - 1990)),
        **columns,
    )
    make_roll_call(text, {s: Position.IN_FAVOUR if s in STATES[:3] else Position.AGAINST for s in STATES})
    Resolution.objects.filter(pk=text.pk).update(
        counted_in_favour=3,
        counted_against=2,
        counted_abstaining=0,
        counted_not_voting=0,
        check_status=columns.get("check_status", CheckStatus.RECONCILED),
    )
    return text


@pytest.fixture
def record(db: None) -> list[Resolution]:
    """Five members, and the same text every spring from 2012 to 2017."""
    for iso3 in STATES:
        make_member(iso3)
    series = Series.objects.create(slug="s", title="Mutually beneficial cooperation")
    texts = [make_text(year, series=series) for year in range(FIRST, LAST + 1)]
    RecordVersion.bump()
    return texts


def run(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("backtest", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_it_judges_by_the_resolutions_since_2014_that_add_up(record: list[Resolution]) -> None:
    make_text(2016, 2, check_status=CheckStatus.UNRECONCILED)
    make_text(2016, 3, kind=TextKind.DECISION)
    make_text(2016, 4, published=False)

    assert [text.symbol for text in list_decided()] == [
        f"A/HRC/RES/{year - 1990}/1" for year in range(2014, 2018)
    ]


def test_each_text_is_forecast_from_what_was_decided_twenty_days_before(record: list[Resolution]) -> None:
    """A vote nineteen days before is not seen, one twenty days before is."""
    day = datetime.date(LAST, 3, 20)
    make_text(LAST, 2, date=day - datetime.timedelta(days=19), title="Water")
    make_text(LAST, 3, date=day - datetime.timedelta(days=20), title="Air")
    RecordVersion.bump()

    (case,) = run_backtest([record[-1]])

    assert case.forecast.n == (LAST - FIRST) + 1
    assert case.forecast.as_of == day - datetime.timedelta(days=19)
    assert case.truth["USA"] == Position.AGAINST
    assert set(case.guesses) == {"modal", "last", "similar"}


def test_the_table_is_printed_and_stored_for_the_page(record: list[Resolution]) -> None:
    make_text(2016, 2, check_status=CheckStatus.UNRECONCILED)
    make_text(2012, 2, check_status=CheckStatus.UNRECONCILED)
    RecordVersion.bump()
    out, err = run()

    assert "4 texts, 2014-03-20 to 2017-03-20, 4 of them repeats; 20 positions of members" in out
    assert "100.0 %" in out
    assert err == ""
    stored = BacktestRun.objects.get()
    assert stored.record_version == RecordVersion.get()
    assert (stored.table["texts"], stored.table["accuracy"]["all"]) == (4, 1.0)
    assert stored.table["left_out"] == 1, (
        "of the Council's resolutions since 2014, the one that does not add up"
    )


def test_only_the_symbols_of_a_file_adopted_or_of_the_draft(record: list[Resolution], tmp_path: Path) -> None:
    file = tmp_path / "only.txt"
    file.write_text(
        "A/HRC/RES/25/1\n\n# the next by its draft\nA/HRC/26/L.1\nA/HRC/99/L.9\n", encoding="utf-8"
    )

    out, err = run("--only", str(file), "--json", str(tmp_path / "out.json"))

    assert "2 texts" in out
    assert err.startswith("A/HRC/99/L.9 is left out: no Council resolution with this symbol")
    assert not BacktestRun.objects.exists(), "a part is not what the page shows"
    written = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert [text["symbol"] for text in written["texts"]] == ["A/HRC/RES/25/1", "A/HRC/RES/26/1"]
    assert written["table"]["texts"] == 2


def test_what_is_written_of_each_text(record: list[Resolution], tmp_path: Path) -> None:
    run("--json", str(tmp_path / "out.json"))

    text = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["texts"][-1]

    assert (text["date"], text["as_of"], text["was_adopted"]) == ("2017-03-20", "2017-03-01", True)
    assert [member["state"] for member in text["members"]] == sorted(STATES)
    for member in text["members"]:
        assert member["in_favour"] + member["against"] + member["abstaining"] == pytest.approx(1, abs=1e-3)
        assert member["truth"] == ("in_favour" if member["state"] in STATES[:3] else "against")
    total = text["totals"]["in_favour"]
    assert total["truth"] == 3
    assert total["low"] <= 3 <= total["high"]


def test_ablations_leave_out_each_predictor_in_turn(record: list[Resolution]) -> None:
    out, _err = run("--ablations")

    assert "without: series" in out
    assert "without: field" in out
    assert set(BacktestRun.objects.get().table["ablations"]) == {
        "series", "like", "item", "amendments", "kin", "field"
    }  # fmt: skip


def test_a_file_that_cannot_be_read_or_written_is_named(record: list[Resolution], tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"none\.txt cannot be read"):
        run("--only", str(tmp_path / "none.txt"))
    with pytest.raises(CommandError, match=r"out\.json cannot be written"):
        run("--json", str(tmp_path / "no" / "out.json"))


def test_an_empty_record_has_nothing_to_judge_by(db: None) -> None:
    with pytest.raises(CommandError, match="There is no text to forecast"):
        run()
