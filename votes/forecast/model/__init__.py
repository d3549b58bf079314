"""How the members will vote on a text, from what was decided before a day, and how often such a forecast is right.

`Past.before(day)` is all a forecast may see; `learn` finds whom to believe; `build_forecasts` gives the chances.
"""

from votes.forecast.model.past import Past, Text, count_days
from votes.forecast.model.predict import Model, build_forecasts, learn
from votes.forecast.model.predictors import Evidence
from votes.forecast.model.result import METHOD, Forecast, MemberForecast, PivotalMember, Reason, Total

__all__ = [
    "METHOD",
    "Evidence",
    "Forecast",
    "MemberForecast",
    "Model",
    "Past",
    "PivotalMember",
    "Reason",
    "Text",
    "Total",
    "build_forecasts",
    "count_days",
    "learn",
]
