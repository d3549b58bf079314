"""An import from files to the report, by function and by command, and the whole record in both formats."""

import csv
import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from tests.factories import DAY
from tests.ingest.small_record import RECORD, SPECIAL, VOTED, change, dump
from votes.core.choices import CorrectedField
from votes.core.rows import Record, TextRow
from votes.ingest import imports
from votes.ingest.imports import ImportRefusedError, import_files
from votes.ingest.loading import load
from votes.ingest.loading.existing_records import read_existing_records
from votes.ingest.loading.load import load_record
from votes.ingest.readers.native_format import format_record
from votes.ingest.readers.sources import SourceFile, open_sources
from votes.ingest.report import read_report
from votes.models import Correction, ImportRun, RecordVersion, Resolution

pytestmark = pytest.mark.django_db


def build_sources(record: Record) -> list[SourceFile]:
    return [
        SourceFile(name, content, hashlib.sha256(content).hexdigest())
        for name, content in format_record(record).items()
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small record in the native format."""
    for name, content in format_record(RECORD).items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


# --- what is on file, for the readers


def test_what_is_on_file_is_known_as_it_was_loaded(starter: None, starter_record: Record) -> None:
    known = read_existing_records()
    assert known.states == tuple(sorted(known.states, key=lambda row: row.iso3))
    by_code = {row.iso3: row for row in known.states}
    for row in starter_record.states:
        stored = by_code[row.iso3]
        assert replace(stored, other_names=()) == replace(row, other_names=())
        assert set(stored.other_names) == set(row.other_names)
    assert {replace(row, other_names=()) for row in known.blocs} == {
        replace(row, other_names=()) for row in starter_record.blocs
    }
    assert set(known.series) == set(starter_record.series)
    columns = ("symbol", "kind", "title", "session", "date", "meeting", "draft_symbol", "series", "key")

    def pick(row: TextRow) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in columns)

    assert {pick(row) for row in known.texts} == {pick(row) for row in starter_record.texts}
    assert all(row.address == row.symbol for row in known.texts)


def test_the_number_of_queries_does_not_depend_on_the_size_of_the_record(
    db: None, starter_record: Record
) -> None:
    def count(record: Record) -> int:
        load_record(record, source="test", checksum="0" * 64)
        with CaptureQueriesContext(connection) as queries:
            read_existing_records()
        return len(queries)

    few = replace(starter_record, texts=starter_record.texts[:3], explanations=())
    assert count(few) == count(starter_record)


# --- one import


def test_an_import_keeps_who_made_it_from_what_and_when_that_was_fetched(db: None) -> None:
    user = User.objects.create_user("Rosa")
    files = build_sources(RECORD)
    report = import_files(files, made_by=user, fetched_on=DAY)
    run = ImportRun.objects.get()
    assert (run.made_by, run.fetched_on, run.report) == (user, DAY, report.as_dict())
    assert read_report(run.report) == report
    assert run.source.startswith("states.csv, memberships.csv, ")
    assert run.report["files"] == [{"name": file.name, "sha256": file.sha256} for file in files]
    assert set(Resolution.objects.values_list("fetched_on", flat=True)) == {DAY}
    # Fetched again, later, with nothing new in it: nothing changes.
    before = dump()
    assert not import_files(files, fetched_on=DAY.replace(year=2019)).changed_anything
    assert dump() == before
    # What did change was fetched then.
    changed = build_sources(change(RECORD, VOTED.symbol, positions={**VOTED.positions, "CZE": "against"}))
    import_files(changed, fetched_on=DAY.replace(year=2020))
    fetched = dict(Resolution.objects.values_list("symbol", "fetched_on"))
    assert (fetched[VOTED.symbol], fetched[SPECIAL.symbol]) == (DAY.replace(year=2020), DAY)


def test_the_checksum_is_that_of_the_one_file_or_depends_on_every_file(db: None) -> None:
    import_files(build_sources(RECORD))
    alone = [
        file for file in build_sources(change(RECORD, SPECIAL.symbol, title="X")) if "texts" in file.name
    ]
    import_files(alone)
    checksums = list(ImportRun.objects.order_by("pk").values_list("checksum", flat=True))
    assert checksums[1] == alone[0].sha256
    assert len({*checksums, *(file.sha256 for file in build_sources(RECORD))}) == 2 + len(
        build_sources(RECORD)
    )


@pytest.mark.parametrize("loaded", [False, True])
def test_a_dry_run_has_the_report_of_the_import_and_saves_nothing(db: None, loaded: bool) -> None:
    if loaded:
        import_files(build_sources(change(RECORD, VOTED.symbol, title="Before")))
    before, version = dump(), RecordVersion.get()
    files = build_sources(RECORD)
    said = import_files(files, dry_run=True)
    assert (dump(), RecordVersion.get()) == (before, version)
    done = import_files(files)
    assert said.dry_run
    assert {**said.as_dict(), "dry_run": False} == done.as_dict()
    assert done.changed_anything


def test_progress_is_reported_in_order_and_to_the_end(db: None) -> None:
    told: list[tuple[str, int, int]] = []
    import_files(build_sources(RECORD), progress=lambda *step: told.append(step))
    assert list(dict.fromkeys(what for what, _, _ in told)) == ["files", "texts", "votes", "checks"]
    last = {what: (done, total) for what, done, total in told}
    assert last["texts"] == (3, 3)
    assert all(done == total for done, total in last.values())


def test_a_rejected_row_names_its_file(db: None) -> None:
    bad = change(RECORD, VOTED.symbol, positions={"XXX": "against"})
    rejected = import_files(build_sources(bad)).rejected
    assert [(row.file, row.row) for row in rejected] == [
        ("texts.jsonl", "A/HRC/RES/37/23 1"),
        ("texts.jsonl", "A/HRC/37/L.63 2"),
        ("explanations.jsonl", "A/HRC/RES/37/23 USA"),
        ("explanations.jsonl", "A/HRC/37/L.36 European Union"),
    ]


def test_a_database_error_is_reported_in_words(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise OperationalError("database or disk\nis full")

    before = dump()
    monkeypatch.setattr(load, "refresh_checks", fail)
    with pytest.raises(ImportRefusedError, match=r"Nothing was imported.*: database or disk is full$"):
        import_files(build_sources(RECORD))
    assert dump() == before


def test_a_locked_database_is_reported_in_words(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OperationalError("canceling statement due to lock timeout")

    monkeypatch.setattr(imports, "acquire_lock", fail)
    monkeypatch.setattr(connection, "vendor", "postgresql")
    with pytest.raises(ImportRefusedError, match="Another import is running"):
        import_files(build_sources(RECORD))


# --- corrections


def test_a_correction_in_force_stays_through_an_import(db: None) -> None:
    files = build_sources(RECORD)
    import_files(files)
    text = Resolution.objects.get(symbol=VOTED.symbol)
    Correction.objects.create(
        resolution=text,
        field=CorrectedField.TITLE,
        before=VOTED.title,
        after="The right title",
        reason="It says so itself",
    )
    Resolution.objects.filter(pk=text.pk).update(title="The right title")
    before = dump()
    report = import_files(files)
    assert (report.corrections_kept, report.corrections) == (1, [])
    assert dump() == before
    newer = build_sources(change(RECORD, VOTED.symbol, title="A newer title", meeting="2nd meeting"))
    report = import_files(newer)
    text.refresh_from_db()
    assert (text.title, text.meeting) == ("The right title", "2nd meeting")
    assert report.corrections == [
        f"{VOTED.symbol}, Title: the source now gives A newer title instead of {VOTED.title}; "
        "the correction to The right title remains in force"
    ]
    assert not import_files(newer).changed_anything


def test_an_error_that_the_membership_proves_becomes_a_correction(db: None) -> None:
    """Cuba never sat; Czechia did, and is missing."""
    states = (*RECORD.states, replace(RECORD.states[0], iso3="CUB", name="Cuba"))
    slipped = {("CUB" if iso3 == "CZE" else iso3): p for iso3, p in VOTED.positions.items()}
    files = build_sources(change(replace(RECORD, states=states), VOTED.symbol, positions=slipped))
    report = import_files(files)
    correction = Correction.objects.get()
    assert (correction.before, correction.after, correction.rule) == ("CUB", "CZE", "voter_slip")
    assert correction.made_by is None
    assert [line.partition(":")[0] for line in report.corrections] == [f"{VOTED.symbol}, CUB → CZE"]
    text = Resolution.objects.get(symbol=VOTED.symbol)
    assert set(text.votes.values_list("state__iso3", flat=True)) == set(VOTED.positions)
    assert text.check_status == "reconciled"
    before = dump()
    assert not import_files(files).changed_anything
    assert dump() == before


# --- the command


def test_the_command_imports_a_folder_and_prints_the_report(folder: Path, capsys: Any) -> None:
    call_command("import_record", str(folder))
    output = capsys.readouterr()
    assert "texts: 3 read, 3 added, 0 changed, 0 unchanged" in output.out
    assert "amendments linked to the texts that they amend: 1" in output.out
    assert "texts by their check: 1 reconciled, 0 not reconciled, 2 not checked" in output.out
    assert output.err == ""
    call_command("import_record", str(folder))
    assert "Nothing changed." in capsys.readouterr().out


def test_the_report_as_json(folder: Path, tmp_path: Path, capsys: Any) -> None:
    call_command("import_record", str(folder), json="-", dry_run=True)
    report = json.loads(capsys.readouterr().out)
    assert report["dry_run"] is True
    assert report["tallies"]["texts"]["created"] == 3
    assert not Resolution.objects.exists()
    path = tmp_path / "report.txt"
    call_command("import_record", str(folder), json=str(path))
    assert "texts: 3 read" in capsys.readouterr().out
    assert {**json.loads(path.read_text()), "dry_run": True} == report
    with pytest.raises(CommandError, match="The import is complete, but /nowhere/x cannot be written"):
        call_command("import_record", str(folder), json="/nowhere/x")


def test_rejected_rows_are_named_and_the_command_fails_after_the_import(folder: Path, capsys: Any) -> None:
    bad = format_record(change(RECORD, SPECIAL.symbol, positions={"XXX": "against"}))
    (folder / "texts.jsonl").write_bytes(bad["texts.jsonl"])
    with pytest.raises(CommandError, match="Everything else was imported, but 1 row was rejected"):
        call_command("import_record", str(folder))
    assert capsys.readouterr().err == (
        "rejected texts texts.jsonl: A/HRC/RES/S-28/1: no State has the code XXX\n"
    )


@pytest.mark.parametrize(
    ("write", "words"),
    [
        (lambda folder: folder / "missing.xml", "Nothing was imported. .*missing.xml"),
        (lambda folder: (folder / "empty").mkdir() or folder / "empty", "contains no file of a record"),
        (lambda folder: "http://example.org/x.csv", "not an https address"),
        (
            lambda folder: (folder / "x.csv").write_text("a,b\n1,2\n") and folder / "x.csv",
            "x.csv, line 1: the format is not recognised",
        ),
        (
            lambda folder: (folder / "series.csv").write_text("slug\nx\n") and folder,
            "series.csv, line 2: no column 'title'",
        ),
    ],
)
def test_what_cannot_be_imported_is_said_in_one_sentence(
    folder: Path, write: Callable[[Path], Any], words: str
) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("import_record", str(write(folder)))
    assert not Resolution.objects.exists()


def test_the_checksum_must_be_the_files(folder: Path) -> None:
    path = folder / "series.csv"
    with pytest.raises(CommandError, match="has the SHA-256"):
        call_command("import_record", str(path), sha256="0" * 64)
    call_command("import_record", str(path), sha256=hashlib.sha256(path.read_bytes()).hexdigest())


def test_where_nothing_could_be_loaded_the_command_fails(tmp_path: Path) -> None:
    (tmp_path / "texts.jsonl").write_bytes(format_record(Record(texts=(VOTED,)))["texts.jsonl"])
    with pytest.raises(CommandError, match="Nothing could be loaded: every row was rejected"):
        call_command("import_record", str(tmp_path))


# --- the whole record


def test_a_year_as_marcxml_gives_the_database_that_its_csv_gives(
    starter_record: Record, shared_folder: Path
) -> None:
    """Into a record without texts, so that nothing is on file from the other form."""
    names = replace(starter_record, texts=(), explanations=(), series=())
    year = shared_folder / "record/marcxml/year_2018.xml"
    import_files(build_sources(names))
    from_xml = import_files(open_sources([str(year)]))
    wanted = set(Resolution.objects.values_list("source_record", flat=True))
    xml = read_database()
    assert from_xml.tallies["texts"].created == len(wanted) > 100
    Resolution.objects.filter(amends__isnull=False).update(amends=None)
    Resolution.objects.all().delete()
    Resolution.history.all().delete()
    import_files(cut_pair(shared_folder / "record", wanted))
    assert read_database() == xml


def cut_pair(folder: Path, wanted: set[str]) -> list[SourceFile]:
    """The CSV pair with these records alone."""
    files = []
    for name in ("resolutions.csv", "votes_long.csv"):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            out = io.StringIO()
            writer = csv.DictWriter(out, reader.fieldnames or ())
            writer.writeheader()
            writer.writerows(row for row in reader if row["record_id"] in wanted)
        content = out.getvalue().encode()
        files.append(SourceFile(name, content, hashlib.sha256(content).hexdigest()))
    return files


def read_database() -> list[dict[str, Any]]:
    """The texts with all that belongs to them, without keys."""
    keys = {"id", "import_run_id", "session_id", "series_id", "amends_id", "called_by_id"}
    texts = Resolution.objects.order_by("address").select_related("session", "series", "amends")
    return [
        {
            **{name: value for name, value in vars(text).items() if name not in keys and name[0] != "_"},
            "session": text.session.code,
            "series": text.series.slug if text.series else "",
            "amends": text.amends.address if text.amends else "",
            "topics": sorted(topic.slug for topic in text.topics.all()),
            "sponsors": sorted(state.iso3 for state in text.sponsors.all()),
            "sponsor_blocs": sorted(bloc.slug for bloc in text.sponsor_blocs.all()),
            "votes": {vote.state.iso3: vote.position for vote in text.votes.all()},
        }
        for text in texts.prefetch_related("topics", "sponsors", "sponsor_blocs", "votes__state")
    ]
