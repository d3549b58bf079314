"""Errors that occur in the library's record, made in a correct roll-call: each is found and named."""

import datetime
import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import make_member, make_session, make_state
from tests.pages_factories import make_voted
from votes.checking.checks import refresh_checks
from votes.checking.diagnostics import explain_wrong_voters
from votes.checking.findings import read_findings, write_finding
from votes.checking.roll_call import check_roll_call
from votes.checking.totals import add_suggestion, find_misprint, find_small_difference, find_swap
from votes.checking.wording import describe_finding, describe_suggestion
from votes.core.choices import CheckStatus, Outcome, Position
from votes.models import Resolution

F, A, B, N = Position
# 28 to 12 with 5 abstentions, and two who did not vote.
MEMBERS = frozenset(f"M{a}{b}" for a, b in itertools.product("ABCDE", "ABCDEFGHIJ"))
MEMBERS = frozenset(sorted(MEMBERS)[:47])
GOOD = dict(zip(sorted(MEMBERS), [F] * 28 + [A] * 12 + [B] * 5 + [N] * 2, strict=True))
TOTALS = {F: 28, A: 12, B: 5, N: 2}


def find(official: dict = TOTALS, positions: dict = GOOD) -> dict[str, list[dict]]:
    """The findings of a roll-call and what explains them, by rule, as they are stored."""
    result = check_roll_call(official, positions, MEMBERS)
    findings = [add_suggestion(finding, official, result.counted or {}) for finding in result.findings]
    if result.status == CheckStatus.UNRECONCILED and result.counted:
        findings += find_small_difference(official, result.counted)
        findings += find_misprint(official, result.counted, len(MEMBERS))
        findings += explain_wrong_voters(positions, MEMBERS, {})
    by_rule: dict[str, list[dict]] = {}
    for finding in findings:
        assert describe_finding(finding, {})
        assert bool(describe_suggestion(finding, {})) == bool(finding.suggestion)
        by_rule.setdefault(finding.rule, []).append(write_finding(finding))
    return by_rule


def test_a_good_record_has_no_finding():
    assert find() == {}


@pytest.mark.parametrize(("one", "other"), [p for p in itertools.combinations(Position, 2) if N not in p])
def test_two_totals_exchanged_are_named_and_exchanged_back(one, other):
    found = find({**TOTALS, one: TOTALS[other], other: TOTALS[one]})
    assert {f["position"]: f["swapped"] for f in found["totals"]} == {one: other, other: one}
    (suggestion,) = [f["suggestion"] for f in found["totals"] if "suggestion" in f]
    assert {s["field"]: s["after"] for s in suggestion} == {
        f"official_{p.value}": str(TOTALS[p]) for p in (one, other)
    }


@pytest.mark.parametrize("position", [F, A, B])
@pytest.mark.parametrize(
    "wrong", [lambda n: n + 1, lambda n: n - 1, lambda n: n + 10, lambda n: int(f"{n}"[::-1]) + 3]
)
def test_a_total_with_a_wrong_digit_is_a_misprint(position, wrong):
    found = find({**TOTALS, position: wrong(TOTALS[position])})
    assert [f["position"] for f in found["totals"]] == [position]
    (misprint,) = found["misprint"]
    assert misprint["suggestion"][0]["after"] == str(TOTALS[position])


def test_a_state_in_the_wrong_list_is_off_by_a_little_and_no_misprint():
    found = find({**TOTALS, F: 27, B: 6})
    assert set(found) == {"totals", "off_by_a_little"}


def test_members_not_voting_counted_as_abstaining():
    found = find({**TOTALS, B: 7, N: 0})
    assert found["off_by_a_little"][0]["differences"] == {"abstaining": 2, "not_voting": -2}


def test_a_non_member_listed_for_a_member_is_named_with_that_member():
    positions = {("ZZZ" if iso3 == "MAA" else iso3): p for iso3, p in GOOD.items()}
    found = find(positions=positions)
    assert found["not_a_member"][0]["states"] == ["ZZZ"]
    assert found["missing"][0]["states"] == ["MAA"]
    assert found["voter_slip"][0]["states"] == ["ZZZ", "MAA"]


def test_a_non_member_beside_all_members():
    found = find({**TOTALS, F: 29}, {**GOOD, "ZZZ": F})
    assert set(found) == {"not_a_member"}


def test_a_member_left_out():
    found = find(positions={iso3: p for iso3, p in GOOD.items() if iso3 != "MAA"})
    assert found["missing"][0]["states"] == ["MAA"]
    assert "misprint" not in found


numbers = st.one_of(st.none(), st.integers(min_value=0, max_value=200))


@given(
    official=st.fixed_dictionaries(dict.fromkeys(Position, numbers)),
    changes=st.dictionaries(
        st.sampled_from([*sorted(MEMBERS), "ZZZ", "YYY"]), st.sampled_from(list(Position))
    ),
    dropped=st.sets(st.sampled_from(sorted(MEMBERS))),
)
def test_every_seeded_error_is_found_without_an_exception(official, changes, dropped):
    positions = {iso3: p for iso3, p in {**GOOD, **changes}.items() if iso3 not in dropped}
    counted = Counter(positions.values())
    wrong = any(n is not None and n != counted[p] for p, n in official.items())
    odd = bool(MEMBERS - set(positions)) or any(positions.get(z, N) != N for z in ("ZZZ", "YYY"))
    if positions:
        assert bool(find(official, positions)) == (wrong or odd)


@given(
    counted=st.fixed_dictionaries({p: st.integers(min_value=0, max_value=47) for p in Position}),
    official=st.fixed_dictionaries(dict.fromkeys(Position, numbers)),
)
def test_a_pair_is_exchanged_only_where_that_brings_the_totals_nearer(counted, official):
    pair = find_swap(official, counted)
    if pair:
        one, other = pair
        exchanged = {**official, one: official[other], other: official[one]}
        assert sum(abs(exchanged[p] - counted[p]) for p in pair) < sum(
            abs(official[p] - counted[p]) for p in pair
        )
    else:
        assert find_swap({p: counted[p] for p in Position}, counted) == ()


@pytest.mark.django_db
class TestStored:
    """Errors that only the surroundings of a text show, one a text, with a good text beside it."""

    @pytest.fixture
    def good(self) -> Resolution:
        states = {make_member(iso3): position for iso3, position in (("CHN", F), ("CUB", F), ("USA", A))}
        return make_voted("A/HRC/RES/37/1", states, (2, 1, 0, 0))

    def get_rules(self, text: Resolution) -> set[str]:
        refresh_checks()
        text.refresh_from_db()
        assert all(describe_finding(finding, {}) for finding in read_findings(text.check_findings))
        return {finding["rule"] for finding in text.check_findings}

    def test_none(self, good):
        assert self.get_rules(good) == set()

    def test_a_date_of_another_year(self, good):
        session = good.session
        session.start, session.end = datetime.date(2018, 2, 26), datetime.date(2018, 3, 23)
        session.save()
        Resolution.objects.filter(pk=good.pk).update(date=datetime.date(2017, 3, 23))
        assert "date" in self.get_rules(good)

    def test_a_text_in_the_wrong_session(self, good):
        other = make_session("12")
        other.start, other.end = datetime.date(2009, 9, 14), datetime.date(2009, 10, 2)
        other.save()
        Resolution.objects.filter(pk=good.pk).update(session=other)
        assert "date" in self.get_rules(good)

    def test_a_wrong_outcome(self, good):
        Resolution.objects.filter(pk=good.pk).update(outcome=Outcome.REJECTED)
        assert self.get_rules(good) == {"outcome"}

    def test_a_state_that_no_longer_existed(self, good):
        gone = make_state("SUN", existed_until=datetime.date(1991, 12, 25))
        good.votes.filter(state__iso3="CUB").update(state=gone)
        assert {"never_there", "not_a_member", "missing", "voter_slip"} <= self.get_rules(good)


@pytest.mark.django_db
class TestCommission:
    """Its membership is not on file, but the roll-calls of a session list the same States."""

    @pytest.fixture
    def texts(self) -> list[Resolution]:
        session = make_session("CHR-25")
        states = {make_state(iso3): position for iso3, position in (("EGY", F), ("CHN", F), ("USA", A))}
        day = datetime.date(1969, 3, 4)
        return [
            make_voted(f"E/CN.4/RES/{n}(XXV)", states, (2, 1, 0, 0), session=session, date=day)
            for n in (1, 2, 3, 4)
        ]

    def get_findings(self, text: Resolution) -> dict[str, list[str]]:
        refresh_checks([text.pk])
        text.refresh_from_db()
        return {finding["rule"]: finding.get("states", []) for finding in text.check_findings}

    def test_the_same_states_are_no_finding(self, texts):
        assert [self.get_findings(text) for text in texts] == [{}, {}, {}, {}]

    def test_one_state_for_another(self, texts):
        texts[0].votes.filter(state__iso3="EGY").update(state=make_state("SWZ"))
        found = self.get_findings(texts[0])
        assert found == {"not_a_member": ["SWZ"], "missing": ["EGY"], "voter_slip": ["SWZ", "EGY"]}
        assert self.get_findings(texts[1]) == {}

    def test_a_state_left_out_is_missing_and_the_total_is_no_misprint(self, texts):
        texts[0].votes.filter(state__iso3="EGY").delete()
        assert set(self.get_findings(texts[0])) == {"totals", "missing", "off_by_a_little"}

    def test_three_roll_calls_do_not_tell_who_is_wrong(self, texts):
        texts[3].votes.all().delete()
        texts[0].votes.filter(state__iso3="EGY").update(state=make_state("SWZ"))
        assert [self.get_findings(text) for text in texts[:2]] == [{}, {}]
