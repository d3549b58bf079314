"""The addresses of texts if the source gives the same symbol to several."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.core.rows import TextRow
from votes.ingest.loading.addresses import find_addresses


def text(symbol: str, title: str = "", session: str = "37", kind: str = "resolution", **columns) -> TextRow:
    return TextRow(symbol, kind, title, session, "recorded_vote", "adopted", **columns)


def record(number: str, symbol: str, **columns) -> TextRow:
    return text(symbol, source="library", source_record=number, **columns)


def address(rows: list[TextRow], known: tuple[TextRow, ...] | list[TextRow] = ()) -> list[str]:
    found = find_addresses(rows, known)
    return [found.get(row.key, row.symbol) for row in rows]


def test_a_shared_symbol_is_the_address_of_the_smallest_record_number():
    rows = [record("100", "A/HRC/32/L.54"), record("99", "A/HRC/32/L.54"), record("98", "A/HRC/32/L.55")]
    assert address(rows) == ["A/HRC/32/L.54/record/100", "A/HRC/32/L.54", "A/HRC/32/L.55"]


@pytest.mark.parametrize("symbol", ["E/CN.4/RES(II)", "E/HR/RES", "E/CN.4/DEC/2001"])
def test_a_symbol_without_a_number_is_no_address(symbol):
    assert address([record("7", symbol)]) == [f"{symbol}/record/7"]


def test_what_is_on_file_keeps_its_address_whoever_comes_later():
    known = [record("100", "A/HRC/32/L.54")]
    assert address([record("99", "A/HRC/32/L.54"), *known], known) == [
        "A/HRC/32/L.54/record/99",
        "A/HRC/32/L.54",
    ]
    moved = [record("100", "A/HRC/32/L.54", address="A/HRC/32/L.5")]
    assert address([record("100", "A/HRC/32/L.54")], moved) == ["A/HRC/32/L.5"]


def test_a_text_entered_by_hand_gives_its_address_to_the_first_record_of_its_symbol():
    known = [text("A/HRC/60/L.1")]
    rows = [record("5", "A/HRC/60/L.1"), record("6", "A/HRC/60/L.1")]
    assert address(rows, known) == ["A/HRC/60/L.1", "A/HRC/60/L.1/record/6"]


@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.sampled_from(["A/HRC/1/L.1", "A/HRC/1/L.2", "E/HR/RES"])),
        unique_by=lambda pair: pair[0],
    )
)
def test_no_two_texts_have_one_address_and_the_order_does_not_matter(pairs):
    rows = [record(str(number), symbol) for number, symbol in pairs]
    found = find_addresses(rows, ())
    assert len(set(address(rows))) == len(rows)
    assert find_addresses(rows[::-1], ()) == found
    # One after the other, each gets what it would get when all that is on file before it are there.
    on_file: list[TextRow] = []
    for row in sorted(rows, key=lambda row: int(row.source_record)):
        on_file.append(
            text(
                row.symbol,
                source="library",
                source_record=row.source_record,
                address=address([row], on_file)[0],
            )
        )
    assert {row.key: row.address for row in on_file} == {
        row.key: a for row, a in zip(rows, address(rows), strict=True)
    }
