"""The blocs of the fixtures against facts that anybody can look up, and the years in which States existed.

Counts are of the States on file: a member that never sat in the Council or the Commission is not there.
"""

import csv
import datetime
from collections import defaultdict

import pytest

from votes.models import Bloc, BlocMembership, BlocName, State

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_to_read")]

TODAY = "2026-03-31"


def list_members(slug: str, day: str) -> set[str]:
    memberships = BlocMembership.objects.filter(bloc__slug=slug).on(datetime.date.fromisoformat(day))
    return set(memberships.values_list("state__iso3", flat=True))


def parse_codes(codes: str) -> set[str]:
    return set(codes.split())


SIX = "BEL DEU FRA ITA LUX NLD"
FIFTEEN = f"{SIX} AUT DNK ESP FIN GBR GRC IRL PRT SWE"


@pytest.mark.parametrize(
    ("slug", "day", "codes"),
    [
        ("eu", "1957-12-31", ""),
        ("eu", "1958-01-01", SIX.replace("DEU", "GER")),
        ("eu", "1990-10-03", f"{SIX} DNK ESP GBR GRC IRL PRT"),
        ("eu", "2004-04-30", FIFTEEN),
        ("eu", "2004-05-01", f"{FIFTEEN} CYP CZE EST HUN LTU LVA POL SVK SVN"),
        ("asean", "1995-07-27", "IDN MYS PHL THA"),
        ("asean", TODAY, "IDN MYS PHL THA VNM"),
        ("caricom", "1983-07-03", "BRB JAM"),
        ("caricom", TODAY, "BHS BRB JAM"),
        ("mercosur", "1991-11-28", ""),
        ("mercosur", "2012-06-01", "ARG BRA PRY URY"),
        ("mercosur", TODAY, "ARG BOL BRA PRY URY VEN"),
        ("gcc", "1981-05-24", ""),
        ("gcc", TODAY, "ARE BHR KWT QAT SAU"),
        ("nordic-baltic", TODAY, "DNK EST FIN ISL LTU LVA NOR SWE"),
        ("brics", "2009-06-16", "BRA CHN IND RUS"),
        ("brics", "2023-12-31", "BRA CHN IND RUS ZAF"),
        ("brics", "2024-01-01", "ARE BRA CHN EGY ETH IND IRN RUS ZAF"),
        ("brics", TODAY, "ARE BRA CHN EGY ETH IDN IND IRN RUS ZAF"),
        ("arab-league", "1946-05-16", "EGY IRQ JOR LBN SAU SYR"),
        (
            "arab-league",
            TODAY,
            "ARE BHR DJI DZA EGY IRQ JOR KWT LBN LBY MAR MRT QAT SAU SDN SOM SYR TUN",
        ),
        ("like-minded-group", TODAY, ""),
    ],
)
def test_the_members_of_that_day(slug, day, codes):
    assert list_members(slug, day) == parse_codes(codes)


@pytest.mark.parametrize(
    ("slug", "iso3", "first_day"),
    [
        ("eu", "GRC", "1981-01-01"),
        ("eu", "BGR", "2007-01-01"),
        ("eu", "HRV", "2013-07-01"),
        ("african-union", "MAR", "2017-01-31"),
        ("african-union", "ZAF", "1994-06-06"),
        ("nam", "BLR", "1998-09-03"),
        ("oic", "CIV", "2001-01-01"),
    ],
)
def test_who_joined_when(slug, iso3, first_day):
    eve = datetime.date.fromisoformat(first_day) - datetime.timedelta(days=1)
    assert iso3 not in list_members(slug, str(eve))
    assert iso3 in list_members(slug, first_day)


@pytest.mark.parametrize(
    ("slug", "iso3", "last_day"),
    [
        ("eu", "GBR", "2020-01-31"),
        ("eu", "GER", "1990-10-02"),
        ("african-union", "MAR", "1984-11-12"),
        ("nam", "CYP", "2004-04-30"),
        ("nam", "YUG", "1992-04-26"),
    ],
)
def test_who_left_when(slug, iso3, last_day):
    morrow = datetime.date.fromisoformat(last_day) + datetime.timedelta(days=1)
    assert iso3 in list_members(slug, last_day)
    assert iso3 not in list_members(slug, str(morrow))


# (members that day, of them States that never sat and so are not on file)
@pytest.mark.parametrize(
    ("slug", "day", "members", "not_on_file"),
    [
        ("eu", "2015-01-01", 28, ["MLT"]),
        ("eu", TODAY, 27, ["MLT"]),
        ("oic", TODAY, 57, ["BRN", "COM", "GUY", "OMN", "PSE", "SUR", "TCD", "TJK", "TKM", "YEM"]),
        ("arab-league", TODAY, 22, ["COM", "OMN", "PSE", "YEM"]),
        ("african-union", TODAY, 55, ["CAF", "COM", "ESH", "GNQ", "SSD", "SYC", "TCD"]),
        ("african-group", TODAY, 54, ["CAF", "COM", "GNQ", "SSD", "SYC", "TCD"]),
        ("asean", TODAY, 11, ["BRN", "KHM", "LAO", "MMR", "SGP", "TLS"]),
        ("gcc", TODAY, 6, ["OMN"]),
        (
            "grulac",
            TODAY,
            33,
            ["ATG", "BLZ", "DMA", "GRD", "GUY", "HTI", "KNA", "LCA", "SUR", "TTO", "VCT"],
        ),
    ],
)
def test_with_those_that_never_sat_there_are_as_many_as_the_bloc_says(slug, day, members, not_on_file):
    assert not State.objects.filter(iso3__in=not_on_file).exists()
    assert len(list_members(slug, day)) + len(not_on_file) == members


def test_the_120_of_the_non_aligned_movement():
    not_on_file = parse_codes(
        "ATG BLZ BRN CAF COM DMA GNQ GRD GUY HTI KHM KNA LAO LCA MMR OMN PNG PRK PSE SGP SUR SYC TCD TKM TLS "
        "TTO VCT VUT YEM"
    )
    assert not State.objects.filter(iso3__in=not_on_file).exists()
    assert len(list_members("nam", TODAY)) + len(not_on_file) == 120


def test_a_suspended_state_is_still_a_member_and_its_note_says_so():
    suspended = BlocMembership.objects.filter(note__contains="Suspended") | BlocMembership.objects.filter(
        note__contains="suspended"
    )
    assert {f"{m.bloc.slug} {m.state.iso3}" for m in suspended.select_related("bloc", "state")} == {
        "arab-league EGY",
        "arab-league LBY",
        "arab-league SYR",
        "mercosur PRY",
        "mercosur VEN",
        "oic AFG",
        "oic EGY",
        "oic SYR",
    }
    assert "SYR" in list_members("arab-league", "2015-01-01")


def test_every_bloc_says_where_its_members_are_published():
    for bloc in Bloc.objects.all():
        assert bloc.source_title, bloc
        assert bloc.source_url.startswith("http"), bloc


def test_no_name_stands_for_two_blocs():
    named = [*Bloc.objects.values_list("name", "pk"), *BlocName.objects.values_list("name", "bloc")]
    named += list(Bloc.objects.values_list("short_name", "pk"))
    blocs = defaultdict(set)
    for name, pk in named:
        blocs[name.casefold()].add(pk)
    assert {name for name, pks in blocs.items() if len(pks) > 1} == set()


def test_every_state_of_a_regional_group_is_in_the_bloc_of_that_name():
    for slug, group in (("african-group", "african"), ("grulac", "latin_american_caribbean")):
        states = State.objects.filter(regional_group=group, existed_until=None)
        assert list_members(slug, TODAY) == set(states.values_list("iso3", flat=True))


def test_no_state_belongs_to_a_bloc_outside_its_existence():
    for membership in BlocMembership.objects.select_related("state"):
        state = membership.state
        if membership.start and state.existed_from:
            assert membership.start >= state.existed_from, membership
        if state.existed_until:
            assert membership.end, membership
            assert membership.end <= state.existed_until, membership


# --- the years of States

CONTINUED = {"SUN": "RUS", "GER": "DEU", "CSK": "CZE"}


def test_where_a_state_ends_the_next_one_begins():
    states = State.objects.in_bulk(field_name="iso3")
    for before, after in CONTINUED.items():
        last = states[before].existed_until
        assert last
        assert states[after].existed_from == last + datetime.timedelta(days=1)
    assert states["SVK"].existed_from == states["CZE"].existed_from
    ended = {iso3 for iso3, state in states.items() if state.existed_until}
    assert ended == {*CONTINUED, "DDR", "YUG"}


# The catalogue's code for the United Arab Emirates, which did not exist yet, stands in these for the United Arab
# Republic: Egypt's name until 1971.
OF_THE_UNITED_ARAB_REPUBLIC = {
    "E/CN.4/RES/6(XXV)",
    "E/CN.4/RES/15(XXV)",
    "E/CN.4/RES/16(XXV)",
    "E/CN.4/RES/10(XXVI)",
    "E/CN.4/RES/1(XXVII)",
    "E/CN.4/RES/7(XXVII)",
    "E/CN.4/RES/8(XXVII)",
    "E/CN.4/RES/9(XXVII)",
    "E/CN.4/RES/11C(XXVII)",
}


def test_no_state_votes_in_the_record_outside_its_existence(shared_folder):
    years = {s.iso3: (s.existed_from, s.existed_until) for s in State.objects.all()}
    strange = set()
    with (shared_folder / "record/votes_long.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            first, last = years[row["iso3"]]
            day = datetime.date.fromisoformat(row["date"])
            if (first and day < first) or (last and day > last):
                strange.add((row["iso3"], row["symbol"]))
    assert strange == {("ARE", symbol) for symbol in OF_THE_UNITED_ARAB_REPUBLIC}


@pytest.mark.parametrize(
    ("iso3", "first_day"),
    [
        ("GHA", "1957-03-06"),
        ("DZA", "1962-07-05"),
        ("AGO", "1975-11-11"),
        ("NAM", "1990-03-21"),
        ("UKR", None),  # a founding Member of the United Nations
        ("IND", None),
        ("CHN", None),
    ],
)
def test_from_when_a_state_existed(iso3, first_day):
    existed_from = State.objects.get(iso3=iso3).existed_from
    assert (str(existed_from) if existed_from else None) == first_day
