"""Years of pages stored in a folder: complete or reported as missing, continued after a stop, fetched only once."""

import datetime
import json

import pytest

from tests.ingest.harvest.conftest import get_manifest, read_pages
from tests.ingest.harvest.fake_library import write_bare, write_text
from votes.ingest.harvest.harvester import Harvest, claim_folder
from votes.ingest.harvest.library import LibraryError
from votes.ingest.harvest.manifest import FetchedPage, ManifestError, get_checksum

DAY = datetime.timedelta(days=1)


def test_year_by_year_page_by_page(run, fake, list_files):
    fake.years = {2016: write_bare(2016, 450), 2018: write_bare(2018, 1)}
    harvest = run.harvest(2016, 2018)
    assert fake.list_pages() == [(2016, 1), (2016, 201), (2016, 401), (2017, 1), (2018, 1)]
    assert [(page.year, page.first, page.records, page.total) for page in harvest.pages] == [
        (2016, 1, 200, 450),
        (2016, 201, 200, 450),
        (2016, 401, 50, 450),
        (2017, 1, 0, 0),
        (2018, 1, 1, 1),
    ]
    assert list_files() == [
        "year_2016_0001.xml",
        "year_2016_0201.xml",
        "year_2016_0401.xml",
        "year_2017_0001.xml",
        "year_2018_0001.xml",
    ]
    assert harvest.describe() == ["Records fetched: 451; years: 3."]
    assert not harvest.missing
    assert not harvest.stopped
    assert harvest.fetched_on == run.now.date()


def test_a_year_of_exactly_two_pages_needs_no_third_request(run, fake):
    fake.years = {2016: write_bare(2016, 400)}
    run.harvest(2016, 2016)
    assert fake.list_pages() == [(2016, 1), (2016, 201)]


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (199, 1), (200, 2), (201, 2)])
def test_where_no_total_is_stated_a_page_that_is_not_full_is_the_last(run, fake, count, pages):
    fake.years, fake.states_total = {2016: write_bare(2016, count)}, False
    harvest = run.harvest(2016, 2016)
    assert (harvest.records, len(fake.asked)) == (count, pages)


def test_the_manifest_names_every_file_with_its_address_hour_checksum_and_records(run, fake):
    fake.years = {2018: [write_text(2018, 1)]}
    run.harvest(2018, 2018)
    manifest = json.loads((run.folder / "manifest.json").read_bytes())
    content = (run.folder / "year_2018_0001.xml").read_bytes()
    assert content == fake.write_page(2018, 1, 200)
    assert manifest == {
        "began": "2026-04-01T12:00:00+00:00",
        "first_year": 2018,
        "last_year": 2018,
        "finished": "2026-04-01T12:00:00+00:00",
        "pages": [
            {
                "file": "year_2018_0001.xml",
                "year": 2018,
                "first": 1,
                "address": f"{fake.address}/search?c=Voting&of=xm&rg=200&jrec=1&p=year:2018",
                "fetched_at": "2026-04-01T12:00:00+00:00",
                "sha256": get_checksum(content),
                "records": 1,
                "total": 1,
            }
        ],
    }


@pytest.mark.parametrize(
    ("states_total", "words"), [(True, "1 more records are"), (False, "an unknown number of records is")]
)
def test_what_lies_beyond_the_cap_is_said(run, fake, states_total, words):
    fake.years, fake.states_total = {2016: write_bare(2016, 5_001)}, states_total
    harvest = run.harvest(2016, 2016)
    assert (harvest.records, len(fake.asked)) == (5_000, 25)
    assert fake.list_pages()[-1] == (2016, 4_801)
    assert "2016: the library shows only the first 5,000 records of a search" in harvest.describe()[1]
    assert words in harvest.describe()[1]


def test_a_year_of_exactly_the_cap_lacks_nothing(run, fake):
    fake.years = {2016: write_bare(2016, 5_000)}
    harvest = run.harvest(2016, 2016)
    assert (harvest.records, harvest.beyond_cap) == (5_000, {})


def test_no_broken_page_is_stored(run, fake, list_files):
    fake.years = {2016: write_bare(2016, 3)}
    fake.faults[2016, 1] = ["cut", "fewer", "reset", "instead <collection/", "instead <html/>"]
    harvest = run.harvest(2016, 2016)
    assert harvest.pages == []
    assert list_files() == []
    assert "not MARCXML" in harvest.missing[2016]
    assert harvest.describe()[1].startswith("2016 could not be fetched: ")
    assert get_manifest(run.folder).finished is None


def test_a_year_that_does_not_come_is_named_and_the_others_come(run, fake):
    fake.years = {year: write_bare(year, 2) for year in (2015, 2016, 2017)}
    fake.faults[2016, 1] = ["status 500"] * 5
    harvest = run.harvest(2015, 2017)
    assert [page.year for page in harvest.pages] == [2015, 2017]
    assert list(harvest.missing) == [2016]
    assert not harvest.stopped

    fake.asked.clear()
    harvest = run.harvest(2015, 2017)
    assert fake.list_pages() == [(2016, 1)]
    assert [page.year for page in harvest.pages] == [2015, 2016, 2017]
    assert get_manifest(run.folder).finished == run.now


def test_a_harvest_stops_after_two_failed_years(run, fake):
    for year in range(2010, 2020):
        fake.faults[year, 1] = ["status 500"] * 5
    harvest = run.harvest(2010, 2019)
    assert "2 years in a row could not be fetched" in harvest.stopped
    assert set(fake.list_pages()) == {(2010, 1), (2011, 1)}


def test_a_challenge_that_cannot_be_passed_stops_the_harvest_and_keeps_its_pages(run, fake):
    fake.years = {year: write_bare(year, 2) for year in (2015, 2016)}
    fake.faults[2016, 1] = ["captcha"]
    harvest = run.harvest(2015, 2016)
    assert "captcha" in harvest.stopped
    assert [page.year for page in harvest.pages] == [2015]
    assert harvest.missing == {}

    fake.asked.clear()
    assert run.harvest(2015, 2016).records == 4
    assert fake.list_pages() == [(2016, 1)]


def test_an_interrupted_harvest_continues_in_the_middle_of_a_year(run, fake):
    fake.years = {2016: write_bare(2016, 450)}
    fake.faults[2016, 401] = ["captcha"]
    run.harvest(2016, 2016)
    fake.asked.clear()
    harvest = run.harvest(2016, 2016)
    assert fake.list_pages() == [(2016, 401)]
    assert harvest.records == 450
    assert "Continuing the harvest of 2026-04-01 12:00 UTC" in run.said[-1]


def stop_in_the_middle(run, fake):
    """2016 has three pages, two of which came."""
    fake.years = {2016: write_bare(2016, 450)}
    fake.faults[2016, 401] = ["captcha"]
    run.harvest(2016, 2016)
    fake.asked.clear()


def test_a_page_that_was_damaged_meanwhile_is_fetched_again(run, fake):
    stop_in_the_middle(run, fake)
    (run.folder / "year_2016_0201.xml").write_bytes(b"<collection/>")
    assert run.harvest(2016, 2016).records == 450
    assert fake.list_pages() == [(2016, 201), (2016, 401)]


def test_a_page_that_is_gone_is_fetched_again(run, fake):
    stop_in_the_middle(run, fake)
    (run.folder / "year_2016_0001.xml").unlink()
    assert run.harvest(2016, 2016).records == 450
    assert fake.list_pages() == [(2016, 1), (2016, 401)]


def test_pages_of_another_library_are_not_taken_for_its_own(run, fake):
    stop_in_the_middle(run, fake)
    fake.address = fake.address.replace("127.0.0.1", "localhost")
    run.harvest(2016, 2016)
    assert fake.list_pages() == [(2016, 1), (2016, 201), (2016, 401)]


def test_a_list_that_grew_since_it_was_stopped_is_read_again(run, fake, list_files):
    stop_in_the_middle(run, fake)
    fake.years[2016].insert(0, write_text(2016, 1))
    harvest = run.harvest(2016, 2016)
    # The page that was missing states another total, so the others are of another list.
    assert fake.list_pages() == [(2016, 401), (2016, 1), (2016, 201), (2016, 401)]
    assert harvest.records == 451
    assert "2016: its pages state 450 and 451 records" in " ".join(run.said)


def test_a_list_that_changes_without_growing_is_noticed_by_a_repeated_record(run, fake):
    stop_in_the_middle(run, fake)
    fake.years[2016].insert(0, fake.years[2016].pop())
    harvest = run.harvest(2016, 2016)
    assert harvest.records == 450
    assert "occurs twice" in " ".join(run.said)
    assert len({page.file for page in harvest.pages}) == 3


def test_a_list_that_always_changes_is_given_up(run, fake):
    fake.years = {2016: [*write_bare(2016, 1), *write_bare(2016, 1)]}
    harvest = run.harvest(2016, 2016)
    assert "record 201600001 occurs twice" in harvest.missing[2016]
    assert len(fake.asked) == 3


def test_a_finished_harvest_is_followed_by_a_fresh_one(run, fake, list_files):
    fake.years = {2015: write_bare(2015, 1), 2016: write_bare(2016, 201)}
    run.harvest(2015, 2016)
    fake.years[2016].pop()
    fake.asked.clear()
    run.now += DAY
    harvest = run.harvest(2016, 2016)
    assert fake.list_pages() == [(2016, 1)]
    assert (harvest.records, harvest.fetched_on) == (200, run.now.date())
    # The other year stays as it was, and the page that is no more is gone.
    assert list_files() == ["year_2015_0001.xml", "year_2016_0001.xml"]
    assert [page.file for page in read_pages(run.folder)] == list_files()


def test_an_unfinished_harvest_that_is_too_old_starts_again(run, fake):
    stop_in_the_middle(run, fake)
    run.now += 7 * DAY
    harvest = run.harvest(2016, 2016)
    assert len(fake.asked) == 3
    assert harvest.fetched_on == run.now.date()


def test_the_record_is_no_fresher_than_its_oldest_page(run, fake):
    stop_in_the_middle(run, fake)
    began = run.now.date()
    run.now += 2 * DAY
    assert run.harvest(2016, 2016).fetched_on == began


def test_two_harvests_do_not_share_a_folder(run):
    with claim_folder(run.folder), pytest.raises(LibraryError, match="Another harvest"):
        run.harvest(2016, 2016)
    run.harvest(2016, 2016)


def test_incomplete_files_of_a_killed_harvest_are_removed(run, list_files):
    run.folder.mkdir()
    (run.folder / ".abc.part").write_bytes(b"<coll")
    run.harvest(1950, 1950)
    assert list_files() == ["year_1950_0001.xml"]


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"began": "yesterday"}', '{"began": 3, "pages": []}', "\0", '{"pages": [{}]}'],
)
def test_a_manifest_that_is_none_is_refused_and_stays(run, fake, content):
    run.folder.mkdir()
    (run.folder / "manifest.json").write_text(content)
    with pytest.raises(ManifestError, match="is not the manifest of a harvest"):
        run.harvest(2016, 2016)
    assert (run.folder / "manifest.json").read_text() == content
    assert fake.asked == []


def test_a_file_that_cannot_be_written_is_not_left_incomplete(run, fake, list_files, monkeypatch):
    fake.years = {2016: write_bare(2016, 2)}

    def fill_the_disk(file: int) -> None:
        raise OSError(28, "No space left on device")

    run.folder.mkdir()
    monkeypatch.setattr("votes.ingest.harvest.manifest.os.fsync", fill_the_disk)
    with pytest.raises(OSError, match="No space left"):
        run.harvest(2016, 2016)
    assert list_files() == []


def test_a_harvest_without_pages_has_no_date():
    assert Harvest().fetched_on is None


def test_what_came_is_what_the_real_layout_has(run, fake, shared_folder):
    """The library's own records of 2018, as it would serve them, in pages."""
    text = (shared_folder / "record" / "marcxml" / "year_2018.xml").read_text()
    fake.years = {
        2018: [f"<record>{part}" for part in text.removesuffix("</collection>\n").split("<record>")[1:]]
    }
    harvest = run.harvest(2018, 2018)
    assert harvest.records == text.count("<record>") > 100
    assert all(isinstance(page, FetchedPage) for page in harvest.pages)
