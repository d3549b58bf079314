"""Each limit of an import: what it does just below it, at it and just above it."""

import contextlib
from itertools import pairwise
from typing import Any

import pytest

from tests.ingest.fake_site import FakeSite
from tests.ingest.test_fetching import ADDRESS, fetch
from votes.ingest.fetching import CHUNK_BYTES, NO_RETRY, TIMEOUT, FetchError
from votes.ingest.loading.history import ImportHistory
from votes.ingest.loading.roll_calls_and_links import split_into_batches
from votes.ingest.loading.series import build_slug
from votes.ingest.read import parse_entries
from votes.ingest.readers.catalogue_votes import CatalogueEntry
from votes.ingest.readers.native_format import RecordFormatError
from votes.ingest.report import LoadReport, shorten
from votes.management.output import describe_changes
from votes.models import ImportRun


@pytest.mark.limit("report.MAX_CHANGES_SHOWN")
@pytest.mark.parametrize(("changes", "shown"), [(49, 49), (50, 50), (51, 50)])
def test_50_changed_values_are_shown(changes: int, shown: int) -> None:
    """A command prints so many; the stored report has all."""
    report = LoadReport()
    for number in range(changes):
        report.show_change("texts", f"A/HRC/RES/37/{number}", "title", "before", "after")
    assert len(report.changes) == changes
    lines = describe_changes(report)
    assert len([line for line in lines if line.startswith("changed ")]) == shown
    assert ("… and 1 more changed; the report of the import names all" in lines) == (changes > shown)


@pytest.mark.limit("report.MAX_LETTERS_SHOWN")
@pytest.mark.parametrize(("length", "is_cut"), [(119, False), (120, False), (121, True)])
def test_120_letters_of_a_value_are_shown(length: int, is_cut: bool) -> None:
    before, after = shorten("x" * length, "y")
    assert (before.count("x"), "…" in before, after) == (min(length, 120), is_cut, "y")


@pytest.mark.limit("upsert.BATCH_SIZE")
@pytest.mark.parametrize(("items", "batches"), [(499, [499]), (500, [500]), (501, [500, 1])])
def test_a_batch_has_500_rows(items: int, batches: list[int]) -> None:
    assert [len(batch) for batch in split_into_batches(range(items))] == batches


@pytest.mark.limit("series.LONGEST_SLUG")
@pytest.mark.parametrize(("length", "kept"), [(99, 99), (100, 100), (101, 49)])
def test_the_address_of_a_series_has_100_characters_at_most(length: int, kept: int) -> None:
    """A longer one is cut after a whole word."""
    title = "x" * 49 + " " + "y" * (length - 50)
    assert len(build_slug(title)) == kept


@pytest.mark.limit("fetching.MAX_REDIRECTS")
@pytest.mark.parametrize(("redirects", "is_read"), [(4, True), (5, True), (6, False)])
def test_5_redirects_are_followed(redirects: int, is_read: bool) -> None:
    addresses = [ADDRESS, *(f"https://example.org/{n}" for n in range(redirects))]
    pages: dict[str, Any] = dict(pairwise(addresses)) | {addresses[-1]: b"here"}
    if is_read:
        assert fetch(FakeSite(pages)) == b"here"
    else:
        with pytest.raises(FetchError, match="redirects more than 5 times"):
            fetch(FakeSite(pages))


@pytest.mark.limit("fetching.TIMEOUT", "fetching.NO_RETRY")
def test_a_connection_has_20_seconds_and_an_answer_60_and_nothing_is_retried() -> None:
    assert (TIMEOUT.connect_timeout, TIMEOUT.read_timeout, NO_RETRY.total) == (20, 60, 0)


@pytest.mark.limit("fetching.CHUNK_BYTES")
@pytest.mark.parametrize("beyond", [-1, 0, 1])
def test_what_is_read_in_chunks_is_read_whole(beyond: int) -> None:
    content = b"x" * (CHUNK_BYTES + beyond)
    assert fetch(FakeSite({ADDRESS: content}), max_bytes=len(content)) == content


@pytest.mark.limit("roll_calls_and_links.VOTES_PER_PROGRESS")
@pytest.mark.parametrize(("votes", "reports"), [(4999, 1), (5000, 1), (5001, 2)])
def test_progress_is_reported_every_5000_votes(votes: int, reports: int) -> None:
    assert len([*split_into_batches(range(votes), 5000)]) == reports


@pytest.mark.limit("read.MAX_SECONDS")
@pytest.mark.parametrize(("seconds", "is_read"), [(119, True), (120, True), (121, False)])
def test_reading_the_records_of_an_import_takes_120_seconds_at_most(seconds: int, is_read: bool) -> None:
    entry = CatalogueEntry("x.xml", "line 7", {"record_id": "1", "symbol": ""}, (), "x.xml")
    times = iter([0, seconds])
    with (
        contextlib.suppress(KeyError)
        if is_read
        else pytest.raises(RecordFormatError, match=r"line 7.*120 sec")
    ):
        parse_entries([entry], (), (), lambda: next(times))


@pytest.mark.limit("history.MAX_REASON_LETTERS")
@pytest.mark.parametrize("length", [89, 90, 91])
def test_the_reason_in_the_history_has_100_letters(length: int) -> None:
    run = ImportRun(pk=1, source="x" * length)
    assert ImportHistory(run).reason == f"Import 1: {'x' * length}"[:100]
