"""What other votes explain about a roll-call: by hand, through the database, and on the whole record."""

import datetime
import json

import pytest
from django.core.management import call_command

from tests.factories import make_member, make_resolution, make_session, make_state
from tests.pages_factories import make_voted
from votes.checking.checks import refresh_checks
from votes.checking.diagnostics import (
    Neighbour,
    explain_wrong_voters,
    find_copies,
    find_nonexistent_states,
    find_odd_outcome,
    find_odd_seats,
    find_other_members,
    find_substitute,
)
from votes.checking.findings import (
    Rule,
    build_note,
    read_finding,
    read_findings,
    suggest_voter,
)
from votes.checking.wording import describe_finding, describe_suggestion
from votes.core.choices import Adoption, CheckStatus, CorrectedField, Outcome, Position
from votes.core.terms import find_vacant_seats
from votes.models import Correction, Resolution

F, A, B, N = Position.IN_FAVOUR, Position.AGAINST, Position.ABSTAINING, Position.NOT_VOTING
COUNTED = {F: 28, A: 1, B: 17, N: 1}
DAY = datetime.date(2018, 3, 23)


def test_a_copy_names_the_votes_it_equals_and_the_one_it_was_copied_from():
    did = {"CHN": F, "USA": A}
    neighbours = [
        Neighbour("L.2", did, agrees=True),
        Neighbour("L.3", {"CHN": A, "USA": A}, agrees=True),
        Neighbour("L.1", did, agrees=False),
    ]
    assert find_copies(did, neighbours) == [build_note(Rule.COPIED, texts=["L.1", "L.2"], source="L.2")]
    assert find_copies({"CHN": B, "USA": A}, neighbours) == []


def test_with_several_matches_none_is_the_source_and_a_unanimous_vote_is_no_copy():
    did = {"CHN": F, "USA": A}
    (finding,) = find_copies(did, [Neighbour("L.1", did, True), Neighbour("L.2", did, True)])
    assert "source" not in finding.facts
    everybody = dict.fromkeys(did, F)
    assert find_copies(everybody, [Neighbour("L.1", everybody, True)]) == []


SPANS = {"ARE": (datetime.date(1971, 12, 2), None), "SUN": (None, datetime.date(1991, 12, 25))}


@pytest.mark.parametrize(
    ("iso3", "position", "day", "found"),
    [
        ("ARE", F, "1971-12-01", True),
        ("ARE", F, "1971-12-02", False),
        ("ARE", N, "1969-03-04", False),
        ("SUN", A, "1991-12-25", False),
        ("SUN", A, "1991-12-26", True),
        ("EGY", A, "1946-01-01", False),
    ],
)
def test_a_state_has_no_position_before_it_exists_nor_after(iso3, position, day, found):
    never = find_nonexistent_states({iso3: position, "CHN": F}, SPANS, datetime.date.fromisoformat(day))
    assert never == ([iso3] if found else [])


def test_the_substitute_sat_before_and_after_but_not_between():
    def make_row(*listed: str) -> list[tuple[datetime.date, dict[str, str]]]:
        return [
            (datetime.date(1968 + i, 3, 1), dict.fromkeys(codes.split(), F)) for i, codes in enumerate(listed)
        ]

    # 1968 to 1973: Italy left for a year, the Emirates sit in their own right from 1972.
    before, between, after = "EGY ITA CHN", ["ARE ITA CHN", "ARE CHN", "ARE ITA CHN"], "EGY ARE ITA"
    assert find_substitute("ARE", make_row(before, *between, after), SPANS["ARE"]) == "EGY"
    assert find_substitute("ARE", make_row(before, "ARE CHN", "ARE CHN", after), SPANS["ARE"]) == ""
    assert find_substitute("ARE", make_row(*between, after), SPANS["ARE"]) == ""
    assert find_substitute("ARE", make_row(before, *between), SPANS["ARE"]) == ""
    assert find_substitute("ARE", [], SPANS["ARE"]) == ""
    # One vote is enough, and the votes just before and after it count, not those further away.
    once = make_row("ITA CHN", before, "ARE ITA CHN", "EGY ITA MEX", "ITA MEX")
    assert find_substitute("ARE", once[1:], SPANS["ARE"]) == "EGY"
    assert find_substitute("ARE", once, SPANS["ARE"]) == "EGY"
    # Two States were away in between, so which of them was meant is not proven.
    two = make_row("EGY MEX CHN", "ARE CHN", "EGY MEX CHN")
    assert find_substitute("ARE", two, SPANS["ARE"]) == ""


def test_other_members_are_those_of_the_year_that_holds_them_all():
    now, then = {"AAA", "BBB", "CCC", "DDD", "EEE"}, frozenset({"AAA", "VVV", "WWW", "XXX", "YYY"})
    listed = dict.fromkeys(then, F)
    (finding,) = find_other_members(listed, now, {2017: then, 2018: frozenset(now)})
    assert (finding.rule, finding.facts) == ("other_members", {"n": 4, "year": 2017})
    (finding,) = find_other_members(listed | {"ZZZ": A}, now, {2017: then})
    assert "year" not in finding.facts
    assert find_other_members({"AAA": F, "VVV": A}, now, {2017: then}) == []


def test_a_wrong_voter_is_found_with_the_member_meant():
    names = {"SWZ": "Eswatini", "CHE": "Switzerland"}
    (finding,) = explain_wrong_voters({"SWZ": A, "CHN": F}, {"CHE", "CHN"}, names)
    assert finding.suggestion == (suggest_voter("SWZ", "CHE"),)


def test_two_wrong_voters_are_told_apart_by_the_names_of_the_states():
    """The codes have nothing in common."""
    names = {"AAA": "Samland", "BBB": "Wendia", "CCC": "Samlund", "DDD": "Wendja"}
    found = explain_wrong_voters({"AAA": A, "BBB": A, "CHN": F}, {"CCC", "DDD", "CHN"}, names)
    assert [finding.facts["states"] for finding in found] == [["AAA", "CCC"], ["BBB", "DDD"]]


@pytest.mark.parametrize(
    ("outcome", "in_favour", "against", "odd"),
    [
        (Outcome.ADOPTED, 2, 1, False),
        (Outcome.ADOPTED, 1, 1, True),
        (Outcome.REJECTED, 1, 1, False),
        (Outcome.REJECTED, 2, 1, True),
        (Outcome.WITHDRAWN, 2, 1, False),
        (Outcome.REJECTED, 0, 0, False),
        (Outcome.ADOPTED, 0, 0, True),
    ],
)
def test_an_outcome_fits_its_totals_or_is_an_error(outcome, in_favour, against, odd):
    found = find_odd_outcome(outcome, {F: in_favour, A: against, B: 0})
    facts = {"outcome": outcome.value, "in_favour": in_favour, "against": against}
    assert [(one.rule, one.severity, one.facts) for one in found] == (
        [("outcome", "error", facts)] if odd else []
    )


def test_two_outcomes_are_an_error_with_and_without_totals():
    (voted,) = find_odd_outcome(Outcome.REJECTED, {F: 12, A: 24, B: 7}, Outcome.WITHDRAWN)
    assert describe_finding(voted, {}) == (
        "The record contradicts itself: 12 in favour, 24 against, and “withdrawn”"
    )
    (unknown,) = find_odd_outcome(Outcome.WITHDRAWN, {F: None, A: None}, Outcome.REJECTED)
    assert describe_finding(unknown, {}) == "The record contradicts itself: “withdrawn” and “rejected”"


@pytest.mark.parametrize("official", [{F: 2, A: None}, {F: None, A: 2}, {}])
def test_an_outcome_without_totals_is_not_judged(official):
    for outcome in (Outcome.ADOPTED, Outcome.REJECTED):
        assert find_odd_outcome(outcome, official) == []


def test_seats_are_those_of_the_general_assemblys_resolution():
    seats = ["african"] * 13 + ["asia_pacific"] * 13 + ["eastern_european"] * 6
    seats += ["latin_american_caribbean"] * 8 + ["western_european_other"] * 7
    assert find_odd_seats(seats) == []
    assert find_odd_seats(seats[1:]) == [build_note(Rule.SEATS, groups={"african": 12})]
    assert find_odd_seats([]) == []


def test_a_seat_is_vacant_when_its_member_left_before_its_term_ended():
    def day(text: str) -> datetime.date:
        return datetime.date.fromisoformat(text)

    new_year = [(day("2019-01-01"), None, "western_european_other")]
    terms = [
        (day("2017-01-01"), day("2018-06-19"), "western_european_other"),
        (day("2017-01-01"), day("2018-12-31"), "african"),
        (day("2018-01-01"), day("2018-12-31"), "western_european_other"),
        *new_year,
    ]
    assert find_vacant_seats(terms, day("2018-06-19")) == []
    assert find_vacant_seats(terms, day("2018-07-05")) == ["western_european_other"]
    followed = [*terms, (day("2018-07-13"), day("2019-12-31"), "western_european_other")]
    assert find_vacant_seats(followed, day("2018-07-12")) == ["western_european_other"]
    assert find_vacant_seats(followed, day("2018-07-13")) == []
    # Whoever follows on the next day leaves no vacancy; another group's new member fills none.
    elsewhere = [*terms, (day("2018-07-01"), None, "african")]
    assert find_vacant_seats(elsewhere, day("2018-07-05")) == ["western_european_other"]
    assert find_vacant_seats(terms, day("2019-02-01")) == []


def test_a_vacant_seat_is_no_odd_seat():
    seats = ["african"] * 12 + ["asia_pacific"] * 13 + ["eastern_european"] * 6
    seats += ["latin_american_caribbean"] * 8 + ["western_european_other"] * 7
    assert find_odd_seats(seats, ["african"]) == []
    assert find_odd_seats(seats, ["asia_pacific"])[0].facts["groups"] == {"african": 12, "asia_pacific": 13}


@pytest.mark.django_db
class TestStored:
    def get_rules(self, text: Resolution) -> dict[str, str]:
        refresh_checks()
        text.refresh_from_db()
        names: dict[str, str] = {}
        assert all(describe_finding(finding, names) for finding in read_findings(text.check_findings))
        return {finding["rule"]: finding["severity"] for finding in text.check_findings}

    def test_a_vote_in_two_records_is_counted_once(self):
        china = make_member("CHN")
        first, second = (
            make_voted(
                "A/HRC/37/L.63", {china: "against"}, source="library", source_record=record, address=address
            )
            for record, address in (("9", "A/HRC/37/L.63"), ("10", "A/HRC/37/L.63/record/10"))
        )
        assert "same_vote" not in self.get_rules(first)
        assert self.get_rules(second)["same_vote"] == "error"
        assert second.check_status == CheckStatus.UNRECONCILED
        # One text checked alone sees the same.
        refresh_checks([second.pk])
        second.refresh_from_db()
        assert second.check_status == CheckStatus.UNRECONCILED

    def test_two_votes_of_one_symbol_are_a_note(self):
        china = make_member("CHN")
        for record, position in (("9", "against"), ("10", "in_favour")):
            make_voted(
                "A/HRC/37/L.63",
                {china: position},
                source="library",
                source_record=record,
                address=f"x/{record}",
            )
        for text in Resolution.objects.all():
            assert self.get_rules(text)["two_records"] == "note"

    def test_swapped_totals_suggest_the_exchange(self):
        states = {make_member(code): "abstaining" for code in ("CHN", "CUB", "IND")}
        text = make_voted(roll_call={**states, make_member("USA"): "against"}, official=(0, 3, 1, 0))
        self.get_rules(text)
        suggestions = [f["suggestion"] for f in text.check_findings if "suggestion" in f]
        assert suggestions == [
            [
                {"field": "official_against", "before": "3", "after": "1"},
                {"field": "official_abstaining", "before": "1", "after": "3"},
            ]
        ]

    def test_a_corrected_error_is_listed_and_is_no_error(self):
        text = make_voted(roll_call={make_member("CHN"): "in_favour"})
        Correction.objects.create(
            resolution=text,
            field=CorrectedField.VOTER,
            state=make_state("TWN"),
            before="TWN",
            after="CHN",
            reason="The membership proves it",
            rule="voter_slip",
        )
        # A vote in favour of nobody against is adopted.
        assert self.get_rules(text)["voter_slip"] == "corrected"
        assert text.check_status == CheckStatus.RECONCILED

    def test_a_roll_call_is_copied_from_a_vote_of_another_day_if_it_is_wrong(self):
        states = {make_member(code): "in_favour" for code in ("CHN", "CUB", "IND", "BRA", "MEX", "PAK")}
        did = {**states, make_member("USA"): "against"}
        original = make_voted("A/HRC/RES/37/1", did, (6, 1, 0, 0), date=datetime.date(2017, 6, 1))
        alike = make_voted("A/HRC/RES/37/2", did, (6, 1, 0, 0))
        copied = make_voted("A/HRC/RES/37/3", did, (3, 2, 2, 0))
        far = make_voted("A/HRC/RES/37/4", did, (3, 2, 2, 0), date=datetime.date(2009, 6, 1))
        assert "copied" in self.get_rules(copied)
        (finding,) = [f for f in copied.check_findings if f["rule"] == "copied"]
        assert finding["texts"] == ["A/HRC/RES/37/1", "A/HRC/RES/37/2"]
        # Votes that are alike are no finding while they add up.
        assert self.get_rules(original) == self.get_rules(alike) == {}
        assert "copied" not in self.get_rules(far)
        stored = copied.check_findings
        assert refresh_checks([copied.pk]) == 0
        copied.refresh_from_db()
        assert copied.check_findings == stored

    @pytest.mark.parametrize(
        ("totals", "is_copy"),
        [((3, 4, 0, 0), True), ((4, 2, 1, 0), True), ((4, 0, 3, 0), False), ((4, 5, 0, 0), False)],
    )
    def test_a_small_difference_may_be_a_copy_but_an_exchange_or_a_misprint_is_none(self, totals, is_copy):
        """Of four in favour and three against: one State elsewhere, the totals exchanged, two votes too many."""
        did = {make_member(code): "in_favour" for code in ("CHN", "CUB", "IND", "BRA")}
        did |= {make_member(code): "against" for code in ("USA", "GBR", "FRA")}
        make_voted("A/HRC/RES/37/1", did, (4, 3, 0, 0))
        wrong = make_voted("A/HRC/RES/37/3", did, totals)
        assert wrong.check_status == CheckStatus.UNRECONCILED
        assert ("copied" in self.get_rules(wrong)) == is_copy

    def test_a_state_before_it_existed_is_an_error_and_names_whom_it_stands_for(self):
        china, egypt = make_state("CHN"), make_state("EGY")
        emirates = make_state("ARE", existed_from=datetime.date(1971, 12, 2))
        session = make_session("CHR-25")
        texts = [
            make_voted(
                f"E/CN.4/RES/{year}/1",
                {china: "against", state: "in_favour"},
                (1, 1, 0, 0),
                session=session,
                date=datetime.date(year, 3, 4),
            )
            for year, state in ((1968, egypt), (1969, emirates), (1970, emirates), (1972, egypt))
        ]
        assert [self.get_rules(text).get("never_there") for text in texts] == [None, "error", "error", None]
        (finding,) = [f for f in texts[1].check_findings if f["rule"] == "never_there"]
        assert finding["suggestion"] == [{"field": "voter", "state": "ARE", "before": "ARE", "after": "EGY"}]
        assert (
            describe_suggestion(read_finding(finding), {"EGY": "Egypt", "ARE": "United Arab Emirates"})
            == "Suggested correction: replace ARE (United Arab Emirates) with EGY (Egypt)"
        )
        assert texts[1].check_status == CheckStatus.UNRECONCILED
        assert refresh_checks([texts[2].pk]) == 0

    def test_texts_whose_findings_mention_a_text_are_checked_with_it(self):
        china = make_member("CHN")
        first, second = (
            make_voted(
                "A/HRC/37/L.63",
                {china: "against"},
                outcome=Outcome.REJECTED,
                source="library",
                source_record=r,
                address=f"x/{r}",
            )
            for r in ("9", "10")
        )
        assert self.get_rules(second)["same_vote"] == "error"
        first.votes.update(position="in_favour")
        refresh_checks([first.pk])
        second.refresh_from_db()
        assert "same_vote" not in {f["rule"] for f in second.check_findings}
        assert second.check_status != CheckStatus.UNRECONCILED
        # With another symbol nothing is left to say of the other.
        Resolution.objects.filter(pk=first.pk).update(symbol="A/HRC/37/L.64")
        refresh_checks([first.pk])
        second.refresh_from_db()
        assert "two_records" not in {f["rule"] for f in second.check_findings}

    def test_the_command_lists_rule_record_detail_and_suggestion(self, capsys):
        make_voted("A/HRC/RES/37/23", {make_member("CHN"): "in_favour"}, (2, 0, 0, 0), source_record="7")
        make_resolution("A/HRC/RES/37/24", adoption=Adoption.WITHOUT_VOTE)
        call_command("check_record")
        printed = capsys.readouterr().out
        assert (
            "error totals: A/HRC/RES/37/23 2018-03-23 record 7: In favour: the official total is 2" in printed
        )
        assert "note off_by_a_little" in printed
        call_command("check_record", "--json", "--severity", "error")
        rows = json.loads(capsys.readouterr().out)
        assert [row["rule"] for row in rows["findings"]] == ["totals"]
