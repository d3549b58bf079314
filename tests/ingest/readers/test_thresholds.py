"""Each limit of the readers: what it does just below it, at it and just above it."""

import gzip

import pytest

from votes.core.state_names import Candidate
from votes.ingest.readers.roll_call.reader import parse_roll_call
from votes.ingest.readers.sources import Limits, SourceError, build_source
from votes.ingest.readers.tabled_list import parse_tabled

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


@pytest.mark.limit("tabled_list.MAX_LINE_LENGTH")
@pytest.mark.parametrize(("length", "is_read"), [(3999, True), (4000, True), (4001, False)])
def test_a_line_of_a_tabled_list_has_at_most_4000_characters(length: int, is_read: bool) -> None:
    symbol = "A/HRC/62/L.5 | "
    rows, issues = parse_tabled(symbol + "x" * (length - len(symbol)))
    assert (len(rows), [issue.kind for issue in issues]) == ((1, []) if is_read else (0, ["too_long"]))


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
