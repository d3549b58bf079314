"""How long a pasted roll-call takes to read: a clean one, and 100 kB that mean nothing."""

import datetime
import time

from votes.core.known_names import build_candidate
from votes.core.state_names import Candidate
from votes.ingest.readers.roll_call.reader import LONGEST_TEXT, parse_roll_call
from votes.models import State

ROUNDS = 3
DAY = datetime.date(2018, 3, 23)
SENSELESS = [
    *(
        "1",
        " ",
        ",",
        "a",
        "a,",
        "a\n",
        "Cuba ",
        "In favour: a,a, ",
        ": Yes“",
        "Cuba, ",
        "Cuba\tY\n",
        "Cuba\nYes\n",
        "and ",
        "of ",
        "no ",
        "for: ",
    ),
    *(
        "([",
        "[1]",
        "abc:\n",
        "\u0301",
        "voted voting ",
        "<td>",
        "<",
        "A/HRC/1",
        "Y=yes ",
        "by 1 votes to ",
        "\t",
        "|",
    ),
]


def measure(text: str, states: list[Candidate], members: list[str]) -> float:
    """The shortest of some times for reading `text`, in seconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        parse_roll_call(text, states, members)
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Print the milliseconds for the members of 23 March 2018, all in favour, and for the worst paste that is read."""
    stored = State.objects.prefetch_related("other_names")
    states = [build_candidate(s.iso3, (s.name, *(n.name for n in s.other_names.all()))) for s in stored]
    members = [state.iso3 for state in State.objects.members_on(DAY)]
    clean = "In favour: " + ", ".join(c.names[0] for c in states if c.iso3 in members)
    texts = {unit: ("In favour: " + unit * LONGEST_TEXT)[:LONGEST_TEXT] for unit in SENSELESS}
    times = {unit: measure(text, states, members) for unit, text in texts.items()}
    worst = max(times, key=lambda unit: times[unit])
    print(f"roll-call of {len(members)}: {1000 * measure(clean, states, members):.1f} ms; ", end="")
    print(f"{LONGEST_TEXT // 1000} kB without sense: {times[worst]:.2f} s at the worst ({worst!r})")
