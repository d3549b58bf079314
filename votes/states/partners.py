"""With whom a State votes: its closest and furthest partners, and its agreement with groups and blocs.

Computed from the table of votes, without queries.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from votes.analysis.agreement import PairAgreement, compute_agreement
from votes.analysis.dissent import AgreementWithGroup, compare_with_group
from votes.analysis.losing import LosingSide, rank_losing
from votes.analysis.partners import rank_partners
from votes.analysis.scope import Scope
from votes.blocs.terms import BlocTable, BlocTerms
from votes.scope.vote_table import VoteTable
from votes.scope.wording import name_states

# The number of States listed with the highest and with the lowest agreement.
MOST_LISTED = 5


@dataclass(frozen=True)
class Partner:
    """Another State and its agreement with the State of the page; `in_sentence` is its name inside a sentence."""

    name: str
    in_sentence: str
    figures: PairAgreement


@dataclass(frozen=True)
class GroupAgreement:
    """A regional group or bloc and the State's mean agreement with its members of the day, itself left out."""

    terms: BlocTerms
    figures: AgreementWithGroup


@dataclass(frozen=True)
class StatePartners:
    """The closest come first in `everyone`, `closest`, `groups` and `blocs`, the furthest in `furthest`.

    `everyone`: all States that share enough votes.

    `ranked`: how many States share enough votes, `minimum` or more; `too_few`: how many do not. `losing`: how often
    the State was on the losing side, None where it took no position.
    """

    everyone: list[Partner]
    closest: list[Partner]
    furthest: list[Partner]
    groups: list[GroupAgreement]
    blocs: list[GroupAgreement]
    losing: LosingSide | None
    ranked: int
    too_few: int
    minimum: int


def build_partners(table: VoteTable, blocs: BlocTable, iso3: str, scope: Scope) -> StatePartners | None:
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

    def name(pairs: Sequence[PairAgreement]) -> list[Partner]:
        return [Partner(table.names[pair.second], in_sentence[pair.second], pair) for pair in pairs]

    return StatePartners(
        everyone=name(partners.ranked),
        closest=name(partners.list_closest(MOST_LISTED)),
        furthest=name(partners.list_furthest(MOST_LISTED)),
        groups=[row for row in found if row.terms.group],
        blocs=[row for row in found if not row.terms.group],
        losing=next((row for row in rank_losing(matrix, scope.minimum) if row.state == iso3), None),
        ranked=len(partners.ranked),
        too_few=len(partners.too_few),
        minimum=scope.minimum,
    )
