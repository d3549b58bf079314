"""What an address of /blocs/ asks for, read against a record of three States that voted and one that did not."""

from typing import Any

import numpy as np
import pytest
from django.http import QueryDict

from tests.analysis.strategies import read_letters
from votes.analysis.scope import VoteLabels
from votes.blocs.overview.query import BlocQuery, join_states, read_bloc_query
from votes.blocs.terms import BlocTable, BlocTerms
from votes.scope.vote_table import ScopeChoices, VoteTable

NOTHING: Any = np.empty(0)
TABLE = VoteTable(
    matrix=read_letters(CHN="YY", CUB="YN", USA="NN"),
    labels=VoteLabels((), (), (), NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, (), (), ()),
    names={"CHN": "China", "CUB": "Cuba", "USA": "United States of America", "PLW": "Palau"},
    groups_now={},
    terms=(),
    choices=ScopeChoices((), (), (), ()),
)
EU = BlocTerms("eu", "European Union", "EU")
BLOCS = BlocTable((EU,), {"red china": "CHN"})


def read(address: str) -> BlocQuery:
    return read_bloc_query(QueryDict(address), TABLE, BLOCS)


def test_nothing_asked_for_is_the_default():
    query = read("")
    assert (query.is_default, query.view, query.order, query.poles, query.dimensions) == (
        True, "matrix", "", None, 2,
    )  # fmt: skip
    assert (query.notes, query.view_notes) == ((), [])


@pytest.mark.parametrize(
    ("address", "states"),
    [
        ("states=CHN,cub", ("CHN", "CUB")),
        ("states=Cuba;CHN&states=China", ("CUB", "CHN")),
        ("states=red China", ("CHN",)),
        ("states=America", ("USA",)),
    ],
)
def test_states_go_by_code_name_and_part_of_a_name(address, states):
    assert (read(address).states, read(address).notes) == (states, ())


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("states=CHN,nobody", "“nobody” does not match exactly one State on file"),
        ("states=CHN,u", "“u” does not match exactly one State on file"),
        ("states=CHN,Palau", "Palau is in no recorded vote"),
        ("states=CHN&bloc=nobody", "“nobody” is not the address of a bloc with a list of members"),
        (
            "view=pie",
            "“pie” is not a value of view. Choose one of: blocs, matrix, positions, poles, map, cohesion, apart.",
        ),
    ],
)
def test_what_is_left_out_has_a_note(address, words):
    (note,) = read(address).notes
    assert words in note


def test_each_note_is_about_its_own_parameter():
    query = read("states=nobody&bloc=nobody")
    assert query.unknown == ("nobody", "nobody")
    for_states, for_blocs = query.notes
    assert "State on file" in for_states
    assert "address of a bloc" in for_blocs


def test_all_stands_for_all_states_and_is_no_state():
    query = read("states=ALL,CHN&bloc=EU")
    assert (query.all_states, query.states, query.blocs, query.notes) == (True, ("CHN",), (EU,), ())


@pytest.mark.parametrize(
    ("value", "poles", "notes"),
    [
        ("CHN,USA", ("CHN", "USA"), 0),
        ("China,CHN,USA", ("CHN", "USA"), 0),
        ("CHN,USA,nobody", ("CHN", "USA"), 1),
        ("CHN,CHN", None, 1),
        ("CHN,Palau", None, 1),
        ("CHN,USA,CUB", None, 1),
    ],
)
def test_poles_are_two_states_that_voted(value, poles, notes):
    query = read(f"poles={value}&view=poles")
    assert (query.poles, len(query.view_notes)) == (poles, notes)
    assert read(f"poles={value}").view_notes == [], "only one view reads the poles"


def test_control_characters_are_taken_out_of_a_name_and_it_is_cut():
    assert read("name=%0A a%00b " + "x" * 99).name == "ab " + "x" * 77


def test_states_sent_one_by_one_are_joined():
    assert join_states(QueryDict("states=CHN&states=&states=Cuba&min=5")) == "states=CHN,Cuba&min=5"
