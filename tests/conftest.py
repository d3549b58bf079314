"""What all tests share: the starter record in the database, and where the whole record lies."""

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import override_settings
from hypothesis import Phase
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from tests.record_copy import RecordCopy
from votes.core.rows import Record
from votes.core.terms import Term, count_seats, find_members
from votes.forecast.service import get_evidence, get_model_of_year, get_past
from votes.ingest.readers.native_format import parse_record, read_folder

# A test is not timed: speed is measured in benchmarks/, on a machine that does nothing else.
hypothesis_settings.register_profile("untimed", deadline=None)
# `make mutants` runs each property hundreds of times: the same few cases each time, and no smaller one sought.
hypothesis_settings.register_profile(
    "mutants", deadline=None, derandomize=True, max_examples=25, phases=(Phase.explicit, Phase.generate)
)
hypothesis_settings.load_profile("untimed")

TESTS = Path(__file__).parent
# pytest-django's fixtures that open the database, on which most of ours rest, and the database that an import of
# tests/ingest/scratch.py writes to.
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server", "scratch"}
# Modules about what pages and forms say and do. Their statements are sent by tests of other modules too, among them
# tests/web/test_every_address.py, tests/entry and tests/ingest: on PostgreSQL they would show nothing more.
ON_ONE_DATABASE = {
    "blocs/bloc/test_views.py",
    "blocs/overview/test_views.py",
    "blocs/test_facts.py",
    "compare/test_views.py",
    "entry/test_refused_forms.py",
    "entry/test_vote_entry.py",
    "forecast/briefing/test_views.py",
    "forecast/drafts/test_views.py",
    "forecast/what_if/test_page.py",
    "home/test_all_pages.py",
    "home/test_method.py",
    "home/test_pages.py",
    "ingest/harvest/test_command.py",
    "ingest/loading/test_edits.py",
    "resolutions/test_fates.py",
    "resolutions/test_vote_page.py",
    "series/test_views.py",
    "sharing/test_pages.py",
    "states/test_service.py",
    "web/test_cached_pages.py",
    "web/test_csv_headers.py",
    "web/test_data.py",
    "web/test_data_links.py",
    "web/test_documented_addresses.py",
    "web/test_errors.py",
    "web/test_page_cache.py",
    "web/test_query_counts.py",
    "web/test_text_names.py",
    "web/test_unpublished.py",
    "web/test_wrong_records.py",
}
# These put a record once for all tests of a class or module.
SHARED_RECORDS = {"starter_of_class", "database_of_module", "site_to_read"}


@pytest.hookimpl(tryfirst=True)  # before pytest selects by marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test that uses the database, and those of them that need not run again on PostgreSQL.

    Other tests cannot use it unnoticed: pytest-django refuses a query of a test without its mark or its fixtures.
    """
    for item in items:
        if needs_database(item):
            item.add_marker("database")
        if item.path.relative_to(TESTS).as_posix() in ON_ONE_DATABASE:
            item.add_marker("one_database")


def pytest_collection_finish() -> None:
    """Let Python look for garbage less often: what is loaded by now stays to the end, and is large."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def needs_database(item: pytest.Item) -> bool:
    """Whether a test has the mark `django_db` or uses, directly or through another fixture, the database."""
    in_browser = item.get_closest_marker("browser")  # these have a database of their own, on SQLite
    asks = item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
    return bool(asks and not in_browser)


@pytest.fixture(scope="session", autouse=True)
def _fast_settings() -> Iterator[None]:
    """What costs a test time and protects nothing in it.

    Made-up users have passwords that need no protection: a safe hash takes a fifth of a second each. And whitenoise
    looks for a static file when one is asked for, instead of listing all of them for the client of each test. Pages are
    built each time, so that a test sees what it changed; tests/web/test_page_cache.py stores them.
    """
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        WHITENOISE_AUTOREFRESH=True,
        PAGES_STORED=False,
    ):
        yield


@pytest.fixture(scope="module", autouse=True)
def _without_dead_rows(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """PostgreSQL keeps the rows of a transaction that was rolled back until a vacuum: here, until the module ends."""
    yield
    if connection.vendor == "postgresql" and connection.settings_dict["NAME"].startswith("test_"):
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("VACUUM")


def count_seats_on_file(terms: Sequence[Term]) -> int:
    """The most members that ever sat at the same time."""
    return max((len(find_members(terms, term.start)) for term in terms), default=0)


@pytest.fixture(autouse=True)
def _small_council(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Council of a test has as many seats as members were ever on file: few tests need 47 of them."""
    monkeypatch.setattr("votes.core.terms.count_seats", count_seats_on_file)


@pytest.fixture
def council_of_47(_small_council: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Council has 47 seats, however many members are on file."""
    monkeypatch.setattr("votes.core.terms.count_seats", count_seats)


def empty_caches() -> None:
    cache.clear()
    get_past.cache_clear()
    get_evidence.cache_clear()
    get_model_of_year.cache_clear()


@pytest.fixture(autouse=True)
def _empty_cache(request: pytest.FixtureRequest) -> None:
    """What is cached under the record's version of another test is not this test's record.

    Tests that share a record also share what is computed from it: where one changes it, its version is another.
    """
    if not SHARED_RECORDS & set(request.fixturenames):
        empty_caches()


@pytest.fixture(scope="session")
def starter_record() -> Record:
    """The rows of `fixtures/`, as our own reader gives them."""
    return parse_record(read_folder(settings.BASE_DIR / "fixtures"))


@pytest.fixture(scope="session")
def starter_copy(starter_record: Record) -> RecordCopy:
    return RecordCopy(starter_record, source="fixtures/ (own form)")


@contextmanager
def undo_at_the_end(blocker: DjangoDbBlocker) -> Iterator[None]:
    """What is put into the database is there for several tests, and gone at the end.

    What is computed from it is cached from test to test.
    """
    empty_caches()
    with blocker.unblock(), transaction.atomic():
        with blocker.block():
            yield
        transaction.set_rollback(True)


@pytest.fixture(scope="class")
def starter_of_class(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, starter_copy: RecordCopy
) -> Iterator[None]:
    """The starter record, once for a whole class of tests, since most of them only read."""
    with undo_at_the_end(django_db_blocker):
        with django_db_blocker.unblock():
            starter_copy.put()
        yield


@pytest.fixture
def starter(starter_of_class: None, db: None) -> None:
    """The database holds the starter record; what a test changes is undone after that test."""


@pytest.fixture(scope="module")
def database_of_module(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[DjangoDbBlocker]:
    """For a fixture that puts a record into the database once for a module: `with database_of_module.unblock(): ...`.

    Each test of the module needs the `django_db` mark, and undoes its changes.
    """
    with undo_at_the_end(django_db_blocker):
        yield django_db_blocker


@pytest.fixture(scope="module")
def starter_to_read(database_of_module: DjangoDbBlocker, starter_copy: RecordCopy) -> None:
    """The starter record, once for all tests of a module."""
    with database_of_module.unblock():
        starter_copy.put()


@pytest.fixture(scope="session")
def official_texts() -> dict[str, str]:
    """The words of A/HRC/RES/37/23 and 43/21 by symbol, from beside the project or SHARED_DIR; else a skip."""
    folder = Path(os.environ.get("SHARED_DIR") or settings.BASE_DIR.parent / "shared") / "texts"
    if not folder.exists():
        pytest.skip(f"the official texts are not at {folder} (the project keeps no copy of them)")
    names = {"A/HRC/RES/37/23": "A_HRC_RES_37_23", "A/HRC/RES/43/21": "A_HRC_RES_43_21"}
    return {symbol: (folder / f"{name}.en.txt").read_text() for symbol, name in names.items()}


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """The folder with the whole record, beside the project or where SHARED_DIR says; skips where it is not."""
    folder = Path(os.environ.get("SHARED_DIR") or settings.BASE_DIR.parent / "shared")
    if not (folder / "record" / "resolutions.csv").exists():
        pytest.skip(f"the whole record is not at {folder} (it has a licence of its own, see docs)")
    return folder
