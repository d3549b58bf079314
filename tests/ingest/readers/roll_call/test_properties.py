"""Any printed roll-call is read back exactly, and no pasted text adds a State."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ingest.readers.roll_call.printed import NAMES, STATES
from votes.ingest.readers.roll_call.reader import parse_roll_call
from votes.ingest.readers.roll_call.results import POSITIONS

MARKS = ["", "", "", "1", "¹", "*", " †", "[1]", " (2)", " 1/", " a/"]
SEPARATORS = [", ", "; ", ",\n", "\n", "\r\n", "\n• ", " ,", ",\xa0"]
WORDINGS = {
    "in_favour": ["In favour:", "IN FAVOUR (COUNT):", "**In favor:**", "Yes:", "States in favour\n"],
    "against": ["Against:", "AGAINST [1]\n", "_Against_\n", "No:", "Opposed:"],
    "abstaining": ["Abstaining:", "Abstentions: COUNT\n", "Abstain\n"],
    "not_voting": ["Not voting:", "Absent:", "Did not vote\n"],
}


@st.composite
def printed_votes(draw):
    """An assignment of positions, and a print of it."""
    assigned = draw(st.dictionaries(st.sampled_from(sorted(NAMES)), st.sampled_from(POSITIONS)))
    pieces = [draw(st.sampled_from(["", "Recorded vote:\n", "Draft L.36 was adopted. The voting:\n"]))]
    for position in draw(st.permutations(POSITIONS)):
        names = []
        for iso3 in draw(st.permutations([iso3 for iso3, taken in assigned.items() if taken == position])):
            name = draw(st.sampled_from(NAMES[iso3]))
            name = draw(
                st.sampled_from([name, name.upper(), name.replace("’", "'"), name.replace(" ", "\n", 1)])
            )
            names.append(name + draw(st.sampled_from(MARKS)))
        last = draw(st.sampled_from([" and ", ", and ", ", "]))
        listed = "".join(name + draw(st.sampled_from(SEPARATORS)) for name in names[:-2]) + last.join(
            names[-2:]
        )
        pieces.append(
            draw(st.sampled_from(WORDINGS[position])).replace("COUNT", str(len(names)))
            + " "
            + (listed or "None")
            + draw(st.sampled_from(["\n", ".\n", "\r\n"]))
        )
    return assigned, "".join(pieces)


@settings(max_examples=300, deadline=None)
@given(printed_votes())
def test_every_printed_vote_is_read_back_exactly(case):
    assigned, text = case
    result = parse_roll_call(text, STATES, assigned.keys())
    assert (result.positions, result.issues, result.missing) == (assigned, (), ())
    assert result.counts == {position: Counter(assigned.values())[position] for position in POSITIONS}


SCRAPS = st.sampled_from(
    [name for names in NAMES.values() for name in names]
    + [
        "In favour:",
        "Against",
        "No",
        "No:",
        "for",
        "Abstaining (3):",
        "Recused:",
        "Freedonia",
        "Republic of",
        "and",
        "AND",
    ]
    + [
        ", ",
        ";",
        "\n",
        "\n\n",
        "\t",
        " ",
        ".",
        "(",
        ")",
        "1",
        "*",
        "Y",
        " – against",
        "Untied States",
        "the",
        "\0",
        "\r",
    ]
)


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(SCRAPS).map(" ".join), st.lists(SCRAPS).map("".join)))
def test_any_text_is_read_and_every_member_is_accounted_for_once(text):
    result = parse_roll_call(text, STATES, NAMES.keys())
    kept_out = {
        p.iso3 for p in result.issues if p.iso3 and p.kind in ("named_twice", "no_heading")
    } - result.positions.keys()
    assert sorted([*result.positions, *result.missing, *kept_out]) == sorted(NAMES)
    lines = len(text.splitlines()) or 1
    assert all(1 <= issue.line <= lines for issue in result.issues)
    assert [a.line <= b.line for a, b in pairwise(result.issues)] == [True] * max(0, len(result.issues) - 1)
    assert sum(result.counts.values()) == len(result.positions)


STRANGERS = ["Freedonia", "Sylvania", "Grand Fenwick", "Lilliput and Blefuscu", "Ruritania (Kingdom of)"]


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([*NAMES, *STRANGERS]),
            st.sampled_from([*SEPARATORS, "\nAgainst: ", ". Abstaining: "]),
        ),
        max_size=12,
    )
)
def test_nothing_under_a_heading_is_lost(items):
    text = "In favour: " + "".join(NAMES.get(item, (item,))[0] + separator for item, separator in items)
    result = parse_roll_call(text, STATES, NAMES.keys())
    if result.refusal:
        return
    reported = " ".join(issue.text for issue in result.issues)
    for item, _ in items:
        is_reported = item in {p.iso3 for p in result.issues} or NAMES.get(item, (item,))[0] in reported
        assert item in result.positions or is_reported


@pytest.mark.parametrize(
    "unit",
    [
        "a,",
        "(",
        "a\n",
        "no ",
        "no:\n",
        "\n",
        " ",
        "\t",
        " -",
        "a",
        "abc ",
        "a.",
        "Cuba, ",
        "Cuba\tY\n",
        "voting ",
        "and ",
        "[1]",
        *["abc:\n", "of ", "the ", "| ", "*", "&", "1"],
        "In favour: a,a, ",
        ": Yes“",
    ],
)
def test_a_meaningless_text_is_read_without_inventing_a_state(unit):
    """How long it takes is measured in benchmarks/roll_call.py."""
    text = unit * (20_000 // len(unit))
    assert set(parse_roll_call(text, STATES, NAMES.keys()).positions) <= {"CUB"}
    assert set(parse_roll_call(f"In favour: {text}.\nAgainst{text}x", STATES, NAMES.keys()).positions) <= {
        "CUB"
    }
