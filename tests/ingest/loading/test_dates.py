"""The date of a text for which the source prints only the year."""

import datetime

import pytest

from votes.core.rows import TextRow
from votes.ingest.loading.dates import fill_dates

DAY = datetime.date(2018, 3, 23)


def text(symbol: str, title: str = "", session: str = "37", kind: str = "resolution", **columns) -> TextRow:
    return TextRow(symbol, kind, title, session, "recorded_vote", "adopted", **columns)


def record(number: str, symbol: str, **columns) -> TextRow:
    return text(symbol, source="library", source_record=number, **columns)


def undated(**columns) -> TextRow:
    return record("7", "A/HRC/RES/37/23", **({"meeting": "54th meeting"} | columns))


@pytest.mark.parametrize(
    ("row", "printed", "day"),
    [
        (undated(), "2018", DAY),
        (undated(), "2018-03", DAY),
        (undated(), "2017", None),
        (undated(meeting="53rd meeting"), "2018", None),
        (undated(meeting=""), "2018", None),
        (undated(session="38"), "2018", None),
    ],
)
def test_a_year_without_a_day_is_dated_only_from_the_same_meeting(row, printed, day):
    others = [
        record("1", "A/HRC/RES/37/1", meeting="54th meeting", date=DAY),
        record("2", "A/HRC/RES/37/2", meeting="54th meeting", date=DAY),
        record("3", "A/HRC/RES/37/3", meeting="", date=DAY),
    ]
    *_, dated = fill_dates([*others, row], (), {"7": printed})
    assert dated.date == day
    assert ("of the 54th meeting" in dated.note) == (day is not None)
    assert fill_dates([row], others, {"7": printed})[0].date == day


def test_a_meeting_over_two_days_dates_nothing():
    others = [
        record(str(n), f"A/HRC/RES/37/{n}", meeting="54th meeting", date=DAY.replace(day=20 + n))
        for n in (1, 2)
    ]
    assert fill_dates([undated(), *others], (), {"7": "2018"})[0].date is None


def test_the_day_of_an_amendment_dates_no_other_text():
    """The source often gives the day on which it was filed."""
    filed = datetime.date(2018, 3, 20)
    others = [
        record("1", "A/HRC/37/L.60", kind="amendment", meeting="54th meeting", date=filed),
        record("2", "A/HRC/RES/37/2", meeting="54th meeting", date=DAY),
    ]
    (row,) = fill_dates([undated()], others, {"7": "2018"})
    assert row.date == DAY
