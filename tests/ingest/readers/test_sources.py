"""Files from folders, gzip and https: each limited in size, each refusal with a message."""

import gzip
import hashlib

import pytest
from django.conf import settings

from tests.ingest.fake_site import FakeSite
from votes.ingest.fetching import Fetcher
from votes.ingest.readers.native_format import FILES
from votes.ingest.readers.sources import (
    Limits,
    SourceError,
    SourceFile,
    build_source,
    fetch,
    open_sources,
)

SMALL = Limits(bytes=100_000, expanded_bytes=200_000, seconds=10)
ADDRESS = "https://example.org/data/resolutions.csv"


def checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_a_file(tmp_path):
    (tmp_path / "year_2018.xml").write_bytes(b"<collection/>")
    assert open_sources([str(tmp_path / "year_2018.xml")]) == [
        SourceFile("year_2018.xml", b"<collection/>", checksum(b"<collection/>"))
    ]


def test_a_folder_gives_its_files_of_a_record_by_name_without_subfolders(tmp_path):
    for name in ("b.csv", "a.xml", "README.md", "c.XML", "texts.jsonl"):
        (tmp_path / name).write_bytes(name.encode())
    (tmp_path / "marcxml").mkdir()
    (tmp_path / "marcxml" / "d.xml").write_bytes(b"d")
    assert [file.name for file in open_sources([str(tmp_path)])] == ["a.xml", "b.csv", "c.XML", "texts.jsonl"]


def test_a_gzipped_file_is_expanded_and_has_the_checksum_of_what_came(tmp_path):
    packed = gzip.compress(b"<collection/>") + gzip.compress(b"<!-- two members -->")
    (tmp_path / "year_2018.xml.gz").write_bytes(packed)
    (file,) = open_sources([str(tmp_path)], sha256=checksum(packed).upper())
    assert file == SourceFile("year_2018.xml", b"<collection/><!-- two members -->", checksum(packed))


def test_what_is_gzipped_is_told_by_its_bytes_not_its_name():
    assert build_source("year.xml", gzip.compress(b"<a/>"), SMALL).content == b"<a/>"
    assert build_source("year.xml.gz", b"<a/>", SMALL).content == b"<a/>"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"x" * 100_001, "year.xml is larger than 100000 bytes"),
        (gzip.compress(b"\0" * 10_000_000), "year.xml, expanded, is larger than 200000 bytes"),
        (gzip.compress(gzip.compress(b"x" * 300_000))[:-9], "year.xml is not a valid gzip file"),
        (b"\x1f\x8bnot gzip at all", "year.xml is not a valid gzip file"),
        (b"PK\x03\x04 and so on", "year.xml: a zip archive that is damaged, and no workbook"),
    ],
    ids=["large", "bomb", "cut off", "broken", "zip"],
)
def test_what_cannot_be_expanded_is_refused_with_a_word(content, words):
    with pytest.raises(SourceError) as error:
        build_source("year.xml", content, SMALL)
    assert str(error.value).startswith(words)


def test_a_gzipped_file_that_is_gzipped_again_is_expanded_once():
    twice = gzip.compress(gzip.compress(b"<a/>"))
    assert build_source("year.xml", twice, SMALL).content.startswith(b"\x1f\x8b")


@pytest.mark.parametrize(
    "path", ["/nowhere/at/all.xml", "ftp://example.org/a.csv", "http://example.org/a.csv"]
)
def test_what_cannot_be_had_is_named(path):
    with pytest.raises(SourceError, match=path):
        open_sources([path])


def test_an_empty_folder_and_a_large_file_are_refused(tmp_path):
    with pytest.raises(
        SourceError, match=r"contains no file of a record \(\.csv, \.xlsx, \.jsonl, \.xml, \.gz\)"
    ):
        open_sources([str(tmp_path)])
    (tmp_path / "large.csv").write_bytes(b"x" * 100_001)
    with pytest.raises(SourceError, match=r"large\.csv is larger than 100000 bytes"):
        open_sources([str(tmp_path)], limits=SMALL)


def test_a_checksum_applies_to_one_file_and_must_match(tmp_path):
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_bytes(b"x")
    with pytest.raises(SourceError, match="a checksum applies to one file, but 2 were given"):
        open_sources([str(tmp_path)], sha256=checksum(b"x"))
    with pytest.raises(SourceError, match=rf"a\.csv has the SHA-256 {checksum(b'x')}, not abc"):
        open_sources([str(tmp_path / "a.csv")], sha256="abc")


def build_fetcher(site: FakeSite) -> Fetcher:
    return Fetcher(max_bytes=SMALL.bytes, seconds=SMALL.seconds, pool=site)


def test_an_https_address_is_fetched_with_our_user_agent():
    site = FakeSite({f"{ADDRESS}?download=1": b"record_id\n"})
    (file,) = open_sources(
        [f"{ADDRESS}?download=1"], sha256=checksum(b"record_id\n"), fetcher=build_fetcher(site)
    )
    assert file == SourceFile("resolutions.csv", b"record_id\n", checksum(b"record_id\n"))
    assert "hrc-voting-record" in site.headers_sent[0]["User-Agent"]


def test_what_the_server_packed_unasked_has_the_checksum_of_what_came():
    packed = gzip.compress(b"record_id\n")
    site = FakeSite({ADDRESS: packed}, {"Content-Encoding": "gzip"})
    (file,) = open_sources([ADDRESS], fetcher=build_fetcher(site))
    assert file == SourceFile("resolutions.csv", b"record_id\n", checksum(packed))


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (404, "answers 404 Not Found"),
        ("http://example.org/1", "redirects to http://example.org/1, which does not begin with https://"),
        (b"x" * 100_001, "is larger than 100,000 bytes"),
        (
            ConnectionResetError("reset by peer"),
            "cannot be read: .*reset by peer. Download the file with a browser",
        ),
    ],
    ids=["missing", "not https", "large", "reset"],
)
def test_an_address_that_does_not_answer_as_it_should_is_named(page, words):
    with pytest.raises(SourceError, match=words) as error:
        fetch(ADDRESS, build_fetcher(FakeSite({ADDRESS: page})))
    assert ADDRESS in str(error.value)


def test_the_lists_of_names_beside_the_starter_record_are_no_part_of_it():
    folder = str(settings.BASE_DIR / "fixtures")
    assert {file.name for file in open_sources([folder])} <= set(FILES)
