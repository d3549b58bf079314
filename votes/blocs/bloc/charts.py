"""The figure of one bloc."""

from votes.blocs.bloc.service import BlocFigures
from votes.blocs.bloc.wording import describe_cohesion
from votes.web.charts import Figure
from votes.web.share_chart import SharePoint, build_share_chart


def build_cohesion_chart(figures: BlocFigures) -> Figure | None:
    """Cohesion year by year, 0 to 1; a year under the minimum is a gap. None where no year has a figure."""
    points = [
        SharePoint(year, cohesion.mean, cohesion.interval, f"{year}: {describe_cohesion(cohesion)}")
        for year, cohesion in figures.years.items()
    ]
    if all(point.share is None for point in points):
        return None
    return build_share_chart([("", points)], percent=False)
