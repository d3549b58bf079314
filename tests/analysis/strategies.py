"""Made-up roll-calls."""

import datetime
from collections.abc import Iterable, Mapping, Sequence

from hypothesis import strategies as st

from votes.analysis.matrix import GroupTerm, VoteMatrix, build_matrix
from votes.analysis.tally import Seat
from votes.core.choices import Position, RegionalGroup

CODES = [first + second + "X" for first in "ABCDE" for second in "ABCDE"]
positions = st.sampled_from(Position)
roll_calls = st.dictionaries(st.sampled_from(CODES), positions, max_size=25)
seats = roll_calls.flatmap(
    lambda roll_call: st.tuples(
        *(
            st.builds(Seat, st.just(iso3), st.just(position), st.sampled_from([None, *RegionalGroup]))
            for iso3, position in roll_call.items()
        )
    ).map(list)
)

# A few States and votes, dense enough that pairs share some; one vote a month from January 2010.
few_votes = st.lists(st.dictionaries(st.sampled_from(CODES[:6]), positions, max_size=6), max_size=14)


def make_matrix(roll_calls: Sequence[Mapping[str, str]], terms: Iterable[GroupTerm] = ()) -> VoteMatrix:
    """The matrix of these roll-calls (State -> position), keys V000, V001, ..., one a month from January 2010."""
    return build_matrix(
        (
            (f"V{number:03}", datetime.date(2010 + number // 12, number % 12 + 1, 1), iso3, str(position))
            for number, roll_call in enumerate(roll_calls)
            for iso3, position in roll_call.items()
        ),
        terms,
    )


def read_letters(**lines: str) -> VoteMatrix:
    """A matrix as a person writes it: CHN="YYNA-.", one letter a vote; "-" is not voting, "." no member."""
    letters = {"Y": "in_favour", "N": "against", "A": "abstaining", "-": "not_voting"}
    length = max(map(len, lines.values()))
    return make_matrix(
        [
            {
                iso3: letters[line[number]]
                for iso3, line in lines.items()
                if line[number : number + 1] in letters
            }
            for number in range(length)
        ]
    )
