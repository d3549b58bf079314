"""Uploading a record in the admin: the preview changes nothing, then the files are imported byte for byte."""

import datetime
import gzip
import io
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.entry.page import read_form, read_text
from tests.ingest.small_record import dump
from votes.core.models.upload import KEPT_FOR, UploadState
from votes.ingest import processes
from votes.models import ImportRun, RecordVersion, Resolution, Upload, UploadedFile

pytestmark = pytest.mark.usefixtures("record")
UPLOAD, CONFIRM = "admin:votes_importrun_upload", "admin:votes_importrun_confirm"
PROGRESS = "admin:votes_importrun_progress"
LIST = "admin:votes_importrun_changelist"
TEXT = {
    "symbol": "A/HRC/RES/46/99",
    "kind": "resolution",
    "title": "A text of the 46th session",
    "session": "46",
    "adoption": "without_vote",
    "outcome": "adopted",
    "date": "2021-03-23",
}


def write_texts(*texts: dict[str, Any]) -> bytes:
    return "".join(json.dumps(text) + "\n" for text in texts).encode()


def send(client: Client, *files: tuple[str, bytes], **options: str) -> Any:
    chosen = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(reverse(UPLOAD), {"chosen": chosen, **options}, follow=True)


def confirm(client: Client, preview: Any) -> Any:
    """What the button of the preview sends."""
    return client.post(reverse(CONFIRM), read_form(preview, "confirm_form"), follow=True)


def list_record() -> dict[str, Any]:
    """Everything in the database except the uploads."""
    own = {model._meta.db_table for model in (Upload, UploadedFile)}
    return {table: rows for table, rows in dump().items() if table not in own}


# --- the two steps


def test_the_preview_says_what_would_change_and_writes_nothing(reviewer: Client) -> None:
    before = list_record()
    changed = {
        **TEXT,
        "symbol": "A/HRC/RES/37/23",
        "title": "Another title",
        "session": "37",
        "date": "2018-03-23",
    }
    stored = Resolution.objects.get(symbol="A/HRC/RES/37/23")
    changed |= {"source": stored.source, "source_record": stored.source_record}
    bad = {**TEXT, "symbol": "A/HRC/RES/46/98", "session": "Friday"}
    response = send(reviewer, ("texts.jsonl", write_texts(TEXT, changed, bad)))
    words = read_text(response)
    assert "texts: 3 read, 1 added, 1 changed, 0 unchanged" in words
    assert "Another title" in words
    assert stored.title in words
    assert "'Friday' is not a session" in words
    assert "1 row rejected" in words
    assert "Nothing was saved" in words
    assert list_record() == before


def test_the_confirmed_bytes_are_imported_once(reviewer: Client) -> None:
    preview = send(reviewer, ("texts.jsonl", write_texts(TEXT)))
    words = read_text(confirm(reviewer, preview))
    assert "The import is complete." in words
    assert "texts: 1 read, 1 added" in words
    assert Resolution.objects.get(symbol=TEXT["symbol"]).title == TEXT["title"]
    run = ImportRun.objects.latest()
    assert (run.source, run.made_by) == ("texts.jsonl", User.objects.get(username="Rosa"))
    assert run.report["dry_run"] is False
    assert not Upload.objects.exists()
    assert not UploadedFile.objects.exists()
    assert "This preview has expired" in read_text(confirm(reviewer, preview))
    assert ImportRun.objects.latest() == run


def test_files_without_changes_cannot_be_confirmed(reviewer: Client) -> None:
    confirm(reviewer, send(reviewer, ("texts.jsonl", write_texts(TEXT))))
    preview = send(reviewer, ("texts.jsonl", write_texts(TEXT)))
    assert "Nothing would change." in read_text(preview)
    assert b"Import these files" not in preview.content


def test_a_gzipped_file_is_expanded_and_imported(reviewer: Client) -> None:
    preview = send(reviewer, ("texts.jsonl.gz", gzip.compress(write_texts(TEXT))))
    confirm(reviewer, preview)
    assert Resolution.objects.filter(symbol=TEXT["symbol"]).exists()


def test_several_files_are_one_import(reviewer: Client) -> None:
    series = b"slug,title\nthe-series,The series\n"
    preview = send(
        reviewer, ("series.csv", series), ("texts.jsonl", write_texts({**TEXT, "series": "the-series"}))
    )
    confirm(reviewer, preview)
    text = Resolution.objects.select_related("series").get(symbol=TEXT["symbol"])
    assert text.series is not None
    assert text.series.title == "The series"


# --- what is stored between the steps


def test_another_upload_replaces_the_earlier_one(reviewer: Client) -> None:
    first = send(reviewer, ("texts.jsonl", write_texts(TEXT)))
    send(reviewer, ("texts.jsonl", write_texts({**TEXT, "title": "Another"})))
    assert Upload.objects.count() == 1
    assert "This preview has expired" in read_text(confirm(reviewer, first))
    assert not Resolution.objects.filter(symbol=TEXT["symbol"]).exists()


def test_an_upload_expires(reviewer: Client) -> None:
    preview = send(reviewer, ("texts.jsonl", write_texts(TEXT)))
    old = timezone.now() - KEPT_FOR - datetime.timedelta(seconds=1)
    Upload.objects.update(made_at=old)
    assert "This preview has expired" in read_text(confirm(reviewer, preview))
    assert not Upload.objects.exists()


def test_a_user_cannot_confirm_the_preview_of_another(
    reviewer: Client, make_user: Callable[..., User]
) -> None:
    preview = send(reviewer, ("texts.jsonl", write_texts(TEXT)))
    other = Client()
    other.force_login(make_user("Rufus", "Reviewers"))
    assert "This preview has expired" in read_text(confirm(other, preview))
    assert Upload.objects.count() == 1
    assert not Resolution.objects.filter(symbol=TEXT["symbol"]).exists()


@pytest.mark.parametrize("checksum", ["", "0" * 64, "\x00"])
def test_a_confirmation_of_other_bytes_is_refused(reviewer: Client, checksum: str) -> None:
    send(reviewer, ("texts.jsonl", write_texts(TEXT)))
    response = reviewer.post(reverse(CONFIRM), {"checksum": checksum}, follow=True)
    assert "This preview has expired" in read_text(response)
    assert not Resolution.objects.filter(symbol=TEXT["symbol"]).exists()


# --- permissions


def test_only_reviewers_upload(editor: Client, reviewer: Client, client: Client) -> None:
    for name in (UPLOAD, CONFIRM):
        assert editor.get(reverse(name)).status_code == 403
        assert editor.post(reverse(name)).status_code == 403
        assert "/login/" in client.post(reverse(name))["Location"]
    assert "Upload a record" in read_text(reviewer.get(reverse(LIST)))
    assert "Upload a record" not in read_text(editor.get(reverse(LIST)))


def test_a_forged_request_is_refused(make_user: Callable[..., User]) -> None:
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(make_user("Rita", "Reviewers"))
    assert send(forged, ("texts.jsonl", write_texts(TEXT))).status_code == 403
    assert forged.post(reverse(CONFIRM), {"checksum": "0" * 64}).status_code == 403
    assert not Upload.objects.exists()


def test_the_address_for_confirming_has_no_page(reviewer: Client) -> None:
    assert reviewer.get(reverse(CONFIRM)).status_code == 302
    assert not Resolution.objects.filter(symbol=TEXT["symbol"]).exists()


# --- invalid files: a clear message, and nothing is saved

BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<collection><record><controlfield tag="001">&c;</controlfield></record></collection>"""
OUTSIDE = b"""<?xml version="1.0"?>
<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<collection><record><controlfield tag="001">&x;</controlfield></record></collection>"""
BAD: dict[str, tuple[tuple[str, bytes], str]] = {
    "an XML bomb": (("year.xml", BOMB), "year.xml"),
    "an entity from outside": (("year.xml", OUTSIDE), "year.xml"),
    "half an XML file": (("year.xml", b"<collection><record>"), "year.xml, line 1"),
    "another encoding": (("texts.jsonl", b"\n\xff\xfe\x00"), "texts.jsonl, line 2: not UTF-8"),
    "no JSON": (("texts.jsonl", write_texts(TEXT) + b"nonsense\n"), "texts.jsonl, line 2"),
    "a missing column": (("series.csv", b"slug\nx\n"), "series.csv, line 2: no column 'title'"),
    "half of the CSV pair": (("votes.csv", b"record_id,iso3,country,vote\n"), "Import both together"),
    "another table": (("votes.csv", b"record_id,country,vote\n"), "no column iso3"),
    "a zip archive": (("all.zip", b"PK\x03\x04rest"), "zip archive"),
    "half a gzip file": (("texts.jsonl.gz", gzip.compress(b"x" * 999)[:-9]), "not a valid gzip file"),
    "something else": (("letter.doc", b"Dear Madam"), "letter.doc, line 1: the format is not recognised"),
    "nothing": (("texts.jsonl", b""), "empty"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_and_nothing_is_written(name: str, reviewer: Client) -> None:
    file, words = BAD[name]
    before = dump()
    response = send(reviewer, file)
    assert response.status_code == 200
    assert words in read_text(response)
    assert b"confirm_form" not in response.content
    assert dump() == before


def test_no_file_at_all(reviewer: Client) -> None:
    assert "This field is required." in read_text(reviewer.post(reverse(UPLOAD)))


def test_two_files_of_one_name(reviewer: Client) -> None:
    files = [("texts.jsonl", write_texts(TEXT))] * 2
    assert "Two of these files have the same name." in read_text(send(reviewer, *files))


def test_a_request_that_is_too_large_is_not_read(reviewer: Client, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 2000
    response = send(reviewer, ("texts.jsonl", write_texts(*[TEXT] * 20)))
    assert "larger than the limit of 2.0" in read_text(response)
    assert "This field is required." not in read_text(response)
    assert not Upload.objects.exists()


def test_a_gzip_bomb(reviewer: Client, settings: Any) -> None:
    """One file, and several that are each small enough."""
    settings.UPLOAD_LIMIT = 10_000
    bomb = gzip.compress(bytes(1_000_000))
    assert "expanded, is larger than" in read_text(send(reviewer, ("texts.jsonl.gz", bomb)))
    part = gzip.compress(bytes(50_000))
    response = send(reviewer, ("texts.jsonl.gz", part), ("explanations.jsonl.gz", part))
    assert "expanded, is larger than" in read_text(response)
    assert not Upload.objects.exists()


def test_the_pages_need_no_more_queries_for_more_rows(
    reviewer: Client,
) -> None:
    """Up to what SQLite takes in one statement."""

    def count(n: int) -> int:
        texts = [{**TEXT, "symbol": f"A/HRC/RES/46/{100 + i}"} for i in range(n)]
        with CaptureQueriesContext(connection) as queries:
            send(reviewer, ("texts.jsonl", write_texts(*texts)))
        return len(queries)

    count(3)
    assert count(3) == count(20)


def test_an_import_is_shown_in_words(reviewer: Client) -> None:
    run = ImportRun.objects.latest()
    words = read_text(reviewer.get(reverse("admin:votes_importrun_change", args=[run.pk])))
    assert "texts: 3 read, 3 added, 0 changed, 0 unchanged" in words
    ImportRun.objects.update(report={"tallies": {"texts": {"seen": 1}}, "rejected": []})
    assert reviewer.get(reverse("admin:votes_importrun_change", args=[run.pk])).status_code == 200


def test_the_stored_bytes_are_the_uploaded_bytes(reviewer: Client) -> None:
    content = gzip.compress(write_texts(TEXT))
    send(reviewer, ("texts.jsonl.gz", content))
    file = UploadedFile.objects.get()
    assert (file.name, io.BytesIO(file.content).read()) == ("texts.jsonl.gz", content)


# --- what is shown is what is done


def test_a_record_that_changed_since_the_preview_gets_a_new_preview(reviewer: Client) -> None:
    preview = send(reviewer, ("texts.jsonl", write_texts(TEXT)))
    RecordVersion.bump()
    again = confirm(reviewer, preview)
    assert "The record has changed since the preview, so nothing was imported." in read_text(again)
    assert not Resolution.objects.filter(symbol=TEXT["symbol"]).exists()
    assert "This preview has expired" in read_text(confirm(reviewer, preview)), "of the first preview"
    again = send(reviewer, ("texts.jsonl", write_texts(TEXT)))
    assert "The import is complete." in read_text(confirm(reviewer, again))


def read_voted() -> dict[str, Any]:
    """The vote of the 37th session as a line without its roll-call."""
    text = Resolution.objects.get(symbol="A/HRC/RES/37/23")
    given = {name: getattr(text, name) for name in ("symbol", "kind", "title", "source", "source_record")}
    official = list(text.official.values())
    return {
        **TEXT,
        **given,
        "session": "37",
        "adoption": "recorded_vote",
        "date": "2018-03-23",
        "official": official,
    }


def test_a_roll_call_that_the_file_lacks_is_kept_and_named(reviewer: Client) -> None:
    preview = send(reviewer, ("texts.jsonl", write_texts(TEXT, read_voted())))
    words = read_text(preview)
    assert "Kept A/HRC/RES/37/23 roll-call 47 States, 46 positions" in words
    assert "the file has no positions" in words
    assert "New A/HRC/RES/46/99 – A text of the 46th session" in words
    words = read_text(confirm(reviewer, preview))
    assert "that the files lack were kept" in words
    assert Resolution.objects.get(symbol="A/HRC/RES/37/23").votes.count() == 47


def test_a_removal_is_allowed_by_its_box_and_listed_first(reviewer: Client) -> None:
    preview = send(reviewer, ("texts.jsonl", write_texts(read_voted())), allow_removals="on")
    assert "values on file would be removed. They are listed first below." in read_text(preview)
    assert "Removed A/HRC/RES/37/23 roll-call" in read_text(preview)
    assert Resolution.objects.get(symbol="A/HRC/RES/37/23").votes.count() == 47
    confirm(reviewer, preview)
    assert Resolution.objects.get(symbol="A/HRC/RES/37/23").votes.count() == 0


@pytest.mark.limit("upload.ROWS_PER_PAGE")
@pytest.mark.parametrize(("texts", "pages"), [(99, 1), (100, 1), (101, 2)])
def test_a_page_of_the_preview_has_100_rows(reviewer: Client, texts: int, pages: int) -> None:
    report = {"added": [{"kind": "texts", "row": str(n), "title": "x"} for n in range(texts)]}
    user = User.objects.get(username="Rosa")
    Upload.objects.create(made_by=user, checksum="1", state=UploadState.PREVIEWED, report=report)
    page = reviewer.get(reverse(PROGRESS))
    assert page.content.count(b'<th scope="row">') == min(texts, 100)
    assert (b"Page 1 of 2" in page.content) == (pages > 1)
    assert reviewer.get(reverse(PROGRESS), {"page": "nonsense"}).status_code == 200


# --- the process


def make_running(state: str = "importing") -> Upload:
    return Upload.objects.create(made_by=User.objects.get(username="Rosa"), checksum="1", state=state)


@pytest.fixture
def sleeper(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A process in place of the import, which says how far it is and sleeps."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    script = "import os, sys, time; os.write(int(sys.argv[3]), b'[\"votes\", 5000, 71000]'); time.sleep(60)"
    (tmp_path / "manage.py").write_text(script)
    settings.BASE_DIR, settings.UPLOADS_IN_A_PROCESS = tmp_path, True
    return tmp_path


def test_a_process_that_is_killed_leaves_an_interrupted_upload(reviewer: Client, sleeper: Path) -> None:
    upload = make_running()
    processes.start_upload(upload)
    [process] = processes._started
    try:
        assert processes.is_alive(upload)
        page = reviewer.get(reverse(PROGRESS))
        assert "The files are being imported" in read_text(page)
        assert b'<noscript><meta http-equiv="refresh"' in page.content
        while processes.read_step(upload) is None:
            time.sleep(0.01)
        state = reviewer.get(reverse(PROGRESS), headers={"accept": "application/json"}).json()
        assert (state["running"], state["step"]) == (True, "votes: 5,000 of 71,000")
        again = send(reviewer, ("texts.jsonl", write_texts(TEXT)))
        assert "Your last upload is still being worked on" in read_text(again)
    finally:
        process.kill()
        process.wait()
    assert not processes.is_alive(upload)
    assert "The import was interrupted. Nothing was imported." in read_text(
        reviewer.get(reverse(PROGRESS), follow=True)
    )
    assert not Upload.objects.exists()


def test_without_an_upload_the_progress_leads_to_the_form(reviewer: Client, editor: Client) -> None:
    assert "Upload a record" in read_text(reviewer.get(reverse(PROGRESS), follow=True))
    assert editor.get(reverse(PROGRESS)).status_code == 403
