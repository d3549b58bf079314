"""The outcome that totals give, and records that contradict themselves."""

import pytest

from tests.factories import make_resolution
from votes.core.choices import Outcome, Position
from votes.core.outcomes import find_outcome, is_contradictory
from votes.models import Resolution

ADOPTED, REJECTED = Outcome.ADOPTED, Outcome.REJECTED


@pytest.mark.parametrize(
    ("in_favour", "against", "outcome"),
    [(21, 20, ADOPTED), (20, 20, REJECTED), (19, 20, REJECTED), (1, 0, ADOPTED), (0, 0, REJECTED)],
)
def test_a_majority_of_those_voting_adopts_and_a_tie_rejects(in_favour, against, outcome):
    assert find_outcome(in_favour, against) == outcome


@pytest.mark.parametrize(
    ("outcome", "other", "totals", "contradictory"),
    [
        (ADOPTED, "", (21, 20), False),
        (REJECTED, "", (21, 20), True),
        (ADOPTED, "", (20, 20), True),
        (REJECTED, "", (20, 20), False),
        (REJECTED, "", (None, None), False),
        (Outcome.WITHDRAWN, "", (None, None), False),
        (Outcome.WITHDRAWN, REJECTED, (None, None), True),
        (REJECTED, Outcome.WITHDRAWN, (12, 24), True),
    ],
)
def test_a_record_contradicts_itself(outcome, other, totals, contradictory):
    official = dict(zip((Position.IN_FAVOUR, Position.AGAINST), totals, strict=True))
    assert is_contradictory(outcome, other, official) is contradictory


@pytest.mark.parametrize(
    ("official", "counted", "outcome", "sound"),
    [
        ((21, 20, 6), (21, 20, 6), ADOPTED, True),
        ((21, 20, 6), (None, None, None), ADOPTED, True),
        ((21, 20, 6), (21, 19, 6), ADOPTED, False),
        ((21, 20, 6), (21, 20, 6), REJECTED, False),
        ((None, None, None), (21, 20, 6), ADOPTED, False),
    ],
)
def test_totals_are_sound_if_nothing_on_file_denies_them(official, counted, outcome, sound):
    text = Resolution(outcome=outcome)
    for position, total, found in zip(Position, official, counted, strict=False):
        setattr(text, f"official_{position.value}", total)
        setattr(text, f"counted_{position.value}", found)
    assert text.has_sound_totals is sound


@pytest.mark.django_db
def test_the_database_finds_the_same_texts():
    rows = [
        ("1", (21, 20, 6, 0), ADOPTED, ""),
        ("2", (21, 20, 6, 0), REJECTED, ""),
        ("3", (20, 20, 6, 0), ADOPTED, ""),
        ("4", (20, 20, 6, 0), REJECTED, ""),
        ("5", (20, 20, 6, 0), REJECTED, Outcome.WITHDRAWN),
        ("6", None, ADOPTED, ""),
    ]
    for number, totals, outcome, other in rows:
        make_resolution(f"A/HRC/RES/37/{number}", totals, outcome=outcome, other_outcome=other)
    found = set(Resolution.objects.contradictory())
    assert found == {text for text in Resolution.objects.all() if text.contradicts_itself}
    assert {text.symbol[-1] for text in found} == {"2", "3", "5"}
