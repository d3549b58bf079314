"""Made-up roll-calls."""

from hypothesis import strategies as st

from votes.analysis.tally import Seat
from votes.choices import Position, RegionalGroup

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
