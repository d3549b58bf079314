"""make record: the published record from a server on this machine, with its checksums and its licence."""

import io
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_state
from votes.ingest.published import Licence, build_licence, read_published
from votes.ingest.readers.sources import SourceError
from votes.models import ImportRun, Resolution

POLYFORM = "# PolyForm Noncommercial License 1.0.0\n\n<https://polyformproject.org/>\n"
TEXTS = (
    "record_id,symbol,title,statement,date,body,vote_type,meeting,agenda_item_no,agenda_item_title,agenda_symbol,"
    "agenda_subject,main_sponsors,draft,yes,no,abstain,nonvoting,total,n_rollcall,url_resolution,url_draft,record_url\n"
    "1,A/HRC/RES/37/23,A title,37th session,2018-03-23,Human Rights Council,RECORDED,,3,,,,,,1,1,0,0,2,2,,,\n"
)
VOTES = "record_id,iso3,country,vote,seq\n1,CHN,CHINA,Y,1\n1,USA,UNITED STATES,N,2\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with the pair in data/csv/ and no licence yet."""
    place = tmp_path / "data" / "csv"
    place.mkdir(parents=True)
    (place / "resolutions.csv").write_text(TEXTS)
    (place / "votes_long.csv").write_text(VOTES)
    return place


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Nothing on the test's output."""


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    root = folder.parent.parent
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/data/csv"
        server.shutdown()
        thread.join()


def run(place: str, *options: str) -> str:
    out = io.StringIO()
    call_command("fetch_record", place, *options, stdout=out, stderr=io.StringIO())
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "is_open"),
    [
        ("MIT License", True),
        ("Creative Commons Attribution 4.0 International", True),
        ("Creative Commons Zero v1.0 Universal", True),
        ("Creative Commons Attribution-NonCommercial 4.0 International", False),
        ("Creative Commons Attribution-NoDerivatives 4.0 International", False),
        ("PolyForm Noncommercial License 1.0.0", False),
        ("All rights reserved", False),
        ("", False),
    ],
)
def test_which_licences_are_open(name: str, is_open: bool) -> None:
    assert Licence(name).is_open == is_open


def test_a_licence_has_the_name_in_its_first_line() -> None:
    assert build_licence(f"\n{POLYFORM}", "x").name == "PolyForm Noncommercial License 1.0.0"
    assert build_licence(" \n", "x").name == ""


class TestPlaces:
    def test_a_folder_and_an_address_give_the_same(self, folder: Path, address: str) -> None:
        (folder.parent.parent / "LICENSE").write_text(POLYFORM)
        here, there = read_published(str(folder)), read_published(address)
        assert here.files == there.files
        assert here.sizes == there.sizes == (len(TEXTS), len(VOTES))
        assert here.licence.name == there.licence.name == "PolyForm Noncommercial License 1.0.0"
        assert there.licence.address.endswith("/LICENSE")

    def test_the_licence_nearest_to_the_files_counts(self, folder: Path, address: str) -> None:
        (folder.parent.parent / "LICENSE").write_text(POLYFORM)
        (folder / "LICENSE").write_text("MIT License\n")
        assert read_published(str(folder)).licence.is_open
        assert read_published(address).licence.is_open

    @pytest.mark.parametrize("place", ["http://example.org/data/", "ftp://example.org/data/"])
    def test_other_addresses_are_refused(self, place: str) -> None:
        with pytest.raises(SourceError, match="is not an https address"):
            read_published(place)

    def test_a_missing_file_is_named(self, folder: Path, address: str) -> None:
        (folder / "votes_long.csv").unlink()
        with pytest.raises(SourceError, match=r"votes_long\.csv answers 404"):
            read_published(address)
        with pytest.raises(SourceError, match=r"votes_long\.csv cannot be read"):
            read_published(str(folder))


@pytest.mark.django_db
class TestCommand:
    @pytest.fixture(autouse=True)
    def _states(self) -> None:
        make_state("CHN", "China")
        make_state("USA", "United States of America")

    def test_an_open_licence_needs_no_question(self, folder: Path, address: str) -> None:
        (folder / "LICENSE").write_text("MIT License\n")
        shown = run(address)
        assert "resolutions.csv: 0.0 MB, SHA-256 " in shown
        assert "Licence: MIT License (http://127.0.0.1" in shown
        assert Resolution.objects.get().votes.count() == 2
        assert ImportRun.objects.get().source == address

    @pytest.mark.parametrize("licence", [POLYFORM, ""])
    def test_any_other_is_not_imported_unless_it_is_accepted(
        self, folder: Path, licence: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (folder / "LICENSE").write_text(licence)
        monkeypatch.setattr("sys.stdin", io.StringIO())
        with pytest.raises(CommandError, match="Add --accept-licence"):
            run(str(folder))
        assert Resolution.objects.count() == 0
        run(str(folder), "--accept-licence")
        assert Resolution.objects.count() == 1

    @pytest.mark.parametrize(("answer", "texts"), [("y", 1), ("YES", 1), ("", 0), ("n", 0)])
    def test_a_person_is_asked(
        self, folder: Path, answer: str, texts: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (folder / "LICENSE").write_text(POLYFORM)
        terminal = io.StringIO()
        terminal.isatty = lambda: True  # type: ignore[method-assign]
        monkeypatch.setattr("sys.stdin", terminal)
        monkeypatch.setattr("builtins.input", lambda question: answer)
        if texts:
            run(str(folder))
        else:
            with pytest.raises(CommandError, match="Nothing was imported"):
                run(str(folder))
        assert Resolution.objects.count() == texts

    def test_a_dry_run_imports_nothing(self, folder: Path) -> None:
        said = run(str(folder), "--accept-licence", "--dry-run")
        assert said.endswith("Nothing was saved. This was only a trial run.\n")
        assert Resolution.objects.count() == 0

    def test_an_unreachable_place_is_an_error_with_a_message(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match=r"Nothing was imported\. .*resolutions\.csv cannot be read"):
            run(str(tmp_path))
