"""The starter record in the database after loading it once and again."""

import datetime
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from tests.ingest.small_record import RECORD, SPECIAL, VOTED, change, dump, list_rejected, load
from votes.ingest.readers.catalogue import SOURCE
from votes.ingest.readers.native_format import format_record
from votes.models import Explanation, ImportRun, Membership, Resolution, State, Vote

pytestmark = pytest.mark.django_db


def test_the_starter_record_is_all_there(starter):
    assert Resolution.objects.count() == 477
    assert Resolution.objects.filter(counted_in_favour__isnull=False).count() == 342
    assert Vote.objects.values("resolution").distinct().count() == 342
    assert Explanation.objects.count() == 153
    assert State.objects.count() == 154
    assert Membership.objects.count() == 266
    assert Vote.objects.count() == 16073
    assert not Resolution.objects.filter(published=False).exists()


def test_the_starter_record_twice_changes_nothing(starter, starter_record):
    before = dump()
    report = load(starter_record)
    assert dump() == before
    assert list_rejected(report) == []
    assert not report.changed_anything
    assert {tally.seen for tally in report.tallies.values()} == {
        154,
        51,
        266,
        14,
        16,
        343,
        68,
        477,
        16073,
        153,
        102,
        203,
        2,
    }
    assert all(tally.unchanged == tally.seen for tally in report.tallies.values())


def test_the_report_of_the_first_import_is_stored(starter):
    run = ImportRun.objects.get()
    assert run.report["rejected"] == []
    tally = run.report["tallies"]["texts"]
    assert (tally["seen"], tally["created"], tally["changed"], tally["unchanged"]) == (477, 477, 0, 0)
    assert Resolution.objects.filter(import_run=run).count() == 477
    assert str(run).startswith("fixtures/ (own form) (")


def test_the_command_loads_the_record_and_says_so(capsys):
    call_command("load_starter")
    assert "texts: 477 read, 477 added, 0 changed, 0 unchanged" in capsys.readouterr().out
    before = dump()
    call_command("load_starter")
    output = capsys.readouterr()
    assert "texts: 477 read, 0 added, 0 changed, 477 unchanged" in output.out
    assert output.err == ""
    assert dump() == before


def test_a_record_of_the_library_replaces_a_text_of_the_62nd_session(starter, starter_record):
    row = next(row for row in starter_record.texts if row.symbol == "A/HRC/RES/62/5")
    full = replace(
        row,
        source=SOURCE,
        source_record="35507",
        date=datetime.date(2026, 7, 7),
        agenda_item=3,
        topics=("Work",),
    )
    pk = Resolution.objects.get(symbol=row.symbol).pk
    load(replace(starter_record, texts=(full,), explanations=()))
    before = dump()
    report = load(starter_record)
    assert report.tallies["texts"].kept == 1
    assert dump() == before
    text = Resolution.objects.get(symbol=row.symbol)
    assert (text.pk, str(text.date), text.agenda_item) == (pk, "2026-07-07", 3)


def test_the_command_names_rejected_rows(tmp_path, capsys):
    record = change(RECORD, SPECIAL.symbol, positions={"XXX": "against"})
    for name, content in format_record(record).items():
        (tmp_path / name).write_bytes(content)
    with pytest.raises(CommandError, match="1 row"):
        call_command("load_starter", folder=tmp_path)
    assert (
        capsys.readouterr().err == "rejected texts texts.jsonl: A/HRC/RES/S-28/1: no State has the code XXX\n"
    )


def test_the_command_loads_nothing_of_a_record_that_it_cannot_read(tmp_path):
    for name, content in format_record(RECORD).items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "explanations.jsonl").write_text("{}\n")
    with pytest.raises(CommandError, match=r"Nothing was loaded. explanations.jsonl, line 1: no kind"):
        call_command("load_starter", folder=tmp_path)
    assert State.objects.count() == 0
    with pytest.raises(CommandError, match="contains no record in the native format"):
        call_command("load_starter", folder=tmp_path / "nowhere")


def test_the_command_takes_a_roll_call_away_only_if_it_may(tmp_path):
    load(RECORD)
    for name, content in format_record(change(RECORD, VOTED.symbol, positions={})).items():
        (tmp_path / name).write_bytes(content)
    votes = Vote.objects.filter(resolution__symbol=VOTED.symbol)
    with pytest.raises(CommandError, match="--allow-removals"):
        call_command("load_starter", folder=tmp_path)
    assert votes.exists()
    call_command("load_starter", folder=tmp_path, allow_removals=True)
    assert not votes.exists()
