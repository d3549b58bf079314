"""Five made-up States, and a series that they vote on twice: what the tests of the pages before a session share."""

import datetime
from typing import Any

from django.test import Client

from tests.factories import make_member, make_session
from tests.pages_factories import make_explanation, make_tabled, make_voted
from votes.core.choices import Outcome
from votes.models import Resolution, Series, State

FIRST, SECOND = datetime.date(2018, 3, 23), datetime.date(2020, 6, 22)
DAY_BEFORE_SECOND = SECOND - datetime.timedelta(1)
TEXT_2018, TEXT_2020 = "A/HRC/RES/37/23", "A/HRC/RES/43/21"
DRAFT_2020 = "A/HRC/43/L.31/Rev.1"


class Council:
    """Five States; a series voted on in 2018 and 2020. QAE came in 2019, when QAD left."""

    def __init__(self) -> None:
        self.qaa, self.qab, self.qac = (make_member(code) for code in ("QAA", "QAB", "QAC"))
        self.qad = make_member("QAD", end=datetime.date(2018, 12, 31))
        self.qae = make_member("QAE", start=datetime.date(2019, 1, 1))
        self.series = Series.objects.create(slug="cooperation", title="Cooperation")
        self.first = self.vote(
            TEXT_2018,
            FIRST,
            {self.qaa: "in_favour", self.qab: "abstaining", self.qac: "against", self.qad: "in_favour"},
            draft_symbol="A/HRC/37/L.36",
            session=make_session("37"),
        )
        self.second = self.vote(
            TEXT_2020,
            SECOND,
            {self.qaa: "in_favour", self.qab: "against", self.qac: "against", self.qae: "abstaining"},
            draft_symbol=DRAFT_2020,
            session=make_session("43"),
            outcome=Outcome.REJECTED,
        )
        make_explanation(self.first, self.qab, summary="It could not support a vague text.")
        make_explanation(self.second, self.qab, summary="It now has to vote against.")

    def vote(
        self, symbol: str, day: datetime.date, roll_call: dict[State, str], **columns: Any
    ) -> Resolution:
        return make_voted(symbol, roll_call, date=day, series=self.series, title="Cooperation", **columns)

    def table(self, symbol: str = "A/HRC/62/L.5", **columns: Any) -> Resolution:
        return make_tabled(
            symbol,
            draft_symbol=symbol,
            session=make_session("62"),
            series=self.series,
            title="Cooperation",
            **columns,
        )


def get_json(client: Client, address: str, status: int = 200) -> Any:
    response = client.get(address)
    assert response.status_code == status, response.content[:300]
    return response.json()
