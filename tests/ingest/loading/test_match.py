"""The text on file that a row is about, values that a source does not give, and the links of texts."""

import itertools
from dataclasses import replace

import pytest

from tests.factories import DAY, make_bloc, make_resolution
from tests.ingest.small_record import (
    AMENDMENT,
    RECORD,
    SAID,
    SOURCE,
    SPECIAL,
    VOTED,
    change,
    dump,
    list_rejected,
    load,
    read,
)
from votes.core.rows import RejectedRow, SeriesAssignment, SeriesRow
from votes.management.output import describe_change
from votes.models import Resolution, SavedForecast, Series

pytestmark = pytest.mark.django_db

TWIN = replace(SPECIAL, symbol=VOTED.symbol, source=SOURCE, source_record="9")


def list_addresses() -> dict[str, str]:
    return dict(Resolution.objects.exclude(source_record="").values_list("source_record", "address"))


# --- two records of one symbol


def test_two_records_of_one_symbol_are_two_texts_with_permanent_addresses():
    record = replace(RECORD, texts=(*RECORD.texts, TWIN))
    assert list_rejected(load(record)) == []
    addresses = list_addresses()
    assert addresses["1"] == VOTED.symbol
    assert addresses["9"] == f"{VOTED.symbol}/record/9"
    before = dump()
    turned = replace(record, texts=record.texts[::-1])
    assert not load(turned).changed_anything
    assert dump() == before
    # Each by itself changes that one.
    load(replace(RECORD, texts=(replace(TWIN, title="The other text"),)))
    assert [t.title for t in Resolution.objects.filter(symbol=VOTED.symbol).order_by("pk")] == [
        VOTED.title,
        "The other text",
    ]
    assert list_addresses() == addresses


def test_a_later_record_does_not_take_the_address():
    load(replace(RECORD, texts=(TWIN,)))
    load(RECORD)
    assert list_addresses() == {
        "9": VOTED.symbol,
        "1": f"{VOTED.symbol}/record/1",
        "2": AMENDMENT.symbol,
    }


def test_the_reader_may_say_the_address():
    load(replace(RECORD, texts=(replace(VOTED, address="A/HRC/RES/37/23/first"), TWIN)))
    assert list_addresses() == {"1": "A/HRC/RES/37/23/first", "9": VOTED.symbol}


def test_a_record_whose_symbol_is_corrected_keeps_its_address():
    load(RECORD)
    pk = read().pk
    load(replace(RECORD, texts=(replace(VOTED, symbol="A/HRC/RES/37/24"),)))
    text = Resolution.objects.get(pk=pk)
    assert (text.symbol, text.address) == ("A/HRC/RES/37/24", VOTED.symbol)


# --- rows without a record number


def test_a_text_without_a_number_gets_the_number_of_its_record_and_keeps_it():
    without = change(RECORD, VOTED.symbol, source_record="", source="a newspaper")
    load(without)
    pk = read().pk
    assert load(RECORD).tallies["texts"].changed == 1
    assert (read().pk, read().source, read().source_record) == (pk, SOURCE, "1")
    before = dump()
    report = load(without)
    assert (report.tallies["texts"].kept, list_rejected(report)) == (1, [])
    assert not report.changed_anything
    assert dump() == before


def test_another_source_with_a_number_does_not_take_the_text_over():
    load(RECORD)
    other = change(RECORD, VOTED.symbol, source="another library", title="Another title")
    reason = "the text A/HRC/RES/37/23 is already on file from another source: library"
    assert list_rejected(load(other)) == [("texts", "A/HRC/RES/37/23 1", reason)]
    assert read().title == VOTED.title


@pytest.mark.parametrize(
    "order", list(itertools.permutations([VOTED, TWIN, replace(VOTED, source_record="", source="")]))
)
def test_a_row_without_a_number_beside_records_of_its_symbol_is_one_too_many(order):
    report = load(replace(RECORD, texts=order, explanations=()))
    assert {reason for *_, reason in list_rejected(report)} == {"occurs twice in the file"}
    tally = report.tallies["texts"]
    assert tally.seen == 3
    assert tally.created + len(report.rejected) == 3


# --- what was tabled


def make_tabled(symbol: str = "A/HRC/37/L.36") -> Resolution:
    """As a person enters it before the session, with its history and its forecast."""
    text = make_resolution(
        symbol, draft_symbol=symbol, adoption="none", outcome="tabled", date=None, note="Tabled by China"
    )
    SavedForecast.objects.create(resolution=text, as_of=DAY, method="likes, version 1", forecast={})
    assert text.history.exists()
    return text


@pytest.mark.parametrize("printed", ["A/HRC/37/L.36", "A/HRC/37/L.36/Rev.1"])
def test_a_tabled_draft_becomes_the_text_it_was_adopted_as(printed):
    tabled = make_tabled()
    record = replace(RECORD, texts=(replace(VOTED, draft_symbol=printed),), explanations=(SAID,))
    assert list_rejected(load(record)) == []
    text = read()
    assert text.pk == tabled.pk
    assert (text.address, text.outcome, text.source_record) == (VOTED.symbol, "adopted", "1")
    assert (text.note, text.saved_forecast.method) == ("Tabled by China", "likes, version 1")
    assert text.votes.count() == 4
    assert not Resolution.objects.filter(symbol="A/HRC/37/L.36").exists()
    assert not load(record).changed_anything
    # It follows its source from now on, until somebody edits it again.
    load(change(record, VOTED.symbol, title="As printed now"))
    assert read().title == "As printed now"
    read().save()
    assert load(record).tallies["texts"].kept == 1
    assert read().title == "As printed now"


def test_a_tabled_draft_that_was_rejected_keeps_its_symbol():
    tabled = make_tabled("A/HRC/37/L.99")
    row = replace(VOTED, symbol="A/HRC/37/L.99", draft_symbol="A/HRC/37/L.99", outcome="rejected")
    load(replace(RECORD, texts=(row,), explanations=()))
    text = Resolution.objects.get(pk=tabled.pk)
    assert (text.symbol, text.address, text.outcome) == ("A/HRC/37/L.99", "A/HRC/37/L.99", "rejected")
    assert Resolution.objects.count() == 1


def test_a_tabled_draft_that_the_source_has_as_tabled_too_stays_as_it_was_entered():
    make_tabled()
    row = replace(AMENDMENT, symbol="A/HRC/37/L.36", kind="resolution", amends="", outcome="tabled")
    report = load(replace(RECORD, texts=(row,), explanations=()))
    assert report.tallies["texts"].kept == 1


def test_a_draft_whose_result_a_person_entered_is_not_taken_over():
    text = make_tabled()
    text.adoption, text.outcome, text.date = "recorded_vote", "adopted", DAY
    text.save()
    load(RECORD)
    assert Resolution.objects.get(pk=text.pk).symbol == "A/HRC/37/L.36"
    assert read().pk != text.pk


# --- what a source is silent about


def test_a_source_without_a_value_removes_nothing():
    """The catalogue says neither who called the vote nor what we noted; a part of it knows fewer series."""
    load(change(RECORD, VOTED.symbol, note="A note", called_by="USA"))
    before = dump()
    load(change(RECORD, VOTED.symbol, note="", called_by="", series=""))
    assert dump() == before
    load(change(RECORD, AMENDMENT.symbol, amends=""))
    assert dump() == before


def test_a_source_that_says_another_thing_is_followed():
    load(change(RECORD, VOTED.symbol, note="A note"))
    series = (*RECORD.series, SeriesRow("development", "Development"))
    columns = {"note": "Another", "called_by": "", "called_by_group": "EU", "series": "development"}
    load(replace(change(RECORD, VOTED.symbol, **columns), series=series))
    text = read()
    assert (text.note, text.called_by, text.called_by_group) == ("Another", None, "EU")
    assert text.series == Series.objects.get(slug="development")


# --- links


def test_groups_among_the_sponsors():
    make_bloc()
    record = change(RECORD, VOTED.symbol, sponsor_blocs=("eu",))
    report = load(record)
    assert report.links["sponsor blocs"] == 1
    assert [bloc.slug for bloc in read().sponsor_blocs.all()] == ["eu"]
    assert not load(record).changed_anything
    report = load(RECORD, allow_removals=True)
    assert report.tallies["texts"].changed == 1
    assert [(c.field, c.before, c.after) for c in report.changes] == [
        ("groups among the main sponsors", "eu", "")
    ]
    assert not read().sponsor_blocs.exists()
    [(kind, row, reason)] = list_rejected(load(change(RECORD, VOTED.symbol, sponsor_blocs=("fridays",))))
    assert (kind, row, reason) == ("texts", "A/HRC/RES/37/23 1", "no bloc on file has the address fridays")


def test_texts_on_file_join_a_series_unless_a_person_edited_them():
    load(RECORD)
    series = (*RECORD.series, SeriesRow("law", "International law"))
    assignments = (SeriesAssignment(SPECIAL.key, "law"), SeriesAssignment(AMENDMENT.key, "law"))
    edited = read(AMENDMENT.symbol)
    edited.save()  # with its history, as the admin does
    record = replace(RECORD, texts=(), series=series, series_assignments=assignments)
    report = load(record)
    assert report.links == {"series": 1}
    law = Series.objects.get(slug="law")
    assert (read(SPECIAL.symbol).series, read(AMENDMENT.symbol).series) == (law, None)
    assert not load(record).changed_anything


# --- the report


def test_what_the_reader_rejected_is_in_the_report_and_counted():
    rejected = (
        RejectedRow("votes.csv", "votes", "PER in record 7, line 9", "stands twice", votes=1),
        RejectedRow("texts.csv", "texts", "record 8", "no date", votes=47),
    )
    report = load(replace(RECORD, rejected=rejected))
    assert report.as_dict()["rejected"][0] == {
        "kind": "votes",
        "file": "votes.csv",
        "row": "PER in record 7, line 9",
        "reason": "stands twice",
        "repeats": False,
    }
    texts, votes = report.tallies["texts"], report.tallies["votes"]
    assert (texts.seen, texts.created) == (4, 3)
    assert (votes.seen, votes.created) == (52, 4)


def test_the_report_shows_what_changes_in_words():
    load(RECORD)
    positions = VOTED.positions | {"CZE": "abstaining"}
    report = load(change(RECORD, VOTED.symbol, title="Another title", called_by="CHN", positions=positions))
    assert report.as_dict()["changes"] == [
        {
            "kind": "texts",
            "row": VOTED.symbol,
            "field": "vote called by",
            "before": "USA",
            "after": "CHN",
        },
        {
            "kind": "texts",
            "row": VOTED.symbol,
            "field": "title",
            "before": VOTED.title,
            "after": "Another title",
        },
        {
            "kind": "votes",
            "row": f"{VOTED.symbol} CZE",
            "field": "position",
            "before": "In favour",
            "after": "Abstaining",
        },
    ]
    assert "texts: 3 read, 0 added, 1 changed, 2 unchanged" in report.in_words()


def test_one_bad_text_among_many_is_named_and_the_others_are_loaded():
    """The database refuses it, not the columns: found by halves."""
    many = [replace(SPECIAL, symbol=f"A/HRC/RES/S-28/{n}") for n in range(2, 40)]
    many[20] = replace(many[20], outcome="rejected")
    report = load(replace(RECORD, texts=tuple(many), explanations=()))
    [(_, row, reason)] = list_rejected(report)
    assert (row, reason) == (many[20].symbol, "A text can be rejected only by a vote.")
    assert report.tallies["texts"].created == 37


def test_a_bad_row_does_not_stand_in_the_way_of_a_good_one():
    report = load(replace(RECORD, texts=(replace(VOTED, kind="song"), *RECORD.texts)))
    assert [row for _, row, _ in list_rejected(report)] == [f"{VOTED.symbol} 1"]
    assert read().kind == VOTED.kind


def test_long_values_are_shown_where_they_differ():
    title = "On the promotion and protection of " * 10
    load(change(RECORD, VOTED.symbol, title=f"{title}peace"))
    [stored] = load(change(RECORD, VOTED.symbol, title=f"{title}water")).changes
    assert (stored.before, stored.after) == (f"{title}peace", f"{title}water")
    shown = describe_change(stored)
    assert f"…{title[-30:]}peace → …{title[-30:]}water" in shown
    [stored] = load(change(RECORD, VOTED.symbol, title="Short")).changes
    assert f"{title[:120]}… → Short" in describe_change(stored)
