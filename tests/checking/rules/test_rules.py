"""Each rule about the facts of a text: what breaks it, and what only just does not."""

import datetime
from dataclasses import replace

import pytest

from votes.checking.findings import Finding, Rule
from votes.checking.rules.agenda import find_item, find_odd_item
from votes.checking.rules.facts import TextFacts
from votes.checking.rules.letters import LOOKALIKES, find_odd_letters, is_odd
from votes.checking.rules.others import (
    drop_part,
    find_odd_amendment_day,
    find_shared_draft,
    find_shared_series,
    list_revisions,
)
from votes.checking.rules.printed import find_printed_kind, find_printed_session, find_printed_symbol
from votes.checking.rules.voting import find_incomplete, find_sponsors_against
from votes.core.agenda import AGENDA
from votes.core.choices import Adoption, Body, Position, SessionKind, TextKind

DAY = datetime.date(2018, 3, 23)
TEXT = TextFacts(
    1,
    symbol="A/HRC/RES/37/23",
    title="Cooperation",
    date=DAY,
    meeting="54th meeting",
    item=3,
    item_title=AGENDA[3],
    draft="A/HRC/37/L.36",
    printed="Draft resolution A/HRC/37/L.36 as amended",
    session=7,
    session_number=37,
)
AMENDMENT = replace(
    TEXT,
    pk=2,
    symbol="A/HRC/45/L.64",
    kind=TextKind.AMENDMENT,
    draft="",
    printed="Amendment A/HRC/45/L.57 (as orally revised) to draft resolution A/HRC/45/L.48/Rev.1",
    session_number=45,
    amends=1,
)


def suggested(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(value.field, value.after) for finding in findings for value in finding.suggestion]


def on_file(*symbols: str):
    return symbols.count


def test_the_printed_symbol_is_right_if_another_record_has_the_text_s():
    (finding,) = find_printed_symbol(AMENDMENT, on_file("A/HRC/45/L.64", "A/HRC/45/L.64"))
    assert finding.rule == Rule.PRINTED_SYMBOL
    assert not finding.is_error
    assert suggested([finding]) == [("symbol", "A/HRC/45/L.57")]


@pytest.mark.parametrize(
    "symbols", [("A/HRC/45/L.64",), ("A/HRC/45/L.64", "A/HRC/45/L.64", "A/HRC/45/L.57"), ("A/HRC/45/L.57",)]
)
def test_otherwise_it_is_not_evident_which_symbol_is_right(symbols):
    (finding,) = find_printed_symbol(AMENDMENT, on_file(*symbols))
    assert not finding.suggestion


@pytest.mark.parametrize(
    "printed",
    [
        "Amendment A/HRC/45/L.64 to draft resolution A/HRC/45/L.48",
        "Amendment A/HRC/45/L.64/Rev.1 to draft resolution A/HRC/45/L.48",
        "Amendment A/HRC/45/L..64 to draft resolution L.48",
        "Amendment L.64 to draft resolution A/HRC/45/L.48",
        "Amendment to A/HRC/45/L.48",
        "",
    ],
)
def test_the_printed_line_names_no_other_symbol(printed):
    assert not find_printed_symbol(replace(AMENDMENT, printed=printed), on_file())


def test_an_amendment_on_file_as_a_resolution_is_an_error():
    (finding,) = find_printed_kind(replace(AMENDMENT, kind=TextKind.RESOLUTION))
    assert finding.is_error
    assert suggested([finding]) == [("kind", "amendment")]
    assert not find_printed_kind(AMENDMENT)


def test_the_symbol_says_the_kind():
    (finding,) = find_printed_kind(replace(TEXT, symbol="A/HRC/PRST/9/2", kind=TextKind.DECISION))
    assert not finding.is_error
    assert suggested([finding]) == [("kind", "presidents_statement")]


def test_the_draft_of_another_kind_suggests_nothing():
    decision = replace(TEXT, symbol="A/HRC/DEC/37/101", kind=TextKind.DECISION)
    (finding,) = find_printed_kind(decision)
    assert not finding.is_error
    assert not finding.suggestion
    assert not find_printed_kind(replace(decision, printed="Draft decision A/HRC/37/L.36"))


def test_the_commission_answered_drafts_of_resolutions_by_decisions():
    text = replace(TEXT, symbol="E/CN.4/DEC/1984/104", kind=TextKind.DECISION, body=Body.COMMISSION)
    assert not find_printed_kind(text)


@pytest.mark.parametrize(
    ("printed", "kind", "number", "sessions"),
    [
        ("Draft resolution A/HRC/52/L.28", SessionKind.REGULAR, 53, ["52"]),
        ("Draft resolution A/HRC/37/L.28", SessionKind.REGULAR, 37, None),
        ("Draft resolution A/HRC/37L.28", SessionKind.REGULAR, 37, None),
        ("Draft resolution A/HRC/S-28/L.1", SessionKind.SPECIAL, 28, None),
        ("Draft resolution A/HRC/28/L.1", SessionKind.SPECIAL, 28, ["28"]),
        ("Draft resolution A/HRC/5/L.4 as amended", SessionKind.ORGANIZATIONAL, 1, ["5"]),
        ("Amendment A/HRC/52/L.63 to draft resolution A/HRC/53/L.7", SessionKind.REGULAR, 52, ["53"]),
        ("A/HRC/37/2 (Annex II)", SessionKind.REGULAR, 40, None),
    ],
)
def test_a_draft_of_another_session(printed, kind, number, sessions):
    text = replace(TEXT, printed=printed, session_kind=kind, session_number=number)
    found = find_printed_session(text)
    assert [finding.facts["sessions"] for finding in found] == ([sessions] if sessions else [])


def test_a_draft_of_another_year_of_the_commission():
    text = replace(TEXT, body=Body.COMMISSION, symbol="E/CN.4/DEC/1991/107", printed="E/CN.4/1992/L.37")
    assert find_printed_session(text)[0].facts == {"session": "1991", "sessions": ["1992"]}
    assert not find_printed_session(replace(text, printed="E/CN.4/1991/L.37"))
    assert not find_printed_session(replace(text, symbol="E/CN.4/RES/5(XX)"))


@pytest.mark.parametrize(("item", "title"), AGENDA.items())
def test_every_item_is_known_by_its_title(item, title):
    assert find_item(title) == item
    assert not find_odd_item(replace(TEXT, item=item, item_title=title))


def test_the_number_and_the_title_of_an_item():
    (finding,) = find_odd_item(replace(TEXT, item=5, item_title=AGENDA[4]))
    assert finding.facts == {"item": 5, "title": AGENDA[4], "named": 4}
    assert not finding.suggestion


def test_an_amendment_has_the_item_of_its_text():
    odd = replace(AMENDMENT, item=11, item_title="Civil and political rights")
    assert suggested(find_odd_item(odd, TEXT)) == [("agenda_item", "3")]
    assert suggested(find_odd_item(odd)) == []
    assert suggested(find_odd_item(replace(odd, item=3, item_title=AGENDA[4]), TEXT)) == []


@pytest.mark.parametrize(
    "columns",
    [
        {"item": None},
        {"session_kind": SessionKind.SPECIAL},
        {"session_number": 5},
        {"body": Body.COMMISSION},
    ],
)
def test_where_the_agenda_does_not_apply(columns):
    odd = replace(TEXT, item=12, item_title=AGENDA[4])
    assert find_odd_item(replace(odd, session_number=6))
    assert not find_odd_item(replace(odd, **columns))


def test_an_item_without_a_title_or_with_an_unknown_one_is_no_contradiction():
    assert not find_odd_item(replace(TEXT, item_title=""))
    assert not find_odd_item(replace(TEXT, item_title="Cambodia"))


def test_letters_of_another_alphabet_are_replaced():
    (finding,) = find_odd_letters(replace(TEXT, title="\u039deurotechnology and human rights"))
    assert finding.facts["characters"] == ["U+039D greek capital letter nu"]
    assert suggested([finding]) == [("title", "Neurotechnology and human rights")]


def test_invisible_characters_are_removed():
    (finding,) = find_odd_letters(
        replace(TEXT, title="The rule of law\u200b\u200b", item_title="\ufeffCooperation")
    )
    assert suggested([finding]) == [("title", "The rule of law"), ("agenda_item_title", "Cooperation")]
    assert len(finding.facts["characters"]) == 2


def test_a_title_that_cannot_be_repaired_has_no_suggestion():
    assert suggested(find_odd_letters(replace(TEXT, title="Права человека"))) == []
    assert suggested(find_odd_letters(replace(TEXT, title="\u200b"))) == []


@pytest.mark.parametrize("title", ["Côte d’Ivoire – “rights” of 50 % № 7", "Türkiye", "Question n° 3", "Iº"])
def test_titles_as_they_should_be(title):
    assert not find_odd_letters(replace(TEXT, title=title))


def test_every_lookalike_is_odd_and_its_letter_is_not():
    assert all(is_odd(odd) and not is_odd(letter) for odd, letter in LOOKALIKES.items())


@pytest.mark.parametrize(
    ("symbol", "whole"),
    [
        ("E/CN.4/RES/1982/1A", "E/CN.4/RES/1982/1"),
        ("E/CN.4/RES/14B(XXXVI)", "E/CN.4/RES/14(XXXVI)"),
        ("E/CN.4/RES/II(X)PARTII", "E/CN.4/RES/II(X)"),
        ("E/CN.4/RES(V)PART/B", "E/CN.4/RES(V)"),
        ("A/HRC/RES/37/23", "A/HRC/RES/37/23"),
    ],
)
def test_the_whole_of_a_part(symbol, whole):
    assert drop_part(symbol) == whole


def test_two_texts_of_one_draft():
    other = replace(TEXT, pk=3, symbol="A/HRC/RES/37/24")
    (finding,) = find_shared_draft(TEXT, [TEXT, other])
    assert finding.facts == {"draft": "A/HRC/37/L.36", "texts": ["A/HRC/RES/37/24"]}
    assert find_shared_draft(other, [TEXT, other])
    assert not find_shared_draft(TEXT, [TEXT])


def test_the_revisions_of_a_draft():
    assert list_revisions(["A/HRC/37/L.36/Rev.2", "A/HRC/37/L.36", ""]) == {
        "A/HRC/37/L.36",
        "A/HRC/37/L.36/Rev.1",
        "A/HRC/37/L.36/Rev.2",
        "A/HRC/37/L.36/Rev.3",
    }


def test_the_text_whose_session_the_draft_names_is_right():
    later = replace(TEXT, pk=3, symbol="A/HRC/RES/38/1", session_number=38)
    assert not find_shared_draft(TEXT, [TEXT, later])
    assert find_shared_draft(later, [TEXT, later])


def test_the_parts_of_a_divided_text_have_one_draft():
    parts = [replace(TEXT, pk=n, symbol=f"E/CN.4/RES/1982/1{part}") for n, part in enumerate("AB")]
    assert not find_shared_draft(parts[0], parts)


def test_two_texts_of_one_session_in_a_series():
    text = replace(TEXT, series=5)
    other = replace(text, pk=3, symbol="A/HRC/RES/37/24")
    assert find_shared_series(text, [text, other])[0].facts == {"texts": ["A/HRC/RES/37/24"]}
    assert not find_shared_series(text, [text])
    assert not find_shared_series(text, [text, replace(other, session=8)])
    assert not find_shared_series(text, [text, replace(other, kind=TextKind.AMENDMENT)])
    assert not find_shared_series(replace(text, series=None), [other])
    assert not find_shared_series(replace(text, kind=TextKind.NO_ACTION_MOTION), [text, other])


def test_an_amendment_on_another_day_than_its_text():
    odd = replace(AMENDMENT, date=DAY - datetime.timedelta(1))
    (finding,) = find_odd_amendment_day(odd, TEXT)
    assert suggested([finding]) == [("date", "2018-03-23")]
    assert finding.facts == {"date": "2018-03-22", "texts": ["A/HRC/RES/37/23"], "other_date": "2018-03-23"}
    assert suggested(find_odd_amendment_day(replace(odd, meeting=""), TEXT)) == []
    assert suggested(find_odd_amendment_day(replace(odd, meeting="53rd meeting"), TEXT)) == []


def test_an_amendment_on_the_day_of_its_text():
    assert not find_odd_amendment_day(AMENDMENT, TEXT)
    odd = replace(AMENDMENT, date=DAY - datetime.timedelta(1))
    assert not find_odd_amendment_day(odd, None)
    assert not find_odd_amendment_day(odd, replace(TEXT, date=None))
    assert not find_odd_amendment_day(replace(odd, date=None), TEXT)
    # A withdrawn amendment was not voted on.
    assert not find_odd_amendment_day(replace(odd, adoption=Adoption.NONE), TEXT)


@pytest.mark.parametrize(
    ("has_totals", "has_roll_call", "severity"),
    [(True, True, None), (True, False, "note"), (False, True, "note"), (False, False, "error")],
)
def test_a_recorded_vote_has_totals_and_a_roll_call(has_totals, has_roll_call, severity):
    found = find_incomplete(Adoption.RECORDED_VOTE, has_totals, has_roll_call)
    assert [finding.severity for finding in found] == ([severity] if severity else [])
    assert not find_incomplete(Adoption.WITHOUT_VOTE, has_totals, has_roll_call)


@pytest.mark.parametrize(
    ("in_favour", "against", "severity"),
    [(2, 0, None), (2, 1, "note"), (1, 1, "note"), (1, 2, "error"), (0, 1, "error")],
)
def test_a_main_sponsor_against_its_own_text(in_favour, against, severity):
    positions = {f"F{n}": Position.IN_FAVOUR for n in range(in_favour)}
    positions |= {f"A{n}": Position.AGAINST for n in range(against)}
    sponsors = [*positions, "XXX"]
    found = find_sponsors_against(TextKind.RESOLUTION, sponsors, {**positions, "OTH": Position.AGAINST})
    assert [finding.severity for finding in found] == ([severity] if severity else [])
    assert [finding.states for finding in found] == ([[f"A{n}" for n in range(against)]] if against else [])


def test_sponsors_may_vote_against_a_motion_on_their_amendment():
    positions = {"BRA": Position.AGAINST}
    assert find_sponsors_against(TextKind.AMENDMENT, ["BRA"], positions)
    assert not find_sponsors_against(TextKind.NO_ACTION_MOTION, ["BRA"], positions)
