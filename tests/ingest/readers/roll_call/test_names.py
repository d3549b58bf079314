"""Names in a pasted roll-call: how they are parted, the forms in which they are printed, and codes."""

import pytest

from tests.ingest.readers.roll_call.printed import STATES, list_issues, read
from votes.core.state_names import find_state


def names_in(text: str) -> str:
    """The codes read from a list under "In favour", which must have no issue."""
    result = read(f"In favour: {text}")
    assert result.issues == ()
    assert set(result.positions.values()) <= {"in_favour"}
    return " ".join(result.positions)


@pytest.mark.parametrize(
    "separator", [", ", "; ", "\n", "\r\n", ",\n", "\n• ", "\n- ", "\n* ", "\t", ",", " | "]
)
def test_separators(separator):
    assert names_in(separator.join(["Albania", "Viet Nam", "Guinea-Bissau", "Cuba"])) == "ALB VNM GNB CUB"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Latvia and Lithuania", "LVA LTU"),
        ("Cuba, Latvia, and Lithuania", "CUB LVA LTU"),
        ("CUBA AND CHINA", "CUB CHN"),
        ("Bosnia and Herzegovina and Cuba", "BIH CUB"),
        ("Bosnia & Herzegovina & Cuba", "BIH CUB"),
        ("Sao Tome and Principe, Antigua and Barbuda and Trinidad and Tobago", "STP ATG TTO"),
        ("São Tomé and Príncipe", "STP"),
        ("Saint Vincent and the Grenadines, St. Lucia", "VCT LCA"),
        ("United Kingdom of Great Britain and Northern Ireland and Cuba", "GBR CUB"),
    ],
)
def test_and_between_names_and_within(text, codes):
    assert names_in(text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Albania, Bolivia (Plurinational\nState of), Cuba", "ALB BOL CUB"),
        ("Bolivia\n(Plurinational State of)\nCuba", "BOL CUB"),
        ("Democratic Republic of\nthe Congo, Congo", "COD COG"),
        ("Guinea, Guinea-\nBissau, Equatorial\nGuinea", "GIN GNB GNQ"),
        ("Venezu-\nela (Bolivarian Republic of)", "VEN"),
        ("Viet\r\nNam", "VNM"),
        ("Congo\nDemocratic Republic of the Congo\nRepublic of Korea", "COG COD KOR"),
    ],
)
def test_a_line_may_end_inside_a_name(text, codes):
    assert names_in(text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Korea, Republic of, Cuba", "KOR CUB"),
        ("Iran, Islamic Republic of; Congo, Democratic Republic of the; Congo", "IRN COD COG"),
        ("Congo, Democratic Republic of the Congo", "COG COD"),
        ("Bolivia, Plurinational State of, Venezuela, Bolivarian Republic of", "BOL VEN"),
        ("Macedonia, the former Yugoslav Republic of", "MKD"),
        ("Korea, Democratic People's Republic of and Korea, Republic of", "PRK KOR"),
        ("Poland, Republic of Korea", "POL KOR"),
        ("Poland, Republic of\nKorea", "POL KOR"),
        ("Poland\nRepublic of Korea", "POL KOR"),
        ("Plurinational State of Bolivia, Islamic Republic of Iran", "BOL IRN"),
    ],
)
def test_a_comma_inside_a_name(text, codes):
    assert names_in(text) == codes


@pytest.mark.parametrize(
    "printed",
    [
        *[
            "Côte d'Ivoire",
            "Côte d’Ivoire",
            "Cote d'Ivoire",
            "COTE D'IVOIRE",
            "CÔTE D`IVOIRE",
            "Co\u0302te d'Ivoire",
        ],
        *[
            "Côte\xa0d’Ivoire",
            "  Côte  d'Ivoire ",
            "Côte d'Ivoire.",
            "the Côte d'Ivoire",
            "Ivory Coast",
            "CIV",
        ],
        *[
            "Côte d'Ivoire1",
            "Côte d'Ivoire¹",
            "Côte d'Ivoire 1/",
            "Côte d'Ivoire*",
            "Côte d'Ivoire†",
            "Côte d'Ivoire ‡",
        ],
        *[
            "Côte d'Ivoire[1]",
            "Côte d'Ivoire (1)",
            "Côte d'Ivoire a/",
            "Côte d'Ivoireᵃ",
            "Côte d'Ivoire (a)",
            "**Côte d'Ivoire**",
        ],
        *["Cote\u200b d'Ivoire", "Côte d'I\u00advoire", "“Côte d'Ivoire”"],
    ],
)
@pytest.mark.parametrize("around", ["{}", "{}, Cuba", "Cuba, {}, China", "Cuba\n{}\nChina", "Cuba and {}"])
def test_one_name_in_many_prints(printed, around):
    assert "CIV" in names_in(around.format(printed)).split()


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        *[
            ("Turkiye", "TUR"),
            ("TÜRKİYE", "TUR"),
            ("Turkey", "TUR"),
            ("Vietnam", "VNM"),
            ("Guinea–Bissau", "GNB"),
        ],
        *[("the Netherlands", "NLD"), ("Netherlands", "NLD"), ("Kingdom of the Netherlands", "NLD")],
        *[
            ("The former Yugoslav Republic of Macedonia", "MKD"),
            ("the FORMER Yugoslav Republic of Macedonia", "MKD"),
        ],
        *[("Lao People’s Democratic Republic", "LAO"), ("VIET NAM", "VNM"), ("Republic of Congo", "COG")],
        *[("Guinea‑Bissau", "GNB"), ("Bolivia1 (Plurinational State of)", "BOL")],
    ],
)
def test_other_prints(printed, code):
    assert names_in(printed) == code
    assert find_state(printed, STATES) == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("USA, CHN", "USA CHN"),
        ("USA\nNAM\nNOR", "USA NAM NOR"),
        ("USA, AND, CHN", "USA AND CHN"),
        ("USA and CHN", "USA CHN"),
    ],
)
def test_codes_as_names(text, codes):
    assert names_in(text) == codes


def test_a_code_in_lower_case_is_not_a_name():
    assert list_issues(read("In favour: Cuba, nor, China")) == [("unrecognised", "nor")]


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("In favour: Cuba, NA, China\nAgainst: Brazil", "in_favour"),
        ("In favour: Cuba, China, Brazil\nAgainst: NA", "against"),
        ("In favour:\nCuba\nNA\nChina\nAgainst:\nBrazil", "in_favour"),
        ("In favour\tAgainst\nCuba\tChina\nBrazil\tNA", "against"),
        ("Cuba\tY\nNA\tY\nChina\tN\nBrazil\tN", "in_favour"),
    ],
)
def test_na_is_neither_namibia_nor_nobody(text, position):
    result = read(text, "BRA CHN CUB NAM")
    assert result.positions.keys() == {"CUB", "CHN", "BRA"}
    assert list_issues(result) == [("unrecognised", "NA")]
    assert result.issues[0].position == position
