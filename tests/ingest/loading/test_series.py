"""Texts of one series: a title that recurs in another session of the same body."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.core.rows import ExistingRecords, SeriesAssignment, SeriesRow, TextRow
from votes.ingest.loading.series import LONGEST_SLUG, build_series_key, build_slug, link_series


def text(number: int, title: str, session: str, kind: str = "resolution", **columns) -> TextRow:
    return TextRow(
        f"A/HRC/{number}",
        kind,
        title,
        session,
        "recorded_vote",
        "adopted",
        source="library",
        source_record=str(number),
        date=datetime.date(2006, 1, 1) + datetime.timedelta(days=number),
        **columns,
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The right to food", "Right to food"),
        ("THE RIGHT TO FOOD", "The right to food."),
        ("Mutually  beneficial co-operation", "Mutually beneficial co operation"),
        ("Rights of the child: the “internet”", "Rights of the child – the 'internet'"),
        ("Straße", "STRASSE"),
    ],
)
def test_titles_of_one_series(one, other):
    assert build_series_key(one) == build_series_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The right to food", "The right to water"),
        ("Rights of the child", "Rights of child"),
        ("Theatre", "atre"),
        ("Resolution 5", "Resolution 6"),
    ],
)
def test_titles_of_different_series(one, other):
    assert build_series_key(one) != build_series_key(other)


@given(st.text(max_size=40))
def test_a_series_is_known_by_its_words_alone(title):
    key = build_series_key(title)
    assert key == key.strip()
    assert build_series_key(f"  {title} !") == key
    assert build_series_key(title.replace("-", " ")) == key


def list_slugs(rows: list[TextRow], known: ExistingRecords | None = None) -> list[str]:
    return [row.series for row in link_series(rows, known or ExistingRecords())[0]]


FOOD = [
    text(1, "The right to food", "7"),
    text(2, "Right to food", "10"),
    text(3, "The Right to Food.", "13"),
]


def test_a_recurring_title_is_a_series_named_after_its_first_text():
    rows, series, assignments = link_series(FOOD[::-1], ExistingRecords())
    assert [row.series for row in rows] == ["the-right-to-food"] * 3
    assert (series, assignments) == ([SeriesRow("the-right-to-food", "The right to food")], [])


def test_a_title_in_only_one_session_is_no_series():
    assert list_slugs([text(1, "Water", "7"), text(2, "Food", "7"), text(3, "Food", "7")]) == ["", "", ""]


def test_a_withdrawn_draft_and_a_statement_of_the_title_belong_to_it_but_make_no_series():
    statement = text(4, "Right to food", "14", kind="presidents_statement")
    assert list_slugs([*FOOD, statement])[3] == "the-right-to-food"
    assert list_slugs([FOOD[0], statement]) == ["", ""]


def test_an_amendment_is_of_no_series():
    assert list_slugs([*FOOD, text(4, "Right to food", "14", kind="amendment")])[3] == ""


def test_titles_with_another_country_stay_apart():
    rows = [
        text(n, f"Situation of human rights in {country}", session)
        for n, (country, session) in enumerate(
            [("Belarus", "1"), ("Burundi", "1"), ("Belarus", "2"), ("Burundi", "2")]
        )
    ]
    assert list_slugs(rows)[:2] == [
        "situation-of-human-rights-in-belarus",
        "situation-of-human-rights-in-burundi",
    ]


def test_the_two_bodies_have_a_series_each():
    rows = [*FOOD, text(4, "The right to food", "CHR-60"), text(5, "The right to food", "CHR-61")]
    assert list_slugs(rows) == ["the-right-to-food"] * 3 + ["chr-the-right-to-food"] * 2


@pytest.mark.parametrize(
    "title",
    [
        "Outcome of the universal periodic review: Bahrain",
        "Organization of work",
        "Organization of the work of the session",
        "Draft provisional agenda",
        "Postponement of the items on the agenda",
        "Place of meeting of the next session of the Commission",
        "Election of members of the Sub-Commission",
        "!",
    ],
)
def test_recurring_procedural_texts_are_no_series(title):
    assert list_slugs([text(1, title, "7"), text(2, title, "8")]) == ["", ""]


def test_a_series_on_file_is_kept_with_its_slug():
    known = ExistingRecords(series=(SeriesRow("food", "The right to food"),))
    rows, series, _ = link_series([text(9, "Right to food", "60")], known)
    assert ([row.series for row in rows], series) == (["food"], [])


def test_a_text_on_file_stays_in_the_series_it_was_put_in():
    moved = replace(FOOD[0], series="hunger")
    known = ExistingRecords(series=(SeriesRow("hunger", "Hunger"),), texts=(moved,))
    assert list_slugs([FOOD[0]], known) == ["hunger"]
    # And a new text of the same title goes with it.
    assert list_slugs([FOOD[1]], known) == ["hunger"]


def test_a_text_on_file_joins_a_series_when_its_title_recurs():
    rows, series, assignments = link_series([FOOD[1]], ExistingRecords(texts=(FOOD[0],)))
    assert [row.series for row in rows] == ["the-right-to-food"]
    assert series == [SeriesRow("the-right-to-food", "The right to food")]
    assert assignments == [SeriesAssignment(FOOD[0].key, "the-right-to-food")]


def test_two_long_titles_that_begin_alike_get_two_slugs():
    start = (
        "Question of the violation of human rights and fundamental freedoms in any part of the world, " * 2
    )
    rows = [
        text(1, start + "one", "1"),
        text(2, start + "two", "1"),
        text(3, start + "one", "2"),
        text(4, start + "two", "2"),
    ]
    slugs = list_slugs(rows)
    assert slugs[0] == slugs[2] != slugs[1] == slugs[3]
    assert all(len(slug) <= LONGEST_SLUG for slug in slugs)


@given(st.text(max_size=300))
def test_a_slug_is_short_and_is_an_address(title):
    slug = build_slug(title)
    assert len(slug) <= LONGEST_SLUG
    assert all(letter.isalnum() or letter in "-_" for letter in slug)


TITLES = st.sampled_from(["Food", "Water", "The food"])
SESSIONS = st.sampled_from(["1", "2", "CHR-1", "CHR-2"])


@given(
    st.lists(st.tuples(TITLES, SESSIONS), max_size=8, unique_by=lambda pair: (pair[0][-4:].lower(), pair[1]))
)
def test_session_by_session_or_at_once_the_same_texts_are_together(pairs):
    rows = [text(n, title, session) for n, (title, session) in enumerate(pairs)]
    at_once = {row.key: row.series for row in link_series(rows, ExistingRecords())[0]}
    assert {row.key: row.series for row in link_one_by_one(rows)} == at_once


@given(st.lists(st.tuples(TITLES, SESSIONS), max_size=8))
def test_however_they_come_in_a_series_has_one_text_of_a_session(pairs):
    rows = [text(n, title, session) for n, (title, session) in enumerate(pairs)]
    for linked in (link_series(rows, ExistingRecords())[0], link_one_by_one(rows)):
        placed = [(row.series, row.session) for row in linked if row.series]
        assert len(placed) == len(set(placed))


def link_one_by_one(rows: list[TextRow]) -> tuple[TextRow, ...]:
    """The texts as they are on file after as many imports as there are rows."""
    known = ExistingRecords()
    for row in rows:
        linked, series, assignments = link_series([row], known)
        slugs = {one.key: one.series for one in assignments}
        texts = tuple(replace(one, series=one.series or slugs.get(one.key, "")) for one in known.texts)
        known = ExistingRecords(series=(*known.series, *series), texts=(*texts, *linked))
    return known.texts


def test_of_two_texts_of_a_session_with_one_title_neither_is_in_the_series():
    rows = [*FOOD, text(4, "Right to food", "13"), text(5, "Right to food", "16")]
    assert list_slugs(rows) == ["the-right-to-food", "the-right-to-food", "", "", "the-right-to-food"]


def test_the_one_that_was_decided_is_in_the_series_not_the_draft_that_was_withdrawn():
    withdrawn = replace(text(4, "Right to food", "13"), outcome="withdrawn", adoption="none")
    assert list_slugs([*FOOD, withdrawn]) == ["the-right-to-food"] * 3 + [""]
    assert list_slugs([*FOOD[:2], withdrawn]) == ["the-right-to-food"] * 3


def test_two_records_of_one_symbol_are_one_text():
    twin = replace(text(4, "Right to food", "13"), symbol=FOOD[2].symbol)
    assert list_slugs([*FOOD, twin]) == ["the-right-to-food"] * 3 + [""]


def test_the_title_of_an_agenda_item_under_which_a_session_adopts_several_texts_is_no_series():
    item = "Question of the realization of all rights"
    rows = [
        text(n, item, session, agenda_item_title=item)
        for n, session in enumerate(["CHR-1", "CHR-2", "CHR-2", "CHR-3"])
    ]
    assert list_slugs(rows) == [""] * 4
    # The same title of one text a session is a title of its own.
    assert list_slugs([rows[0], rows[1], rows[3]]) != [""] * 3


def test_a_text_whose_series_a_person_chose_stays_where_it_is():
    taken_out = replace(FOOD[0], series="")
    known = ExistingRecords(texts=(taken_out, *FOOD[1:]), series_by_hand=frozenset({taken_out.key}))
    rows, _series, assignments = link_series([taken_out], known)
    assert rows[0].series == ""
    assert taken_out.key not in {one.key for one in assignments}


def test_a_text_does_not_join_a_series_that_has_one_of_its_session():
    by_hand = replace(text(8, "Hunger", "10"), series="food")
    known = ExistingRecords(series=(SeriesRow("food", "Right to food"),), texts=(by_hand,))
    assert list_slugs([FOOD[1]], known) == [""]
    assert list_slugs([FOOD[0]], known) == ["food"]
