"""How long a pasted roll-call takes to read: a clean one, and 200 kB that mean nothing."""

import datetime
import statistics
import time

from votes.core.state_names import Candidate
from votes.ingest.readers.roll_call.reader import parse_roll_call
from votes.models import State

ROUNDS = 5
DAY = datetime.date(2018, 3, 23)
SENSELESS = ["a,", "(", "a\n", "Cuba, ", "and ", "[1]", "of ", "abc:\n"]


def measure(text: str, states: list[Candidate], members: list[str]) -> float:
    """The median seconds for reading `text`."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        parse_roll_call(text, states, members)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print the median milliseconds for the members of 23 March 2018, all in favour, and for the worst paste."""
    stored = State.objects.prefetch_related("other_names")
    states = [Candidate(s.iso3, (s.name, *(n.name for n in s.other_names.all()))) for s in stored]
    members = [state.iso3 for state in State.objects.members_on(DAY)]
    clean = "In favour: " + ", ".join(c.names[0] for c in states if c.iso3 in members)
    worst = max(measure(unit * (200_000 // len(unit)), states, members) for unit in SENSELESS)
    print(f"roll-call of {len(members)}: {1000 * measure(clean, states, members):.1f} ms; ", end="")
    print(f"200 kB without sense: {worst:.2f} s at the worst")
