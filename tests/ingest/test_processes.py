"""The process of an upload: its limits, and how it says how far it is."""

import gzip
from pathlib import Path
from typing import Any

import pytest

from votes.ingest.imports import ImportRefusedError
from votes.ingest.processes import build_limits, build_progress, stop
from votes.ingest.readers.sources import SourceError, expand


@pytest.mark.limit("processes.EXPANSION")
@pytest.mark.parametrize(("size", "is_read"), [(799, True), (800, True), (801, False)])
def test_a_file_expands_to_8_times_the_limit_at_most(settings: Any, size: int, is_read: bool) -> None:
    settings.UPLOAD_LIMIT = 100
    packed = gzip.compress(b"x" * size)
    if is_read:
        assert len(expand("x", packed, build_limits())) == size
    else:
        with pytest.raises(SourceError, match="larger than 800 bytes"):
            expand("x", packed, build_limits())


@pytest.mark.limit("processes.MAX_MINUTES")
def test_an_upload_that_takes_20_minutes_is_refused() -> None:
    with pytest.raises(ImportRefusedError, match="it took more than 20 minutes"):
        stop()


def test_a_shorter_step_replaces_a_longer_one(tmp_path: Path) -> None:
    with (tmp_path / "step").open("w+b") as file:
        progress = build_progress(file)
        progress("votes", 71_000, 71_000)
        progress("checks", 0, 1)
    assert (tmp_path / "step").read_bytes() == b'["checks", 0, 1]'
