"""Fields that find an object by typing. A value that is no key, which only a forged request has, is refused.

Django's own widget looks the submitted values up to print them again, and fails on one that is no number.
"""

from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.http import HttpRequest


class KeysOnly:
    """Prints again only the submitted values that are keys."""

    def optgroups(self, name: Any, value: Any, attr: Any = None) -> Any:
        keys = [key for key in value if not key or str(key).isdecimal()]
        return super().optgroups(name, keys, attr)  # type: ignore[misc]


class KeySelect(KeysOnly, AutocompleteSelect):
    """One object."""


class KeySelectMultiple(KeysOnly, AutocompleteSelectMultiple):
    """Several objects."""


class Autocompletes:
    """For an admin or an inline with `autocomplete_fields`."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest | None, **kwargs: Any) -> Any:
        return self.find_by_typing(super().formfield_for_foreignkey, KeySelect, db_field, request, kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest | None, **kwargs: Any) -> Any:
        return self.find_by_typing(
            super().formfield_for_manytomany,  # type: ignore[misc]
            KeySelectMultiple,
            db_field,
            request,
            kwargs,
        )

    def find_by_typing(
        self, build: Any, widget: Any, db_field: Any, request: Any, options: dict[str, Any]
    ) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            options = {"widget": widget(db_field, self.admin_site), **options}  # type: ignore[attr-defined]
        return build(db_field, request, **options)
