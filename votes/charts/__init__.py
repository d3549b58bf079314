"""Plotly figures as plain dicts, in Plotly's schema. No database, no HTML.

Colours are the light scheme's; static/js/charts.js replaces them by the page's own where it is dark.
"""

from votes.charts.forecast import build_calibration_chart
from votes.charts.record import build_decisions_chart, build_group_chart, build_years_chart
from votes.charts.series import build_series_chart
from votes.charts.shares import build_share_chart

__all__ = [
    "build_calibration_chart",
    "build_decisions_chart",
    "build_group_chart",
    "build_series_chart",
    "build_share_chart",
    "build_years_chart",
]
