"""A browser, a live site with the starter record, and pages that fail their test where anything goes wrong."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.contenttypes.models import ContentType
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright

from tests.conftest import empty_caches
from votes.core.rows import Record
from votes.ingest.loading.load import load_record

# Playwright's synchronous interface runs an event loop in this thread, where Django would refuse every query.
# The tests ask the database only between the browser's steps, so nothing runs at the same time.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TIMEOUT = 10_000  # milliseconds; most pages take some tens of them
# The drafts of a session take a second of computing, and many times that on a machine that is busy with other tests.
NAVIGATION_TIMEOUT = 40_000


class Watch:
    """What went wrong on the pages of one test. `expect` names what a test wants to see go wrong."""

    def __init__(self, site: str) -> None:
        self.host = urlsplit(site).netloc
        self.problems: list[str] = []
        self.expected: list[str] = []

    def expect(self, part: str) -> None:
        """A problem whose description contains `part` does not fail the test."""
        self.expected.append(part)

    def attach(self, page: Page) -> None:
        page.on("console", self.note_message)
        page.on("pageerror", lambda error: self.problems.append(f"page error: {error}"))
        page.on("request", self.note_request)
        page.on("requestfailed", self.note_failure)
        page.on("response", self.note_response)

    def note_message(self, message: ConsoleMessage) -> None:
        """Errors and warnings; a breach of the Content-Security-Policy comes as an error, too."""
        if message.type in {"error", "warning"}:
            self.problems.append(f"console {message.type}: {message.text} ({message.location.get('url')})")

    def note_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.netloc != self.host:
            self.problems.append(f"request to another host: {request.url}")

    def note_failure(self, request: Request) -> None:
        # A download ends its navigation, which the browser reports as aborted.
        if request.failure != "net::ERR_ABORTED":
            self.problems.append(f"failed: {request.url} ({request.failure})")

    def note_response(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"status {response.status}: {response.url}")

    def get_unexpected(self) -> list[str]:
        return [problem for problem in self.problems if not any(part in problem for part in self.expected)]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which(os.environ.get("CHROMIUM", "chromium"))
    assert path, "Chromium is not installed (apt-get install chromium), or CHROMIUM names no program"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@contextmanager
def use_database(path: Path, *, read_only: bool = False) -> Iterator[None]:
    """The database is the SQLite file at `path`, in this thread and in those of the server.

    The test database that other tests share lies in memory, and all threads share one connection to it. A browser
    that leaves a page before it came, and asks for the next, then makes two threads wait for each other for ever.
    """
    config = connections.settings[DEFAULT_DB_ALIAS]
    usual_config, usual_connection = config.copy(), connections[DEFAULT_DB_ALIAS]
    config["NAME"] = str(path)
    if read_only:
        command = f"{config['OPTIONS']['init_command']} PRAGMA query_only=ON;"
        config["OPTIONS"] = config["OPTIONS"] | {"init_command": command}
    connections[DEFAULT_DB_ALIAS] = connections.create_connection(DEFAULT_DB_ALIAS)
    ContentType.objects.clear_cache()  # their numbers differ from database to database
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS].close()
        connections[DEFAULT_DB_ALIAS] = usual_connection
        config.update(usual_config)
        ContentType.objects.clear_cache()


@pytest.fixture(scope="session")
def starter_file(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any, starter_record: Record
) -> Path:
    """A SQLite file with the starter record, to be copied."""
    if connection.vendor != "sqlite":
        pytest.skip("the browser tests run once, on SQLite")
    path = tmp_path_factory.mktemp("browser") / "starter.sqlite3"
    with django_db_blocker.unblock(), use_database(path):
        call_command("migrate", verbosity=0)
        load_record(starter_record, source="fixtures/ (own form)", checksum="0" * 64)
    return path


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of the site with its own Content-Security-Policy and its own static files."""
    thread = LiveServerThread("localhost", static_handler=StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://{thread.host}:{thread.port}"
    thread.terminate()


@pytest.fixture(scope="module")
def site_to_read(
    server: str, starter_file: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> Iterator[str]:
    """The address of a site that holds the starter record and nothing else, for all tests of a module.

    The database refuses every change. What the site computes from the record is cached from test to test.
    """
    path = tmp_path_factory.mktemp("site") / "site.sqlite3"
    shutil.copy(starter_file, path)
    empty_caches()
    with django_db_blocker.unblock(), use_database(path, read_only=True):
        yield server


@pytest.fixture
def site_to_change(server: str, starter_file: Path, tmp_path: Path, django_db_blocker: Any) -> Iterator[str]:
    """The same for one test, which asks and changes the same database; what it writes is gone after it."""
    path = tmp_path / "site.sqlite3"
    shutil.copy(starter_file, path)
    with django_db_blocker.unblock(), use_database(path):
        yield server
    path.unlink()


@pytest.fixture
def site(site_to_read: str) -> str:
    """The site's address, without a slash at the end. A module that changes the record has `site_to_change` here."""
    return site_to_read


@pytest.fixture
def watch(site: str) -> Watch:
    return Watch(site)


@contextmanager
def open_pages(browser: Browser, site: str, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Gives what makes a watched page in a browser profile of its own; fails at its end where `watch` saw a problem."""
    contexts = []

    def make(**options: Any) -> Page:
        context = browser.new_context(
            **{"base_url": site, "viewport": {"width": 1440, "height": 900}} | options
        )
        context.set_default_timeout(TIMEOUT)
        context.set_default_navigation_timeout(NAVIGATION_TIMEOUT)
        contexts.append(context)
        page = context.new_page()
        watch.attach(page)
        return page

    yield make
    for context in contexts:
        context.close()
    assert watch.get_unexpected() == []


@pytest.fixture
def open_page(browser: Browser, site: str, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Makes a watched page: open_page(color_scheme="dark", viewport=...).

    Addresses given to its `goto` start with a slash. The test fails at its end where `watch` saw a problem.
    """
    with open_pages(browser, site, watch) as make:
        yield make


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    return open_page()
