"""The days of sessions in `fixtures/`, held against the decisions of the catalogue and of the starter record.

The catalogue is in ../shared (see `shared_folder`); where it is not, that test is skipped.
"""

import csv
import datetime
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import F

from votes.core.session_days import NOT_READ, is_document
from votes.models import Resolution

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_to_read")]

FIXTURES = settings.BASE_DIR / "fixtures"
# The catalogue dates it before the session. The sources of `fixtures/sessions.csv` say so.
OUTSIDE_ITS_SESSION = {"A/HRC/PRST/8/1": datetime.date(2008, 4, 9)}


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_session_days() -> dict[str, tuple[datetime.date, datetime.date]]:
    return {
        row["session"]: (datetime.date.fromisoformat(row["start"]), datetime.date.fromisoformat(row["end"]))
        for row in read_csv(FIXTURES / "sessions.csv")
        if row["start"]
    }


def name_session(symbol: str, statement: str) -> str:
    """The code of the Council's session that the printed statement names, "S-28" or "37"; "" for another body."""
    found = re.search(r"Human Rights Council at its (\d+)\w\w (special |organizational )?", statement)
    prefix = {"special ": "S-", "organizational ": "OS-", None: ""}
    return prefix[found[2]] + found[1] if found else ""


def test_every_decision_of_the_catalogue_lies_within_the_days_of_its_session(shared_folder: Path) -> None:
    days, outside, checked = read_session_days(), {}, set()
    for row in read_csv(shared_folder / "record" / "resolutions.csv"):
        code = name_session(row["symbol"], row["statement"])
        # An amendment often has the day on which it was filed.
        if not code or code not in days or not row["date"] or "L." in row["symbol"]:
            continue
        checked.add(code)
        day, (first, last) = datetime.date.fromisoformat(row["date"]), days[code]
        if not first <= day <= last:
            outside[row["symbol"]] = day
    assert len(checked) > 95
    assert outside == OUTSIDE_ITS_SESSION


def test_every_decision_of_the_starter_lies_within_the_days_of_its_session() -> None:
    decided = Resolution.objects.filter(session__start__isnull=False, date__isnull=False)
    assert decided.count() > 400
    outside = decided.exclude(date__gte=F("session__start"), date__lte=F("session__end"))
    assert set(outside.values_list("symbol", flat=True)) <= set(OUTSIDE_ITS_SESSION)


def test_every_session_says_where_its_days_come_from() -> None:
    """A day inferred from the decisions is that of the one decision of a special session."""
    decided = {text.session.code: text.date for text in Resolution.objects.select_related("session")}
    for row in read_csv(FIXTURES / "sessions.csv"):
        if not row["start"]:
            assert not row["source"], row
        elif not is_document(row["source"]):
            assert row["source"].startswith(NOT_READ), row
        if row["source"].startswith("Inferred"):
            assert row["session"].startswith("S-"), row
            assert row["start"] == row["end"], row
            if row["session"] in decided:
                assert str(decided[row["session"]]) == row["start"], row
