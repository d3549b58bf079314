"""Roll-calls printed State by State: in rows, in columns, on alternating lines; and what holds several votes."""

from random import Random

from tests.ingest.readers.roll_call.real_votes import Vote
from tests.ingest.readers.roll_call.shape import (
    HEADINGS,
    LETTERS,
    POSITIONS,
    SHAPES,
    WORDS,
    Shape,
    get_word,
    print_lists,
    shape,
)


def _rows(delimiters: list[str], language: str = "en", state_first: bool = True) -> Shape:
    def function(vote: Vote, random: Random) -> str:
        delimiter = random.choice(delimiters)
        words = (
            WORDS[language]
            if language != "en"
            else random.choice([WORDS["en"], tuple("YNAX"), HEADINGS["en"]])
        )
        lines = []
        for name, position in vote.list_rows(language):
            cells = [name, get_word(position, words)]
            lines.append(delimiter.join(cells if state_first else cells[::-1]))
        head = random.choice(["", f"State{delimiter}Vote\n"])
        return head + "\n".join(lines) + "\n"

    return function


SHAPES["rows by tab"] = _rows(["\t", "\t\t", " \t"])
SHAPES["rows by comma or semicolon"] = _rows([", ", ";", ",", "; "])
SHAPES["rows by blanks or dash"] = _rows(["   ", " – ", " - ", ": ", " "])
SHAPES["rows by bar"] = _rows([" | ", "|"])
SHAPES["rows, position first"] = _rows(["\t", " ", "  ", ": ", ", "], state_first=False)
SHAPES["French rows"] = _rows(["\t", " : "], "fr")
SHAPES["Spanish rows"] = _rows(["\t", "; "], "es")


@shape("rows of a library record")
def library_rows(vote: Vote, random: Random) -> str:
    return "\n".join(
        f"{' ' if position == 'not_voting' else LETTERS[position]} {name.upper()}"
        for name, position in vote.list_rows()
    )


@shape("rows with X, NV, a full stop or a blank")
def absent_rows(vote: Vote, random: Random) -> str:
    absent = random.choice(["X", "NV", ".", ""])
    return "\n".join(
        f"{name}\t{absent if position == 'not_voting' else LETTERS[position]}"
        for name, position in vote.list_rows()
    )


@shape("rows below totals")
def rows_below_totals(vote: Vote, random: Random) -> str:
    totals = "\n".join(
        f"{word}: {vote.count(p)}" for word, p in zip(WORDS["en"], POSITIONS[:3], strict=False)
    )
    return totals + "\n" * random.randint(1, 2) + absent_rows(vote, random)


@shape("numbered rows with groups")
def numbered_rows(vote: Vote, random: Random) -> str:
    return "\n".join(
        f"{n}\t{name}\tAfrican Group\t{get_word(position, HEADINGS['en'])}"
        for n, (name, position) in enumerate(vote.list_rows(), 1)
    )


@shape("two States in a row")
def two_in_a_row(vote: Vote, random: Random) -> str:
    cells = [f"{name}\t{LETTERS[position]}" for name, position in vote.list_rows()]
    return "\n".join("\t".join(cells[n : n + 2]) for n in range(0, len(cells), 2))


@shape("alternating lines")
def alternating(vote: Vote, random: Random) -> str:
    blank = random.choice(["\n", "\n\n", "\n \n"])
    words = random.choice([WORDS["en"], HEADINGS["en"], tuple(w.upper() for w in HEADINGS["en"])])
    return blank.join(f"{name}\n{get_word(position, words)}" for name, position in vote.list_rows())


@shape("alternating lines below totals")
def alternating_below_totals(vote: Vote, random: Random) -> str:
    form = random.choice(["{}: {}", "{}\n{}", "{} ({})"])
    totals = "\n".join(
        form.format(w, vote.count(p)) for w, p in zip(WORDS["en"], POSITIONS[:3], strict=False)
    )
    return totals + "\n\n" + alternating(vote, random)


@shape("alternating lines, position first")
def alternating_position_first(vote: Vote, random: Random) -> str:
    return "\n".join(f"{get_word(position, WORDS['en'])}\n{name}" for name, position in vote.list_rows())


@shape("alternating lines cut in the middle")
def alternating_cut(vote: Vote, random: Random) -> str:
    lines = [line for name, p in vote.list_rows() for line in (name, get_word(p, WORDS["en"]))]
    return "\n".join(lines[random.randint(0, 3) : len(lines) - random.randint(0, 3)])


def _columns(delimiter: str, marks: bool) -> Shape:
    def function(vote: Vote, random: Random) -> str:
        positions = [p for p in POSITIONS if vote.count(p)]
        heads = [get_word(p, HEADINGS["en"]) + random.choice(["", f" ({vote.count(p)})"]) for p in positions]
        if marks:
            mark = random.choice(["X", "x", "✓", "•", "1"])
            rows = [["State", *heads]] + [
                [name, *(mark if p == taken else "" for p in positions)] for name, taken in vote.list_rows()
            ]
        else:
            lists = [vote.list_states(p) for p in positions]
            longest = max(map(len, lists))
            rows = [heads] + [[names[n] if n < len(names) else "" for names in lists] for n in range(longest)]
        if delimiter == "|":
            rule = "|" + "---|" * len(rows[0])
            lines = [f"| {' | '.join(row)} |" for row in rows]
            return "\n".join([lines[0], rule, *lines[1:]])
        return "\n".join(delimiter.join(row) for row in rows)

    return function


SHAPES["a column for each position"] = _columns("\t", marks=False)
SHAPES["a column for each position, Markdown"] = _columns("|", marks=False)
SHAPES["marks in columns"] = _columns("\t", marks=True)
SHAPES["marks in columns, Markdown"] = _columns("|", marks=True)


@shape("HTML table of rows")
def html_rows(vote: Vote, random: Random) -> str:
    break_ = random.choice(["", "\n", "\n  "])
    rows = "".join(
        f"<tr>{break_}<td>{name}</td>{break_}<td class='v'>{get_word(position, WORDS['en'])}</td>{break_}</tr>\n"
        for name, position in vote.list_rows()
    )
    return f"<table>\n<tr><th>State</th><th>Vote</th></tr>\n{rows}</table>"


@shape("HTML lists")
def html_lists(vote: Vote, random: Random) -> str:
    text = print_lists(vote, HEADINGS["en"], ":</b> ", "</p>\n").replace("’", "&rsquo;")
    return "\n".join(f"<p><b>{line}" for line in text.split("\n") if line)


@shape("one column of one position")
def heading_rows(vote: Vote, random: Random) -> str:
    return "\n".join(
        f"{heading}\t{', '.join(vote.list_states(p))}"
        for p, heading in zip(POSITIONS, random.choice([HEADINGS["en"], WORDS["en"]]), strict=True)
        if vote.count(p)
    )


@shape("copied cells, one on each line")
def cell_lines(vote: Vote, random: Random) -> str:
    return "\n".join([*HEADINGS["en"], *(name for name, _ in vote.list_rows())])


@shape("an unknown heading without a colon")
def unknown_heading(vote: Vote, random: Random) -> str:
    states = [name for name, _ in vote.list_rows()]
    absent = random.choice(states)
    text = print_lists(vote, HEADINGS["en"], " (#)\n", "\n").replace(f"{absent}, ", "", 1)
    return (
        text + random.choice(["Recused themselves (1)\n", "Took no position\n", "Recused:\n"]) + absent + "\n"
    )


@shape("two votes")
def two_votes(vote: Vote, random: Random) -> str:
    other = dict(
        zip(
            vote.positions,
            [*list(vote.positions.values())[7:], *list(vote.positions.values())[:7]],
            strict=True,
        )
    )
    second = print_lists(Vote(vote.symbol, other, vote.names), HEADINGS["en"])
    titles = random.choice(
        [("Paragraph 3\n", "The text as a whole\n"), ("A/HRC/37/L.1\n", "A/HRC/37/L.2\n"), ("", "")]
    )
    return titles[0] + print_lists(vote, HEADINGS["en"]) + "\n" + titles[1] + second


@shape("two votes in rows")
def two_votes_in_rows(vote: Vote, random: Random) -> str:
    rows = vote.list_rows()
    other = dict(
        zip([n for n, _ in rows], [*[p for _, p in rows][5:], *[p for _, p in rows][:5]], strict=True)
    )
    first = "\n".join(f"{name}\t{LETTERS[p]}" for name, p in rows)
    return (
        first + "\n\nThe text as a whole\n" + "\n".join(f"{name}\t{LETTERS[p]}" for name, p in other.items())
    )


@shape("two position columns")
def two_position_columns(vote: Vote, random: Random) -> str:
    return "State\tParagraph 3\tWhole\n" + "\n".join(
        f"{name}\t{random.choice('YNA')}\t{LETTERS[position]}" for name, position in vote.list_rows()
    )


@shape("totals only")
def totals_only(vote: Vote, random: Random) -> str:
    return "\n".join(
        f"{heading}: {vote.count(p)}" for p, heading in zip(POSITIONS, HEADINGS["en"], strict=True)
    )


@shape("a list without headings")
def no_headings(vote: Vote, random: Random) -> str:
    return ", ".join(name for name, _ in vote.list_rows())


@shape("State by State in one paragraph")
def inline(vote: Vote, random: Random) -> str:
    return random.choice(["; ", ", "]).join(
        f"{name}{random.choice([' – '])}{get_word(p, HEADINGS['en']).lower()}" for name, p in vote.list_rows()
    )
