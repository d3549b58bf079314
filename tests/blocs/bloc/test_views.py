"""One bloc: worked by hand, with bad addresses, and against a slow count on the starter record."""

import csv
import datetime
from collections import Counter

import pytest
from django.test import Client

from tests.factories import make_bloc, make_member, make_session
from tests.page import read
from tests.pages_factories import make_members, make_topic, make_voted
from votes.core.choices import CheckStatus, TextKind
from votes.core.coverage import get_coverage
from votes.models import Bloc, BlocMembership, Membership, Resolution, State, Vote

pytestmark = pytest.mark.django_db
DAY = datetime.date(2018, 3, 23)
LATER = datetime.date(2020, 6, 22)


@pytest.fixture
def eight() -> list[State]:
    """Eight members of "eu": one dissents in 2018, another in 2020; one leaves the bloc in between."""
    bloc, states = make_bloc(), [make_member(f"QA{letter}") for letter in "ABCDEFGH"]
    for state in states:
        BlocMembership.objects.create(bloc=bloc, state=state, start=datetime.date(2004, 5, 1))
    BlocMembership.objects.filter(state=states[7]).update(end=datetime.date(2019, 1, 31))
    non_member = make_member("QAZ")
    in_favour = dict.fromkeys(states, "in_favour")
    # Every member of the Council is listed, so that the roll-calls add up.
    absent = {non_member: "not_voting"}
    make_voted("A/HRC/RES/37/1", in_favour | {states[0]: "against", non_member: "against"})
    make_voted("A/HRC/RES/37/2", in_favour | absent | dict.fromkeys(states[:4], "abstaining"))
    # Three years later the eighth is no member: seven, and one of seven (14 %) dissents.
    make_voted(
        "A/HRC/RES/43/1",
        in_favour | absent | {states[1]: "abstaining", states[7]: "against"},
        session=make_session("43"),
        date=LATER,
        agenda_item=4,
    )
    return states


@pytest.mark.usefixtures("eight")
class TestWorkedByHand:
    def test_cohesion_is_the_mean_agreement_index(self, client: Client) -> None:
        data = client.get("/blocs/eu.json").json()
        # (7 - 1/2) / 8, (4 - 4/2) / 8 and (6 - 1/2) / 7, the newest first.
        indices = [(6 - 0.5) / 7, (4 - 2) / 8, (7 - 0.5) / 8]
        assert [vote["agreement_index"] for vote in data["votes"]] == [
            pytest.approx(i, abs=1e-6) for i in indices
        ]
        assert (data["n"], data["cohesion"]) == (3, None), "three votes are under the minimum of five"
        for _ in range(2):
            make_voted(roll_call=dict.fromkeys(State.objects.all(), "in_favour"))
        data = client.get("/blocs/eu.json").json()
        assert (data["n"], data["cohesion"]) == (5, pytest.approx((sum(indices) + 2) / 5, abs=1e-6))

    def test_who_dissented_when(self, client: Client) -> None:
        data = client.get("/blocs/eu.json").json()
        assert [(vote["line"], vote["left"]) for vote in data["votes"]] == [
            ("in_favour", {"QAB": "abstaining"}), (None, {}), ("in_favour", {"QAA": "against"}),
        ]  # fmt: skip
        assert (data["with_line"], data["left_line"]) == (2, 2)

    def test_members_are_those_of_the_day_of_each_vote(self, client: Client) -> None:
        votes = client.get("/blocs/eu.json").json()["votes"]
        assert [vote["n"] for vote in votes] == [7, 8, 8], "QAH is counted in 2018 and not in 2020"
        assert "QAZ" not in str(votes)

    def test_the_list_is_chosen_by_who_dissented(self, client: Client) -> None:
        assert [v["symbol"] for v in client.get("/blocs/eu.json?left=QAA").json()["votes"]] == [
            "A/HRC/RES/37/1"
        ]
        assert [v["symbol"] for v in client.get("/blocs/eu.json?show=no_line").json()["votes"]] == [
            "A/HRC/RES/37/2"
        ]
        page = read(client.get("/blocs/eu/?show=apart"))
        rows = page.get_section("votes").get_rows()
        assert [row[4] for row in rows] == ["State of QAB: abstaining", "State of QAA: against"]

    def test_the_scope_is_that_of_all_pages(self, client: Client) -> None:
        data = client.get("/blocs/eu.json?from=2019&item=4&min=1").json()
        assert [vote["symbol"] for vote in data["votes"]] == ["A/HRC/RES/43/1"]
        assert (data["filter"]["from"], data["filter"]["item"]) == ("2019-01-01", 4)
        near = {row["state"]: row for row in data["states"]}
        assert (near["QAB"]["left_line"], near["QAB"]["n_with_line"]) == (1, 1)
        assert near["QAB"]["agreement_with_others"] == 0
        assert near["QAC"]["agreement_with_others"] == pytest.approx(5 / 6, abs=1e-6)

    def test_the_csv_has_a_row_for_each_vote(self, client: Client) -> None:
        response = client.get("/blocs/eu.csv?show=apart&from=2018")
        rows = list(csv.DictReader(response.content.decode().splitlines()))
        assert [(row["symbol"], row["line"], row["left"], row["in_favour"]) for row in rows] == [
            ("A/HRC/RES/43/1", "in_favour", "QAB: abstaining", "6"),
            ("A/HRC/RES/37/1", "in_favour", "QAA: against", "7"),
        ]
        assert "bloc-eu_from-2018-01-01_show-apart" in response["Content-Disposition"]

    def test_members_on_a_day(self, client: Client) -> None:
        today = client.get("/blocs/eu.json").json()
        then = client.get("/blocs/eu.json?on=2019-01-31").json()
        assert (len(today["members"]), len(then["members"])) == (7, 8)
        assert then["on"] == "2019-01-31"
        assert then["members"][7] == {
            "state": "QAH", "name": "State of QAH", "start": "2004-05-01", "end": "2019-01-31", "note": None,
            "in_council": True,
        }  # fmt: skip
        section = read(client.get("/blocs/eu/?on=2019-02-01")).get_section("members")
        assert "7 members on file on 1 February 2019" in section.text
        assert "List of its members" in section.text, "the source is named"
        assert client.get("/blocs/eu.json?on=2003").json()["members"] == []

    @pytest.mark.parametrize("value", ["soon", "2019-02-30", "99999"])
    def test_an_unreadable_day_has_a_note(self, client: Client, value: str) -> None:
        data = client.get(f"/blocs/eu.json?on={value}").json()
        assert len(data["members"]) == 7
        assert "is not a valid value for on and was ignored" in data["notes"][0]

    def test_bad_values_of_the_list_have_a_note(self, client: Client) -> None:
        notes = client.get("/blocs/eu.json?show=x&left=QAZ&page=9").json()["notes"]
        assert len(notes) == 2
        read(client.get("/blocs/eu/?show=x&left=QAZ&page=9"))

    def test_a_regional_group_has_such_a_page_too(self, client: Client) -> None:
        data = client.get("/blocs/asia-pacific.json").json()
        assert [vote["n"] for vote in data["votes"]] == [8, 8, 9]
        assert len(data["members"]) == 9
        assert data["source"] is None
        assert "Asia-Pacific" in read(client.get("/blocs/asia-pacific/")).find("h1").text

    def test_the_page_of_a_small_group_says_that_one_state_cannot_dissent(self, client: Client) -> None:
        BlocMembership.objects.filter(state__iso3__in=["QAA", "QAB"]).delete()
        page = read(client.get("/blocs/eu/"))
        assert (
            "No more than 6 members took a position in any one vote. With fewer than 7,"
            in page.get_section("apart").text
        )
        assert "No more than" not in read(client.get("/blocs/asia-pacific/")).get_section("apart").text


def test_a_bloc_without_published_members_says_so(client: Client) -> None:
    make_bloc("like-minded", "Like-Minded Group")
    page = read(client.get("/blocs/like-minded/"))
    assert "No list of its members has been published" in page.text
    data = client.get("/blocs/like-minded.json").json()
    assert (data["members"], "votes" in data) == ([], False)
    (header,) = client.get("/blocs/like-minded.csv").content.decode().splitlines()
    assert header.startswith("symbol,title")


@pytest.mark.parametrize("address", ["/blocs/nobody/", "/blocs/nobody.json", "/blocs/nobody.csv"])
def test_an_unknown_bloc_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_bloc_without_votes_is_a_page_all_the_same(client: Client) -> None:
    BlocMembership.objects.create(bloc=make_bloc(), state=make_member("QAA"))
    assert "Too few votes" in read(client.get("/blocs/eu/")).text
    assert client.get("/blocs/eu.json").json()["votes"] == []


def test_a_bloc_knows_the_address_of_its_page(client: Client) -> None:
    assert make_bloc("nam", "Non-Aligned Movement").get_absolute_url() == "/blocs/nam/"


def test_a_hundred_votes_take_no_more_queries_than_three(client: Client, django_assert_num_queries) -> None:
    bloc = make_bloc()
    for n in (3, 30):
        for state in make_members(n):
            BlocMembership.objects.create(bloc=bloc, state=state)
        for _ in range(n):
            text = make_voted(roll_call=dict.fromkeys(State.objects.all(), "in_favour"))
            text.topics.add(make_topic())
        client.get("/blocs/eu.json")
        get_coverage()  # of the foot, into the cache
        # The record's version, the bloc and its members; the votes are in the cache.
        for address, queries in {"/blocs/eu/": 3, "/blocs/eu.json": 3, "/blocs/eu.csv": 3}.items():
            with django_assert_num_queries(queries):
                assert client.get(address).status_code == 200


@pytest.mark.usefixtures("starter")
class TestStarter:
    @pytest.mark.parametrize(("query", "year"), [("", 2022), ("?from=2006", 2006)])
    def test_the_counts_are_those_of_a_slow_loop(self, client: Client, query: str, year: int) -> None:
        data = {vote["symbol"]: vote for vote in client.get(f"/blocs/oic.json{query}").json()["votes"]}
        memberships = list(
            BlocMembership.objects.filter(bloc=Bloc.objects.get(slug="oic")).select_related("state")
        )
        texts = Resolution.objects.public().filter(session__body="council", counted_in_favour__isnull=False)
        texts = texts.exclude(kind=TextKind.AMENDMENT).exclude(check_status=CheckStatus.UNRECONCILED)
        texts = texts.filter(date__gte=datetime.date(year, 1, 1))
        compared = 0
        for text in texts:
            assert text.date
            members = {
                m.state_id
                for m in memberships
                if (m.start is None or m.start <= text.date) and (m.end is None or text.date <= m.end)
            }
            votes = Vote.objects.filter(resolution=text, state__in=members).exclude(position="not_voting")
            counts = Counter(votes.values_list("position", flat=True))
            total = sum(counts.values())
            if not total:
                assert text.symbol not in data
                continue
            compared += 1
            shown = data[text.symbol]
            assert {p: shown[p] for p in ("in_favour", "against", "abstaining") if shown[p]} == counts
            largest = max(counts.values())
            has_majority = total >= 3 and (total - largest) / total < 0.15
            assert (shown["line"] is not None) == has_majority
        assert compared == len(data) > 50

    def test_the_members_of_a_group_are_its_seats_of_the_day(self, client: Client) -> None:
        data = client.get("/blocs/african.json?on=2018-03-23").json()
        seats = Membership.objects.on(DAY).filter(regional_group="african")
        assert {m["state"] for m in data["members"]} == set(seats.values_list("state__iso3", flat=True))
        assert len(data["members"]) == 13
