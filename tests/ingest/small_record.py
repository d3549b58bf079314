"""A small record by hand: four States, a vote, an amendment, a special session, two explanations."""

import datetime
from dataclasses import replace
from typing import Any

from django.apps import apps

from tests.factories import DAY
from votes.core.rows import ExplanationRow, MembershipRow, Record, SeriesRow, StateRow, TextRow
from votes.ingest.loading.load import load_record
from votes.ingest.report import LoadReport
from votes.models import Resolution

SOURCE = "library"
STATES = (
    StateRow("CHE", "Switzerland", "western_european_other"),
    StateRow("CHN", "China", "asia_pacific"),
    StateRow("CZE", "Czechia", "eastern_european", other_names=(("Czech Republic", 2016),)),
    StateRow("USA", "United States of America", "western_european_other", article=True),
)
VOTED = TextRow(
    symbol="A/HRC/RES/37/23",
    kind="resolution",
    title="Mutually beneficial cooperation",
    session="37",
    adoption="recorded_vote",
    outcome="adopted",
    date=DAY,
    draft_symbol="A/HRC/37/L.36",
    topics=("Cooperation", "Human rights"),
    series="cooperation",
    sponsors=("CHN",),
    called_by="USA",
    official=(2, 1, 1, 0),
    positions={"CHN": "in_favour", "CZE": "in_favour", "USA": "against", "CHE": "abstaining"},
    source=SOURCE,
    source_record="1",
)
AMENDMENT = TextRow(
    symbol="A/HRC/37/L.63",
    kind="amendment",
    title="Mutually beneficial cooperation",
    session="37",
    adoption="none",
    outcome="withdrawn",
    amends="A/HRC/37/L.36",
    source=SOURCE,
    source_record="2",
)
SPECIAL = TextRow(
    symbol="A/HRC/RES/S-28/1",
    kind="resolution",
    title="Violations of international law",
    session="S-28",
    adoption="without_vote",
    outcome="adopted",
    date=datetime.date(2018, 5, 18),
    topics=("Human rights",),
)
SAID = ExplanationRow(
    text="A/HRC/RES/37/23",
    kind="before_vote",
    summary="It would vote against.",
    source_title="Statement",
    source_url="https://example.org/1",
    state="USA",
)
GROUP_SAID = ExplanationRow(
    text="A/HRC/37/L.36",  # by the draft's symbol
    kind="before_vote",
    summary="It would abstain.",
    source_title="Statement",
    source_url="https://example.org/2",
    on_behalf_of="European Union",
)
RECORD = Record(
    states=STATES,
    memberships=tuple(
        MembershipRow(s.iso3, datetime.date(2018, 1, 1), datetime.date(2020, 12, 31), s.regional_group)
        for s in STATES
    ),
    series=(SeriesRow("cooperation", "Cooperation"),),
    # The amendment stands before what it amends.
    texts=(AMENDMENT, VOTED, SPECIAL),
    explanations=(SAID, GROUP_SAID),
)


def load(record: Record, *, allow_removals: bool = False) -> LoadReport:
    return load_record(record, source="test", checksum="0" * 64, allow_removals=allow_removals)


def list_rejected(report: LoadReport) -> list[tuple[str, str, str]]:
    return [(row.kind, row.row, row.reason) for row in report.rejected]


def dump() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of ours, histories and links between tables too."""
    config = apps.get_app_config("votes")
    links = [Resolution.topics.through, Resolution.sponsors.through, Resolution.sponsor_blocs.through]
    models = {model._meta.db_table: model for model in [*config.get_models(), *links]}
    return {table: list(model._default_manager.order_by("pk").values()) for table, model in models.items()}


def change(record: Record, symbol: str, **columns: Any) -> Record:
    """`record` with other columns in one text."""
    assert symbol in {row.symbol for row in record.texts}
    texts = tuple(replace(row, **columns) if row.symbol == symbol else row for row in record.texts)
    return replace(record, texts=texts)


def read(symbol: str = VOTED.symbol) -> Resolution:
    return Resolution.objects.get(symbol=symbol)


def check_rejected(record: Record, kind: str, row: str, reason: str) -> None:
    """One row is rejected with this reason; loading again says and does the same."""
    report = load(record)
    assert list_rejected(report) == [(kind, row, reason)]
    before = dump()
    again = load(record)
    assert list_rejected(again) == [(kind, row, reason)]
    assert not again.changed_anything
    assert dump() == before
