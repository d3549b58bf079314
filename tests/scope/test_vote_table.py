"""The labelled table of all votes: what is in the database, no more, and always of the record as it is."""

import datetime

import numpy as np
import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories import make_member, make_resolution, make_session, make_state, make_vote
from tests.pages_factories import make_topic
from votes.analysis.matrix import POSITION_OF
from votes.analysis.scope import Scope
from votes.checking.checks import refresh_checks
from votes.core.choices import Body, CheckStatus, Position
from votes.core.folding import build_name_key
from votes.core.models.vote import build_suspended_condition
from votes.models import Membership, RecordVersion, Resolution, Vote
from votes.scope.vote_table import build_vote_table, get_vote_table

pytestmark = pytest.mark.django_db


def make_voted(symbol: str, day: datetime.date = datetime.date(2018, 3, 23), **columns: object) -> Resolution:
    """A text on which CHN voted in favour and MEX was absent."""
    text = make_resolution(symbol, (1, 0, 0, 1), date=day, **columns)
    for iso3, position in (("CHN", Position.IN_FAVOUR), ("MEX", Position.NOT_VOTING)):
        state = Membership.objects.get(state__iso3=iso3).state if has_member(iso3) else make_member(iso3)
        make_vote(text, state, position)
    refresh_checks()
    return text


def has_member(iso3: str) -> bool:
    return Membership.objects.filter(state__iso3=iso3).exists()


class TestStarter:
    @pytest.fixture(autouse=True)
    def _loaded(self, starter):
        pass

    def test_every_public_vote_of_the_council_stands_in_its_cell(self):
        table = build_vote_table(Body.COUNCIL)
        expected = {
            (vote.resolution.address, vote.state.iso3): vote.position
            for vote in Vote.objects.public()
            .exclude(build_suspended_condition())
            .filter(resolution__session__body=Body.COUNCIL)
            .select_related("resolution", "state")
        }
        cells = np.argwhere(table.matrix.positions)
        found = {
            (table.matrix.texts[column], table.matrix.states[row]): POSITION_OF[
                int(table.matrix.positions[row, column])
            ]
            for row, column in cells
        }
        assert len(found) > 9_000
        assert found == expected

    def test_labels_stand_in_the_order_of_the_votes(self):
        table = build_vote_table(Body.COUNCIL)
        assert table.labels.addresses == table.matrix.texts
        assert table.labels.dates.tolist() == table.matrix.dates.tolist()
        column = table.column_of["A/HRC/RES/37/23"]
        text = Resolution.objects.get(symbol="A/HRC/RES/37/23")
        assert table.labels.titles[column] == text.title
        assert table.labels.sessions[column] == "37"
        assert table.labels.items[column] == text.agenda_item
        assert table.labels.sponsors[column] == set(text.sponsors.values_list("iso3", flat=True))
        assert table.labels.topics[column] == set(text.topics.values_list("slug", flat=True))

    def test_flagged_votes_are_left_out_and_counted(self):
        flagged = Resolution.objects.public().filter(check_status=CheckStatus.UNRECONCILED).count()
        selection = build_vote_table(Body.COUNCIL).choose(Scope(kind=""))
        amended = Resolution.objects.filter(check_status=CheckStatus.UNRECONCILED, kind="amendment").count()
        assert selection.left_out == flagged - amended > 0

    def test_the_members_of_a_day_with_their_groups(self):
        members = build_vote_table(Body.COUNCIL).members_on(datetime.date(2018, 3, 23))
        assert len(members) == 47
        assert members["CHE"] == "western_european_other"

    def test_what_can_be_chosen_comes_from_the_voted_texts(self):
        choices = build_vote_table(Body.COUNCIL).choices
        assert ("37", "37th session") in choices.sessions
        assert ("CHN", "China") in choices.sponsors
        # Nobody has called a vote under item 6, the universal periodic review.
        assert {3, 4, 10} <= set(choices.items)
        assert 6 not in choices.items
        names = [name for _slug, name in choices.topics]
        assert names == sorted(names, key=build_name_key)


def test_unpublished_texts_and_the_other_body_are_not_in_it():
    make_voted("A/HRC/RES/37/23")
    make_voted("A/HRC/RES/37/24", published=False)
    make_voted(
        "E/CN.4/RES/2000/1",
        datetime.date(2000, 4, 1),
        session=make_session("CHR-56"),
        # The Commission's members are not on file.
    )
    assert build_vote_table(Body.COUNCIL).labels.symbols == ("A/HRC/RES/37/23",)
    commission = build_vote_table(Body.COMMISSION)
    assert commission.labels.symbols == ("E/CN.4/RES/2000/1",)
    assert not commission.matrix.groups.any()


def test_a_roll_call_without_official_totals_is_counted():
    """There are no totals that it could disagree with; with the wrong members it is left out all the same."""
    make_voted("A/HRC/RES/37/23")
    for symbol in ("A/HRC/RES/37/24", "A/HRC/RES/37/25"):
        text = make_resolution(symbol)
        for iso3 in ("CHN", "MEX"):
            make_vote(text, Membership.objects.get(state__iso3=iso3).state, Position.AGAINST)
    make_vote(text, make_state("USA"), Position.AGAINST)
    refresh_checks()
    statuses = Resolution.objects.order_by("symbol").values_list("check_status", flat=True)
    assert list(statuses) == ["reconciled", "not_checked", "unreconciled"]
    table = build_vote_table(Body.COUNCIL)
    selection = table.choose(Scope())
    assert [table.labels.symbols[vote] for vote in np.flatnonzero(selection.mask)] == [
        "A/HRC/RES/37/23",
        "A/HRC/RES/37/24",
    ]
    assert selection.left_out == 1


def test_the_table_is_cached_and_new_when_the_record_changed():
    text = make_voted("A/HRC/RES/37/23")
    first = get_vote_table()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert get_vote_table().labels.symbols == first.labels.symbols
    assert len(queries) == 1
    text.published = False
    text.save()
    assert get_vote_table().labels.symbols == ()


def change_and_roll_back(text: Resolution) -> None:
    """Withdraw a text from the public, build the table of what is left, and undo the change."""
    with transaction.atomic():
        Resolution.objects.filter(pk=text.pk).update(published=False)
        RecordVersion.bump()
        assert text.symbol not in get_vote_table().labels.symbols
        transaction.set_rollback(True)


def test_a_table_of_a_change_rolled_back_is_not_read_after_the_next_change():
    text, other = make_voted("A/HRC/RES/37/23"), make_voted("A/HRC/RES/37/24")
    change_and_roll_back(text)
    make_session("38")
    assert get_vote_table().labels.symbols == (text.symbol, other.symbol)


@pytest.mark.django_db(transaction=True)
def test_a_table_of_a_transaction_rolled_back_is_not_read_after_the_next_one():
    text, other = make_voted("A/HRC/RES/37/23"), make_voted("A/HRC/RES/37/24")
    assert get_vote_table().labels.symbols == (text.symbol, other.symbol)
    change_and_roll_back(text)
    with transaction.atomic():
        make_session("38")
    assert get_vote_table().labels.symbols == (text.symbol, other.symbol)


def test_the_same_queries_for_one_vote_and_for_thirty():
    topic = make_topic()

    def count() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            build_vote_table(Body.COUNCIL)
        return len(queries)

    def make(number: int) -> None:
        text = make_voted(f"A/HRC/RES/37/{number}")
        text.topics.add(topic)
        make_voted(f"A/HRC/37/L.{number}", kind="amendment", amends=text)

    make(1)
    few = count()
    for number in range(2, 31):
        make(number)
    assert count() == few <= 13
