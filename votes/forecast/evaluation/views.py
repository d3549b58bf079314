"""How often the forecasts were right: the latest stored backtest."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from votes.core.models.forecast import BacktestRun
from votes.forecast.evaluation.charts import build_calibration_chart
from votes.forecast.evaluation.page import build_evaluation
from votes.forecast.evaluation.serialize import flatten_evaluation
from votes.models import RecordVersion
from votes.web.downloads import build_csv, build_json


@require_safe
def evaluation(request: HttpRequest) -> HttpResponse:
    run = BacktestRun.objects.order_by("-made_at").first()
    context: dict[str, object] = {"run": run}
    if run:
        shown = build_evaluation(run.table)
        context |= {
            "table": run.table,
            "page": shown,
            "is_current": run.record_version == RecordVersion.get(),
            "chart": build_calibration_chart(shown.points, _("Chance given"), _("Came true"))
            if shown.points
            else None,
        }
    return render(request, "votes/forecast/evaluation/evaluation.html", context)


@require_safe
def evaluation_data(request: HttpRequest, form: str) -> HttpResponse:
    run = BacktestRun.objects.order_by("-made_at").first()
    if form == "csv":
        return build_csv("evaluation", {}, flatten_evaluation(run.table) if run else [])
    if run is None:
        return build_json({"run": None})
    named = {"made_at": run.made_at, "record_version": run.record_version, "method": run.method}
    return build_json({"run": named, **run.table})
