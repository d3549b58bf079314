"""Every rule that the database keeps refuses a row that breaks it, and the row beside it is accepted."""

import datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import DataError, IntegrityError, models, transaction
from django.utils import timezone

from tests.core import cases_corrections, cases_record, cases_reports, cases_topics
from tests.factories import (
    make_correction,
    make_explanation,
    make_resolution,
    make_state,
    make_term,
    make_vote,
)
from votes.core.choices import (
    CorrectedField,
    Position,
)
from votes.models import Explanation, Membership, Resolution, State

pytestmark = pytest.mark.django_db

CASES = [
    *cases_record.CASES,
    *cases_corrections.CASES,
    *cases_topics.CASES,
    *cases_reports.CASES,
]
# These need another row's key, which only the test that makes it knows.
TESTED_BELOW = {"vote_once_per_state", "correction_once_per_state"}
# Those of documents and key terms are broken one by one in tests/documents/test_pages.py.
TESTED_WITH_DOCUMENTS = {
    *("document_kind", "document_symbol_once", "document_title"),
    *("documenttext_language", "documenttext_language_once", "documenttext_body"),
    *("keyterm_name", "keytermform_language", "keytermform_once", "keytermform_form"),
}
IDS = [f"{number}-{case.constraint}" for number, case in enumerate(CASES)]


def change(row: models.Model, columns: dict[str, Any]) -> None:
    """By `update`, so that no Python of ours stands between the row and the database."""
    with transaction.atomic():
        assert type(row)._default_manager.filter(pk=row.pk).update(**columns) == 1


# A second term from the same first day overlaps the first, and the overlap may be noticed before. PostgreSQL
# refuses a text that is too long for its column before it looks at any rule.
ALSO_SAID = {
    "membership_one_per_start": ["membership_terms_do_not_overlap"],
    "blocmembership_one_per_start": ["blocmembership_do_not_overlap"],
    "blocmembership_one_without_start": ["blocmembership_do_not_overlap"],
    "explanation_excerpt_short": ["value too long for type character varying(300)"],
}


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_the_database_refuses_the_bad_row(case):
    row = case.make()
    with pytest.raises((IntegrityError, DataError)) as refusal:
        change(row, case.bad)
    said = str(refusal.value).splitlines()[0]
    # SQLite names the columns of a unique rule, not the rule; every other refusal names its rule.
    names = [case.constraint, *ALSO_SAID.get(case.constraint, ()), "UNIQUE constraint failed"]
    assert any(name in said for name in names)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_the_database_accepts_the_row_beside_it(case):
    row = case.make()
    change(row, case.good)
    row.refresh_from_db()
    plain = {name: value for name, value in case.good.items() if name != "amends"}
    assert {name: getattr(row, name) for name in plain} == plain


def test_one_state_votes_once_on_a_text():
    second = cases_record.make_second_vote()
    china = State.objects.get(iso3="CHN")
    with pytest.raises(IntegrityError):
        change(second, {"state": china})
    change(second, {"state": make_state("IND")})
    # The same State votes on another text.
    make_vote(make_resolution("A/HRC/RES/43/21"), china)


def test_a_position_is_corrected_once_until_the_correction_is_withdrawn():
    text, mexico = make_resolution(), make_state("MEX")
    columns = {"field": CorrectedField.POSITION, "state": mexico, "before": Position.AGAINST}
    first = make_correction(text, **columns)
    # Another State's position on the same text, and the same State's on another.
    make_correction(text, **columns | {"state": make_state("CUB")})
    make_correction(make_resolution("A/HRC/RES/43/21"), **columns)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_correction(text, **columns)
    change(first, {"withdrawn_at": timezone.now(), "withdrawn_reason": "It was right"})
    make_correction(text, **columns)


def test_every_constraint_of_every_model_has_a_case():
    declared = {
        constraint.name
        for model in apps.get_app_config("votes").get_models()
        for constraint in model._meta.constraints
    }
    tested = {case.constraint for case in CASES} | TESTED_BELOW | TESTED_WITH_DOCUMENTS
    assert len(declared) > 30
    # These are kept by migrations 0002 and 0004, so no model declares them.
    assert tested == declared | {"membership_terms_do_not_overlap", "blocmembership_do_not_overlap"}


@pytest.mark.parametrize(
    ("model", "column", "bad"),
    [(State, "iso3", "CHN"), (State, "name", "State of CHN"), (Resolution, "address", "A/HRC/RES/37/23")],
)
def test_codes_names_and_addresses_are_used_once(model, column, bad):
    make_state("CHN")
    make_state("MEX")
    make_resolution("A/HRC/RES/37/23")
    make_resolution("A/HRC/RES/37/24")
    other = model.objects.exclude(**{column: bad}).get()
    with pytest.raises(IntegrityError):
        change(other, {column: bad})


FIRST, LAST = datetime.date(2018, 1, 1), datetime.date(2020, 12, 31)
ONE = datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (FIRST - ONE, FIRST),
        (LAST, LAST + ONE),
        (LAST, None),
        (FIRST + ONE, LAST - ONE),
        (FIRST - ONE, LAST + ONE),
        (FIRST - ONE, None),
    ],
    ids=["ends on its first day", "starts on its last", "open", "inside", "around", "around, open"],
)
def test_terms_of_one_state_do_not_overlap(start, end):
    state = make_state()
    make_term(state, FIRST, LAST)
    with pytest.raises(IntegrityError, match="membership_terms_do_not_overlap"), transaction.atomic():
        Membership.objects.bulk_create(
            [Membership(state=state, start=start, end=end, regional_group=state.regional_group)]
        )
    assert Membership.objects.count() == 1


def test_terms_may_touch_and_other_states_may_sit_at_the_same_time():
    state = make_state()
    make_term(state, FIRST, LAST)
    make_term(state, LAST + ONE, None)
    make_term(state, datetime.date(2012, 1, 1), FIRST - ONE)
    make_term(make_state("MEX"), FIRST, LAST)
    assert Membership.objects.count() == 4


def test_an_open_term_overlaps_all_that_comes_after():
    state = make_state()
    make_term(state, FIRST, None)
    with pytest.raises(IntegrityError, match="membership_terms_do_not_overlap"), transaction.atomic():
        make_term(state, LAST + ONE, LAST + ONE)


def test_a_term_may_be_shortened_and_saved_unchanged():
    """The rule compares with the other terms, not with what the row was before."""
    term = make_term(make_state(), FIRST, LAST)
    term.save()
    term.end = LAST - ONE
    term.save()
    term.refresh_from_db()
    assert term.end == LAST - ONE


def test_a_text_with_votes_goes_with_them_but_a_state_with_votes_stays():
    resolution = make_resolution()
    state = make_state()
    make_vote(resolution, state)
    make_explanation(resolution, state)
    with pytest.raises(models.ProtectedError):
        state.delete()
    resolution.delete()
    assert Explanation.objects.count() == 0
    state.delete()
    assert State.objects.count() == 0
