"""An election entered from a list: shown with the seats of each group, then saved whole or not at all."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.entry.page import read_text
from tests.factories import make_state, make_term
from votes.core.choices import COUNCIL_SEATS, RegionalGroup
from votes.core.terms import find_vacant_seats
from votes.models import Membership, State

pytestmark = pytest.mark.django_db

START, END = datetime.date(2027, 1, 1), datetime.date(2029, 12, 31)
BEFORE = datetime.date(2026, 12, 31)
CODES = [f"Q{chr(65 + n // 26)}{chr(65 + n % 26)}" for n in range(60)]


@pytest.fixture
def admin_client(make_user: Callable[..., User]) -> Client:
    client = Client()
    client.force_login(make_user("Elif", "Editors"))
    return client


@pytest.fixture
def council() -> dict[str, State]:
    """46 members beyond 2026, and Egypt whose term ends with it; Angola and Italy are no members."""
    codes = iter(CODES)
    for group, seats in COUNCIL_SEATS.items():
        for _ in range(seats - (group == RegionalGroup.AFRICAN)):
            state = make_state(next(codes), regional_group=group)
            make_term(state, datetime.date(2026, 1, 1), datetime.date(2028, 12, 31))
    egypt = make_state("EGY", "Egypt", regional_group=RegionalGroup.AFRICAN)
    make_term(egypt, datetime.date(2024, 1, 1), BEFORE)
    make_state("AGO", "Angola", regional_group=RegionalGroup.AFRICAN)
    make_state("ITA", "Italy", regional_group=RegionalGroup.WESTERN_EUROPEAN_OTHER)
    return {state.iso3: state for state in State.objects.all()}


def send(client: Client, members: str, button: str = "_check", **given: Any) -> Any:
    data = {"members": members, "start": "2027-01-01", button: "1", **given}
    return client.post(reverse("admin:votes_membership_election"), data)


def save(client: Client, members: str) -> Any:
    """Check, then save what was shown."""
    shown = send(client, members).context["plan"].mark
    return send(client, members, "_save", shown=shown)


@pytest.mark.usefixtures("council")
def test_the_seats_are_counted_for_each_group_and_in_all(admin_client: Client) -> None:
    page = read_text(send(admin_client, "Angola\tAfrican States\t2029"))
    assert "47 of 47 members" in page
    assert "African States 13 of 13 Angola Egypt" in page
    assert "1 elected State" in page
    assert not Membership.objects.filter(state__iso3="AGO").exists()


@pytest.mark.usefixtures("council")
def test_an_election_is_saved_with_history(admin_client: Client) -> None:
    assert save(admin_client, "African States: Angola").status_code == 302
    term = Membership.objects.get(state__iso3="AGO")
    assert (term.start, term.end, term.regional_group) == (START, END, RegionalGroup.AFRICAN)
    assert term.history.get().history_user.username == "Elif"


@pytest.mark.usefixtures("council")
def test_a_member_that_is_elected_again_stays(admin_client: Client) -> None:
    assert "stays: its term since 1 Jan 2024 is prolonged" in read_text(send(admin_client, "Égypte"))
    save(admin_client, "Égypte")
    term = Membership.objects.get(state__iso3="EGY")
    assert (term.start, term.end) == (datetime.date(2024, 1, 1), END)
    assert term.history.count() == 2
    spans = list(Membership.objects.values_list("start", "end", "regional_group"))
    assert find_vacant_seats(spans, START) == []
    assert "on file already, not changed" in read_text(send(admin_client, "Egypt"))


@pytest.mark.usefixtures("council")
@pytest.mark.parametrize(
    ("members", "words"),
    [
        ("Angola\nAtlantis", "“Atlantis” is not known as a State"),
        ("Angola\nKorea", "“Korea” is not known as a State"),
        ("Angola\nSamoa", "Samoa is not on file"),
        ("Angola\tEastern Europe", "puts Angola among the Eastern European States"),
        ("Angola\nItaly", "would have 8 members, but they have 7 seats"),
        ("Angola 2026", "would end on 31 December 2026, before it begins"),
        ("Angola\t2026–2028", "the term of Angola begins in 2026, not on 1 January 2027"),
        ("Angola\nAngola", "names a State for the second time"),
        ("Angola\nQAA", "already has a term from 1 January 2026 to 31 December 2028"),
    ],
)
def test_nothing_is_saved_while_a_line_is_wrong(admin_client: Client, members: str, words: str) -> None:
    before = Membership.objects.count()
    response = send(admin_client, members)
    assert words in read_text(response)
    assert "_save" not in response.content.decode()
    send(admin_client, members, "_save", shown=response.context["plan"].mark)
    assert Membership.objects.count() == before


def test_the_first_day_is_given_as_a_browser_takes_it(admin_client: Client) -> None:
    page = admin_client.get(reverse("admin:votes_membership_election")).content.decode()
    assert re.search(r'type="date" name="start" value="\d{4}-01-01"', page)


@pytest.mark.usefixtures("council")
def test_a_misspelt_state_is_asked_about(admin_client: Client) -> None:
    assert "Did you mean Angola?" in read_text(send(admin_client, "Anggola"))


def test_only_what_was_shown_is_saved(admin_client: Client, council: dict[str, State]) -> None:
    shown = send(admin_client, "Angola").context["plan"].mark
    make_term(council["AGO"], datetime.date(2025, 1, 1), BEFORE)
    page = read_text(send(admin_client, "Angola", "_save", shown=shown))
    assert "The list or the terms on file have changed" in page
    assert not Membership.objects.filter(state__iso3="AGO", end=END).exists()


@pytest.mark.usefixtures("council")
def test_more_than_six_years_in_a_row_are_pointed_out(admin_client: Client) -> None:
    Membership.objects.filter(state__iso3="EGY").update(start=datetime.date(2021, 1, 1))
    assert "9 years in a row" in read_text(send(admin_client, "Egypt"))


@pytest.mark.limit("plan.MOST_YEARS")
@pytest.mark.parametrize(("since", "is_long"), [(2025, False), (2024, False), (2023, True)])
@pytest.mark.usefixtures("council")
def test_six_years_in_a_row_are_two_terms(admin_client: Client, since: int, is_long: bool) -> None:
    Membership.objects.filter(state__iso3="EGY").update(start=datetime.date(since, 1, 1))
    assert ("years in a row" in read_text(send(admin_client, "Egypt"))) == is_long


@pytest.mark.usefixtures("council")
def test_a_file_is_put_into_the_box_and_shown(admin_client: Client) -> None:
    content = "State;Group;Until\nAngola;African States;2029\n".encode("utf-16")
    response = send(admin_client, "", "_save", file=SimpleUploadedFile("election.csv", content))
    assert "47 of 47 members" in read_text(response)
    assert "Angola\tAfrican States\t2029" in response.context["form"]["members"].value()
    assert not Membership.objects.filter(state__iso3="AGO").exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"members": ""}, "Paste a list or choose a file"),
        ({"members": "—"}, "No State was found"),
        ({"members": "Angola", "start": "soon"}, "Enter a valid date"),
        ({"members": "Angola", "end": "2026-01-01"}, "The term ends before it begins"),
        ({"members": "Angola", "start": "9999-01-01"}, "Enter a year from 2006 to"),
    ],
)
def test_a_form_that_is_not_understood_gets_a_message(
    admin_client: Client, given: dict[str, str], words: str
) -> None:
    assert words in read_text(send(admin_client, given.pop("members"), **given))


@pytest.mark.limit("form.LONGEST_ELECTION")
@pytest.mark.parametrize(("length", "is_valid"), [(49_999, True), (50_000, True), (50_001, False)])
def test_an_election_has_50_000_letters_at_most(admin_client: Client, length: int, is_valid: bool) -> None:
    page = read_text(send(admin_client, "x" * length))
    assert ("at most 50000" in page) != is_valid


@pytest.mark.limit("form.TERM_YEARS")
def test_a_term_is_of_three_years(admin_client: Client, council: dict[str, State]) -> None:
    (elected,) = send(admin_client, council["AGO"].name).context["plan"].elected
    assert (elected.start, elected.end) == (START, END)


@pytest.mark.limit("plan.MOST_SUGGESTIONS")
@pytest.mark.parametrize(("lines", "suggested"), [(49, 49), (50, 50), (51, 50)])
@pytest.mark.usefixtures("council")
def test_50_lines_get_suggestions(admin_client: Client, lines: int, suggested: int) -> None:
    unknown = [f"Anggola{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(lines)]
    assert len(send(admin_client, "\n".join(unknown)).context["plan"].suggestions) == suggested


def test_a_user_who_may_not_add_terms_may_not_enter_an_election(make_user: Callable[..., User]) -> None:
    client = Client()
    client.force_login(make_user("Guest"))
    assert send(client, "Angola").status_code == 403


@pytest.mark.parametrize("count", [3, 12])
@pytest.mark.usefixtures("council")
def test_the_number_of_queries_does_not_grow(
    admin_client: Client, count: int, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    with django_assert_max_num_queries(8):
        send(admin_client, "\n".join(CODES[:count]))
