"""A row of the catalogue as it stands in the file, and what the reader makes of it with some cells changed."""

from votes.core.rows import TextRow
from votes.ingest.readers.catalogue import (
    parse_resolution,
)
from votes.ingest.readers.catalogue_votes import (
    CatalogueEntry,
    PrintedVote,
    parse_printed_votes,
)

# As it stands in the file, A/HRC/RES/37/23.
ROW = {
    "record_id": "30855",
    "symbol": "A/HRC/RES/37/23",
    "title": "Promoting  mutually beneficial cooperation in the field of human rights : resolution /",
    "statement": "adopted by the Human Rights Council on 23 March 2018 at its 37th session",
    "date": "2018-03-23",
    "body": "Human Rights Council",
    "vote_type": "RECORDED",
    "meeting": "Adopted at the 54th meeting",
    "agenda_item_no": "3.",
    "agenda_item_title": "Promotion and protection of all human rights -",
    "agenda_subject": "INTERNATIONAL COOPERATION - HUMAN RIGHTS",
    "main_sponsors": "China,  Pakistan",
    "draft": "Draft resolution A/HRC/37/L.36",
    "yes": "28",
    "no": "1",
    "abstain": "17",
    "nonvoting": "1",
    "url_resolution": "http://undocs.org/A/HRC/RES/37/23",
    "record_url": "https://searchlibrary.ohchr.org/record/30855",
}


STATES = {"CHN", "USA", "CHE", "TUN", "VEN"}


def vote(iso3: str, code: str, country: str = "") -> PrintedVote:
    return PrintedVote(iso3, code, country, "line 2")


def read_votes(*votes: PrintedVote) -> tuple[dict[str, str], list[tuple[str, int]]]:
    """The positions, and of what was rejected the reason and the number of votes."""
    entry = CatalogueEntry("resolutions.csv", "line 7", ROW, votes, "votes_long.csv")
    positions, rejected = parse_printed_votes(entry, STATES)
    assert all(
        one.file == "votes_long.csv" and "record 30855 A/HRC/RES/37/23, line 2" in one.row for one in rejected
    )
    return positions, [(one.reason, one.votes) for one in rejected]


def parse(votes=(), **changes) -> TextRow:
    return parse_resolution(ROW | changes, read_votes(*votes)[0], {})
