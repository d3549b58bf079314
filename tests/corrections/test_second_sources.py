"""Corrections from a second source come with the code, and every import applies them."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client

from tests.page import read
from votes.checking.findings import Rule
from votes.core.rows import Record, TextRow
from votes.corrections.apply import Change, make_corrections, withdraw_corrections
from votes.corrections.second_sources import find_second_sources, read_second_sources
from votes.ingest.loading.load import load_record
from votes.models import Correction, Resolution

# Adopted, as the note on the evidence says, because their totals do.
ADOPTED = {f"A/HRC/36/L.{n}" for n in (46, 56, 60)} | {f"A/HRC/33/L.{n}" for n in (38, 42, 46, 49, 51)}
HEADER = "symbol,field,state,before,after,reason,source_title,source_url\n"


def write(folder: Path, *lines: str) -> Path:
    path = folder / "corrections.csv"
    path.write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def make_row(**columns: object) -> TextRow:
    values = {"symbol": "A/HRC/RES/13/1", "kind": "resolution", "title": "T", "session": "13"}
    return TextRow(**{**values, "adoption": "recorded_vote", "outcome": "adopted", **columns})  # type: ignore[arg-type]


def test_a_value_is_corrected_only_where_the_source_gives_the_expected_one() -> None:
    (found,) = find_second_sources(make_row(official=(32, 12, 3, 0)))
    assert (found.correction.field, found.correction.before, found.correction.after) == (
        "official_in_favour",
        "32",
        "31",
    )
    assert (found.rule, found.target) == (Rule.SECOND_SOURCE, "official_in_favour")
    assert find_second_sources(make_row(official=(31, 12, 3, 0))) == []
    assert find_second_sources(make_row(official=(30, 12, 3, 0))) == []
    assert find_second_sources(make_row(official=None)) == []
    assert find_second_sources(make_row(symbol="A/HRC/RES/13/2", official=(32, 12, 3, 0))) == []


@pytest.mark.parametrize(
    "line",
    [
        "A/HRC/RES/13/1,official_in_favour,,32,31,,,",
        "A/HRC/RES/13/1,official_in_favour,,32,32,Why,,",
        "A/HRC/RES/13/1,yes,,32,31,Why,,",
        "A/HRC/RES/13/1,official_in_favour,CHN,32,31,Why,,",
        "A/HRC/RES/13/1,position,,against,in_favour,Why,,",
    ],
)
def test_a_row_that_is_no_correction_is_named_by_its_line(tmp_path: Path, line: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        read_second_sources(write(tmp_path, line))


def test_the_file_has_every_value_of_the_evidence(shared_folder: Path) -> None:
    shipped = read_second_sources()
    with (shared_folder / "evidence/corrections.csv").open(encoding="utf-8", newline="") as file:
        evidence = list(csv.DictReader(file))
    # Besides these, the amendments of 2016 and 2017 that were adopted and are called rejected.
    adopted = {symbol for symbol, found in shipped.items() if found[0].correction.field == "outcome"}
    assert adopted == ADOPTED
    assert {row["symbol"] for row in evidence} == set(shipped) - adopted
    for row in evidence:
        found = [proved.correction for proved in shipped[row["symbol"]]]
        if row["field"] == "totals":
            pairs = zip(row["catalogue"].split("-"), row["true"].split("-"), strict=True)
            wanted = [pair for pair in pairs if pair[0] != pair[1]]
            assert [(c.before, c.after) for c in found] == wanted
        elif row["state"].startswith("*"):
            assert {(c.before, c.after) for c in found} == {(row["catalogue"], row["true"])}
            assert len(found) == 16
        else:
            values = [(c.before, c.after) for c in found if c.state == row["state"]]
            assert values == [(row["catalogue"], row["true"])]
        assert {proved.source_url for proved in shipped[row["symbol"]]} == {row["address"]}


class TestStarter:
    def test_the_page_shows_the_correction_with_its_source(self, starter: None, client: Client) -> None:
        page = read(client.get("/resolutions/A/HRC/RES/52/32/"))
        assert "28 in favour" in page.text or "28 to 2" in page.text
        assert (
            "The roll-call printed at the end of the resolution (28–2–17) lists this State in favour"
            in page.text
        )
        assert "https://documents.un.org/api/symbol/access?s=A/HRC/RES/52/32&l=en&t=pdf" in page.get_links()

    def test_a_withdrawn_one_is_not_made_again(self, starter: None, starter_record: Record) -> None:
        text = Resolution.objects.get(symbol="A/HRC/RES/52/32")
        withdraw_corrections(list(text.corrections.all()), reason="The printed list has been amended")
        load_record(starter_record, "again", "1" * 64)
        text.refresh_from_db()
        assert (text.check_status, text.votes.get(state__iso3="BEN").position) == (
            "unreconciled",
            "abstaining",
        )

    def test_what_a_person_corrected_is_left_alone(self, starter: None, starter_record: Record) -> None:
        text = Resolution.objects.get(symbol="A/HRC/RES/52/32")
        withdraw_corrections(list(text.corrections.all()), reason="Looked at again")
        make_corrections(text, [Change("position", "not_voting", "BEN")], reason="Absent")
        load_record(starter_record, "again", "1" * 64)
        assert text.votes.get(state__iso3="BEN").position == "not_voting"

    def test_when_the_source_agrees_the_correction_says_so(
        self, starter: None, starter_record: Record
    ) -> None:
        texts = tuple(
            replace(row, positions={**row.positions, "BEN": "in_favour"})
            if row.symbol == "A/HRC/RES/52/32"
            else row
            for row in starter_record.texts
        )
        load_record(replace(starter_record, texts=texts), "newer", "1" * 64)
        (correction,) = Correction.objects.filter(resolution__symbol="A/HRC/RES/52/32")
        assert correction.agreed_at is not None
