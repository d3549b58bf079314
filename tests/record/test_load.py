"""Loading: all or nothing, the same twice changes nothing, every rejected row has its reason."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import DAY, make_explanation, make_resolution, make_session, make_state, make_vote
from votes.choices import Position
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
from votes.record import load as load_module
from votes.record.load import load_record
from votes.record.own_form import format_record
from votes.record.report import LoadReport
from votes.record.rows import ExplanationRow, MembershipRow, Record, SeriesRow, StateRow, TextRow

pytestmark = pytest.mark.django_db

SOURCE = "library"
STATES = (
    StateRow("CHE", "Switzerland", "western_european_other"),
    StateRow("CHN", "China", "asia_pacific"),
    StateRow("CZE", "Czechia", "eastern_european", other_names=(("Czech Republic", 2016),)),
    StateRow("USA", "United States of America", "western_european_other", article=True),
)
VOTED = TextRow(
    symbol="A/HRC/RES/37/23",
    kind="resolution",
    title="Mutually beneficial cooperation",
    session="37",
    adoption="recorded_vote",
    outcome="adopted",
    date=DAY,
    draft_symbol="A/HRC/37/L.36",
    topics=("Cooperation", "Human rights"),
    series="cooperation",
    sponsors=("CHN",),
    called_by="USA",
    official=(2, 1, 1, 0),
    positions={"CHN": "in_favour", "CZE": "in_favour", "USA": "against", "CHE": "abstaining"},
    source=SOURCE,
    source_record="1",
)
AMENDMENT = TextRow(
    symbol="A/HRC/37/L.63",
    kind="amendment",
    title="Mutually beneficial cooperation",
    session="37",
    adoption="none",
    outcome="withdrawn",
    amends="A/HRC/37/L.36",
    source=SOURCE,
    source_record="2",
)
SPECIAL = TextRow(
    symbol="A/HRC/RES/S-28/1",
    kind="resolution",
    title="Violations of international law",
    session="S-28",
    adoption="without_vote",
    outcome="adopted",
    date=datetime.date(2018, 5, 18),
    topics=("Human rights",),
)
SAID = ExplanationRow(
    text="A/HRC/RES/37/23",
    kind="before_vote",
    summary="It would vote against.",
    source_title="Statement",
    source_url="https://example.org/1",
    state="USA",
)
GROUP_SAID = ExplanationRow(
    text="A/HRC/37/L.36",  # by the draft's symbol
    kind="before_vote",
    summary="It would abstain.",
    source_title="Statement",
    source_url="https://example.org/2",
    on_behalf_of="European Union",
)
RECORD = Record(
    states=STATES,
    memberships=tuple(
        MembershipRow(s.iso3, datetime.date(2018, 1, 1), datetime.date(2020, 12, 31), s.regional_group)
        for s in STATES
    ),
    series=(SeriesRow("cooperation", "Cooperation"),),
    # The amendment stands before what it amends.
    texts=(AMENDMENT, VOTED, SPECIAL),
    explanations=(SAID, GROUP_SAID),
)


def load(record: Record) -> LoadReport:
    return load_record(record, source="test", checksum="0" * 64)


def list_rejected(report: LoadReport) -> list[tuple[str, str, str]]:
    return [(row["kind"], row["row"], row["reason"]) for row in report.rejected]


def dump() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of ours, histories and links between tables too."""
    config = apps.get_app_config("votes")
    links = [Resolution.topics.through, Resolution.sponsors.through, Resolution.sponsor_blocs.through]
    models = {model._meta.db_table: model for model in [*config.get_models(), *links]}
    return {table: list(model._default_manager.order_by("pk").values()) for table, model in models.items()}


def change(record: Record, symbol: str, **columns: Any) -> Record:
    """`record` with other columns in one text."""
    assert symbol in {row.symbol for row in record.texts}
    texts = tuple(replace(row, **columns) if row.symbol == symbol else row for row in record.texts)
    return replace(record, texts=texts)


# --- the starter record


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


# --- a small one, by hand


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


def read(symbol: str = VOTED.symbol) -> Resolution:
    return Resolution.objects.get(symbol=symbol)


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


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_reported_and_stored_and_then_holds(name):
    columns, look, expected = CHANGES[name]
    load(RECORD)
    if name == "the record number":
        Resolution.objects.filter(symbol=VOTED.symbol).update(source_record="")
    changed = change(RECORD, VOTED.symbol, **columns)
    pk = read().pk
    assert look(read()) != expected
    report = load(changed)
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


def test_a_changed_roll_call_is_checked_anew():
    load(RECORD)
    report = load(change(RECORD, VOTED.symbol, positions=VOTED.positions | {"CZE": "against"}))
    assert (report.tallies["votes"].changed, report.tallies["votes"].unchanged) == (1, 3)
    assert read().check_status == "unreconciled"
    totals = [finding["position"] for finding in read().check_findings if finding["rule"] == "totals"]
    assert totals == ["in_favour", "against"]


def test_a_vote_that_left_the_file_is_removed_and_counted():
    load(RECORD)
    positions = {iso3: position for iso3, position in VOTED.positions.items() if iso3 != "CHE"}
    report = load(change(RECORD, VOTED.symbol, positions=positions))
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


def test_what_an_admin_made_or_edited_stays():
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


def test_what_an_admin_deleted_does_not_come_back():
    load(RECORD)
    read(SPECIAL.symbol).delete()
    Explanation.objects.get(state__iso3="USA").delete()
    before = dump()
    report = load(RECORD)
    assert list_rejected(report) == []
    assert not report.changed_anything
    assert (report.tallies["texts"].kept, report.tallies["explanations"].kept) == (1, 1)
    assert dump() == before


def test_loading_leaves_no_history_so_what_it_brought_can_change():
    load(RECORD)
    assert not Resolution.history.exists()
    assert load(change(RECORD, VOTED.symbol, title="Another title")).tallies["texts"].changed == 1
    assert not Resolution.history.exists()


# --- rejected rows


def check_rejected(record: Record, kind: str, row: str, reason: str) -> None:
    """One row is rejected with this reason; loading again says and does the same."""
    report = load(record)
    assert list_rejected(report) == [(kind, row, reason)]
    before = dump()
    again = load(record)
    assert list_rejected(again) == [(kind, row, reason)]
    assert not again.changed_anything
    assert dump() == before


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"positions": {"XXX": "against", "CHN": "against"}}, "no State has the code XXX"),
        ({"sponsors": ("YYY", "CHN", "XXX")}, "no State has the code XXX, YYY"),
        ({"called_by": "XXX"}, "no State has the code XXX"),
        ({"series": "nothing"}, "no series is called nothing"),
        ({"session": "28th"}, "'28th' is not a session: write 37, S-28 or OS-3"),
        ({"session": ""}, "'' is not a session: write 37, S-28 or OS-3"),
        ({"positions": {"CHN": "yes"}}, "no position is called yes"),
        ({"amends": "A/HRC/RES/37/23"}, "only an amendment amends another text"),
        ({"kind": "poem"}, "kind: Value 'poem' is not a valid choice."),
        ({"title": ""}, "title: This field cannot be blank."),
        ({"agenda_item": -1}, "agenda_item: Ensure this value is greater than or equal to 0."),
        ({"text_url": "javascript:alert(1)"}, "text_url: Enter a valid URL."),
        ({"date": None}, "Give the date: a decision was taken on a day."),
        ({"outcome": "rejected"}, "A text can only be rejected by a vote."),
    ],
)
def test_a_text_that_cannot_be_loaded_is_rejected_and_the_others_are_loaded(columns, reason):
    record = change(RECORD, SPECIAL.symbol, **columns)
    check_rejected(record, "texts", "A/HRC/RES/S-28/1", reason)
    assert {text.symbol for text in Resolution.objects.all()} == {"A/HRC/RES/37/23", "A/HRC/37/L.63"}
    assert read().votes.count() == 4
    assert Explanation.objects.count() == 2


@pytest.mark.parametrize("code", ["037", "0", "S-0", "S-028"])
def test_a_session_is_written_in_one_way(code):
    report = load(change(RECORD, SPECIAL.symbol, session=code))
    [(kind, _, reason)] = list_rejected(report)
    assert (kind, f"{code!r} is not a session" in reason) == ("texts", True)
    assert [session.code for session in Session.objects.all()] == ["37"]


def test_a_text_too_long_for_its_column_is_rejected_on_every_database():
    report = load(change(RECORD, SPECIAL.symbol, title="long " * 201))
    [(_, row, reason)] = list_rejected(report)
    assert row == "A/HRC/RES/S-28/1"
    assert "at most 1000 characters" in reason


def test_a_bad_change_is_rejected_and_the_text_stays_as_it_was():
    load(RECORD)
    before = dump()
    for columns, words in (
        ({"date": None}, "Give the date"),
        ({"title": ""}, "title: This field cannot be blank"),
        ({"adoption": "none", "positions": {}}, "A text that was adopted or rejected was decided"),
        ({"positions": {"XXX": "against"}}, "no State has the code XXX"),
    ):
        report = load(change(RECORD, VOTED.symbol, **columns))
        [(kind, row, reason)] = list_rejected(report)
        assert (kind, row) == ("texts", "A/HRC/RES/37/23 1")
        assert words in reason
        assert not report.changed_anything
        assert dump() == before


@pytest.mark.parametrize("row", [VOTED, SPECIAL], ids=["with a record", "without a record"])
def test_one_text_twice_in_the_file(row):
    twice = replace(RECORD, texts=(*RECORD.texts, replace(row, symbol=row.symbol, title="Another title")))
    label = f"{row.symbol} {row.source_record}".strip()
    check_rejected(twice, "texts", label, "stands twice in the file")
    assert read(row.symbol).title == row.title


def test_a_record_twice_under_two_symbols():
    twice = replace(RECORD, texts=(*RECORD.texts, replace(VOTED, symbol="A/HRC/RES/37/24")))
    check_rejected(twice, "texts", "A/HRC/RES/37/24 1", "stands twice in the file")


def test_a_term_of_nobody_and_one_that_overlaps():
    stranger = MembershipRow("XXX", DAY, None, "african")
    check_rejected(
        replace(RECORD, memberships=(*RECORD.memberships, stranger)),
        "memberships",
        "XXX 2018-03-23",
        "no State has the code XXX",
    )
    overlap = MembershipRow("CHN", DAY, None, "asia_pacific")
    report = load(replace(RECORD, memberships=(*RECORD.memberships, overlap)))
    [(kind, row, reason)] = list_rejected(report)
    assert (kind, row) == ("memberships", "CHN 2018-03-23")
    assert "overlap" in reason
    assert Membership.objects.count() == 4


def test_a_term_that_ends_before_it_starts():
    bad = replace(RECORD.memberships[0], end=datetime.date(2017, 1, 1))
    check_rejected(
        replace(RECORD, memberships=(bad, *RECORD.memberships[1:])),
        "memberships",
        "CHE 2018-01-01",
        "The term ends before it starts.",
    )
    assert Membership.objects.count() == 3


@pytest.mark.parametrize(
    ("columns", "row", "reason"),
    [
        ({"text": "A/HRC/RES/1/1"}, "A/HRC/RES/1/1 USA", "the text A/HRC/RES/1/1 is not on file"),
        ({"state": "XXX"}, "A/HRC/RES/37/23 XXX", "no State has the code XXX"),
        ({"kind": "song"}, "A/HRC/RES/37/23 USA", "kind: Value 'song' is not a valid choice."),
        ({"summary": ""}, "A/HRC/RES/37/23 USA", "summary: This field cannot be blank."),
        ({"source_url": "nowhere"}, "A/HRC/RES/37/23 USA", "source_url: Enter a valid URL."),
        ({"state": ""}, "A/HRC/RES/37/23", "Name the State that spoke, or the group it spoke for."),
    ],
)
def test_an_explanation_that_cannot_be_loaded(columns, row, reason):
    record = replace(RECORD, explanations=(replace(SAID, **columns), GROUP_SAID))
    report = load(record)
    assert [(kind, name.strip(), why) for kind, name, why in list_rejected(report)] == [
        ("explanations", row, reason)
    ]
    assert [e.speaker_name for e in Explanation.objects.all()] == ["European Union"]


def test_a_quotation_that_is_too_long_is_rejected_on_every_database():
    report = load(replace(RECORD, explanations=(replace(SAID, excerpt="x" * 301), GROUP_SAID)))
    [(_, _, reason)] = list_rejected(report)
    assert "at most 300 characters" in reason


def test_an_explanation_twice_in_the_file():
    twice = replace(RECORD, explanations=(SAID, GROUP_SAID, replace(SAID, summary="Another summary.")))
    check_rejected(twice, "explanations", "A/HRC/RES/37/23 USA", "stands twice in the file")
    assert Explanation.objects.get(state__iso3="USA").summary == SAID.summary


def test_a_state_twice_in_the_file_or_with_a_bad_code():
    twice = replace(RECORD, states=(*STATES, replace(STATES[1], name="Cathay")))
    check_rejected(twice, "states", "CHN", "stands twice in the file")
    bad = replace(RECORD, states=(*STATES, StateRow("mex", "Mexico", "latin_american_caribbean")))
    assert list_rejected(load(bad)) == [
        ("states", "mex", "The code has three capital letters, for example MEX.")
    ]
    assert State.objects.count() == 4


def test_two_states_with_one_name():
    twin = StateRow("TWN", "China", "asia_pacific")
    report = load(replace(RECORD, states=(*STATES, twin)))
    [(kind, row, reason)] = list_rejected(report)
    assert (kind, row) == ("states", "TWN")
    assert "Name" in reason
    assert State.objects.filter(name="China").count() == 1


def test_a_series_without_a_title():
    empty = replace(RECORD, series=(*RECORD.series, SeriesRow("empty", "")))
    check_rejected(empty, "series", "empty", "title: This field cannot be blank.")


# --- amendments


def test_an_amendment_of_what_is_not_on_file_is_loaded_and_named():
    record = change(RECORD, AMENDMENT.symbol, amends="A/HRC/37/L.99")
    check_rejected(record, "amendments", "A/HRC/37/L.63 2", "what it amends, A/HRC/37/L.99, is not on file")
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


# --- topics


def test_two_spellings_of_a_topic_are_one_and_loading_again_changes_nothing():
    record = change(RECORD, SPECIAL.symbol, topics=("HUMAN rights", "Human Rights"))
    load(record)
    assert sorted(topic.slug for topic in Topic.objects.all()) == ["cooperation", "human-rights"]
    before = dump()
    assert not load(record).changed_anything
    assert dump() == before


# --- all or nothing


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


# --- and fast enough


def test_as_many_queries_for_a_hundred_texts_as_for_three():
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert not load(record).changed_anything
        return len(queries)

    record = RECORD
    load(record)
    few = count()
    many = tuple(
        replace(VOTED, symbol=f"A/HRC/RES/37/{n}", draft_symbol=f"A/HRC/37/L.{n}", source_record=str(n))
        for n in range(100, 200)
    )
    record = replace(RECORD, texts=(*RECORD.texts, *many))
    assert list_rejected(load(record)) == []
    assert count() == few


def test_an_empty_database_and_an_empty_record():
    make_state()
    assert not load(Record()).changed_anything
    assert ImportRun.objects.count() == 0
