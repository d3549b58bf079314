"""Findings are stored and read back unchanged."""

import json

from votes.checking.findings import (
    Rule,
    Severity,
    build_error,
    build_note,
    read_finding,
    read_findings,
    suggest_value,
    suggest_voter,
    write_finding,
)
from votes.checking.wording import RULE_LABELS, SENTENCES, SEVERITY_LABELS


def test_a_finding_is_stored_as_plain_json_and_read_back():
    finding = build_note(
        Rule.MISPRINT, [suggest_value("official_against", 12, 2)], position="against", announced=57, seats=47
    )
    stored = write_finding(finding)
    assert json.dumps(stored) == (
        '{"rule": "misprint", "severity": "note", "position": "against", "announced": 57, "seats": 47, '
        '"suggestion": [{"field": "official_against", "before": "12", "after": "2"}]}'
    )
    assert read_findings([stored]) == [finding]


def test_a_suggested_voter_names_the_state_listed_by_mistake():
    stored = write_finding(
        build_error(Rule.DID_NOT_EXIST, [suggest_voter("ARE", "EGY")], states=["ARE", "EGY"])
    )
    assert stored == {
        "rule": "never_there",
        "severity": "error",
        "states": ["ARE", "EGY"],
        "suggestion": [{"field": "voter", "state": "ARE", "before": "ARE", "after": "EGY"}],
    }
    assert read_finding(stored).states == ["ARE", "EGY"]


def test_without_a_suggestion_none_is_stored():
    assert write_finding(build_error(Rule.NOT_A_MEMBER, states=["SWZ"])) == {
        "rule": "not_a_member",
        "severity": "error",
        "states": ["SWZ"],
    }
    finding = build_error(Rule.NOT_A_MEMBER, states=["SWZ"])
    assert read_finding(write_finding(finding)) == finding


def test_the_stored_names_never_change():
    assert [rule.value for rule in Rule] == [
        "totals",
        "not_a_member",
        "missing",
        "same_vote",
        "never_there",
        "outcome",
        "incomplete",
        "sponsor_against",
        "off_by_a_little",
        "copied",
        "other_members",
        "voter_slip",
        "misprint",
        "date",
        "day_of_filing",
        "meeting_day",
        "amendment_day",
        "two_records",
        "one_draft",
        "one_series",
        "printed_symbol",
        "printed_kind",
        "printed_session",
        "item",
        "letters",
        "seats",
        "second_source",
    ]


def test_every_rule_and_severity_has_its_words():
    # What contradicts itself is said as on the page of the text; a second source only corrects.
    assert set(SENTENCES) == set(Rule) - {Rule.OUTCOME, Rule.SECOND_SOURCE}
    assert set(RULE_LABELS) == set(Rule) - {Rule.SEATS}
    assert set(SEVERITY_LABELS) == set(Severity)
