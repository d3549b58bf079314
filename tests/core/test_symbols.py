"""Symbols as people type them."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import make_resolution
from votes.core.symbols import (
    build_sort_key,
    build_symbol_patterns,
    drop_revision,
    find_near_symbols,
    normalise_symbol,
    parse_amended_draft,
    parse_own_symbol,
    parse_totals,
)
from votes.models import Resolution
from votes.resolutions.search import search_resolutions

# Pieces of symbols and pieces of trouble, in any order.
PIECES = [
    "A/HRC/",
    "RES/",
    "37",
    "/23",
    "S-28",
    "L.",
    "l",
    "/Rev.",
    "rev",
    "1",
    " ",
    "\\",
    "//",
    ".",
    "(",
    "[",
    "*",
    "+",
]
PIECES += [
    "$",
    "^",
    "{2}",
    "|",
    "\x00",
    "\n",
    "é",
    "ß",
    "İ",
    "٣",
    "\u2028",
    "-",
    "?",
    "\\d",
    "#",
    "&",
    "~",
    "a/hrc/37",
]
typed = st.lists(st.sampled_from(PIECES), max_size=8).map("".join) | st.text(max_size=30)


@pytest.mark.parametrize(
    ("typed", "symbol"),
    [
        ("A/HRC/RES/37/23", "A/HRC/RES/37/23"),
        ("a/hrc/res/37/23", "A/HRC/RES/37/23"),
        (" A / HRC / RES / 37 / 23 ", "A/HRC/RES/37/23"),
        ("A/HRC/RES/37/23/", "A/HRC/RES/37/23"),
        ("/A/HRC/RES/37/23.", "A/HRC/RES/37/23"),
        ("A\\HRC\\RES\\37\\23", "A/HRC/RES/37/23"),
        ("A//HRC/46//L.3", "A/HRC/46/L.3"),
        ("A/HRC/43/L.31/REV.1", "A/HRC/43/L.31/Rev.1"),
        ("A/HRC/43/L.31/Rev1", "A/HRC/43/L.31/Rev.1"),
        ("a/hrc/43/l.31/rev.1", "A/HRC/43/L.31/Rev.1"),
        ("A/HRC/27L.15/Rev.1", "A/HRC/27/L.15/Rev.1"),
        ("A/HRC/27/L..15", "A/HRC/27/L.15"),
        ("A/HRC/27/L15", "A/HRC/27/L.15"),
        ("A/HRC/S-28/L.1", "A/HRC/S-28/L.1"),
        ("A/HRC/45/L.1/ADD.2", "A/HRC/45/L.1/Add.2"),
        ("", ""),
        ("...", ""),
    ],
)
def test_a_symbol_is_written_as_the_un_writes_it(typed, symbol):
    assert normalise_symbol(typed) == symbol


@pytest.mark.parametrize(
    ("symbol", "without"),
    [
        ("A/HRC/43/L.31/Rev.1", "A/HRC/43/L.31"),
        ("A/HRC/43/L.31/Rev.12", "A/HRC/43/L.31"),
        ("A/HRC/43/L.31", "A/HRC/43/L.31"),
        ("A/HRC/43/L.31/Add.1", "A/HRC/43/L.31/Add.1"),
        ("", ""),
    ],
)
def test_a_draft_without_its_revision(symbol, without):
    assert drop_revision(symbol) == without


def test_symbols_sort_as_people_count():
    ordered = [
        "A/HRC/37/L.9",
        "A/HRC/37/L.36",
        "A/HRC/37/L.100",
        "A/HRC/RES/5/1",
        "A/HRC/RES/9/2",
        "A/HRC/RES/9/11",
        "A/HRC/RES/37/2",
        "A/HRC/RES/37/23",
        "A/HRC/RES/S-9/1",
        "A/HRC/RES/S-28/1",
    ]
    spelt = sorted(ordered)
    assert spelt != ordered
    assert sorted(spelt, key=build_sort_key) == ordered


ON_FILE = {
    "A/HRC/RES/37/23": "A/HRC/37/L.36",
    "A/HRC/RES/37/2": "A/HRC/37/L.3",
    "A/HRC/DEC/37/23": "",
    "A/HRC/RES/43/21": "A/HRC/43/L.31/Rev.1",
    "A/HRC/43/L.36/Rev.2": "",
    "A/HRC/37/L.63": "",
    "A/HRC/RES/5/1": "",
    "A/HRC/RES/51/1": "A/HRC/51/L.1",
    "A/HRC/RES/51/31": "A/HRC/51/L.2",
    "A/HRC/RES/S-28/1": "A/HRC/S-28/L.1",
    "A/HRC/PRST/51/1": "",
    "A/HRC/RES/28/1": "",
}
FOUND = [
    ("37/23", ["A/HRC/RES/37/23", "A/HRC/DEC/37/23"]),
    (" 37/23 ", ["A/HRC/RES/37/23", "A/HRC/DEC/37/23"]),
    ("51/1", ["A/HRC/RES/51/1", "A/HRC/PRST/51/1"]),
    ("S-28/1", ["A/HRC/RES/S-28/1"]),
    ("s-28/1", ["A/HRC/RES/S-28/1"]),
    ("28/1", ["A/HRC/RES/28/1"]),
    ("L.36", ["A/HRC/RES/37/23", "A/HRC/43/L.36/Rev.2"]),
    ("l.36", ["A/HRC/RES/37/23", "A/HRC/43/L.36/Rev.2"]),
    ("L36", ["A/HRC/RES/37/23", "A/HRC/43/L.36/Rev.2"]),
    ("37/L.36", ["A/HRC/RES/37/23"]),
    ("37/L.3", ["A/HRC/RES/37/2"]),
    ("43/L.31", ["A/HRC/RES/43/21"]),
    ("43/L.31/Rev.1", ["A/HRC/RES/43/21"]),
    ("43/L.31/Rev.2", []),
    ("S-28/L.1", ["A/HRC/RES/S-28/1"]),
    ("A/HRC/RES/37/23", ["A/HRC/RES/37/23"]),
    ("a/hrc/res/37/23", ["A/HRC/RES/37/23"]),
    ("A/HRC/RES/37/2", ["A/HRC/RES/37/2"]),
    ("A/HRC/37/L.36", ["A/HRC/RES/37/23"]),
    ("A/HRC/43/L.31", ["A/HRC/RES/43/21"]),
    ("A/HRC/RES/51", ["A/HRC/RES/51/1", "A/HRC/RES/51/31"]),
    ("A/HRC/RES/51/", ["A/HRC/RES/51/1", "A/HRC/RES/51/31"]),
    ("A/HRC/RES/5", ["A/HRC/RES/5/1"]),
    ("A/HRC/RES/5/1", ["A/HRC/RES/5/1"]),
    ("A/HRC/RES/3.", []),
]


def find(text: str) -> set[str]:
    """What the patterns find, without a database."""
    patterns = [re.compile(pattern) for pattern in build_symbol_patterns(text)]
    assert patterns, f"{text!r} is taken for words"
    return {s for s, draft in ON_FILE.items() for p in patterns if p.search(s) or p.search(draft)}


@pytest.mark.parametrize(("typed", "symbols"), FOUND, ids=[typed for typed, _ in FOUND])
def test_what_is_typed_finds_what_is_meant(typed, symbols):
    assert find(typed) == set(symbols)


@pytest.fixture
def on_file(db):
    for symbol, draft in ON_FILE.items():
        make_resolution(symbol, draft_symbol=draft)


def test_the_database_finds_the_same(on_file):
    """PostgreSQL reads a regular expression in its own way."""
    for text, symbols in FOUND:
        found = search_resolutions(Resolution.objects.all(), text).values_list("symbol", flat=True)
        assert sorted(found) == sorted(symbols), text


def test_a_symbol_as_printed_finds_the_text(db):
    make_resolution("A/HRC/56/L.30", symbol_as_printed="A/HRC/RES/56/L.30")
    found = search_resolutions(Resolution.objects.all(), "A/HRC/RES/56/L.30")
    assert [text.symbol for text in found] == ["A/HRC/56/L.30"]


@pytest.mark.parametrize("typed", ["", " ", "China", "cooperation", "37", "2018/03/23", "1234/5", "L.", "/"])
def test_words_are_no_symbol(typed):
    assert build_symbol_patterns(typed) == []


def test_words_find_titles_sponsors_and_topics_in_any_order(on_file):
    text = Resolution.objects.get(symbol="A/HRC/RES/51/1")
    Resolution.objects.filter(pk=text.pk).update(title="The right to food", sponsors_as_printed="Cuba")
    text.topics.create(slug="food", name="Nutrition")
    for words in ("food right", "FOOD", "cuba food", "nutrition", "right A/HRC/RES/51/1"):
        assert [t.symbol for t in search_resolutions(Resolution.objects.all(), words)] == [
            "A/HRC/RES/51/1"
        ], words
    assert not search_resolutions(Resolution.objects.all(), "food water")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(text=typed.filter(lambda text: "\x00" not in text))
def test_no_text_breaks_the_search(on_file, text):
    """Run on both databases; what a person types is never read as a pattern of theirs."""
    found = {t.symbol for t in search_resolutions(Resolution.objects.all(), text)}
    if build_symbol_patterns(text):
        assert found == find(text)


@given(typed)
def test_normalising_twice_is_normalising_once(text):
    once = normalise_symbol(text)
    assert normalise_symbol(once) == once


@given(typed)
def test_every_pattern_is_a_regular_expression(text):
    for pattern in build_symbol_patterns(text):
        re.compile(pattern)


@given(st.integers(1, 99), st.integers(1, 99), st.sampled_from(["RES", "DEC", "PRST"]))
def test_the_symbol_of_a_resolution_finds_only_that_resolution(session, number, kind):
    symbol = f"A/HRC/{kind}/{session}/{number}"
    others = [
        f"A/HRC/{kind}/{session}{number}/1",
        f"A/HRC/{kind}/{session}/{number}0",
        f"A/HRC/{session}/L.{number}",
    ]
    for typed in (symbol, symbol.lower(), f"{session}/{number}"):
        patterns = build_symbol_patterns(typed)
        assert any(re.search(pattern, symbol) for pattern in patterns)
        assert not any(re.search(pattern, other) for pattern in patterns for other in others)


@given(st.lists(st.integers(0, 99_999), min_size=2, max_size=2))
def test_the_sort_key_puts_the_smaller_number_first(numbers):
    keys = [build_sort_key(f"A/HRC/RES/{number}/1") for number in numbers]
    assert (keys[0] < keys[1]) == (numbers[0] < numbers[1])


@given(st.text(max_size=400))
def test_the_sort_key_fits_its_column(text):
    assert len(build_sort_key(text)) <= 120


def test_a_misspelt_symbol_has_near_ones_best_first():
    near = find_near_symbols("A/HRC/RES/37/32", list(ON_FILE))
    assert near[0] in ("A/HRC/RES/37/23", "A/HRC/RES/37/2")
    assert "A/HRC/RES/37/23" in near
    assert len(near) == 5
    assert find_near_symbols("a/hrc/res/43/21", list(ON_FILE), limit=1) == ["A/HRC/RES/43/21"]


def test_the_same_numbers_come_first():
    on_file = ["A/HRC/37/L.2", "A/HRC/37/L.23", "A/HRC/RES/37/23"]
    assert find_near_symbols("A/HRC/37/23", on_file)[0] == "A/HRC/RES/37/23"


def test_nothing_is_near_to_nonsense():
    assert find_near_symbols("zzz", list(ON_FILE)) == []
    assert find_near_symbols("", list(ON_FILE)) == []
    assert find_near_symbols("A/HRC/RES/37/23", []) == []


@given(typed, st.lists(st.sampled_from(list(ON_FILE)), unique=True), st.integers(0, 6))
def test_near_symbols_are_on_file_and_not_too_many(text, symbols, limit):
    near = find_near_symbols(text, symbols, limit)
    assert len(near) <= limit
    assert set(near) <= set(symbols)
    assert len(set(near)) == len(near)


@given(st.sampled_from(list(ON_FILE)))
def test_a_symbol_on_file_is_nearest_to_itself(symbol):
    assert find_near_symbols(symbol, list(ON_FILE))[0] == symbol


@pytest.mark.parametrize(
    "said",
    [
        "resolution 37/23",
        "Res. 37/23",
        "draft resolution 37/23",
        "HRC/RES/37/23",
        "A-HRC-RES-37-23",
        "hrc/res/37/23",
    ],
)
def test_the_ways_people_write_a_symbol_find_it(said: str) -> None:
    assert any(re.search(pattern, "A/HRC/RES/37/23") for pattern in build_symbol_patterns(said))


def test_keywords_that_only_begin_like_a_symbol_are_keywords() -> None:
    assert build_symbol_patterns("resolution on peace") == []
    assert build_symbol_patterns("draft declaration") == []
    assert build_symbol_patterns("amendment 2016") == []
    assert build_symbol_patterns("Human Rights Council 2016") == []


@pytest.mark.parametrize("said", ["28-1-17", "28–1–17", " 28 - 1 - 17 "])
def test_totals_are_read_as_totals(said: str) -> None:
    assert parse_totals(said) == (28, 1, 17)


@pytest.mark.parametrize("said", ["28-1", "37/23", "2018-03-23", "28-1-17-1", "a-b-c", ""])
def test_what_is_no_totals_is_none(said: str) -> None:
    assert parse_totals(said) is None


@pytest.mark.django_db
def test_totals_find_the_vote(starter: None) -> None:
    found = search_resolutions(Resolution.objects.all(), "28–1–17")
    assert [text.symbol for text in found] == ["A/HRC/RES/37/23"]


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
    assert parse_amended_draft(printed, "37") == amended


@pytest.mark.parametrize(
    ("printed", "own"),
    [
        ("Amendment A/HRC/37/L.63 to draft resolution L.50/Rev.1 Rejected", "A/HRC/37/L.63"),
        ("Amendment A/HRC/45/L.57 (as orally revised) to draft resolution A/HRC/45/L.48", "A/HRC/45/L.57"),
        ("Amendment  a/hrc/50/l.37 as orally revised to draft resolution A/HRC/50/L.2", "A/HRC/50/L.37"),
        ("Amendment to A/HRC/39/L.20 A/HRC/39/L.27 Russian Federation Rejected", "A/HRC/39/L.27"),
        ("Amendment to draft resolution A/HRC/39/L.20 A/HRC/39/L.27 Rejected", "A/HRC/39/L.27"),
        ("Amendment A/HRC/45/L.57/Rev.1 to draft decision A/HRC/45/L.48", "A/HRC/45/L.57/Rev.1"),
        ("Draft resolution A/HRC/56/L.20/Rev.1 Withdrawn", ""),
        ("A/HRC/39/2 (Annex II) -", ""),
        ("", ""),
    ],
)
def test_the_symbol_that_an_amendment_gives_itself(printed, own):
    assert parse_own_symbol(printed) == own
