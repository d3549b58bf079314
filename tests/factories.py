"""Small rows for tests: each function makes one object with what it must have, and takes the rest by name."""

import datetime
from collections.abc import Mapping
from typing import Any

from votes.core.choices import (
    Adoption,
    CorrectedField,
    ExplanationKind,
    Outcome,
    Position,
    RegionalGroup,
    TextKind,
)
from votes.models import Bloc, Correction, Explanation, Membership, Resolution, Session, State, Vote

DAY = datetime.date(2018, 3, 23)
FOREVER = datetime.date(2006, 6, 19)


def make_state(iso3: str = "CHN", name: str = "", **columns: Any) -> State:
    columns.setdefault("regional_group", RegionalGroup.ASIA_PACIFIC)
    return State.objects.create(iso3=iso3, name=name or f"State of {iso3}", **columns)


def make_member(iso3: str, start: datetime.date = FOREVER, end: datetime.date | None = None) -> State:
    """A State with one term."""
    state = make_state(iso3)
    make_term(state, start, end)
    return state


def make_term(
    state: State, start: datetime.date = FOREVER, end: datetime.date | None = None, **columns: Any
) -> Membership:
    columns.setdefault("regional_group", state.regional_group)
    return Membership.objects.create(state=state, start=start, end=end, **columns)


def make_session(code: str = "37") -> Session:
    fields: dict[str, Any] = Session.parse_code(code)
    return Session.objects.get_or_create(**fields)[0]


def make_resolution(
    symbol: str = "A/HRC/RES/37/23", totals: tuple[int, int, int, int | None] | None = None, **columns: Any
) -> Resolution:
    """A published text, adopted by a recorded vote on `DAY` unless `columns` say otherwise."""
    if "session" not in columns:
        columns["session"] = make_session()
    usual: dict[str, Any] = {
        "title": "Promoting mutually beneficial cooperation in the field of human rights",
        "kind": TextKind.RESOLUTION,
        "date": DAY,
        "adoption": Adoption.RECORDED_VOTE,
        "outcome": Outcome.ADOPTED,
        "published": True,
    }
    official = zip(Position, totals, strict=True) if totals else ()
    usual |= {f"official_{position.value}": number for position, number in official}
    return Resolution.objects.create(symbol=symbol, **usual | columns)


def make_vote(resolution: Resolution, state: State, position: str = Position.IN_FAVOUR) -> Vote:
    return Vote.objects.create(resolution=resolution, state=state, position=position)


def make_roll_call(resolution: Resolution, positions: Mapping[str, str]) -> None:
    """Votes of States that are on file, by code."""
    for iso3, position in positions.items():
        make_vote(resolution, State.objects.get(iso3=iso3), position)


def make_explanation(resolution: Resolution, state: State | None = None, **columns: Any) -> Explanation:
    usual = {
        "kind": ExplanationKind.BEFORE_VOTE,
        "summary": "It would vote against.",
        "source_title": "Statement to the Council",
    }
    return Explanation.objects.create(resolution=resolution, state=state, **usual | columns)


def make_bloc(slug: str = "eu", name: str = "European Union", **columns: Any) -> Bloc:
    usual = {"short_name": name, "source_title": "List of its members"}
    return Bloc.objects.create(slug=slug, name=name, **usual | columns)


def make_correction(resolution: Resolution | None = None, **columns: Any) -> Correction:
    usual = {"field": CorrectedField.TITLE, "before": "", "after": "", "reason": "The text itself says so"}
    return Correction.objects.create(resolution=resolution or make_resolution(), **usual | columns)
