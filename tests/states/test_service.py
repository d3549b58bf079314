"""One State: every number against a slow loop over the votes on file."""

import datetime
from collections import Counter
from typing import Any

import pytest

from tests.factories import make_member, make_state, make_term
from tests.pages_factories import make_members, make_voted
from votes.analysis.majority_position import Alignment
from votes.analysis.scope import Scope
from votes.core.choices import EVERY, Body, Position, RegionalGroup
from votes.core.models.vote import build_suspended_condition
from votes.models import Resolution, State, Vote
from votes.resolutions.service import get_resolution_record
from votes.scope.vote_table import get_vote_table
from votes.states.service import StateList, StateRecord, get_state_record, get_states

TODAY = datetime.date(2026, 6, 1)
AMENDMENTS = ("amendment", "no_action_motion")


def read_record(state: State, **scope: Any) -> StateRecord:
    """The record of `state` over the votes of a scope."""
    chosen = Scope(**scope)
    return get_state_record(state, get_vote_table(chosen.body), chosen)


def read_list(**scope: Any) -> StateList:
    """The list of States over the votes of a scope."""
    chosen = Scope(**scope)
    return get_states(TODAY, get_vote_table(chosen.body), chosen)


class TestStarter:
    @pytest.mark.parametrize("iso3", ["CHN", "USA", "CHE", "TUN", "BOL"])
    def test_totals_years_items_and_topics_are_what_a_loop_counts(self, starter: None, iso3: str) -> None:
        totals: Counter = Counter()
        years: dict[int, Counter] = {}
        items: dict[str, Counter] = {}
        topics: dict[str, Counter] = {}
        left_out = 0
        for vote in Vote.objects.filter(state__iso3=iso3):
            text = vote.resolution
            if text.kind in AMENDMENTS or text.session.body != "council":
                continue
            if text.check_status == "unreconciled":
                left_out += 1
                continue
            assert text.date is not None
            totals[vote.position] += 1
            years.setdefault(text.date.year, Counter())[vote.position] += 1
            items.setdefault(str(text.agenda_item or ""), Counter())[vote.position] += 1
            for topic in text.topics.all():
                topics.setdefault(topic.name, Counter())[vote.position] += 1
        record = read_record(State.objects.get(iso3=iso3))
        assert sum(totals.values()) == len(record.votes) == record.population.n > 20
        assert record.population.left_out == left_out
        assert +Counter(record.totals) == totals
        assert {year: +Counter(counts) for year, counts in record.years.items()} == years
        assert list(record.years) == sorted(years)
        assert {item: +Counter(counts) for item, counts in record.items} == items
        assert {name: +Counter(counts) for name, _, counts in record.topics} == topics
        sizes = [sum(counts.values()) for _, _, counts in record.topics]
        assert sizes == sorted(sizes, reverse=True)

    def test_group_and_alignment_are_those_of_the_page_of_the_text(self, starter: None) -> None:
        """The page of a State and the page of a text reckon them in two ways; they must agree on every vote."""
        states = list(State.objects.filter(votes__isnull=False).distinct())[::10]
        texts = list(Resolution.objects.recorded())[::4]
        on_texts = {
            (entry.state.iso3, text.pk): (entry.group, entry.alignment)
            for text in texts
            for entry in get_resolution_record(text).entries
            if entry.state in states
        }
        on_states = {
            (state.iso3, vote.resolution.pk): (vote.group, vote.alignment)
            for state in states
            for body in Body.values
            for vote in read_record(state, body=body, kind=EVERY, unreconciled=True).votes
            if vote.resolution.pk in {text.pk for text in texts}
        }
        assert len(on_texts) > 200
        assert on_states == on_texts
        assert {alignment for _, alignment in on_texts.values()} == set(Alignment)

    def test_votes_that_are_not_reconciled_are_counted_where_the_reader_asks(self, starter: None) -> None:
        india = State.objects.get(iso3="IND")
        usual, asked = read_record(india), read_record(india, unreconciled=True)
        assert usual.population.left_out > 0
        assert asked.population.left_out == 0
        assert sum(asked.totals.values()) == sum(usual.totals.values()) + usual.population.left_out

    def test_the_list_counts_what_each_state_did(self, starter: None) -> None:
        """The list counts what the page of each State counts: not the votes whose roll-call does not add up."""
        votes = (
            Vote.objects.exclude(build_suspended_condition())
            .exclude(resolution__check_status="unreconciled")
            .filter(resolution__session__body="council")
        )
        votes = votes.exclude(resolution__kind__in=AMENDMENTS)
        counted = Counter(votes.values_list("state__iso3", "position"))
        for listed in read_list().states:
            for position in Position:
                assert listed.totals[position] == counted[listed.state.iso3, position.value]


@pytest.mark.django_db
class TestSmallRecord:
    def test_who_changed_groups_is_measured_against_the_group_of_the_day(self) -> None:
        """It sat with the Asians first, then with the Africans; each time it stood with its group."""
        mover = make_state("QAA", regional_group=RegionalGroup.AFRICAN)
        first_day = datetime.date(2013, 1, 1)
        make_term(
            mover, datetime.date(2010, 1, 1), datetime.date(2012, 12, 31), regional_group="asia_pacific"
        )
        make_term(mover, first_day, datetime.date(2020, 12, 31))
        asians = [make_member(f"QB{c}") for c in "ABC"]
        africans = [make_state(f"QC{c}", regional_group=RegionalGroup.AFRICAN) for c in "ABC"]
        for state in africans:
            make_term(state)
        rest = dict.fromkeys(asians, "in_favour") | dict.fromkeys(africans, "against")
        make_voted(roll_call=rest | {mover: "in_favour"}, date=first_day - datetime.timedelta(1))
        make_voted(roll_call=rest | {mover: "against"}, date=first_day)
        votes = read_record(mover, unreconciled=True).votes
        assert [(v.group, v.majority.position, v.majority.n, v.alignment) for v in votes] == [
            (RegionalGroup.AFRICAN, Position.AGAINST, 4, Alignment.WITH),
            (RegionalGroup.ASIA_PACIFIC, Position.IN_FAVOUR, 4, Alignment.WITH),
        ]

    def test_outside_its_terms_a_state_has_no_group(self) -> None:
        non_member = make_state("QAA")
        make_term(non_member, datetime.date(2020, 1, 1))
        members = make_members(3)
        make_voted(roll_call=dict.fromkeys(members, "in_favour") | {non_member: "against"})
        (vote,) = read_record(non_member, unreconciled=True).votes
        assert (vote.group, vote.alignment) == (None, Alignment.NO_MAJORITY)

    def test_newest_vote_first(self) -> None:
        (state,) = make_members(1)
        days = [datetime.date(2018, 3, 23), datetime.date(2020, 1, 1), datetime.date(2016, 7, 1)]
        for day in days:
            make_voted(roll_call={state: "against"}, date=day)
        assert [vote.resolution.date for vote in read_record(state, unreconciled=True).votes] == sorted(
            days, reverse=True
        )

    @pytest.mark.parametrize(
        ("start", "end", "is_member"),
        [
            (TODAY, TODAY, True),
            (datetime.date(2020, 1, 1), None, True),
            (datetime.date(2020, 1, 1), TODAY - datetime.timedelta(1), False),
            (TODAY + datetime.timedelta(1), None, False),
        ],
    )
    def test_membership_today_counts_both_ends(
        self, start: datetime.date, end: datetime.date | None, is_member: bool
    ) -> None:
        """The one seat of this Council has a member today, so that a State which is not that member is none."""
        make_member("QAA", start, end)
        make_member("QAB", TODAY, TODAY)
        found = {listed.state.iso3: listed.is_member for listed in read_list().states}
        assert found == {"QAA": is_member, "QAB": True}

    @pytest.mark.parametrize(
        ("start", "end", "is_member"),
        [
            (TODAY, TODAY, True),
            (datetime.date(2020, 1, 1), TODAY - datetime.timedelta(1), None),
            (TODAY + datetime.timedelta(1), None, None),
        ],
    )
    def test_while_a_seat_is_not_known_nobody_is_said_to_be_no_member(
        self, start: datetime.date, end: datetime.date | None, is_member: bool | None
    ) -> None:
        make_member("QAA", start, end)
        (listed,) = read_list().states
        assert listed.is_member is is_member
