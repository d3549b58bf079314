"""How many recorded votes are on file, beside those that the Council took."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_resolution, make_session
from votes.core.choices import Adoption, CountedKind, Outcome, TextKind
from votes.core.coverage import Coverage, SessionCoverage, Tally, build_coverage, count_year, get_coverage
from votes.models import RecordedVoteCount

TEXTS, AMENDMENTS = CountedKind.TEXTS, CountedKind.AMENDMENTS
NUMBERS = {1: 2, 2: 0, 3: 1, 4: 1}


def cover(
    code: str, last: str, texts: tuple[int, int | None], amendments: tuple[int, int] = (0, 0)
) -> SessionCoverage:
    on_file, taken = texts
    tally = Tally(on_file, on_file if taken is None else taken, has_unknown=taken is None)
    return SessionCoverage(
        code,
        f"session {code}",
        None,
        datetime.date.fromisoformat(last),
        {TEXTS: tally, AMENDMENTS: Tally(*amendments)},
    )


def build(*sessions: SessionCoverage) -> Coverage:
    return Coverage(sessions)


class TestTally:
    @pytest.mark.parametrize(("on_file", "complete"), [(11, False), (12, True), (13, True)])
    def test_complete_from_the_number_taken_on(self, on_file: int, complete: bool) -> None:
        tally = Tally(on_file, 12)
        assert (tally.is_complete, tally.is_selection) == (complete, not complete)

    def test_nothing_is_complete_whose_number_is_not_known(self) -> None:
        tally = Tally(3, 3) + Tally(4, 4, has_unknown=True)
        assert tally == Tally(7, 7, has_unknown=True)
        assert (tally.is_complete, tally.is_selection) == (False, False)

    def test_a_known_gap_makes_a_selection_whatever_else_is_unknown(self) -> None:
        assert (Tally(1, 5) + Tally(4, 4, has_unknown=True)).is_selection


class TestCoverage:
    @pytest.mark.limit("coverage.SMALLEST_SHARE")
    @pytest.mark.parametrize(("on_file", "first"), [(49, datetime.date(2022, 1, 1)), (50, None), (51, None)])
    def test_earlier_years_are_counted_if_half_of_their_votes_are_on_file(
        self, on_file: int, first: datetime.date | None
    ) -> None:
        coverage = build(cover("48", "2021-10-11", (on_file, 100)), cover("49", "2022-04-01", (5, 5)))
        assert coverage.default_first_day == first

    def test_the_run_ends_with_the_latest_complete_session(self) -> None:
        coverage = build(
            cover("48", "2021-10-11", (3, 9)),
            cover("49", "2022-04-01", (5, 5)),
            cover("50", "2022-07-08", (2, 2)),
            cover("51", "2022-10-07", (1, None)),
        )
        assert [session.code for session in coverage.complete_run] == ["49", "50"]
        assert coverage.complete_to
        assert coverage.complete_to.code == "50"
        assert coverage.default_first_day == datetime.date(2022, 1, 1)
        assert not coverage.is_whole

    def test_a_year_with_an_incomplete_session_is_not_complete(self) -> None:
        coverage = build(
            cover("48", "2021-10-11", (3, 9)),
            cover("S-33", "2021-12-17", (1, 1)),
            cover("49", "2022-04-01", (5, 5)),
        )
        assert coverage.first_complete_year == 2022

    def test_a_run_within_one_year_has_no_complete_year(self) -> None:
        coverage = build(cover("48", "2021-10-11", (3, 9)), cover("S-33", "2021-12-17", (1, 1)))
        assert coverage.complete_to
        assert coverage.default_first_day is None

    def test_nothing_limits_a_whole_record(self) -> None:
        coverage = build(cover("1", "2006-06-30", (3, 3)), cover("2", "2006-11-29", (5, 4)))
        assert coverage.is_whole
        assert coverage.default_first_day is None

    def test_nothing_limits_a_record_without_a_complete_session(self) -> None:
        coverage = build(cover("1", "2006-06-30", (1, 3)))
        assert (coverage.complete_to, coverage.default_first_day, coverage.is_whole) == (None, None, False)
        assert Coverage().default_first_day is None

    def test_counts_by_kind_and_days(self) -> None:
        coverage = build(
            cover("47", "2021-07-14", (7, 12), (33, 39)),
            cover("48", "2021-10-11", (9, 12), (15, 24)),
            cover("49", "2022-04-01", (16, 16), (2, 4)),
        )
        assert coverage.count() == Tally(82, 107)
        assert coverage.count([TEXTS]) == Tally(32, 40)
        assert count_year(coverage, 2021, [AMENDMENTS]) == Tally(48, 63)
        day = datetime.date(2022, 4, 1)
        assert coverage.count([TEXTS], first=day) == coverage.count([TEXTS], day, day) == Tally(16, 16)
        assert coverage.count(first=day + datetime.timedelta(1)) == Tally()


@pytest.mark.django_db
class TestFromTheDatabase:
    def test_without_a_number_on_file_nothing_is_said(self) -> None:
        make_resolution(totals=(28, 1, 17, 1))
        assert build_coverage() == Coverage()

    def test_only_public_recorded_votes_with_totals_are_on_file(self) -> None:
        session = make_session("37")
        for kind, number in ((TEXTS, 3), (AMENDMENTS, 2)):
            RecordedVoteCount.objects.create(
                session=session, kind=kind, number=number, source="The catalogue"
            )
        make_resolution("A/HRC/RES/37/1", (28, 1, 17, 1))
        make_resolution("A/HRC/37/L.2", (1, 28, 17, 1), kind=TextKind.DECISION, outcome=Outcome.REJECTED)
        make_resolution("A/HRC/RES/37/3", (28, 1, 17, 1), published=False)
        make_resolution("A/HRC/RES/37/4")
        make_resolution("A/HRC/RES/37/5", adoption=Adoption.WITHOUT_VOTE)
        make_resolution("A/HRC/37/L.6", (9, 20, 3, 1), kind=TextKind.AMENDMENT)
        make_resolution("A/HRC/37/L.7", (9, 20, 3, 1), kind=TextKind.NO_ACTION_MOTION)
        (covered,) = build_coverage().sessions
        assert (covered.code, covered.last) == ("37", datetime.date(2018, 3, 23))
        assert (covered.texts, covered.amendments) == (Tally(2, 3), Tally(2, 2))
        assert covered.total == Tally(4, 5)

    def test_a_session_without_a_number_is_not_known(self) -> None:
        RecordedVoteCount.objects.create(
            session=make_session("36"), kind=TEXTS, number=1, source="The catalogue"
        )
        make_resolution(totals=(28, 1, 17, 1))
        covered = build_coverage().by_code
        assert set(covered) == {"37"}, "the 36th has neither days nor texts"
        assert covered["37"].texts == Tally(1, 1, has_unknown=True)

    def test_a_session_on_file_without_texts_lacks_its_votes(self) -> None:
        session = make_session("S-27")
        session.end = datetime.date(2017, 12, 5)
        session.save()
        RecordedVoteCount.objects.create(session=session, kind=TEXTS, number=1, source="The catalogue")
        assert build_coverage().by_code["S-27"].texts == Tally(0, 1)

    def test_the_queries_do_not_grow_with_the_sessions(self) -> None:
        def count() -> int:
            with CaptureQueriesContext(connection) as queries:
                build_coverage()
            return len(queries)

        def fill(numbers: range) -> None:
            for number in numbers:
                session = make_session(str(number))
                RecordedVoteCount.objects.create(
                    session=session, kind=TEXTS, number=1, source="The catalogue"
                )
                make_resolution(f"A/HRC/RES/{number}/1", (1, 0, 0, 0), session=session)

        fill(range(1, 4))
        few = count()
        fill(range(4, 31))
        assert count() == few == 2

    def test_an_edited_number_makes_a_new_version(self) -> None:
        make_resolution(totals=(28, 1, 17, 1))
        number = RecordedVoteCount.objects.create(
            session=make_session("37"), kind=TEXTS, number=1, source="The catalogue"
        )
        assert get_coverage().by_code["37"].texts.is_complete
        number.number = 2
        number.save()
        assert get_coverage().by_code["37"].texts == Tally(1, 2)


def test_the_starter_is_complete_in_texts_since_2022(starter: None) -> None:
    coverage = get_coverage()
    assert coverage.default_first_day == datetime.date(2022, 1, 1)
    assert coverage.complete_to
    assert coverage.complete_to.code == "62"
    assert coverage.count([TEXTS], first=datetime.date(2022, 1, 1)).is_complete
    # The 37th and 43rd sessions have all their votes; others before 2022 do not.
    assert coverage.by_code["37"].total.is_complete
    assert coverage.by_code["43"].total.is_complete
    assert coverage.by_code["42"].texts == Tally(2, 12)
    assert coverage.by_code["S-27"].texts == Tally(0, 1)
    total = coverage.count()
    assert total.is_selection
    assert total.taken == 584 + 453


@pytest.mark.django_db
def test_a_session_to_come_is_not_one_of_which_votes_are_unknown() -> None:
    """Its drafts are on file and its days are known, but it has decided nothing."""
    over = make_session("61")
    RecordedVoteCount.objects.create(session=over, kind="texts", number=1, source="The catalogue")
    make_resolution("A/HRC/RES/61/1", (3, 2, 0, 0), session=over, date=datetime.date(2026, 3, 31))
    coming = make_session("64")
    coming.start, coming.end = datetime.date(2999, 2, 22), datetime.date(2999, 3, 26)
    coming.save()
    make_resolution("A/HRC/64/L.1", session=coming, date=None, outcome=Outcome.TABLED, adoption=Adoption.NONE)
    assert list(build_coverage().by_code) == ["61"]
