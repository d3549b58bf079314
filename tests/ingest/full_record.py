"""A record with a value in every column, and its lines in the native format."""

import datetime
import json

from votes.core.rows import (
    BacktestRow,
    BlocMembershipRow,
    BlocRow,
    ExplanationRow,
    MembershipRow,
    Record,
    RecordedVoteCountRow,
    SeriesRow,
    SessionRow,
    StateRow,
    TextRow,
)
from votes.ingest.readers.native_format import format_record

DAY = datetime.date(2018, 3, 23)
CHINA = StateRow("CHN", "China", "asia_pacific")
RECORD = Record(
    states=(
        CHINA,
        StateRow(
            "NLD",
            "Netherlands (Kingdom of the)",
            "western_european_other",
            article=True,
            other_names=(("Netherlands", 2023), ("Holland", None)),
        ),
        StateRow(
            "SCG",
            "Serbia and Montenegro",
            "eastern_european",
            existed_from=datetime.date(2003, 2, 4),
            existed_until=datetime.date(2006, 6, 3),
        ),
    ),
    memberships=(
        MembershipRow("CHN", datetime.date(2006, 6, 19), None, "asia_pacific"),
        MembershipRow("NLD", DAY, DAY, "western_european_other", note='left, "in protest"'),
    ),
    blocs=(
        BlocRow("brics", "BRICS", "BRICS", "About the BRICS"),
        BlocRow(
            "nam",
            "Non-Aligned Movement",
            "NAM",
            "Members, and observers",
            "https://example.org/nam",
            article=True,
            note="By year; no day",
            other_names=("Movement of Non-Aligned Countries", "Non-Aligned"),
        ),
    ),
    bloc_memberships=(
        BlocMembershipRow("brics", "CHN", datetime.date(2009, 6, 16), None),
        BlocMembershipRow("nam", "NLD", None, DAY, note='"left"'),
    ),
    sessions=(
        SessionRow("37", datetime.date(2018, 2, 26), DAY, source="The Council’s list"),
        SessionRow("S-28", subject="A grave, “deteriorating” situation"),
    ),
    recorded_vote_counts=(RecordedVoteCountRow("37", "texts", 16, "The library’s catalogue"),),
    series=(SeriesRow("food", "The right to food, ever again"),),
    texts=(
        TextRow(
            symbol="A/HRC/RES/37/23",
            kind="resolution",
            title="Promoting “mutually beneficial” coopération",
            session="37",
            adoption="recorded_vote",
            outcome="adopted",
            date=DAY,
            agenda_item=3,
            topics=("Cooperation", "Human rights"),
            sponsors=("CHN",),
            official=(28, 1, 17, None),
            positions={"CHN": "in_favour", "NLD": "not_voting"},
            fetched_on=datetime.date(2026, 7, 1),
        ),
        TextRow("A/HRC/61/L.1", "resolution", "Tabled", "61", "none", "tabled"),
    ),
    backtests=(
        BacktestRow("this “record”", DAY, "likes, version 1", {"texts": 2, "accuracy": {"all": 0.5}}),
    ),
    explanations=(
        ExplanationRow(
            "A/HRC/RES/37/23", "before_vote", "It will\nabstain.", "A title", "", state="NLD", date=DAY
        ),
        ExplanationRow(
            "A/HRC/61/L.1", "position", "It stood\u2028aside.", "T", "https://e.org", on_behalf_of="EU"
        ),
    ),
)

TEXT = json.loads(format_record(RECORD)["texts.jsonl"].splitlines()[0])
SAID = json.loads(format_record(RECORD)["explanations.jsonl"].splitlines()[0])
