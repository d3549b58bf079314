"""Names of States: which State a name means, and which States are suggested."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ingest.readers.roll_call.printed import STATES
from votes.core.state_names import Candidate, find_state, normalise_name, suggest_states

BRAZIL, CUBA = Candidate("BRA", ("Brazil",)), Candidate("CUB", ("Cuba",))


def test_find_state_wants_the_whole_name():
    assert find_state("Côte d’Ivoire", STATES) == "CIV"
    assert find_state("USA", STATES) == "USA"
    assert [find_state(name, STATES) for name in ("Korea", "usa", "None", "", "1")] == [None] * 5


def test_a_current_name_precedes_a_former_one_and_a_shared_name_means_no_state():
    states = [Candidate("AAA", ("Aland", "Oldland", "Bland")), Candidate("BBB", ("Bland", "Oldland"))]
    assert find_state("Bland", states) == "BBB"
    assert find_state("Oldland", states) is None


@pytest.mark.parametrize(
    ("name", "likely"),
    [
        *[
            ("Untied States", ["USA"]),
            ("Korea", ["KOR", "PRK"]),
            ("Chine", ["CHN"]),
            ("Turky", ["TUR"]),
            ("Albnia", ["ALB"]),
        ],
        *[
            ("Slovania", ["SVK", "SVN"]),
            ("Trinidad and Tobbago", ["TTO"]),
            ("Republik of Korea", ["KOR"]),
            ("Xyzzy", []),
        ],
        *[("Cot d'Ivoire", ["CIV"]), ("", []), ("a", [])],
    ],
)
def test_suggestions(name, likely):
    assert sorted(suggest_states(name, STATES)[: len(likely) or 3]) == sorted(likely)


def test_suggestions_are_at_most_as_many_as_wanted():
    assert len(suggest_states("Guinea", STATES, limit=1)) == 1
    assert suggest_states("Guinea", STATES, limit=0) == ()


@pytest.mark.parametrize(
    ("name", "normal"),
    [
        *[
            ("Côte d’Ivoire¹", "cote d ivoire"),
            ("COTE D'IVOIRE", "cote d ivoire"),
            ("The Netherlands", "netherlands"),
        ],
        *[
            ("  Viet \xa0 Nam*", "viet nam"),
            ("Guinea‑Bissau", "guinea bissau"),
            ("TÜRKİYE", "turkiye"),
            ("12 (a)", ""),
        ],
    ],
)
def test_normal_names(name, normal):
    assert normalise_name(name) == normal


@given(st.text())
def test_a_normal_name_stays_as_it_is(name):
    assert normalise_name(normalise_name(name)) == normalise_name(name)


@pytest.mark.limit("state_names.MIN_SIMILARITY")
@pytest.mark.parametrize(
    ("name", "state", "suggested"),
    [
        ("abcdefghijklmzzzzzzz", "abcdefghijklmyyyyyyy", True),  # 13 of 20 letters: 0.65
        ("abcdefghijklzzzzzzzz", "abcdefghijklyyyyyyyy", False),  # 12 of 20: 0.6
        ("abcdefghijklmnzzzzzz", "abcdefghijklmnyyyyyy", True),  # 14 of 20: 0.7
    ],
)
def test_a_state_is_suggested_from_a_similarity_of_65_percent(name: str, state: str, suggested: bool) -> None:
    assert bool(suggest_states(name, [Candidate("QAA", (state,))])) == suggested


@pytest.mark.parametrize(("length", "suggested"), [(2, False), (3, True), (4, True)])
def test_a_suggestion_needs_3_letters(length: int, suggested: bool) -> None:
    assert bool(suggest_states("Cuba"[:length], [CUBA])) == suggested


@pytest.mark.limit("state_names.MAX_NAME_WORDS")
@pytest.mark.parametrize(("words", "suggested"), [(8, True), (9, True), (10, False)])
def test_a_suggestion_is_for_9_words_at_most(words: int, suggested: bool) -> None:
    name = " ".join(["Brazil", *(letter * 3 for letter in "qwxzvkjyhgf"[: words - 1])])
    assert suggest_states(name, [BRAZIL]) == (("BRA",) if suggested else ())


def test_a_misspelt_code_gets_a_suggestion_too() -> None:
    assert suggest_states("CHX", [Candidate("CHE", ("Switzerland",))]) == ("CHE",)


@pytest.mark.limit("state_names.SHORTEST_HELD")
@pytest.mark.parametrize(("name", "suggested"), [("Mal", False), ("Mali", True), ("Malid", True)])
def test_a_name_of_4_letters_is_suggested_from_inside_a_longer_text(name: str, suggested: bool) -> None:
    text = f"statement by the delegation of {name}"
    assert bool(suggest_states(text, [Candidate("QAA", (name,))])) == suggested
