"""Loading: all or nothing, the same twice changes nothing, every rejected row has its reason."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import DAY, make_explanation, make_resolution, make_session, make_state, make_vote
from tests.ingest.small_record import (
    AMENDMENT,
    GROUP_SAID,
    RECORD,
    SAID,
    SOURCE,
    SPECIAL,
    STATES,
    VOTED,
    change,
    check_rejected,
    dump,
    list_rejected,
    load,
    read,
)
from votes.core.choices import Position
from votes.core.rows import MembershipRow, Record, SeriesRow
from votes.ingest.loading import load as load_module
from votes.models import (
    Explanation,
    ImportRun,
    Membership,
    Resolution,
    Series,
    Session,
    State,
    StateName,
    Topic,
    Vote,
)

pytestmark = pytest.mark.django_db


def test_what_is_loaded_is_what_the_rows_say():
    report = load(RECORD)
    assert list_rejected(report) == []
    text = Resolution.objects.get(symbol="A/HRC/RES/37/23")
    assert (text.title, text.date, text.session.code) == (VOTED.title, DAY, "37")
    assert list(text.official.values()) == [2, 1, 1, 0]
    assert list(text.counted.values()) == [2, 1, 1, 0]
    assert dict(text.votes.values_list("state__iso3", "position")) == VOTED.positions
    assert {topic.name for topic in text.topics.all()} == {"Cooperation", "Human rights"}
    assert [state.iso3 for state in text.sponsors.all()] == ["CHN"]
    assert (str(text.series), str(text.called_by)) == ("Cooperation", "United States of America")
    assert (text.address, text.check_status, text.published) == ("A/HRC/RES/37/23", "reconciled", True)
    assert Resolution.objects.get(symbol="A/HRC/37/L.63").amends == text
    assert sorted(e.speaker_name for e in text.explanations.all()) == [
        "European Union",
        "United States of America",
    ]
    assert StateName.objects.get(name="Czech Republic").state.iso3 == "CZE"
    assert sorted(session.code for session in Session.objects.all()) == ["37", "S-28"]


def test_twice_changes_nothing():
    load(RECORD)
    before = dump()
    report = load(RECORD)
    assert dump() == before
    assert not report.changed_anything


def test_rows_in_another_order_change_nothing():
    load(RECORD)
    before = dump()
    turned = replace(
        RECORD, texts=RECORD.texts[::-1], states=STATES[::-1], explanations=RECORD.explanations[::-1]
    )
    assert not load(turned).changed_anything
    assert dump() == before


CHANGES: dict[str, tuple[dict[str, Any], Callable[[Resolution], Any], Any]] = {
    "a total": ({"official": (3, 1, 0, 0)}, lambda t: list(t.official.values()), [3, 1, 0, 0]),
    "no totals": ({"official": None}, lambda t: t.has_totals, False),
    "a position": (
        {"positions": VOTED.positions | {"CZE": "not_voting"}},
        lambda t: t.votes.get(state__iso3="CZE").position,
        Position.NOT_VOTING,
    ),
    "a vote more": (
        {"positions": {"CHN": "in_favour"}},
        lambda t: dict(t.votes.values_list("state__iso3", "position")),
        {"CHN": "in_favour"},
    ),
    "a topic": (
        {"topics": ("Development",)},
        lambda t: [topic.name for topic in t.topics.all()],
        ["Development"],
    ),
    "no topics": ({"topics": ()}, lambda t: t.topics.count(), 0),
    "a sponsor": ({"sponsors": ("CHN", "USA")}, lambda t: t.sponsors.count(), 2),
    "the title": ({"title": "Cooperation"}, lambda t: t.title, "Cooperation"),
    "the date": ({"date": datetime.date(2018, 3, 22)}, lambda t: t.date, datetime.date(2018, 3, 22)),
    "the session": ({"session": "38"}, lambda t: t.session.code, "38"),
    "the caller": (
        {"called_by": "", "called_by_group": "EU"},
        lambda t: (t.called_by, t.called_by_group),
        (None, "EU"),
    ),
    "the outcome": ({"outcome": "rejected"}, lambda t: t.outcome, "rejected"),
    "what it became": (
        {"outcome": "withdrawn", "adoption": "none", "official": None, "positions": {}},
        lambda t: (t.outcome, t.adoption, t.votes.count(), t.check_status),
        ("withdrawn", "none", 0, "not_checked"),
    ),
    "the record number": ({"source_record": "1001"}, lambda t: t.source_record, "1001"),
}
REMOVALS = {"no totals", "a position", "a vote more", "no topics", "what it became"}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_reported_and_stored_and_then_holds(name):
    columns, look, expected = CHANGES[name]
    load(RECORD)
    if name == "the record number":
        Resolution.objects.filter(symbol=VOTED.symbol).update(source_record="")
    changed = change(RECORD, VOTED.symbol, **columns)
    pk = read().pk
    assert look(read()) != expected
    report = load(changed, allow_removals=name in REMOVALS)
    assert bool(report.removed) == (name in REMOVALS)
    assert list_rejected(report) == []
    tally = report.tallies["texts"]
    assert (tally.created, tally.changed, tally.unchanged) == (0, 1, 2)
    assert look(read()) == expected
    assert read().pk == pk
    run = ImportRun.objects.order_by("-pk")[0]
    assert (read().import_run, read(SPECIAL.symbol).import_run != run) == (run, True)
    assert run.report == report.as_dict()
    before = dump()
    assert not load(changed).changed_anything
    assert dump() == before


def test_a_changed_roll_call_is_checked_again():
    load(RECORD)
    report = load(change(RECORD, VOTED.symbol, positions=VOTED.positions | {"CZE": "against"}))
    assert (report.tallies["votes"].changed, report.tallies["votes"].unchanged) == (1, 3)
    assert read().check_status == "unreconciled"
    totals = [finding["position"] for finding in read().check_findings if finding["rule"] == "totals"]
    assert totals == ["in_favour", "against"]


def test_a_vote_that_left_the_file_is_removed_and_counted():
    load(RECORD)
    positions = {iso3: position for iso3, position in VOTED.positions.items() if iso3 != "CHE"}
    report = load(change(RECORD, VOTED.symbol, positions=positions), allow_removals=True)
    tally = report.tallies["votes"]
    assert (tally.seen, tally.created, tally.changed, tally.unchanged) == (3, 0, 1, 3)
    assert not read().votes.filter(state__iso3="CHE").exists()


def test_a_changed_term_changes_the_check_of_old_votes():
    load(RECORD)
    terms = (replace(RECORD.memberships[0], end=datetime.date(2018, 3, 22)), *RECORD.memberships[1:])
    report = load(replace(RECORD, memberships=terms))
    assert report.tallies["memberships"].changed == 1
    assert report.tallies["texts"].changed == 0
    assert read().check_findings == [{"rule": "not_a_member", "severity": "error", "states": ["CHE"]}]


def test_a_term_may_end_and_the_next_begin_in_one_loading():
    open_term = MembershipRow("CHN", datetime.date(2014, 1, 1), None, "asia_pacific")
    load(replace(RECORD, memberships=(open_term,)))
    ended = replace(open_term, end=datetime.date(2017, 12, 31))
    # The new term stands first in the file.
    report = load(replace(RECORD, memberships=(MembershipRow("CHN", DAY, None, "asia_pacific"), ended)))
    assert list_rejected(report) == []
    assert [(t.start, t.end) for t in Membership.objects.order_by("start")] == [
        (datetime.date(2014, 1, 1), datetime.date(2017, 12, 31)),
        (DAY, None),
    ]


def test_states_series_and_explanations_change_too():
    load(RECORD)
    pk = Explanation.objects.get(state__iso3="USA").pk
    report = load(
        replace(
            RECORD,
            states=(replace(STATES[2], name="Czech Republic the Second"), *STATES[:2], STATES[3]),
            series=(SeriesRow("cooperation", "Mutual cooperation"),),
            explanations=(replace(SAID, summary="It voted no.", on_behalf_of="some friends"), GROUP_SAID),
        )
    )
    assert list_rejected(report) == []
    assert [report.tallies[kind].changed for kind in ("states", "series", "explanations")] == [1, 1, 1]
    assert State.objects.get(iso3="CZE").name == "Czech Republic the Second"
    assert Series.objects.get().title == "Mutual cooperation"
    said = Explanation.objects.get(state__iso3="USA")
    assert (said.pk, said.summary, said.on_behalf_of) == (pk, "It voted no.", "some friends")
    assert Explanation.objects.count() == 2


def test_what_vanished_from_the_file_stays():
    load(RECORD)
    before = dump()
    report = load(Record())
    assert not report.changed_anything
    load(replace(RECORD, texts=(VOTED,), explanations=(), memberships=(), series=RECORD.series))
    assert dump() == before


def test_an_object_added_or_edited_in_the_admin_is_not_changed():
    """Whatever the file says: it is counted as kept, and what points at it is loaded all the same."""
    load(replace(RECORD, texts=(SPECIAL,), explanations=()))
    china = State.objects.get(iso3="CHN")
    by_hand = make_resolution(
        VOTED.symbol,
        session=make_session("37"),
        title="By hand",
        draft_symbol=VOTED.draft_symbol,
        published=False,
    )
    make_vote(by_hand, china, Position.AGAINST)
    said = make_explanation(
        by_hand, State.objects.get(iso3="USA"), source_url=SAID.source_url, summary="By hand."
    )
    other = make_resolution("A/HRC/RES/37/99", note="A note")
    china.name = "China, by hand"
    china.save()
    report = load(RECORD)
    assert list_rejected(report) == []
    assert {kind: tally.kept for kind, tally in report.tallies.items() if tally.kept} == {
        "texts": 1,
        "votes": 4,
        "explanations": 1,
        "states": 1,
    }
    assert (report.tallies["texts"].created, report.tallies["texts"].unchanged) == (1, 1)
    assert (read().pk, read().title, read().published, read().topics.count()) == (
        by_hand.pk,
        "By hand",
        False,
        0,
    )
    assert dict(read().votes.values_list("state__iso3", "position")) == {"CHN": "against"}
    assert Explanation.objects.get(pk=said.pk).summary == "By hand."
    assert read(AMENDMENT.symbol).amends == by_hand
    assert State.objects.get(iso3="CHN").name == "China, by hand"
    assert Resolution.objects.get(pk=other.pk).note == "A note"
    before = dump()
    assert not load(RECORD).changed_anything
    assert dump() == before


def test_an_object_deleted_in_the_admin_is_not_restored():
    load(RECORD)
    read(SPECIAL.symbol).delete()
    Explanation.objects.get(state__iso3="USA").delete()
    before = dump()
    report = load(RECORD)
    assert list_rejected(report) == []
    assert not report.changed_anything
    assert (report.tallies["texts"].kept, report.tallies["explanations"].kept) == (1, 1)
    assert dump() == before


def test_the_history_of_an_import_protects_nothing():
    load(RECORD)
    assert not Resolution.history.exists()
    for title in ("Another title", "A third title"):
        assert load(change(RECORD, VOTED.symbol, title=title)).tallies["texts"].changed == 1


def test_an_amendment_to_a_text_not_on_file_is_loaded_and_reported():
    record = change(RECORD, AMENDMENT.symbol, amends="A/HRC/37/L.99")
    check_rejected(
        record, "amendments", "A/HRC/37/L.63 2", "the text that it amends, A/HRC/37/L.99, is not on file"
    )
    assert read(AMENDMENT.symbol).amends is None


def test_an_amendment_does_not_amend_itself():
    record = change(RECORD, AMENDMENT.symbol, amends="A/HRC/37/L.63")
    check_rejected(record, "amendments", "A/HRC/37/L.63 2", "it cannot amend itself")
    assert read(AMENDMENT.symbol).amends is None


DRAFT = replace(SPECIAL, symbol="A/HRC/37/L.36", session="37", source=SOURCE, source_record="7")


@pytest.mark.parametrize(
    "texts", [(AMENDMENT, VOTED, DRAFT), (DRAFT, VOTED, AMENDMENT)], ids=["last", "first"]
)
def test_a_text_with_the_symbol_goes_before_one_with_the_draft(texts):
    load(replace(RECORD, texts=texts))
    assert read(AMENDMENT.symbol).amends == read("A/HRC/37/L.36")


def test_an_amendment_finds_its_text_when_the_draft_becomes_known():
    """In the same loading, not only in the next one."""
    load(change(RECORD, VOTED.symbol, draft_symbol=""))
    assert read(AMENDMENT.symbol).amends is None
    report = load(RECORD)
    assert read(AMENDMENT.symbol).amends == read()
    assert report.tallies["texts"].changed == 2
    assert not load(RECORD).changed_anything


def test_a_text_may_become_an_amendment_and_cease_to_be_one():
    plain = change(RECORD, AMENDMENT.symbol, kind="resolution", amends="")
    load(plain)
    assert list_rejected(load(RECORD)) == []
    assert read(AMENDMENT.symbol).amends == read()
    assert list_rejected(load(plain)) == []
    assert (read(AMENDMENT.symbol).kind, read(AMENDMENT.symbol).amends) == ("resolution", None)


def test_two_spellings_of_a_topic_are_one_and_loading_again_changes_nothing():
    record = change(RECORD, SPECIAL.symbol, topics=("HUMAN rights", "Human Rights"))
    load(record)
    assert sorted(topic.slug for topic in Topic.objects.all()) == ["cooperation", "human-rights"]
    before = dump()
    assert not load(record).changed_anything
    assert dump() == before


@pytest.mark.parametrize("where", ["refresh_checks", "load_explanations"])
@pytest.mark.parametrize("loaded", [False, True], ids=["into nothing", "into a record"])
def test_an_error_on_the_way_leaves_everything_as_it_was(where, loaded, monkeypatch, transactional_db):
    if loaded:
        load(change(RECORD, VOTED.symbol, title="Before", positions={"CHN": "against"}))
    before = dump()

    def stop(*_):
        assert Vote.objects.count() == 4  # it had come far
        raise RuntimeError("the power went out")

    monkeypatch.setattr(load_module, where, stop)
    with pytest.raises(RuntimeError):
        load(RECORD)
    assert dump() == before
    monkeypatch.undo()
    assert list_rejected(load(RECORD)) == []
    assert read().title == VOTED.title


def test_as_many_queries_for_a_hundred_texts_as_for_three():
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert not load(record).changed_anything
        return len(queries)

    record = RECORD
    load(record)
    few = count()
    many = tuple(
        replace(
            VOTED, symbol=f"A/HRC/RES/37/{n}", draft_symbol=f"A/HRC/37/L.{n}", source_record=str(n), series=""
        )
        for n in range(100, 200)
    )
    record = replace(RECORD, texts=(*RECORD.texts, *many))
    assert list_rejected(load(record)) == []
    assert count() == few


def test_an_empty_database_and_an_empty_record():
    make_state()
    assert not load(Record()).changed_anything
    assert ImportRun.objects.count() == 0
