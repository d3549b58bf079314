"""Blocs and regional groups with who belonged to them when, from the cache."""

from dataclasses import dataclass, field
from functools import cached_property

from votes.analysis.cohesion import MembershipInterval, list_regional_groups, mark_members
from votes.analysis.matrix import Mask, VoteMatrix
from votes.core.choices import RegionalGroup
from votes.core.record_version import get_or_build
from votes.models import Bloc, BlocMembership, StateName

# Part of the keys in the cache: count it up when the form of what lies there changes.
FORM = 1


@dataclass(frozen=True)
class BlocTerms:
    """A bloc by its address, and its members' intervals; a regional group has none, as the votes know its seats.

    `with_article`: whether a sentence says "the" before its name.
    """

    slug: str
    name: str
    short_name: str
    with_article: bool = True
    intervals: tuple[MembershipInterval, ...] = ()
    group: RegionalGroup | None = None

    def mark(self, matrix: VoteMatrix) -> Mask:
        """Who belonged to it on the day of each vote, [States x votes]."""
        return (
            list_regional_groups(matrix)[self.group] if self.group else mark_members(matrix, self.intervals)
        )


@dataclass(frozen=True)
class BlocTable:
    """The five regional groups and all blocs by address, and other names of States: name in lower case -> code."""

    blocs: tuple[BlocTerms, ...]
    other_names: dict[str, str] = field(default_factory=dict)

    @cached_property
    def by_slug(self) -> dict[str, BlocTerms]:
        return {bloc.slug: bloc for bloc in self.blocs}

    @property
    def groups(self) -> list[BlocTerms]:
        """The five regional groups."""
        return [bloc for bloc in self.blocs if bloc.group]


def get_bloc_table(version: int) -> BlocTable:
    """The blocs of the record's `version`: no query where they are in the cache, three where they are not."""
    return get_or_build(f"blocs:{FORM}", build_bloc_table, version)


def build_bloc_table() -> BlocTable:
    """The blocs from the database; one without a published list of members is left out."""
    intervals: dict[int, list[MembershipInterval]] = {}
    rows = BlocMembership.objects.order_by("bloc_id", "state__iso3", "pk")
    for bloc_id, iso3, start, end in rows.values_list("bloc_id", "state__iso3", "start", "end"):
        intervals.setdefault(bloc_id, []).append((iso3, start, end))
    groups = [
        BlocTerms(group.slug, str(group.label), group.short_label, group=group) for group in RegionalGroup
    ]
    blocs = [
        BlocTerms(slug, name, short_name, article, tuple(intervals[pk]))
        for pk, slug, name, short_name, article in Bloc.objects.order_by("name").values_list(
            "pk", "slug", "name", "short_name", "article"
        )
        if pk in intervals
    ]
    names = StateName.objects.order_by("pk").values_list("name", "state__iso3")
    return BlocTable((*groups, *blocs), {name.casefold(): iso3 for name, iso3 in names})
