"""manage.py harvest, from the library to the database, also when it is killed."""

import datetime
import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.factories import make_resolution
from tests.ingest.harvest.conftest import read_pages
from tests.ingest.harvest.fake_library import FakeLibrary, write_text
from votes.core.choices import Position
from votes.ingest.harvest.harvester import FIRST_YEAR, claim_folder
from votes.ingest.imports import ImportRefusedError
from votes.models import ImportRun, Resolution


class Command:
    """The command with its folder and its library; `out` and `err` are what it printed last."""

    def __init__(self, fake: FakeLibrary, folder: Path) -> None:
        self.fake, self.folder = fake, folder
        self.out = self.err = ""

    def __call__(self, *arguments: str) -> None:
        out, err = StringIO(), StringIO()
        fixed = [
            "--folder",
            str(self.folder),
            "--base-url",
            self.fake.address,
            "--pause",
            "0",
            "--browser",
            "never",
        ]
        try:
            call_command("harvest", *fixed, *arguments, stdout=out, stderr=err)
        finally:
            self.out, self.err = out.getvalue(), err.getvalue()


@pytest.fixture
def harvest(fake: FakeLibrary, tmp_path: Path) -> Command:
    fake.years = {2018: [write_text(2018, 901), write_text(2018, 902)], 2019: [write_text(2019, 901)]}
    return Command(fake, tmp_path / "harvest")


@pytest.mark.django_db
def test_it_fetches_and_imports(harvest, starter):
    harvest("--from-year", "2017", "--to-year", "2019")
    text = Resolution.objects.get(symbol="A/HRC/RES/37/902")
    assert text.date == datetime.date(2018, 3, 23)
    assert {vote.state.iso3: vote.position for vote in text.votes.all()} == {
        "CHN": Position.IN_FAVOUR,
        "USA": Position.AGAINST,
    }
    assert "Records fetched: 3; years: 3." in harvest.out
    run = ImportRun.objects.latest()
    assert run.source == "OHCHR library, 2017–2019"
    assert run.fetched_on == timezone.now().date()
    assert [file["name"] for file in run.report["files"]] == ["year_2018_0001.xml", "year_2019_0001.xml"]
    checksums = {page.file: page.sha256 for page in read_pages(harvest.folder)}
    assert all(checksums[file["name"]] == file["sha256"] for file in run.report["files"])


@pytest.mark.django_db
def test_the_same_again_changes_nothing(harvest, starter):
    harvest("--from-year", "2018", "--to-year", "2019")
    harvest("--from-year", "2018", "--to-year", "2019", "--json", "-")
    tally = json.loads(harvest.out)["tallies"]["texts"]
    assert (tally["seen"], tally["unchanged"]) == (3, 3)
    assert "Records fetched: 3" in harvest.err


@pytest.mark.django_db
def test_a_record_that_the_library_lists_under_two_years_is_one_text(harvest, fake, starter):
    fake.years[2019] += fake.years[2018]
    harvest("--from-year", "2018", "--to-year", "2019")
    assert Resolution.objects.filter(symbol__in=["A/HRC/RES/37/901", "A/HRC/RES/37/902"]).count() == 2
    assert "rejected" not in harvest.err


@pytest.mark.django_db
def test_a_dry_run_reports_the_changes_and_saves_nothing(harvest, starter):
    before = Resolution.objects.count()
    harvest("--from-year", "2018", "--to-year", "2018", "--dry-run", "--json", "-")
    assert json.loads(harvest.out)["tallies"]["texts"]["created"] == 2
    assert Resolution.objects.count() == before


@pytest.mark.django_db
def test_without_the_import_the_files_are_there_and_the_database_is_as_it_was(harvest):
    harvest("--from-year", "2018", "--to-year", "2018", "--no-import")
    assert (harvest.folder / "year_2018_0001.xml").exists()
    assert not Resolution.objects.exists()
    assert not ImportRun.objects.exists()


@pytest.mark.django_db
def test_years_without_records_are_fine(harvest):
    harvest("--from-year", "1950", "--to-year", "1952")
    assert "Records fetched: 0; years: 3." in harvest.out
    assert not ImportRun.objects.exists()


@pytest.mark.django_db
def test_what_came_whole_is_imported_and_what_did_not_is_named(harvest, fake, starter):
    fake.faults[2018, 1] = ["cut"] * 5
    with pytest.raises(CommandError, match="Some years could not be fetched"):
        harvest("--from-year", "2018", "--to-year", "2019")
    assert "2018 could not be fetched" in harvest.out
    assert Resolution.objects.filter(symbol="A/HRC/RES/38/901").exists()
    assert not Resolution.objects.filter(symbol="A/HRC/RES/37/902").exists()


@pytest.mark.django_db
def test_a_refused_import_leaves_the_files_and_fetches_nothing_again(harvest, fake, starter, monkeypatch):
    def refuse(*args, **options):
        raise ImportRefusedError("Another import is running.")

    monkeypatch.setattr("votes.management.commands.harvest.import_files", refuse)
    with pytest.raises(CommandError, match="Another import is running"):
        harvest("--from-year", "2018", "--to-year", "2018")
    call_command("import_record", str(harvest.folder), stdout=StringIO())
    assert Resolution.objects.filter(symbol="A/HRC/RES/37/902").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--from-year", "1900"], f"Choose years from {FIRST_YEAR} to this year"),
        (["--from-year", "2019", "--to-year", "2018"], "years 2019 to 2018 cannot be fetched"),
        (["--to-year", "9999"], "years 1946 to 9999 cannot be fetched"),
        (["--pause", "-1"], "--pause must be 0 seconds or more"),
        (["--pause", "nan"], "--pause must be 0 seconds or more"),
        (["--base-url", "http://example.org"], "not an https address"),
        (["--from-year", "x"], "invalid int value"),
        (["--from-year", "2018", "--since-last"], "not allowed with"),
        (["--dry-run", "--no-import"], "not allowed with"),
    ],
)
def test_invalid_options_are_refused_before_any_request(harvest, fake, arguments, words):
    with pytest.raises(CommandError, match=words):
        harvest(*arguments)
    assert fake.asked == []


@pytest.mark.django_db
def test_a_folder_that_cannot_be_written_is_named(harvest):
    harvest.folder.write_text("a file stands here")
    with pytest.raises(CommandError, match="cannot be stored in"):
        harvest("--from-year", "2018")


@pytest.mark.django_db
def test_another_harvest_in_the_folder_is_not_disturbed(harvest, fake):
    with claim_folder(harvest.folder), pytest.raises(CommandError, match="Another harvest"):
        harvest("--from-year", "2018")
    assert fake.asked == []


@pytest.mark.django_db
def test_ctrl_c_says_how_to_go_on(harvest, monkeypatch):
    def press(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr("votes.ingest.harvest.library.Library.fetch_page", press)
    with pytest.raises(CommandError, match="Run the same command again to continue"):
        harvest("--from-year", "2018")


@pytest.mark.django_db
@pytest.mark.parametrize("contact", ["", "votes@example.org"])
def test_it_says_whom_to_complain_to_or_asks_for_that(harvest, fake, settings, contact):
    settings.HARVEST_CONTACT = contact
    harvest("--from-year", "2018", "--to-year", "2018", "--no-import")
    assert f"contact: {contact or 'not given'}" in fake.asked[0].user_agent
    assert ("Set HARVEST_CONTACT" in harvest.err) == (not contact)


@pytest.mark.django_db
@pytest.mark.parametrize("contact", ["votes\r\nCookie: a", "Łukasz"])
def test_a_contact_that_cannot_be_in_a_header_is_refused(harvest, fake, settings, contact):
    settings.HARVEST_CONTACT = contact
    with pytest.raises(CommandError, match="HARVEST_CONTACT"):
        harvest("--from-year", "2018", "--to-year", "2018")
    assert fake.asked == []


@pytest.mark.django_db
def test_since_last_begins_in_the_year_of_the_last_text(harvest, fake):
    make_resolution(date=datetime.date(2017, 3, 24))
    make_resolution("A/HRC/RES/37/1", date=datetime.date(2018, 3, 23))
    harvest("--since-last", "--to-year", "2019", "--no-import")
    assert fake.list_pages() == [(2018, 1), (2019, 1)]


@pytest.mark.django_db
def test_since_last_begins_where_the_last_harvest_ended_if_that_is_earlier(harvest, fake, starter):
    harvest("--from-year", "2015", "--to-year", "2016", "--no-import")
    fake.asked.clear()
    harvest("--since-last", "--to-year", "2017", "--no-import")
    assert fake.list_pages() == [(2016, 1), (2017, 1)]


@pytest.mark.django_db
def test_since_last_continues_an_unfinished_harvest(harvest, fake, starter):
    fake.faults[2016, 1] = ["status 500"] * 5
    with pytest.raises(CommandError):
        harvest("--from-year", "2015", "--to-year", "2017", "--no-import")
    fake.asked.clear()
    harvest("--since-last", "--to-year", "2017", "--no-import")
    assert fake.list_pages() == [(2016, 1)]


@pytest.mark.django_db
def test_since_last_without_anything_begins_at_the_beginning(harvest, fake):
    harvest("--since-last", "--to-year", "1947", "--no-import")
    assert fake.list_pages() == [(1946, 1), (1947, 1)]


@pytest.mark.django_db
def test_where_nothing_lets_it_in_it_says_what_to_do(harvest, fake):
    fake.challenge = True
    with pytest.raises(
        CommandError, match=r"(?s)import_record year.xml.*Run the same command again to continue"
    ):
        harvest("--from-year", "2018", "--to-year", "2018")


@pytest.mark.parametrize("held", [(2016, 1), (2017, 201), (2018, 1)])
def test_a_killed_harvest_continues(fake, tmp_path, held):
    """The process is killed while it waits for a page; the next one asks for that page and what comes after it."""
    fake.years = {year: [write_text(year, n) for n in range(1, 251)] for year in (2016, 2017)}
    fake.faults[held] = ["hold"]
    order = [(2016, 1), (2016, 201), (2017, 1), (2017, 201), (2018, 1)]
    folder = tmp_path / "harvest"
    arguments = [
        "--from-year",
        "2016",
        "--to-year",
        "2018",
        "--no-import",
        "--pause",
        "0",
        "--browser",
        "never",
    ]
    command = [sys.executable, "manage.py", "harvest", *arguments, "--folder", str(folder)]
    command += ["--base-url", fake.address]
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'none.sqlite3'}"}

    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stderr=subprocess.DEVNULL)
    assert fake.held.wait(30)
    process.kill()
    process.wait()
    fake.go_on.set()
    assert fake.list_pages() == order[: order.index(held) + 1]

    fake.asked.clear()
    subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True, capture_output=True)
    assert fake.list_pages() == order[order.index(held) :]
    pages = read_pages(folder)
    assert [(page.year, page.first) for page in pages] == order
    assert all(
        (folder / page.file).read_bytes() == fake.write_page(page.year, page.first, 200) for page in pages
    )
