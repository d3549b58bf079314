"""What an address of /blocs/ asks for: States and blocs, a view of them, and the votes to count."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from votes.analysis.scope import Scope
from votes.blocs.terms import BlocTable, BlocTerms
from votes.scope.form import ScopeForm
from votes.scope.query import read_scope
from votes.scope.vote_table import VoteTable

VIEWS = ("blocs", "matrix", "positions", "poles", "map", "cohesion", "apart")
# The view of an address that names none.
DEFAULT_VIEW = "matrix"
ORDERS = ("likeness", "name", "group")
DIMENSIONS = ("1", "2")
DEFAULT_DIMENSIONS = "2"
# The parameters that only one view reads.
PARAMETER_OF_VIEW = {"matrix": "order", "poles": "poles", "map": "dimensions"}
# All that an address may have besides the scope.
PARAMETERS = ("states", "bloc", "name", "view", "page", *PARAMETER_OF_VIEW.values())
# The value of `?states=` that stands for all States.
ALL_STATES = "all"
LONGEST_VALUE = 100
LONGEST_NAME = 80
LONGEST_QUOTED = 60
# A shorter part of a name may stand for too many States.
SHORTEST_PART = 4


@dataclass(frozen=True)
class BlocQuery:
    """What the address asks for, checked against the record.

    `states`: the codes of the States named one by one; `all_states`: the address has "all" among them; `blocs`:
    the blocs named; `name`: what the reader calls the States chosen, or "". `unknown`: the values of both that
    name nothing on file. `order` is "" where the address names none, `poles` None.

    `notes` has one sentence for each value that was left out; `notes_of` has those on "order", "poles" and
    "dimensions", each of which only one view reads.
    """

    view: str
    scope: Scope
    form: ScopeForm
    states: tuple[str, ...]
    all_states: bool
    blocs: tuple[BlocTerms, ...]
    name: str
    unknown: tuple[str, ...]
    order: str
    poles: tuple[str, str] | None
    dimensions: int
    notes: tuple[str, ...]
    notes_of: Mapping[str, list[str]]

    @property
    def names_nobody(self) -> bool:
        """Whether no State and no bloc that is on file was named."""
        return not (self.states or self.blocs or self.all_states)

    @property
    def is_default(self) -> bool:
        """Whether the address names nothing at all, so that the page shows whom it always shows."""
        return self.names_nobody and not self.unknown

    @property
    def view_notes(self) -> list[str]:
        """The notes on the parameter that only this view reads."""
        return self.notes_of.get(PARAMETER_OF_VIEW.get(self.view, ""), [])


def read_bloc_query(
    data: QueryDict, table: VoteTable, blocs: BlocTable, default_view: str = DEFAULT_VIEW
) -> BlocQuery:
    """What `/blocs/?<data>` asks for, in the record of `table` and `blocs`; `default_view` if it names no view."""
    scope = read_scope(data, table.choices, PARAMETERS)
    typed = split_values(data, "states")
    states, left_out_states = read_states((v for v in typed if v.lower() != ALL_STATES), table, blocs)
    named_blocs, left_out_blocs = read_blocs(split_values(data, "bloc"), blocs)
    view, view_notes = read_known_value(data, "view", VIEWS)
    order, order_notes = read_known_value(data, "order", ORDERS)
    dimensions, dimensions_notes = read_known_value(data, "dimensions", DIMENSIONS)
    poles, poles_notes = read_poles(data, table, blocs)
    return BlocQuery(
        view=view or default_view,
        scope=scope.scope,
        form=scope.form,
        states=tuple(states),
        all_states=ALL_STATES in map(str.lower, typed),
        blocs=tuple(named_blocs),
        name=clean_text(data.get("name", ""), LONGEST_NAME),
        unknown=(*left_out_states, *left_out_blocs),
        order=order,
        poles=poles,
        dimensions=int(dimensions or DEFAULT_DIMENSIONS),
        notes=(*scope.notes, *left_out_states.values(), *left_out_blocs.values(), *view_notes),
        notes_of={"order": order_notes, "poles": poles_notes, "dimensions": dimensions_notes},
    )


def clean_text(text: str, length: int) -> str:
    """`text` without control characters and without spaces at its ends, cut to `length`."""
    return "".join(letter for letter in text if letter.isprintable()).strip()[:length]


def split_values(data: QueryDict, name: str) -> list[str]:
    """The values of `?name=A,B&name=C;D`, once each and in their order."""
    parts = [
        clean_text(part, LONGEST_VALUE) for value in data.getlist(name) for part in re.split(r"[,;\n]", value)
    ]
    return list(dict.fromkeys(part for part in parts if part))


def find_code(value: str, table: VoteTable, blocs: BlocTable) -> str | None:
    """The code of the State that a code, a name or another name stands for, or a part of one name only."""
    if (code := value.upper()) in table.names:
        return code
    words = value.casefold()
    names = blocs.other_names | {name.casefold(): iso3 for iso3, name in table.names.items()}
    if words in names:
        return names[words]
    matching = {iso3 for name, iso3 in names.items() if len(words) >= SHORTEST_PART and words in name}
    return matching.pop() if len(matching) == 1 else None


def read_states(
    values: Iterable[str], table: VoteTable, blocs: BlocTable
) -> tuple[list[str], dict[str, str]]:
    """The codes of the States that `values` name, once each, and {value: note} for each value left out."""
    states, left_out = [], {}
    for value in values:
        code = find_code(value, table, blocs)
        if code is None:
            left_out[value] = _("“%(value)s” does not match exactly one State on file and was left out.") % {
                "value": value[:LONGEST_QUOTED]
            }
        elif code not in table.matrix.row_of:
            left_out[value] = _("%(name)s is in no recorded vote of this body and was left out.") % {
                "name": table.names[code]
            }
        else:
            states.append(code)
    return list(dict.fromkeys(states)), left_out


def read_blocs(slugs: Iterable[str], blocs: BlocTable) -> tuple[list[BlocTerms], dict[str, str]]:
    """The blocs at these addresses, once each, and {slug: note} for each one left out."""
    found, left_out = [], {}
    for slug in slugs:
        if terms := blocs.by_slug.get(slug.lower()):
            found.append(terms)
        else:
            left_out[slug] = _(
                "“%(value)s” is not the address of a bloc with a list of members and was left out."
            ) % {"value": slug[:LONGEST_QUOTED]}
    return list(dict.fromkeys(found)), left_out


def read_poles(
    data: QueryDict, table: VoteTable, blocs: BlocTable
) -> tuple[tuple[str, str] | None, list[str]]:
    """The two poles that `?poles=USA,China` names, None unless they are two States that voted, and a note if so."""
    found = [find_code(value, table, blocs) for value in split_values(data, "poles")]
    codes = list(dict.fromkeys(code for code in found if code))
    voted = all(code in table.matrix.row_of for code in codes)
    poles = (codes[0], codes[1]) if len(codes) == 2 and voted else None
    if not found or (poles and None not in found):
        return poles, []
    return poles, [_("Name two different States with recorded votes. The default pair is shown.")]


def read_known_value(data: QueryDict, name: str, known: Collection[str]) -> tuple[str, list[str]]:
    """The value of `name` if it is one of `known`, else "", and a note on a value that is not."""
    value = data.get(name, "")
    if not value or value in known:
        return value, []
    words = {"value": value[:LONGEST_QUOTED], "name": name, "known": ", ".join(known)}
    return "", [_("“%(value)s” is not a value of %(name)s. Choose one of: %(known)s.") % words]


def join_states(data: QueryDict) -> str:
    """`data` as a query string in which the States, which a form sends one by one, are one value: states=CHN,CUB."""
    short = data.copy()
    short["states"] = ",".join(split_values(data, "states"))
    return short.urlencode(safe=",")
