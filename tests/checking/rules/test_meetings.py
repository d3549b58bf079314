"""One meeting is on one day, and meetings are in the order of their days."""

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.checking.rules.facts import TextFacts
from votes.checking.rules.meetings import build_rows, find_odd_meeting_days, list_misprints, parse_meeting
from votes.core.choices import Body, TextKind

MARCH = [datetime.date(2018, 3, day) for day in range(1, 32)]
KEYS = itertools.count(1)


def make_texts(meeting: str, day: datetime.date, n: int = 1, **columns: object) -> list[TextFacts]:
    usual = {"session": 37, "meeting": meeting, "date": day}
    return [TextFacts(next(KEYS), **{**usual, **columns}) for _ in range(n)]  # type: ignore[arg-type]


def find(*groups: list[TextFacts]) -> dict[str, tuple[str, bool]]:
    """'meeting day' of each text found -> (the suggested day or "", whether it is proved)."""
    texts = [text for group in groups for text in group]
    by_key = {text.pk: text for text in texts}
    found = {}
    for pk, (finding,) in find_odd_meeting_days(texts).items():
        text = by_key[pk]
        suggested = finding.suggestion[0].after if finding.suggestion else ""
        found[f"{text.meeting} {text.date}"] = (suggested, finding.facts["proved"])
    return found


def test_meetings_in_order_have_no_finding():
    assert not find(
        make_texts("52nd meeting", MARCH[20], 3),
        make_texts("53rd meeting", MARCH[21], 2),
        make_texts("54th meeting", MARCH[21]),
    )


def test_the_odd_one_of_a_meeting_is_found():
    found = find(make_texts("53rd meeting", MARCH[21], 3), make_texts("53rd meeting", MARCH[20]))
    assert found == {"53rd meeting 2018-03-21": ("", True)}


def test_an_amendment_never_outweighs_a_text():
    filed = make_texts("53rd meeting", MARCH[18], 20, kind=TextKind.AMENDMENT)
    assert find(filed, make_texts("53rd meeting", MARCH[21])) == {"53rd meeting 2018-03-19": ("", True)}


def test_of_two_days_with_one_text_each_neither_is_right_by_itself():
    found = find(make_texts("53rd meeting", MARCH[20]), make_texts("53rd meeting", MARCH[21]))
    assert found == {"53rd meeting 2018-03-21": ("", False), "53rd meeting 2018-03-22": ("", False)}


def test_the_meetings_before_and_after_decide_between_two_days():
    found = find(
        make_texts("52nd meeting", MARCH[20]),
        make_texts("53rd meeting", MARCH[20]),
        make_texts("53rd meeting", MARCH[25]),
        make_texts("54th meeting", MARCH[21]),
    )
    assert found == {"53rd meeting 2018-03-26": ("", True)}


def test_a_later_meeting_on_an_earlier_day():
    found = find(
        make_texts("52nd meeting", MARCH[20], 2),
        make_texts("53rd meeting", MARCH[4]),
        make_texts("54th meeting", MARCH[21], 2),
    )
    assert found == {"53rd meeting 2018-03-05": ("", True)}


def test_a_wrong_year_is_corrected_if_only_one_year_fits():
    """As in the 29th session of the Commission, where most texts have the year of the 30th."""
    found = find(
        make_texts("E/CN.4/SR.1217", datetime.date(1974, 3, 20), 3, session=29),
        make_texts("E/CN.4/SR.1203", datetime.date(1973, 3, 9), session=29),
        make_texts("E/CN.4/SR.1220", datetime.date(1973, 3, 21), session=29),
        make_texts("E/CN.4/SR.1254", datetime.date(1974, 2, 11), 3, session=30),
    )
    assert found == {"E/CN.4/SR.1217 1974-03-20": ("1973-03-20", True)}


def test_day_and_month_exchanged_are_corrected():
    found = find(
        make_texts("E/CN.4/SR.16", datetime.date(1947, 2, 5), session=1),
        make_texts("E/CN.4/SR.18", datetime.date(1947, 6, 2), session=1),
        make_texts("E/CN.4/SR.19", datetime.date(1947, 2, 7), 2, session=1),
    )
    assert found == {"E/CN.4/SR.18 1947-06-02": ("1947-02-06", True)}


def test_without_a_meeting_on_both_sides_nothing_is_suggested():
    found = find(
        make_texts("E/CN.4/SR.18", datetime.date(1947, 6, 2), session=1),
        make_texts("E/CN.4/SR.19", datetime.date(1947, 2, 7), 2, session=1),
    )
    assert found == {"E/CN.4/SR.18 1947-06-02": ("", True)}


def test_the_council_numbers_its_meetings_anew_in_each_session():
    assert not find(
        make_texts("20th meeting", MARCH[20], session=37),
        make_texts("10th meeting", MARCH[25], session=38),
    )


def test_each_finding_names_the_nearest_contradiction():
    texts = make_texts("53rd meeting", MARCH[21], 3) + make_texts("53rd meeting", MARCH[20])
    (finding,) = find_odd_meeting_days(texts)[texts[-1].pk]
    assert finding.facts == {
        "meeting": "53rd meeting",
        "date": "2018-03-21",
        "other_meeting": "53rd meeting",
        "other_date": "2018-03-22",
        "proved": True,
    }


@pytest.mark.parametrize("meeting", ["", "Silence procedure", "the 3rd"])
def test_what_is_no_meeting(meeting):
    assert parse_meeting(TextFacts(1, meeting=meeting, date=MARCH[0])) is None


def test_a_text_without_a_day_is_in_no_row():
    assert build_rows([TextFacts(1, meeting="3rd meeting")]) == {}


def test_the_rows_of_meetings():
    day = MARCH[0]
    assert parse_meeting(TextFacts(1, session=7, meeting="12th meeting", date=day)) == (("session", 7), 12)
    commission = TextFacts(1, session=8, body=Body.COMMISSION, meeting="E/CN.4/1984/SR.31", date=day)
    assert parse_meeting(commission) == (("session", 8), 31)
    assert parse_meeting(TextFacts(1, session=9, meeting="E/CN.4/SR.1239", date=day)) == (("", 0), 1239)


def test_misprints_of_a_day():
    assert list_misprints(datetime.date(1972, 3, 4)) == {
        datetime.date(1971, 3, 4),
        datetime.date(1973, 3, 4),
        datetime.date(1972, 4, 3),
    }
    assert list_misprints(datetime.date(1972, 2, 29)) == set()


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 9), st.integers(1, 3)), max_size=8))
def test_without_the_texts_found_nothing_is_contradicted(rows):
    texts = [text for meeting, day, n in rows for text in make_texts(f"{meeting}th meeting", MARCH[day], n)]
    found = find_odd_meeting_days(texts)
    kept = [text for text in texts if text.pk not in found]
    assert find_odd_meeting_days(kept) == {}
    # Something is found if and only if something contradicts.
    pairs = itertools.product(rows, rows)
    contradicts = any((a[0] < b[0] and a[1] > b[1]) or (a[0] == b[0] and a[1] != b[1]) for a, b in pairs)
    assert bool(found) == contradicts
