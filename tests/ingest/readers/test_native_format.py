"""The native format: rows are read back as written, and an invalid line is reported with its file."""

import json

import pytest
from django.conf import settings as django_settings

from tests.ingest.full_record import DAY, RECORD, SAID, TEXT
from votes.core.rows import Record, SeriesRow
from votes.ingest.readers.native_format import (
    FILES,
    RecordFormatError,
    format_dated_names,
    format_record,
    parse_dated_names,
    parse_record,
    read_folder,
)


def test_what_is_written_comes_back():
    assert parse_record(format_record(RECORD)) == RECORD


def test_the_files_are_plain_enough_to_review():
    files = {name: content.decode() for name, content in format_record(RECORD).items()}
    assert set(files) == set(FILES)
    assert files["states.csv"].splitlines()[2] == (
        "NLD,Netherlands (Kingdom of the),the,western_european_other,,,Netherlands (until 2023); Holland"
    )
    assert files["blocs.csv"].splitlines()[2] == (
        "nam,Non-Aligned Movement,NAM,the,Movement of Non-Aligned Countries; Non-Aligned,"
        '"Members, and observers",https://example.org/nam,By year; no day'
    )
    assert files["bloc_memberships.csv"].splitlines()[1] == "brics,CHN,2009-06-16,,"
    tabled = json.loads(files["texts.jsonl"].splitlines()[1])
    assert "date" not in tabled  # what is empty is left out
    assert "roll_call" not in tabled
    first = json.loads(files["texts.jsonl"].splitlines()[0])
    assert first["roll_call"] == {"in_favour": "CHN", "not_voting": "NLD"}
    assert "coopération" in files["texts.jsonl"]


def test_the_fixtures_are_written_as_our_own_writer_would():
    files = read_folder(django_settings.BASE_DIR / "fixtures")
    assert set(files) == set(FILES)
    assert format_record(parse_record(files)) == files


def test_no_files_are_an_empty_record():
    assert parse_record({}) == Record()
    assert parse_record(dict.fromkeys(FILES, b"")) == Record()


def test_a_folder_without_a_file_is_read_without_it(tmp_path):
    (tmp_path / "series.csv").write_text("slug,title\nfood,The right to food\n")
    (tmp_path / "notes.txt").write_text("not ours")
    assert set(read_folder(tmp_path)) == {"series.csv"}
    assert parse_record(read_folder(tmp_path)).series == (SeriesRow("food", "The right to food"),)


def test_byte_order_marks_and_windows_line_ends_are_accepted():
    content = "\ufeffslug,title\r\nfood,The right to food\r\n".encode()
    assert parse_record({"series.csv": content}).series == (SeriesRow("food", "The right to food"),)
    lines = b"\n" + format_record(RECORD)["texts.jsonl"].replace(b"\n", b"\r\n") + b"\n  \n"
    assert parse_record({"texts.jsonl": lines}).texts == RECORD.texts


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("", ()),
        ("Swaziland (until 2018)", (("Swaziland", 2018),)),
        ("Swaziland (until 2018); Kingdom of Eswatini", (("Swaziland", 2018), ("Kingdom of Eswatini", None))),
        ("Bolivia (Plurinational State of)", (("Bolivia (Plurinational State of)", None),)),
        (" ; Türkiye ;", (("Türkiye", None),)),
    ],
)
def test_other_names(printed, names):
    assert parse_dated_names(printed) == names
    assert parse_dated_names(format_dated_names(names)) == names


@pytest.mark.parametrize(("said", "date"), [("2018-03-23", DAY), ("", None), (None, None)])
def test_dates(said, date):
    (text,) = parse_record({"texts.jsonl": json.dumps(TEXT | {"date": said}).encode()}).texts
    assert text.date == date


@pytest.mark.parametrize(
    "said", ["20180323", "2018", "23.03.2018", "2018-02-30", "2018-3-23", 20180323, 0, True, []]
)
def test_what_is_no_date_is_refused(said):
    assert f"date cannot be {said!r}: write a date as 2018-03-23" in refuse_text(date=said)


# --- bad lines


def refuse(name: str, content: str | bytes) -> str:
    """What the reader says about a file it cannot read."""
    with pytest.raises(RecordFormatError) as refusal:
        parse_record({name: content.encode() if isinstance(content, str) else content})
    return str(refusal.value)


def refuse_text(**changes) -> str:
    """What it says of a good line, an empty one and one that is changed."""
    changed = {name: value for name, value in (TEXT | changes).items() if value is not ...}
    said = refuse("texts.jsonl", f"{json.dumps(TEXT)}\n\n{json.dumps(changed)}\n")
    assert said.startswith("texts.jsonl, line 3: ")
    return said.removeprefix("texts.jsonl, line 3: ")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"colour": "blue"}, "unknown field colour"),
        ({"positions": {"CHN": "in_favour"}}, "unknown field positions"),
        ({"symbol": ...}, "no symbol"),
        ({"title": ..., "session": ...}, "no session, title"),
        ({"date": "23 March 2018"}, "cannot be '23 March 2018': write a date as 2018-03-23"),
        ({"date": 2018}, "date cannot be 2018: write a date as 2018-03-23"),
        ({"fetched_on": "2026"}, "cannot be '2026': write a date as 2018-03-23"),
        ({"symbol": None}, "symbol cannot be None: expected `str`, got `null`"),
        ({"title": 5}, "title cannot be 5: expected `str`, got `int`"),
        ({"title": ["a", "b"]}, "title cannot be"),
        ({"session": 37}, "session cannot be 37"),
        ({"official": "abc"}, "official cannot be 'abc'"),
        ({"official": [28, 1, 17]}, "official cannot be [28, 1, 17]: expected `array` of length 4, got 3"),
        ({"official": [28, 1, 17, 1, 0]}, "official cannot be"),
        ({"official": [28, 1, None, 1]}, "official cannot be"),
        ({"official": [28, 1, "17", 1]}, "official cannot be"),
        ({"official": [28, 1, 17.0, 1]}, "official cannot be"),
        ({"official": [True, 1, 17, 1]}, "official cannot be"),
        ({"official": {"in_favour": 28}}, "official cannot be"),
        ({"agenda_item": "3"}, "agenda_item cannot be '3': expected `int | null`, got `str`"),
        ({"agenda_item": True}, "agenda_item cannot be True"),
        ({"topics": "Cooperation"}, "topics cannot be 'Cooperation'"),
        ({"topics": [3]}, "topics cannot be [3]: expected `str`, got `int`"),
        ({"sponsors": "CHN"}, "sponsors cannot be 'CHN'"),
        ({"sponsors": None}, "sponsors cannot be None"),
        ({"note": "nul \x00"}, "note cannot be"),
        ({"note": "half a pair \ud800"}, "note cannot be"),
        ({"roll_call": {"in_favour": "CH\x00"}}, "positions cannot be"),
        ({"roll_call": "CHN"}, "roll_call must be written"),
        ({"roll_call": ["CHN"]}, "roll_call must be written"),
        ({"roll_call": {"in_favour": ["CHN"]}}, "roll_call must be written"),
        ({"roll_call": {"in_favour": None}}, "roll_call must be written"),
        ({"roll_call": {"yes": "CHN"}}, "unknown position yes"),
        ({"roll_call": {"in_favour": "CHN", "against": "CHN"}}, "a State is listed twice"),
        ({"roll_call": {"in_favour": "CHN NLD CHN"}}, "a State is listed twice"),
    ],
)
def test_a_text_that_cannot_be_read_says_why(changes, words):
    assert words in refuse_text(**changes)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"symbol": "A/HRC/RES/37/23", ', "line 2"),
        ("[]", "not an object"),
        ('"A/HRC/RES/37/23"', "not an object"),
        ("null", "not an object"),
        ("7", "not an object"),
        ('{"symbol": "A/HRC/RES/37/23", "symbol": "A/HRC/RES/37/24"}', "a field occurs twice"),
        ('{"roll_call": {"against": "CHN", "against": "NLD"}}', "a field occurs twice"),
        ("[" * 100_000, "recursion"),
        ("{" + '"a":{' * 100_000, "recursion"),
    ],
    ids=["cut off", "list", "text", "null", "number", "twice", "twice inside", "deep list", "deep object"],
)
def test_a_line_that_is_not_an_object_is_refused_with_the_reason(line, words):
    for name, good in (("texts.jsonl", TEXT), ("explanations.jsonl", SAID)):
        said = refuse(name, f"{json.dumps(good)}\n{line}\n")
        assert said.startswith(f"{name}, line 2: ")
        assert words in said


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"summary": ...}, "no summary"),
        ({"mood": "angry"}, "unknown field mood"),
        ({"date": "yesterday"}, "cannot be 'yesterday': write a date as 2018-03-23"),
        ({"state": None}, "state cannot be None"),
        ({"summary": {"en": "no"}}, "summary cannot be"),
    ],
)
def test_an_explanation_that_cannot_be_read_says_why(changes, words):
    changed = {name: value for name, value in (SAID | changes).items() if value is not ...}
    said = refuse("explanations.jsonl", json.dumps(changed))
    assert said.startswith("explanations.jsonl, line 1: ")
    assert words in said


STATES = (
    "iso3,name,article,regional_group,existed_from,existed_until,other_names\nCHN,China,,asia_pacific,,,\n"
)
BLOCS = (
    "slug,name,short_name,article,other_names,source_title,source_url,note\nbrics,BRICS,BRICS,,,Its page,,\n"
)
IN_BLOCS = "bloc,iso3,start,end,note\nbrics,CHN,2009-06-16,,\n"
TERMS = "iso3,start,end,regional_group,note\nCHN,2006-06-19,2012-12-31,asia_pacific,\n"


@pytest.mark.parametrize(
    ("name", "content", "line", "words"),
    [
        ("states.csv", STATES.replace(",article", ""), 2, "the row must have"),
        ("states.csv", "iso3,name\nCHN,China\n", 2, "no column 'article'"),
        ("states.csv", STATES + "MEX,Mexico\n", 3, "must have 7 columns"),
        ("states.csv", STATES + "MEX,Mexico,,latin_american_caribbean,,,,more\n", 3, "must have 7 columns"),
        ("states.csv", STATES + "MEX,Mexico,The,latin_american_caribbean,,,\n", 3, "not 'The'"),
        (
            "states.csv",
            STATES + "MEX,Mexico,,latin_american_caribbean,,soon,\n",
            3,
            "cannot be 'soon': write a date as 2018-03-23",
        ),
        (
            "states.csv",
            STATES + "MEX,Mexico,,latin_american_caribbean,old,,\n",
            3,
            "cannot be 'old': write a date as 2018-03-23",
        ),
        ("states.csv", STATES + "MEX,Mexico,,x,,,Tenochtitlan (until noon)\n", 3, "noon"),
        ("states.csv", STATES + "MEX,Mex\x00ico,,x,,,\n", 3, "name cannot be"),
        (
            "memberships.csv",
            TERMS + "MEX,,2012-12-31,x,\n",
            3,
            "start cannot be '': write a date as 2018-03-23",
        ),
        (
            "memberships.csv",
            TERMS + "MEX,2012,2012-12-31,x,\n",
            3,
            "cannot be '2012': write a date as 2018-03-23",
        ),
        ("memberships.csv", TERMS.replace("start", "from"), 2, "no column 'start'"),
        ("blocs.csv", BLOCS + "gcc,GCC,GCC,The,,Its page,,\n", 3, "not 'The'"),
        ("blocs.csv", BLOCS.replace("source_title", "source"), 2, "no column 'source_title'"),
        (
            "bloc_memberships.csv",
            IN_BLOCS + "brics,IND,2009,,\n",
            3,
            "cannot be '2009': write a date as 2018-03-23",
        ),
        (
            "bloc_memberships.csv",
            IN_BLOCS + "brics,IND,,today,\n",
            3,
            "cannot be 'today': write a date as 2018-03-23",
        ),
        ("bloc_memberships.csv", IN_BLOCS + "brics,IND,,\n", 3, "must have 5 columns"),
        ("series.csv", "slug,title\nfood\n", 2, "must have 2 columns"),
        ("series.csv", "slug,name\nfood,The right to food\n", 2, "no column 'title'"),
        ("series.csv", 'slug,title\nfood,"The right" to food\n', 2, "expected"),
        ("series.csv", 'slug,title\nfood,"The right to food\n', 2, "unexpected end"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(name, content, line, words):
    said = refuse(name, content)
    assert said.startswith(f"{name}, line {line}: ")
    assert words in said


@pytest.mark.parametrize("name", FILES)
def test_what_is_not_utf_8_is_named_with_its_line(name):
    assert (
        refuse(name, b"first\nsecond\nT\xfcrkiye\n") == f"{name}, line 3: not UTF-8. Save the file in UTF-8"
    )
