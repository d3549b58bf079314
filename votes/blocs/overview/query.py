"""Which States and blocs the address asks to be shown together, and how."""

import datetime
import re
from dataclasses import dataclass, field

import numpy as np
from django.http import QueryDict
from django.utils.translation import gettext as _

from votes.analysis.matrix import NOT_ON_RECORD, VoteMatrix
from votes.blocs.terms import BlocTable, BlocTerms
from votes.core.choices import Body
from votes.scope.vote_table import VoteTable

EVERYONE = "all"
LONGEST_NAME = 80


@dataclass(frozen=True)
class Choice:
    """What the reader chose. `states` named one by one, `blocs` by address, `name` of the reader's own bloc.

    `unknown`: what nobody on file is called.
    """

    states: tuple[str, ...] = ()
    blocs: tuple[BlocTerms, ...] = ()
    name: str = ""
    everyone: bool = False
    unknown: tuple[str, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        return not (self.states or self.blocs or self.everyone)

    @property
    def is_default(self) -> bool:
        return self.is_empty and not self.unknown


def clean(text: str, length: int) -> str:
    """Without control characters, and not longer than `length`."""
    return "".join(letter for letter in text if letter.isprintable()).strip()[:length]


def split_values(data: QueryDict, name: str) -> list[str]:
    """The values of `?name=A,B&name=C;D`, once each and in their order."""
    parts = [clean(part, 100) for value in data.getlist(name) for part in re.split(r"[,;\n]", value)]
    return list(dict.fromkeys(part for part in parts if part))


def find_code(asked: str, table: VoteTable, blocs: BlocTable) -> str | None:
    """The State that a code, a name, another name, or an unmistakable part of a name stands for."""
    if (code := asked.upper()) in table.names:
        return code
    words = asked.casefold()
    names = blocs.other_names | {name.casefold(): iso3 for iso3, name in table.names.items()}
    if words in names:
        return names[words]
    meant = {iso3 for name, iso3 in names.items() if len(words) > 3 and words in name}
    return meant.pop() if len(meant) == 1 else None


def read_choice(data: QueryDict, table: VoteTable, blocs: BlocTable) -> tuple[Choice, list[str]]:
    """What `?states=CHN,Cuba&bloc=eu&name=…` asks for, and a sentence for each value that was left out."""
    asked, slugs = split_values(data, "states"), split_values(data, "bloc")
    everyone = EVERYONE in map(str.lower, asked)
    asked = [value for value in asked if value.lower() != EVERYONE]
    codes = {value: find_code(value, table, blocs) for value in asked}
    voted = {value: code for value, code in codes.items() if code in table.matrix.row_of}
    found = list(dict.fromkeys(code for code in voted.values() if code))
    unknown = [value for value in asked if value not in voted]
    unknown += [slug for slug in slugs if slug.lower() not in blocs.by_slug]
    known = (blocs.by_slug[slug.lower()] for slug in slugs if slug.lower() in blocs.by_slug)
    chosen = Choice(
        states=tuple(found),
        blocs=tuple(dict.fromkeys(known)),
        name=clean(data.get("name", ""), LONGEST_NAME),
        everyone=everyone,
        unknown=tuple(unknown),
    )
    return chosen, [describe_unknown(value, codes, table) for value in unknown]


def describe_unknown(value: str, codes: dict[str, str | None], table: VoteTable) -> str:
    words = {"value": value[:60]}
    if code := codes.get(value):
        return _("%(name)s is in no recorded vote of this body; it was left out.") % {
            "name": table.names[code]
        }
    if value in codes:
        return _("No State on file is called “%(value)s”, or more than one is; it was left out.") % words
    return _("No bloc with a list of members has the address “%(value)s”; it was left out.") % words


def list_chosen(choice: Choice, table: VoteTable, selected: VoteMatrix, today: datetime.date) -> list[str]:
    """The codes of the States to show, those named one by one first.

    Of a bloc: who belonged to it on the day of one of the `selected` votes and is in that roll-call. Where
    nothing is chosen: today's members of the Council; of the Commission, which has none, all.
    """
    if choice.everyone:
        return list(selected.states)
    if choice.is_default:
        members = table.members_on(today) if table.body == Body.COUNCIL else {}
        return [iso3 for iso3 in selected.states if iso3 in members] or list(selected.states)
    found = list(choice.states)
    for bloc in choice.blocs:
        was_there = bloc.mark(selected) & (selected.positions > NOT_ON_RECORD)
        found += [selected.states[row] for row in np.flatnonzero(was_there.any(axis=1))]
    return list(dict.fromkeys(found))
