"""Which positions an address sets."""

import pytest

from votes.core.choices import Position
from votes.forecast.what_if.query import LONGEST, Voters, read_what_if

VOTERS = Voters(
    {"AUT": "Austria", "BRA": "Brazil", "DEU": "Germany"},
    {"eu": ("EU", frozenset({"AUT", "DEU", "FRA"})), "african": ("African States", frozenset({"BRA"}))},
)


def read(value: str) -> dict[str, str]:
    return {iso3: position.value for iso3, position in read_what_if(value, VOTERS).known.items()}


@pytest.mark.parametrize(
    ("value", "known"),
    [
        ("", {}),
        ("BRA:abstaining", {"BRA": "abstaining"}),
        (" bra : Abstaining ", {"BRA": "abstaining"}),
        ("EU:against", {"AUT": "against", "DEU": "against"}),
        ("DEU:in_favour,EU:against", {"AUT": "against", "DEU": "in_favour"}),
        ("EU:against,DEU:in-favour", {"AUT": "against", "DEU": "in_favour"}),
        ("BRA:against,BRA:in_favour", {"BRA": "in_favour"}),
        ("African States:not_voting", {"BRA": "not_voting"}),
    ],
)
def test_the_later_and_the_more_specific_counts(value: str, known: dict[str, str]) -> None:
    assert read(value) == known
    assert read_what_if(value, VOTERS).notes == ()


@pytest.mark.parametrize("value", ["XXX:against", "BRA", "BRA:yes", "FRA:against", ":against"])
def test_what_is_not_understood_is_left_out_with_a_note(value: str) -> None:
    found = read_what_if(value, VOTERS)
    assert found.known == {}
    (note,) = found.notes
    assert value in note


def test_a_part_can_be_taken_away() -> None:
    assert read_what_if("EU:against,BRA:abstaining", VOTERS).without("eu") == "BRA:abstaining"


@pytest.mark.limit("query.LONGEST")
@pytest.mark.parametrize(("over", "notes"), [(-1, 0), (0, 0), (1, 1)])
def test_a_long_address_is_cut_with_a_note(over: int, notes: int) -> None:
    value = ",".join(["BRA:against"] * 60)[: LONGEST + over].ljust(LONGEST + over, ",")
    found = read_what_if(value, VOTERS)
    assert found.known == {"BRA": Position.AGAINST}
    assert sum("more positions" in note for note in found.notes) == notes
