"""No template names a variable or a field that does not exist: Django would print nothing in its place."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.template import engines
from django.template.base import Variable, VariableDoesNotExist
from django.template.context import BaseContext
from django.test import Client

from tests.pages_factories import make_tabled
from tests.web.addresses import PAGES

MISSING = "%s is not there"
# What a page may do without: an include asks whether its caller gave it.
ASKED_OF_ABSENCE = (BaseContext, dict, type(None))


@pytest.fixture
def printed_missing() -> Iterator[str]:
    """Text that stands in a page where a template prints what does not exist."""
    engine: Any = engines["django"].engine  # type: ignore[attr-defined]
    engine.string_if_invalid = MISSING
    yield MISSING % ""
    engine.string_if_invalid = ""


@pytest.fixture
def asked_missing(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Fields that a template asked an object for and that no such object has, in `{% if %}` and in filters too."""
    found: set[str] = set()
    look_up = Variable._resolve_lookup  # type: ignore[attr-defined]

    def note(variable: Variable, context: Any) -> Any:
        try:
            return look_up(variable, context)
        except VariableDoesNotExist as error:
            owner = error.params[1] if len(error.params) > 1 else None
            if not isinstance(owner, ASKED_OF_ABSENCE):
                found.add(f"{variable.var} of {type(owner).__name__}")
            raise

    monkeypatch.setattr(Variable, "_resolve_lookup", note)
    return found


@pytest.mark.django_db
def test_no_page_names_a_variable_or_field_that_does_not_exist(
    starter: None, client: Client, printed_missing: str, asked_missing: set[str]
) -> None:
    make_tabled("A/HRC/62/L.5")
    printed = set()
    for address in [*PAGES, "/nothing/", "/resolutions/A/HRC/RES/37/999/", "/before/?as_of=never"]:
        words = client.get(address).content.decode()
        printed |= {(address, name) for name in re.findall(rf"[\w.]+{printed_missing}", words)}
    assert printed == set()
    assert asked_missing == set()
