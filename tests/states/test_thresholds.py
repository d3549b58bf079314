"""Each limit of the page of a State: what it does just below it, at it and just above it."""

import pytest
from django.test import Client

from tests.factories import make_member
from tests.pages_factories import make_voted
from votes.models import State

pytestmark = pytest.mark.django_db
CODES = ["QAA", "QAB", "QAC", "QAD", "QAE", "QAF", "QAG", "QAH"]


def make_votes(n: int, codes: list[str], dissenter: str = "") -> None:
    states: dict[str, State] = {code: make_member(code) for code in codes}
    for _ in range(n):
        make_voted(
            roll_call={s: "against" if code == dissenter else "in_favour" for code, s in states.items()}
        )


@pytest.mark.limit("page.MOST_DISSENTS")
@pytest.mark.parametrize(("dissents", "listed"), [(19, 19), (20, 20), (21, 20)])
def test_20_dissents_of_a_state_are_listed(client: Client, dissents: int, listed: int) -> None:
    make_votes(dissents, CODES, dissenter="QAA")
    assert len(client.get("/states/QAA/").context["page"].dissents) == listed


@pytest.mark.limit("partners.MOST_LISTED")
@pytest.mark.parametrize(("others", "listed"), [(4, 4), (5, 5), (6, 5)])
def test_5_partners_of_a_state_are_listed(client: Client, others: int, listed: int) -> None:
    make_votes(20, CODES[: others + 1])
    assert len(client.get("/states/QAA.json").json()["closest"]) == listed
