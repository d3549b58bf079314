"""The shapes in which roll-calls are printed, each a small printer with its own noise."""

import textwrap
from collections.abc import Callable
from random import Random

from tests.ingest.readers.roll_call.real_votes import Vote

Shape = Callable[[Vote, Random], str]
SHAPES: dict[str, Shape] = {}
MUST_REFUSE = {
    "two votes",
    "two votes in rows",
    "totals only",
    "a list without headings",
    "two position columns",
}

HEADINGS = {
    "en": ("In favour", "Against", "Abstaining", "Not voting"),
    "fr": ("Ont voté pour", "Ont voté contre", "Se sont abstenus", "N’ont pas pris part au vote"),
    "es": ("Votos a favor", "Votos en contra", "Abstenciones", "No votaron"),
    "ru": ("Голосовали за", "Голосовали против", "Воздержались", "Не голосовали"),
    "zh": ("赞成", "反对", "弃权", "未投票"),
    "ar": ("المؤيدون", "المعارضون", "الممتنعون", "لم يصوتوا"),
}
OTHER_HEADINGS = [
    ("Yes", "No", "Abstain", "Not voting"),
    ("IN FAVOUR", "AGAINST", "ABSTAINING", "NOT VOTING"),
    ("VOTED IN FAVOUR", "VOTED AGAINST", "ABSTAINED", "DID NOT VOTE"),
    ("In favor", "Opposed", "Abstained", "Absent"),
    ("For", "Against", "Abstentions", "Did not participate"),
    ("Approve", "Reject", "Abstained from voting", "Did not take part in the vote"),
    ("Affirmative", "Negative", "Abstentions", "Non-voting"),
    ("The following States voted in favour", "States that voted against", "States abstaining", "Absent"),
    ("Those voting in favour", "Those voting against", "Those abstaining", "Those not voting"),
]
POSITIONS = ("in_favour", "against", "abstaining", "not_voting")
WORDS = {
    "en": ("Yes", "No", "Abstain", "Not voting"),
    "fr": ("Pour", "Contre", "Abstention", "N’a pas voté"),
    "es": ("A favor", "En contra", "Abstención", "No votó"),
}
LETTERS = dict(zip(POSITIONS, "YNAX", strict=True))


def shape(name: str) -> Callable[[Shape], Shape]:
    def add(function: Shape) -> Shape:
        SHAPES[name] = function
        return function

    return add


def join(names: list[str], last: str, nobody: str = "None") -> str:
    return (last.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)) or nobody


def print_lists(
    vote: Vote, headings: tuple[str, ...], between: str = ": ", end: str = ".\n", language: str = "en"
) -> str:
    last = {"en": " and ", "fr": " et ", "es": " y ", "ru": " и ", "zh": "、", "ar": " و"}[language]
    parts = []
    for position, heading in zip(POSITIONS, headings, strict=True):
        if names := vote.list_states(position, language):
            text = heading.replace("#", str(len(names))) + between.replace("#", str(len(names)))
            parts.append(text + join(names, last) + end)
    return "".join(parts)


def wrap(text: str, width: int) -> str:
    return "\n".join(textwrap.fill(line, width, break_on_hyphens=True) for line in text.split("\n"))


def get_word(position: str, words: tuple[str, ...]) -> str:
    return words[POSITIONS.index(position)]


@shape("lists as the UN prints them")
def un_lists(vote: Vote, random: Random) -> str:
    return (
        f"Draft resolution {vote.symbol} was adopted by {vote.count('in_favour')} votes to {vote.count('against')}, "
        f"with {vote.count('abstaining')} abstentions. The voting was as follows:\n"
        + print_lists(vote, HEADINGS["en"], ":\n", "\n\n")
    )


@shape("wrapped lists")
def wrapped(vote: Vote, random: Random) -> str:
    return wrap(
        print_lists(vote, HEADINGS["en"], random.choice([": ", " (#): ", ":\n"])), random.randint(40, 110)
    )


@shape("lists in capitals")
def capitals(vote: Vote, random: Random) -> str:
    return wrap(print_lists(vote, HEADINGS["en"], ": ").upper(), random.randint(60, 110))


@shape("other headings")
def other_headings(vote: Vote, random: Random) -> str:
    between = random.choice([": ", ":\n", " (#): ", " (#)\n", ": #\n", " – #\n", "\n"])
    return print_lists(vote, random.choice(OTHER_HEADINGS), between, random.choice(["\n", ".\n", "\n\n"]))


@shape("headings in another order")
def other_order(vote: Vote, random: Random) -> str:
    parts = print_lists(vote, HEADINGS["en"], random.choice([":\n", " (#)\n"]), "\n\n").strip().split("\n\n")
    random.shuffle(parts)
    return "The result of the vote was as follows:\n\n" + "\n\n".join(parts)


@shape("one State on a line")
def one_on_a_line(vote: Vote, random: Random) -> str:
    bullet = random.choice(["", "- ", "• ", "* ", "#"])
    lines = []
    for position, heading in zip(POSITIONS, HEADINGS["en"], strict=True):
        names = vote.list_states(position)
        lines.append(
            heading + random.choice(["", ":", f" ({len(names)})", f" ({len(names)}):"]) if names else ""
        )
        lines += [f"{n}. {name}" if bullet == "#" else bullet + name for n, name in enumerate(names, 1)]
        lines += [""] * random.randint(0, 2)
    return "\n".join(lines)


@shape("by regional group under each heading")
def by_group(vote: Vote, random: Random) -> str:
    text = ""
    for position, heading in zip(POSITIONS, HEADINGS["en"], strict=True):
        names = vote.list_states(position)
        random.shuffle(names)
        half = len(names) // 2
        if names:
            text += f"{heading} ({len(names)}):\n"
            text += f"African States: {', '.join(names[:half])}\n" if half else ""
            text += f"Western European and other States: {', '.join(names[half:])}\n\n"
    return text


@shape("group after group")
def group_after_group(vote: Vote, random: Random) -> str:
    parts = []
    for n, group in enumerate(["African Group", "Asia-Pacific Group"]):
        chosen = Vote(vote.symbol, dict(list(vote.positions.items())[n::2]), vote.names)
        parts.append(f"{group}\n" + print_lists(chosen, HEADINGS["en"]))
    return "\n".join(parts)


@shape("footnotes")
def footnotes(vote: Vote, random: Random) -> str:
    text = print_lists(vote, HEADINGS["en"], ":\n", "\n\n")
    name = random.choice([name for name, _ in vote.list_rows()])
    mark = random.choice(["*", "1", "¹", " a/", "[1]", " (1)", "†"])
    start = mark.strip() if mark.strip() not in "1¹" else "1"
    note = random.choice(
        [
            "Subsequently informed the secretariat that it had intended to vote in favour.",
            f"The delegation of {name} subsequently stated that it had intended to abstain.",
            f"{name} later informed the Secretariat that it had intended to vote against the draft.",
        ]
    )
    text = text.replace(name, name + mark, 1)
    return f"{text}\n{start} {note}\n"


@shape("footnote within the list")
def footnote_within(vote: Vote, random: Random) -> str:
    lines = wrap(print_lists(vote, HEADINGS["en"]), 70).split("\n")
    place = random.randint(1, len(lines) - 1)
    note = "* Subsequently informed the secretariat that it had intended to vote against the draft."
    return "\n".join([*lines[:place], note, *lines[place:]])


@shape("page break in the list")
def page_break(vote: Vote, random: Random) -> str:
    lines = wrap(print_lists(vote, HEADINGS["en"]), 70).split("\n")
    place = random.randint(1, len(lines) - 1)
    page = random.choice(
        [
            "A/HRC/99/2\n104 GE.99-01234",
            "GE.18-07123 (E)",
            "\n12\n",
            "A/HRC/37/2\nPage 12",
            "12/345\n",
            "Human Rights Council\n",
        ]
    )
    return "\n".join([*lines[:place], page, *lines[place:]])


@shape("page footer glued to a name")
def glued_footer(vote: Vote, random: Random) -> str:
    text = print_lists(vote, HEADINGS["en"], ": ")
    name = random.choice([name for name, _ in vote.list_rows()])
    return text.replace(name, f"{name} A/HRC/99/2 {random.randint(1, 300)} GE.99-01234", 1)


@shape("lost comma")
def lost_comma(vote: Vote, random: Random) -> str:
    text = print_lists(vote, HEADINGS["en"])
    commas = [place for place, letter in enumerate(text) if letter == ","]
    place = random.choice(commas)
    return text[:place] + text[place + 1 :]


@shape("chatter after the list")
def chatter(vote: Vote, random: Random) -> str:
    one, other = random.sample([name for name, _ in vote.list_rows()], 2)
    after = random.choice(
        [
            "98. For the text as adopted, see part one, chapter I.",
            f"{one}, in an explanation of the vote, said it had been away.",
            f"{one} and {other} made statements in explanation of vote after the vote.",
            f"Statements in explanation of vote after the vote were made by the representatives of {one} and\n{other}.",
            f"Speaking after the vote, {one} said that it had voted for the text.",
            f"Explanations of vote: {one}, {other}",
            f"The representative of {one} made a statement. {other} took the floor on a point of order.",
            f"General comments\n{one} regretted that the text had not been adopted by consensus.",
        ]
    )
    return (
        print_lists(vote, HEADINGS["en"], ": ", random.choice([".\n", "\n"]))
        + "\n" * random.randint(0, 1)
        + after
    )


@shape("chatter before the list")
def chatter_before(vote: Vote, random: Random) -> str:
    one, other = random.sample([name for name, _ in vote.list_rows()], 2)
    before = random.choice(
        [
            f"{one} introduced the draft resolution on behalf of the sponsors.",
            f"97. At the 54th meeting, the representatives of {one} and {other} made general comments.",
            f"At the request of the representative of {one}, a recorded vote was taken on the draft resolution.",
        ]
    )
    return f"{before}\n\n" + print_lists(vote, HEADINGS["en"])


@shape("soft hyphens and hidden blanks")
def soft_hyphens(vote: Vote, random: Random) -> str:
    text = print_lists(vote, HEADINGS["en"])
    hidden = random.choice(["\u00ad", "\u200b", "\ufeff"])
    return "".join(
        c + hidden
        if c.isalpha() and random.random() < 0.15
        else "\u00a0"
        if c == " " and random.random() < 0.3
        else c
        for c in text
    )


@shape("hyphenated line ends")
def hyphenated(vote: Vote, random: Random) -> str:
    words = print_lists(vote, HEADINGS["en"]).split(" ")
    return " ".join(
        f"{w[:4]}-\n{w[4:]}" if len(w) > 8 and w.isalpha() and random.random() < 0.2 else w for w in words
    )


@shape("codes behind names")
def codes_behind(vote: Vote, random: Random) -> str:
    text = ""
    bracket = random.choice(["({})", "[{}]"])
    for position, heading in zip(POSITIONS, HEADINGS["en"], strict=True):
        codes = [iso3 for iso3, taken in vote.positions.items() if taken == position]
        names = [f"{vote.names['en'][iso3]} {bracket.format(iso3)}" for iso3 in codes]
        text += f"{heading}: {', '.join(names)}\n" if names else ""
    return text


def _language_lists(language: str) -> Shape:
    def function(vote: Vote, random: Random) -> str:
        between = (
            random.choice([" : ", " (#) : ", ":\n", ": "])
            if language != "zh"
            else random.choice(["：", "（#）："])
        )
        text = print_lists(vote, HEADINGS[language], between, random.choice([".\n", "\n"]), language)
        if language == "zh":
            text = text.replace(", ", "、")
        return wrap(text, random.randint(50, 110)) if language in ("fr", "es") else text

    return function


for _language, _name in {
    "fr": "French",
    "es": "Spanish",
    "ru": "Russian",
    "zh": "Chinese",
    "ar": "Arabic",
}.items():
    SHAPES[f"{_name} lists"] = _language_lists(_language)


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
