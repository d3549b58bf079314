"""Blocs and regional groups, and who belonged to them when, as all pages read them."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_bloc, make_state
from votes.blocs.terms import build_bloc_table, get_bloc_table
from votes.core.choices import RegionalGroup
from votes.models import BlocMembership, RecordVersion, StateName

pytestmark = pytest.mark.django_db


def test_the_five_regional_groups_come_first_and_blocs_without_a_list_not_at_all() -> None:
    bloc, state, day = make_bloc(), make_state("QAA"), datetime.date(2018, 1, 1)
    make_bloc("like-minded", "Like-minded")
    BlocMembership.objects.create(bloc=bloc, state=state, end=day)
    BlocMembership.objects.create(bloc=bloc, state=state, start=day + datetime.timedelta(9))
    table = build_bloc_table()
    assert [bloc.group for bloc in table.blocs] == [*RegionalGroup, None]
    assert [bloc.slug for bloc in table.blocs][1:] == [
        "asia-pacific", "eastern-european", "latin-american-caribbean", "western-european-other", "eu",
    ]  # fmt: skip
    assert table.by_slug["eu"].intervals == (
        ("QAA", None, day),
        ("QAA", day + datetime.timedelta(9), None),
    )


def test_other_names_lead_to_the_state() -> None:
    StateName.objects.create(state=make_state("QAA"), name="Old Name", until=1990)
    assert build_bloc_table().other_names == {"old name": "QAA"}


def test_a_bloc_is_asked_for_once_and_again_when_it_changed() -> None:
    bloc = make_bloc()
    BlocMembership.objects.create(bloc=bloc, state=make_state("QAA"))
    version = RecordVersion.get()
    get_bloc_table(version)
    with CaptureQueriesContext(connection) as queries:
        assert len(get_bloc_table(version).by_slug["eu"].intervals) == 1
    assert len(queries) == 0
    BlocMembership.objects.create(bloc=bloc, state=make_state("QAB"))
    assert len(get_bloc_table(RecordVersion.get()).by_slug["eu"].intervals) == 2
