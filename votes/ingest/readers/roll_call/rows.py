"""The structures that give each State its own position: in a row with it, or on the line above or below. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from votes.core.state_names import WORD
from votes.ingest.readers.roll_call.cells import (
    NUMBER,
    OTHER,
    POSITION,
    STATE,
    TOTAL,
    Atom,
    list_names,
    read_atoms,
    read_legend,
)
from votes.ingest.readers.roll_call.cleaning import Line
from votes.ingest.readers.roll_call.name_lists import NameIndex
from votes.ingest.readers.roll_call.prose import blank_furniture, count_prose_words, is_prose
from votes.ingest.readers.roll_call.results import Aside, Mention, Reading, SeenVote, Total, count_positions
from votes.ingest.readers.roll_call.wordings import find_code_system, find_position

LEAST_ROWS = 3  # of a table that may have a column of something else
NUMBERED = re.compile(r"\W*\d")  # the beginning of a row with a number
MOST_COMMON = 2  # States in two blocks of rows that are named in both: then these are two votes


@dataclass(frozen=True)
class Row:
    """A line with what it holds."""

    line: Line
    atoms: tuple[Atom, ...]

    @property
    def kinds(self) -> str:
        """The kinds of the atoms that make a row, as letters: "SP" for a State and its position."""
        letters = {STATE: "S", POSITION: "P"}
        return "".join(letters[atom.kind] for atom in self.atoms if atom.kind in letters)


def build_rows(lines: Sequence[Line], index: NameIndex) -> list[Row]:
    """Each line that is not empty, with the positions for which its letters stand."""
    rows = [Row(line, tuple(read_atoms(line.text, index))) for line in lines if line.text.strip()]
    meanings: dict[str, str] = {}
    for line in lines:
        meanings |= read_legend(line.text)
    rows = [row for row in rows if not read_legend(row.line.text)]
    used = {
        atom.value
        for row in rows
        if len(row.kinds) > 1 or row.kinds == "P"
        for atom in row.atoms
        if atom.is_code
    }
    if not used <= meanings.keys():
        meanings = find_code_system(used)
    return [replace(row, atoms=tuple(_explain(row.atoms, meanings))) for row in rows if row.atoms]


def _explain(atoms: Sequence[Atom], meanings: dict[str, str]) -> Iterator[Atom]:
    for atom in atoms:
        if not atom.is_code:
            yield atom
        elif position := meanings.get(atom.value):
            yield replace(atom, value=position, is_code=False)
        else:
            yield replace(atom, kind=OTHER, value="")


class RowCollector:
    """Collects what a structure of rows reads, in the order of the text."""

    def __init__(self, structure: str, index: NameIndex) -> None:
        self.structure, self.index = structure, index
        self.mentions: list[Mention] = []
        self.totals: list[Total] = []
        self.asides: list[Aside] = []
        self.loose: list[Aside] = []
        self.blocks: list[int] = [0]  # how many mentions came before each block of rows
        # Lines without a State, each with how many mentions came before and whether a blank line parts it from them.
        self.doubtful: list[tuple[int, Row, bool]] = []
        self.last, self.is_apart = 0, False

    def add(self, row: Row, state: Atom, position: str | None) -> None:
        self.last, self.is_apart = row.line.number, False
        self.mentions.append(Mention(row.line.number, state.text[:200], state.value, position))

    def mention(self, row: Row, named: Sequence[tuple[str, str | None]]) -> None:
        """Names without a position, each with the code of its State, if it is one."""
        self.mentions += [Mention(row.line.number, name[:200], iso3) for name, iso3 in named]

    def leave(self, row: Row) -> None:
        """A line that is no row: a total, a paragraph, or States and positions that belong to nothing."""
        number, text = row.line.number, " ".join(row.line.text.split())
        self.is_apart, self.last = self.is_apart or number > self.last + 1, number
        if any(atom.kind == TOTAL for atom in row.atoms):
            self.totals += [Total(number, a.value, a.number or 0) for a in row.atoms if a.kind == TOTAL]
            return
        if self.mentions and len(self.mentions) > self.blocks[-1]:
            self.blocks.append(len(self.mentions))
        if "P" in row.kinds and "S" not in row.kinds:
            self.loose.append(Aside(number, text))
            return
        named = list_names(row.line.text, self.index)
        self.mention(row, named)
        if _heads_list(text):
            self.loose.append(Aside(number, text))
            return
        if named:
            return
        is_furniture = is_prose(text) or not WORD.search(blank_furniture(text))
        if (self.mentions or self.loose) and not is_furniture:
            self.doubtful.append((len(self.mentions), row, self.is_apart))
        else:
            self.asides.append(Aside(number, text))

    def place_doubtful(self) -> None:
        """A line without a State between two rows may be a misspelt name. Behind the rows it is a remark, unless it
        follows them at once and has no word that names of States have not."""
        rows = len(self.mentions)
        for before, row, is_apart in reversed(self.doubtful):
            text = " ".join(row.line.text.split())
            if before == rows and (is_apart or count_prose_words(text)):
                self.asides.append(Aside(row.line.number, text))
            else:
                self.mentions.insert(before, Mention(row.line.number, text[:200]))

    def build(self) -> Reading | None:
        self.place_doubtful()
        if not any(mention.position for mention in self.mentions):
            return None
        return Reading(
            self.structure,
            tuple(self.mentions),
            tuple(self.totals),
            tuple(self.asides),
            self.find_votes(),
            tuple(self.loose),
        )

    def find_votes(self) -> tuple[SeenVote, ...]:
        """The blocks of rows that name the same States again; one vote unless there are such."""
        votes: list[list[Mention]] = []
        for start, end in zip(self.blocks, [*self.blocks[1:], len(self.mentions)], strict=True):
            block = [mention for mention in self.mentions[start:end] if mention.position]
            named = {mention.iso3 for mention in block}
            before = {mention.iso3 for mention in votes[-1]} if votes else set()
            if block and votes and len(named & before) < min(MOST_COMMON, len(named)):
                votes[-1] += block
            elif block:
                votes.append(block)
        return tuple(
            SeenVote(
                vote[0].line,
                vote[-1].line,
                next((a.text for a in reversed(self.asides) if a.line < vote[0].line), ""),
                count_positions({str(mention.iso3): str(mention.position) for mention in vote}),
            )
            for vote in votes
        )


def read_rows(rows: Sequence[Row], index: NameIndex) -> Reading | None:
    """The text read row by row: "Zambia<TAB>Y", "Y ZAMBIA", "Zambia | African | Yes | Cuba | African | No"."""
    collector = RowCollector("rows", index)
    pairs = [row for row in rows if _is_pairs(row.kinds)]
    unknown = {len(_list_kind(row, OTHER)) for row in pairs}
    # A column of something else is no matter. A cell that only some rows have may be a name.
    is_table = len(unknown) == 1 and len(pairs) >= LEAST_ROWS
    for row, following in zip_longest(rows, rows[1:]):
        states, positions, others = (_list_kind(row, kind) for kind in (STATE, POSITION, OTHER))
        if _is_pairs(row.kinds):
            for state, position in zip(states, positions, strict=True):
                collector.add(row, state, position.value)
            if not is_table:
                for other in others:
                    collector.mention(row, list_names(other.text, index) or [(other.text, None)])
        elif _heads_list(row.line.text):
            collector.leave(row)
        elif row.kinds == "S" and not _list_kind(row, TOTAL):
            collector.add(row, states[0], None)
            is_in_columns = is_table and len(others) in unknown
            for other in others:
                named = list_names(other.text, index)
                if not named and not is_in_columns and not count_prose_words(other.text):
                    named = [(other.text, None)]
                collector.mention(row, named)
        elif row.kinds == "P" and following and _heads_numbers(row, following):
            collector.asides.append(Aside(row.line.number, " ".join(row.line.text.split())))
        elif row.kinds == "P" and others and not is_prose(row.line.text):
            mention = Mention(row.line.number, others[0].text[:200], None, positions[0].value)
            collector.mentions.append(mention)
        else:
            collector.leave(row)
    return collector.build()


def _list_kind(row: Row, kind: str) -> list[Atom]:
    return [atom for atom in row.atoms if atom.kind == kind]


def _heads_list(text: str) -> bool:
    """Whether a line is a heading with its list, "In favour: Cuba, Freedonia", and so no row."""
    head, _, rest = text.partition(":")
    return bool(rest.strip()) and find_position(head) is not None


def _heads_numbers(row: Row, following: Row) -> bool:
    """Whether the row's "No." is the header of a column of numbers, not a position."""
    is_no = row.atoms[0].kind == POSITION and row.atoms[0].text.casefold() in ("no", "no.")
    return is_no and NUMBERED.match(following.line.text) is not None


def _is_pairs(kinds: str) -> bool:
    """Whether a row is a State and its position, once or several times, in one order."""
    return bool(kinds) and kinds in ("SP" * (len(kinds) // 2), "PS" * (len(kinds) // 2))


def read_alternating(rows: Sequence[Row], index: NameIndex, state_first: bool) -> Reading | None:
    """The text read as a State on one line and its position on the next one, or the other way round."""
    collector = RowCollector("state_then_position" if state_first else "position_then_state", index)
    waiting: tuple[Row, Atom] | None = None

    def let_go() -> None:
        nonlocal waiting
        if waiting and waiting[1].kind == STATE:
            collector.add(*waiting, None)
        elif waiting:
            collector.leave(waiting[0])
        waiting = None

    for row in rows:
        atoms = [atom for atom in row.atoms if atom.kind in (STATE, POSITION)]
        is_heading = row.line.text.rstrip().endswith(":")
        if len(atoms) != 1 or is_heading or any(atom.kind in (OTHER, TOTAL) for atom in row.atoms):
            only_number = waiting and {a.kind for a in row.atoms} == {NUMBER} and waiting[1].kind == POSITION
            if waiting and only_number:
                number = row.atoms[0].number or 0
                collector.totals.append(Total(waiting[0].line.number, waiting[1].value, number))
                waiting = None
            elif {a.kind for a in row.atoms} != {NUMBER}:
                let_go()
                collector.leave(row)
            continue
        atom = atoms[0]
        if waiting and waiting[1].kind != atom.kind and (waiting[1].kind == STATE) == state_first:
            state, position = (waiting[1], atom) if state_first else (atom, waiting[1])
            collector.add(waiting[0] if state_first else row, state, position.value)
            waiting = None
        else:
            let_go()
            waiting = (row, atom)
    let_go()
    return collector.build()
