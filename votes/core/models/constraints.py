"""Small builders for the constraints that several models share."""

from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _


def build_choices_check(field: str, choices: type, name: str, *, null: bool = False) -> CheckConstraint:
    """A constraint that `field` holds one of the values of `choices` (or NULL where `null`)."""
    condition = Q(**{f"{field}__in": list(choices.values)})  # type: ignore[attr-defined]
    if null:
        condition |= Q(**{f"{field}__isnull": True})
    return CheckConstraint(
        condition=condition, name=name, violation_error_message=_("Choose one of the values offered.")
    )
