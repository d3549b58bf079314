"""Roll-calls printed as lists under headings, with the noise of real prints."""

from random import Random

from tests.ingest.readers.roll_call.real_votes import Vote
from tests.ingest.readers.roll_call.shape import (
    HEADINGS,
    OTHER_HEADINGS,
    POSITIONS,
    SHAPES,
    Shape,
    print_lists,
    shape,
    wrap,
)


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
