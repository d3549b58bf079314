"""Redis as the cache of all processes, and what holds when it is lost."""

import logging
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from votes.core import record_version
from votes.core.change_token import read_token
from votes.core.models import RecordVersion
from votes.core.shared_cache import SECONDS_WITHOUT, SharedCache, SharedCacheError

pytestmark = pytest.mark.django_db(transaction=True)


def find_free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


@pytest.fixture(scope="module")
def redis_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Redis of its own where the program is installed, else the one of this machine."""
    if program := shutil.which("redis-server"):
        port = find_free_port()
        folder = tmp_path_factory.mktemp("redis")
        command = [program, "--port", str(port), "--save", "", "--dir", str(folder)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            yield wait_for(port, 15)
            process.terminate()
        return
    try:
        socket.create_connection(("127.0.0.1", 6379), timeout=1).close()
    except OSError:
        pytest.skip("Redis is not installed (apt-get install redis-server)")
    yield wait_for(6379, 15)


def wait_for(port: int, database: int) -> str:
    for _attempt in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.05)
    return f"redis://127.0.0.1:{port}/{database}"


def use_redis(settings: Any, address: str) -> None:
    settings.PAGES_STORED = True
    settings.CACHE_URL = address
    settings.CACHES = {
        **settings.CACHES,
        "pages": {
            "BACKEND": "votes.core.shared_cache.SharedCache",
            "LOCATION": address,
            "OPTIONS": {"socket_connect_timeout": 0.2, "socket_timeout": 0.5},
        },
    }
    record_version._remembered = None


@pytest.fixture
def shared(settings: Any, redis_address: str) -> Iterator[SharedCache]:
    use_redis(settings, redis_address)
    store = caches["pages"]
    assert isinstance(store, SharedCache)
    store.clear()
    yield store
    store.clear()
    record_version._remembered = None


def test_a_page_is_there_for_another_process(
    shared: SharedCache, client: Client, django_assert_num_queries: Any
) -> None:
    RecordVersion.bump()
    first = client.get("/glossary/")
    with django_assert_num_queries(0):
        second = client.get("/glossary/")
    assert first["ETag"] == second["ETag"]
    assert first.content == second.content


def test_a_change_is_announced_to_all(shared: SharedCache, client: Client) -> None:
    RecordVersion.bump()
    token, page = read_token(), client.get("/glossary/")
    RecordVersion.bump()
    assert read_token() != token
    assert client.get("/glossary/")["ETag"] != page["ETag"]


def test_without_redis_pages_are_built_and_the_log_says_so_once(
    settings: Any, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    use_redis(settings, f"redis://127.0.0.1:{find_free_port()}/0")
    with caplog.at_level(logging.WARNING, logger="votes.core.shared_cache"):
        for _attempt in range(3):
            assert client.get("/glossary/").status_code == 200
    assert [record.name for record in caplog.records].count("votes.core.shared_cache") == 1


@pytest.mark.limit("shared_cache.SECONDS_WITHOUT")
@pytest.mark.parametrize(("seconds", "attempts"), [(-0.1, 1), (0.0, 2), (0.1, 2)])
def test_a_lost_redis_is_asked_again_after_some_seconds(
    monkeypatch: pytest.MonkeyPatch, seconds: float, attempts: int
) -> None:
    clock, asked = [100.0], []
    monkeypatch.setattr("votes.core.shared_cache.time.monotonic", lambda: clock[0])

    def fail(*_arguments: Any) -> None:
        asked.append(True)
        raise OSError("no route")

    store = SharedCache("redis://127.0.0.1:1/0", {})
    for _attempt in range(2):
        with pytest.raises(SharedCacheError):
            store._ask(fail)
        clock[0] += SECONDS_WITHOUT + seconds
    assert len(asked) == attempts
