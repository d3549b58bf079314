"""Blocs and regional groups, and who belonged to them when; from the cache where it has them."""

from dataclasses import dataclass, field
from functools import cached_property

from votes.analysis.cohesion import MembershipInterval, list_regional_groups, mark_members
from votes.analysis.matrix import Mask, VoteMatrix
from votes.core.choices import RegionalGroup
from votes.core.record_version import get_or_build
from votes.models import Bloc, BlocMembership, StateName

# Part of the keys in the cache: increase it whenever a field of what is cached changes.
FORM = 1


@dataclass(frozen=True)
class BlocTerms:
    """A bloc or regional group, and when each State was its member.

    `slug` is its address. `with_article`: whether its name takes "the" inside a sentence. A regional group has no
    `intervals`, because the table of votes has the groups of each day; `group` is None for a bloc.
    """

    slug: str
    name: str
    short_name: str
    with_article: bool = True
    intervals: tuple[MembershipInterval, ...] = ()
    group: RegionalGroup | None = None

    def mark(self, matrix: VoteMatrix) -> Mask:
        """Which States belonged to it on the day of each vote, as a mask [States x votes]."""
        return (
            list_regional_groups(matrix)[self.group] if self.group else mark_members(matrix, self.intervals)
        )


@dataclass(frozen=True)
class BlocTable:
    """The five regional groups and all blocs with members on file.

    `other_names`: other and former names of States, in lower case -> code.
    """

    blocs: tuple[BlocTerms, ...]
    other_names: dict[str, str] = field(default_factory=dict)

    @cached_property
    def by_slug(self) -> dict[str, BlocTerms]:
        """Address -> bloc or regional group."""
        return {terms.slug: terms for terms in self.blocs}

    @property
    def groups(self) -> list[BlocTerms]:
        """The five regional groups."""
        return [terms for terms in self.blocs if terms.group]


def get_bloc_table(version: int) -> BlocTable:
    """The blocs of the record's `version`: no query if they are cached, else three."""
    return get_or_build(f"blocs:{FORM}", build_bloc_table, version)


def build_bloc_table() -> BlocTable:
    """The blocs from the database. A bloc without a published list of members is left out."""
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
