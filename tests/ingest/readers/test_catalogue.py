"""The catalogue's layout, with its known irregularities."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ingest.readers.catalogue_row import ROW, parse, read_votes, vote
from votes.core.choices import Adoption, Outcome, Position, TextKind
from votes.core.rows import TextRow
from votes.ingest.readers.catalogue import (
    SOURCE,
    format_topic,
    parse_address,
    parse_date,
    parse_item,
    parse_meeting,
    parse_official_totals,
    parse_resolution,
)
from votes.ingest.readers.catalogue_votes import (
    split_leaked,
)


def test_one_record_from_beginning_to_end():
    assert parse([vote("CHN", "Y"), vote("USA", "N"), vote("CHE", "A"), vote("TUN", ".")]) == TextRow(
        symbol="A/HRC/RES/37/23",
        kind="resolution",
        title="Promoting mutually beneficial cooperation in the field of human rights",
        session="37",
        adoption="recorded_vote",
        outcome="adopted",
        date=datetime.date(2018, 3, 23),
        agenda_item=3,
        agenda_item_title="Promotion and protection of all human rights",
        topics=("International cooperation", "Human rights"),
        meeting="54th meeting",
        draft_symbol="A/HRC/37/L.36",
        draft_as_printed="Draft resolution A/HRC/37/L.36",
        sponsors_as_printed="China, Pakistan",
        official=(28, 1, 17, 1),
        positions={"CHN": "in_favour", "USA": "against", "CHE": "abstaining", "TUN": "not_voting"},
        source=SOURCE,
        source_record="30855",
        source_url="https://searchlibrary.ohchr.org/record/30855",
        text_url="https://undocs.org/A/HRC/RES/37/23",
    )


@pytest.mark.parametrize(
    ("code", "position"),
    [
        ("Y", Position.IN_FAVOUR),
        ("Yes", Position.IN_FAVOUR),
        ("in  favour", Position.IN_FAVOUR),
        ("NO", Position.AGAINST),
        ("Against", Position.AGAINST),
        ("ABSTAIN", Position.ABSTAINING),
        ("NO_VOTE", Position.NOT_VOTING),
        ("non-voting", Position.NOT_VOTING),
        ("N", Position.AGAINST),
        ("A", Position.ABSTAINING),
        (".", Position.NOT_VOTING),
        ("", Position.NOT_VOTING),
        (" ", Position.NOT_VOTING),
        ("y", Position.IN_FAVOUR),  # lower case: in the live library
        (" n ", Position.AGAINST),
    ],
)
def test_the_codes_of_a_roll_call(code, position):
    assert parse([vote("CHN", code)]).positions == {"CHN": position}


def test_an_unknown_code_is_reported_and_the_others_are_read():
    reason = "no position has the code 'X', given to CHN"
    assert read_votes(vote("CHN", "x"), vote("USA", "N")) == ({"USA": "against"}, [(reason, 1)])


@pytest.mark.parametrize("iso3", ["ATL", "", "CHINA"])
def test_a_state_that_is_not_on_file_is_named(iso3):
    assert read_votes(vote(iso3, "Y")) == ({}, [(f"no State on file has the code {iso3!r}", 1)])


def test_a_state_twice_with_one_position_has_it():
    positions, rejected = read_votes(vote("CHN", "Y"), vote("USA", "N"), vote("CHN", "y"))
    assert positions == {"CHN": "in_favour", "USA": "against"}
    assert rejected == [("is listed twice with the same position and counted once", 1)]


def test_a_state_twice_with_two_positions_has_none():
    positions, rejected = read_votes(vote("CHN", "Y"), vote("CHN", "N"), vote("USA", "N"), vote("CHN", "Y"))
    assert positions == {"USA": "against"}
    assert [votes for _, votes in rejected] == [2, 1]


@pytest.mark.parametrize(
    ("printed", "whole"),
    [
        (vote("VEN$eVENEZUELA", "Y"), vote("VEN", "Y", "VENEZUELA")),
        (vote("VEN$dY", "", "VENEZUELA"), vote("VEN", "Y", "VENEZUELA")),
        (vote("VEN", "Y$eVENEZUELA"), vote("VEN", "Y", "VENEZUELA")),
        (vote("VEN$eVENEZUELA", "Y", "VENEZUELA"), vote("VEN", "Y", "VENEZUELA")),
        (vote("VEN", "Y", "US$"), vote("VEN", "Y", "US")),
    ],
)
def test_a_subfield_that_leaked_into_its_neighbour_is_taken_back(printed, whole):
    assert split_leaked(printed) == whole


def test_a_leaked_subfield_that_says_something_else_is_named():
    positions, rejected = read_votes(vote("VEN$dN", "Y"))
    assert positions == {}
    assert rejected == [("'VEN$dN' contains two different values", 1)]


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2018-03-23", datetime.date(2018, 3, 23)),
        ("20180323", datetime.date(2018, 3, 23)),
        (" 2018-03-23 ", datetime.date(2018, 3, 23)),
        ("2018", None),
        ("2018-03", None),
        ("201803", None),
    ],
)
def test_dates_as_printed(printed, day):
    assert parse_date(printed) == day


@pytest.mark.parametrize("printed", ["", "23 March 2018", "2018-13-01", "20180230", "2018-3-23", "18"])
def test_what_is_no_date_is_refused(printed):
    with pytest.raises(ValueError, match=r"date|month|day"):
        parse_date(printed)


def test_a_date_with_only_a_year_is_mentioned_in_the_note():
    row = parse(date="2018")
    assert (row.date, row.note) == (None, "The catalogue does not print the day, only 2018.")


def test_totals_of_a_text_adopted_without_a_vote_are_mentioned_in_the_note():
    row = parse(vote_type="ADOPTED WITHOUT VOTE", yes="32", no="1", abstain="10")
    assert (row.official, row.adoption) == (None, Adoption.WITHOUT_VOTE)
    assert row.note == "The catalogue prints the totals 32–1–10, and that there was no vote."


def test_a_text_of_another_body_is_refused():
    with pytest.raises(ValueError, match="it belongs to another body, 'General Assembly'"):
        parse(body="General Assembly", symbol="A/C.3/73/L.1")


def test_a_decision_without_a_symbol_says_so():
    row = parse(
        symbol="",
        title="Telegram : decision /",
        body="Commission on Human Rights",
        statement="adopted by the Commission on Human Rights at its 26th session",
    )
    assert (row.symbol, row.session, row.symbol_as_printed) == ("E/CN.4/DEC(XXVI)", "CHR-26", "")
    assert row.note.startswith("The catalogue gives this text no symbol")
    with pytest.raises(ValueError, match="there is no symbol"):
        parse(symbol="", title="Telegram : amendment /")


def test_without_a_roll_call_there_are_no_positions():
    assert parse().positions == {}


def test_a_vote_on_whether_to_act_is_a_motion():
    row = parse(
        title="Protection of the family : amendment /",
        symbol="A/HRC/26/L.37",
        draft="Amendment A/HRC/26/L.37 to draft resolution A/HRC/26/L.20/Rev.1 No action by vote",
    )
    assert (row.kind, row.outcome, row.amends) == (
        TextKind.NO_ACTION_MOTION,
        Outcome.ADOPTED,
        "A/HRC/26/L.20/Rev.1",
    )
    assert row.draft_symbol == ""


def test_what_the_record_says_twice_is_kept():
    row = parse(
        title="Prevention of genocide : amendment /",
        vote_type="WITHDRAWN",
        draft="Amendment A/HRC/28/L.39 to draft resolution A/HRC/28/L.25 Rejected by recorded vote",
    )
    assert (row.outcome, row.other_outcome) == (Outcome.WITHDRAWN, Outcome.REJECTED)


def test_why_the_own_line_is_followed_stands_in_the_note():
    row = parse(
        title="Forum on Minority Issues : amendment /",
        draft="Amendment A/HRC/19/L.42 to draft resolution A/HRC/19/L.11 Adopted without a vote",
        yes="",
    )
    assert (row.adoption, row.outcome) == (Adoption.WITHOUT_VOTE, Outcome.ADOPTED)
    assert "under “RECORDED”" in row.note


@pytest.mark.parametrize("vote_type", ["", "ACCLAMATION"])
def test_an_unknown_vote_type_is_refused(vote_type):
    with pytest.raises(ValueError, match=r"the vote type .* is not known"):
        parse(vote_type=vote_type)


@pytest.mark.parametrize(
    ("cells", "totals"),
    [
        (("28", "1", "17", "1"), (28, 1, 17, 1)),
        (("28", "1", "17", ""), (28, 1, 17, None)),
        (("47", "", "", ""), (47, 0, 0, None)),  # an empty cell beside a total is nobody
        (("0", "47", "0", "0"), (0, 47, 0, 0)),
        (("", "", "", ""), None),
    ],
)
def test_totals(cells, totals):
    assert (
        parse_official_totals(dict(zip(("yes", "no", "abstain", "nonvoting"), cells, strict=True))) == totals
    )


@pytest.mark.parametrize(
    ("printed", "topic"),
    [
        ("SETTLEMENT POLICY", "Settlement policy"),
        ("HUMAN RIGHTS  IN ARMED CONFLICTS", "Human rights in armed conflicts"),
        ("STATE OF PALESTINE", "State of Palestine"),
        ("HIV/AIDS", "HIV/AIDS"),
        ("TÜRKIYE", "Türkiye"),
        ("SYRIAN ARAB REPUBLIC", "Syrian Arab Republic"),
        ("DEMOCRATIC PEOPLE'S REPUBLIC OF KOREA", "Democratic People’s Republic of Korea"),
        ("PEOPLE OF AFRICAN DESCENT", "People of African descent"),
        ("Right to food", "Right to food"),
        ("", ""),
    ],
)
def test_topics_lose_their_capitals_but_names_keep_theirs(printed, topic):
    names = {"TÜRKIYE": "Türkiye", "SYRIAN ARAB REPUBLIC": "Syrian Arab Republic"}
    assert format_topic(printed, names) == topic


def test_a_topic_printed_twice_is_one():
    assert parse(agenda_subject="TERRORISM - TERRORISM -  HUMAN RIGHTS -").topics == (
        "Terrorism",
        "Human rights",
    )
    assert parse(agenda_subject="").topics == ()


@pytest.mark.parametrize(
    ("number", "title", "item"),
    [
        ("3.", "Promotion and protection -", (3, "Promotion and protection")),
        ("10", "Technical assistance", (10, "Technical assistance")),
        ("UKRAINE", "", (None, "")),  # special sessions print a country
        ("", "", (None, "")),
        ("IRAN (ISLAMIC REPUBLIC OF)", "Iran", (None, "Iran")),
        ("17c.", "Status of the Covenants -", (17, "(c) Status of the Covenants")),
        ("11d (ii).", "Justice", (11, "(d) (ii) Justice")),
        ("11(f)(iv).", "Justice", (11, "(f) (iv) Justice")),
        ("25 bis.", "Item", (25, "(bis) Item")),
        ("9,", "Item", (9, "Item")),
        ("x.", "x", (None, "x")),
    ],
)
def test_the_agenda_item(number, title, item):
    assert parse_item(number, title) == item


@pytest.mark.parametrize(
    ("printed", "meeting"),
    [
        ("Adopted at the 54th meeting", "54th meeting"),
        ("42nd  meeting, 23 March 2018", "42nd meeting"),
        ("adopted by silence procedure", "Silence procedure"),
        ("E/CN.4/1984/SR.31", "E/CN.4/1984/SR.31"),
        ("E/HR/20, 10 May 1946, 10th meeting", "10th meeting"),
        ("Withdrawn", ""),
        ("", ""),
    ],
)
def test_the_meeting(printed, meeting):
    assert parse_meeting(printed) == meeting


@pytest.mark.parametrize(
    ("printed", "address"),
    [
        ("http://undocs.org/A/HRC/RES/37/23", "https://undocs.org/A/HRC/RES/37/23"),
        ("https://undocs.org/A/HRC/RES/37/23", "https://undocs.org/A/HRC/RES/37/23"),
        ("undocs.org/E/CN.4/78", "https://undocs.org/E/CN.4/78"),
        ("http://undocs.org/ A/HRC/1", "https://undocs.org/A/HRC/1"),
        ("javascript:alert(1)", ""),
        ("see the report", ""),
        ("", ""),
    ],
)
def test_the_address_of_a_text(printed, address):
    assert parse_address(printed) == address


@given(st.fixed_dictionaries({name: st.text(max_size=30) for name in ROW}), st.text(max_size=8))
def test_any_row_is_read_or_a_value_error(row, code):
    row = ROW | {name: value for name, value in row.items() if value}
    try:
        parsed = parse_resolution(row, read_votes(vote("CHN", code))[0], {})
    except ValueError:
        return
    assert set(parsed.positions.values()) <= set(Position.values)
