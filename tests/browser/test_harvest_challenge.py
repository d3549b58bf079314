"""The library's challenge in real Chromium: its script computes the cookie, and the harvest continues with it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings

from tests.ingest.harvest.conftest import read_pages
from tests.ingest.harvest.fake_library import FakeLibrary, serve_library, write_bare, write_text
from votes.ingest.harvest.challenge import ChallengeError, pass_challenge
from votes.ingest.harvest.library import Pass, build_user_agent

pytestmark = pytest.mark.browser

IDENTITY = build_user_agent("votes@example.org")


@pytest.fixture
def fake() -> Iterator[FakeLibrary]:
    with serve_library(challenge=True) as library:
        yield library


def solve(address: str, seconds: float = 20) -> Pass:
    """In a thread of its own: in this one the other tests' browser has its event loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(pass_challenge, address, IDENTITY, seconds).result()


def harvest(
    fake: FakeLibrary, folder: Path, *arguments: str, **environment: str
) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "manage.py", "harvest", "--base-url", fake.address, "--folder", str(folder)]
    return subprocess.run(
        [*command, "--pause", "0", *arguments],
        cwd=settings.BASE_DIR,
        env={**os.environ, "HARVEST_CONTACT": "votes@example.org", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_pages_own_script_obtains_the_cookie(fake):
    fake.years = {2018: write_bare(2018, 1)}
    key = solve(f"{fake.address}/search?c=Voting&of=xm&rg=200&jrec=1&p=year:2018")
    assert fake.lets_in(key.cookie, key.user_agent)
    # A browser, and one that says who sent it.
    assert "Chrom" in key.user_agent
    assert key.user_agent.endswith(IDENTITY)
    assert key.user_agent in {asked.user_agent for asked in fake.asked}


def test_a_page_whose_script_sets_no_cookie_is_given_up(fake):
    fake.challenge = False
    address = f"{fake.address}/search?c=Voting&of=xm&rg=200&jrec=1&p=year:2018"
    with pytest.raises(
        ChallengeError, match=r"no cookie aws-waf-token within 0.5 seconds.*import_record year.xml"
    ):
        solve(address, seconds=0.5)


def test_a_library_that_is_not_there_is_given_up():
    with serve_library() as gone:
        address = f"{gone.address}/search"
    with pytest.raises(ChallengeError, match="ERR_CONNECTION_REFUSED"):
        solve(address, seconds=0.5)


def test_the_harvest_passes_the_challenge_loses_its_cookie_half_way_and_imports(fake, starter_file, tmp_path):
    fake.years = {2017: [write_text(2017, n) for n in range(901, 1111)], 2018: [write_text(2018, 901)]}
    # The browser itself uses a cookie up once, by loading the page again.
    fake.token_lasts = 3
    fake.faults[2017, 201] = ["cut"]
    database = tmp_path / "site.sqlite3"
    shutil.copy(starter_file, database)
    arguments = ["--from-year", "2016", "--to-year", "2018"]
    done = harvest(fake, tmp_path / "harvest", *arguments, DATABASE_URL=f"sqlite:///{database}")
    assert done.returncode == 0, done.stderr
    assert "Records fetched: 211; years: 3." in done.stdout
    assert done.stderr.count("The library requires a browser.") >= 2
    assert [(page.year, page.records) for page in read_pages(tmp_path / "harvest")] == [
        (2016, 0),
        (2017, 200),
        (2017, 10),
        (2018, 1),
    ]
    again = harvest(
        fake, tmp_path / "harvest", *arguments, "--json", "-", DATABASE_URL=f"sqlite:///{database}"
    )
    assert '"unchanged": 211' in again.stdout


def test_a_library_that_is_never_content_is_left_after_a_few_browsers(fake, tmp_path):
    fake.token_lasts = 0
    done = harvest(fake, tmp_path / "harvest", "--from-year", "2018", "--to-year", "2018", "--no-import")
    assert done.returncode == 1
    assert "asked for a browser 3 times in a row" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_chromium_it_says_what_to_install_and_how_to_do_it_by_hand(fake, tmp_path):
    path = str(Path(sys.executable).parent)
    done = harvest(fake, tmp_path / "harvest", "--from-year", "2018", "--no-import", PATH=path, CHROMIUM="")
    assert done.returncode == 1
    assert "Chromium is not installed" in done.stderr
    assert "apt-get install chromium" in done.stderr
    assert "pip install -r requirements-harvest.txt" in done.stderr
    assert "manage.py import_record year.xml" in done.stderr
