"""A list of elected members: States, groups and terms in the forms in which offices print them."""

import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.core.choices import RegionalGroup
from votes.core.known_names import build_candidate, get_names_by_state
from votes.core.state_names import build_index, look_up
from votes.ingest.readers.election_list import ElectedRow, ElectionList, parse_elections, parse_group

KNOWN = tuple(build_candidate(iso3, ()) for iso3 in get_names_by_state())
AFRICAN, WESTERN = RegionalGroup.AFRICAN, RegionalGroup.WESTERN_EUROPEAN_OTHER
END = datetime.date(2028, 12, 31)


def parse(text: str) -> ElectionList:
    index = build_index(KNOWN)
    return parse_elections(text, lambda name: look_up(name, index))


def list_groups(text: str) -> list[tuple[str, RegionalGroup | None]]:
    read = parse(text)
    assert read.issues == []
    return [(row.iso3, row.group) for row in read.rows]


@pytest.mark.parametrize(
    "line",
    [
        *[
            "Angola\tAfrican States\t2028",
            "Angola | African Group | until 2028",
            "Angola, Africa, 2028-12-31",
        ],
        *[
            "African States; Angola; 31 December 2028",
            "2028\tAngola\tAfrique",
            "1. Angola (African States) 2028",
        ],
        *[
            "African States: Angola (2028)",
            "• Angola – 2028, African States".replace(" – ", " "),
            "ANGOLA\tAFRICAN STATES\t2028",
        ],
        *[
            "| Angola | African States | 2028 |",
            "Angola, Estados de África, hasta 2028",
            "AGO\tAfrican States\t2028",
        ],
    ],
)
def test_a_state_with_its_group_and_the_end_of_its_term(line: str) -> None:
    read = parse(line)
    assert (read.rows, read.issues) == ([ElectedRow(1, "AGO", AFRICAN, None, END)], [])


def test_a_range_of_years_gives_both_ends() -> None:
    assert parse("Angola\t2026–2028").rows == [ElectedRow(1, "AGO", None, 2026, END)]


@pytest.mark.parametrize(
    "text",
    [
        "African States: Angola, South Africa and Egypt\nWestern European and other States: Italy; United Kingdom",
        "African States (3):\nAngola\nSouth Africa\nEgypt\nWestern European and other States\nItaly\nUnited Kingdom",
        "Afrique : Angola, Afrique du Sud et Égypte\nEurope occidentale et autres États : Italie, Royaume-Uni",
        "Estados de África: Angola, Sudáfrica y Egipto\nEuropa occidental y otros Estados: Italia, Reino Unido",
    ],
)
def test_the_states_of_a_group_behind_or_below_its_name(text: str) -> None:
    assert list_groups(text) == [
        *[(iso3, AFRICAN) for iso3 in ("AGO", "ZAF", "EGY")],
        *[(iso3, WESTERN) for iso3 in ("ITA", "GBR")],
    ]


@pytest.mark.parametrize("group", RegionalGroup)
def test_each_group_is_known_by_its_own_label(group: RegionalGroup) -> None:
    assert parse_group(str(group.label)) == group
    assert parse_group(group.short_label) == group


@pytest.mark.parametrize(
    "text", ["South Africa", "States", "Europe", "European Union", "African and Asian States", "", "Other"]
)
def test_what_is_no_group(text: str) -> None:
    assert parse_group(text) is None


def test_a_name_with_a_comma_or_and_in_it_is_one() -> None:
    text = "Korea, Republic of\nBosnia and Herzegovina, Viet Nam\nCongo, Democratic Republic of the\nCuba y Chile"
    assert [row.iso3 for row in parse(text).rows] == ["KOR", "BIH", "VNM", "COD", "CUB", "CHL"]


def test_what_is_not_understood_is_an_issue_with_its_line() -> None:
    read = parse(
        "State\tGroup\tUntil\nAngola\t179\nAtlantis\nAngola\nItaly\tAfrica\tEastern Europe\n2028\nKorea"
    )
    assert [(issue.line, issue.kind, issue.text) for issue in read.issues] == [
        (3, "unknown", "Atlantis"),
        (4, "twice", "AGO"),
        (5, "two_groups", "African States, Eastern European States"),
        (6, "no_state", "2028-12-31"),
        (7, "unknown", "Korea"),
    ]
    assert read.not_read == [(1, "State Group Until"), (2, "179")]
    assert [row.iso3 for row in read.rows] == ["AGO"]


@pytest.mark.limit("election_list.MAX_LINE_LENGTH")
@pytest.mark.parametrize(("length", "is_read"), [(1999, True), (2000, True), (2001, False)])
def test_a_line_has_2000_letters_at_most(length: int, is_read: bool) -> None:
    assert bool(parse("Angola".ljust(length)).rows) == is_read


@pytest.mark.limit("election_list.MAX_LINES")
@pytest.mark.parametrize(("line", "is_read"), [(499, True), (500, True), (501, False)])
def test_a_list_has_500_lines_at_most(line: int, is_read: bool) -> None:
    read = parse("\n" * (line - 1) + "Angola")
    assert bool(read.rows) == is_read
    assert bool(read.issues) != is_read


@given(st.text(alphabet="Angola,;|\t\n 2028:()-—andÉ", max_size=200))
def test_no_text_is_an_error(text: str) -> None:
    parse(text)


@pytest.mark.parametrize(
    "text", ["a," * 25_000, "Angola, " * 6_000, "(" * 50_000, ("a and " * 300 + "\n") * 27, "9" * 50_000]
)
def test_no_list_takes_long(text: str) -> None:
    started = time.process_time()
    parse(text)
    assert time.process_time() - started < 5
