"""How every figure is computed, as the method page prints it: names, formulas, thresholds, and a worked example.

The thresholds are the constants that the code computes with, and the example is computed by the code, so that the
page cannot contradict the site.
"""

import datetime
from dataclasses import dataclass

from votes.analysis import clusters, cohesion, common_position, interval, item_response, spatial
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
            "Votes with the same position ÷ votes in which both States took a position. Not voting is not a position. "
            "Abstention as half: a vote in which one State abstained and the other voted in favour or against counts "
            "one half. Kappa: (agreement − expected) ÷ (1 − expected). For each of the three positions, multiply the "
            "shares of shared votes in which the two States took it; expected is the sum of the three products."
        ),
        caution=gettext_noop(
            "Raw agreement is high when most votes go the same way. Kappa shows the agreement beyond chance. The "
            "interval is a Wilson interval; for kappa, its bounds are corrected for chance in the same way as the "
            "agreement. Votes in one session are not independent, so the intervals tend to be too narrow."
        ),
        source="Wilson 1927; Cohen 1960; US Department of State, Voting Practices in the United Nations",
        thresholds=(
            Threshold(gettext_noop("Minimum number of shared votes"), MINIMUM_VOTES),
            Threshold(gettext_noop("Confidence level of the intervals"), interval.CONFIDENCE),
        ),
    ),
    Method(
        key="interval",
        name=gettext_noop("Intervals"),
        formula=gettext_noop(
            "For a share p of n votes (Wilson): centre = (p + z² ÷ 2n) ÷ (1 + z² ÷ n), half width = "
            "z √(p (1 − p) ÷ n + z² ÷ 4n²) ÷ (1 + z² ÷ n). For a mean over n votes: mean ± z·s ÷ √n, cut off at 0 "
            "and 1, where s is the standard deviation."
        ),
        caution=gettext_noop(
            "An interval shows how far chance alone could move the figure if the votes were a random sample. They "
            "are not: the same texts return each year, and States vote on several similar texts in a row."
        ),
        source="Wilson 1927",
        thresholds=(
            Threshold(gettext_noop("Confidence level of the intervals"), interval.CONFIDENCE),
            Threshold(gettext_noop("z"), round(interval.Z, 3)),
        ),
    ),
    Method(
        key="differing",
        name=gettext_noop("Votes in which States differ"),
        formula=gettext_noop(
            "Votes in which those of the two to four States that took a position did not all take the same one, out "
            "of the votes in which at least two of them took a position."
        ),
        caution=gettext_noop("A State that did not vote is not counted as differing from any other."),
        source="",
    ),
    Method(
        key="cohesion",
        name=gettext_noop("Cohesion of a group (Agreement Index)"),
        formula=gettext_noop(
            "(largest − (total − largest) ÷ 2) ÷ total, where total is the number of members of the group that took "
            "a position and largest is the number that took the most frequent one. Cohesion is the mean over the votes."
        ),
        caution=gettext_noop(
            "1 means that all took the same position, 0 that they split evenly between the three positions. The "
            "interval is the mean ± z·s ÷ √n over the votes."
        ),
        source="Hix, Noury and Roland 2005",
        thresholds=(
            Threshold(gettext_noop("Minimum number of positions in a vote"), group_line.FEWEST_POSITIONS),
            Threshold(gettext_noop("Minimum number of votes for a mean"), cohesion.FEWEST_VOTES),
        ),
    ),
    Method(
        key="common_position",
        name=gettext_noop("Common position of a group in one vote"),
        formula=gettext_noop(
            "United: all members with a position took the same one. Mostly of one position: not all, but at least the "
            "share given here. Divided: no position reached it. Members that did not vote do not count."
        ),
        caution=gettext_noop(
            "These words describe one vote. They decide nothing about dissent, which has a stricter limit, so a group "
            "can be mostly of one position without a majority position."
        ),
        source="",
        thresholds=(
            Threshold(gettext_noop("Minimum share for “mostly”"), float(common_position.MOSTLY_SHARE)),
            Threshold(gettext_noop("Minimum number of positions in a vote"), group_line.FEWEST_POSITIONS),
        ),
    ),
    Method(
        key="dissent",
        name=gettext_noop("Dissent from the group"),
        formula=gettext_noop(
            "The majority position is the one that most members of the group took. A State dissents when it takes "
            "another. Its share of dissent is votes in which it dissented ÷ votes in which the group had a majority "
            "position and the State took a position."
        ),
        caution=gettext_noop(
            "When the members that took another position reach the limit, the group has no majority position and no "
            "State dissents. When few members take a position, a single State already reaches the limit, so no "
            "dissent can be counted. Use the agreement with the group instead."
        ),
        source="openparliament.ca",
        thresholds=(
            Threshold(
                gettext_noop("Limit for the share of members that took another position"),
                group_line.DISSENT_LIMIT,
            ),
            Threshold(gettext_noop("Minimum number of positions in a vote"), group_line.FEWEST_POSITIONS),
            Threshold(
                gettext_noop("Minimum number of positions for one State to dissent"),
                group_line.find_fewest_for_dissent(),
            ),
            Threshold(gettext_noop("Minimum number of votes"), MINIMUM_VOTES),
        ),
    ),
    Method(
        key="agreement_with_group",
        name=gettext_noop("Agreement with a group"),
        formula=gettext_noop(
            "In each vote, the number of other members of the group that took the same position as the State ÷ the "
            "number of other members that took a position. The figure is the mean over the votes."
        ),
        caution=gettext_noop(
            "The State itself is not counted. The figure is also given for groups to which the State does not belong."
        ),
        source="",
        thresholds=(Threshold(gettext_noop("Minimum number of votes"), MINIMUM_VOTES),),
    ),
    Method(
        key="losing_side",
        name=gettext_noop("On the losing side"),
        formula=gettext_noop(
            "Votes in favour of a rejected text or against an adopted one ÷ votes in favour or against. A text is "
            "adopted when more members vote in favour than against."
        ),
        caution=gettext_noop(
            "Abstentions are on neither side. Their share of all positions taken is given separately."
        ),
        source="",
        thresholds=(Threshold(gettext_noop("Minimum number of votes"), MINIMUM_VOTES),),
    ),
    Method(
        key="clusters",
        name=gettext_noop("Clusters and the order of the matrix"),
        formula=gettext_noop(
            "A tree is built step by step by joining the two branches that agree most. Their agreement is votes with "
            "the same position ÷ shared votes, over all pairs of States with one in each branch. The rows are ordered "
            "so that neighbours are as similar as the tree allows. The tree is cut into clusters at its widest gap."
        ),
        caution=gettext_noop(
            "Branches with too few shared votes are not compared until they have grown. The clusters are a way of "
            "drawing the matrix; they do not show alliances."
        ),
        source="Sokal and Michener 1958; Bar-Joseph, Gifford and Jaakkola 2001",
        thresholds=(
            Threshold(gettext_noop("Minimum number of shared votes"), MINIMUM_VOTES),
            Threshold(gettext_noop("Maximum number of clusters"), clusters.MOST_CLUSTERS),
        ),
    ),
    Method(
        key="spatial_map",
        name=gettext_noop("Spatial map"),
        formula=gettext_noop(
            "Each vote is treated as two questions, “not against?” and “in favour?”. The chance of a yes = "
            "1 ÷ (1 + exp(cut − slope · point)). The points, slopes and cuts are those that make the record most "
            "likely (graded response model, each question with weight one half, normal priors). APRE = (errors of the "
            "baseline − errors of the map) ÷ errors of the baseline. The baseline assumes that every State votes with "
            "the majority."
        ),
        caution=gettext_noop(
            "The axes have no fixed meaning; their direction is set by naming two States. The intervals are the point "
            "± z times its standard deviation over random samples of the votes, drawn with replacement. The share of "
            "positions explained is measured on the votes from which the map was made."
        ),
        source="Samejima 1969; Varin, Reid and Firth 2011; Poole and Rosenthal 1997",
        thresholds=(
            Threshold(gettext_noop("Minimum number of positions of a State"), MINIMUM_VOTES),
            Threshold(gettext_noop("Random samples of the votes"), spatial.BOOTSTRAP_REPLICATES),
            Threshold(gettext_noop("Prior standard deviation of the slopes"), item_response.SLOPE_PRIOR_SD),
            Threshold(gettext_noop("Prior standard deviation of the cuts"), item_response.CUT_PRIOR_SD),
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
