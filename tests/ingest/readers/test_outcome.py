"""How a text was decided, in every wording of the catalogue."""

import csv
from pathlib import Path

import pytest

from votes.core.choices import Adoption, Outcome, TextKind
from votes.ingest.readers.catalogue import parse_official_totals, parse_title
from votes.ingest.readers.outcome import PrintedDecision, find_wording, read_decision

RECORDED, NO_VOTE, WITHOUT_VOTE = Adoption.RECORDED_VOTE, Adoption.NONE, Adoption.WITHOUT_VOTE
ADOPTED, REJECTED, WITHDRAWN = Outcome.ADOPTED, Outcome.REJECTED, Outcome.WITHDRAWN

RESOLUTION = {
    "vote_type": "RECORDED",
    "draft": "Draft resolution A/HRC/37/L.36",
    "meeting": "Adopted at the 54th meeting",
    "statement": "adopted by the Human Rights Council at its 37th session",
}
AMENDMENT = {
    "vote_type": "RECORDED",
    "draft": "Amendment A/HRC/31/L.68 to draft resolution A/HRC/31/L.28 Rejected by a recorded vote",
    # Said of the draft, not of the amendment.
    "meeting": "Adopted at the 65th meeting",
    "statement": "Human Rights Council at its 31st session",
}


@pytest.mark.parametrize(
    ("printed", "outcome", "adoption", "of_motion"),
    [
        ("Amendment L.37 to draft resolution L.20/Rev.1 No action by vote", ADOPTED, None, True),
        ("No-action motion", ADOPTED, None, True),
        ("Not acted upon after adoption of L.34", Outcome.NOT_ACTED_UPON, NO_VOTE, False),
        ("Not acted on", Outcome.NOT_ACTED_UPON, NO_VOTE, False),
        ("No action taken", Outcome.NOT_ACTED_UPON, NO_VOTE, False),
        ("Acceptable to sponsor of L.25", Outcome.ACCEPTED_BY_SPONSOR, NO_VOTE, False),
        ("Accepted by the main sponsors", Outcome.ACCEPTED_BY_SPONSOR, NO_VOTE, False),
        ("Withdrawn by main sponser", WITHDRAWN, NO_VOTE, False),
        ("WITHDRAWN by sponsor", WITHDRAWN, NO_VOTE, False),
        ("Withdrawn by the sponsor on 4 July 2018", WITHDRAWN, NO_VOTE, False),
        ("Withdrawn follwing oral revision by core group", WITHDRAWN, NO_VOTE, False),
        ("Not considered by the Council", Outcome.NOT_CONSIDERED, NO_VOTE, False),
        ("Rejected by a recorded vote (14 to 23, with 8 abstentions)", REJECTED, None, False),
        ("REJECTED as orally revised by a recorded vote", REJECTED, None, False),
        ("Rejected by a recorded votRejected as orally revised by a recorded vote", REJECTED, None, False),
        ("Rejected by record vote.", REJECTED, None, False),
        ("Rejected at the 48th meeting", REJECTED, None, False),
        ("rejected by the Human Rights Council at its 59th session", REJECTED, None, False),
        ("Not adopted", REJECTED, None, False),
        ("Adopted without a vote", ADOPTED, WITHOUT_VOTE, False),
        ("Adopted by recorded vote", ADOPTED, None, False),
        ("Adopted under a silence procedure", ADOPTED, None, False),
        ("E/CN.4/L.940 (adopted), E/CN.4/L.941 (amended)", ADOPTED, None, False),
    ],
)
def test_every_wording_is_known(printed, outcome, adoption, of_motion):
    wording = find_wording(printed)
    assert wording
    assert (wording.outcome, wording.adoption, wording.of_motion) == (outcome, adoption, of_motion)


@pytest.mark.parametrize(
    "printed", ["", "Draft resolution A/HRC/1/L.1 as amended", "A/HRC/39/2 (Annex II) -", "unadopted"]
)
def test_other_words_say_nothing_of_the_outcome(printed):
    assert find_wording(printed) is None


@pytest.mark.parametrize(
    ("changes", "adoption", "outcome"),
    [
        ({}, RECORDED, ADOPTED),
        ({"vote_type": "RECORDED, adopted at a closed meeting"}, RECORDED, ADOPTED),
        ({"vote_type": "ADOPTED WITHOUT VOTE"}, WITHOUT_VOTE, ADOPTED),
        ({"vote_type": "NON-RECORDED, adopted unanimously"}, Adoption.NON_RECORDED_VOTE, ADOPTED),
        ({"vote_type": "NON-RECORDED, no voting information"}, Adoption.NON_RECORDED_VOTE, ADOPTED),
        ({"draft": "Draft resolution A/HRC/16/L.25 Rejected"}, RECORDED, REJECTED),
        ({"meeting": "Rejected at the 48th meeting"}, RECORDED, REJECTED),
        ({"meeting": "", "statement": "rejected by the Human Rights Council"}, RECORDED, REJECTED),
        ({"meeting": "", "statement": "", "vote_type": "RECORDED, adopted"}, RECORDED, ADOPTED),
    ],
)
def test_how_a_resolution_was_decided(changes, adoption, outcome):
    found = read_decision(RESOLUTION | changes, TextKind.RESOLUTION, (28, 1, 17, 1))
    assert (found.adoption, found.outcome) == (adoption, outcome)


@pytest.mark.parametrize(
    ("vote_type", "outcome"), [("WITHDRAWN", WITHDRAWN), ("Not  considered", Outcome.NOT_CONSIDERED)]
)
def test_a_vote_type_alone_says_that_there_was_no_decision(vote_type, outcome):
    row = RESOLUTION | {"vote_type": vote_type, "meeting": "", "statement": "Human Rights Council"}
    assert read_decision(row, TextKind.RESOLUTION, None) == PrintedDecision(NO_VOTE, outcome)


@pytest.mark.parametrize(
    ("draft", "totals", "outcome", "other"),
    [
        # The totals may be swapped: the words count, and the check reports it.
        (
            "Amendment L.68 to draft resolution L.28 Rejected by a recorded vote",
            (13, 12, 22, 0),
            REJECTED,
            None,
        ),
        ("Amendment L.9 to draft resolution L.28 Adopted by a recorded vote", (10, 12, 0, 0), ADOPTED, None),
        # No word at all: the totals say it; a tie adopts nothing.
        ("A/HRC/39/2 (Annex II) -", (14, 27, 4, 2), REJECTED, None),
        ("Amendment L.24", (24, 12, 0, None), ADOPTED, None),
        ("Amendment L.24", (22, 22, 0, 0), REJECTED, None),
        ("Amendment L.24", (23, 22, 0, 0), ADOPTED, None),
        # Withdrawn, although it was voted on: both are kept.
        (
            "Amendment L.24 to draft resolution L.1 Withdrawn by the sponsor",
            (12, 24, 7, 3),
            REJECTED,
            WITHDRAWN,
        ),
    ],
)
def test_whether_an_amendment_was_adopted(draft, totals, outcome, other):
    found = read_decision(AMENDMENT | {"draft": draft}, TextKind.AMENDMENT, totals, True)
    assert found == PrintedDecision(RECORDED, outcome, other)


def test_of_an_amendment_the_meeting_says_what_its_own_line_does_not():
    row = AMENDMENT | {"draft": "", "meeting": "Rejected at the 48th meeting"}
    assert read_decision(row, TextKind.AMENDMENT, (30, 10, 0, 0)).outcome == REJECTED
    # "Adopted" there is said of the draft.
    row["meeting"] = "Adopted at the 48th meeting"
    assert read_decision(row, TextKind.AMENDMENT, (10, 30, 0, 0)).outcome == REJECTED


@pytest.mark.parametrize(
    ("words", "adoption", "outcome"),
    [
        ("Not acted upon after adoption of L.34", NO_VOTE, Outcome.NOT_ACTED_UPON),
        ("Acceptable to sponsor of L.25", NO_VOTE, Outcome.ACCEPTED_BY_SPONSOR),
        ("Adopted without a vote", WITHOUT_VOTE, ADOPTED),
        ("Withdrawn by sponsor", NO_VOTE, WITHDRAWN),
    ],
)
def test_a_vote_of_which_nothing_is_on_file_yields_to_the_own_line_with_a_note(words, adoption, outcome):
    row = AMENDMENT | {"draft": f"Amendment L.33 to draft resolution L.13 {words}"}
    found = read_decision(row, TextKind.AMENDMENT, None)
    assert (found.adoption, found.outcome, found.other_outcome) == (adoption, outcome, None)
    assert found.note == (
        "The catalogue files this text under “RECORDED”. What is shown here follows its own line: "
        f"“Amendment L.33 to draft resolution L.13 {words}”."
    )


def test_a_roll_call_proves_the_vote_even_without_totals():
    row = AMENDMENT | {"draft": "Amendment L.33 Withdrawn by sponsor"}
    found = read_decision(row, TextKind.AMENDMENT, None, has_roll_call=True)
    assert (found.adoption, found.other_outcome) == (RECORDED, WITHDRAWN)


def test_filed_as_withdrawn_but_rejected_in_words_is_a_contradiction():
    found = read_decision(AMENDMENT | {"vote_type": "WITHDRAWN"}, TextKind.AMENDMENT, None)
    assert found == PrintedDecision(NO_VOTE, WITHDRAWN, other_outcome=REJECTED)


def test_the_own_line_says_more_than_the_vote_type():
    row = AMENDMENT | {"vote_type": "NOT CONSIDERED", "draft": "Amendment L.33 Not acted upon"}
    found = read_decision(row, TextKind.AMENDMENT, None)
    assert (found.outcome, found.other_outcome) == (Outcome.NOT_ACTED_UPON, None)
    assert "“NOT CONSIDERED”" in found.note


@pytest.mark.parametrize(
    ("totals", "outcome"), [((22, 20, 4, 1), ADOPTED), ((20, 20, 4, 1), REJECTED), (None, ADOPTED)]
)
def test_a_motion_not_to_act_has_an_outcome_of_its_own(totals, outcome):
    row = AMENDMENT | {"draft": "Amendment A/HRC/26/L.37 to draft resolution L.20/Rev.1 No action by vote"}
    assert read_decision(row, TextKind.AMENDMENT, totals) == PrintedDecision(
        RECORDED, outcome, of_motion=True
    )


@pytest.mark.parametrize("vote_type", ["", "ACCLAMATION", "RECORDEDLY", "UNRECORDED"])
def test_an_unknown_vote_type_is_refused(vote_type):
    with pytest.raises(ValueError, match=r"the vote type .* is not known"):
        read_decision(RESOLUTION | {"vote_type": vote_type}, TextKind.RESOLUTION, (28, 1, 17, 1))


def test_nothing_is_guessed_where_nothing_says_the_outcome():
    row = AMENDMENT | {"draft": "Amendment L.33 to draft resolution L.13 Deferred"}
    with pytest.raises(ValueError, match="neither its words nor any totals say whether it was adopted"):
        read_decision(row, TextKind.AMENDMENT, None, has_roll_call=True)


def test_the_census_of_the_whole_record(shared_folder: Path):
    """Every record of the catalogue can be read; these are the exceptional ones."""
    motions, others, notes = [], {}, []
    with (shared_folder / "record" / "resolutions.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            kind = parse_title(row["title"])[1] or TextKind.RESOLUTION.value
            found = read_decision(row, kind, parse_official_totals(row), row["n_rollcall"] != "0")
            if found.of_motion:
                motions.append(row["symbol"])
            if found.other_outcome:
                others[row["symbol"]] = (found.outcome.value, found.other_outcome.value)
            if found.note:
                notes.append((row["symbol"], found.outcome.value))
    assert sorted(motions) == ["A/HRC/26/L.37", "A/HRC/29/L.37"]
    assert others == {
        **dict.fromkeys(["A/HRC/38/L.24", "A/HRC/38/L.35"], ("rejected", "withdrawn")),
        **dict.fromkeys([f"A/HRC/28/L.{n}" for n in (39, 40, 41, 43)], ("withdrawn", "rejected")),
    }
    assert sorted(notes) == [
        ("A/HRC/18/L.33", "not_acted_upon"),
        ("A/HRC/19/L.42", "adopted"),
        ("A/HRC/29/L.39", "accepted_by_sponsor"),
    ]
