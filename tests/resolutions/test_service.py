"""One text: found by any of its symbols, with everything on file about it."""

import datetime

import pytest

from tests.factories import make_member, make_session, make_state, make_term
from tests.pages_factories import make_explanation, make_members, make_tabled, make_text, make_voted
from votes.analysis.majority_position import Alignment
from votes.analysis.movement import compare_roll_calls
from votes.core.choices import Position, RegionalGroup
from votes.core.lookup import find_near_resolutions, find_resolution, get_resolution_or_none
from votes.models import Resolution, Series
from votes.resolutions.service import get_resolution_record

COOPERATION = "A/HRC/RES/37/23"


class TestStarter:
    @pytest.mark.parametrize(
        ("written", "found"),
        [
            ("A/HRC/RES/37/23", COOPERATION),
            ("a/hrc/res/37/23", COOPERATION),
            (" A / HRC / RES / 37 / 23 ", COOPERATION),
            ("A/HRC/RES/37/23.", COOPERATION),
            ("A//HRC/RES/37/23/", COOPERATION),
            ("A/HRC/37/L.36", COOPERATION),
            ("a/hrc/37/l.36", COOPERATION),
            ("A/HRC/37/L36", COOPERATION),
            ("A/HRC/37/L.36,;", COOPERATION),
            ("A/HRC/37/L.36/Rev.1", COOPERATION),
            ("A/HRC/43/L.31", "A/HRC/RES/43/21"),
            ("A/HRC/43/L.31/Rev.1", "A/HRC/RES/43/21"),
            ("a/hrc/43/l.31/rev1", "A/HRC/RES/43/21"),
            ("A/HRC/43/L.31/Rev.2", "A/HRC/RES/43/21"),
            ("A/HRC/37/L.999", None),
            ("A/HRC/RES/37/2", "A/HRC/RES/37/2"),
            ("A/HRC/RES/99/99", None),
            ("", None),
            ("/", None),
            ("///", None),
            (".", None),
            (" ,;. ", None),
            ("%", None),
        ],
    )
    def test_a_symbol_leads_to_its_text(self, starter: None, written: str, found: str | None) -> None:
        text = find_resolution(written)
        assert (text and text.symbol) == found

    def test_texts_are_found_by_their_addresses_in_any_case(self, starter: None) -> None:
        for text in Resolution.objects.order_by("pk")[::5]:
            assert find_resolution(text.address) == text
            assert find_resolution(text.address.lower()) == text
            assert get_resolution_or_none(text.address) == text

    def test_drafts_on_file_lead_to_a_text_of_that_draft(self, starter: None) -> None:
        drafts = set(Resolution.objects.exclude(draft_symbol="").values_list("draft_symbol", flat=True))
        assert len(drafts) > 100
        for draft in sorted(drafts)[::5]:
            found = find_resolution(draft)
            assert found is not None
            assert draft in (found.draft_symbol, found.symbol)

    def test_near_symbols_come_most_like_first(self, starter: None) -> None:
        near = [text.symbol for text in find_near_resolutions("A/HRC/RES/37/233")]
        assert near[0] == COOPERATION
        assert 1 < len(near) <= 5
        assert find_near_resolutions("nothing of the kind") == []

    def test_the_movement_of_the_series_is_that_of_the_two_roll_calls(self, starter: None) -> None:
        text = Resolution.objects.get(symbol=COOPERATION)
        record = get_resolution_record(text)
        assert [entry.resolution.symbol for entry in record.series] == [
            COOPERATION,
            "A/HRC/RES/43/21",
            "A/HRC/RES/46/13",
        ]
        for entry in record.series[1:]:
            later = {
                v.state.iso3: Position(v.position) for v in entry.resolution.votes.select_related("state")
            }
            now = {e.state.iso3: e.position for e in record.entries}
            assert entry.movement == compare_roll_calls(now, later)
        assert record.series[0].movement is None
        # Seen from the last text, the first is the earlier one: the same States moved.
        last = get_resolution_record(Resolution.objects.get(symbol="A/HRC/RES/46/13"))
        assert last.series[0].movement == record.series[2].movement

    def test_submissions_to_the_study_are_listed_separately(self, starter: None) -> None:
        record = get_resolution_record(Resolution.objects.get(symbol=COOPERATION))
        assert {e.kind for e in record.submissions} == {"study_submission"}
        assert len(record.submissions) == 9
        assert [e.state.iso3 for e in record.explanations if e.state] == ["CHN", "USA", "CHE"]
        by_state = {e.state.iso3: e.explanations for e in record.entries}
        assert [len(by_state[iso3]) for iso3 in ("USA", "CHE", "AUS")] == [1, 1, 0]


@pytest.mark.django_db
class TestSmallRecord:
    def test_the_group_is_that_of_the_day(self) -> None:
        mover = make_state("QAA", regional_group=RegionalGroup.WESTERN_EUROPEAN_OTHER)
        for years, group in (
            ((2010, 2012), RegionalGroup.ASIA_PACIFIC),
            ((2013, 2020), RegionalGroup.AFRICAN),
        ):
            start, end = datetime.date(years[0], 1, 1), datetime.date(years[1], 12, 31)
            make_term(mover, start, end, regional_group=group)
        non_member = make_state("QAB")
        roll_call = {mover: Position.IN_FAVOUR, non_member: Position.IN_FAVOUR}
        early = make_voted(roll_call=roll_call, date=datetime.date(2012, 12, 31))
        late = make_voted(roll_call=roll_call, date=datetime.date(2013, 1, 1))
        groups = [[e.group for e in get_resolution_record(text).entries] for text in (early, late)]
        assert groups == [[RegionalGroup.ASIA_PACIFIC, None], [RegionalGroup.AFRICAN, None]]

    def test_who_did_not_vote_has_no_alignment(self) -> None:
        a, b, c, d = make_members(4)
        text = make_voted(roll_call={a: "in_favour", b: "in_favour", c: "in_favour", d: "not_voting"})
        found = {e.state: e.alignment for e in get_resolution_record(text).entries}
        assert found == {a: Alignment.WITH, b: Alignment.WITH, c: Alignment.WITH, d: Alignment.NO_POSITION}

    def test_a_series_is_old_to_new_with_the_undated_last_and_nothing_unpublished(self) -> None:
        series = Series.objects.create(slug="s", title="S")
        member = make_member("QAA")
        tabled = make_tabled("A/HRC/60/L.1", series=series)
        late = make_voted(roll_call={member: "against"}, series=series, date=datetime.date(2020, 1, 1))
        early = make_voted(roll_call={member: "in_favour"}, series=series)
        make_text(series=series, published=False)
        entries = get_resolution_record(early).series
        assert [entry.resolution for entry in entries] == [early, late, tabled]
        assert [entry.is_this for entry in entries] == [True, False, False]
        assert entries[1].movement is not None
        assert [(m.iso3, m.before, m.after) for m in entries[1].movement.moves] == [
            ("QAA", Position.IN_FAVOUR, Position.AGAINST)
        ]
        assert entries[2].movement is None

    def test_a_text_without_a_series_has_none(self) -> None:
        assert get_resolution_record(make_text()).series == []

    def test_the_draft_that_an_explanation_cites_leads_to_the_text(self) -> None:
        text = make_text(session=make_session("38"))
        make_explanation(text, make_state(), cited_draft="A/HRC/38/L.9/Rev.1")
        assert find_resolution("a/hrc/38/l.9/rev.1") == text

    def test_a_symbol_as_the_source_printed_it_leads_to_the_text(self) -> None:
        text = make_text("A/HRC/56/L.32", symbol_as_printed="A/HRC/RES/56/L.32")
        assert find_resolution("A/HRC/RES/56/L.32") == text

    def test_an_empty_draft_symbol_finds_no_text(self) -> None:
        """Every text without a draft on file would answer to '/'."""
        make_text(draft_symbol="")
        assert find_resolution("/") is None
        assert find_resolution("") is None

    def test_nothing_unpublished_is_found(self) -> None:
        text = make_text("A/HRC/RES/37/5", draft_symbol="A/HRC/37/L.5", published=False)
        make_explanation(text, make_state(), cited_draft="A/HRC/37/L.6")
        for symbol in ("A/HRC/RES/37/5", "a/hrc/res/37/5", "A/HRC/37/L.5", "A/HRC/37/L.6"):
            assert find_resolution(symbol) is None
            assert get_resolution_or_none(symbol) is None
        assert find_near_resolutions("A/HRC/RES/37/5") == []
