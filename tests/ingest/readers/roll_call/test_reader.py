"""Reading a pasted roll-call: which States and positions are recognised, and which issues are reported."""

import pytest

from tests.ingest.readers.roll_call.printed import list_issues, read
from votes.core.choices import Position
from votes.ingest.readers.roll_call.reader import parse_roll_call
from votes.ingest.readers.roll_call.results import POSITIONS, RollCall

PRINTED = """Draft resolution A/HRC/37/L.36 was adopted by 5 votes to 1, with 2
abstentions. The voting was as follows:
In favour:
Albania, Bolivia (Plurinational State of), Côte d'Ivoire, Democratic Republic of
the Congo and Viet Nam
Against:
United States of America1
Abstaining: Turkey; Republic of Korea.
"""


def test_reads_a_roll_call_as_the_un_prints_it():
    result = read(PRINTED, "ALB BOL CIV COD VNM USA TUR KOR TUN")
    assert result.positions == {
        **dict.fromkeys(["ALB", "BOL", "CIV", "COD", "VNM"], "in_favour"),
        "USA": "against",
        "TUR": "abstaining",
        "KOR": "abstaining",
    }
    assert result.issues == ()
    assert result.missing == ("TUN",)
    assert result.counts == {"in_favour": 5, "against": 1, "abstaining": 2, "not_voting": 0}


def test_the_positions_are_the_site_s_own_and_plain_strings():
    assert list(POSITIONS) == [position.value for position in Position]
    assert {type(position) for position in read(PRINTED).positions.values()} == {str}
    assert {type(position) for position in read("Cuba\tY\nBrazil\tAgainst").positions.values()} == {str}


@pytest.mark.parametrize(
    ("position", "heading"),
    [
        *[
            ("in_favour", h)
            for h in ("In favour", "IN FAVOR", "For", "Yes", "Voting in favour", "States in favour")
        ],
        *[
            ("in_favour", h)
            for h in ("Voted in favor", "Those voting in favour", "Yes votes", "1 vote in favour")
        ],
        *[
            ("against", h)
            for h in ("Against", "No", "NO", "Opposed", "Voted against", "States voting against")
        ],
        *[
            ("abstaining", h)
            for h in ("Abstaining", "abstain", "Abstentions", "Abstained", "Abstaining States")
        ],
        *[
            ("not_voting", h)
            for h in ("Not voting", "Absent", "Did not vote", "Present but not voting", "Non-voting")
        ],
        *[("not_voting", h) for h in ("Absent and not voting", "Members not voting")],
    ],
)
@pytest.mark.parametrize(
    "shape",
    [
        "{}: Cuba",
        "{}:\nCuba",
        "{}\nCuba",
        "{} (1): Cuba",
        "{} (1)\nCuba",
        "{}: 1\nCuba",
        "{} [1]\nCuba",
        "{} – Cuba",
        "**{}:** Cuba",
        "**{}**: Cuba",
        "_{}_\nCuba",
        "## {}\nCuba",
        "  {} :\tCuba",
        "{} (1 State): Cuba",
        "• {}:\nCuba",
    ],
)
def test_headings_in_many_wordings_and_shapes(position, heading, shape):
    other, first = ("in_favour", "In favour") if position == "abstaining" else ("abstaining", "Abstaining")
    result = read(f"{first}: Brazil\n" + shape.format(heading))
    assert result.positions == {"BRA": other, "CUB": position}
    assert result.issues == ()


@pytest.mark.parametrize("heading", ["In favour", "Against", "Abstaining", "Not voting"])
def test_a_heading_without_colon_may_have_names_on_its_line(heading):
    assert list(read(f"{heading} Cuba, China").positions) == ["CUB", "CHN"]


@pytest.mark.parametrize(
    "text",
    [
        "In favour: Cuba, China. Against: Brazil. Abstaining: Norway",
        "The voting was as follows: In favour: Cuba, China; Against: Brazil; Abstaining: Norway.",
        "In favour (2): Cuba, China Against (1): Brazil Abstaining (1): Norway",
        "Yes: Cuba, China. No: Brazil. Abstain: Norway.",
        "In favour: Cuba and China\r\nAgainst: Brazil\r\nAbstaining:\r\nNorway\r\n",
        "Votes in favour: 2\nVotes against: 1\nIn favour:\n 1. Cuba\n 2. China\nAgainst:\n 1. Brazil\n"
        "Abstaining:\n1. Norway",
        "Cuba\tY\nChina\tY\nBrazil\tN\nNorway\tA",
        "State\tVote\nCuba\tYes\nChina\tin favour\nBrazil\tno\nNorway\tAbstaining\n",
        "| Cuba | Y |\n| China | Y |\n| Brazil | N |\n| Norway | A |",
        "Cuba – in favour\nChina - In favour\nBrazil – against\nNorway — abstained",
    ],
)
def test_the_same_vote_in_many_layouts(text):
    result = read(text)
    assert result.positions == {"CUB": "in_favour", "CHN": "in_favour", "BRA": "against", "NOR": "abstaining"}
    assert result.issues == ()


@pytest.mark.parametrize("nobody", ["None", "none.", "–", "-", "nil", "NIL", "N/A", "No one", "0", ""])
def test_a_heading_without_names(nobody):
    result = read(f"In favour: Cuba\nAgainst: {nobody}\nAbstaining: Brazil")
    assert result.positions == {"CUB": "in_favour", "BRA": "abstaining"}
    assert result.issues == ()


@pytest.mark.parametrize("text", ["Norway, Niger", "Norway\nNiger", "Niger and\nNorway", "NORWAY\nNIGER"])
def test_no_is_not_the_beginning_of_norway(text):
    result = read(f"Against: Cuba\nIn favour:\n{text}")
    assert result.positions == {"CUB": "against", "NOR": "in_favour", "NER": "in_favour"}
    assert result.issues == ()


@pytest.mark.parametrize("heading", ["Against.", "No.", "No", "AGAINST"])
def test_a_word_alone_on_its_line_is_a_heading(heading):
    result = read(f"In favour: Cuba\n{heading}\nNorway")
    assert result.positions == {"CUB": "in_favour", "NOR": "against"}
    assert result.issues == ()


@pytest.mark.parametrize(
    "furniture",
    [
        "Recorded vote:",
        "Draft resolution A/HRC/37/L.36 was adopted by 1 vote to 1, with no abstentions. The voting was as follows:",
        "Adopted by 1 vote to 1, with no\nabstentions as follows",
        "At the request of the representative of the United States of America, a recorded vote was taken.",
        "97. Statements in explanation of vote before the vote were made by the representatives of\n"
        "Brazil, Cuba and China.\n98. A recorded vote was taken.",
        "In favour of the draft resolution spoke three delegations.",
        "State | Vote",
    ],
)
def test_page_furniture_before_the_first_heading_is_left_out(furniture):
    result = read(f"{furniture}\nIn favour: Cuba\nAgainst: Norway")
    assert result.positions == {"CUB": "in_favour", "NOR": "against"}
    assert result.issues == ()


def test_names_before_any_heading_are_a_problem_and_not_missing():
    result = read("Albania, Freedonia, Viet Nam\nAgainst: Cuba", "ALB VNM CUB BRA")
    assert result.positions == {"CUB": "against"}
    assert list_issues(result) == [
        ("no_heading", "Albania"),
        ("unrecognised", "Freedonia"),
        ("no_heading", "Viet Nam"),
    ]
    assert [issue.iso3 for issue in result.issues] == ["ALB", None, "VNM"]
    assert result.missing == ("BRA",)


def test_an_unknown_heading_ends_the_position_before_it():
    result = read("In favour: Cuba\nRecused:\nBrazil")
    assert result.positions == {"CUB": "in_favour"}
    assert list_issues(result) == [("unknown_heading", "Recused"), ("no_heading", "Brazil")]
    assert [issue.line for issue in result.issues] == [2, 3]


def test_a_sentence_after_the_list_gives_no_state_a_position():
    after = "Statements in explanation of vote were made by the representatives of\nBrazil, Cuba and China.\n"
    result = read(f"In favour: Cuba\nAgainst: Norway, Albania.\n99. {after}Abstaining: Poland")
    assert result.positions == {"CUB": "in_favour", "NOR": "against", "ALB": "against", "POL": "abstaining"}
    assert result.issues == ()
    assert [aside.line for aside in result.asides] == [3]


def test_a_name_that_is_not_recognised_is_shown_as_printed_with_its_line_and_position():
    text = "In favour: Cuba,\n Brazil, Untied\nStates, China\nAgainst: Bolivia (Pluri State of)"
    result = read(text, "BRA CUB CHN USA")
    states, bolivia = result.issues
    assert (states.kind, states.text, states.line, states.iso3) == ("unrecognised", "Untied States", 2, None)
    assert (states.position, states.suggestions[0]) == ("in_favour", "USA")
    assert (bolivia.text, bolivia.line, bolivia.position) == ("Bolivia (Pluri State of)", 4, "against")
    assert bolivia.suggestions[0] == "BOL"
    assert result.missing == ("USA",)


def test_unrecognised_names_on_lines_of_their_own_are_told_apart():
    assert [p.text for p in read("Against:\nFreedonia\nSylvania\nCuba").issues] == ["Freedonia", "Sylvania"]


def test_an_unknown_name_in_rows_is_not_a_second_vote():
    rows = "Cuba Yes China No Albania Abstain Freedonia Yes Niger Yes Norway No Poland No"
    result = read(rows.replace(" ", "\n"), "ALB CHN CUB NER NOR POL")
    assert result.refusal is None
    assert result.positions == {
        **{"CUB": "in_favour", "CHN": "against", "ALB": "abstaining"},
        **{"NER": "in_favour", "NOR": "against", "POL": "against"},
    }
    assert list_issues(result) == [("unrecognised", "Freedonia"), ("loose_position", "Yes")]


def test_the_header_of_a_column_of_numbers_is_no_position():
    result = read("No.\tMember State\tVote\n1\tCuba\tYes\n2\tChina\tNo\n3\tAlbania\tYes", "ALB CHN CUB")
    assert result.positions == {"CUB": "in_favour", "CHN": "against", "ALB": "in_favour"}
    assert not result.issues
    assert [aside.text for aside in result.asides] == ["No. Member State Vote"]


def test_a_heading_with_unknown_names_alone_is_reported():
    result = read("In favour: Freedonia, Freedonia\nAgainst: Albania", "ALB")
    assert result.positions == {"ALB": "against"}
    assert list_issues(result) == [("loose_position", "In favour: Freedonia, Freedonia")]


def test_states_beside_a_state_in_a_line_of_a_table_are_not_lost():
    result = read("In favour: Albania,\nAlbania; Albania, Andorra\nAgainst: Albania", "ALB AND")
    assert result.positions == {"AND": "in_favour"}


def test_a_lost_comma_is_reported_not_guessed():
    result = read("In favour: Cuba China, Brazil")
    assert result.positions == {"BRA": "in_favour"}
    assert list_issues(result) == [("unrecognised", "Cuba China")]
    assert set(result.issues[0].suggestions) == {"CUB", "CHN"}


def test_named_under_two_headings_has_no_position():
    result = read("In favour: Cuba, China\nAgainst: Brazil,\nCuba", "CUB CHN BRA")
    assert result.positions == {"CHN": "in_favour", "BRA": "against"}
    assert [(p.kind, p.iso3, p.position, p.line) for p in result.issues] == [
        ("named_twice", "CUB", "in_favour", 1),
        ("named_twice", "CUB", "against", 3),
    ]
    assert result.missing == ()


def test_named_twice_under_one_heading_keeps_the_position():
    result = read("In favour: Turkey, China\nTürkiye", "TUR CHN")
    assert result.positions == {"TUR": "in_favour", "CHN": "in_favour"}
    assert [(p.kind, p.text, p.line) for p in result.issues] == [("named_twice", "Türkiye", 2)]


@pytest.mark.parametrize(
    ("printed", "iso3", "member"),
    [
        ("Niger", "NER", "NGA"),
        ("Slovenia", "SVN", "SVK"),
        ("SVN", "SVN", "SVK"),
        ("Dominica", "DMA", "DOM"),
        ("Congo", "COG", "COD"),
    ],
)
def test_not_a_member_that_day(printed, iso3, member):
    result = read(f"Against: {printed}, Cuba", f"CUB {member}")
    assert result.positions == {iso3: "against", "CUB": "against"}
    (issue,) = result.issues
    assert (issue.kind, issue.text, issue.iso3, issue.position) == (
        "not_a_member",
        printed,
        iso3,
        "against",
    )
    assert issue.suggestions == (member,)
    assert result.missing == (member,)


def test_a_member_that_is_not_named_is_suggested_first():
    result = read("Against: Guinea, Guinea-Bissau", "GNB GNQ")
    assert result.issues[0].suggestions == ("GNQ", "GNB")


def test_a_vote_without_members_or_text_or_states():
    assert parse_roll_call("", [], []) == RollCall({}, (), ())
    assert parse_roll_call("In favour: Cuba", [], ["CUB"]).missing == ("CUB",)
    assert read("", "CUB ALB").missing == ("ALB", "CUB")
