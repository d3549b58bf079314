"""How every figure is computed, as the method page prints it: names, formulas, thresholds, and a worked example.

The thresholds are the constants that the code computes with, and the example is computed by the code, so that the
page cannot contradict the site.
"""

import datetime
from dataclasses import dataclass

from votes.analysis import clusters, cohesion, interval, item_response, spatial
from votes.analysis import majority_position as group_line
from votes.analysis.agreement import PairAgreement, compute_agreement
from votes.analysis.cohesion import compute_agreement_index
from votes.analysis.losing import LosingSide, rank_losing
from votes.analysis.majority_position import MajorityPosition, find_majority_position
from votes.analysis.matrix import build_matrix
from votes.analysis.scope import MINIMUM_VOTES
from votes.analysis.tally import Counts, count_positions
from votes.core.choices import Position


def gettext_noop(text: str) -> str:
    """Mark a text for translation. The page translates it, since this room does not import Django."""
    return text


@dataclass(frozen=True)
class Threshold:
    """A number that the code uses, with its name."""

    name: str
    value: float


@dataclass(frozen=True)
class Method:
    """One measure in words: the formula with its denominator, what it does not say, and the source of the formula."""

    key: str
    name: str
    formula: str
    caution: str
    source: str
    thresholds: tuple[Threshold, ...] = ()


_LISTED = (
    Method(
        key="agreement",
        name=gettext_noop("Agreement of two States"),
        formula=gettext_noop(
            "Votes with the same position ÷ votes in which both took one. Not voting is no position. "
            "Half: where one abstained and the other was in favour or against, the vote counts one half. "
            "Kappa: (agreement − expected) ÷ (1 − expected), where expected = the sum, over the three positions, "
            "of the products of the two States’ shares of that position in the votes they share."
        ),
        caution=gettext_noop(
            "Raw agreement is high where most votes go one way; kappa says what is left when chance is taken off. "
            "The interval is Wilson’s; for kappa its ends are corrected for chance like the agreement itself. "
            "Votes in one session are not independent, so intervals are rather too narrow."
        ),
        source="Wilson 1927; Cohen 1960; US Department of State, Voting Practices in the United Nations",
        thresholds=(
            Threshold(gettext_noop("Fewest votes shared"), MINIMUM_VOTES),
            Threshold(gettext_noop("Confidence of the intervals"), interval.CONFIDENCE),
        ),
    ),
    Method(
        key="interval",
        name=gettext_noop("Intervals"),
        formula=gettext_noop(
            "Of a share p of n votes (Wilson): centre = (p + z² ÷ 2n) ÷ (1 + z² ÷ n), half width = "
            "z √(p (1 − p) ÷ n + z² ÷ 4n²) ÷ (1 + z² ÷ n). Of a mean over n votes: mean ± z·s ÷ √n, cut off at 0 "
            "and 1, where s is the standard deviation."
        ),
        caution=gettext_noop(
            "An interval says how far chance alone could move the figure if the votes were drawn at random. They "
            "were not: texts come back, and States vote on several of one kind in a row."
        ),
        source="Wilson 1927",
        thresholds=(
            Threshold(gettext_noop("Confidence of the intervals"), interval.CONFIDENCE),
            Threshold(gettext_noop("z"), round(interval.Z, 3)),
        ),
    ),
    Method(
        key="differing",
        name=gettext_noop("Votes in which States differ"),
        formula=gettext_noop(
            "Of two to four States, those that took a position did not all take the same one; "
            "out of the votes in which at least two of them took one."
        ),
        caution=gettext_noop("Not voting differs from nobody."),
        source="",
    ),
    Method(
        key="cohesion",
        name=gettext_noop("Cohesion of a group (Agreement Index)"),
        formula=gettext_noop(
            "(largest − (total − largest) ÷ 2) ÷ total, where total is how many of the group took a position and "
            "largest how many took the most frequent one; then the mean over the votes."
        ),
        caution=gettext_noop(
            "1 means all took the same position, 0 an even split in three. The interval is the mean ± z·s ÷ √n "
            "over the votes."
        ),
        source="Hix, Noury and Roland 2005",
        thresholds=(
            Threshold(gettext_noop("Fewest positions in a vote"), group_line.FEWEST_POSITIONS),
            Threshold(gettext_noop("Fewest votes for a mean"), cohesion.FEWEST_VOTES),
        ),
    ),
    Method(
        key="dissent",
        name=gettext_noop("Leaving the line of the group"),
        formula=gettext_noop(
            "The line is the position most of the group took. A State left it when it took another; its share is "
            "that of the votes in which the group had a line and the State took a position."
        ),
        caution=gettext_noop(
            "Where the limit or more of those with a position took another, there is no line and nobody left it. "
            "In a group of few positions one State alone is more than the limit, so nobody there can leave a "
            "line: read the agreement with the group instead."
        ),
        source="openparliament.ca",
        thresholds=(
            Threshold(gettext_noop("Limit of those who may stand apart"), group_line.DISSENT_LIMIT),
            Threshold(gettext_noop("Fewest positions in a vote"), group_line.FEWEST_POSITIONS),
            Threshold(
                gettext_noop("Fewest positions in which one State can stand apart"),
                group_line.find_fewest_for_dissent(),
            ),
            Threshold(gettext_noop("Fewest votes"), MINIMUM_VOTES),
        ),
    ),
    Method(
        key="agreement_with_group",
        name=gettext_noop("Agreement with a group"),
        formula=gettext_noop(
            "In each vote, how many of the group’s other members with a position took the State’s ÷ how many took "
            "one; then the mean over the votes."
        ),
        caution=gettext_noop("The State itself is left out of its group. Also said of groups it is not in."),
        source="",
        thresholds=(Threshold(gettext_noop("Fewest votes"), MINIMUM_VOTES),),
    ),
    Method(
        key="losing_side",
        name=gettext_noop("On the losing side"),
        formula=gettext_noop(
            "In favour of a text that failed, or against one that passed ÷ votes in favour or against. A text "
            "passes when more are in favour than against."
        ),
        caution=gettext_noop("Abstentions are no side; they are counted apart, out of all positions taken."),
        source="",
        thresholds=(Threshold(gettext_noop("Fewest votes"), MINIMUM_VOTES),),
    ),
    Method(
        key="clusters",
        name=gettext_noop("Camps and the order of the matrix"),
        formula=gettext_noop(
            "Step by step the two branches that agree most are joined: votes with the same position ÷ votes "
            "shared, over all pairs across. The rows are turned so that neighbours are as near as the tree allows. "
            "The tree is cut at its widest gap."
        ),
        caution=gettext_noop(
            "Branches that share too few votes are compared only when they have grown. A cut into camps is a way "
            "of drawing, no finding about alliances."
        ),
        source="Sokal and Michener 1958; Bar-Joseph, Gifford and Jaakkola 2001",
        thresholds=(
            Threshold(gettext_noop("Fewest votes shared"), MINIMUM_VOTES),
            Threshold(gettext_noop("Most camps"), clusters.MOST_CLUSTERS),
        ),
    ),
    Method(
        key="spatial_map",
        name=gettext_noop("Spatial map"),
        formula=gettext_noop(
            "Each vote asks two questions, “not against?” and “in favour?”: chance of yes = 1 ÷ (1 + exp(cut − "
            "slope · point)). Points, slopes and cuts are those under which the record is likeliest (graded "
            "response model, both questions at half weight, normal priors). APRE = (errors of the baseline − "
            "errors of the map) ÷ errors of the baseline; the baseline takes every State to vote as most did."
        ),
        caution=gettext_noop(
            "The axes have no meaning of their own, and which end is which is set by naming States. The intervals "
            "are the point ± z times its spread over draws of the votes with replacement. The share classified "
            "is measured on the votes the map was made from."
        ),
        source="Samejima 1969; Varin, Reid and Firth 2011; Poole and Rosenthal 1997",
        thresholds=(
            Threshold(gettext_noop("Fewest positions of a State"), MINIMUM_VOTES),
            Threshold(gettext_noop("Draws of the votes"), spatial.BOOTSTRAP_REPLICATES),
            Threshold(gettext_noop("Prior spread of the slopes"), item_response.SLOPE_PRIOR_SD),
            Threshold(gettext_noop("Prior spread of the cuts"), item_response.CUT_PRIOR_SD),
        ),
    ),
)
METHODS: dict[str, Method] = {method.key: method for method in _LISTED}


@dataclass(frozen=True)
class Example:
    """A few invented votes and the figures that the code computes from them.

    `positions`: State -> its position in each vote. `pair` and `expected`: the agreement of the first two States,
    and the agreement expected by chance. `counts`, `index` and `line` are of all States in the last vote.
    `losing` is of the first State.
    """

    positions: dict[str, tuple[Position, ...]]
    pair: PairAgreement
    expected: float
    counts: Counts
    index: float
    line: MajorityPosition
    losing: LosingSide


# Seven States and five votes: Y in favour, N against, A abstaining, - not voting.
_EXAMPLE = {"A": "YYNAY", "B": "YNNYY", "C": "YYYAY", "D": "YNYAY", "E": "NNYAY", "F": "Y-YNY", "G": "YNY-A"}
_LETTERS = {
    "Y": Position.IN_FAVOUR,
    "N": Position.AGAINST,
    "A": Position.ABSTAINING,
    "-": Position.NOT_VOTING,
}


def build_example() -> Example:
    """The worked example of the method page. Its minimum is 1, since five votes are too few for any other."""
    listed = {iso3: tuple(_LETTERS[letter] for letter in letters) for iso3, letters in _EXAMPLE.items()}
    matrix = build_matrix(
        (f"vote {number}", datetime.date(2018, 1, number), iso3, position.value)
        for iso3, positions in listed.items()
        for number, position in enumerate(positions, start=1)
    )
    agreed = compute_agreement(matrix, minimum=1)
    last = count_positions(positions[-1] for positions in listed.values())
    return Example(
        positions=listed,
        pair=agreed.get_pair("A", "B"),
        expected=float(agreed.expected[0, 1]),
        counts=last,
        index=float(compute_agreement_index(matrix.totals.T)[-1]),
        line=find_majority_position(last),
        losing=next(row for row in rank_losing(matrix, minimum=1) if row.state == "A"),
    )
