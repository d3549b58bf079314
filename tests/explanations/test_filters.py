"""The filters of the list of explanations."""

import datetime

import pytest
from django.http import QueryDict

from tests.factories import make_member, make_state
from tests.pages_factories import make_explanation, make_text, make_voted
from votes.explanations.filters import ExplanationFilter
from votes.models import Explanation
from votes.web.filters import apply_filter

pytestmark = pytest.mark.django_db


def ask_explanations(query: str) -> tuple[set[Explanation], list[str]]:
    filter_set, notes = apply_filter(ExplanationFilter, QueryDict(query), Explanation.objects.public())
    return set(filter_set.qs), notes


def test_keywords_are_searched_in_explanations_and_their_texts() -> None:
    text, other = make_text(title="Cooperation"), make_text(title="Safety of journalists")
    one = make_explanation(text, make_state("CHE"), summary="The wording is unclear.")
    two = make_explanation(other, make_member("NOR"), summary="Norway agrees.", excerpt="unclear wording")
    assert ask_explanations("q=UNCLEAR+wording") == ({one, two}, [])
    assert ask_explanations("q=unclear+cooperation") == ({one}, [])
    assert ask_explanations("q=journalists") == ({two}, [])
    assert ask_explanations("q=unclear+nothing") == (set(), [])


def test_explanations_by_state_kind_year_and_recorded_position() -> None:
    a, b = make_member("QAA"), make_member("QAB")
    text = make_voted(roll_call={a: "in_favour", b: "against"})
    by_a = make_explanation(text, a, kind="after_vote", date=datetime.date(2018, 3, 23))
    by_b = make_explanation(text, b, kind="before_vote", date=datetime.date(2019, 1, 1))
    group = make_explanation(text, None, on_behalf_of="A group", kind="before_vote", date=None)
    hidden = make_text(published=False)
    make_explanation(hidden, a, kind="position", date=datetime.date(2017, 1, 1))
    assert ask_explanations("state=QAA") == ({by_a}, [])
    assert ask_explanations("kind=before_vote")[0] == {by_b, group}
    assert ask_explanations("year=2019") == ({by_b}, [])
    assert ask_explanations("position=against") == ({by_b}, [])
    assert ask_explanations("position=abstaining") == (set(), [])
    found, notes = ask_explanations("year=2017&state=QAB")
    assert (found, len(notes)) == ({by_b}, 1)


@pytest.mark.parametrize("bad", ["state=xx", "kind=x", "year=x", "position=x"])
def test_bad_values_of_explanations_are_left_out(bad: str) -> None:
    explanation = make_explanation(make_text(), make_state())
    found, notes = ask_explanations(bad)
    assert (found, len(notes)) == ({explanation}, 1)
