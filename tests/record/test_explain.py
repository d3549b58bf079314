"""What the surroundings of a roll-call explain: by hand, through the database, and on the whole record."""

import datetime
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.factories import make_member, make_resolution, make_state
from tests.views.factories import make_voted
from votes.choices import CheckStatus, CorrectedField, Outcome, Position
from votes.models import Correction, Resolution
from votes.presenters.sentences import describe_finding
from votes.record.check import refresh_checks
from votes.record.explain import (
    Place,
    Surroundings,
    find_copies,
    find_little,
    find_odd_outcome,
    find_odd_seats,
    find_other_members,
    find_slips,
)
from votes.record.imports import import_files
from votes.record.sources import open_sources

F, A, B, N = Position.IN_FAVOUR, Position.AGAINST, Position.ABSTAINING, Position.NOT_VOTING
COUNTED = {F: 28, A: 1, B: 17, N: 1}
DAY = datetime.date(2018, 3, 23)


@pytest.mark.parametrize(
    ("official", "differences"),
    [
        ({F: 29, A: 1, B: 16, N: 1}, {"in_favour": 1, "abstaining": -1}),
        ({F: 26, A: 1, B: 17}, {"in_favour": -2}),
        ({F: 28, A: 1, B: 17, N: 0}, None),  # absence is no position
        ({F: 28, A: 17, B: 1}, None),
        ({F: 25, A: 1, B: 17}, None),
        ({F: None, A: None, B: None}, None),
    ],
)
def test_off_by_a_little_is_a_state_or_two(official, differences):
    found = find_little(official, COUNTED)
    assert [finding["differences"] for finding in found] == ([differences] if differences else [])


def test_a_copy_names_the_votes_it_equals():
    neighbours = [("L.2", {"CHN": F}), ("L.3", {"CHN": A}), ("L.1", {"CHN": F})]
    assert [finding["texts"] for finding in find_copies({"CHN": F}, neighbours)] == [["L.1", "L.2"]]
    assert find_copies({"CHN": B}, neighbours) == []


def test_other_members_are_those_of_the_year_that_holds_them_all():
    now, then = {"AAA", "BBB", "CCC", "DDD", "EEE"}, frozenset({"AAA", "VVV", "WWW", "XXX", "YYY"})
    listed = dict.fromkeys(then, F)
    (finding,) = find_other_members(listed, now, {2017: then, 2018: frozenset(now)})
    assert (finding["n"], finding["year"]) == (4, 2017)
    (finding,) = find_other_members(listed | {"ZZZ": A}, now, {2017: then})
    assert "year" not in finding
    assert find_other_members({"AAA": F, "VVV": A}, now, {2017: then}) == []


def test_a_slip_suggests_whom_it_means():
    (finding,) = find_slips({"SWZ": A, "CHN": F}, {"CHE", "CHN"}, {"SWZ": "Eswatini", "CHE": "Switzerland"})
    assert finding["suggestion"] == [{"field": "voter", "state": "SWZ", "before": "SWZ", "after": "CHE"}]


@pytest.mark.parametrize(
    ("outcome", "in_favour", "against", "odd"),
    [
        (Outcome.ADOPTED, 2, 1, False),
        (Outcome.ADOPTED, 1, 1, True),
        (Outcome.REJECTED, 1, 1, False),
        (Outcome.REJECTED, 2, 1, True),
        (Outcome.WITHDRAWN, 2, 1, False),
    ],
)
def test_an_outcome_fits_its_totals_or_is_named(outcome, in_favour, against, odd):
    assert bool(find_odd_outcome(outcome, {F: in_favour, A: against, B: 0})) is odd


def test_seats_are_those_of_the_general_assemblys_resolution():
    seats = ["african"] * 13 + ["asia_pacific"] * 13 + ["eastern_european"] * 6
    seats += ["latin_american_caribbean"] * 8 + ["western_european_other"] * 7
    assert find_odd_seats(seats) == []
    assert find_odd_seats(seats[1:])[0]["groups"] == {"african": 12}
    assert find_odd_seats([]) == []


def test_a_date_is_held_against_the_session_or_its_other_texts():
    def place(pk: int, day: datetime.date | None, start: datetime.date | None = None) -> Place:
        return Place(pk, f"A/HRC/RES/1/{pk}", str(pk), 1 if start is None else 2, day, start, None)

    far = place(3, datetime.date(2019, 3, 23))
    early = place(5, DAY, datetime.date(2018, 3, 24))
    around = Surroundings([place(1, DAY), place(2, DAY), far, place(4, None), early])
    assert around.find_odd_date(place(1, DAY)) == []
    assert around.find_odd_date(place(4, None)) == []
    assert around.find_odd_date(far)[0]["date"] == "2019-03-23"
    assert around.find_odd_date(early) != []


@pytest.mark.django_db
class TestStored:
    def get_rules(self, text: Resolution) -> dict[str, str]:
        refresh_checks()
        text.refresh_from_db()
        names: dict[str, str] = {}
        assert all(describe_finding(finding, names) for finding in text.check_findings)
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

    def test_a_corrected_slip_is_listed_and_is_no_error(self):
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

    def test_the_command_lists_rule_record_detail_and_suggestion(self, capsys):
        make_voted("A/HRC/RES/37/23", {make_member("CHN"): "in_favour"}, (2, 0, 0, 0), source_record="7")
        make_resolution("A/HRC/RES/37/24")
        call_command("check_record")
        printed = capsys.readouterr().out
        assert (
            "error totals: A/HRC/RES/37/23 2018-03-23 record 7: In favour: 2 by the official totals"
            in printed
        )
        assert "note off_by_a_little" in printed
        call_command("check_record", "--json", "--severity", "error")
        rows = json.loads(capsys.readouterr().out)
        assert [row["rule"] for row in rows["findings"]] == ["totals"]


@pytest.mark.django_db
def test_the_known_slips_of_the_whole_record_are_found(starter, shared_folder: Path):
    pair = [str(shared_folder / "record" / name) for name in ("resolutions.csv", "votes_long.csv")]
    import_files(open_sources(pair))

    def get(symbol: str) -> Resolution:
        return Resolution.objects.get(symbol=symbol)

    def get_rules(symbol: str) -> set[str]:
        return {finding["rule"] for finding in get(symbol).check_findings}

    for symbol in ("A/HRC/33/L.34", "A/HRC/33/L.35"):
        assert {"totals", "not_a_member", "missing", "copied", "other_members"} <= get_rules(symbol)
    for symbol in ("A/HRC/33/L.42", "A/HRC/33/L.49", "A/HRC/32/L.43"):
        assert {"totals", "copied"} <= get_rules(symbol)
        assert get(symbol).check_status == CheckStatus.UNRECONCILED
    corrected = [f["states"] for f in get("A/HRC/RES/16/31").check_findings if f["severity"] == "corrected"]
    assert sorted(corrected) == [["SVN", "SVK"], ["SWZ", "CHE"]]
    assert ["DZA", "ARG"] in [f.get("states") for f in get("A/HRC/50/L.48").check_findings]
    for symbol in ("A/HRC/RES/25/38", "A/HRC/RES/46/1"):
        assert "off_by_a_little" in get_rules(symbol)
    swapped = [
        text.symbol
        for text in Resolution.objects.filter(date__year=2016)
        if any("swapped" in finding for finding in text.check_findings)
    ]
    # Sixteen amendments of the 31st session, and both records of one of the 32nd.
    assert len(swapped) == 18
