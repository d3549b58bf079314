"""Pages of what the starter record has none of: every fate of a text, every oddity of a vote."""

import datetime
import json

import pytest
from django.test import Client

from tests.factories import make_member, make_session, make_state, make_term
from tests.page import Element, read
from tests.pages_factories import (
    make_explanation,
    make_members,
    make_tabled,
    make_text,
    make_topic,
    make_voted,
)
from votes.checking.checks import refresh_checks
from votes.core.choices import Outcome
from votes.models import Resolution, Series, StateName


@pytest.mark.django_db
class TestFates:
    """Texts that the starter record has none of."""

    def read_text(self, client: Client, text: Resolution) -> Element:
        return read(client.get(text.get_absolute_url()))

    def test_adopted_without_a_vote_is_never_47_in_favour(self, client: Client) -> None:
        make_members(47)
        text = make_text(title="Albinism")
        pages = [
            self.read_text(client, text),
            *(read(client.get(a)) for a in ("/", "/resolutions/", "/sessions/37/")),
        ]
        for page in pages:
            assert page.find_all(class_="bar") == []
            assert page.find_all(class_="seat") == []
        page = pages[0]
        assert page.find("p", class_="result").text == "Adopted without a vote."
        assert "This is not the same as 47 votes in favour" in page.text
        row = client.get(f"/resolutions/{text.symbol}.json").json()
        assert (row["official"], row["counted"], row["votes"]) == (None, None, [])

    @pytest.mark.parametrize(
        ("outcome", "result", "words"),
        [
            (
                Outcome.TABLED,
                "Tabled, no action taken yet.",
                "The text has been tabled. No decision has been taken",
            ),
            (Outcome.WITHDRAWN, "Withdrawn.", "No decision was taken on this text"),
            (Outcome.NOT_CONSIDERED, "Not considered.", "No decision was taken on this text"),
        ],
    )
    @pytest.mark.parametrize("date", [None, datetime.date(2026, 6, 1)])
    def test_texts_without_a_decision(
        self, client: Client, outcome: Outcome, result: str, words: str, date: datetime.date | None
    ) -> None:
        text = make_tabled("A/HRC/60/L.1", outcome=outcome, date=date, session=make_session("60"))
        page = self.read_text(client, text)
        assert page.find("p", class_="result").text == result
        assert words in page.find("p", class_="finding").text
        for address in ("/resolutions/", "/sessions/60/"):
            assert result.rstrip(".") in read(client.get(address)).find("table").text
        assert "1 on which no decision was taken" in read(client.get("/resolutions/")).text
        for address in ("/", "/sessions/", "/about/"):
            assert client.get(address).status_code == 200

    def test_a_rejected_text_says_so_everywhere(self, client: Client) -> None:
        a, b, c = make_members(3)
        text = make_voted(roll_call={a: "in_favour", b: "against", c: "against"}, outcome="rejected")
        assert self.read_text(client, text).find("p", class_="result").text.startswith("Rejected by 1 to 2,")
        for address in ("/resolutions/", "/sessions/37/"):
            assert "Rejected by 1 to 2, with no abstentions" in read(client.get(address)).find("table").text
        assert "1 put to a recorded vote (1 rejected)" in read(client.get("/resolutions/")).text

    def test_a_text_without_an_agenda_item(self, client: Client) -> None:
        (state,) = make_members(1)
        text = make_voted(roll_call={state: "in_favour"}, agenda_item=None)
        assert "Item" not in self.read_text(client, text).find("p", class_="crumb").text
        assert read(client.get("/sessions/37/")).find("h2").text == "No agenda item on file"
        assert read(client.get(state.get_absolute_url())).get_section("items").get_rows()[0][0] == (
            "No agenda item on file"
        )
        assert client.get("/resolutions.json").json()["resolutions"][0]["agenda_item"] is None

    def test_announced_and_recorded_differ(self, client: Client) -> None:
        """The page says so, on the text and in the list of explanations, and keeps silent where they agree."""
        a, b = make_members(2)
        text = make_voted(roll_call={a: "in_favour", b: "against"})
        make_explanation(text, a, announced="abstaining")
        make_explanation(text, b, announced="against")
        for address in (text.get_absolute_url(), "/explanations/"):
            flags = [e.text for e in read(client.get(address)).find_all(class_="flag")]
            assert flags == ["Announced: abstaining. Recorded: in favour."]

    def test_a_group_without_a_state(self, client: Client) -> None:
        text = make_text()
        make_explanation(text, None, on_behalf_of="The European Union")
        for address in (text.get_absolute_url(), "/explanations/", "/"):
            assert "The European Union" in [h3.text for h3 in read(client.get(address)).find_all("h3")]
        rows = client.get("/explanations.json").json()["explanations"]
        assert [(row["state"], row["name"]) for row in rows] == [(None, "The European Union")]

    def test_a_state_that_speaks_for_a_group(self, client: Client) -> None:
        text = make_text()
        make_explanation(text, make_state("BGR", "Bulgaria"), on_behalf_of="The European Union")
        said = self.read_text(client, text).get_section("said")
        assert said.find("h3").text == "Bulgaria"
        assert "on behalf of: The European Union" in said.text

    def test_an_unreconciled_vote_shows_its_flag_its_findings_and_the_reason(self, client: Client) -> None:
        a, b, c = make_members(3)
        text = make_voted(
            roll_call={a: "in_favour", b: "against"},
            official=(2, 1, 0, 0),
            check_reason="The summary record has a slip.",
        )
        note = self.read_text(client, text).find(role="note").text
        assert "does not match the official record. This vote is excluded from the analysis" in note
        assert "In favour: the official total is 2, the roll-call shows 1" in note
        assert f"The roll-call lists 2 of 3 members; missing: {c.name}" in note
        assert "The summary record has a slip." in note
        asked = [f"{address}?unreconciled=include" for address in (a.get_absolute_url(), "/")]
        for address in ("/resolutions/", "/sessions/37/", *asked):
            assert "not reconciled" in [e.text for e in read(client.get(address)).find_all(class_="flag")]
        quality = read(client.get("/about/quality/")).text
        assert "The summary record has a slip." in quality
        assert "In favour: the official total is 2, the roll-call shows 1" in quality

    def test_a_non_member_is_labelled_as_such(self, client: Client) -> None:
        (member,) = make_members(1)
        non_member = make_state("QAA", "Otherland")
        text = make_voted(roll_call={member: "in_favour", non_member: "against"})
        page = self.read_text(client, text)
        assert next(td.text for td in page.find("tr", id="QAA").find_all("td")) == "not a member on that day"
        assert (
            "Recorded with a position, but not a member on that day: Otherland" in page.find(role="note").text
        )

    def test_an_amendment_and_its_text_lead_to_each_other(self, client: Client) -> None:
        text = make_text("A/HRC/RES/37/1", title="The whole")
        amendment = make_voted(
            "A/HRC/37/L.80", kind="amendment", amends=text, outcome="rejected", official=(10, 30, 5, 2)
        )
        section = self.read_text(client, text).get_section("amendments")
        assert section.find("h2").text == "1 amendment to the draft"
        assert section.get_links()[amendment.get_absolute_url()] == "A/HRC/37/L.80"
        assert "Rejected by 10 to 30, with 5 abstentions" in section.text
        assert self.read_text(client, amendment).get_links()[text.get_absolute_url()] == "A/HRC/RES/37/1"

    def test_a_series_of_texts_without_votes(self, client: Client) -> None:
        series = Series.objects.create(slug="s", title="S")
        first = make_text(series=series, date=datetime.date(2017, 1, 1))
        second = make_text(series=series)
        page = self.read_text(client, second)
        assert first.get_absolute_url() in page.get_section("series").get_links()
        assert page.get_section("series").find_all("details") == []
        assert "changed it" not in page.get_section("series").text

    def test_one_tabled_text_in_a_series_has_no_empty_date(self, client: Client) -> None:
        series = Series.objects.create(slug="s", title="S")
        text = make_text("A/HRC/RES/37/1", series=series)
        make_tabled("A/HRC/60/L.1", series=series)
        rows = self.read_text(client, text).get_section("series").find("table").get_rows()
        assert [row[0].replace(" ", "") for row in rows] == ["A/HRC/RES/37/123March2018", "A/HRC/60/L.1"]

    def test_a_state_with_a_gap_between_its_terms(self, client: Client) -> None:
        state = make_state("QAA")
        for year in (2016, 2019):
            make_term(state, datetime.date(year, 1, 1), datetime.date(year, 12, 31))
            make_voted(roll_call={state: "in_favour"}, date=datetime.date(year, 6, 1))
        page = read(client.get("/states/QAA/"))
        assert page.get_section("years").get_rows() == [
            ["2019", "1", "0", "0", "0"],
            ["2018", "not a member"],
            ["2017", "not a member"],
            ["2016", "1", "0", "0", "0"],
        ]
        figure = json.loads("".join(map(str, page.find("script", type="application/json").children)))
        assert [shape["x0"] for shape in figure["layout"]["shapes"]] == [2016.5, 2017.5]

    def test_a_state_without_votes_and_terms(self, client: Client) -> None:
        state = make_state("QAA")
        StateName.objects.create(state=state, name="Old name", until=1990)
        page = read(client.get("/states/QAA/"))
        assert page.find("p", class_="finding").text == (
            "No recorded vote by this State in the Human Rights Council is on file."
        )
        assert "Never a member of the Council." in page.text
        assert "Old name (until 1990)" in page.text
        assert page.find_all("figure") == []

    def test_the_page_of_a_state_lists_its_dissents(self, client: Client) -> None:
        first, *others = make_members(8)
        make_voted(roll_call=dict.fromkeys(others, "in_favour") | {first: "against"})
        make_voted(roll_call=dict.fromkeys([first, *others], "in_favour"))
        section = read(client.get(first.get_absolute_url())).get_section("apart")
        assert (
            section.find("h2").text
            == "Dissented in 1 of the 2 votes in which its regional group had a majority position"
        )
        assert [row[2:] for row in section.get_rows()] == [["Against", "In favour"]]
        other = read(client.get(others[0].get_absolute_url())).get_section("apart")
        assert other.find("h2").text.startswith("Dissented in 0 of the 2 votes")

    def test_topics_lead_to_the_list(self, client: Client) -> None:
        text, other = make_text(), make_text()
        topic = make_topic("Albinism")
        text.topics.add(topic)
        links = self.read_text(client, text).get_links()
        assert links[f"/resolutions/?topic={topic.slug}"] == "Albinism"
        found = read(client.get("/resolutions/", {"topic": topic.slug})).find("table").get_links()
        assert text.get_absolute_url() in found
        assert other.get_absolute_url() not in found

    @pytest.mark.parametrize(
        "address", ["/", "/resolutions/", "/states/", "/sessions/", "/explanations/", "/about/"]
    )
    def test_an_empty_record_has_pages_too(self, client: Client, address: str) -> None:
        assert read(client.get(address)).find("h1").text

    @pytest.mark.parametrize(
        "address",
        ["/resolutions", "/states", "/explanations", "/about/quality"],
    )
    @pytest.mark.parametrize("form", ["json", "csv"])
    def test_an_empty_record_has_data_too(self, client: Client, address: str, form: str) -> None:
        assert client.get(f"{address}.{form}").status_code == 200


def test_a_current_member_is_marked(db: None, client: Client) -> None:
    make_member("QAA")
    make_state("QAB")
    marked = [row[0] for row in read(client.get("/states/")).get_rows() if "current member" in row[0]]
    assert len(marked) == 1
    assert marked[0].startswith("State of QAA")


@pytest.mark.django_db
def test_the_notes_on_a_text_without_a_roll_call_are_on_its_page(client: Client) -> None:
    session = make_session("8")
    session.start, session.end = datetime.date(2008, 6, 2), datetime.date(2008, 6, 18)
    session.save()
    text = make_text("A/HRC/PRST/8/1", session=session, date=datetime.date(2008, 4, 9))
    refresh_checks([text.pk])
    page = read(client.get(text.get_absolute_url()))
    assert "The date, 9 April 2008, falls outside the session (2 June 2008 to 18 June 2008;" in page.text


@pytest.mark.django_db
def test_the_commission_did_not_have_47_members(client: Client) -> None:
    text = make_text("E/CN.4/RES/2004/1", session=make_session("CHR-60"), date=datetime.date(2004, 4, 1))
    page = read(client.get(text.get_absolute_url()))
    assert "This is not the same as a vote in favour by every member." in page.text
    assert "47 votes in favour" not in page.text
