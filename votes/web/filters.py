"""What list filters share: values that cannot be understood are left out with a note."""

from collections.abc import Callable
from typing import Any, TypeVar

import django_filters as filters
from django.db.models import QuerySet
from django.http import QueryDict

from votes.web.address import describe_unknown_names, describe_unknown_value

Filters = TypeVar("Filters", bound=filters.FilterSet)


def apply_filter(
    filter_class: Callable[..., Filters], data: QueryDict, queryset: QuerySet[Any]
) -> tuple[Filters, list[str]]:
    """The filter set with the values that can be understood, and a sentence for each name or value that cannot."""
    filter_set = filter_class(data, queryset)
    notes = describe_unknown_names(data, filter_set.filters)
    if filter_set.is_valid():
        return filter_set, notes
    understood = data.copy()
    for name in filter_set.form.errors:
        for value in understood.pop(name, []):
            notes.append(describe_unknown_value(value, name))
    return filter_class(understood, queryset), notes


def describe_filter(filter_set: filters.FilterSet) -> dict[str, str]:
    """The values in force, {"year": "2018"}: the scope that exports print."""
    return {name: value for name, value in filter_set.data.items() if name in filter_set.filters and value}
