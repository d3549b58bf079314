"""Each limit of the harvest: what it does just below it, at it and just above it."""

import datetime

import pytest
from django.core.management import CommandError, call_command

from tests.ingest.harvest.fake_library import write_bare
from tests.ingest.harvest.test_harvester import stop_in_the_middle
from tests.ingest.harvest.test_library import PAGE, Solver
from votes.ingest.fetching import FetchError, RetryableError
from votes.ingest.harvest.library import LibraryError, read_page

DAY = datetime.timedelta(days=1)


@pytest.mark.limit("library.RECORDS_PER_PAGE")
@pytest.mark.parametrize(("records", "requests"), [(199, 1), (200, 1), (201, 2)])
def test_a_page_of_the_library_has_200_records(run, fake, records, requests):
    fake.years = {2018: write_bare(2018, records)}
    assert (run.harvest(2018, 2018).records, len(fake.asked)) == (records, requests)


@pytest.mark.limit("library.MAX_RECORDS_SHOWN")
@pytest.mark.parametrize(("records", "beyond"), [(4_999, {}), (5_000, {}), (5_001, {2018: 1})])
def test_the_library_shows_5000_records_of_a_search(run, fake, records, beyond):
    fake.years = {2018: write_bare(2018, records)}
    assert run.harvest(2018, 2018).beyond_cap == beyond


@pytest.mark.limit("library.MAX_TRIES", "library.PAUSE")
@pytest.mark.parametrize(("failures", "succeeds"), [(3, True), (4, True), (5, False)])
def test_a_page_is_tried_5_times(run, fake, failures, succeeds):
    fake.years = {PAGE[0]: write_bare(PAGE[0], 1)}
    fake.faults[PAGE] = ["status 500"] * failures
    library = run.make_library(pause=3)
    if succeeds:
        library.fetch_page(*PAGE)
    else:
        with pytest.raises(RetryableError):
            library.fetch_page(*PAGE)
    assert run.slept == [6, 12, 24, 48][:failures]


@pytest.mark.limit("library.MAX_WAIT")
@pytest.mark.parametrize(("seconds", "waits"), [(299, True), (300, True), (301, False)])
def test_a_library_that_asks_for_more_than_300_seconds_is_left_alone(run, fake, seconds, waits):
    fake.years = {PAGE[0]: write_bare(PAGE[0], 1)}
    fake.faults[PAGE] = [f"wait {seconds}"]
    library = run.make_library(pause=3)
    if waits:
        library.fetch_page(*PAGE)
        assert run.slept == [seconds]
    else:
        with pytest.raises(FetchError, match=f"try again in {seconds} seconds"):
            library.fetch_page(*PAGE)
        assert run.slept == []


@pytest.mark.limit("library.RETRYABLE_STATUSES")
@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_these_statuses_are_worth_another_try(run, fake, status):
    fake.years = {PAGE[0]: write_bare(PAGE[0], 1)}
    fake.faults[PAGE] = [f"status {status}"]
    assert len(run.make_library().fetch_page(*PAGE).numbers) == 1


@pytest.mark.limit("library.MAX_CHALLENGES")
def test_a_request_meets_3_challenges_at_most(run, fake):
    fake.challenge = True
    solver = Solver(fake, sound=False)
    with pytest.raises(LibraryError, match="asked for a browser 3 times in a row"):
        run.make_library(solve=solver).fetch_page(*PAGE)
    assert len(fake.asked) == 3


@pytest.mark.limit("library.HEAD_BYTES")
@pytest.mark.parametrize(
    ("place", "is_read"), [(64 * 1024 - 1, True), (64 * 1024, True), (64 * 1024 + 1, False)]
)
def test_the_total_is_looked_for_in_the_first_64_kilobytes(place, is_read):
    total = b"<!-- Search-Engine-Total-Number-Of-Results: 0 -->"
    start = b'<collection xmlns="http://www.loc.gov/MARC21/slim">'
    content = start + b" " * (place - len(start) - len(total)) + total + b"</collection>"
    assert read_page("here", 1, content).total == (0 if is_read else None)


@pytest.mark.limit("harvester.RESUMABLE_FOR")
@pytest.mark.parametrize(
    ("after", "goes_on"),
    [(7 * DAY - datetime.timedelta(seconds=1), True), (7 * DAY, False), (8 * DAY, False)],
)
def test_a_harvest_is_continued_within_7_days(run, fake, after, goes_on):
    stop_in_the_middle(run, fake)
    run.now += after
    run.harvest(2016, 2016)
    assert any("Continuing the harvest" in said for said in run.said) == goes_on


@pytest.mark.limit("harvester.MAX_RESTARTS")
def test_a_year_whose_list_changes_is_fetched_again_twice(run, fake):
    fake.years = {2016: [*write_bare(2016, 1), *write_bare(2016, 1)]}
    assert "changed in each of 3 attempts" in run.harvest(2016, 2016).missing[2016]
    assert len(fake.asked) == 3


@pytest.mark.limit("harvester.MAX_FAILED_YEARS")
@pytest.mark.parametrize(("failed", "stops"), [(1, False), (2, True), (3, True)])
def test_a_harvest_stops_after_2_failed_years_in_a_row(run, fake, failed, stops):
    for year in range(2010, 2010 + failed):
        fake.faults[year, 1] = ["status 500"] * 5
    assert bool(run.harvest(2010, 2013).stopped) == stops


@pytest.mark.django_db
@pytest.mark.limit("harvester.FIRST_YEAR")
@pytest.mark.parametrize(("year", "is_refused"), [(1945, True), (1946, False), (1947, False)])
def test_the_first_year_is_1946(year, is_refused, tmp_path):
    """The session of the Commission that is the oldest. A harvest that is allowed fails on the address below."""
    words = "cannot be fetched. Choose years" if is_refused else "not an https address"
    options = {"from_year": year, "to_year": year, "folder": tmp_path, "base_url": "ftp://example.org"}
    with pytest.raises(CommandError, match=words):
        call_command("harvest", **options)
