"""From files to rows: the format of a file, the files that are refused, and that no vote is dropped silently."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ingest.marc import FIELDS, change_field, write_collection, write_record
from votes.core.rows import ExistingRecords, Record, SeriesAssignment, StateRow
from votes.ingest.read import is_xml, read_files
from votes.ingest.readers.catalogue_csv import TEXT_COLUMNS, VOTE_COLUMNS, read_catalogue_table
from votes.ingest.readers.native_format import RecordFormatError
from votes.ingest.readers.sources import SourceFile

STATES = tuple(
    StateRow(iso3, name, "african") for iso3, name in (("CHN", "China"), ("CUB", "Cuba"), ("USA", "USA"))
)
KNOWN = ExistingRecords(states=STATES)

TEXT = {
    "record_id": "30855",
    "symbol": "A/HRC/RES/37/10",
    "title": "The right to food : resolution /",
    "statement": "adopted at its 37th session",
    "date": "2018-03-23",
    "body": "Human Rights Council",
    "vote_type": "RECORDED",
    "meeting": "Adopted at the 54th meeting",
    "agenda_item_no": "3.",
    "agenda_item_title": "Promotion -",
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
VOTES = [
    {"record_id": "30855", "iso3": "CHN", "country": "CHINA", "vote": "Y"},
    {"record_id": "30855", "iso3": "USA", "country": "UNITED STATES", "vote": "N"},
]


def write_csv(columns, rows) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(columns), restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def source(name: str, content: bytes) -> SourceFile:
    return SourceFile(name, content, "0" * 64)


def pair(texts=(TEXT,), votes=tuple(VOTES)) -> list[SourceFile]:
    return [
        source("resolutions.csv", write_csv(TEXT_COLUMNS, texts)),
        source("votes_long.csv", write_csv(VOTE_COLUMNS, votes)),
    ]


def marc(*records: str, name: str = "year.xml") -> SourceFile:
    return source(name, write_collection(*records))


def count_votes(record: Record) -> int:
    """The votes that are in a row, and those that are named."""
    return sum(len(text.positions) for text in record.texts) + sum(one.votes for one in record.rejected)


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("resolutions.csv", write_csv(TEXT_COLUMNS, []), "texts"),
        ("anything.txt", write_csv(TEXT_COLUMNS, []), "texts"),
        ("votes.csv", b"\xef\xbb\xbf" + write_csv(VOTE_COLUMNS, []), "votes"),
        ("votes.csv", write_csv(reversed(VOTE_COLUMNS), []), "votes"),
        ("votes.csv", b"Votes of 2018\n\n" + write_csv(VOTE_COLUMNS, []), "votes"),
        ("votes.csv", write_csv(VOTE_COLUMNS, []).replace(b",", b";"), "votes"),
        ("votes.csv", write_csv(VOTE_COLUMNS, []).upper(), "votes"),
        ("year_2018.xml", write_collection(), "xml"),
        ("search", b"\n <collection/>", "xml"),
        ("utf16.xml", "<collection/>".encode("utf-16"), "xml"),
    ],
)
def test_the_form_of_a_file(name, content, form):
    file = source(name, content)
    assert ("xml" if is_xml(file) else read_catalogue_table(file).kind) == form


@pytest.mark.parametrize("content", [b"a,b,c\n1,2,3\n", b"{}", "título\n".encode("latin-1")])
def test_a_file_in_another_format_is_refused_with_the_list_of_formats(content):
    with pytest.raises(
        RecordFormatError, match=r"strange\.bin, line 1: the format is not recognised.*MARCXML"
    ):
        read_files([source("strange.bin", content)], KNOWN)


def test_both_forms_give_the_same_row():
    from_csv = read_files(pair(), KNOWN)
    from_marc = read_files([marc(write_record())], KNOWN)
    (row,) = from_csv.texts
    assert from_csv == from_marc
    assert (row.symbol, row.positions, row.sponsors) == (
        "A/HRC/RES/37/10",
        {"CHN": "in_favour", "USA": "against"},
        ("CUB",),
    )
    assert from_csv.rejected == ()


def test_columns_may_stand_in_any_order_and_others_beside_them():
    columns = ["year", *reversed(TEXT_COLUMNS), "collection"]
    files = [source("resolutions.csv", write_csv(columns, [TEXT])), pair()[1]]
    assert read_files(files, KNOWN).texts == read_files(pair(), KNOWN).texts


@pytest.mark.parametrize("column", [*TEXT_COLUMNS])
def test_a_missing_column_of_the_texts_is_named(column):
    columns = [name for name in TEXT_COLUMNS if name != column]
    files = [source("resolutions.csv", write_csv(columns, [])), pair()[1]]
    with pytest.raises(RecordFormatError, match=rf"resolutions\.csv, line 1: no column {column}, which"):
        read_files(files, KNOWN)


@pytest.mark.parametrize("column", ["iso3", "country", "vote"])
def test_a_missing_column_of_the_votes_is_named(column):
    columns = [name for name in VOTE_COLUMNS if name != column]
    with pytest.raises(RecordFormatError, match=rf"votes_long\.csv, line 1: no column {column}, which"):
        read_files([pair()[0], source("votes_long.csv", write_csv(columns, []))], KNOWN)


def change_votes(old: bytes, new: bytes) -> list[SourceFile]:
    texts, votes = pair()
    return [texts, replace(votes, content=votes.content.replace(old, new))]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b"UNITED", b"UNI\x81TED", "votes_long.csv, line 3: not UTF-8"),
        (b"CHINA", b'"CHINA"x', "votes_long.csv, line 2: "),
        (b"USA", b'"USA', "votes_long.csv, line 3: the file ends inside quotation marks"),
        (b"country", b"iso3", "votes_long.csv, line 1: no column country"),
        (b"record_id,", b"record_id,vote,", "votes_long.csv, line 1: a column occurs twice"),
        (b"CHINA", b"C" * 200_000, "votes_long.csv, line 2: field larger than field limit"),
    ],
    ids=["not utf-8", "quote", "open quote", "no column", "twice", "huge"],
)
def test_a_file_that_is_not_csv_is_refused_with_its_line(old, new, words):
    with pytest.raises(RecordFormatError) as error:
        read_files(change_votes(old, new), KNOWN)
    assert str(error.value).startswith(words)


def test_texts_without_their_votes_are_refused_since_they_would_lose_them():
    texts, votes = pair()
    with pytest.raises(
        RecordFormatError, match=r"resolutions\.csv needs the file with its .*votes_long\.csv"
    ):
        read_files([texts], KNOWN)
    with pytest.raises(
        RecordFormatError, match=r"votes_long\.csv needs the file with its .*resolutions\.csv"
    ):
        read_files([votes], KNOWN)
    with pytest.raises(RecordFormatError, match="more than one pair"):
        read_files([texts, texts, votes], KNOWN)


def test_a_row_with_too_few_cells_is_named_and_the_others_are_read():
    record = read_files(change_votes(b"30855,CHN,CHINA,Y", b"30855,CHN"), KNOWN)
    (row,), (lost,) = record.texts, record.rejected
    assert row.positions == {"USA": "against"}
    assert (lost.file, lost.kind, lost.row, lost.reason) == (
        "votes_long.csv",
        "votes",
        "line 2",
        "2 cells, but the header has 4",
    )
    assert count_votes(record) == 2


def test_one_bad_record_is_named_with_its_votes_and_the_others_are_read():
    bad = TEXT | {"record_id": "2", "vote_type": "ACCLAMATION"}
    votes = [*VOTES, *({**vote, "record_id": "2"} for vote in VOTES)]
    record = read_files(pair([bad, TEXT], votes), KNOWN)
    assert [text.source_record for text in record.texts] == ["30855"]
    (lost,) = record.rejected
    assert (lost.file, lost.kind, lost.votes) == ("resolutions.csv", "texts", 2)
    assert lost.row == "record 2 A/HRC/RES/37/10, line 2"
    assert lost.reason == "the vote type 'ACCLAMATION' is not known (with its 2 votes)"


def test_votes_without_a_record_are_reported():
    record = read_files(pair(votes=[*VOTES, VOTES[0] | {"record_id": "9"}]), KNOWN)
    (lost,) = record.rejected
    assert (lost.row, lost.votes) == ("record 9", 1)
    assert "of a record that could not be read in resolutions.csv" in lost.reason


@pytest.mark.parametrize("number", ["", " "])
def test_a_text_without_a_record_number_is_named(number):
    record = read_files(pair([TEXT | {"record_id": number}], [VOTES[0] | {"record_id": number}]), KNOWN)
    assert record.texts == ()
    assert "no record number" in {one.reason for one in record.rejected}
    assert count_votes(record) == 1


def test_a_repeated_record_without_differences_is_used_once():
    record = read_files([*pair(), marc(write_record())], KNOWN)
    assert (len(record.texts), record.rejected) == (1, ())


def test_a_repeated_record_with_differences_is_rejected():
    other = write_record(fields=change_field("245", {"a": "The right to water /", "c": "37th session"}))
    record = read_files([*pair(), marc(other)], KNOWN)
    assert [text.title for text in record.texts] == ["The right to food"]
    (lost,) = record.rejected
    assert (lost.file, lost.kind, lost.votes) == ("year.xml", "texts", 2)
    assert "repeats the record in resolutions.csv, line 2, which is used; it differs in title" in lost.reason


def test_a_year_alone_is_dated_by_the_same_meeting_or_the_text_is_named():
    alone = TEXT | {"record_id": "2", "symbol": "A/HRC/RES/37/11", "date": "2018"}
    dated = read_files(pair([TEXT, alone]), KNOWN)
    assert [str(text.date) for text in dated.texts] == ["2018-03-23", "2018-03-23"]
    assert dated.texts[1].note == (
        "The catalogue does not print the day, only 2018. The day is that of the other texts of the 54th meeting."
    )
    undated = read_files(pair([alone], [VOTES[0] | {"record_id": "2"}]), KNOWN)
    assert undated.texts == ()
    assert "and no other text gives the day" in undated.rejected[0].reason
    assert count_votes(undated) == 1
    on_file = replace(KNOWN, texts=dated.texts[:1])
    assert [str(text.date) for text in read_files(pair([alone], []), on_file).texts] == ["2018-03-23"]


def test_a_withdrawn_text_needs_no_day():
    (row,) = read_files(pair([TEXT | {"vote_type": "WITHDRAWN", "date": "2018"}], []), KNOWN).texts
    assert (row.date, row.outcome) == (None, "withdrawn")


def test_the_native_format_is_read_beside_the_catalogue():
    own = [
        source(
            "states.csv",
            b"iso3,name,article,regional_group,existed_from,existed_until,other_names\nFJI,Fiji,,asia_pacific,,,\n",
        ),
        source("series.csv", b"slug,title\nfood,The right to food\n"),
        source(
            "texts.jsonl",
            b'{"symbol": "A/HRC/RES/30/1", "kind": "resolution", "title": "Right to food", "session": "30", '
            b'"adoption": "without_vote", "outcome": "adopted", "date": "2015-10-01"}\n',
        ),
    ]
    record = read_files([*own, *pair(votes=[*VOTES, VOTES[0] | {"iso3": "FJI"}])], KNOWN)
    assert [text.symbol for text in record.texts] == ["A/HRC/RES/30/1", "A/HRC/RES/37/10"]
    assert record.texts[1].positions["FJI"] == "in_favour"
    assert record.texts[1].series == "food"
    assert [row.slug for row in record.series] == ["food"]
    assert record.series_assignments == (SeriesAssignment(("", "A/HRC/RES/30/1"), "food"),)
    assert read_files(own, KNOWN).texts == record.texts[:1]


def test_no_files_are_an_empty_record():
    assert read_files([], KNOWN) == Record()


# --- nothing is lost, whatever is printed

ODD = st.sampled_from(
    [
        "",
        " ",
        "x",
        "2018",
        "20180323",
        "VEN$eVENEZUELA",
        "CHN$dN",
        "$",
        "$$a",
        "0",
        "-1",
        "9999",
        "A/HRC/RES/37/10",
        "\x00",
        "é",
        "E/CN.4/RES(II)",
    ]
) | st.text(max_size=12)
CELLS = st.dictionaries(st.sampled_from(sorted(set(TEXT) - {"record_id"})), ODD, max_size=4)
LINES = st.lists(
    st.builds(
        lambda record, iso3, code, country: {
            "record_id": record,
            "iso3": iso3,
            "vote": code,
            "country": country,
        },
        st.sampled_from(["1", "2", "3", "9", ""]),
        st.sampled_from(["CHN", "USA", "CUB", "chn", "VEN"]) | ODD,
        st.sampled_from(["Y", "N", "A", ".", "", "y", "X"]) | ODD,
        ODD,
    ),
    max_size=12,
)
RECORDS = st.lists(st.tuples(st.sampled_from(["1", "2", "3", "", "1 "]), CELLS), max_size=4)


def can_be_a_cell(text: str) -> bool:
    return "\x00" not in text and all(ord(letter) < 0xD800 or ord(letter) > 0xDFFF for letter in text)


def assert_nothing_lost(record: Record, printed: int) -> None:
    assert count_votes(record) == printed
    keys = [text.key for text in record.texts]
    assert len(set(keys)) == len(keys)
    assert len({text.address or text.symbol for text in record.texts}) == len(keys)
    assert all(one.file and one.row and one.reason for one in record.rejected)
    assert all(text.title and text.symbol and text.session for text in record.texts)


@given(RECORDS, LINES)
def test_every_vote_of_a_mutated_csv_pair_is_in_a_row_or_named(records, lines):
    texts = {number: TEXT | changes | {"record_id": number} for number, changes in records}
    try:
        record = read_files(pair(list(texts.values()), lines), KNOWN)
    except RecordFormatError:  # of a NUL byte or letters coded twice: the files are refused as a whole
        return
    assert_nothing_lost(record, len(lines))
    named = sum(one.kind == "texts" for one in record.rejected)
    assert len(record.texts) + named == len(texts)


@given(RECORDS, LINES)
def test_every_vote_of_a_mutated_marcxml_file_is_in_a_row_or_named(records, lines):
    def strip(text: str) -> str:
        return "".join(letter for letter in text if letter.isprintable())

    tags = {
        "symbol": "791",
        "date": "269",
        "vote_type": "591",
        "body": "981",
        "draft": "993",
        "meeting": "952",
    }
    numbers = {number.strip(): changes for number, changes in records}
    written, printed = [], 0
    for number, changes in numbers.items():
        fields = [field for field in FIELDS if field[0] != "967"]
        for column, text in changes.items():
            if column in tags:
                fields = [*(f for f in fields if f[0] != tags[column]), (tags[column], {"a": strip(text)})]
        votes = [line for line in lines if line["record_id"] == number]
        fields += [
            ("967", {"b": strip(v["iso3"]), "d": strip(v["vote"]), "e": strip(v["country"])}) for v in votes
        ]
        printed += len(votes)
        written.append(write_record(number, fields))
    record = read_files([marc(*written)], KNOWN)
    assert_nothing_lost(record, printed)
    assert len(record.texts) + sum(one.kind == "texts" for one in record.rejected) == len(numbers)


@given(st.integers(0, 400), st.integers(0, 30), st.binary(max_size=8), st.booleans())
def test_a_csv_file_with_a_hole_in_it_is_read_or_refused(start, length, filling, in_texts):
    files = pair()
    content = files[not in_texts].content
    files[not in_texts] = replace(
        files[not in_texts], content=content[:start] + filling + content[start + length :]
    )
    try:
        record = read_files(files, KNOWN)
    except RecordFormatError:
        return
    assert isinstance(record, Record)
