"""States as the UN prints them, and a roll-call read among them."""

from votes.core.state_names import Candidate
from votes.ingest.readers.roll_call.reader import parse_roll_call
from votes.ingest.readers.roll_call.results import RollCall

NAMES = {
    "ALB": ("Albania",),
    "AND": ("Andorra",),
    "ATG": ("Antigua and Barbuda",),
    "BIH": ("Bosnia and Herzegovina",),
    "BOL": ("Bolivia (Plurinational State of)", "Bolivia"),
    "BRA": ("Brazil",),
    "CHN": ("China",),
    "CIV": ("Côte d’Ivoire", "Ivory Coast"),
    "COD": ("Democratic Republic of the Congo", "Zaire"),
    "COG": ("Congo", "Republic of the Congo"),
    "CUB": ("Cuba",),
    "DMA": ("Dominica",),
    "DOM": ("Dominican Republic",),
    "GBR": ("United Kingdom of Great Britain and Northern Ireland", "United Kingdom"),
    "GIN": ("Guinea",),
    "GNB": ("Guinea-Bissau",),
    "GNQ": ("Equatorial Guinea",),
    "IRN": ("Iran (Islamic Republic of)",),
    "KOR": ("Republic of Korea",),
    "LAO": ("Lao People's Democratic Republic",),
    "LCA": ("Saint Lucia",),
    "LTU": ("Lithuania",),
    "LVA": ("Latvia",),
    "MKD": ("North Macedonia", "The former Yugoslav Republic of Macedonia"),
    "NAM": ("Namibia",),
    "NER": ("Niger",),
    "NGA": ("Nigeria",),
    "NLD": ("Netherlands (Kingdom of the)", "Netherlands"),
    "NOR": ("Norway",),
    "POL": ("Poland", "Republic of Poland"),
    "PRK": ("Democratic People's Republic of Korea",),
    "STP": ("Sao Tome and Principe",),
    "SVK": ("Slovakia",),
    "SVN": ("Slovenia",),
    "TTO": ("Trinidad and Tobago",),
    "TUN": ("Tunisia",),
    "TUR": ("Türkiye", "Turkey"),
    "USA": ("United States of America", "United States"),
    "VCT": ("Saint Vincent and the Grenadines",),
    "VEN": ("Venezuela (Bolivarian Republic of)",),
    "VNM": ("Viet Nam",),
}
STATES = [Candidate(iso3, names) for iso3, names in NAMES.items()]


def read(text: str, members: str | None = None) -> RollCall:
    """Parse with these members, by default whoever has a position, so that membership is no problem."""
    if members is None:
        return parse_roll_call(text, STATES, NAMES.keys())
    return parse_roll_call(text, STATES, members.split())


def list_issues(result: RollCall) -> list[tuple[str, str]]:
    """What the reader asks about, each with the words in the text."""
    return [(issue.kind, issue.text) for issue in result.issues]
