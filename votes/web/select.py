"""A choice among many, printed by one template."""

from collections.abc import Iterable
from typing import Any

import django_filters as filters
from django import forms
from django.forms.renderers import BaseRenderer, TemplatesSetting
from django.utils.translation import gettext_lazy as _


class PlainSelect(forms.Select):
    """A select of plain options: Django's own renders a template an option, half the time of a page with filters.

    Groups of options are not supported.
    """

    template_name = "votes/web/select.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """`widget.options`: (value, words, whether it is chosen)."""
        context = forms.Widget.get_context(self, name, value, attrs)
        chosen = self.format_value(value)
        context["widget"]["options"] = [
            (str(key), str(words), str(key) in chosen) for key, words in self.choices
        ]
        return context

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> Any:
        """With the project's templates; a form's usual renderer looks among Django's only."""
        return super().render(name, value, attrs, TemplatesSetting())


class ChoiceFilter(filters.ChoiceFilter):
    """One of `choices`, a list of (value, words) or a function that returns one, or any value."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"empty_label": _("Any"), "widget": PlainSelect} | options))

    def offer(self, choices: Iterable[tuple[str, str]]) -> None:
        """Replace the choices."""
        self.extra["choices"] = choices
