"""The filters of the list of texts."""

import django_filters as filters
from django.db.models import F, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from votes.core.choices import Adoption, Outcome, TextKind
from votes.models import Resolution, Session
from votes.resolutions.filter_choices import get_text_choices
from votes.resolutions.search import search_resolutions
from votes.web.select import ChoiceFilter

# The largest margin of a close vote, in votes.
CLOSE_MARGIN = 10

CONTESTED = [
    ("vote", _("Put to a recorded vote")),
    ("opposed", _("At least one State against")),
    ("close", _("Margin of 10 votes or fewer")),
]


class ResolutionFilter(filters.FilterSet):
    """What is offered is what public texts have."""

    q = filters.CharFilter(method="search", label=_("Symbol, draft or keywords"), max_length=200)
    year = ChoiceFilter(field_name="date", lookup_expr="year", label=_("Year"))
    session = ChoiceFilter(method="of_session", label=_("Session"))
    item = ChoiceFilter(field_name="agenda_item", label=_("Agenda item"))
    kind = ChoiceFilter(choices=TextKind.choices, label=_("Kind"))
    outcome = ChoiceFilter(choices=Outcome.choices, label=_("Outcome"))
    adoption = ChoiceFilter(choices=Adoption.choices, label=_("How it was decided"))
    contested = ChoiceFilter(choices=CONTESTED, method="is_contested", label=_("Contested"))
    sponsor = ChoiceFilter(field_name="sponsors__iso3", label=_("Main sponsor"))
    topic = ChoiceFilter(field_name="topics__slug", label=_("Topic"))

    class Meta:
        model = Resolution
        fields: list[str] = []

    def __init__(self, data: QueryDict, queryset: QuerySet[Resolution]) -> None:
        super().__init__(data, queryset)
        offered = get_text_choices()
        self.filters["year"].offer(offered.years)
        self.filters["session"].offer(offered.sessions)
        self.filters["item"].offer(offered.items)
        self.filters["sponsor"].offer(offered.sponsors)
        self.filters["topic"].offer(offered.topics)

    def search(self, queryset: QuerySet[Resolution], name: str, value: str) -> QuerySet[Resolution]:
        return search_resolutions(queryset, value)

    def of_session(self, queryset: QuerySet[Resolution], name: str, value: str) -> QuerySet[Resolution]:
        return queryset.filter(**{f"session__{key}": v for key, v in Session.parse_code(value).items()})

    def is_contested(self, queryset: QuerySet[Resolution], name: str, value: str) -> QuerySet[Resolution]:
        voted = queryset.filter(adoption=Adoption.RECORDED_VOTE)
        if value == "opposed":
            return voted.filter(official_against__gt=0)
        if value == "close":
            return voted.filter(
                official_in_favour__lte=F("official_against") + CLOSE_MARGIN,
                official_against__lte=F("official_in_favour") + CLOSE_MARGIN,
            )
        return voted
