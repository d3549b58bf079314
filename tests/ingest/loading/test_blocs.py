"""Loading blocs: invalid rows are rejected with a reason, and edits in the admin are not overwritten."""

import datetime
from dataclasses import replace

import pytest

from votes.core.rows import BlocMembershipRow, BlocRow, MembershipRow, Record, StateRow
from votes.ingest.loading.load import load_record
from votes.ingest.report import LoadReport
from votes.models import Bloc, BlocMembership, BlocName, RecordVersion, State

pytestmark = pytest.mark.django_db
JOINED, LEFT = datetime.date(1973, 1, 1), datetime.date(2020, 1, 31)
ONE = datetime.timedelta(days=1)
EU = BlocRow(
    "eu",
    "European Union",
    "EU",
    "EU countries",
    "https://example.org/eu",
    article=True,
    note="Since 1993",
    other_names=("European Communities", "EEC"),
)
GBR = BlocMembershipRow("eu", "GBR", JOINED, LEFT, "Left")
FRA = BlocMembershipRow("eu", "FRA", None, None)
RECORD = Record(
    states=(
        StateRow("FRA", "France", "western_european_other"),
        StateRow("GBR", "United Kingdom", "western_european_other"),
    ),
    memberships=(MembershipRow("FRA", JOINED, None, "western_european_other"),),
    blocs=(EU,),
    bloc_memberships=(FRA, GBR),
)


def load(record: Record) -> LoadReport:
    return load_record(record, source="test", checksum="0" * 64)


def load_memberships(*rows: BlocMembershipRow) -> LoadReport:
    return load(replace(RECORD, bloc_memberships=rows))


def list_memberships() -> set[tuple]:
    return set(BlocMembership.objects.values_list("bloc__slug", "state__iso3", "start", "end", "note"))


def get_tally(report: LoadReport) -> dict[str, int]:
    return vars(report.tally("memberships in blocs"))


def test_a_bloc_is_loaded_with_its_names_and_memberships():
    report = load(RECORD)
    bloc = Bloc.objects.get()
    assert (bloc.slug, bloc.name, bloc.short_name, bloc.article) == ("eu", "European Union", "EU", True)
    assert (bloc.source_title, bloc.source_url) == ("EU countries", "https://example.org/eu")
    assert bloc.note == "Since 1993"
    assert {name.name for name in bloc.other_names.all()} == {"European Communities", "EEC"}
    assert list_memberships() == {("eu", "FRA", None, None, ""), ("eu", "GBR", JOINED, LEFT, "Left")}
    assert report.rejected == []


def test_the_same_again_changes_nothing():
    load(RECORD)
    before, version = list_memberships(), RecordVersion.get()
    report = load(RECORD)
    assert not report.changed_anything
    assert (list_memberships(), RecordVersion.get()) == (before, version)


def test_a_changed_end_follows_the_file():
    load(RECORD)
    report = load_memberships(FRA, replace(GBR, end=LEFT - ONE, note=""))
    assert ("eu", "GBR", JOINED, LEFT - ONE, "") in list_memberships()
    assert (get_tally(report)["changed"], get_tally(report)["unchanged"]) == (1, 1)


def test_a_state_may_come_back():
    back = BlocMembershipRow("eu", "GBR", datetime.date(2040, 1, 1), None)
    assert load_memberships(GBR, back).rejected == []
    assert BlocMembership.objects.count() == 2


@pytest.mark.parametrize(
    ("row", "label", "reason"),
    [
        (replace(GBR, bloc="efta"), "efta GBR 1973-01-01", "no bloc on file has the address efta"),
        (replace(GBR, iso3="XYZ"), "eu XYZ 1973-01-01", "no State has the code XYZ"),
        (FRA, "eu FRA", "occurs twice in the file"),
        (replace(GBR, end=JOINED - ONE), "eu GBR 1973-01-01", "The membership ends before it starts."),
        (replace(FRA, start=JOINED), "eu FRA 1973-01-01", "This membership overlaps the one from"),
        (replace(GBR, note="x" * 201), "eu GBR 1973-01-01", "200 characters"),
    ],
    ids=["bloc", "State", "twice", "ends first", "overlap", "too long"],
)
def test_a_membership_that_cannot_be_loaded_says_why_and_the_others_are(row, label, reason):
    report = load_memberships(FRA, row)
    [rejected] = report.rejected
    assert (rejected.kind, rejected.row) == ("memberships in blocs", label)
    assert reason in rejected.reason
    assert list_memberships() == {("eu", "FRA", None, None, "")}


def test_a_bloc_that_cannot_be_loaded_says_why():
    bad = (replace(EU, slug="a b"), replace(EU, slug="ec", name="", other_names=()))
    report = load(replace(RECORD, blocs=bad, bloc_memberships=()))
    assert {(r.kind, r.row) for r in report.rejected} == {("blocs", "a b"), ("blocs", "ec")}
    assert not Bloc.objects.exists()
    assert not BlocName.objects.exists()


def test_what_people_edited_stays():
    load(RECORD)
    bloc, membership = Bloc.objects.get(), BlocMembership.objects.get(state__iso3="GBR")
    bloc.note, membership.end = "Better said", LEFT - ONE
    bloc.save()
    membership.save()
    report = load(RECORD)
    bloc.refresh_from_db()
    membership.refresh_from_db()
    assert (bloc.note, membership.end) == ("Better said", LEFT - ONE)
    assert (report.tally("blocs").kept, get_tally(report)["kept"]) == (1, 1)


@pytest.mark.parametrize(
    "find",
    [
        lambda: BlocMembership.objects.get(state__iso3="GBR"),
        lambda: State.objects.get(iso3="FRA").memberships.get(),
    ],
    ids=["membership in a bloc", "term"],
)
def test_what_people_moved_to_another_day_is_not_loaded_a_second_time(find):
    load(RECORD)
    moved = find()
    # As the admin does at the first edit, store the imported version in the history.
    type(moved).history.bulk_history_create([moved])
    moved.start += ONE
    moved.save()
    report = load(RECORD)
    assert report.rejected == []
    assert not report.changed_anything
    assert find().start == JOINED + ONE


def test_what_people_deleted_does_not_come_back():
    load(RECORD)
    BlocMembership.objects.get(state__iso3="GBR").delete()
    report = load(RECORD)
    assert list_memberships() == {("eu", "FRA", None, None, "")}
    assert (report.rejected, get_tally(report)["kept"]) == ([], 1)


def test_a_deleted_bloc_is_not_restored_and_its_memberships_are_not_rejected():
    load(RECORD)
    Bloc.objects.get().delete()
    report = load(RECORD)
    assert not Bloc.objects.exists()
    assert report.rejected == []
    assert get_tally(report) == {"seen": 2, "created": 0, "changed": 0, "unchanged": 0, "kept": 2}


def test_a_bloc_that_people_made_is_not_touched():
    load(RECORD)
    own = Bloc.objects.create(slug="own", name="Own", short_name="Own", source_title="Made here")
    BlocMembership.objects.create(bloc=own, state=State.objects.get(iso3="FRA"))
    load(RECORD)
    assert own.memberships.count() == 1
