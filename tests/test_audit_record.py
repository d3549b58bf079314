"""The audit finds each planted contradiction, none in a clean record, and reads the real tables."""

import datetime
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

SCRIPTS = Path(__file__).resolve().parent.parent / "scripts"
sys.path.append(str(SCRIPTS))

import audit.texts  # noqa: E402
import audit.votes  # noqa: E402
from audit.instances import KINDS  # noqa: E402
from audit.record import Record, Text, build_record, connect  # noqa: E402

DAY = datetime.date(2018, 3, 23)
MEMBERS = [f"S{n:02}" for n in range(47)]
GROUPS = [group for group, seats in audit.votes.SEATS.items() for _seat in range(seats)]
CLEAN: dict[str, Any] = {
    "kind": "resolution",
    "title": "Cooperation",
    "date": DAY,
    "item": 3,
    "item_title": "Promotion of all human rights, civil, political, economic, social and cultural rights",
    "meeting": "54th meeting",
    "amends": None,
    "series": None,
    "adoption": "recorded_vote",
    "outcome": "adopted",
    "in_favour": 28,
    "against": 1,
    "abstaining": 17,
    "not_voting": 1,
    "check_status": "reconciled",
    "check_findings": "[]",
    "session": 37,
    "body": "council",
    "session_kind": "regular",
    "number": 37,
    "first_day": None,
    "last_day": None,
}
VOTES = dict(
    zip(MEMBERS, ["in_favour"] * 28 + ["against"] + ["abstaining"] * 17 + ["not_voting"], strict=True)
)


def make_text(key: int, **changes: Any) -> Text:
    """A sound recorded vote of the 37th session on a resolution of its own, with these values changed."""
    votes = changes.pop("votes", VOTES)
    sponsors = changes.pop("sponsors", [])
    draft = f"A/HRC/37/L.{key}"
    own = {
        "id": key,
        "symbol": f"A/HRC/RES/37/{key}",
        "draft": draft,
        "printed": f"Draft resolution {draft}",
        "record": str(key),
    }
    return Text({**CLEAN, **own, **changes}, dict(votes), sponsors)


def make_record(*texts: Text) -> Record:
    terms: list[tuple[str, datetime.date, datetime.date | None, str]] = [
        (iso3, datetime.date(2017, 1, 1), datetime.date(2019, 12, 31), group)
        for iso3, group in zip(MEMBERS, GROUPS, strict=True)
    ]
    return Record([make_text(1), make_text(2), *texts], terms, dict.fromkeys(MEMBERS, (None, None)), [])


def find(record: Record) -> dict[str, list[tuple[str, str]]]:
    """Class -> (symbol, sign) of each instance."""
    found = {
        kind.name: [(i.text.symbol if i.text else "", i.sign) for i in kind.list_instances(record)]
        for kind in KINDS
    }
    return {name: instances for name, instances in found.items() if instances}


AMENDMENT = {
    "kind": "amendment",
    "symbol": "A/HRC/37/L.9",
    "draft": "",
    "printed": "Amendment A/HRC/37/L.9 to draft resolution A/HRC/37/L.1 Adopted by a recorded vote",
    "amends": 1,
}
AGAINST = {**VOTES, "S00": "against"}
PLANTED: dict[str, dict[str, Any]] = {
    "outcome_against_totals": {"outcome": "rejected"},
    "outcome_against_printed_line": {"printed": "Draft resolution A/HRC/37/L.9 Rejected by a recorded vote"},
    "roll_call_against_totals": {"in_favour": 27},
    "more_votes_than_seats": {"in_favour": 30},
    "recorded_vote_without_record": {"in_favour": None, "votes": {}},
    "roll_call_without_vote": {"adoption": "without_vote"},
    "position_of_non_member": {"votes": {**VOTES, "XXX": "against"}},
    "member_left_out": {"votes": {iso3: VOTES[iso3] for iso3 in MEMBERS[:-1]}},
    "sponsor_against_own_text": {"votes": AGAINST, "sponsors": ["S00"], "in_favour": 27, "against": 2},
    "meeting_on_two_days": {"date": datetime.date(2018, 3, 22)},
    "meetings_out_of_order": {"meeting": "53rd meeting", "date": datetime.date(2018, 3, 24)},
    "amendment_on_another_day": AMENDMENT | {"date": datetime.date(2018, 3, 19), "meeting": ""},
    "amendment_of_another_session": AMENDMENT | {"session": 38, "number": 38, "meeting": ""},
    "day_outside_session": {"first_day": datetime.date(2018, 3, 26)},
    "day_in_the_future": {"date": datetime.date(9999, 1, 1)},
    "amendment_of_another_kind": AMENDMENT | {"kind": "resolution", "amends": None},
    "kind_against_symbol": {"kind": "decision"},
    "printed_kind": {"printed": "Draft decision A/HRC/37/L.9"},
    "printed_symbol": AMENDMENT | {"symbol": "A/HRC/37/L.8"},
    "draft_of_another_session": {"printed": "Draft resolution A/HRC/36/L.9"},
    "one_draft_of_two_texts": {"draft": "A/HRC/37/L.1"},
    "item_against_title": {"item": 4},
    "letters_in_title": {"title": "\u0421ooperation"},
    "two_records_of_one_symbol": {"symbol": "A/HRC/RES/37/1"},
    "symbol_of_another_session": {"symbol": "A/HRC/RES/36/9"},
}


def test_a_clean_record_has_no_contradiction():
    amendment = make_text(9, **AMENDMENT)
    assert find(make_record(amendment)) == {}


@pytest.mark.parametrize("name", PLANTED)
def test_each_planted_contradiction_is_found(name):
    found = find(make_record(make_text(9, **PLANTED[name])))
    assert {sign for _symbol, sign in found[name]} == {"none"}


def test_of_texts_that_contradict_one_another_those_with_a_sign_are_counted():
    noted = json.dumps([{"rule": "meeting_day", "severity": "note"}])
    early = make_text(9, date=datetime.date(2018, 3, 22))
    assert find(make_record(early))["meeting_on_two_days"] == [(early.symbol, "none")]
    record = make_record(early)
    record.texts[0].row["check_findings"] = noted
    assert find(record)["meeting_on_two_days"] == [("A/HRC/RES/37/1", "noted")]


def test_a_day_far_from_the_others_of_a_session_without_days():
    far = make_text(9, date=datetime.date(2019, 3, 23), meeting="")
    assert find(make_record(far))["day_outside_session"] == [(far.symbol, "none")]
    near = make_text(9, date=datetime.date(2018, 5, 23), meeting="")
    assert "day_outside_session" not in find(make_record(near))


def test_a_roll_call_of_another_vote_is_blamed_on_the_one_whose_totals_differ():
    wrong = make_text(9, in_favour=20, against=9)
    assert find(make_record(wrong))["roll_call_of_another_vote"] == [("A/HRC/RES/37/9", "none")]


def test_two_texts_of_a_session_in_one_series():
    record = make_record(make_text(8, series=1), make_text(9, series=1), make_text(10, series=2))
    assert [symbol for symbol, _sign in find(record)["two_texts_of_one_series"]] == [
        "A/HRC/RES/37/8",
        "A/HRC/RES/37/9",
    ]


def test_one_vote_in_two_records():
    assert "one_vote_twice" in find(make_record(make_text(9, symbol="A/HRC/RES/37/1")))


def test_a_state_before_it_existed():
    record = make_record()
    record.states["S00"] = (datetime.date(2019, 1, 1), None)
    assert len(find(record)["position_of_no_state"]) == 2


def test_explanations_are_held_against_the_roll_call():
    record = make_record()
    row = {"resolution_id": 1, "iso3": "S00", "kind": "before_vote", "announced": "in_favour", "date": None}
    assert find(replace(record, explanations=[row])) == {}
    differing = row | {"announced": "against"}
    absent = row | {"iso3": "XXX"}
    found = find(replace(record, explanations=[differing, absent]))
    assert set(found) == {"explanation_against_vote", "explanation_without_vote"}


def test_terms_and_seats():
    record = make_record()
    start = datetime.date(2018, 1, 1)
    found = find(replace(record, terms=[*record.terms, ("S46", start, None, GROUPS[-1])]))
    assert len(found["terms"]) == 2  # it overlaps and has no end
    found = find(replace(record, terms=[*record.terms, ("S47", start, start.replace(2019), GROUPS[-1])]))
    assert found["seats_of_groups"] == [("", "none")]
    assert "seats_of_groups" in find(replace(record, terms=record.terms[:45]))


@pytest.mark.parametrize(
    ("changes", "sign"),
    [
        ({}, "none"),
        ({"check_status": "unreconciled"}, "flagged"),
        ({"check_findings": json.dumps([{"rule": "other", "severity": "note"}])}, "none"),
        ({"check_findings": json.dumps([{"rule": "outcome", "severity": "note"}])}, "noted"),
        ({"check_findings": json.dumps([{"rule": "outcome", "severity": "error"}])}, "flagged"),
    ],
)
def test_the_sign_that_the_site_gives(changes, sign):
    text = make_text(9, outcome="rejected", **changes)
    assert find(make_record(text))["outcome_against_totals"] == [("A/HRC/RES/37/9", sign)]


def test_a_note_suffices_where_no_figure_depends_on_it():
    noted = json.dumps([{"rule": "letters", "severity": "note"}])
    text = make_text(9, title="\u0421ooperation", check_findings=noted)
    assert find(make_record(text))["letters_in_title"] == [("A/HRC/RES/37/9", "flagged")]


def test_a_correction_in_force_is_a_sign():
    text = make_text(9, outcome="rejected")
    text.corrected = True
    assert find(make_record(text))["outcome_against_totals"] == [("A/HRC/RES/37/9", "flagged")]


@pytest.mark.django_db
def test_the_tables_are_read(starter: None):
    record = build_record(connection)
    text = next(text for text in record.texts if text.symbol == "A/HRC/RES/37/23")
    assert text.totals == text.counted == (28, 1, 17)
    assert text.date == DAY
    assert len(record.get_members(DAY)) == 47
    assert record.explanations


def test_a_database_that_is_not_there(tmp_path):
    with pytest.raises(SystemExit, match="There is no database at"):
        connect(f"sqlite:///{tmp_path}/none.sqlite3")


def test_the_script_uses_nothing_of_the_site():
    """It is evidence only if it shares no code with the checks."""
    sources = [SCRIPTS / "audit_record", *(SCRIPTS / "audit").glob("*.py")]
    assert len(sources) >= 5
    for path in sources:
        lines = path.read_text(encoding="utf-8").splitlines()
        imports = [line for line in lines if line.strip().startswith(("import ", "from "))]
        assert not [
            line for line in imports if "votes." in line.replace("audit.votes", "") or "django" in line
        ]


def test_the_command_line(tmp_path):
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite3"}
    command = [sys.executable, str(SCRIPTS / "audit_record"), "--list", "no_such_class"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "invalid choice" in done.stderr
