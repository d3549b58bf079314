"""Which findings the page and its data are asked for."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict
from django_filters import FilterSet

from votes.checking.filters import FindingFilter
from votes.checking.service import list_with_findings
from votes.models import Resolution
from votes.web.filters import apply_filter, describe_filter


@dataclass(frozen=True)
class FindingQuery:
    """The values of an address that could be understood.

    `filter_set` has the form and the texts; `chosen` the values in force by name, for the exports to print; `notes` a
    sentence for each value left out. `rule` and `severity` choose among the findings of a text; "" for all.
    """

    filter_set: FilterSet
    chosen: dict[str, str]
    notes: list[str]

    @property
    def texts(self) -> QuerySet[Resolution]:
        texts: QuerySet[Resolution] = self.filter_set.qs
        return texts

    @property
    def rule(self) -> str:
        return self.chosen.get("rule", "")

    @property
    def severity(self) -> str:
        return self.chosen.get("severity", "")


def read_query(data: QueryDict) -> FindingQuery:
    filter_set, notes = apply_filter(FindingFilter, data, list_with_findings())
    return FindingQuery(filter_set, describe_filter(filter_set), notes)
