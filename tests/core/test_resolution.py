"""Texts: their lists, their order, their totals."""

import datetime

import pytest

from tests.factories import DAY, make_explanation, make_resolution, make_state, make_vote
from votes.analysis.scope import Scope
from votes.core.choices import Adoption, CheckStatus, ExplanationKind, Outcome, Position
from votes.home.service import get_closest_votes
from votes.models import Explanation, Resolution, Series, Topic, Vote

pytestmark = pytest.mark.django_db


def list_symbols(resolutions) -> list[str]:
    return [resolution.symbol for resolution in resolutions]


def test_only_published_texts_are_public_and_so_are_their_votes_and_explanations():
    hidden = make_resolution("A/HRC/RES/37/1", published=False)
    shown = make_resolution("A/HRC/RES/37/2")
    state = make_state()
    for resolution in (hidden, shown):
        make_vote(resolution, state)
        make_explanation(resolution, state)
    assert list_symbols(Resolution.objects.public()) == ["A/HRC/RES/37/2"]
    assert [vote.resolution for vote in Vote.objects.public()] == [shown]
    assert [explanation.resolution for explanation in Explanation.objects.public()] == [shown]


def test_a_new_text_is_not_published():
    assert Resolution().published is False


def test_recorded_votes_have_totals():
    make_resolution("A/HRC/RES/37/1", totals=(28, 1, 17, 1))
    make_resolution("A/HRC/RES/37/2", totals=(0, 0, 0, None))
    make_resolution("A/HRC/RES/37/3")
    make_resolution("A/HRC/RES/37/4", adoption=Adoption.WITHOUT_VOTE)
    make_resolution("A/HRC/RES/37/5", totals=(28, 1, 17, 1), adoption=Adoption.NON_RECORDED_VOTE)
    assert sorted(list_symbols(Resolution.objects.recorded())) == ["A/HRC/RES/37/1", "A/HRC/RES/37/2"]


def test_reconciled_leaves_out_what_does_not_add_up_and_what_was_not_checked():
    for number, status in enumerate(CheckStatus, start=1):
        make_resolution(f"A/HRC/RES/37/{number}", check_status=status)
    assert list_symbols(Resolution.objects.reconciled()) == ["A/HRC/RES/37/1"]


def test_newest_first_with_undated_last_and_symbols_counted_not_spelt():
    make_resolution("A/HRC/RES/37/9")
    make_resolution("A/HRC/RES/37/23")
    make_resolution("A/HRC/RES/43/21", date=datetime.date(2020, 6, 22))
    make_resolution("A/HRC/61/L.1", date=None, outcome=Outcome.TABLED, adoption=Adoption.NONE)
    expected = ["A/HRC/RES/43/21", "A/HRC/RES/37/23", "A/HRC/RES/37/9", "A/HRC/61/L.1"]
    assert list_symbols(Resolution.objects.newest_first()) == expected
    assert list_symbols(Resolution.objects.all()) == expected


def test_explanations_are_listed_newest_first_with_undated_last():
    resolution = make_resolution()
    for name, date in [("old", DAY), ("undated", None), ("new", datetime.date(2020, 6, 22))]:
        make_explanation(resolution, on_behalf_of=name, date=date)
    assert [e.speaker_name for e in Explanation.objects.for_list()] == ["new", "old", "undated"]


def test_the_closest_votes_have_the_smallest_margin_whoever_won():
    for symbol, totals in [("A/HRC/RES/37/1", (20, 18, 9, 0)), ("A/HRC/37/L.2", (17, 18, 12, 0))]:
        make_resolution(symbol, totals=totals, check_status=CheckStatus.RECONCILED)
    make_resolution("A/HRC/RES/37/3", totals=(22, 22, 3, 0), check_status=CheckStatus.UNRECONCILED)
    closest = get_closest_votes(5, Scope())
    assert [(text.symbol, getattr(text, "margin", None)) for text in closest] == [
        ("A/HRC/37/L.2", 1),
        ("A/HRC/RES/37/1", 2),
    ]


def test_totals_by_position():
    resolution = make_resolution(totals=(28, 1, 17, None))
    assert resolution.official == {
        Position.IN_FAVOUR: 28,
        Position.AGAINST: 1,
        Position.ABSTAINING: 17,
        Position.NOT_VOTING: None,
    }
    assert resolution.has_totals
    assert set(resolution.counted.values()) == {None}
    assert not make_resolution("A/HRC/RES/37/24").has_totals


def test_a_vote_won_by_nil_has_totals():
    assert make_resolution(totals=(0, 0, 0, 0)).has_totals


def test_the_address_is_the_symbol_and_stays_when_the_symbol_is_corrected():
    resolution = make_resolution("A/HRC/RES/37/23")
    assert resolution.get_absolute_url() == "/resolutions/A/HRC/RES/37/23/"
    resolution.symbol = "A/HRC/RES/37/32"
    resolution.save()
    resolution.refresh_from_db()
    assert resolution.address == "A/HRC/RES/37/23"
    assert resolution.symbol_key.endswith("00032")


def test_how_things_are_called():
    resolution = make_resolution(title="The right to food")
    assert str(resolution) == "A/HRC/RES/37/23: The right to food"
    assert str(make_vote(resolution, make_state())).endswith(": In favour")
    assert str(Topic(name="Terrorism")) == "Terrorism"
    assert str(Series(title="The right to food")) == "The right to food"
    said = make_explanation(resolution, on_behalf_of="European Union", kind=ExplanationKind.GENERAL_COMMENT)
    assert str(said) == "European Union: General comment"


def test_where_a_state_spoke_for_a_group_the_state_is_named():
    said = make_explanation(make_resolution(), make_state(name="Slovakia"), on_behalf_of="European Union")
    assert said.speaker_name == "Slovakia"


def test_whoever_changes_a_text_leaves_its_history():
    resolution = make_resolution(title="The right to fod")
    resolution.title = "The right to food"
    resolution.save()
    assert [version.title for version in resolution.history.all()] == [
        "The right to food",
        "The right to fod",
    ]
