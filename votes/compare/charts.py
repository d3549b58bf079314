"""The figure of a comparison."""

from votes.compare.service import Comparison
from votes.compare.wording import describe_cell, name_pair
from votes.web.charts import Figure
from votes.web.share_chart import SharePoint, build_share_chart


def build_agreement_chart(comparison: Comparison) -> Figure | None:
    """The agreement of each pair over the years, a panel for each pair; None where no pair has a figure."""
    panels = list_panels(comparison)
    return build_share_chart(panels) if panels else None


def list_panels(comparison: Comparison) -> list[tuple[str, list[SharePoint]]]:
    """The label and the points of each pair; a point stands at the middle year of its window.

    Pairs without any figure are left out. A pair that is alone needs no label.
    """
    panels = []
    for place, pair in enumerate(comparison.pairs):
        points = []
        for (first, last), pairs in comparison.windows.items():
            in_window = pairs[place]
            words = f"{first}–{last}: {describe_cell(in_window)}"
            points.append(SharePoint((first + last) // 2, in_window.agreement, in_window.interval, words))
        if any(point.share is not None for point in points):
            label = name_pair(pair, comparison.table.names) if len(comparison.pairs) > 1 else ""
            panels.append((label, points))
    return panels
