"""The measures on the Council's own votes: figures that others have published, and what everyone there knows."""

import numpy as np
import pytest

from tests.analysis.council import keep_reconciled, list_rows, read_terms, read_texts
from votes.analysis.agreement import compute_agreement
from votes.analysis.clusters import find_clusters
from votes.analysis.cohesion import compute_cohesion, list_regional_groups
from votes.analysis.losing import rank_losing
from votes.analysis.matrix import build_matrix
from votes.analysis.partners import rank_partners
from votes.analysis.spatial import build_spatial_map
from votes.core.choices import RegionalGroup, TextKind


@pytest.fixture(scope="module")
def resolutions(shared_folder):
    """The Council's reconciled resolutions of 2006 to 2026 that were put to a vote."""
    terms = read_terms()
    texts = [text for text in read_texts(shared_folder) if text.kind == TextKind.RESOLUTION]
    return build_matrix(list_rows(keep_reconciled(texts, terms)), terms)


@pytest.fixture(scope="module")
def agreement(resolutions):
    return compute_agreement(resolutions)


@pytest.mark.parametrize(
    ("first", "second", "whole_record", "kappa"),
    [
        ("CHN", "CUB", 0.95, 0.89),
        ("BRA", "CHN", 0.52, 0.01),
        ("MEX", "BRA", 0.71, 0.23),
        ("USA", "GBR", 0.76, 0.59),
    ],
)
def test_known_pairs_come_near_what_the_whole_record_gives(agreement, first, second, whole_record, kappa):
    """A fifth of the votes is left out of our copy, so near is: the published figure lies in the interval."""
    pair = agreement.get_pair(first, second)
    assert pair.n > 150
    assert pair.interval[0] < whole_record < pair.interval[1]
    assert pair.interval_kappa[0] < kappa < pair.interval_kappa[1]


def test_dr_congo_seldom_loses_when_abstentions_are_counted_separately(resolutions):
    congo = next(row for row in rank_losing(resolutions) if row.state == "COD")
    assert congo.share == pytest.approx(0.10, abs=0.03)
    assert (congo.lost + congo.abstained) / congo.positions == pytest.approx(0.66, abs=0.03)


def test_every_position_was_taken_by_a_member_of_a_group_that_day(resolutions):
    assert (resolutions.groups[resolutions.taken] > 0).all()
    seats = (resolutions.groups > 0).sum(axis=0)
    assert set(seats.tolist()) <= {46, 47}


def test_the_western_group_is_the_most_cohesive(resolutions):
    means = {
        group: compute_cohesion(resolutions, members).mean or 0
        for group, members in list_regional_groups(resolutions).items()
    }
    assert max(means, key=lambda group: means[group]) is RegionalGroup.WESTERN_EUROPEAN_OTHER


def test_china_votes_with_cuba_and_against_the_united_states(agreement):
    partners = rank_partners(agreement, "CHN")
    assert "CUB" in {pair.second for pair in partners.list_closest(5)}
    assert "USA" in {pair.second for pair in partners.list_furthest(5)}


def test_two_clusters_are_separated(agreement):
    cluster_of = {
        iso3: number
        for number, cluster in enumerate(find_clusters(agreement, 2).clusters)
        for iso3 in cluster
    }
    assert cluster_of["DEU"] == cluster_of["FRA"] == cluster_of["GBR"]
    assert cluster_of["CHN"] == cluster_of["CUB"] == cluster_of["RUS"]
    assert cluster_of["DEU"] != cluster_of["CHN"]


def test_the_map_of_one_axis_says_more_than_the_mode_and_two_say_more_than_one(resolutions):
    line, plane = build_spatial_map(resolutions), build_spatial_map(resolutions, 2)
    assert line.share_modal == plane.share_modal == pytest.approx(0.64, abs=0.03)
    assert line.apre is not None
    assert line.apre > 0.6
    assert plane.classified > line.classified
    order = [line.states[row] for row in np.argsort(line.points[:, 0])]
    assert (
        order.index("USA") < order.index("DEU") < order.index("BRA") < order.index("IND") < order.index("CHN")
    )
    assert set(line.states) | set(line.left_out) == set(resolutions.states)
