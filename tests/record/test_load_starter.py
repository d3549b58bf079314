"""The starter record in the database: what is there after loading it, once and again."""

import pytest
from django.core.management import CommandError, call_command

from tests.record.small_record import RECORD, SPECIAL, change, dump, list_rejected, load
from votes.models import (
    Explanation,
    ImportRun,
    Membership,
    Resolution,
    State,
    Vote,
)
from votes.record.own_form import format_record

pytestmark = pytest.mark.django_db


def test_the_starter_record_is_all_there(starter):
    assert Resolution.objects.count() == 330
    assert Resolution.objects.filter(counted_in_favour__isnull=False).count() == 223
    assert Vote.objects.values("resolution").distinct().count() == 223
    assert Explanation.objects.count() == 85
    assert State.objects.count() == 154
    assert Membership.objects.count() == 266
    assert Vote.objects.count() == 10481
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
        54,
        330,
        10481,
        85,
    }
    assert all(tally.unchanged == tally.seen for tally in report.tallies.values())


def test_the_report_of_the_first_loading_is_kept(starter):
    run = ImportRun.objects.get()
    assert run.report["rejected"] == []
    tally = run.report["tallies"]["texts"]
    assert (tally["seen"], tally["created"], tally["changed"], tally["unchanged"]) == (330, 330, 0, 0)
    assert Resolution.objects.filter(import_run=run).count() == 330
    assert str(run).startswith("fixtures/ (own form) (")


def test_the_command_loads_the_record_and_says_so(capsys):
    call_command("load_starter")
    assert "texts: 330 seen, 330 created, 0 changed, 0 unchanged" in capsys.readouterr().out
    before = dump()
    call_command("load_starter")
    output = capsys.readouterr()
    assert "texts: 330 seen, 0 created, 0 changed, 330 unchanged" in output.out
    assert output.err == ""
    assert dump() == before


def test_the_command_names_rejected_rows(tmp_path, capsys):
    record = change(RECORD, SPECIAL.symbol, positions={"XXX": "against"})
    for name, content in format_record(record).items():
        (tmp_path / name).write_bytes(content)
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
    with pytest.raises(CommandError, match="No record in"):
        call_command("load_starter", folder=tmp_path / "nowhere")
