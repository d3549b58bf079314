"""Totals that the catalogue has exchanged are reviewed in the admin as one batch."""

import datetime
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from tests.entry.page import read_text
from tests.factories import make_member
from tests.pages_factories import make_voted
from votes.corrections.exchanged import find_exchanged
from votes.models import Correction, Resolution, State

URL = "admin:votes_resolution_exchanged_totals"


def make_exchanged(symbol: str, *, date: datetime.date, not_voting: int = 0) -> Resolution:
    """One in favour, one abstaining and three against; the totals have the last two the other way round."""
    codes = ("CHN", "CUB", "IND", "USA", "BRA")
    states = {code: State.objects.filter(iso3=code).first() or make_member(code) for code in codes}
    roll_call = {state: "against" for code, state in states.items() if code in ("CHN", "CUB", "IND")}
    roll_call |= {states["USA"]: "in_favour", states["BRA"]: "abstaining"}
    return make_voted(symbol, roll_call, (1, 1, 3 + not_voting, 0), date=date, outcome="rejected")


@pytest.fixture
def two(db: None) -> list[Resolution]:
    return [
        make_exchanged("A/HRC/31/L.55", date=datetime.date(2016, 3, 24)),
        make_exchanged("A/HRC/38/L.24", date=datetime.date(2018, 7, 5)),
    ]


def list_tokens() -> list[str]:
    return [exchanged.token for exchanged in find_exchanged()]


def test_the_batch_shows_the_totals_before_and_after(two: list[Resolution], editor: Client) -> None:
    page = read_text(editor.get(reverse(URL)))
    assert "In 2 votes, two official totals of the catalogue" in page
    assert page.count("1–1–3") == 2, "the catalogue's totals"
    assert page.count("1–3–1") == 4, "exchanged, and in the roll-call"
    assert page.count("adds up") == 2
    assert "Another publisher prints the results of these amendments" in page


def test_those_ticked_are_corrected_with_the_evidence(two: list[Resolution], editor: Client) -> None:
    response = editor.post(reverse(URL), {"accept": list_tokens()}, follow=True)
    assert "The totals of 2 votes were corrected." in read_text(response)
    assert "No vote on file has exchanged totals" in read_text(response)
    for text in two:
        text.refresh_from_db()
        assert (text.official_against, text.official_abstaining) == (3, 1)
        assert text.check_status == "reconciled"
    reasons = dict(Correction.objects.order_by("pk").values_list("resolution__symbol", "reason"))
    assert "the roll-call lists 3 and 1." in reasons["A/HRC/38/L.24"]
    assert "Another publisher" in reasons["A/HRC/31/L.55"], "the evidence is of 2016"
    assert "Another publisher" not in reasons["A/HRC/38/L.24"]
    made_by = set(Correction.objects.values_list("made_by__username", "rule"))
    assert made_by == {("Elif", "totals")}


def test_one_that_is_not_ticked_stays(two: list[Resolution], editor: Client) -> None:
    editor.post(reverse(URL), {"accept": list_tokens()[:1]})
    assert Correction.objects.values("resolution").distinct().count() == 1
    assert len(find_exchanged()) == 1


def test_nothing_ticked_or_changed_meanwhile_corrects_nothing(two: list[Resolution], editor: Client) -> None:
    tokens = list_tokens()
    Resolution.objects.update(official_in_favour=2)
    for accept in ([], tokens, ["x", "1:2"]):
        page = read_text(editor.post(reverse(URL), {"accept": accept}, follow=True))
        assert "Nothing was corrected" in page
    assert not Correction.objects.exists()


def test_a_rest_is_said_and_keeps_the_vote_out_of_the_analysis(db: None, editor: Client) -> None:
    text = make_exchanged("A/HRC/31/L.58", date=datetime.date(2016, 3, 24), not_voting=1)
    (exchanged,) = find_exchanged()
    assert exchanged.difference == 1
    assert "1 position still differs" in read_text(editor.get(reverse(URL)))
    editor.post(reverse(URL), {"accept": [exchanged.token]})
    text.refresh_from_db()
    assert (text.official_against, text.check_status) == (4, "unreconciled")


def test_who_may_only_view_sees_the_batch_without_its_form(
    two: list[Resolution], make_user: Callable[..., User]
) -> None:
    viewer = make_user("Vera")
    viewer.user_permissions.add(Permission.objects.get(codename="view_resolution"))
    client = Client()
    client.force_login(viewer)
    page = client.get(reverse(URL))
    assert "In 2 votes" in read_text(page)
    assert b'name="accept"' not in page.content
    assert client.post(reverse(URL), {"accept": list_tokens()}).status_code == 403
    assert not Correction.objects.exists()


def test_strangers_are_sent_to_the_login(two: list[Resolution], client: Client) -> None:
    assert client.get(reverse(URL)).status_code == 302
    assert client.post(reverse(URL), {"accept": list_tokens()}).status_code == 302
    assert not Correction.objects.exists()
