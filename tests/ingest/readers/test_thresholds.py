"""Each limit of the readers: what it does just below it, at it and just above it."""

import contextlib
import gzip
import time

import pytest

from votes.core.state_names import Candidate
from votes.ingest.readers import marcxml
from votes.ingest.readers.catalogue import parse_item, parse_resolution
from votes.ingest.readers.catalogue_csv import TEXT_COLUMNS, VOTE_COLUMNS, read_catalogue_table
from votes.ingest.readers.native_format import RecordFormatError
from votes.ingest.readers.roll_call.reader import parse_roll_call
from votes.ingest.readers.sources import Limits, SourceError, build_source

STATES = (Candidate("BRA", ("Brazil",)), Candidate("CUB", ("Cuba",)))


@pytest.mark.limit("prose.MIN_PROSE_WORDS")
@pytest.mark.parametrize(("words", "is_aside"), [(2, False), (3, True), (4, True)])
def test_3_words_in_small_letters_are_a_sentence(words: int, is_aside: bool) -> None:
    """The States that a sentence names did not vote by it."""
    spoke = " ".join(["spoke", "later", "again", "briefly"][:words])
    read = parse_roll_call(f"In favour: Brazil.\nCuba, {spoke}", STATES, {"BRA", "CUB"})
    assert read.positions == {"BRA": "in_favour"} | ({} if is_aside else {"CUB": "in_favour"})
    assert bool(read.asides) == is_aside
    assert bool(read.issues) != is_aside


@pytest.mark.limit("reader.MAX_TEXTS_WITH_SUGGESTIONS")
@pytest.mark.parametrize(("unknown", "with_suggestions"), [(59, 59), (60, 60), (61, 60)])
def test_60_unknown_names_get_suggestions(unknown: int, with_suggestions: int) -> None:
    alphabet = "abcdefgh"
    names = [f"Brazil{alphabet[number // 8]}{alphabet[number % 8]}" for number in range(unknown)]
    read = parse_roll_call("In favour: " + ", ".join(names), STATES, set())
    assert len(read.issues) == unknown
    assert sum(bool(issue.suggestions) for issue in read.issues) == with_suggestions


@pytest.mark.parametrize(("size", "is_read"), [(99, True), (100, True), (101, False)])
def test_a_file_is_as_large_as_its_limit_at_most(size: int, is_read: bool) -> None:
    limits = Limits(bytes=100, expanded_bytes=10_000)
    if is_read:
        assert len(build_source("a.csv", b"x" * size, limits).content) == size
    else:
        with pytest.raises(SourceError, match="larger than 100 bytes"):
            build_source("a.csv", b"x" * size, limits)


@pytest.mark.parametrize(("size", "is_read"), [(999, True), (1000, True), (1001, False)])
def test_what_is_in_a_gzipped_file_is_as_large_as_its_limit_at_most(size: int, is_read: bool) -> None:
    limits, packed = Limits(bytes=500, expanded_bytes=1000), gzip.compress(b"x" * size)
    if is_read:
        assert len(build_source("a.csv.gz", packed, limits).content) == size
    else:
        with pytest.raises(SourceError, match="larger than 1000 bytes"):
            build_source("a.csv.gz", packed, limits)


def test_a_file_has_64_megabytes_at_most_and_256_when_expanded() -> None:
    assert (Limits().bytes, Limits().expanded_bytes, Limits().seconds) == (64 << 20, 256 << 20, 120)


@pytest.mark.limit("marcxml.MAX_RECORDS", "marcxml.MAX_FIELDS", "marcxml.MAX_FIELD_LETTERS")
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("MAX_RECORDS", "more than 2 records"),
        ("MAX_FIELDS", "a record with more than 2 fields"),
        ("MAX_FIELD_LETTERS", "a field with more than 2 letters"),
    ],
)
def test_marcxml_is_read_up_to_its_limits(name: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(n: int) -> bytes:
        record = '<record><datafield tag="591"><subfield code="a">x</subfield></datafield>{}</record>'
        inside = {
            "MAX_RECORDS": record.format("") * n,
            "MAX_FIELDS": record.format('<datafield tag="245"/>' * (n - 1)),
            "MAX_FIELD_LETTERS": record.replace(">x<", f">{'x' * n}<").format(""),
        }
        return f"<collection>{inside[name]}</collection>".encode()

    monkeypatch.setattr(marcxml, name, 2)
    for n in (1, 2):
        assert len(list(marcxml.parse_records("x", write(n))))
    with pytest.raises(RecordFormatError, match=words):
        list(marcxml.parse_records("x", write(3)))


@pytest.mark.limit("marcxml.MAX_ELEMENTS_NAMED")
@pytest.mark.parametrize(("elements", "named"), [(19, 19), (20, 20), (21, 20)])
def test_a_message_names_20_elements(elements: int, named: int) -> None:
    inside = "".join(f"<e{n}/>" for n in range(elements))
    with pytest.raises(RecordFormatError) as refusal:
        list(marcxml.parse_records("x", f"<collection>{inside}</collection>".encode()))
    assert str(refusal.value).count("<e") == named


@pytest.mark.limit("catalogue.MAX_CELL_LETTERS")
@pytest.mark.parametrize(("letters", "is_read"), [(3999, True), (4000, True), (4001, False)])
def test_a_cell_has_4000_letters_at_most(letters: int, is_read: bool) -> None:
    row = dict.fromkeys(TEXT_COLUMNS, "") | {
        "record_id": "1",
        "symbol": "A/HRC/RES/37/1",
        "title": "A text : resolution /",
        "date": "2018-03-23",
        "vote_type": "ADOPTED WITHOUT VOTE",
        "statement": "x" * letters,
    }
    if is_read:
        assert parse_resolution(row, {}, {}).title == "A text"
    else:
        with pytest.raises(ValueError, match="the cell statement has 4,001 letters, more than 4,000"):
            parse_resolution(row, {}, {})


@pytest.mark.limit("catalogue.MAX_ITEM_LETTERS")
@pytest.mark.parametrize(("blanks", "item"), [(98, 3), (99, 3), (100, 3)])
def test_an_agenda_item_is_read_from_its_first_100_letters(blanks: int, item: int) -> None:
    assert parse_item("3" + "." * blanks, "")[0] == item
    assert parse_item("3" + "." * 99 + "x" * (blanks - 98), "")[0] == item


@pytest.mark.limit("catalogue_csv.HEADER_ROWS")
@pytest.mark.parametrize(("titles", "is_found"), [(8, True), (9, True), (10, False)])
def test_the_header_is_among_the_first_10_rows(titles: int, is_found: bool) -> None:
    content = "A title\n" * titles + ",".join(VOTE_COLUMNS) + "\n"
    file = build_source("x", content.encode(), Limits())
    if is_found:
        assert read_catalogue_table(file).kind == "votes"
    else:
        with pytest.raises(RecordFormatError, match="not recognised"):
            read_catalogue_table(file)


@pytest.mark.limit("catalogue_csv.MIN_SHARE_OF_COLUMNS")
@pytest.mark.parametrize(
    ("columns", "words"), [(1, "not recognised"), (2, "no column country, vote"), (3, "no column vote")]
)
def test_a_file_with_half_of_the_columns_is_that_table(columns: int, words: str) -> None:
    with pytest.raises(RecordFormatError, match=words):
        read_catalogue_table(build_source("x", (",".join(VOTE_COLUMNS[:columns]) + "\n").encode(), Limits()))


@pytest.mark.limit("catalogue_csv.MAX_COLUMNS_NAMED")
@pytest.mark.parametrize(("others", "named"), [(26, 26), (27, 27), (28, 27)])
def test_a_message_names_30_columns(others: int, named: int) -> None:
    header = ",".join([*VOTE_COLUMNS[:3], *(f"other{n}" for n in range(others))])
    with pytest.raises(RecordFormatError) as refusal:
        read_catalogue_table(build_source("x", f"{header}\n".encode(), Limits()))
    assert str(refusal.value).count("other") == named


HOSTILE = {
    "digits": "1" * 4000,
    "blanks": " " * 4000,
    "colons": " :" * 2000,
    "slashes": "A/" * 2000,
    "ordinals": "1st " * 1000,
    "item": "1" + "a" * 3999 + "!",
    "brackets": "(a" * 2000,
    "roman": "1" + "I" * 3999,
    "records": "E/HR/" * 800,
    "to": "to " * 1333,
    "behalf": "on behalf of (" * 280,
    "dashes": " - " * 1333,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_cell_takes_little_time_in_any_column(name: str) -> None:
    """Each is as long as a cell may be."""
    usual = dict.fromkeys(TEXT_COLUMNS, "") | {"title": "x", "symbol": "A/HRC/RES/37/1", "record_id": "1"}
    start = time.process_time()
    for column in TEXT_COLUMNS:
        with contextlib.suppress(ValueError):
            parse_resolution({**usual, column: HOSTILE[name]}, {}, {})
    assert time.process_time() - start < 1
