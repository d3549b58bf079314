"""What the tests of pages make besides `tests.factories`: States by the dozen, texts of every fate, checked votes."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from string import ascii_uppercase
from typing import Any

from tests import factories
from tests.factories import make_member
from votes.checking.checks import refresh_checks
from votes.core.choices import Adoption, Outcome, Position
from votes.core.outcomes import find_outcome
from votes.models import Explanation, Resolution, Series, Session, State, Topic, Vote

_numbers = itertools.count(1)
# ISO 3166 keeps codes with an X in front for private use.
_codes = itertools.cycle("X" + a + b for a, b in itertools.product(ascii_uppercase, repeat=2))


def make_members(n: int) -> list[State]:
    """`n` States with one open term each, all in seats of one group."""
    return [make_member(code) for code in itertools.islice(_codes, n)]


def make_topic(name: str = "") -> Topic:
    number = next(_numbers)
    return Topic.objects.create(name=name or f"Topic {number}", slug=f"topic-{number}")


def make_text(symbol: str = "", **columns: Any) -> Resolution:
    """A public text with a symbol and a title of its own, adopted without a vote."""
    number = next(_numbers)
    usual: dict[str, Any] = {
        "title": f"Title {number}",
        "adoption": Adoption.WITHOUT_VOTE,
        "agenda_item": 3,
    }
    if "series" in columns and "session" not in columns:
        columns["session"] = make_free_session(columns["series"])
    return factories.make_resolution(symbol or f"A/HRC/RES/37/{900 + number}", **(usual | columns))


def make_free_session(series: Series) -> Session:
    """The 37th session or the first after it of which no text is in `series`, which has one of a session at most."""
    used = set(series.resolutions.values_list("session__number", flat=True))
    return factories.make_session(str(next(number for number in itertools.count(37) if number not in used)))


def make_tabled(symbol: str = "", **columns: Any) -> Resolution:
    usual: dict[str, Any] = {"adoption": Adoption.NONE, "outcome": Outcome.TABLED, "date": None}
    return make_text(symbol, **(usual | columns))


def make_voted(
    symbol: str = "",
    roll_call: Mapping[State, str] | Iterable[tuple[State, str]] = (),
    official: tuple[int, int, int, int | None] | None = None,
    **columns: Any,
) -> Resolution:
    """A text put to a recorded vote, checked.

    Its official totals are those of the roll-call unless given, and its outcome is the one that they give.
    """
    roll_call = dict(roll_call)
    taken = list(roll_call.values())
    totals: Sequence[Any] = official or tuple(taken.count(position) for position in Position)
    columns |= {f"official_{p.value}": n for p, n in zip(Position, totals, strict=True)}
    usual = {"adoption": Adoption.RECORDED_VOTE, "outcome": find_outcome(totals[0], totals[1])}
    text = make_text(symbol, **(usual | columns))
    Vote.objects.bulk_create(Vote(resolution=text, state=s, position=p) for s, p in roll_call.items())
    refresh_checks([text.pk])
    text.refresh_from_db()
    return text


def make_explanation(text: Resolution, state: State | None = None, **columns: Any) -> Explanation:
    """An explanation with words and a source of its own, of the day of the text."""
    number = next(_numbers)
    usual = {
        "summary": f"Summary {number}.",
        "source_url": f"https://example.org/{number}",
        "date": text.date,
    }
    return factories.make_explanation(text, state, **(usual | columns))
