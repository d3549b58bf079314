"""What the record says in words, word for word."""

import datetime
from dataclasses import replace
from typing import Any

import pytest

from votes.analysis.majority_position import Alignment
from votes.analysis.scope import Scope
from votes.checking.findings import read_finding
from votes.checking.wording import describe_check, describe_finding
from votes.core.choices import Adoption, Body, CheckStatus, Outcome, Position, RegionalGroup
from votes.core.terms import UNKNOWN_MEMBERS, MembersOnDay
from votes.models import Resolution, Session, State
from votes.resolutions.roll_call import RollCallEntry
from votes.resolutions.service import OutcomeCounts
from votes.resolutions.wording import (
    build_citation,
    describe_absence_of_vote,
    describe_remarkable,
    describe_sum,
)
from votes.scope.population import Population
from votes.web.wording import describe_outcome, join_names, name_in_sentence

USA = State(iso3="USA", name="United States of America", article=True)
TUN = State(iso3="TUN", name="Tunisia")
CHE = State(iso3="CHE", name="Switzerland")
PHL = State(iso3="PHL", name="Philippines", article=True)
CHN = State(iso3="CHN", name="China")


def make_entries(**roll_call: list[State]) -> list[RollCallEntry]:
    return [
        RollCallEntry(state, Position(position), None, Alignment.NO_MAJORITY)
        for position, states in roll_call.items()
        for state in states
    ]


def make_text(**fields: Any) -> Resolution:
    usual = {
        "symbol": "A/HRC/RES/37/23",
        "title": "Cooperation",
        "session": Session(number=37),
        "date": datetime.date(2018, 3, 23),
        "adoption": Adoption.RECORDED_VOTE,
        "outcome": Outcome.ADOPTED,
    }
    return Resolution(**(usual | fields))


def make_voted(in_favour: int, against: int, abstaining: int, **fields: Any) -> Resolution:
    return make_text(
        official_in_favour=in_favour, official_against=against, official_abstaining=abstaining, **fields
    )


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], ""),
        (["Togo"], "Togo"),
        (["Togo", "Peru"], "Togo and Peru"),
        (["Togo", "Peru", "Cuba"], "Togo, Peru and Cuba"),
        (["Togo", "Peru", "Cuba", "Chad"], "Togo, Peru, Cuba and Chad"),
    ],
)
def test_names_are_joined_as_people_write_them(names: list[str], words: str) -> None:
    assert join_names(names) == words


def test_some_names_take_an_article() -> None:
    assert name_in_sentence(USA) == "the United States of America"
    assert name_in_sentence(TUN) == "Tunisia"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (make_voted(28, 1, 17), "Adopted by 28 to 1, with 17 abstentions"),
        (make_voted(46, 0, 1), "Adopted by 46 to none, with 1 abstention"),
        (make_voted(46, 1, 0), "Adopted by 46 to 1, with no abstentions"),
        (make_voted(18, 21, 7, outcome=Outcome.REJECTED), "Rejected by 18 to 21, with 7 abstentions"),
        (make_text(adoption=Adoption.WITHOUT_VOTE), "Adopted without a vote"),
        (
            make_text(),
            "Adopted by a recorded vote, according to the source (no totals or roll-call on file)",
        ),
        (
            make_text(counted_in_favour=28, counted_against=1, counted_abstaining=17),
            "Adopted by a recorded vote (official totals not on file)",
        ),
        (
            make_voted(21, 20, 6, outcome=Outcome.REJECTED),
            "The record contradicts itself: 21 in favour, 20 against, and “rejected”",
        ),
        (
            make_voted(20, 20, 6),
            "The record contradicts itself: 20 in favour, 20 against, and “adopted”",
        ),
        (
            make_voted(12, 24, 7, outcome=Outcome.REJECTED, other_outcome=Outcome.WITHDRAWN),
            "The record contradicts itself: 12 in favour, 24 against, and “withdrawn”",
        ),
        (
            make_text(adoption=Adoption.NONE, outcome=Outcome.WITHDRAWN, other_outcome=Outcome.REJECTED),
            "The record contradicts itself: “withdrawn” and “rejected”",
        ),
        (
            make_voted(28, 1, 17, counted_in_favour=27, counted_against=1, counted_abstaining=17),
            "Adopted by a recorded vote (totals and roll-call do not match)",
        ),
        (make_text(adoption=Adoption.NONE, outcome=Outcome.NOT_ACTED_UPON), "Not acted upon"),
        (
            make_text(adoption=Adoption.NONE, outcome=Outcome.ACCEPTED_BY_SPONSOR),
            "Accepted by the sponsor",
        ),
        (
            make_text(adoption=Adoption.NON_RECORDED_VOTE, outcome=Outcome.REJECTED),
            "Rejected by a non-recorded vote",
        ),
        (make_text(adoption=Adoption.NONE, outcome=Outcome.WITHDRAWN), "Withdrawn"),
        (make_text(adoption=Adoption.NONE, outcome=Outcome.NOT_CONSIDERED), "Not considered"),
        (make_text(adoption=Adoption.NONE, outcome=Outcome.TABLED), "Tabled, no action taken yet"),
    ],
)
def test_every_fate_of_a_text_has_its_sentence(text: Resolution, words: str) -> None:
    assert describe_outcome(text) == words


@pytest.mark.parametrize(
    ("entries", "sentences"),
    [
        ([], []),
        (make_entries(in_favour=[CHN, CHE, PHL], against=[TUN, USA]), []),
        (
            make_entries(in_favour=[CHN, CHE], against=[USA], not_voting=[TUN]),
            ["The United States of America alone voted against.", "Tunisia did not vote."],
        ),
        (make_entries(in_favour=[CHN], against=[USA, CHE]), ["China alone voted in favour."]),
        (make_entries(in_favour=[CHN, USA], abstaining=[CHE]), ["Switzerland alone abstained."]),
        (
            make_entries(in_favour=[CHN, CHE], not_voting=[TUN, USA]),
            ["Tunisia and the United States of America did not vote."],
        ),
        (
            make_entries(in_favour=[CHN, CHE], not_voting=[PHL, TUN, USA]),
            ["The Philippines, Tunisia and the United States of America did not vote."],
        ),
        (make_entries(not_voting=[PHL, TUN, USA, CHE]), ["4 members did not vote."]),
        (
            make_entries(in_favour=[CHN], against=[USA], abstaining=[CHE]),
            [
                "The United States of America alone voted against.",
                "China alone voted in favour.",
                "Switzerland alone abstained.",
            ],
        ),
    ],
)
def test_a_lone_vote_and_absences_are_pointed_out(entries: list[RollCallEntry], sentences: list[str]) -> None:
    assert describe_remarkable(entries) == sentences


NAMES = {"USA": "United States of America", "TUN": "Tunisia"}


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (
            {"rule": "totals", "position": "in_favour", "official": 28, "counted": 27},
            "In favour: the official total is 28, the roll-call shows 27",
        ),
        (
            {"rule": "totals", "position": "against", "official": 17, "counted": 1, "swapped": "abstaining"},
            "Against: the official total is 17, the roll-call shows 1 "
            "(it appears to have been swapped with abstaining in the official totals)",
        ),
        (
            {"rule": "not_a_member", "states": ["USA", "TUN"]},
            "Recorded with a position, but not a member on that day: United States of America and Tunisia",
        ),
        (
            {"rule": "missing", "states": ["TUN"], "listed": 46, "seats": 47},
            "The roll-call lists 46 of 47 members; missing: Tunisia",
        ),
        (
            {"rule": "missing", "states": ["ZZZ"], "listed": 46, "seats": 47},
            "The roll-call lists 46 of 47 members; missing: ZZZ",
        ),
    ],
)
def test_a_finding_says_what_is_wrong(finding: dict, words: str) -> None:
    assert describe_finding(read_finding({"severity": "error", **finding}), NAMES) == words


COMPLETE = MembersOnDay(None, {"CHN": RegionalGroup.ASIA_PACIFIC}, seats=1)


@pytest.mark.parametrize(
    ("members", "body", "sentence"),
    [
        (replace(COMPLETE, seats=47), Body.COUNCIL, "The members on that day are not all on file"),
        (UNKNOWN_MEMBERS, Body.COUNCIL, "The members on that day are not all on file"),
        (UNKNOWN_MEMBERS, Body.COMMISSION, "The members of the Commission are not on file"),
    ],
)
def test_a_roll_call_is_not_said_to_match_members_that_are_not_on_file(members, body, sentence) -> None:
    text = make_voted(28, 1, 17, check_status=CheckStatus.RECONCILED, session=Session(number=1, body=body))
    assert describe_check(text, members).startswith("The roll-call matches the official totals. ")
    assert sentence in describe_check(text, members)


def test_the_check_has_a_sentence_for_each_result() -> None:
    reconciled = make_voted(28, 1, 17, check_status=CheckStatus.RECONCILED)
    noted = make_voted(
        28,
        1,
        17,
        check_status=CheckStatus.RECONCILED,
        check_findings=[{"rule": "totals", "severity": "note"}],
    )
    failed = make_voted(
        28,
        1,
        17,
        check_status=CheckStatus.UNRECONCILED,
        check_findings=[{"rule": "totals", "severity": "error"}],
    )
    assert describe_check(reconciled, COMPLETE) == (
        "The roll-call matches the official totals and the membership on that day."
    )
    assert "except for the number not voting" in describe_check(noted, COMPLETE)
    assert "does not match the official record" in describe_check(failed, COMPLETE)
    assert describe_check(make_voted(18, 21, 7), COMPLETE) == (
        "The record contradicts itself about the outcome. This text is excluded from the analysis."
    )
    assert describe_check(make_text(), COMPLETE) == (
        "Nothing could be checked, because neither official totals nor a roll-call is on file."
    )
    assert describe_check(make_voted(21, 18, 7), COMPLETE) == (
        "The official totals could not be checked, because no roll-call is on file."
    )
    assert describe_check(make_text(adoption=Adoption.WITHOUT_VOTE), COMPLETE) == (
        "There was no recorded vote, so there is no roll-call."
    )


def test_why_a_page_has_no_seats() -> None:
    without = describe_absence_of_vote(make_text(adoption=Adoption.WITHOUT_VOTE))
    assert without.startswith(
        "No member requested a vote, so no positions were recorded. This is not the same as 47 votes in favour"
    )
    tabled = make_text(adoption=Adoption.NONE, outcome=Outcome.TABLED)
    assert describe_absence_of_vote(tabled) == "The text has been tabled. No decision has been taken yet."
    withdrawn = make_text(adoption=Adoption.NONE, outcome=Outcome.WITHDRAWN)
    assert "No decision was taken on this text" in describe_absence_of_vote(withdrawn)
    assert (
        describe_absence_of_vote(make_voted(18, 21, 7))
        == "The positions of individual States are not on file."
    )


def test_a_citation_names_text_decision_source_and_address() -> None:
    text = make_voted(28, 1, 17, source="OHCHR library, Voting collection")
    assert build_citation(text, "https://example.org/x/") == (
        "Human Rights Council, A/HRC/RES/37/23, “Cooperation”. "
        "Adopted by 28 to 1, with 17 abstentions, 23 Mar 2018. "
        "Source: OHCHR library, Voting collection. HRC voting record, https://example.org/x/"
    )


def test_a_citation_of_a_text_without_date_and_source() -> None:
    text = make_text(adoption=Adoption.NONE, outcome=Outcome.TABLED, date=None)
    assert build_citation(text, "https://example.org/x/") == (
        "Human Rights Council, A/HRC/RES/37/23, “Cooperation”. Tabled, no action taken yet. "
        "HRC voting record, https://example.org/x/"
    )


def test_the_parts_of_a_list_add_up_before_the_reader() -> None:
    population = Population(Scope(), n=6348, first=2006, last=2026, of_texts=True)
    counts = OutcomeCounts(
        population,
        by_vote=1716,
        rejected=9,
        contradictory=0,
        without_totals=0,
        without_vote=3835,
        non_recorded=528,
        undecided=269,
    )
    assert describe_sum(counts) == (
        "6,348 texts = 1,716 by recorded vote + 3,835 without a vote + 528 by a vote that was not recorded "
        "+ 269 without a decision"
    )
    assert describe_sum(replace(counts, without_vote=0, non_recorded=0, undecided=0)) == ""
