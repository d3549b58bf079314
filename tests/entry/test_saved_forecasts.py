"""A vote on a tabled draft, entered in the admin or imported: the forecast of the day before is saved and shown."""

import datetime
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.entry.conftest import ADD, change_url, fill_change, fill_new
from tests.entry.page import ROLL_CALL, read_text
from tests.factories import make_session
from tests.page import read
from votes.core.choices import Position
from votes.core.rows import Record
from votes.ingest.loading.load import load_record
from votes.models import Resolution, SavedForecast, Series, State

pytestmark = pytest.mark.usefixtures("record")

DRAFT = "A/HRC/46/L.22"
DAY, DAY_BEFORE = datetime.date(2021, 3, 23), datetime.date(2021, 3, 22)


@pytest.fixture
def tabled(text: Resolution) -> Resolution:
    """The draft of 2021 while it was tabled: the votes of 2018 and 2020 are on file, its own is not."""
    Resolution.objects.get(symbol="A/HRC/RES/46/13").delete()
    # Its history would still say that it was deleted; here it never existed.
    Resolution.history.filter(symbol="A/HRC/RES/46/13").delete()
    return Resolution.objects.create(
        symbol=DRAFT,
        draft_symbol=DRAFT,
        title=text.title,
        session=make_session("46"),
        series=Series.objects.get(slug=text.series.slug if text.series else ""),
        adoption="none",
        outcome="tabled",
        published=True,
    )


def get_forecast_before(client: Client) -> dict[str, Any]:
    """The forecast that the public data give for the day before the vote, while the draft is tabled."""
    return client.get(f"/before/{DRAFT}.json?as_of={DAY_BEFORE}").json()


def enter(editor: Client, tabled: Resolution, **given: Any) -> None:
    usual = {
        "date": "23/03/2021",
        "adoption": "recorded_vote",
        "outcome": "adopted",
        "official_in_favour": "26",
        "official_against": "15",
        "official_abstaining": "6",
        "official_not_voting": "0",
        "roll_call_text": ROLL_CALL,
        "check_reason": "The list of another year, for the test",
    }
    response = editor.post(change_url(tabled), fill_change(editor, tabled, **usual | given))
    assert response.status_code == 302, response.content.decode()[:2000]


def get_positions(record: Record) -> dict[str, str]:
    """How the members voted on the text of 2021, by code."""
    (row,) = (row for row in record.texts if row.symbol == "A/HRC/RES/46/13")
    return row.positions


def write_roll_call(positions: dict[str, str]) -> str:
    """The list as one would paste it: a line for each position."""
    names = dict(State.objects.values_list("iso3", "name"))
    return "\n".join(
        f"{position.label}: "
        + ", ".join(names[iso3] for iso3, taken in positions.items() if taken == position)
        for position in Position
        if position in positions.values()
    )


def assert_is_saved(tabled: Resolution, forecast: dict[str, Any]) -> SavedForecast:
    saved = SavedForecast.objects.get()
    assert (saved.resolution_id, saved.as_of) == (tabled.pk, DAY_BEFORE)
    assert saved.method
    positions = ("in_favour", "against", "abstaining")
    chances = {row["state"]: [row[p] for p in positions] for row in forecast["members"]}
    assert {row["state"]: [row[p] for p in positions] for row in saved.forecast["members"]} == chances
    assert (saved.forecast["totals"], saved.forecast["adopted"]) == (forecast["totals"], forecast["adopted"])
    return saved


def test_entering_the_vote_in_the_admin_saves_the_forecast(
    editor: Client, client: Client, tabled: Resolution, small_record: Record
) -> None:
    forecast = get_forecast_before(client)
    taken = get_positions(small_record)
    enter(editor, tabled, roll_call_text=write_roll_call(taken), check_reason="")
    saved = assert_is_saved(tabled, forecast)

    page = read(client.get(tabled.get_absolute_url())).get_section("kept-forecast")
    assert "As of 22 March 2021" in page.text
    hits = sum(
        taken[row["state"]] == max(("in_favour", "against", "abstaining"), key=lambda p: row[p])
        for row in saved.forecast["members"]
    )
    assert (
        f"Of the 47 members that took a position, {hits} took the one that the forecast considered most likely."
        in page.text
    )
    assert [row[3].split()[0] for row in page.get_rows()] == ["26", "15", "6"]
    assert client.get(f"/resolutions/{DRAFT}.json").json()["forecast_kept"]["totals"] == forecast["totals"]


def test_a_roll_call_with_errors_is_not_compared_with_the_saved_forecast(
    editor: Client, client: Client, tabled: Resolution
) -> None:
    """The list of another year: its forecast is saved and shown, and nothing is concluded from the list."""
    forecast = get_forecast_before(client)
    enter(editor, tabled)
    assert_is_saved(tabled, forecast)

    page = read(client.get(tabled.get_absolute_url())).get_section("kept-forecast")
    assert "As of 22 March 2021" in page.text
    assert "The record of the vote contains errors, so the forecast is not compared with it." in page.text
    assert "considered most likely" not in page.text
    assert [row[3].split()[0] for row in page.get_rows()] == ["–", "–", "–"]


def test_a_saved_forecast_is_never_overwritten(editor: Client, client: Client, tabled: Resolution) -> None:
    enter(editor, tabled)
    saved = SavedForecast.objects.values().get()
    enter(editor, tabled, date="24/03/2021", official_in_favour="27")
    # The outcome is set back to tabled, and the vote is entered again.
    Resolution.objects.filter(pk=tabled.pk).update(
        outcome="tabled", adoption="none", official_in_favour=None, official_against=None,
        official_abstaining=None, official_not_voting=None,
    )  # fmt: skip
    enter(editor, tabled, date="25/03/2021")
    assert SavedForecast.objects.values().get() == saved


def test_checking_the_roll_call_saves_no_forecast(editor: Client, tabled: Resolution) -> None:
    form = fill_change(editor, tabled, date="23/03/2021", roll_call_text=ROLL_CALL, _check="1")
    editor.post(change_url(tabled), form)
    assert not SavedForecast.objects.exists()


def test_a_text_that_was_never_tabled_has_no_saved_forecast(
    editor: Client, client: Client, text: Resolution
) -> None:
    response = editor.post(change_url(text), fill_change(editor, text, title="Another title"))
    assert response.status_code == 302
    assert not SavedForecast.objects.exists()
    assert "forecast_kept" in client.get("/resolutions/A/HRC/RES/37/23.json").json()
    assert not read(client.get("/resolutions/A/HRC/RES/37/23/")).find_all(
        "section", aria_labelledby="kept-forecast"
    )


def test_importing_the_vote_saves_the_forecast(
    client: Client, tabled: Resolution, small_record: Record
) -> None:
    forecast = get_forecast_before(client)
    load_record(small_record, source="test", checksum="1" * 64)
    text = Resolution.objects.get(symbol="A/HRC/RES/46/13")
    assert text.pk == tabled.pk
    saved = assert_is_saved(tabled, forecast)
    assert "Saved forecast" in read(client.get(text.get_absolute_url())).text

    load_record(replace(small_record, explanations=()), source="test", checksum="2" * 64)
    assert SavedForecast.objects.get().made_at == saved.made_at


def test_the_forecast_does_not_use_other_rows_of_the_same_import(
    client: Client, tabled: Resolution, small_record: Record
) -> None:
    """The forecast uses what was on file, not what was imported with the vote."""
    Resolution.objects.filter(symbol="A/HRC/RES/43/21").delete()
    Resolution.history.filter(symbol="A/HRC/RES/43/21").delete()
    forecast = get_forecast_before(client)
    load_record(small_record, source="test", checksum="1" * 64)
    assert Resolution.objects.filter(symbol="A/HRC/RES/43/21").exists()
    assert_is_saved(tabled, forecast)


def test_a_rejected_row_leaves_the_draft_tabled_without_a_saved_forecast(
    tabled: Resolution, small_record: Record
) -> None:
    texts = tuple(
        replace(row, called_by="QQQ") if row.symbol == "A/HRC/RES/46/13" else row
        for row in small_record.texts
    )
    load_record(replace(small_record, texts=texts), source="test", checksum="1" * 64)
    tabled.refresh_from_db()
    assert tabled.outcome == "tabled"
    assert not SavedForecast.objects.exists()


def test_an_older_saved_forecast_is_not_deleted_with_a_rejected_row(
    tabled: Resolution, small_record: Record
) -> None:
    saved = SavedForecast.objects.create(
        resolution=tabled, as_of=datetime.date(2021, 3, 1), method="another", forecast={}
    )
    texts = tuple(
        replace(row, called_by="QQQ") if row.symbol == "A/HRC/RES/46/13" else row
        for row in small_record.texts
    )
    load_record(replace(small_record, texts=texts), source="test", checksum="1" * 64)
    assert SavedForecast.objects.get() == saved


@pytest.mark.parametrize("draft", [DRAFT, "a/hrc/46/l.22/rev.1"])
def test_a_vote_cannot_be_entered_as_a_second_text_beside_its_draft(
    editor: Client, tabled: Resolution, draft: str
) -> None:
    response = editor.post(reverse(ADD), fill_new(editor, draft_symbol=draft))
    assert response.status_code == 200
    assert (
        f"{DRAFT} is already on file as a tabled draft. Open that text and enter the vote there"
        in read_text(response)
    )
    assert not Resolution.objects.filter(symbol="A/HRC/RES/37/99").exists()
