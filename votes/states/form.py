"""The filter of a State's votes."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from votes.core.choices import Position
from votes.models import Resolution
from votes.web.select import ChoiceFilter


class StateVoteFilter(filters.FilterSet):
    """The votes on a State's page; the rows are already in memory, so it only validates."""

    position = ChoiceFilter(choices=Position.choices, label=_("Position"))

    class Meta:
        model = Resolution
        fields: list[str] = []
