"""With whom a State votes: its closest and furthest partners, and its agreement with groups and blocs."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from votes.analysis.agreement import PairAgreement, compute_agreement
from votes.analysis.dissent import AgreementWithGroup, compare_with_group
from votes.analysis.losing import LosingSide, rank_losing
from votes.analysis.partners import rank_partners
from votes.analysis.scope import Scope
from votes.blocs.terms import BlocTable, BlocTerms, get_bloc_table
from votes.compare.wording import describe_cell
from votes.core.record_version import get_or_build
from votes.scope.vote_table import VoteTable, get_vote_table
from votes.scope.wording import name_states
from votes.web.numbers import describe_share

LISTED = 5


# Part of the key in the cache: count it up when the form of what lies there changes.
FORM = 2


@dataclass(frozen=True)
class PartnerRow:
    """Another State and its agreement with the State of the page; `in_sentence` is its name inside a sentence."""

    name: str
    in_sentence: str
    figures: PairAgreement

    @property
    def url(self) -> str:
        """Their comparison."""
        return reverse("compare", args=[f"{self.figures.first}/{self.figures.second}"])

    @property
    def share(self) -> float | None:
        return self.figures.agreement

    @property
    def words(self) -> str:
        return describe_cell(self.figures)


@dataclass(frozen=True)
class GroupAgreement:
    """A regional group or bloc and the State's mean agreement with its members of the day, itself left out."""

    terms: BlocTerms
    figures: AgreementWithGroup

    @property
    def name(self) -> str:
        return self.terms.short_name

    @property
    def url(self) -> str:
        return reverse("bloc", args=[self.terms.slug])

    @property
    def share(self) -> float | None:
        return self.figures.mean

    @property
    def words(self) -> str:
        return describe_share(self.figures.mean, self.figures.n, self.figures.interval)


@dataclass(frozen=True)
class PartnersPage:
    """`ranked`: how many States share enough votes; `too_few`: how many do not; groups the closest first.

    `losing`: how often the State was on the losing side, None where it took no position.
    """

    closest: list[PartnerRow]
    furthest: list[PartnerRow]
    groups: list[GroupAgreement]
    blocs: list[GroupAgreement]
    losing: LosingSide | None
    ranked: int
    too_few: int
    minimum: int


def get_partners(iso3: str, *, unreconciled: bool = False) -> PartnersPage | None:
    """The partners of a State in the Council's whole record, from the cache where this record's are there.

    Amendments are left out, as in every comparison.
    """
    table = get_vote_table()

    def build() -> PartnersPage | None:
        blocs = get_bloc_table(table.version)
        return build_partners(table, blocs, iso3, Scope(unreconciled=unreconciled))

    return get_or_build(f"partners:{FORM}:{iso3}:{unreconciled}", build, table.version)


def build_partners(table: VoteTable, blocs: BlocTable, iso3: str, scope: Scope) -> PartnersPage | None:
    """The partners of a State over the votes of `scope`; None where it is in no roll-call of the table."""
    if iso3 not in table.matrix.row_of:
        return None
    matrix = table.matrix.select(votes=table.choose(scope).mask)
    partners = rank_partners(compute_agreement(matrix, scope.minimum), iso3)
    masks = {terms.slug: terms.mark(matrix) for terms in blocs.blocs}
    with_groups = compare_with_group(matrix, iso3, masks, scope.minimum)
    found = [GroupAgreement(terms, with_groups[terms.slug]) for terms in blocs.blocs]
    found.sort(key=lambda row: (row.figures.mean is None, -(row.figures.mean or 0)))

    in_sentence = name_states(table)

    def name(pairs: Sequence[PairAgreement]) -> list[PartnerRow]:
        return [PartnerRow(table.names[pair.second], in_sentence[pair.second], pair) for pair in pairs]

    return PartnersPage(
        closest=name(partners.list_closest(LISTED)),
        furthest=name(partners.list_furthest(LISTED)),
        groups=[row for row in found if row.terms.group],
        blocs=[row for row in found if not row.terms.group],
        losing=next((row for row in rank_losing(matrix, scope.minimum) if row.state == iso3), None),
        ranked=len(partners.ranked),
        too_few=len(partners.too_few),
        minimum=scope.minimum,
    )
