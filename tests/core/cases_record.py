"""The rules of texts, votes, sessions, States, terms and explanations."""

import datetime

from django.db import models

from tests.core.case import UNKNOWN, Case
from tests.factories import (
    DAY,
    make_explanation,
    make_resolution,
    make_session,
    make_state,
    make_term,
    make_vote,
)
from votes.core.choices import (
    Adoption,
    CountedKind,
    ExplanationKind,
    Outcome,
    Position,
    RegionalGroup,
    SessionKind,
    TextKind,
)
from votes.models import RecordedVoteCount, Series, StateName

LATER = datetime.date(2019, 1, 1)
TOTALS = ("official_in_favour", "official_against", "official_abstaining", "official_not_voting")


def make_count(kind: str = CountedKind.TEXTS) -> models.Model:
    return RecordedVoteCount.objects.create(session=make_session(), kind=kind, number=16, source="A report")


def make_second_count() -> models.Model:
    make_count()
    return make_count(CountedKind.AMENDMENTS)


def make_second_session() -> models.Model:
    make_session("37")
    return make_session("S-37")


def make_series() -> models.Model:
    return Series.objects.create(slug="cooperation", title="Cooperation")


def make_second_of_a_series() -> models.Model:
    """A text of the 37th session without a series; one of its session is in series 1, one of the 36th in series 2."""
    Series.objects.create(pk=1, slug="cooperation", title="Cooperation")
    Series.objects.create(pk=2, slug="food", title="Food")
    make_resolution("A/HRC/RES/37/1", series_id=1)
    make_resolution("A/HRC/RES/36/1", series_id=2, session=make_session("36"))
    return make_resolution("A/HRC/RES/37/2")


def make_two_series() -> models.Model:
    Series.objects.create(pk=1, slug="cooperation", title="Cooperation")
    return Series.objects.create(pk=2, slug="food", title="Food")


def make_name() -> models.Model:
    return StateName.objects.create(state=make_state(), name="Cathay")


def make_single_term() -> models.Model:
    return make_term(make_state(), DAY, LATER)


def make_second_term() -> models.Model:
    """A term from 2022 after one from 23 March 2018 to 1 January 2019."""
    state = make_state()
    make_term(state, DAY, LATER)
    return make_term(state, datetime.date(2022, 1, 1), datetime.date(2024, 12, 31))


def make_second_record() -> models.Model:
    make_resolution("A/HRC/RES/37/1", source="library", source_record="1")
    return make_resolution("A/HRC/RES/37/2", source="library", source_record="2")


def make_amendment() -> models.Model:
    amended = make_resolution("A/HRC/RES/37/1")
    return make_resolution("A/HRC/37/L.63", kind=TextKind.AMENDMENT, amends=amended)


def make_undecided() -> models.Model:
    return make_resolution(outcome=Outcome.TABLED, adoption=Adoption.NONE, date=None)


def make_consensus() -> models.Model:
    return make_resolution(adoption=Adoption.WITHOUT_VOTE)


def make_voted() -> models.Model:
    return make_resolution(totals=(28, 1, 17, 1))


def make_second_vote() -> models.Model:
    """Mexico's vote, after China's (State 1) on the same text."""
    resolution = make_resolution()
    make_vote(resolution, make_state("CHN"))
    return make_vote(resolution, make_state("MEX"))


def make_said() -> models.Model:
    return make_explanation(make_resolution(), make_state("USA"), source_url="https://example.org/1")


def make_said_for_group() -> models.Model:
    return make_explanation(
        make_resolution(), on_behalf_of="European Union", source_url="https://example.org/1"
    )


def make_said_twice() -> models.Model:
    first = make_explanation(make_resolution(), make_state("USA"), source_url="https://example.org/1")
    return make_explanation(
        first.resolution, first.state, source_url="https://example.org/1", kind=ExplanationKind.AFTER_VOTE
    )


def make_said_twice_for_group() -> models.Model:
    first = make_explanation(make_resolution(), on_behalf_of="OIC", source_url="https://example.org/1")
    return make_explanation(first.resolution, on_behalf_of="EU", source_url="https://example.org/1")


CASES = [
    Case("state_iso3_three_capitals", make_state, {"iso3": "chn"}, {"iso3": "PRC"}),
    Case(
        "state_ends_after_it_starts",
        lambda: make_state("CSK", existed_until=datetime.date(1992, 12, 31)),
        {"existed_from": datetime.date(1993, 1, 1)},
        {"existed_from": datetime.date(1918, 10, 28)},
    ),
    Case("state_iso3_three_capitals", make_state, {"iso3": "CH"}, {"iso3": "CHE"}),
    Case("state_iso3_three_capitals", make_state, {"iso3": "C1N"}, {"iso3": "TWN"}),
    Case("state_name_not_empty", make_state, {"name": ""}, {"name": "China"}),
    Case(
        "state_regional_group_known",
        make_state,
        {"regional_group": UNKNOWN},
        {"regional_group": RegionalGroup.AFRICAN},
    ),
    Case("statename_not_empty", make_name, {"name": ""}, {"name": "PRC"}),
    Case(
        "membership_ends_after_it_starts",
        make_single_term,
        {"end": DAY - datetime.timedelta(days=1)},
        {"end": DAY},
    ),
    Case(
        "membership_ends_after_it_starts",
        make_single_term,
        {"start": datetime.date(2020, 1, 1)},
        {"end": None},
    ),
    Case(
        "membership_suspended_within_its_term",
        make_single_term,
        {"suspended_from": DAY - datetime.timedelta(days=1)},
        {"suspended_from": DAY},
    ),
    Case(
        "membership_suspended_within_its_term",
        make_single_term,
        {"suspended_from": DAY, "suspended_until": DAY - datetime.timedelta(days=1)},
        {"suspended_from": DAY, "suspended_until": DAY},
    ),
    Case(
        "membership_suspended_within_its_term",
        make_single_term,
        {"suspended_until": DAY},
        {"suspended_from": DAY, "suspended_until": DAY},
    ),
    Case(
        "membership_regional_group_known",
        make_single_term,
        {"regional_group": UNKNOWN},
        {"regional_group": RegionalGroup.EASTERN_EUROPEAN},
    ),
    Case(
        "session_once",
        make_second_session,
        {"kind": SessionKind.REGULAR},
        {"kind": SessionKind.ORGANIZATIONAL},
    ),
    Case(
        "recordedvotecount_once",
        make_second_count,
        {"kind": CountedKind.TEXTS},
        {"kind": CountedKind.AMENDMENTS},
    ),
    Case("recordedvotecount_source_not_empty", make_count, {"source": ""}, {"source": "The catalogue"}),
    Case("recordedvotecount_kind_known", make_count, {"kind": UNKNOWN}, {"kind": CountedKind.AMENDMENTS}),
    Case("session_number_positive", make_session, {"number": 0}, {"number": 1}),
    Case(
        "session_ends_after_it_starts", make_session, {"start": LATER, "end": DAY}, {"start": DAY, "end": DAY}
    ),
    Case(
        "session_ends_after_it_starts",
        make_session,
        {"start": LATER, "end": DAY},
        {"start": DAY, "end": None},
    ),
    Case("session_body_known", make_session, {"body": UNKNOWN}, {"body": "commission"}),
    Case("session_kind_known", make_session, {"kind": UNKNOWN}, {"kind": "special"}),
    Case("series_title_not_empty", make_series, {"title": ""}, {"title": "Development"}),
    Case("series_not_merged_into_itself", make_two_series, {"merged_into_id": 2}, {"merged_into_id": 1}),
    Case(
        "resolution_once_per_session_in_a_series",
        make_second_of_a_series,
        {"series_id": 1},
        {"series_id": 2},
    ),
    Case(
        "resolution_kind_known", make_resolution, {"kind": UNKNOWN}, {"kind": TextKind.PRESIDENTS_STATEMENT}
    ),
    Case(
        "resolution_adoption_known",
        make_resolution,
        {"adoption": UNKNOWN},
        {"adoption": Adoption.NON_RECORDED_VOTE},
    ),
    Case(
        "resolution_outcome_known",
        make_undecided,
        {"outcome": UNKNOWN},
        {"outcome": Outcome.NOT_CONSIDERED},
    ),
    Case(
        "resolution_other_outcome_differs",
        make_voted,
        {"other_outcome": Outcome.ADOPTED},
        {"other_outcome": Outcome.WITHDRAWN},
    ),
    Case("resolution_other_outcome_differs", make_voted, {"other_outcome": UNKNOWN}, {"other_outcome": ""}),
    Case(
        "resolution_check_status_known",
        make_resolution,
        {"check_status": UNKNOWN},
        {"check_status": "reconciled"},
    ),
    Case("resolution_symbol_not_empty", make_resolution, {"symbol": ""}, {"symbol": "A/HRC/RES/37/24"}),
    Case("resolution_title_not_empty", make_resolution, {"title": ""}, {"title": "The right to food"}),
    Case(
        "resolution_once_per_source_record",
        make_second_record,
        {"source_record": "1"},
        {"source_record": "3"},
    ),
    Case(
        "resolution_once_per_source_record",
        make_second_record,
        {"source_record": "1"},
        {"source_record": "1", "source": "another"},
    ),
    Case(
        "resolution_decided_or_not",
        make_resolution,
        {"adoption": Adoption.NONE},
        {"outcome": Outcome.REJECTED},
    ),
    Case(
        "resolution_decided_or_not",
        make_resolution,
        {"outcome": Outcome.WITHDRAWN},
        {"outcome": Outcome.WITHDRAWN, "adoption": Adoption.NONE},
    ),
    Case(
        "resolution_vote_has_a_date",
        make_resolution,
        {"date": None},
        {"date": None, "outcome": Outcome.TABLED, "adoption": Adoption.NONE},
    ),
    Case(
        "resolution_vote_has_a_date",
        make_resolution,
        {"date": None, "adoption": Adoption.NON_RECORDED_VOTE},
        {"date": None, "adoption": Adoption.WITHOUT_VOTE},
    ),
    Case(
        "resolution_rejected_by_vote",
        make_consensus,
        {"outcome": Outcome.REJECTED},
        {"outcome": Outcome.REJECTED, "adoption": Adoption.NON_RECORDED_VOTE},
    ),
    Case(
        "resolution_totals_need_a_vote",
        make_voted,
        {"adoption": Adoption.WITHOUT_VOTE},
        {"adoption": Adoption.WITHOUT_VOTE, **dict.fromkeys(TOTALS)},
    ),
    Case(
        "resolution_totals_need_a_vote",
        make_consensus,
        {"official_not_voting": 47},
        {"official_not_voting": None},
    ),
    Case(
        "resolution_totals_all_or_none", make_voted, {"official_against": None}, {"official_not_voting": None}
    ),
    Case("resolution_totals_all_or_none", make_voted, {"official_in_favour": None}, {"official_against": 0}),
    Case("resolution_totals_all_or_none", make_voted, {"official_abstaining": None}, dict.fromkeys(TOTALS)),
    Case(
        "resolution_only_amendments_amend",
        make_amendment,
        {"kind": TextKind.RESOLUTION},
        {"kind": TextKind.RESOLUTION, "amends": None},
    ),
    Case(
        "resolution_source_of_a_caller",
        make_voted,
        {"called_by_source": "Meeting summary"},
        {"called_by_source": "Meeting summary", "called_by_group": "European Union"},
    ),
    Case("resolution_not_amending_itself", make_amendment, {"amends": models.F("pk")}, {"amends": None}),
    Case("vote_position_known", make_second_vote, {"position": UNKNOWN}, {"position": Position.NOT_VOTING}),
    Case("vote_position_known", make_second_vote, {"position": ""}, {"position": Position.AGAINST}),
    Case("explanation_has_a_speaker", make_said_for_group, {"on_behalf_of": ""}, {"on_behalf_of": "Benelux"}),
    Case("explanation_has_a_speaker", make_said, {"state": None}, {"state": None, "on_behalf_of": "EU"}),
    Case("explanation_summary_not_empty", make_said, {"summary": ""}, {"summary": "It abstained."}),
    Case("explanation_has_a_source", make_said, {"source_title": ""}, {"source_title": "UN Web TV"}),
    Case("explanation_excerpt_short", make_said, {"excerpt": "é" * 301}, {"excerpt": "é" * 300}),
    Case(
        "explanation_once_per_state",
        make_said_twice,
        {"kind": ExplanationKind.BEFORE_VOTE},
        {"kind": ExplanationKind.BEFORE_VOTE, "source_url": "https://example.org/2"},
    ),
    Case(
        "explanation_once_per_group",
        make_said_twice_for_group,
        {"on_behalf_of": "OIC"},
        {"on_behalf_of": "OIC", "kind": ExplanationKind.POSITION},
    ),
    Case("explanation_kind_known", make_said, {"kind": UNKNOWN}, {"kind": ExplanationKind.INTRODUCTION}),
    Case("explanation_announced_known", make_said, {"announced": UNKNOWN}, {"announced": ""}),
    Case("membership_one_per_start", make_second_term, {"start": DAY}, {"start": datetime.date(2021, 1, 1)}),
    Case(
        "membership_terms_do_not_overlap",
        make_second_term,
        {"start": LATER},
        {"start": LATER + datetime.timedelta(days=1)},
    ),
]
