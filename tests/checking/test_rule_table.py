"""The table of rules on the quality page, and the same as data."""

import pytest
from django.test import Client

from tests.factories import make_member, make_resolution
from tests.page import read
from tests.pages_factories import make_voted
from votes.checking.checks import refresh_checks
from votes.checking.findings import Finding, Rule, build_error, build_note
from votes.checking.page import count_rules
from votes.checking.rule_meanings import MEANINGS, describe_meaning
from votes.checking.wording import RULE_LABELS, describe_check, describe_finding
from votes.core.choices import Adoption
from votes.core.terms import UNKNOWN_MEMBERS


def test_every_rule_of_a_text_says_what_it_finds():
    assert set(MEANINGS) == set(RULE_LABELS)
    assert all(str(meaning).endswith(".") for meaning in MEANINGS.values())
    assert describe_meaning("removed") == ""


def test_rules_without_findings_are_listed_too():
    counts = count_rules([])
    assert {count.rule for count in counts} == set(RULE_LABELS)
    assert {count.findings for count in counts} == {0}


@pytest.fixture
def findings(db: None) -> None:
    make_voted("A/HRC/RES/37/23", {make_member("CHN"): "in_favour"}, (3, 2, 0, 0))
    make_resolution("A/HRC/RES/37/24", title="\u0421ooperation", adoption=Adoption.WITHOUT_VOTE)
    refresh_checks()


@pytest.mark.usefixtures("findings")
class TestTable:
    def test_the_rule_with_most_errors_comes_first(self, client: Client) -> None:
        rows = [
            " ".join(cell.split()) for row in read(client.get("/about/quality/")).get_rows() for cell in row
        ]
        first = rows.index("Totals do not match")
        assert rows[first + 2 : first + 7] == ["1", "2", "0", "0", "0"]
        letters = rows.index("Letters of another alphabet in a title")
        assert rows[letters + 1] == "A title contains letters of another alphabet or invisible characters."
        assert rows[letters + 2 : letters + 7] == ["1", "0", "1", "0", "1"]
        assert first < letters

    def test_a_rule_with_findings_leads_to_them(self, client: Client) -> None:
        page = read(client.get("/about/quality/?body=council"))
        assert "?body=council&rule=letters" in page.get_links()
        assert "?body=council&rule=seats" not in page.get_links()
        assert "?body=council&rule=item" not in page.get_links()

    def test_the_table_as_data(self, client: Client) -> None:
        rows = client.get("/about/quality/rules.json").json()["rules"]
        letters = next(row for row in rows if row["rule"] == "letters")
        assert letters == {
            "rule": "letters",
            "label": "Letters of another alphabet in a title",
            "meaning": "A title contains letters of another alphabet or invisible characters.",
            "findings": 1,
            "texts": 1,
            "errors": 0,
            "notes": 1,
            "corrected": 0,
            "suggested": 1,
        }
        csv = client.get("/about/quality/rules.csv").content.decode()
        assert csv.splitlines()[0] == "rule,label,meaning,findings,texts,errors,notes,corrected,suggested"
        assert len(csv.splitlines()) == len(RULE_LABELS) + 1

    def test_the_filters_apply_to_the_table(self, client: Client) -> None:
        data = client.get("/about/quality/rules.json?body=commission&year=x").json()
        assert {row["findings"] for row in data["rules"]} == {0}
        assert data["filter"] == {"body": "commission"}
        assert len(data["notes"]) == 1
        errors = client.get("/about/quality/rules.json?severity=error").json()["rules"]
        assert {row["rule"] for row in errors if row["findings"]} == {"totals"}


@pytest.mark.parametrize(
    ("finding", "sentence"),
    [
        (
            build_note(
                Rule.MEETING_DAY,
                meeting="8th meeting",
                date="2018-03-22",
                other_meeting="9th meeting",
                other_date="2018-03-21",
                proved=False,
            ),
            "Dated 22 March 2018 (8th meeting), but a text of a later meeting (9th meeting) is dated 21 March 2018; "
            "it is not evident which date is right",
        ),
        (
            build_note(
                Rule.MEETING_DAY,
                meeting="8th meeting",
                date="2018-03-22",
                other_meeting="7th meeting",
                other_date="2018-03-23",
                proved=True,
            ),
            "Dated 22 March 2018 (8th meeting), but a text of an earlier meeting (7th meeting) is dated 23 March 2018; "
            "either its date or its meeting is wrong, and the record does not show which",
        ),
        (
            build_note(
                Rule.MEETING_DAY,
                meeting="8th meeting",
                date="2018-03-22",
                other_meeting="8th meeting",
                other_date="2018-03-23",
                proved=True,
            ),
            "Dated 22 March 2018 (8th meeting), but a text of the same meeting (8th meeting) is dated 23 March 2018; "
            "either its date or its meeting is wrong, and the record does not show which",
        ),
        (
            build_note(Rule.DATE, date="2008-04-09", start="2008-06-02", end="2008-06-18", read=False),
            "The date, 9 April 2008, falls outside the session (2 June 2008 to 18 June 2008; these days were not read "
            "from a document)",
        ),
        (
            build_note(Rule.DATE, date="2008-04-09", start="2008-06-02", end="2008-06-18", read=True),
            "The date, 9 April 2008, falls outside the session (2 June 2008 to 18 June 2008)",
        ),
        (
            build_note(Rule.DATE, date="2008-04-09"),
            "The date, 9 April 2008, falls outside the session",
        ),
        (
            build_note(
                Rule.AMENDMENT_DAY, date="2018-03-22", texts=["A/HRC/RES/37/1"], other_date="2018-03-23"
            ),
            "The vote is dated 22 March 2018, but the text that it concerns, A/HRC/RES/37/1, was decided on "
            "23 March 2018",
        ),
        (
            build_error(Rule.INCOMPLETE, missing=["totals", "roll_call"]),
            "The source records a vote, but does not give the totals and the roll-call",
        ),
        (
            build_error(Rule.SPONSOR_AGAINST, states=["CHN"], in_favour=0),
            "Main sponsors recorded as voting against their own text: China",
        ),
        (
            build_note(Rule.ONE_DRAFT, draft="A/HRC/52/L.1", texts=["A/HRC/RES/52/4"]),
            "The draft given, A/HRC/52/L.1, is also the draft of A/HRC/RES/52/4",
        ),
        (
            build_note(Rule.ONE_SERIES, texts=["A/HRC/RES/34/31"]),
            "The series also contains A/HRC/RES/34/31 of the same session",
        ),
        (
            build_note(Rule.PRINTED_SYMBOL, symbol="A/HRC/45/L.64", printed="A/HRC/45/L.57"),
            "The record has the symbol A/HRC/45/L.64, but its own text says A/HRC/45/L.57",
        ),
        (
            build_note(Rule.PRINTED_KIND, kind="resolution", printed="amendment"),
            "Filed as a resolution, but described in the source as a different kind: amendment",
        ),
        (
            build_note(Rule.PRINTED_SESSION, session="53", sessions=["52"]),
            "The draft belongs to session 52: the text was either postponed or filed with the wrong draft",
        ),
        (
            build_note(Rule.ITEM, item=5, title="Technical assistance", named=10),
            "The source gives agenda item 5 with the title “Technical assistance”; item 10 has this title",
        ),
        (
            build_note(Rule.ITEM, item=11, title="Civil and political rights", named=None),
            "The source gives agenda item 11 with the title “Civil and political rights”",
        ),
        (
            build_note(Rule.LETTERS, characters=["U+200B zero width space"]),
            "The title contains characters that do not belong there: U+200B zero width space",
        ),
    ],
)
def test_each_finding_in_words(finding: Finding, sentence: str) -> None:
    assert describe_finding(finding, {"CHN": "China"}) == sentence


@pytest.mark.django_db
def test_a_vote_with_an_error_and_no_roll_call() -> None:
    text = make_resolution()
    refresh_checks()
    text.refresh_from_db()
    assert describe_check(text, UNKNOWN_MEMBERS) == (
        "The record of this vote contradicts itself or is incomplete. It is excluded from the analysis."
    )
