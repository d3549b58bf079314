"""The next import does not overwrite what a user edited in the admin."""

from dataclasses import replace

import pytest

from votes.ingest.loading.load import load_record
from votes.ingest.readers.native_format import parse_record, read_folder
from votes.models import Explanation, Resolution

SYMBOL = "A/HRC/RES/37/23"


@pytest.fixture
def record(settings):
    return parse_record(read_folder(settings.BASE_DIR / "fixtures"))


def test_an_edited_text_keeps_its_title_and_its_roll_call(starter, record):
    text = Resolution.objects.get(symbol=SYMBOL)
    text.title = "A better title"
    text.save()
    text.votes.filter(state__iso3="MEX").update(position="abstaining")

    report = load_record(record, "again", "0" * 64)

    text.refresh_from_db()
    assert text.title == "A better title"
    assert text.votes.get(state__iso3="MEX").position == "abstaining"
    assert report.tally("texts").kept == 1
    assert report.tally("texts").changed == 0
    assert text.counted_abstaining == 18, "the check uses the values now on file"


def test_a_text_without_edits_is_updated_from_the_file(starter, record):
    texts = [
        replace(row, title="As the file says now") if row.symbol == SYMBOL else row for row in record.texts
    ]

    report = load_record(replace(record, texts=tuple(texts)), "newer", "1" * 64)

    assert Resolution.objects.get(symbol=SYMBOL).title == "As the file says now"
    assert (report.tally("texts").kept, report.tally("texts").changed) == (0, 1)


def test_an_edited_explanation_stays(starter, record):
    explanation = Explanation.objects.get(resolution__symbol=SYMBOL, state__iso3="USA")
    explanation.summary = "Said better."
    explanation.save()

    report = load_record(record, "again", "0" * 64)

    explanation.refresh_from_db()
    assert explanation.summary == "Said better."
    assert (report.tally("explanations").kept, report.tally("explanations").changed) == (1, 0)


def test_what_was_deleted_does_not_come_back(starter, record):
    Explanation.objects.get(resolution__symbol=SYMBOL, state__iso3="USA").delete()
    Resolution.objects.get(symbol="A/HRC/RES/37/41").delete()

    report = load_record(record, "again", "0" * 64)

    assert not Explanation.objects.filter(resolution__symbol=SYMBOL, state__iso3="USA").exists()
    assert not Resolution.objects.filter(symbol="A/HRC/RES/37/41").exists()
    assert (report.tally("texts").kept, report.tally("explanations").kept) == (1, 1)
    assert not report.changed_anything
