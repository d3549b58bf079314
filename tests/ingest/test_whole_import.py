"""The whole record imported over the starter record, once for all that is to be seen of it in the database."""

from pathlib import Path
from typing import Any

import pytest
from django.db.models import F
from pytest_django import DjangoDbBlocker

from tests.corrections.test_second_sources import ADOPTED
from tests.ingest.small_record import dump
from votes.checking.findings import Rule
from votes.checking.service import list_odd_seats
from votes.core.choices import DECIDED, CheckStatus
from votes.corrections.second_sources import read_second_sources
from votes.ingest.imports import import_files
from votes.ingest.readers.sources import open_sources
from votes.ingest.report import LoadReport
from votes.models import Correction, ImportRun, Resolution

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def whole(starter_to_read: None, database_of_module: DjangoDbBlocker, shared_folder: Path) -> LoadReport:
    """The starter record and all of the catalogue's CSV pair are on file."""
    with database_of_module.unblock():
        report = import_files(open_sources([str(shared_folder / "record")]))
    assert report.tallies["texts"].seen == 6158
    assert {row.kind for row in report.rejected} <= {"votes"}
    return report


def test_the_known_errors_of_the_whole_record_are_found(whole: LoadReport) -> None:
    def get(symbol: str) -> Resolution:
        return Resolution.objects.get(symbol=symbol)

    def get_rules(symbol: str) -> set[str]:
        return {finding["rule"] for finding in get(symbol).check_findings}

    for symbol in ("A/HRC/33/L.34", "A/HRC/33/L.35"):
        assert {"totals", "not_a_member", "missing", "copied", "other_members"} <= get_rules(symbol)
    for symbol in ("A/HRC/33/L.42", "A/HRC/33/L.49", "A/HRC/32/L.43"):
        assert {"totals", "copied"} <= get_rules(symbol)
        assert get(symbol).check_status == CheckStatus.UNRECONCILED
    corrected = [f["states"] for f in get("A/HRC/RES/16/31").check_findings if f["rule"] == "voter_slip"]
    assert sorted(corrected) == [["SVN", "SVK"], ["SWZ", "CHE"]]
    assert ["DZA", "ARG"] in [f.get("states") for f in get("A/HRC/50/L.48").check_findings]
    assert "off_by_a_little" in get_rules("A/HRC/37/L.63")
    for symbol in ("A/HRC/RES/25/38", "A/HRC/RES/46/1", "A/HRC/RES/30/12", "A/HRC/RES/34/3"):
        assert get(symbol).check_status == CheckStatus.RECONCILED
        assert get_rules(symbol) == {"second_source"}
    swapped = [
        text.symbol
        for text in Resolution.objects.filter(date__year=2016)
        if any("swapped" in finding for finding in text.check_findings)
    ]
    # Sixteen amendments of the 31st session, and both records of one of the 32nd.
    assert len(swapped) == 18
    for symbol, source in (
        ("A/HRC/33/L.42", "A/HRC/RES/33/19"),
        ("A/HRC/33/L.34", "A/HRC/RES/34/8"),
        ("A/HRC/35/L.41", "A/HRC/RES/36/21"),
    ):
        assert source in [finding.get("source") for finding in get(symbol).check_findings]
    early = [
        (text.source_record, f["states"])
        for text in Resolution.objects.order_by("source_record")
        for f in text.check_findings
        if f["rule"] == "never_there"
    ]
    records = ["24575", "24578", "24579", "24580", "24581", "24605", "24875", "24876", "24877"]
    assert early == [(record, ["ARE", "EGY"]) for record in records]
    assert list_odd_seats() == []


def test_few_wrong_voters_are_proven(whole: LoadReport) -> None:
    made = Correction.objects.filter(rule=Rule.WRONG_VOTER).select_related("resolution")
    found = {(c.resolution.symbol, c.before, c.after) for c in made}
    assert {
        ("A/HRC/RES/16/31", "SWZ", "CHE"),
        ("A/HRC/RES/16/31", "SVN", "SVK"),
        ("A/HRC/50/L.48", "DZA", "ARG"),
    } <= found
    # Two of them stand since the starter record was loaded.
    with_starter = ImportRun.objects.order_by("pk")[0].report["corrections"]
    of_voters = [line for line in (*whole.corrections, *with_starter) if "was not a member on" in line]
    assert len(of_voters) == len(found)
    foreign = ["A/HRC/33/L.34", "A/HRC/33/L.35", "A/HRC/33/L.42", "A/HRC/33/L.49", "A/HRC/32/L.43"]
    assert {symbol for symbol, *_ in found}.isdisjoint(foreign), (
        "other members' roll-calls have no wrong voter"
    )


def test_every_vote_on_an_amendment_has_the_day_of_its_text(whole: LoadReport) -> None:
    made = Correction.objects.filter(rule=Rule.DAY_OF_FILING)
    assert made.count() == 113
    about = Resolution.objects.filter(amends__isnull=False, outcome__in=DECIDED, amends__outcome__in=DECIDED)
    assert about.exclude(date=F("amends__date")).count() == 0


def test_every_correction_from_a_second_source_settles_its_vote(whole: LoadReport) -> None:
    made = Correction.objects.filter(rule=Rule.SECOND_SOURCE).select_related("resolution")
    texts = {correction.resolution for correction in made}
    settled = {text.check_status for text in texts if not text.symbol.startswith("A/HRC/33/L.")}
    assert settled == {"reconciled"}
    # Those of the 33rd session have another vote's roll-call, so that they stay out of the analysis.
    assert {text.outcome for text in texts if text.symbol in ADOPTED} == {"adopted"}
    on_file = set(Resolution.objects.values_list("symbol", flat=True))
    assert {text.symbol for text in texts} == set(read_second_sources()) & on_file
    assert made.count() == sum(len(read_second_sources()[text.symbol]) for text in texts)


@pytest.mark.one_database  # three more imports like the first
def test_the_whole_record_again_in_either_form_or_the_starter_after_it_changes_nothing(
    whole: LoadReport, shared_folder: Path, settings: Any
) -> None:
    before = dump()
    folder = shared_folder / "record"
    for path in (folder, folder / "marcxml", settings.BASE_DIR / "fixtures"):
        report = import_files(open_sources([str(path)]))
        assert not report.changed_anything, (path, report.changes)
    assert dump() == before
    votes = sum(
        Resolution.objects.filter(votes__isnull=False).values_list("pk").distinct().count() for _ in "x"
    )
    assert votes > 1000
