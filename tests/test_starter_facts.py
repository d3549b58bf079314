"""Facts about the starter record that anybody can look up; they need no other file."""

import datetime
from collections import Counter, defaultdict

import pytest
from django.db.models import Count, F

from votes.core.choices import COUNCIL_SEATS, DECIDED
from votes.models import Explanation, Membership, Resolution

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_to_read")]

# (position, announced, counted), and the member missing from a roll-call. No second source settles these two.
UNRECONCILED = {
    "A/HRC/RES/50/19": [("missing", "LBY")],
    "A/HRC/37/L.63": [("against", 26, 25), ("abstaining", 14, 15)],
}
# The roll-calls or totals of the catalogue that do not add up, but for a correction from a second source.
SETTLED = {
    "A/HRC/RES/S-21/1",
    "A/HRC/RES/30/12",
    "A/HRC/RES/46/1",
    "A/HRC/RES/49/3",
    "A/HRC/RES/49/15",
    "A/HRC/RES/S-34/1",
    "A/HRC/RES/50/2",
    "A/HRC/RES/52/3",
    "A/HRC/RES/52/30",
    "A/HRC/RES/52/32",
    "A/HRC/RES/55/6",
    "A/HRC/RES/55/27",
    "A/HRC/RES/57/2",
    "A/HRC/RES/60/3",
}


def list_findings(symbol: str) -> list[tuple]:
    findings = Resolution.objects.get(symbol=symbol).check_findings
    return [
        (f["position"], f["official"], f["counted"]) if f["rule"] == "totals" else (f["rule"], *f["states"])
        for f in findings
        if f["severity"] == "error" or f["rule"] == "totals"
    ]


def test_two_votes_do_not_add_up_and_how():
    unreconciled = Resolution.objects.filter(check_status="unreconciled").values_list("symbol", flat=True)
    assert {symbol: list_findings(symbol) for symbol in unreconciled} == UNRECONCILED


def test_reconciled_votes_with_a_finding():
    noted = Resolution.objects.filter(check_status="reconciled").exclude(check_findings=[])
    assert {text.symbol for text in noted} == {
        *("A/HRC/RES/22/24", "A/HRC/RES/16/31"),
        # Its draft, and those of five texts of the 53rd session, are printed with the number of an earlier one.
        *("A/HRC/DEC/4/103", *(f"A/HRC/RES/53/{number}" for number in (1, 2, 5, 25, 30))),
        *SETTLED,
    }
    assert list_findings("A/HRC/RES/22/24") == [("not_voting", 2, 0)]
    corrected = Resolution.objects.get(symbol="A/HRC/RES/16/31").check_findings
    assert [(f["rule"], f["severity"], *f["states"]) for f in corrected] == [
        ("voter_slip", "corrected", "SVN", "SVK"),
        ("voter_slip", "corrected", "SWZ", "CHE"),
    ]
    for symbol in SETTLED:
        findings = Resolution.objects.get(symbol=symbol).check_findings
        assert {(f["rule"], f["severity"]) for f in findings} == {("second_source", "corrected")}, symbol


def test_every_other_roll_call_adds_up():
    statuses = Counter(Resolution.objects.values_list("check_status", flat=True))
    assert statuses == {"reconciled": 340, "unreconciled": 2, "not_checked": 135}
    for text in Resolution.objects.filter(check_status="reconciled", check_findings=[]):
        counted = text.counted
        differing = {p: n for p, n in text.official.items() if n is not None and n != counted[p]}
        assert differing == {}, text


def test_every_vote_on_an_amendment_has_the_day_of_its_text():
    about = Resolution.objects.filter(amends__isnull=False, outcome__in=DECIDED, amends__outcome__in=DECIDED)
    assert about.count() >= 9
    assert list(about.exclude(date=F("amends__date"))) == []


@pytest.mark.parametrize(
    ("symbol", "date", "totals"),
    [
        ("A/HRC/RES/37/23", "2018-03-23", [28, 1, 17, 1]),
        ("A/HRC/RES/43/21", "2020-06-22", [23, 16, 8, 0]),
        ("A/HRC/RES/46/13", "2021-03-23", [26, 15, 6, 0]),
    ],
)
def test_the_three_votes_on_mutually_beneficial_cooperation(symbol, date, totals):
    text = Resolution.objects.get(symbol=symbol)
    assert str(text.date) == date
    assert list(text.counted.values()) == totals
    assert [official or 0 for official in text.official.values()] == totals
    assert text.series is not None
    assert text.series == Resolution.objects.get(symbol="A/HRC/RES/37/23").series


@pytest.mark.parametrize(
    ("symbol", "slug", "earlier"),
    [
        ("A/HRC/RES/62/2", "situation-of-human-rights-in-eritrea", "A/HRC/RES/59/1"),
        (
            "A/HRC/RES/62/6",
            "enhancement-of-international-cooperation-in-the-field-of-human-rights",
            "A/HRC/RES/59/3",
        ),
        (
            "A/HRC/RES/62/16",
            "mandate-of-independent-expert-on-human-rights-and-international-solidarity",
            "A/HRC/RES/53/5",
        ),
    ],
)
def test_the_votes_of_the_62nd_session_stand_in_their_series(symbol, slug, earlier):
    text = Resolution.objects.get(symbol=symbol)
    assert text.series is not None
    assert text.series.slug == slug
    assert earlier in set(text.series.resolutions.values_list("symbol", flat=True))


def test_who_called_a_vote_is_taken_from_the_explanations():
    called = Resolution.objects.exclude(called_by=None, called_by_group="")
    assert {text.symbol: str(text.called_by or text.called_by_group) for text in called} == {
        **dict.fromkeys(CALLED_BY_THE_UNITED_STATES, "United States of America"),
        "A/HRC/48/L.11": "Bahrain",
        "A/HRC/RES/57/2": "Sudan",
        "A/HRC/RES/60/5": "EU Member States that are members of the Human Rights Council",
    }
    for text in called:
        speakers = text.explanations.values_list("state", "on_behalf_of", "summary")
        summaries = [
            s for state, group, s in speakers if (state, group) == (text.called_by_id, text.called_by_group)
        ]
        assert any("vote" in summary for summary in summaries), text


CALLED_BY_THE_UNITED_STATES = [
    "A/HRC/RES/15/1",
    "A/HRC/DEC/16/118",
    "A/HRC/RES/21/19",
    "A/HRC/RES/27/30",
    "A/HRC/RES/30/13",
    "A/HRC/RES/30/16",
    "A/HRC/RES/34/34",
    "A/HRC/RES/35/8",
    "A/HRC/RES/35/21",
    "A/HRC/RES/36/22",
    "A/HRC/RES/37/10",
    "A/HRC/RES/37/23",
    "A/HRC/RES/37/33",
    "A/HRC/RES/37/34",
    "A/HRC/RES/37/35",
    "A/HRC/RES/37/36",
    "A/HRC/RES/37/37",
    "A/HRC/RES/49/4",
    "A/HRC/RES/49/28",
]


def test_the_united_states_alone_against_and_tunisia_did_not_vote():
    text = Resolution.objects.get(symbol="A/HRC/RES/37/23")
    positions = defaultdict(list)
    for iso3, position in text.votes.values_list("state__iso3", "position"):
        positions[position].append(iso3)
    assert (positions["against"], positions["not_voting"]) == (["USA"], ["TUN"])
    assert "CHE" in positions["abstaining"]
    assert "CHN" in positions["in_favour"]
    assert (text.draft_symbol, str(text.called_by)) == ("A/HRC/37/L.36", "United States of America")
    spoken = text.explanations.exclude(kind="study_submission").values_list("state__iso3", flat=True)
    assert {"USA", "CHE"} <= set(spoken)
    assert Resolution.objects.get(symbol="A/HRC/RES/43/21").draft_symbol == "A/HRC/43/L.31/Rev.1"


def count_seats(day: datetime.date) -> dict[str, int]:
    terms = Membership.objects.on(day).values("regional_group").order_by().annotate(n=Count("pk"))
    return {row["regional_group"]: row["n"] for row in terms}


# From the first to the last day: who had left, and whose seat it was.
VACANT = [
    (datetime.date(2018, 6, 20), datetime.date(2018, 7, 12), "western_european_other"),
    (datetime.date(2022, 4, 8), datetime.date(2022, 5, 9), "eastern_european"),
]


def list_seats(day: datetime.date) -> dict[str, int]:
    seats = {group.value: n for group, n in COUNCIL_SEATS.items()}
    for first, last, group in VACANT:
        seats[group] -= first <= day <= last
    return seats


def test_on_every_day_the_groups_hold_their_seats():
    """Counted from the terms, day by day from the Council's first to the end of 2026.

    For later years only the terms that began before are on file: nobody elected for 2027 is.
    """
    change: dict[datetime.date, Counter] = defaultdict(Counter)
    for start, end, group in Membership.objects.values_list("start", "end", "regional_group"):
        change[start][group] += 1
        if end:
            change[end + datetime.timedelta(days=1)][group] -= 1
    day = datetime.date(2006, 6, 19)
    held: Counter[str] = Counter()
    assert min(change) == day
    while day <= datetime.date(2026, 12, 31):
        held.update(change.get(day, {}))
        assert held == list_seats(day), day
        day += datetime.timedelta(days=1)
    later = [count_seats(datetime.date(year, 1, 1)) for year in (2027, 2028, 2029)]
    assert [sum(seats.values()) for seats in later] == [32, 14, 0]
    ends = Counter(term.end.year for term in Membership.objects.on(datetime.date(2026, 11, 30)) if term.end)
    assert ends == {2026: 15, 2027: 18, 2028: 14}


def test_on_every_day_of_a_roll_call_the_database_says_the_same():
    voted = Resolution.objects.filter(counted_in_favour__isnull=False)
    days = {day for day in voted.values_list("date", flat=True) if day}
    assert len(days) > 120
    for day in sorted(days):
        assert count_seats(day) == list_seats(day), day


def test_every_vote_of_a_reconciled_roll_call_has_a_group_of_that_day():
    for text in Resolution.objects.filter(check_status="reconciled").prefetch_related("votes"):
        assert text.date
        members = set(Membership.objects.on(text.date).values_list("state_id", flat=True))
        taken = {vote.state_id for vote in text.votes.all() if vote.position != "not_voting"}
        assert taken <= members, text


def test_every_explanation_has_a_short_quotation_a_source_and_a_real_day():
    for said in Explanation.objects.select_related("resolution"):
        assert said.summary.endswith((".", "”")), said
        assert not said.excerpt.startswith(("“", '"')), said
        assert said.source_title, said
        if said.date and said.resolution.date and said.kind != "study_submission":
            assert abs(said.date - said.resolution.date) <= datetime.timedelta(days=31), said


def test_every_amendment_points_at_a_text_of_its_session():
    amendments = Resolution.objects.filter(kind="amendment").select_related("amends__session", "session")
    linked = [(text, text.amends) for text in amendments if text.amends]
    assert len(amendments) == 30
    assert sorted(text.symbol for text in amendments if not text.amends) == ["A/HRC/56/L.30", "A/HRC/56/L.32"]
    assert all(amended.session == text.session and amended.kind != "amendment" for text, amended in linked)


def test_no_symbol_stands_on_two_texts():
    assert Resolution.objects.values("symbol").distinct().count() == 477
    assert not Resolution.objects.exclude(address__in=Resolution.objects.values("symbol")).exists()
