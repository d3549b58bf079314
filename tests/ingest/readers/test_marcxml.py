"""MARCXML of the library: its fields, its irregularities, and malicious files."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ingest.marc import FIELDS, change_field, write_collection, write_record
from votes.ingest.readers.marcxml import CHUNK, read_marcxml
from votes.ingest.readers.native_format import RecordFormatError
from votes.ingest.readers.sources import SourceFile


def read(content: bytes):
    return read_marcxml(SourceFile("year_2018.xml", content, ""))


def read_one(fields=None):
    ((entry,), rejected) = read(write_collection(write_record(fields=fields)))
    assert rejected == []
    return entry


def test_one_record_becomes_the_cells_of_the_csv_layout():
    entry = read_one()
    assert entry.cells == {
        "record_id": "30855",
        "symbol": "A/HRC/RES/37/10",
        "title": "The right to food : resolution /",
        "statement": "adopted at its 37th session",
        "date": "20180323",
        "body": "Human Rights Council",
        "vote_type": "RECORDED",
        "meeting": "Adopted at the 54th meeting",
        "agenda_item_no": "3.",
        "agenda_item_title": "Promotion -",
        "agenda_symbol": "A/HRC/37/2",
        "agenda_subject": "RIGHT TO FOOD",
        "main_sponsors": "Cuba",
        "draft": "Draft resolution A/HRC/37/L.14",
        "yes": "1",
        "no": "1",
        "abstain": "0",
        "nonvoting": "0",
        "url_resolution": "http://undocs.org/A/HRC/RES/37/10",
        "record_url": "https://searchlibrary.ohchr.org/record/30855",
    }
    assert [vote[:3] for vote in entry.votes] == [("CHN", "Y", "CHINA"), ("USA", "N", "UNITED STATES")]
    assert (entry.file, entry.where) == ("year_2018.xml", "line 3")


@pytest.mark.parametrize("namespace", ["http://www.loc.gov/MARC21/slim", "", "http://example.org/other"])
def test_with_any_namespace_or_none(namespace):
    (entry,), _ = read(write_collection(write_record(), namespace=namespace))
    assert (entry.cells["symbol"], len(entry.votes)) == ("A/HRC/RES/37/10", 2)


def test_a_prefix_and_a_record_without_a_collection():
    content = b'<m:record xmlns:m="urn:x"><m:controlfield tag="001">1</m:controlfield></m:record>'
    (entry,), _ = read(content)
    assert entry.cells["record_id"] == "1"


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "windows-1252"])
def test_the_encoding_that_the_file_declares(encoding):
    fields = change_field("245", {"a": "Droit à l'alimentation /", "c": "37th session"})
    content = (
        write_collection(write_record(fields=fields)).decode().replace("UTF-8", encoding).encode(encoding)
    )
    (entry,), _ = read(content)
    assert entry.cells["title"] == "Droit à l'alimentation /"


@pytest.mark.parametrize(
    ("first", "second", "date"),
    [
        ({"a": "2018"}, {"a": "2018-03-23"}, "2018-03-23"),
        ({"a": "20180322"}, {"a": "2018-03-23"}, "20180322"),
        ({"a": "2018"}, {"a": "2018"}, "2018"),
        ({}, {"a": "2018"}, "2018"),
        ({}, {}, ""),
    ],
)
def test_the_second_date_is_used_if_the_first_has_no_day(first, second, date):
    fields = [field for field in FIELDS if field[0] not in ("269", "992")]
    fields += [(tag, parts) for tag, parts in (("269", first), ("992", second)) if parts]
    assert read_one(fields).cells["date"] == date


def test_a_note_that_names_no_sponsors_is_none_and_two_that_do_are_joined():
    fields = [*FIELDS, ("500", {"a": "Corrected in 2019"}), ("500", {"a": "Main sponsor: China"})]
    assert read_one(fields).cells["main_sponsors"] == "Cuba, China"


def test_a_repeated_subfield_is_not_lost():
    content = write_collection(write_record()).replace(
        b'<subfield code="d">Y</subfield>', b'<subfield code="d">Y</subfield><subfield code="d">N</subfield>'
    )
    (entry,), _ = read(content)
    assert entry.votes[0].code == "Y N"


def test_a_record_without_a_number_is_named_with_its_votes():
    entries, rejected = read(write_collection(write_record(""), write_record("2")))
    assert [entry.cells["record_id"] for entry in entries] == ["2"]
    assert [(one.row, one.reason, one.votes) for one in rejected] == [("line 3", "no record number", 2)]


def test_a_year_without_records_is_no_error():
    assert read(write_collection()) == ([], [])


def test_records_are_read_across_the_chunks():
    records = [write_record(str(n)) for n in range(100)]
    assert len(write_collection(*records)) > 2 * CHUNK
    entries, _ = read(write_collection(*records))
    assert [(e.cells["record_id"], len(e.votes)) for e in entries] == [(str(n), 2) for n in range(100)]


TEN_TIMES = "".join(
    f'<!ENTITY {after} "{f"&{one};" * 10}">' for one, after in zip("abcdefghi", "bcdefghij", strict=True)
)
BOMB = f'<!DOCTYPE c [<!ENTITY a "aaaaaaaaaa">{TEN_TIMES}]>\n'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (write_collection(write_record("&j;"), head=BOMB), "line 2: a document type"),
        (
            write_collection(head='<!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n'),
            "line 2: a document type",
        ),
        (
            write_collection(head='<!DOCTYPE c SYSTEM "https://example.org/c.dtd">\n'),
            "line 2: a document type",
        ),
        (write_collection(write_record())[:-20], "not valid XML: unclosed token"),
        (
            write_collection(write_record()).replace(b"</record>", b"</rekord>"),
            "line 20: not valid XML: mismatched",
        ),
        (
            b"<html><body>Just a moment</body></html>",
            "line 1: a web page, not a file of data. It begins “<html>",
        ),
        (b"", "not valid XML: no element found"),
        (b"\x00\x01\x02", "not valid XML"),
        (b"<collection>&undefined;</collection>", "not valid XML: undefined entity"),
        ('<?xml version="1.0"?><collection>é</collection>'.encode("latin-1"), "not valid XML"),
        (b'<?xml version="1.0" encoding="klingon"?><collection/>', "year_2018.xml, line 1"),
        (b'<?xml version="1.0" encoding="utf-7"?><collection/>', "year_2018.xml, line 1"),
    ],
    ids=[
        "bomb",
        "external entity",
        "external type",
        "cut off",
        "mismatched",
        "html",
        "empty",
        "bytes",
        "entity",
        "not its encoding",
        "no encoding",
        "odd encoding",
    ],
)
def test_an_invalid_file_is_refused_with_its_line(content, words):
    with pytest.raises(RecordFormatError, match=r"year_2018\.xml, line") as error:
        read(content)
    assert words in str(error.value)


def test_deeply_nested_elements_of_another_format_are_refused():
    with pytest.raises(RecordFormatError, match=r"line 1: the collection has no MARC record, only <a>"):
        read(b"<collection>" + b"<a>" * 50_000 + b"</a>" * 50_000 + b"</collection>")


def test_another_collection_is_refused_with_its_fields():
    record = write_record(fields=[("245", {"a": "A book"}), ("260", {"a": "Geneva"})])
    with pytest.raises(RecordFormatError, match=r"another collection.*the fields found are 001, 245, 260"):
        read(write_collection(record))


def read_if_sound(content: bytes) -> None:
    with contextlib.suppress(RecordFormatError):
        read(content)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(content):
    read_if_sound(content)
    read_if_sound(b"<collection>" + content + b"</collection>")


@given(st.integers(0, 3000), st.integers(1, 40), st.binary(max_size=10))
def test_a_file_with_a_hole_in_it_is_read_or_refused(start, length, filling):
    whole = write_collection(write_record("1"), write_record("2"))
    read_if_sound(whole[:start] + filling + whole[start + length :])
