"""What an address of /compare/ asks for: the States, the votes to count, and which differing votes to list."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from votes.analysis.differing import FEWEST_STATES, MOST_STATES
from votes.analysis.scope import Scope
from votes.core.choices import Position
from votes.scope.form import ScopeForm
from votes.scope.query import read_scope
from votes.scope.vote_table import VoteTable
from votes.web.address import read_choice


@dataclass(frozen=True)
class CompareQuery:
    """Two to four different States, and the votes over which to compare them.

    `positions`: State -> the position it must have taken in a differing vote that is listed; empty lists all.
    `form` shows the scope. `notes`: one sentence for each value that was left out.
    """

    states: tuple[str, ...]
    positions: Mapping[str, Position]
    scope: Scope
    form: ScopeForm
    notes: tuple[str, ...]


@dataclass(frozen=True)
class ChooserQuery:
    """The States chosen on the way to a comparison, their codes once each and in order, and the votes to count.

    `notes`: one sentence for each State that is not on file, or for a wrong number of States. `scope_notes`: one for
    each other value or name that was left out.
    """

    states: tuple[str, ...]
    scope: Scope
    notes: tuple[str, ...]
    scope_notes: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether the choice leads to a comparison."""
        return FEWEST_STATES <= len(self.states) <= MOST_STATES and not self.notes


def read_compare_query(data: QueryDict, codes: str, table: VoteTable) -> CompareQuery:
    """What `/compare/<codes>/?<data>` asks for. Http404 as `read_codes` raises it."""
    states = read_codes(codes, table)
    scope = read_scope(data, table.choices, states)
    positions, notes = read_positions(data, states)
    return CompareQuery(states, positions, scope.scope, scope.form, (*scope.notes, *notes))


def read_codes(codes: str, table: VoteTable) -> tuple[str, ...]:
    """The States that "CHN/CUB" names. Http404 unless they are two to four different ones in votes of this body."""
    states = tuple(codes.upper().split("/"))
    for iso3 in states:
        if iso3 not in table.matrix.row_of:
            raise Http404(
                _("No recorded vote includes a State with the code “%(code)s”.") % {"code": iso3[:20]}
            )
    if len(set(states)) < len(states):
        raise Http404(_("A State cannot be compared with itself. Name each State once."))
    if not FEWEST_STATES <= len(states) <= MOST_STATES:
        limits = {"fewest": FEWEST_STATES, "most": MOST_STATES}
        raise Http404(_("Name %(fewest)s to %(most)s States to compare.") % limits)
    return states


def read_positions(data: QueryDict, states: Iterable[str]) -> tuple[dict[str, Position], list[str]]:
    """`?CHN=against&USA=in_favour` as State -> position, for `states` alone, and a note on each value left out."""
    positions: dict[str, Position] = {}
    notes: list[str] = []
    for iso3 in states:
        value, unknown = read_choice(data, iso3, Position.values)
        if value:
            positions[iso3] = Position(value)
        notes += unknown
    return positions, notes


def read_chooser_query(data: QueryDict, table: VoteTable) -> ChooserQuery:
    """What `/compare/?states=CHN&states=CUB` asks for."""
    scope = read_scope(data, table.choices, ["states"])
    states, notes = read_states(data, table.matrix.row_of)
    if states and not notes and not FEWEST_STATES <= len(states) <= MOST_STATES:
        words = {"fewest": FEWEST_STATES, "most": MOST_STATES, "n": len(states)}
        notes = [_("Choose %(fewest)s to %(most)s different States. You chose %(n)s.") % words]
    return ChooserQuery(tuple(states), scope.scope, tuple(notes), scope.notes)


def read_states(data: QueryDict, known: Collection[str]) -> tuple[list[str], list[str]]:
    """The codes in `?states=CHN,CUB&states=VEN` that are `known`, and a note on each one that is not.

    Each code comes once, in the order of the address.
    """
    typed = [code.strip().upper() for value in data.getlist("states") for code in value.split(",")]
    codes = list(dict.fromkeys(code for code in typed if code))
    notes = [
        _("“%(code)s” is not the code of a State on file and was left out.") % {"code": code[:20]}
        for code in codes
        if code not in known
    ]
    return [code for code in codes if code in known], notes
