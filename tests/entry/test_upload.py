"""Uploading a record in the admin: the preview changes nothing, then the files are imported byte for byte."""

import datetime
import gzip
import io
import json
from collections.abc import Callable
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
from votes.core.models.upload import KEPT_FOR
from votes.models import ImportRun, Resolution, Upload, UploadedFile

pytestmark = pytest.mark.usefixtures("record")
UPLOAD, CONFIRM = "admin:votes_importrun_upload", "admin:votes_importrun_confirm"
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


def send(client: Client, *files: tuple[str, bytes]) -> Any:
    chosen = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(reverse(UPLOAD), {"chosen": chosen})


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
