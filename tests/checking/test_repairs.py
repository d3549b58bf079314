"""The voter is corrected only if the membership of the day proves the error."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from votes.checking.repairs import MOST_WRONG_VOTERS, find_wrong_voters, measure_similarity
from votes.core.choices import Position

YES, ABSENT = Position.IN_FAVOUR.value, Position.NOT_VOTING.value
NAMES = {
    "CHE": "Switzerland",
    "SWZ": "Eswatini",
    "SVK": "Slovakia",
    "SVN": "Slovenia",
    "DZA": "Algeria",
    "LBY": "Libya",
    "AUS": "Australia",
    "AUT": "Austria",
    "COD": "Democratic Republic of the Congo",
    "COG": "Congo",
}
OTHERS = [f"X{letter}{number}" for letter in "ABCDE" for number in range(9)]


def find(listed, members):
    """The wrong voters of a roll-call of `listed` on a day of `members`, beside 45 who are both."""
    positions = dict.fromkeys([*listed, *OTHERS], YES)
    return find_wrong_voters(positions, [*members, *OTHERS], NAMES)


def test_one_non_member_and_one_member_missing_prove_each_other():
    assert find(["DZA"], ["LBY"]) == [("DZA", "LBY")]


def test_two_are_paired_by_their_similarity():
    # A/HRC/RES/16/31: Slovenia resembles Slovakia, so Eswatini (SWZ) stands for Switzerland.
    assert find(["SWZ", "SVN"], ["CHE", "SVK"]) == [("SWZ", "CHE"), ("SVN", "SVK")]


def test_two_non_members_that_resemble_no_member_or_both_prove_nothing():
    assert find(["DZA", "AUT"], ["LBY", "COD"]) == []
    assert find(["COG", "DZA"], ["COD", "LBY"]) == [("COG", "COD"), ("DZA", "LBY")]
    names = {**NAMES, "AAA": "Samland", "AAB": "Samland", "AAC": "Samland", "AAD": "Samland"}
    positions = dict.fromkeys(["AAA", "AAB", *OTHERS], YES)
    assert find_wrong_voters(positions, ["AAC", "AAD", *OTHERS], names) == []


def test_similarity_is_that_of_the_codes_or_of_the_names_whichever_is_greater():
    # SWZ and the first letters of Switzerland share two of three letters; case makes no difference.
    assert measure_similarity("SWZ", "CHE", NAMES) == 2 / 3
    assert measure_similarity("SVN", "SVK", {}) == 2 / 3
    assert measure_similarity("AAA", "BBB", {"AAA": "Samland", "BBB": "Samlund"}) == 12 / 14
    assert measure_similarity("AAA", "BBB", {"AAA": "SAMLAND", "BBB": "samlund"}) == 12 / 14
    assert measure_similarity("DZA", "LBY", {}) == 0


def test_a_member_missing_without_a_non_member_is_no_wrong_voter():
    assert find([], ["LBY"]) == []
    assert find(["DZA"], []) == []
    assert find(["DZA"], ["LBY", "CHE"]) == []


def test_a_non_member_without_a_position_proves_nothing():
    positions = {**dict.fromkeys(OTHERS, YES), "DZA": ABSENT}
    assert find_wrong_voters(positions, ["LBY", *OTHERS], NAMES) == []
    # Of two non-members the one without a position could be the member that is missing.
    positions |= {"SWZ": YES}
    assert find_wrong_voters(positions, ["LBY", "CHE", *OTHERS], NAMES) == []


def test_a_roll_call_of_another_years_members_has_no_wrong_voter():
    ours, theirs = OTHERS[: MOST_WRONG_VOTERS + 1], ["CHE", "SVK", "LBY", "AUS"]
    positions = dict.fromkeys([*theirs, *OTHERS[MOST_WRONG_VOTERS + 1 :]], YES)
    assert find_wrong_voters(positions, OTHERS, NAMES) == []
    assert len(ours) == len(theirs)


def test_without_members_or_a_roll_call_there_is_nothing_to_prove():
    assert find_wrong_voters({"DZA": YES}, [], NAMES) == []
    assert find_wrong_voters({}, ["LBY"], NAMES) == []


codes = st.lists(st.sampled_from(sorted(NAMES)), unique=True, max_size=6)


@given(codes, codes)
def test_what_is_repaired_makes_the_roll_call_that_of_the_members(listed, members):
    pairs = find(listed, members)
    renamed = [dict(pairs).get(iso3, iso3) for iso3 in listed]
    if pairs:
        assert sorted(renamed) == sorted(members)
        assert len(pairs) == len(set(listed) - set(members)) <= MOST_WRONG_VOTERS
    else:
        assert renamed == listed


@given(codes, codes)
def test_the_order_of_the_roll_call_does_not_matter(listed, members):
    found = {
        frozenset(find(list(order), members))
        for order in itertools.islice(itertools.permutations(listed), 24)
    }
    assert len(found) == 1
