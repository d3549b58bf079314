"""Finds the draft that a text amends and its sponsors, from what the source prints. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from votes.core.choices import KINDS_ABOUT_ANOTHER_TEXT
from votes.core.known_names import build_candidate
from votes.core.printed_lists import split_printed_list
from votes.core.rows import BlocRow, ExistingRecords, StateRow, TextRow
from votes.core.state_names import Candidate, build_index, look_up
from votes.core.symbols import drop_revision
from votes.ingest.loading.addresses import find_addresses
from votes.ingest.loading.series import build_series_key

# "(on behalf of the European Union)" behind a name, or without brackets to the end: "Pakistan on behalf of the ...".
_ON_BEHALF = re.compile(r"\(\s*on behalf of ([^)]*)\)|\bon behalf of (.*)$", re.IGNORECASE)
_AND = re.compile(r" (?:and|et|y|e) ")
_EXCEPT = re.compile(r"[,\s]*\bexcept\b.*$", re.IGNORECASE)


def find_amended(row: TextRow, texts: Iterable[TextRow]) -> str:
    """The symbol of the text that an amendment amends; '' if none is on file.

    The title decides, since the catalogue often prints another draft's number ("to draft resolution L.1" for the
    genocide text of the 37th session): an amendment bears the title of what it amends. Where no single text
    of its session has that title, the printed draft does. An amendment may amend another amendment.
    """
    if row.kind not in KINDS_ABOUT_ANOTHER_TEXT:
        return ""
    same_session = [t for t in texts if t.session == row.session]
    candidates = [t for t in same_session if t.kind not in KINDS_ABOUT_ANOTHER_TEXT]
    key = build_series_key(row.title)
    same_title = [t.symbol for t in candidates if build_series_key(t.title) == key]
    if len(same_title) == 1:
        return same_title[0]
    if not (printed := drop_revision(row.amends)):
        return ""
    others = [t for t in same_session if t.kind in KINDS_ABOUT_ANOTHER_TEXT and t.key != row.key]
    drafts = (
        (t.symbol, {drop_revision(t.symbol), drop_revision(t.draft_symbol)}) for t in candidates + others
    )
    return next((symbol for symbol, names in drafts if printed in names), "")


def _find_sponsor(name: str, states: tuple[Candidate, ...], index: Mapping[str, str]) -> tuple[str, ...]:
    """The State of this name; those in "Egypt and Saudi Arabia"; of "Venezuela (Bolivian Republic of)" the one
    State on file whose name has the same beginning and a bracket. () for any other name."""
    if iso3 := look_up(name, index):
        return (iso3,)
    pair = [look_up(part, index) for part in _AND.split(name)]
    if None not in pair:
        return tuple(iso3 for iso3 in pair if iso3)
    start = name.partition("(")[0].strip() + " ("
    same_start = {
        state.iso3 for state in states for name_on_file in state.names if name_on_file.startswith(start)
    }
    return tuple(same_start) if "(" in name and len(same_start) == 1 else ()


class Sponsors:
    """The names of States and groups, to find them in many printed lists; each name is looked up once."""

    def __init__(self, states: Iterable[StateRow], blocs: Iterable[BlocRow]) -> None:
        named = (build_candidate(s.iso3, (s.name, *(n for n, _ in s.other_names))) for s in states)
        # Without their two-letter codes: "AU" among sponsors is the African Union.
        self.states = tuple(replace(state, iso2="") for state in named)
        self.index = build_index(self.states)
        self.states_by_name: dict[str, tuple[str, ...]] = {}
        self.blocs = {
            self.get_bloc_key(name): bloc.slug
            for bloc in blocs
            for name in (bloc.name, bloc.short_name, *bloc.other_names)
            if name
        }

    @staticmethod
    def get_bloc_key(name: str) -> str:
        return build_series_key(_EXCEPT.sub("", name))

    def find_states(self, printed: str) -> tuple[str, ...]:
        """The codes of the States in a list of main sponsors, in its order, without groups and unrecognised names."""
        return tuple(dict.fromkeys(iso3 for name in self.split(printed) for iso3 in self.find_named(name)))

    def find_named(self, name: str) -> tuple[str, ...]:
        """The codes of the States that one name of a list means."""
        if name not in self.states_by_name:
            self.states_by_name[name] = _find_sponsor(name, self.states, self.index)
        return self.states_by_name[name]

    def split(self, printed: str) -> list[str]:
        """The names in a list of main sponsors; "Korea, Republic of" is one."""
        names: list[str] = []
        for name in split_printed_list(_ON_BEHALF.sub("", printed)):
            if names and not self.find_named(name) and look_up(f"{names[-1]}, {name}", self.index):
                names[-1] = f"{names[-1]}, {name}"
            else:
                names.append(name)
        return names

    def find_blocs(self, printed: str) -> tuple[str, ...]:
        """The slugs of the groups in a list of main sponsors, named alone or as the group for which a State spoke.

        "Pakistan (on behalf of the Organization of Islamic Cooperation, except Albania)" names that group. A name that
        is not a name of a bloc on file is left out; the printed list still has it.
        """
        represented = (match[1] or match[2] or "" for match in _ON_BEHALF.finditer(printed))
        names = (*represented, *split_printed_list(_ON_BEHALF.sub("", printed)))
        found = (self.blocs.get(self.get_bloc_key(name)) for name in names)
        return tuple(dict.fromkeys(slug for slug in found if slug))

    def find_unrecognised(self, printed: str) -> tuple[str, ...]:
        """The names in a list of main sponsors that are neither a State nor a group on file, in its order."""
        names = self.split(printed)
        return tuple(name for name in names if not self.find_named(name) and not self.find_blocs(name))


def link_texts(
    rows: Sequence[TextRow], states: Sequence[StateRow], existing: ExistingRecords
) -> list[TextRow]:
    """The rows with their addresses, sponsors, and for amendments the text they amend, among `rows` and on file."""
    given = {row.key for row in rows}
    by_session = defaultdict(list)
    for text in (*rows, *(text for text in existing.texts if text.key not in given)):
        by_session[text.session].append(text)
    sponsors = Sponsors(states, existing.blocs)
    addresses = find_addresses(rows, existing.texts)
    return [
        replace(
            row,
            address=addresses.get(row.key, ""),
            amends=find_amended(row, by_session[row.session]),
            sponsors=sponsors.find_states(row.sponsors_as_printed),
            sponsor_blocs=sponsors.find_blocs(row.sponsors_as_printed),
        )
        for row in rows
    ]
