"""Fields of the admin's own pages."""

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """A day in the browser's own field, which takes its value in the ISO form alone."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")
