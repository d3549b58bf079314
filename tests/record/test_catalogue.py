"""The catalogue's layout, with the traps it is known for."""

import csv
import datetime
import re
from collections import Counter, defaultdict
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.choices import Adoption, Outcome, Position, TextKind
from votes.record.catalogue import (
    SOURCE,
    format_topic,
    parse_amended,
    parse_draft,
    parse_item,
    parse_outcome,
    parse_resolution,
    parse_session,
    parse_symbol,
    parse_title,
    parse_totals,
)
from votes.record.rows import TextRow

# As it stands in the file, A/HRC/RES/37/23.
ROW = {
    "record_id": "30855",
    "symbol": "A/HRC/RES/37/23",
    "title": "Promoting  mutually beneficial cooperation in the field of human rights : resolution /",
    "statement": "adopted by the Human Rights Council on 23 March 2018 at its 37th session",
    "date": "2018-03-23",
    "body": "Human Rights Council",
    "vote_type": "RECORDED",
    "meeting": "Adopted at the 54th meeting",
    "agenda_item_no": "3.",
    "agenda_item_title": "Promotion and protection of all human rights -",
    "agenda_subject": "INTERNATIONAL COOPERATION - HUMAN RIGHTS",
    "main_sponsors": "China,  Pakistan",
    "draft": "Draft resolution A/HRC/37/L.36",
    "yes": "28",
    "no": "1",
    "abstain": "17",
    "nonvoting": "1",
    "url_resolution": "http://undocs.org/A/HRC/RES/37/23",
    "record_url": "https://searchlibrary.ohchr.org/record/30855",
}


def vote(iso3: str, code: str) -> dict[str, str]:
    return {"iso3": iso3, "country": "", "vote": code}


def parse(votes=(), **changes) -> TextRow:
    return parse_resolution(ROW | changes, votes, {})


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


def test_a_code_that_nobody_knows_is_refused():
    with pytest.raises(ValueError, match="no position has the code 'X', given to CHN"):
        parse([vote("CHN", "x")])


def test_a_state_twice_in_a_roll_call_is_refused():
    with pytest.raises(ValueError, match="CHN stands twice in the roll-call of record 30855"):
        parse([vote("CHN", "Y"), vote("USA", "N"), vote("CHN", "Y")])


def test_a_date_without_a_day_is_refused():
    with pytest.raises(ValueError, match="2018"):
        parse(date="2018")


def test_without_a_roll_call_there_are_no_positions():
    assert parse().positions == {}


@pytest.mark.parametrize(
    ("printed", "title", "kind"),
    [
        ("The right to food : resolution /", "The right to food", TextKind.RESOLUTION),
        ("The right to food: resolution", "The right to food", TextKind.RESOLUTION),
        ("Postponement : decision /", "Postponement", TextKind.DECISION),
        ("Terrorism and human rights : amendment /", "Terrorism and human rights", TextKind.AMENDMENT),
        ("COVID-19 : presidential statement /", "COVID-19", TextKind.PRESIDENTS_STATEMENT),
        ("The right to food /", "The right to food", None),
        ("Droit à l'alimentation", "Droit à l'alimentation", None),
        ("Follow-up : resolution S-9/1 : resolution /", "Follow-up : resolution S-9/1", TextKind.RESOLUTION),
        (
            "Racism:  a   resolution for all : resolution /",
            "Racism: a resolution for all",
            TextKind.RESOLUTION,
        ),
    ],
)
def test_the_kind_printed_behind_the_title(printed, title, kind):
    assert parse_title(printed) == (title, kind)


def test_a_title_without_a_kind_is_a_resolutions():
    assert parse(title="Le droit à l’alimentation").kind == TextKind.RESOLUTION


@pytest.mark.parametrize(
    ("printed", "symbol"),
    [
        ("A/HRC/RES/37/23", "A/HRC/RES/37/23"),
        ("A/HRC/RES/56/L.30", "A/HRC/56/L.30"),
        ("A/HRC/RES/S-37/L.2", "A/HRC/S-37/L.2"),
        ("A/HRC/27/L.31 as orally revised", "A/HRC/27/L.31"),
        ("A/HRC/50/L.37  as orally revised", "A/HRC/50/L.37"),
        ("A/HRC/43/L.31/Rev.1 as amended", "A/HRC/43/L.31/Rev.1"),
        ("A/HRC/DEC41/104", "A/HRC/DEC/41/104"),
        ("A/HRC/DEC/18/114A", "A/HRC/DEC/18/114A"),
        ("A/HRC/DEC/OM/1/102", "A/HRC/DEC/OM/1/102"),
        ("A/HRC/RES/S-28/1 ", "A/HRC/RES/S-28/1"),
    ],
)
def test_symbols(printed, symbol):
    assert parse_symbol(printed) == symbol


def test_a_symbol_that_was_changed_is_kept_as_printed():
    row = parse(symbol="A/HRC/27/L.31 as orally revised", statement="")
    assert (row.symbol, row.symbol_as_printed) == ("A/HRC/27/L.31", "A/HRC/27/L.31 as orally revised")
    assert parse().symbol_as_printed == ""


@pytest.mark.parametrize(
    ("printed", "draft"),
    [
        ("Draft resolution A/HRC/37/L.36", "A/HRC/37/L.36"),
        ("Draft resolution A/HRC/43/L.31/Rev.1 as orally revised", "A/HRC/43/L.31/Rev.1"),
        ("Draft decision A/HRC/2/L.36 as amended", "A/HRC/2/L.36"),
        ("Draft resolution A/HRC/27L.15/Rev.1 as amended", "A/HRC/27/L.15/Rev.1"),
        ("Draft resolution A/HRC/S-28/L.1", "A/HRC/S-28/L.1"),
        ("Draft resolution A/HRC/27/L..15", "A/HRC/27/L.15"),
        ("Draft resolution A//HRC/40/L.1", "A/HRC/40/L.1"),
        ("Draft resolution A/HRC/46//L.21/Rev.1 as amended", "A/HRC/46/L.21/Rev.1"),
        ("Draft presidential statement /HRC/45/L.30", "A/HRC/45/L.30"),
        ("A/HRC/42/L.14 (Text not issued)", "A/HRC/42/L.14"),
        ("", ""),
        ("Draft resolution", ""),
        ("A/HRC/39/2 (Annex II) -", ""),
    ],
)
def test_the_draft_out_of_its_sentence(printed, draft):
    assert parse_draft(printed, TextKind.RESOLUTION) == draft
    assert parse_draft(printed, TextKind.AMENDMENT) == ""


@pytest.mark.parametrize(
    ("printed", "amended"),
    [
        (
            "Amendment A/HRC/37/L.63 to draft resolution L.50/Rev.1 Rejected by a recorded vote",
            "A/HRC/37/L.50/Rev.1",
        ),
        ("Amendment A/HRC/37/L.63 to draft resolution A/HRC/37/L.50", "A/HRC/37/L.50"),
        ("Amendment A/HRC/37/L.63 to draft  decision A/HRC/37/L.5, as revised", "A/HRC/37/L.5"),
        ("Amendment A/HRC/38/L.33 to A/HRC/38/L.6 Russian Federation Withdrawn", "A/HRC/38/L.6"),
        ("Amendment to A/HRC/39/L.20 A/HRC/39/L.27 Russian Federation Rejected", "A/HRC/39/L.20"),
        ("Amendment A/HRC/40/L.30 to A/HRC/40/L.22/Rev.1 Withdrawn by the sponsor", "A/HRC/40/L.22/Rev.1"),
        ("Rejected by a recorded vote (9 to 24, with 14 abstentions)", ""),
        ("A/HRC/39/2 (Annex II) -", ""),
        ("", ""),
    ],
)
def test_the_draft_that_an_amendment_amends(printed, amended):
    assert parse_amended(printed, "37") == amended


def test_only_an_amendment_amends():
    printed = "Amendment A/HRC/37/L.63 to draft resolution L.50"
    assert parse(title="Terrorism : amendment /", draft=printed).amends == "A/HRC/37/L.50"
    assert parse(title="Terrorism : amendment /", draft=printed).draft_symbol == ""
    assert parse(draft=printed).amends == ""


@pytest.mark.parametrize(
    ("statement", "symbol", "session"),
    [
        ("at its 37th session", "A/HRC/RES/37/23", "37"),
        ("", "A/HRC/RES/S-28/1", "S-28"),
        ("", "A/HRC/37/L.63", "37"),
        ("", "A/HRC/PRST/OS/3/1", "OS-3"),
        ("at its 38th session", "A/HRC/RES/37/23", "37"),  # the symbol knows better
        ("adopted at its 41st session", "A/HRC/DEC41/104", "41"),
        ("adopted at its 28th special session", "S28", "S-28"),
        ("at its 3rd Organizational Session", "?", "OS-3"),
    ],
)
def test_the_session(statement, symbol, session):
    assert parse_session(statement, symbol) == session


def test_without_a_session_there_is_no_text():
    with pytest.raises(ValueError, match="no session in 'at its 1st organizational meeting'"):
        parse_session("at its 1st organizational meeting", "A/HRC/RES/OM/1/1")


@pytest.mark.parametrize(
    ("changes", "adoption", "outcome"),
    [
        ({}, Adoption.RECORDED_VOTE, Outcome.ADOPTED),
        ({"vote_type": "RECORDED, adopted at a closed meeting"}, Adoption.RECORDED_VOTE, Outcome.ADOPTED),
        ({"vote_type": "ADOPTED WITHOUT VOTE"}, Adoption.WITHOUT_VOTE, Outcome.ADOPTED),
        ({"vote_type": "NON-RECORDED, adopted unanimously"}, Adoption.NON_RECORDED_VOTE, Outcome.ADOPTED),
        ({"vote_type": "WITHDRAWN"}, Adoption.NONE, Outcome.WITHDRAWN),
        ({"vote_type": "NOT CONSIDERED"}, Adoption.NONE, Outcome.NOT_CONSIDERED),
        ({"draft": "Draft resolution A/HRC/16/L.25 Rejected"}, Adoption.RECORDED_VOTE, Outcome.REJECTED),
        ({"meeting": "Rejected at the 48th meeting"}, Adoption.RECORDED_VOTE, Outcome.REJECTED),
    ],
)
def test_how_it_was_decided(changes, adoption, outcome):
    assert parse_outcome(ROW | changes, TextKind.RESOLUTION) == (adoption, outcome)


@pytest.mark.parametrize(
    ("draft", "totals", "outcome"),
    [
        # The totals may be swapped: the words count.
        (
            "Amendment A/HRC/31/L.68 to draft resolution L.28 Rejected by a recorded vote",
            (13, 12),
            Outcome.REJECTED,
        ),
        (
            "Amendment A/HRC/31/L.9 to draft resolution L.28 Adopted by a recorded vote",
            (10, 12),
            Outcome.ADOPTED,
        ),
        # "Adopted" at the meeting is said of the draft, not of the amendment.
        ("Amendment L.39 to draft resolution L.24 Rejected by recorded vote", (27, 17), Outcome.REJECTED),
        # No word at all, or only that it was withdrawn although it was voted on: the totals say it.
        ("A/HRC/39/2 (Annex II) -", (14, 27), Outcome.REJECTED),
        (
            "Amendment A/HRC/38/L.24 to draft resolution L.1/Rev.1 Withdrawn by the sponsor",
            (12, 24),
            Outcome.REJECTED,
        ),
        ("Amendment L.24", (24, 12), Outcome.ADOPTED),
        ("Amendment L.24", (22, 22), Outcome.REJECTED),  # a tie adopts nothing
    ],
)
def test_whether_an_amendment_was_adopted(draft, totals, outcome):
    meeting = "Adopted at the 65th meeting" if "recorded vote" in draft else ""
    row = ROW | {"draft": draft, "meeting": meeting, "yes": str(totals[0]), "no": str(totals[1])}
    assert parse_outcome(row, TextKind.AMENDMENT) == (Adoption.RECORDED_VOTE, outcome)


@pytest.mark.parametrize("vote_type", ["", "recorded", "ACCLAMATION"])
def test_a_vote_type_that_nobody_knows_is_refused(vote_type):
    with pytest.raises(ValueError, match="no vote type is called"):
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
    assert parse_totals(dict(zip(("yes", "no", "abstain", "nonvoting"), cells, strict=True))) == totals


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
        ("", ""),
    ],
)
def test_the_meeting(printed, meeting):
    assert parse(meeting=printed).meeting == meeting


@given(st.fixed_dictionaries({name: st.text(max_size=30) for name in ROW}), st.text(max_size=3))
def test_any_row_is_read_or_a_value_error(row, code):
    row = ROW | {name: value for name, value in row.items() if value}
    try:
        parsed = parse_resolution(row, [vote("CHN", code)], {})
    except ValueError:
        return
    assert set(parsed.positions.values()) <= set(Position.values)


# --- the whole record, where it is


@dataclass
class Whole:
    """Every Council record: what was read of which row, and the rows that could not be read with the reason."""

    read: list[tuple[dict[str, str], TextRow]]
    refused: dict[str, str]


@pytest.fixture(scope="module")
def whole(shared_folder) -> Whole:
    votes: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (shared_folder / "record/votes_long.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            votes[row["record_id"]].append(row)
    result = Whole([], {})
    with (shared_folder / "record/resolutions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["body"] == "Human Rights Council":
                try:
                    text = parse_resolution(row, votes[row["record_id"]], {})
                except ValueError as error:
                    result.refused[row["symbol"]] = str(error)
                else:
                    result.read.append((row, text))
    return result


def test_all_council_records_can_be_read_but_those_of_an_organizational_meeting(whole):
    assert len(whole.read) + len(whole.refused) == 3052
    assert len(whole.refused) == 6
    for symbol, reason in whole.refused.items():
        assert symbol.startswith(("A/HRC/RES/OM/1/", "A/HRC/DEC/OM/1/"))
        assert "1st organizational meeting" in reason


def test_every_text_has_a_symbol_a_session_and_a_title(whole):
    symbol = re.compile(r"A/HRC/((RES|DEC|PRST)/(S-)?\d+/\d+[AB]?|(S-)?\d+/L\.\d+(/Rev\.\d+)?)")
    assert [text.symbol for _, text in whole.read if not symbol.fullmatch(text.symbol)] == []
    assert [text.symbol for _, text in whole.read if f"/{text.session}/" not in text.symbol] == []
    assert [
        text.symbol for _, text in whole.read if not text.title or text.title != text.title.strip(" /")
    ] == []
    drafts = [text.draft_symbol for _, text in whole.read if text.draft_symbol]
    assert [draft for draft in drafts if not re.fullmatch(r"A/HRC/(S-)?\d+/L\.\d+(/Rev\.\d+)?", draft)] == []
    # All that print a draft have one: only typing errors were in the way.
    printed = [(row["draft"], t.draft_symbol) for row, t in whole.read if t.kind != TextKind.AMENDMENT]
    assert [draft for draft, found in printed if re.search(r"L\.\s*\d", draft) and not found] == []


def test_nearly_every_amendment_says_what_it_amends(whole):
    amendments = [text for _, text in whole.read if text.kind == TextKind.AMENDMENT]
    silent = [text.symbol for text in amendments if not text.amends]
    assert len(amendments) == 629
    assert sorted(silent) == ["A/HRC/39/L.31", "A/HRC/56/L.20/Rev.1"]
    assert [t.symbol for t in amendments if t.amends == t.symbol] == []


def test_three_symbols_stand_on_two_records_each(whole):
    counts = Counter(text.symbol for _, text in whole.read)
    assert sorted(symbol for symbol, n in counts.items() if n > 1) == [
        "A/HRC/32/L.54",
        "A/HRC/45/L.64",
        "A/HRC/52/L.63",
    ]


def test_what_was_adopted_had_more_votes_in_favour(whole):
    voted = [
        (row, text) for row, text in whole.read if text.adoption == Adoption.RECORDED_VOTE and text.official
    ]
    assert len(voted) == 828
    lost = [t.symbol for _, t in voted if t.outcome == Outcome.ADOPTED and t.official[0] <= t.official[1]]
    assert lost == []
    # Rejected with more in favour: totals known to be swapped, most of 2016, and never a resolution.
    won = [t for row, t in voted if t.outcome == Outcome.REJECTED and t.official[0] > t.official[1]]
    assert {t.kind for t in won} == {TextKind.AMENDMENT}
    assert all("rejected" in t.draft_as_printed.lower() for t in won)


def test_every_vote_of_the_file_is_in_a_roll_call(whole):
    counts = Counter(position for _, text in whole.read for position in text.positions.values())
    assert counts == {"in_favour": 18580, "against": 11449, "abstaining": 8221, "not_voting": 559}
    assert all(text.adoption == Adoption.RECORDED_VOTE for _, text in whole.read if text.positions)
