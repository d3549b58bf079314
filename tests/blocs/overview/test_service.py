"""The figures of /blocs/ from the database and the cache."""

import datetime

import pytest
from django.http import QueryDict

from tests.factories import make_bloc, make_member
from tests.pages_factories import make_voted
from votes.analysis.scope import Scope
from votes.blocs.overview.query import VIEWS, read_bloc_query
from votes.blocs.overview.service import CohesionByYear, Overview, Refusal, get_overview, get_spatial_map
from votes.blocs.terms import get_bloc_table
from votes.models import BlocMembership
from votes.scope.vote_table import get_vote_table

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2020, 1, 1)


def ask(address: str) -> Overview:
    table = get_vote_table()
    blocs = get_bloc_table(table.version)
    return get_overview(read_bloc_query(QueryDict(address), table, blocs), table, blocs, TODAY)


@pytest.mark.parametrize("view", VIEWS)
def test_a_query_that_cannot_be_answered_has_no_figures(view: str) -> None:
    make_voted(roll_call={make_member("QAA"): "in_favour", make_member("QAB"): "in_favour"})
    overview = ask(f"view={view}&states=QAA")
    assert (overview.figures, overview.refusal) == (None, Refusal.TOO_FEW_STATES)
    assert ask(f"view={view}&states=nobody").refusal is Refusal.NOTHING_ON_FILE
    assert ask(f"view={view}&states=QAA,QAB").refusal is None


def test_a_bloc_of_ones_own_may_have_the_name_of_another() -> None:
    bloc, states = make_bloc(), [make_member(code) for code in ("QAA", "QAB", "QAC", "QAD")]
    for state in states[:3]:
        BlocMembership.objects.create(bloc=bloc, state=state)
    for _ in range(5):
        letters = ("in_favour", "in_favour", "in_favour", "against")
        make_voted(roll_call=dict(zip(states, letters, strict=True)))
    found = ask(f"view=cohesion&bloc=eu&states=QAB,QAC,QAD&name={bloc.name}").figures
    assert isinstance(found, CohesionByYear)
    assert [(row.group.slug, row.group.name, row.overall.mean) for row in found.groups] == [
        ("eu", bloc.name, 1),
        ("", bloc.name, pytest.approx((2 - 1 / 2) / 3)),
    ]


def test_each_filter_and_each_version_has_a_map_of_its_own() -> None:
    states = [make_member(code) for code in ("QAA", "QAB", "QAC", "QAD")]
    letters = ("in_favour", "in_favour", "against", "against")
    for number in range(6):
        make_voted(f"A/HRC/RES/37/{number}", dict(zip(states, letters, strict=True)))
    few, many = Scope(minimum=1), Scope(minimum=7)
    assert len(get_spatial_map(get_vote_table(), few, 1).states) == 4
    assert get_spatial_map(get_vote_table(), many, 1).states == ()
    make_voted("A/HRC/RES/37/7", dict(zip(states, letters, strict=True)))
    assert len(get_spatial_map(get_vote_table(), many, 1).states) == 4
